/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/popdown.h"

#include <glib/gi18n-lib.h>

struct _RabtaPopdown
{
  AdwBin     parent;

  GtkWidget *button;
  GtkWidget *label;
  GtkWidget *popover;
  GtkWidget *list;
  GtkWidget *clear;
  GtkWidget *create;
  gboolean   is_clearable;
  gboolean   has_text;
};

G_DEFINE_FINAL_TYPE (RabtaPopdown, rabta_popdown, ADW_TYPE_BIN)

enum
{
  SEARCH,
  PICKED,
  NEW_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
search_cb (RabtaPopdown *self,
           const char   *text)
{
  g_signal_emit (self, signals[SEARCH], 0, text);
}

static void
picked_cb (RabtaPopdown *self,
           GObject      *item)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  g_signal_emit (self, signals[PICKED], 0, item);
}

static void
clear_cb (RabtaPopdown *self)
{
  picked_cb (self, NULL);
}

static void
create_cb (RabtaPopdown *self)
{
  g_autofree char *text = g_strdup (rabta_search_list_get_search (RABTA_SEARCH_LIST (self->list)));

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  g_signal_emit (self, signals[NEW_REQUESTED], 0, text);
}

static void
shown_cb (RabtaPopdown *self)
{
  gtk_widget_set_visible (self->clear, self->is_clearable && self->has_text);
  rabta_search_list_set_search (RABTA_SEARCH_LIST (self->list), "");
  rabta_search_list_focus (RABTA_SEARCH_LIST (self->list));
}

/* A letter typed on the button is the first of a search, as it is in the entry of the list. */
static gboolean
key_cb (RabtaPopdown    *self,
        guint            key,
        guint            code,
        GdkModifierType  state)
{
  gunichar letter = gdk_keyval_to_unicode (key);
  char text[7] = "";

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || letter == 0
      || !g_unichar_isgraph (letter) || gtk_widget_get_visible (self->popover)
      || !rabta_search_list_get_searchable (RABTA_SEARCH_LIST (self->list)))
    return GDK_EVENT_PROPAGATE;

  g_unichar_to_utf8 (letter, text);
  rabta_popdown_open (self);
  rabta_search_list_type (RABTA_SEARCH_LIST (self->list), text);
  return GDK_EVENT_STOP;
}

static GtkWidget *
add_footer_button (RabtaPopdown *self,
                   const char   *label,
                   GCallback     callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_visible (button, FALSE);
  g_signal_connect_swapped (button, "clicked", callback, self);
  rabta_search_list_add_footer (RABTA_SEARCH_LIST (self->list), button);
  return button;
}

static void
build_button (RabtaPopdown *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("pan-down-symbolic");
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), arrow);

  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  for (GtkWidget *widget = box; widget != NULL && widget != self->button; widget = gtk_widget_get_parent (widget))
    {
      gtk_widget_set_halign (widget, GTK_ALIGN_FILL);
      gtk_widget_set_hexpand (widget, TRUE);
    }

  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), self->popover);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "popdown");
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->button, keys);
}

