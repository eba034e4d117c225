/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/heads.h"

#include <inttypes.h>
#include <string.h>

/* Room for the name of a change: the site in hexadecimal, a colon, a number. */
#define ID_SIZE (2 * RABTA_SITE_ID_LENGTH + 1 + 20 + 1)

typedef struct
{
  gint64      pk;
  gint64      stamp;
  gint64      counter;
  guint8      site[RABTA_SITE_ID_LENGTH];
  char        id[ID_SIZE];
  char        op; /* first letter: create, set, delete, restore, merge */
  JsonObject *body; /* owned */
  GHashTable *seen; /* of a deletion, its taking back, a merge: names of changes, borrowed from @body */
} Entry;

/* A change that gives a field a value. */
typedef struct
{
  const Entry *entry;
  JsonNode    *value;
  JsonArray   *bases; /* NULL where it names none */
} Assignment;

typedef struct
{
  GArray     *assignments;
  GHashTable *named; /* changes that others name as their base in this field; NULL: none */
} Field;

struct _RabtaHeads
{
  GPtrArray  *entries;
  GHashTable *by_id;  /* Entry by its name */
  GHashTable *fields; /* Field by name, borrowed from the bodies; made when first asked for */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->seen, g_hash_table_unref);
  json_object_unref (entry->body);
  g_free (entry);
}

static void
field_free (gpointer data)
{
  Field *field = data;

  g_array_unref (field->assignments);
  g_clear_pointer (&field->named, g_hash_table_unref);
  g_free (field);
}

RabtaHeads *
rabta_heads_new (void)
{
  RabtaHeads *self = g_new0 (RabtaHeads, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

void
rabta_heads_free (RabtaHeads *self)
{
  g_clear_pointer (&self->fields, g_hash_table_unref);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/* The changes that member @name lists. */
static JsonArray *
get_list (JsonObject *object,
          const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) == 0)
    return NULL;

  return json_node_get_array (node);
}

static JsonObject *
get_object (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
list_get (JsonArray *list,
          guint      i)
{
  JsonNode *node = json_array_get_element (list, i);

  return JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static GHashTable *
make_seen (JsonObject *body)
{
  GHashTable *seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *list = get_list (body, "seen");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    if (list_get (list, i) != NULL)
      g_hash_table_add (seen, (gpointer) list_get (list, i));

  return seen;
}

/**
 * rabta_heads_add:
 * @self: the changes of a record
 * @pk: of the change in this casebook
 * @stamp: its time
 * @site: where it was made, %RABTA_SITE_ID_LENGTH bytes
 * @counter: its number there
 * @op: what it does; one that is not known here is left aside
 * @body: (transfer full): what it holds
 */
void
rabta_heads_add (RabtaHeads   *self,
                 gint64        pk,
                 gint64        stamp,
                 const guint8 *site,
                 gint64        counter,
                 const char   *op,
                 JsonObject   *body)
{
  Entry *entry = g_new0 (Entry, 1);

  g_assert (self->fields == NULL);
  entry->pk = pk;
  entry->stamp = stamp;
  entry->counter = counter;
  entry->op = op[0];
  entry->body = body;
  memcpy (entry->site, site, RABTA_SITE_ID_LENGTH);
  for (guint i = 0; i < RABTA_SITE_ID_LENGTH; i++)
    g_snprintf (entry->id + 2 * i, 3, "%02x", site[i]);
  g_snprintf (entry->id + 2 * RABTA_SITE_ID_LENGTH, ID_SIZE - 2 * RABTA_SITE_ID_LENGTH, ":%" PRId64, counter);
  if (g_str_equal (op, RABTA_CHANGE_DELETE) || g_str_equal (op, RABTA_CHANGE_RESTORE) ||
      g_str_equal (op, RABTA_CHANGE_MERGE))
    entry->seen = make_seen (body);
  g_ptr_array_add (self->entries, entry);
  g_hash_table_insert (self->by_id, entry->id, entry);
}

/* The order that decides: time, and where two clocks agree, the site and its number. */
static int
compare_entries (const Entry *a,
                 const Entry *b)
{
  int order;

  if (a->stamp != b->stamp)
    return a->stamp < b->stamp ? -1 : 1;
  order = memcmp (a->site, b->site, sizeof a->site);
  if (order != 0)
    return order;

  return (a->counter > b->counter) - (a->counter < b->counter);
}

static Field *
ensure_field (RabtaHeads *self,
              const char *name)
{
  Field *field = g_hash_table_lookup (self->fields, name);

  if (field == NULL)
    {
      field = g_new0 (Field, 1);
      field->assignments = g_array_new (FALSE, FALSE, sizeof (Assignment));
      g_hash_table_insert (self->fields, (gpointer) name, field);
    }

  return field;
}

static void
add_named (Field     *field,
           JsonArray *bases)
{
  if (field->named == NULL)
    field->named = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < json_array_get_length (bases); i++)
    if (list_get (bases, i) != NULL)
      g_hash_table_add (field->named, (gpointer) list_get (bases, i));
}

static void
add_assignments (RabtaHeads  *self,
                 const Entry *entry)
{
  JsonObject *set = get_object (entry->body, "set");
  JsonObject *base = get_object (entry->body, "base");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (set == NULL)
    return;
  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &value))
    {
      Field *field = ensure_field (self, name);
      Assignment assignment = { entry, value, get_list (base, name) };

      g_array_append_val (field->assignments, assignment);
      if (assignment.bases != NULL)
        add_named (field, assignment.bases);
    }
}

