/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/xml-validate.h"

#include "exchange/xml-document.h"

static gboolean
record_cb (RabtaRecord  *record,
           int           line,
           gpointer      user_data,
           GError      **error)
{
  RabtaXmlFindings *self = user_data;

  self->n_records++;
  return TRUE;
}

static gboolean
problem_cb (RabtaXmlProblem *problem,
            gpointer         user_data)
{
  RabtaXmlFindings *self = user_data;

  if (problem->is_warning && self->problems->len >= RABTA_XML_MAX_PROBLEMS)
    {
      rabta_xml_problem_free (problem);
      return TRUE;
    }

  self->is_valid &= problem->is_warning;
  g_ptr_array_add (self->problems, problem);

  return self->problems->len < RABTA_XML_MAX_PROBLEMS || self->is_valid;
}

static void
redacted_cb (const char *profile,
             gpointer    user_data)
{
  RabtaXmlFindings *self = user_data;

  if (profile != NULL)
    self->profile = g_strdup (profile);
  else
    self->n_figures++;
}

/**
 * rabta_xml_findings_free:
 * @self: (nullable) (transfer full): findings
 */
void
rabta_xml_findings_free (RabtaXmlFindings *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->problems);
  g_free (self->profile);
  g_free (self);
}

/**
 * rabta_xml_validate:
 * @path: file name of a document from anywhere
 * @programme: the programme definition whose codes are known
 * @cancellable: (nullable): to stop
 * @error: return location for an error, when the file cannot be read at all
 *
 * Looks through a file as an import would, without a casebook. Stops after
 * %RABTA_XML_MAX_PROBLEMS problems, or where the XML is damaged. Works on the calling thread.
 *
 * Returns: (transfer full) (nullable): what was found
 */
RabtaXmlFindings *
rabta_xml_validate (const char      *path,
                    RabtaProgramme  *programme,
                    GCancellable    *cancellable,
                    GError         **error)
{
  static const RabtaXmlDocumentHandler handler = { record_cb, problem_cb, redacted_cb };
  g_autoptr (RabtaXmlFindings) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (RABTA_IS_PROGRAMME (programme), NULL);

  self = g_new0 (RabtaXmlFindings, 1);
  self->is_valid = TRUE;
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_xml_problem_free);

  if (!rabta_xml_document_read (path, programme, &handler, self, NULL, NULL, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

static void
validate_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  GError *error = NULL;
  RabtaXmlFindings *findings = rabta_xml_validate (task_data, source, cancellable, &error);

  if (findings != NULL)
    g_task_return_pointer (task, findings, (GDestroyNotify) rabta_xml_findings_free);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_xml_validate_async:
 * @path: file name of a document from anywhere
 * @programme: the programme definition whose codes are known
 * @cancellable: (nullable): to stop
 * @callback: called when done
 * @user_data: given to @callback
 *
 * rabta_xml_validate() on a thread of its own.
 */
void
rabta_xml_validate_async (const char           *path,
                          RabtaProgramme       *programme,
                          GCancellable         *cancellable,
                          GAsyncReadyCallback   callback,
                          gpointer              user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (path != NULL);
  g_return_if_fail (RABTA_IS_PROGRAMME (programme));

  task = g_task_new (programme, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_xml_validate_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, validate_thread);
}

/**
 * rabta_xml_validate_finish:
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what was found
 */
RabtaXmlFindings *
rabta_xml_validate_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
