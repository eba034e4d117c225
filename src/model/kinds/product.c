/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kinds/kinds.h"

/* name, kind, flags, privacy, XML element, heading, format, target, hint */
static const RabtaField fields[] = {
  { "enterprise", RABTA_FIELD_REFERENCE, REQ | RABTA_FIELD_OWNER, LINK, "enterprise", N_("Enterprise"), RABTA_FORMAT_NONE, "enterprise", NULL },
  { "name", RABTA_FIELD_TEXT, REQ | SRCH, NAMES, "name", N_("Name"), RABTA_FORMAT_NONE, NULL, NULL },
  { "hs_code", RABTA_FIELD_TEXT, SRCH, GROUP, "hs-code", N_("HS code"), RABTA_FORMAT_HS, NULL, N_("2, 4 or 6 digits, or the full PCT code NNNN.NNNN") },
  { "description", RABTA_FIELD_LONG_TEXT, SRCH, WORDS, "description", N_("Description"), RABTA_FORMAT_NONE, NULL, NULL },
  { "unit", RABTA_FIELD_TEXT, 0, WORDS, "unit", N_("Unit"), RABTA_FORMAT_NONE, NULL, NULL },
  { "capacity", RABTA_FIELD_INTEGER, 0, AMOUNT, "capacity", N_("Capacity per month"), RABTA_FORMAT_NONE, NULL, NULL },
  { "minimum_order", RABTA_FIELD_INTEGER, 0, AMOUNT, "minimum-order", N_("Minimum order"), RABTA_FORMAT_NONE, NULL, NULL },
  { "price", RABTA_FIELD_MONEY, 0, AMOUNT, "price", N_("Price per unit"), RABTA_FORMAT_NONE, NULL, NULL },
};

const RabtaKindInfo rabta_product_info = {
  .kind = RABTA_KIND_PRODUCT,
  .name = "product",
  .table = "product",
  .plural = "products",
  .heading = N_("Product"),
  .heading_plural = N_("Products"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title = 1, /* name */
  .has_extra = FALSE,
  .get_type = rabta_product_get_type,
};

RABTA_DEFINE_RECORD (RabtaProduct, rabta_product)
