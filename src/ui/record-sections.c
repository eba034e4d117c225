/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/record-sections.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a form shows together, and in which order. A field that is named nowhere still has its place,
 * under "More": a new line of a field table reaches the form without a line here. */

static const RabtaSection enterprise_sections[] = {
  { N_("Identity"), { "name", "name_ur", "aliases", "owner", "cnic", "ntn", "strn", "registration" } },
  { N_("Contact"), { "phone", "email", "website", "address", "city", "district" } },
  { N_("Business"), { "cluster", "sector", "legal_form", "status", "established", "turnover",
                      "turnover_year", "employees", "women_employees", "exporting", "iban" } },
  { N_("Women"), { "women_owned", "woman_leads", "has_board", "women_board", "women_verified_by",
                   "women_verified_on" } },
  { N_("Work"), { "officer", "notes" } },
};

static const RabtaSection person_sections[] = {
  { N_("Person"), { "name", "role", "job_title", "gender", "enterprise", "organization" } },
  { N_("Contact"), { "phone", "email", "cnic" } },
  { N_("Notes"), { "notes" } },
};

static const RabtaSection product_sections[] = {
  { N_("Product"), { "enterprise", "name", "hs_code", "description" } },
  { N_("Supply"), { "unit", "capacity", "minimum_order", "price" } },
};

static const RabtaSection organization_sections[] = {
  { N_("Partner"), { "name", "type", "country", "district", "city", "address" } },
  { N_("Contact"), { "phone", "email", "website" } },
  { N_("Terms"), { "ntn", "vendor_terms", "notes" } },
};

static const RabtaSection event_sections[] = {
  { N_("Event"), { "name", "type", "starts", "ends" } },
  { N_("Where"), { "place", "district", "organizer" } },
  { N_("Notes"), { "notes" } },
};

static const RabtaSection participation_sections[] = {
  { N_("Participation"), { "event", "enterprise", "organization", "role", "stall" } },
  { N_("Interest"), { "interest" } },
};

static const RabtaSection case_sections[] = {
  { N_("Case"), { "enterprise", "track", "stage", "title", "priority", "opened" } },
  { N_("Who and what"), { "organization", "product", "event", "officer" } },
  { N_("Notes"), { "notes" } },
};

static const RabtaSection activity_sections[] = {
  { N_("What happened"), { "type", "date", "summary", "details" } },
  { N_("With whom"), { "enterprise", "case", "organization", "person", "event", "officer" } },
};

/**
 * rabta_sections_for_kind:
 * @kind: a kind
 * @n_sections: (out): how many
 *
 * Returns: (transfer none) (nullable): the sections of its form; %NULL where it has no table
 */
const RabtaSection *
rabta_sections_for_kind (RabtaKind  kind,
                         guint     *n_sections)
{
  static const struct
  {
    RabtaKind           kind;
    const RabtaSection *sections;
    guint               n_sections;
  } tables[] = {
    { RABTA_KIND_ENTERPRISE, enterprise_sections, G_N_ELEMENTS (enterprise_sections) },
    { RABTA_KIND_PERSON, person_sections, G_N_ELEMENTS (person_sections) },
    { RABTA_KIND_PRODUCT, product_sections, G_N_ELEMENTS (product_sections) },
    { RABTA_KIND_ORGANIZATION, organization_sections, G_N_ELEMENTS (organization_sections) },
    { RABTA_KIND_EVENT, event_sections, G_N_ELEMENTS (event_sections) },
    { RABTA_KIND_PARTICIPATION, participation_sections, G_N_ELEMENTS (participation_sections) },
    { RABTA_KIND_CASE, case_sections, G_N_ELEMENTS (case_sections) },
    { RABTA_KIND_ACTIVITY, activity_sections, G_N_ELEMENTS (activity_sections) },
  };

  g_return_val_if_fail (n_sections != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (tables[i].kind == kind)
      {
        *n_sections = tables[i].n_sections;
        return tables[i].sections;
      }

  *n_sections = 0;
  return NULL;
}

/**
 * rabta_section_offers_field:
 * @field: a field
 *
 * Returns: whether a form offers it to be typed
 */
gboolean
rabta_section_offers_field (const RabtaField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);

  return !(field->flags & (RABTA_FIELD_HIDDEN | RABTA_FIELD_DERIVED));
}

static gboolean
is_named (RabtaKind   kind,
          const char *name)
{
  guint n_sections;
  const RabtaSection *sections = rabta_sections_for_kind (kind, &n_sections);

  for (guint i = 0; i < n_sections; i++)
    for (guint j = 0; sections[i].fields[j] != NULL; j++)
      if (strcmp (sections[i].fields[j], name) == 0)
        return TRUE;

  return FALSE;
}

/**
 * rabta_section_list_fields:
 * @kind: a kind
 * @index: of a section, or the number of sections for the fields that none names
 *
 * Returns: (transfer full) (element-type RabtaField): the fields to be shown; may be empty
 */
GPtrArray *
rabta_section_list_fields (RabtaKind kind,
                           guint     index)
{
  const RabtaKindInfo *info = rabta_kind_get_info (kind);
  guint n_sections;
  const RabtaSection *sections = rabta_sections_for_kind (kind, &n_sections);
  GPtrArray *fields = g_ptr_array_new ();

  g_return_val_if_fail (index <= n_sections, fields);

  if (index == n_sections)
    {
      for (guint i = 0; i < info->n_fields; i++)
        if (rabta_section_offers_field (&info->fields[i]) && !is_named (kind, info->fields[i].name))
          g_ptr_array_add (fields, (gpointer) &info->fields[i]);

      return fields;
    }

  for (guint j = 0; sections[index].fields[j] != NULL; j++)
    {
      int i = rabta_kind_find_field (info, sections[index].fields[j]);

      g_return_val_if_fail (i >= 0, fields);
      if (rabta_section_offers_field (&info->fields[i]))
        g_ptr_array_add (fields, (gpointer) &info->fields[i]);
    }

  return fields;
}
