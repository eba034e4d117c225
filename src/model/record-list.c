/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list keeps the local numbers (pk) of everything its query finds, in order: eight bytes a
 * record, read in one go on a reader's thread. Records themselves are made when somebody asks for
 * one, see record-cache.h; only the first screenful comes with the numbers, so that the answer to a
 * new question is painted at once. A list that just opens does not even wait for all the numbers, nor
 * does a search by one or two letters: the first screenful is read beside them. After a change the numbers are read again and compared, so the
 * list says just what moved. */

#include "model/record-list.h"

#include "base/text.h"
#include "model/casebook-private.h"
#include "model/record-cache.h"
#include "model/record-numbers.h"

#include <glib/gi18n-lib.h>

/* More rows than most screens show, and no more: each costs a part of the frame. */
#define N_GLIMPSED 40

struct _RabtaRecordList
{
  GObject        parent;

  RabtaCasebook *casebook;
  RabtaQuery    *query;
  GArray        *pks; /* of gint64 */
  GArray        *base; /* of gint64: what would be found without the search; see record-numbers.h */
  char          *base_key;
  gboolean       loading;
  gboolean       has_answer; /* be it only the first of it */
  GArray        *wider; /* of gint64: what was found before the search got longer, or NULL */
  char          *error;

  RabtaRecordCache *cache;

  GCancellable  *cancellable; /* of the reading of numbers under way */
  gboolean       reading;
  gboolean       read_again;
  guint          rest_id;
  gulong         changed_handler;
};