static void
rabta_popdown_class_init (RabtaPopdownClass *klass)
{
  signals[SEARCH] = g_signal_new ("search", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[NEW_REQUESTED] = g_signal_new ("new-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rabta_popdown_init (RabtaPopdown *self)
{
}

/**
 * rabta_popdown_new:
 * @model: (nullable): what to choose from
 * @describe: what a row says
 * @user_data: for @describe
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
rabta_popdown_new (GListModel        *model,
                   RabtaDescribeFunc  describe,
                   gpointer           user_data)
{
  RabtaPopdown *self;

  g_return_val_if_fail (describe != NULL, NULL);

  self = g_object_new (RABTA_TYPE_POPDOWN, NULL);
  self->list = rabta_search_list_new (model, describe, user_data);
  g_signal_connect_swapped (self->list, "search", G_CALLBACK (search_cb), self);
  g_signal_connect_swapped (self->list, "picked", G_CALLBACK (picked_cb), self);
  self->create = add_footer_button (self, "", G_CALLBACK (create_cb));
  self->clear = add_footer_button (self, _("Clear"), G_CALLBACK (clear_cb));

  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), self->list);
  g_signal_connect_swapped (self->popover, "show", G_CALLBACK (shown_cb), self);
  build_button (self);
  adw_bin_set_child (ADW_BIN (self), self->button);
  rabta_popdown_set_text (self, NULL);
  return GTK_WIDGET (self);
}

/**
 * rabta_popdown_set_text:
 * @self: a popdown
 * @text: (nullable): what is chosen
 *
 * Says what is chosen, or that nothing is.
 */
void
rabta_popdown_set_text (RabtaPopdown *self,
                        const char   *text)
{
  g_return_if_fail (RABTA_IS_POPDOWN (self));

  self->has_text = text != NULL;
  gtk_label_set_text (GTK_LABEL (self->label), text != NULL ? text : _("Choose…"));
  if (text != NULL)
    gtk_widget_remove_css_class (self->label, "dim-label");
  else
    gtk_widget_add_css_class (self->label, "dim-label");

  gtk_widget_set_tooltip_text (self->button, text);
}

/**
 * rabta_popdown_set_name:
 * @self: a popdown
 * @name: what is chosen here, for assistive technology
 *
 * Names the list.
 */
void
rabta_popdown_set_name (RabtaPopdown *self,
                        const char   *name)
{
  g_return_if_fail (RABTA_IS_POPDOWN (self));

  rabta_search_list_set_name (RABTA_SEARCH_LIST (self->list), name);
}

/**
 * rabta_popdown_set_searchable:
 * @self: a popdown
 * @searchable: whether there is enough to search in
 */
void
rabta_popdown_set_searchable (RabtaPopdown *self,
                              gboolean      searchable)
{
  g_return_if_fail (RABTA_IS_POPDOWN (self));

  rabta_search_list_set_searchable (RABTA_SEARCH_LIST (self->list), searchable);
}

/**
 * rabta_popdown_set_clearable:
 * @self: a popdown
 * @clearable: whether a choice can be taken back
 */
void
rabta_popdown_set_clearable (RabtaPopdown *self,
                             gboolean      clearable)
{
  g_return_if_fail (RABTA_IS_POPDOWN (self));

  self->is_clearable = clearable;
}

/**
 * rabta_popdown_set_new_label:
 * @self: a popdown
 * @label: (nullable): what the button says that makes a new item, or %NULL for none
 */
void
rabta_popdown_set_new_label (RabtaPopdown *self,
                             const char   *label)
{
  g_return_if_fail (RABTA_IS_POPDOWN (self));

  gtk_button_set_label (GTK_BUTTON (self->create), label != NULL ? label : "");
  gtk_widget_set_visible (self->create, label != NULL);
}

/**
 * rabta_popdown_get_button:
 * @self: a popdown
 *
 * Returns: (transfer none): the button, which takes the focus
 */
GtkWidget *
rabta_popdown_get_button (RabtaPopdown *self)
{
  g_return_val_if_fail (RABTA_IS_POPDOWN (self), NULL);

  return self->button;
}

/**
 * rabta_popdown_get_list:
 * @self: a popdown
 *
 * Returns: (transfer none): the list to choose from
 */
RabtaSearchList *
rabta_popdown_get_list (RabtaPopdown *self)
{
  g_return_val_if_fail (RABTA_IS_POPDOWN (self), NULL);

  return RABTA_SEARCH_LIST (self->list);
}

/**
 * rabta_popdown_open:
 * @self: a popdown
 *
 * Opens the list.
 */
void
rabta_popdown_open (RabtaPopdown *self)
{
  g_return_if_fail (RABTA_IS_POPDOWN (self));

  gtk_menu_button_popup (GTK_MENU_BUTTON (self->button));
}
