/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kinds/kinds.h"

/* name, kind, flags, privacy, XML element, heading, format, target, hint */
static const RabtaField fields[] = {
  { "date", RABTA_FIELD_DATE, REQ, DAY, "date", N_("Date"), RABTA_FORMAT_NONE, NULL, NULL },
  { "name", RABTA_FIELD_TEXT, REQ, WORDS, "name", N_("Name"), RABTA_FORMAT_NONE, NULL, NULL },
};

const RabtaKindInfo rabta_holiday_info = {
  .kind = RABTA_KIND_HOLIDAY,
  .name = "holiday",
  .table = "holiday",
  .plural = "holidays",
  .heading = N_("Holiday"),
  .heading_plural = N_("Holidays"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title = 1, /* name */
  .has_extra = FALSE,
  .get_type = rabta_holiday_get_type,
};

RABTA_DEFINE_RECORD (RabtaHoliday, rabta_holiday)
