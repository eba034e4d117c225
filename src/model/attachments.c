/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bytes of documents, in pieces, so that none of them need be in memory as a whole. They are kept in the
 * transaction that makes the document, and stay when it is deleted: undo brings it back with them. */

#include "model/attachments-private.h"

#include "model/batch-private.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define PIECE (256 * 1024)

/* libsodium wants its state on a border of 64 bytes. */
static crypto_generichash_state *
hash_new (void)
{
  crypto_generichash_state *state = g_aligned_alloc0 (1, sizeof *state, 64);

  crypto_generichash_init (state, NULL, 0, RABTA_ATTACHMENT_HASH_LENGTH);

  return state;
}

/* Takes the bytes as they come; their number is told already. */
typedef gboolean (*PieceFunc) (gint64         place,
                               const guint8  *data,
                               gsize          length,
                               gpointer       user_data,
                               GError       **error);

static gboolean
read_pieces (GInputStream     *content,
             RabtaAttachment  *read,
             PieceFunc         func,
             gpointer          user_data,
             GCancellable     *cancellable,
             GError          **error)
{
  g_autofree guint8 *data = g_malloc (PIECE);
  crypto_generichash_state *state = hash_new ();
  gboolean ok = TRUE;
  gsize length = 1;

  read->size = 0;
  for (gint64 place = 0; ok && length > 0; place++)
    {
      ok = g_input_stream_read_all (content, data, PIECE, &length, cancellable, error);
      read->size += (gint64) length;
      if (ok && read->size > RABTA_ATTACHMENT_MAX_BYTES)
        {
          g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                       _("The file is larger than %d MB, the most that can be attached. Make it smaller, for instance by "
                         "scanning it with fewer dots, or note where it is kept."),
                       RABTA_ATTACHMENT_MAX_BYTES / (1024 * 1024));
          ok = FALSE;
        }
      if (ok && length > 0)
        {
          crypto_generichash_update (state, data, length);
          ok = func == NULL || func (place, data, length, user_data, error);
        }
    }
  crypto_generichash_final (state, read->hash, sizeof read->hash);
  g_aligned_free (state);

  return ok;
}

/**
 * rabta_attachment_measure:
 * @self: (out): digest and size
 * @content: the bytes, read to their end
 * @cancellable: (nullable): to stop
 * @error: return location; %RABTA_ERROR_INVALID where they are too many
 *
 * Returns: whether they were read and are not too many
 */
gboolean
rabta_attachment_measure (RabtaAttachment  *self,
                          GInputStream     *content,
                          GCancellable     *cancellable,
                          GError          **error)
{
  g_return_val_if_fail (self != NULL && G_IS_INPUT_STREAM (content), FALSE);

  return read_pieces (content, self, NULL, NULL, cancellable, error);
}

/**
 * rabta_attachment_parse_digest:
 * @digest: (nullable): what a document says
 * @hash: (out): %RABTA_ATTACHMENT_HASH_LENGTH bytes
 *
 * Returns: whether it is a digest: 64 small hexadecimal digits
 */
gboolean
rabta_attachment_parse_digest (const char *digest,
                               guint8     *hash)
{
  return digest != NULL && strlen (digest) == RABTA_ATTACHMENT_DIGEST_LENGTH &&
         strspn (digest, "0123456789abcdef") == RABTA_ATTACHMENT_DIGEST_LENGTH &&
         sodium_hex2bin (hash, RABTA_ATTACHMENT_HASH_LENGTH, digest, RABTA_ATTACHMENT_DIGEST_LENGTH, NULL, NULL, NULL) == 0;
}

/**
 * rabta_attachment_dup_digest:
 * @hash: %RABTA_ATTACHMENT_HASH_LENGTH bytes
 *
 * Returns: (transfer full): as a document names it
 */
char *
rabta_attachment_dup_digest (const guint8 *hash)
{
  char *digest = g_malloc (RABTA_ATTACHMENT_DIGEST_LENGTH + 1);

  return sodium_bin2hex (digest, RABTA_ATTACHMENT_DIGEST_LENGTH + 1, hash, RABTA_ATTACHMENT_HASH_LENGTH);
}

