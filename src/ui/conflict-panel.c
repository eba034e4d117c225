/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/conflict-panel.h"

#include "base/date.h"
#include "ui/field-row.h"
#include "ui/joined-text.h"

#include <glib/gi18n-lib.h>

#define WIDTH 640

/* In the place of the number of a side: the result was edited. */
#define EDITED -1

struct _RabtaConflictPanel
{
  GtkWidget          parent;

  /* Widgets, owned by the tree */
  GtkWidget         *scroller;
  GtkWidget         *box;
  RabtaFieldRow     *result; /* NULL: the field has no editor */
  GtkWidget         *decide;
  GPtrArray         *checks; /* GtkCheckButton by number, some NULL; the widgets belong to the tree */

  /* Owned */
  RabtaCasebook     *casebook;
  RabtaConflictItem *item;

  int                chosen;
};

G_DEFINE_FINAL_TYPE (RabtaConflictPanel, rabta_conflict_panel, GTK_TYPE_WIDGET)

static guint decide_signal;

static gboolean
is_about_record (const RabtaConflict *conflict)
{
  return g_str_equal (conflict->field, RABTA_CONFLICT_RECORD);
}

/* What the number stands for, as in the change log. */
static const char *
get_json (const RabtaConflict *conflict,
          guint                number,
          const char         **text)
{
  const RabtaConflictSide *side;

  *text = conflict->base_text;
  if (number == 0)
    return conflict->base;
  side = g_ptr_array_index (conflict->sides, number - 1);
  *text = side->text;

  return side->value;
}

static void
show_result (RabtaConflictPanel *self)
{
  const RabtaConflict *conflict = rabta_conflict_item_get_conflict (self->item);
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;
  const char *text;
  const char *json;

  if (self->result == NULL || self->chosen == EDITED)
    return;
  json = get_json (conflict, (guint) self->chosen, &text);
  if (rabta_conflict_read_value (conflict, json, &value))
    rabta_field_row_set_value (self->result, &value, text);
}

static void
toggled_cb (RabtaConflictPanel *self,
            GtkCheckButton     *check)
{
  guint number;

  if (!gtk_check_button_get_active (check) || !g_ptr_array_find (self->checks, check, &number))
    return;
  self->chosen = (int) number;
  show_result (self);
}

/* What was typed is none of the sides any more. */
static void
edited_cb (RabtaConflictPanel *self)
{
  GtkCheckButton *check = self->chosen != EDITED ? g_ptr_array_index (self->checks, (guint) self->chosen) : NULL;

  self->chosen = EDITED;
  if (check != NULL)
    gtk_check_button_set_active (check, FALSE);
}

static void
decide_cb (RabtaConflictPanel *self)
{
  if (!rabta_casebook_is_read_only (self->casebook))
    g_signal_emit (self, decide_signal, 0);
}

static void
open_cb (RabtaConflictPanel *self)
{
  const RabtaConflict *conflict = rabta_conflict_item_get_conflict (self->item);
  g_autofree char *id = rabta_uuid_to_string (&conflict->record);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", rabta_kind_get_info (conflict->kind)->name, id);
}

static GtkWidget *
make_badge (const char *text,
            const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "badge");
  gtk_widget_add_css_class (label, class);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);

  return label;
}

/* A row to choose: what it says, who said it, and the key that chooses it. */
static GtkWidget *
make_row (RabtaConflictPanel *self,
          guint               number,
          const char         *title,
          const char         *subtitle,
          GtkWidget          *badge,
          GtkWidget          *second_badge,
          const char         *key)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *mark = gtk_label_new (key);
  g_autofree char *name = g_strdup_printf ("%s, %s", title, subtitle);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  for (guint i = 0; i < self->checks->len; i++)
    if (g_ptr_array_index (self->checks, i) != NULL)
      {
        gtk_check_button_set_group (GTK_CHECK_BUTTON (check), g_ptr_array_index (self->checks, i));
        break;
      }
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (mark, "keycap");
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  if (badge != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), badge);
  if (second_badge != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), second_badge);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  if (number >= self->checks->len)
    g_ptr_array_set_size (self->checks, (int) number + 1);
  g_ptr_array_index (self->checks, number) = check;
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static char *
dup_side_title (const RabtaConflict     *conflict,
                const RabtaConflictSide *side)
{
  if (side->merges)
    /* Translators: what one side did with a record: into which other one. */
    return g_strdup_printf (_("Merged into %s"), side->text != NULL ? side->text : _("another"));
  if (is_about_record (conflict))
    return side->deletes ? g_strdup (_("Delete the record"))
                         /* Translators: what one side changed in a record that the other deleted. */
                         : g_strdup_printf (_("Keep the record: %s"), side->text != NULL ? side->text : "");

  return g_strdup (side->text != NULL && *side->text != '\0' ? side->text : _("(empty)"));
}

