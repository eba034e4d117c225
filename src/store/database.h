/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/room.h"
#include "store/statement.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RABTA_DATABASE_READ   = 0,
  RABTA_DATABASE_WRITE  = 1 << 0,
  RABTA_DATABASE_CREATE = 1 << 1, /* with WRITE; fails with RABTA_ERROR_EXISTS where the file is there */
  RABTA_DATABASE_CHECK  = 1 << 2, /* run quick_check before anything else: a file from elsewhere */
} RabtaDatabaseFlags;

/**
 * RabtaDatabase:
 *
 * One connection to a SQLite file. It belongs to the thread that first steps a statement on it and
 * every call asserts that thread; rabta_database_disown() lets it pass to another one. Opening sets
 * and reads back: WAL, synchronous=FULL, foreign_keys, DEFENSIVE, trusted_schema off, double-quoted
 * strings off, extension loading off, cell_size_check, mmap_size=0, a bounded cache.
 */
typedef struct _RabtaDatabase RabtaDatabase;

RabtaDatabase  *rabta_database_open             (const char          *path,
                                                 RabtaDatabaseFlags   flags,
                                                 gint32               application_id,
                                                 int                  cache_kib,
                                                 GError             **error);
void            rabta_database_close            (RabtaDatabase       *self);
void            rabta_database_disown           (RabtaDatabase       *self);
const char     *rabta_database_get_path         (RabtaDatabase       *self);

gboolean        rabta_database_execute          (RabtaDatabase       *self,
                                                 const char          *sql,
                                                 const char          *action,
                                                 GError             **error);
RabtaStatement *rabta_database_prepare          (RabtaDatabase       *self,
                                                 const char          *sql,
                                                 GError             **error);
RabtaStatement *rabta_database_cached           (RabtaDatabase       *self,
                                                 const char          *sql,
                                                 GError             **error);

gboolean        rabta_database_begin            (RabtaDatabase       *self,
                                                 GError             **error);
gboolean        rabta_database_begin_read       (RabtaDatabase       *self,
                                                 GError             **error);
gboolean        rabta_database_commit           (RabtaDatabase       *self,
                                                 GError             **error);
void            rabta_database_rollback         (RabtaDatabase       *self);
gboolean        rabta_database_in_transaction   (RabtaDatabase       *self);

gint64          rabta_database_last_rowid       (RabtaDatabase       *self);
gint64          rabta_database_changes          (RabtaDatabase       *self);
gint64          rabta_database_get_int          (RabtaDatabase       *self,
                                                 const char          *sql,
                                                 gint64               fallback);
void            rabta_database_interrupt        (RabtaDatabase       *self); /* any thread */
gboolean        rabta_database_integrity        (RabtaDatabase       *self,
                                                 gboolean             quick,
                                                 GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaDatabase, rabta_database_close)

G_END_DECLS
