/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/conflicts-place.h"

#include "base/text.h"
#include "ui/conflict-list.h"
#include "ui/conflict-panel.h"
#include "ui/window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

struct _RabtaConflictsPlace
{
  GtkWidget           parent;

  /* Widgets, owned by the tree */
  GtkWidget          *stack;
  GtkWidget          *error_page;
  AdwLeaflet         *leaflet;
  GtkWidget          *list_view;
  GtkWidget          *list_scroller;
  GtkWidget          *side;  /* the panel, or what can be done with many */
  GtkWidget          *panel;
  GtkWidget          *many_page;

  /* Owned */
  RabtaCasebook      *casebook;
  RabtaConflictList  *list;
  GtkMultiSelection  *selection;
  char               *subtitle;
  guint               position; /* of what was selected last */
  gboolean            refocus;  /* the list had the focus when what was selected went */
  gboolean            has_wish;
  RabtaUuid           wish;     /* the record whose conflict is to be selected */
  char               *wish_field; /* that it is about; NULL: any */
};

static void rabta_conflicts_place_iface_init (RabtaPlaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RabtaConflictsPlace, rabta_conflicts_place, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RABTA_TYPE_PLACE, rabta_conflicts_place_iface_init))

static RabtaConflictItem *
dup_item (RabtaConflictsPlace *self,
          guint                position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->selection), position);
}

/* Showing what is selected */

static void
show_selected (RabtaConflictsPlace *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  guint64 n = gtk_bitset_get_size (selected);

  if (n == 1)
    {
      g_autoptr (RabtaConflictItem) item = dup_item (self, gtk_bitset_get_minimum (selected));

      self->position = gtk_bitset_get_minimum (selected);
      rabta_conflict_panel_set_item (RABTA_CONFLICT_PANEL (self->panel), item);
    }
  if (n > 1)
    {
      guint64 number = n == g_list_model_get_n_items (G_LIST_MODEL (self->selection))
                         ? (guint64) rabta_conflict_list_get_total (self->list) : n;
      g_autofree char *title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u Conflict Selected",
                                                             "%'u Conflicts Selected", number),
                                                (guint) number);

      self->position = gtk_bitset_get_minimum (selected);
      adw_status_page_set_title (ADW_STATUS_PAGE (self->many_page), title);
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->side), n == 1 ? "one" : n > 1 ? "many" : "none");
}

static void
select_position (RabtaConflictsPlace *self,
                 guint                position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (n == 0)
    return;
  position = MIN (position, n - 1);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  gtk_widget_activate_action (self->list_view, "list.scroll-to-item", "u", position);
}

/* The row's widget is there only after the list was laid out. */
static gboolean
refocus_cb (gpointer user_data)
{
  g_autoptr (RabtaConflictsPlace) self = user_data;
  GtkWidget *row;

  if (self->list_view == NULL || !self->refocus)
    return G_SOURCE_REMOVE;
  for (row = gtk_widget_get_first_child (self->list_view); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *child = gtk_widget_get_first_child (row);
      guint position = child != NULL ? GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (child), "position")) : 0;

      if (child != NULL && gtk_widget_get_mapped (row) && position == self->position + 1 && gtk_widget_grab_focus (row))
        {
          self->refocus = FALSE;
          return G_SOURCE_REMOVE;
        }
    }

  return G_SOURCE_REMOVE;
}

static gboolean
is_wished (RabtaConflictsPlace *self,
           const RabtaConflict *conflict)
{
  return rabta_uuid_equal (&conflict->record, &self->wish) &&
         (self->wish_field == NULL || g_str_equal (conflict->field, self->wish_field));
}

static void
fulfil_wish (RabtaConflictsPlace *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RabtaConflictItem) item = dup_item (self, i);

      if (!is_wished (self, rabta_conflict_item_get_conflict (item)))
        continue;
      self->has_wish = FALSE;
      select_position (self, i);
      adw_leaflet_set_visible_child_name (self->leaflet, "side");
      return;
    }
  if (n < rabta_conflict_list_get_total (self->list))
    rabta_conflict_list_read_all (self->list);
  else if (!rabta_conflict_list_is_loading (self->list))
    self->has_wish = FALSE;
}