static char *
dup_side_subtitle (const RabtaConflictSide *side)
{
  g_autofree char *when = rabta_instant_display (side->instant);
  GString *text = g_string_new (NULL);

  rabta_joined_text_append (text, side->officer != NULL ? side->officer : _("Unknown officer"));
  rabta_joined_text_append (text, side->office);
  rabta_joined_text_append (text, when);

  return g_string_free (text, FALSE);
}

static GtkWidget *
make_sides (RabtaConflictPanel  *self,
            const RabtaConflict *conflict)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("What Was Entered"));
  if (conflict->has_base)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               make_row (self, 0, conflict->base_text != NULL ? conflict->base_text : _("(empty)"),
                                         _("Before, in all copies"), NULL, NULL, "B"));
  for (guint i = 0; i < conflict->sides->len; i++)
    {
      const RabtaConflictSide *side = g_ptr_array_index (conflict->sides, i);
      g_autofree char *title = dup_side_title (conflict, side);
      g_autofree char *subtitle = dup_side_subtitle (side);
      g_autofree char *key = g_strdup_printf ("%u", i + 1);
      GtkWidget *row = make_row (self, i + 1, title, subtitle, i == 0 ? make_badge (_("stands"), "success") : NULL,
                                 side->is_mine ? make_badge (_("mine"), "dim") : NULL, i < 9 ? key : "");

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }

  return group;
}

static GtkWidget *
make_result (RabtaConflictPanel  *self,
             const RabtaConflict *conflict)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->result = RABTA_FIELD_ROW (rabta_field_row_new (self->casebook, conflict->info));
  gtk_widget_set_sensitive (GTK_WIDGET (self->result), !rabta_casebook_is_read_only (self->casebook));
  g_signal_connect_object (self->result, "changed", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->result, "activate-next", G_CALLBACK (decide_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Result"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->result));

  return group;
}

static GtkWidget *
make_heading (const RabtaConflict *conflict)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = gtk_label_new (conflict->title != NULL ? conflict->title : "");
  GtkWidget *subtitle = gtk_label_new (NULL);
  g_autofree char *text = g_strdup_printf ("%s · %s", _(rabta_kind_get_info (conflict->kind)->heading), conflict->heading);

  gtk_label_set_text (GTK_LABEL (subtitle), text);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (subtitle), 0);
  gtk_label_set_wrap (GTK_LABEL (subtitle), TRUE);
  gtk_widget_add_css_class (title, "title-2");
  gtk_widget_add_css_class (subtitle, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), subtitle);

  return box;
}

static GtkWidget *
make_buttons (RabtaConflictPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *open = gtk_button_new_with_mnemonic (_("_Open Record"));

  self->decide = gtk_button_new_with_mnemonic (_("_Decide"));
  gtk_widget_set_tooltip_text (self->decide, _("Take the result and go on to the next (Enter)"));
  gtk_widget_add_css_class (self->decide, "suggested-action");
  gtk_widget_set_sensitive (self->decide, !rabta_casebook_is_read_only (self->casebook));
  g_signal_connect_object (self->decide, "clicked", G_CALLBACK (decide_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (open, "clicked", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->decide);
  gtk_box_append (GTK_BOX (box), open);

  return box;
}

static void
clear (RabtaConflictPanel *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->checks, 0);
  self->result = NULL;
  self->decide = NULL;
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
}

static void
rabta_conflict_panel_dispose (GObject *object)
{
  RabtaConflictPanel *self = RABTA_CONFLICT_PANEL (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->item);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_conflict_panel_parent_class)->dispose (object);
}

static void
rabta_conflict_panel_finalize (GObject *object)
{
  g_ptr_array_unref (RABTA_CONFLICT_PANEL (object)->checks);

  G_OBJECT_CLASS (rabta_conflict_panel_parent_class)->finalize (object);
}

