/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/exchange-place.h"

#include "ui/copies-dialog.h"
#include "ui/difference-page.h"
#include "ui/dialogs.h"
#include "ui/exchange-file.h"
#include "ui/exchange-list.h"
#include "ui/exchange-result-dialog.h"
#include "ui/exchange-send.h"
#include "ui/exchange-words.h"
#include "ui/place.h"
#include "ui/record-opening.h"
#include "ui/window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* How long reading may take before a spinner says so, in milliseconds: below, it would flicker. */
#define PATIENCE 200

struct _RabtaExchangePlace
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkWidget          *box;
  GtkRevealer        *strip;
  GtkLabel           *strip_label;
  GtkStack           *stack;
  AdwViewStack       *parts;
  AdwStatusPage      *error_page;

  /* owned by the trees */
  GtkWidget          *send_button;
  GtkWidget          *receive_button;
  RabtaExchangeList  *outbox;
  RabtaExchangeList  *inbox;
  RabtaExchangeList  *to_mend;

  /* owned */
  GtkWidget          *header;  /* shown by the window, outside this widget */
  RabtaCasebook      *casebook;
  GSimpleActionGroup *actions;
  RabtaExchangeLists *lists;   /* as they were read last; or NULL */
  GCancellable       *loading; /* of the reading under way; or NULL */
  GCancellable       *job;     /* of the sending or receiving under way; or NULL */
  char               *subtitle;
  char               *sent;    /* what the toast says of the file being made */
  guint               patience_id;
  gboolean            stale;   /* to be read again */
};

static void rabta_exchange_place_place_init (RabtaPlaceInterface *iface);
static void refresh                         (RabtaExchangePlace  *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (RabtaExchangePlace, rabta_exchange_place, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RABTA_TYPE_PLACE, rabta_exchange_place_place_init))

static void
set_enabled (RabtaExchangePlace *self,
             const char         *name,
             gboolean            enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update_actions (RabtaExchangePlace *self)
{
  gboolean can_write = !rabta_casebook_is_read_only (self->casebook);
  gboolean is_free = self->job == NULL && self->lists != NULL;
  const char *reason = can_write ? NULL : _("The casebook is open for reading only.");

  set_enabled (self, "send", can_write && is_free);
  set_enabled (self, "receive", can_write && is_free);
  set_enabled (self, "cancel", self->job != NULL);
  gtk_widget_set_tooltip_text (self->send_button, reason);
  gtk_widget_set_tooltip_text (self->receive_button, reason);
}

static gboolean
patience_ended_cb (gpointer data)
{
  RabtaExchangePlace *self = data;

  self->patience_id = 0;
  if (self->lists == NULL)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  return G_SOURCE_REMOVE;
}

static void
show_lists (RabtaExchangePlace *self)
{
  AdwViewStackPage *page = adw_view_stack_get_page (self->parts, GTK_WIDGET (self->to_mend));
  guint n = self->lists->to_mend->len;
  gboolean is_empty = self->lists->files->len == 0 && self->lists->peers->len == 0;

  rabta_exchange_list_show_files (self->outbox, self->lists, TRUE);
  rabta_exchange_list_show_files (self->inbox, self->lists, FALSE);
  rabta_exchange_list_show_to_mend (self->to_mend, self->lists);
  adw_view_stack_page_set_badge_number (page, n);
  adw_view_stack_page_set_needs_attention (page, n > 0);

  g_clear_pointer (&self->subtitle, g_free);
  if (n > 0)
    self->subtitle = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u to be mended", "%'u to be mended", n), n);
  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "lists");
  rabta_place_changed (RABTA_PLACE (self));
}

static void
show_error (RabtaExchangePlace *self,
            const GError       *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->error_page, text);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RabtaExchangePlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaExchangeLists) lists = rabta_exchange_load_finish (result, &error);

  if (self->stack == NULL)
    return;

  g_clear_object (&self->loading);
  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_pointer (&self->lists, rabta_exchange_lists_free);
  self->lists = g_steal_pointer (&lists);
  if (self->lists != NULL)
    show_lists (self);
  else
    show_error (self, error);
  update_actions (self);
  if (self->stale)
    refresh (self);
}

/* Changes that come while it is being read are read afterwards, all at once. */
static void
refresh (RabtaExchangePlace *self)
{
  self->stale = self->loading != NULL;
  if (self->stale)
    return;

  self->loading = g_cancellable_new ();
  if (self->patience_id == 0)
    self->patience_id = g_timeout_add (PATIENCE, patience_ended_cb, self);
  rabta_exchange_load_async (self->casebook, self->loading, loaded_cb, g_object_ref (self));
}

