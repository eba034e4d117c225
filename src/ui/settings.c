/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/settings.h"

#include "config.h"

#include <errno.h>
#include <gio/gio.h>

#define GROUP "rabta"

static GSettings *settings;
static GKeyFile *key_file;

static char *
key_file_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "rabta", "settings.ini", NULL);
}

static void
ensure_loaded (void)
{
  static gboolean loaded = FALSE;
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autofree char *path = NULL;

  if (loaded)
    return;
  loaded = TRUE;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, RABTA_APPLICATION_ID, TRUE);
  if (schema != NULL)
    settings = g_settings_new_full (schema, NULL, NULL);

  key_file = g_key_file_new ();
  path = key_file_path ();
  /* A file that is not there or not readable is the same as an empty one: defaults hold. */
  g_key_file_load_from_file (key_file, path, G_KEY_FILE_NONE, NULL);
}

static gboolean
in_schema (const char         *key,
           const GVariantType *type)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) schema_key = NULL;

  ensure_loaded ();
  if (settings == NULL)
    return FALSE;
  g_object_get (settings, "settings-schema", &schema, NULL);
  if (!g_settings_schema_has_key (schema, key))
    return FALSE;
  schema_key = g_settings_schema_get_key (schema, key);
  return g_variant_type_equal (g_settings_schema_key_get_value_type (schema_key), type);
}

/* What is remembered already is not written again: to be sure of a file takes as long as to open a window. */
static gboolean
is_remembered (const char *key,
               const char *text)
{
  g_autofree char *present = g_key_file_get_value (key_file, GROUP, key, NULL);

  return g_strcmp0 (present, text) == 0;
}

static void
save_key_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = key_file_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_warning ("Failed to make the folder of the settings: %s", g_strerror (errno));
      return;
    }
  if (!g_key_file_save_to_file (key_file, path, &error))
    g_warning ("Failed to remember the settings: %s", error->message);
}

/**
 * rabta_settings_get_int:
 * @fallback: the value where none was set
 *
 * Returns: the value of @key
 */
int
rabta_settings_get_int (const char *key,
                        int         fallback)
{
  g_autoptr (GError) error = NULL;
  int value;

  g_return_val_if_fail (key != NULL, fallback);

  if (in_schema (key, G_VARIANT_TYPE_INT32))
    return g_settings_get_int (settings, key);
  value = g_key_file_get_integer (key_file, GROUP, key, &error);
  return error == NULL ? value : fallback;
}

/**
 * rabta_settings_set_int:
 *
 * Remembers @value.
 */
void
rabta_settings_set_int (const char *key,
                        int         value)
{
  g_autofree char *text = NULL;

  g_return_if_fail (key != NULL);

  if (in_schema (key, G_VARIANT_TYPE_INT32))
    {
      g_settings_set_int (settings, key, value);
      return;
    }
  text = g_strdup_printf ("%d", value);
  if (is_remembered (key, text))
    return;
  g_key_file_set_integer (key_file, GROUP, key, value);
  save_key_file ();
}

/**
 * rabta_settings_get_boolean:
 * @fallback: the value where none was set
 *
 * Returns: the value of @key
 */
gboolean
rabta_settings_get_boolean (const char *key,
                            gboolean    fallback)
{
  g_autoptr (GError) error = NULL;
  gboolean value;

  g_return_val_if_fail (key != NULL, fallback);

  if (in_schema (key, G_VARIANT_TYPE_BOOLEAN))
    return g_settings_get_boolean (settings, key);
  value = g_key_file_get_boolean (key_file, GROUP, key, &error);
  return error == NULL ? value : fallback;
}

/**
 * rabta_settings_set_boolean:
 *
 * Remembers @value.
 */
void
rabta_settings_set_boolean (const char *key,
                            gboolean    value)
{
  g_return_if_fail (key != NULL);

  if (in_schema (key, G_VARIANT_TYPE_BOOLEAN))
    {
      g_settings_set_boolean (settings, key, value);
      return;
    }
  if (is_remembered (key, value ? "true" : "false"))
    return;
  g_key_file_set_boolean (key_file, GROUP, key, value);
  save_key_file ();
}

/**
 * rabta_settings_get_string:
 * @fallback: (nullable): the value where none was set
 *
 * Returns: (transfer full) (nullable): the value of @key; an empty one counts as none
 */
char *
rabta_settings_get_string (const char *key,
                           const char *fallback)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (key != NULL, NULL);

  if (in_schema (key, G_VARIANT_TYPE_STRING))
    value = g_settings_get_string (settings, key);
  else
    value = g_key_file_get_string (key_file, GROUP, key, NULL);
  if (value == NULL || *value == '\0')
    return g_strdup (fallback);
  return g_steal_pointer (&value);
}

/**
 * rabta_settings_set_string:
 * @value: (nullable): %NULL forgets it
 *
 * Remembers @value.
 */
void
rabta_settings_set_string (const char *key,
                           const char *value)
{
  g_autofree char *present = NULL;

  g_return_if_fail (key != NULL);

  if (value == NULL)
    value = "";
  if (in_schema (key, G_VARIANT_TYPE_STRING))
    {
      g_settings_set_string (settings, key, value);
      return;
    }
  present = g_key_file_get_string (key_file, GROUP, key, NULL);
  if (g_strcmp0 (present, value) == 0)
    return;
  g_key_file_set_string (key_file, GROUP, key, value);
  save_key_file ();
}
