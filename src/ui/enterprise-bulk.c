/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/enterprise-bulk.h"

#include "ui/bulk-dialog.h"
#include "ui/case-opening.h"
#include "ui/dialogs.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>

/* From how many records on a deletion is asked about before; fewer are undone from the toast. */
#define MANY 20

/* One bulk action under way: first the dialog (if any), then the records, then the save. */
typedef struct
{
  GtkWidget        *place;
  RabtaRecordTable *table;
  RabtaCasebook    *casebook;
  RabtaBulkDialog  *dialog; /* or NULL */
  GPtrArray        *records;
  const char       *field;  /* to be set; static */
  void            (*act) (gpointer job);
} Job;

static Job *
job_new (GtkWidget *place,
         void     (*act) (gpointer job))
{
  Job *job = g_new0 (Job, 1);

  job->place = g_object_ref (place);
  job->table = g_object_ref (g_object_get_data (G_OBJECT (place), "bulk-table"));
  job->casebook = g_object_ref (g_object_get_data (G_OBJECT (place), "bulk-casebook"));
  job->act = act;

  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->place);
  g_clear_object (&job->table);
  g_clear_object (&job->casebook);
  g_clear_object (&job->dialog);
  g_clear_pointer (&job->records, g_ptr_array_unref);
  g_free (job);
}

static void
fail (Job          *job,
      const char   *heading,
      const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rabta_window_show_error (job->place, heading, error);
}

static void
selection_loaded_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  job->records = rabta_record_table_load_selected_finish (RABTA_RECORD_TABLE (source), result, &error);
  if (job->records == NULL)
    {
      fail (job, _("The Selection Could Not Be Read"), error);
      job_free (job);
      return;
    }

  job->act (job);
}

static void
load_selection (Job *job)
{
  rabta_record_table_load_selected_async (job->table, NULL, selection_loaded_cb, job);
}

static void
apply_cb (RabtaBulkDialog *dialog,
          Job            **job)
{
  Job *taken = g_steal_pointer (job);

  if (taken != NULL)
    {
      taken->dialog = g_object_ref (dialog);
      load_selection (taken);
    }
}

static void
job_box_free (gpointer  data,
              GClosure *closure)
{
  Job **box = data;

  if (*box != NULL)
    job_free (*box);
  g_free (box);
}

/* The dialog owns the job until it is applied. */
static void
present (RabtaBulkDialog *dialog,
         Job             *job)
{
  Job **box = g_new (Job *, 1);

  *box = job;
  g_signal_connect_data (dialog, "apply", G_CALLBACK (apply_cb), box, job_box_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static char *
describe_selection (Job *job)
{
  guint n = rabta_record_table_get_n_selected (job->table);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "For %'u enterprise.",
                                       "For %'u enterprises.", n), n);
}

/* -- Setting a field -- */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (rabta_casebook_save_finish (RABTA_CASEBOOK (source), result, &error))
    {
      g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u enterprise changed",
                                                            "%'u enterprises changed", job->records->len),
                                               job->records->len);

      rabta_window_add_toast (job->place, text, _("_Undo"), "win.undo");
    }
  else
    fail (job, _("The Enterprises Were Not Changed"), error);
  job_free (job);
}

static void
set_field (gpointer data)
{
  Job *job = data;
  const RabtaKindInfo *info = rabta_kind_get_info (RABTA_KIND_ENTERPRISE);
  const RabtaField *field = &info->fields[rabta_kind_find_field (info, job->field)];
  g_autofree char *action = NULL;

  for (guint i = 0; i < job->records->len; i++)
    rabta_bulk_dialog_fill (job->dialog, job->field, g_ptr_array_index (job->records, i));

  /* Translators: an entry of the undo list; the name of a field and a number of enterprises */
  action = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Set “%s” of %u enterprise",
                                         "Set “%s” of %u enterprises", job->records->len),
                            _(field->heading), job->records->len);
  rabta_casebook_save_async (job->casebook, job->records, action, NULL, saved_cb, job);
}

