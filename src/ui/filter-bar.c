/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/filter-bar.h"

#include "ui/filter-bar-private.h"

#include <glib/gi18n-lib.h>

struct _RabtaFilterBar
{
  GtkWidget parent;

  /* Widgets, owned by the tree */
  GtkWidget *box;
  GtkWidget *search;
  GtkWidget *count;
  GtkWidget *chips;
  GtkWidget *chips_line;

  RabtaRecordTable *table; /* weak */

  /* Owned */
  RabtaCasebook *casebook;
  RabtaQuery    *base;
  GPtrArray     *filters;
  RabtaKind      kind;
  guint          frozen;
  gboolean       pending;
};

G_DEFINE_FINAL_TYPE (RabtaFilterBar, rabta_filter_bar, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static RabtaFilter *
find_filter (RabtaFilterBar *self,
             const char     *id)
{
  for (guint i = 0; i < self->filters->len; i++)
    {
      RabtaFilter *filter = g_ptr_array_index (self->filters, i);

      if (g_str_equal (filter->id, id))
        return filter;
    }

  return NULL;
}

static void
show_count (RabtaFilterBar *self)
{
  RabtaRecordList *list = self->table != NULL ? rabta_record_table_get_list (self->table) : NULL;
  g_autofree char *text = NULL;
  guint n;

  if (list == NULL || rabta_record_list_is_loading (list))
    return;

  n = g_list_model_get_n_items (G_LIST_MODEL (list));
  if (rabta_filter_bar_is_active (self))
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u found", "%'u found", n), n);
  else if (n > 0)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u in all", "%'u in all", n), n);
  gtk_label_set_text (GTK_LABEL (self->count), text != NULL ? text : "");
}

static void
changed (RabtaFilterBar *self)
{
  if (self->frozen > 0)
    {
      self->pending = TRUE;
      return;
    }

  gtk_widget_set_visible (self->chips_line, rabta_filter_chips_fill (self, GTK_BOX (self->chips)));
  if (self->table != NULL)
    {
      g_autoptr (RabtaQuery) query = rabta_filter_bar_make_query (self);

      rabta_record_table_set_based (self->table, !rabta_filter_bar_is_active (self));
      rabta_record_table_set_query (self->table, query);
      rabta_record_table_scroll_to (self->table, 0);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
search_changed_cb (RabtaFilterBar *self)
{
  changed (self);
}

/* Enter or Down in the search entry goes on to what was found. */
static void
search_activated_cb (RabtaFilterBar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (self->table == NULL)
    return;

  /* The entry captures what is typed into the table, Enter on a row included. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->table)))
    gtk_widget_activate (focus);
  else
    rabta_record_table_grab_focus (self->table);
}

/* Escape takes the search away and leads to the list; the entry keeps the key to itself. */
static void
search_stopped_cb (RabtaFilterBar *self)
{
  rabta_filter_bar_set_search (self, NULL);
  if (self->table != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->table)))
    rabta_record_table_grab_focus (self->table);
}

static gboolean
search_key_cb (GtkEventControllerKey *keys,
               guint                  keyval,
               guint                  keycode,
               GdkModifierType        state,
               RabtaFilterBar        *self)
{
  if (keyval != GDK_KEY_Down || self->table == NULL)
    return GDK_EVENT_PROPAGATE;

  rabta_record_table_grab_focus (self->table);
  return GDK_EVENT_STOP;
}

static RabtaFilter *
add_filter (RabtaFilterBar   *self,
            char             *id,
            const RabtaField *field,
            const char       *label)
{
  RabtaFilter *filter = rabta_filter_new (id, field, label);

  g_ptr_array_add (self->filters, filter);
  return filter;
}

static const RabtaField *
get_field (RabtaKind   kind,
           const char *name)
{
  const RabtaKindInfo *info = rabta_kind_get_info (kind);
  int index = rabta_kind_find_field (info, name);

  g_return_val_if_fail (index >= 0, NULL);

  return &info->fields[index];
}

static void
build (RabtaFilterBar *self,
       const char     *settings_name)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clear = gtk_button_new_with_mnemonic (_("Clea_r All"));
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _("Search"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search"), -1);
  gtk_widget_set_hexpand (self->search, TRUE);
  /* A narrow window leaves little beside the buttons. */
  gtk_editable_set_width_chars (GTK_EDITABLE (self->search), 5);
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (search_stopped_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (search_key_cb), self);
  gtk_widget_add_controller (self->search, keys);

  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_label_set_ellipsize (GTK_LABEL (self->count), PANGO_ELLIPSIZE_END);

  gtk_box_append (GTK_BOX (line), self->search);
  gtk_box_append (GTK_BOX (line), rabta_filter_menu_new (self));
  if (settings_name != NULL)
    gtk_box_append (GTK_BOX (line), rabta_saved_views_new (self, settings_name));
  gtk_box_append (GTK_BOX (line), self->count);

  self->chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->chips);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_widget_add_css_class (clear, "flat");
  g_signal_connect_swapped (clear, "clicked", G_CALLBACK (rabta_filter_bar_clear), self);
  self->chips_line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->chips_line), scroller);
  gtk_box_append (GTK_BOX (self->chips_line), clear);
  gtk_widget_set_visible (self->chips_line, FALSE);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->box, "filter-bar");
  gtk_box_append (GTK_BOX (self->box), line);
  gtk_box_append (GTK_BOX (self->box), self->chips_line);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static void
