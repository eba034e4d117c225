/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fields computed from others at save. They are not in the change log: rebuilding the tables
 * computes them again. */

#include "model/batch-private.h"

#include "base/text.h"

#include <glib/gi18n-lib.h>

static void
set_derived_text (RabtaRecord *record,
                  const char  *name,
                  const char  *text)
{
  RabtaValue value = RABTA_VALUE_INIT;

  if (text != NULL)
    value = (RabtaValue) { RABTA_VALUE_TEXT, { .text = (char *) text } };
  rabta_record_set_derived (record, (guint) rabta_kind_find_field (rabta_record_get_info (record), name), &value);
}

static void
set_derived_int (RabtaRecord *record,
                 const char  *name,
                 gint64       number)
{
  RabtaValue value = { RABTA_VALUE_INTEGER, { .integer = number } };

  rabta_record_set_derived (record, (guint) rabta_kind_find_field (rabta_record_get_info (record), name), &value);
}

static void
derive_name_key (RabtaRecord *record)
{
  const char *name = rabta_record_get_text (record, "name");
  g_autofree char *key = name != NULL ? rabta_text_name_key (name) : NULL;

  set_derived_text (record, "name_key", key);
}

/* Turnover missing means unclassified, never micro. */
static void
derive_enterprise (RabtaProgramme *programme,
                   RabtaRecord    *record)
{
  char today[RABTA_DATE_SIZE];
  const char *size = NULL;
  gboolean women_led;

  rabta_date_today (today);
  if (rabta_record_has (record, "turnover"))
    size = rabta_programme_size_class (programme, rabta_record_get_int (record, "turnover"), today);
  women_led = rabta_programme_is_women_led (programme,
                                            (int) rabta_record_get_int (record, "women_owned"),
                                            rabta_record_get_int (record, "woman_leads") != 0,
                                            rabta_record_get_int (record, "has_board") != 0,
                                            (int) rabta_record_get_int (record, "women_board"));
  set_derived_text (record, "size", size);
  set_derived_int (record, "women_led", women_led);
  set_derived_int (record, "priority", rabta_programme_priority (programme, women_led, size));
  derive_name_key (record);
}

static gboolean
is_workday_cb (const char *date,
               gpointer    casebook)
{
  return rabta_casebook_is_workday (casebook, date);
}

/* Working days on which the clock stood still since @entered. @running: a pause without an end. */
static gboolean
count_paused (RabtaCasebook    *casebook,
              RabtaDatabase    *database,
              const RabtaUuid  *case_id,
              const char       *entered,
              int              *paused,
              gboolean         *running,
              GError          **error)
{
  RabtaStatement *statement;
  RabtaStep step;

  statement = rabta_database_cached (database,
                                     "SELECT starts, ends FROM pause WHERE \"case\" = ? AND deleted IS NULL", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, case_id);
  while ((step = rabta_statement_step (statement, _("Compute the due date"), error)) == RABTA_STEP_ROW)
    {
      const char *starts = rabta_statement_get_text (statement, 0);
      const char *ends = rabta_statement_get_text (statement, 1);

      if (starts == NULL)
        continue;
      if (ends == NULL)
        *running = TRUE;
      else if (g_strcmp0 (ends, entered) > 0)
        *paused += rabta_date_workdays_between (g_strcmp0 (starts, entered) > 0 ? starts : entered, ends,
                                                is_workday_cb, casebook);
    }
  rabta_statement_reset (statement);

  return step == RABTA_STEP_DONE;
}

/* SLA: the day the stage was entered plus its working days, plus those the clock was stopped. A case
 * that is closed, paused or in a stage without a limit is due on no day. */
static gboolean
derive_case (RabtaCasebook  *casebook,
             RabtaDatabase  *database,
             RabtaRecord    *record,
             GError        **error)
{
  const char *code = rabta_record_get_text (record, "stage");
  const char *entered = rabta_record_get_text (record, "stage_entered");
  const char *status = rabta_record_get_text (record, "status");
  RabtaStage *stage = code != NULL ? rabta_programme_get_stage (casebook->programme, code) : NULL;
  char due[RABTA_DATE_SIZE] = "";
  gboolean running = FALSE;
  int paused = 0;

  if (stage != NULL && rabta_stage_get_sla_days (stage) > 0 && entered != NULL && rabta_date_is_valid (entered) &&
      g_strcmp0 (status, "closed") != 0 && g_strcmp0 (status, "on-hold") != 0)
    {
      if (!count_paused (casebook, database, rabta_record_get_id (record), entered, &paused, &running, error))
        return FALSE;
      if (!running)
        rabta_date_add_workdays (entered, rabta_stage_get_sla_days (stage) + paused, is_workday_cb, casebook, due);
    }
  set_derived_text (record, "due", due[0] != '\0' ? due : NULL);

  return TRUE;
}

gboolean
rabta_derive_record (RabtaCasebook  *casebook,
                     RabtaDatabase  *database,
                     RabtaRecord    *record,
                     GError        **error)
{
  RabtaKind kind = rabta_record_get_kind (record);

  if (kind == RABTA_KIND_ENTERPRISE)
    derive_enterprise (casebook->programme, record);
  else if (kind == RABTA_KIND_ORGANIZATION)
    derive_name_key (record);
  else if (kind == RABTA_KIND_CASE)
    return derive_case (casebook, database, record, error);

  return TRUE;
}

static gboolean
derive_again (RabtaBatch   *self,
              RabtaRecord  *record,
              GError      **error)
{
  g_autofree char *before = g_strdup (rabta_record_get_text (record, "due"));

  if (!derive_case (self->casebook, self->database, record, error))
    return FALSE;
  if (g_strcmp0 (before, rabta_record_get_text (record, "due")) == 0)
    return TRUE;
  rabta_change_set_add (self->changes, record);

  return rabta_batch_write_row (self->database, record, FALSE, 0, error);
}

static gboolean
derive_open_cases (RabtaBatch  *self,
                   GError     **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_CASE);
  g_autoptr (GPtrArray) cases = NULL;

  rabta_query_filter (query, "status", RABTA_FILTER_NOT_EQUAL, "closed");
  cases = rabta_casebook_select (self->database, query, 0, error);
  if (cases == NULL)
    return FALSE;
  for (guint i = 0; i < cases->len; i++)
    if (!derive_again (self, g_ptr_array_index (cases, i), error))
      return FALSE;

  return TRUE;
}

/* At the end of a batch: due dates that a pause or a holiday moved. */
gboolean
rabta_derive_cases (RabtaBatch  *self,
                    GError     **error)
{
  GHashTableIter iter;
  gpointer id;

  if (self->holidays_touched)
    return derive_open_cases (self, error);

  g_hash_table_iter_init (&iter, self->cases_touched);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (RabtaRecord) record = NULL;

      record = rabta_casebook_fetch_id (self->database, RABTA_KIND_CASE, id, FALSE, &local);
      if (record != NULL && !derive_again (self, record, error))
        return FALSE;
      /* A pause may arrive before its case. */
      if (record == NULL && !g_error_matches (local, RABTA_ERROR, RABTA_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }

  return TRUE;
}
