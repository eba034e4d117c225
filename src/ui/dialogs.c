/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/dialogs.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static GListModel *next_files;

static GtkWindow *
find_window (GtkWidget *widget)
{
  GtkRoot *root = widget != NULL ? gtk_widget_get_root (widget) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
add_filters (GtkFileChooser     *chooser,
             const char * const *filters)
{
  g_autoptr (GtkFileFilter) everything = gtk_file_filter_new ();

  for (gsize i = 0; filters != NULL && filters[i] != NULL && filters[i + 1] != NULL; i += 2)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
      g_auto (GStrv) patterns = g_strsplit (filters[i + 1], ";", -1);

      gtk_file_filter_set_name (filter, filters[i]);
      for (gsize j = 0; patterns[j] != NULL; j++)
        gtk_file_filter_add_pattern (filter, patterns[j]);
      gtk_file_chooser_add_filter (chooser, filter);
      if (i == 0)
        gtk_file_chooser_set_filter (chooser, filter);
    }

  gtk_file_filter_set_name (everything, _("All files"));
  gtk_file_filter_add_pattern (everything, "*");
  gtk_file_chooser_add_filter (chooser, everything);
}

static void
file_response_cb (GtkNativeDialog *dialog,
                  int              response,
                  GTask           *task)
{
  GListModel *files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_hide (dialog);

  g_task_return_pointer (task, files, g_object_unref);
  g_object_unref (task);
  g_object_unref (dialog);
}

static void
ask_for_file (GtkWidget            *parent,
              const char           *title,
              const char           *suggested_name,
              const char * const   *filters,
              GtkFileChooserAction  action,
              gboolean              several,
              GAsyncReadyCallback   callback,
              gpointer              user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  GtkFileChooserNative *dialog;
  const char *verb = action == GTK_FILE_CHOOSER_ACTION_SAVE ? _("_Save") : _("_Open");

  if (next_files != NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&next_files), g_object_unref);
      g_object_unref (task);
      return;
    }

  dialog = gtk_file_chooser_native_new (title, find_window (parent), action, verb, _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), several);
  add_filters (GTK_FILE_CHOOSER (dialog), filters);
  if (suggested_name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), suggested_name);
  g_signal_connect (dialog, "response", G_CALLBACK (file_response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
message_response_cb (AdwMessageDialog *dialog,
                     const char       *response,
                     GTask            *task)
{
  g_task_return_pointer (task,
                         g_strcmp0 (response, "cancel") != 0 ? g_strdup (response) : NULL,
                         g_free);
  g_object_unref (task);
}

/**
 * rabta_dialogs_open_file_async:
 * @parent: (nullable): a widget of the window asked for
 * @title: what the file is for
 * @filters: (nullable): pairs of a name and its patterns joined by ";", ended by %NULL
 *
 * Asks for a file that exists. Finish with rabta_dialogs_file_finish().
 */
void
rabta_dialogs_open_file_async (GtkWidget           *parent,
                               const char          *title,
                               const char * const  *filters,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (parent == NULL || GTK_IS_WIDGET (parent));
  g_return_if_fail (title != NULL);

  ask_for_file (parent, title, NULL, filters, GTK_FILE_CHOOSER_ACTION_OPEN, FALSE, callback, user_data);
}

/**
 * rabta_dialogs_open_files_async:
 * @parent: (nullable): a widget of the window asked for
 * @title: what the files are for
 * @filters: (nullable): pairs of a name and its patterns joined by ";", ended by %NULL
 *
 * Asks for one or more files that exist. Finish with rabta_dialogs_files_finish().
 */
void
rabta_dialogs_open_files_async (GtkWidget           *parent,
                                const char          *title,
                                const char * const  *filters,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (parent == NULL || GTK_IS_WIDGET (parent));
  g_return_if_fail (title != NULL);

  ask_for_file (parent, title, NULL, filters, GTK_FILE_CHOOSER_ACTION_OPEN, TRUE, callback, user_data);
}

/**
 * rabta_dialogs_save_file_async:
 * @parent: (nullable): a widget of the window asked for
 * @title: what the file is for
 * @suggested_name: (nullable): a name to begin with
 * @filters: (nullable): pairs of a name and its patterns joined by ";", ended by %NULL
 *
 * Asks for a file to write; writing over one that exists is confirmed by the chooser. Finish with
 * rabta_dialogs_file_finish().
 */
void
rabta_dialogs_save_file_async (GtkWidget           *parent,
                               const char          *title,
                               const char          *suggested_name,
                               const char * const  *filters,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (parent == NULL || GTK_IS_WIDGET (parent));
  g_return_if_fail (title != NULL);

  ask_for_file (parent, title, suggested_name, filters, GTK_FILE_CHOOSER_ACTION_SAVE,
                FALSE, callback, user_data);
}

/**
 * rabta_dialogs_file_finish:
 *
 * Returns: (transfer full) (nullable): the file, or %NULL where the person cancelled
 */
GFile *
rabta_dialogs_file_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_autoptr (GListModel) files = rabta_dialogs_files_finish (result, error);

  return files != NULL ? g_list_model_get_item (files, 0) : NULL;
}

/**
 * rabta_dialogs_files_finish:
 *
 * Returns: (transfer full) (nullable): the files, of #GFile, or %NULL where the person cancelled
 */
GListModel *
rabta_dialogs_files_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rabta_dialogs_set_next_file:
 * @file: (nullable): the answer
 *
 * Answers the next question for a file with @file instead of showing a chooser.
 */
void
rabta_dialogs_set_next_file (GFile *file)
{
  g_autoptr (GListStore) files = file != NULL ? g_list_store_new (G_TYPE_FILE) : NULL;

  g_return_if_fail (file == NULL || G_IS_FILE (file));

  if (files != NULL)
    g_list_store_append (files, file);
  rabta_dialogs_set_next_files (G_LIST_MODEL (files));
}

/**
 * rabta_dialogs_set_next_files:
 * @files: (nullable): the answer, of #GFile
 *
 * Answers the next question for files with @files instead of showing a chooser.
 */
void
rabta_dialogs_set_next_files (GListModel *files)
{
  g_return_if_fail (files == NULL || G_IS_LIST_MODEL (files));
  g_set_object (&next_files, files);
}

/**
 * rabta_dialogs_confirm_async:
 * @parent: (nullable): a widget of the window asked for
 * @heading: the question
 * @body: (nullable): what follows from a yes
 * @verb: the button that says yes, with a mnemonic
 * @destructive: whether a yes loses something
 *
 * Asks whether to go on. Finish with rabta_dialogs_confirm_finish().
 */
void
rabta_dialogs_confirm_async (GtkWidget           *parent,
                             const char          *heading,
                             const char          *body,
                             const char          *verb,
                             gboolean             destructive,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autofree char *label = NULL;
  const char *choices[3] = { "yes", NULL, NULL };

  g_return_if_fail (verb != NULL);

  label = destructive ? g_strconcat ("!", verb, NULL) : g_strdup (verb);
  choices[1] = label;
  rabta_dialogs_choose_async (parent, heading, body, choices, callback, user_data);
}

/**
 * rabta_dialogs_confirm_finish:
 *
 * Returns: whether the person said yes
 */
gboolean
rabta_dialogs_confirm_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_autofree char *answer = rabta_dialogs_choose_finish (result, error);

  return answer != NULL;
}

