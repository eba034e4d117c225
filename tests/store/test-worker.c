/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "store/worker.h"

#define COUNT "SELECT count(*) FROM item"

/* Runs until it is stopped. */
#define ENDLESS "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)" \
                " SELECT count(*) FROM n"

/* Shared with the jobs. */
typedef struct
{
  GMutex  mutex;
  GCond   cond;
  int     started;
  int     ran;
  gint64  last;
} Shared;

static void
shared_init (Shared *shared)
{
  memset (shared, 0, sizeof *shared);
  g_mutex_init (&shared->mutex);
  g_cond_init (&shared->cond);
}

static void
shared_clear (Shared *shared)
{
  g_mutex_clear (&shared->mutex);
  g_cond_clear (&shared->cond);
}

static void
announce (Shared *shared)
{
  g_mutex_lock (&shared->mutex);
  shared->started++;
  g_cond_signal (&shared->cond);
  g_mutex_unlock (&shared->mutex);
}

static void
await (Shared *shared)
{
  g_mutex_lock (&shared->mutex);
  while (shared->started == 0)
    g_cond_wait (&shared->cond, &shared->mutex);
  g_mutex_unlock (&shared->mutex);
}

static void
count_cb (RabtaDatabase *database,
          GTask         *task,
          gpointer       task_data,
          GCancellable  *cancellable)
{
  Shared *shared = task_data;

  fixture_fill (database, 1);
  shared->ran++;
  shared->last = rabta_database_get_int (database, COUNT, -1);
  g_task_return_int (task, (gssize) shared->last);
}

static void
endless_cb (RabtaDatabase *database,
            GTask         *task,
            gpointer       task_data,
            GCancellable  *cancellable)
{
  g_autoptr (GError) error = NULL;

  announce (task_data);
  if (rabta_database_execute (database, ENDLESS, "Search", &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Cancelled between two statements: the second one must not run on either. */
static void
between_cb (RabtaDatabase *database,
            GTask         *task,
            gpointer       task_data,
            GCancellable  *cancellable)
{
  fixture_fill (database, 1);
  g_cancellable_cancel (cancellable);
  endless_cb (database, task, task_data, cancellable);
}

/* Cancelled before the commit: what was begun is finished. */
static void
commit_cb (RabtaDatabase *database,
           GTask         *task,
           gpointer       task_data,
           GCancellable  *cancellable)
{
  g_autoptr (GError) error = NULL;

  g_task_set_check_cancellable (task, FALSE);
  g_assert_true (rabta_database_begin (database, &error));
  fixture_fill (database, 3);
  g_cancellable_cancel (cancellable);
  if (rabta_database_commit (database, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

/* Pushes a job and gives its result when it has come in. */
static GAsyncResult *
push (RabtaWorker     *worker,
      RabtaWorkerFunc  func,
      GCancellable    *cancellable,
      Shared          *shared,
      gboolean         cancel)
{
  GAsyncResult *result = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, done_cb, &result);

  g_task_set_task_data (task, shared, NULL);
  rabta_worker_push (worker, task, func);
  if (cancel)
    {
      await (shared);
      g_cancellable_cancel (cancellable);
    }
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return result;
}

static void
assert_cancelled (GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_jobs (Fixture *fixture)
{
  g_autoptr (RabtaWorker) worker = rabta_worker_new ("writer", fixture_create (fixture));
  Shared shared;

  shared_init (&shared);
  for (int i = 1; i <= 5; i++)
    {
      g_autoptr (GAsyncResult) result = push (worker, count_cb, NULL, &shared, FALSE);

      g_assert_cmpint (g_task_propagate_int (G_TASK (result), NULL), ==, i);
    }
  shared_clear (&shared);
}

static void
test_cancel (Fixture *fixture)
{
  RabtaWorker *worker = rabta_worker_new ("writer", fixture_create (fixture));
  Shared shared;

  shared_init (&shared);
  {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GAsyncResult) running = push (worker, endless_cb, cancellable, &shared, TRUE);

    assert_cancelled (running);
  }
  {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GAsyncResult) between = push (worker, between_cb, cancellable, &shared, FALSE);

    assert_cancelled (between);
  }
  {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GAsyncResult) before = NULL;

    g_cancellable_cancel (cancellable);
    before = push (worker, count_cb, cancellable, &shared, FALSE);
    assert_cancelled (before);
    g_assert_cmpint (shared.ran, ==, 0);
  }
  {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GAsyncResult) commit = push (worker, commit_cb, cancellable, &shared, FALSE);
    g_autoptr (GError) error = NULL;

    g_assert_true (g_task_propagate_boolean (G_TASK (commit), &error));
    g_assert_no_error (error);
  }
  {
    /* The next job is not touched by the cancelling of those before: 1 + 3 rows, and its own. */
    g_autoptr (GAsyncResult) next = push (worker, count_cb, NULL, &shared, FALSE);

    g_assert_cmpint (g_task_propagate_int (G_TASK (next), NULL), ==, 5);
  }
  rabta_worker_free (worker);
  shared_clear (&shared);
}

static void
test_free_finishes (Fixture *fixture)
{
  RabtaWorker *worker = rabta_worker_new ("writer", fixture_create (fixture));
  g_autoptr (RabtaDatabase) database = NULL;
  Shared shared;

  shared_init (&shared);
  for (int i = 0; i < 50; i++)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

      g_task_set_task_data (task, &shared, NULL);
      rabta_worker_push (worker, task, count_cb);
    }
  rabta_worker_free (worker);
  g_assert_cmpint (shared.ran, ==, 50);
  g_assert_cmpint (shared.last, ==, 50);
  shared_clear (&shared);

  /* The claim was given back. */
  database = fixture_open (fixture, RABTA_DATABASE_WRITE);
}

static gpointer
interrupt_thread (gpointer data)
{
  gpointer *pair = data;

  await (pair[1]);
  /* Without effect until the statement has begun. */
  while (!g_atomic_int_get (&((Shared *) pair[1])->ran))
    {
      rabta_database_interrupt (pair[0]);
      g_thread_yield ();
    }
  return NULL;
}

static void
test_interrupt (Fixture *fixture)
{
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  Shared shared;
  gpointer pair[] = { database, &shared };
  GThread *thread;

  shared_init (&shared);
  thread = g_thread_new ("interrupt", interrupt_thread, pair);
  announce (&shared);
  g_assert_false (rabta_database_execute (database, ENDLESS, "Search", &error));
  g_atomic_int_set (&shared.ran, 1);
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  shared_clear (&shared);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/worker/jobs", test_jobs);
  fixture_add ("/store/worker/cancel", test_cancel);
  fixture_add ("/store/worker/free-finishes", test_free_finishes);
  fixture_add ("/store/worker/interrupt", test_interrupt);
  return g_test_run ();
}
