/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sides of a conflict, read from the changes that disagree. */

#include "model/conflicts-private.h"

#include "base/date.h"
#include "model/batch-private.h"
#include "model/change-words.h"
#include "model/replay.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* So often may a decision be undone and done again before its undoer passes for who made the change. */
#define MAX_TRACE 64

/* A change, as far as a side tells of it. */
typedef struct
{
  gint64      site;
  gint64      stamp;
  char       *op;
  char       *kind;
  RabtaUuid   record;
  JsonObject *body;
  char       *officer;
  char       *office;
  gboolean    reverts;
} Entry;

static void
entry_clear (Entry *self)
{
  g_clear_pointer (&self->op, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->body, json_object_unref);
  g_clear_pointer (&self->officer, g_free);
  g_clear_pointer (&self->office, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Entry, entry_clear)

void
rabta_conflict_side_free (RabtaConflictSide *self)
{
  g_free (self->value);
  g_free (self->text);
  g_free (self->officer);
  g_free (self->office);
  g_free (self->instant);
  g_free (self);
}

static gboolean
read_entry (RabtaDatabase  *database,
            gint64          change,
            Entry          *entry,
            GError        **error)
{
  RabtaStatement *statement;
  RabtaStep step;

  entry_clear (entry);
  statement = rabta_database_cached (database,
                                     "SELECT c.site, c.stamp, c.op, c.kind, c.record, c.body, o.name, f.code, a.reverts "
                                     "FROM change c LEFT JOIN action a ON a.pk = c.action "
                                     "LEFT JOIN officer o ON o.id = c.officer LEFT JOIN office f ON f.id = o.office "
                                     "WHERE c.pk = ?",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, change);
  step = rabta_statement_step (statement, _("Read the conflicts"), error);
  if (step == RABTA_STEP_ROW)
    {
      entry->site = rabta_statement_get_int (statement, 0);
      entry->stamp = rabta_statement_get_int (statement, 1);
      entry->op = g_strdup (rabta_statement_get_text (statement, 2));
      entry->kind = g_strdup (rabta_statement_get_text (statement, 3));
      rabta_statement_get_uuid (statement, 4, &entry->record);
      entry->body = rabta_body_parse (rabta_statement_get_text (statement, 5));
      entry->officer = g_strdup (rabta_statement_get_text (statement, 6));
      entry->office = g_strdup (rabta_statement_get_text (statement, 7));
      entry->reverts = !rabta_statement_is_null (statement, 8);
    }
  rabta_statement_reset (statement);
  if (step == RABTA_STEP_DONE)
    g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_CORRUPT, _("Read the change log: an entry is missing"));

  return step == RABTA_STEP_ROW;
}

static JsonObject *
get_object (JsonObject *body,
            const char *name)
{
  JsonNode *node = json_object_get_member (body, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* What the change gives the field; NULL where nothing. */
static JsonNode *
get_value (JsonObject *body,
           const char *field)
{
  JsonObject *set = get_object (body, "set");

  return set != NULL ? json_object_get_member (set, field) : NULL;
}

/* The changes that it replaced in the field; NULL where none. */
static JsonArray *
get_bases (JsonObject *body,
           const char *field)
{
  JsonObject *base = get_object (body, "base");
  JsonNode *list = base != NULL ? json_object_get_member (base, field) : NULL;

  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list) || json_array_get_length (json_node_get_array (list)) == 0)
    return NULL;

  return json_node_get_array (list);
}

/* The change named by an element of @bases, with its body; 0 where it is not here. */
static gint64
find_base (RabtaDatabase  *database,
           JsonArray      *bases,
           guint           i,
           JsonObject    **body)
{
  JsonNode *node = json_array_get_element (bases, i);
  const char *id = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
  gint64 change = id != NULL ? rabta_change_log_find (database, id, NULL) : 0;

  *body = change > 0 ? rabta_change_read_body (database, change, NULL) : NULL;

  return *body != NULL ? change : 0;
}

/* Of a value that came back because a decision was undone: the change that the decision had replaced
 * and that gave it first; 0 where @entry is no such thing. */
static gint64
find_undone (RabtaDatabase *database,
             const Entry   *entry,
             const char    *field)
{
  JsonNode *value = get_value (entry->body, field);
  JsonArray *bases = get_bases (entry->body, field);
  g_autoptr (JsonObject) decision = NULL;

  if (!entry->reverts || value == NULL || bases == NULL || find_base (database, bases, 0, &decision) == 0)
    return 0;
  bases = get_bases (decision, field);
  for (guint i = 0; bases != NULL && json_array_get_length (bases) > 1 && i < json_array_get_length (bases); i++)
    {
      g_autoptr (JsonObject) body = NULL;
      gint64 change = find_base (database, bases, i, &body);
      JsonNode *before = change > 0 ? get_value (body, field) : NULL;

      if (before != NULL && json_node_equal (before, value))
        return change;
    }

  return 0;
}

/* The same of a deletion, which is repeated word by word. */
static gint64
find_repeated (RabtaDatabase *database,
               gint64         change)
{
  RabtaStatement *statement;
  gint64 first = 0;

  statement = rabta_database_cached (database,
                                     "SELECT d.pk FROM change c JOIN change d ON d.record = c.record AND d.op = c.op AND "
                                     "d.body = c.body WHERE c.pk = ? ORDER BY d.stamp LIMIT 1",
                                     NULL);
  if (statement == NULL)
    return 0;
  rabta_statement_bind_int (statement, 0, change);
  if (rabta_statement_step (statement, _("Read the conflicts"), NULL) == RABTA_STEP_ROW)
    first = rabta_statement_get_int (statement, 0);
  rabta_statement_reset (statement);

  return first;
}

