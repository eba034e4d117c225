/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All or nothing: one transaction and one entry of the undo list, and the first thing wrong ends it.
 * References to records that are not there are kept, for those may come with another file. */
#include "exchange/records-import.h"

#include "exchange/casebook-records.h"
#include "exchange/file-writer.h"
#include "exchange/xml-document.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_NOTES 100

typedef struct
{
  char                  *path;
  RabtaRecordsImportOptions  options;
  GFileProgressCallback  progress;
  gpointer               progress_data;
  GMainContext          *context; /* where @progress is called; NULL for the writer's thread */
  RabtaRecordsImportResult  *result;
  RabtaBatch            *batch;
  GError                *refusal;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->result, rabta_records_import_result_free);
  g_clear_pointer (&job->context, g_main_context_unref);
  g_clear_error (&job->refusal);
  g_free (job->path);
  g_free (job);
}

static void
note (Job             *job,
      RabtaXmlProblem *problem)
{
  if (job->result->notes->len < MAX_NOTES)
    g_ptr_array_add (job->result->notes, problem);
  else
    rabta_xml_problem_free (problem);
}

static void
note_deleted (Job         *job,
              RabtaRecord *record,
              int          line)
{
  RabtaXmlProblem *problem;

  problem = rabta_xml_problem_new (TRUE, line, NULL, _("The record was deleted here and stays deleted."));
  rabta_xml_problem_set_record (problem, record);
  note (job, problem);
}

static gboolean
has_same_extra (RabtaRecord *a,
                RabtaRecord *b)
{
  g_autoptr (GList) names = rabta_record_list_extra (a);

  for (GList *l = names; l != NULL; l = l->next)
    if (g_strcmp0 (rabta_record_get_extra (a, l->data), rabta_record_get_extra (b, l->data)) != 0)
      return FALSE;

  return TRUE;
}

static gboolean
is_same (RabtaRecord *a,
         RabtaRecord *b)
{
  const RabtaKindInfo *info = rabta_record_get_info (a);

  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].flags & RABTA_FIELD_DERIVED) == 0
        && !rabta_value_equal (rabta_record_get_value (a, i), rabta_record_get_value (b, i)))
      return FALSE;

  return !info->has_extra || (has_same_extra (a, b) && has_same_extra (b, a));
}

/* Makes @present say what @wanted says; what the file leaves out is empty. */
static void
take_over (RabtaRecord *present,
           RabtaRecord *wanted)
{
  const RabtaKindInfo *info = rabta_record_get_info (present);
  g_autoptr (GList) old = rabta_record_list_extra (present);
  g_autoptr (GList) new = rabta_record_list_extra (wanted);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const RabtaValue *value = rabta_record_get_value (wanted, i);

      if ((info->fields[i].flags & RABTA_FIELD_DERIVED) == 0
          && !rabta_value_equal (value, rabta_record_get_value (present, i)))
        rabta_record_set_value (present, i, value);
    }

  for (GList *l = old; l != NULL; l = l->next)
    if (rabta_record_get_extra (wanted, l->data) == NULL)
      rabta_record_set_extra (present, l->data, NULL);

  for (GList *l = new; l != NULL; l = l->next)
    rabta_record_set_extra (present, l->data, rabta_record_get_extra (wanted, l->data));
}

/* What the casebook refuses is told with the place in the file. */
static gboolean
save (Job          *job,
      RabtaRecord  *record,
      int           line,
      GError      **error)
{
  g_autoptr (GError) failure = NULL;

  if (rabta_batch_save (job->batch, record, &failure))
    return TRUE;

  if (g_error_matches (failure, RABTA_ERROR, RABTA_ERROR_INVALID) && line > 0)
    g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("line %d: %s"), line, failure->message);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
