/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/field-row.h"

G_BEGIN_DECLS

/**
 * RabtaRecordForm:
 *
 * The field rows of a record in sections, to be put in a dialog or a page. It edits a copy of the
 * record it is given; what is typed reaches the copy as soon as it is a value. While nothing is
 * typed it follows the casebook.
 *
 * Properties: "dirty" (something was typed that is not saved), "autosave", "status" ("Saved", an
 * error, or NULL, of autosaving forms). Signals: "changed", "completed" (Enter in the last field),
 * "saved".
 */
#define RABTA_TYPE_RECORD_FORM (rabta_record_form_get_type ())
G_DECLARE_FINAL_TYPE (RabtaRecordForm, rabta_record_form, RABTA, RECORD_FORM, AdwBin)

/* All sections of the kind's table of sections. */
GtkWidget     *rabta_record_form_new          (RabtaCasebook       *casebook,
                                               RabtaRecord         *record);
/* The same without any section, for rabta_record_form_set_fields() and _add_section(). */
GtkWidget     *rabta_record_form_new_empty    (RabtaCasebook       *casebook,
                                               RabtaRecord         *record);
/* Shows exactly these fields (const RabtaField *) in one section. A field that is not in the kind's
 * table is one of the programme's and kept in `extra`; the fields must live as long as the form. */
void           rabta_record_form_set_fields   (RabtaRecordForm     *self,
                                               const char          *title,
                                               GPtrArray           *fields);
void           rabta_record_form_add_section  (RabtaRecordForm     *self,
                                               const char          *title,
                                               const char          *description,
                                               GPtrArray           *fields);
/* The record as typed; another object after each save. */
RabtaRecord   *rabta_record_form_get_record   (RabtaRecordForm     *self);
/* Another record, or the same one loaded again; what was typed is forgotten. */
void           rabta_record_form_set_record   (RabtaRecordForm     *self,
                                               RabtaRecord         *record);
/* The same record as someone else changed it meanwhile; what was typed stays on top of it. */
void           rabta_record_form_rebase       (RabtaRecordForm     *self,
                                               RabtaRecord         *record);
void           rabta_record_form_hide_field   (RabtaRecordForm     *self,
                                               const char          *name);
RabtaFieldRow *rabta_record_form_get_row      (RabtaRecordForm     *self,
                                               const char          *name);
GPtrArray     *rabta_record_form_get_rows     (RabtaRecordForm     *self); /* borrowed */
gboolean       rabta_record_form_focus_field  (RabtaRecordForm     *self,
                                               const char          *name); /* NULL: the first */
gboolean       rabta_record_form_is_dirty     (RabtaRecordForm     *self);
/* Takes over what is typed as given, without having been typed by a person. */
void           rabta_record_form_set_clean    (RabtaRecordForm     *self);
/* Checks everything, shows what is wrong and puts the focus there; the sentence in @error. */
gboolean       rabta_record_form_validate     (RabtaRecordForm     *self,
                                               GError             **error);
/* Saves by itself after 1 s without typing and when the focus leaves a field. */
void           rabta_record_form_set_autosave (RabtaRecordForm     *self,
                                               gboolean             autosave);
/* The focused field takes the value of the record of the kind that was saved before. */
gboolean       rabta_record_form_copy_previous (RabtaRecordForm    *self);
/* Stays dirty until the commit is confirmed; what is typed meanwhile stays dirty. */
void           rabta_record_form_save_async   (RabtaRecordForm     *self,
                                               const char          *action,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
gboolean       rabta_record_form_save_finish  (RabtaRecordForm     *self,
                                               GAsyncResult        *result,
                                               GError             **error);

G_END_DECLS