static gboolean
read_traced (RabtaDatabase  *database,
             gint64          change,
             const char     *field,
             Entry          *entry,
             GError        **error)
{
  if (!read_entry (database, change, entry, error))
    return FALSE;
  for (guint i = 0; i < MAX_TRACE && entry->reverts; i++)
    {
      gint64 before = g_str_equal (entry->op, RABTA_CHANGE_DELETE) ? find_repeated (database, change)
                                                                   : find_undone (database, entry, field);

      if (before == 0 || before == change)
        break;
      change = before;
      if (!read_entry (database, change, entry, error))
        return FALSE;
    }

  return TRUE;
}

/* What a value is for people; that of a merge is called by the record that is left. */
static char *
show_value (RabtaConflict *self,
            RabtaCasebook *casebook,
            RabtaDatabase *database,
            JsonNode      *value)
{
  RabtaUuid id;

  if (self->field[0] != '@')
    return rabta_change_show_value (database, casebook->programme, self->info, value);
  if (value == NULL || !JSON_NODE_HOLDS_VALUE (value) || json_node_get_string (value) == NULL ||
      !rabta_uuid_parse (json_node_get_string (value), &id))
    return NULL;

  return rabta_change_show_record (database, casebook->programme, self->kind, &id);
}

static void
take_base (RabtaConflict *self,
           RabtaCasebook *casebook,
           RabtaDatabase *database,
           const Entry   *entry)
{
  JsonArray *bases = get_bases (entry->body, self->field);
  g_autoptr (JsonObject) body = NULL;
  JsonNode *value;

  if (self->has_base || bases == NULL || find_base (database, bases, 0, &body) == 0)
    return;
  value = get_value (body, self->field);
  self->has_base = TRUE;
  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return;
  self->base = json_to_string (value, FALSE);
  self->base_text = show_value (self, casebook, database, value);
}

/* What was changed in a record that somebody else deleted, or what refers to it. */
static char *
show_change (RabtaConflict *self,
             RabtaCasebook *casebook,
             RabtaDatabase *database,
             const Entry   *entry)
{
  JsonObject *set = get_object (entry->body, "set");
  g_autoptr (GList) names = set != NULL ? json_object_get_members (set) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (!rabta_uuid_equal (&entry->record, &self->record))
    {
      RabtaKind kind = rabta_kind_from_name (entry->kind);

      return kind != RABTA_KIND_NONE ? rabta_change_show_record (database, casebook->programme, kind, &entry->record)
                                     : NULL;
    }
  for (GList *l = names; l != NULL; l = l->next)
    {
      const RabtaField *field = rabta_change_find_field (casebook->programme, self->kind, l->data);
      JsonNode *node = json_object_get_member (set, l->data);
      g_autofree char *value = rabta_change_show_value (database, casebook->programme, field, node);

      if (text->len > 0)
        g_string_append (text, " · ");
      g_string_append_printf (text, _("%s: %s"), field != NULL ? _(field->heading) : (const char *) l->data,
                              value != NULL ? value : _("(empty)"));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static RabtaConflictSide *
make_side (RabtaConflict *self,
           RabtaCasebook *casebook,
           RabtaDatabase *database,
           const Entry   *entry,
           gint64         own_site,
           gboolean       with_words)
{
  RabtaConflictSide *side = g_new0 (RabtaConflictSide, 1);
  JsonNode *value = get_value (entry->body, self->field);
  char instant[RABTA_INSTANT_SIZE];

  side->merges = g_str_equal (entry->op, RABTA_CHANGE_MERGE) && get_value (entry->body, RABTA_CONFLICT_MERGED) != NULL &&
                 JSON_NODE_HOLDS_VALUE (get_value (entry->body, RABTA_CONFLICT_MERGED));
  side->deletes = side->merges || g_str_equal (entry->op, RABTA_CHANGE_DELETE);
  side->is_mine = entry->site == own_site;
  side->stamp = entry->stamp;
  side->value = value != NULL ? json_to_string (value, FALSE) : NULL;
  if (!with_words)
    return side;
  rabta_instant_from_ms (rabta_clock_stamp_ms (entry->stamp), instant);
  side->instant = g_strdup (instant);
  side->officer = g_strdup (entry->officer);
  side->office = g_strdup (entry->office);
  if (side->merges)
    side->text = show_value (self, casebook, database, get_value (entry->body, RABTA_CONFLICT_MERGED));
  else if (g_str_equal (self->field, RABTA_CONFLICT_RECORD))
    side->text = side->deletes ? NULL : show_change (self, casebook, database, entry);
  else
    side->text = show_value (self, casebook, database, value);

  return side;
}

gboolean
rabta_conflict_read_sides (RabtaConflict  *self,
                           RabtaCasebook  *casebook,
                           RabtaDatabase  *database,
                           gboolean        with_words,
                           GError        **error)
{
  g_autoptr (JsonNode) node = json_from_string (self->heads, NULL);
  /* The casebook itself knows it only where it is open for writing. */
  gint64 own_site = rabta_database_get_int (database, "SELECT s.pk FROM site s, meta m WHERE m.key = 'site' AND s.pk = "
                                                      "m.value", 0);
  JsonArray *heads = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; heads != NULL && i < json_array_get_length (heads); i++)
    {
      g_auto (Entry) entry = { 0 };

      if (!read_traced (database, json_array_get_int_element (heads, i), self->field, &entry, error))
        return FALSE;
      g_ptr_array_add (self->sides, make_side (self, casebook, database, &entry, own_site, with_words));
      if (with_words)
        take_base (self, casebook, database, &entry);
    }

  return TRUE;
}
