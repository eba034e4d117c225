/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One copy of a casebook goes on in the place of another: facts of both, and of those who exchange with them.
 * The copy that was handed over may still be worked with by mistake; its changes merge like any other's. */

#include "model/handover.h"

#include "base/date.h"
#include "model/batch-private.h"
#include "model/files.h"
#include "model/peers-private.h"
#include "store/backup.h"
#include "store/part.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

/* meta: the instant, a blank, and the id of the copy that goes on. */
#define META "handed_over"

RabtaSuccession *
rabta_succession_new (const char *statement,
                      const char *signature)
{
  RabtaSuccession *self = g_new0 (RabtaSuccession, 1);

  self->statement = g_strdup (statement);
  self->signature = g_strdup (signature);

  return self;
}

void
rabta_succession_free (RabtaSuccession *self)
{
  if (self == NULL)
    return;

  g_free (self->statement);
  g_free (self->signature);
  g_free (self);
}

GPtrArray *
rabta_reader_list_successions (RabtaReader  *self,
                               GError      **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_succession_free);
  g_autoptr (RabtaStatement) statement = NULL;
  RabtaStep step;

  statement = rabta_database_prepare (rabta_reader_get_database (self),
                                      "SELECT statement, signature FROM succession ORDER BY pk", error);
  if (statement == NULL)
    return NULL;
  while ((step = rabta_statement_step (statement, _("Read the register of copies"), error)) == RABTA_STEP_ROW)
    g_ptr_array_add (list, rabta_succession_new (rabta_statement_get_text (statement, 0),
                                                 rabta_statement_get_text (statement, 1)));

  return step == RABTA_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

static gboolean
parse_handover (const char    *text,
                RabtaHandover *handover)
{
  const gsize instant = RABTA_INSTANT_SIZE - 1;

  if (text == NULL || strlen (text) != instant + 1 + 2 * RABTA_SITE_ID_LENGTH)
    return FALSE;
  memcpy (handover->moment, text, instant);
  handover->moment[instant] = '\0';

  return sodium_hex2bin (handover->to, sizeof handover->to, text + instant + 1, 2 * RABTA_SITE_ID_LENGTH, NULL, NULL,
                         NULL) == 0;
}

static void
get_job (RabtaDatabase *database,
         GTask         *task,
         gpointer       task_data,
         GCancellable  *cancellable)
{
  g_autofree RabtaHandover *handover = g_new0 (RabtaHandover, 1);
  RabtaStatement *statement;
  GError *error = NULL;
  RabtaStep step = RABTA_STEP_ERROR;

  statement = rabta_database_cached (database, "SELECT value FROM meta WHERE key = '" META "'", &error);
  if (statement != NULL)
    {
      step = rabta_statement_step (statement, _("Read the register of copies"), &error);
      if (step == RABTA_STEP_ROW)
        handover->is_handed_over = parse_handover (rabta_statement_get_text (statement, 0), handover);
      rabta_statement_reset (statement);
    }
  if (step == RABTA_STEP_ERROR)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&handover), g_free);
}

/**
 * rabta_casebook_get_handover_async:
 * @self: a casebook
 *
 * Reads whether and to whom the casebook was handed over.
 */
void
rabta_casebook_get_handover_async (RabtaCasebook       *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RABTA_IS_CASEBOOK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_casebook_get_handover_async);
  rabta_casebook_push_read (self, task, get_job);
}

/**
 * rabta_casebook_get_handover_finish:
 * @handover: (out): whether and to whom it was handed over
 *
 * Returns: whether it could be read
 */
gboolean
rabta_casebook_get_handover_finish (RabtaCasebook  *self,
                                    GAsyncResult   *result,
                                    RabtaHandover  *handover,
                                    GError        **error)
{
  g_autofree RabtaHandover *read = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self) && handover != NULL, FALSE);

  read = g_task_propagate_pointer (G_TASK (result), error);
  if (read != NULL)
    *handover = *read;

  return read != NULL;
}

