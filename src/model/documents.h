/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/record.h"

G_BEGIN_DECLS

/* Longest name that a file is given, in bytes: every file system takes it. */
#define RABTA_DOCUMENT_MAX_NAME 120

RabtaRecord *rabta_document_new_for         (RabtaRecord  *owner);
char        *rabta_document_clean_file_name (const char   *name);
char        *rabta_document_clean_media_type (const char  *type);

G_END_DECLS
