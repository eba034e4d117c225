/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which attached files another copy has said it has, which went to it, and which it was told that are here.
 * What was sent goes again until it is acknowledged, so a lost file costs nothing. */

#include "model/attachments-private.h"

#include "model/batch-private.h"
#include "model/files.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
foreach (RabtaReader          *self,
         const char           *sql,
         const guint8         *site,
         RabtaAttachmentFunc   func,
         gpointer              user_data,
         GError              **error)
{
  g_autoptr (RabtaStatement) statement = rabta_database_prepare (rabta_reader_get_database (self), sql, error);
  RabtaStep step;

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_blob (statement, 0, site, RABTA_SITE_ID_LENGTH);
  while ((step = rabta_statement_step (statement, _("Read the attachments"), error)) == RABTA_STEP_ROW)
    {
      RabtaAttachment attachment = { .size = rabta_statement_get_int (statement, 1) };
      gsize length;
      gconstpointer hash = rabta_statement_get_blob (statement, 0, &length);

      if (hash == NULL || length != sizeof attachment.hash)
        continue;
      memcpy (attachment.hash, hash, sizeof attachment.hash);
      if (!func (&attachment, user_data, error))
        return FALSE;
    }

  return step == RABTA_STEP_DONE;
}

/**
 * rabta_reader_foreach_attachment_due:
 * @self: a reader
 * @site: another copy
 * @func: told of each file of a living document that is here and that @site has not said it has; what was
 *   never sent comes first, then what was sent longest ago
 * @user_data: for @func
 * @error: return location
 *
 * Returns: whether all were told
 */
gboolean
rabta_reader_foreach_attachment_due (RabtaReader          *self,
                                     const guint8         *site,
                                     RabtaAttachmentFunc   func,
                                     gpointer              user_data,
                                     GError              **error)
{
  return foreach (self,
                  "SELECT a.hash, a.size FROM attachment a "
                  "LEFT JOIN peer_attachment p ON p.site = ? AND p.hash = a.hash "
                  "WHERE coalesce (p.held, 0) = 0 AND EXISTS (SELECT 1 FROM document d "
                  "WHERE d.digest = lower (hex (a.hash)) AND d.deleted IS NULL) "
                  "ORDER BY coalesce (p.sent, 0), a.pk",
                  site, func, user_data, error);
}

/**
 * rabta_reader_foreach_attachment_untold:
 * @self: a reader
 * @site: another copy
 * @func: told of each file that is here, unless a file that said so to @site has come home as received
 * @user_data: for @func
 * @error: return location
 *
 * Returns: whether all were told
 */
gboolean
rabta_reader_foreach_attachment_untold (RabtaReader          *self,
                                        const guint8         *site,
                                        RabtaAttachmentFunc   func,
                                        gpointer              user_data,
                                        GError              **error)
{
  return foreach (self,
                  "SELECT a.hash, a.size FROM attachment a "
                  "LEFT JOIN peer_attachment p ON p.site = ? AND p.hash = a.hash "
                  "WHERE p.told IS NULL OR NOT EXISTS (SELECT 1 FROM exchange_file f WHERE f.direction = 'out' "
                  "AND f.site = p.site AND f.number = p.told AND f.state = '" RABTA_FILE_RECEIVED "') ORDER BY a.hash",
                  site, func, user_data, error);
}

static gboolean
note (RabtaBatch    *self,
      const char    *sql,
      const guint8  *site,
      const guint8  *hash,
      gint64         value,
      GError       **error)
{
  RabtaStatement *statement = rabta_database_cached (self->database, sql, error);

  if (statement == NULL)
    return FALSE;
  self->has_facts = TRUE;
  rabta_statement_bind_blob (statement, 0, site, RABTA_SITE_ID_LENGTH);
  rabta_statement_bind_blob (statement, 1, hash, RABTA_ATTACHMENT_HASH_LENGTH);
  rabta_statement_bind_int (statement, 2, value);

  return rabta_statement_run (statement, _("Note who has an attachment"), error);
}

/**
 * rabta_batch_note_attachment_held:
 * @self: a batch
 * @site: another copy
 * @hash: of bytes that it said it has; they may be unknown here
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
rabta_batch_note_attachment_held (RabtaBatch    *self,
                                  const guint8  *site,
                                  const guint8  *hash,
                                  GError       **error)
{
  return note (self,
               "INSERT INTO peer_attachment (site, hash, held) VALUES (?, ?, ?) "
               "ON CONFLICT (site, hash) DO UPDATE SET held = excluded.held",
               site, hash, 1, error);
}

/**
 * rabta_batch_note_attachment_sent:
 * @self: a batch
 * @site: another copy
 * @hash: of bytes
 * @number: of the file for @site in which they went
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
rabta_batch_note_attachment_sent (RabtaBatch    *self,
                                  const guint8  *site,
                                  const guint8  *hash,
                                  gint64         number,
                                  GError       **error)
{
  return note (self,
               "INSERT INTO peer_attachment (site, hash, held, sent) VALUES (?, ?, 0, ?) "
               "ON CONFLICT (site, hash) DO UPDATE SET sent = excluded.sent",
               site, hash, number, error);
}

/**
 * rabta_batch_note_attachment_told:
 * @self: a batch
 * @site: another copy
 * @hash: of bytes that are here
 * @number: of the file for @site that says so
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
rabta_batch_note_attachment_told (RabtaBatch    *self,
                                  const guint8  *site,
                                  const guint8  *hash,
                                  gint64         number,
                                  GError       **error)
{
  return note (self,
               "INSERT INTO peer_attachment (site, hash, held, told) VALUES (?, ?, 0, ?) "
               "ON CONFLICT (site, hash) DO UPDATE SET told = excluded.told",
               site, hash, number, error);
}

gboolean
rabta_batch_tell_attachment_again (RabtaBatch    *self,
                                   const guint8  *site,
                                   const guint8  *hash,
                                   GError       **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (self->database,
                                     "UPDATE peer_attachment SET told = NULL WHERE site = ? AND hash = ? "
                                     "AND told IS NOT NULL",
                                     error);
  if (statement == NULL)
    return FALSE;
  self->has_facts = TRUE;
  rabta_statement_bind_blob (statement, 0, site, RABTA_SITE_ID_LENGTH);
  rabta_statement_bind_blob (statement, 1, hash, RABTA_ATTACHMENT_HASH_LENGTH);

  return rabta_statement_run (statement, _("Note who has an attachment"), error);
}