/* *@pk is 0 where it is not here. */
static gboolean
find (RabtaDatabase  *database,
      const guint8   *hash,
      gint64         *pk,
      gint64         *size,
      GError        **error)
{
  RabtaStatement *statement = rabta_database_cached (database, "SELECT pk, size FROM attachment WHERE hash = ?", error);
  RabtaStep step;

  *pk = 0;
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_blob (statement, 0, hash, RABTA_ATTACHMENT_HASH_LENGTH);
  step = rabta_statement_step (statement, _("Read the attachments"), error);
  if (step == RABTA_STEP_ROW)
    {
      *pk = rabta_statement_get_int (statement, 0);
      *size = rabta_statement_get_int (statement, 1);
    }
  rabta_statement_reset (statement);

  return step != RABTA_STEP_ERROR;
}

typedef struct
{
  RabtaDatabase *database;
  gint64         attachment; /* pk; 0: it is here, and only compared */
} Keeping;

static gboolean
insert_attachment (Keeping                *self,
                   const RabtaAttachment  *attachment,
                   GError                **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (self->database, "INSERT INTO attachment (hash, size) VALUES (?, ?)", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_blob (statement, 0, attachment->hash, sizeof attachment->hash);
  rabta_statement_bind_int (statement, 1, attachment->size);
  if (!rabta_statement_run (statement, _("Keep an attachment"), error))
    return FALSE;
  self->attachment = rabta_database_last_rowid (self->database);

  return TRUE;
}

static gboolean
keep_piece_cb (gint64         place,
               const guint8  *data,
               gsize          length,
               gpointer       user_data,
               GError       **error)
{
  Keeping *self = user_data;
  RabtaStatement *statement;

  statement = rabta_database_cached (self->database,
                                     "INSERT INTO attachment_piece (attachment, place, data) VALUES (?, ?, ?)", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, self->attachment);
  rabta_statement_bind_int (statement, 1, place);
  rabta_statement_bind_blob (statement, 2, data, length);

  return rabta_statement_run (statement, _("Keep an attachment"), error);
}

/**
 * rabta_batch_keep_attachment:
 * @self: a batch
 * @attachment: what the bytes are to be
 * @content: the bytes, read to their end
 * @cancellable: (nullable): to stop
 * @error: return location; %RABTA_ERROR_CORRUPT where they are not those
 *
 * Keeps the bytes, where they are not here already. After an error the batch must end.
 *
 * Returns: whether they are those and are kept
 */
gboolean
rabta_batch_keep_attachment (RabtaBatch             *self,
                             const RabtaAttachment  *attachment,
                             GInputStream           *content,
                             GCancellable           *cancellable,
                             GError                **error)
{
  Keeping keeping = { self->database };
  RabtaAttachment read;
  gint64 present, size;

  if (!find (self->database, attachment->hash, &present, &size, error) ||
      (present == 0 && !insert_attachment (&keeping, attachment, error)) ||
      !read_pieces (content, &read, present == 0 ? keep_piece_cb : NULL, &keeping, cancellable, error))
    return FALSE;
  if (read.size != attachment->size || memcmp (read.hash, attachment->hash, sizeof read.hash) != 0)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_CORRUPT,
                           _("The file is not what its digest says: it was altered on its way, or changed while it was read."));
      return FALSE;
    }
  self->has_facts |= present == 0;

  return TRUE;
}

static gboolean
has_row (RabtaDatabase  *database,
         const char     *sql,
         const char     *digest,
         gboolean       *found,
         GError        **error)
{
  RabtaStatement *statement = rabta_database_cached (database, sql, error);
  RabtaStep step;

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_text (statement, 0, digest, -1);
  step = rabta_statement_step (statement, _("Read the attachments"), error);
  rabta_statement_reset (statement);
  *found = step == RABTA_STEP_ROW;

  return step != RABTA_STEP_ERROR;
}

/**
 * rabta_batch_is_attachment_named:
 * @self: a batch
 * @hash: of bytes
 * @is_named: (out): whether a document, deleted or not, named them at any time
 * @error: return location
 *
 * The log is asked where no row tells: in a merge rows are written last.
 *
 * Returns: whether it could be told
 */
gboolean
rabta_batch_is_attachment_named (RabtaBatch    *self,
                                 const guint8  *hash,
                                 gboolean      *is_named,
                                 GError       **error)
{
  g_autofree char *digest = rabta_attachment_dup_digest (hash);

  return has_row (self->database, "SELECT 1 FROM document WHERE digest = ? LIMIT 1", digest, is_named, error) &&
         (*is_named || has_row (self->database,
                                "SELECT 1 FROM change WHERE kind = 'document' AND " RABTA_ATTACHMENT_DIGEST_IN_LOG
                                " = ? LIMIT 1",
                                digest, is_named, error));
}

