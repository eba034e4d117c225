/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/case-column.h"

#include "ui/case-card.h"
#include "ui/case-move.h"

#include <glib/gi18n-lib.h>

/* In pixels. */
#define HEADER_HEIGHT 64

struct _RabtaCaseColumn
{
  GtkWidget parent_instance;

  GtkWidget          *box;
  GtkWidget          *label;
  GtkWidget          *number;
  GtkWidget          *fold;
  GtkWidget          *scrolled;
  GtkWidget          *list_view;
  GtkWidget          *nothing;

  RabtaCasebook      *casebook;
  RabtaStage         *stage;
  RabtaRecordList    *list;
  GtkSingleSelection *selection;
  GHashTable         *cards;   /* of RabtaCaseCard, those bound; borrowed */
  RabtaUuid           awaited; /* to be focused when it arrives */
  gboolean            awaits;
  gboolean            expanded;
  guint               focus_id;
};

G_DEFINE_FINAL_TYPE (RabtaCaseColumn, rabta_case_column, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_COUNT,
  PROP_EXPANDED,
  N_PROPS
};

enum {
  MOVE,
  DROPPED,
  ACTIVATE_CASE,
  MENU,
  DRAGGING,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static RabtaCaseCard *
find_card (RabtaCaseColumn *self,
           RabtaRecord     *record)
{
  GHashTableIter iter;
  gpointer card;

  g_hash_table_iter_init (&iter, self->cards);
  while (record != NULL && g_hash_table_iter_next (&iter, &card, NULL))
    if (rabta_case_card_get_record (card) == record)
      return card;
  return NULL;
}

static void
update_count (RabtaCaseColumn *self)
{
  guint n = rabta_case_column_get_count (self);
  g_autofree char *text = g_strdup_printf ("%'u", n);
  g_autofree char *name = NULL;

  gtk_label_set_text (GTK_LABEL (self->number), text);
  /* Translators: a stage and how many cases are in it. */
  name = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, %u case", "%s, %u cases", n),
                          rabta_stage_get_label (self->stage), n);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (self->nothing,
                          n == 0 && self->expanded && !rabta_record_list_is_loading (self->list));
  gtk_widget_set_visible (self->scrolled, n > 0 && self->expanded);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

static gboolean
focus_cb (gpointer data)
{
  RabtaCaseColumn *self = data;
  RabtaCaseCard *card;

  self->focus_id = 0;
  card = find_card (self, gtk_single_selection_get_selected_item (self->selection));
  if (card != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (card)));
  return G_SOURCE_REMOVE;
}

/* When the row for it has been made. */
static void
queue_focus (RabtaCaseColumn *self)
{
  if (self->focus_id == 0)
    self->focus_id = g_idle_add_full (G_PRIORITY_LOW, focus_cb, self, NULL);
}

static void
look_for_awaited (RabtaCaseColumn *self)
{
  int position;

  if (!self->awaits)
    return;
  position = rabta_record_list_find (self->list, &self->awaited);
  if (position < 0)
    return;
  self->awaits = FALSE;
  gtk_single_selection_set_selected (self->selection, (guint) position);
  gtk_widget_activate_action (self->list_view, "list.scroll-to-item", "u", (guint) position);
  queue_focus (self);
}

static void
items_changed_cb (RabtaCaseColumn *self)
{
  update_count (self);
  look_for_awaited (self);
}

