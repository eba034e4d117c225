/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/filter-bar-private.h"

#include "ui/view-settings.h"
#include "ui/window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define MAX_VIEWS 50
/* In pixels. */
#define HINT_WIDTH 240

/* Views live in the group "NAME views" of the key file, one list of strings each: name, search, and
 * for each filter value id, value and title ("\x1f" between them; an empty value has no middle). */
#define SEPARATOR "\x1f"

typedef struct
{
  RabtaFilterBar *bar; /* unowned: owns the button */
  GtkWidget      *popover;
  GtkWidget      *list;
  GtkWidget      *entry;
  GtkWidget      *save;
  char           *group;
} Views;

static void
views_free (gpointer data)
{
  Views *views = data;

  g_free (views->group);
  g_free (views);
}

static void
save_settings (Views *views)
{
  g_autoptr (GError) error = NULL;

  if (!rabta_view_settings_save (&error))
    rabta_window_add_toast (GTK_WIDGET (views->bar), error->message, NULL, NULL);
}

static char **
dup_state (Views      *views,
           const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GPtrArray *filters = rabta_filter_bar_get_filters (views->bar);

  g_strv_builder_add (builder, name);
  g_strv_builder_add (builder, rabta_filter_bar_get_search (views->bar));
  for (guint i = 0; i < filters->len; i++)
    {
      RabtaFilter *filter = g_ptr_array_index (filters, i);

      for (guint j = 0; j < filter->values->len; j++)
        {
          RabtaFilterValue *value = g_ptr_array_index (filter->values, j);
          g_autofree char *line = g_strjoin (SEPARATOR, filter->id, value->title, value->value, NULL);

          g_strv_builder_add (builder, line);
        }
    }

  return g_strv_builder_end (builder);
}

static void
recall (Views  *views,
        char  **state)
{
  rabta_filter_bar_freeze (views->bar);
  rabta_filter_bar_clear (views->bar);
  for (guint i = 2; state[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (state[i], SEPARATOR, 3);
      GPtrArray *filters = rabta_filter_bar_get_filters (views->bar);

      /* A filter that this version no longer offers is passed over. */
      for (guint j = 0; parts[0] != NULL && parts[1] != NULL && j < filters->len; j++)
        if (g_str_equal (((RabtaFilter *) g_ptr_array_index (filters, j))->id, parts[0]))
          rabta_filter_bar_add_value (views->bar, parts[0], parts[2], parts[1]);
    }
  rabta_filter_bar_set_search (views->bar, state[1]);
  rabta_filter_bar_thaw (views->bar);
}

static void
recall_cb (GtkWidget *button,
           Views     *views)
{
  const char *key = g_object_get_data (G_OBJECT (button), "key");
  g_auto (GStrv) state = g_key_file_get_string_list (rabta_view_settings_get (), views->group, key,
                                                     NULL, NULL);

  if (state != NULL && state[0] != NULL && state[1] != NULL)
    recall (views, state);
  gtk_popover_popdown (GTK_POPOVER (views->popover));
}

static void show_views (Views *views);

static void
remove_cb (GtkWidget *button,
           Views     *views)
{
  g_key_file_remove_key (rabta_view_settings_get (), views->group,
                         g_object_get_data (G_OBJECT (button), "key"), NULL);
  save_settings (views);
  show_views (views);
}

static GtkWidget *
make_view (Views      *views,
           const char *key,
           const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *recalled = gtk_button_new_with_label (name);
  GtkWidget *removed = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *label = g_strdup_printf (_("Forget the view “%s”"), name);

  gtk_widget_add_css_class (recalled, "flat");
  gtk_widget_set_hexpand (recalled, TRUE);
  gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (recalled)), GTK_ALIGN_START);
  gtk_widget_add_css_class (removed, "flat");
  gtk_widget_set_tooltip_text (removed, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (removed), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (recalled), "key", g_strdup (key), g_free);
  g_object_set_data_full (G_OBJECT (removed), "key", g_strdup (key), g_free);
  g_signal_connect (recalled, "clicked", G_CALLBACK (recall_cb), views);
  g_signal_connect (removed, "clicked", G_CALLBACK (remove_cb), views);
  gtk_box_append (GTK_BOX (box), recalled);
  gtk_box_append (GTK_BOX (box), removed);

  return box;
}

