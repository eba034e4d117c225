/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/case-board.h"

#include "ui/case-column.h"
#include "ui/case-move.h"
#include "ui/label-factory.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>

/* Under this width one column is shown at a time, in pixels. */
#define NARROW 600
#define COLUMN_WIDTH 264
#define FOLDED_WIDTH 168

struct _RabtaCaseBoard
{
  GtkWidget parent_instance;

  GtkWidget     *box;
  GtkWidget     *narrow_bar;
  GtkWidget     *stage_choice;
  GtkWidget     *scrolled;
  GtkWidget     *columns_box;

  RabtaCasebook *casebook;
  RabtaQuery    *filter;
  GPtrArray     *columns; /* of RabtaCaseColumn, owned by the tree */
  char          *track;
  RabtaRecord   *menu_record;
  RabtaUuid      moving;  /* followed to where it goes */
  char          *target;  /* the stage it goes to */
  gboolean       follows;
  gboolean       narrow;
  gboolean       filling;
  guint          narrow_id;
  guint          scroll_id;
  gulong         changed_id;
};

G_DEFINE_FINAL_TYPE (RabtaCaseBoard, rabta_case_board, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_TRACK,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
update_widths (RabtaCaseBoard *self)
{
  guint shown = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->stage_choice));

  gtk_widget_set_visible (self->narrow_bar, self->narrow);
  for (guint i = 0; i < self->columns->len; i++)
    {
      RabtaCaseColumn *column = g_ptr_array_index (self->columns, i);
      gboolean folded = !rabta_case_column_is_expanded (column);
      GtkWidget *widget = GTK_WIDGET (column);

      if (self->narrow && i == shown && folded)
        rabta_case_column_set_expanded (column, TRUE);
      gtk_widget_set_visible (widget, !self->narrow || i == shown);
      gtk_widget_set_hexpand (widget, self->narrow);
      gtk_widget_set_size_request (widget,
                                   self->narrow ? -1 : folded ? FOLDED_WIDTH : COLUMN_WIDTH, -1);
    }
}

static gboolean
apply_narrow_cb (gpointer data)
{
  RabtaCaseBoard *self = data;

  self->narrow_id = 0;
  update_widths (self);
  return G_SOURCE_REMOVE;
}

/* The start of the column comes into view with some of the one before it. */
static gboolean
scroll_cb (gpointer data)
{
  RabtaCaseBoard *self = data;
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (self->scrolled);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  graphene_rect_t bounds;
  GtkWidget *column;

  self->scroll_id = 0;
  column = focus != NULL ? gtk_widget_get_ancestor (focus, RABTA_TYPE_CASE_COLUMN) : NULL;
  if (column == NULL || !gtk_widget_compute_bounds (column, self->columns_box, &bounds))
    return G_SOURCE_REMOVE;
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_hadjustment (scrolled), bounds.origin.x - 24,
                             bounds.origin.x + bounds.size.width + 24);
  return G_SOURCE_REMOVE;
}

static void
focus_entered_cb (GtkEventControllerFocus *controller,
                  RabtaCaseBoard          *self)
{
  if (self->scroll_id == 0 && !self->narrow)
    self->scroll_id = g_idle_add (scroll_cb, self);
}

/* A card that stays where it is must not take the focus at its next change. */
static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  if (!rabta_case_move_finish (result))
    RABTA_CASE_BOARD (source)->follows = FALSE;
}

static void
move_to (RabtaCaseBoard *self,
         RabtaRecord    *record,
         const char     *stage)
{
  self->moving = *rabta_record_get_id (record);
  self->follows = TRUE;
  g_free (self->target);
  self->target = g_strdup (stage);
  rabta_case_move (GTK_WIDGET (self), self->casebook, record, stage, moved_cb, NULL);
}