static void
ensure_fields (RabtaHeads *self)
{
  if (self->fields != NULL)
    return;
  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, field_free);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->op == RABTA_CHANGE_CREATE[0] || entry->op == RABTA_CHANGE_SET[0] ||
          entry->op == RABTA_CHANGE_MERGE[0])
        add_assignments (self, entry);
    }
}

/* Whether @assignment or one that counts as the same stands in @names. */
static gboolean
is_among (const Field      *field,
          const Assignment *assignment,
          GHashTable       *names)
{
  if (names == NULL)
    return FALSE;
  if (g_hash_table_contains (names, assignment->entry->id))
    return TRUE;
  if (assignment->bases != NULL)
    return FALSE;
  for (guint i = 0; i < field->assignments->len; i++)
    {
      const Assignment *other = &g_array_index (field->assignments, Assignment, i);

      if (other->bases == NULL && other != assignment && g_hash_table_contains (names, other->entry->id) &&
          json_node_equal (other->value, assignment->value))
        return TRUE;
    }

  return FALSE;
}

static gboolean
bases_known (RabtaHeads       *self,
             const Assignment *assignment)
{
  for (guint i = 0; assignment->bases != NULL && i < json_array_get_length (assignment->bases); i++)
    {
      const char *id = list_get (assignment->bases, i);

      if (id == NULL || !g_hash_table_contains (self->by_id, id))
        return FALSE;
    }

  return TRUE;
}

static int
compare_assignments (gconstpointer a,
                     gconstpointer b)
{
  const Assignment *left = *(const Assignment * const *) a;
  const Assignment *right = *(const Assignment * const *) b;

  return compare_entries (right->entry, left->entry);
}

/* The heads, the one that stands first. Changes that name each other in a circle, which no program of
 * ours writes, would leave none: then all stand. */
static GPtrArray *
list_heads (const Field *field)
{
  GPtrArray *heads = g_ptr_array_new ();

  for (guint i = 0; i < field->assignments->len; i++)
    {
      Assignment *assignment = &g_array_index (field->assignments, Assignment, i);

      if (!is_among (field, assignment, field->named))
        g_ptr_array_add (heads, assignment);
    }
  for (guint i = 0; i < field->assignments->len && heads->len == 0; i++)
    g_ptr_array_add (heads, &g_array_index (field->assignments, Assignment, i));
  g_ptr_array_sort (heads, compare_assignments);

  return heads;
}

static int
compare_pks (gconstpointer a,
             gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

static void
tell_field (RabtaHeads          *self,
            const char          *name,
            const Field         *field,
            RabtaFieldHeadsFunc  func,
            gpointer             user_data)
{
  g_autoptr (GPtrArray) heads = list_heads (field);
  g_autoptr (GArray) same = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (gint64));
  const Assignment *first = g_ptr_array_index (heads, 0);
  gboolean first_known = bases_known (self, first);
  RabtaFieldHeads told = { name, first->value, same, others, FALSE };

  for (guint i = 0; i < heads->len; i++)
    {
      const Assignment *head = g_ptr_array_index (heads, i);

      if (i == 0 || json_node_equal (head->value, first->value))
        g_array_append_val (same, head->entry->pk);
      else
        {
          g_array_append_val (others, head->entry->pk);
          told.is_conflict = told.is_conflict || (first_known && bases_known (self, head));
        }
    }
  if (same->len > 2)
    qsort (&g_array_index (same, gint64, 1), same->len - 1, sizeof (gint64), compare_pks);
  func (&told, user_data);
}

/**
 * rabta_heads_foreach:
 * @self: the changes of a record
 * @func: told of each field that any of them sets, in no order
 * @user_data: for @func
 */
void
rabta_heads_foreach (RabtaHeads          *self,
                     RabtaFieldHeadsFunc  func,
                     gpointer             user_data)
{
  GHashTableIter iter;
  gpointer name, field;

  ensure_fields (self);
  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, &name, &field))
    tell_field (self, name, field, func, user_data);
}

/**
 * rabta_heads_get_origin:
 *
 * Returns: pk of the change that made the record, the first where several did; 0 where none is known
 *   here: the record has not arrived yet
 */
