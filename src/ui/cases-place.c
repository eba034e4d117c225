/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/cases-place.h"

#include "ui/case-opening.h"
#include "ui/cases-bulk.h"
#include "ui/due-words.h"
#include "ui/label-factory.h"
#include "ui/place.h"
#include "ui/record-picker.h"
#include "ui/settings.h"

#include <glib/gi18n-lib.h>

struct _RabtaCasesPlace
{
  GtkWidget parent_instance;

  GtkWidget     *box;
  GtkWidget     *filter_bar;
  GtkWidget     *stack;
  GtkWidget     *table;
  GtkWidget     *board;
  GtkWidget     *choices;
  GtkWidget     *scope;
  GtkWidget     *track_choice;
  GtkWidget     *switcher;
  GtkWidget     *board_toggle;

  RabtaCasebook *casebook;
};

enum {
  PROP_0,
  PROP_VIEW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What the drop-down narrows the cases to. */
enum
{
  SCOPE_ALL,
  SCOPE_OPEN,
  SCOPE_OVERDUE,
  SCOPE_CLOSED,
};

static const char * const default_columns[] = {
  "enterprise", "track", "stage", "due", "priority", "officer", "organization", "status", NULL,
};

static void rabta_cases_place_place_init (RabtaPlaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RabtaCasesPlace, rabta_cases_place, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RABTA_TYPE_PLACE,
                                                      rabta_cases_place_place_init))

static gboolean
shows_board (RabtaCasesPlace *self)
{
  return gtk_stack_get_visible_child (GTK_STACK (self->stack)) == self->board;
}

/* A board that nobody looks at is not kept up to date. */
static void
update_board (RabtaCasesPlace *self)
{
  g_autoptr (RabtaQuery) query = NULL;
  RabtaTrack *track;

  if (!shows_board (self))
    return;
  query = rabta_filter_bar_make_query (RABTA_FILTER_BAR (self->filter_bar));
  rabta_case_board_set_filter (RABTA_CASE_BOARD (self->board), query);
  track = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (self->track_choice));
  if (track != NULL)
    rabta_case_board_set_track (RABTA_CASE_BOARD (self->board), rabta_track_get_code (track));
}

static gboolean
is_workday_cb (const char *date,
               gpointer    casebook)
{
  return rabta_casebook_is_workday (casebook, date);
}

/* A column is narrow: what presses is said in days, the rest by its date. */
static char *
describe_due (RabtaCasebook *casebook,
              const char    *due,
              RabtaDueState  state)
{
  char today[RABTA_DATE_SIZE];
  int days;

  rabta_date_today (today);
  if (state == RABTA_DUE_OVERDUE)
    {
      days = MAX (1, rabta_date_workdays_between (due, today, is_workday_cb, casebook));
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day late", "%d days late",
                                           (gulong) days),
                              days);
    }
  if (state == RABTA_DUE_NEAR)
    {
      days = MAX (1, rabta_date_workdays_between (today, due, is_workday_cb, casebook));
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "In %d day", "In %d days",
                                           (gulong) days),
                              days);
    }
  return NULL;
}

static char *
cell_cb (RabtaRecord      *record,
         const RabtaField *field,
         RabtaCellTone    *tone,
         gpointer          user_data)
{
  g_autofree char *words = NULL;
  char *text;
  RabtaDueState state;

  if (strcmp (field->name, "priority") == 0
      && g_strcmp0 (rabta_record_get_text (record, "priority"), "high") == 0)
    *tone = RABTA_CELL_WARNING;
  if (strcmp (field->name, "due") != 0)
    return NULL;
  state = rabta_case_due_words (user_data, record, &words);
  if (state == RABTA_DUE_OVERDUE)
    *tone = RABTA_CELL_ERROR;
  else if (state == RABTA_DUE_NEAR || state == RABTA_DUE_TODAY)
    *tone = RABTA_CELL_WARNING;
  else
    *tone = RABTA_CELL_DIM;
  if (state == RABTA_DUE_LATER)
    return NULL;
  text = describe_due (user_data, rabta_record_get_text (record, "due"), state);
  return text != NULL ? text : g_steal_pointer (&words);
}

static void
scope_changed_cb (RabtaCasesPlace *self)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_CASE);
  guint scope = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->scope));
  char today[RABTA_DATE_SIZE];

  if (scope == SCOPE_OPEN || scope == SCOPE_OVERDUE)
    rabta_query_filter (query, "status", RABTA_FILTER_NOT_EQUAL, "closed");
  if (scope == SCOPE_CLOSED)
    rabta_query_filter (query, "status", RABTA_FILTER_EQUAL, "closed");
  if (scope == SCOPE_OVERDUE)
    {
      rabta_date_today (today);
      rabta_query_filter (query, "due", RABTA_FILTER_LESS, today);
    }
  rabta_query_set_sort (query, "due", FALSE);
  rabta_filter_bar_set_base (RABTA_FILTER_BAR (self->filter_bar), query);
}

