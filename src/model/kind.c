/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kind.h"

#include "model/kinds/kinds.h"

#include <string.h>

static const RabtaKindInfo * const infos[RABTA_N_KINDS] = {
  [RABTA_KIND_OFFICE] = &rabta_office_info,
  [RABTA_KIND_OFFICER] = &rabta_officer_info,
  [RABTA_KIND_HOLIDAY] = &rabta_holiday_info,
  [RABTA_KIND_ORGANIZATION] = &rabta_organization_info,
  [RABTA_KIND_EVENT] = &rabta_event_info,
  [RABTA_KIND_ENTERPRISE] = &rabta_enterprise_info,
  [RABTA_KIND_PERSON] = &rabta_person_info,
  [RABTA_KIND_PRODUCT] = &rabta_product_info,
  [RABTA_KIND_PARTICIPATION] = &rabta_participation_info,
  [RABTA_KIND_CASE] = &rabta_case_info,
  [RABTA_KIND_STAGE_ENTRY] = &rabta_stage_entry_info,
  [RABTA_KIND_CHECKLIST_ITEM] = &rabta_checklist_item_info,
  [RABTA_KIND_PAUSE] = &rabta_pause_info,
  [RABTA_KIND_ACTIVITY] = &rabta_activity_info,
  [RABTA_KIND_FOLLOW_UP] = &rabta_follow_up_info,
  [RABTA_KIND_OUTCOME] = &rabta_outcome_info,
  [RABTA_KIND_DOCUMENT] = &rabta_document_info,
  [RABTA_KIND_TARGET] = &rabta_target_info,
};

/* Fields are asked for by name in every importer and rule: one look-up instead of forty comparisons. */
static GHashTable *
field_index (RabtaKind kind)
{
  static GHashTable *indexes[RABTA_N_KINDS];

  if (g_once_init_enter (&indexes[kind]))
    {
      GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; i < infos[kind]->n_fields; i++)
        g_hash_table_insert (index, (gpointer) infos[kind]->fields[i].name, GINT_TO_POINTER (i));
      g_once_init_leave (&indexes[kind], index);
    }

  return indexes[kind];
}

/**
 * rabta_kind_get_info:
 * @kind: a kind
 *
 * Returns: (transfer none): what the program knows about the kind
 */
const RabtaKindInfo *
rabta_kind_get_info (RabtaKind kind)
{
  g_return_val_if_fail (kind >= 0 && kind < RABTA_N_KINDS, NULL);

  return infos[kind];
}

/**
 * rabta_kind_from_name:
 * @name: (nullable): name of a kind as files and commands write it, "stage-entry"
 *
 * Returns: the kind, or %RABTA_KIND_NONE
 */
RabtaKind
rabta_kind_from_name (const char *name)
{
  for (int kind = 0; kind < RABTA_N_KINDS; kind++)
    if (g_strcmp0 (infos[kind]->name, name) == 0)
      return kind;

  return RABTA_KIND_NONE;
}

/**
 * rabta_kind_find_field:
 * @info: a kind
 * @name: a field's name, "women_led"
 *
 * Returns: the index in the field table, or -1
 */
int
rabta_kind_find_field (const RabtaKindInfo *info,
                       const char          *name)
{
  gpointer index;

  g_return_val_if_fail (info != NULL && name != NULL, -1);

  if (g_hash_table_lookup_extended (field_index (info->kind), name, NULL, &index))
    return GPOINTER_TO_INT (index);

  return -1;
}

/**
 * rabta_kind_find_element:
 * @info: a kind
 * @element: a field's XML element, "women-led"
 *
 * Returns: the index in the field table, or -1
 */
int
rabta_kind_find_element (const RabtaKindInfo *info,
                         const char          *element)
{
  g_return_val_if_fail (info != NULL && element != NULL, -1);

  for (guint i = 0; i < info->n_fields; i++)
    if (strcmp (info->fields[i].element, element) == 0)
      return (int) i;

  return -1;
}
