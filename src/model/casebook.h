/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/query.h"
#include "model/record.h"
#include "programme/programme.h"
#include "base/error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RABTA_CASEBOOK_APPLICATION_ID 0x52616274 /* "Rabt" */

typedef enum
{
  RABTA_CASEBOOK_NONE      = 0,
  RABTA_CASEBOOK_READ_ONLY = 1 << 0, /* readers only: works beside a writer and on a read-only file */
  RABTA_CASEBOOK_CHECK     = 1 << 1, /* quick_check first: a file from elsewhere */
} RabtaCasebookFlags;

/**
 * RabtaBatch:
 *
 * One write transaction and one action of the user: everything saved through it is one entry of the
 * undo list and is all there or not at all. It lives on the writer's thread for the duration of a
 * #RabtaWriteFunc.
 */
typedef struct _RabtaBatch RabtaBatch;

/* Runs on the writer's thread inside the transaction; FALSE with an error rolls everything back. */
typedef gboolean (*RabtaWriteFunc) (RabtaBatch    *batch,
                                    gpointer       user_data,
                                    GCancellable  *cancellable,
                                    GError       **error);

/**
 * RabtaChangeSet:
 * @kinds: bit mask of 1 << RabtaKind
 * @many: more records changed than are worth naming; @records is empty then
 * @records: the records that changed, of #RabtaChangedRecord
 *
 * What a commit changed, with the signal "changed".
 */
typedef struct
{
  guint    kinds;
  gboolean many;
  GArray  *records;
} RabtaChangeSet;

typedef struct
{
  RabtaKind kind;
  RabtaUuid id;
  gint64    pk;
} RabtaChangedRecord;

gboolean rabta_change_set_touches (const RabtaChangeSet *self,
                                   RabtaKind             kind,
                                   const RabtaUuid      *id);

/**
 * RabtaCasebook:
 *
 * A casebook file: one writer on its own thread, readers on theirs. Signal "changed"
 * (#RabtaChangeSet) on the main context after each commit; signal "damaged" once, when a page of the
 * file turns out to be unreadable. Properties: "undo-action" and
 * "redo-action" (what would be undone or redone, for people, or NULL), "read-only".
 *
 * The _sync functions are for the command line, tests and worker threads; a window uses the others.
 */
#define RABTA_TYPE_CASEBOOK (rabta_casebook_get_type ())
G_DECLARE_FINAL_TYPE (RabtaCasebook, rabta_casebook, RABTA, CASEBOOK, GObject)

/* Writes what a new casebook begins with. */
typedef gboolean (*RabtaCasebookFillFunc)       (RabtaCasebook        *casebook,
                                                 gpointer              user_data,
                                                 GError              **error);

RabtaCasebook  *rabta_casebook_create           (const char           *path,
                                                 const char           *office_code,
                                                 const char           *officer_name,
                                                 GError              **error);
RabtaCasebook  *rabta_casebook_create_filled    (const char           *path,
                                                 const char           *office_code,
                                                 const char           *officer_name,
                                                 RabtaCasebookFillFunc  fill,
                                                 gpointer              user_data,
                                                 GError              **error);
RabtaCasebook  *rabta_casebook_open             (const char           *path,
                                                 RabtaCasebookFlags    flags,
                                                 GError              **error);
