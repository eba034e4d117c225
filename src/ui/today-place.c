/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/today-place.h"

#include "ui/activity-dialog.h"
#include "ui/follow-up-dialog.h"
#include "ui/place.h"
#include "ui/today-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* How long reading may take before a spinner says so, in milliseconds: below, it would flicker. */
#define PATIENCE 200

struct _RabtaTodayPlace
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkWidget          *box;
  GtkStack           *stack;
  AdwStatusPage      *error_page;
  GtkListView        *list_view;
  GtkRevealer        *strip;
  GtkLabel           *strip_label;

  /* owned */
  RabtaCasebook      *casebook;
  RabtaTodayList     *list;
  GtkSingleSelection *selection;
  GHashTable         *rows;      /* of RabtaTodayRow, those bound; borrowed */
  RabtaRecord        *completed; /* what the strip is about */
  char               *subtitle;
  guint               patience_id;
  guint               position;  /* of the selection, for when its item goes */
  gboolean            refocus;
};

enum {
  PROP_0,
  PROP_N_OVERDUE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void rabta_today_place_place_init (RabtaPlaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RabtaTodayPlace, rabta_today_place, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RABTA_TYPE_PLACE,
                                                      rabta_today_place_place_init))

static RabtaTodayRow *
find_row (RabtaTodayPlace *self,
          gpointer         item)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    if (item != NULL && rabta_today_row_get_item (row) == item)
      return row;
  return NULL;
}

static RabtaTodayRow *
selected_row (RabtaTodayPlace *self)
{
  return find_row (self, gtk_single_selection_get_selected_item (self->selection));
}

static gboolean
patience_ended_cb (gpointer data)
{
  RabtaTodayPlace *self = data;

  self->patience_id = 0;
  gtk_stack_set_visible_child_name (self->stack, "loading");
  return G_SOURCE_REMOVE;
}

static void
update_subtitle (RabtaTodayPlace *self)
{
  guint n = rabta_today_list_get_n_overdue (self->list);

  g_clear_pointer (&self->subtitle, g_free);
  if (n > 0)
    self->subtitle = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u overdue", "%'u overdue",
                                                   n),
                                      n);
  rabta_place_changed (RABTA_PLACE (self));
}

static void
update_state (RabtaTodayPlace *self)
{
  const char *error = rabta_today_list_get_error (self->list);

  if (rabta_today_list_is_loading (self->list))
    {
      if (self->patience_id == 0)
        self->patience_id = g_timeout_add (PATIENCE, patience_ended_cb, self);
      return;
    }
  g_clear_handle_id (&self->patience_id, g_source_remove);
  if (error != NULL)
    {
      adw_status_page_set_description (self->error_page, error);
      gtk_stack_set_visible_child_name (self->stack, "error");
    }
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    gtk_stack_set_visible_child_name (self->stack, "rows");
  else
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

/* The nearest thing to do at or after a position, else before it. */
static guint
find_thing (RabtaTodayPlace *self,
            guint            position)
{
  GListModel *model = G_LIST_MODEL (self->list);
  guint n = g_list_model_get_n_items (model);

  for (guint i = position; i < n; i++)
    {
      g_autoptr (RabtaTodayItem) item = g_list_model_get_item (model, i);

      if (rabta_today_item_get_record (item) != NULL)
        return i;
    }
  for (guint i = MIN (position, n); i > 0; i--)
    {
      g_autoptr (RabtaTodayItem) item = g_list_model_get_item (model, i - 1);

      if (rabta_today_item_get_record (item) != NULL)
        return i - 1;
    }
  return GTK_INVALID_LIST_POSITION;
}

static gboolean
refocus_cb (gpointer user_data)
{
  g_autoptr (RabtaTodayPlace) self = user_data;
  RabtaTodayRow *row;

  if (self->list_view == NULL || !self->refocus)
    return G_SOURCE_REMOVE;
  self->refocus = FALSE;
  row = selected_row (self);
  if (row != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
  return G_SOURCE_REMOVE;
}

/* When what was selected is done, the next thing is selected, and has the focus if it had. */
static void
items_changed_cb (GListModel      *model,
                  guint            position,
                  guint            removed,
                  guint            added,
                  RabtaTodayPlace *self)
{
  if (gtk_single_selection_get_selected (self->selection) == GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (self->selection, find_thing (self, self->position));
  if (self->refocus)
    g_idle_add (refocus_cb, g_object_ref (self));
}

static void
selected_cb (GtkSingleSelection *selection,
             GParamSpec         *pspec,
             RabtaTodayPlace    *self)
{
  guint position = gtk_single_selection_get_selected (selection);

  if (position != GTK_INVALID_LIST_POSITION)
    self->position = position;
}

static void
loading_cb (RabtaTodayPlace *self)
{
  update_state (self);
}

static void
n_overdue_cb (RabtaTodayPlace *self)
{
  update_subtitle (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_OVERDUE]);
}

/* The toast offers to undo; the strip, to write down how it went. */
static void
completed_cb (RabtaTodayRow   *row,
              RabtaRecord     *record,
              RabtaTodayPlace *self)
{
  g_autofree char *text = NULL;

  text = g_strdup_printf (_("“%s” is done. What happened?"),
                          rabta_record_get_text (record, "summary"));
  g_set_object (&self->completed, record);
  gtk_label_set_text (self->strip_label, text);
  gtk_revealer_set_reveal_child (self->strip, TRUE);
}

static void
log_completed_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  RabtaTodayPlace *self = RABTA_TODAY_PLACE (widget);

  gtk_revealer_set_reveal_child (self->strip, FALSE);
  if (self->completed != NULL)
    rabta_log_activity_dialog_present (widget, self->casebook,
                                       rabta_record_get_ref (self->completed, "enterprise"),
                                       rabta_record_get_ref (self->completed, "case"));
}

static void
dismiss_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  gtk_revealer_set_reveal_child (RABTA_TODAY_PLACE (widget)->strip, FALSE);
}

