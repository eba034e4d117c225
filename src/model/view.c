/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sizes follow a dated rule and search follows the folding of text; both are kept in the tables so that
 * lists can sort and find by them. When a rule comes into force between two days, or a new version of
 * the program folds differently, they are computed again as the casebook is opened. */

#include "model/batch-private.h"

#include "base/text.h"

#include <glib/gi18n-lib.h>

/* What the stored view was made with. */
static char *
describe_view (RabtaCasebook *self)
{
  char today[RABTA_DATE_SIZE];
  g_autofree char *rule = NULL;

  rabta_date_today (today);
  rule = rabta_programme_size_rule_in_force (self->programme, today);

  return g_strdup_printf ("folding=%d programme=%s/%d size=%s", RABTA_TEXT_FOLDING_VERSION,
                          rabta_programme_get_id (self->programme), rabta_programme_get_version (self->programme),
                          rule != NULL ? rule : "");
}

static char *
read_view (RabtaDatabase  *database,
           GError        **error)
{
  g_autoptr (RabtaStatement) statement = NULL;
  char *view = NULL;

  statement = rabta_database_prepare (database, "SELECT value FROM meta WHERE key = 'view'", error);
  if (statement == NULL)
    return NULL;
  switch (rabta_statement_step (statement, _("Open the casebook"), error))
    {
    case RABTA_STEP_ROW:
      view = g_strdup (rabta_statement_get_text (statement, 0));
      break;
    case RABTA_STEP_ERROR:
      return NULL;
    case RABTA_STEP_DONE:
    default:
      break;
    }

  return view != NULL ? view : g_strdup ("");
}

static gboolean
write_view (RabtaDatabase  *database,
            const char     *view,
            GError        **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (database, "INSERT OR REPLACE INTO meta (key, value) VALUES ('view', ?)", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_text (statement, 0, view, -1);

  return rabta_statement_run (statement, _("Open the casebook"), error);
}

static GArray *
list_pks (RabtaDatabase  *database,
          RabtaKind       kind,
          GError        **error)
{
  g_autoptr (GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (RabtaQuery) query = rabta_query_new (kind);
  g_autoptr (RabtaSelect) select = rabta_query_compile (query, "t.pk", FALSE, 0);
  g_autoptr (RabtaStatement) statement = rabta_database_prepare (database, select->sql->str, error);
  RabtaStep step;

  if (statement == NULL)
    return NULL;
  while ((step = rabta_statement_step (statement, _("Open the casebook"), error)) == RABTA_STEP_ROW)
    {
      gint64 pk = rabta_statement_get_int (statement, 0);

      g_array_append_val (pks, pk);
    }

  return step == RABTA_STEP_DONE ? g_steal_pointer (&pks) : NULL;
}

static gboolean
refresh_kind (RabtaCasebook     *self,
              RabtaDatabase     *database,
              RabtaKind          kind,
              RabtaSearchIndex  *search,
              GError           **error)
{
  g_autoptr (GArray) pks = list_pks (database, kind, error);

  if (pks == NULL)
    return FALSE;
  for (guint i = 0; i < pks->len; i++)
    {
      g_autoptr (RabtaRecord) record = rabta_casebook_fetch (database, kind, g_array_index (pks, gint64, i), error);

      if (record == NULL || !rabta_derive_record (self, database, record, error) ||
          !rabta_batch_write_row (database, record, FALSE, 0, error) ||
          !rabta_search_index_put (search, record, FALSE, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
refresh_all (RabtaCasebook  *self,
             RabtaDatabase  *database,
             const char     *view,
             GError        **error)
{
  g_autoptr (RabtaSearchIndex) search = rabta_search_index_new (database);

  for (int kind = 0; kind < RABTA_N_KINDS; kind++)
    if (!refresh_kind (self, database, kind, search, error))
      return FALSE;

  return rabta_search_index_flush (search, error) && write_view (database, view, error);
}

gboolean
rabta_casebook_refresh_view (RabtaCasebook  *self,
                             RabtaDatabase  *database,
                             GError        **error)
{
  g_autofree char *wanted = describe_view (self);
  g_autofree char *stored = read_view (database, error);

  if (stored == NULL)
    return FALSE;
  if (g_str_equal (stored, wanted))
    return TRUE;
  if (!rabta_database_begin (database, error))
    return FALSE;
  if (refresh_all (self, database, wanted, error) && rabta_database_commit (database, error))
    return TRUE;
  if (rabta_database_in_transaction (database))
    rabta_database_rollback (database);

  return FALSE;
}