enum
{
  PROP_QUERY = 1,
  PROP_LOADING,
  PROP_ERROR,
  PROP_N_ITEMS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void list_model_iface_init (GListModelInterface *iface);
static void read_numbers (RabtaRecordList *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (RabtaRecordList, rabta_record_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
set_error (RabtaRecordList *self,
           const char      *message)
{
  if (rabta_set_str (&self->error, message))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
numbers_job (RabtaDatabase *database,
             GTask         *task,
             gpointer       task_data,
             GCancellable  *cancellable)
{
  RabtaRecordNumbers *numbers = task_data;
  RabtaKind kind = rabta_query_get_kind (numbers->query);
  g_autoptr (GArray) pks = NULL;
  GError *error = NULL;

  pks = rabta_record_numbers_read (numbers, database, &error);
  if (pks != NULL && numbers->with_first)
    numbers->first = rabta_record_cache_read (database, kind, (const gint64 *) (gpointer) pks->data,
                                              MIN (pks->len, RABTA_RECORD_FETCH_SIZE), &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&pks), (GDestroyNotify) g_array_unref);
}

/* Says what is different between the old numbers and the new: the stretch between what both begin
 * with and what both end with. */
static void
take_numbers (RabtaRecordList *self,
              GArray          *pks)
{
  const gint64 *old = (const gint64 *) (gpointer) self->pks->data;
  const gint64 *new = (const gint64 *) (gpointer) pks->data;
  guint n_old = self->pks->len, n_new = pks->len, start = 0, end = 0;
  g_autoptr (GArray) before = self->pks;

  while (start < n_old && start < n_new && old[start] == new[start])
    start++;
  while (end < n_old - start && end < n_new - start && old[n_old - 1 - end] == new[n_new - 1 - end])
    end++;

  self->pks = g_array_ref (pks);
  if (n_old - start - end > 0 || n_new - start - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, n_old - start - end, n_new - start - end);
  if (n_old != n_new)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
set_loading (RabtaRecordList *self,
             gboolean         loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* The order stays known for the next keystroke, until something changes. */
static void
take_base (RabtaRecordList    *self,
           RabtaRecordNumbers *numbers)
{
  g_clear_pointer (&self->base, g_array_unref);
  self->base = numbers->base != NULL ? g_array_ref (numbers->base) : NULL;
  rabta_set_str (&self->base_key, numbers->base_key);
}

static void
numbers_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (RabtaRecordList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) pks = g_task_propagate_pointer (G_TASK (result), &error);
  RabtaRecordNumbers *numbers = g_task_get_task_data (G_TASK (result));

  /* An answer to a question that was replaced meanwhile says nothing. */
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  self->reading = FALSE;
  self->has_answer = TRUE;
  if (pks != NULL)
    {
      set_error (self, NULL);
      /* What changed while the answer was under way may not be in it. */
      if (!self->read_again)
        {
          take_base (self, numbers);
          if (numbers->first != NULL)
            rabta_record_cache_add (self->cache, numbers->first);
        }
      take_numbers (self, pks);
    }
  else
    set_error (self, error->message);
  set_loading (self, FALSE);
  if (self->read_again)
    read_numbers (self);
}

/* The first records that a query finds, by themselves: without search the database has them in order,
 * else what is known from the last reading leads to them. */
static void
glimpse_job (RabtaDatabase *database,
             GTask         *task,
             gpointer       task_data,
             GCancellable  *cancellable)
{
  RabtaRecordNumbers *numbers = task_data;
  RabtaKind kind = rabta_query_get_kind (numbers->query);
  g_autoptr (GArray) pks = NULL;
  GPtrArray *first = NULL;
  GError *error = NULL;

  if (!rabta_query_is_searching (numbers->query))
    first = rabta_casebook_select (database, numbers->query, RABTA_RECORD_FETCH_SIZE, &error);
  else if ((pks = rabta_record_numbers_glimpse (numbers, database, N_GLIMPSED, &error)) != NULL)
    first = rabta_record_cache_read (database, kind, (const gint64 *) (gpointer) pks->data, pks->len, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, first, (GDestroyNotify) g_ptr_array_unref);
}

static void
push_numbers (RabtaRecordList *self)
{
  RabtaRecordNumbers *numbers = rabta_record_numbers_new (self->query, self->base, self->base_key);
  g_autoptr (GTask) task = g_task_new (self->casebook, self->cancellable, numbers_cb, g_object_ref (self));

  g_task_set_source_tag (task, push_numbers);
  numbers->with_first = self->loading;
  g_task_set_task_data (task, numbers, (GDestroyNotify) rabta_record_numbers_free);
  rabta_casebook_push_read (self->casebook, task, numbers_job);
}

static gboolean
rest_cb (gpointer data)
{
  RabtaRecordList *self = data;

  self->rest_id = 0;
  push_numbers (self);
  return G_SOURCE_REMOVE;
}

static void
glimpse_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (RabtaRecordList) self = user_data;
  g_autoptr (GPtrArray) first = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GArray) pks = NULL;

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable || !self->reading)
    return;
  if (rabta_query_is_searching (self->query))
    self->rest_id = g_idle_add (rest_cb, self);

  /* The reading of the numbers tells what went wrong. */
  if (first == NULL || self->read_again)
    return;
  pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < first->len; i++)
    {
      gint64 pk = rabta_record_get_pk (g_ptr_array_index (first, i));

      g_array_append_val (pks, pk);
    }
  self->has_answer = TRUE;
  rabta_record_cache_add (self->cache, first);
  take_numbers (self, pks);
}

/* Only where the numbers take their time: a list that changes twice within a frame costs two. */
static gboolean
push_glimpse (RabtaRecordList *self)
{
  RabtaRecordNumbers *numbers;
  g_autoptr (GTask) task = NULL;

  if (!self->loading)
    return FALSE;

  numbers = rabta_record_numbers_new (self->query, self->base, self->base_key);
  numbers->wider = self->wider != NULL ? g_array_ref (self->wider) : NULL;
  if (rabta_query_is_searching (self->query) ? !rabta_record_numbers_can_glimpse (numbers) : self->pks->len > 0)
    {
      rabta_record_numbers_free (numbers);
      return FALSE;
    }

  task = g_task_new (self->casebook, self->cancellable, glimpse_cb, g_object_ref (self));
  g_task_set_source_tag (task, push_glimpse);
  g_task_set_task_data (task, numbers, (GDestroyNotify) rabta_record_numbers_free);
  rabta_casebook_push_read (self->casebook, task, glimpse_job);
  return TRUE;
}

