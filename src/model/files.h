/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/merge.h"
#include "model/peers.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RABTA_FILE_HASH_LENGTH 32

/* What became of a file; permanent, they stand in the casebook. */
#define RABTA_FILE_MADE     "made"     /* sent, as far as is known here */
#define RABTA_FILE_RECEIVED "received" /* sent, and its receipt came home */
#define RABTA_FILE_MERGED   "merged"   /* came in, and its changes are here */
#define RABTA_FILE_REFUSED  "refused"  /* came in, and nothing of it was taken */

/**
 * RabtaFile:
 * @pk: of the file here, 0 before it is kept
 * @is_out: whether it was sent, else it came in
 * @has_site: whether @site and @number are known
 * @site: the copy it was for, or that it came from
 * @number: in the sequence between the two
 * @name: of the file
 * @hash: BLAKE2b-256 of its bytes
 * @size: in bytes
 * @moment: instant at which it was made or came in
 * @state: see above
 * @ranges: (nullable): vector of the changes in it
 * @taken: (nullable): vector of those that were new here
 * @versions: (nullable): vector of all that whoever made it had then: see as-at.h
 * @reason: (nullable): why it was refused
 * @n_changes: changes in it
 * @n_new: new ones; of a file that was sent, as the receipt says
 * @n_conflicts: fields in conflict after it
 * @receipted: of a file that came in: number of the file that carries its receipt, or 0
 * @is_former: from before this copy went on under another id; the sequences of files began anew then
 *
 * A file that was exchanged. Every one is kept byte for byte.
 */
typedef struct
{
  gint64    pk;
  gboolean  is_out;
  gboolean  has_site;
  guint8    site[RABTA_SITE_ID_LENGTH];
  gint64    number;
  char     *name;
  guint8    hash[RABTA_FILE_HASH_LENGTH];
  gint64    size;
  char     *moment;
  char     *state;
  char     *ranges;
  char     *taken;
  char     *versions;
  char     *reason;
  gint64    n_changes;
  gint64    n_new;
  gint64    n_conflicts;
  gint64    receipted;
  gboolean  is_former;
} RabtaFile;

RabtaFile *rabta_file_new                (gboolean              is_out,
                                          const char           *name,
                                          const guint8         *hash);
void       rabta_file_free               (RabtaFile            *self);

/* Newest first. */
GPtrArray *rabta_files_list_sync         (RabtaCasebook        *casebook,
                                          GError              **error);
RabtaFile *rabta_files_find_sync         (RabtaCasebook        *casebook,
                                          gboolean              is_out,
                                          const guint8         *hash,
                                          GError              **error);
/* The files from @site whose receipts have not come home, as far as is known here. */
GPtrArray *rabta_files_list_unreceipted  (GPtrArray            *files,
                                          const guint8         *site);
GArray    *rabta_files_list_missing      (GPtrArray            *files,
                                          const guint8         *site);
gboolean   rabta_files_write_content     (RabtaReader          *reader,
                                          gint64                pk,
                                          GOutputStream        *stream,
                                          GCancellable         *cancellable,
                                          GError              **error);

gboolean   rabta_batch_keep_file         (RabtaBatch           *self,
                                          RabtaFile            *file,
                                          GInputStream         *content,
                                          GError              **error);
gboolean   rabta_batch_note_receipt      (RabtaBatch           *self,
                                          const guint8         *site,
                                          const guint8         *hash,
                                          gint64                n_new,
                                          gint64                n_conflicts,
                                          gboolean             *found,
                                          GError              **error);
gboolean   rabta_batch_note_receipted    (RabtaBatch           *self,
                                          gint64                pk,
                                          gint64                number,
                                          GError              **error);
gboolean   rabta_batch_save_peer         (RabtaBatch           *self,
                                          const RabtaPeer      *peer,
                                          GError              **error);
/* A definition that headquarters published; it is in force from the next opening on. */
gboolean   rabta_batch_store_programme   (RabtaBatch           *self,
                                          RabtaProgramme       *programme,
                                          GError              **error);
RabtaPeer *rabta_batch_load_peer         (RabtaBatch           *self,
                                          const guint8         *site,
                                          GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaFile, rabta_file_free)

G_END_DECLS
