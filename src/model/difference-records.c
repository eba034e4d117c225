/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which records are not the same in two states. A short hash of each record of the one state is enough to see
 * which of 100,000 have to be read a second time. */

#include "model/difference-private.h"

#include "model/casebook-private.h"
#include "model/redirect.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

typedef struct
{
  RabtaUuid id;
  guint8    hash[crypto_shorthash_BYTES];
} Print;

typedef struct
{
  RabtaDifference *difference;
  RabtaDatabase   *before; /* NULL: nothing was there */
  RabtaDatabase   *after;
  RabtaProgramme  *programme;
  RabtaKind        kind;
  GHashTable      *prints; /* of the records of the kind in the one state that were not met in the other */
  GString         *text;
  guint8           key[crypto_shorthash_KEYBYTES]; /* so that nobody can make two records look the same */
} Comparing;

static void
field_difference_free (gpointer data)
{
  RabtaFieldDifference *self = data;

  g_free (self->field);
  g_free (self->heading);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

void
rabta_record_difference_free (gpointer data)
{
  RabtaRecordDifference *self = data;

  g_free (self->title);
  g_free (self->merged_into);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

static void
append_value (GString          *text,
              const RabtaValue *value)
{
  switch (value->type)
    {
    case RABTA_VALUE_INTEGER:
      g_string_append_len (text, (const char *) &value->integer, sizeof value->integer);
      break;
    case RABTA_VALUE_TEXT:
      g_string_append (text, value->text);
      break;
    case RABTA_VALUE_ID:
      g_string_append_len (text, (const char *) value->id.bytes, sizeof value->id.bytes);
      break;
    case RABTA_VALUE_NULL:
    default:
      return;
    }
}

/* What is computed follows from the rest, and would differ between two days alone. */
static void
take_print (Comparing   *self,
            RabtaRecord *record,
            Print       *print)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);
  const RabtaValue *values = rabta_record_peek_values (record);
  g_autofree char *extra = info->has_extra ? rabta_record_extra_to_json (record) : NULL;

  g_string_truncate (self->text, 0);
  for (guint i = 0; i < info->n_fields; i++)
    {
      if ((info->fields[i].flags & RABTA_FIELD_DERIVED) != 0 || values[i].type == RABTA_VALUE_NULL)
        continue;
      g_string_append_c (self->text, (char) (i + 1));
      append_value (self->text, &values[i]);
      g_string_append_c (self->text, '\0');
    }
  if (extra != NULL)
    g_string_append (self->text, extra);
  print->id = *rabta_record_get_id (record);
  crypto_shorthash (print->hash, (const guint8 *) self->text->str, self->text->len, self->key);
}

static RabtaRecordDifference *
add_difference (Comparing           *self,
                RabtaDifferenceSort  sort,
                RabtaRecord         *record)
{
  RabtaRecordDifference *difference = g_new0 (RabtaRecordDifference, 1);

  difference->sort = sort;
  difference->kind = self->kind;
  difference->record = *rabta_record_get_id (record);
  difference->title = rabta_record_dup_title (record);
  difference->fields = g_ptr_array_new_with_free_func (field_difference_free);
  g_ptr_array_add (self->difference->records, difference);
  self->difference->counts[sort]++;

  return difference;
}

static void
add_field (RabtaRecordDifference *difference,
           const char            *field,
           const char            *heading,
           char                  *before,
           char                  *after)
{
  RabtaFieldDifference *entry = g_new0 (RabtaFieldDifference, 1);

  entry->field = g_strdup (field);
  entry->heading = g_strdup (heading);
  entry->before = before;
  entry->after = after;
  g_ptr_array_add (difference->fields, entry);
}

static char *
dup_display (Comparing   *self,
             RabtaRecord *record,
             guint        field)
{
  return rabta_record_has (record, rabta_record_get_info (record)->fields[field].name)
           ? rabta_record_dup_display (record, field, self->programme)
           : NULL;
}

/* The field of the programme by that name, of the track that the record is on. */
static const char *
find_extra_heading (Comparing   *self,
                    RabtaRecord *record,
                    const char  *name)
{
  RabtaTrack *track = NULL;

  if (self->kind == RABTA_KIND_CASE && rabta_record_has (record, "track"))
    track = rabta_programme_get_track (self->programme, rabta_record_get_text (record, "track"));
  for (guint i = 0; track != NULL && i < rabta_track_get_n_fields (track); i++)
    {
      const RabtaField *field = rabta_track_get_field (track, i);

      if (strcmp (field->name, name) == 0)
        return field->heading;
    }

  return name;
}

static void
compare_extra (Comparing             *self,
               RabtaRecordDifference *difference,
               RabtaRecord           *before,
               RabtaRecord           *after)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) old = rabta_record_list_extra (before);
  g_autoptr (GList) new = rabta_record_list_extra (after);
  g_autoptr (GList) all = g_list_concat (g_list_copy (old), g_list_copy (new));

  for (GList *l = all; l != NULL; l = l->next)
    {
      const char *name = l->data;
      const char *one = rabta_record_get_extra (before, name), *other = rabta_record_get_extra (after, name);

      if (g_hash_table_add (names, l->data) && g_strcmp0 (one, other) != 0)
        {
          g_autofree char *field = g_strconcat ("extra.", name, NULL);

          add_field (difference, field, find_extra_heading (self, after, name), g_strdup (one), g_strdup (other));
        }
    }
}

