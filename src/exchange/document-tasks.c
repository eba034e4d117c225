/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of documents, for a window. */
#include "exchange/document-file.h"

#include "base/error.h"
#include "model/documents.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  RabtaKind  kind; /* of the owner */
  RabtaUuid  id;   /* of the owner or of the document */
  char      *path;
} Job;

static void
job_free (Job *job)
{
  g_free (job->path);
  g_free (job);
}

static void
start (RabtaCasebook       *casebook,
       RabtaKind            kind,
       const RabtaUuid     *id,
       const char          *path,
       GTaskThreadFunc      func,
       gpointer             tag,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (casebook, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  job->id = *id;
  job->path = g_strdup (path);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  /* What was committed is told, also where the person gave up meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, func);
}

static void
attach_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  g_autoptr (RabtaRecord) owner = rabta_casebook_load_sync (source, job->kind, &job->id, &error);
  g_autoptr (RabtaRecord) document = owner != NULL ? rabta_document_new_for (owner) : NULL;
  g_autoptr (RabtaRecord) saved = NULL;

  if (document != NULL)
    {
      rabta_record_set_ref (document, "officer", rabta_casebook_get_officer (source));
      saved = rabta_document_attach_sync (source, document, job->path, cancellable, &error);
    }
  if (saved != NULL)
    g_task_return_boolean (task, TRUE);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, RABTA_ERROR, RABTA_ERROR_INVALID, _("Nothing can be attached to this record."));
}

/**
 * rabta_document_attach_async:
 * @casebook: a casebook, open for writing
 * @kind: of the record that it belongs to: enterprise, case or outcome
 * @owner: that record
 * @path: a file
 * @cancellable: (nullable): to stop
 *
 * As rabta_document_attach_sync(), with what follows from the file.
 */
void
rabta_document_attach_async (RabtaCasebook       *casebook,
                             RabtaKind            kind,
                             const RabtaUuid     *owner,
                             const char          *path,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && owner != NULL && path != NULL);

  start (casebook, kind, owner, path, attach_thread, rabta_document_attach_async, cancellable, callback, user_data);
}

gboolean
rabta_document_attach_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rabta_document_attach_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  g_autoptr (RabtaRecord) document = rabta_casebook_load_sync (source, RABTA_KIND_DOCUMENT, &job->id, &error);

  if (document != NULL && rabta_document_save_sync (source, document, job->path, TRUE, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_document_save_async:
 * @casebook: a casebook
 * @document: a document
 * @path: where its file is to be; who chose the name was asked about a file that is there
 * @cancellable: (nullable): to stop
 *
 * As rabta_document_save_sync().
 */
void
rabta_document_save_async (RabtaCasebook       *casebook,
                           const RabtaUuid     *document,
                           const char          *path,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && document != NULL && path != NULL);

  start (casebook, RABTA_KIND_DOCUMENT, document, path, save_thread, rabta_document_save_async, cancellable, callback,
         user_data);
}

gboolean
rabta_document_save_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rabta_document_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
find_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  g_autoptr (RabtaRecord) document = rabta_casebook_load_sync (source, RABTA_KIND_DOCUMENT, &job->id, &error);
  g_autoptr (RabtaReader) reader = document != NULL ? rabta_reader_new (source, &error) : NULL;
  gboolean is_here;

  if (reader != NULL && rabta_document_is_here (reader, document, &is_here, &error))
    g_task_return_boolean (task, is_here);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_document_find_async:
 * @casebook: a casebook
 * @document: a document
 * @cancellable: (nullable): to stop
 *
 * Looks whether its file was received.
 */
void
rabta_document_find_async (RabtaCasebook       *casebook,
                           const RabtaUuid     *document,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && document != NULL);

  start (casebook, RABTA_KIND_DOCUMENT, document, NULL, find_thread, rabta_document_find_async, cancellable, callback,
         user_data);
}

/* FALSE without an error: it was not. */
gboolean
rabta_document_find_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rabta_document_find_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
