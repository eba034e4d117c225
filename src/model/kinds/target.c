/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kinds/kinds.h"

/* What headquarters expects of an office. The indicator is the code of a figure or of the programme's list of
 * indicators, or one of headquarters' own: a target for what nothing here counts travels all the same. */

/* name, kind, flags, privacy, XML element, heading, format, target, hint */
static const RabtaField fields[] = {
  { "indicator", RABTA_FIELD_TEXT, REQ | SRCH, OPEN, "indicator", N_("Indicator"), RABTA_FORMAT_NONE, NULL, N_("The code of a figure, such as OUT-01") },
  { "office", RABTA_FIELD_REFERENCE, 0, LINK, "office", N_("Office"), RABTA_FORMAT_NONE, "office", N_("Empty: all offices together") },
  { "fiscal_year", RABTA_FIELD_INTEGER, REQ, OPEN, "fiscal-year", N_("Fiscal year"), RABTA_FORMAT_NONE, NULL, N_("The year it ends in, such as 2027") },
  { "quarter", RABTA_FIELD_INTEGER, 0, OPEN, "quarter", N_("Quarter"), RABTA_FORMAT_NONE, NULL, N_("1 is July to September; empty is the whole year") },
  { "value", RABTA_FIELD_DECIMAL, REQ, AMOUNT, "value", N_("Value"), RABTA_FORMAT_NONE, NULL, N_("In the unit of the indicator") },
  { "notes", RABTA_FIELD_LONG_TEXT, SRCH, WORDS, "notes", N_("Notes"), RABTA_FORMAT_NONE, NULL, NULL },
};

const RabtaKindInfo rabta_target_info = {
  .kind = RABTA_KIND_TARGET,
  .name = "target",
  .table = "target",
  .plural = "targets",
  .heading = N_("Target"),
  .heading_plural = N_("Targets"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title = 0, /* indicator */
  .has_extra = FALSE,
  .get_type = rabta_target_get_type,
};

RABTA_DEFINE_RECORD (RabtaTarget, rabta_target)