rabta_filter_bar_dispose (GObject *object)
{
  RabtaFilterBar *self = RABTA_FILTER_BAR (object);

  if (self->table != NULL)
    rabta_filter_bar_set_table (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->casebook);
  g_clear_object (&self->base);

  G_OBJECT_CLASS (rabta_filter_bar_parent_class)->dispose (object);
}

static void
rabta_filter_bar_finalize (GObject *object)
{
  g_clear_pointer (&RABTA_FILTER_BAR (object)->filters, g_ptr_array_unref);

  G_OBJECT_CLASS (rabta_filter_bar_parent_class)->finalize (object);
}

static void
rabta_filter_bar_class_init (RabtaFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rabta_filter_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = rabta_filter_bar_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "filterbar");
}

static void
rabta_filter_bar_init (RabtaFilterBar *self)
{
  self->filters = g_ptr_array_new_with_free_func (rabta_filter_free);
}

/**
 * rabta_filter_bar_new:
 * @casebook: where the records are
 * @kind: their kind
 * @settings_name: (nullable): under which saved views are kept
 *
 * Makes a bar that offers search and no filters yet.
 *
 * Returns: (transfer floating): the bar
 */
GtkWidget *
rabta_filter_bar_new (RabtaCasebook *casebook,
                      RabtaKind      kind,
                      const char    *settings_name)
{
  RabtaFilterBar *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  self = g_object_new (RABTA_TYPE_FILTER_BAR, NULL);
  g_set_object (&self->casebook, casebook);
  self->kind = kind;
  self->base = rabta_query_new (kind);
  build (self, settings_name);

  return GTK_WIDGET (self);
}

/**
 * rabta_filter_bar_set_table:
 * @self: a bar
 * @table: (nullable): what it filters; not kept alive
 *
 * Filters @table from now on, beginning with the present query.
 */
