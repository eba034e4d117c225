/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/case-stage-panel.h"

#include "model/case-work.h"
#include "ui/action-flow.h"
#include "ui/case-move.h"
#include "ui/due-words.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>

struct _RabtaCaseStagePanel
{
  AdwBin parent_instance;

  GtkWidget     *group;
  GtkWidget     *next;
  GtkWidget     *move;
  GtkWidget     *pause;
  GtkWidget     *close;
  GPtrArray     *rows;   /* added to the group; owned by it */
  GHashTable    *checks; /* code → GtkCheckButton; borrowed */

  RabtaCasebook *casebook;
  RabtaRecord   *case_;
  char          *stage;  /* what the rows were made for */
  gboolean       showing;
};

G_DEFINE_FINAL_TYPE (RabtaCaseStagePanel, rabta_case_stage_panel, ADW_TYPE_BIN)

static void
ticked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GtkWidget) check = user_data;
  g_autoptr (GError) error = NULL;

  if (!rabta_case_work_finish (RABTA_CASEBOOK (source), result, &error))
    rabta_window_show_error (check, _("The checklist was not saved"), error);
}

static void
toggled_cb (GtkCheckButton      *check,
            RabtaCaseStagePanel *self)
{
  const char *code = g_object_get_data (G_OBJECT (check), "code");

  if (!self->showing)
    rabta_case_work_check_async (self->casebook, rabta_record_get_id (self->case_), code,
                                 gtk_check_button_get_active (check), NULL, ticked_cb,
                                 g_object_ref (check));
}

static void
add_row (RabtaCaseStagePanel *self,
         GtkWidget           *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
  g_ptr_array_add (self->rows, row);
}

static void
add_text (RabtaCaseStagePanel *self,
          const char          *title,
          const char          *text)
{
  GtkWidget *row;
  g_autofree char *markup = NULL;

  if (text == NULL)
    return;
  row = adw_action_row_new ();
  markup = g_markup_escape_text (text, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), markup);
  gtk_widget_add_css_class (row, "property");
  add_row (self, row);
}

static void
add_check (RabtaCaseStagePanel *self,
           const RabtaCheck    *item)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *markup = g_markup_escape_text (item->label, -1);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), markup);
  if (!item->required)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Not required"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  item->label, -1);
  g_object_set_data_full (G_OBJECT (check), "code", g_strdup (item->code), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_widget_set_sensitive (check, !rabta_casebook_is_read_only (self->casebook));
  g_hash_table_insert (self->checks, g_strdup (item->code), check);
  add_row (self, row);
}

/* The rows of another stage; ticking does not come here, so that the focus stays on the row. */
static void
show_stage (RabtaCaseStagePanel *self,
            RabtaStage          *stage)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->group),
                                  g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_hash_table_remove_all (self->checks);
  if (stage == NULL)
    return;
  add_text (self, _("Enters when"), rabta_stage_get_entry (stage));
  for (guint i = 0; i < rabta_stage_get_n_checks (stage); i++)
    add_check (self, rabta_stage_get_check (stage, i));
  add_text (self, _("Leaves when"), rabta_stage_get_exit (stage));
  add_text (self, _("Evidence"), rabta_stage_get_evidence (stage));
}

static void
show_ticks (RabtaCaseStagePanel *self,
            GPtrArray           *items)
{
  GHashTableIter iter;
  gpointer code, check;

  self->showing = TRUE;
  g_hash_table_iter_init (&iter, self->checks);
  while (g_hash_table_iter_next (&iter, &code, &check))
    {
      gboolean done = FALSE;

      for (guint i = 0; i < items->len; i++)
        if (g_strcmp0 (rabta_record_get_text (g_ptr_array_index (items, i), "item"), code) == 0)
          done = rabta_record_get_int (g_ptr_array_index (items, i), "done") != 0;
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), done);
    }
  self->showing = FALSE;
}

static void
show_head (RabtaCaseStagePanel *self,
           RabtaStage          *stage)
{
  const char *entered = rabta_record_get_text (self->case_, "stage_entered");
  g_autofree char *day = entered != NULL ? rabta_date_display (entered) : NULL;
  const char *label = stage != NULL ? rabta_stage_get_label (stage)
                                    : rabta_record_get_text (self->case_, "stage");
  g_autofree char *title = g_markup_escape_text (label != NULL ? label : "", -1);
  g_autoptr (GString) text = g_string_new (NULL);
  int days = stage != NULL ? rabta_stage_get_sla_days (stage) : 0;

  if (day != NULL)
    g_string_append_printf (text, _("Entered on %s"), day);
  if (days > 0)
    {
      g_string_append (text, text->len > 0 ? " · " : "");
      g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%d working day",
                                                 "%d working days", (gulong) days),
                              days);
    }
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group), text->str);
}

