/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/redirect.h"

#include "model/change-log.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Longer chains of merges do not come about by work. */
#define MOST_STEPS 1000

/* One step of a chain: @id is merged into @target by a change with this place in the order of changes. */
typedef struct
{
  RabtaUuid id;
  RabtaUuid target;
  gint64    stamp;
  gint64    counter;
  guint8    site[RABTA_SITE_ID_LENGTH];
} Step;

gboolean
rabta_redirect_any (RabtaDatabase *database)
{
  return rabta_database_get_int (database, "SELECT EXISTS (SELECT 1 FROM redirect)", 1) != 0;
}

/* Where @id is merged into, if that has arrived. */
static gboolean
read_step (RabtaDatabase    *database,
           const RabtaUuid  *id,
           Step             *step,
           gboolean         *found,
           GError          **error)
{
  RabtaStatement *statement;
  gconstpointer site;
  gsize length;
  RabtaStep result;

  statement = rabta_database_cached (database,
                                     "SELECT r.target, c.stamp, s.id, c.counter FROM redirect r "
                                     "JOIN change c ON c.pk = r.change JOIN site s ON s.pk = c.site "
                                     "WHERE r.record = ? AND EXISTS (SELECT 1 FROM change m "
                                     "WHERE m.record = r.target AND m.op = '" RABTA_CHANGE_CREATE "')",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, id);
  result = rabta_statement_step (statement, _("Read what was merged"), error);
  *found = result == RABTA_STEP_ROW;
  if (*found)
    {
      step->id = *id;
      rabta_statement_get_uuid (statement, 0, &step->target);
      step->stamp = rabta_statement_get_int (statement, 1);
      site = rabta_statement_get_blob (statement, 2, &length);
      if (site != NULL && length == sizeof step->site)
        memcpy (step->site, site, length);
      step->counter = rabta_statement_get_int (statement, 3);
    }
  rabta_statement_reset (statement);

  return result != RABTA_STEP_ERROR;
}

static int
compare_steps (const Step *a,
               const Step *b)
{
  int order;

  if (a->stamp != b->stamp)
    return a->stamp < b->stamp ? -1 : 1;
  order = memcmp (a->site, b->site, sizeof a->site);
  if (order != 0)
    return order;

  return (a->counter > b->counter) - (a->counter < b->counter);
}

/* Of a circle that begins at @start, the record whose merge came first: it is left standing. */
static RabtaUuid
break_circle (GArray *steps,
              guint   start)
{
  const Step *first = &g_array_index (steps, Step, start);

  for (guint i = start + 1; i < steps->len; i++)
    if (compare_steps (&g_array_index (steps, Step, i), first) < 0)
      first = &g_array_index (steps, Step, i);

  return first->id;
}

gboolean
rabta_redirect_resolve (RabtaDatabase    *database,
                        const RabtaUuid  *id,
                        RabtaUuid        *target,
                        GError          **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, TRUE, sizeof (Step));

  *target = *id;
  while (steps->len < MOST_STEPS)
    {
      Step step = { { { 0 } } };
      gboolean found;

      if (!read_step (database, target, &step, &found, error))
        return FALSE;
      if (!found)
        return TRUE;
      for (guint i = 0; i < steps->len; i++)
        if (rabta_uuid_equal (&g_array_index (steps, Step, i).id, target))
          {
            *target = break_circle (steps, i);
            return TRUE;
          }
      g_array_append_val (steps, step);
      *target = step.target;
    }

  return TRUE;
}