static void
retry_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  rabta_today_list_refresh (RABTA_TODAY_PLACE (widget)->list);
}

static void
activate_cb (GtkListView     *view,
             guint            position,
             RabtaTodayPlace *self)
{
  g_autoptr (RabtaTodayItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  RabtaTodayRow *row = find_row (self, item);

  if (row != NULL)
    gtk_widget_activate_action (GTK_WIDGET (row), "row.open", NULL);
}

/* Before the list itself, to which Space means to select. A button in a row keeps its Space. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        RabtaTodayPlace       *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  RabtaTodayRow *row = selected_row (self);
  const char *action = NULL;

  if (row == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (focus != gtk_widget_get_parent (GTK_WIDGET (row)))
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_space || key == GDK_KEY_KP_Space)
    action = "row.done";
  else if (key == GDK_KEY_p)
    action = "row.postpone";
  else if (key == GDK_KEY_l)
    action = "row.log";
  if (action == NULL)
    return GDK_EVENT_PROPAGATE;
  self->refocus = TRUE;
  gtk_widget_activate_action (GTK_WIDGET (row), action, NULL);
  return GDK_EVENT_STOP;
}

static void
scrolled_cb (GtkAdjustment   *adjustment,
             RabtaTodayPlace *self)
{
  double left = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment);

  if (left < 3 * gtk_adjustment_get_page_size (adjustment))
    rabta_today_list_read_on (self->list);
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          RabtaTodayPlace    *self)
{
  GtkWidget *row = rabta_today_row_new (self->casebook);

  g_signal_connect_object (row, "completed", G_CALLBACK (completed_cb), self, 0);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         RabtaTodayPlace    *self)
{
  RabtaTodayItem *thing = gtk_list_item_get_item (item);
  gboolean heading = rabta_today_item_get_record (thing) == NULL;
  GtkWidget *row = gtk_list_item_get_child (item);

  gtk_list_item_set_selectable (item, !heading);
  gtk_list_item_set_activatable (item, !heading);
  rabta_today_row_set_item (RABTA_TODAY_ROW (row), thing);
  g_hash_table_add (self->rows, row);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *item,
           RabtaTodayPlace    *self)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  g_hash_table_remove (self->rows, row);
  rabta_today_row_set_item (RABTA_TODAY_ROW (row), NULL);
}

static const char *
rabta_today_place_get_title (RabtaPlace *place)
{
  return _("Today");
}

static const char *
rabta_today_place_get_subtitle (RabtaPlace *place)
{
  return RABTA_TODAY_PLACE (place)->subtitle;
}

static void
rabta_today_place_create_new (RabtaPlace *place)
{
  rabta_follow_up_dialog_present (GTK_WIDGET (place), RABTA_TODAY_PLACE (place)->casebook, NULL,
                                  NULL);
}

static const char *
rabta_today_place_get_new_label (RabtaPlace *place)
{
  return _("New Follow-up");
}

static void
rabta_today_place_shown (RabtaPlace *place)
{
  RabtaTodayPlace *self = RABTA_TODAY_PLACE (place);

  rabta_today_list_refresh (self->list);
  self->refocus = TRUE;
  g_idle_add (refocus_cb, g_object_ref (self));
}

static void
rabta_today_place_place_init (RabtaPlaceInterface *iface)
{
  iface->get_title = rabta_today_place_get_title;
  iface->get_subtitle = rabta_today_place_get_subtitle;
  iface->create_new = rabta_today_place_create_new;
  iface->get_new_label = rabta_today_place_get_new_label;
  iface->shown = rabta_today_place_shown;
}

static void
rabta_today_place_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  RabtaTodayPlace *self = RABTA_TODAY_PLACE (object);

  switch (prop_id)
    {
    case PROP_N_OVERDUE:
      g_value_set_uint (value, rabta_today_list_get_n_overdue (self->list));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rabta_today_place_dispose (GObject *object)
{
  RabtaTodayPlace *self = RABTA_TODAY_PLACE (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  self->list_view = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->completed);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_today_place_parent_class)->dispose (object);
}

static void
rabta_today_place_finalize (GObject *object)
{
  RabtaTodayPlace *self = RABTA_TODAY_PLACE (object);

  g_hash_table_unref (self->rows);
  g_free (self->subtitle);

  G_OBJECT_CLASS (rabta_today_place_parent_class)->finalize (object);
}

static void
rabta_today_place_class_init (RabtaTodayPlaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rabta_today_place_get_property;
  object_class->dispose = rabta_today_place_dispose;
  object_class->finalize = rabta_today_place_finalize;

  properties[PROP_N_OVERDUE] =
    g_param_spec_uint ("n-overdue", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "today.log-completed", NULL, log_completed_cb);
  gtk_widget_class_install_action (widget_class, "today.dismiss", NULL, dismiss_cb);
  gtk_widget_class_install_action (widget_class, "today.retry", NULL, retry_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/smeda/Rabta/ui/today-place.ui");
  gtk_widget_class_bind_template_child (widget_class, RabtaTodayPlace, box);
  gtk_widget_class_bind_template_child (widget_class, RabtaTodayPlace, stack);
  gtk_widget_class_bind_template_child (widget_class, RabtaTodayPlace, error_page);
  gtk_widget_class_bind_template_child (widget_class, RabtaTodayPlace, list_view);
  gtk_widget_class_bind_template_child (widget_class, RabtaTodayPlace, strip);
  gtk_widget_class_bind_template_child (widget_class, RabtaTodayPlace, strip_label);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
rabta_today_place_init (RabtaTodayPlace *self)
{
  self->rows = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rabta_today_place_new:
 *
 * Returns: (transfer floating): the place
 */
GtkWidget *
rabta_today_place_new (RabtaCasebook *casebook)
{
  RabtaTodayPlace *self;
  GtkListItemFactory *factory;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  self = g_object_new (RABTA_TYPE_TODAY_PLACE, NULL);
  self->casebook = g_object_ref (casebook);
  self->list = rabta_today_list_new (casebook);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->list));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, 0);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_AFTER);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (loading_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::n-overdue", G_CALLBACK (n_overdue_cb), self,
                           G_CONNECT_SWAPPED);

  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  gtk_list_view_set_factory (self->list_view, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view)),
                           "value-changed", G_CALLBACK (scrolled_cb), self, 0);
  update_state (self);
  return GTK_WIDGET (self);
}

/**
 * rabta_today_place_overdue_follow_ups:
 *
 * Returns: (transfer full): follow-ups that should have been done before today
 */
RabtaQuery *
rabta_today_place_overdue_follow_ups (void)
{
  RabtaQuery *query = rabta_query_new (RABTA_KIND_FOLLOW_UP);
  char today[RABTA_DATE_SIZE];

  rabta_date_today (today);
  rabta_query_filter (query, "due", RABTA_FILTER_LESS, today);
  rabta_query_filter (query, "done", RABTA_FILTER_NOT_EQUAL, "true");
  return query;
}

/**
 * rabta_today_place_overdue_cases:
 *
 * Returns: (transfer full): cases whose stage took longer than its time limit
 */
RabtaQuery *
rabta_today_place_overdue_cases (void)
{
  RabtaQuery *query = rabta_query_new (RABTA_KIND_CASE);
  char today[RABTA_DATE_SIZE];

  rabta_date_today (today);
  rabta_query_filter (query, "due", RABTA_FILTER_LESS, today);
  rabta_query_filter (query, "status", RABTA_FILTER_NOT_EQUAL, "closed");
  return query;
}
