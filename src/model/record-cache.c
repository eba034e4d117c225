/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/record-cache.h"

#include "model/casebook-private.h"

/* Records kept although nobody holds them, for scrolling back a little. */
#define MOST_KEPT 256

/* What is only near the screen must not delay what is on it: it waits until the frame is drawn, which
 * happens at G_PRIORITY_HIGH_IDLE + 20. */
#define PRIORITY_SEEN G_PRIORITY_HIGH_IDLE
#define PRIORITY_NEAR (G_PRIORITY_HIGH_IDLE + 30)

struct _RabtaRecordCache
{
  GObject        parent;

  RabtaCasebook *casebook;
  RabtaKind      kind;
  GHashTable    *live;    /* pk → record, not owned: whatever anybody holds */
  GQueue         kept;    /* of owned records, the newest first */
  GArray        *wanted;  /* pks to fetch, in the order they were asked for */
  guint          n_taken; /* of them */
  GArray        *hurried; /* pks to fetch before those */
  guint          fetch_source;
  int            fetch_priority; /* of that source */
  gboolean       fetching;
};

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void schedule_fetch (RabtaRecordCache *self);

G_DEFINE_FINAL_TYPE (RabtaRecordCache, rabta_record_cache, G_TYPE_OBJECT)

/* A record that somebody held is gone: its entry goes too. While a weak reference is told of that, the
 * record's own data is still there. */
static void
record_gone_cb (gpointer  data,
                GObject  *record)
{
  RabtaRecordCache *self = data;
  gint64 pk = rabta_record_get_pk ((RabtaRecord *) record);

  g_hash_table_remove (self->live, &pk);
}

static void
keep_record (RabtaRecordCache *self,
             RabtaRecord      *record)
{
  gint64 pk = rabta_record_get_pk (record);

  g_hash_table_insert (self->live, g_memdup2 (&pk, sizeof pk), record);
  g_object_weak_ref (G_OBJECT (record), record_gone_cb, self);
  g_queue_push_head (&self->kept, g_object_ref (record));
  while (self->kept.length > MOST_KEPT)
    g_object_unref (g_queue_pop_tail (&self->kept));
}

typedef struct
{
  RabtaKind kind;
  gsize     n;
  gint64    pks[RABTA_RECORD_FETCH_SIZE];
} FetchJob;

static void
fetch_job (RabtaDatabase *database,
           GTask         *task,
           gpointer       task_data,
           GCancellable  *cancellable)
{
  FetchJob *job = task_data;
  GError *error = NULL;
  GPtrArray *records = rabta_record_cache_read (database, job->kind, job->pks, job->n, &error);

  if (records == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, records, (GDestroyNotify) g_ptr_array_unref);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (RabtaRecordCache) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = g_task_propagate_pointer (G_TASK (result), &error);

  self->fetching = FALSE;
  if (records == NULL)
    g_signal_emit (self, signals[FAILED], 0, error->message);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      RabtaRecord *fresh = g_ptr_array_index (records, i);
      gint64 pk = rabta_record_get_pk (fresh);
      RabtaRecord *record = g_hash_table_lookup (self->live, &pk);

      if (record != NULL)
        rabta_record_fill (record, fresh);
    }
  schedule_fetch (self);
}

/* The next number to fetch, or 0. What is on the screen comes first; of the rest, what was asked for
 * first: a view asks for a screenful from its top. What nobody holds any more is passed over. */
static gint64
next_wanted (RabtaRecordCache *self)
{
  while (self->hurried->len > 0)
    {
      gint64 pk = g_array_index (self->hurried, gint64, self->hurried->len - 1);

      g_array_set_size (self->hurried, self->hurried->len - 1);
      if (g_hash_table_contains (self->live, &pk))
        return pk;
    }

  while (self->n_taken < self->wanted->len)
    {
      gint64 pk = g_array_index (self->wanted, gint64, self->n_taken++);

      if (g_hash_table_contains (self->live, &pk))
        return pk;
    }
  g_array_set_size (self->wanted, 0);
  self->n_taken = 0;

  return 0;
}

