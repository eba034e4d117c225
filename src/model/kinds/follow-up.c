/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kinds/kinds.h"

/* name, kind, flags, privacy, XML element, heading, format, target, hint */
static const RabtaField fields[] = {
  { "summary", RABTA_FIELD_TEXT, REQ | SRCH, WORDS, "summary", N_("What to do"), RABTA_FORMAT_NONE, NULL, NULL },
  { "due", RABTA_FIELD_DATE, REQ, DAY, "due", N_("Due on"), RABTA_FORMAT_NONE, NULL, NULL },
  { "enterprise", RABTA_FIELD_REFERENCE, RABTA_FIELD_OWNER, LINK, "enterprise", N_("Enterprise"), RABTA_FORMAT_NONE, "enterprise", NULL },
  { "case", RABTA_FIELD_REFERENCE, RABTA_FIELD_OWNER, LINK, "case", N_("Case"), RABTA_FORMAT_NONE, "case", NULL },
  { "organization", RABTA_FIELD_REFERENCE, RABTA_FIELD_OWNER, LINK, "organization", N_("Partner"), RABTA_FORMAT_NONE, "organization", NULL },
  { "officer", RABTA_FIELD_REFERENCE, 0, LINK, "officer", N_("Officer"), RABTA_FORMAT_NONE, "officer", NULL },
  { "priority", RABTA_FIELD_CHOICE, 0, OPEN, "priority", N_("Priority"), RABTA_FORMAT_NONE, "priority", NULL },
  { "done", RABTA_FIELD_BOOLEAN, 0, OPEN, "done", N_("Done"), RABTA_FORMAT_NONE, NULL, NULL },
  { "done_on", RABTA_FIELD_DATE, HIDE, DAY, "done-on", N_("Done on"), RABTA_FORMAT_NONE, NULL, NULL },
  { "notes", RABTA_FIELD_LONG_TEXT, SRCH, WORDS, "notes", N_("Notes"), RABTA_FORMAT_NONE, NULL, NULL },
};

const RabtaKindInfo rabta_follow_up_info = {
  .kind = RABTA_KIND_FOLLOW_UP,
  .name = "follow-up",
  .table = "follow_up",
  .plural = "follow-ups",
  .heading = N_("Follow-up"),
  .heading_plural = N_("Follow-ups"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title = 0, /* summary */
  .has_extra = FALSE,
  .get_type = rabta_follow_up_get_type,
};

RABTA_DEFINE_RECORD (RabtaFollowUp, rabta_follow_up)
