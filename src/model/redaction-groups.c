/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who knows the district, the cluster and the sector of an enterprise must not find it by these: at least
 * so many as the profile asks for look alike in them. What too few share is told less exactly – without the
 * district, then without the cluster, then without all three –, and whoever ends up alone there is joined
 * by the next smallest group. All records of the casebook count, not those of the file, so that two
 * files of different parts do not tell more than one. */
#include "model/redaction-groups.h"

#include "model/redaction.h"

#include <string.h>

#define MAX_FIELDS 3

/* What is dropped first comes first. */
static const struct
{
  RabtaKind   kind;
  const char *fields[MAX_FIELDS + 1];
} groups[] = {
  { RABTA_KIND_ENTERPRISE, { "district", "cluster", "sector" } },
  { RABTA_KIND_ORGANIZATION, { "district", "country" } },
};

typedef struct
{
  RabtaUuid   id;
  const char *values[MAX_FIELDS]; /* interned */
  guint       level;              /* how many fields are dropped */
} Member;

typedef struct
{
  guint  fields[MAX_FIELDS]; /* indexes in the table of the kind */
  guint  n_fields;
  GArray *members;           /* of Member */
} Collection;

struct _RabtaRedactionGroups
{
  RabtaProfile *profile;
  GHashTable   *levels[G_N_ELEMENTS (groups)]; /* id to how many fields are dropped */
};

static int
find_group (RabtaKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (groups[i].kind == kind)
      return (int) i;

  return -1;
}

/* Those of the fields that the profile wants told only where they are shared. */
static void
choose_fields (Collection   *self,
               RabtaProfile *profile,
               guint         group)
{
  const RabtaKindInfo *info = rabta_kind_get_info (groups[group].kind);

  for (const char * const *name = groups[group].fields; *name != NULL; name++)
    {
      guint field = (guint) rabta_kind_find_field (info, *name);

      if (rabta_redaction_treatment (profile, info, field) == RABTA_TREATMENT_SHARED)
        self->fields[self->n_fields++] = field;
    }
}

static gboolean
collect_cb (RabtaRecord  *record,
            gpointer      user_data,
            GError      **error)
{
  Collection *self = user_data;
  Member member = { *rabta_record_get_id (record) };

  for (guint i = 0; i < self->n_fields; i++)
    {
      const RabtaValue *value = rabta_record_get_value (record, self->fields[i]);

      member.values[i] = g_intern_string (value->type == RABTA_VALUE_TEXT ? value->text : "");
    }
  g_array_append_val (self->members, member);

  return TRUE;
}

static char *
dup_key (const Collection *self,
         const Member     *member,
         guint             level)
{
  GString *key = g_string_new (NULL);

  for (guint i = level; i < self->n_fields; i++)
    g_string_append_printf (key, "%s\n", member->values[i]);

  return g_string_free (key, FALSE);
}

/* How many members at @level look alike, by what they have left. */
static GHashTable *
count_alike (const Collection *self,
             guint             level)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->members->len; i++)
    {
      const Member *member = &g_array_index (self->members, Member, i);
      char *key;

      if (member->level != level)
        continue;

      key = dup_key (self, member, level);
      g_hash_table_insert (counts, key, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1));
    }

  return counts;
}

static guint
count_at (const Collection *self,
          guint             level)
{
  guint n = 0;

  for (guint i = 0; i < self->members->len; i++)
    n += g_array_index (self->members, Member, i).level == level;

  return n;
}

static void
move_alike (Collection *self,
            guint       from,
            const char *wanted,
            guint       to)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = &g_array_index (self->members, Member, i);
      g_autofree char *key = member->level == from ? dup_key (self, member, from) : NULL;

      if (g_strcmp0 (key, wanted) == 0)
        member->level = to;
    }
}

static void
drop_what_few_share (Collection *self,
                     guint       level,
                     guint       smallest)
{
  g_autoptr (GHashTable) counts = count_alike (self, level);

  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = &g_array_index (self->members, Member, i);
      g_autofree char *key = member->level == level ? dup_key (self, member, level) : NULL;

      if (key != NULL && GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) < smallest)
        member->level++;
    }
}

