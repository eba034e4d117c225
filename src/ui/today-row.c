/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/today-row.h"

#include "ui/activity-dialog.h"
#include "ui/case-move.h"
#include "ui/due-words.h"
#include "ui/enterprise-badges.h"
#include "ui/follow-up-dialog.h"

#include <glib/gi18n-lib.h>

struct _RabtaTodayRow
{
  GtkWidget parent_instance;

  GtkWidget      *heading;
  GtkWidget      *box;
  GtkWidget      *done;
  GtkWidget      *title;
  GtkWidget      *badges;
  GtkWidget      *what;
  GtkWidget      *due;
  GtkWidget      *postpone;

  RabtaCasebook  *casebook;
  RabtaTodayItem *item;
};

G_DEFINE_FINAL_TYPE (RabtaTodayRow, rabta_today_row, GTK_TYPE_WIDGET)

enum {
  COMPLETED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char * const section_titles[] = {
  [RABTA_TODAY_OVERDUE] = N_("Overdue"),
  [RABTA_TODAY_TODAY] = N_("Today"),
  [RABTA_TODAY_WEEK] = N_("Within a week"),
};

static RabtaRecord *
get_record (RabtaTodayRow *self)
{
  return self->item != NULL ? rabta_today_item_get_record (self->item) : NULL;
}

static gboolean
is_case (RabtaRecord *record)
{
  return rabta_record_get_kind (record) == RABTA_KIND_CASE;
}

static void
show_heading (RabtaTodayRow *self)
{
  RabtaTodaySection section = rabta_today_item_get_section (self->item);
  g_autofree char *text = NULL;

  /* Translators: heading of a list and how many are in it: Overdue · 12 */
  text = g_strdup_printf (_("%s · %u"), _(section_titles[section]),
                          rabta_today_item_get_count (self->item));
  gtk_label_set_text (GTK_LABEL (self->heading), text);
  if (section == RABTA_TODAY_OVERDUE)
    gtk_widget_add_css_class (self->heading, "due-overdue");
  else
    gtk_widget_remove_css_class (self->heading, "due-overdue");
}

/* What is to be done: the follow-up's own words, or the stage whose time limit runs. */
static char *
describe (RabtaTodayRow *self,
          RabtaRecord   *record)
{
  RabtaProgramme *programme = rabta_casebook_get_programme (self->casebook);
  const char *stage, *track;

  if (!is_case (record))
    return g_strdup (rabta_record_get_text (record, "summary"));
  stage = rabta_programme_get_label (programme, "stage", rabta_record_get_text (record, "stage"));
  track = rabta_programme_get_label (programme, "track", rabta_record_get_text (record, "track"));
  /* Translators: track and stage of a case: Buyer follow-up: stage “Qualified” */
  return g_strdup_printf (_("%s: stage “%s”"), track, stage);
}

static void
set_done_look (RabtaTodayRow *self,
               gboolean       of_case)
{
  const char *label = of_case ? _("Move to the next stage") : _("Mark as done");

  gtk_button_set_icon_name (GTK_BUTTON (self->done),
                            of_case ? "go-next-symbolic" : "object-select-symbolic");
  gtk_widget_set_tooltip_text (self->done, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->done), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
show_record (RabtaTodayRow *self,
             RabtaRecord   *record)
{
  const char *enterprise = rabta_record_get_ref_title (record, "enterprise");
  g_autofree char *what = describe (self, record);
  g_autofree char *words = NULL;
  g_autofree char *name = NULL;
  RabtaDueState state;

  if (enterprise == NULL)
    enterprise = rabta_record_get_ref_title (record, is_case (record) ? "organization" : "case");
  gtk_label_set_text (GTK_LABEL (self->title), enterprise != NULL ? enterprise : what);
  gtk_widget_set_visible (self->what, enterprise != NULL);
  gtk_label_set_text (GTK_LABEL (self->what), what);
  rabta_enterprise_badges_set (RABTA_ENTERPRISE_BADGES (self->badges),
                               rabta_record_get_ref (record, "enterprise"));
  state = rabta_due_words (self->casebook, rabta_record_get_text (record, "due"), &words);
  rabta_due_label_set (self->due, state, words);
  set_done_look (self, is_case (record));
  gtk_widget_set_visible (self->postpone, !is_case (record));
  name = g_strdup_printf ("%s, %s, %s", enterprise != NULL ? enterprise : "", what,
                          words != NULL ? words : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
done_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  RabtaTodayRow *self = RABTA_TODAY_ROW (widget);
  RabtaRecord *record = get_record (self);
  RabtaStage *next;

  if (record == NULL || rabta_casebook_is_read_only (self->casebook))
    return;
  if (!is_case (record))
    {
      g_autoptr (RabtaRecord) kept = g_object_ref (record);

      rabta_follow_up_set_done (widget, self->casebook, record, TRUE);
      g_signal_emit (self, signals[COMPLETED], 0, kept);
      return;
    }
  next = rabta_case_move_step (rabta_casebook_get_programme (self->casebook), record, 1);
  if (next != NULL)
    rabta_case_move (widget, self->casebook, record, rabta_stage_get_code (next), NULL, NULL);
  else
    rabta_case_close (widget, self->casebook, record);
}

static void
postpone_action_cb (GtkWidget  *widget,
                    const char *action,
                    GVariant   *parameter)
{
  RabtaTodayRow *self = RABTA_TODAY_ROW (widget);

  if (get_record (self) != NULL && gtk_widget_get_visible (self->postpone))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->postpone));
}

static void
log_action_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  RabtaTodayRow *self = RABTA_TODAY_ROW (widget);
  RabtaRecord *record = get_record (self);