static void
show_buttons (RabtaCaseStagePanel *self)
{
  RabtaProgramme *programme = rabta_casebook_get_programme (self->casebook);
  gboolean closed = g_strcmp0 (rabta_record_get_text (self->case_, "status"), "closed") == 0;
  gboolean paused = g_strcmp0 (rabta_record_get_text (self->case_, "status"), "on-hold") == 0;
  RabtaStage *next = rabta_case_move_step (programme, self->case_, 1);
  g_autoptr (GMenuModel) menu = rabta_case_move_menu (programme, self->case_, "case.move");
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->next, next != NULL);
  if (next != NULL)
    {
      text = g_strdup_printf (_("Next stage: %s"), rabta_stage_get_label (next));
      gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->next))), text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->next), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      text, -1);
    }
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->move), menu);
  gtk_widget_set_visible (self->move, !closed);
  gtk_widget_set_visible (self->pause, !closed);
  gtk_button_set_label (GTK_BUTTON (self->pause), paused ? _("_Resume") : _("_Pause…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->pause),
                                  paused ? "case.resume" : "case.pause");
  gtk_button_set_label (GTK_BUTTON (self->close), closed ? _("_Reopen") : _("_Close…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->close),
                                  closed ? "case.reopen" : "case.close");
}

static GtkWidget *
make_button (const char *label,
             const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
build_buttons (RabtaCaseStagePanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *others = rabta_action_flow_new (3);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  self->next = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->next), label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->next), "case.next");
  gtk_widget_add_css_class (self->next, "suggested-action");
  gtk_widget_set_tooltip_text (self->next, _("Ctrl+Enter"));
  self->move = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->move), _("_Move To"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (self->move), TRUE);
  self->pause = make_button (_("_Pause…"), "case.pause");
  self->close = make_button (_("_Close…"), "case.close");
  rabta_action_flow_append (others, self->move);
  rabta_action_flow_append (others, self->pause);
  rabta_action_flow_append (others, self->close);
  gtk_box_append (GTK_BOX (box), self->next);
  gtk_box_append (GTK_BOX (box), others);
  return box;
}

static void
rabta_case_stage_panel_dispose (GObject *object)
{
  RabtaCaseStagePanel *self = RABTA_CASE_STAGE_PANEL (object);

  g_clear_object (&self->case_);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_case_stage_panel_parent_class)->dispose (object);
}

static void
rabta_case_stage_panel_finalize (GObject *object)
{
  RabtaCaseStagePanel *self = RABTA_CASE_STAGE_PANEL (object);

  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->checks);
  g_free (self->stage);

  G_OBJECT_CLASS (rabta_case_stage_panel_parent_class)->finalize (object);
}

static void
rabta_case_stage_panel_class_init (RabtaCaseStagePanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rabta_case_stage_panel_dispose;
  object_class->finalize = rabta_case_stage_panel_finalize;
}

static void
rabta_case_stage_panel_init (RabtaCaseStagePanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->rows = g_ptr_array_new ();
  self->checks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->group = adw_preferences_group_new ();
  /* The ways on come first: a long checklist would push them off the screen. */
  gtk_box_append (GTK_BOX (box), build_buttons (self));
  gtk_box_append (GTK_BOX (box), self->group);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * rabta_case_stage_panel_new:
 *
 * Returns: (transfer floating): the panel of no case yet
 */
GtkWidget *
rabta_case_stage_panel_new (RabtaCasebook *casebook)
{
  RabtaCaseStagePanel *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  self = g_object_new (RABTA_TYPE_CASE_STAGE_PANEL, NULL);
  self->casebook = g_object_ref (casebook);
  return GTK_WIDGET (self);
}

/**
 * rabta_case_stage_panel_set:
 * @case_: a loaded case
 * @items: (element-type RabtaRecord): its checklist items, of any stage
 */
void
rabta_case_stage_panel_set (RabtaCaseStagePanel *self,
                            RabtaRecord         *case_,
                            GPtrArray           *items)
{
  const char *code;
  RabtaStage *stage;

  g_return_if_fail (RABTA_IS_CASE_STAGE_PANEL (self));
  g_return_if_fail (RABTA_IS_RECORD (case_));
  g_return_if_fail (items != NULL);

  g_set_object (&self->case_, case_);
  code = rabta_record_get_text (case_, "stage");
  stage = code != NULL
            ? rabta_programme_get_stage (rabta_casebook_get_programme (self->casebook), code)
            : NULL;
  if (g_strcmp0 (code, self->stage) != 0)
    {
      g_free (self->stage);
      self->stage = g_strdup (code);
      show_stage (self, stage);
    }
  show_head (self, stage);
  show_ticks (self, items);
  show_buttons (self);
}
