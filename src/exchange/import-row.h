/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/import-mapping.h"
#include "exchange/table-source.h"
#include "model/record.h"

G_BEGIN_DECLS

/**
 * RabtaRowNote:
 * @column: from 0; or -1 for the row as a whole
 * @is_left_out: the value is not taken; else it is, and a person should look
 * @reason: sentence for people
 */
typedef struct
{
  int       column;
  gboolean  is_left_out;
  char     *reason;
} RabtaRowNote;

/**
 * RabtaRowReader:
 *
 * Makes values of an enterprise from the cells of a row. What one row gave stays until the next.
 */
typedef struct _RabtaRowReader RabtaRowReader;

RabtaRowReader  *rabta_row_reader_new             (const RabtaImportMapping *mapping,
                                                   RabtaProgramme           *programme);
void             rabta_row_reader_free            (RabtaRowReader           *self);
gboolean         rabta_row_reader_wants_dates     (RabtaRowReader           *self);
void             rabta_row_reader_learn_dates     (RabtaRowReader           *self,
                                                   const RabtaTableRow      *row);
void             rabta_row_reader_settle_dates    (RabtaRowReader           *self);
RabtaNameStatus  rabta_row_reader_get_name_status (RabtaRowReader           *self,
                                                   const RabtaTableRow      *row);
gboolean         rabta_row_reader_read            (RabtaRowReader           *self,
                                                   const RabtaTableRow      *row);
const RabtaValue *rabta_row_reader_get_value      (RabtaRowReader           *self,
                                                   guint                     field);
RabtaRecord     *rabta_row_reader_take_record     (RabtaRowReader           *self);
const char      *rabta_row_reader_get_refusal     (RabtaRowReader           *self,
                                                   int                      *column);
const RabtaRowNote *rabta_row_reader_get_notes    (RabtaRowReader           *self,
                                                   guint                    *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaRowReader, rabta_row_reader_free)

G_END_DECLS