static void
update_state (RabtaConflictsPlace *self)
{
  const char *error = rabta_conflict_list_get_error (self->list);
  gint64 total = rabta_conflict_list_get_total (self->list);
  g_autofree char *subtitle = NULL;

  if (total > 0)
    /* Translators: so many conflicts are open. */
    subtitle = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u open", "%'u open", (gulong) total), (guint) total);
  rabta_set_str (&self->subtitle, subtitle);
  if (error != NULL)
    adw_status_page_set_description (ADW_STATUS_PAGE (self->error_page), error);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    error != NULL ? "error"
                                    : rabta_conflict_list_is_loading (self->list) ? "loading"
                                    : g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0 ? "desk" : "empty");
  rabta_place_changed (RABTA_PLACE (self));
}

static void
read_cb (RabtaConflictsPlace *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  update_state (self);
  if (self->has_wish)
    fulfil_wish (self);
  else if (gtk_bitset_is_empty (selected))
    select_position (self, self->position);
  show_selected (self);
  if (self->refocus)
    g_idle_add_full (G_PRIORITY_LOW, refocus_cb, g_object_ref (self), NULL);
}

/* Deciding */

static void
tell_decided (RabtaConflictsPlace       *self,
              const RabtaDecisionReport *report)
{
  g_autofree char *decided = NULL;
  g_autofree char *text = NULL;

  decided = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u conflict decided", "%'u conflicts decided",
                                          report->n_decided),
                             report->n_decided);
  if (report->n_left > 0)
    /* Translators: the first is "12 conflicts decided". */
    text = g_strdup_printf (_("%s; %'u left, which have no such side"), decided, report->n_left);
  rabta_window_add_toast (GTK_WIDGET (self), text != NULL ? text : decided, report->n_decided > 0 ? _("_Undo") : NULL,
                          report->n_decided > 0 ? "win.undo" : NULL);
}

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (RabtaConflictsPlace) self = user_data;
  g_autoptr (GError) error = NULL;
  RabtaDecisionReport report;

  if (self->list == NULL)
    return;
  if (rabta_casebook_decide_finish (RABTA_CASEBOOK (source), result, &report, &error))
    tell_decided (self, &report);
  else
    rabta_window_show_error (GTK_WIDGET (self), _("The conflict was not decided"), error);
  rabta_conflict_list_refresh (self->list);
}

static gboolean
list_has_focus (RabtaConflictsPlace *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->leaflet));
}

static void
decide_one (RabtaConflictsPlace *self)
{
  g_autoptr (GPtrArray) decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_decision_free);
  g_autoptr (GError) error = NULL;
  RabtaDecision *decision;

  if (rabta_casebook_is_read_only (self->casebook)
      || g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->side)), "one") != 0)
    return;
  decision = rabta_conflict_panel_get_decision (RABTA_CONFLICT_PANEL (self->panel), &error);
  if (decision == NULL)
    {
      rabta_window_show_error (GTK_WIDGET (self), _("The conflict was not decided"), error);
      return;
    }
  g_ptr_array_add (decisions, decision);
  self->refocus = list_has_focus (self);
  rabta_casebook_decide_async (self->casebook, decisions, TRUE, NULL, decided_cb, g_object_ref (self));
}

/* All that are selected; where that is all there are, those that are not read yet too. */
static void
decide_many (RabtaConflictsPlace *self,
             RabtaDecisionChoice  choice)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (GPtrArray) decisions = NULL;
  GtkBitsetIter iter;
  guint position;

  if (rabta_casebook_is_read_only (self->casebook) || gtk_bitset_is_empty (selected))
    return;
  self->refocus = list_has_focus (self);
  if (gtk_bitset_get_size (selected) == g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    {
      rabta_casebook_decide_all_async (self->casebook, choice, NULL, NULL, decided_cb, g_object_ref (self));
      return;
    }
  decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_decision_free);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (RabtaConflictItem) item = dup_item (self, position);

      g_ptr_array_add (decisions, rabta_conflict_item_decide (item, choice));
    }
  rabta_casebook_decide_async (self->casebook, decisions, FALSE, NULL, decided_cb, g_object_ref (self));
}

static void
bulk_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  decide_many (RABTA_CONFLICTS_PLACE (widget),
               g_str_equal (action, "conflicts.mine")     ? RABTA_DECISION_MINE
               : g_str_equal (action, "conflicts.theirs") ? RABTA_DECISION_THEIRS
                                                          : RABTA_DECISION_NEWEST);
}

/* Keys */

static gboolean
is_typing (RabtaConflictsPlace *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus);
}

