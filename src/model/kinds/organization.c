/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kinds/kinds.h"

/* name, kind, flags, privacy, XML element, heading, format, target, hint */
static const RabtaField fields[] = {
  { "name", RABTA_FIELD_TEXT, REQ | SRCH | IMP, NAMES, "name", N_("Name"), RABTA_FORMAT_NONE, NULL, NULL },
  { "type", RABTA_FIELD_CHOICE, IMP, OPEN, "type", N_("Type"), RABTA_FORMAT_NONE, "organization-type", NULL },
  { "country", RABTA_FIELD_CHOICE, IMP, GROUP, "country", N_("Country"), RABTA_FORMAT_NONE, "country", NULL },
  { "district", RABTA_FIELD_CHOICE, IMP, GROUP, "district", N_("District"), RABTA_FORMAT_NONE, "district", NULL },
  { "city", RABTA_FIELD_TEXT, SRCH | IMP, CONTACT, "city", N_("City"), RABTA_FORMAT_NONE, NULL, NULL },
  { "address", RABTA_FIELD_LONG_TEXT, SRCH | IMP, CONTACT, "address", N_("Address"), RABTA_FORMAT_NONE, NULL, NULL },
  { "phone", RABTA_FIELD_TEXT, SRCH | IMP, CONTACT, "phone", N_("Phone"), RABTA_FORMAT_PHONE, NULL, NULL },
  { "email", RABTA_FIELD_TEXT, SRCH | IMP, CONTACT, "email", N_("Email"), RABTA_FORMAT_EMAIL, NULL, NULL },
  { "website", RABTA_FIELD_TEXT, SRCH | IMP, CONTACT, "website", N_("Website"), RABTA_FORMAT_URL, NULL, NULL },
  { "ntn", RABTA_FIELD_TEXT, SRCH | IMP, NUMBER, "ntn", N_("NTN"), RABTA_FORMAT_NTN, NULL, NULL },
  { "vendor_terms", RABTA_FIELD_LONG_TEXT, IMP, WORDS, "vendor-terms", N_("Vendor registration and payment terms"), RABTA_FORMAT_NONE, NULL, NULL },
  { "notes", RABTA_FIELD_LONG_TEXT, SRCH | IMP, WORDS, "notes", N_("Notes"), RABTA_FORMAT_NONE, NULL, NULL },
  { "name_key", RABTA_FIELD_TEXT, DER | HIDE, NAMES, "name-key", N_("Name for matching"), RABTA_FORMAT_NONE, NULL, NULL },
};

const RabtaKindInfo rabta_organization_info = {
  .kind = RABTA_KIND_ORGANIZATION,
  .name = "organization",
  .table = "organization",
  .plural = "organizations",
  .heading = N_("Partner"),
  .heading_plural = N_("Partners"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title = 0, /* name */
  .has_extra = TRUE,
  .get_type = rabta_organization_get_type,
};

RABTA_DEFINE_RECORD (RabtaOrganization, rabta_organization)
