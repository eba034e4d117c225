/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/record-picker.h"

#include "model/record-list.h"
#include "ui/search-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _RabtaRecordPicker
{
  AdwBin           parent;

  GtkWidget       *list_widget;
  GtkWidget       *create;

  RabtaCasebook   *casebook;
  RabtaRecordList *list;
  RabtaQuery      *query;
  GHashTable      *chosen;   /* RabtaUuid → RabtaRecord, when several are picked; or NULL */
  RabtaKind        kind;
};

G_DEFINE_FINAL_TYPE (RabtaRecordPicker, rabta_record_picker, ADW_TYPE_BIN)

enum
{
  PICKED,
  NEW_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_query (RabtaRecordPicker *self,
              const char        *text)
{
  g_autoptr (RabtaQuery) query = rabta_query_copy (self->query);

  rabta_query_set_search (query, *text != '\0' ? text : NULL);
  rabta_record_list_set_query (self->list, query);
}

static void
picked_cb (RabtaRecordPicker *self,
           RabtaRecord       *record)
{
  const RabtaUuid *id;

  if (!rabta_record_is_loaded (record))
    return;

  id = rabta_record_get_id (record);
  if (self->chosen != NULL && !g_hash_table_remove (self->chosen, id))
    g_hash_table_insert (self->chosen, g_memdup2 (id, sizeof *id), rabta_record_copy (record));

  if (self->chosen != NULL)
    rabta_search_list_update_marks (RABTA_SEARCH_LIST (self->list_widget));

  g_signal_emit (self, signals[PICKED], 0, record);
}

static void
create_cb (RabtaRecordPicker *self)
{
  g_signal_emit (self, signals[NEW_REQUESTED], 0,
                 rabta_search_list_get_search (RABTA_SEARCH_LIST (self->list_widget)));
}

static char *
describe_cb (GObject   *item,
             char     **subtitle,
             gpointer   user_data)
{
  RabtaRecordPicker *self = user_data;
  RabtaRecord *record = RABTA_RECORD (item);

  if (!rabta_record_is_loaded (record))
    return NULL;

  *subtitle = rabta_record_dup_subtitle (record, rabta_casebook_get_programme (self->casebook));
  return rabta_record_dup_title (record);
}

static gboolean
marked_cb (GObject  *item,
           gpointer  user_data)
{
  RabtaRecordPicker *self = user_data;

  return rabta_record_is_loaded (RABTA_RECORD (item))
         && g_hash_table_contains (self->chosen, rabta_record_get_id (RABTA_RECORD (item)));
}

static guint
hash_id (gconstpointer id)
{
  guint hash;

  /* The last bytes of a UUIDv7 are random. */
  memcpy (&hash, (const char *) id + sizeof (RabtaUuid) - sizeof hash, sizeof hash);
  return hash;
}

static gboolean
equal_ids (gconstpointer a,
           gconstpointer b)
{
  return rabta_uuid_equal (a, b);
}

static void
rabta_record_picker_dispose (GObject *object)
{
  RabtaRecordPicker *self = RABTA_RECORD_PICKER (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->list);
  g_clear_object (&self->query);
  g_clear_object (&self->casebook);
  G_OBJECT_CLASS (rabta_record_picker_parent_class)->dispose (object);
}

static void
rabta_record_picker_finalize (GObject *object)
{
  g_clear_pointer (&RABTA_RECORD_PICKER (object)->chosen, g_hash_table_unref);
  G_OBJECT_CLASS (rabta_record_picker_parent_class)->finalize (object);
}

static void
rabta_record_picker_class_init (RabtaRecordPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rabta_record_picker_dispose;
  object_class->finalize = rabta_record_picker_finalize;

  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, RABTA_TYPE_RECORD);
  signals[NEW_REQUESTED] = g_signal_new ("new-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rabta_record_picker_init (RabtaRecordPicker *self)
{
}

/**
 * rabta_record_picker_new:
 * @casebook: where to look
 * @kind: what to look for
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
rabta_record_picker_new (RabtaCasebook *casebook,
                         RabtaKind      kind)
{
  RabtaRecordPicker *self;
  g_autofree char *label = NULL;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (kind < RABTA_N_KINDS, NULL);

  self = g_object_new (RABTA_TYPE_RECORD_PICKER, NULL);
  self->casebook = g_object_ref (casebook);
  self->kind = kind;
  self->query = rabta_query_new (kind);
  self->list = rabta_record_list_new (casebook, self->query);
  self->list_widget = rabta_search_list_new (G_LIST_MODEL (self->list), describe_cb, self);
  rabta_search_list_set_name (RABTA_SEARCH_LIST (self->list_widget),
                              _(rabta_kind_get_info (kind)->heading_plural));
  g_signal_connect_swapped (self->list_widget, "search", G_CALLBACK (update_query), self);
  g_signal_connect_swapped (self->list_widget, "picked", G_CALLBACK (picked_cb), self);

  label = g_strdup_printf (_("New: %s…"), _(rabta_kind_get_info (kind)->heading));
  self->create = gtk_button_new_with_label (label);
  gtk_widget_add_css_class (self->create, "flat");
  gtk_widget_set_visible (self->create, FALSE);
  g_signal_connect_swapped (self->create, "clicked", G_CALLBACK (create_cb), self);
  rabta_search_list_add_footer (RABTA_SEARCH_LIST (self->list_widget), self->create);
  adw_bin_set_child (ADW_BIN (self), self->list_widget);
  return GTK_WIDGET (self);
}

/**
 * rabta_record_picker_set_query:
 * @self: a picker
 * @query: (nullable): what is offered; %NULL for all records of the kind
 */
void
rabta_record_picker_set_query (RabtaRecordPicker *self,
                               RabtaQuery        *query)
{
  g_return_if_fail (RABTA_IS_RECORD_PICKER (self));

  g_clear_object (&self->query);
  self->query = query != NULL ? rabta_query_copy (query) : rabta_query_new (self->kind);
  update_query (self, rabta_search_list_get_search (RABTA_SEARCH_LIST (self->list_widget)));
}

/**
 * rabta_record_picker_set_allow_new:
 * @self: a picker
 * @allow_new: whether the record that is missing can be made
 */
void
rabta_record_picker_set_allow_new (RabtaRecordPicker *self,
                                   gboolean           allow_new)
{
  g_return_if_fail (RABTA_IS_RECORD_PICKER (self));

  gtk_widget_set_visible (self->create, allow_new);
}

/**
 * rabta_record_picker_set_search:
 * @self: a picker
 * @text: what to search for
 */
void
rabta_record_picker_set_search (RabtaRecordPicker *self,
                                const char        *text)
{
  g_return_if_fail (RABTA_IS_RECORD_PICKER (self));

  rabta_search_list_set_search (RABTA_SEARCH_LIST (self->list_widget), text);
}

/**
 * rabta_record_picker_focus:
 * @self: a picker
 *
 * Puts the focus into the search entry.
 */
void
rabta_record_picker_focus (RabtaRecordPicker *self)
{
  g_return_if_fail (RABTA_IS_RECORD_PICKER (self));

  rabta_search_list_focus (RABTA_SEARCH_LIST (self->list_widget));
}

/**
 * rabta_record_picker_set_many:
 * @self: a picker
 * @many: whether several records are picked, each with a check mark
 */
void
rabta_record_picker_set_many (RabtaRecordPicker *self,
                              gboolean           many)
{
  g_return_if_fail (RABTA_IS_RECORD_PICKER (self));

  g_clear_pointer (&self->chosen, g_hash_table_unref);
  if (many)
    self->chosen = g_hash_table_new_full (hash_id, equal_ids, g_free, g_object_unref);

  rabta_search_list_set_marked (RABTA_SEARCH_LIST (self->list_widget), many ? marked_cb : NULL, self);
}

/**
 * rabta_record_picker_choose:
 * @self: a picker of several records
 * @record: a record to be among the chosen
 */
void
rabta_record_picker_choose (RabtaRecordPicker *self,
                            RabtaRecord       *record)
{
  g_return_if_fail (RABTA_IS_RECORD_PICKER (self));
  g_return_if_fail (self->chosen != NULL);

  if (!g_hash_table_contains (self->chosen, rabta_record_get_id (record)))
    picked_cb (self, record);
}

/**
 * rabta_record_picker_list_chosen:
 * @self: a picker of several records
 *
 * Returns: (transfer full) (element-type RabtaRecord): what is picked
 */
GPtrArray *
rabta_record_picker_list_chosen (RabtaRecordPicker *self)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer record;

  g_return_val_if_fail (RABTA_IS_RECORD_PICKER (self), records);

  if (self->chosen == NULL)
    return records;

  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    g_ptr_array_add (records, g_object_ref (record));

  return records;
}
