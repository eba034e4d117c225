/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/enterprise-page.h"

#include "ui/case-opening.h"
#include "ui/conflict-banner.h"
#include "ui/enterprise-header.h"
#include "ui/enterprise-overview.h"
#include "ui/place.h"
#include "ui/record-profile.h"
#include "ui/timeline.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>

struct _RabtaEnterprisePage
{
  GtkWidget parent;

  /* Widgets, owned by the tree */
  GtkWidget *box;
  GtkWidget *stack;     /* loading, page, gone */
  GtkWidget *header;
  GtkWidget *profile;
  GtkWidget *gone;

  /* Owned */
  GtkWidget          *buttons; /* for the window's header bar */
  RabtaCasebook      *casebook;
  RabtaRecord        *record;
  GCancellable       *cancellable;
  GSimpleActionGroup *actions;
  char               *title;
  RabtaUuid           id;
};

static void rabta_enterprise_page_iface_init (RabtaPlaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RabtaEnterprisePage, rabta_enterprise_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RABTA_TYPE_PLACE, rabta_enterprise_page_iface_init))

static const char *
get_title (RabtaPlace *place)
{
  RabtaEnterprisePage *self = RABTA_ENTERPRISE_PAGE (place);

  return self->title != NULL ? self->title : _("Enterprise");
}

static GtkWidget *
get_header (RabtaPlace *place)
{
  return RABTA_ENTERPRISE_PAGE (place)->buttons;
}

static gboolean
get_record (RabtaPlace *place,
            RabtaKind  *kind,
            RabtaUuid  *id)
{
  *kind = RABTA_KIND_ENTERPRISE;
  *id = RABTA_ENTERPRISE_PAGE (place)->id;
  return TRUE;
}

static void
show_record (RabtaEnterprisePage *self)
{
  g_free (self->title);
  self->title = rabta_record_dup_title (self->record);
  rabta_enterprise_header_set_record (RABTA_ENTERPRISE_HEADER (self->header), self->record);
  rabta_record_profile_set_record (RABTA_RECORD_PROFILE (self->profile), self->record);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "page");
  rabta_place_changed (RABTA_PLACE (self));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (RabtaEnterprisePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) record = rabta_casebook_load_finish (RABTA_CASEBOOK (source), result, &error);
  gboolean there;
  g_auto (GStrv) names = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->stack == NULL)
    return;

  there = record != NULL && !rabta_record_is_deleted (record);
  if (there)
    {
      g_set_object (&self->record, record);
      show_record (self);
    }
  else
    {
      adw_status_page_set_description (ADW_STATUS_PAGE (self->gone),
                                       error == NULL || g_error_matches (error, RABTA_ERROR,
                                                                         RABTA_ERROR_NOT_FOUND)
                                       ? _("Undo (Ctrl+Z) brings it back if you deleted it.")
                                       : error->message);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "gone");
    }

  names = g_action_group_list_actions (G_ACTION_GROUP (self->actions));
  for (guint i = 0; names[i] != NULL; i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions),
                                                                              names[i])),
                                 there && !rabta_casebook_is_read_only (self->casebook));
}

static void
load (RabtaEnterprisePage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  rabta_casebook_load_async (self->casebook, RABTA_KIND_ENTERPRISE, &self->id, self->cancellable,
                             loaded_cb, g_object_ref (self));
}

static void
casebook_changed_cb (RabtaCasebook        *casebook,
                     const RabtaChangeSet *changes,
                     RabtaEnterprisePage  *self)
{
  if (rabta_change_set_touches (changes, RABTA_KIND_ENTERPRISE, &self->id))
    load (self);
}

static void
edit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  RabtaEnterprisePage *self = data;
  char id[RABTA_UUID_TEXT_LENGTH + 1];

  rabta_uuid_format (&self->id, id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-record", "(ss)", "enterprise", id);
}

static void
open_case_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  RabtaEnterprisePage *self = data;
  g_autoptr (GPtrArray) enterprises = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (enterprises, g_object_ref (self->record));
  rabta_case_opening_present (GTK_WIDGET (self), self->casebook, enterprises);
}

static void
new_record_for (RabtaEnterprisePage *self,
                const char          *kind)
{
  char id[RABTA_UUID_TEXT_LENGTH + 1];

  rabta_uuid_format (&self->id, id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.new-record-for", "(ssss)", kind, "enterprise",
                              id, "");
}

static void
log_activity_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  new_record_for (data, "activity");
}

static void
add_follow_up_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  new_record_for (data, "follow-up");
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (RabtaEnterprisePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!rabta_casebook_delete_finish (RABTA_CASEBOOK (source), result, &error))
    {
      rabta_window_show_error (GTK_WIDGET (self), _("The Enterprise Was Not Deleted"), error);
      return;
    }

  text = g_strdup_printf (_("%s deleted"), self->title);
  rabta_window_add_toast (GTK_WIDGET (self), text, _("_Undo"), "win.undo");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static void
delete_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  RabtaEnterprisePage *self = data;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autofree char *label = g_strdup_printf (_("Delete %s"), self->title);

  g_ptr_array_add (records, self->record);
  rabta_casebook_delete_async (self->casebook, records, label, NULL, deleted_cb, g_object_ref (self));
}

