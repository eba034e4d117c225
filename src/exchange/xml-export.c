/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/xml-export.h"

#include "exchange/file-writer.h"
#include "exchange/xml-check.h"
#include "exchange/xml-document.h"
#include "exchange/xml-figures.h"
#include "exchange/xml-guard.h"
#include "exchange/xml-redacted.h"
#include "exchange/xml-selection.h"
#include "exchange/xml-writer.h"

#define PROGRESS_EVERY 1000

typedef struct
{
  RabtaCasebook               *casebook;
  const RabtaXmlExportOptions *options;
  GFileProgressCallback        progress;
  gpointer                     progress_data;
  RabtaXmlSelection           *selection;
  RabtaRedaction              *redaction; /* NULL where everything is written as it is */
  RabtaXmlWriter              *writer;
  gint64                       written;
  gint64                       total;
} Export;

static gboolean
is_redacted (const RabtaXmlExportOptions *options)
{
  return options->profile != NULL && !rabta_profile_is_full (options->profile);
}

static char *
name_kinds (guint kinds)
{
  GString *names = g_string_new (NULL);

  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    if ((kinds & (1u << kind)) != 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "",
                              rabta_kind_get_info (kind)->name);

  return g_string_free (names, FALSE);
}

static char *
name_counts (const RabtaXmlSelection *selection)
{
  GString *counts = g_string_new (NULL);

  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    if (selection->counts[kind] > 0)
      g_string_append_printf (counts, "%s%s=%" G_GINT64_FORMAT, counts->len > 0 ? " " : "",
                              rabta_kind_get_info (kind)->plural, selection->counts[kind]);

  return g_string_free (counts, counts->len == 0);
}

static void
put_name (RabtaXmlWriter *writer,
          const char     *name,
          const char     *value)
{
  g_autofree char *shown = value != NULL ? rabta_xml_check_shorten (value) : NULL;

  if (shown != NULL && *shown != '\0')
    rabta_xml_writer_put_attribute (writer, name, shown);
}

/* Who made a file for others is nobody's business; from which office it is, they have to know. */
static void
put_maker (Export *self)
{
  const char *office = rabta_casebook_get_office_code (self->casebook);
  RabtaCodeList *offices = rabta_programme_get_list (rabta_casebook_get_programme (self->casebook), "office");

  if (!is_redacted (self->options))
    {
      put_name (self->writer, "office", office);
      put_name (self->writer, "officer", rabta_casebook_get_officer_name (self->casebook));
    }
  else if (office != NULL && offices != NULL && rabta_code_list_get_item (offices, office) != NULL)
    rabta_xml_writer_put_attribute (self->writer, "office", office);
}

static void
put_header (Export *self)
{
  RabtaProgramme *programme = rabta_casebook_get_programme (self->casebook);
  const RabtaXmlExportOptions *options = self->options;
  g_autofree char *format = g_strdup_printf ("%d", RABTA_XML_FORMAT);
  g_autofree char *version = g_strdup_printf ("%d", rabta_programme_get_version (programme));
  g_autofree char *kinds = options->kinds != 0 ? name_kinds (options->kinds) : NULL;
  g_autofree char *counts = self->selection != NULL ? name_counts (self->selection) : NULL;
  char created[RABTA_INSTANT_SIZE];

  rabta_instant_now (created);
  rabta_xml_writer_put (self->writer, "<header");
  rabta_xml_writer_put_attribute (self->writer, "format", format);
  put_maker (self);
  rabta_xml_writer_put_attribute (self->writer, "created", created);
  rabta_xml_writer_put_attribute (self->writer, "programme", rabta_programme_get_id (programme));
  rabta_xml_writer_put_attribute (self->writer, "programme-version", version);
  rabta_xml_writer_put_attribute (self->writer, "kinds", kinds);
  rabta_xml_writer_put_attribute (self->writer, "cluster", options->cluster);
  rabta_xml_writer_put_attribute (self->writer, "since", options->since);
  rabta_xml_writer_put_attribute (self->writer, "computed", options->computed ? "true" : NULL);
  rabta_xml_writer_put_attribute (self->writer, "counts", counts);
  if (is_redacted (options))
    rabta_xml_writer_put_attribute (self->writer, "profile", rabta_profile_get_code (options->profile));
  rabta_xml_writer_put (self->writer, "/>\n");
}

static gboolean
put_record (RabtaRecord  *record,
            gpointer      user_data,
            GError      **error)
{
  Export *self = user_data;

  if (!rabta_xml_writer_put_record (self->writer, record, error))
    return FALSE;

  self->written++;
  if (self->progress != NULL && self->written % PROGRESS_EVERY == 0)
    self->progress (self->written, self->total, self->progress_data);
  return TRUE;
}

