/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeping the search index in step with the records. What a batch changes is collected and written in
 * the order of the index: FTS5 gathers the words of ascending rows in memory, but writes out all it
 * has, row by row, as soon as a row comes before the one it was given last. */

#include "model/search.h"

#include "base/text.h"
#include "model/record-private.h"

#include <glib/gi18n-lib.h>

/* As much text is held back at most, in bytes. */
#define MOST_TEXT (8 * 1024 * 1024)

typedef struct
{
  gint64   row;
  guint    order;  /* the later of two entries for a row counts */
  gboolean is_new; /* nothing stands under this row yet */
  gsize    start;
  gsize    length; /* 0: the record is found no longer */
} Entry;

struct _RabtaSearchIndex
{
  RabtaDatabase *database;
  GArray        *entries;
  GString       *texts;
  GString       *text; /* of one record, used over and over */
};

/* Numbers are also kept as one run of digits, the way people type them: +92 300 1234567 is looked
 * for as 03001234567, a CNIC without its dashes. */
static void
append_digits (GString    *text,
               const char *number)
{
  g_string_append_c (text, ' ');
  if (g_str_has_prefix (number, "+92"))
    {
      g_string_append_c (text, '0');
      number += 3;
    }
  for (; *number != '\0'; number++)
    if (g_ascii_isalnum (*number))
      g_string_append_c (text, g_ascii_tolower (*number));
}

/**
 * rabta_search_document:
 * @record: a record
 * @text: (out): set to the folded text that search finds it by
 */
void
rabta_search_document (RabtaRecord *record,
                       GString     *text)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);
  const RabtaValue *values = rabta_record_peek_values (record);

  g_string_truncate (text, 0);
  for (guint i = 0; i < info->n_fields; i++)
    {
      const RabtaField *field = &info->fields[i];
      const RabtaValue *value = &values[i];

      if ((field->flags & RABTA_FIELD_SEARCHABLE) == 0 || value->type != RABTA_VALUE_TEXT)
        continue;
      rabta_text_fold_append (text, value->text);
      if (field->format == RABTA_FORMAT_PHONE || field->format == RABTA_FORMAT_CNIC ||
          field->format == RABTA_FORMAT_NTN || field->format == RABTA_FORMAT_HS)
        append_digits (text, value->text);
    }
}

static gboolean
forget (RabtaDatabase  *database,
        gint64          row,
        const char     *old_text,
        GError        **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (database,
                                     "INSERT INTO search_index (search_index, rowid, text) "
                                     "VALUES ('delete', ?, ?)",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, row);
  rabta_statement_bind_text (statement, 1, old_text, -1);

  return rabta_statement_run (statement, _("Update the search index"), error);
}

/* FTS5 with external content must be told the text it has to forget. *@unchanged: that text is @text,
 * and it stays. */
static gboolean
forget_old (RabtaDatabase  *database,
            gint64          row,
            const char     *text,
            gboolean       *unchanged,
            GError        **error)
{
  RabtaStatement *statement;
  RabtaStep step;
  gboolean ok = TRUE;

  statement = rabta_database_cached (database, "SELECT text FROM search WHERE pk = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, row);
  step = rabta_statement_step (statement, _("Update the search index"), error);
  if (step == RABTA_STEP_ROW)
    {
      const char *old = rabta_statement_get_text (statement, 0);

      *unchanged = g_strcmp0 (old, text) == 0;
      ok = *unchanged || forget (database, row, old, error);
    }
  rabta_statement_reset (statement);

  return ok && step != RABTA_STEP_ERROR;
}

static gboolean
remove_text (RabtaDatabase  *database,
             gint64          row,
             GError        **error)
{
  RabtaStatement *statement = rabta_database_cached (database, "DELETE FROM search WHERE pk = ?", error);

  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, row);

  return rabta_statement_run (statement, _("Update the search index"), error);
}

