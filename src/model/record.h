/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/kind.h"
#include "programme/programme.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RabtaRecord:
 *
 * A record of the casebook as it is held in memory: an id, the values of the kind's field table and
 * the programme-defined `extra` values. Every field is a GObject property (with "-" for "_"): text,
 * date, choice, decimal and reference as string, boolean as boolean, the rest as int64. Other
 * properties: "id" (string), "loaded" (FALSE while it is a placeholder of a list), "title".
 *
 * Setting a field marks it dirty; rabta_casebook_save_async() writes the dirty fields. The record
 * remembers which change each of its values came from, so that a save over somebody else's later
 * change is refused rather than done silently. Not thread-safe: hand a record over, do not share it.
 *
 * Signal "changed": any field changed or the record was (re)loaded; one emission for many fields.
 */
#define RABTA_TYPE_RECORD (rabta_record_get_type ())
G_DECLARE_DERIVABLE_TYPE (RabtaRecord, rabta_record, RABTA, RECORD, GObject)

struct _RabtaRecordClass
{
  GObjectClass         parent_class;
  const RabtaKindInfo *info;
};

RabtaRecord         *rabta_record_new            (RabtaKind         kind);
RabtaRecord         *rabta_record_copy           (RabtaRecord      *self);
const RabtaKindInfo *rabta_record_get_info       (RabtaRecord      *self);
RabtaKind            rabta_record_get_kind       (RabtaRecord      *self);
const RabtaUuid     *rabta_record_get_id         (RabtaRecord      *self);
void                 rabta_record_set_id         (RabtaRecord      *self,
                                                  const RabtaUuid  *id);
gint64               rabta_record_get_pk         (RabtaRecord      *self);
gboolean             rabta_record_is_new         (RabtaRecord      *self); /* never saved */
gboolean             rabta_record_is_loaded      (RabtaRecord      *self);
gboolean             rabta_record_is_deleted     (RabtaRecord      *self);
gboolean             rabta_record_is_dirty       (RabtaRecord      *self);
gboolean             rabta_record_is_field_dirty (RabtaRecord      *self,
                                                  guint             field);

/* By index of the field table. */
const RabtaValue    *rabta_record_get_value      (RabtaRecord      *self,
                                                  guint             field);
void                 rabta_record_set_value      (RabtaRecord      *self,
                                                  guint             field,
                                                  const RabtaValue *value);
void                 rabta_record_take_value     (RabtaRecord      *self,
                                                  guint             field,
                                                  RabtaValue       *value);

/* By name; an unknown name is a programmer's error. */
const char          *rabta_record_get_text       (RabtaRecord      *self,
                                                  const char       *name);
gint64               rabta_record_get_int        (RabtaRecord      *self,
                                                  const char       *name);
gboolean             rabta_record_has            (RabtaRecord      *self,
                                                  const char       *name);
const RabtaUuid     *rabta_record_get_ref        (RabtaRecord      *self,
                                                  const char       *name); /* NULL when empty */
void                 rabta_record_set_text       (RabtaRecord      *self,
                                                  const char       *name,
                                                  const char       *text);
void                 rabta_record_set_int        (RabtaRecord      *self,
                                                  const char       *name,
                                                  gint64            value);
void                 rabta_record_set_ref        (RabtaRecord      *self,
                                                  const char       *name,
                                                  const RabtaUuid  *id);
void                 rabta_record_unset          (RabtaRecord      *self,
                                                  const char       *name);

/* Programme-defined fields: canonical text of rabta_value_to_text(), by the field's name. */
const char          *rabta_record_get_extra      (RabtaRecord      *self,
                                                  const char       *name);
void                 rabta_record_set_extra      (RabtaRecord      *self,
                                                  const char       *name,
                                                  const char       *text);
GList               *rabta_record_list_extra     (RabtaRecord      *self); /* names, sorted; free the list */

/* For people. The title of the record a reference points to comes along when a record is loaded. */
const char          *rabta_record_get_ref_title  (RabtaRecord      *self,
                                                  const char       *name);
void                 rabta_record_set_ref_title  (RabtaRecord      *self,
                                                  const char       *name,
                                                  const char       *title);
char                *rabta_record_dup_title      (RabtaRecord      *self);
char                *rabta_record_dup_display    (RabtaRecord      *self,
                                                  guint             field,
                                                  RabtaProgramme   *programme);
char                *rabta_value_display         (const RabtaField *field,
                                                  const RabtaValue *value,
                                                  RabtaProgramme   *programme);

/* How rabta_value_display() writes money in this process: a preference of the user. */
void                 rabta_value_set_money_style (int               style);
void                 rabta_value_set_right_to_left (gboolean        enabled);

G_END_DECLS