static gboolean
put_if_selected (RabtaRecord  *record,
                 gpointer      user_data,
                 GError      **error)
{
  Export *self = user_data;

  return !rabta_xml_selection_has (self->selection, record) || put_record (record, self, error);
}

static gboolean
put_records (Export        *self,
             RabtaReader   *reader,
             RabtaKind      kind,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (kind);

  if (self->redaction != NULL)
    return rabta_xml_redacted_foreach (reader, kind, self->selection, self->redaction, 0, put_record, self,
                                       cancellable, error);

  return rabta_reader_foreach (reader, query, put_if_selected, self, cancellable, error);
}

static gboolean
put_kinds (Export        *self,
           RabtaReader   *reader,
           GCancellable  *cancellable,
           GError       **error)
{
  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    {
      if (self->selection->counts[kind] == 0)
        continue;

      rabta_xml_writer_begin_container (self->writer, rabta_kind_get_info (kind),
                                        self->options->computed);
      if (!put_records (self, reader, kind, cancellable, error))
        return FALSE;
      rabta_xml_writer_end_container (self->writer);
    }

  return TRUE;
}

static gboolean
write_document (Export           *self,
                RabtaReader      *reader,
                RabtaFileWriter  *file,
                GCancellable     *cancellable,
                GError          **error)
{
  g_autoptr (RabtaXmlWriter) writer = rabta_xml_writer_new (file);

  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    self->total += self->selection->counts[kind];

  self->writer = writer;
  rabta_xml_writer_put (writer, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<casebook");
  rabta_xml_writer_put_attribute (writer, "xmlns", RABTA_XML_NAMESPACE);
  rabta_xml_writer_put (writer, ">\n");
  put_header (self);

  if (!put_kinds (self, reader, cancellable, error))
    return FALSE;

  rabta_xml_writer_put (writer, "</casebook>\n");
  return rabta_xml_writer_finish (writer, error);
}

/* Of the whole casebook: figures of parts of it would, one less another, tell of single records. */
static gboolean
write_figures (Export           *self,
               RabtaReader      *reader,
               RabtaFileWriter  *file,
               GCancellable     *cancellable,
               GError          **error)
{
  g_autoptr (RabtaXmlWriter) writer = rabta_xml_writer_new (file);
  g_autoptr (RabtaXmlFigures) figures = NULL;

  figures = rabta_xml_figures_new (reader, rabta_casebook_get_programme (self->casebook), self->options, cancellable,
                                   error);
  if (figures == NULL)
    return FALSE;

  self->writer = writer;
  self->written = figures->told->len;
  rabta_xml_writer_put (writer, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<figures");
  rabta_xml_writer_put_attribute (writer, "xmlns", RABTA_XML_NAMESPACE);
  rabta_xml_figures_put_attributes (figures, writer);
  rabta_xml_writer_put (writer, ">\n");
  put_header (self);
  rabta_xml_figures_put (figures, writer);
  rabta_xml_writer_put (writer, "</figures>\n");
  return rabta_xml_writer_finish (writer, error);
}

static gboolean
export_snapshot (Export           *self,
                 RabtaReader      *reader,
                 RabtaFileWriter  *file,
                 GCancellable     *cancellable,
                 GError          **error)
{
  RabtaProgramme *programme = rabta_casebook_get_programme (self->casebook);
  g_autoptr (RabtaRedaction) redaction = NULL;
  g_auto (RabtaXmlSelection) selection = { { NULL } };

  if (self->options->profile != NULL && rabta_profile_is_figures (self->options->profile))
    return write_figures (self, reader, file, cancellable, error);

  if (is_redacted (self->options))
    {
      redaction = rabta_xml_redacted_check (self->options, error)
                    ? rabta_redaction_new (reader, programme, self->options->profile, cancellable, error)
                    : NULL;
      if (redaction == NULL)
        return FALSE;
    }

  self->redaction = redaction;
  self->selection = &selection;
  return rabta_xml_selection_init (&selection, reader, self->options, cancellable, error)
         && write_document (self, reader, file, cancellable, error);
}

/**
 * rabta_xml_export:
 * @casebook: a casebook
 * @path: file name, or "-" for standard output
 * @options: (nullable): which part; %NULL for the whole
 * @progress: (nullable) (scope call): told how many of all records are written
 * @progress_data: given to @progress
 * @cancellable: (nullable): to stop
 * @n_records: (out) (optional): how many records, or figures, the file holds
 * @error: return location for an error
 *
 * Writes the state of the casebook at this moment as `<casebook>` of `rabta.xsd`. The file takes the
 * place of an older one only when it is whole. Records are ordered by kind and id and fields as in
 * the schema, so equal records make equal lines. With a profile that does not leave everything as it
 * is, they are taken through a #RabtaRedaction; with one that gives figures the document is `<figures>`. Works on the calling thread.
 *
 * Returns: whether the file is there
 */
gboolean
rabta_xml_export (RabtaCasebook                *casebook,
                  const char                   *path,
                  const RabtaXmlExportOptions  *options,
                  GFileProgressCallback         progress,
                  gpointer                      progress_data,
                  GCancellable                 *cancellable,
                  gint64                       *n_records,
                  GError                      **error)
{
  static const RabtaXmlExportOptions everything = { 0 };
  g_autoptr (RabtaFileWriter) file = NULL;
  g_autoptr (RabtaReader) reader = NULL;
  Export self = { casebook, options != NULL ? options : &everything, progress, progress_data };

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  rabta_xml_guard_init ();

  if (!rabta_file_writer_check (path, rabta_casebook_get_path (casebook), error))
    return FALSE;
  file = rabta_file_writer_new (path, error);
  reader = file != NULL ? rabta_reader_new (casebook, error) : NULL;
  if (reader == NULL || !export_snapshot (&self, reader, file, cancellable, error)
      || !rabta_file_writer_commit (file, error))
    return FALSE;

  if (n_records != NULL)
    *n_records = self.written;
  return TRUE;
}

typedef struct
{
  char                  *path;
  RabtaXmlExportOptions  options;
  char                  *cluster;
  char                  *since;
  GFileProgressCallback  progress;
  gpointer               progress_data;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job->cluster);
  g_free (job->since);
  g_clear_object (&job->options.profile);
  g_free (job);
}

typedef struct
{
  GTask  *task;
  goffset done;
  goffset total;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_object_unref (step->task);
  g_free (step);
}

static gboolean
step_cb (gpointer user_data)
{
  Step *step = user_data;
  Job *job = g_task_get_task_data (step->task);

  if (!g_task_get_completed (step->task))
    job->progress (step->done, step->total, job->progress_data);
  return G_SOURCE_REMOVE;
}

/* Carries the progress over to the thread of the caller. */
static void
progress_cb (goffset  done,
             goffset  total,
             gpointer user_data)
{
  GTask *task = user_data;
  Step *step = g_new0 (Step, 1);

  step->task = g_object_ref (task);
  step->done = done;
  step->total = total;
  g_main_context_invoke_full (g_task_get_context (task), G_PRIORITY_DEFAULT, step_cb, step,
                              step_free);
}

static void
export_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  gint64 n_records = 0;

  if (rabta_xml_export (source, job->path, &job->options, job->progress != NULL ? progress_cb : NULL,
                        task, cancellable, &n_records, &error))
    g_task_return_int (task, n_records);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_xml_export_async:
 * @casebook: a casebook
 * @path: file name
 * @options: (nullable): which part; copied
 * @progress: (nullable): called in the caller's context
 * @progress_data: given to @progress; must last until @callback
 * @cancellable: (nullable): to stop
 * @callback: called when done
 * @user_data: given to @callback
 *
 * rabta_xml_export() on a thread of its own.
 */
void
rabta_xml_export_async (RabtaCasebook                *casebook,
                        const char                   *path,
                        const RabtaXmlExportOptions  *options,
                        GFileProgressCallback         progress,
                        gpointer                      progress_data,
                        GCancellable                 *cancellable,
                        GAsyncReadyCallback           callback,
                        gpointer                      user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));
  g_return_if_fail (path != NULL);

  job = g_new0 (Job, 1);
  job->path = g_strdup (path);
  if (options != NULL)
    job->options = *options;
  job->options.cluster = job->cluster = g_strdup (job->options.cluster);
  job->options.since = job->since = g_strdup (job->options.since);
  if (job->options.profile != NULL)
    g_object_ref (job->options.profile);
  job->progress = progress;
  job->progress_data = progress_data;

  task = g_task_new (casebook, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_xml_export_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, export_thread);
}

/**
 * rabta_xml_export_finish:
 * @casebook: a casebook
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: how many records the file holds, or -1 with an error
 */
gint64
rabta_xml_export_finish (RabtaCasebook  *casebook,
                         GAsyncResult   *result,
                         GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, casebook), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