static gboolean
add_changed (Comparing        *self,
             const RabtaUuid  *id,
             GError          **error)
{
  g_autoptr (RabtaRecord) before = rabta_casebook_fetch_id (self->before, self->kind, id, TRUE, error);
  g_autoptr (RabtaRecord) after = before != NULL ? rabta_casebook_fetch_id (self->after, self->kind, id, TRUE, error) : NULL;
  const RabtaKindInfo *info = rabta_kind_get_info (self->kind);
  RabtaRecordDifference *difference;

  if (after == NULL)
    return FALSE;
  difference = add_difference (self, RABTA_DIFFERENCE_CHANGED, after);
  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].flags & RABTA_FIELD_DERIVED) == 0 &&
        !rabta_value_equal (rabta_record_get_value (before, i), rabta_record_get_value (after, i)))
      add_field (difference, info->fields[i].name, _(info->fields[i].heading), dup_display (self, before, i),
                 dup_display (self, after, i));
  if (info->has_extra)
    compare_extra (self, difference, before, after);

  return TRUE;
}

static gboolean
print_before_cb (RabtaRecord  *record,
                 gpointer      user_data,
                 GError      **error)
{
  Comparing *self = user_data;
  Print *print = g_new0 (Print, 1);

  take_print (self, record, print);
  g_hash_table_add (self->prints, print);

  return TRUE;
}

static gboolean
compare_after_cb (RabtaRecord  *record,
                  gpointer      user_data,
                  GError      **error)
{
  Comparing *self = user_data;
  Print *before = g_hash_table_lookup (self->prints, rabta_record_get_id (record));
  Print after;
  gboolean same;

  if (before == NULL)
    {
      add_difference (self, RABTA_DIFFERENCE_NEW, record);
      return TRUE;
    }
  take_print (self, record, &after);
  same = memcmp (before->hash, after.hash, sizeof after.hash) == 0;
  g_hash_table_remove (self->prints, &after.id);

  return same || add_changed (self, &after.id, error);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return memcmp (*(const Print **) a, *(const Print **) b, sizeof (RabtaUuid));
}

static gboolean
add_withdrawn (Comparing    *self,
               GError      **error)
{
  g_autoptr (GPtrArray) prints = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->prints);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (prints, key);
  g_ptr_array_sort (prints, compare_ids);
  for (guint i = 0; i < prints->len; i++)
    {
      const Print *print = g_ptr_array_index (prints, i);
      g_autoptr (RabtaRecord) record = rabta_casebook_fetch_id (self->before, self->kind, &print->id, TRUE, error);
      RabtaRecordDifference *difference;
      RabtaUuid target;

      if (record == NULL || !rabta_redirect_resolve (self->after, &print->id, &target, error))
        return FALSE;
      difference = add_difference (self, RABTA_DIFFERENCE_WITHDRAWN, record);
      if (!rabta_uuid_equal (&target, &print->id))
        {
          g_autoptr (RabtaRecord) into = rabta_casebook_fetch_id (self->after, self->kind, &target, TRUE, NULL);

          difference->merged_into = into != NULL ? rabta_record_dup_title (into) : NULL;
        }
    }

  return TRUE;
}

static gboolean
compare_kind (Comparing     *self,
              RabtaReader   *before,
              RabtaReader   *after,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GHashTable) prints = g_hash_table_new_full (rabta_uuid_hash, rabta_uuid_equal, g_free, NULL);
  g_autoptr (RabtaQuery) query = rabta_query_new (self->kind);

  self->prints = prints;

  return (before == NULL || rabta_reader_foreach (before, query, print_before_cb, self, cancellable, error)) &&
         rabta_reader_foreach (after, query, compare_after_cb, self, cancellable, error) && add_withdrawn (self, error);
}

gboolean
rabta_difference_compare_records (RabtaDifference  *self,
                                  RabtaReader      *before,
                                  RabtaReader      *after,
                                  RabtaProgramme   *programme,
                                  guint             kinds,
                                  GCancellable     *cancellable,
                                  GError          **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Comparing comparing = {
    .difference = self,
    .before = before != NULL ? rabta_reader_get_database (before) : NULL,
    .after = rabta_reader_get_database (after),
    .programme = programme,
    .text = text,
  };

  crypto_shorthash_keygen (comparing.key);
  self->records = g_ptr_array_new_with_free_func (rabta_record_difference_free);
  for (comparing.kind = 0; comparing.kind < RABTA_N_KINDS; comparing.kind++)
    if ((kinds & (1u << comparing.kind)) != 0 && !compare_kind (&comparing, before, after, cancellable, error))
      return FALSE;

  return TRUE;
}