static void
move_cb (RabtaCaseColumn *column,
         RabtaRecord     *record,
         int              step,
         RabtaCaseBoard  *self)
{
  RabtaStage *stage = rabta_case_move_step (rabta_casebook_get_programme (self->casebook), record,
                                            step);

  if (stage != NULL)
    move_to (self, record, rabta_stage_get_code (stage));
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

/* Where the track does not let the case go, the person is told what it does allow. */
static void
dropped_cb (RabtaCaseColumn *column,
            RabtaRecord     *record,
            RabtaCaseBoard  *self)
{
  RabtaProgramme *programme = rabta_casebook_get_programme (self->casebook);
  const char *stage = rabta_stage_get_code (rabta_case_column_get_stage (column));
  g_autofree char *refusal = rabta_case_move_refusal (programme, record, stage);

  if (refusal != NULL)
    rabta_window_add_toast (GTK_WIDGET (self), refusal, NULL, NULL);
  else
    move_to (self, record, stage);
}

static void
activate_case_cb (RabtaCaseColumn *column,
                  RabtaRecord     *record,
                  RabtaCaseBoard  *self)
{
  char id[RABTA_UUID_TEXT_LENGTH + 1];

  rabta_uuid_format (rabta_record_get_id (record), id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", "case", id);
}

static void
menu_closed_cb (GtkWidget *popover)
{
  g_object_ref (popover);
  gtk_widget_unparent (popover);
  g_idle_add_once ((GSourceOnceFunc) g_object_unref, popover);
}

static void
menu_cb (RabtaCaseColumn *column,
         RabtaRecord     *record,
         GtkWidget       *card,
         RabtaCaseBoard  *self)
{
  RabtaProgramme *programme = rabta_casebook_get_programme (self->casebook);
  g_autoptr (GMenuModel) moves = rabta_case_move_menu (programme, record, "board.move");
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuItem) open = g_menu_item_new (_("_Open"), NULL);
  char id[RABTA_UUID_TEXT_LENGTH + 1];
  GtkWidget *popover;

  rabta_uuid_format (rabta_record_get_id (record), id);
  g_menu_item_set_action_and_target (open, "win.open-record", "(ss)", "case", id);
  g_menu_append_item (menu, open);
  if (!rabta_casebook_is_read_only (self->casebook))
    g_menu_append_section (menu, NULL, moves);
  g_set_object (&self->menu_record, record);
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (popover, card);
  g_signal_connect (popover, "closed", G_CALLBACK (menu_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
move_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  RabtaCaseBoard *self = RABTA_CASE_BOARD (widget);

  if (self->menu_record != NULL)
    move_to (self, self->menu_record, g_variant_get_string (parameter, NULL));
}

/* Marks the columns that take the card and those that do not; the one it comes from is neither. */
static void
dragging_cb (RabtaCaseColumn *column,
             RabtaRecord     *record,
             gboolean         begins,
             RabtaCaseBoard  *self)
{
  RabtaProgramme *programme = rabta_casebook_get_programme (self->casebook);

  for (guint i = 0; i < self->columns->len; i++)
    {
      GtkWidget *other = g_ptr_array_index (self->columns, i);
      RabtaStage *stage = rabta_case_column_get_stage (RABTA_CASE_COLUMN (other));
      gboolean can;

      gtk_widget_remove_css_class (other, "takes");
      gtk_widget_remove_css_class (other, "refuses");
      if (!begins || record == NULL || other == GTK_WIDGET (column))
        continue;
      can = rabta_case_move_can (programme, record, rabta_stage_get_code (stage));
      gtk_widget_add_css_class (other, can ? "takes" : "refuses");
    }
}

static void
casebook_changed_cb (RabtaCasebook        *casebook,
                     const RabtaChangeSet *changes,
                     RabtaCaseBoard       *self)
{
  if (!self->follows || !rabta_change_set_touches (changes, RABTA_KIND_CASE, &self->moving))
    return;
  /* Ticking what was missing comes first; the move itself is what ends this. */
  for (guint i = 0; i < self->columns->len; i++)
    {
      RabtaCaseColumn *column = g_ptr_array_index (self->columns, i);
      RabtaStage *stage = rabta_case_column_get_stage (column);

      if (g_strcmp0 (rabta_stage_get_code (stage), self->target) != 0)
        continue;
      if (self->narrow)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->stage_choice), i);
      rabta_case_column_focus_case (column, &self->moving);
    }
  self->follows = FALSE;
}

static void
stage_chosen_cb (RabtaCaseBoard *self)
{
  if (!self->filling)
    update_widths (self);
}

static void
step_stage (RabtaCaseBoard *self,
            int             step)
{
  guint shown = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->stage_choice));

  if ((step < 0 && shown > 0) || (step > 0 && shown + 1 < self->columns->len))
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->stage_choice), shown + step);
}

static void
previous_cb (RabtaCaseBoard *self)
{
  step_stage (self, -1);
}

static void
next_cb (RabtaCaseBoard *self)
{
  step_stage (self, 1);
}

static void
expanded_cb (RabtaCaseBoard *self)
{
  if (!self->narrow)
    update_widths (self);
}