gboolean
rabta_casebook_get_handover_sync (RabtaCasebook  *self,
                                  RabtaHandover  *handover,
                                  GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_get_handover_async (self, NULL, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_get_handover_finish (self, result, handover, error);
}

/**
 * rabta_batch_note_handover:
 * @self: a batch
 * @handover: whether and to whom the casebook was handed over
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
rabta_batch_note_handover (RabtaBatch           *self,
                           const RabtaHandover  *handover,
                           GError              **error)
{
  char site[2 * RABTA_SITE_ID_LENGTH + 1];
  g_autofree char *text = NULL;
  RabtaStatement *statement;

  self->has_facts = TRUE;
  if (!handover->is_handed_over)
    return rabta_database_execute (self->database, "DELETE FROM meta WHERE key = '" META "'", _("Hand over"), error);
  sodium_bin2hex (site, sizeof site, handover->to, sizeof handover->to);
  text = g_strdup_printf ("%s %s", handover->moment, site);
  statement = rabta_database_cached (self->database, "INSERT OR REPLACE INTO meta (key, value) VALUES ('" META "', ?)",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_text (statement, 0, text, -1);

  return rabta_statement_run (statement, _("Hand over"), error);
}

static void
snapshot_job (RabtaDatabase *database,
              GTask         *task,
              gpointer       task_data,
              GCancellable  *cancellable)
{
  GError *error = NULL;

  if (rabta_backup_write (database, task_data, TRUE, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_casebook_open_snapshot:
 * @self: a casebook
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Makes a verified copy beside the casebook, where it is as safe as that, and takes its name away.
 *
 * Returns: a file open for reading, or -1
 */
int
rabta_casebook_open_snapshot (RabtaCasebook  *self,
                              GCancellable   *cancellable,
                              GError        **error)
{
  g_autofree char *path = g_strconcat (self->path, ".handover", NULL);
  g_autoptr (RabtaPart) part = rabta_part_new (path, TRUE, _("Hand over"), error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = NULL;
  RabtaWait wait;
  int fd;

  if (part == NULL)
    return -1;
  rabta_wait_begin (&wait);
  task = g_task_new (self, cancellable, rabta_wait_cb, &wait);
  g_task_set_task_data (task, g_strdup (rabta_part_get_path (part)), g_free);
  rabta_casebook_push_read (self, task, snapshot_job);
  result = rabta_wait_end (&wait);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return -1;
  fd = open (rabta_part_get_path (part), O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    g_set_error (error, RABTA_ERROR, RABTA_ERROR_FAILED, _("Hand over: %s"), g_strerror (errno));

  return fd;
}

static gboolean
copy_content (const char    *path,
              GInputStream  *content,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GError) local = NULL;

  stream = g_file_create (file, G_FILE_CREATE_PRIVATE, cancellable, &local);
  if (stream != NULL && g_output_stream_splice (G_OUTPUT_STREAM (stream), content, G_OUTPUT_STREAM_SPLICE_NONE, cancellable,
                                                &local) >= 0 &&
      g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &local))
    return TRUE;
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_FULL,
                         _("Take over: the disk is full. Nothing was taken over; make room and try again."));
  else if (local->domain == G_IO_ERROR && local->code != G_IO_ERROR_CANCELLED)
    g_set_error (error, RABTA_ERROR, RABTA_ERROR_FAILED, _("Take over: %s"), local->message);
  else
    g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
verify (RabtaDatabase  *database,
        GError        **error)
{
  g_autoptr (GPtrArray) report = g_ptr_array_new_with_free_func (g_free);

  if (!rabta_database_integrity (database, FALSE, error) || !rabta_change_log_verify (database, report, error))
    return FALSE;
  if (report->len == 0)
    return TRUE;
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT, _("Take over: the casebook that was handed over is damaged: %s"),
               (const char *) g_ptr_array_index (report, 0));

  return FALSE;
}

