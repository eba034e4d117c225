/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/partner-page.h"

#include "ui/joined-text.h"
#include "ui/record-page.h"
#include "ui/record-picker.h"
#include "ui/record-profile.h"
#include "ui/related-group.h"
#include "ui/related-groups.h"
#include "ui/timeline.h"

#include <glib/gi18n-lib.h>

/* The page of a buyer, bank, chamber or other partner: who they are, whom to ask, what they showed
 * interest in, and the work with them. */

#define WIDTH 860

static char *
display (RabtaRecord    *record,
         RabtaProgramme *programme,
         const char     *name)
{
  g_autofree char *text = rabta_record_dup_display (record,
    (guint) rabta_kind_find_field (rabta_record_get_info (record), name), programme);

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static char *
describe_participation (RabtaRecord     *record,
                        RabtaProgramme  *programme,
                        char           **subtitle)
{
  g_autoptr (GString) second = g_string_new (NULL);
  g_autofree char *role = display (record, programme, "role");
  g_autofree char *stall = display (record, programme, "stall");
  g_autofree char *interest = display (record, programme, "interest");
  char *title = display (record, programme, "event");

  rabta_joined_text_append (second, role);
  rabta_joined_text_append (second, stall);
  rabta_joined_text_append (second, interest);
  *subtitle = g_string_free (g_steal_pointer (&second), FALSE);
  return title;
}

static char *
describe_case (RabtaRecord     *record,
               RabtaProgramme  *programme,
               char           **subtitle)
{
  g_autoptr (GString) second = g_string_new (NULL);
  g_autofree char *track = display (record, programme, "track");
  g_autofree char *stage = display (record, programme, "stage");
  g_autofree char *status = display (record, programme, "status");
  g_autofree char *subject = display (record, programme, "title");
  char *title = display (record, programme, "enterprise");

  rabta_joined_text_append (second, track);
  rabta_joined_text_append (second, stage);
  rabta_joined_text_append (second, status);
  rabta_joined_text_append (second, subject);
  *subtitle = g_string_free (g_steal_pointer (&second), FALSE);
  return title;
}

static char *
describe_activity (RabtaRecord     *record,
                   RabtaProgramme  *programme,
                   char           **subtitle)
{
  g_autoptr (GString) second = g_string_new (NULL);
  g_autofree char *date = display (record, programme, "date");
  g_autofree char *type = display (record, programme, "type");
  g_autofree char *enterprise = display (record, programme, "enterprise");

  rabta_joined_text_append (second, date);
  rabta_joined_text_append (second, type);
  rabta_joined_text_append (second, enterprise);
  *subtitle = g_string_free (g_steal_pointer (&second), FALSE);
  return rabta_record_dup_title (record);
}

static GtkWidget *
make_group (RabtaCasebook    *casebook,
            RabtaKind         kind,
            const RabtaUuid  *id,
            const char       *sort,
            const char       *title,
            const char       *empty,
            RabtaRelatedFunc  describe)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (kind);

  rabta_query_filter_id (query, "organization", id);
  if (sort != NULL)
    rabta_query_set_sort (query, sort, TRUE);

  return rabta_related_group_new (casebook, query, title, empty, describe);
}

static GtkWidget *
make_interest (RabtaCasebook   *casebook,
               const RabtaUuid *id)
{
  g_autoptr (RabtaRecord) prototype = rabta_record_new (RABTA_KIND_PARTICIPATION);
  GtkWidget *group = make_group (casebook, RABTA_KIND_PARTICIPATION, id, NULL, _("Interest Shown"),
                                 _("No interest has been noted at an event yet"), describe_participation);

  rabta_record_set_ref (prototype, "organization", id);
  rabta_related_group_set_add (RABTA_RELATED_GROUP (group), _("Add the interest shown at an event"),
                               prototype, "organization");
  rabta_related_group_set_editable (RABTA_RELATED_GROUP (group), TRUE);
  rabta_related_group_set_opens (RABTA_RELATED_GROUP (group), "event");
  return group;
}

static GtkWidget *
make_activities (RabtaCasebook   *casebook,
                 const RabtaUuid *id)
{
  g_autoptr (RabtaRecord) prototype = rabta_record_new (RABTA_KIND_ACTIVITY);
  char today[RABTA_DATE_SIZE];
  GtkWidget *group = make_group (casebook, RABTA_KIND_ACTIVITY, id, "date", _("Activities"),
                                 _("Nothing has been logged with this partner yet"), describe_activity);

  rabta_date_today (today);
  rabta_record_set_text (prototype, "date", today);
  rabta_record_set_ref (prototype, "organization", id);
  rabta_record_set_ref (prototype, "officer", rabta_casebook_get_officer (casebook));
  rabta_record_set_ref_title (prototype, "officer", rabta_casebook_get_officer_name (casebook));
  rabta_related_group_set_add (RABTA_RELATED_GROUP (group), _("Log an activity"), prototype, "organization");
  rabta_related_group_set_editable (RABTA_RELATED_GROUP (group), TRUE);
  return group;
}

static GtkWidget *
build (RabtaRecordPage *page,
       RabtaCasebook   *casebook,
       RabtaRecord     *record)
{
  const RabtaUuid *id = rabta_record_get_id (record);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *profile = rabta_record_profile_new (rabta_casebook_get_programme (casebook));

  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), profile);
  gtk_box_append (GTK_BOX (box), rabta_people_group_new (casebook, RABTA_KIND_ORGANIZATION, id));
  gtk_box_append (GTK_BOX (box), make_interest (casebook, id));
  gtk_box_append (GTK_BOX (box), make_group (casebook, RABTA_KIND_CASE, id, "opened", _("Cases"),
                                             _("No case names this partner yet"), describe_case));
  gtk_box_append (GTK_BOX (box), make_activities (casebook, id));
  gtk_box_append (GTK_BOX (box), rabta_timeline_new (casebook, RABTA_KIND_ORGANIZATION, id, FALSE));

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  g_object_set_data (G_OBJECT (scroller), "profile", profile);
  return scroller;
}

static void
show (GtkWidget   *content,
      RabtaRecord *record)
{
  rabta_record_profile_set_record (g_object_get_data (G_OBJECT (content), "profile"), record);
}

static const RabtaRecordPageInfo info = {
  .kind = RABTA_KIND_ORGANIZATION,
  .build = build,
  .show = show,
  .dup_subtitle = rabta_record_dup_subtitle,
};

/**
 * rabta_partner_page_new:
 * @casebook: the casebook
 * @id: of the partner
 *
 * Returns: (transfer floating): the page of a partner
 */
GtkWidget *
rabta_partner_page_new (RabtaCasebook   *casebook,
                        const RabtaUuid *id)
{
  return rabta_record_page_new (casebook, &info, id);
}
