/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/field.h"
#include "model/casebook.h"
#include "ui/room.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  RABTA_MESSAGE_NONE,
  RABTA_MESSAGE_INFO,
  RABTA_MESSAGE_WARNING,
  RABTA_MESSAGE_ERROR,
} RabtaMessageLevel;

/**
 * RabtaFieldRow:
 *
 * A row that edits one field of any kind, for an #AdwPreferencesGroup or #GtkListBox. What is typed
 * is understood as loosely as a person writes it and shown in its usual form once the focus leaves.
 *
 * Property "valid": what is typed is a value. Signals: "changed" (the person changed the value),
 * "activate-next" (Enter: on to the next field), "left" (the focus left the row).
 */
#define RABTA_TYPE_FIELD_ROW (rabta_field_row_get_type ())
G_DECLARE_FINAL_TYPE (RabtaFieldRow, rabta_field_row, RABTA, FIELD_ROW, AdwPreferencesRow)

GtkWidget        *rabta_field_row_new             (RabtaCasebook      *casebook,
                                                   const RabtaField   *field);
const RabtaField *rabta_field_row_get_field       (RabtaFieldRow      *self);
gboolean          rabta_field_row_is_valid        (RabtaFieldRow      *self);

/* @title: for a reference, the title of what it points to; else NULL. No "changed". */
void              rabta_field_row_set_value       (RabtaFieldRow      *self,
                                                   const RabtaValue   *value,
                                                   const char         *title);
/* Fills @value (initialised by the caller); FALSE where what is typed is not a value. */
gboolean          rabta_field_row_get_value       (RabtaFieldRow      *self,
                                                   RabtaValue         *value,
                                                   GError            **error);
char             *rabta_field_row_dup_title       (RabtaFieldRow      *self);
char             *rabta_field_row_dup_typed       (RabtaFieldRow      *self);
void              rabta_field_row_set_typed       (RabtaFieldRow      *self,
                                                   const char         *typed,
                                                   const char         *title);

/* A sentence under the row, beside those the row has of its own; NULL takes it away. */
void              rabta_field_row_set_message     (RabtaFieldRow      *self,
                                                   RabtaMessageLevel   level,
                                                   const char         *text);
const char       *rabta_field_row_get_message     (RabtaFieldRow      *self);
void              rabta_field_row_focus           (RabtaFieldRow      *self);

/* For a choice: offer only codes below @code (the stages of a track); NULL offers all. */
void              rabta_field_row_set_parent_code (RabtaFieldRow      *self,
                                                   const char         *code);
/* For a reference: offer only what @query finds (the people of an enterprise); NULL offers all. */
void              rabta_field_row_set_query       (RabtaFieldRow      *self,
                                                   RabtaQuery         *query);

G_END_DECLS