static GtkWidget *
make_step_button (const char     *icon,
                  const char     *label,
                  GCallback       clicked,
                  RabtaCaseBoard *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

static void
build_narrow_bar (RabtaCaseBoard *self)
{
  g_autoptr (GtkListItemFactory) factory = rabta_label_factory_new ("string");

  self->narrow_bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->narrow_bar, "toolbar");
  self->stage_choice = gtk_drop_down_new (NULL, NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (self->stage_choice), factory);
  gtk_widget_set_hexpand (self->stage_choice, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->stage_choice),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Stage"), -1);
  g_signal_connect_swapped (self->stage_choice, "notify::selected", G_CALLBACK (stage_chosen_cb),
                            self);
  gtk_box_append (GTK_BOX (self->narrow_bar),
                  make_step_button ("go-previous-symbolic", _("Previous stage"),
                                    G_CALLBACK (previous_cb), self));
  gtk_box_append (GTK_BOX (self->narrow_bar), self->stage_choice);
  gtk_box_append (GTK_BOX (self->narrow_bar),
                  make_step_button ("go-next-symbolic", _("Next stage"), G_CALLBACK (next_cb),
                                    self));
  gtk_widget_set_visible (self->narrow_bar, FALSE);
}

static void
add_column (RabtaCaseBoard *self,
            RabtaStage     *stage)
{
  GtkWidget *column = rabta_case_column_new (self->casebook, stage);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (column, "move", G_CALLBACK (move_cb), self);
  g_signal_connect (column, "dropped", G_CALLBACK (dropped_cb), self);
  g_signal_connect (column, "activate-case", G_CALLBACK (activate_case_cb), self);
  g_signal_connect (column, "menu", G_CALLBACK (menu_cb), self);
  g_signal_connect_swapped (column, "notify::expanded", G_CALLBACK (expanded_cb), self);
  g_signal_connect (column, "dragging", G_CALLBACK (dragging_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_entered_cb), self);
  gtk_widget_add_controller (column, focus);
  g_ptr_array_add (self->columns, column);
  gtk_box_append (GTK_BOX (self->columns_box), column);
  rabta_case_column_set_filter (RABTA_CASE_COLUMN (column), self->filter);
}

/* Stages of the path first, then those beside it and those that end a case. */
static void
fill (RabtaCaseBoard *self)
{
  RabtaTrack *track = rabta_programme_get_track (rabta_casebook_get_programme (self->casebook),
                                                 self->track);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GListModel *stages = rabta_track_get_stages (track);

  self->filling = TRUE;
  for (guint i = 0; i < self->columns->len; i++)
    gtk_box_remove (GTK_BOX (self->columns_box), g_ptr_array_index (self->columns, i));
  g_ptr_array_set_size (self->columns, 0);
  for (int last = 0; last < 2; last++)
    for (guint i = 0; i < g_list_model_get_n_items (stages); i++)
      {
        g_autoptr (RabtaStage) stage = g_list_model_get_item (stages, i);

        if ((rabta_stage_is_aside (stage) || rabta_stage_is_terminal (stage)) != last)
          continue;
        add_column (self, stage);
        gtk_string_list_append (names, rabta_stage_get_label (stage));
      }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->stage_choice), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->stage_choice), 0);
  self->filling = FALSE;
  update_widths (self);
}

static void
rabta_case_board_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  RabtaCaseBoard *self = RABTA_CASE_BOARD (widget);
  gboolean narrow = width < NARROW;

  if (narrow != self->narrow)
    {
      self->narrow = narrow;
      if (self->narrow_id == 0)
        self->narrow_id = g_idle_add_full (G_PRIORITY_HIGH, apply_narrow_cb, self, NULL);
    }
  gtk_widget_allocate (self->box, width, height, baseline, NULL);
}

static void
rabta_case_board_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  gtk_widget_measure (RABTA_CASE_BOARD (widget)->box, orientation, for_size, minimum, natural,
                      NULL, NULL);
}

static void
rabta_case_board_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TRACK:
      g_value_set_string (value, RABTA_CASE_BOARD (object)->track);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rabta_case_board_dispose (GObject *object)
{
  RabtaCaseBoard *self = RABTA_CASE_BOARD (object);

  g_clear_handle_id (&self->narrow_id, g_source_remove);
  g_clear_handle_id (&self->scroll_id, g_source_remove);
  if (self->casebook != NULL)
    g_clear_signal_handler (&self->changed_id, self->casebook);
  g_ptr_array_set_size (self->columns, 0);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->menu_record);
  g_clear_object (&self->filter);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_case_board_parent_class)->dispose (object);
}