static gboolean
key_cb (RabtaConflictsPlace   *self,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        GtkEventControllerKey *controller)
{
  RabtaConflictPanel *panel = RABTA_CONFLICT_PANEL (self->panel);
  guint32 letter = g_unichar_tolower (gdk_keyval_to_unicode (key));

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || is_typing (self)
      || g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "desk") != 0
      || g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->side)), "one") != 0)
    return GDK_EVENT_PROPAGATE;
  if (g_unichar_isdigit (letter) && g_unichar_digit_value (letter) > 0)
    return rabta_conflict_panel_choose (panel, (guint) g_unichar_digit_value (letter));
  if (letter == 'b')
    return rabta_conflict_panel_choose (panel, 0);
  if (letter == 'e')
    return rabta_conflict_panel_edit (panel);

  return GDK_EVENT_PROPAGATE;
}

/* Where there is room for one of both only, Enter first shows what is to be decided. */
static void
activate_cb (RabtaConflictsPlace *self,
             guint                position)
{
  if (adw_leaflet_get_folded (self->leaflet)
      && g_strcmp0 (adw_leaflet_get_visible_child_name (self->leaflet), "list") == 0)
    {
      adw_leaflet_set_visible_child_name (self->leaflet, "side");
      return;
    }
  decide_one (self);
}

static void
selection_cb (RabtaConflictsPlace *self)
{
  show_selected (self);
}

static void
select_all_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  RabtaConflictsPlace *self = RABTA_CONFLICTS_PLACE (widget);

  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
  adw_leaflet_set_visible_child_name (self->leaflet, "side");
}

static void
scrolled_cb (RabtaConflictsPlace *self,
             GtkAdjustment       *adjustment)
{
  double left = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment);

  if (left < 3 * gtk_adjustment_get_page_size (adjustment))
    rabta_conflict_list_read_on (self->list);
}

static void
show_record_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  RabtaConflictsPlace *self = RABTA_CONFLICTS_PLACE (widget);

  g_autofree char *id = g_strdup (g_variant_get_string (parameter, NULL));
  char *dot = strchr (id, '.');

  if (dot != NULL)
    *dot = '\0';
  rabta_set_str (&self->wish_field, dot != NULL ? dot + 1 : NULL);
  self->has_wish = rabta_uuid_parse (id, &self->wish);
  if (self->has_wish)
    fulfil_wish (self);
}

static void
retry_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  rabta_conflict_list_refresh (RABTA_CONFLICTS_PLACE (widget)->list);
}

/* Rows */

static void
pressed_cb (RabtaConflictsPlace *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child_name (self->leaflet, "side");
}

static void
setup_cb (RabtaConflictsPlace *self,
          GtkListItem         *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *subtitle = gtk_label_new (NULL);
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (subtitle), 0);
  gtk_label_set_ellipsize (GTK_LABEL (subtitle), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (subtitle, "dim-label");
  gtk_widget_add_css_class (subtitle, "caption");
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), subtitle);
  g_signal_connect_object (press, "released", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (box, GTK_EVENT_CONTROLLER (press));
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (RabtaConflictsPlace *self,
         GtkListItem         *item)
{
  const RabtaConflict *conflict = rabta_conflict_item_get_conflict (gtk_list_item_get_item (item));
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *title = gtk_widget_get_first_child (box);
  const RabtaConflictSide *stands = conflict->sides->len > 0 ? g_ptr_array_index (conflict->sides, 0) : NULL;
  g_autofree char *subtitle = NULL;

  subtitle = g_strdup_printf (stands != NULL && stands->text != NULL && *stands->text != '\0' ? "%s: %s" : "%s",
                              conflict->heading, stands != NULL ? stands->text : NULL);
  gtk_label_set_text (GTK_LABEL (title), conflict->title != NULL ? conflict->title : "");
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), subtitle);
  g_object_set_data (G_OBJECT (box), "position", GUINT_TO_POINTER (gtk_list_item_get_position (item) + 1));
}

static const char *
get_title (RabtaPlace *place)
{
  return _("Conflicts");
}

static const char *
get_subtitle (RabtaPlace *place)
{
  return RABTA_CONFLICTS_PLACE (place)->subtitle;
}

static gboolean
get_record (RabtaPlace *place,
            RabtaKind  *kind,
            RabtaUuid  *id)
{
  RabtaConflictsPlace *self = RABTA_CONFLICTS_PLACE (place);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (RabtaConflictItem) item = NULL;

  if (gtk_bitset_get_size (selected) != 1)
    return FALSE;
  item = dup_item (self, gtk_bitset_get_minimum (selected));
  *kind = rabta_conflict_item_get_conflict (item)->kind;
  *id = rabta_conflict_item_get_conflict (item)->record;

  return TRUE;
}

