/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/record-form.h"

G_BEGIN_DECLS

/* What was typed into a form and not saved, kept in the user's state directory so that it survives a
 * crash: one small file for each record, or for each new record of a kind. */

char      *rabta_form_draft_path   (RabtaCasebook   *casebook,
                                    RabtaRecord     *record);
char      *rabta_form_draft_to_text (RabtaRecordForm *form);
GKeyFile  *rabta_form_draft_load   (const char      *path);
char      *rabta_form_draft_dup_time (GKeyFile      *draft);
void       rabta_form_draft_apply  (GKeyFile        *draft,
                                    RabtaRecordForm *form);
void       rabta_form_draft_write_async (const char          *path,
                                         const char          *text,
                                         GCancellable        *cancellable);
void       rabta_form_draft_remove (const char      *path);

G_END_DECLS
