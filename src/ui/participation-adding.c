/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/participation-adding.h"

#include "ui/record-form.h"
#include "ui/record-picker.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>

/* First who, then as what: the second window asks role, stall and interest once for all of them. */

typedef struct
{
  GtkWidget     *parent;
  GtkWidget     *window;     /* of the second step */
  GtkWidget     *form;
  GtkWidget     *add_button;
  GtkWidget     *error_label;
  RabtaCasebook *casebook;
  GPtrArray     *records;    /* who */
  RabtaUuid      event;
  const char    *field;      /* "enterprise" or "organization" */
} Adding;

static void
adding_free (Adding *self)
{
  g_object_unref (self->parent);
  g_object_unref (self->casebook);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_free (self);
}

/* What the writer's thread works on: nothing of the window. */
typedef struct
{
  RabtaRecord *prototype;
  GArray      *ids;       /* of RabtaUuid */
  const char  *field;
  guint        n_added;
} AddJob;

static void
add_job_free (AddJob *job)
{
  g_object_unref (job->prototype);
  g_array_unref (job->ids);
  g_free (job);
}

static gboolean
takes_part (GPtrArray       *present,
            const char      *field,
            const char      *role,
            const RabtaUuid *id)
{
  for (guint i = 0; i < present->len; i++)
    {
      RabtaRecord *record = g_ptr_array_index (present, i);
      const RabtaUuid *who = rabta_record_get_ref (record, field);

      if (who != NULL && rabta_uuid_equal (who, id)
          && g_strcmp0 (rabta_record_get_text (record, "role"), role) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
add_job (RabtaBatch    *batch,
         gpointer       user_data,
         GCancellable  *cancellable,
         GError       **error)
{
  AddJob *job = user_data;
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_PARTICIPATION);
  g_autoptr (GPtrArray) present = NULL;

  rabta_query_filter_id (query, "event", rabta_record_get_ref (job->prototype, "event"));
  present = rabta_batch_query (batch, query, 0, error);
  if (present == NULL)
    return FALSE;

  for (guint i = 0; i < job->ids->len; i++)
    {
      const RabtaUuid *id = &g_array_index (job->ids, RabtaUuid, i);
      g_autoptr (RabtaRecord) record = NULL;

      if (takes_part (present, job->field, rabta_record_get_text (job->prototype, "role"), id))
        continue;

      record = rabta_record_new (RABTA_KIND_PARTICIPATION);
      rabta_record_set_ref (record, "event", rabta_record_get_ref (job->prototype, "event"));
      rabta_record_set_ref (record, job->field, id);
      rabta_record_set_text (record, "role", rabta_record_get_text (job->prototype, "role"));
      if (rabta_record_has (job->prototype, "stall"))
        rabta_record_set_text (record, "stall", rabta_record_get_text (job->prototype, "stall"));
      if (rabta_record_has (job->prototype, "interest"))
        rabta_record_set_text (record, "interest", rabta_record_get_text (job->prototype, "interest"));

      if (!rabta_batch_save (batch, record, error))
        return FALSE;

      job->n_added++;
    }

  return TRUE;
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  Adding *self = g_object_get_data (G_OBJECT (window), "adding");
  AddJob *job = g_object_get_data (G_OBJECT (window), "job");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (!rabta_casebook_write_finish (RABTA_CASEBOOK (source), result, &error))
    {
      gtk_label_set_text (GTK_LABEL (self->error_label), error->message);
      gtk_widget_set_visible (self->error_label, TRUE);
      gtk_widget_set_sensitive (self->add_button, TRUE);
      return;
    }

  text = job->n_added > 0 ? g_strdup_printf (ngettext ("%u participant added", "%u participants added",
                                                       job->n_added), job->n_added)
                          : g_strdup (_("All of them take part already"));
  rabta_window_add_toast (self->parent, text, job->n_added > 0 ? _("_Undo") : NULL,
                          job->n_added > 0 ? "win.undo" : NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_cb (Adding *self)
{
  g_autoptr (GError) error = NULL;
  AddJob *job;

  if (!rabta_record_form_validate (RABTA_RECORD_FORM (self->form), &error))
    return;

  job = g_new0 (AddJob, 1);
  job->prototype = rabta_record_copy (rabta_record_form_get_record (RABTA_RECORD_FORM (self->form)));
  job->field = self->field;
  job->ids = g_array_new (FALSE, FALSE, sizeof (RabtaUuid));
  for (guint i = 0; i < self->records->len; i++)
    g_array_append_vals (job->ids, rabta_record_get_id (g_ptr_array_index (self->records, i)), 1);

  gtk_widget_set_visible (self->error_label, FALSE);
  gtk_widget_set_sensitive (self->add_button, FALSE);
  g_object_set_data_full (G_OBJECT (self->window), "job", job, (GDestroyNotify) add_job_free);
  rabta_casebook_write_async (self->casebook, _("Add participants"), add_job, job, NULL, NULL, added_cb,
                              g_object_ref (self->window));
}

static GtkWidget *
make_header (Adding *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%u participant", "%u participants",
                                                         self->records->len), self->records->len);

  self->add_button = gtk_button_new_with_mnemonic (_("_Add"));
  gtk_widget_add_css_class (self->add_button, "suggested-action");
  g_signal_connect_swapped (self->add_button, "clicked", G_CALLBACK (add_cb), self);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new (_("Took Part As"), subtitle));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->add_button);
  return header;
}

