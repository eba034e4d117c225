/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "exchange/rehearsal.h"

#include "base/error.h"
#include "model/merge.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
rabta_rehearsal_free (RabtaRehearsal *self)
{
  g_clear_pointer (&self->peer, rabta_peer_free);
  g_clear_pointer (&self->last, rabta_file_free);
  g_clear_pointer (&self->difference, rabta_difference_free);
  g_free (self);
}

static RabtaFile *
take_last (GPtrArray    *files,
           const guint8 *site)
{
  for (guint i = 0; i < files->len; i++)
    {
      const RabtaFile *file = g_ptr_array_index (files, i);

      if (file->is_out && file->has_site && memcmp (file->site, site, sizeof file->site) == 0)
        return g_ptr_array_steal_index (files, i);
    }

  return NULL;
}

static void
join_text (RabtaVersionVector *versions,
           const char         *text)
{
  g_autoptr (RabtaVersionVector) other = text != NULL ? rabta_version_vector_parse (text) : NULL;

  if (other != NULL)
    rabta_version_vector_join (versions, other);
}

static gboolean
count_changes (RabtaRehearsal            *self,
               RabtaCasebook             *casebook,
               const RabtaVersionVector  *known,
               GError                   **error)
{
  g_autoptr (RabtaReader) reader = rabta_reader_new (casebook, error);
  g_autoptr (RabtaVersionVector) present = reader != NULL ? rabta_reader_get_versions (reader, error) : NULL;
  g_autoptr (GArray) ranges = NULL;

  if (present == NULL)
    return FALSE;
  ranges = rabta_version_vector_subtract (present, known);
  for (guint i = 0; i < ranges->len; i++)
    {
      const RabtaVersionRange *range = &g_array_index (ranges, RabtaVersionRange, i);

      self->n_changes += range->last - range->first + 1;
    }

  return TRUE;
}

/* What is there already: what the copy said it has, its own work too, and what the last file holds beside. */
static RabtaDifference *
compare_with_last (RabtaRehearsal      *self,
                   RabtaCasebook       *casebook,
                   RabtaVersionVector  *known,
                   GCancellable        *cancellable,
                   GError             **error)
{
  g_autoptr (RabtaState) after = rabta_state_new_now (casebook);
  g_autoptr (RabtaState) before = NULL;

  if (self->last != NULL || self->peer->acknowledged != NULL)
    {
      if (self->last != NULL)
        join_text (known, self->last->versions);
      before = rabta_state_new_versions (casebook, known, self->peer->office, cancellable, error);
      if (before == NULL)
        return NULL;
    }

  return rabta_state_compare (before, after, cancellable, error);
}

/**
 * rabta_rehearsal_new:
 * @casebook: a casebook
 * @site: a registered copy
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Nothing is written. The figures are those of this copy; what others send to @site is not in them.
 *
 * Returns: (transfer full) (nullable): what would be read there
 */
RabtaRehearsal *
rabta_rehearsal_new (RabtaCasebook  *casebook,
                     const guint8   *site,
                     GCancellable   *cancellable,
                     GError        **error)
{
  g_autoptr (RabtaRehearsal) self = g_new0 (RabtaRehearsal, 1);
  g_autoptr (RabtaVersionVector) known = rabta_version_vector_new ();
  g_autoptr (GPtrArray) files = NULL;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && site != NULL, NULL);

  self->peer = rabta_peers_load_sync (casebook, site, error);
  files = self->peer != NULL ? rabta_files_list_sync (casebook, error) : NULL;
  if (files == NULL)
    return NULL;
  join_text (known, self->peer->acknowledged);
  if (!count_changes (self, casebook, known, error))
    return NULL;
  self->number = self->peer->next_out;
  self->last = take_last (files, site);
  self->difference = compare_with_last (self, casebook, known, cancellable, error);

  return self->difference != NULL ? g_steal_pointer (&self) : NULL;
}

static void
rehearse_thread (GTask        *task,
                 gpointer      source,
                 gpointer      site,
                 GCancellable *cancellable)
{
  GError *error = NULL;
  RabtaRehearsal *rehearsal = rabta_rehearsal_new (source, site, cancellable, &error);

  if (rehearsal != NULL)
    g_task_return_pointer (task, rehearsal, (GDestroyNotify) rabta_rehearsal_free);
  else
    g_task_return_error (task, error);
}

