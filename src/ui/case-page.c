/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/case-page.h"

#include "ui/activity-dialog.h"
#include "ui/case-form.h"
#include "ui/case-header.h"
#include "ui/case-move.h"
#include "ui/case-parts.h"
#include "ui/case-path.h"
#include "ui/case-stage-panel.h"
#include "ui/conflict-banner.h"
#include "ui/documents-group.h"
#include "ui/follow-up-dialog.h"
#include "ui/place.h"
#include "ui/timeline.h"
#include "ui/two-columns.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>

/* What is read for one state of the page, beside the case itself. */
enum
{
  PART_ENTRIES,
  PART_ITEMS,
  PART_PAUSES,
  N_PARTS
};

static const RabtaKind part_kinds[N_PARTS] = {
  [PART_ENTRIES] = RABTA_KIND_STAGE_ENTRY,
  [PART_ITEMS] = RABTA_KIND_CHECKLIST_ITEM,
  [PART_PAUSES] = RABTA_KIND_PAUSE,
};

struct _RabtaCasePage
{
  GtkWidget parent_instance;

  GtkWidget       *box;
  GtkWidget       *stack;
  GtkWidget       *gone;
  GtkWidget       *header;
  GtkWidget       *path;
  GtkWidget       *panel;
  GtkWidget       *form_bin;
  GtkWidget       *saved;
  RabtaRecordForm *form;       /* in form_bin */
  char            *form_stage; /* it was made for */

  /* owned */
  RabtaCasebook   *casebook;
  RabtaRecord     *case_;
  GCancellable    *cancellable;
  GPtrArray       *parts[N_PARTS];
  guint            n_pending;
  char            *title;
  char            *subtitle;
  RabtaUuid        id;
};

static void rabta_case_page_place_init (RabtaPlaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RabtaCasePage, rabta_case_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RABTA_TYPE_PLACE,
                                                      rabta_case_page_place_init))

static void
update_actions (RabtaCasePage *self)
{
  static const char * const actions[] = {
    "case.next", "case.move", "case.pause", "case.resume", "case.close", "case.reopen",
    "case.log-activity", "case.new-follow-up", "case.new-outcome",
  };
  gboolean there = self->case_ != NULL && !rabta_casebook_is_read_only (self->casebook);

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], there);
}

static void
update_title (RabtaCasePage *self)
{
  RabtaProgramme *programme = rabta_casebook_get_programme (self->casebook);
  const char *track = rabta_record_get_text (self->case_, "track");

  g_free (self->title);
  g_free (self->subtitle);
  self->title = g_strdup (rabta_record_get_ref_title (self->case_, "enterprise"));
  if (self->title == NULL)
    self->title = rabta_record_dup_title (self->case_);
  self->subtitle = track != NULL
                     ? g_strdup (rabta_programme_get_label (programme, "track", track)) : NULL;
  rabta_place_changed (RABTA_PLACE (self));
}

static void
status_cb (RabtaCasePage *self)
{
  g_autofree char *status = NULL;

  g_object_get (self->form, "status", &status, NULL);
  gtk_label_set_text (GTK_LABEL (self->saved), status != NULL ? status : "");
}

static gboolean
same_values (RabtaRecord *a,
             RabtaRecord *b)
{
  const RabtaKindInfo *info = rabta_record_get_info (a);
  g_autoptr (GList) names = rabta_record_list_extra (b);

  for (guint i = 0; i < info->n_fields; i++)
    if (!rabta_value_equal (rabta_record_get_value (a, i), rabta_record_get_value (b, i)))
      return FALSE;
  for (GList *l = names; l != NULL; l = l->next)
    if (g_strcmp0 (rabta_record_get_extra (a, l->data), rabta_record_get_extra (b, l->data)) != 0)
      return FALSE;
  return TRUE;
}

/* Another stage brings other fields to the top; what is being typed is never taken away. */
static void
show_form (RabtaCasePage *self)
{
  const char *stage = rabta_record_get_text (self->case_, "stage");
  g_autoptr (RabtaRecord) copy = NULL;

  if (self->form != NULL && rabta_record_form_is_dirty (self->form))
    return;
  if (self->form != NULL && g_strcmp0 (self->form_stage, stage) == 0)
    {
      if (!same_values (rabta_record_form_get_record (self->form), self->case_))
        {
          copy = rabta_record_copy (self->case_);
          rabta_record_form_set_record (self->form, copy);
        }
      return;
    }
  g_free (self->form_stage);
  self->form_stage = g_strdup (stage);
  copy = rabta_record_copy (self->case_);
  self->form = RABTA_RECORD_FORM (rabta_case_form_new (self->casebook, copy));
  adw_bin_set_child (ADW_BIN (self->form_bin), GTK_WIDGET (self->form));
  g_signal_connect_object (self->form, "notify::status", G_CALLBACK (status_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
show_all (RabtaCasePage *self)
{
  rabta_case_header_set (RABTA_CASE_HEADER (self->header), self->case_,
                         self->parts[PART_PAUSES]);
  rabta_case_path_set (RABTA_CASE_PATH (self->path), self->case_, self->parts[PART_ENTRIES]);
  rabta_case_stage_panel_set (RABTA_CASE_STAGE_PANEL (self->panel), self->case_,
                              self->parts[PART_ITEMS]);
  show_form (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "page");
  update_title (self);
}

static void
show_gone (RabtaCasePage *self,
           const GError  *error)
{
  gboolean lost = error == NULL || g_error_matches (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->case_);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->gone),
                                   lost ? _("Undo (Ctrl+Z) brings it back if it was undone or "
                                            "deleted just now.")
                                        : error->message);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "gone");
}