static void
filter_changed_cb (RabtaCasesPlace *self)
{
  update_board (self);
}

static void
clear_filters_cb (RabtaCasesPlace *self)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->scope), SCOPE_ALL);
}

static void
track_changed_cb (RabtaCasesPlace *self)
{
  RabtaTrack *track = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (self->track_choice));

  if (track != NULL)
    rabta_settings_set_string ("cases-track", rabta_track_get_code (track));
  update_board (self);
}

static void
view_toggled_cb (RabtaCasesPlace *self)
{
  gboolean board = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->board_toggle));

  gtk_stack_set_visible_child (GTK_STACK (self->stack), board ? self->board : self->table);
  gtk_widget_set_visible (self->track_choice, board);
  rabta_settings_set_string ("cases-view", board ? "board" : "table");
  update_board (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

static void
picked_cb (GPtrArray *records,
           gpointer   user_data)
{
  RabtaCasesPlace *self = user_data;

  rabta_case_opening_present (GTK_WIDGET (self), self->casebook, records);
}

static void
set_officer_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  RabtaCasesPlace *self = RABTA_CASES_PLACE (widget);

  rabta_cases_bulk_set (RABTA_RECORD_TABLE (self->table), self->casebook, "officer",
                        _("Assign an Officer"));
}

static void
set_priority_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  RabtaCasesPlace *self = RABTA_CASES_PLACE (widget);

  rabta_cases_bulk_set (RABTA_RECORD_TABLE (self->table), self->casebook, "priority",
                        _("Set the Priority"));
}

/* One button for all of them: the bar must fit a narrow window. */
static void
add_bulk_actions (RabtaCasesPlace *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (menu, _("Assign _Officer…"), "cases.set-officer");
  g_menu_append (menu, _("Set _Priority…"), "cases.set-priority");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("_Change"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (button), TRUE);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_UP);
  gtk_widget_set_sensitive (button, !rabta_casebook_is_read_only (self->casebook));
  rabta_record_table_add_bulk_action (RABTA_RECORD_TABLE (self->table), button);
}

static void
build_choices (RabtaCasesPlace *self)
{
  const char *scopes[] = { _("All cases"), _("Open"), _("Overdue"), _("Closed"), NULL };
  GListModel *tracks = rabta_programme_get_tracks (rabta_casebook_get_programme (self->casebook));
  g_autofree char *remembered = rabta_settings_get_string ("cases-track", NULL);
  GtkExpression *label = gtk_property_expression_new (RABTA_TYPE_TRACK, NULL, "label");
  g_autoptr (GtkListItemFactory) factory = rabta_label_factory_new ("label");

  self->scope = gtk_drop_down_new_from_strings (scopes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scope), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Which cases"), -1);
  g_signal_connect_swapped (self->scope, "notify::selected", G_CALLBACK (scope_changed_cb), self);

  self->track_choice = gtk_drop_down_new (g_object_ref (tracks), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->track_choice),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Track"), -1);
  gtk_widget_set_visible (self->track_choice, FALSE);
  for (guint i = 0; i < g_list_model_get_n_items (tracks); i++)
    {
      g_autoptr (RabtaTrack) track = g_list_model_get_item (tracks, i);

      if (g_strcmp0 (rabta_track_get_code (track), remembered) == 0)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->track_choice), i);
    }
  g_signal_connect_swapped (self->track_choice, "notify::selected",
                            G_CALLBACK (track_changed_cb), self);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (self->track_choice), factory);

  /* A line of their own: beside the search there is no room for them in a narrow window. */
  self->choices = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->choices, "case-choices");
  gtk_box_append (GTK_BOX (self->choices), self->scope);
  gtk_box_append (GTK_BOX (self->choices), self->track_choice);
}

static GtkWidget *
make_toggle (const char *icon,
             const char *label)
{
  GtkWidget *toggle = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (toggle), icon);
  gtk_widget_set_tooltip_text (toggle, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return toggle;
}

static void
build_switcher (RabtaCasesPlace *self)
{
  GtkWidget *table = make_toggle ("view-list-symbolic", _("Table"));

  self->switcher = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->switcher, "linked");
  self->board_toggle = make_toggle ("view-dual-symbolic", _("Board"));
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->board_toggle),
                               GTK_TOGGLE_BUTTON (table));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (table), TRUE);
  gtk_box_append (GTK_BOX (self->switcher), table);
  gtk_box_append (GTK_BOX (self->switcher), self->board_toggle);
  g_signal_connect_swapped (self->board_toggle, "toggled", G_CALLBACK (view_toggled_cb), self);
  gtk_widget_set_hexpand (self->switcher, TRUE);
  gtk_widget_set_halign (self->switcher, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (self->choices), self->switcher);
}

