/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/difference.h"
#include "ui/room.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define RABTA_DIFFERENCE_N_COLUMNS 3

typedef enum
{
  RABTA_DIFFERENCE_ITEM_HEADING, /* of what follows */
  RABTA_DIFFERENCE_ITEM_PARTS,   /* of the parts of a whole */
  RABTA_DIFFERENCE_ITEM_FIGURE,
  RABTA_DIFFERENCE_ITEM_RECORD,
} RabtaDifferenceItemType;

/**
 * RabtaDifferenceItem:
 *
 * A line of the page on which states are compared, in words.
 */
#define RABTA_TYPE_DIFFERENCE_ITEM (rabta_difference_item_get_type ())
G_DECLARE_FINAL_TYPE (RabtaDifferenceItem, rabta_difference_item, RABTA, DIFFERENCE_ITEM, GObject)

RabtaDifferenceItem *rabta_difference_item_new_heading  (const char                  *title,
                                                         const char                  *text,
                                                         const char * const          *columns);
RabtaDifferenceItem *rabta_difference_item_new_parts    (const char                  *title);
RabtaDifferenceItem *rabta_difference_item_new_figure   (const RabtaFigureDifference *figure,
                                                         const char * const          *columns);
RabtaDifferenceItem *rabta_difference_item_new_left_out (const RabtaLeftOut          *left_out);
RabtaDifferenceItem *rabta_difference_item_new_record   (const RabtaRecordDifference *record);
RabtaDifferenceItem *rabta_difference_item_new_move     (const RabtaFigureMove       *move);
RabtaDifferenceItem *rabta_difference_item_new_counted  (const RabtaFigureRecord     *record);

RabtaDifferenceItemType
                     rabta_difference_item_get_item_type (RabtaDifferenceItem        *self);
const char          *rabta_difference_item_get_title    (RabtaDifferenceItem         *self);
/* The smaller line, or NULL. */
const char          *rabta_difference_item_get_line     (RabtaDifferenceItem         *self);
/* What asks for attention, or NULL. */
const char          *rabta_difference_item_get_reason   (RabtaDifferenceItem         *self);
/* A number at the end of the line, or NULL; and what it is, for who does not see where it stands. */
const char          *rabta_difference_item_get_column   (RabtaDifferenceItem         *self,
                                                         guint                        column);
const char          *rabta_difference_item_get_column_words (RabtaDifferenceItem     *self,
                                                         guint                        column);
/* Code of the figure, or NULL. */
const char          *rabta_difference_item_get_code     (RabtaDifferenceItem         *self);
/* The record to open; FALSE where there is none. @field may be NULL. */
gboolean             rabta_difference_item_get_record   (RabtaDifferenceItem         *self,
                                                         RabtaKind                   *kind,
                                                         RabtaUuid                   *id,
                                                         const char                 **field);

G_END_DECLS