static void
read_numbers (RabtaRecordList *self)
{
  self->reading = TRUE;
  self->read_again = FALSE;
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  /* The rest of a search waits until its first rows are painted: it would take the time from them. */
  if (!push_glimpse (self) || !rabta_query_is_searching (self->query))
    push_numbers (self);
}

static gboolean
refers_to (const RabtaKindInfo *info,
           guint                kinds)
{
  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].kind == RABTA_FIELD_REFERENCE &&
        (kinds & (1u << rabta_kind_from_name (info->fields[i].target))) != 0)
      return TRUE;

  return FALSE;
}

static void
changed_cb (RabtaCasebook        *casebook,
            const RabtaChangeSet *changes,
            RabtaRecordList      *self)
{
  const RabtaKindInfo *info = rabta_kind_get_info (rabta_query_get_kind (self->query));
  gboolean own = (changes->kinds & (1u << info->kind)) != 0;
  gboolean titles = refers_to (info, changes->kinds);

  /* Filters may look at kinds that refer to this one: those cannot be told from here cheaply, so any
   * change under a filter reads the numbers again. */
  if (!own && !titles && !rabta_query_is_filtered (self->query))
    return;

  if (own || titles)
    rabta_record_cache_refresh (self->cache, titles ? NULL : changes);

  g_clear_pointer (&self->base, g_array_unref);
  if (self->reading)
    self->read_again = TRUE;
  else
    read_numbers (self);
}

static GType
rabta_record_list_get_item_type (GListModel *model)
{
  return RABTA_TYPE_RECORD;
}

static guint
rabta_record_list_get_n_items (GListModel *model)
{
  return RABTA_RECORD_LIST (model)->pks->len;
}

static gpointer
rabta_record_list_get_item (GListModel *model,
                            guint       position)
{
  RabtaRecordList *self = RABTA_RECORD_LIST (model);

  if (position >= self->pks->len)
    return NULL;

  return rabta_record_cache_get (self->cache, g_array_index (self->pks, gint64, position));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = rabta_record_list_get_item_type;
  iface->get_n_items = rabta_record_list_get_n_items;
  iface->get_item = rabta_record_list_get_item;
}

static void
rabta_record_list_dispose (GObject *object)
{
  RabtaRecordList *self = RABTA_RECORD_LIST (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_signal_handler (&self->changed_handler, self->casebook);
  g_clear_object (&self->cache);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->casebook);
  g_clear_object (&self->query);

  G_OBJECT_CLASS (rabta_record_list_parent_class)->dispose (object);
}

static void
rabta_record_list_finalize (GObject *object)
{
  RabtaRecordList *self = RABTA_RECORD_LIST (object);

  g_array_unref (self->pks);
  g_clear_pointer (&self->base, g_array_unref);
  g_clear_pointer (&self->wider, g_array_unref);
  g_free (self->base_key);
  g_free (self->error);

  G_OBJECT_CLASS (rabta_record_list_parent_class)->finalize (object);
}

