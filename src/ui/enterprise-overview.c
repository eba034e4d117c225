/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/enterprise-overview.h"

#include "ui/documents-group.h"
#include "ui/joined-text.h"
#include "ui/linked-group.h"
#include "ui/related-groups.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>

/* Working days before its due date from which on a stage is pointed out. */
#define SOON 3

static char *
dup_field (RabtaCasebook *casebook,
           RabtaRecord   *record,
           const char    *name)
{
  int index = rabta_kind_find_field (rabta_record_get_info (record), name);
  char *text;

  g_return_val_if_fail (index >= 0, g_strdup (""));

  text = rabta_record_dup_display (record, (guint) index, rabta_casebook_get_programme (casebook));
  return text != NULL ? text : g_strdup ("");
}

static gboolean
is_workday (const char *date,
            gpointer    casebook)
{
  return rabta_casebook_is_workday (casebook, date);
}

/* How a due date stands today, as a badge. */
static void
set_due_badge (RabtaCasebook  *casebook,
               const char     *due,
               RabtaLinkedRow *row)
{
  char today[RABTA_DATE_SIZE];
  int days;

  if (due == NULL)
    return;

  rabta_date_today (today);
  if (strcmp (due, today) < 0)
    {
      days = MAX (1, rabta_date_workdays_between (due, today, is_workday, casebook));
      row->badge = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day late", "%d days late", (gulong) days),
                                    days);
      row->badge_class = "error";
    }
  else if (strcmp (due, today) == 0)
    {
      row->badge = g_strdup (_("Due today"));
      row->badge_class = "warning";
    }
  else
    {
      g_autofree char *date = rabta_date_display (due);

      days = rabta_date_workdays_between (today, due, is_workday, casebook);
      row->badge = g_strdup_printf (_("Due %s"), date);
      row->badge_class = days <= SOON ? "warning" : "dim";
    }
}

static void
describe_case (RabtaCasebook  *casebook,
               RabtaRecord    *record,
               RabtaLinkedRow *row)
{
  g_autofree char *track = dup_field (casebook, record, "track");
  g_autofree char *stage = dup_field (casebook, record, "stage");
  g_autofree char *partner = dup_field (casebook, record, "organization");
  const char *title = rabta_record_get_text (record, "title");
  const char *status = rabta_record_get_text (record, "status");
  GString *subtitle = g_string_new (stage);

  row->title = title != NULL && title[0] != '\0' ? g_strdup_printf ("%s: %s", track, title)
                                                 : g_steal_pointer (&track);
  rabta_joined_text_append (subtitle, partner);
  row->subtitle = g_string_free (subtitle, FALSE);

  if (rabta_record_has (record, "closed"))
    {
      g_autofree char *result = dup_field (casebook, record, "result");

      row->badge = result[0] != '\0' ? g_steal_pointer (&result) : g_strdup (_("Closed"));
      row->badge_class = "dim";
    }
  else if (g_strcmp0 (status, "paused") == 0)
    {
      row->badge = dup_field (casebook, record, "status");
      row->badge_class = "dim";
    }
  else
    set_due_badge (casebook, rabta_record_get_text (record, "due"), row);
}

/* A follow-up ticked in place. */
static void
ticked_saved_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GtkWidget) check = data;
  g_autoptr (GError) error = NULL;

  if (rabta_casebook_save_finish (RABTA_CASEBOOK (source), result, &error))
    rabta_window_add_toast (check, _("Follow-up done"), _("_Undo"), "win.undo");
  else
    rabta_window_show_error (check, _("The Follow-up Was Not Saved"), error);
}

static void
ticked_cb (GtkCheckButton *check,
           RabtaRecord    *record)
{
  RabtaCasebook *casebook = g_object_get_data (G_OBJECT (check), "casebook");
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  char today[RABTA_DATE_SIZE];

  if (!gtk_check_button_get_active (check))
    return;

  rabta_date_today (today);
  rabta_record_set_int (record, "done", 1);
  rabta_record_set_text (record, "done_on", today);
  g_ptr_array_add (records, record);
  gtk_widget_set_sensitive (GTK_WIDGET (check), FALSE);
  rabta_casebook_save_async (casebook, records, _("Complete follow-up"), NULL, ticked_saved_cb,
                             g_object_ref (check));
}