static void
build_filters (RabtaCasesPlace *self)
{
  RabtaFilterBar *bar;

  self->filter_bar = rabta_filter_bar_new (self->casebook, RABTA_KIND_CASE, "cases");
  bar = RABTA_FILTER_BAR (self->filter_bar);
  rabta_filter_bar_add_field (bar, "track");
  rabta_filter_bar_add_field (bar, "stage");
  rabta_filter_bar_add_field (bar, "status");
  rabta_filter_bar_add_field (bar, "priority");
  rabta_filter_bar_add_field (bar, "officer");
  rabta_filter_bar_add_target (bar, "enterprise", "women_led", _("Women-led"));
  rabta_filter_bar_add_target (bar, "enterprise", "size", _("Size of the enterprise"));
  rabta_filter_bar_add_field (bar, "organization");
  rabta_filter_bar_add_field (bar, "event");
  g_signal_connect_swapped (bar, "changed", G_CALLBACK (filter_changed_cb), self);
}

static void
build (RabtaCasesPlace *self)
{
  build_choices (self);
  build_switcher (self);
  build_filters (self);
  self->table = rabta_record_table_new (self->casebook, RABTA_KIND_CASE, default_columns, "cases");
  rabta_record_table_set_cell_func (RABTA_RECORD_TABLE (self->table), cell_cb, self->casebook,
                                    NULL);
  rabta_record_table_set_empty (RABTA_RECORD_TABLE (self->table), "rabta-cases-symbolic",
                                _("No Cases Yet"),
                                _("A case is the support an enterprise gets on a track. Open the first with Ctrl+N, or select enterprises in the register."),
                                _("_Open a Case…"), "win.new");
  add_bulk_actions (self);
  g_signal_connect_swapped (self->table, "clear-filters", G_CALLBACK (clear_filters_cb), self);
  self->board = rabta_case_board_new (self->casebook);

  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), self->table, "table");
  gtk_stack_add_named (GTK_STACK (self->stack), self->board, "board");
  gtk_widget_set_vexpand (self->stack, TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), self->filter_bar);
  gtk_box_append (GTK_BOX (self->box), self->choices);
  gtk_box_append (GTK_BOX (self->box), self->stack);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  rabta_filter_bar_set_table (RABTA_FILTER_BAR (self->filter_bar),
                              RABTA_RECORD_TABLE (self->table));
  rabta_filter_bar_capture_keys (RABTA_FILTER_BAR (self->filter_bar), self->table);
  scope_changed_cb (self);
}

static const char *
rabta_cases_place_get_title (RabtaPlace *place)
{
  return _("Cases");
}

static void
rabta_cases_place_focus_search (RabtaPlace *place)
{
  rabta_filter_bar_focus_search (RABTA_FILTER_BAR (RABTA_CASES_PLACE (place)->filter_bar));
}

static void
rabta_cases_place_create_new (RabtaPlace *place)
{
  RabtaCasesPlace *self = RABTA_CASES_PLACE (place);

  rabta_record_picker_present (GTK_WIDGET (self), self->casebook, RABTA_KIND_ENTERPRISE, NULL,
                               TRUE, _("Open a Case for…"), picked_cb, g_object_ref (self),
                               g_object_unref);
}

static const char *
rabta_cases_place_get_new_label (RabtaPlace *place)
{
  return _("Open a Case");
}

static GArray *
rabta_cases_place_get_selection (RabtaPlace *place)
{
  RabtaCasesPlace *self = RABTA_CASES_PLACE (place);
  g_autoptr (GPtrArray) ids = NULL;
  GArray *selection;

  if (shows_board (self))
    return NULL;
  ids = rabta_record_table_get_selected (RABTA_RECORD_TABLE (self->table));
  selection = g_array_new (FALSE, FALSE, sizeof (RabtaUuid));
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_array_append_vals (selection, g_ptr_array_index (ids, i), 1);
  return selection;
}