static void
rabta_record_list_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  RabtaRecordList *self = RABTA_RECORD_LIST (object);

  switch (property_id)
    {
    case PROP_QUERY:
      g_value_set_object (value, self->query);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->pks->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rabta_record_list_class_init (RabtaRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = rabta_record_list_dispose;
  object_class->finalize = rabta_record_list_finalize;
  object_class->get_property = rabta_record_list_get_property;

  properties[PROP_QUERY] = g_param_spec_object ("query", NULL, NULL, RABTA_TYPE_QUERY, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, TRUE, flags);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rabta_record_list_init (RabtaRecordList *self)
{
  self->loading = TRUE;
  self->pks = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * rabta_record_list_new:
 * @casebook: a casebook
 * @query: which records, in which order
 *
 * Returns: (transfer full): the list, empty and loading at first
 */
RabtaRecordList *
rabta_record_list_new (RabtaCasebook *casebook,
                       RabtaQuery    *query)
{
  RabtaRecordList *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && RABTA_IS_QUERY (query), NULL);

  self = g_object_new (RABTA_TYPE_RECORD_LIST, NULL);
  self->casebook = g_object_ref (casebook);
  self->query = g_object_ref (query);
  self->cache = rabta_record_cache_new (casebook, rabta_query_get_kind (query));
  g_signal_connect_object (self->cache, "failed", G_CALLBACK (set_error), self, G_CONNECT_SWAPPED);
  self->changed_handler = g_signal_connect (casebook, "changed", G_CALLBACK (changed_cb), self);
  read_numbers (self);

  return self;
}

/**
 * rabta_record_list_set_query:
 * @self: a list
 * @query: a query of the same kind
 *
 * Asks something else. What the list holds stays until the answer is there.
 */
void
rabta_record_list_set_query (RabtaRecordList *self,
                             RabtaQuery      *query)
{
  g_return_if_fail (RABTA_IS_RECORD_LIST (self) && RABTA_IS_QUERY (query));
  g_return_if_fail (rabta_query_get_kind (query) == rabta_query_get_kind (self->query));

  g_clear_pointer (&self->wider, g_array_unref);
  if (!self->reading && self->error == NULL && rabta_record_numbers_narrows (query, self->query))
    self->wider = g_array_ref (self->pks);
  if (g_set_object (&self->query, query))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  set_loading (self, TRUE);
  self->has_answer = FALSE;
  read_numbers (self);
}

RabtaQuery *
rabta_record_list_get_query (RabtaRecordList *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD_LIST (self), NULL);

  return self->query;
}

gboolean
rabta_record_list_is_loading (RabtaRecordList *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD_LIST (self), FALSE);

  return self->loading;
}

/**
 * rabta_record_list_has_answer:
 * @self: a list
 *
 * Returns: whether what the list holds answers its query, be it only the first records of it; while it is
 *   still loading and has none, it holds what was found before
 */
gboolean
rabta_record_list_has_answer (RabtaRecordList *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD_LIST (self), FALSE);

  return self->has_answer;
}

const char *
rabta_record_list_get_error (RabtaRecordList *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD_LIST (self), NULL);

  return self->error;
}

/**
 * rabta_record_list_hurry:
 * @self: a list
 * @record: a placeholder of it
 *
 * Says that a placeholder is being looked at: it is fetched before what is only near.
 */
void
rabta_record_list_hurry (RabtaRecordList *self,
                         RabtaRecord     *record)
{
  gint64 pk;

  g_return_if_fail (RABTA_IS_RECORD_LIST (self) && RABTA_IS_RECORD (record));

  pk = rabta_record_get_pk (record);
  if (rabta_record_is_loaded (record) || pk == 0)
    return;
  rabta_record_cache_hurry (self->cache, pk);
}

/**
 * rabta_record_list_ref_numbers:
 * @self: a list
 *
 * Returns: (transfer full) (element-type gint64): the pks of everything in the list, in order. The
 *   array is never changed: when the list changes, it takes another.
 */
GArray *
rabta_record_list_ref_numbers (RabtaRecordList *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD_LIST (self), NULL);

  return g_array_ref (self->pks);
}

/**
 * rabta_record_list_find:
 * @self: a list
 * @id: a record's id
 *
 * Returns: its position where it is among the records somebody holds, or -1
 */
int
rabta_record_list_find (RabtaRecordList *self,
                        const RabtaUuid *id)
{
  gint64 pk;

  g_return_val_if_fail (RABTA_IS_RECORD_LIST (self) && id != NULL, -1);

  pk = rabta_record_cache_find (self->cache, id);
  for (guint i = 0; pk != 0 && i < self->pks->len; i++)
    if (g_array_index (self->pks, gint64, i) == pk)
      return (int) i;

  return -1;
}