static void
start_setting (GtkWidget  *place,
               const char *field,
               const char *title)
{
  Job *job = job_new (place, set_field);
  g_autofree char *description = describe_selection (job);
  RabtaBulkDialog *dialog = rabta_bulk_dialog_new (place, job->casebook, title, description, _("_Set"));

  job->field = field;
  /* Not required: emptying the field of many is as good a wish as filling it. */
  rabta_bulk_dialog_add_field (dialog, RABTA_KIND_ENTERPRISE, field, FALSE);
  present (dialog, job);
}

/* -- Opening cases -- */

static void
open_cases (gpointer data)
{
  Job *job = data;

  if (job->records->len > 0)
    rabta_case_opening_present (job->place, job->casebook, job->records);
  job_free (job);
}

static void
open_cases_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       place)
{
  load_selection (job_new (place, open_cases));
}

/* -- Taking part in an event -- */

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (rabta_casebook_save_finish (RABTA_CASEBOOK (source), result, &error))
    {
      g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                            "%'u enterprise added to the event",
                                                            "%'u enterprises added to the event",
                                                            job->records->len), job->records->len);

      rabta_window_add_toast (job->place, text, _("_Undo"), "win.undo");
    }
  else
    fail (job, _("The Enterprises Were Not Added"), error);
  job_free (job);
}

static gboolean
takes_part (GPtrArray       *present_ones,
            const RabtaUuid *enterprise)
{
  for (guint i = 0; i < present_ones->len; i++)
    {
      const RabtaUuid *other = rabta_record_get_ref (g_ptr_array_index (present_ones, i), "enterprise");

      if (other != NULL && rabta_uuid_equal (other, enterprise))
        return TRUE;
    }

  return FALSE;
}

static void
participations_loaded_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) already = rabta_casebook_query_finish (RABTA_CASEBOOK (source), result, &error);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *action = NULL;

  if (already == NULL)
    {
      fail (job, _("The Enterprises Were Not Added"), error);
      job_free (job);
      return;
    }

  for (guint i = 0; i < job->records->len; i++)
    {
      const RabtaUuid *id = rabta_record_get_id (g_ptr_array_index (job->records, i));
      RabtaRecord *participation;

      if (takes_part (already, id))
        continue;
      participation = rabta_record_new (RABTA_KIND_PARTICIPATION);
      rabta_bulk_dialog_fill (job->dialog, "event", participation);
      rabta_bulk_dialog_fill (job->dialog, "role", participation);
      rabta_record_set_ref (participation, "enterprise", id);
      g_ptr_array_add (added, participation);
    }
  if (added->len == 0)
    {
      rabta_window_add_toast (job->place, _("Each of them takes part already"), NULL, NULL);
      job_free (job);
      return;
    }

  g_ptr_array_unref (job->records);
  job->records = g_steal_pointer (&added);
  action = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Add %u enterprise to an event",
                                         "Add %u enterprises to an event", job->records->len),
                            job->records->len);
  rabta_casebook_save_async (job->casebook, job->records, action, NULL, added_cb, job);
}

static void
add_to_event (gpointer data)
{
  Job *job = data;
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_PARTICIPATION);
  RabtaUuid event;

  if (!rabta_bulk_dialog_get_id (job->dialog, "event", &event))
    {
      job_free (job);
      return;
    }
  rabta_query_filter_id (query, "event", &event);
  rabta_casebook_query_async (job->casebook, query, 0, NULL, participations_loaded_cb, job);
}

static void
add_to_event_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       place)
{
  Job *job = job_new (place, add_to_event);
  g_autofree char *description = describe_selection (job);
  RabtaBulkDialog *dialog = rabta_bulk_dialog_new (place, job->casebook, _("Add to an Event"),
                                                   description, _("_Add"));

  rabta_bulk_dialog_add_field (dialog, RABTA_KIND_PARTICIPATION, "event", TRUE);
  rabta_bulk_dialog_add_field (dialog, RABTA_KIND_PARTICIPATION, "role", TRUE);
  present (dialog, job);
}

