/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/places.h"

#include "model/conflicts.h"
#include "ui/activity-dialog.h"
#include "ui/case-page.h"
#include "ui/cases-place.h"
#include "ui/conflicts-place.h"
#include "ui/enterprise-page.h"
#include "ui/enterprises-place.h"
#include "ui/exchange-place.h"
#include "ui/export-dialog.h"
#include "ui/import-dialog.h"
#include "ui/partner-page.h"
#include "ui/partners-place.h"
#include "ui/record-editor.h"
#include "ui/today-place.h"
#include "ui/validate-dialog.h"

#include <glib/gi18n-lib.h>

/* A place, a page, an editor or a tool that is made becomes reachable by its line here. */

static RabtaQuery *
count_enterprises (void)
{
  return rabta_query_new (RABTA_KIND_ENTERPRISE);
}

static RabtaQuery *
count_open_cases (void)
{
  RabtaQuery *query = rabta_query_new (RABTA_KIND_CASE);

  rabta_query_filter (query, "status", RABTA_FILTER_NOT_EQUAL, "closed");
  return query;
}

static RabtaQuery *
count_partners (void)
{
  return rabta_query_new (RABTA_KIND_ORGANIZATION);
}

static RabtaQuery *
count_events (void)
{
  return rabta_query_new (RABTA_KIND_EVENT);
}

static void
edit_record (GtkWidget     *parent,
             RabtaCasebook *casebook,
             RabtaRecord   *record)
{
  rabta_record_editor_present (parent, casebook, record, NULL);
}

static void
import_list (GtkWidget     *parent,
             RabtaCasebook *casebook)
{
  rabta_import_dialog_present (parent, casebook, NULL);
}

static const RabtaPlaceInfo places[] = {
  { "today", N_("Today"), "rabta-today-symbolic", rabta_today_place_new, rabta_today_place_overdue_follow_ups, TRUE, rabta_today_place_overdue_cases },
  { "enterprises", N_("Enterprises"), "rabta-enterprises-symbolic", rabta_enterprises_place_new, count_enterprises, FALSE },
  { "cases", N_("Cases"), "rabta-cases-symbolic", rabta_cases_place_new, count_open_cases, FALSE },
  { "partners", N_("Partners"), "rabta-partners-symbolic", rabta_partners_place_new, count_partners, FALSE },
  { "events", N_("Events"), "rabta-events-symbolic", rabta_events_place_new, count_events, FALSE },
  { "exchange", N_("Exchange"), "rabta-exchange-symbolic", rabta_exchange_place_new, NULL, FALSE },
  { .name = "conflicts", .title = N_("Conflicts"), .icon = "dialog-warning-symbolic", .create = rabta_conflicts_place_new, .urgent = TRUE,
    .count_async = rabta_casebook_count_conflicts_async, .count_finish = rabta_casebook_count_conflicts_finish, .optional = TRUE },
  { NULL },
};

static const RabtaRecordInfo kinds[] = {
  { RABTA_KIND_ENTERPRISE, "rabta-enterprises-symbolic", rabta_enterprise_page_new, edit_record },
  { RABTA_KIND_CASE, "rabta-cases-symbolic", rabta_case_page_new, edit_record },
  { RABTA_KIND_ORGANIZATION, "rabta-partners-symbolic", rabta_partner_page_new, edit_record },
  { RABTA_KIND_EVENT, "rabta-events-symbolic", rabta_event_page_new, edit_record },
  { RABTA_KIND_PERSON, "avatar-default-symbolic", NULL, edit_record },
  { RABTA_KIND_PRODUCT, "package-x-generic-symbolic", NULL, edit_record },
  { RABTA_KIND_PARTICIPATION, "rabta-events-symbolic", NULL, edit_record },
  { RABTA_KIND_ACTIVITY, "call-start-symbolic", NULL, rabta_activity_dialog_edit },
  { RABTA_KIND_FOLLOW_UP, "alarm-symbolic", NULL, edit_record },
  { RABTA_KIND_OUTCOME, "emblem-ok-symbolic", NULL, edit_record },
  { RABTA_KIND_DOCUMENT, "text-x-generic-symbolic", NULL, edit_record },
  { RABTA_KIND_TARGET, "document-edit-symbolic", NULL, edit_record },
  { RABTA_KIND_HOLIDAY, "x-office-calendar-symbolic", NULL, edit_record },
  { RABTA_KIND_OFFICER, "avatar-default-symbolic", NULL, edit_record },
  { RABTA_KIND_NONE },
};

static const RabtaToolInfo tools = {
  .import = import_list,
  .export_ = rabta_export_dialog_present,
  .validate = rabta_validate_dialog_present,
};

/**
 * rabta_places_get:
 * @n_places: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_places): the places of the sidebar, in its order
 */
const RabtaPlaceInfo *
rabta_places_get (guint *n_places)
{
  g_return_val_if_fail (n_places != NULL, NULL);

  for (*n_places = 0; places[*n_places].name != NULL; (*n_places)++)
    ;
  return places;
}

/**
 * rabta_places_find:
 * @name: (nullable): name of a place
 *
 * Returns: (transfer none) (nullable): the place, or %NULL where there is none of the name
 */
const RabtaPlaceInfo *
rabta_places_find (const char *name)
{
  for (guint i = 0; places[i].name != NULL; i++)
    if (g_strcmp0 (places[i].name, name) == 0)
      return &places[i];
  return NULL;
}

/**
 * rabta_places_find_kind:
 *
 * Returns: (transfer none) (nullable): how records of @kind are shown, or %NULL where they are not
 */
const RabtaRecordInfo *
rabta_places_find_kind (RabtaKind kind)
{
  for (guint i = 0; kinds[i].kind != RABTA_KIND_NONE; i++)
    if (kinds[i].kind == kind)
      return &kinds[i];
  return NULL;
}

/**
 * rabta_places_get_tools:
 *
 * Returns: (transfer none): what the menu opens beside the places
 */
const RabtaToolInfo *
rabta_places_get_tools (void)
{
  return &tools;
}
