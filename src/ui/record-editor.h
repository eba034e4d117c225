/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/record-form.h"

G_BEGIN_DECLS

/**
 * RabtaRecordEditor:
 *
 * The window in which a record is made or changed. Signal "saved" (#RabtaRecord, as it was
 * committed), after which the window closes.
 */
#define RABTA_TYPE_RECORD_EDITOR (rabta_record_editor_get_type ())
G_DECLARE_FINAL_TYPE (RabtaRecordEditor, rabta_record_editor, RABTA, RECORD_EDITOR, AdwWindow)

/* Over the window of @parent. @record is copied: rabta_record_new() with what is known filled in, or
 * a loaded one. @hide_field (or NULL): a field the place itself answers, such as "enterprise". */
RabtaRecordEditor *rabta_record_editor_present  (GtkWidget         *parent,
                                                 RabtaCasebook     *casebook,
                                                 RabtaRecord       *record,
                                                 const char        *hide_field);
/* Loads the record first; an error is shown in the window. */
RabtaRecordEditor *rabta_record_editor_edit     (GtkWidget         *parent,
                                                 RabtaCasebook     *casebook,
                                                 RabtaKind          kind,
                                                 const RabtaUuid   *id,
                                                 const char        *hide_field);
RabtaRecordForm   *rabta_record_editor_get_form (RabtaRecordEditor *self);

G_END_DECLS
