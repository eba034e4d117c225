/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "model/query.h"
#include "ui/room.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaRecordPicker:
 *
 * Search as you type over the records of one kind. Signals: "picked" (#RabtaRecord) and
 * "new-requested" (string: what was searched for).
 */
#define RABTA_TYPE_RECORD_PICKER (rabta_record_picker_get_type ())
G_DECLARE_FINAL_TYPE (RabtaRecordPicker, rabta_record_picker, RABTA, RECORD_PICKER, AdwBin)

/**
 * RabtaPickedFunc:
 * @records: (element-type RabtaRecord): at least one
 */
typedef void (*RabtaPickedFunc) (GPtrArray *records,
                                 gpointer   user_data);

GtkWidget   *rabta_record_picker_new           (RabtaCasebook     *casebook,
                                                RabtaKind          kind);
void         rabta_record_picker_set_query     (RabtaRecordPicker *self,
                                                RabtaQuery        *query);
void         rabta_record_picker_set_allow_new (RabtaRecordPicker *self,
                                                gboolean           allow_new);
void         rabta_record_picker_set_search    (RabtaRecordPicker *self,
                                                const char        *text);
void         rabta_record_picker_focus         (RabtaRecordPicker *self);

/* Several records, each with a check mark. */
void         rabta_record_picker_set_many      (RabtaRecordPicker *self,
                                                gboolean           many);
void         rabta_record_picker_choose        (RabtaRecordPicker *self,
                                                RabtaRecord       *record);
GPtrArray   *rabta_record_picker_list_chosen   (RabtaRecordPicker *self);

/* A dialog to pick one or, with @many, several records; @func is not called when it is cancelled.
 * @query (or NULL) narrows what is offered. Returns the dialog, a #GtkWindow. */
GtkWidget   *rabta_record_picker_present       (GtkWidget         *parent,
                                                RabtaCasebook     *casebook,
                                                RabtaKind          kind,
                                                RabtaQuery        *query,
                                                gboolean           many,
                                                const char        *title,
                                                RabtaPickedFunc    func,
                                                gpointer           user_data,
                                                GDestroyNotify     destroy);

/* A second line for people under the title of a record: city and district, dates …; or NULL. */
char        *rabta_record_dup_subtitle         (RabtaRecord       *record,
                                                RabtaProgramme    *programme);

G_END_DECLS
