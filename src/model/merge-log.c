/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes from elsewhere on their way into the log, each checked against its chain. */

#include "model/merge-private.h"

#include "model/change-check.h"
#include "model/settle.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

typedef struct
{
  guint8   id[RABTA_SITE_ID_LENGTH];
  gint64   pk;
  gint64   top;     /* the greatest counter that is here */
  gint64   last;    /* of the entry that came last */
  guint8   hash[RABTA_CHANGE_HASH_LENGTH];
  gboolean begins;  /* the next entry begins a range whose forerunner is not here */
} Site;

static guint
site_hash (gconstpointer data)
{
  guint32 hash;

  memcpy (&hash, data, sizeof hash);

  return hash;
}

static gboolean
site_equal (gconstpointer a,
            gconstpointer b)
{
  return memcmp (a, b, RABTA_SITE_ID_LENGTH) == 0;
}

void
rabta_merge_log_init (RabtaMerge *self)
{
  self->sites = g_hash_table_new_full (site_hash, site_equal, NULL, g_free);
  self->latest = rabta_clock_latest (g_get_real_time () / 1000 + RABTA_CHANGE_CLOCK_ERROR);
}

void
rabta_merge_log_clear (RabtaMerge *self)
{
  g_clear_pointer (&self->sites, g_hash_table_unref);
}

static gboolean
insert_site (RabtaMerge  *self,
             Site        *site,
             GError     **error)
{
  RabtaStatement *statement = rabta_database_cached (self->database, "INSERT INTO site (id) VALUES (?)", error);

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_blob (statement, 0, site->id, sizeof site->id);
  if (!rabta_statement_run (statement, _("Take over changes"), error))
    return FALSE;
  site->pk = rabta_database_last_rowid (self->database);

  return TRUE;
}

static Site *
ensure_site (RabtaMerge    *self,
             const guint8  *id,
             GError       **error)
{
  Site *known = g_hash_table_lookup (self->sites, id);
  g_autofree Site *site = NULL;
  RabtaStatement *statement;
  RabtaStep step;

  if (known != NULL)
    return known;
  statement = rabta_database_cached (self->database,
                                     "SELECT pk, (SELECT max(counter) FROM change WHERE site = s.pk) "
                                     "FROM site s WHERE id = ?",
                                     error);
  if (statement == NULL)
    return NULL;
  site = g_new0 (Site, 1);
  memcpy (site->id, id, sizeof site->id);
  rabta_statement_bind_blob (statement, 0, site->id, sizeof site->id);
  step = rabta_statement_step (statement, _("Take over changes"), error);
  if (step == RABTA_STEP_ROW)
    {
      site->pk = rabta_statement_get_int (statement, 0);
      site->top = rabta_statement_get_int (statement, 1);
    }
  rabta_statement_reset (statement);
  if (step == RABTA_STEP_ERROR || (site->pk == 0 && !insert_site (self, site, error)))
    return NULL;
  known = g_steal_pointer (&site);
  g_hash_table_insert (self->sites, known->id, known);

  return known;
}

/* The hash of an entry or of the gap before it. *@found: there is one. */
static gboolean
read_hash (RabtaMerge  *self,
           const char  *sql,
           const Site  *site,
           gint64       counter,
           guint8       hash[RABTA_CHANGE_HASH_LENGTH],
           gboolean    *found,
           GError     **error)
{
  RabtaStatement *statement = rabta_database_cached (self->database, sql, error);
  gconstpointer stored = NULL;
  gsize length = 0;
  RabtaStep step;

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, site->pk);
  rabta_statement_bind_int (statement, 1, counter);
  step = rabta_statement_step (statement, _("Take over changes"), error);
  if (step == RABTA_STEP_ROW)
    stored = rabta_statement_get_blob (statement, 0, &length);
  *found = stored != NULL && length == RABTA_CHANGE_HASH_LENGTH;
  if (*found)
    memcpy (hash, stored, length);
  rabta_statement_reset (statement);

  return step != RABTA_STEP_ERROR;
}

#define SELECT_HASH "SELECT hash FROM change WHERE site = ? AND counter = ?"
#define SELECT_START "SELECT hash FROM chain_start WHERE site = ? AND counter = ?"

static gboolean
refuse_fork (const Site  *site,
             gint64       counter,
             GError     **error)
{
  char id[2 * RABTA_SITE_ID_LENGTH + 1];

  sodium_bin2hex (id, sizeof id, site->id, sizeof site->id);
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT,
               _("Take over changes: two different changes are called %s:%" PRId64 "; one of the copies "
                 "that wrote them is a clone of the other, was put back from a backup or was altered; what it alone holds "
                 "can be saved there with “rabta export” and imported into a fresh copy"),
               id, counter);

  return FALSE;
}