/**
 * rabta_dialogs_choose_async:
 * @parent: (nullable): a widget of the window asked for
 * @heading: the question
 * @body: (nullable): what there is to know
 * @choices: pairs of an id and a label with a mnemonic, ended by %NULL; a label that begins with
 *   "!" loses something and is shown so
 *
 * Asks for one of several ways to go on; the first is suggested. Finish with
 * rabta_dialogs_choose_finish().
 */
void
rabta_dialogs_choose_async (GtkWidget           *parent,
                            const char          *heading,
                            const char          *body,
                            const char * const  *choices,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  rabta_dialogs_ask_async (parent, heading, body, NULL, choices, callback, user_data);
}

/**
 * rabta_dialogs_ask_async:
 * @parent: (nullable): a widget of the window asked for
 * @heading: the question
 * @body: (nullable): what there is to know
 * @content: (nullable) (transfer floating): widgets shown below @body, for the caller to read when
 *   the answer comes; it should hold a reference to them
 * @choices: as of rabta_dialogs_choose_async()
 *
 * Asks for one of several ways to go on, and for what @content asks. Finish with
 * rabta_dialogs_choose_finish().
 */
void
rabta_dialogs_ask_async (GtkWidget           *parent,
                         const char          *heading,
                         const char          *body,
                         GtkWidget           *content,
                         const char * const  *choices,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GtkWidget *dialog;
  GTask *task;

  g_return_if_fail (parent == NULL || GTK_IS_WIDGET (parent));
  g_return_if_fail (heading != NULL);
  g_return_if_fail (choices != NULL && choices[0] != NULL && choices[1] != NULL);

  task = g_task_new (NULL, NULL, callback, user_data);
  dialog = adw_message_dialog_new (find_window (parent), heading, body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"));
  for (gsize i = 0; choices[i] != NULL && choices[i + 1] != NULL; i += 2)
    {
      gboolean destructive = choices[i + 1][0] == '!';

      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), choices[i],
                                       choices[i + 1] + (destructive ? 1 : 0));
      if (destructive)
        adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), choices[i],
                                                    ADW_RESPONSE_DESTRUCTIVE);
      else if (i == 0)
        adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), choices[i],
                                                    ADW_RESPONSE_SUGGESTED);
      if (i == 0)
        adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog),
                                                 destructive ? "cancel" : choices[i]);
    }
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  if (content != NULL)
    adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), content);
  g_signal_connect (dialog, "response", G_CALLBACK (message_response_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * rabta_dialogs_choose_finish:
 *
 * Returns: (transfer full) (nullable): id of the choice, or %NULL where the person cancelled
 */
char *
rabta_dialogs_choose_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rabta_dialogs_message:
 * @parent: (nullable): a widget of the window told
 * @heading: what happened
 * @body: (nullable): why, and what to do
 *
 * Tells something that must not be missed.
 */
void
rabta_dialogs_message (GtkWidget  *parent,
                       const char *heading,
                       const char *body)
{
  GtkWidget *dialog;

  g_return_if_fail (parent == NULL || GTK_IS_WIDGET (parent));
  g_return_if_fail (heading != NULL);

  dialog = adw_message_dialog_new (find_window (parent), heading, body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * rabta_dialogs_show:
 * @parent: (nullable): a widget of the window told
 * @heading: what it is about
 * @content: (transfer floating): what there is to read
 *
 * Shows widgets until the person closes them.
 */
void
rabta_dialogs_show (GtkWidget  *parent,
                    const char *heading,
                    GtkWidget  *content)
{
  GtkWidget *dialog;

  g_return_if_fail (parent == NULL || GTK_IS_WIDGET (parent));
  g_return_if_fail (heading != NULL && GTK_IS_WIDGET (content));

  dialog = adw_message_dialog_new (find_window (parent), heading, NULL);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), content);
  gtk_window_present (GTK_WINDOW (dialog));
}
