/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kinds/kinds.h"

/* name, kind, flags, privacy, XML element, heading, format, target, hint */
static const RabtaField fields[] = {
  { "name", RABTA_FIELD_TEXT, REQ | SRCH | IMP, NAMES, "name", N_("Name"), RABTA_FORMAT_NONE, NULL, NULL },
  { "name_ur", RABTA_FIELD_TEXT, SRCH | IMP, NAMES, "name-ur", N_("Name in Urdu"), RABTA_FORMAT_NONE, NULL, NULL },
  { "aliases", RABTA_FIELD_LONG_TEXT, SRCH | IMP, NAMES, "aliases", N_("Other and former names"), RABTA_FORMAT_NONE, NULL, N_("One name a line") },
  { "registration", RABTA_FIELD_TEXT, UNI | SRCH | IMP, NUMBER, "registration", N_("Registration number"), RABTA_FORMAT_CODE, NULL, N_("SECP or Registrar of Firms") },
  { "ntn", RABTA_FIELD_TEXT, UNI | SRCH | IMP, NUMBER, "ntn", N_("NTN"), RABTA_FORMAT_NTN, NULL, N_("National Tax Number") },
  { "strn", RABTA_FIELD_TEXT, SRCH | IMP, NUMBER, "strn", N_("STRN"), RABTA_FORMAT_STRN, NULL, N_("Sales tax registration, 13 digits") },
  { "owner", RABTA_FIELD_TEXT, SRCH | IMP, NAMES, "owner", N_("Owner"), RABTA_FORMAT_NONE, NULL, NULL },
  { "cnic", RABTA_FIELD_TEXT, UNI | SRCH | IMP, NUMBER, "cnic", N_("Owner’s CNIC"), RABTA_FORMAT_CNIC, NULL, N_("13 digits, 35202-1234567-1") },
  { "phone", RABTA_FIELD_TEXT, UNI | SRCH | IMP, CONTACT, "phone", N_("Phone"), RABTA_FORMAT_PHONE, NULL, NULL },
  { "email", RABTA_FIELD_TEXT, SRCH | IMP, CONTACT, "email", N_("Email"), RABTA_FORMAT_EMAIL, NULL, NULL },
  { "website", RABTA_FIELD_TEXT, SRCH | IMP, CONTACT, "website", N_("Website"), RABTA_FORMAT_URL, NULL, NULL },
  { "address", RABTA_FIELD_LONG_TEXT, SRCH | IMP, CONTACT, "address", N_("Address"), RABTA_FORMAT_NONE, NULL, NULL },
  { "city", RABTA_FIELD_TEXT, SRCH | IMP, CONTACT, "city", N_("City"), RABTA_FORMAT_NONE, NULL, NULL },
  { "district", RABTA_FIELD_CHOICE, IMP, GROUP, "district", N_("District"), RABTA_FORMAT_NONE, "district", NULL },
  { "cluster", RABTA_FIELD_CHOICE, IMP, GROUP, "cluster", N_("Cluster"), RABTA_FORMAT_NONE, "cluster", NULL },
  { "sector", RABTA_FIELD_CHOICE, IMP, GROUP, "sector", N_("Sector"), RABTA_FORMAT_NONE, "sector", NULL },
  { "legal_form", RABTA_FIELD_CHOICE, IMP, OPEN, "legal-form", N_("Legal form"), RABTA_FORMAT_NONE, "legal-form", NULL },
  { "status", RABTA_FIELD_CHOICE, IMP, OPEN, "status", N_("Status"), RABTA_FORMAT_NONE, "enterprise-status", NULL },
  { "established", RABTA_FIELD_DATE, IMP, DAY, "established", N_("Established"), RABTA_FORMAT_NONE, NULL, NULL },
  { "turnover", RABTA_FIELD_MONEY, IMP, AMOUNT, "turnover", N_("Yearly turnover"), RABTA_FORMAT_NONE, NULL, NULL },
  { "turnover_year", RABTA_FIELD_INTEGER, IMP, OPEN, "turnover-year", N_("Fiscal year of the turnover"), RABTA_FORMAT_NONE, NULL, N_("The year it ended in: 2026 for FY2025-26") },
  { "employees", RABTA_FIELD_INTEGER, IMP, AMOUNT, "employees", N_("Employees"), RABTA_FORMAT_NONE, NULL, NULL },
  { "women_employees", RABTA_FIELD_INTEGER, IMP, AMOUNT, "women-employees", N_("Women among them"), RABTA_FORMAT_NONE, NULL, NULL },
  { "exporting", RABTA_FIELD_BOOLEAN, IMP, OPEN, "exporting", N_("Exports already"), RABTA_FORMAT_NONE, NULL, NULL },
  { "women_owned", RABTA_FIELD_PERCENT, IMP, OPEN, "women-owned", N_("Owned by women"), RABTA_FORMAT_NONE, NULL, NULL },
  { "woman_leads", RABTA_FIELD_BOOLEAN, IMP, OPEN, "woman-leads", N_("A woman is CEO or COO"), RABTA_FORMAT_NONE, NULL, NULL },
  { "has_board", RABTA_FIELD_BOOLEAN, IMP, OPEN, "has-board", N_("Has a board"), RABTA_FORMAT_NONE, NULL, NULL },
  { "women_board", RABTA_FIELD_PERCENT, IMP, OPEN, "women-board", N_("Women on the board"), RABTA_FORMAT_NONE, NULL, NULL },
  { "women_verified_by", RABTA_FIELD_TEXT, 0, NAMES, "women-verified-by", N_("Women-led verified by"), RABTA_FORMAT_NONE, NULL, NULL },
  { "women_verified_on", RABTA_FIELD_DATE, 0, DAY, "women-verified-on", N_("Verified on"), RABTA_FORMAT_NONE, NULL, NULL },
  { "iban", RABTA_FIELD_TEXT, IMP, NUMBER, "iban", N_("Business bank account"), RABTA_FORMAT_IBAN, NULL, NULL },
  { "officer", RABTA_FIELD_REFERENCE, 0, LINK, "officer", N_("Officer"), RABTA_FORMAT_NONE, "officer", NULL },
  { "office", RABTA_FIELD_REFERENCE, HIDE, LINK, "office", N_("Office"), RABTA_FORMAT_NONE, "office", NULL },
  { "notes", RABTA_FIELD_LONG_TEXT, SRCH | IMP, WORDS, "notes", N_("Notes"), RABTA_FORMAT_NONE, NULL, NULL },
  { "size", RABTA_FIELD_CHOICE, DER, OPEN, "size", N_("Size"), RABTA_FORMAT_NONE, "size", NULL },
  { "women_led", RABTA_FIELD_BOOLEAN, DER, OPEN, "women-led", N_("Women-led"), RABTA_FORMAT_NONE, NULL, NULL },
  { "priority", RABTA_FIELD_INTEGER, DER, OPEN, "priority", N_("Priority"), RABTA_FORMAT_NONE, NULL, NULL },
  { "name_key", RABTA_FIELD_TEXT, DER | HIDE, NAMES, "name-key", N_("Name for matching"), RABTA_FORMAT_NONE, NULL, NULL },
};

const RabtaKindInfo rabta_enterprise_info = {
  .kind = RABTA_KIND_ENTERPRISE,
  .name = "enterprise",
  .table = "enterprise",
  .plural = "enterprises",
  .heading = N_("Enterprise"),
  .heading_plural = N_("Enterprises"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title = 0, /* name */
  .has_extra = TRUE,
  .get_type = rabta_enterprise_get_type,
};

RABTA_DEFINE_RECORD (RabtaEnterprise, rabta_enterprise)