gboolean
rabta_redirect_is (RabtaDatabase    *database,
                   const RabtaUuid  *id,
                   const RabtaUuid  *target,
                   gint64            change,
                   gboolean         *same,
                   GError          **error)
{
  RabtaStatement *statement;
  RabtaUuid present;
  RabtaStep step;

  statement = rabta_database_cached (database, "SELECT target, change FROM redirect WHERE record = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, id);
  step = rabta_statement_step (statement, _("Read what was merged"), error);
  if (step == RABTA_STEP_ROW)
    *same = target != NULL && rabta_statement_get_uuid (statement, 0, &present) &&
            rabta_uuid_equal (&present, target) && rabta_statement_get_int (statement, 1) == change;
  else
    *same = target == NULL;
  rabta_statement_reset (statement);

  return step != RABTA_STEP_ERROR;
}

gboolean
rabta_redirect_set (RabtaDatabase    *database,
                    const RabtaUuid  *id,
                    const RabtaUuid  *target,
                    gint64            change,
                    GError          **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (database,
                                     target != NULL
                                       ? "INSERT OR REPLACE INTO redirect (record, target, change) VALUES (?, ?, ?)"
                                       : "DELETE FROM redirect WHERE record = ?",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, id);
  if (target != NULL)
    {
      rabta_statement_bind_uuid (statement, 1, target);
      rabta_statement_bind_int (statement, 2, change);
    }

  return rabta_statement_run (statement, _("Write what was merged"), error);
}

/* Whoever @id is merged into, and whoever is merged into it, appended to @list where they are new. */
static gboolean
add_neighbours (RabtaDatabase    *database,
                const RabtaUuid  *id,
                GHashTable       *joined,
                GPtrArray        *list,
                GError          **error)
{
  RabtaStatement *statement;
  RabtaStep step;

  statement = rabta_database_cached (database,
                                     "SELECT target FROM redirect WHERE record = ?1 "
                                     "UNION SELECT record FROM redirect WHERE target = ?1",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, id);
  while ((step = rabta_statement_step (statement, _("Read what was merged"), error)) == RABTA_STEP_ROW)
    {
      RabtaUuid other;
      RabtaUuid *copy;

      if (!rabta_statement_get_uuid (statement, 0, &other) || g_hash_table_contains (joined, &other))
        continue;
      copy = g_memdup2 (&other, sizeof other);
      g_hash_table_add (joined, copy);
      g_ptr_array_add (list, copy);
    }
  rabta_statement_reset (statement);

  return step == RABTA_STEP_DONE;
}

GHashTable *
rabta_redirect_list_joined (RabtaDatabase    *database,
                            const RabtaUuid  *id,
                            GError          **error)
{
  g_autoptr (GHashTable) joined = g_hash_table_new_full (rabta_uuid_hash, rabta_uuid_equal, g_free, NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  RabtaUuid *first = g_memdup2 (id, sizeof *id);

  g_hash_table_add (joined, first);
  g_ptr_array_add (list, first);
  for (guint i = 0; i < list->len; i++)
    if (!add_neighbours (database, g_ptr_array_index (list, i), joined, list, error))
      return NULL;

  return g_steal_pointer (&joined);
}

static gboolean
keep (RabtaDatabase    *database,
      RabtaRecord      *record,
      const char       *field,
      const RabtaUuid  *raw,
      GError          **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (database,
                                     "INSERT OR REPLACE INTO redirected (record, field, kind, target) VALUES (?, ?, ?, ?)",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, rabta_record_get_id (record));
  rabta_statement_bind_text (statement, 1, field, -1);
  rabta_statement_bind_text (statement, 2, rabta_record_get_info (record)->name, -1);
  rabta_statement_bind_uuid (statement, 3, raw);

  return rabta_statement_run (statement, _("Write what was merged"), error);
}

static gboolean
apply (RabtaDatabase  *database,
       RabtaRecord    *record,
       gboolean        keeps,
       GError        **error)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    {
      RabtaValue target = { RABTA_VALUE_ID };
      const RabtaValue *value = rabta_record_get_value (record, i);
      RabtaUuid raw;

      if (info->fields[i].kind != RABTA_FIELD_REFERENCE || value->type != RABTA_VALUE_ID)
        continue;
      raw = value->id;
      if (!rabta_redirect_resolve (database, &raw, &target.id, error))
        return FALSE;
      if (rabta_uuid_equal (&raw, &target.id))
        continue;
      rabta_record_set_derived (record, i, &target);
      if (keeps && !keep (database, record, info->fields[i].name, &raw, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
rabta_redirect_apply (RabtaDatabase  *database,
                      RabtaRecord    *record,
                      GError        **error)
{
  return apply (database, record, FALSE, error);
}

gboolean
rabta_redirect_apply_and_keep (RabtaDatabase  *database,
                               RabtaRecord    *record,
                               GError        **error)
{
  RabtaStatement *statement = rabta_database_cached (database, "DELETE FROM redirected WHERE record = ?", error);

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_uuid (statement, 0, rabta_record_get_id (record));

  return rabta_statement_run (statement, _("Write what was merged"), error) && apply (database, record, TRUE, error);
}
