/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kinds/kinds.h"

/* name, kind, flags, privacy, XML element, heading, format, target, hint */
static const RabtaField fields[] = {
  { "event", RABTA_FIELD_REFERENCE, REQ | RABTA_FIELD_OWNER, LINK, "event", N_("Event"), RABTA_FORMAT_NONE, "event", NULL },
  { "enterprise", RABTA_FIELD_REFERENCE, RABTA_FIELD_OWNER, LINK, "enterprise", N_("Enterprise"), RABTA_FORMAT_NONE, "enterprise", NULL },
  { "organization", RABTA_FIELD_REFERENCE, RABTA_FIELD_OWNER, LINK, "organization", N_("Partner"), RABTA_FORMAT_NONE, "organization", NULL },
  { "role", RABTA_FIELD_CHOICE, REQ, OPEN, "role", N_("Role"), RABTA_FORMAT_NONE, "participation-role", NULL },
  { "stall", RABTA_FIELD_TEXT, SRCH, WORDS, "stall", N_("Stall"), RABTA_FORMAT_NONE, NULL, NULL },
  { "interest", RABTA_FIELD_LONG_TEXT, SRCH, WORDS, "interest", N_("Interest shown"), RABTA_FORMAT_NONE, NULL, NULL },
};

const RabtaKindInfo rabta_participation_info = {
  .kind = RABTA_KIND_PARTICIPATION,
  .name = "participation",
  .table = "participation",
  .plural = "participations",
  .heading = N_("Participation"),
  .heading_plural = N_("Participations"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title = 3, /* role */
  .has_extra = FALSE,
  .get_type = rabta_participation_get_type,
};

RABTA_DEFINE_RECORD (RabtaParticipation, rabta_participation)
