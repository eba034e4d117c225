/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kinds/kinds.h"

/* name, kind, flags, privacy, XML element, heading, format, target, hint */
static const RabtaField fields[] = {
  { "case", RABTA_FIELD_REFERENCE, RABTA_FIELD_OWNER, LINK, "case", N_("Case"), RABTA_FORMAT_NONE, "case", NULL },
  { "enterprise", RABTA_FIELD_REFERENCE, RABTA_FIELD_OWNER, LINK, "enterprise", N_("Enterprise"), RABTA_FORMAT_NONE, "enterprise", NULL },
  { "type", RABTA_FIELD_CHOICE, REQ, OPEN, "type", N_("Type"), RABTA_FORMAT_NONE, "outcome-type", NULL },
  { "summary", RABTA_FIELD_TEXT, REQ | SRCH, WORDS, "summary", N_("What was achieved"), RABTA_FORMAT_NONE, NULL, NULL },
  { "date", RABTA_FIELD_DATE, REQ, DAY, "date", N_("Date"), RABTA_FORMAT_NONE, NULL, NULL },
  { "amount", RABTA_FIELD_MONEY, 0, AMOUNT, "amount", N_("Amount"), RABTA_FORMAT_NONE, NULL, NULL },
  { "evidence_grade", RABTA_FIELD_CHOICE, REQ, OPEN, "evidence-grade", N_("Evidence"), RABTA_FORMAT_NONE, "evidence-grade", NULL },
  { "evidence", RABTA_FIELD_TEXT, SRCH, WORDS, "evidence", N_("Evidence: document and where it is"), RABTA_FORMAT_NONE, NULL, NULL },
  { "officer", RABTA_FIELD_REFERENCE, 0, LINK, "officer", N_("Officer"), RABTA_FORMAT_NONE, "officer", NULL },
  { "notes", RABTA_FIELD_LONG_TEXT, SRCH, WORDS, "notes", N_("Notes"), RABTA_FORMAT_NONE, NULL, NULL },
};

const RabtaKindInfo rabta_outcome_info = {
  .kind = RABTA_KIND_OUTCOME,
  .name = "outcome",
  .table = "outcome",
  .plural = "outcomes",
  .heading = N_("Outcome"),
  .heading_plural = N_("Outcomes"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title = 3, /* summary */
  .has_extra = FALSE,
  .get_type = rabta_outcome_get_type,
};

RABTA_DEFINE_RECORD (RabtaOutcome, rabta_outcome)
