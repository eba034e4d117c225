/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/record-page.h"

#include "base/error.h"
#include "base/text.h"
#include "ui/conflict-banner.h"
#include "ui/record-delete.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>

struct _RabtaRecordPage
{
  GtkWidget                  parent;

  GtkWidget                 *box;
  GtkWidget                 *stack;
  GtkWidget                 *status;   /* why there is nothing to see */
  GtkWidget                 *content;  /* NULL until the record is there */
  GtkWidget                 *header;

  RabtaCasebook             *casebook;
  const RabtaRecordPageInfo *info;
  RabtaUuid                  id;
  RabtaRecord               *record;
  GCancellable              *cancellable;
  char                      *title;
  char                      *subtitle;
};

static void rabta_record_page_iface_init (RabtaPlaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RabtaRecordPage, rabta_record_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RABTA_TYPE_PLACE, rabta_record_page_iface_init))

static const char *
get_title (RabtaPlace *place)
{
  RabtaRecordPage *self = RABTA_RECORD_PAGE (place);

  return self->title != NULL ? self->title : _(rabta_kind_get_info (self->info->kind)->heading);
}

static const char *
get_subtitle (RabtaPlace *place)
{
  return RABTA_RECORD_PAGE (place)->subtitle;
}

static GtkWidget *
get_header (RabtaPlace *place)
{
  return RABTA_RECORD_PAGE (place)->header;
}

static gboolean
get_record (RabtaPlace *place,
            RabtaKind  *kind,
            RabtaUuid  *id)
{
  RabtaRecordPage *self = RABTA_RECORD_PAGE (place);

  *kind = self->info->kind;
  *id = self->id;
  return TRUE;
}

static void
show_status (RabtaRecordPage *self,
             const char      *icon,
             const char      *title,
             const char      *description)
{
  g_autofree char *text = description != NULL ? g_markup_escape_text (description, -1) : NULL;

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->status), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->status), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->status), text);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "status");
  gtk_widget_set_sensitive (self->header, FALSE);
}

static void
show_record (RabtaRecordPage *self)
{
  g_autofree char *title = rabta_record_dup_title (self->record);
  g_autofree char *subtitle = NULL;

  if (self->info->dup_subtitle != NULL)
    subtitle = self->info->dup_subtitle (self->record, rabta_casebook_get_programme (self->casebook));

  rabta_set_str (&self->title, title);
  rabta_set_str (&self->subtitle, subtitle);
  if (self->content == NULL)
    {
      self->content = self->info->build (self, self->casebook, self->record);
      gtk_stack_add_named (GTK_STACK (self->stack), self->content, "content");
    }

  if (self->info->show != NULL)
    self->info->show (self->content, self->record);

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "content");
  gtk_widget_set_sensitive (self->header, TRUE);
  rabta_place_changed (RABTA_PLACE (self));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RabtaRecordPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) record = rabta_casebook_load_finish (RABTA_CASEBOOK (source), result, &error);

  if (self->casebook == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (record != NULL && !rabta_record_is_deleted (record))
    {
      g_set_object (&self->record, record);
      show_record (self);
    }
  else if (record != NULL || g_error_matches (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND))
    {
      show_status (self, "user-trash-symbolic", _("Deleted"),
                   _("This record is not in the casebook any more. Undo brings it back."));
    }
  else
    {
      show_status (self, "dialog-error-symbolic", _("The Record Could Not Be Opened"), error->message);
    }
}

static void
load (RabtaRecordPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  rabta_casebook_load_async (self->casebook, self->info->kind, &self->id, self->cancellable, loaded_cb,
                             g_object_ref (self));
}

static void
casebook_changed_cb (RabtaRecordPage      *self,
                     const RabtaChangeSet *changes)
{
  if (rabta_change_set_touches (changes, self->info->kind, &self->id))
    load (self);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  RabtaRecordPage *self = RABTA_RECORD_PAGE (widget);

  if (self->record == NULL || rabta_casebook_is_read_only (self->casebook))
    return;

  rabta_record_delete_one (widget, self->casebook, self->record);
  gtk_widget_activate_action (widget, "win.back", NULL);
}

static void
delete_clicked_cb (RabtaRecordPage *self)
{
  delete_action (GTK_WIDGET (self), NULL, NULL);
}

static GtkWidget *
make_button (const char *icon,
             const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
}

static void
build_header (RabtaRecordPage *self)
{
  gboolean may_write = !rabta_casebook_is_read_only (self->casebook);
  GtkWidget *edit = make_button ("document-edit-symbolic", _("Edit (F2)"));
  GtkWidget *remove = make_button ("user-trash-symbolic", _("Delete"));

  self->header = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (edit), "win.edit");
  gtk_widget_set_sensitive (remove, may_write);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (delete_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->header), edit);
  gtk_box_append (GTK_BOX (self->header), remove);
  gtk_widget_set_sensitive (self->header, FALSE);
}

static void
build (RabtaRecordPage *self)
{
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spinner), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Loading"), -1);

  self->status = adw_status_page_new ();
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), spinner, "loading");
  gtk_stack_add_named (GTK_STACK (self->stack), self->status, "status");
  gtk_widget_set_vexpand (self->stack, TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), rabta_conflict_banner_new (self->casebook, self->info->kind, &self->id));
  gtk_box_append (GTK_BOX (self->box), self->stack);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  build_header (self);
}

static void
rabta_record_page_dispose (GObject *object)
{
  RabtaRecordPage *self = RABTA_RECORD_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->header);
  g_clear_object (&self->record);
  g_clear_object (&self->casebook);
  G_OBJECT_CLASS (rabta_record_page_parent_class)->dispose (object);
}

static void
rabta_record_page_finalize (GObject *object)
{
  RabtaRecordPage *self = RABTA_RECORD_PAGE (object);

  g_free (self->title);
  g_free (self->subtitle);
  G_OBJECT_CLASS (rabta_record_page_parent_class)->finalize (object);
}

static void
rabta_record_page_iface_init (RabtaPlaceInterface *iface)
{
  iface->get_title = get_title;
  iface->get_subtitle = get_subtitle;
  iface->get_header = get_header;
  iface->get_record = get_record;
}

static void
rabta_record_page_class_init (RabtaRecordPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rabta_record_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rabta_record_page_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "page.delete", NULL, delete_action);
}

static void
rabta_record_page_init (RabtaRecordPage *self)
{
}

/**
 * rabta_record_page_new:
 * @casebook: where the record is
 * @info: how it is shown; must be static
 * @id: of the record
 *
 * Returns: (transfer floating): the page, which loads the record
 */
GtkWidget *
rabta_record_page_new (RabtaCasebook             *casebook,
                       const RabtaRecordPageInfo *info,
                       const RabtaUuid           *id)
{
  RabtaRecordPage *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (info != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (RABTA_TYPE_RECORD_PAGE, NULL);
  self->casebook = g_object_ref (casebook);
  self->info = info;
  self->id = *id;
  build (self);
  g_signal_connect_object (casebook, "changed", G_CALLBACK (casebook_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}

/**
 * rabta_record_page_get_record:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the record; %NULL while it is loaded
 */
RabtaRecord *
rabta_record_page_get_record (RabtaRecordPage *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD_PAGE (self), NULL);

  return self->record;
}
