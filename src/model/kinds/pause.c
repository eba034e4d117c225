/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kinds/kinds.h"

/* name, kind, flags, privacy, XML element, heading, format, target, hint */
static const RabtaField fields[] = {
  { "case", RABTA_FIELD_REFERENCE, REQ | RABTA_FIELD_OWNER, LINK, "case", N_("Case"), RABTA_FORMAT_NONE, "case", NULL },
  { "starts", RABTA_FIELD_DATE, REQ, DAY, "starts", N_("From"), RABTA_FORMAT_NONE, NULL, NULL },
  { "ends", RABTA_FIELD_DATE, 0, DAY, "ends", N_("Until"), RABTA_FORMAT_NONE, NULL, NULL },
  { "reason", RABTA_FIELD_CHOICE, REQ, OPEN, "reason", N_("Reason"), RABTA_FORMAT_NONE, "pause-reason", NULL },
};

const RabtaKindInfo rabta_pause_info = {
  .kind = RABTA_KIND_PAUSE,
  .name = "pause",
  .table = "pause",
  .plural = "pauses",
  .heading = N_("Pause"),
  .heading_plural = N_("Pauses"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title = 3, /* reason */
  .has_extra = FALSE,
  .get_type = rabta_pause_get_type,
};

RABTA_DEFINE_RECORD (RabtaPause, rabta_pause)
