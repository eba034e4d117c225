/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The one place that knows which classes of this toolkit version ask a person for a file or an
 * answer. @parent is any widget inside the window asked for; a finish function returns NULL or
 * FALSE without an error where the person cancelled. */

/* @filters: name, "*.csv;*.tsv", name, patterns …, NULL; the last filter, "All files", is added. */
void      rabta_dialogs_open_file_async  (GtkWidget            *parent,
                                          const char           *title,
                                          const char * const   *filters,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
void      rabta_dialogs_save_file_async  (GtkWidget            *parent,
                                          const char           *title,
                                          const char           *suggested_name,
                                          const char * const   *filters,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GFile    *rabta_dialogs_file_finish      (GAsyncResult         *result,
                                          GError              **error);
/* One or more that exist, of GFile. */
void      rabta_dialogs_open_files_async (GtkWidget            *parent,
                                          const char           *title,
                                          const char * const   *filters,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GListModel *
          rabta_dialogs_files_finish     (GAsyncResult         *result,
                                          GError              **error);
/* For tests, which cannot work a file chooser: answers the next question for a file or for files. */
void      rabta_dialogs_set_next_file    (GFile                *file);
void      rabta_dialogs_set_next_files   (GListModel           *files);

/* A yes or no; @verb is what the button that does it says ("_Delete"). */
void      rabta_dialogs_confirm_async    (GtkWidget            *parent,
                                          const char           *heading,
                                          const char           *body,
                                          const char           *verb,
                                          gboolean              destructive,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean  rabta_dialogs_confirm_finish   (GAsyncResult         *result,
                                          GError              **error);

/* One of several ways: @choices is id, label, id, label …, NULL; the first is the suggested one. A
 * label that begins with "!" is destructive. Cancel is added. Returns the id; transfer full. */
void      rabta_dialogs_choose_async     (GtkWidget            *parent,
                                          const char           *heading,
                                          const char           *body,
                                          const char * const   *choices,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
char     *rabta_dialogs_choose_finish    (GAsyncResult         *result,
                                          GError              **error);

/* The same with widgets to fill in, @content, between the question and the answers. */
void      rabta_dialogs_ask_async        (GtkWidget            *parent,
                                          const char           *heading,
                                          const char           *body,
                                          GtkWidget            *content,
                                          const char * const   *choices,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);

/* Widgets to read, and nothing to answer. */
void      rabta_dialogs_show             (GtkWidget            *parent,
                                          const char           *heading,
                                          GtkWidget            *content);
void      rabta_dialogs_message          (GtkWidget            *parent,
                                          const char           *heading,
                                          const char           *body);

G_END_DECLS