/* GTK 4.8 measures the height of what is in a popover at the width with its shadow: a text that
 * wraps needs a width of its own, or the popover is a line too low. */
static GtkWidget *
make_hint (void)
{
  GtkWidget *hint = gtk_label_new (_("Set the search and the filters, give them a name and find "
                                     "them here again."));
  GtkWidget *clamp = adw_clamp_new ();

  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_widget_add_css_class (hint, "dim-label");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), HINT_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), HINT_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), hint);
  return clamp;
}

static void
show_views (Views *views)
{
  GKeyFile *settings = rabta_view_settings_get ();
  g_auto (GStrv) keys = g_key_file_get_keys (settings, views->group, NULL, NULL);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (views->list)) != NULL)
    gtk_box_remove (GTK_BOX (views->list), child);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_auto (GStrv) state = g_key_file_get_string_list (settings, views->group, keys[i], NULL, NULL);

      if (state != NULL && state[0] != NULL)
        gtk_box_append (GTK_BOX (views->list), make_view (views, keys[i], state[0]));
    }
  if (gtk_widget_get_first_child (views->list) == NULL)
    gtk_box_append (GTK_BOX (views->list), make_hint ());
  gtk_widget_set_sensitive (views->entry, rabta_filter_bar_is_active (views->bar));
}

static void
name_changed_cb (Views *views)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (views->entry))));

  gtk_widget_set_sensitive (views->save, name[0] != '\0' && rabta_filter_bar_is_active (views->bar));
}

static void
save_cb (Views *views)
{
  GKeyFile *settings = rabta_view_settings_get ();
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (views->entry))));
  g_auto (GStrv) state = NULL;

  if (name[0] == '\0' || !rabta_filter_bar_is_active (views->bar))
    return;

  state = dup_state (views, name);
  for (guint i = 1; i <= MAX_VIEWS; i++)
    {
      g_autofree char *key = g_strdup_printf ("view-%u", i);
      g_auto (GStrv) present = g_key_file_get_string_list (settings, views->group, key, NULL, NULL);

      /* The same name again replaces the view. */
      if (present != NULL && g_strcmp0 (present[0], name) != 0)
        continue;
      g_key_file_set_string_list (settings, views->group, key, (const char * const *) state,
                                  g_strv_length (state));
      break;
    }
  save_settings (views);
  gtk_editable_set_text (GTK_EDITABLE (views->entry), "");
  gtk_popover_popdown (GTK_POPOVER (views->popover));
}

/**
 * rabta_saved_views_new:
 * @bar: the bar it belongs to
 * @settings_name: under which the views are kept
 *
 * Makes the button that keeps what the bar is set to under a name and recalls it.
 *
 * Returns: (transfer floating): the button
 */
GtkWidget *
rabta_saved_views_new (RabtaFilterBar *bar,
                       const char     *settings_name)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Views *views = g_new0 (Views, 1);

  views->bar = bar;
  views->group = g_strconcat (settings_name, " views", NULL);
  views->popover = gtk_popover_new ();
  views->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  views->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (views->entry), _("Name of this view"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (views->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name of this view"), -1);
  gtk_widget_set_hexpand (views->entry, TRUE);
  views->save = gtk_button_new_with_mnemonic (_("_Keep"));
  gtk_widget_set_sensitive (views->save, FALSE);
  g_signal_connect_swapped (views->entry, "changed", G_CALLBACK (name_changed_cb), views);
  g_signal_connect_swapped (views->entry, "activate", G_CALLBACK (save_cb), views);
  g_signal_connect_swapped (views->save, "clicked", G_CALLBACK (save_cb), views);
  gtk_box_append (GTK_BOX (line), views->entry);
  gtk_box_append (GTK_BOX (line), views->save);
  gtk_box_append (GTK_BOX (box), views->list);
  gtk_box_append (GTK_BOX (box), line);
  gtk_popover_set_child (GTK_POPOVER (views->popover), box);
  g_signal_connect_swapped (views->popover, "show", G_CALLBACK (show_views), views);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "user-bookmarks-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), views->popover);
  gtk_widget_set_tooltip_text (button, _("Saved views"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Saved views"), -1);
  g_object_set_data_full (G_OBJECT (button), "views", views, views_free);

  return button;
}
