/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The state at another moment, or of another copy. A state follows from a set of changes, and which changes
 * somebody had is known of every file that was exchanged. So the casebook is copied, the changes that were not
 * there are taken out of the copy's log, and the records that these were about, with all whom that concerns,
 * are brought to what the log then says, by the same functions that settle a merge. Of 100,000 records those
 * alone are touched that changed since. */

#include "model/as-at.h"

#include "model/merge.h"
#include "model/scratch.h"
#include "model/settle.h"
#include "store/backup.h"

#include <glib/gi18n-lib.h>

#define FILE_NAME "as-at.casebook"

/* Between two looks at whether to stop. */
#define STRIDE 512

struct _RabtaAsAt
{
  char          *folder;
  char          *path;
  RabtaCasebook *casebook;
  gint64         n_absent;
};

/* What another copy says it has may be any number. */
static gint64
count_ranges (GArray *ranges)
{
  gint64 n = 0;

  for (guint i = 0; i < ranges->len; i++)
    {
      const RabtaVersionRange *range = &g_array_index (ranges, RabtaVersionRange, i);

      if (range->last - range->first >= G_MAXINT64 - n)
        return G_MAXINT64;
      n += range->last - range->first + 1;
    }

  return n;
}

static gboolean
run_for_range (RabtaDatabase            *database,
               const char               *sql,
               const RabtaVersionRange  *range,
               GError                  **error)
{
  g_autoptr (RabtaStatement) statement = rabta_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_blob (statement, 0, range->site, sizeof range->site);
  rabta_statement_bind_int (statement, 1, range->first);
  rabta_statement_bind_int (statement, 2, range->last);

  return rabta_statement_run (statement, _("Look at an earlier state"), error);
}

/* The records that changes of the range are about are noted, and the changes are gone. What comes after them in
 * the chain goes on from the hash of the last. */
static gboolean
take_out (RabtaDatabase            *database,
          const RabtaVersionRange  *range,
          GError                  **error)
{
  static const char * const steps[] = {
    "INSERT OR IGNORE INTO temp.touched (kind, record) SELECT c.kind, c.record FROM site s JOIN change c ON c.site = s.pk "
    "WHERE s.id = ? AND c.counter BETWEEN ? AND ? AND c.op <> 'action'",
    "INSERT OR IGNORE INTO temp.acted (action) SELECT c.action FROM site s JOIN change c ON c.site = s.pk "
    "WHERE s.id = ? AND c.counter BETWEEN ? AND ?",
    "DELETE FROM chain_start WHERE site = (SELECT pk FROM site WHERE id = ?) AND counter BETWEEN ? AND ?",
    "INSERT OR IGNORE INTO chain_start (site, counter, hash) SELECT c.site, c.counter + 1, c.hash FROM site s "
    "JOIN change c ON c.site = s.pk WHERE s.id = ?1 AND c.counter = ?3 AND ?2 <= ?3 "
    "AND EXISTS (SELECT 1 FROM change d WHERE d.site = c.site AND d.counter = c.counter + 1)",
    "DELETE FROM change WHERE site = (SELECT pk FROM site WHERE id = ?) AND counter BETWEEN ? AND ?",
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!run_for_range (database, steps[i], range, error))
      return FALSE;

  return TRUE;
}

static gboolean
drop_actions (RabtaDatabase  *database,
              GError        **error)
{
  return rabta_database_execute (database,
                                 "DELETE FROM action WHERE pk IN (SELECT action FROM temp.acted) "
                                 "AND NOT EXISTS (SELECT 1 FROM change c WHERE c.action = action.pk)",
                                 _("Look at an earlier state"), error) &&
         rabta_database_execute (database,
                                 "UPDATE action SET changes = (SELECT count(*) FROM change c WHERE c.action = action.pk "
                                 "AND c.op <> 'action') WHERE pk IN (SELECT action FROM temp.acted)",
                                 _("Look at an earlier state"), error);
}

/* The bytes of documents are no part of a state, and those of documents that were not there yet would belong
 * to none. */
static gboolean
drop_attachments (RabtaDatabase  *database,
                  GError        **error)
{
  return rabta_database_execute (database, "DELETE FROM attachment_piece", _("Look at an earlier state"), error) &&
         rabta_database_execute (database, "DELETE FROM attachment", _("Look at an earlier state"), error);
}

static gboolean
settle_one (RabtaBatch       *batch,
            RabtaKind         kind,
            const RabtaUuid  *id,
            GError          **error)
{
  g_auto (RabtaReplayed) replayed = { NULL };

  if (!rabta_replay_record (batch->database, kind, id, &replayed, error))
    return FALSE;

  return replayed.record != NULL ? rabta_settle_record (batch->settling, batch, kind, id, error)
                                 : rabta_settle_remove (batch->settling, batch, kind, id, error);
}