void
rabta_filter_bar_set_table (RabtaFilterBar   *self,
                            RabtaRecordTable *table)
{
  g_return_if_fail (RABTA_IS_FILTER_BAR (self));

  if (self->table != NULL)
    {
      RabtaRecordList *list = rabta_record_table_get_list (self->table);

      g_signal_handlers_disconnect_by_data (self->table, self);
      if (list != NULL)
        g_signal_handlers_disconnect_by_data (list, self);
      g_object_remove_weak_pointer (G_OBJECT (self->table), (gpointer *) &self->table);
    }

  self->table = table;
  if (table != NULL)
    {
      RabtaRecordList *list;

      g_object_add_weak_pointer (G_OBJECT (table), (gpointer *) &self->table);
      changed (self);
      list = rabta_record_table_get_list (table);
      g_signal_connect_object (table, "clear-filters", G_CALLBACK (rabta_filter_bar_clear), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (list, "items-changed", G_CALLBACK (show_count), self,
                               G_CONNECT_SWAPPED | G_CONNECT_AFTER);
      g_signal_connect_object (list, "notify::loading", G_CALLBACK (show_count), self,
                               G_CONNECT_SWAPPED);
      show_count (self);
    }
}

/**
 * rabta_filter_bar_add_field:
 * @self: a bar
 * @field: name of a choice, reference or boolean field of the kind
 *
 * Offers to filter by a field.
 */
void
rabta_filter_bar_add_field (RabtaFilterBar *self,
                            const char     *field)
{
  g_return_if_fail (RABTA_IS_FILTER_BAR (self));

  add_filter (self, g_strdup (field), get_field (self->kind, field), NULL);
}

/**
 * rabta_filter_bar_add_linked:
 * @self: a bar
 * @kind: a kind of record that refers to those of the list
 * @back: its field that does
 * @field: its field to filter by
 * @label: (nullable): for people
 *
 * Offers to filter by what refers to the records: enterprises that took part in an event.
 */
void
rabta_filter_bar_add_linked (RabtaFilterBar *self,
                             RabtaKind       kind,
                             const char     *back,
                             const char     *field,
                             const char     *label)
{
  RabtaFilter *filter;

  g_return_if_fail (RABTA_IS_FILTER_BAR (self));

  filter = add_filter (self, g_strconcat (rabta_kind_get_info (kind)->name, ".", field, NULL),
                       get_field (kind, field), label);
  filter->where = RABTA_FILTER_LINKED;
  filter->kind = kind;
  filter->back = g_strdup (back);
}

/**
 * rabta_filter_bar_add_target:
 * @self: a bar
 * @reference: a reference field of the kind
 * @field: a field of what it refers to
 * @label: (nullable): for people
 *
 * Offers to filter by what the records refer to: cases of enterprises of a cluster.
 */
void
rabta_filter_bar_add_target (RabtaFilterBar *self,
                             const char     *reference,
                             const char     *field,
                             const char     *label)
{
  const RabtaField *own;
  RabtaFilter *filter;

  g_return_if_fail (RABTA_IS_FILTER_BAR (self));

  own = get_field (self->kind, reference);
  filter = add_filter (self, g_strconcat (reference, ".", field, NULL),
                       get_field (rabta_kind_from_name (own->target), field), label);
  filter->where = RABTA_FILTER_TARGET;
  filter->back = g_strdup (reference);
}

void
rabta_filter_bar_set_base (RabtaFilterBar *self,
                           RabtaQuery     *query)
{
  g_return_if_fail (RABTA_IS_FILTER_BAR (self));

  g_set_object (&self->base, query);
  changed (self);
}

/**
 * rabta_filter_bar_make_query:
 * @self: a bar
 *
 * Returns: (transfer full): what the bar asks for now
 */
RabtaQuery *
rabta_filter_bar_make_query (RabtaFilterBar *self)
{
  RabtaQuery *query;
  const char *text;

  g_return_val_if_fail (RABTA_IS_FILTER_BAR (self), NULL);

  query = rabta_query_copy (self->base);
  text = rabta_filter_bar_get_search (self);
  if (text[0] != '\0')
    rabta_query_set_search (query, text);

  for (guint i = 0; i < self->filters->len; i++)
    rabta_filter_apply (g_ptr_array_index (self->filters, i), query);

  return query;
}

gboolean
rabta_filter_bar_is_active (RabtaFilterBar *self)
{
  g_return_val_if_fail (RABTA_IS_FILTER_BAR (self), FALSE);

  if (rabta_filter_bar_get_search (self)[0] != '\0')
    return TRUE;
  for (guint i = 0; i < self->filters->len; i++)
    if (((RabtaFilter *) g_ptr_array_index (self->filters, i))->values->len > 0)
      return TRUE;

  return FALSE;
}

void
rabta_filter_bar_set_search (RabtaFilterBar *self,
                             const char     *text)
{
  g_return_if_fail (RABTA_IS_FILTER_BAR (self));

  if (g_strcmp0 (rabta_filter_bar_get_search (self), text != NULL ? text : "") == 0)
    return;

  /* The entry says so twice: when the old text is gone, and when the new one is there. */
  rabta_filter_bar_freeze (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search), text != NULL ? text : "");
  rabta_filter_bar_thaw (self);
}