static void
add_actions (RabtaEnterprisePage *self)
{
  static const GActionEntry entries[] = {
    { .name = "edit", .activate = edit_cb },
    { .name = "open-case", .activate = open_case_cb },
    { .name = "log-activity", .activate = log_activity_cb },
    { .name = "add-follow-up", .activate = add_follow_up_cb },
    { .name = "delete", .activate = delete_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "enterprise", G_ACTION_GROUP (self->actions));
}

/* The buttons stand in the window's header bar, outside this widget, and bring the actions along. */
static void
make_buttons (RabtaEnterprisePage *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *more = gtk_menu_button_new ();

  g_menu_append (menu, _("_Delete"), "enterprise.delete");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (more, _("More for this enterprise"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("More for this enterprise"), -1);

  self->buttons = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_widget_insert_action_group (self->buttons, "enterprise", G_ACTION_GROUP (self->actions));
  gtk_box_append (GTK_BOX (self->buttons), more);
}

static void
add_tab (GtkWidget  *tabs,
         GtkWidget  *content,
         const char *name,
         const char *title,
         const char *icon)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  /* A tab of its own height: the page scrolls as a whole and a short tab has no empty end. */
  gtk_box_append (GTK_BOX (box), content);
  adw_view_stack_add_titled (ADW_VIEW_STACK (tabs), box, name, title);
  adw_view_stack_page_set_icon_name (adw_view_stack_get_page (ADW_VIEW_STACK (tabs), box), icon);
}

static GtkWidget *
make_page (RabtaEnterprisePage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *tabs = adw_view_stack_new ();
  GtkWidget *switcher = adw_view_switcher_new ();

  self->header = rabta_enterprise_header_new (rabta_casebook_get_programme (self->casebook));
  self->profile = rabta_record_profile_new (rabta_casebook_get_programme (self->casebook));
  adw_view_stack_set_vhomogeneous (ADW_VIEW_STACK (tabs), FALSE);
  add_tab (tabs, rabta_enterprise_overview_new (self->casebook, &self->id), "overview", _("Overview"),
           "view-grid-symbolic");
  add_tab (tabs, self->profile, "profile", _("Profile"), "view-list-symbolic");
  add_tab (tabs, rabta_timeline_new (self->casebook, RABTA_KIND_ENTERPRISE, &self->id, TRUE), "timeline",
           _("Timeline"), "document-open-recent-symbolic");
  adw_view_switcher_set_stack (ADW_VIEW_SWITCHER (switcher), ADW_VIEW_STACK (tabs));
  adw_view_switcher_set_policy (ADW_VIEW_SWITCHER (switcher), ADW_VIEW_SWITCHER_POLICY_WIDE);
  gtk_widget_set_halign (switcher, GTK_ALIGN_CENTER);

  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), self->header);
  gtk_box_append (GTK_BOX (box), switcher);
  gtk_box_append (GTK_BOX (box), tabs);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);

  return scroller;
}

static void
build (RabtaEnterprisePage *self)
{
  self->stack = gtk_stack_new ();
  self->gone = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->gone), "user-trash-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->gone), _("This Enterprise Is Not There"));
  gtk_stack_add_named (GTK_STACK (self->stack), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "loading");
  gtk_stack_add_named (GTK_STACK (self->stack), make_page (self), "page");
  gtk_stack_add_named (GTK_STACK (self->stack), self->gone, "gone");
  gtk_widget_set_vexpand (self->stack, TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), rabta_conflict_banner_new (self->casebook, RABTA_KIND_ENTERPRISE, &self->id));
  gtk_box_append (GTK_BOX (self->box), self->stack);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static void
rabta_enterprise_page_dispose (GObject *object)
{
  RabtaEnterprisePage *self = RABTA_ENTERPRISE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->buttons);
  g_clear_object (&self->actions);
  g_clear_object (&self->record);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_enterprise_page_parent_class)->dispose (object);
}

static void
rabta_enterprise_page_finalize (GObject *object)
{
  g_free (RABTA_ENTERPRISE_PAGE (object)->title);

  G_OBJECT_CLASS (rabta_enterprise_page_parent_class)->finalize (object);
}

static void
rabta_enterprise_page_iface_init (RabtaPlaceInterface *iface)
{
  iface->get_title = get_title;
  iface->get_header = get_header;
  iface->get_record = get_record;
}

static void
rabta_enterprise_page_class_init (RabtaEnterprisePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rabta_enterprise_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rabta_enterprise_page_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rabta_enterprise_page_init (RabtaEnterprisePage *self)
{
}

/**
 * rabta_enterprise_page_new:
 * @casebook: the casebook
 * @id: the enterprise
 *
 * Makes the page of an enterprise; it fills as soon as the enterprise is read.
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
rabta_enterprise_page_new (RabtaCasebook   *casebook,
                           const RabtaUuid *id)
{
  RabtaEnterprisePage *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (RABTA_TYPE_ENTERPRISE_PAGE, NULL);
  g_set_object (&self->casebook, casebook);
  self->id = *id;
  add_actions (self);
  make_buttons (self);
  build (self);
  g_signal_connect_object (casebook, "changed", G_CALLBACK (casebook_changed_cb), self, 0);
  load (self);

  return GTK_WIDGET (self);
}
