/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/field.h"
#include "model/casebook.h"
#include "ui/room.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaFieldEditor:
 *
 * What edits the value inside a #RabtaFieldRow; one final class per shape of field. Signals:
 * "changed" (the person changed something) and "activate" (Enter: on to the next field).
 */
#define RABTA_TYPE_FIELD_EDITOR (rabta_field_editor_get_type ())
G_DECLARE_DERIVABLE_TYPE (RabtaFieldEditor, rabta_field_editor, RABTA, FIELD_EDITOR, AdwBin)

/**
 * RabtaFieldEditorClass:
 * @set_value: shows a value; @title names what a reference points to; no "changed"
 * @get_value: FALSE with an error where what is typed is not a value
 * @dup_typed: what is typed, for a draft; canonical text where nothing is typed
 * @set_typed: takes back what @dup_typed gave, with "changed"
 * @dup_title: title of the record a reference points to; may be %NULL
 */
struct _RabtaFieldEditorClass
{
  AdwBinClass   parent_class;

  void        (*set_value) (RabtaFieldEditor  *self,
                            const RabtaValue  *value,
                            const char        *title);
  gboolean    (*get_value) (RabtaFieldEditor  *self,
                            RabtaValue        *value,
                            char             **warning,
                            GError           **error);
  char       *(*dup_typed) (RabtaFieldEditor  *self);
  void        (*set_typed) (RabtaFieldEditor  *self,
                            const char        *typed,
                            const char        *title);
  char       *(*dup_title) (RabtaFieldEditor  *self);
};

RabtaFieldEditor *rabta_field_editor_new           (RabtaCasebook      *casebook,
                                                    const RabtaField   *field);
RabtaCasebook    *rabta_field_editor_get_casebook  (RabtaFieldEditor   *self);
const RabtaField *rabta_field_editor_get_field     (RabtaFieldEditor   *self);
gboolean          rabta_field_editor_is_inline     (RabtaFieldEditor   *self);
GtkWidget        *rabta_field_editor_get_target    (RabtaFieldEditor   *self);
void              rabta_field_editor_set_value     (RabtaFieldEditor   *self,
                                                    const RabtaValue   *value,
                                                    const char         *title);
gboolean          rabta_field_editor_get_value     (RabtaFieldEditor   *self,
                                                    RabtaValue         *value,
                                                    char              **warning,
                                                    GError            **error);
char             *rabta_field_editor_dup_typed     (RabtaFieldEditor   *self);
void              rabta_field_editor_set_typed     (RabtaFieldEditor   *self,
                                                    const char         *typed,
                                                    const char         *title);
char             *rabta_field_editor_dup_title     (RabtaFieldEditor   *self);

/* For the classes of editors. */
void              rabta_field_editor_set_target    (RabtaFieldEditor   *self,
                                                    GtkWidget          *target);
void              rabta_field_editor_emit_changed  (RabtaFieldEditor   *self);
void              rabta_field_editor_emit_activate (RabtaFieldEditor   *self);

GType             rabta_entry_editor_get_type      (void);
GType             rabta_text_editor_get_type       (void);
GType             rabta_boolean_editor_get_type    (void);
GType             rabta_choice_editor_get_type     (void);
GType             rabta_reference_editor_get_type  (void);

void              rabta_choice_editor_set_parent_code (RabtaFieldEditor *self,
                                                    const char         *code);
void              rabta_reference_editor_set_query (RabtaFieldEditor   *self,
                                                    RabtaQuery         *query);

G_END_DECLS