/* Finishes what was pushed and closes the file; further calls fail. Done by dispose as well. */
void            rabta_casebook_close            (RabtaCasebook        *self);
/* Of a file that is to be removed, after it was closed. */
void            rabta_casebook_forget           (RabtaCasebook        *self);
const char     *rabta_casebook_get_path         (RabtaCasebook        *self);
gboolean        rabta_casebook_is_read_only     (RabtaCasebook        *self);
RabtaProgramme *rabta_casebook_get_programme    (RabtaCasebook        *self);
const RabtaUuid *rabta_casebook_get_office      (RabtaCasebook        *self);
const RabtaUuid *rabta_casebook_get_officer     (RabtaCasebook        *self);
/* Who works here from now on: an officer of the casebook. */
void            rabta_casebook_set_officer_async (RabtaCasebook       *self,
                                                 const RabtaUuid      *id,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean        rabta_casebook_set_officer_finish (RabtaCasebook      *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
const char     *rabta_casebook_get_office_code  (RabtaCasebook        *self);
const char     *rabta_casebook_get_officer_name (RabtaCasebook        *self);
/* Monday to Friday without the holidays of the programme and of the casebook; any thread. */
gboolean        rabta_casebook_is_workday       (RabtaCasebook        *self,
                                                 const char           *date);

/* Writing: the one path. @action says for people what is being done, "Edit enterprise". */
void            rabta_casebook_save_async       (RabtaCasebook        *self,
                                                 GPtrArray            *records,
                                                 const char           *action,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean        rabta_casebook_save_finish      (RabtaCasebook        *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
gboolean        rabta_casebook_save_sync        (RabtaCasebook        *self,
                                                 GPtrArray            *records,
                                                 const char           *action,
                                                 GError              **error);
void            rabta_casebook_delete_async     (RabtaCasebook        *self,
                                                 GPtrArray            *records,
                                                 const char           *action,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean        rabta_casebook_delete_finish    (RabtaCasebook        *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void            rabta_casebook_write_async      (RabtaCasebook        *self,
                                                 const char           *action,
                                                 RabtaWriteFunc        func,
                                                 gpointer              user_data,
                                                 GDestroyNotify        destroy,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              callback_data);
gboolean        rabta_casebook_write_finish     (RabtaCasebook        *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void            rabta_casebook_await_writes_async (RabtaCasebook      *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean        rabta_casebook_await_writes_finish (RabtaCasebook     *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
gboolean        rabta_casebook_write_sync       (RabtaCasebook        *self,
                                                 const char           *action,
                                                 RabtaWriteFunc        func,
                                                 gpointer              user_data,
                                                 GCancellable         *cancellable,
                                                 GError              **error);

/* Inside a RabtaWriteFunc. A record loaded or saved through a batch belongs to the caller. */
RabtaCasebook  *rabta_batch_get_casebook        (RabtaBatch           *self);
gboolean        rabta_batch_save                (RabtaBatch           *self,
                                                 RabtaRecord          *record,
                                                 GError              **error);
gboolean        rabta_batch_delete              (RabtaBatch           *self,
                                                 RabtaRecord          *record,
                                                 GError              **error);
RabtaRecord    *rabta_batch_load                (RabtaBatch           *self,
                                                 RabtaKind             kind,
                                                 const RabtaUuid      *id,
                                                 gboolean              with_deleted,
                                                 GError              **error);
GPtrArray      *rabta_batch_query               (RabtaBatch           *self,
                                                 RabtaQuery           *query,
                                                 guint                 limit,
                                                 GError              **error);
/* Rolls back at the end although everything went well: a dry run. */
void            rabta_batch_set_dry_run         (RabtaBatch           *self,
                                                 gboolean              dry_run);
/* From somewhere else, such as an XML file: rules that hold at entry (required, unique) do not
 * apply, only those of type. */
void            rabta_batch_set_lenient         (RabtaBatch           *self,
                                                 gboolean              lenient);

/* Undo and redo of whole actions of this copy of the casebook, across restarts. The finish
 * functions return what was undone or redone, for people; NULL with RABTA_ERROR_NOT_FOUND when there
 * is nothing. */
void            rabta_casebook_undo_async       (RabtaCasebook        *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
char           *rabta_casebook_undo_finish      (RabtaCasebook        *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void            rabta_casebook_redo_async       (RabtaCasebook        *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
char           *rabta_casebook_redo_finish      (RabtaCasebook        *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
char           *rabta_casebook_undo_sync        (RabtaCasebook        *self,
                                                 GError              **error);
char           *rabta_casebook_redo_sync        (RabtaCasebook        *self,
                                                 GError              **error);

/* Reading. Loaded records are the caller's own copies. */
void            rabta_casebook_load_async       (RabtaCasebook        *self,
                                                 RabtaKind             kind,
                                                 const RabtaUuid      *id,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
RabtaRecord    *rabta_casebook_load_finish      (RabtaCasebook        *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
RabtaRecord    *rabta_casebook_load_sync        (RabtaCasebook        *self,
                                                 RabtaKind             kind,
                                                 const RabtaUuid      *id,
                                                 GError              **error);
/* Up to @limit records (0 = all; for lists of any size use RabtaRecordList). */
void            rabta_casebook_query_async      (RabtaCasebook        *self,
                                                 RabtaQuery           *query,
                                                 guint                 limit,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GPtrArray      *rabta_casebook_query_finish     (RabtaCasebook        *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
GPtrArray      *rabta_casebook_query_sync       (RabtaCasebook        *self,
                                                 RabtaQuery           *query,
                                                 guint                 limit,
                                                 GError              **error);
void            rabta_casebook_count_async      (RabtaCasebook        *self,
                                                 RabtaQuery           *query,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gint64          rabta_casebook_count_finish     (RabtaCasebook        *self,
                                                 GAsyncResult         *result,
                                                 GError              **error); /* -1 on error */
gint64          rabta_casebook_count_sync       (RabtaCasebook        *self,
                                                 RabtaQuery           *query,
                                                 GError              **error);

/* Everything a search finds, best first, of any kind. */
typedef struct
{
  RabtaKind  kind;
  RabtaUuid  id;
  char      *title;
  char      *subtitle; /* such as the enterprise a case is of; or NULL */
} RabtaSearchHit;

void            rabta_search_hit_free           (RabtaSearchHit       *hit);
void            rabta_casebook_search_async     (RabtaCasebook        *self,
                                                 const char           *text,
                                                 guint                 limit,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GPtrArray      *rabta_casebook_search_finish    (RabtaCasebook        *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
GPtrArray      *rabta_casebook_search_sync      (RabtaCasebook        *self,
                                                 const char           *text,
                                                 guint                 limit,
                                                 GError              **error);

/* Streaming for export: rows of one kind ordered by id, on the calling thread, within one snapshot
 * for all kinds between rabta_casebook_reader_new() and _free(). */
typedef struct _RabtaReader RabtaReader;

/* @record is reused for every row: copy what must last. FALSE with an error stops. */
typedef gboolean (*RabtaReadFunc) (RabtaRecord  *record,
                                   gpointer      user_data,
                                   GError      **error);

RabtaReader    *rabta_reader_new                (RabtaCasebook        *casebook,
                                                 GError              **error);
gboolean        rabta_reader_foreach            (RabtaReader          *self,
                                                 RabtaQuery           *query,
                                                 RabtaReadFunc         func,
                                                 gpointer              user_data,
                                                 GCancellable         *cancellable,
                                                 GError              **error);
/* Ids (as RabtaUuid keys) of all records of @kind that some not deleted record of a kind in the bit
 * mask @from refers to. */
GHashTable     *rabta_reader_list_referred      (RabtaReader          *self,
                                                 RabtaKind             kind,
                                                 guint                 from,
                                                 GError              **error);
RabtaRecord    *rabta_reader_fetch              (RabtaReader          *self,
                                                 RabtaKind             kind,
                                                 const RabtaUuid      *id,
                                                 GError              **error);
gint64          rabta_reader_count              (RabtaReader          *self,
                                                 RabtaQuery           *query,
                                                 GError              **error);
void            rabta_reader_free               (RabtaReader          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaReader, rabta_reader_free)

/* Upkeep. */
void            rabta_casebook_backup_async     (RabtaCasebook        *self,
                                                 const char           *destination,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
/* Today's copy in "rabta-backups" beside the casebook, once a day; call it after the start. */
void            rabta_casebook_backup_daily_async (RabtaCasebook      *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean        rabta_casebook_backup_daily_sync
                                                (RabtaCasebook        *self,
                                                 GError              **error);
gboolean        rabta_casebook_backup_finish    (RabtaCasebook        *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
gboolean        rabta_casebook_backup_sync      (RabtaCasebook        *self,
                                                 const char           *destination,
                                                 GCancellable         *cancellable,
                                                 GError              **error);
gboolean        rabta_casebook_restore          (const char           *backup,
                                                 const char           *destination,
                                                 GError              **error);

/* @report collects sentences for people (char *), one a finding; empty and TRUE when all is well. */
gboolean        rabta_casebook_check_sync       (RabtaCasebook        *self,
                                                 gboolean              rebuild,
                                                 GPtrArray            *report,
                                                 GError              **error);

G_END_DECLS
