/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kinds/kinds.h"

/* name, kind, flags, privacy, XML element, heading, format, target, hint */
static const RabtaField fields[] = {
  { "code", RABTA_FIELD_TEXT, REQ | UNI | SRCH, GROUP, "code", N_("Code"), RABTA_FORMAT_NONE, NULL, NULL },
  { "name", RABTA_FIELD_TEXT, SRCH, NAMES, "name", N_("Name"), RABTA_FORMAT_NONE, NULL, NULL },
  { "city", RABTA_FIELD_TEXT, SRCH, CONTACT, "city", N_("City"), RABTA_FORMAT_NONE, NULL, NULL },
  { "phone", RABTA_FIELD_TEXT, 0, CONTACT, "phone", N_("Phone"), RABTA_FORMAT_PHONE, NULL, NULL },
  { "email", RABTA_FIELD_TEXT, 0, CONTACT, "email", N_("Email"), RABTA_FORMAT_EMAIL, NULL, NULL },
};

const RabtaKindInfo rabta_office_info = {
  .kind = RABTA_KIND_OFFICE,
  .name = "office",
  .table = "office",
  .plural = "offices",
  .heading = N_("Office"),
  .heading_plural = N_("Offices"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title = 1, /* name */
  .has_extra = FALSE,
  .get_type = rabta_office_get_type,
};

RABTA_DEFINE_RECORD (RabtaOffice, rabta_office)
