/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/kinds/kinds.h"

/* What the bytes are is not typed: it is taken from the file once, when it is attached, and a document whose
 * file changed is another document. */

/* name, kind, flags, privacy, XML element, heading, format, target, hint */
static const RabtaField fields[] = {
  { "title", RABTA_FIELD_TEXT, REQ | SRCH, WORDS, "title", N_("Title"), RABTA_FORMAT_NONE, NULL, NULL },
  { "type", RABTA_FIELD_CHOICE, REQ, OPEN, "type", N_("Type"), RABTA_FORMAT_NONE, "document-type", NULL },
  { "date", RABTA_FIELD_DATE, 0, DAY, "date", N_("Date"), RABTA_FORMAT_NONE, NULL, N_("The day that stands on it") },
  { "enterprise", RABTA_FIELD_REFERENCE, RABTA_FIELD_OWNER, LINK, "enterprise", N_("Enterprise"), RABTA_FORMAT_NONE, "enterprise", NULL },
  { "case", RABTA_FIELD_REFERENCE, RABTA_FIELD_OWNER, LINK, "case", N_("Case"), RABTA_FORMAT_NONE, "case", NULL },
  { "outcome", RABTA_FIELD_REFERENCE, RABTA_FIELD_OWNER, LINK, "outcome", N_("Outcome"), RABTA_FORMAT_NONE, "outcome", N_("What it is evidence of") },
  { "file_name", RABTA_FIELD_TEXT, HIDE | SRCH, WORDS, "file-name", N_("File name"), RABTA_FORMAT_NONE, NULL, NULL },
  { "media_type", RABTA_FIELD_TEXT, HIDE, WORDS, "media-type", N_("Format of the file"), RABTA_FORMAT_NONE, NULL, NULL },
  { "size", RABTA_FIELD_INTEGER, HIDE, AMOUNT, "size", N_("Size in bytes"), RABTA_FORMAT_NONE, NULL, NULL },
  { "digest", RABTA_FIELD_TEXT, REQ | HIDE, NUMBER, "digest", N_("Digest of the file"), RABTA_FORMAT_NONE, NULL, NULL },
  { "officer", RABTA_FIELD_REFERENCE, 0, LINK, "officer", N_("Officer"), RABTA_FORMAT_NONE, "officer", NULL },
  { "notes", RABTA_FIELD_LONG_TEXT, SRCH, WORDS, "notes", N_("Notes"), RABTA_FORMAT_NONE, NULL, NULL },
};

const RabtaKindInfo rabta_document_info = {
  .kind = RABTA_KIND_DOCUMENT,
  .name = "document",
  .table = "document",
  .plural = "documents",
  .heading = N_("Document"),
  .heading_plural = N_("Documents"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title = 0, /* title */
  .has_extra = FALSE,
  .get_type = rabta_document_get_type,
};

RABTA_DEFINE_RECORD (RabtaDocument, rabta_document)