static gboolean
fetch_cb (gpointer user_data)
{
  RabtaRecordCache *self = user_data;
  g_autoptr (GTask) task = NULL;
  FetchJob *job = g_new0 (FetchJob, 1);

  self->fetch_source = 0;
  job->kind = self->kind;
  for (gint64 pk; job->n < RABTA_RECORD_FETCH_SIZE && (pk = next_wanted (self)) != 0;)
    job->pks[job->n++] = pk;
  if (job->n == 0)
    {
      g_free (job);
      return G_SOURCE_REMOVE;
    }

  self->fetching = TRUE;
  task = g_task_new (self->casebook, NULL, fetched_cb, g_object_ref (self));
  g_task_set_source_tag (task, fetch_cb);
  g_task_set_task_data (task, job, g_free);
  rabta_casebook_push_read (self->casebook, task, fetch_job);

  return G_SOURCE_REMOVE;
}

static void
schedule_fetch (RabtaRecordCache *self)
{
  int priority = self->hurried->len > 0 ? PRIORITY_SEEN : PRIORITY_NEAR;

  if (self->fetching || (self->hurried->len == 0 && self->n_taken == self->wanted->len))
    return;
  if (self->fetch_source != 0 && self->fetch_priority <= priority)
    return;

  g_clear_handle_id (&self->fetch_source, g_source_remove);
  self->fetch_source = g_idle_add_full (priority, fetch_cb, self, NULL);
  self->fetch_priority = priority;
}

static void
want (RabtaRecordCache *self,
      gint64            pk)
{
  g_array_append_val (self->wanted, pk);
  schedule_fetch (self);
}

static gboolean
is_changed (const RabtaChangeSet *changes,
            RabtaKind             kind,
            gint64                pk)
{
  for (guint i = 0; i < changes->records->len; i++)
    {
      const RabtaChangedRecord *record = &g_array_index (changes->records, RabtaChangedRecord, i);

      if (record->kind == kind && record->pk == pk)
        return TRUE;
    }

  return FALSE;
}

static void
rabta_record_cache_dispose (GObject *object)
{
  RabtaRecordCache *self = RABTA_RECORD_CACHE (object);
  GHashTableIter iter;
  gpointer record;

  g_clear_handle_id (&self->fetch_source, g_source_remove);
  if (self->live != NULL)
    {
      g_hash_table_iter_init (&iter, self->live);
      while (g_hash_table_iter_next (&iter, NULL, &record))
        g_object_weak_unref (record, record_gone_cb, self);
      g_clear_pointer (&self->live, g_hash_table_unref);
    }
  g_queue_clear_full (&self->kept, g_object_unref);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_record_cache_parent_class)->dispose (object);
}

static void
rabta_record_cache_finalize (GObject *object)
{
  RabtaRecordCache *self = RABTA_RECORD_CACHE (object);

  g_array_unref (self->wanted);
  g_array_unref (self->hurried);

  G_OBJECT_CLASS (rabta_record_cache_parent_class)->finalize (object);
}

