/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an export will hold, for whoever has to answer for it, before it is written. */
#include "exchange/xml-preview.h"

#include "exchange/xml-guard.h"
#include "exchange/xml-redacted.h"
#include "exchange/xml-writer.h"

#include <string.h>

typedef struct
{
  RabtaXmlWriter *writer;
  GString        *text;
  gsize           start; /* of the record */
} Sample;

static gboolean
put_cb (RabtaRecord  *record,
        gpointer      user_data,
        GError      **error)
{
  Sample *self = user_data;

  if (!rabta_xml_writer_finish (self->writer, error))
    return FALSE;

  self->start = self->text->len;
  return rabta_xml_writer_put_record (self->writer, record, error);
}

/* The one record of @kind that will come first. */
static char *
take_sample (RabtaReader                  *reader,
             RabtaKind                     kind,
             const RabtaXmlExportOptions  *options,
             const RabtaXmlSelection      *selection,
             RabtaRedaction               *redaction,
             GCancellable                 *cancellable,
             GError                      **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (RabtaXmlWriter) writer = rabta_xml_writer_new_for_text (text);
  Sample sample = { writer, text };

  rabta_xml_writer_begin_container (writer, rabta_kind_get_info (kind), options->computed);
  if (!rabta_xml_redacted_foreach (reader, kind, selection, redaction, 1, put_cb, &sample, cancellable, error)
      || !rabta_xml_writer_finish (writer, error))
    return NULL;

  return g_strchomp (g_strdup (text->str + sample.start));
}

static RabtaXmlPreview *
make_figures (RabtaReader                  *reader,
              RabtaProgramme               *programme,
              const RabtaXmlExportOptions  *options,
              GCancellable                 *cancellable,
              GError                      **error)
{
  g_autoptr (RabtaXmlPreview) self = g_new0 (RabtaXmlPreview, 1);

  self->figures = rabta_xml_figures_new (reader, programme, options, cancellable, error);
  return self->figures != NULL ? g_steal_pointer (&self) : NULL;
}

static RabtaXmlPreview *
make_preview (RabtaCasebook                *casebook,
              const RabtaXmlExportOptions  *options,
              GCancellable                 *cancellable,
              GError                      **error)
{
  g_autoptr (RabtaXmlPreview) self = g_new0 (RabtaXmlPreview, 1);
  g_autoptr (RabtaReader) reader = NULL;
  g_autoptr (RabtaRedaction) redaction = NULL;
  g_auto (RabtaXmlSelection) selection = { { NULL } };

  reader = rabta_reader_new (casebook, error);
  if (reader != NULL && rabta_profile_is_figures (options->profile))
    return make_figures (reader, rabta_casebook_get_programme (casebook), options, cancellable, error);

  if (reader == NULL || !rabta_xml_redacted_check (options, error))
    return NULL;

  redaction = rabta_redaction_new (reader, rabta_casebook_get_programme (casebook), options->profile, cancellable,
                                   error);
  if (redaction == NULL || !rabta_xml_selection_init (&selection, reader, options, cancellable, error))
    return NULL;

  memcpy (self->counts, selection.counts, sizeof self->counts);
  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    {
      if (self->counts[kind] == 0)
        continue;

      self->samples[kind] = take_sample (reader, kind, options, &selection, redaction, cancellable, error);
      if (self->samples[kind] == NULL)
        return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * rabta_xml_preview_free:
 * @self: (nullable) (transfer full): a preview
 */
void
rabta_xml_preview_free (RabtaXmlPreview *self)
{
  if (self == NULL)
    return;

  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    g_free (self->samples[kind]);
  rabta_xml_figures_free (self->figures);
  g_free (self);
}

typedef struct
{
  RabtaXmlExportOptions  options;
  char                  *cluster;
  char                  *since;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->options.profile);
  g_free (job->cluster);
  g_free (job->since);
  g_free (job);
}

static void
preview_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  RabtaXmlPreview *preview = make_preview (source, &job->options, cancellable, &error);

  if (preview != NULL)
    g_task_return_pointer (task, preview, (GDestroyNotify) rabta_xml_preview_free);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_xml_preview_async:
 * @casebook: a casebook
 * @options: which part, with a profile; copied
 * @cancellable: (nullable): to stop
 * @callback: called when done
 * @user_data: given to @callback
 *
 * Finds what rabta_xml_export() with the same options would write now, on a thread of its own.
 */
void
rabta_xml_preview_async (RabtaCasebook                *casebook,
                         const RabtaXmlExportOptions  *options,
                         GCancellable                 *cancellable,
                         GAsyncReadyCallback           callback,
                         gpointer                      user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));
  g_return_if_fail (options != NULL && RABTA_IS_PROFILE (options->profile));

  rabta_xml_guard_init ();
  job = g_new0 (Job, 1);
  job->options = *options;
  job->options.cluster = job->cluster = g_strdup (options->cluster);
  job->options.since = job->since = g_strdup (options->since);
  g_object_ref (job->options.profile);

  task = g_task_new (casebook, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_xml_preview_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, preview_thread);
}

/**
 * rabta_xml_preview_finish:
 * @casebook: a casebook
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what the file would hold
 */
RabtaXmlPreview *
rabta_xml_preview_finish (RabtaCasebook  *casebook,
                          GAsyncResult   *result,
                          GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, casebook), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