void
rabta_rehearsal_async (RabtaCasebook        *casebook,
                       const guint8         *site,
                       GCancellable         *cancellable,
                       GAsyncReadyCallback   callback,
                       gpointer              user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && site != NULL);

  task = g_task_new (casebook, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_rehearsal_async);
  g_task_set_task_data (task, g_memdup2 (site, RABTA_SITE_ID_LENGTH), g_free);
  g_task_run_in_thread (task, rehearse_thread);
}

RabtaRehearsal *
rabta_rehearsal_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}


typedef struct
{
  gint64 before;
  gint64 after;
  gint64 n_absent;
} Comparison;

static RabtaState *
find_state (RabtaCasebook  *casebook,
            GPtrArray      *files,
            gint64          pk,
            GCancellable   *cancellable,
            GError        **error)
{
  if (pk == 0)
    return rabta_state_new_now (casebook);
  for (guint i = 0; i < files->len; i++)
    {
      const RabtaFile *file = g_ptr_array_index (files, i);

      if (file->pk == pk)
        return rabta_state_new_as_at (casebook, file, cancellable, error);
    }
  g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND, _("Compare files: one of them is not here any more"));

  return NULL;
}

static RabtaDifference *
compare (RabtaCasebook  *casebook,
         Comparison     *self,
         GCancellable   *cancellable,
         GError        **error)
{
  g_autoptr (GPtrArray) files = rabta_files_list_sync (casebook, error);
  g_autoptr (RabtaState) before = files != NULL ? find_state (casebook, files, self->before, cancellable, error) : NULL;
  g_autoptr (RabtaState) after = before != NULL ? find_state (casebook, files, self->after, cancellable, error) : NULL;

  if (after == NULL)
    return NULL;
  self->n_absent = MAX (rabta_state_get_n_absent (before), rabta_state_get_n_absent (after));

  return rabta_state_compare (before, after, cancellable, error);
}

static void
compare_thread (GTask        *task,
                gpointer      source,
                gpointer      comparison,
                GCancellable *cancellable)
{
  GError *error = NULL;
  RabtaDifference *difference = compare (source, comparison, cancellable, &error);

  if (difference != NULL)
    g_task_return_pointer (task, difference, (GDestroyNotify) rabta_difference_free);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_compare_async:
 * @casebook: a casebook
 * @before: pk of a file that was exchanged, or 0 for now
 * @after: pk of another, or 0 for now
 * @cancellable: (nullable): to stop
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Compares two states; see rabta_state_new_as_at().
 */
void
rabta_compare_async (RabtaCasebook        *casebook,
                     gint64                before,
                     gint64                after,
                     GCancellable         *cancellable,
                     GAsyncReadyCallback   callback,
                     gpointer              user_data)
{
  g_autoptr (GTask) task = NULL;
  Comparison *comparison;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));

  comparison = g_new0 (Comparison, 1);
  comparison->before = before;
  comparison->after = after;
  task = g_task_new (casebook, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_compare_async);
  g_task_set_task_data (task, comparison, g_free);
  g_task_run_in_thread (task, compare_thread);
}

/**
 * rabta_compare_finish:
 * @result: of rabta_compare_async()
 * @n_absent: (out): changes that belong to one of the states and are not known here
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what differs
 */
RabtaDifference *
rabta_compare_finish (GAsyncResult  *result,
                      gint64        *n_absent,
                      GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result) && n_absent != NULL, NULL);

  *n_absent = ((Comparison *) g_task_get_task_data (G_TASK (result)))->n_absent;

  return g_task_propagate_pointer (G_TASK (result), error);
}


static void
list_thread (GTask        *task,
             gpointer      source,
             gpointer      code,
             GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (RabtaReader) reader = rabta_reader_new (source, &error);
  GPtrArray *records = NULL;

  if (reader != NULL)
    records = rabta_figures_list_records (reader, rabta_casebook_get_programme (source), code, cancellable, &error);
  if (records != NULL)
    g_task_return_pointer (task, records, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
rabta_figure_records_async (RabtaCasebook        *casebook,
                            const char           *code,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && code != NULL);

  task = g_task_new (casebook, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_figure_records_async);
  g_task_set_task_data (task, g_strdup (code), g_free);
  g_task_run_in_thread (task, list_thread);
}

GPtrArray *
rabta_figure_records_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
