/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/record-editor.h"
#include "ui/record-editor-private.h"

#include "model/rules.h"
#include "ui/form-draft.h"
#include "ui/joined-text.h"
#include "ui/record-picker.h"

#include <glib/gi18n-lib.h>

#define DRAFT_MS         600
#define DUPLICATES_MS    500
#define MOST_LOOKALIKES  2

/* What stands around the form: above it a draft to go on with and why a save failed; records that look
 * alike below it, so that nothing moves under the hands of who is typing. */

static RabtaRecordForm *
get_form (RabtaRecordEditor *self)
{
  return RABTA_RECORD_FORM (self->form);
}

/* Shows the notices only as long as there are any. */
void
rabta_record_editor_update_notices (RabtaRecordEditor *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->notices),
                          gtk_widget_get_visible (GTK_WIDGET (self->draft_row))
                          || gtk_widget_get_visible (GTK_WIDGET (self->error_row)));
}

static gboolean
draft_cb (gpointer user_data)
{
  RabtaRecordEditor *self = user_data;
  g_autofree char *text = rabta_form_draft_to_text (get_form (self));

  self->draft_id = 0;
  g_clear_object (&self->draft_writing);
  self->draft_writing = g_cancellable_new ();
  rabta_form_draft_write_async (self->draft_path, text, self->draft_writing);
  return G_SOURCE_REMOVE;
}

/* Keeps what is typed, once the typing pauses. */
void
rabta_record_editor_queue_draft (RabtaRecordEditor *self)
{
  if (self->draft_id == 0)
    self->draft_id = g_timeout_add (DRAFT_MS, draft_cb, self);
}

void
rabta_record_editor_offer_draft (RabtaRecordEditor *self)
{
  g_autofree char *time = NULL;
  g_autofree char *subtitle = NULL;

  self->draft = rabta_form_draft_load (self->draft_path);
  if (self->draft == NULL)
    return;

  time = rabta_form_draft_dup_time (self->draft);
  /* Translators: when a draft was typed */
  subtitle = time != NULL ? g_strdup_printf (_("Typed %s"), time) : NULL;
  adw_action_row_set_subtitle (self->draft_row, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->draft_row), TRUE);
  rabta_record_editor_update_notices (self);
}

static void
hide_draft (RabtaRecordEditor *self)
{
  g_clear_pointer (&self->draft, g_key_file_unref);
  gtk_widget_set_visible (GTK_WIDGET (self->draft_row), FALSE);
  rabta_record_editor_update_notices (self);
}

void
rabta_record_editor_use_draft (RabtaRecordEditor *self)
{
  if (self->draft != NULL)
    rabta_form_draft_apply (self->draft, get_form (self));

  hide_draft (self);
  rabta_record_form_focus_field (get_form (self), NULL);
}

void
rabta_record_editor_forget_draft (RabtaRecordEditor *self)
{
  g_clear_handle_id (&self->draft_id, g_source_remove);
  g_cancellable_cancel (self->draft_writing);
  rabta_form_draft_remove (self->draft_path);
  hide_draft (self);
}

static void
open_lookalike_cb (RabtaRecordEditor *self,
                   GtkButton         *button)
{
  const RabtaUuid *id = g_object_get_data (G_OBJECT (button), "rabta-id");
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *text = rabta_uuid_to_string (id);

  while (GTK_IS_WINDOW (window) && gtk_window_get_transient_for (window) != NULL)
    window = gtk_window_get_transient_for (window);

  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.open-record", "(ss)",
                                rabta_kind_get_info (RABTA_KIND_ENTERPRISE)->name, text);

  gtk_window_close (GTK_WINDOW (self));
}

static GtkWidget *
make_lookalike (RabtaRecordEditor *self,
                RabtaDuplicate    *duplicate)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Open"));
  g_autofree char *title = rabta_record_dup_title (duplicate->record);
  g_autofree char *where = rabta_record_dup_subtitle (duplicate->record,
                                                      rabta_casebook_get_programme (self->casebook));
  g_autofree char *name = g_strdup_printf (_("Open %s"), title);
  g_autoptr (GString) subtitle = g_string_new (duplicate->reason);

  rabta_joined_text_append (subtitle, where);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle->str);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "rabta-id",
                          g_memdup2 (rabta_record_get_id (duplicate->record), sizeof (RabtaUuid)), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_lookalike_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_duplicates (RabtaRecordEditor *self,
                 GPtrArray         *found)
{
  const RabtaUuid *own = rabta_record_get_id (rabta_record_form_get_record (get_form (self)));

  for (guint i = 0; i < self->lookalike_rows->len; i++)
    adw_preferences_group_remove (self->lookalikes, g_ptr_array_index (self->lookalike_rows, i));

  g_ptr_array_set_size (self->lookalike_rows, 0);
  for (guint i = 0; i < found->len && self->lookalike_rows->len < MOST_LOOKALIKES; i++)
    {
      RabtaDuplicate *duplicate = g_ptr_array_index (found, i);
      GtkWidget *row;

      if (own != NULL && rabta_uuid_equal (own, rabta_record_get_id (duplicate->record)))
        continue;

      row = make_lookalike (self, duplicate);
      adw_preferences_group_add (self->lookalikes, row);
      g_ptr_array_add (self->lookalike_rows, row);
    }

  gtk_revealer_set_reveal_child (self->lookalikes_revealer, self->lookalike_rows->len > 0);
}

static void
duplicates_found_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (RabtaRecordEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = rabta_duplicates_find_finish (RABTA_CASEBOOK (source), result, &error);

  if (self->casebook == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* A hint that cannot be given: saving goes on as before. */
  if (found == NULL)
    g_info ("Failed to look for duplicates: %s", error->message);
  else
    show_duplicates (self, found);
}

static gboolean
duplicates_cb (gpointer user_data)
{
  RabtaRecordEditor *self = user_data;
  g_autoptr (RabtaRecord) record = rabta_record_copy (rabta_record_form_get_record (get_form (self)));

  self->duplicates_id = 0;
  g_cancellable_cancel (self->duplicates);
  g_clear_object (&self->duplicates);
  self->duplicates = g_cancellable_new ();
  rabta_duplicates_find_async (self->casebook, record, self->duplicates, duplicates_found_cb,
                               g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Looks for enterprises like the one being typed, once the typing pauses. */
void
rabta_record_editor_queue_duplicates (RabtaRecordEditor *self)
{
  if (rabta_record_get_kind (rabta_record_form_get_record (get_form (self))) != RABTA_KIND_ENTERPRISE)
    return;

  g_clear_handle_id (&self->duplicates_id, g_source_remove);
  self->duplicates_id = g_timeout_add (DUPLICATES_MS, duplicates_cb, self);
}
