/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The casebook as an object: its threads, its writing calls and its signals. */

#include "model/casebook-private.h"

#include "base/text.h"
#include "model/batch-private.h"

#include <glib/gi18n-lib.h>

/* Above this many records a change is announced as "many": naming each would cost more than reading
 * the lists again. */
#define MOST_NAMED 1000

enum
{
  PROP_READ_ONLY = 1,
  PROP_UNDO_ACTION,
  PROP_REDO_ACTION,
  N_PROPS,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RabtaCasebook, rabta_casebook, G_TYPE_OBJECT)

/* {{{ Change sets */

RabtaChangeSet *
rabta_change_set_new (void)
{
  RabtaChangeSet *self = g_new0 (RabtaChangeSet, 1);

  self->records = g_array_new (FALSE, FALSE, sizeof (RabtaChangedRecord));

  return self;
}

void
rabta_change_set_add (RabtaChangeSet *self,
                      RabtaRecord    *record)
{
  RabtaChangedRecord changed = {
    rabta_record_get_kind (record), *rabta_record_get_id (record), rabta_record_get_pk (record)
  };

  self->kinds |= 1u << changed.kind;
  if (self->many)
    return;
  if (self->records->len >= MOST_NAMED)
    {
      self->many = TRUE;
      g_array_set_size (self->records, 0);
      return;
    }
  g_array_append_val (self->records, changed);
}

void
rabta_change_set_free (RabtaChangeSet *self)
{
  g_array_unref (self->records);
  g_free (self);
}

/**
 * rabta_change_set_touches:
 * @self: what changed
 * @kind: kind of a record
 * @id: (nullable): its id; %NULL asks about any of the kind
 *
 * Returns: whether the record may have changed
 */
gboolean
rabta_change_set_touches (const RabtaChangeSet *self,
                          RabtaKind             kind,
                          const RabtaUuid      *id)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if ((self->kinds & (1u << kind)) == 0)
    return FALSE;
  if (id == NULL || self->many)
    return TRUE;
  for (guint i = 0; i < self->records->len; i++)
    {
      const RabtaChangedRecord *record = &g_array_index (self->records, RabtaChangedRecord, i);

      if (record->kind == kind && rabta_uuid_equal (&record->id, id))
        return TRUE;
    }

  return FALSE;
}

/* }}} */

typedef struct
{
  GWeakRef        casebook;
  RabtaChangeSet *changes;
  char           *undo_action;
  char           *redo_action;
} Announcement;

static void
announcement_free (gpointer data)
{
  Announcement *self = data;

  g_weak_ref_clear (&self->casebook);
  g_clear_pointer (&self->changes, rabta_change_set_free);
  g_free (self->undo_action);
  g_free (self->redo_action);
  g_free (self);
}

static gboolean
announce_cb (gpointer data)
{
  Announcement *self = data;
  g_autoptr (RabtaCasebook) casebook = g_weak_ref_get (&self->casebook);

  if (casebook == NULL)
    return G_SOURCE_REMOVE;
  if (rabta_set_str (&casebook->undo_action, self->undo_action))
    g_object_notify_by_pspec (G_OBJECT (casebook), properties[PROP_UNDO_ACTION]);
  if (rabta_set_str (&casebook->redo_action, self->redo_action))
    g_object_notify_by_pspec (G_OBJECT (casebook), properties[PROP_REDO_ACTION]);
  if (self->changes != NULL)
    g_signal_emit (casebook, signals[CHANGED], 0, self->changes);

  return G_SOURCE_REMOVE;
}

void
rabta_casebook_announce (RabtaCasebook  *self,
                         RabtaChangeSet *changes,
                         char           *undo_action,
                         char           *redo_action)
{
  Announcement *announcement = g_new0 (Announcement, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  g_weak_ref_init (&announcement->casebook, self);
  announcement->changes = changes;
  announcement->undo_action = undo_action;
  announcement->redo_action = redo_action;

  /* Before the callback of the call that wrote: it is told of the result afterwards. */
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, announce_cb, announcement, announcement_free);
  g_source_attach (source, self->context);
}

void
rabta_wait_begin (RabtaWait *self)
{
  self->context = g_main_context_new ();
  self->result = NULL;
  g_main_context_push_thread_default (self->context);
}

void
rabta_wait_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      wait)
{
  RabtaWait *self = wait;

  self->result = g_object_ref (result);
}

GAsyncResult *
rabta_wait_end (RabtaWait *self)
{
  while (self->result == NULL)
    g_main_context_iteration (self->context, TRUE);
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);

  return self->result;
}

void
rabta_casebook_push_read (RabtaCasebook   *self,
                          GTask           *task,
                          RabtaWorkerFunc  func)
{
  RabtaWorker *reader = self->readers[self->next_reader % RABTA_CASEBOOK_N_READERS];

  self->next_reader++;
  if (reader == NULL)
    g_task_return_new_error (task, RABTA_ERROR, RABTA_ERROR_FAILED, _("The casebook is closed"));
  else
    rabta_worker_push (reader, task, func);
}

