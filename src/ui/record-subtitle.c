/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/record-picker.h"

#include "ui/joined-text.h"

#include <glib/gi18n-lib.h>

/* Which fields tell records of the same title apart. */
static const struct
{
  RabtaKind   kind;
  const char *fields[4];
} tables[] = {
  { RABTA_KIND_ENTERPRISE, { "city", "district", "sector" } },
  { RABTA_KIND_ORGANIZATION, { "type", "city", "country" } },
  { RABTA_KIND_EVENT, { "starts", "place" } },
  { RABTA_KIND_PERSON, { "role", "job_title", "enterprise", "organization" } },
  { RABTA_KIND_PRODUCT, { "enterprise", "hs_code" } },
  { RABTA_KIND_CASE, { "enterprise", "track", "stage" } },
  { RABTA_KIND_ACTIVITY, { "date", "enterprise", "organization" } },
  { RABTA_KIND_OFFICER, { "office" } },
};

/**
 * rabta_record_dup_subtitle:
 * @record: a loaded record
 * @programme: for the labels of codes
 *
 * Returns: (transfer full) (nullable): a second line for people under the title of @record, such as
 *   its city and sector
 */
char *
rabta_record_dup_subtitle (RabtaRecord    *record,
                           RabtaProgramme *programme)
{
  const RabtaKindInfo *info;
  g_autoptr (GString) text = NULL;
  g_autofree char *last = NULL;

  g_return_val_if_fail (RABTA_IS_RECORD (record), NULL);

  info = rabta_record_get_info (record);
  text = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (guint j = 0; tables[i].kind == info->kind && j < G_N_ELEMENTS (tables[i].fields); j++)
      {
        int field = tables[i].fields[j] != NULL ? rabta_kind_find_field (info, tables[i].fields[j]) : -1;
        g_autofree char *part = field >= 0 ? rabta_record_dup_display (record, field, programme) : NULL;

        /* Sialkot in the district of Sialkot is said once. */
        if (part == NULL || *part == '\0' || (last != NULL && g_str_has_suffix (last, part)))
          continue;

        rabta_joined_text_append (text, part);
        g_free (last);
        last = g_steal_pointer (&part);
      }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
