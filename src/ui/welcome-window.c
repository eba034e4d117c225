/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/welcome-window.h"

#include "base/text.h"
#include "programme/programme.h"
#include "ui/entry-alignment.h"
#include "ui/joined-text.h"

#include <glib/gi18n-lib.h>

struct _RabtaWelcomeWindow
{
  AdwApplicationWindow parent_instance;

  AdwComboRow  *office_row;
  AdwEntryRow  *code_row;
  AdwEntryRow  *officer_row;
  GtkWidget    *create_button;
  GtkWidget    *sample_button;

  GtkStringList *codes; /* parallel to what the combo shows; "" for another office */
};

G_DEFINE_FINAL_TYPE (RabtaWelcomeWindow, rabta_welcome_window, ADW_TYPE_APPLICATION_WINDOW)

enum {
  CREATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
get_office (RabtaWelcomeWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->office_row);
  const char *code = NULL;

  if (selected != GTK_INVALID_LIST_POSITION)
    code = gtk_string_list_get_string (self->codes, selected);
  if (code == NULL || *code == '\0')
    code = gtk_editable_get_text (GTK_EDITABLE (self->code_row));
  return rabta_text_clean (code, FALSE);
}

static void
changed_cb (RabtaWelcomeWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->office_row);
  const char *code = gtk_string_list_get_string (self->codes, selected);
  g_autofree char *office = get_office (self);
  g_autofree char *officer =
    rabta_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->officer_row)), FALSE);

  gtk_widget_set_visible (GTK_WIDGET (self->code_row), code == NULL || *code == '\0');
  gtk_widget_set_sensitive (self->create_button,
                            office != NULL && *office != '\0'
                            && officer != NULL && *officer != '\0');
}

static void
create_cb (RabtaWelcomeWindow *self)
{
  g_autofree char *office = get_office (self);
  g_autofree char *officer =
    rabta_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->officer_row)), FALSE);

  g_signal_emit (self, signals[CREATE], 0, office, officer);
}

/* The offices of the programme, and a way out for one it does not know yet. */
static void
fill_offices (RabtaWelcomeWindow *self)
{
  g_autoptr (RabtaProgramme) programme = rabta_programme_new_shipped (NULL);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  RabtaCodeList *offices = programme != NULL ? rabta_programme_get_list (programme, "office") : NULL;
  guint n_offices = offices != NULL ? g_list_model_get_n_items (G_LIST_MODEL (offices)) : 0;

  for (guint i = 0; i < n_offices; i++)
    {
      g_autoptr (RabtaCodeItem) item = g_list_model_get_item (G_LIST_MODEL (offices), i);
      const char *code = rabta_code_item_get_code (item);
      const char *label = rabta_code_item_get_label (item);
      g_autoptr (GString) text = g_string_new (NULL);

      if (g_strcmp0 (code, label) != 0)
        rabta_joined_text_append (text, label);
      rabta_joined_text_append (text, code);
      gtk_string_list_append (labels, text->str);
      gtk_string_list_append (self->codes, code);
    }
  gtk_string_list_append (labels, _("Another office"));
  gtk_string_list_append (self->codes, "");
  adw_combo_row_set_model (self->office_row, G_LIST_MODEL (labels));
}

static void
rabta_welcome_window_dispose (GObject *object)
{
  RabtaWelcomeWindow *self = RABTA_WELCOME_WINDOW (object);

  g_clear_object (&self->codes);

  G_OBJECT_CLASS (rabta_welcome_window_parent_class)->dispose (object);
}

static void
rabta_welcome_window_class_init (RabtaWelcomeWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rabta_welcome_window_dispose;

  signals[CREATE] =
    g_signal_new ("create", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/smeda/Rabta/ui/welcome-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RabtaWelcomeWindow, office_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaWelcomeWindow, code_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaWelcomeWindow, officer_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaWelcomeWindow, create_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaWelcomeWindow, sample_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
}

static void
rabta_welcome_window_init (RabtaWelcomeWindow *self)
{
  GApplication *application = g_application_get_default ();
  const char *name = g_get_real_name ();

  self->codes = gtk_string_list_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_offices (self);
  rabta_entry_keep_at_start (GTK_WIDGET (self->code_row));
  rabta_entry_keep_at_start (GTK_WIDGET (self->officer_row));
  if (g_strcmp0 (name, "Unknown") != 0 && g_utf8_validate (name, -1, NULL))
    gtk_editable_set_text (GTK_EDITABLE (self->officer_row), name);
  gtk_widget_set_visible (self->sample_button,
                          application != NULL
                          && g_action_group_has_action (G_ACTION_GROUP (application), "open-sample"));
  g_signal_connect_swapped (self->office_row, "notify::selected", G_CALLBACK (changed_cb), self);
  changed_cb (self);
}

/**
 * rabta_welcome_window_new:
 *
 * Returns: (transfer none): the window, owned by GTK
 */
RabtaWelcomeWindow *
rabta_welcome_window_new (GtkApplication *application)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  return g_object_new (RABTA_TYPE_WELCOME_WINDOW, "application", application, NULL);
}