static void
rabta_record_cache_class_init (RabtaRecordCacheClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rabta_record_cache_dispose;
  object_class->finalize = rabta_record_cache_finalize;

  signals[FAILED] = g_signal_new ("failed", RABTA_TYPE_RECORD_CACHE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rabta_record_cache_init (RabtaRecordCache *self)
{
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->hurried = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->live = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_queue_init (&self->kept);
}

/**
 * rabta_record_cache_new:
 * @casebook: where records are read
 * @kind: their kind
 *
 * Returns: (transfer full): a cache of nothing
 */
RabtaRecordCache *
rabta_record_cache_new (RabtaCasebook *casebook,
                        RabtaKind      kind)
{
  RabtaRecordCache *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  self = g_object_new (RABTA_TYPE_RECORD_CACHE, NULL);
  self->casebook = g_object_ref (casebook);
  self->kind = kind;

  return self;
}

/**
 * rabta_record_cache_get:
 * @self: a cache
 * @pk: a record's local number
 *
 * Returns: (transfer full): the one object for that record; a placeholder that fills by itself where
 *   the record was not fetched yet
 */
RabtaRecord *
rabta_record_cache_get (RabtaRecordCache *self,
                        gint64            pk)
{
  RabtaRecord *record;

  g_return_val_if_fail (RABTA_IS_RECORD_CACHE (self), NULL);

  record = g_hash_table_lookup (self->live, &pk);
  if (record != NULL)
    return g_object_ref (record);

  record = rabta_record_new_placeholder (self->kind, pk);
  keep_record (self, record);
  want (self, pk);

  return record;
}

/**
 * rabta_record_cache_add:
 * @self: a cache
 * @fresh: (element-type RabtaRecord): records just read
 *
 * Takes over records that were read together with something else. Those the cache has filled already
 * stay as they are: it hears of changes by itself.
 */
void
rabta_record_cache_add (RabtaRecordCache *self,
                        GPtrArray        *fresh)
{
  g_return_if_fail (RABTA_IS_RECORD_CACHE (self) && fresh != NULL);

  for (guint i = 0; i < fresh->len; i++)
    {
      RabtaRecord *record = g_ptr_array_index (fresh, i);
      gint64 pk = rabta_record_get_pk (record);
      RabtaRecord *known = g_hash_table_lookup (self->live, &pk);

      if (known == NULL)
        keep_record (self, record);
      else if (!rabta_record_is_loaded (known))
        rabta_record_fill (known, record);
    }
}

/**
 * rabta_record_cache_hurry:
 * @self: a cache
 * @pk: number of a placeholder
 *
 * Says that a placeholder is being looked at: it is fetched before what is only near.
 */
void
rabta_record_cache_hurry (RabtaRecordCache *self,
                          gint64            pk)
{
  g_return_if_fail (RABTA_IS_RECORD_CACHE (self));

  g_array_append_val (self->hurried, pk);
  schedule_fetch (self);
}

/**
 * rabta_record_cache_refresh:
 * @self: a cache
 * @changes: (nullable): what changed, or %NULL for anything that a record shows
 *
 * Fetches again what changed.
 */
void
rabta_record_cache_refresh (RabtaRecordCache     *self,
                            const RabtaChangeSet *changes)
{
  GHashTableIter iter;
  gpointer pk;

  g_return_if_fail (RABTA_IS_RECORD_CACHE (self));

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, &pk, NULL))
    if (changes == NULL || changes->many || is_changed (changes, self->kind, *(gint64 *) pk))
      want (self, *(gint64 *) pk);
}

/**
 * rabta_record_cache_find:
 * @self: a cache
 * @id: a record's id
 *
 * Returns: the record's number where somebody holds it, or 0
 */
gint64
rabta_record_cache_find (RabtaRecordCache *self,
                         const RabtaUuid  *id)
{
  GHashTableIter iter;
  gpointer pk, record;

  g_return_val_if_fail (RABTA_IS_RECORD_CACHE (self) && id != NULL, 0);

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, &pk, &record))
    if (rabta_uuid_equal (rabta_record_get_id (record), id))
      return *(gint64 *) pk;

  return 0;
}

/**
 * rabta_record_cache_read:
 * @database: a reader's connection
 * @kind: kind of the records
 * @pks: (array length=n): their numbers
 * @n: how many
 * @error: set on failure
 *
 * Reads records on a reader's thread. One that is gone meanwhile is left out.
 *
 * Returns: (transfer full) (element-type RabtaRecord): the records in the order of @pks, or %NULL
 */
GPtrArray *
rabta_record_cache_read (RabtaDatabase  *database,
                         RabtaKind       kind,
                         const gint64   *pks,
                         gsize           n,
                         GError        **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GError) failure = NULL;
      RabtaRecord *record = rabta_casebook_fetch (database, kind, pks[i], &failure);

      if (record != NULL)
        g_ptr_array_add (records, record);
      else if (!g_error_matches (failure, RABTA_ERROR, RABTA_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }

  return g_steal_pointer (&records);
}
