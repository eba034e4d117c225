/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/change-log.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

static void
hash_number (crypto_generichash_state *state,
             gint64                    number)
{
  gint64 big_endian = GINT64_TO_BE (number);

  crypto_generichash_update (state, (const guint8 *) &big_endian, sizeof big_endian);
}

/* With its terminating NUL, so that two neighbouring texts cannot trade letters. */
static void
hash_text (crypto_generichash_state *state,
           const char               *text)
{
  crypto_generichash_update (state, (const guint8 *) text, strlen (text) + 1);
}

/**
 * rabta_change_log_hash:
 * @hash: of the entry before it in the chain, all zero for the first; becomes that of @entry
 * @entry: an entry; its own hash is not looked at
 *
 * The hash covers the one before it and all that the entry holds.
 */
void
rabta_change_log_hash (guint8                  hash[RABTA_CHANGE_HASH_LENGTH],
                       const RabtaChangeEntry *entry)
{
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, RABTA_CHANGE_HASH_LENGTH);
  crypto_generichash_update (&state, hash, RABTA_CHANGE_HASH_LENGTH);
  crypto_generichash_update (&state, entry->site, RABTA_SITE_ID_LENGTH);
  hash_number (&state, entry->counter);
  hash_number (&state, entry->stamp);
  hash_number (&state, entry->programme);
  hash_number (&state, entry->format);
  crypto_generichash_update (&state, entry->officer.bytes, sizeof entry->officer.bytes);
  crypto_generichash_update (&state, entry->action.bytes, sizeof entry->action.bytes);
  crypto_generichash_update (&state, entry->record.bytes, sizeof entry->record.bytes);
  hash_text (&state, entry->kind);
  hash_text (&state, entry->op);
  crypto_generichash_update (&state, (const guint8 *) entry->body, strlen (entry->body));
  crypto_generichash_final (&state, hash, RABTA_CHANGE_HASH_LENGTH);
}

/**
 * rabta_change_log_new_site:
 * @self: the log
 * @database: the writer, in a transaction
 * @error: return location
 *
 * Starts a chain under a new random site id: for a new casebook, and for a copy that could otherwise
 * give out numbers a second time.
 *
 * Returns: whether it was written
 */