static void
activate_cb (GtkListView     *view,
             guint            position,
             RabtaCaseColumn *self)
{
  g_autoptr (RabtaRecord) record = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (record != NULL && rabta_record_is_loaded (record))
    g_signal_emit (self, signals[ACTIVATE_CASE], 0, record);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        RabtaCaseColumn       *self)
{
  const GdkModifierType all = GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK;
  RabtaRecord *record = rabta_case_column_get_selected (self);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  RabtaCaseCard *card;
  int step = 0;

  if (record == NULL || !rabta_record_is_loaded (record))
    return GDK_EVENT_PROPAGATE;
  if ((state & all) == (GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    {
      if (key == GDK_KEY_Right || key == GDK_KEY_KP_Right)
        step = rtl ? -1 : 1;
      else if (key == GDK_KEY_Left || key == GDK_KEY_KP_Left)
        step = rtl ? 1 : -1;
    }
  if (step != 0)
    {
      g_signal_emit (self, signals[MOVE], 0, record, step);
      return GDK_EVENT_STOP;
    }
  card = find_card (self, record);
  if (card != NULL && (((state & all) == 0 && (key == GDK_KEY_m || key == GDK_KEY_Menu))
                       || ((state & all) == GDK_SHIFT_MASK && key == GDK_KEY_F10)))
    {
      g_signal_emit (self, signals[MENU], 0, record, card);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
right_click_cb (GtkGestureClick *gesture,
                int              n_press,
                double           x,
                double           y,
                RabtaCaseColumn *self)
{
  GtkWidget *card = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  RabtaRecord *record = rabta_case_card_get_record (RABTA_CASE_CARD (card));

  if (record == NULL || !rabta_record_is_loaded (record))
    return;
  gtk_single_selection_set_selected (self->selection,
                                     (guint) rabta_record_list_find (self->list,
                                                                     rabta_record_get_id (record)));
  g_signal_emit (self, signals[MENU], 0, record, card);
}

static void
dragging_cb (RabtaCaseCard   *card,
             gboolean         begins,
             RabtaCaseColumn *self)
{
  g_signal_emit (self, signals[DRAGGING], 0, rabta_case_card_get_record (card), begins);
}

static gboolean
drop_cb (GtkDropTarget   *target,
         const GValue    *value,
         double           x,
         double           y,
         RabtaCaseColumn *self)
{
  RabtaRecord *record = g_value_get_object (value);

  if (record == NULL)
    return FALSE;
  g_signal_emit (self, signals[DROPPED], 0, record);
  return TRUE;
}

/* Only what the board has marked: a card of its own, not one of another window. Where the track does
 * not let it go it is dropped as well, so that the person hears why. */
static GdkDragAction
enter_cb (GtkDropTarget   *target,
          double           x,
          double           y,
          RabtaCaseColumn *self)
{
  return gtk_widget_has_css_class (GTK_WIDGET (self), "takes")
         || gtk_widget_has_css_class (GTK_WIDGET (self), "refuses") ? GDK_ACTION_MOVE : 0;
}

static void
fold_clicked_cb (RabtaCaseColumn *self)
{
  rabta_case_column_set_expanded (self, !self->expanded);
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          RabtaCaseColumn    *self)
{
  GtkWidget *card = rabta_case_card_new (self->casebook);
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (right_click_cb), self);
  gtk_widget_add_controller (card, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (card, "dragging", G_CALLBACK (dragging_cb), self);
  gtk_list_item_set_child (item, card);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         RabtaCaseColumn    *self)
{
  GtkWidget *card = gtk_list_item_get_child (item);

  rabta_case_card_set_record (RABTA_CASE_CARD (card), gtk_list_item_get_item (item));
  /* A placeholder tells whose it is when it is read. */
  g_signal_connect_swapped (gtk_list_item_get_item (item), "changed",
                            G_CALLBACK (look_for_awaited), self);
  g_hash_table_add (self->cards, card);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *item,
           RabtaCaseColumn    *self)
{
  GtkWidget *card = gtk_list_item_get_child (item);

  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (item), self);
  g_hash_table_remove (self->cards, card);
  rabta_case_card_set_record (RABTA_CASE_CARD (card), NULL);
}

static void
build_list (RabtaCaseColumn *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  self->list_view = gtk_list_view_new (NULL, factory);
  gtk_widget_add_css_class (self->list_view, "case-list");
  g_signal_connect (self->list_view, "activate", G_CALLBACK (activate_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->list_view, keys);

  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->list_view);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  self->nothing = gtk_label_new (_("No cases"));
  gtk_widget_add_css_class (self->nothing, "dim-label");
  gtk_widget_set_margin_top (self->nothing, 24);
}

static void
build_header (RabtaCaseColumn *self)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_yalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_lines (GTK_LABEL (self->label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_add_css_class (self->label, "heading");
  self->number = gtk_label_new (NULL);
  gtk_widget_set_valign (self->number, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->number, "badge");
  gtk_widget_add_css_class (self->number, "dim");
  gtk_widget_add_css_class (self->number, "numeric");
  self->fold = gtk_button_new ();
  gtk_widget_add_css_class (self->fold, "flat");
  gtk_widget_add_css_class (self->fold, "circular");
  gtk_widget_set_valign (self->fold, GTK_ALIGN_START);
  gtk_widget_set_visible (self->fold, FALSE);
  g_signal_connect_swapped (self->fold, "clicked", G_CALLBACK (fold_clicked_cb), self);
  gtk_box_append (GTK_BOX (header), self->label);
  gtk_box_append (GTK_BOX (header), self->number);
  gtk_box_append (GTK_BOX (header), self->fold);
  gtk_widget_add_css_class (header, "column-header");
  /* Room for two lines, so that all columns begin at one height. */
  gtk_widget_set_size_request (header, -1, HEADER_HEIGHT);
  gtk_box_append (GTK_BOX (self->box), header);
}

static void
rabta_case_column_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  RabtaCaseColumn *self = RABTA_CASE_COLUMN (object);

  switch (prop_id)
    {
    case PROP_COUNT:
      g_value_set_uint (value, rabta_case_column_get_count (self));
      break;
    case PROP_EXPANDED:
      g_value_set_boolean (value, self->expanded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rabta_case_column_dispose (GObject *object)
{
  RabtaCaseColumn *self = RABTA_CASE_COLUMN (object);

  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->stage);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_case_column_parent_class)->dispose (object);
}

static void
rabta_case_column_finalize (GObject *object)
{
  g_hash_table_unref (RABTA_CASE_COLUMN (object)->cards);

  G_OBJECT_CLASS (rabta_case_column_parent_class)->finalize (object);
}

static void
install_signals (RabtaCaseColumnClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[MOVE] = g_signal_new ("move", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                2, RABTA_TYPE_RECORD, G_TYPE_INT);
  signals[DROPPED] = g_signal_new ("dropped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, RABTA_TYPE_RECORD);
  signals[ACTIVATE_CASE] = g_signal_new ("activate-case", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, RABTA_TYPE_RECORD);
  signals[MENU] = g_signal_new ("menu", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                2, RABTA_TYPE_RECORD, GTK_TYPE_WIDGET);
  signals[DRAGGING] = g_signal_new ("dragging", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, RABTA_TYPE_RECORD, G_TYPE_BOOLEAN);
}

static void
rabta_case_column_class_init (RabtaCaseColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rabta_case_column_get_property;
  object_class->dispose = rabta_case_column_dispose;
  object_class->finalize = rabta_case_column_finalize;

  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_EXPANDED] = g_param_spec_boolean ("expanded", NULL, NULL, TRUE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals (klass);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "casecolumn");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rabta_case_column_init (RabtaCaseColumn *self)
{
  GtkDropTarget *target = gtk_drop_target_new (RABTA_TYPE_RECORD, GDK_ACTION_MOVE);

  self->cards = g_hash_table_new (NULL, NULL);
  self->expanded = TRUE;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  build_header (self);
  build_list (self);
  gtk_box_append (GTK_BOX (self->box), self->scrolled);
  gtk_box_append (GTK_BOX (self->box), self->nothing);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  g_signal_connect (target, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect (target, "motion", G_CALLBACK (enter_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * rabta_case_column_new:
 * @stage: whose cases to show
 *
 * Returns: (transfer floating): a column without cases until rabta_case_column_set_filter()
 */
GtkWidget *
rabta_case_column_new (RabtaCasebook *casebook,
                       RabtaStage    *stage)
{
  RabtaCaseColumn *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (RABTA_IS_STAGE (stage), NULL);

  self = g_object_new (RABTA_TYPE_CASE_COLUMN, NULL);
  self->casebook = g_object_ref (casebook);
  self->stage = g_object_ref (stage);
  gtk_label_set_text (GTK_LABEL (self->label), rabta_stage_get_label (stage));
  gtk_widget_set_tooltip_text (self->label, rabta_stage_get_label (stage));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  rabta_stage_get_label (stage), -1);
  if (rabta_stage_is_aside (stage) || rabta_stage_is_terminal (stage))
    {
      gtk_widget_set_visible (self->fold, TRUE);
      self->expanded = TRUE;
      rabta_case_column_set_expanded (self, FALSE);
    }
  return GTK_WIDGET (self);
}

RabtaStage *
rabta_case_column_get_stage (RabtaCaseColumn *self)
{
  g_return_val_if_fail (RABTA_IS_CASE_COLUMN (self), NULL);
  return self->stage;
}

/**
 * rabta_case_column_get_count:
 *
 * Returns: how many cases are in the stage
 */
guint
rabta_case_column_get_count (RabtaCaseColumn *self)
{
  g_return_val_if_fail (RABTA_IS_CASE_COLUMN (self), 0);
  return self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
}

/* Whether the cases are shown, and not only their number. */
gboolean
rabta_case_column_is_expanded (RabtaCaseColumn *self)
{
  g_return_val_if_fail (RABTA_IS_CASE_COLUMN (self), FALSE);
  return self->expanded;
}

/**
 * rabta_case_column_set_expanded:
 * @expanded: whether to show the cases
 */
void
rabta_case_column_set_expanded (RabtaCaseColumn *self,
                                gboolean         expanded)
{
  const char *label = expanded ? _("Fold this stage") : _("Show the cases of this stage");

  g_return_if_fail (RABTA_IS_CASE_COLUMN (self));

  self->expanded = expanded;
  gtk_button_set_icon_name (GTK_BUTTON (self->fold),
                            expanded ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_widget_set_tooltip_text (self->fold, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fold), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  if (expanded)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "folded");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "folded");
  if (self->list != NULL)
    update_count (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPANDED]);
}

/**
 * rabta_case_column_set_filter:
 * @filter: a query for cases
 *
 * Shows what @filter finds in the stage, what is due first on top.
 */
void
rabta_case_column_set_filter (RabtaCaseColumn *self,
                              RabtaQuery      *filter)
{
  g_autoptr (RabtaQuery) query = NULL;

  g_return_if_fail (RABTA_IS_CASE_COLUMN (self));
  g_return_if_fail (RABTA_IS_QUERY (filter));

  query = rabta_query_copy (filter);
  rabta_query_filter (query, "track", RABTA_FILTER_EQUAL, rabta_stage_get_track (self->stage));
  rabta_query_filter (query, "stage", RABTA_FILTER_EQUAL, rabta_stage_get_code (self->stage));
  /* A case that was closed where it stood is no work of the stage any more. */
  if (!rabta_stage_is_terminal (self->stage))
    rabta_query_filter (query, "status", RABTA_FILTER_NOT_EQUAL, "closed");
  rabta_query_set_sort (query, "due", FALSE);
  if (self->list != NULL)
    {
      rabta_record_list_set_query (self->list, query);
      return;
    }
  self->list = rabta_record_list_new (self->casebook, query);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->list));
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list_view), GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update_count (self);
}

/**
 * rabta_case_column_get_selected:
 *
 * Returns: (transfer none) (nullable): the case that is selected
 */
RabtaRecord *
rabta_case_column_get_selected (RabtaCaseColumn *self)
{
  g_return_val_if_fail (RABTA_IS_CASE_COLUMN (self), NULL);
  return self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection) : NULL;
}

/**
 * rabta_case_column_focus_case:
 * @id: (nullable): a case on its way into this stage, or %NULL for the first one
 */
void
rabta_case_column_focus_case (RabtaCaseColumn *self,
                              const RabtaUuid *id)
{
  g_return_if_fail (RABTA_IS_CASE_COLUMN (self));

  if (self->selection == NULL)
    return;
  if (id == NULL)
    {
      gtk_single_selection_set_selected (self->selection, 0);
      queue_focus (self);
      return;
    }
  self->awaited = *id;
  self->awaits = TRUE;
  look_for_awaited (self);
}
