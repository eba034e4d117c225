/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/form-draft.h"

#include "base/date.h"

#include <glib/gstdio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define GROUP_DRAFT  "draft"
#define GROUP_FIELDS "fields"
#define GROUP_TITLES "titles"

/* Two forms for a new person, of this enterprise and of that one, are two drafts. */
static void
append_references (GString     *key,
                   RabtaRecord *record)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    {
      g_autofree char *text = NULL;

      if (info->fields[i].kind != RABTA_FIELD_REFERENCE)
        continue;

      text = rabta_value_to_text (&info->fields[i], rabta_record_get_value (record, i));
      g_string_append_printf (key, "|%s", text != NULL ? text : "");
    }
}

/**
 * rabta_form_draft_path:
 * @casebook: where the record will be saved
 * @record: as it was before anything was typed
 *
 * Returns: (transfer full): the file of its draft
 */
char *
rabta_form_draft_path (RabtaCasebook *casebook,
                       RabtaRecord   *record)
{
  g_autoptr (GString) key = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *name = NULL;
  g_autofree char *id = NULL;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (RABTA_IS_RECORD (record), NULL);

  key = g_string_new (rabta_casebook_get_path (casebook));
  g_string_append_printf (key, "|%s", rabta_record_get_info (record)->name);
  if (rabta_record_is_new (record))
    {
      append_references (key, record);
    }
  else
    {
      id = rabta_uuid_to_string (rabta_record_get_id (record));
      g_string_append_printf (key, "|%s", id);
    }

  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key->str, (gssize) key->len);
  name = g_strconcat (digest, ".draft", NULL);
  return g_build_filename (g_get_user_state_dir (), "rabta", "drafts", name, NULL);
}

/**
 * rabta_form_draft_to_text:
 * @form: a form
 *
 * Returns: (transfer full): what is typed in all its rows
 */
char *
rabta_form_draft_to_text (RabtaRecordForm *form)
{
  g_autoptr (GKeyFile) draft = g_key_file_new ();
  GPtrArray *rows;
  char now[RABTA_INSTANT_SIZE];

  g_return_val_if_fail (RABTA_IS_RECORD_FORM (form), NULL);

  rabta_instant_now (now);
  g_key_file_set_string (draft, GROUP_DRAFT, "time", now);
  rows = rabta_record_form_get_rows (form);
  for (guint i = 0; i < rows->len; i++)
    {
      RabtaFieldRow *row = g_ptr_array_index (rows, i);
      const char *name = rabta_field_row_get_field (row)->name;
      g_autofree char *typed = rabta_field_row_dup_typed (row);
      g_autofree char *title = rabta_field_row_dup_title (row);

      g_key_file_set_string (draft, GROUP_FIELDS, name, typed);
      if (title != NULL)
        g_key_file_set_string (draft, GROUP_TITLES, name, title);
    }

  return g_key_file_to_data (draft, NULL, NULL);
}

/**
 * rabta_form_draft_load:
 * @path: of a draft
 *
 * Returns: (transfer full) (nullable): the draft, or %NULL where there is none that can be read
 */
GKeyFile *
rabta_form_draft_load (const char *path)
{
  g_autoptr (GKeyFile) draft = g_key_file_new ();

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_key_file_load_from_file (draft, path, G_KEY_FILE_NONE, NULL)
      || !g_key_file_has_group (draft, GROUP_FIELDS))
    return NULL;

  return g_steal_pointer (&draft);
}

/**
 * rabta_form_draft_dup_time:
 * @draft: a draft
 *
 * Returns: (transfer full) (nullable): when it was typed, for people
 */
char *
rabta_form_draft_dup_time (GKeyFile *draft)
{
  g_autofree char *time = NULL;

  g_return_val_if_fail (draft != NULL, NULL);

  time = g_key_file_get_string (draft, GROUP_DRAFT, "time", NULL);
  return time != NULL && rabta_instant_is_valid (time) ? rabta_instant_display (time) : NULL;
}

/**
 * rabta_form_draft_apply:
 * @draft: a draft
 * @form: a form of the same kind
 *
 * Types everything again that differs.
 */
void
rabta_form_draft_apply (GKeyFile        *draft,
                        RabtaRecordForm *form)
{
  GPtrArray *rows;

  g_return_if_fail (draft != NULL);
  g_return_if_fail (RABTA_IS_RECORD_FORM (form));

  rows = rabta_record_form_get_rows (form);
  for (guint i = 0; i < rows->len; i++)
    {
      RabtaFieldRow *row = g_ptr_array_index (rows, i);
      const char *name = rabta_field_row_get_field (row)->name;
      g_autofree char *typed = g_key_file_get_string (draft, GROUP_FIELDS, name, NULL);
      g_autofree char *title = g_key_file_get_string (draft, GROUP_TITLES, name, NULL);
      g_autofree char *present = rabta_field_row_dup_typed (row);

      if (typed != NULL && strcmp (typed, present) != 0)
        rabta_field_row_set_typed (row, typed, title);
    }
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree char *text = user_data;
  g_autoptr (GError) error = NULL;

  /* A draft is the second net: without it the form still holds everything. */
  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_info ("Failed to keep a draft: %s", error->message);
}

/**
 * rabta_form_draft_write_async:
 * @path: of the draft
 * @text: of rabta_form_draft_to_text()
 * @cancellable: to give up when the form is saved before
 *
 * Keeps a draft, readable by the user alone.
 */
void
rabta_form_draft_write_async (const char   *path,
                              const char   *text,
                              GCancellable *cancellable)
{
  g_autofree char *folder = NULL;
  g_autoptr (GFile) file = NULL;
  char *copy;

  g_return_if_fail (path != NULL);
  g_return_if_fail (text != NULL);

  folder = g_path_get_dirname (path);
  g_mkdir_with_parents (folder, 0700);
  file = g_file_new_for_path (path);
  copy = g_strdup (text); /* must last until it is written */
  g_file_replace_contents_async (file, copy, strlen (copy), NULL, FALSE,
                                 G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                 cancellable, written_cb, copy);
}

/**
 * rabta_form_draft_remove:
 * @path: of a draft
 *
 * Forgets it; there may be none.
 */
void
rabta_form_draft_remove (const char *path)
{
  g_return_if_fail (path != NULL);

  g_unlink (path);
}