static void
describe_follow_up (RabtaCasebook  *casebook,
                    RabtaRecord    *record,
                    RabtaLinkedRow *row)
{
  GtkWidget *check = gtk_check_button_new ();

  row->title = rabta_record_dup_title (record);
  row->subtitle = dup_field (casebook, record, "officer");
  set_due_badge (casebook, rabta_record_get_text (record, "due"), row);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (check, _("Done"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Done"), -1);
  g_object_set_data_full (G_OBJECT (check), "casebook", g_object_ref (casebook), g_object_unref);
  g_signal_connect_data (check, "toggled", G_CALLBACK (ticked_cb), g_object_ref (record),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  row->prefix = check;
}

static void
describe_participation (RabtaCasebook  *casebook,
                        RabtaRecord    *record,
                        RabtaLinkedRow *row)
{
  g_autofree char *role = dup_field (casebook, record, "role");
  const char *stall = rabta_record_get_text (record, "stall");
  const char *interest = rabta_record_get_text (record, "interest");
  GString *subtitle = g_string_new (role);

  row->title = dup_field (casebook, record, "event");
  if (stall != NULL && stall[0] != '\0')
    {
      g_string_append (subtitle, " · ");
      g_string_append_printf (subtitle, _("Stall %s"), stall);
    }
  rabta_joined_text_append (subtitle, interest);
  row->subtitle = g_string_free (subtitle, FALSE);
}

static RabtaQuery *
query_of (RabtaKind        kind,
          const RabtaUuid *id)
{
  RabtaQuery *query = rabta_query_new (kind);

  rabta_query_filter_id (query, "enterprise", id);
  return query;
}

static GVariant *
new_for (const char *kind,
         const char *id)
{
  return g_variant_new ("(ssss)", kind, "enterprise", id, "");
}

/**
 * rabta_enterprise_overview_new:
 * @casebook: the casebook
 * @id: the enterprise
 *
 * Makes the groups that say how an enterprise stands.
 *
 * Returns: (transfer floating): a box
 */
GtkWidget *
rabta_enterprise_overview_new (RabtaCasebook   *casebook,
                               const RabtaUuid *id)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  g_autoptr (RabtaQuery) cases = query_of (RABTA_KIND_CASE, id);
  g_autoptr (RabtaQuery) follow_ups = query_of (RABTA_KIND_FOLLOW_UP, id);
  g_autoptr (RabtaQuery) participations = query_of (RABTA_KIND_PARTICIPATION, id);
  char text[RABTA_UUID_TEXT_LENGTH + 1];
  GtkWidget *group;

  rabta_uuid_format (id, text);
  rabta_query_set_sort (cases, "opened", TRUE);
  group = rabta_linked_group_new (casebook, cases, _("Cases"), _("No case yet"), "win.open-record",
                                  describe_case);
  rabta_linked_group_set_add (RABTA_LINKED_GROUP (group), _("Open a Case"), "enterprise.open-case", NULL);
  gtk_box_append (GTK_BOX (box), group);

  rabta_query_filter (follow_ups, "done", RABTA_FILTER_NOT_EQUAL, "true");
  rabta_query_set_sort (follow_ups, "due", FALSE);
  group = rabta_linked_group_new (casebook, follow_ups, _("Follow-ups to Do"), _("Nothing to follow up"),
                                  "win.edit-record", describe_follow_up);
  rabta_linked_group_set_add (RABTA_LINKED_GROUP (group), _("Add a follow-up"), "win.new-record-for",
                              new_for ("follow-up", text));
  gtk_box_append (GTK_BOX (box), group);

  gtk_box_append (GTK_BOX (box), rabta_people_group_new (casebook, RABTA_KIND_ENTERPRISE, id));
  gtk_box_append (GTK_BOX (box), rabta_products_group_new (casebook, id));

  gtk_box_append (GTK_BOX (box), rabta_documents_group_new (casebook, RABTA_KIND_ENTERPRISE, id));

  group = rabta_linked_group_new (casebook, participations, _("Events"), _("Took part in no event yet"),
                                  "win.edit-record", describe_participation);
  rabta_linked_group_set_add (RABTA_LINKED_GROUP (group), _("Add to an event"), "win.new-record-for",
                              new_for ("participation", text));
  gtk_box_append (GTK_BOX (box), group);

  return box;
}
