/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files of this room only. */
#pragma once

#include "store/database.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* The longest that a writer waits for another one, in milliseconds. */
#define RABTA_STORE_BUSY_TIMEOUT_MS 3000

/* Texts of statements that are told by their address before they are looked up. */
#define RABTA_STORE_RECENT 64

struct _RabtaDatabase
{
  sqlite3      *handle;
  const void   *owner;       /* address of the owning thread's rabta_store_thread, or NULL */
  GHashTable   *statements;  /* SQL text → RabtaStatement, see rabta_database_cached() */
  struct
  {
    const char     *sql;
    RabtaStatement *statement;
  } recent[RABTA_STORE_RECENT]; /* of @statements, by the address of the caller's text */
  GCancellable *cancellable; /* of the job that runs, borrowed */
  char         *path;
  int           claim;       /* descriptor of the lock file, or -1 */
  char         *claim_path;
  gint32        application_id;
  guint         writable : 1;
  guint         immutable : 1;
  guint         damaged : 1; /* a page that cannot be read was met */
};

struct _RabtaStatement
{
  sqlite3_stmt   *handle;
  RabtaDatabase  *database;
  RabtaStatement *next; /* spare of the same text, lent while this one is at a row */
  int             bind_error;
  gboolean        cached;
};

/* Its address names the running thread: cheaper than g_thread_self() on every column. */
extern __thread char rabta_store_thread;

static inline void
rabta_database_assert_owner (RabtaDatabase *self)
{
  if (G_UNLIKELY (self->owner != &rabta_store_thread))
    {
      g_assert (self->owner == NULL);
      self->owner = &rabta_store_thread;
    }
}

void            rabta_database_free_statements (gpointer        data);
RabtaStatement *rabta_database_prepare_flags   (RabtaDatabase  *self,
                                                const char     *sql,
                                                unsigned int    flags,
                                                GError        **error);
/* Sets @error to what SQLite says, and notes it where it is damage. */
void            rabta_database_fail            (RabtaDatabase  *self,
                                                int             code,
                                                const char     *action,
                                                GError        **error);
void            rabta_database_set_cancellable (RabtaDatabase  *self,
                                                GCancellable   *cancellable);

/* failure.c */
void            rabta_store_set_error          (GError        **error,
                                                sqlite3        *handle,
                                                int             code,
                                                const char     *action);
void            rabta_store_set_error_errno    (GError        **error,
                                                int             code,
                                                const char     *action);

/* settings.c */
gboolean        rabta_store_configure          (RabtaDatabase  *self,
                                                const char     *action,
                                                GError        **error);
gboolean        rabta_store_apply_pragmas      (RabtaDatabase  *self,
                                                int             cache_kib,
                                                const char     *action,
                                                GError        **error);
gboolean        rabta_store_query_int          (sqlite3        *handle,
                                                const char     *sql,
                                                gint64         *value,
                                                const char     *action,
                                                GError        **error);

/* claim.c */
int             rabta_store_claim              (const char     *path,
                                                char          **claim_path,
                                                const char     *action,
                                                GError        **error);
void            rabta_store_release_claim      (int             claim,
                                                const char     *claim_path);
gboolean        rabta_store_is_named           (int             descriptor,
                                                const char     *path);

/* backup.c */
gboolean        rabta_store_set_aside          (const char     *destination,
                                                const char     *action,
                                                GError        **error);

G_END_DECLS