record_cb (RabtaRecord  *record,
           int           line,
           gpointer      user_data,
           GError      **error)
{
  Job *job = user_data;
  RabtaRecordsImportResult *result = job->result;
  g_autoptr (RabtaRecord) present = NULL;
  g_autoptr (GError) failure = NULL;

  present = rabta_batch_load (job->batch, rabta_record_get_kind (record),
                              rabta_record_get_id (record), TRUE, &failure);
  if (present == NULL)
    {
      if (!g_error_matches (failure, RABTA_ERROR, RABTA_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }

      result->n_added++;
      return save (job, record, line, error);
    }

  if (rabta_record_is_deleted (present))
    {
      result->n_skipped++;
      result->n_deleted++;
      note_deleted (job, record, line);
      return TRUE;
    }

  if (is_same (present, record))
    {
      result->n_skipped++;
      return TRUE;
    }

  if (!job->options.update)
    {
      result->n_skipped++;
      result->n_different++;
      return TRUE;
    }

  take_over (present, record);
  result->n_updated++;
  return save (job, present, line, error);
}

static gboolean
problem_cb (RabtaXmlProblem *problem,
            gpointer         user_data)
{
  Job *job = user_data;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (problem->is_warning)
    {
      note (job, problem);
      return TRUE;
    }

  name = g_filename_display_basename (job->path);
  text = rabta_xml_problem_to_text (problem);
  g_set_error (&job->refusal, RABTA_ERROR, RABTA_ERROR_INVALID,
               _("Could not import “%s”: %s Nothing was changed."), name, text);
  rabta_xml_problem_free (problem);
  return FALSE;
}

typedef struct
{
  GFileProgressCallback progress;
  gpointer              progress_data;
  goffset               read;
  goffset               size;
} Step;

static gboolean
step_cb (gpointer user_data)
{
  Step *step = user_data;

  step->progress (step->read, step->size, step->progress_data);
  return G_SOURCE_REMOVE;
}

static void
progress_cb (goffset  read,
             goffset  size,
             gpointer user_data)
{
  Job *job = user_data;
  Step *step;

  if (job->context == NULL)
    {
      job->progress (read, size, job->progress_data);
      return;
    }

  step = g_new0 (Step, 1);
  step->progress = job->progress;
  step->progress_data = job->progress_data;
  step->read = read;
  step->size = size;
  g_main_context_invoke_full (job->context, G_PRIORITY_DEFAULT, step_cb, step, g_free);
}

static gboolean
read_records (Job             *job,
              RabtaCasebook   *casebook,
              GCancellable    *cancellable,
              GError         **error)
{
  static const RabtaXmlDocumentHandler handler = { record_cb, problem_cb };
  RabtaProgramme *programme = rabta_casebook_get_programme (casebook);
  GFileProgressCallback progress = job->progress != NULL ? progress_cb : NULL;

  if (!rabta_casebook_records_sniff (job->path))
    return rabta_xml_document_read (job->path, programme, &handler, job, progress, job, cancellable, error);

  if (rabta_file_writer_is_same (job->path, rabta_casebook_get_path (casebook)))
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                           _("This is the casebook in use; there is nothing to import from it."));
      return FALSE;
    }
  return rabta_casebook_records_read (job->path, programme, &handler, job, progress, job, cancellable, error);
}

/* On the writer's thread. */
static gboolean
import_in_batch (RabtaBatch    *batch,
                 gpointer       user_data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  Job *job = user_data;

  job->batch = batch;
  rabta_batch_set_lenient (batch, TRUE);
  rabta_batch_set_dry_run (batch, job->options.dry_run);

  if (!read_records (job, rabta_batch_get_casebook (batch), cancellable, error))
    return FALSE;

  if (job->refusal != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&job->refusal));
      return FALSE;
    }

  return TRUE;
}

static Job *
new_job (const char                   *path,
         const RabtaRecordsImportOptions  *options,
         GFileProgressCallback         progress,
         gpointer                      progress_data)
{
  Job *job = g_new0 (Job, 1);

  job->path = g_strdup (path);
  if (options != NULL)
    job->options = *options;
  job->progress = progress;
  job->progress_data = progress_data;
  job->result = g_new0 (RabtaRecordsImportResult, 1);
  job->result->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_xml_problem_free);

  return job;
}

static char *
dup_action (const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);

  return g_strdup_printf (_("Import of %s"), name);
}

/**
 * rabta_records_import_result_free:
 * @self: (nullable) (transfer full): a result
 */
void
rabta_records_import_result_free (RabtaRecordsImportResult *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->notes);
  g_free (self);
}