static gboolean
write_text (RabtaDatabase  *database,
            gint64          row,
            const char     *text,
            gsize           length,
            GError        **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (database,
                                     "INSERT OR REPLACE INTO search (pk, text, folding) VALUES (?, ?, ?)",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, row);
  rabta_statement_bind_text (statement, 1, text, (gssize) length);
  rabta_statement_bind_int (statement, 2, RABTA_TEXT_FOLDING_VERSION);
  if (!rabta_statement_run (statement, _("Update the search index"), error))
    return FALSE;

  statement = rabta_database_cached (database, "INSERT INTO search_index (rowid, text) VALUES (?, ?)", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_int (statement, 0, row);
  rabta_statement_bind_text (statement, 1, text, (gssize) length);

  return rabta_statement_run (statement, _("Update the search index"), error);
}

static gboolean
write_entry (RabtaSearchIndex  *self,
             const Entry       *entry,
             GError           **error)
{
  const char *text = self->texts->str + entry->start;
  gboolean unchanged = FALSE;

  if (!entry->is_new && !forget_old (self->database, entry->row, text, &unchanged, error))
    return FALSE;
  if (unchanged)
    return TRUE;
  if (entry->length > 0)
    return write_text (self->database, entry->row, text, entry->length, error);

  return entry->is_new || remove_text (self->database, entry->row, error);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *left = a, *right = b;

  if (left->row != right->row)
    return left->row < right->row ? -1 : 1;

  return left->order < right->order ? -1 : left->order > right->order;
}

/**
 * rabta_search_index_new:
 * @database: (transfer none): the writer; outlives the index
 *
 * Returns: (transfer full): what a transaction changes in the search index, nothing yet
 */
RabtaSearchIndex *
rabta_search_index_new (RabtaDatabase *database)
{
  RabtaSearchIndex *self = g_new0 (RabtaSearchIndex, 1);

  self->database = database;
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->texts = g_string_new (NULL);
  self->text = g_string_new (NULL);

  return self;
}

/**
 * rabta_search_index_free:
 * @self: (transfer full): an index; what was not flushed is not written
 */
void
rabta_search_index_free (RabtaSearchIndex *self)
{
  g_array_unref (self->entries);
  g_string_free (self->texts, TRUE);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static gboolean
add_entry (RabtaSearchIndex  *self,
           RabtaKind          kind,
           gint64             pk,
           gboolean           is_new,
           GError           **error)
{
  Entry entry = {
    .row = (pk << RABTA_SEARCH_KIND_BITS) | kind,
    .order = self->entries->len,
    .is_new = is_new,
    .start = self->texts->len,
    .length = self->text->len,
  };

  g_array_append_val (self->entries, entry);
  /* With its terminating NUL. */
  g_string_append_len (self->texts, self->text->str, (gssize) self->text->len + 1);

  return self->texts->len < MOST_TEXT || rabta_search_index_flush (self, error);
}

/**
 * rabta_search_index_put:
 * @self: an index
 * @record: a record as it is from now on
 * @is_new: whether it was not in the index before
 * @error: return location
 *
 * Returns: whether it was noted
 */
gboolean
rabta_search_index_put (RabtaSearchIndex  *self,
                        RabtaRecord       *record,
                        gboolean           is_new,
                        GError           **error)
{
  rabta_search_document (record, self->text);

  return add_entry (self, rabta_record_get_kind (record), rabta_record_get_pk (record), is_new, error);
}

/**
 * rabta_search_index_remove:
 * @self: an index
 * @kind: kind of a record
 * @pk: its number
 * @error: return location
 *
 * Returns: whether it was noted
 */
gboolean
rabta_search_index_remove (RabtaSearchIndex  *self,
                           RabtaKind          kind,
                           gint64             pk,
                           GError           **error)
{
  g_string_truncate (self->text, 0);

  return add_entry (self, kind, pk, FALSE, error);
}

/**
 * rabta_search_index_flush:
 * @self: an index
 * @error: return location
 *
 * Writes what was noted; called before the commit, and before anything is searched for within the
 * transaction.
 *
 * Returns: whether it was written
 */
gboolean
rabta_search_index_flush (RabtaSearchIndex  *self,
                          GError           **error)
{
  Entry *entries = (Entry *) (gpointer) self->entries->data;
  gboolean is_new = FALSE;

  g_array_sort (self->entries, compare_entries);
  for (guint i = 0; i < self->entries->len; i++)
    {
      gboolean is_last = i + 1 == self->entries->len || entries[i + 1].row != entries[i].row;

      is_new = is_new || entries[i].is_new;
      if (!is_last)
        continue;
      entries[i].is_new = is_new;
      if (!write_entry (self, &entries[i], error))
        return FALSE;
      is_new = FALSE;
    }
  g_array_set_size (self->entries, 0);
  g_string_truncate (self->texts, 0);

  return TRUE;
}