/* The smallest of those that still tell something joins the few that tell nothing any more. */
static gboolean
join_smallest (Collection *self)
{
  for (guint level = self->n_fields; level-- > 0;)
    {
      g_autoptr (GHashTable) counts = count_alike (self, level);
      const char *smallest = NULL;
      GHashTableIter iter;
      gpointer key, count;
      guint least = G_MAXUINT;

      g_hash_table_iter_init (&iter, counts);
      while (g_hash_table_iter_next (&iter, &key, &count))
        if (GPOINTER_TO_UINT (count) < least
            || (GPOINTER_TO_UINT (count) == least && strcmp (key, smallest) < 0))
          {
            least = GPOINTER_TO_UINT (count);
            smallest = key;
          }

      if (smallest != NULL)
        {
          move_alike (self, level, smallest, self->n_fields);
          return TRUE;
        }
    }

  return FALSE;
}

static void
find_levels (Collection *self,
             guint       smallest)
{
  guint n_left;

  for (guint level = 0; level < self->n_fields; level++)
    drop_what_few_share (self, level, smallest);

  for (n_left = count_at (self, self->n_fields); n_left > 0 && n_left < smallest;
       n_left = count_at (self, self->n_fields))
    if (!join_smallest (self))
      break;
}

static gboolean
read_group (RabtaRedactionGroups  *self,
            guint                  group,
            RabtaReader           *reader,
            GCancellable          *cancellable,
            GError               **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (groups[group].kind);
  g_autoptr (GArray) members = g_array_new (FALSE, TRUE, sizeof (Member));
  Collection collection = { .members = members };

  choose_fields (&collection, self->profile, group);
  if (!rabta_reader_foreach (reader, query, collect_cb, &collection, cancellable, error))
    return FALSE;

  find_levels (&collection, (guint) rabta_profile_get_smallest (self->profile));
  for (guint i = 0; i < members->len; i++)
    {
      const Member *member = &g_array_index (members, Member, i);

      g_hash_table_insert (self->levels[group], g_memdup2 (&member->id, sizeof member->id),
                           GUINT_TO_POINTER (member->level));
    }

  return TRUE;
}

/**
 * rabta_redaction_groups_have: (skip)
 * @kind: a kind
 * @field: name of a field of it
 *
 * Returns: whether it is known how many share the field
 */
gboolean
rabta_redaction_groups_have (RabtaKind   kind,
                             const char *field)
{
  int group = find_group (kind);

  return group >= 0 && g_strv_contains (groups[group].fields, field);
}

/**
 * rabta_redaction_groups_new: (skip)
 * @reader: the snapshot
 * @profile: who may see what
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what may be told of the records of the snapshot
 */
RabtaRedactionGroups *
rabta_redaction_groups_new (RabtaReader   *reader,
                            RabtaProfile  *profile,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_autoptr (RabtaRedactionGroups) self = g_new0 (RabtaRedactionGroups, 1);

  self->profile = g_object_ref (profile);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      self->levels[i] = g_hash_table_new_full (rabta_uuid_hash, rabta_uuid_equal, g_free, NULL);
      if (!read_group (self, i, reader, cancellable, error))
        return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * rabta_redaction_groups_free: (skip)
 * @self: (nullable) (transfer full): groups
 */
void
rabta_redaction_groups_free (RabtaRedactionGroups *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    g_clear_pointer (&self->levels[i], g_hash_table_unref);
  g_object_unref (self->profile);
  g_free (self);
}

/**
 * rabta_redaction_groups_tell: (skip)
 * @self: groups
 * @record: a record of the snapshot
 * @field: name of a field that rabta_redaction_groups_have() knows
 *
 * Returns: whether enough others share what the field says together with those that are told besides
 */
gboolean
rabta_redaction_groups_tell (RabtaRedactionGroups *self,
                             RabtaRecord          *record,
                             const char           *field)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);
  int group = find_group (info->kind);
  gpointer level;
  guint position = 0;

  g_return_val_if_fail (group >= 0, FALSE);

  if (!g_hash_table_lookup_extended (self->levels[group], rabta_record_get_id (record), NULL, &level))
    return FALSE;

  for (const char * const *name = groups[group].fields; *name != NULL && strcmp (*name, field) != 0; name++)
    if (rabta_redaction_treatment (self->profile, info, (guint) rabta_kind_find_field (info, *name))
        == RABTA_TREATMENT_SHARED)
      position++;

  return position >= GPOINTER_TO_UINT (level);
}
