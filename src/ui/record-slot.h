/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/record.h"
#include "ui/room.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RabtaRecordSlot:
 *
 * A place in a #RabtaRecordSelection and the record that stands there now. A row follows its slot: when
 * a search finds something else, the slots take other records and the rows stay. Signal "changed": it
 * holds another record.
 */
#define RABTA_TYPE_RECORD_SLOT (rabta_record_slot_get_type ())
G_DECLARE_FINAL_TYPE (RabtaRecordSlot, rabta_record_slot, RABTA, RECORD_SLOT, GObject)

RabtaRecordSlot *rabta_record_slot_new          (RabtaRecord     *record);
RabtaRecord     *rabta_record_slot_get_record   (RabtaRecordSlot *self);
void             rabta_record_slot_set_record   (RabtaRecordSlot *self,
                                                 RabtaRecord     *record);
/* Where it is in the selection's list. */
guint            rabta_record_slot_get_position (RabtaRecordSlot *self);
void             rabta_record_slot_set_position (RabtaRecordSlot *self,
                                                 guint            position);

G_END_DECLS