gboolean
rabta_batch_has_attachment (RabtaBatch    *self,
                            const guint8  *hash,
                            gboolean      *is_here,
                            GError       **error)
{
  gint64 pk, size;

  if (!find (self->database, hash, &pk, &size, error))
    return FALSE;
  *is_here = pk != 0;

  return TRUE;
}

/**
 * rabta_reader_find_attachment:
 * @self: a reader
 * @hash: of bytes
 * @is_here: (out): whether they are here
 * @attachment: (out) (optional): what they are, where they are here
 * @error: return location
 *
 * Returns: whether it could be told
 */
gboolean
rabta_reader_find_attachment (RabtaReader      *self,
                              const guint8     *hash,
                              gboolean         *is_here,
                              RabtaAttachment  *attachment,
                              GError          **error)
{
  gint64 pk, size = 0;

  if (!find (rabta_reader_get_database (self), hash, &pk, &size, error))
    return FALSE;
  *is_here = pk != 0;
  if (*is_here && attachment != NULL)
    {
      memcpy (attachment->hash, hash, sizeof attachment->hash);
      attachment->size = size;
    }

  return TRUE;
}

static gboolean
read_kept (RabtaDatabase    *database,
           gint64            pk,
           guint8           *hash,
           RabtaBytesFunc    func,
           gpointer          user_data,
           GCancellable     *cancellable,
           GError          **error)
{
  g_autoptr (RabtaStatement) statement = NULL;
  crypto_generichash_state *state;
  gboolean ok = TRUE;
  RabtaStep step = RABTA_STEP_ROW;

  statement = rabta_database_prepare (database, "SELECT data FROM attachment_piece WHERE attachment = ? ORDER BY place",
                                      error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, pk);
  state = hash_new ();
  while (ok && (step = rabta_statement_step (statement, _("Read an attachment"), error)) == RABTA_STEP_ROW)
    {
      gsize length;
      gconstpointer data = rabta_statement_get_blob (statement, 0, &length);

      crypto_generichash_update (state, data, length);
      ok = !g_cancellable_set_error_if_cancelled (cancellable, error) && func (data, length, user_data, error);
    }
  crypto_generichash_final (state, hash, RABTA_ATTACHMENT_HASH_LENGTH);
  g_aligned_free (state);

  return ok && step == RABTA_STEP_DONE;
}

/**
 * rabta_reader_read_attachment:
 * @self: a reader
 * @hash: of bytes that are here
 * @func: takes them
 * @user_data: for @func
 * @cancellable: (nullable): to stop
 * @error: return location; %RABTA_ERROR_NOT_FOUND where they are not here, %RABTA_ERROR_CORRUPT where they are
 *   not what they were: what @func took is to be thrown away
 *
 * Returns: whether all of it was read and is right
 */
gboolean
rabta_reader_read_attachment (RabtaReader     *self,
                              const guint8    *hash,
                              RabtaBytesFunc   func,
                              gpointer         user_data,
                              GCancellable    *cancellable,
                              GError         **error)
{
  RabtaDatabase *database = rabta_reader_get_database (self);
  guint8 read[RABTA_ATTACHMENT_HASH_LENGTH];
  gint64 pk, size;

  if (!find (database, hash, &pk, &size, error))
    return FALSE;
  if (pk == 0)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND, _("The file was not received yet."));
      return FALSE;
    }
  if (!read_kept (database, pk, read, func, user_data, cancellable, error))
    return FALSE;
  if (memcmp (read, hash, sizeof read) == 0)
    return TRUE;
  g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_CORRUPT,
                       _("The file is damaged in this casebook: it is not any more what it was when it was attached."));

  return FALSE;
}

gint64
rabta_reader_count_awaited (RabtaReader  *self,
                            GError      **error)
{
  RabtaStatement *statement;
  gint64 count = -1;

  statement = rabta_database_cached (rabta_reader_get_database (self),
                                     "SELECT count(*) FROM document d WHERE deleted IS NULL AND digest IS NOT NULL "
                                     "AND digest NOT IN (SELECT lower (hex (hash)) FROM attachment)",
                                     error);
  if (statement == NULL)
    return -1;
  if (rabta_statement_step (statement, _("Read the attachments"), error) == RABTA_STEP_ROW)
    count = rabta_statement_get_int (statement, 0);
  rabta_statement_reset (statement);

  return count;
}
