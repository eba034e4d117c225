/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kinds/kinds.h"

/* name, kind, flags, privacy, XML element, heading, format, target, hint */
static const RabtaField fields[] = {
  { "type", RABTA_FIELD_CHOICE, REQ, OPEN, "type", N_("Type"), RABTA_FORMAT_NONE, "activity-type", NULL },
  { "date", RABTA_FIELD_DATE, REQ, DAY, "date", N_("Date"), RABTA_FORMAT_NONE, NULL, NULL },
  { "summary", RABTA_FIELD_TEXT, REQ | SRCH, WORDS, "summary", N_("What happened"), RABTA_FORMAT_NONE, NULL, NULL },
  { "details", RABTA_FIELD_LONG_TEXT, SRCH, WORDS, "details", N_("Details"), RABTA_FORMAT_NONE, NULL, NULL },
  { "enterprise", RABTA_FIELD_REFERENCE, RABTA_FIELD_OWNER, LINK, "enterprise", N_("Enterprise"), RABTA_FORMAT_NONE, "enterprise", NULL },
  { "case", RABTA_FIELD_REFERENCE, RABTA_FIELD_OWNER, LINK, "case", N_("Case"), RABTA_FORMAT_NONE, "case", NULL },
  { "organization", RABTA_FIELD_REFERENCE, RABTA_FIELD_OWNER, LINK, "organization", N_("Partner"), RABTA_FORMAT_NONE, "organization", NULL },
  { "person", RABTA_FIELD_REFERENCE, 0, LINK, "person", N_("Person"), RABTA_FORMAT_NONE, "person", NULL },
  { "event", RABTA_FIELD_REFERENCE, 0, LINK, "event", N_("Event"), RABTA_FORMAT_NONE, "event", NULL },
  { "officer", RABTA_FIELD_REFERENCE, 0, LINK, "officer", N_("Officer"), RABTA_FORMAT_NONE, "officer", NULL },
};

const RabtaKindInfo rabta_activity_info = {
  .kind = RABTA_KIND_ACTIVITY,
  .name = "activity",
  .table = "activity",
  .plural = "activities",
  .heading = N_("Activity"),
  .heading_plural = N_("Activities"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title = 2, /* summary */
  .has_extra = FALSE,
  .get_type = rabta_activity_get_type,
};

RABTA_DEFINE_RECORD (RabtaActivity, rabta_activity)