  if (record == NULL || rabta_casebook_is_read_only (self->casebook))
    return;
  rabta_log_activity_dialog_present (widget, self->casebook,
                                     rabta_record_get_ref (record, "enterprise"),
                                     is_case (record) ? rabta_record_get_id (record)
                                                      : rabta_record_get_ref (record, "case"));
}

static void
open_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  RabtaTodayRow *self = RABTA_TODAY_ROW (widget);
  RabtaRecord *record = get_record (self);
  RabtaKind kind = RABTA_KIND_CASE;
  char text[RABTA_UUID_TEXT_LENGTH + 1];
  const RabtaUuid *id;

  if (record == NULL)
    return;
  id = is_case (record) ? rabta_record_get_id (record) : rabta_record_get_ref (record, "case");
  if (id == NULL)
    {
      kind = RABTA_KIND_ENTERPRISE;
      id = rabta_record_get_ref (record, "enterprise");
    }
  if (id == NULL)
    {
      kind = rabta_record_get_kind (record);
      id = rabta_record_get_id (record);
    }
  rabta_uuid_format (id, text);
  gtk_widget_activate_action (widget, "win.open-record", "(ss)",
                              rabta_kind_get_info (kind)->name, text);
}

static void
postponed_cb (const char *due,
              gpointer    user_data)
{
  RabtaTodayRow *self = user_data;
  RabtaRecord *record = get_record (self);

  if (record != NULL)
    rabta_follow_up_postpone (GTK_WIDGET (self), self->casebook, record, due);
}

static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       user_data)
{
  RabtaTodayRow *self = user_data;

  gtk_menu_button_set_popover (button,
                               rabta_postpone_popover_new (self->casebook, postponed_cb, self,
                                                           NULL));
}

static GtkWidget *
make_button (const char *icon,
             const char *label,
             const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return button;
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
build_text (RabtaTodayRow *self)
{
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->title = make_label ("heading");
  self->badges = rabta_enterprise_badges_new (self->casebook);
  self->what = make_label (NULL);
  self->due = rabta_due_label_new ();
  /* The name has its line to itself: it is what one looks for. */
  gtk_box_append (GTK_BOX (line), self->due);
  gtk_box_append (GTK_BOX (line), self->badges);
  gtk_box_append (GTK_BOX (text), self->title);
  gtk_box_append (GTK_BOX (text), self->what);
  gtk_box_append (GTK_BOX (text), line);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), text);
}

static void
build_buttons (RabtaTodayRow *self)
{
  self->postpone = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->postpone), "appointment-soon-symbolic");
  gtk_widget_add_css_class (self->postpone, "flat");
  gtk_widget_add_css_class (self->postpone, "circular");
  gtk_widget_set_valign (self->postpone, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->postpone, _("Postpone"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->postpone), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Postpone"), -1);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->postpone), create_popover_cb,
                                         self, NULL);
  gtk_box_append (GTK_BOX (self->box), self->postpone);
  gtk_box_append (GTK_BOX (self->box),
                  make_button ("document-edit-symbolic", _("Log Activity"), "row.log"));
}

static void
rabta_today_row_dispose (GObject *object)
{
  RabtaTodayRow *self = RABTA_TODAY_ROW (object);

  g_clear_pointer (&self->heading, gtk_widget_unparent);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->item);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_today_row_parent_class)->dispose (object);
}

static void
rabta_today_row_class_init (RabtaTodayRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rabta_today_row_dispose;
  signals[COMPLETED] =
    g_signal_new ("completed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, RABTA_TYPE_RECORD);
  gtk_widget_class_install_action (widget_class, "row.done", NULL, done_action_cb);
  gtk_widget_class_install_action (widget_class, "row.postpone", NULL, postpone_action_cb);
  gtk_widget_class_install_action (widget_class, "row.log", NULL, log_action_cb);
  gtk_widget_class_install_action (widget_class, "row.open", NULL, open_action_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "todayrow");
}

static void
rabta_today_row_init (RabtaTodayRow *self)
{
  self->heading = make_label ("title-4");
  gtk_widget_add_css_class (self->heading, "today-heading");
  gtk_widget_set_parent (self->heading, GTK_WIDGET (self));
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * rabta_today_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
rabta_today_row_new (RabtaCasebook *casebook)
{
  RabtaTodayRow *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  self = g_object_new (RABTA_TYPE_TODAY_ROW, NULL);
  self->casebook = g_object_ref (casebook);
  self->done = make_button ("object-select-symbolic", _("Mark as done"), "row.done");
  gtk_widget_remove_css_class (self->done, "flat");
  gtk_box_append (GTK_BOX (self->box), self->done);
  build_text (self);
  build_buttons (self);
  return GTK_WIDGET (self);
}

/**
 * rabta_today_row_set_item:
 * @item: (nullable): what to show
 */
void
rabta_today_row_set_item (RabtaTodayRow  *self,
                          RabtaTodayItem *item)
{
  RabtaRecord *record;

  g_return_if_fail (RABTA_IS_TODAY_ROW (self));
  g_return_if_fail (item == NULL || RABTA_IS_TODAY_ITEM (item));

  g_set_object (&self->item, item);
  record = get_record (self);
  gtk_widget_set_visible (self->heading, item != NULL && record == NULL);
  gtk_widget_set_visible (self->box, record != NULL);
  if (record != NULL)
    show_record (self, record);
  else if (item != NULL)
    show_heading (self);
}

/**
 * rabta_today_row_get_item:
 *
 * Returns: (transfer none) (nullable): what is shown
 */
RabtaTodayItem *
rabta_today_row_get_item (RabtaTodayRow *self)
{
  g_return_val_if_fail (RABTA_IS_TODAY_ROW (self), NULL);
  return self->item;
}
