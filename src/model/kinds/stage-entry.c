/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kinds/kinds.h"

/* name, kind, flags, privacy, XML element, heading, format, target, hint */
static const RabtaField fields[] = {
  { "case", RABTA_FIELD_REFERENCE, REQ | RABTA_FIELD_OWNER, LINK, "case", N_("Case"), RABTA_FORMAT_NONE, "case", NULL },
  { "stage", RABTA_FIELD_CHOICE, REQ, OPEN, "stage", N_("Stage"), RABTA_FORMAT_NONE, "stage", NULL },
  { "entered", RABTA_FIELD_DATE, REQ, DAY, "entered", N_("Entered on"), RABTA_FORMAT_NONE, NULL, NULL },
  { "left", RABTA_FIELD_DATE, 0, DAY, "left", N_("Left on"), RABTA_FORMAT_NONE, NULL, NULL },
  { "officer", RABTA_FIELD_REFERENCE, 0, LINK, "officer", N_("Officer"), RABTA_FORMAT_NONE, "officer", NULL },
  { "reason", RABTA_FIELD_CHOICE, 0, OPEN, "reason", N_("Reason"), RABTA_FORMAT_NONE, "close-reason", NULL },
  { "note", RABTA_FIELD_LONG_TEXT, SRCH, WORDS, "note", N_("Note"), RABTA_FORMAT_NONE, NULL, NULL },
};

const RabtaKindInfo rabta_stage_entry_info = {
  .kind = RABTA_KIND_STAGE_ENTRY,
  .name = "stage-entry",
  .table = "stage_entry",
  .plural = "stage-entries",
  .heading = N_("Stage"),
  .heading_plural = N_("Stages"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title = 1, /* stage */
  .has_extra = FALSE,
  .get_type = rabta_stage_entry_get_type,
};

RABTA_DEFINE_RECORD (RabtaStageEntry, rabta_stage_entry)
