/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"

G_BEGIN_DECLS

/**
 * RabtaWorker:
 *
 * A thread that owns one connection and runs jobs on it one after the other, in the order they were
 * pushed. Freeing it finishes what was pushed, closes the connection and joins the thread.
 */
typedef struct _RabtaWorker RabtaWorker;

/* Runs on the worker's thread. Its result is handed to the GTask of the caller; the function
 * returns it with g_task_return_*(). */
typedef void (*RabtaWorkerFunc) (RabtaDatabase *database,
                                 GTask         *task,
                                 gpointer       task_data,
                                 GCancellable  *cancellable);

/* On the worker's thread, after the first job that met a damaged page. */
typedef void (*RabtaWorkerDamageFunc) (gpointer user_data);

RabtaWorker *rabta_worker_new     (const char      *name,
                                   RabtaDatabase   *database); /* takes it over */
void         rabta_worker_set_damage_func (RabtaWorker           *self,
                                           RabtaWorkerDamageFunc  func,
                                           gpointer               user_data);
void         rabta_worker_push    (RabtaWorker     *self,
                                   GTask           *task,
                                   RabtaWorkerFunc  func);
void         rabta_worker_free    (RabtaWorker     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaWorker, rabta_worker_free)

G_END_DECLS
