/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kinds/kinds.h"

/* name, kind, flags, privacy, XML element, heading, format, target, hint */
static const RabtaField fields[] = {
  { "case", RABTA_FIELD_REFERENCE, REQ | RABTA_FIELD_OWNER, LINK, "case", N_("Case"), RABTA_FORMAT_NONE, "case", NULL },
  { "stage", RABTA_FIELD_CHOICE, REQ, OPEN, "stage", N_("Stage"), RABTA_FORMAT_NONE, "stage", NULL },
  { "item", RABTA_FIELD_TEXT, REQ, OPEN, "item", N_("Item"), RABTA_FORMAT_NONE, NULL, NULL },
  { "done", RABTA_FIELD_BOOLEAN, 0, OPEN, "done", N_("Done"), RABTA_FORMAT_NONE, NULL, NULL },
  { "done_on", RABTA_FIELD_DATE, 0, DAY, "done-on", N_("Done on"), RABTA_FORMAT_NONE, NULL, NULL },
  { "note", RABTA_FIELD_TEXT, SRCH, WORDS, "note", N_("Note"), RABTA_FORMAT_NONE, NULL, NULL },
};

const RabtaKindInfo rabta_checklist_item_info = {
  .kind = RABTA_KIND_CHECKLIST_ITEM,
  .name = "checklist-item",
  .table = "checklist_item",
  .plural = "checklist-items",
  .heading = N_("Checklist item"),
  .heading_plural = N_("Checklist items"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title = 2, /* item */
  .has_extra = FALSE,
  .get_type = rabta_checklist_item_get_type,
};

RABTA_DEFINE_RECORD (RabtaChecklistItem, rabta_checklist_item)