void
rabta_casebook_push_write (RabtaCasebook   *self,
                           GTask           *task,
                           RabtaWorkerFunc  func)
{
  if (self->writer != NULL)
    rabta_worker_push (self->writer, task, func);
  else if (self->read_only)
    g_task_return_new_error (task, RABTA_ERROR, RABTA_ERROR_READ_ONLY,
                             _("The casebook is open for reading only"));
  else
    g_task_return_new_error (task, RABTA_ERROR, RABTA_ERROR_FAILED, _("The casebook is closed"));
}

static void
rabta_casebook_dispose (GObject *object)
{
  rabta_casebook_close (RABTA_CASEBOOK (object));

  G_OBJECT_CLASS (rabta_casebook_parent_class)->dispose (object);
}

static void
rabta_casebook_finalize (GObject *object)
{
  RabtaCasebook *self = RABTA_CASEBOOK (object);

  g_clear_object (&self->programme);
  g_clear_pointer (&self->holidays, g_hash_table_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->holidays_lock);
  g_free (self->path);
  g_free (self->office_code);
  g_free (self->officer_name);
  g_free (self->undo_action);
  g_free (self->redo_action);

  G_OBJECT_CLASS (rabta_casebook_parent_class)->finalize (object);
}

static void
rabta_casebook_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  RabtaCasebook *self = RABTA_CASEBOOK (object);

  switch (property_id)
    {
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    case PROP_UNDO_ACTION:
      g_value_set_string (value, self->undo_action);
      break;
    case PROP_REDO_ACTION:
      g_value_set_string (value, self->redo_action);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rabta_casebook_class_init (RabtaCasebookClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = rabta_casebook_dispose;
  object_class->finalize = rabta_casebook_finalize;
  object_class->get_property = rabta_casebook_get_property;

  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);
  properties[PROP_UNDO_ACTION] = g_param_spec_string ("undo-action", NULL, NULL, NULL, flags);
  properties[PROP_REDO_ACTION] = g_param_spec_string ("redo-action", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", RABTA_TYPE_CASEBOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
rabta_casebook_init (RabtaCasebook *self)
{
  g_mutex_init (&self->holidays_lock);
  self->holidays = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->context = g_main_context_ref_thread_default ();
}

/**
 * rabta_casebook_close:
 * @self: a casebook
 *
 * Finishes what was pushed, closes the file and joins the threads. Every later call fails with a
 * message. Done by dispose as well.
 */
void
rabta_casebook_close (RabtaCasebook *self)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (self));

  for (guint i = 0; i < RABTA_CASEBOOK_N_READERS; i++)
    g_clear_pointer (&self->readers[i], rabta_worker_free);
  g_clear_pointer (&self->writer, rabta_worker_free);
}

const char *
rabta_casebook_get_path (RabtaCasebook *self)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (self), NULL);

  return self->path;
}

gboolean
rabta_casebook_is_read_only (RabtaCasebook *self)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (self), TRUE);

  return self->read_only;
}

RabtaProgramme *
rabta_casebook_get_programme (RabtaCasebook *self)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (self), NULL);

  return self->programme;
}

const RabtaUuid *
rabta_casebook_get_office (RabtaCasebook *self)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (self), NULL);

  return &self->office;
}

const RabtaUuid *
rabta_casebook_get_officer (RabtaCasebook *self)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (self), NULL);

  return &self->officer;
}

const char *
rabta_casebook_get_office_code (RabtaCasebook *self)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (self), NULL);

  return self->office_code;
}

const char *
rabta_casebook_get_officer_name (RabtaCasebook *self)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (self), NULL);

  return self->officer_name;
}

/**
 * rabta_casebook_is_workday:
 * @self: a casebook
 * @date: an ISO date
 *
 * Returns: whether offices work on that day: a weekday of the programme's working week that is no
 *   holiday of the programme or of the casebook. Any thread.
 */
gboolean
rabta_casebook_is_workday (RabtaCasebook *self,
                           const char    *date)
{
  gboolean holiday;

  if (!rabta_programme_is_weekday_worked (self->programme, rabta_date_weekday (date)))
    return FALSE;

  g_mutex_lock (&self->holidays_lock);
  holiday = g_hash_table_contains (self->holidays, date);
  g_mutex_unlock (&self->holidays_lock);

  return !holiday;
}

typedef struct
{
  char           *label;
  RabtaWriteFunc  func;
  gpointer        user_data;
  GDestroyNotify  destroy;
} WriteJob;

static void
write_job_free (gpointer data)
{
  WriteJob *job = data;

  if (job->destroy != NULL)
    job->destroy (job->user_data);
  g_free (job->label);
  g_free (job);
}

