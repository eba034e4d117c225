/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/record-slot.h"
#include "ui/table-columns.h"

G_BEGIN_DECLS

/**
 * RabtaRecordRow:
 *
 * One row of a #RabtaRecordTable. It paints its cells itself, with no widget for each: a list keeps
 * some two hundred rows alive, and two hundred rows of ten labels would cost more time and memory
 * than the rest of the window.
 */
#define RABTA_TYPE_RECORD_ROW (rabta_record_row_get_type ())
G_DECLARE_FINAL_TYPE (RabtaRecordRow, rabta_record_row, RABTA, RECORD_ROW, GtkWidget)

GtkWidget *rabta_record_row_new      (RabtaTableColumns *columns);
void       rabta_record_row_set_slot (RabtaRecordRow    *self,
                                      RabtaRecordSlot   *slot);
/* The row came nearer to what is seen: it paints itself if it did not bother to so far. */
void       rabta_record_row_catch_up (RabtaRecordRow    *self);

G_END_DECLS
