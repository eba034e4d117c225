/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the bytes of documents are what the change log says that they are. */

#include "model/attachments-private.h"

#include "store/statement.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

static gboolean
hash_pieces (RabtaDatabase    *database,
             gint64            pk,
             RabtaAttachment  *found,
             GError          **error)
{
  RabtaStatement *statement;
  crypto_generichash_state *state;
  RabtaStep step;
  gint64 place = 0;

  statement = rabta_database_cached (database,
                                     "SELECT place, data FROM attachment_piece WHERE attachment = ? ORDER BY place", error);
  if (statement == NULL)
    return FALSE;
  state = g_aligned_alloc0 (1, sizeof *state, 64);
  crypto_generichash_init (state, NULL, 0, sizeof found->hash);
  found->size = 0;
  rabta_statement_bind_int (statement, 0, pk);
  for (; (step = rabta_statement_step (statement, _("Check the attachments"), error)) == RABTA_STEP_ROW; place++)
    {
      gsize length;
      gconstpointer data = rabta_statement_get_blob (statement, 1, &length);

      crypto_generichash_update (state, data, length);
      found->size += (gint64) length;
    }
  rabta_statement_reset (statement);
  crypto_generichash_final (state, found->hash, sizeof found->hash);
  g_aligned_free (state);

  return step == RABTA_STEP_DONE;
}

/* Every file that the log names. */
static GHashTable *
list_named (RabtaDatabase  *database,
            GError        **error)
{
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (RabtaStatement) statement = NULL;
  RabtaStep step;

  statement = rabta_database_prepare (database,
                                      "SELECT " RABTA_ATTACHMENT_DIGEST_IN_LOG " FROM change WHERE kind = 'document'", error);
  if (statement == NULL)
    return NULL;
  while ((step = rabta_statement_step (statement, _("Check the attachments"), error)) == RABTA_STEP_ROW)
    if (!rabta_statement_is_null (statement, 0))
      g_hash_table_add (named, g_strdup (rabta_statement_get_text (statement, 0)));

  return step == RABTA_STEP_DONE ? g_steal_pointer (&named) : NULL;
}

static gboolean
check_one (RabtaDatabase          *database,
           GHashTable             *named,
           gint64                  pk,
           const RabtaAttachment  *attachment,
           GPtrArray              *report,
           GError                **error)
{
  g_autofree char *digest = rabta_attachment_dup_digest (attachment->hash);
  RabtaAttachment found;

  if (!hash_pieces (database, pk, &found, error))
    return FALSE;
  if (found.size != attachment->size || memcmp (found.hash, attachment->hash, sizeof found.hash) != 0)
    g_ptr_array_add (report, g_strdup_printf (_("The attached file %s is damaged: its bytes are not what the digest says"),
                                              digest));
  if (!g_hash_table_contains (named, digest))
    g_ptr_array_add (report, g_strdup_printf (_("The attached file %s belongs to no document"), digest));

  return TRUE;
}

/**
 * rabta_attachments_check: (skip)
 * @database: any connection
 * @report: (element-type utf8): collects sentences for people
 * @error: return location
 *
 * Reads every attached file. That the file of a document is missing is no fault: it may still arrive.
 *
 * Returns: whether all were read
 */
gboolean
rabta_attachments_check (RabtaDatabase  *database,
                         GPtrArray      *report,
                         GError        **error)
{
  g_autoptr (GHashTable) named = list_named (database, error);
  g_autoptr (RabtaStatement) statement = NULL;
  RabtaStep step;
  gint64 strays;

  statement = named != NULL ? rabta_database_prepare (database, "SELECT pk, hash, size FROM attachment ORDER BY pk", error)
                            : NULL;
  if (statement == NULL)
    return FALSE;
  while ((step = rabta_statement_step (statement, _("Check the attachments"), error)) == RABTA_STEP_ROW)
    {
      RabtaAttachment attachment = { .size = rabta_statement_get_int (statement, 2) };
      gsize length;
      gconstpointer hash = rabta_statement_get_blob (statement, 1, &length);

      if (hash != NULL)
        memcpy (attachment.hash, hash, MIN (length, sizeof attachment.hash));
      if (!check_one (database, named, rabta_statement_get_int (statement, 0), &attachment, report, error))
        return FALSE;
    }
  strays = rabta_database_get_int (database,
                                   "SELECT count(*) FROM attachment_piece WHERE attachment NOT IN (SELECT pk FROM attachment)", 0);
  if (strays > 0)
    g_ptr_array_add (report, g_strdup (_("There are pieces of attached files that belong to no file")));

  return step == RABTA_STEP_DONE;
}