static void
write_job (RabtaDatabase *database,
           GTask         *task,
           gpointer       task_data,
           GCancellable  *cancellable)
{
  WriteJob *job = task_data;
  GError *error = NULL;

  if (rabta_batch_run (g_task_get_source_object (task), database, job->label, NULL, job->func,
                       job->user_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_casebook_write_async:
 * @self: a casebook
 * @action: what the user is doing, for the undo list
 * @func: does it, on the writer's thread
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data, on any thread
 * @cancellable: (nullable): cancelling rolls everything back
 * @callback: called on the caller's main context when it is committed or failed
 * @callback_data: for @callback
 *
 * Runs @func in one transaction that is one entry of the undo list.
 */
void
rabta_casebook_write_async (RabtaCasebook       *self,
                            const char          *action,
                            RabtaWriteFunc       func,
                            gpointer             user_data,
                            GDestroyNotify       destroy,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             callback_data)
{
  g_autoptr (GTask) task = NULL;
  WriteJob *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (self) && action != NULL && func != NULL);

  job = g_new0 (WriteJob, 1);
  job->label = g_strdup (action);
  job->func = func;
  job->user_data = user_data;
  job->destroy = destroy;
  task = g_task_new (self, cancellable, callback, callback_data);
  g_task_set_source_tag (task, rabta_casebook_write_async);
  /* What is committed is reported as done, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, write_job_free);
  rabta_casebook_push_write (self, task, write_job);
}

gboolean
rabta_casebook_write_finish (RabtaCasebook  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
rabta_casebook_write_sync (RabtaCasebook   *self,
                           const char      *action,
                           RabtaWriteFunc   func,
                           gpointer         user_data,
                           GCancellable    *cancellable,
                           GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_write_async (self, action, func, user_data, NULL, cancellable, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_write_finish (self, result, error);
}

/* The writer's thread works on copies: the caller's records stay dirty until the commit is
 * confirmed, and only then take over what was written. */
typedef struct
{
  GPtrArray *originals;
  GPtrArray *copies;
  gboolean   deletes;
} SaveJob;

static void
save_job_free (gpointer data)
{
  SaveJob *job = data;

  g_ptr_array_unref (job->originals);
  g_ptr_array_unref (job->copies);
  g_free (job);
}

static gboolean
save_all (RabtaBatch    *batch,
          gpointer       user_data,
          GCancellable  *cancellable,
          GError       **error)
{
  SaveJob *job = user_data;

  for (guint i = 0; i < job->copies->len; i++)
    {
      RabtaRecord *record = g_ptr_array_index (job->copies, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (job->deletes ? !rabta_batch_delete (batch, record, error) : !rabta_batch_save (batch, record, error))
        return FALSE;
    }

  return TRUE;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SaveJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!rabta_casebook_write_finish (RABTA_CASEBOOK (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < job->originals->len && !job->deletes; i++)
    rabta_record_fill (g_ptr_array_index (job->originals, i), g_ptr_array_index (job->copies, i));
  g_task_return_boolean (task, TRUE);
}

static void
save_or_delete (RabtaCasebook       *self,
                GPtrArray           *records,
                gboolean             deletes,
                const char          *action,
                GCancellable        *cancellable,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  SaveJob *job = g_new0 (SaveJob, 1);
  GTask *task;

  job->deletes = deletes;
  job->originals = g_ptr_array_new_with_free_func (g_object_unref);
  job->copies = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < records->len; i++)
    {
      g_ptr_array_add (job->originals, g_object_ref (g_ptr_array_index (records, i)));
      g_ptr_array_add (job->copies, rabta_record_copy (g_ptr_array_index (records, i)));
    }

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, save_or_delete);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, save_job_free);
  rabta_casebook_write_async (self, action, save_all, job, NULL, cancellable, saved_cb, task);
}

/**
 * rabta_casebook_save_async:
 * @self: a casebook
 * @records: (element-type RabtaRecord): new and changed records
 * @action: what the user is doing, for the undo list
 *
 * Saves the records in one transaction. They stay dirty until the commit is confirmed; after an
 * error they are as they were.
 */
void
rabta_casebook_save_async (RabtaCasebook       *self,
                           GPtrArray           *records,
                           const char          *action,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (self) && records != NULL && action != NULL);

  save_or_delete (self, records, FALSE, action, cancellable, callback, user_data);
}

/**
 * rabta_casebook_save_finish:
 *
 * Returns: whether everything was committed; %RABTA_ERROR_INVALID where a rule is broken,
 *   %RABTA_ERROR_CONFLICT where somebody changed one of the fields since the record was loaded
 */
gboolean
rabta_casebook_save_finish (RabtaCasebook  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
rabta_casebook_save_sync (RabtaCasebook  *self,
                          GPtrArray      *records,
                          const char     *action,
                          GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RabtaWait wait;

  rabta_wait_begin (&wait);
  rabta_casebook_save_async (self, records, action, NULL, rabta_wait_cb, &wait);
  result = rabta_wait_end (&wait);

  return rabta_casebook_save_finish (self, result, error);
}

/**
 * rabta_casebook_delete_async:
 * @self: a casebook
 * @records: (element-type RabtaRecord): saved records
 * @action: what the user is doing, for the undo list
 *
 * Deletes the records in one transaction; undo brings them back.
 */
void
rabta_casebook_delete_async (RabtaCasebook       *self,
                             GPtrArray           *records,
                             const char          *action,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (self) && records != NULL && action != NULL);

  save_or_delete (self, records, TRUE, action, cancellable, callback, user_data);
}

gboolean
rabta_casebook_delete_finish (RabtaCasebook  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  return rabta_casebook_save_finish (self, result, error);
}