/* A place that is not shown is read when it is shown again. */
static void
changed_cb (RabtaExchangePlace *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

static void
begin_job (RabtaExchangePlace *self,
           const char         *text)
{
  self->job = g_cancellable_new ();
  gtk_label_set_text (self->strip_label, text);
  gtk_revealer_set_reveal_child (self->strip, TRUE);
  update_actions (self);
}

/* Whether the place is still there. */
static gboolean
end_job (RabtaExchangePlace *self)
{
  g_clear_object (&self->job);
  if (self->stack == NULL)
    return FALSE;

  gtk_revealer_set_reveal_child (self->strip, FALSE);
  update_actions (self);
  refresh (self);
  return TRUE;
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (RabtaExchangePlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  RabtaSendReport report;
  gboolean is_done = rabta_package_send_finish (result, &report, &error);

  end_job (self);
  if (!is_done)
    {
      rabta_window_show_error (GTK_WIDGET (self), _("The file was not made"), error);
      return;
    }
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "No. %" PRId64 " with %" PRId64 " change saved as “%s”",
                                       "No. %" PRId64 " with %" PRId64 " changes saved as “%s”",
                                       (gulong) report.n_changes),
                          report.number, report.n_changes, self->sent);
  rabta_window_add_toast (GTK_WIDGET (self), text, NULL, NULL);
}

static void chosen_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data);

/* From the page that shows what will be read: now it is to be made. */
static void
rehearsed_cb (RabtaExchangePlace  *self,
              RabtaDifferencePage *page)
{
  const RabtaPeer *peer = self->lists != NULL ? rabta_exchange_find_peer (self->lists->peers,
                                                                          rabta_difference_page_get_site (page))
                                              : NULL;

  if (peer != NULL && self->job == NULL)
    rabta_exchange_choose_path_async (GTK_WIDGET (self), self->casebook, peer, chosen_cb, g_object_ref (self));
}

static void
rehearse (RabtaExchangePlace *self,
          const guint8       *site)
{
  const RabtaPeer *peer = self->lists != NULL ? rabta_exchange_find_peer (self->lists->peers, site) : NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *page;

  if (peer == NULL || !RABTA_IS_WINDOW (root))
    return;
  page = rabta_difference_page_new_rehearsal (self->casebook, peer);
  g_signal_connect_object (page, "send", G_CALLBACK (rehearsed_cb), self, G_CONNECT_SWAPPED);
  rabta_window_push_page (RABTA_WINDOW (root), page);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RabtaExchangePlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaSendChoice) choice = rabta_exchange_choose_finish (result, &error);
  g_autofree char *text = NULL;

  if (self->stack == NULL || self->job != NULL)
    return;
  if (error != NULL)
    rabta_window_show_error (GTK_WIDGET (self), _("The file was not made"), error);
  if (choice == NULL)
    return;
  if (choice->path == NULL)
    {
      rehearse (self, choice->site);
      return;
    }

  g_free (self->sent);
  self->sent = g_filename_display_basename (choice->path);
  text = g_strdup_printf (_("Making the file for %s…"), choice->copy);
  begin_job (self, text);
  rabta_package_send_async (self->casebook, choice->site, choice->path, self->job, sent_cb, g_object_ref (self));
}

static void
open_copies (RabtaExchangePlace *self)
{
  GtkWidget *dialog = rabta_copies_dialog_present (GTK_WIDGET (self), self->casebook);

  g_signal_connect_object (dialog, "destroy", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
}

static void
nobody_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RabtaExchangePlace) self = user_data;

  if (rabta_dialogs_confirm_finish (result, NULL) && self->stack != NULL)
    open_copies (self);
}

static void
send_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  RabtaExchangePlace *self = user_data;

  for (guint i = 0; i < self->lists->peers->len; i++)
    if (rabta_peer_may_receive (g_ptr_array_index (self->lists->peers, i)))
      {
        rabta_exchange_choose_async (GTK_WIDGET (self), self->casebook, self->lists->peers, chosen_cb,
                                     g_object_ref (self));
        return;
      }

  rabta_dialogs_confirm_async (GTK_WIDGET (self), _("Nobody to Send To"),
                               _("Files are encrypted for one copy of the casebook. Register the copy first, from the "
                                 "small file in which it presents itself."),
                               _("_Copies and Keys…"), FALSE, nobody_cb, g_object_ref (self));
}