static gboolean
go_back (RabtaPlace *place)
{
  RabtaConflictsPlace *self = RABTA_CONFLICTS_PLACE (place);

  if (!adw_leaflet_get_folded (self->leaflet)
      || g_strcmp0 (adw_leaflet_get_visible_child_name (self->leaflet), "side") != 0)
    return FALSE;
  adw_leaflet_set_visible_child_name (self->leaflet, "list");

  return TRUE;
}

static void
shown (RabtaPlace *place)
{
  RabtaConflictsPlace *self = RABTA_CONFLICTS_PLACE (place);

  self->refocus = TRUE;
  g_idle_add_full (G_PRIORITY_LOW, refocus_cb, g_object_ref (self), NULL);
}

static void
rabta_conflicts_place_iface_init (RabtaPlaceInterface *iface)
{
  iface->get_title = get_title;
  iface->get_subtitle = get_subtitle;
  iface->get_record = get_record;
  iface->go_back = go_back;
  iface->shown = shown;
}

static void
rabta_conflicts_place_dispose (GObject *object)
{
  RabtaConflictsPlace *self = RABTA_CONFLICTS_PLACE (object);

  self->list_view = NULL;
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_conflicts_place_parent_class)->dispose (object);
}

static void
rabta_conflicts_place_finalize (GObject *object)
{
  g_free (RABTA_CONFLICTS_PLACE (object)->subtitle);
  g_free (RABTA_CONFLICTS_PLACE (object)->wish_field);

  G_OBJECT_CLASS (rabta_conflicts_place_parent_class)->finalize (object);
}

static void
rabta_conflicts_place_class_init (RabtaConflictsPlaceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rabta_conflicts_place_dispose;
  G_OBJECT_CLASS (klass)->finalize = rabta_conflicts_place_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "conflicts.show-record", "s", show_record_cb);
  gtk_widget_class_install_action (widget_class, "conflicts.retry", NULL, retry_cb);
  gtk_widget_class_install_action (widget_class, "conflicts.select-all", NULL, select_all_cb);
  gtk_widget_class_install_action (widget_class, "conflicts.mine", NULL, bulk_cb);
  gtk_widget_class_install_action (widget_class, "conflicts.theirs", NULL, bulk_cb);
  gtk_widget_class_install_action (widget_class, "conflicts.newest", NULL, bulk_cb);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/smeda/Rabta/ui/conflicts-place.ui");
  gtk_widget_class_bind_template_child (widget_class, RabtaConflictsPlace, stack);
  gtk_widget_class_bind_template_child (widget_class, RabtaConflictsPlace, error_page);
  gtk_widget_class_bind_template_child (widget_class, RabtaConflictsPlace, leaflet);
  gtk_widget_class_bind_template_child (widget_class, RabtaConflictsPlace, list_view);
  gtk_widget_class_bind_template_child (widget_class, RabtaConflictsPlace, list_scroller);
  gtk_widget_class_bind_template_child (widget_class, RabtaConflictsPlace, side);
  gtk_widget_class_bind_template_child (widget_class, RabtaConflictsPlace, many_page);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
rabta_conflicts_place_init (RabtaConflictsPlace *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
build (RabtaConflictsPlace *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  gboolean may_write = !rabta_casebook_is_read_only (self->casebook);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list_view), factory);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list_view), GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->list_scroller)),
                           "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  self->panel = rabta_conflict_panel_new (self->casebook);
  g_signal_connect_object (self->panel, "decide", G_CALLBACK (decide_one), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (GTK_STACK (self->side), self->panel, "one");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflicts.mine", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflicts.theirs", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflicts.newest", may_write);
}

/**
 * rabta_conflicts_place_new:
 * @casebook: the casebook
 *
 * Returns: (transfer floating): the place
 */
GtkWidget *
rabta_conflicts_place_new (RabtaCasebook *casebook)
{
  RabtaConflictsPlace *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  self = g_object_new (RABTA_TYPE_CONFLICTS_PLACE, NULL);
  self->casebook = g_object_ref (casebook);
  self->list = rabta_conflict_list_new (casebook);
  self->selection = gtk_multi_selection_new (g_object_ref (rabta_conflict_list_get_model (self->list)));
  build (self);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  update_state (self);

  return GTK_WIDGET (self);
}
