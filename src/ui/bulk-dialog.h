/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/field-row.h"

G_BEGIN_DECLS

/**
 * RabtaBulkDialog:
 *
 * A few fields that are asked for once and then used for many records. Signal "apply": everything
 * asked for is there; the dialog closes afterwards.
 */
#define RABTA_TYPE_BULK_DIALOG (rabta_bulk_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RabtaBulkDialog, rabta_bulk_dialog, RABTA, BULK_DIALOG, AdwWindow)

RabtaBulkDialog *rabta_bulk_dialog_new        (GtkWidget        *parent,
                                               RabtaCasebook    *casebook,
                                               const char       *title,
                                               const char       *description,
                                               const char       *verb);
/* A field of @kind; @required: "apply" waits for it. */
RabtaFieldRow   *rabta_bulk_dialog_add_field  (RabtaBulkDialog  *self,
                                               RabtaKind         kind,
                                               const char       *field,
                                               gboolean          required);
RabtaFieldRow   *rabta_bulk_dialog_get_row    (RabtaBulkDialog  *self,
                                               const char       *field);
/* Text of a choice, or NULL when it is empty; transfer full. */
char            *rabta_bulk_dialog_dup_text   (RabtaBulkDialog  *self,
                                               const char       *field);
gboolean         rabta_bulk_dialog_get_id     (RabtaBulkDialog  *self,
                                               const char       *field,
                                               RabtaUuid        *id);
/* Puts the value of the field of the same name into @record. */
void             rabta_bulk_dialog_fill       (RabtaBulkDialog  *self,
                                               const char       *field,
                                               RabtaRecord      *record);

G_END_DECLS
