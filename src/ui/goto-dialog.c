/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/goto-dialog.h"

#include "ui/commands.h"
#include "ui/places.h"

#include <glib/gi18n-lib.h>

#define MAX_HITS 40

struct _RabtaGotoDialog
{
  AdwWindow parent_instance;

  /* template widgets */
  GtkEditable   *entry;
  GtkStack      *stack;
  GtkListBox    *list;
  AdwStatusPage *status;

  /* owned */
  RabtaWindow   *window;
  GCancellable  *cancellable; /* of the search that belongs to the text as it stands */
};

G_DEFINE_FINAL_TYPE (RabtaGotoDialog, rabta_goto_dialog, ADW_TYPE_WINDOW)

static void
select_row (RabtaGotoDialog *self,
            GtkListBoxRow   *row)
{
  GtkWidget *viewport = gtk_widget_get_parent (GTK_WIDGET (self->list));
  graphene_rect_t bounds;

  gtk_list_box_select_row (self->list, row);
  if (row == NULL)
    return;
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
  if (GTK_IS_VIEWPORT (viewport)
      && gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)),
                               bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static GtkWidget *
create_row (const char *icon,
            const char *title,
            const char *subtitle,
            const char *kind,
            char       *action)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (texts), label);
  if (subtitle != NULL && *subtitle != '\0')
    {
      GtkWidget *second = gtk_label_new (subtitle);

      gtk_label_set_xalign (GTK_LABEL (second), 0);
      gtk_label_set_ellipsize (GTK_LABEL (second), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (second, "caption");
      gtk_widget_add_css_class (second, "dim-label");
      gtk_box_append (GTK_BOX (texts), second);
    }
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), texts);
  if (kind != NULL)
    {
      GtkWidget *caption = gtk_label_new (kind);

      gtk_widget_add_css_class (caption, "caption");
      gtk_widget_add_css_class (caption, "dim-label");
      gtk_box_append (GTK_BOX (box), caption);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), "action", action, g_free);
  return row;
}

static void
clear (RabtaGotoDialog *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
show_hits (RabtaGotoDialog *self,
           GPtrArray       *hits)
{
  for (guint i = 0; i < hits->len; i++)
    {
      const RabtaSearchHit *hit = g_ptr_array_index (hits, i);
      const RabtaRecordInfo *info = rabta_places_find_kind (hit->kind);
      const RabtaKindInfo *kind = rabta_kind_get_info (hit->kind);
      g_autofree char *id = rabta_uuid_to_string (&hit->id);

      if (info == NULL)
        continue;
      gtk_list_box_insert (self->list,
                           create_row (info->icon, hit->title, hit->subtitle, _(kind->heading),
                                       g_strdup_printf ("win.open-record(('%s', '%s'))",
                                                        kind->name, id)),
                           (int) i);
    }
}

static void
show_state (RabtaGotoDialog *self,
            gboolean         searching)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  select_row (self, first);
  if (first != NULL || searching)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else
    gtk_stack_set_visible_child_name (self->stack, "nothing");
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (RabtaGotoDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = NULL;

  hits = rabta_casebook_search_finish (RABTA_CASEBOOK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->window == NULL)
    return;
  if (hits == NULL)
    {
      adw_status_page_set_title (self->status, _("The search failed"));
      adw_status_page_set_description (self->status, error->message);
      clear (self);
    }
  else
    show_hits (self, hits);
  show_state (self, FALSE);
}

/* What was found for the text before is gone with it: Enter never opens an answer to another
 * question. */
static void
changed_cb (RabtaGotoDialog *self)
{
  const char *text = gtk_editable_get_text (self->entry);
  RabtaCasebook *casebook = rabta_window_get_casebook (self->window);
  g_autoptr (GPtrArray) commands = rabta_ui_commands_list (self->window, text);
  gboolean searching = *text != '\0' && casebook != NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  clear (self);
  for (guint i = 0; i < commands->len; i++)
    {
      RabtaUiCommand *command = g_ptr_array_index (commands, i);

      gtk_list_box_append (self->list, create_row (command->icon, command->label, NULL,
                                                   *text != '\0' ? _("Command") : NULL,
                                                   g_strdup (command->action)));
    }
  if (searching)
    {
      self->cancellable = g_cancellable_new ();
      rabta_casebook_search_async (casebook, text, MAX_HITS, self->cancellable, found_cb,
                                   g_object_ref (self));
    }
  show_state (self, searching);
}

static void
row_activated_cb (RabtaGotoDialog *self,
                  GtkListBoxRow   *row)
{
  g_autoptr (RabtaWindow) window = g_object_ref (self->window);
  g_autofree char *detailed = g_strdup (g_object_get_data (G_OBJECT (row), "action"));
  g_autoptr (GVariant) parameter = NULL;
  g_autofree char *action = NULL;

  gtk_window_close (GTK_WINDOW (self));
  if (g_action_parse_detailed_name (detailed, &action, &parameter, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (window), action, parameter);
}

static void
activate_cb (RabtaGotoDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    row_activated_cb (self, row);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        RabtaGotoDialog       *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    index += 1;
  else if (key == GDK_KEY_Up || key == GDK_KEY_KP_Up)
    index -= 1;
  else if (key == GDK_KEY_Page_Down)
    index += 8;
  else if (key == GDK_KEY_Page_Up)
    index = MAX (0, index - 8);
  else
    return GDK_EVENT_PROPAGATE;

  row = gtk_list_box_get_row_at_index (self->list, MAX (0, index));
  while (row == NULL && --index > 0)
    row = gtk_list_box_get_row_at_index (self->list, index);
  if (row != NULL)
    select_row (self, row);
  return GDK_EVENT_STOP;
}

static void
rabta_goto_dialog_dispose (GObject *object)
{
  RabtaGotoDialog *self = RABTA_GOTO_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->window);

  G_OBJECT_CLASS (rabta_goto_dialog_parent_class)->dispose (object);
}

static void
rabta_goto_dialog_class_init (RabtaGotoDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rabta_goto_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/smeda/Rabta/ui/goto-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RabtaGotoDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, RabtaGotoDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RabtaGotoDialog, list);
  gtk_widget_class_bind_template_child (widget_class, RabtaGotoDialog, status);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rabta_goto_dialog_init (RabtaGotoDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rabta_goto_dialog_present:
 * @parent: the window it lies over and acts in
 *
 * Presents the dialog.
 *
 * Returns: (transfer none): the dialog, owned by GTK
 */
RabtaGotoDialog *
rabta_goto_dialog_present (RabtaWindow *parent)
{
  RabtaGotoDialog *self;

  g_return_val_if_fail (RABTA_IS_WINDOW (parent), NULL);

  self = g_object_new (RABTA_TYPE_GOTO_DIALOG, "transient-for", parent, NULL);
  self->window = g_object_ref (parent);
  gtk_window_set_default_size (GTK_WINDOW (self),
                               MIN (520, MAX (340, gtk_widget_get_width (GTK_WIDGET (parent)) - 20)),
                               460);
  changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
