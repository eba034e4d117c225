/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/case-work-private.h"

#include <glib/gi18n-lib.h>

static gboolean
has_open_case (RabtaBatch       *batch,
               const RabtaUuid  *enterprise,
               const char       *track,
               gboolean         *has,
               GError          **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_CASE);
  g_autoptr (GPtrArray) cases = NULL;

  rabta_query_filter_id (query, "enterprise", enterprise);
  rabta_query_filter (query, "track", RABTA_FILTER_EQUAL, track);
  rabta_query_filter (query, "status", RABTA_FILTER_NOT_EQUAL, "closed");
  cases = rabta_batch_query (batch, query, 1, error);
  *has = cases != NULL && cases->len > 0;

  return cases != NULL;
}

static gboolean
open_one (RabtaBatch   *batch,
          RabtaWork    *work,
          RabtaRecord  *enterprise,
          RabtaStage   *first,
          GError      **error)
{
  RabtaCasebook *casebook = rabta_batch_get_casebook (batch);
  RabtaProgramme *programme = rabta_casebook_get_programme (casebook);
  g_autoptr (RabtaRecord) record = rabta_record_new (RABTA_KIND_CASE);
  char today[RABTA_DATE_SIZE];
  gboolean favoured;

  favoured = rabta_programme_track_favours (programme, work->track,
                                            rabta_record_get_int (enterprise, "women_led") != 0,
                                            rabta_record_get_text (enterprise, "size"));
  rabta_date_today (today);
  rabta_record_set_ref (record, "enterprise", rabta_record_get_id (enterprise));
  rabta_record_set_text (record, "track", work->track);
  rabta_record_set_text (record, "stage", rabta_stage_get_code (first));
  rabta_record_set_text (record, "stage_entered", today);
  rabta_record_set_text (record, "opened", today);
  rabta_record_set_text (record, "status", "open");
  rabta_record_set_text (record, "priority", favoured ? "high" : "normal");
  rabta_record_set_ref (record, "event", &work->event);
  rabta_record_set_ref (record, "organization", &work->organization);
  rabta_record_set_ref (record, "product", &work->product);
  rabta_record_set_ref (record, "office", rabta_casebook_get_office (casebook));
  rabta_work_set_officer (batch, record);
  if (!rabta_batch_save (batch, record, error) ||
      !rabta_work_enter_stage (batch, record, rabta_stage_get_code (first), NULL, NULL, error))
    return FALSE;
  g_array_append_val (work->opened, *rabta_record_get_id (record));

  return TRUE;
}

static gboolean
open_all (RabtaBatch    *batch,
          gpointer       user_data,
          GCancellable  *cancellable,
          GError       **error)
{
  RabtaWork *work = user_data;
  RabtaProgramme *programme = rabta_casebook_get_programme (rabta_batch_get_casebook (batch));
  RabtaTrack *track = rabta_programme_get_track (programme, work->track);
  RabtaStage *first = track != NULL ? rabta_track_get_first_stage (track) : NULL;

  if (first == NULL)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND, _("Open a case: there is no track “%s”"), work->track);
      return FALSE;
    }

  for (guint i = 0; i < work->enterprises->len; i++)
    {
      g_autoptr (RabtaRecord) enterprise = NULL;
      gboolean has;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      enterprise = rabta_batch_load (batch, RABTA_KIND_ENTERPRISE, g_ptr_array_index (work->enterprises, i), FALSE, error);
      if (enterprise == NULL || !has_open_case (batch, rabta_record_get_id (enterprise), work->track, &has, error))
        return FALSE;
      if (!has && !open_one (batch, work, enterprise, first, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rabta_case_work_open_async:
 * @casebook: a casebook
 * @enterprises: (element-type RabtaUuid): ids of enterprises
 * @track: code of the track
 * @event: (nullable): the event it came from
 * @organization: (nullable): the buyer, bank or other partner
 * @product: (nullable): the product
 *
 * Opens a case in the track's first stage for each enterprise that has no open one on it.
 */
void
rabta_case_work_open_async (RabtaCasebook       *casebook,
                            GPtrArray           *enterprises,
                            const char          *track,
                            const RabtaUuid     *event,
                            const RabtaUuid     *organization,
                            const RabtaUuid     *product,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  RabtaWork *work;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook) && enterprises != NULL && track != NULL);

  work = g_new0 (RabtaWork, 1);
  work->enterprises = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < enterprises->len; i++)
    g_ptr_array_add (work->enterprises, g_memdup2 (g_ptr_array_index (enterprises, i), sizeof (RabtaUuid)));
  work->track = g_strdup (track);
  work->opened = g_array_new (FALSE, FALSE, sizeof (RabtaUuid));
  if (event != NULL)
    work->event = *event;
  if (organization != NULL)
    work->organization = *organization;
  if (product != NULL)
    work->product = *product;

  rabta_work_push (casebook, enterprises->len == 1 ? _("Open case") : _("Open cases"), open_all, work, cancellable, callback,
        user_data);
}

/**
 * rabta_case_work_open_finish:
 *
 * Returns: (transfer full) (element-type RabtaUuid) (nullable): ids of the cases opened, fewer than
 *   asked for where there was an open one already
 */
GArray *
rabta_case_work_open_finish (RabtaCasebook  *casebook,
                             GAsyncResult   *result,
                             GError        **error)
{
  RabtaWork *work;

  g_return_val_if_fail (g_task_is_valid (result, casebook), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  work = g_task_get_task_data (G_TASK (result));

  return g_array_ref (work->opened);
}