/**
 * rabta_merge_begin_range:
 * @self: a merge
 * @site: whose changes follow
 * @first: counter of the first of them
 * @hash_before: hash of the entry before it, all zero where @first is 1
 * @error: return location
 *
 * To be called before the first change of each range.
 *
 * Returns: whether the range goes on from what is here, or begins after a gap
 */
gboolean
rabta_merge_begin_range (RabtaMerge    *self,
                         const guint8  *site,
                         gint64         first,
                         const guint8  *hash_before,
                         GError       **error)
{
  Site *known = ensure_site (self, site, error);
  guint8 hash[RABTA_CHANGE_HASH_LENGTH] = { 0 };
  gboolean found = FALSE;

  if (known == NULL)
    return FALSE;
  if (first < 1)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("Take over changes: a range begins before 1"));
      return FALSE;
    }
  if (first > 1 && first - 1 <= known->top &&
      !read_hash (self, SELECT_HASH, known, first - 1, hash, &found, error))
    return FALSE;
  if ((first == 1 || found) && memcmp (hash, hash_before, sizeof hash) != 0)
    return refuse_fork (known, first - 1, error);
  known->last = first - 1;
  known->begins = first > 1 && !found;
  memcpy (known->hash, hash_before, sizeof known->hash);

  return TRUE;
}

