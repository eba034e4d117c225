/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kinds/kinds.h"

/* name, kind, flags, privacy, XML element, heading, format, target, hint */
static const RabtaField fields[] = {
  { "name", RABTA_FIELD_TEXT, REQ | SRCH, NAMES, "name", N_("Name"), RABTA_FORMAT_NONE, NULL, NULL },
  { "office", RABTA_FIELD_REFERENCE, 0, LINK, "office", N_("Office"), RABTA_FORMAT_NONE, "office", NULL },
  { "phone", RABTA_FIELD_TEXT, 0, CONTACT, "phone", N_("Phone"), RABTA_FORMAT_PHONE, NULL, NULL },
  { "email", RABTA_FIELD_TEXT, 0, CONTACT, "email", N_("Email"), RABTA_FORMAT_EMAIL, NULL, NULL },
};

const RabtaKindInfo rabta_officer_info = {
  .kind = RABTA_KIND_OFFICER,
  .name = "officer",
  .table = "officer",
  .plural = "officers",
  .heading = N_("Officer"),
  .heading_plural = N_("Officers"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title = 0, /* name */
  .has_extra = FALSE,
  .get_type = rabta_officer_get_type,
};

RABTA_DEFINE_RECORD (RabtaOfficer, rabta_officer)
