/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kinds/kinds.h"

/* name, kind, flags, privacy, XML element, heading, format, target, hint */
static const RabtaField fields[] = {
  { "enterprise", RABTA_FIELD_REFERENCE, REQ | RABTA_FIELD_OWNER, LINK, "enterprise", N_("Enterprise"), RABTA_FORMAT_NONE, "enterprise", NULL },
  { "track", RABTA_FIELD_CHOICE, REQ, OPEN, "track", N_("Track"), RABTA_FORMAT_NONE, "track", NULL },
  { "title", RABTA_FIELD_TEXT, SRCH, WORDS, "title", N_("Subject"), RABTA_FORMAT_NONE, NULL, NULL },
  { "stage", RABTA_FIELD_CHOICE, REQ, OPEN, "stage", N_("Stage"), RABTA_FORMAT_NONE, "stage", NULL },
  { "stage_entered", RABTA_FIELD_DATE, HIDE, DAY, "stage-entered", N_("Stage entered on"), RABTA_FORMAT_NONE, NULL, NULL },
  { "opened", RABTA_FIELD_DATE, 0, DAY, "opened", N_("Opened on"), RABTA_FORMAT_NONE, NULL, NULL },
  { "status", RABTA_FIELD_CHOICE, HIDE, OPEN, "status", N_("Status"), RABTA_FORMAT_NONE, "case-status", NULL },
  { "priority", RABTA_FIELD_CHOICE, 0, OPEN, "priority", N_("Priority"), RABTA_FORMAT_NONE, "priority", NULL },
  { "organization", RABTA_FIELD_REFERENCE, 0, LINK, "organization", N_("Buyer, bank or other partner"), RABTA_FORMAT_NONE, "organization", NULL },
  { "product", RABTA_FIELD_REFERENCE, 0, LINK, "product", N_("Product"), RABTA_FORMAT_NONE, "product", NULL },
  { "event", RABTA_FIELD_REFERENCE, 0, LINK, "event", N_("Came from the event"), RABTA_FORMAT_NONE, "event", NULL },
  { "officer", RABTA_FIELD_REFERENCE, 0, LINK, "officer", N_("Officer"), RABTA_FORMAT_NONE, "officer", NULL },
  { "office", RABTA_FIELD_REFERENCE, HIDE, LINK, "office", N_("Office"), RABTA_FORMAT_NONE, "office", NULL },
  { "closed", RABTA_FIELD_DATE, HIDE, DAY, "closed", N_("Closed on"), RABTA_FORMAT_NONE, NULL, NULL },
  { "result", RABTA_FIELD_CHOICE, HIDE, OPEN, "result", N_("Result"), RABTA_FORMAT_NONE, "case-result", NULL },
  { "reason", RABTA_FIELD_CHOICE, HIDE, OPEN, "reason", N_("Reason"), RABTA_FORMAT_NONE, "close-reason", NULL },
  { "notes", RABTA_FIELD_LONG_TEXT, SRCH, WORDS, "notes", N_("Notes"), RABTA_FORMAT_NONE, NULL, NULL },
  { "due", RABTA_FIELD_DATE, DER, DAY, "due", N_("Stage due on"), RABTA_FORMAT_NONE, NULL, NULL },
};

const RabtaKindInfo rabta_case_info = {
  .kind = RABTA_KIND_CASE,
  .name = "case",
  .table = "case_",
  .plural = "cases",
  .heading = N_("Case"),
  .heading_plural = N_("Cases"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title = 2, /* title */
  .has_extra = TRUE,
  .get_type = rabta_case_get_type,
};

RABTA_DEFINE_RECORD (RabtaCase, rabta_case)