gboolean
rabta_merge_log_flush (RabtaMerge  *self,
                       GError     **error)
{
  RabtaStatement *statement;

  if (self->n_in_action == 0)
    return TRUE;
  statement = rabta_database_cached (self->database, "UPDATE action SET changes = changes + ? WHERE pk = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, self->n_in_action);
  rabta_statement_bind_int (statement, 1, self->action);
  self->n_in_action = 0;

  return rabta_statement_run (statement, _("Take over changes"), error);
}

/* The row of the action that an entry belongs to. What it was called comes with an entry of its own,
 * which may arrive later. */
static gboolean
ensure_action (RabtaMerge              *self,
               const Site              *site,
               const RabtaChangeEntry  *entry,
               GError                 **error)
{
  RabtaStatement *statement;
  RabtaStep step;

  if (self->action != 0 && rabta_uuid_equal (&self->action_id, &entry->action))
    return TRUE;
  if (!rabta_merge_log_flush (self, error))
    return FALSE;
  self->action_id = entry->action;
  statement = rabta_database_cached (self->database, "SELECT pk FROM action WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, &entry->action);
  step = rabta_statement_step (statement, _("Take over changes"), error);
  self->action = step == RABTA_STEP_ROW ? rabta_statement_get_int (statement, 0) : 0;
  rabta_statement_reset (statement);
  if (step != RABTA_STEP_DONE)
    return step == RABTA_STEP_ROW;

  statement = rabta_database_cached (self->database,
                                     "INSERT INTO action (id, site, label, changes) VALUES (?, ?, '', 0)", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, &entry->action);
  rabta_statement_bind_int (statement, 1, site->pk);
  if (!rabta_statement_run (statement, _("Take over changes"), error))
    return FALSE;
  self->action = rabta_database_last_rowid (self->database);

  return TRUE;
}

static gboolean
name_action (RabtaMerge              *self,
             const Site              *site,
             const RabtaChangeEntry  *entry,
             GError                 **error)
{
  RabtaStatement *statement;
  g_autoptr (JsonObject) body = rabta_body_parse (entry->body);
  const char *label = json_object_get_string_member_with_default (body, "label", "");
  const char *reverts = json_object_get_string_member_with_default (body, "reverts", NULL);
  RabtaUuid id;

  statement = rabta_database_cached (self->database,
                                     "UPDATE action SET site = ?, label = ?, reverts = ? WHERE pk = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, site->pk);
  rabta_statement_bind_text (statement, 1, label, -1);
  if (reverts != NULL && rabta_uuid_parse (reverts, &id))
    rabta_statement_bind_uuid (statement, 2, &id);
  else
    rabta_statement_bind_null (statement, 2);
  rabta_statement_bind_int (statement, 3, self->action);

  return rabta_statement_run (statement, _("Take over changes"), error);
}

static gboolean
insert_change (RabtaMerge              *self,
               const Site              *site,
               const RabtaChangeEntry  *entry,
               GError                 **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (self->database,
                                     "INSERT INTO change (site, counter, action, stamp, officer, programme, format, "
                                     "kind, record, op, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, site->pk);
  rabta_statement_bind_int (statement, 1, entry->counter);
  rabta_statement_bind_int (statement, 2, self->action);
  rabta_statement_bind_int (statement, 3, entry->stamp);
  rabta_statement_bind_uuid (statement, 4, &entry->officer);
  rabta_statement_bind_int (statement, 5, entry->programme);
  rabta_statement_bind_int (statement, 6, entry->format);
  rabta_statement_bind_text (statement, 7, entry->kind, -1);
  rabta_statement_bind_uuid (statement, 8, &entry->record);
  rabta_statement_bind_text (statement, 9, entry->op, -1);
  rabta_statement_bind_text (statement, 10, entry->body, -1);
  rabta_statement_bind_blob (statement, 11, entry->hash, sizeof entry->hash);

  if (!rabta_statement_run (statement, _("Take over changes"), error))
    return FALSE;
  self->last_change = rabta_database_last_rowid (self->database);

  return TRUE;
}

static gboolean
note_record (RabtaMerge              *self,
             RabtaKind                kind,
             const RabtaChangeEntry  *entry,
             GError                 **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (self->database,
                                     "INSERT OR IGNORE INTO temp.merged (kind, record) VALUES (?, ?)", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, kind);
  rabta_statement_bind_uuid (statement, 1, &entry->record);

  return rabta_statement_run (statement, _("Take over changes"), error);
}

static gboolean
run_for_counter (RabtaMerge    *self,
                 const char    *sql,
                 const Site    *site,
                 gint64         counter,
                 const guint8  *hash,
                 GError       **error)
{
  RabtaStatement *statement = rabta_database_cached (self->database, sql, error);

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, site->pk);
  rabta_statement_bind_int (statement, 1, counter);
  if (hash != NULL)
    rabta_statement_bind_blob (statement, 2, hash, RABTA_CHANGE_HASH_LENGTH);

  return rabta_statement_run (statement, _("Take over changes"), error);
}

/* Where the entry lies at the edge of a gap, the edge is kept, or closed against what was kept. */
static gboolean
mind_gaps (RabtaMerge              *self,
           Site                    *site,
           const RabtaChangeEntry  *entry,
           const guint8            *hash_before,
           GError                 **error)
{
  guint8 hash[RABTA_CHANGE_HASH_LENGTH];
  gboolean found;

  if (site->begins &&
      !run_for_counter (self, "INSERT INTO chain_start (site, counter, hash) VALUES (?, ?, ?)", site, entry->counter,
                        hash_before, error))
    return FALSE;
  site->begins = FALSE;
  if (entry->counter >= site->top)
    return TRUE;
  if (!read_hash (self, SELECT_START, site, entry->counter + 1, hash, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  if (memcmp (hash, entry->hash, sizeof hash) != 0)
    return refuse_fork (site, entry->counter, error);

  return run_for_counter (self, "DELETE FROM chain_start WHERE site = ? AND counter = ?", site, entry->counter + 1,
                          NULL, error);
}

/* Whether the entry is the next of its chain and says what its hash says. */
static gboolean
check_chain (Site                    *site,
             const RabtaChangeEntry  *entry,
             GError                 **error)
{
  guint8 hash[RABTA_CHANGE_HASH_LENGTH];

  if (entry->counter != site->last + 1)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT,
                   _("Take over changes: change %" PRId64 " came where %" PRId64 " was due"), entry->counter,
                   site->last + 1);
      return FALSE;
    }
  memcpy (hash, site->hash, sizeof hash);
  rabta_change_log_hash (hash, entry);
  if (memcmp (hash, entry->hash, sizeof hash) == 0)
    return TRUE;
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT,
               _("Take over changes: change %" PRId64 " was altered on its way, its hash does not match"),
               entry->counter);

  return FALSE;
}

/* Whether nothing is known of the record. *@first: this is so. */
static gboolean
is_first (RabtaMerge              *self,
          const RabtaChangeEntry  *entry,
          gboolean                *first,
          GError                 **error)
{
  RabtaStatement *statement = rabta_database_cached (self->database, "SELECT 1 FROM change WHERE record = ? LIMIT 1", error);
  RabtaStep step;

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, &entry->record);
  step = rabta_statement_step (statement, _("Take over changes"), error);
  *first = step == RABTA_STEP_DONE;
  rabta_statement_reset (statement);

  return step != RABTA_STEP_ERROR;
}

/* The making of a record, read and checked member by member. */
typedef struct
{
  const RabtaChangeEntry *entry;
  RabtaRecord            *record;
  GError                 *error;
} Making;

static gboolean
make_cb (const char            *name,
         const RabtaJsonScalar *value,
         gpointer               user_data)
{
  Making *self = user_data;

  if (!rabta_change_check_value (self->entry, name, value, &self->error))
    return FALSE;
  rabta_change_apply_value (self->record, name, value);

  return TRUE;
}

/* The record, where the entry makes it, nothing else is known of it, and its body is of the plain form:
 * that is most of what comes in. *@record is NULL for all other entries. */
static gboolean
make_record (RabtaMerge               *self,
             const RabtaChangeEntry   *entry,
             RabtaRecord             **record,
             GError                  **error)
{
  RabtaKind kind = rabta_kind_from_name (entry->kind);
  g_autoptr (RabtaRecord) made = NULL;
  Making making = { entry };
  RabtaJsonResult result;
  gboolean first;

  *record = NULL;
  if (!g_str_equal (entry->op, RABTA_CHANGE_CREATE) || kind == RABTA_KIND_NONE ||
      entry->format > RABTA_CHANGE_FORMAT || rabta_settling_is_turning (self->batch->settling))
    return TRUE;
  if (!is_first (self, entry, &first, error))
    return FALSE;
  if (!first)
    return TRUE;
  making.record = made = rabta_record_new (kind);
  rabta_record_set_id (made, &entry->record);
  result = rabta_json_read_flat (entry->body, "set", make_cb, &making);
  if (result == RABTA_JSON_STOPPED)
    g_propagate_error (error, making.error);
  else if (result == RABTA_JSON_READ)
    *record = g_steal_pointer (&made);

  return result != RABTA_JSON_STOPPED;
}

static gboolean
append_new (RabtaMerge              *self,
            Site                    *site,
            const RabtaChangeEntry  *entry,
            const guint8            *hash_before,
            GError                 **error)
{
  if (!ensure_action (self, site, entry, error) || !insert_change (self, site, entry, error) ||
      !mind_gaps (self, site, entry, hash_before, error))
    return FALSE;
  self->report.n_new++;
  self->batch->n_changes++;
  self->n_in_action += !g_str_equal (entry->op, RABTA_CHANGE_ACTION);
  site->top = MAX (site->top, entry->counter);
  if (entry->stamp > self->latest)
    self->report.n_clock_wrong++;
  else
    rabta_clock_observe (&self->batch->casebook->log.clock, entry->stamp);

  return TRUE;
}

static gboolean
take_new (RabtaMerge              *self,
          Site                    *site,
          const RabtaChangeEntry  *entry,
          const guint8            *hash_before,
          GError                 **error)
{
  g_autoptr (RabtaRecord) record = NULL;
  RabtaChangeVerdict verdict = RABTA_CHANGE_TAKEN;

  if (!make_record (self, entry, &record, error))
    return FALSE;
  if (record == NULL)
    verdict = rabta_change_check (entry, error);
  if (verdict == RABTA_CHANGE_REFUSED || !append_new (self, site, entry, hash_before, error))
    return FALSE;
  if (record != NULL)
    {
      self->report.n_records++;
      return rabta_settle_create (self->batch->settling, self->batch, record, self->last_change, error);
    }
  if (verdict == RABTA_CHANGE_WAITS)
    {
      self->report.n_waiting++;
      return TRUE;
    }

  return g_str_equal (entry->op, RABTA_CHANGE_ACTION)
           ? name_action (self, site, entry, error)
           : note_record (self, rabta_kind_from_name (entry->kind), entry, error);
}

/**
 * rabta_merge_add:
 * @self: a merge
 * @entry: the next change of the range that was begun
 * @error: return location
 *
 * Returns: whether it was taken over, or was here already; after an error the merge must end, and
 *   nothing of it stays
 */
gboolean
rabta_merge_add (RabtaMerge              *self,
                 const RabtaChangeEntry  *entry,
                 GError                 **error)
{
  Site *site = ensure_site (self, entry->site, error);
  guint8 before[RABTA_CHANGE_HASH_LENGTH];
  guint8 stored[RABTA_CHANGE_HASH_LENGTH];
  gboolean found = FALSE;

  if (site == NULL || !check_chain (site, entry, error))
    return FALSE;
  if ((self->report.n_new + self->report.n_known) % RABTA_MERGE_STRIDE == 0 &&
      g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (entry->counter <= site->top && !read_hash (self, SELECT_HASH, site, entry->counter, stored, &found, error))
    return FALSE;
  if (found && memcmp (stored, entry->hash, sizeof stored) != 0)
    return refuse_fork (site, entry->counter, error);
  if (!found && memcmp (site->id, self->batch->casebook->log.site_id, sizeof site->id) == 0)
    return refuse_fork (site, entry->counter, error);

  memcpy (before, site->hash, sizeof before);
  memcpy (site->hash, entry->hash, sizeof site->hash);
  site->last = entry->counter;
  if (!found)
    return take_new (self, site, entry, before, error);
  site->begins = FALSE;
  self->report.n_known++;

  return TRUE;
}
