/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kinds/kinds.h"

/* name, kind, flags, privacy, XML element, heading, format, target, hint */
static const RabtaField fields[] = {
  { "name", RABTA_FIELD_TEXT, REQ | SRCH, NAMES, "name", N_("Name"), RABTA_FORMAT_NONE, NULL, NULL },
  { "type", RABTA_FIELD_CHOICE, 0, OPEN, "type", N_("Type"), RABTA_FORMAT_NONE, "event-type", NULL },
  { "starts", RABTA_FIELD_DATE, REQ, DAY, "starts", N_("Starts"), RABTA_FORMAT_NONE, NULL, NULL },
  { "ends", RABTA_FIELD_DATE, 0, DAY, "ends", N_("Ends"), RABTA_FORMAT_NONE, NULL, NULL },
  { "place", RABTA_FIELD_TEXT, SRCH, CONTACT, "place", N_("Place"), RABTA_FORMAT_NONE, NULL, NULL },
  { "district", RABTA_FIELD_CHOICE, 0, OPEN, "district", N_("District"), RABTA_FORMAT_NONE, "district", NULL },
  { "organizer", RABTA_FIELD_REFERENCE, 0, LINK, "organizer", N_("Organized by"), RABTA_FORMAT_NONE, "organization", NULL },
  { "notes", RABTA_FIELD_LONG_TEXT, SRCH, WORDS, "notes", N_("Notes"), RABTA_FORMAT_NONE, NULL, NULL },
};

const RabtaKindInfo rabta_event_info = {
  .kind = RABTA_KIND_EVENT,
  .name = "event",
  .table = "event",
  .plural = "events",
  .heading = N_("Event"),
  .heading_plural = N_("Events"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title = 0, /* name */
  .has_extra = FALSE,
  .get_type = rabta_event_get_type,
};

RABTA_DEFINE_RECORD (RabtaEvent, rabta_event)
