/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The documents of a record: attached, and taken out again. */

#include "ui/documents-group.h"

#include "exchange/document-file.h"
#include "model/documents.h"
#include "ui/dialogs.h"
#include "ui/joined-text.h"
#include "ui/linked-group.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>

static const char * const any_file[] = { NULL };

/* What the button of a row acts on; owned by the row's prefix. */
typedef struct
{
  RabtaCasebook *casebook;
  RabtaUuid      id;
  char          *file_name;
  GtkWidget     *button; /* owned by the tree */
  GtkWidget     *state;
} Subject;

static void
subject_free (gpointer data)
{
  Subject *subject = data;

  g_object_unref (subject->casebook);
  g_free (subject->file_name);
  g_free (subject);
}

static Subject *
subject_of (GtkWidget *prefix)
{
  return g_object_get_data (G_OBJECT (prefix), "subject");
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GtkWidget) prefix = user_data;
  g_autoptr (GError) error = NULL;
  Subject *subject = subject_of (prefix);
  gboolean is_here = rabta_document_find_finish (result, &error);

  gtk_widget_set_sensitive (subject->button, is_here);
  gtk_label_set_text (GTK_LABEL (subject->state), error != NULL ? error->message : _("File not received yet"));
  gtk_widget_set_visible (subject->state, !is_here);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GtkWidget) prefix = user_data;
  g_autoptr (GError) error = NULL;

  if (!rabta_document_save_finish (result, &error))
    rabta_dialogs_message (prefix, _("The File Was Not Saved"), error->message);
  else if (gtk_widget_get_root (prefix) != NULL)
    rabta_window_add_toast (prefix, _("The file is saved"), NULL, NULL);
}

static void
place_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GtkWidget) prefix = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = rabta_dialogs_file_finish (result, &error);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  Subject *subject = subject_of (prefix);

  if (path != NULL)
    rabta_document_save_async (subject->casebook, &subject->id, path, NULL, saved_cb, g_object_ref (prefix));
  else if (file != NULL || error != NULL)
    rabta_dialogs_message (prefix, _("The File Was Not Saved"),
                           error != NULL ? error->message : _("Choose a folder of this computer."));
}

static void
save_clicked_cb (GtkButton *button,
                 GtkWidget *prefix)
{
  rabta_dialogs_save_file_async (prefix, _("Save the Document’s File"), subject_of (prefix)->file_name, any_file,
                                 place_chosen_cb, g_object_ref (prefix));
}

static GtkWidget *
make_prefix (RabtaCasebook *casebook,
             RabtaRecord   *document)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Subject *subject = g_new0 (Subject, 1);
  g_autofree char *label = NULL;

  subject->casebook = g_object_ref (casebook);
  subject->id = *rabta_record_get_id (document);
  /* It may come from anybody. */
  subject->file_name = rabta_document_clean_file_name (rabta_record_get_text (document, "file_name"));
  subject->button = gtk_button_new_from_icon_name ("document-save-as-symbolic");
  subject->state = gtk_label_new (NULL);
  g_object_set_data_full (G_OBJECT (box), "subject", subject, subject_free);

  /* Translators: the name of a file. */
  label = g_strdup_printf (_("Save “%s” As"), subject->file_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (subject->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (subject->button, label);
  gtk_widget_add_css_class (subject->button, "flat");
  gtk_widget_set_sensitive (subject->button, FALSE);
  g_signal_connect (subject->button, "clicked", G_CALLBACK (save_clicked_cb), box);
  gtk_widget_add_css_class (subject->state, "badge");
  gtk_widget_add_css_class (subject->state, "warning");
  gtk_widget_set_valign (subject->state, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (subject->state, FALSE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), subject->button);
  gtk_box_append (GTK_BOX (box), subject->state);
  rabta_document_find_async (casebook, &subject->id, NULL, found_cb, g_object_ref (box));

  return box;
}

static char *
dup_field (RabtaCasebook *casebook,
           RabtaRecord   *record,
           const char    *name)
{
  int index = rabta_kind_find_field (rabta_record_get_info (record), name);

  g_assert (index >= 0);
  return rabta_record_dup_display (record, (guint) index, rabta_casebook_get_programme (casebook));
}

static void
describe (RabtaCasebook  *casebook,
          RabtaRecord    *record,
          RabtaLinkedRow *row)
{
  g_autofree char *type = dup_field (casebook, record, "type");
  g_autofree char *date = dup_field (casebook, record, "date");
  g_autofree char *size = NULL;
  g_autoptr (GString) subtitle = g_string_new (NULL);

  if (rabta_record_get_int (record, "size") > 0)
    size = g_format_size ((guint64) rabta_record_get_int (record, "size"));
  row->title = g_strdup (rabta_record_get_text (record, "title"));
  row->prefix = make_prefix (casebook, record);
  rabta_joined_text_append (subtitle, date);
  rabta_joined_text_append (subtitle, size);
  row->subtitle = g_strdup (subtitle->str);
  row->badge = g_steal_pointer (&type);
  row->badge_class = "dim";
}

typedef struct
{
  RabtaCasebook *casebook;
  RabtaKind      kind;
  RabtaUuid      owner;
} Owner;

static void
owner_free (gpointer data)
{
  Owner *owner = data;

  g_object_unref (owner->casebook);
  g_free (owner);
}

static void
attached_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GtkWidget) group = user_data;
  g_autoptr (GError) error = NULL;

  if (!rabta_document_attach_finish (result, &error))
    rabta_dialogs_message (group, _("The File Was Not Attached"), error->message);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GtkWidget) group = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = rabta_dialogs_file_finish (result, &error);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  Owner *owner = g_object_get_data (G_OBJECT (group), "owner");

  if (path != NULL)
    rabta_document_attach_async (owner->casebook, owner->kind, &owner->owner, path, NULL, attached_cb, g_object_ref (group));
  else if (file != NULL || error != NULL)
    rabta_dialogs_message (group, _("The File Was Not Attached"),
                           error != NULL ? error->message : _("Choose a file of this computer."));
}

static void
attach_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       group)
{
  rabta_dialogs_open_file_async (group, _("Attach a File"), any_file, file_chosen_cb, g_object_ref (group));
}

/**
 * rabta_documents_group_new:
 * @casebook: the casebook
 * @kind: enterprise, case or outcome
 * @owner: a record of that kind
 *
 * Returns: (transfer floating): its documents, with a button that attaches a file
 */
GtkWidget *
rabta_documents_group_new (RabtaCasebook   *casebook,
                           RabtaKind        kind,
                           const RabtaUuid *owner)
{
  static const GActionEntry entries[] = { { .name = "attach", .activate = attach_cb } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_DOCUMENT);
  Owner *data = g_new0 (Owner, 1);
  GtkWidget *group;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && owner != NULL, NULL);

  data->casebook = g_object_ref (casebook);
  data->kind = kind;
  data->owner = *owner;
  rabta_query_filter_id (query, rabta_kind_get_info (kind)->name, owner);
  group = rabta_linked_group_new (casebook, query, _("Documents"), _("No file is attached"), "win.edit-record", describe);
  g_object_set_data_full (G_OBJECT (group), "owner", data, owner_free);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), group);
  if (rabta_casebook_is_read_only (casebook))
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (actions), "attach")), FALSE);
  gtk_widget_insert_action_group (group, "documents", G_ACTION_GROUP (actions));
  rabta_linked_group_set_add (RABTA_LINKED_GROUP (group), _("Attach a File"), "documents.attach", NULL);

  return group;
}