gboolean
rabta_change_log_new_site (RabtaChangeLog  *self,
                           RabtaDatabase   *database,
                           GError         **error)
{
  RabtaStatement *statement;

  randombytes_buf (self->site_id, sizeof self->site_id);
  self->counter = 0;
  memset (self->hash, 0, sizeof self->hash);

  statement = rabta_database_cached (database, "INSERT INTO site (id) VALUES (?)", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_blob (statement, 0, self->site_id, sizeof self->site_id);
  if (!rabta_statement_run (statement, _("Number this copy of the casebook"), error))
    return FALSE;
  self->site = rabta_database_last_rowid (database);

  statement = rabta_database_cached (database,
                                     "INSERT OR REPLACE INTO meta (key, value) VALUES ('site', ?)",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, self->site);

  return rabta_statement_run (statement, _("Number this copy of the casebook"), error);
}

static gboolean
read_end (RabtaChangeLog  *self,
          RabtaDatabase   *database,
          GError         **error)
{
  RabtaStatement *statement;
  RabtaStep step;

  statement = rabta_database_cached (database,
                                     "SELECT counter, hash FROM change WHERE site = ? "
                                     "ORDER BY counter DESC LIMIT 1",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, self->site);
  step = rabta_statement_step (statement, _("Read the change log"), error);
  if (step == RABTA_STEP_ROW)
    {
      gsize length;
      gconstpointer hash = rabta_statement_get_blob (statement, 1, &length);

      self->counter = rabta_statement_get_int (statement, 0);
      memset (self->hash, 0, sizeof self->hash);
      if (hash != NULL)
        memcpy (self->hash, hash, MIN (length, sizeof self->hash));
    }
  rabta_statement_reset (statement);

  return step != RABTA_STEP_ERROR;
}

/* Goes on from the last stamp that is not ahead of its time: one wrong clock, ours or another's, shall
 * not put the time of all that comes after it wrong. */
static gboolean
open_clock (RabtaChangeLog  *self,
            RabtaDatabase   *database,
            GError         **error)
{
  RabtaStatement *statement;
  RabtaStep step;

  statement = rabta_database_cached (database, "SELECT max(stamp) FROM change WHERE stamp <= ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, rabta_clock_latest (g_get_real_time () / 1000 + RABTA_CHANGE_CLOCK_ERROR));
  step = rabta_statement_step (statement, _("Read the change log"), error);
  if (step == RABTA_STEP_ROW)
    rabta_clock_init (&self->clock, rabta_statement_get_int (statement, 0));
  rabta_statement_reset (statement);

  return step != RABTA_STEP_ERROR;
}

/**
 * rabta_change_log_open:
 * @self: the log, filled
 * @database: the writer
 * @error: return location
 *
 * Reads where the chain of this casebook's site ends.
 *
 * Returns: whether it could be read
 */
gboolean
rabta_change_log_open (RabtaChangeLog  *self,
                       RabtaDatabase   *database,
                       GError         **error)
{
  RabtaStatement *statement;
  RabtaStep step;

  memset (self, 0, sizeof *self);
  if (!open_clock (self, database, error))
    return FALSE;

  statement = rabta_database_cached (database,
                                     "SELECT s.pk, s.id FROM site s, meta m "
                                     "WHERE m.key = 'site' AND s.pk = m.value",
                                     error);
  if (statement == NULL)
    return FALSE;
  step = rabta_statement_step (statement, _("Read the change log"), error);
  if (step == RABTA_STEP_ROW)
    {
      gsize length;
      gconstpointer id = rabta_statement_get_blob (statement, 1, &length);

      self->site = rabta_statement_get_int (statement, 0);
      if (id != NULL && length == sizeof self->site_id)
        memcpy (self->site_id, id, sizeof self->site_id);
    }
  rabta_statement_reset (statement);

  return step != RABTA_STEP_ERROR && read_end (self, database, error);
}

/**
 * rabta_change_log_append:
 * @self: the log
 * @database: the writer, in a transaction
 * @change: what happened
 * @error: return location
 *
 * Returns: the pk of the new entry, or 0 on error
 */
gint64
rabta_change_log_append (RabtaChangeLog     *self,
                         RabtaDatabase      *database,
                         const RabtaChange  *change,
                         GError            **error)
{
  RabtaChangeEntry entry = {
    .counter = self->counter + 1,
    .action = *change->action_id,
    .stamp = rabta_clock_tick (&self->clock, g_get_real_time () / 1000),
    .officer = self->officer,
    .programme = self->programme_version,
    .format = RABTA_CHANGE_FORMAT,
    .kind = change->kind,
    .record = *change->record,
    .op = change->op,
    .body = change->body,
  };
  RabtaStatement *statement;

  statement = rabta_database_cached (database,
                                     "INSERT INTO change (site, counter, action, stamp, officer, "
                                     "programme, format, kind, record, op, body, hash) "
                                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                     error);
  if (statement == NULL)
    return 0;

  memcpy (entry.site, self->site_id, sizeof entry.site);
  rabta_change_log_hash (self->hash, &entry);
  self->counter = entry.counter;

  rabta_statement_bind_int (statement, 0, self->site);
  rabta_statement_bind_int (statement, 1, entry.counter);
  rabta_statement_bind_int (statement, 2, change->action);
  rabta_statement_bind_int (statement, 3, entry.stamp);
  rabta_statement_bind_uuid (statement, 4, &entry.officer);
  rabta_statement_bind_int (statement, 5, entry.programme);
  rabta_statement_bind_int (statement, 6, entry.format);
  rabta_statement_bind_text (statement, 7, change->kind, -1);
  rabta_statement_bind_uuid (statement, 8, change->record);
  rabta_statement_bind_text (statement, 9, change->op, -1);
  rabta_statement_bind_text (statement, 10, change->body, (gssize) change->body_length);
  rabta_statement_bind_blob (statement, 11, self->hash, sizeof self->hash);
  if (!rabta_statement_run (statement, _("Write the change log"), error))
    return 0;

  return rabta_database_last_rowid (database);
}

/**
 * rabta_change_log_dup_id:
 * @database: any connection
 * @change: pk of an entry
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the entry's name everywhere: the site in hexadecimal, a colon
 *   and the counter; %NULL on error
 */
char *
rabta_change_log_dup_id (RabtaDatabase  *database,
                         gint64          change,
                         GError        **error)
{
  RabtaStatement *statement;
  RabtaStep step;
  char *id = NULL;

  statement = rabta_database_cached (database,
                                     "SELECT lower(hex(s.id)) || ':' || c.counter "
                                     "FROM change c JOIN site s ON s.pk = c.site WHERE c.pk = ?",
                                     error);
  if (statement == NULL)
    return NULL;
  rabta_statement_bind_int (statement, 0, change);
  step = rabta_statement_step (statement, _("Read the change log"), error);
  if (step == RABTA_STEP_ROW)
    id = g_strdup (rabta_statement_get_text (statement, 0));
  else if (step == RABTA_STEP_DONE)
    g_set_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT,
                 _("The change log lacks entry %" PRId64 ", which a record names"), change);
  rabta_statement_reset (statement);

  return id;
}

/**
 * rabta_change_log_find:
 * @database: any connection
 * @change_id: see rabta_change_log_dup_id()
 * @error: return location
 *
 * Returns: pk of the entry; 0 without an error where it is not known here; -1 on error
 */
gint64
rabta_change_log_find (RabtaDatabase  *database,
                       const char     *change_id,
                       GError        **error)
{
  guint8 site[RABTA_SITE_ID_LENGTH];
  const char *colon = strchr (change_id, ':');
  RabtaStatement *statement;
  RabtaStep step;
  gint64 pk = 0;

  if (colon == NULL || colon - change_id != 2 * RABTA_SITE_ID_LENGTH ||
      sodium_hex2bin (site, sizeof site, change_id, (gsize) (colon - change_id), NULL, NULL, NULL) != 0)
    return 0;

  statement = rabta_database_cached (database,
                                     "SELECT c.pk FROM change c JOIN site s ON s.pk = c.site "
                                     "WHERE s.id = ? AND c.counter = ?",
                                     error);
  if (statement == NULL)
    return -1;
  rabta_statement_bind_blob (statement, 0, site, sizeof site);
  rabta_statement_bind_int (statement, 1, g_ascii_strtoll (colon + 1, NULL, 10));
  step = rabta_statement_step (statement, _("Read the change log"), error);
  if (step == RABTA_STEP_ROW)
    pk = rabta_statement_get_int (statement, 0);
  rabta_statement_reset (statement);

  return step == RABTA_STEP_ERROR ? -1 : pk;
}

/* Where a walk along the chains has come to. */
typedef struct
{
  gint64 site;
  gint64 counter;
  guint8 hash[RABTA_CHANGE_HASH_LENGTH];
} Walk;

/* Entries that have not arrived are no damage where it is known how the chain goes on after them. */
static gboolean
cross_gap (RabtaDatabase  *database,
           Walk           *walk,
           gint64          counter,
           GPtrArray      *report,
           gboolean       *whole,
           GError        **error)
{
  RabtaStatement *statement;
  gconstpointer hash = NULL;
  gsize length = 0;
  RabtaStep step;

  statement = rabta_database_cached (database, "SELECT hash FROM chain_start WHERE site = ? AND counter = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, walk->site);
  rabta_statement_bind_int (statement, 1, counter);
  step = rabta_statement_step (statement, _("Check the change log"), error);
  if (step == RABTA_STEP_ROW)
    hash = rabta_statement_get_blob (statement, 0, &length);
  *whole = hash != NULL && length == sizeof walk->hash;
  if (*whole)
    memcpy (walk->hash, hash, length);
  else if (step != RABTA_STEP_ERROR)
    g_ptr_array_add (report, g_strdup_printf (_("Change log: entries %" PRId64 " to %" PRId64
                                                " of a copy are missing"),
                                              walk->counter + 1, counter - 1));
  rabta_statement_reset (statement);

  return step != RABTA_STEP_ERROR;
}

/* One entry of the walk: is it the next of its chain, and does its hash say what it holds? *@whole: it
 * is and does. */
static gboolean
verify_entry (RabtaDatabase   *database,
              RabtaStatement  *statement,
              Walk            *walk,
              GPtrArray       *report,
              gboolean        *whole,
              GError         **error)
{
  RabtaChangeEntry entry;

  rabta_change_log_read (statement, 1, &entry);
  if (rabta_statement_get_int (statement, 0) != walk->site)
    *walk = (Walk) { .site = rabta_statement_get_int (statement, 0) };
  *whole = TRUE;
  if (entry.counter != walk->counter + 1 && !cross_gap (database, walk, entry.counter, report, whole, error))
    return FALSE;
  if (!*whole)
    return TRUE;
  walk->counter = entry.counter;
  rabta_change_log_hash (walk->hash, &entry);
  *whole = memcmp (entry.hash, walk->hash, sizeof walk->hash) == 0;
  if (!*whole)
    g_ptr_array_add (report, g_strdup_printf (_("Change log: entry %" PRId64 " was altered after it "
                                                "was written, its hash does not match"),
                                              entry.counter));

  return TRUE;
}

/**
 * rabta_change_log_read:
 * @statement: at a row
 * @column: the first of those that %RABTA_CHANGE_LOG_COLUMNS names
 * @entry: (out): the entry; its texts are borrowed from the row
 */
void
rabta_change_log_read (RabtaStatement   *statement,
                       int               column,
                       RabtaChangeEntry *entry)
{
  gconstpointer blob;
  gsize length;

  memset (entry, 0, sizeof *entry);
  blob = rabta_statement_get_blob (statement, column++, &length);
  if (blob != NULL && length == sizeof entry->site)
    memcpy (entry->site, blob, length);
  entry->counter = rabta_statement_get_int (statement, column++);
  entry->stamp = rabta_statement_get_int (statement, column++);
  entry->programme = rabta_statement_get_int (statement, column++);
  entry->format = rabta_statement_get_int (statement, column++);
  rabta_statement_get_uuid (statement, column++, &entry->officer);
  rabta_statement_get_uuid (statement, column++, &entry->action);
  rabta_statement_get_uuid (statement, column++, &entry->record);
  entry->kind = rabta_statement_get_text (statement, column++);
  entry->op = rabta_statement_get_text (statement, column++);
  entry->body = rabta_statement_get_text (statement, column++);
  blob = rabta_statement_get_blob (statement, column++, &length);
  if (blob != NULL && length == sizeof entry->hash)
    memcpy (entry->hash, blob, length);
}

/**
 * rabta_change_log_verify:
 * @database: any connection
 * @report: collects what is wrong, one sentence each; stops at the first break of a chain
 * @error: return location
 *
 * Walks every chain from its start.
 *
 * Returns: whether the log could be read
 */
gboolean
rabta_change_log_verify (RabtaDatabase  *database,
                         GPtrArray      *report,
                         GError        **error)
{
  g_autoptr (RabtaStatement) statement = NULL;
  Walk walk = { 0 };
  RabtaStep step;

  statement = rabta_database_prepare (database,
                                      "SELECT c.site, " RABTA_CHANGE_LOG_COLUMNS " "
                                      "FROM change c JOIN site s ON s.pk = c.site "
                                      "LEFT JOIN action a ON a.pk = c.action "
                                      "ORDER BY c.site, c.counter",
                                      error);
  if (statement == NULL)
    return FALSE;
  while ((step = rabta_statement_step (statement, _("Check the change log"), error)) == RABTA_STEP_ROW)
    {
      gboolean whole;

      if (!verify_entry (database, statement, &walk, report, &whole, error))
        return FALSE;
      if (!whole)
        return TRUE;
    }

  return step == RABTA_STEP_DONE;
}
