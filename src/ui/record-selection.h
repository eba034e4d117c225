/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/record-list.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaRecordSelection:
 *
 * Which records of a #RabtaRecordList are selected: any number of them. What is selected stays so
 * while the list is sorted or found anew. Its items are #RabtaRecordSlot.
 */
#define RABTA_TYPE_RECORD_SELECTION (rabta_record_selection_get_type ())
G_DECLARE_FINAL_TYPE (RabtaRecordSelection, rabta_record_selection, RABTA, RECORD_SELECTION, GObject)

RabtaRecordSelection *rabta_record_selection_new      (RabtaRecordList      *list);
void                  rabta_record_selection_tell_all (RabtaRecordSelection *self);

G_END_DECLS
