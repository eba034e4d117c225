/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "model/change-log.h"
#include "model/query-private.h"
#include "model/record-private.h"
#include "store/worker.h"

G_BEGIN_DECLS

#define RABTA_CASEBOOK_N_READERS 2

/* The newest schema this program knows: the number of its migrations. */
#define RABTA_CASEBOOK_SCHEMA_VERSION 1

/* KiB of page cache: together below 32 MiB, above SQLite's 2 MB each. */
#define RABTA_CASEBOOK_WRITER_CACHE 16384
#define RABTA_CASEBOOK_READER_CACHE 4096

struct _RabtaCasebook
{
  GObject         parent;

  char           *path;
  gboolean        read_only;
  RabtaProgramme *programme;
  GMainContext   *context; /* where "changed" is emitted; NULL until the casebook is whole, as it may
                            * be made on another thread than that of the context */

  RabtaUuid       office;
  RabtaUuid       officer;
  char           *office_code;
  char           *officer_name;

  RabtaWorker    *writer; /* NULL when read-only */
  RabtaWorker    *readers[RABTA_CASEBOOK_N_READERS];
  guint           next_reader;
  RabtaChangeLog  log; /* the writer's thread only, once it runs */

  GMutex          holidays_lock;
  GHashTable     *holidays; /* set of ISO dates */

  int             damage_told; /* atomic */
  char           *undo_action;
  char           *redo_action;
};

/* casebook-open.c */
gboolean     rabta_casebook_store_programme (RabtaDatabase *database,
                                           RabtaProgramme  *programme,
                                           GError         **error);
gboolean     rabta_casebook_migrate       (RabtaDatabase   *database,
                                           const char      *path,
                                           GError         **error);
gboolean     rabta_casebook_load_holidays (RabtaCasebook   *self,
                                           RabtaDatabase   *database,
                                           GError         **error);

/* casebook.c */
void         rabta_casebook_note_damage   (gpointer         casebook);

/* casebook-backup.c */
char        *rabta_casebook_backup_folder (const char      *path);

/* view.c: computed fields and folded text that an older program or an older rule made are made anew. */
gboolean     rabta_casebook_refresh_view  (RabtaCasebook   *self,
                                           RabtaDatabase   *database,
                                           GError         **error);

/* site-mark.c: a note outside the file of how far this copy's chain has come, by which a restored,
 * cloned or truncated copy is recognized. */
void         rabta_casebook_write_mark    (RabtaCasebook   *self,
                                           gboolean         is_new);
gboolean     rabta_casebook_mark_allows   (RabtaCasebook   *self,
                                           GError         **error);
gboolean     rabta_casebook_mark_fits     (RabtaCasebook   *self,
                                           RabtaDatabase   *database);

/* casebook.c */
void         rabta_casebook_push_read     (RabtaCasebook   *self,
                                           GTask           *task,
                                           RabtaWorkerFunc  func);
void         rabta_casebook_push_write    (RabtaCasebook   *self,
                                           GTask           *task,
                                           RabtaWorkerFunc  func);
/* Takes @changes, labels included. */
void         rabta_casebook_announce      (RabtaCasebook   *self,
                                           RabtaChangeSet  *changes,
                                           char            *undo_action,
                                           char            *redo_action,
                                           char            *officer_name);
RabtaChangeSet *rabta_change_set_new      (void);
void         rabta_change_set_add         (RabtaChangeSet  *self,
                                           RabtaRecord     *record);
void         rabta_change_set_free        (RabtaChangeSet  *self);

/* Waits for an asynchronous call on a context of its own. */
typedef struct
{
  GMainContext *context;
  GAsyncResult *result;
} RabtaWait;

void         rabta_wait_begin             (RabtaWait       *self);
void         rabta_wait_cb                (GObject         *source,
                                           GAsyncResult    *result,
                                           gpointer         wait);
GAsyncResult *rabta_wait_end              (RabtaWait       *self);

/* casebook-read.c: on the thread of @database. */
RabtaRecord *rabta_casebook_fetch         (RabtaDatabase   *database,
                                           RabtaKind        kind,
                                           gint64           pk,
                                           GError         **error);
RabtaRecord *rabta_casebook_fetch_id      (RabtaDatabase   *database,
                                           RabtaKind        kind,
                                           const RabtaUuid *id,
                                           gboolean         with_deleted,
                                           GError         **error);
/* For writing: deleted or not, without the titles of what it refers to. */
RabtaRecord *rabta_casebook_fetch_stored  (RabtaDatabase   *database,
                                           RabtaKind        kind,
                                           const RabtaUuid *id,
                                           GError         **error);
GPtrArray   *rabta_casebook_select        (RabtaDatabase   *database,
                                           RabtaQuery      *query,
                                           guint            limit,
                                           GError         **error);

/* reader.c */
RabtaDatabase *rabta_reader_get_database  (RabtaReader     *self);

/* search.c */
GPtrArray   *rabta_search_run             (RabtaDatabase   *database,
                                           RabtaProgramme  *programme,
                                           const char      *text,
                                           guint            limit,
                                           GError         **error);

G_END_DECLS