/**
 * rabta_filter_bar_add_value:
 * @self: a bar
 * @id: id of a filter
 * @value: (nullable): canonical text of what the field must be; %NULL: empty
 * @title: (nullable): of the record a reference points to
 *
 * Adds a value to a filter: records with any of its values are found.
 */
void
rabta_filter_bar_add_value (RabtaFilterBar *self,
                            const char     *id,
                            const char     *value,
                            const char     *title)
{
  RabtaFilter *filter;

  g_return_if_fail (RABTA_IS_FILTER_BAR (self));
  filter = find_filter (self, id);
  g_return_if_fail (filter != NULL);

  if (rabta_filter_add_value (filter, rabta_casebook_get_programme (self->casebook), value, title))
    changed (self);
}

void
rabta_filter_bar_remove_value (RabtaFilterBar *self,
                               const char     *id,
                               const char     *value)
{
  RabtaFilter *filter;
  int position;

  g_return_if_fail (RABTA_IS_FILTER_BAR (self));
  filter = find_filter (self, id);
  g_return_if_fail (filter != NULL);

  position = rabta_filter_find_value (filter, value);
  if (position >= 0)
    {
      g_ptr_array_remove_index (filter->values, (guint) position);
      changed (self);
    }
}

gboolean
rabta_filter_bar_has_value (RabtaFilterBar *self,
                            const char     *id,
                            const char     *value)
{
  RabtaFilter *filter = find_filter (self, id);

  return filter != NULL && rabta_filter_find_value (filter, value) >= 0;
}

/**
 * rabta_filter_bar_clear:
 * @self: a bar
 *
 * Takes away the search and every filter.
 */
void
rabta_filter_bar_clear (RabtaFilterBar *self)
{
  g_return_if_fail (RABTA_IS_FILTER_BAR (self));

  rabta_filter_bar_freeze (self);
  for (guint i = 0; i < self->filters->len; i++)
    {
      RabtaFilter *filter = g_ptr_array_index (self->filters, i);

      if (filter->values->len > 0)
        self->pending = TRUE;
      g_ptr_array_set_size (filter->values, 0);
    }
  rabta_filter_bar_set_search (self, NULL);
  rabta_filter_bar_thaw (self);
}

void
rabta_filter_bar_focus_search (RabtaFilterBar *self)
{
  g_return_if_fail (RABTA_IS_FILTER_BAR (self));

  gtk_widget_grab_focus (self->search);
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

void
rabta_filter_bar_capture_keys (RabtaFilterBar *self,
                               GtkWidget      *widget)
{
  g_return_if_fail (RABTA_IS_FILTER_BAR (self));

  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), widget);
}

RabtaCasebook *
rabta_filter_bar_get_casebook (RabtaFilterBar *self)
{
  return self->casebook;
}

GPtrArray *
rabta_filter_bar_get_filters (RabtaFilterBar *self)
{
  return self->filters;
}

const char *
rabta_filter_bar_get_search (RabtaFilterBar *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

void
rabta_filter_bar_freeze (RabtaFilterBar *self)
{
  self->frozen++;
}

void
rabta_filter_bar_thaw (RabtaFilterBar *self)
{
  if (--self->frozen == 0 && self->pending)
    {
      self->pending = FALSE;
      changed (self);
    }
}