/* What an activity is logged for and F2 edits: the case at hand. */
static gboolean
rabta_cases_place_get_record (RabtaPlace *place,
                              RabtaKind  *kind,
                              RabtaUuid  *id)
{
  RabtaCasesPlace *self = RABTA_CASES_PLACE (place);
  RabtaRecord *record;

  if (shows_board (self))
    {
      record = rabta_case_board_get_selected (RABTA_CASE_BOARD (self->board));
      if (record == NULL || !rabta_record_is_loaded (record))
        return FALSE;
      *id = *rabta_record_get_id (record);
    }
  else
    {
      g_autoptr (GPtrArray) ids =
        rabta_record_table_get_selected (RABTA_RECORD_TABLE (self->table));

      if (ids == NULL || ids->len != 1)
        return FALSE;
      *id = *(const RabtaUuid *) g_ptr_array_index (ids, 0);
    }
  *kind = RABTA_KIND_CASE;
  return TRUE;
}

static gboolean
rabta_cases_place_go_back (RabtaPlace *place)
{
  RabtaCasesPlace *self = RABTA_CASES_PLACE (place);

  if (shows_board (self)
      || rabta_record_table_get_n_selected (RABTA_RECORD_TABLE (self->table)) < 2)
    return FALSE;
  rabta_record_table_unselect_all (RABTA_RECORD_TABLE (self->table));
  return TRUE;
}

static void
rabta_cases_place_shown (RabtaPlace *place)
{
  RabtaCasesPlace *self = RABTA_CASES_PLACE (place);

  if (shows_board (self))
    rabta_case_board_grab_focus (RABTA_CASE_BOARD (self->board));
  else
    rabta_record_table_grab_focus (RABTA_RECORD_TABLE (self->table));
}

static void
rabta_cases_place_place_init (RabtaPlaceInterface *iface)
{
  iface->get_title = rabta_cases_place_get_title;
  iface->focus_search = rabta_cases_place_focus_search;
  iface->create_new = rabta_cases_place_create_new;
  iface->get_new_label = rabta_cases_place_get_new_label;
  iface->get_selection = rabta_cases_place_get_selection;
  iface->get_record = rabta_cases_place_get_record;
  iface->go_back = rabta_cases_place_go_back;
  iface->shown = rabta_cases_place_shown;
}

static void
rabta_cases_place_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VIEW:
      g_value_set_string (value, rabta_cases_place_get_view (RABTA_CASES_PLACE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rabta_cases_place_dispose (GObject *object)
{
  RabtaCasesPlace *self = RABTA_CASES_PLACE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_cases_place_parent_class)->dispose (object);
}

static void
rabta_cases_place_class_init (RabtaCasesPlaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rabta_cases_place_get_property;
  object_class->dispose = rabta_cases_place_dispose;
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, "table",
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "cases.set-officer", NULL,
                                   set_officer_cb);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "cases.set-priority", NULL,
                                   set_priority_cb);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rabta_cases_place_init (RabtaCasesPlace *self)
{
}

/**
 * rabta_cases_place_new:
 *
 * Returns: (transfer floating): the place, in the view that was shown last
 */
GtkWidget *
rabta_cases_place_new (RabtaCasebook *casebook)
{
  g_autofree char *view = NULL;
  RabtaCasesPlace *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  self = g_object_new (RABTA_TYPE_CASES_PLACE, NULL);
  self->casebook = g_object_ref (casebook);
  build (self);
  view = rabta_settings_get_string ("cases-view", "table");
  rabta_cases_place_set_view (self, view);
  return GTK_WIDGET (self);
}

/**
 * rabta_cases_place_set_view:
 * @view: "table" or "board"
 */
void
rabta_cases_place_set_view (RabtaCasesPlace *self,
                            const char      *view)
{
  gboolean board = g_strcmp0 (view, "board") == 0;
  GtkWidget *toggle;

  g_return_if_fail (RABTA_IS_CASES_PLACE (self));

  toggle = board ? self->board_toggle : gtk_widget_get_first_child (self->switcher);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
}

/**
 * rabta_cases_place_get_view:
 *
 * Returns: (transfer none): "table" or "board"
 */
const char *
rabta_cases_place_get_view (RabtaCasesPlace *self)
{
  g_return_val_if_fail (RABTA_IS_CASES_PLACE (self), "table");
  return shows_board (self) ? "board" : "table";
}

/**
 * rabta_cases_place_get_board:
 *
 * Returns: (transfer none): the board, shown or not
 */
RabtaCaseBoard *
rabta_cases_place_get_board (RabtaCasesPlace *self)
{
  g_return_val_if_fail (RABTA_IS_CASES_PLACE (self), NULL);
  return RABTA_CASE_BOARD (self->board);
}

/**
 * rabta_cases_place_get_table:
 *
 * Returns: (transfer none): the table, shown or not
 */
RabtaRecordTable *
rabta_cases_place_get_table (RabtaCasesPlace *self)
{
  g_return_val_if_fail (RABTA_IS_CASES_PLACE (self), NULL);
  return RABTA_RECORD_TABLE (self->table);
}
