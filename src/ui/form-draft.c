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

typedef struct
{
  char *path;
  char *text;
} WriteJob;

static void
write_job_free (WriteJob *job)
{
  g_free (job->path);
  g_free (job->text);
  g_free (job);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  WriteJob *job = task_data;
  g_autofree char *folder = g_path_get_dirname (job->path);
  g_autoptr (GError) error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents_full (job->path, job->text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  WriteJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  /* The form was saved while the draft was on its way to the disk. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    g_unlink (job->path);
  /* A draft is the second net: without it the form still holds everything. */
  else if (!g_task_propagate_boolean (G_TASK (result), &error))
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
  g_autoptr (GTask) task = NULL;
  WriteJob *job;

  g_return_if_fail (path != NULL);
  g_return_if_fail (text != NULL);

  job = g_new0 (WriteJob, 1);
  job->path = g_strdup (path);
  job->text = g_strdup (text);
  task = g_task_new (NULL, cancellable, written_cb, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, (GDestroyNotify) write_job_free);
  g_task_run_in_thread (task, write_thread);
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