/**
 * rabta_records_import_sniff:
 * @path: file name
 *
 * Returns: whether the file claims to be XML by its first character, in UTF-8 or UTF-16, or by its
 *   name, or is a database, as a casebook is
 */
gboolean
rabta_records_import_sniff (const char *path)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *lower = NULL;
  char start[256];
  gsize length = 0;

  g_return_val_if_fail (path != NULL, FALSE);

  lower = g_ascii_strdown (path, -1);
  if (g_str_has_suffix (lower, ".xml") || rabta_casebook_records_sniff (path))
    return TRUE;

  /* To open a pipe that nobody writes to would wait for ever. */
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;

  file = g_file_new_for_path (path);
  stream = g_file_read (file, NULL, NULL);
  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), start, sizeof start, &length, NULL, NULL))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (strchr ("\xef\xbb\xbf\xfe\xff \t\r\n", start[i]) == NULL)
      return start[i] == '<';

  return FALSE;
}

/**
 * rabta_records_import_sync:
 * @casebook: a casebook
 * @path: file name of a document or casebook from anywhere
 * @options: (nullable): how
 * @progress: (nullable) (scope call): told how many bytes or records were read, on the writer's thread
 * @progress_data: given to @progress
 * @cancellable: (nullable): to stop, which changes nothing
 * @error: return location for an error; for a file with something wrong in it %RABTA_ERROR_INVALID
 *   with line, record and field
 *
 * Takes the records of a file into the casebook. A record that is there with the same values is
 * skipped; one with other values too unless @options says update; one deleted here stays deleted.
 * Computed fields are computed anew. Rules of entry do not apply, only those of form; a code that
 * the programme does not know is refused unless the file was made with another definition or a newer
 * version of it, for retired codes and those to come are kept and never lost.
 *
 * Returns: (transfer full) (nullable): what happened
 */
RabtaRecordsImportResult *
rabta_records_import_sync (RabtaCasebook                    *casebook,
                           const char                       *path,
                           const RabtaRecordsImportOptions  *options,
                           GFileProgressCallback             progress,
                           gpointer                          progress_data,
                           GCancellable                     *cancellable,
                           GError                          **error)
{
  g_autofree char *action = NULL;
  RabtaRecordsImportResult *result = NULL;
  Job *job;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  action = dup_action (path);
  job = new_job (path, options, progress, progress_data);
  if (rabta_casebook_write_sync (casebook, action, import_in_batch, job, cancellable, error))
    result = g_steal_pointer (&job->result);

  job_free (job);
  return result;
}

static void
write_cb (GObject      *source,
          GAsyncResult *written,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (rabta_casebook_write_finish (RABTA_CASEBOOK (source), written, &error))
    g_task_return_pointer (task, g_steal_pointer (&job->result),
                           (GDestroyNotify) rabta_records_import_result_free);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_records_import_async:
 * @casebook: a casebook
 * @path: file name of a document or casebook from anywhere
 * @options: (nullable): how
 * @progress: (nullable): told how many bytes or records were read, in the caller's context
 * @progress_data: given to @progress; must last until @callback
 * @cancellable: (nullable): to stop, which changes nothing
 * @callback: called when done
 * @user_data: given to @callback
 *
 * rabta_records_import_sync() without waiting.
 */
void
rabta_records_import_async (RabtaCasebook                   *casebook,
                            const char                      *path,
                            const RabtaRecordsImportOptions *options,
                            GFileProgressCallback            progress,
                            gpointer                         progress_data,
                            GCancellable                    *cancellable,
                            GAsyncReadyCallback              callback,
                            gpointer                         user_data)
{
  GTask *task;
  g_autofree char *action = NULL;
  Job *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));
  g_return_if_fail (path != NULL);

  action = dup_action (path);
  job = new_job (path, options, progress, progress_data);
  job->context = g_main_context_ref_thread_default ();

  task = g_task_new (casebook, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_records_import_async);
  g_task_set_task_data (task, job, job_free);
  rabta_casebook_write_async (casebook, action, import_in_batch, job, NULL, cancellable, write_cb,
                              task);
}

/**
 * rabta_records_import_finish:
 * @casebook: a casebook
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what happened
 */
RabtaRecordsImportResult *
rabta_records_import_finish (RabtaCasebook  *casebook,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, casebook), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