gint64
rabta_heads_get_origin (RabtaHeads *self)
{
  const Entry *origin = NULL;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->op == RABTA_CHANGE_CREATE[0] && (origin == NULL || compare_entries (entry, origin) < 0))
        origin = entry;
    }

  return origin != NULL ? origin->pk : 0;
}

/* A deletion stands while none that took it back names it. */
static gboolean
is_standing (RabtaHeads  *self,
             const Entry *deletion)
{
  if (deletion->op != RABTA_CHANGE_DELETE[0] || deletion->seen == NULL)
    return FALSE;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->op == RABTA_CHANGE_RESTORE[0] && entry->seen != NULL &&
          g_hash_table_contains (entry->seen, deletion->id))
        return FALSE;
    }

  return TRUE;
}

/* Whether the deletion or merge saw every head: what was changed meanwhile does not go unseen. A merge is
 * itself the head of what the record was merged into. */
static gboolean
saw_all (RabtaHeads  *self,
         const Entry *deletion,
         GArray      *unseen)
{
  GHashTableIter iter;
  gpointer name, value;
  gboolean all = TRUE;

  ensure_fields (self);
  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const Field *field = value;
      g_autoptr (GPtrArray) heads = NULL;

      if (deletion->op == RABTA_CHANGE_MERGE[0] && g_str_equal (name, RABTA_HEADS_MERGED))
        continue;
      heads = list_heads (field);
      for (guint i = 0; i < heads->len; i++)
        {
          const Assignment *head = g_ptr_array_index (heads, i);

          if (is_among (field, head, deletion->seen))
            continue;
          all = FALSE;
          if (unseen != NULL)
            g_array_append_val (unseen, head->entry->pk);
        }
    }

  return all;
}

static int
compare_deletions (gconstpointer a,
                   gconstpointer b)
{
  const Entry *left = *(const Entry * const *) a;
  const Entry *right = *(const Entry * const *) b;

  return compare_entries (right, left);
}

/**
 * rabta_heads_list_in_force:
 *
 * Returns: (transfer full) (element-type gint64): pk of the deletions that saw all that is known of the
 *   record, the last one first; what refers to it is not looked at
 */
GArray *
rabta_heads_list_in_force (RabtaHeads *self)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) deletions = g_ptr_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (is_standing (self, entry) && saw_all (self, entry, NULL))
        g_ptr_array_add (deletions, entry);
    }
  g_ptr_array_sort (deletions, compare_deletions);
  for (guint i = 0; i < deletions->len; i++)
    g_array_append_val (list, ((Entry *) g_ptr_array_index (deletions, i))->pk);

  return list;
}

/**
 * rabta_heads_list_deleted:
 *
 * Returns: (transfer full) (element-type gint64): pk of every deletion that none took back, in force
 *   or not, by pk
 */
GArray *
rabta_heads_list_deleted (RabtaHeads *self)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (is_standing (self, entry))
        g_array_append_val (list, entry->pk);
    }
  g_array_sort (list, compare_pks);

  return list;
}

static void
sort_without_repetition (GArray *list)
{
  guint kept = 0;

  g_array_sort (list, compare_pks);
  for (guint i = 0; i < list->len; i++)
    if (i == 0 || g_array_index (list, gint64, i) != g_array_index (list, gint64, kept - 1))
      g_array_index (list, gint64, kept++) = g_array_index (list, gint64, i);
  g_array_set_size (list, kept);
}

/**
 * rabta_heads_list_unseen:
 *
 * Returns: (transfer full) (element-type gint64): pk of the changes that keep the standing deletions
 *   from being in force, without repetition, by pk
 */
GArray *
rabta_heads_list_unseen (RabtaHeads *self)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (is_standing (self, entry))
        saw_all (self, entry, list);
    }
  sort_without_repetition (list);

  return list;
}

/**
 * rabta_heads_list_unseen_by:
 * @self: the changes of a record
 * @change: pk of one that merges it into another
 *
 * Returns: (transfer full) (element-type gint64): pk of the heads that it did not see, by pk
 */
GArray *
rabta_heads_list_unseen_by (RabtaHeads *self,
                            gint64      change)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->pk == change && entry->seen != NULL)
        saw_all (self, entry, list);
    }
  sort_without_repetition (list);

  return list;
}

/**
 * rabta_heads_deletion_saw:
 * @self: the changes of a record
 * @deletion: pk of one that deletes it
 * @change_id: name of a change, of this record or of one that refers to it
 *
 * Returns: whether it was known to who deleted
 */
gboolean
rabta_heads_deletion_saw (RabtaHeads *self,
                          gint64      deletion,
                          const char *change_id)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->pk == deletion)
        return entry->seen != NULL && g_hash_table_contains (entry->seen, change_id);
    }

  return FALSE;
}