static void
arrived (RabtaCasePage *self)
{
  if (--self->n_pending > 0 || self->case_ == NULL)
    return;
  show_all (self);
  update_actions (self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RabtaCasePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) record = NULL;

  record = rabta_casebook_load_finish (RABTA_CASEBOOK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->stack == NULL)
    return;
  if (record == NULL || rabta_record_is_deleted (record))
    {
      show_gone (self, error);
      update_actions (self);
      return;
    }
  g_set_object (&self->case_, record);
  arrived (self);
}

/* One part on its way. */
typedef struct
{
  RabtaCasePage *self;
  guint          part;
} Asked;

static void
part_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Asked *asked = user_data;
  g_autoptr (RabtaCasePage) self = asked->self;
  g_autoptr (GError) error = NULL;
  GPtrArray *records = rabta_casebook_query_finish (RABTA_CASEBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->stack == NULL)
    {
      g_clear_pointer (&records, g_ptr_array_unref);
      return;
    }
  if (records == NULL)
    {
      show_gone (self, error);
      return;
    }
  g_clear_pointer (&self->parts[asked->part], g_ptr_array_unref);
  self->parts[asked->part] = records;
  arrived (self);
}

static void
load (RabtaCasePage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->n_pending = 1 + N_PARTS;
  rabta_casebook_load_async (self->casebook, RABTA_KIND_CASE, &self->id, self->cancellable,
                             loaded_cb, g_object_ref (self));
  for (guint i = 0; i < N_PARTS; i++)
    {
      g_autoptr (RabtaQuery) query = rabta_query_new (part_kinds[i]);
      Asked *asked = g_new0 (Asked, 1);

      rabta_query_filter_id (query, "case", &self->id);
      asked->self = g_object_ref (self);
      asked->part = i;
      rabta_casebook_query_async (self->casebook, query, 0, self->cancellable, part_cb, asked);
    }
}

static void
casebook_changed_cb (RabtaCasebook        *casebook,
                     const RabtaChangeSet *changes,
                     RabtaCasePage        *self)
{
  guint kinds = 1u << RABTA_KIND_HOLIDAY;

  for (guint i = 0; i < N_PARTS; i++)
    kinds |= 1u << part_kinds[i];
  if ((changes->kinds & kinds) != 0
      || rabta_change_set_touches (changes, RABTA_KIND_CASE, &self->id))
    load (self);
}

static void
next_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  RabtaCasePage *self = RABTA_CASE_PAGE (widget);
  RabtaStage *next = rabta_case_move_step (rabta_casebook_get_programme (self->casebook),
                                           self->case_, 1);

  if (next != NULL)
    rabta_case_move (widget, self->casebook, self->case_, rabta_stage_get_code (next), NULL, NULL);
}

static void
move_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  RabtaCasePage *self = RABTA_CASE_PAGE (widget);

  rabta_case_move (widget, self->casebook, self->case_, g_variant_get_string (parameter, NULL), NULL,
                   NULL);
}

static void
clock_action_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  RabtaCasePage *self = RABTA_CASE_PAGE (widget);

  if (strcmp (action, "case.pause") == 0)
    rabta_case_pause (widget, self->casebook, self->case_);
  else if (strcmp (action, "case.resume") == 0)
    rabta_case_resume (widget, self->casebook, self->case_);
  else if (strcmp (action, "case.close") == 0)
    rabta_case_close (widget, self->casebook, self->case_);
  else
    rabta_case_reopen (widget, self->casebook, self->case_);
}

static void
log_action_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  RabtaCasePage *self = RABTA_CASE_PAGE (widget);

  rabta_log_activity_dialog_present (widget, self->casebook, NULL, &self->id);
}

static void
follow_up_action_cb (GtkWidget  *widget,
                     const char *action,
                     GVariant   *parameter)
{
  RabtaCasePage *self = RABTA_CASE_PAGE (widget);

  rabta_follow_up_dialog_present (widget, self->casebook, NULL, &self->id);
}

static void
outcome_action_cb (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  RabtaCasePage *self = RABTA_CASE_PAGE (widget);
  char id[RABTA_UUID_TEXT_LENGTH + 1];

  rabta_uuid_format (&self->id, id);
  gtk_widget_activate_action (widget, "win.new-record-for", "(ssss)", "outcome", "case", id, "");
}

static GtkWidget *
build_start (RabtaCasePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_("Details"));

  self->panel = rabta_case_stage_panel_new (self->casebook);
  self->form_bin = adw_bin_new ();
  self->saved = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->saved, "dim-label");
  gtk_widget_add_css_class (title, "title-4");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->saved);
  gtk_box_append (GTK_BOX (box), self->panel);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->form_bin);
  return box;
}

