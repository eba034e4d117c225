/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/validate-dialog.h"

#include "exchange/xml-validate.h"
#include "ui/dialogs.h"
#include "ui/joined-text.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

struct _RabtaValidateDialog
{
  AdwWindow parent;

  GtkStack            *stack;
  AdwStatusPage       *result_page;
  AdwPreferencesGroup *problems;

  RabtaProgramme      *programme;
  char                *name;        /* of the file, for people */
  GCancellable        *cancellable; /* of the look through the file */
};

G_DEFINE_FINAL_TYPE (RabtaValidateDialog, rabta_validate_dialog, ADW_TYPE_WINDOW)

static void
show_result (RabtaValidateDialog *self,
             const char          *icon,
             const char          *title,
             const char          *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_icon_name (self->result_page, icon);
  adw_status_page_set_title (self->result_page, title);
  adw_status_page_set_description (self->result_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "result");
}

/* Where the problem is: what rabta_xml_problem_to_text() puts before the message. */
static char *
describe_place (const RabtaXmlProblem *problem)
{
  GString *place = g_string_new (NULL);
  g_autoptr (GString) record = g_string_new (NULL);

  if (problem->line > 0)
    g_string_append_printf (place, _("Line %d"), problem->line);
  if (problem->kind != RABTA_KIND_NONE)
    g_string_append (record, _(rabta_kind_get_info (problem->kind)->heading));
  if (problem->name != NULL)
    g_string_append_printf (record, _(" “%s”"), problem->name);
  else if (problem->id != NULL)
    g_string_append_printf (record, " %s", problem->id);
  rabta_joined_text_append (place, g_strchug (record->str));
  rabta_joined_text_append (place, problem->field);

  return g_string_free (place, FALSE);
}

static void
add_problem (RabtaValidateDialog   *self,
             const RabtaXmlProblem *problem)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *place = describe_place (problem);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), problem->message);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row),
                                problem->is_warning ? "dialog-warning-symbolic" : "dialog-error-symbolic");
  adw_preferences_group_add (self->problems, row);
}

static void
show_findings (RabtaValidateDialog    *self,
               const RabtaXmlFindings *findings)
{
  g_autofree char *title = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *text = NULL;

  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " record is in order.",
                                       "%" PRId64 " records are in order.",
                                       (gulong) findings->n_records),
                          findings->n_records);

  if (findings->profile != NULL)
    {
      g_autofree char *records = g_steal_pointer (&text);

      /* Translators: first how many records are in order, then the code of a profile. */
      text = g_strdup_printf (_("%s It was made with the profile “%s” and is not to be imported."), records,
                              findings->profile);
    }

  if (findings->problems->len == 0)
    {
      title = g_strdup_printf (_("“%s” Is Valid"), self->name);
      show_result (self, "emblem-ok-symbolic", title, text);
      return;
    }

  if (findings->is_valid)
    title = g_strdup_printf (_("“%s” can be imported"), self->name);
  else
    title = g_strdup_printf (_("“%s” cannot be imported"), self->name);
  escaped = g_markup_escape_text (title, -1);
  adw_preferences_group_set_title (self->problems, escaped);
  adw_preferences_group_set_description (self->problems, text);
  for (guint i = 0; i < findings->problems->len; i++)
    add_problem (self, findings->problems->pdata[i]);
  gtk_stack_set_visible_child_name (self->stack, "problems");
}

static void
validated_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (RabtaValidateDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaXmlFindings) findings = rabta_xml_validate_finish (result, &error);

  if (self->stack == NULL)
    return;

  if (findings != NULL)
    show_findings (self, findings);
  else
    show_result (self, "dialog-error-symbolic", _("The File Cannot Be Read"), error->message);
}

static void
rabta_validate_dialog_dispose (GObject *object)
{
  RabtaValidateDialog *self = RABTA_VALIDATE_DIALOG (object);

  /* A callback that comes later sees by this that the window is gone. */
  self->stack = NULL;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->programme);

  G_OBJECT_CLASS (rabta_validate_dialog_parent_class)->dispose (object);
}

static void
rabta_validate_dialog_finalize (GObject *object)
{
  RabtaValidateDialog *self = RABTA_VALIDATE_DIALOG (object);

  g_object_unref (self->cancellable);
  g_free (self->name);

  G_OBJECT_CLASS (rabta_validate_dialog_parent_class)->finalize (object);
}

static void
rabta_validate_dialog_class_init (RabtaValidateDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rabta_validate_dialog_dispose;
  object_class->finalize = rabta_validate_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/smeda/Rabta/ui/validate-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RabtaValidateDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RabtaValidateDialog, result_page);
  gtk_widget_class_bind_template_child (widget_class, RabtaValidateDialog, problems);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rabta_validate_dialog_init (RabtaValidateDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What the choice of a file is remembered by. */
typedef struct
{
  GtkWidget      *parent;
  RabtaProgramme *programme;
} Choice;

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Choice *choice = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = rabta_dialogs_file_finish (result, &error);
  GtkRoot *root = gtk_widget_get_root (choice->parent);
  RabtaValidateDialog *self;

  if (error != NULL)
    rabta_dialogs_message (choice->parent, _("The File Cannot Be Read"), error->message);

  if (file != NULL && g_file_peek_path (file) != NULL && root != NULL)
    {
      self = g_object_new (RABTA_TYPE_VALIDATE_DIALOG, "transient-for", root, NULL);
      self->programme = g_object_ref (choice->programme);
      self->name = g_filename_display_basename (g_file_peek_path (file));
      rabta_xml_validate_async (g_file_peek_path (file), self->programme, self->cancellable, validated_cb,
                                g_object_ref (self));
      gtk_window_present (GTK_WINDOW (self));
    }

  g_object_unref (choice->parent);
  g_object_unref (choice->programme);
  g_free (choice);
}

/**
 * rabta_validate_dialog_present:
 * @parent: any widget inside the window asked for
 * @casebook: whose programme definition the codes of the file are looked up in
 *
 * Asks for a file, looks through it and shows what is wrong with it.
 */
void
rabta_validate_dialog_present (GtkWidget     *parent,
                               RabtaCasebook *casebook)
{
  const char *filters[] = { _("Casebooks in XML"), "*.xml", NULL };
  Choice *choice;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));

  choice = g_new0 (Choice, 1);
  choice->parent = g_object_ref (parent);
  choice->programme = g_object_ref (rabta_casebook_get_programme (casebook));
  rabta_dialogs_open_file_async (parent, _("Validate an XML File"), filters, chosen_cb, choice);
}
