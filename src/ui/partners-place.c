/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/partners-place.h"

#include <glib/gi18n-lib.h>

static const char * const partner_columns[] = { "name", "type", "city", "country", "phone", "email", NULL };
static const char * const partner_filters[] = { "type", "country", "district", NULL };
static const char * const event_columns[] = { "name", "type", "starts", "ends", "place", "district", NULL };
static const char * const event_filters[] = { "type", "district", "organizer", NULL };

static const RabtaListPlaceInfo partners = {
  .kind = RABTA_KIND_ORGANIZATION,
  .title = N_("Partners"),
  .new_label = N_("New Partner"),
  .settings_name = "partners",
  .columns = partner_columns,
  .filters = partner_filters,
  .empty_icon = "rabta-partners-symbolic",
  .empty_title = N_("No Partners Yet"),
  .empty_text = N_("Buyers, banks, chambers, trade and certification bodies that you work with are kept here."),
};

static const RabtaListPlaceInfo events = {
  .kind = RABTA_KIND_EVENT,
  .title = N_("Events"),
  .new_label = N_("New Event"),
  .settings_name = "events",
  .columns = event_columns,
  .filters = event_filters,
  .empty_icon = "rabta-events-symbolic",
  .empty_title = N_("No Events Yet"),
  .empty_text = N_("Expos, workshops and policy dialogues, and who took part in them, are kept here."),
};

/**
 * rabta_partners_place_new:
 * @casebook: the casebook
 *
 * Returns: (transfer floating): the place "Partners"
 */
GtkWidget *
rabta_partners_place_new (RabtaCasebook *casebook)
{
  return rabta_list_place_new (casebook, &partners);
}

/**
 * rabta_events_place_new:
 * @casebook: the casebook
 *
 * Returns: (transfer floating): the place "Events"
 */
GtkWidget *
rabta_events_place_new (RabtaCasebook *casebook)
{
  return rabta_list_place_new (casebook, &events);
}
