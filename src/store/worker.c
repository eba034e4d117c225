/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/worker.h"

#include "store/private.h"

struct _RabtaWorker
{
  GThread       *thread;
  GAsyncQueue   *jobs;
  RabtaDatabase *database; /* the thread's alone */
  RabtaWorkerDamageFunc damage_func; /* NULL once it was called */
  gpointer       damage_data;
  gboolean       alone;    /* nobody joins the thread: it frees the worker itself */
};

typedef struct
{
  GTask           *task; /* owned; NULL in the job that ends the thread */
  RabtaWorkerFunc  func;
} Job;

static void
run_job (RabtaWorker *self,
         Job         *job)
{
  GCancellable *cancellable = g_task_get_cancellable (job->task);

  if (g_task_return_error_if_cancelled (job->task))
    return;

  rabta_database_set_cancellable (self->database, cancellable);
  job->func (self->database, job->task, g_task_get_task_data (job->task), cancellable);
  rabta_database_set_cancellable (self->database, NULL);

  /* What one job leaves open the next one would write into, or lose with its own rollback. */
  if (G_UNLIKELY (rabta_database_in_transaction (self->database)))
    {
      g_critical ("A job on “%s” left its transaction open", rabta_database_get_path (self->database));
      rabta_database_rollback (self->database);
    }
  if (G_UNLIKELY (self->database->damaged) && self->damage_func != NULL)
    g_steal_pointer (&self->damage_func) (self->damage_data);
}

static gpointer
thread_cb (gpointer data)
{
  RabtaWorker *self = data;
  gboolean running = TRUE;

  while (running)
    {
      Job *job = g_async_queue_pop (self->jobs);

      running = job->task != NULL;
      if (running)
        run_job (self, job);
      g_clear_object (&job->task);
      g_free (job);
    }

  g_clear_pointer (&self->database, rabta_database_close);
  if (self->alone)
    {
      g_async_queue_unref (self->jobs);
      g_free (self);
    }
  return NULL;
}

/**
 * rabta_worker_new:
 * @name: name of the thread, for debuggers; 15 bytes are shown
 * @database: (transfer full): a connection of this thread or of none
 *
 * Starts a thread that owns @database from now on.
 *
 * Returns: (transfer full): a worker
 */
RabtaWorker *
rabta_worker_new (const char    *name,
                  RabtaDatabase *database)
{
  RabtaWorker *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (database != NULL, NULL);

  rabta_database_disown (database);
  self = g_new0 (RabtaWorker, 1);
  self->jobs = g_async_queue_new ();
  self->database = database;
  self->thread = g_thread_new (name, thread_cb, self);
  return self;
}

/**
 * rabta_worker_set_damage_func:
 * @self: a worker to which nothing was pushed yet
 * @func: called once, when a job met a page of the file that cannot be read
 * @user_data: for @func; outlives the worker
 */
void
rabta_worker_set_damage_func (RabtaWorker           *self,
                              RabtaWorkerDamageFunc  func,
                              gpointer               user_data)
{
  g_return_if_fail (self != NULL);

  self->damage_func = func;
  self->damage_data = user_data;
}

/**
 * rabta_worker_push:
 * @self: a worker
 * @task: what to return the result with; a reference is kept until the job is done
 * @func: the job, called on the worker's thread with the task's data
 *
 * Queues a job. One whose task is cancelled by the time its turn comes is returned as cancelled
 * without running; while it runs, cancelling stops its statements, but never a commit. A job that
 * writes should call g_task_set_check_cancellable() with %FALSE, lest a finished commit be reported
 * as cancelled. May be called from any thread.
 */
void
rabta_worker_push (RabtaWorker     *self,
                   GTask           *task,
                   RabtaWorkerFunc  func)
{
  Job *job;

  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  job = g_new0 (Job, 1);
  job->task = g_object_ref (task);
  job->func = func;
  g_async_queue_push (self->jobs, job);
}

/**
 * rabta_worker_free:
 * @self: (nullable): a worker
 *
 * Finishes the queued jobs, closes the connection on its thread and waits for both. A job may hold the
 * last reference to the worker's owner; freed from there, on its own thread, nothing is waited for and
 * the thread clears up after itself.
 */
void
rabta_worker_free (RabtaWorker *self)
{
  if (self == NULL)
    return;

  if (g_thread_self () == self->thread)
    {
      self->alone = TRUE;
      g_thread_unref (self->thread);
      g_async_queue_push (self->jobs, g_new0 (Job, 1));
      return;
    }
  g_async_queue_push (self->jobs, g_new0 (Job, 1));
  g_thread_join (self->thread);
  g_async_queue_unref (self->jobs);
  g_free (self);
}