static GtkWidget *
make_form (Adding *self)
{
  static const char * const names[] = { "role", "stall", "interest" };
  const RabtaKindInfo *info = rabta_kind_get_info (RABTA_KIND_PARTICIPATION);
  g_autoptr (RabtaRecord) prototype = rabta_record_new (RABTA_KIND_PARTICIPATION);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  rabta_record_set_ref (prototype, "event", &self->event);
  rabta_record_set_ref (prototype, self->field, rabta_record_get_id (g_ptr_array_index (self->records, 0)));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (fields, (gpointer) &info->fields[rabta_kind_find_field (info, names[i])]);

  self->form = rabta_record_form_new_empty (self->casebook, prototype);
  rabta_record_form_set_fields (RABTA_RECORD_FORM (self->form), NULL, fields);
  return self->form;
}

static void
add_close_on_escape (GtkWidget *window)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, shortcuts);
}

static void
picked_cb (GPtrArray *records,
           gpointer   user_data)
{
  Adding *first = user_data;
  Adding *self = g_memdup2 (first, sizeof *first);
  GtkRoot *root = gtk_widget_get_root (first->parent);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  g_object_ref (self->parent);
  g_object_ref (self->casebook);
  self->records = g_ptr_array_ref (records);
  self->error_label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error_label), TRUE);
  gtk_widget_add_css_class (self->error_label, "error");
  gtk_widget_set_visible (self->error_label, FALSE);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), self->error_label);
  gtk_box_append (GTK_BOX (box), make_form (self));
  gtk_box_append (GTK_BOX (content), make_header (self));
  gtk_box_append (GTK_BOX (content), box);

  self->window = g_object_new (ADW_TYPE_WINDOW, "title", _("Took Part As"), "modal", TRUE,
                               "destroy-with-parent", TRUE, "transient-for", GTK_IS_WINDOW (root) ? root : NULL,
                               "default-width", 440, "width-request", 320, "content", content, NULL);
  g_object_set_data_full (G_OBJECT (self->window), "adding", self, (GDestroyNotify) adding_free);
  add_close_on_escape (self->window);
  gtk_window_present (GTK_WINDOW (self->window));
  rabta_record_form_focus_field (RABTA_RECORD_FORM (self->form), NULL);
}

/**
 * rabta_participation_adding_present:
 * @parent: a widget of the window to appear over
 * @casebook: the casebook
 * @event: id of the event
 * @kind: %RABTA_KIND_ENTERPRISE or %RABTA_KIND_ORGANIZATION
 *
 * Asks who took part and as what, and adds them.
 */
void
rabta_participation_adding_present (GtkWidget       *parent,
                                    RabtaCasebook   *casebook,
                                    const RabtaUuid *event,
                                    RabtaKind        kind)
{
  Adding *self;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (event != NULL);
  g_return_if_fail (kind == RABTA_KIND_ENTERPRISE || kind == RABTA_KIND_ORGANIZATION);

  self = g_new0 (Adding, 1);
  self->parent = g_object_ref (parent);
  self->casebook = g_object_ref (casebook);
  self->event = *event;
  self->field = rabta_kind_get_info (kind)->name;
  rabta_record_picker_present (parent, casebook, kind, NULL, TRUE,
                               kind == RABTA_KIND_ENTERPRISE ? _("Add Enterprises") : _("Add Partners"),
                               picked_cb, self, (GDestroyNotify) adding_free);
}
