/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `rabta export --list-profiles` prints: the profiles, and field by field what each lets out. */
#include "app/export-profiles.h"

#include "base/json.h"
#include "model/redaction.h"

#include <glib/gi18n-lib.h>

/* Fields that are in no file whatever the profile. */
static gboolean
is_internal (const RabtaField *field)
{
  return (field->flags & RABTA_FIELD_DERIVED) != 0 && (field->flags & RABTA_FIELD_HIDDEN) != 0;
}

static char *
list_fields (RabtaProfile        *profile,
             const RabtaKindInfo *info,
             RabtaTreatment       treatment)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < info->n_fields; i++)
    if (!is_internal (&info->fields[i]) && rabta_redaction_treatment (profile, info, i) == treatment)
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", info->fields[i].element);

  return g_string_free (list, FALSE);
}

static void
print_kind (RabtaProfile        *profile,
            const RabtaKindInfo *info)
{
  g_print ("  %s\n", info->name);
  for (RabtaTreatment treatment = 0; treatment < RABTA_N_TREATMENTS; treatment++)
    {
      g_autofree char *fields = list_fields (profile, info, treatment);

      if (*fields != '\0')
        g_print ("    %s: %s\n", rabta_treatment_get_label (treatment), fields);
    }
}

static void
print_profile (RabtaProfile *profile)
{
  const char *purpose = rabta_profile_get_purpose (profile);

  g_print ("%s – %s\n", rabta_profile_get_code (profile), rabta_profile_get_label (profile));
  if (purpose != NULL)
    g_print ("  %s\n", purpose);

  if (rabta_profile_is_full (profile) || rabta_profile_is_figures (profile))
    return;

  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    print_kind (profile, rabta_kind_get_info (kind));
}

static void
append_kind (GString             *json,
             RabtaProfile        *profile,
             const RabtaKindInfo *info)
{
  const char *comma = "";

  rabta_json_append_string (json, info->name);
  g_string_append (json, ":{");
  for (guint i = 0; i < info->n_fields; i++)
    {
      if (is_internal (&info->fields[i]))
        continue;

      g_string_append (json, comma);
      rabta_json_append_string (json, info->fields[i].element);
      g_string_append_c (json, ':');
      rabta_json_append_string (json, rabta_treatment_get_name (rabta_redaction_treatment (profile, info, i)));
      comma = ",";
    }
  g_string_append_c (json, '}');
}

static void
append_profile (GString      *json,
                RabtaProfile *profile)
{
  g_string_append (json, "{\"code\":");
  rabta_json_append_string (json, rabta_profile_get_code (profile));
  g_string_append (json, ",\"label\":");
  rabta_json_append_string (json, rabta_profile_get_label (profile));
  g_string_append_printf (json, ",\"form\":\"%s\",\"smallest\":%d",
                          rabta_profile_is_figures (profile) ? "figures" : "records",
                          rabta_profile_get_smallest (profile));

  if (!rabta_profile_is_figures (profile))
    {
      g_string_append (json, ",\"fields\":{");
      for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
        {
          if (kind > 0)
            g_string_append_c (json, ',');
          append_kind (json, profile, rabta_kind_get_info (kind));
        }
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, '}');
}

/**
 * rabta_export_profiles_print: (skip)
 * @programme: a programme
 * @json: whether to print JSON
 *
 * Prints who may see what.
 */
void
rabta_export_profiles_print (RabtaProgramme *programme,
                             gboolean        json)
{
  GListModel *profiles = rabta_programme_get_profiles (programme);
  g_autoptr (GString) text = g_string_new ("{\"profiles\":[");

  for (guint i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr (RabtaProfile) profile = g_list_model_get_item (profiles, i);

      if (!json)
        {
          print_profile (profile);
          continue;
        }
      if (i > 0)
        g_string_append_c (text, ',');
      append_profile (text, profile);
    }

  if (json)
    g_print ("%s]}\n", text->str);
}
