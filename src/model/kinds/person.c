/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kinds/kinds.h"

/* name, kind, flags, privacy, XML element, heading, format, target, hint */
static const RabtaField fields[] = {
  { "name", RABTA_FIELD_TEXT, REQ | SRCH, NAMES, "name", N_("Name"), RABTA_FORMAT_NONE, NULL, NULL },
  { "enterprise", RABTA_FIELD_REFERENCE, RABTA_FIELD_OWNER, LINK, "enterprise", N_("Enterprise"), RABTA_FORMAT_NONE, "enterprise", NULL },
  { "organization", RABTA_FIELD_REFERENCE, RABTA_FIELD_OWNER, LINK, "organization", N_("Partner"), RABTA_FORMAT_NONE, "organization", NULL },
  { "role", RABTA_FIELD_CHOICE, 0, PERSON, "role", N_("Role"), RABTA_FORMAT_NONE, "person-role", NULL },
  { "job_title", RABTA_FIELD_TEXT, SRCH, PERSON, "job-title", N_("Job title"), RABTA_FORMAT_NONE, NULL, NULL },
  { "gender", RABTA_FIELD_CHOICE, 0, PERSON, "gender", N_("Gender"), RABTA_FORMAT_NONE, "gender", NULL },
  { "cnic", RABTA_FIELD_TEXT, SRCH, NUMBER, "cnic", N_("CNIC"), RABTA_FORMAT_CNIC, NULL, NULL },
  { "phone", RABTA_FIELD_TEXT, SRCH, CONTACT, "phone", N_("Phone"), RABTA_FORMAT_PHONE, NULL, NULL },
  { "email", RABTA_FIELD_TEXT, SRCH, CONTACT, "email", N_("Email"), RABTA_FORMAT_EMAIL, NULL, NULL },
  { "notes", RABTA_FIELD_LONG_TEXT, SRCH, WORDS, "notes", N_("Notes"), RABTA_FORMAT_NONE, NULL, NULL },
};

const RabtaKindInfo rabta_person_info = {
  .kind = RABTA_KIND_PERSON,
  .name = "person",
  .table = "person",
  .plural = "persons",
  .heading = N_("Person"),
  .heading_plural = N_("People"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title = 0, /* name */
  .has_extra = FALSE,
  .get_type = rabta_person_get_type,
};

RABTA_DEFINE_RECORD (RabtaPerson, rabta_person)