static void
received_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (RabtaExchangePlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) received = rabta_packages_receive_finish (result, &error);

  /* Where the place is gone the casebook is too, and its inbox tells the rest. */
  if (!end_job (self))
    return;
  if (received == NULL)
    rabta_window_show_error (GTK_WIDGET (self), _("The files were not taken over"), error);
  else
    rabta_exchange_result_present (GTK_WIDGET (self), received);
  adw_view_stack_set_visible_child (self->parts, GTK_WIDGET (self->inbox));
}

static void
files_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (RabtaExchangePlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) files = rabta_dialogs_files_finish (result, &error);
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (self->stack == NULL || self->job != NULL)
    return;
  if (error != NULL)
    rabta_window_show_error (GTK_WIDGET (self), _("The files were not taken over"), error);

  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      if (g_file_peek_path (file) == NULL)
        {
          rabta_dialogs_message (GTK_WIDGET (self), _("The files were not taken over"),
                                 _("The file has to be on this computer."));
          return;
        }
      g_strv_builder_add (paths, g_file_peek_path (file));
    }
  all = g_strv_builder_end (paths);
  if (all[0] == NULL)
    return;

  begin_job (self, _("Checking and taking over…"));
  rabta_packages_receive_async (self->casebook, (const char * const *) all, self->job, received_cb,
                                g_object_ref (self));
}

static void
receive_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  const char *filters[] = { _("Files of the exchange"), "*.rabta", NULL };

  rabta_dialogs_open_files_async (user_data, _("Receive Files"), filters, files_cb, g_object_ref (user_data));
}

static void
copies_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  open_copies (user_data);
}

static void
cancel_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  RabtaExchangePlace *self = user_data;

  g_cancellable_cancel (self->job);
}

static void
retry_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  refresh (user_data);
}

/* A decision that is due is made at the desk; what is wrong with a field is mended there; and of a file there is
 * more to know. */
static void
activated_cb (RabtaExchangePlace *self,
              RabtaExchangeItem  *item)
{
  gint64 file = rabta_exchange_item_get_file (item);
  const char *field;
  RabtaKind kind;
  RabtaUuid id;

  if (file != 0)
    rabta_exchange_file_show (GTK_WIDGET (self), self->casebook, self->lists, file);
  else if (rabta_exchange_item_get_conflict (item))
    {
      rabta_exchange_item_get_record (item, &kind, &id, &field);
      rabta_record_opening_conflict (GTK_WIDGET (self), self->casebook, kind, &id, field);
    }
  else if (rabta_exchange_item_get_record (item, &kind, &id, &field))
    rabta_record_opening_at_field (GTK_WIDGET (self), self->casebook, kind, &id, field);
}

static const char *
rabta_exchange_place_get_title (RabtaPlace *place)
{
  return _("Exchange");
}

static const char *
rabta_exchange_place_get_subtitle (RabtaPlace *place)
{
  return RABTA_EXCHANGE_PLACE (place)->subtitle;
}

static GtkWidget *
rabta_exchange_place_get_header (RabtaPlace *place)
{
  return RABTA_EXCHANGE_PLACE (place)->header;
}

static void
rabta_exchange_place_shown (RabtaPlace *place)
{
  RabtaExchangePlace *self = RABTA_EXCHANGE_PLACE (place);

  refresh (self);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "lists") == 0)
    rabta_exchange_list_focus (RABTA_EXCHANGE_LIST (adw_view_stack_get_visible_child (self->parts)));
}

static void
rabta_exchange_place_place_init (RabtaPlaceInterface *iface)
{
  iface->get_title = rabta_exchange_place_get_title;
  iface->get_subtitle = rabta_exchange_place_get_subtitle;
  iface->get_header = rabta_exchange_place_get_header;
  iface->shown = rabta_exchange_place_shown;
}

static void
rabta_exchange_place_dispose (GObject *object)
{
  RabtaExchangePlace *self = RABTA_EXCHANGE_PLACE (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->job != NULL)
    g_cancellable_cancel (self->job);
  /* A callback that comes later sees by this that the place is gone. */
  self->stack = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->header);
  g_clear_object (&self->actions);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_exchange_place_parent_class)->dispose (object);
}

static void
rabta_exchange_place_finalize (GObject *object)
{
  RabtaExchangePlace *self = RABTA_EXCHANGE_PLACE (object);

  rabta_exchange_lists_free (self->lists);
  g_clear_object (&self->job);
  g_free (self->subtitle);
  g_free (self->sent);

  G_OBJECT_CLASS (rabta_exchange_place_parent_class)->finalize (object);
}

