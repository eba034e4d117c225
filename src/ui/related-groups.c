/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/related-groups.h"

#include "ui/joined-text.h"
#include "ui/related-group.h"

#include <glib/gi18n-lib.h>

/* People and products as the page of their enterprise or partner shows them. */

static char *
dup_field (RabtaRecord    *record,
           RabtaProgramme *programme,
           const char     *name)
{
  int field = rabta_kind_find_field (rabta_record_get_info (record), name);
  g_autofree char *text = rabta_record_dup_display (record, field, programme);

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static char *
join_fields (RabtaRecord        *record,
             RabtaProgramme     *programme,
             const char * const *names)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *part = dup_field (record, programme, names[i]);

      rabta_joined_text_append (text, part);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static char *
describe_person (RabtaRecord     *record,
                 RabtaProgramme  *programme,
                 char           **subtitle)
{
  static const char * const names[] = { "role", "job_title", "phone", "email", NULL };

  *subtitle = join_fields (record, programme, names);
  return rabta_record_dup_title (record);
}

static char *
describe_product (RabtaRecord     *record,
                  RabtaProgramme  *programme,
                  char           **subtitle)
{
  static const char * const names[] = { "hs_code", "capacity", "unit", "price", NULL };

  *subtitle = join_fields (record, programme, names);
  return rabta_record_dup_title (record);
}

/**
 * rabta_people_group_new:
 * @casebook: the casebook
 * @owner_kind: %RABTA_KIND_ENTERPRISE or %RABTA_KIND_ORGANIZATION
 * @owner: id of the enterprise or partner
 *
 * Returns: (transfer floating): the people of @owner, to be added, edited and removed
 */
GtkWidget *
rabta_people_group_new (RabtaCasebook   *casebook,
                        RabtaKind        owner_kind,
                        const RabtaUuid *owner)
{
  const char *field = owner_kind == RABTA_KIND_ENTERPRISE ? "enterprise" : "organization";
  g_autoptr (RabtaQuery) query = NULL;
  g_autoptr (RabtaRecord) prototype = NULL;
  GtkWidget *group;

  g_return_val_if_fail (owner_kind == RABTA_KIND_ENTERPRISE || owner_kind == RABTA_KIND_ORGANIZATION, NULL);
  g_return_val_if_fail (owner != NULL, NULL);

  query = rabta_query_new (RABTA_KIND_PERSON);
  rabta_query_filter_id (query, field, owner);
  prototype = rabta_record_new (RABTA_KIND_PERSON);
  rabta_record_set_ref (prototype, field, owner);

  group = rabta_related_group_new (casebook, query, _("People"), _("Nobody is known yet"), describe_person);
  rabta_related_group_set_add (RABTA_RELATED_GROUP (group), _("Add a person"), prototype, field);
  rabta_related_group_set_editable (RABTA_RELATED_GROUP (group), TRUE);
  return group;
}

/**
 * rabta_products_group_new:
 * @casebook: the casebook
 * @enterprise: id of the enterprise
 *
 * Returns: (transfer floating): the products of @enterprise, to be added, edited and removed
 */
GtkWidget *
rabta_products_group_new (RabtaCasebook   *casebook,
                          const RabtaUuid *enterprise)
{
  g_autoptr (RabtaQuery) query = NULL;
  g_autoptr (RabtaRecord) prototype = NULL;
  GtkWidget *group;

  g_return_val_if_fail (enterprise != NULL, NULL);

  query = rabta_query_new (RABTA_KIND_PRODUCT);
  rabta_query_filter_id (query, "enterprise", enterprise);
  prototype = rabta_record_new (RABTA_KIND_PRODUCT);
  rabta_record_set_ref (prototype, "enterprise", enterprise);

  group = rabta_related_group_new (casebook, query, _("Products"), _("No products yet"), describe_product);
  rabta_related_group_set_add (RABTA_RELATED_GROUP (group), _("Add a product"), prototype, "enterprise");
  rabta_related_group_set_editable (RABTA_RELATED_GROUP (group), TRUE);
  return group;
}