static GtkWidget *
build_end (RabtaCasePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *history = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (history), _("History"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (history),
                             rabta_timeline_new (self->casebook, RABTA_KIND_CASE, &self->id, TRUE));
  gtk_box_append (GTK_BOX (box), rabta_case_follow_ups_new (self->casebook, &self->id));
  gtk_box_append (GTK_BOX (box), rabta_case_activities_new (self->casebook, &self->id));
  gtk_box_append (GTK_BOX (box), rabta_case_outcomes_new (self->casebook, &self->id));
  gtk_box_append (GTK_BOX (box), rabta_documents_group_new (self->casebook, RABTA_KIND_CASE, &self->id));
  gtk_box_append (GTK_BOX (box), history);
  return box;
}

static void
build (RabtaCasePage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->header = rabta_case_header_new (self->casebook);
  self->path = rabta_case_path_new (self->casebook);
  gtk_box_append (GTK_BOX (box), self->header);
  gtk_box_append (GTK_BOX (box), self->path);
  gtk_box_append (GTK_BOX (box), rabta_two_columns_new (build_start (self), build_end (self)));
  gtk_widget_add_css_class (box, "page");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1280);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 1100);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);

  self->gone = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->gone), "rabta-cases-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->gone), _("This case is not there"));
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), adw_bin_new (), "waiting");
  gtk_stack_add_named (GTK_STACK (self->stack), scrolled, "page");
  gtk_stack_add_named (GTK_STACK (self->stack), self->gone, "gone");
  gtk_widget_set_vexpand (self->stack, TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), rabta_conflict_banner_new (self->casebook, RABTA_KIND_CASE, &self->id));
  gtk_box_append (GTK_BOX (self->box), self->stack);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static const char *
rabta_case_page_get_title (RabtaPlace *place)
{
  RabtaCasePage *self = RABTA_CASE_PAGE (place);

  return self->title != NULL ? self->title : _("Case");
}

static const char *
rabta_case_page_get_subtitle (RabtaPlace *place)
{
  return RABTA_CASE_PAGE (place)->subtitle;
}

static gboolean
rabta_case_page_get_record (RabtaPlace *place,
                            RabtaKind  *kind,
                            RabtaUuid  *id)
{
  *kind = RABTA_KIND_CASE;
  *id = RABTA_CASE_PAGE (place)->id;
  return TRUE;
}

static void
rabta_case_page_place_init (RabtaPlaceInterface *iface)
{
  iface->get_title = rabta_case_page_get_title;
  iface->get_subtitle = rabta_case_page_get_subtitle;
  iface->get_record = rabta_case_page_get_record;
}

static void
rabta_case_page_dispose (GObject *object)
{
  RabtaCasePage *self = RABTA_CASE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->form = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  for (guint i = 0; i < N_PARTS; i++)
    g_clear_pointer (&self->parts[i], g_ptr_array_unref);
  g_clear_object (&self->case_);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_case_page_parent_class)->dispose (object);
}

static void
rabta_case_page_finalize (GObject *object)
{
  RabtaCasePage *self = RABTA_CASE_PAGE (object);

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->form_stage);

  G_OBJECT_CLASS (rabta_case_page_parent_class)->finalize (object);
}

static void
rabta_case_page_class_init (RabtaCasePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rabta_case_page_dispose;
  object_class->finalize = rabta_case_page_finalize;
  gtk_widget_class_install_action (widget_class, "case.next", NULL, next_action_cb);
  gtk_widget_class_install_action (widget_class, "case.move", "s", move_action_cb);
  gtk_widget_class_install_action (widget_class, "case.pause", NULL, clock_action_cb);
  gtk_widget_class_install_action (widget_class, "case.resume", NULL, clock_action_cb);
  gtk_widget_class_install_action (widget_class, "case.close", NULL, clock_action_cb);
  gtk_widget_class_install_action (widget_class, "case.reopen", NULL, clock_action_cb);
  gtk_widget_class_install_action (widget_class, "case.log-activity", NULL, log_action_cb);
  gtk_widget_class_install_action (widget_class, "case.new-follow-up", NULL, follow_up_action_cb);
  gtk_widget_class_install_action (widget_class, "case.new-outcome", NULL, outcome_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "case.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK,
                                       "case.next", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rabta_case_page_init (RabtaCasePage *self)
{
}

/**
 * rabta_case_page_new:
 * @id: id of a case
 *
 * Returns: (transfer floating): its page, which fills when it is read
 */
GtkWidget *
rabta_case_page_new (RabtaCasebook   *casebook,
                     const RabtaUuid *id)
{
  RabtaCasePage *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (RABTA_TYPE_CASE_PAGE, NULL);
  self->casebook = g_object_ref (casebook);
  self->id = *id;
  build (self);
  g_signal_connect_object (casebook, "changed", G_CALLBACK (casebook_changed_cb), self, 0);
  update_actions (self);
  load (self);
  return GTK_WIDGET (self);
}