static gboolean
become (RabtaCasebook        *self,
        RabtaDatabase        *database,
        const RabtaTakeover  *takeover,
        GError              **error)
{
  RabtaStatement *statement = rabta_database_cached (database, "INSERT INTO site (id) VALUES (?)", error);

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_blob (statement, 0, takeover->site, RABTA_SITE_ID_LENGTH);
  if (!rabta_statement_run (statement, _("Take over"), error))
    return FALSE;
  self->log.site = rabta_database_last_rowid (database);
  statement = rabta_database_cached (database, "INSERT OR REPLACE INTO meta (key, value) VALUES ('site', ?)", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, self->log.site);

  return rabta_statement_run (statement, _("Take over"), error) &&
         rabta_database_execute (database, "DELETE FROM meta WHERE key = '" META "'", _("Take over"), error) &&
         rabta_peers_begin_anew (database, error);
}

static gboolean
keep_succession (RabtaDatabase          *database,
                 const RabtaSuccession  *succession,
                 GError                **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (database, "INSERT INTO succession (statement, signature) VALUES (?, ?)", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_text (statement, 0, succession->statement, -1);
  rabta_statement_bind_text (statement, 1, succession->signature, -1);

  return rabta_statement_run (statement, _("Take over"), error);
}

static gboolean
write_facts (RabtaCasebook        *self,
             RabtaDatabase        *database,
             const RabtaTakeover  *takeover,
             GError              **error)
{
  static const char * const forget[] = {
    "DELETE FROM peer WHERE site = ?", "DELETE FROM peer_attachment WHERE site = ?",
  };
  RabtaPeer from = *takeover->from;
  char now[RABTA_INSTANT_SIZE];

  if (!become (self, database, takeover, error) ||
      !rabta_database_execute (database, "DELETE FROM succession", _("Take over"), error))
    return FALSE;
  /* The old one had registered the new one, to hand over to it. */
  for (gsize i = 0; i < G_N_ELEMENTS (forget); i++)
    {
      RabtaStatement *statement = rabta_database_cached (database, forget[i], error);

      if (statement == NULL)
        return FALSE;
      rabta_statement_bind_blob (statement, 0, takeover->site, RABTA_SITE_ID_LENGTH);
      if (!rabta_statement_run (statement, _("Take over"), error))
        return FALSE;
    }
  for (guint i = 0; i < takeover->successions->len; i++)
    if (!keep_succession (database, g_ptr_array_index (takeover->successions, i), error))
      return FALSE;
  rabta_instant_now (now);
  from.trusted = now;
  from.has_successor = TRUE;
  memcpy (from.successor, takeover->site, sizeof from.successor);

  return rabta_peers_write (database, &from, error);
}

static gboolean
make_over (RabtaCasebook        *self,
           RabtaDatabase        *database,
           const RabtaTakeover  *takeover,
           GError              **error)
{
  if (!rabta_casebook_migrate (database, NULL, error) || !verify (database, error) ||
      !rabta_database_begin (database, error))
    return FALSE;
  if (write_facts (self, database, takeover, error) && rabta_database_commit (database, error))
    return TRUE;
  if (rabta_database_in_transaction (database))
    rabta_database_rollback (database);

  return FALSE;
}

static gboolean
take_over_part (const char           *part,
                const char           *path,
                GInputStream         *content,
                const RabtaTakeover  *takeover,
                GCancellable         *cancellable,
                GError              **error)
{
  g_autoptr (RabtaCasebook) self = g_object_new (RABTA_TYPE_CASEBOOK, NULL);
  RabtaDatabase *database;
  gboolean done;

  self->path = g_strdup (path);
  memcpy (self->log.site_id, takeover->site, sizeof self->log.site_id);
  if (!rabta_casebook_mark_allows (self, error) || !copy_content (part, content, cancellable, error))
    return FALSE;
  database = rabta_database_open (part, RABTA_DATABASE_WRITE | RABTA_DATABASE_CHECK, RABTA_CASEBOOK_APPLICATION_ID,
                                  RABTA_CASEBOOK_WRITER_CACHE, error);
  if (database == NULL)
    return FALSE;
  done = make_over (self, database, takeover, error);
  rabta_database_close (database);
  /* Without it, the casebook would go on under yet another id. */
  if (done)
    rabta_casebook_write_mark (self, TRUE);

  return done;
}

/**
 * rabta_casebook_take_over_sync:
 * @path: where the casebook is to be; must not exist
 * @content: a casebook that was handed over
 * @takeover: as what it goes on
 * @cancellable: (nullable): to stop
 * @error: return location; %RABTA_ERROR_EXISTS where there is a file, or where this was done before
 *
 * Puts the casebook at @path, verified, under the id of the copy that goes on; whole or not at all.
 *
 * Returns: whether it is there
 */
gboolean
rabta_casebook_take_over_sync (const char           *path,
                               GInputStream         *content,
                               const RabtaTakeover  *takeover,
                               GCancellable         *cancellable,
                               GError              **error)
{
  g_autofree char *real = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *action = NULL;
  g_autofree char *log = NULL;
  g_autoptr (RabtaPart) part = NULL;

  g_return_val_if_fail (path != NULL && G_IS_INPUT_STREAM (content) && takeover != NULL, FALSE);

  real = g_canonicalize_filename (path, NULL);
  shown = g_filename_display_basename (real);
  action = g_strdup_printf (_("Take over into “%s”"), shown);
  part = rabta_part_new (real, FALSE, action, error);
  if (part == NULL || !take_over_part (rabta_part_get_path (part), real, content, takeover, cancellable, error))
    return FALSE;
  log = g_strconcat (rabta_part_get_path (part), "-wal", NULL);
  if (g_file_test (log, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_FULL, _("%s: it could not be written to the disk as a whole"), action);
      return FALSE;
    }

  return rabta_part_move (part, error);
}

static RabtaPeer *
make_successor (const RabtaPeer *from,
                const guint8    *to,
                const char      *key)
{
  RabtaPeer *peer = rabta_peer_new (to, from->office, from->name, from->role, key);
  char now[RABTA_INSTANT_SIZE];

  rabta_instant_now (now);
  peer->trusted = g_strdup (now);

  return peer;
}

/* What it may do does not grow by this: office and role are those that people compared. */
gboolean
rabta_batch_succeed_peer (RabtaBatch    *self,
                          const guint8  *from,
                          const guint8  *to,
                          const char    *key,
                          GError       **error)
{
  g_autoptr (RabtaPeer) before = rabta_batch_load_peer (self, from, error);
  g_autoptr (RabtaPeer) known = NULL;
  g_autoptr (RabtaPeer) after = NULL;

  if (before == NULL)
    return FALSE;
  if (before->has_successor && memcmp (before->successor, to, sizeof before->successor) != 0)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_CONFLICT,
                   _("WARNING: “%s” (%s) was handed over to another copy before, and now to a second one. Somebody may be "
                     "passing for it; nothing was changed. Ask there by telephone."),
                   before->name, before->office);
      return FALSE;
    }
  known = rabta_batch_load_peer (self, to, NULL);
  if (before->has_successor && known != NULL && known->trusted != NULL)
    return TRUE;
  before->has_successor = TRUE;
  memcpy (before->successor, to, sizeof before->successor);
  after = make_successor (before, to, key);
  if (known != NULL)
    {
      after->acknowledged = g_strdup (known->acknowledged);
      after->next_out = known->next_out;
      after->last_in = known->last_in;
    }

  return rabta_batch_save_peer (self, before, error) && rabta_batch_save_peer (self, after, error);
}