static void
rabta_case_board_finalize (GObject *object)
{
  RabtaCaseBoard *self = RABTA_CASE_BOARD (object);

  g_ptr_array_unref (self->columns);
  g_free (self->track);
  g_free (self->target);

  G_OBJECT_CLASS (rabta_case_board_parent_class)->finalize (object);
}

static void
rabta_case_board_class_init (RabtaCaseBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rabta_case_board_get_property;
  object_class->dispose = rabta_case_board_dispose;
  object_class->finalize = rabta_case_board_finalize;
  widget_class->size_allocate = rabta_case_board_size_allocate;
  widget_class->measure = rabta_case_board_measure;

  properties[PROP_TRACK] = g_param_spec_string ("track", NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_action (widget_class, "board.move", "s", move_action_cb);
  gtk_widget_class_set_css_name (widget_class, "caseboard");
}

static void
rabta_case_board_init (RabtaCaseBoard *self)
{
  self->columns = g_ptr_array_new ();
  self->columns_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->columns_box, "columns");
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->columns_box);
  gtk_widget_set_vexpand (self->scrolled, TRUE);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  build_narrow_bar (self);
  gtk_box_append (GTK_BOX (self->box), self->narrow_bar);
  gtk_box_append (GTK_BOX (self->box), self->scrolled);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * rabta_case_board_new:
 *
 * Returns: (transfer floating): a board without a track
 */
GtkWidget *
rabta_case_board_new (RabtaCasebook *casebook)
{
  RabtaCaseBoard *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  self = g_object_new (RABTA_TYPE_CASE_BOARD, NULL);
  self->casebook = g_object_ref (casebook);
  self->filter = rabta_query_new (RABTA_KIND_CASE);
  self->changed_id = g_signal_connect (casebook, "changed", G_CALLBACK (casebook_changed_cb),
                                       self);
  return GTK_WIDGET (self);
}

/**
 * rabta_case_board_set_track:
 * @track: code of a track; another is ignored
 */
void
rabta_case_board_set_track (RabtaCaseBoard *self,
                            const char     *track)
{
  g_return_if_fail (RABTA_IS_CASE_BOARD (self));

  if (g_strcmp0 (self->track, track) == 0 || track == NULL
      || rabta_programme_get_track (rabta_casebook_get_programme (self->casebook), track) == NULL)
    return;
  g_free (self->track);
  self->track = g_strdup (track);
  fill (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRACK]);
}

/**
 * rabta_case_board_get_track:
 *
 * Returns: (transfer none) (nullable): code of the track shown
 */
const char *
rabta_case_board_get_track (RabtaCaseBoard *self)
{
  g_return_val_if_fail (RABTA_IS_CASE_BOARD (self), NULL);
  return self->track;
}

/**
 * rabta_case_board_set_filter:
 * @filter: a query for cases
 */
void
rabta_case_board_set_filter (RabtaCaseBoard *self,
                             RabtaQuery     *filter)
{
  g_return_if_fail (RABTA_IS_CASE_BOARD (self));
  g_return_if_fail (RABTA_IS_QUERY (filter));

  g_set_object (&self->filter, filter);
  for (guint i = 0; i < self->columns->len; i++)
    rabta_case_column_set_filter (g_ptr_array_index (self->columns, i), filter);
}

/**
 * rabta_case_board_get_selected:
 *
 * Returns: (transfer none) (nullable): the case in the column that has the focus
 */
RabtaRecord *
rabta_case_board_get_selected (RabtaCaseBoard *self)
{
  g_return_val_if_fail (RABTA_IS_CASE_BOARD (self), NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      GtkWidget *column = g_ptr_array_index (self->columns, i);

      if ((gtk_widget_get_state_flags (column) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
        return rabta_case_column_get_selected (RABTA_CASE_COLUMN (column));
    }
  return NULL;
}

/**
 * rabta_case_board_grab_focus:
 *
 * Focuses the first case there is.
 */
void
rabta_case_board_grab_focus (RabtaCaseBoard *self)
{
  g_return_if_fail (RABTA_IS_CASE_BOARD (self));

  for (guint i = 0; i < self->columns->len; i++)
    {
      RabtaCaseColumn *column = g_ptr_array_index (self->columns, i);

      if (rabta_case_column_get_count (column) > 0 && rabta_case_column_is_expanded (column))
        {
          rabta_case_column_focus_case (column, NULL);
          return;
        }
    }
}