static void
rabta_exchange_place_class_init (RabtaExchangePlaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rabta_exchange_place_dispose;
  object_class->finalize = rabta_exchange_place_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/smeda/Rabta/ui/exchange-place.ui");
  gtk_widget_class_bind_template_child (widget_class, RabtaExchangePlace, box);
  gtk_widget_class_bind_template_child (widget_class, RabtaExchangePlace, strip);
  gtk_widget_class_bind_template_child (widget_class, RabtaExchangePlace, strip_label);
  gtk_widget_class_bind_template_child (widget_class, RabtaExchangePlace, stack);
  gtk_widget_class_bind_template_child (widget_class, RabtaExchangePlace, parts);
  gtk_widget_class_bind_template_child (widget_class, RabtaExchangePlace, error_page);
}

static RabtaExchangeList *
add_part (RabtaExchangePlace *self,
          const char         *name,
          const char         *title,
          const char         *icon,
          const char         *empty_title,
          const char         *empty_text)
{
  GtkWidget *list = rabta_exchange_list_new (title, icon, empty_title, empty_text);
  AdwViewStackPage *page = adw_view_stack_add_titled (self->parts, list, name, title);

  adw_view_stack_page_set_icon_name (page, icon);
  g_signal_connect_object (list, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);

  return RABTA_EXCHANGE_LIST (list);
}

static void
clicked_cb (GtkWidget *button,
            GAction   *action)
{
  g_action_activate (action, NULL);
}

/* Outside this widget a button does not find its action by name. */
static GtkWidget *
add_button (RabtaExchangePlace *self,
            GtkWidget          *box,
            const char         *label,
            const char         *name)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), action, 0);
  g_object_bind_property (action, "enabled", button, "sensitive", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

/* The window takes it into its header bar; where that is narrow, a menu has the place of the buttons. */
static void
make_header (RabtaExchangePlace *self)
{
  GtkWidget *squeezer = adw_squeezer_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *more = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  self->header = g_object_ref_sink (adw_bin_new ());
  gtk_widget_insert_action_group (self->header, "exchange", G_ACTION_GROUP (self->actions));
  adw_bin_set_child (ADW_BIN (self->header), squeezer);
  adw_squeezer_set_homogeneous (ADW_SQUEEZER (squeezer), FALSE);
  adw_squeezer_set_xalign (ADW_SQUEEZER (squeezer), 1);
  adw_squeezer_add (ADW_SQUEEZER (squeezer), box);
  adw_squeezer_add (ADW_SQUEEZER (squeezer), more);

  self->send_button = add_button (self, box, _("_Send…"), "send");
  self->receive_button = add_button (self, box, _("_Receive…"), "receive");
  add_button (self, box, _("_Copies…"), "copies");

  g_menu_append (menu, _("_Send…"), "exchange.send");
  g_menu_append (menu, _("_Receive…"), "exchange.receive");
  g_menu_append (menu, _("_Copies…"), "exchange.copies");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (more, _("Send and receive"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Send and receive"), -1);
}

static void
rabta_exchange_place_init (RabtaExchangePlace *self)
{
  static const GActionEntry entries[] = {
    { .name = "send", .activate = send_action },       { .name = "receive", .activate = receive_action },
    { .name = "copies", .activate = copies_action },   { .name = "cancel", .activate = cancel_action },
    { .name = "retry", .activate = retry_action },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "exchange", G_ACTION_GROUP (self->actions));
  make_header (self);

  self->outbox = add_part (self, "outbox", _("Outbox"), "mail-send-symbolic", _("Nothing Sent Yet"),
                           _("Every file that is made for another copy of the casebook is kept and listed here."));
  self->inbox = add_part (self, "inbox", _("Inbox"), "folder-download-symbolic", _("Nothing Came In Yet"),
                          _("Every file that comes in from another copy is listed here, also when it is refused."));
  self->to_mend = add_part (self, "to-mend", _("To Be Mended"), "dialog-warning-symbolic", _("Nothing to Mend"),
                            _("What others found wrong in the files sent to them appears here when the receipt comes "
                              "home."));
}

/**
 * rabta_exchange_place_new:
 * @casebook: the casebook
 *
 * Returns: (transfer floating): the place "Exchange"
 */
GtkWidget *
rabta_exchange_place_new (RabtaCasebook *casebook)
{
  RabtaExchangePlace *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  self = g_object_new (RABTA_TYPE_EXCHANGE_PLACE, NULL);
  self->casebook = g_object_ref (casebook);
  g_signal_connect_object (casebook, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  update_actions (self);

  return GTK_WIDGET (self);
}