static gboolean
settle_kind (RabtaBatch    *batch,
             RabtaKind      kind,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (RabtaStatement) statement = NULL;
  RabtaStep step;

  statement = rabta_database_prepare (batch->database, "SELECT record FROM temp.touched WHERE kind = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_text (statement, 0, rabta_kind_get_info (kind)->name, -1);
  for (guint i = 1; (step = rabta_statement_step (statement, _("Look at an earlier state"), error)) == RABTA_STEP_ROW; i++)
    {
      RabtaUuid id;

      if (rabta_statement_get_uuid (statement, 0, &id) && !settle_one (batch, kind, &id, error))
        return FALSE;
      if (i % STRIDE == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }

  return step == RABTA_STEP_DONE && rabta_settling_run_kind (batch->settling, batch, kind, error);
}

static gboolean
settle (RabtaBatch    *batch,
        GCancellable  *cancellable,
        GError       **error)
{
  /* What refers comes before what it refers to, because it may keep it from being deleted. */
  for (int kind = RABTA_N_KINDS - 1; kind >= 0; kind--)
    if (!settle_kind (batch, kind, cancellable, error))
      return FALSE;
  if (!rabta_settling_run (batch->settling, batch, error) ||
      (batch->holidays_touched && !rabta_casebook_load_holidays (batch->casebook, batch->database, error)))
    return FALSE;

  return rabta_derive_cases (batch, error) && rabta_search_index_flush (batch->search, error);
}

static gboolean
take_back (RabtaCasebook  *casebook,
           RabtaDatabase  *database,
           GArray         *ranges,
           GCancellable   *cancellable,
           GError        **error)
{
  RabtaBatch batch;
  gboolean settled;

  if (!rabta_database_execute (database,
                               "CREATE TEMP TABLE touched (kind TEXT NOT NULL, record BLOB NOT NULL, "
                               "PRIMARY KEY (kind, record)) WITHOUT ROWID",
                               _("Look at an earlier state"), error) ||
      !rabta_database_execute (database, "CREATE TEMP TABLE acted (action INTEGER PRIMARY KEY)",
                               _("Look at an earlier state"), error))
    return FALSE;
  for (guint i = 0; i < ranges->len; i++)
    if (!take_out (database, &g_array_index (ranges, RabtaVersionRange, i), error))
      return FALSE;
  if (!drop_actions (database, error) || !drop_attachments (database, error))
    return FALSE;
  rabta_batch_init (&batch, casebook, database);
  settled = settle (&batch, cancellable, error);
  rabta_batch_clear (&batch);

  return settled;
}

static gboolean
take_back_at_once (RabtaAsAt      *self,
                   GArray         *ranges,
                   GCancellable   *cancellable,
                   GError        **error)
{
  RabtaDatabase *database = rabta_database_open (self->path, RABTA_DATABASE_WRITE, RABTA_CASEBOOK_APPLICATION_ID,
                                                 RABTA_CASEBOOK_WRITER_CACHE, error);
  gboolean ok;

  if (database == NULL)
    return FALSE;
  /* Opened beside the writer: it brings the programme, and the holidays as they are then. */
  self->casebook = rabta_casebook_open (self->path, RABTA_CASEBOOK_READ_ONLY, error);
  ok = self->casebook != NULL && rabta_database_begin (database, error);
  if (ok)
    {
      ok = take_back (self->casebook, database, ranges, cancellable, error) && rabta_database_commit (database, error);
      if (!ok && rabta_database_in_transaction (database))
        rabta_database_rollback (database);
    }
  rabta_database_close (database);

  return ok;
}

static gboolean
make_copy (RabtaAsAt           *self,
           RabtaReader         *reader,
           GCancellable        *cancellable,
           GError             **error)
{
  self->folder = rabta_scratch_new (error);
  if (self->folder == NULL)
    return FALSE;
  self->path = g_build_filename (self->folder, FILE_NAME, NULL);

  return rabta_backup_write (rabta_reader_get_database (reader), self->path, FALSE, cancellable, error);
}

/**
 * rabta_as_at_new:
 * @casebook: a casebook
 * @versions: the changes that were there
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * To be called on a thread that may take seconds. What is computed from rules – size, women-led, due dates – is
 * computed by those of today, so that two states can be compared.
 *
 * Returns: (transfer full) (nullable): @casebook as it would be with these changes alone
 */
RabtaAsAt *
rabta_as_at_new (RabtaCasebook             *casebook,
                 const RabtaVersionVector  *versions,
                 GCancellable              *cancellable,
                 GError                   **error)
{
  g_autoptr (RabtaAsAt) self = g_new0 (RabtaAsAt, 1);
  g_autoptr (RabtaReader) reader = NULL;
  g_autoptr (RabtaVersionVector) present = NULL;
  g_autoptr (GArray) surplus = NULL;
  g_autoptr (GArray) absent = NULL;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && versions != NULL, NULL);

  /* The vector and the copy are of one moment. */
  reader = rabta_reader_new (casebook, error);
  present = reader != NULL ? rabta_reader_get_versions (reader, error) : NULL;
  if (present == NULL)
    return NULL;
  surplus = rabta_version_vector_subtract (present, versions);
  absent = rabta_version_vector_subtract (versions, present);
  self->n_absent = count_ranges (absent);
  if (!make_copy (self, reader, cancellable, error) || !take_back_at_once (self, surplus, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * rabta_as_at_get_casebook:
 * @self: a state
 *
 * Returns: (transfer none): the casebook, open for reading
 */
RabtaCasebook *
rabta_as_at_get_casebook (RabtaAsAt *self)
{
  return self->casebook;
}

/**
 * rabta_as_at_get_n_absent:
 * @self: a state
 *
 * Returns: how many changes that were there have not arrived here, so that the state is without them
 */
gint64
rabta_as_at_get_n_absent (RabtaAsAt *self)
{
  return self->n_absent;
}

void
rabta_as_at_free (RabtaAsAt *self)
{
  if (self->casebook != NULL)
    rabta_casebook_close (self->casebook);
  g_clear_object (&self->casebook);
  if (self->folder != NULL)
    rabta_scratch_remove (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}
