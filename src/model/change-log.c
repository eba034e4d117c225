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

typedef struct
{
  gint64           counter;
  gint64           stamp;
  gint64           programme;
  gint64           format;
  const RabtaUuid *officer;
} Place;

/* The hash covers the one before it and every stored column of the entry. */
static void
chain (guint8             hash[RABTA_CHANGE_HASH_LENGTH],
       const guint8      *site_id,
       const Place       *place,
       const RabtaChange *change)
{
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, RABTA_CHANGE_HASH_LENGTH);
  crypto_generichash_update (&state, hash, RABTA_CHANGE_HASH_LENGTH);
  crypto_generichash_update (&state, site_id, RABTA_SITE_ID_LENGTH);
  hash_number (&state, place->counter);
  hash_number (&state, place->stamp);
  hash_number (&state, place->programme);
  hash_number (&state, place->format);
  crypto_generichash_update (&state, place->officer->bytes, sizeof place->officer->bytes);
  crypto_generichash_update (&state, change->action_id->bytes, sizeof change->action_id->bytes);
  crypto_generichash_update (&state, change->record->bytes, sizeof change->record->bytes);
  hash_text (&state, change->kind);
  hash_text (&state, change->op);
  crypto_generichash_update (&state, (const guint8 *) change->body, change->body_length);
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
  rabta_clock_init (&self->clock, rabta_database_get_int (database, "SELECT max(stamp) FROM change", 0));

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
  Place place = {
    .counter = self->counter + 1,
    .stamp = rabta_clock_tick (&self->clock, g_get_real_time () / 1000),
    .programme = self->programme_version,
    .format = RABTA_CHANGE_FORMAT,
    .officer = &self->officer,
  };
  RabtaStatement *statement;

  statement = rabta_database_cached (database,
                                     "INSERT INTO change (site, counter, action, stamp, officer, "
                                     "programme, format, kind, record, op, body, hash) "
                                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                     error);
  if (statement == NULL)
    return 0;

  chain (self->hash, self->site_id, &place, change);
  self->counter = place.counter;

  rabta_statement_bind_int (statement, 0, self->site);
  rabta_statement_bind_int (statement, 1, place.counter);
  rabta_statement_bind_int (statement, 2, change->action);
  rabta_statement_bind_int (statement, 3, place.stamp);
  rabta_statement_bind_uuid (statement, 4, place.officer);
  rabta_statement_bind_int (statement, 5, place.programme);
  rabta_statement_bind_int (statement, 6, place.format);
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

/* One entry of the walk: is it the next of its chain, and does its hash say what it holds? */
static gboolean
verify_entry (RabtaStatement *statement,
              gint64         *site,
              gint64         *counter,
              guint8         *hash,
              GPtrArray      *report)
{
  RabtaUuid action = { { 0 } }, officer = { { 0 } }, record = { { 0 } };
  Place place = { .officer = &officer };
  RabtaChange change = { .action_id = &action, .record = &record };
  gconstpointer stored, site_id;
  gsize length;

  if (rabta_statement_get_int (statement, 0) != *site)
    {
      *site = rabta_statement_get_int (statement, 0);
      *counter = 0;
      memset (hash, 0, RABTA_CHANGE_HASH_LENGTH);
    }
  place.counter = rabta_statement_get_int (statement, 2);
  if (place.counter != *counter + 1)
    {
      g_ptr_array_add (report, g_strdup_printf (_("Change log: entries %" PRId64 " to %" PRId64
                                                  " of a copy are missing"),
                                                *counter + 1, place.counter - 1));
      return FALSE;
    }
  *counter = place.counter;
  place.stamp = rabta_statement_get_int (statement, 3);
  place.programme = rabta_statement_get_int (statement, 4);
  place.format = rabta_statement_get_int (statement, 5);
  rabta_statement_get_uuid (statement, 6, &officer);
  rabta_statement_get_uuid (statement, 7, &action);
  rabta_statement_get_uuid (statement, 8, &record);
  change.kind = rabta_statement_get_text (statement, 9);
  change.op = rabta_statement_get_text (statement, 10);
  change.body = rabta_statement_get_text (statement, 11);
  change.body_length = strlen (change.body);
  site_id = rabta_statement_get_blob (statement, 1, &length);
  if (length == RABTA_SITE_ID_LENGTH)
    chain (hash, site_id, &place, &change);
  stored = rabta_statement_get_blob (statement, 12, &length);
  if (stored != NULL && length == RABTA_CHANGE_HASH_LENGTH && memcmp (stored, hash, length) == 0)
    return TRUE;

  g_ptr_array_add (report, g_strdup_printf (_("Change log: entry %" PRId64 " was altered after it "
                                              "was written, its hash does not match"),
                                            place.counter));

  return FALSE;
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
  guint8 hash[RABTA_CHANGE_HASH_LENGTH] = { 0 };
  gint64 site = 0, counter = 0;
  RabtaStep step;

  statement = rabta_database_prepare (database,
                                      "SELECT c.site, s.id, c.counter, c.stamp, c.programme, c.format, "
                                      "c.officer, a.id, c.record, c.kind, c.op, c.body, c.hash "
                                      "FROM change c JOIN site s ON s.pk = c.site "
                                      "LEFT JOIN action a ON a.pk = c.action "
                                      "ORDER BY c.site, c.counter",
                                      error);
  if (statement == NULL)
    return FALSE;
  while ((step = rabta_statement_step (statement, _("Check the change log"), error)) == RABTA_STEP_ROW)
    if (!verify_entry (statement, &site, &counter, hash, report))
      return TRUE;

  return step == RABTA_STEP_DONE;
}
