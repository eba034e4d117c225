/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading the change log in one snapshot: what goes into a package. */

#include "model/casebook-private.h"
#include "model/merge.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * rabta_reader_get_versions:
 * @self: a reader
 * @error: return location
 *
 * Returns: (transfer full) (nullable): which changes are here
 */
RabtaVersionVector *
rabta_reader_get_versions (RabtaReader  *self,
                           GError      **error)
{
  g_autoptr (RabtaVersionVector) versions = rabta_version_vector_new ();
  g_autoptr (RabtaStatement) statement = NULL;
  RabtaStep step;

  /* A range begins with the first entry of all or where the chain starts anew, and goes on to the next: so
   * nothing but the ends of ranges is looked up, however long the log is. */
  statement = rabta_database_prepare (rabta_reader_get_database (self),
                                      "WITH start (site, counter) AS ("
                                      "SELECT s.pk, 1 FROM site s WHERE EXISTS "
                                      "(SELECT 1 FROM change c WHERE c.site = s.pk AND c.counter = 1) "
                                      "UNION ALL SELECT site, counter FROM chain_start) "
                                      "SELECT s.id, b.counter, (SELECT max (c.counter) FROM change c WHERE "
                                      "c.site = b.site AND c.counter < coalesce ((SELECT min (n.counter) FROM "
                                      "chain_start n WHERE n.site = b.site AND n.counter > b.counter), ?)) "
                                      "FROM start b JOIN site s ON s.pk = b.site",
                                      error);
  if (statement == NULL)
    return NULL;
  rabta_statement_bind_int (statement, 0, G_MAXINT64);
  while ((step = rabta_statement_step (statement, _("Read the change log"), error)) == RABTA_STEP_ROW)
    {
      gsize length;
      gconstpointer site = rabta_statement_get_blob (statement, 0, &length);

      if (site != NULL && length == RABTA_SITE_ID_LENGTH)
        rabta_version_vector_add (versions, site, rabta_statement_get_int (statement, 1),
                                  rabta_statement_get_int (statement, 2));
    }

  return step == RABTA_STEP_DONE ? g_steal_pointer (&versions) : NULL;
}

static gboolean
select_hash (RabtaReader   *self,
             const char    *sql,
             const guint8  *site,
             gint64         counter,
             guint8         hash[RABTA_CHANGE_HASH_LENGTH],
             gboolean      *found,
             GError       **error)
{
  g_autoptr (RabtaStatement) statement = rabta_database_prepare (rabta_reader_get_database (self), sql, error);
  gconstpointer stored = NULL;
  gsize length = 0;
  RabtaStep step;

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_blob (statement, 0, site, RABTA_SITE_ID_LENGTH);
  rabta_statement_bind_int (statement, 1, counter);
  step = rabta_statement_step (statement, _("Read the change log"), error);
  if (step == RABTA_STEP_ROW)
    stored = rabta_statement_get_blob (statement, 0, &length);
  *found = stored != NULL && length == RABTA_CHANGE_HASH_LENGTH;
  if (*found)
    memcpy (hash, stored, length);

  return step != RABTA_STEP_ERROR;
}

/**
 * rabta_reader_get_hash:
 * @self: a reader
 * @site: a site
 * @counter: counter of a change that is here
 * @hash: (out): the hash that the chain had before it, all zero where it is the first
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
rabta_reader_get_hash (RabtaReader   *self,
                       const guint8  *site,
                       gint64         counter,
                       guint8         hash[RABTA_CHANGE_HASH_LENGTH],
                       GError       **error)
{
  gboolean found = FALSE;

  memset (hash, 0, RABTA_CHANGE_HASH_LENGTH);
  if (counter <= 1)
    return TRUE;
  if (!select_hash (self, "SELECT c.hash FROM change c JOIN site s ON s.pk = c.site WHERE s.id = ? AND c.counter = ?",
                    site, counter - 1, hash, &found, error))
    return FALSE;
  if (found)
    return TRUE;
  if (!select_hash (self, "SELECT c.hash FROM chain_start c JOIN site s ON s.pk = c.site WHERE s.id = ? AND c.counter = ?",
                    site, counter, hash, &found, error))
    return FALSE;
  if (!found)
    g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_CORRUPT, _("Read the change log: an entry is missing"));

  return found;
}

/**
 * rabta_reader_foreach_change:
 * @self: a reader
 * @range: which changes; those that are not here are passed over
 * @func: called for each in the order of the chain
 * @user_data: for @func
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: whether all were read and @func never failed
 */
gboolean
rabta_reader_foreach_change (RabtaReader              *self,
                             const RabtaVersionRange  *range,
                             RabtaChangeFunc           func,
                             gpointer                  user_data,
                             GCancellable             *cancellable,
                             GError                  **error)
{
  g_autoptr (RabtaStatement) statement = NULL;
  RabtaStep step;

  statement = rabta_database_prepare (rabta_reader_get_database (self),
                                      "SELECT " RABTA_CHANGE_LOG_COLUMNS " FROM site s "
                                      "JOIN change c ON c.site = s.pk LEFT JOIN action a ON a.pk = c.action "
                                      "WHERE s.id = ? AND c.counter BETWEEN ? AND ? ORDER BY c.counter",
                                      error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_blob (statement, 0, range->site, sizeof range->site);
  rabta_statement_bind_int (statement, 1, range->first);
  rabta_statement_bind_int (statement, 2, range->last);
  while ((step = rabta_statement_step (statement, _("Read the change log"), error)) == RABTA_STEP_ROW)
    {
      RabtaChangeEntry entry;

      rabta_change_log_read (statement, 0, &entry);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !func (&entry, user_data, error))
        return FALSE;
    }

  return step == RABTA_STEP_DONE;
}