/* -- Deleting -- */

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (rabta_casebook_delete_finish (RABTA_CASEBOOK (source), result, &error))
    {
      g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u enterprise deleted",
                                                            "%'u enterprises deleted", job->records->len),
                                               job->records->len);

      rabta_record_table_unselect_all (job->table);
      rabta_window_add_toast (job->place, text, _("_Undo"), "win.undo");
    }
  else
    fail (job, _("The Enterprises Were Not Deleted"), error);
  job_free (job);
}

static void
delete_records (gpointer data)
{
  Job *job = data;
  g_autofree char *action = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Delete %u enterprise",
                                                          "Delete %u enterprises", job->records->len),
                                             job->records->len);

  if (job->records->len == 0)
    {
      job_free (job);
      return;
    }
  rabta_casebook_delete_async (job->casebook, job->records, action, NULL, deleted_cb, job);
}

static void
delete_confirmed_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  Job *job = data;

  if (rabta_dialogs_confirm_finish (result, NULL))
    load_selection (job);
  else
    job_free (job);
}

static void
delete_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       place)
{
  Job *job = job_new (place, delete_records);
  guint n = rabta_record_table_get_n_selected (job->table);
  g_autofree char *heading = NULL;

  if (n < MANY)
    {
      load_selection (job);
      return;
    }
  heading = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Delete %'u Enterprise?",
                                          "Delete %'u Enterprises?", n), n);
  rabta_dialogs_confirm_async (place, heading,
                               _("They can be brought back with Undo. Their cases stay."),
                               _("_Delete"), TRUE, delete_confirmed_cb, job);
}

static void
assign_officer_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       place)
{
  start_setting (place, "officer", _("Assign an Officer"));
}

static void
set_cluster_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       place)
{
  start_setting (place, "cluster", _("Set the Cluster"));
}

static void
set_sector_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       place)
{
  start_setting (place, "sector", _("Set the Sector"));
}

static void
set_status_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       place)
{
  start_setting (place, "status", _("Set the Status"));
}

static void
selection_changed_cb (RabtaRecordTable   *table,
                      GSimpleActionGroup *actions)
{
  gboolean any = rabta_record_table_get_n_selected (table) > 0;
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (actions));

  for (guint i = 0; names[i] != NULL; i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (actions),
                                                                              names[i])), any);
}

/**
 * rabta_enterprise_bulk_install:
 * @place: the place; the actions live in it
 * @casebook: where the enterprises are
 * @table: where they are selected
 *
 * Installs what can be done with a selection of enterprises.
 */
void
rabta_enterprise_bulk_install (GtkWidget        *place,
                               RabtaCasebook    *casebook,
                               RabtaRecordTable *table)
{
  static const GActionEntry entries[] = {
    { .name = "open-cases", .activate = open_cases_cb },
    { .name = "assign-officer", .activate = assign_officer_cb },
    { .name = "set-cluster", .activate = set_cluster_cb },
    { .name = "set-sector", .activate = set_sector_cb },
    { .name = "set-status", .activate = set_status_cb },
    { .name = "add-to-event", .activate = add_to_event_cb },
    { .name = "delete", .activate = delete_cb },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_return_if_fail (GTK_IS_WIDGET (place));

  g_object_set_data_full (G_OBJECT (place), "bulk-casebook", g_object_ref (casebook), g_object_unref);
  g_object_set_data (G_OBJECT (place), "bulk-table", table);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), place);
  gtk_widget_insert_action_group (place, "register", G_ACTION_GROUP (actions));
  g_signal_connect_object (table, "selection-changed", G_CALLBACK (selection_changed_cb), actions, 0);
  selection_changed_cb (table, actions);
}

GMenuModel *
rabta_enterprise_bulk_make_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) set = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();

  g_menu_append (set, _("Assign an _Officer…"), "register.assign-officer");
  g_menu_append (set, _("Set the _Cluster…"), "register.set-cluster");
  g_menu_append (set, _("Set the S_ector…"), "register.set-sector");
  g_menu_append (set, _("Set the _Status…"), "register.set-status");
  g_menu_append (set, _("Add to an E_vent…"), "register.add-to-event");
  g_menu_append (last, _("_Delete"), "register.delete");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (set));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));

  return G_MENU_MODEL (menu);
}