static void
rabta_conflict_panel_class_init (RabtaConflictPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rabta_conflict_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = rabta_conflict_panel_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  decide_signal = g_signal_new ("decide", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rabta_conflict_panel_init (RabtaConflictPanel *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->checks = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_margin_top (self->box, 18);
  gtk_widget_set_margin_bottom (self->box, 18);
  gtk_widget_set_margin_start (self->box, 12);
  gtk_widget_set_margin_end (self->box, 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->box);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * rabta_conflict_panel_new:
 * @casebook: where it is decided
 *
 * Returns: (transfer floating): an empty panel
 */
GtkWidget *
rabta_conflict_panel_new (RabtaCasebook *casebook)
{
  RabtaConflictPanel *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  self = g_object_new (RABTA_TYPE_CONFLICT_PANEL, NULL);
  self->casebook = g_object_ref (casebook);

  return GTK_WIDGET (self);
}

/**
 * rabta_conflict_panel_set_item:
 * @self: a panel
 * @item: (nullable): what to show; what stands is chosen
 */
void
rabta_conflict_panel_set_item (RabtaConflictPanel *self,
                               RabtaConflictItem  *item)
{
  const RabtaConflict *conflict;

  g_return_if_fail (RABTA_IS_CONFLICT_PANEL (self));

  if (!g_set_object (&self->item, item))
    return;
  clear (self);
  if (item == NULL)
    return;
  conflict = rabta_conflict_item_get_conflict (item);
  gtk_box_append (GTK_BOX (self->box), make_heading (conflict));
  gtk_box_append (GTK_BOX (self->box), make_sides (self, conflict));
  if (conflict->info != NULL && (conflict->info->flags & RABTA_FIELD_DERIVED) == 0)
    gtk_box_append (GTK_BOX (self->box), make_result (self, conflict));
  gtk_box_append (GTK_BOX (self->box), make_buttons (self));
  rabta_conflict_panel_choose (self, 1);
}

/**
 * rabta_conflict_panel_choose:
 * @self: a panel
 * @number: of a side, from 1; 0 for what was there before
 *
 * Returns: whether there is such a side
 */
gboolean
rabta_conflict_panel_choose (RabtaConflictPanel *self,
                             guint               number)
{
  g_return_val_if_fail (RABTA_IS_CONFLICT_PANEL (self), FALSE);

  if (number >= self->checks->len || g_ptr_array_index (self->checks, number) == NULL)
    return FALSE;
  self->chosen = (int) number;
  gtk_check_button_set_active (g_ptr_array_index (self->checks, number), TRUE);
  show_result (self);

  return TRUE;
}

/**
 * rabta_conflict_panel_edit:
 *
 * Puts the focus into the result.
 *
 * Returns: whether it can be edited
 */
gboolean
rabta_conflict_panel_edit (RabtaConflictPanel *self)
{
  g_return_val_if_fail (RABTA_IS_CONFLICT_PANEL (self), FALSE);

  if (self->result == NULL || !gtk_widget_is_sensitive (GTK_WIDGET (self->result)))
    return FALSE;
  rabta_field_row_focus (self->result);

  return TRUE;
}

/**
 * rabta_conflict_panel_get_decision:
 * @self: a panel that shows a conflict
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the result; %NULL where what is typed is no value
 */
RabtaDecision *
rabta_conflict_panel_get_decision (RabtaConflictPanel  *self,
                                   GError             **error)
{
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;
  RabtaDecision *decision;

  g_return_val_if_fail (RABTA_IS_CONFLICT_PANEL (self) && self->item != NULL, NULL);

  if (self->chosen == 0)
    return rabta_conflict_item_decide (self->item, RABTA_DECISION_BASE);
  if (self->chosen != EDITED)
    {
      decision = rabta_conflict_item_decide (self->item, RABTA_DECISION_SIDE);
      decision->side = (guint) self->chosen - 1;
      return decision;
    }
  if (!rabta_field_row_get_value (self->result, &value, error))
    return NULL;
  decision = rabta_conflict_item_decide (self->item, RABTA_DECISION_VALUE);
  decision->value = rabta_conflict_make_json (&value);

  return decision;
}
