/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/record-profile.h"

#include "ui/record-sections.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>

struct _RabtaRecordProfile
{
  GtkWidget parent;

  GtkWidget      *box;
  RabtaProgramme *programme;
};

G_DEFINE_FINAL_TYPE (RabtaRecordProfile, rabta_record_profile, GTK_TYPE_WIDGET)

static void
copy_cb (GtkWidget *button)
{
  const char *text = g_object_get_data (G_OBJECT (button), "text");
  g_autofree char *said = g_strdup_printf (_("“%s” copied"), text);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), text);
  rabta_window_add_toast (button, said, NULL, NULL);
}

static void
open_cb (GtkWidget *button)
{
  GtkRoot *root = gtk_widget_get_root (button);

  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                g_object_get_data (G_OBJECT (button), "uri"), GDK_CURRENT_TIME);
}

static GtkWidget *
make_button (const char *icon,
             const char *label,
             GCallback   callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (button, "clicked", callback, NULL);

  return button;
}

/* An address such as a person may open; NULL for anything a browser should not be handed. */
static char *
dup_uri (const RabtaField *field,
         const char       *text)
{
  if (field->format == RABTA_FORMAT_EMAIL)
    {
      g_autofree char *escaped = g_uri_escape_string (text, "@", FALSE);

      return g_strconcat ("mailto:", escaped, NULL);
    }
  if (field->format != RABTA_FORMAT_URL)
    return NULL;
  if (g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://"))
    return g_strdup (text);
  return strstr (text, ":") == NULL ? g_strconcat ("https://", text, NULL) : NULL;
}

static GtkWidget *
make_row (const RabtaField *field,
          const char       *text)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *markup = g_markup_escape_text (text, -1);
  g_autofree char *uri = dup_uri (field, text);

  /* Like the property rows of newer versions of the toolkit: the value is what is read. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(field->heading));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), markup);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (row, "property");

  if (uri != NULL)
    {
      GtkWidget *open = make_button (field->format == RABTA_FORMAT_EMAIL ? "mail-unread-symbolic"
                                     : "web-browser-symbolic",
                                     field->format == RABTA_FORMAT_EMAIL ? _("Write an email")
                                     : _("Open the website"), G_CALLBACK (open_cb));

      g_object_set_data_full (G_OBJECT (open), "uri", g_steal_pointer (&uri), g_free);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), open);
    }
  if (field->format != RABTA_FORMAT_NONE)
    {
      GtkWidget *copy = make_button ("edit-copy-symbolic", _("Copy"), G_CALLBACK (copy_cb));

      g_object_set_data_full (G_OBJECT (copy), "text", g_strdup (text), g_free);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), copy);
    }

  return row;
}

static void
add_section (RabtaRecordProfile *self,
             RabtaRecord        *record,
             const char         *title,
             GPtrArray          *fields,
             GString            *missing)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);
  GtkWidget *group = adw_preferences_group_new ();
  gboolean any = FALSE;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (guint i = 0; i < fields->len; i++)
    {
      const RabtaField *field = g_ptr_array_index (fields, i);
      int index = rabta_kind_find_field (info, field->name);
      g_autofree char *text = NULL;

      if (index >= 0)
        text = rabta_record_dup_display (record, (guint) index, self->programme);
      if (text != NULL && text[0] != '\0')
        {
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (field, text));
          any = TRUE;
        }
      else if (!(field->flags & RABTA_FIELD_DERIVED))
        g_string_append_printf (missing, "%s%s", missing->len > 0 ? " · " : "", _(field->heading));
    }

  if (any)
    gtk_box_append (GTK_BOX (self->box), group);
  else
    g_object_ref_sink (group), g_object_unref (group);
}

static void
add_missing (RabtaRecordProfile *self,
             const char         *missing)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *expander = adw_expander_row_new ();
  GtkWidget *label = gtk_label_new (missing);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), _("Not filled"));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 12);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), label);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), expander);
  gtk_box_append (GTK_BOX (self->box), group);
}

static void
rabta_record_profile_dispose (GObject *object)
{
  RabtaRecordProfile *self = RABTA_RECORD_PROFILE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->programme);

  G_OBJECT_CLASS (rabta_record_profile_parent_class)->dispose (object);
}

static void
rabta_record_profile_class_init (RabtaRecordProfileClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rabta_record_profile_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rabta_record_profile_init (RabtaRecordProfile *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * rabta_record_profile_new:
 * @programme: gives codes their labels
 *
 * Makes an empty profile.
 *
 * Returns: (transfer floating): the profile
 */
GtkWidget *
rabta_record_profile_new (RabtaProgramme *programme)
{
  RabtaRecordProfile *self = g_object_new (RABTA_TYPE_RECORD_PROFILE, NULL);

  g_set_object (&self->programme, programme);

  return GTK_WIDGET (self);
}

/**
 * rabta_record_profile_set_record:
 * @self: a profile
 * @record: a loaded record
 *
 * Shows what is filled in @record.
 */
void
rabta_record_profile_set_record (RabtaRecordProfile *self,
                                 RabtaRecord        *record)
{
  g_autoptr (GString) missing = g_string_new (NULL);
  RabtaKind kind;
  const RabtaSection *sections;
  GtkWidget *child;
  guint n;

  g_return_if_fail (RABTA_IS_RECORD_PROFILE (self));
  g_return_if_fail (RABTA_IS_RECORD (record));

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);

  kind = rabta_record_get_kind (record);
  sections = rabta_sections_for_kind (kind, &n);
  for (guint i = 0; i <= n; i++)
    {
      g_autoptr (GPtrArray) fields = rabta_section_list_fields (kind, i);

      add_section (self, record, i < n ? _(sections[i].title) : _("More"), fields, missing);
    }
  if (missing->len > 0)
    add_missing (self, missing->str);
}
