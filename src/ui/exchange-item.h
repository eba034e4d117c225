/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/exchange-tasks.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaExchangeItem:
 *
 * A line of the place "Exchange": a file, files that are missing, or something to be mended, in words.
 */
#define RABTA_TYPE_EXCHANGE_ITEM (rabta_exchange_item_get_type ())
G_DECLARE_FINAL_TYPE (RabtaExchangeItem, rabta_exchange_item, RABTA, EXCHANGE_ITEM, GObject)

RabtaExchangeItem *rabta_exchange_item_new_file    (const RabtaFile         *file,
                                                    const char              *copy);
RabtaExchangeItem *rabta_exchange_item_new_missing (const char              *copy,
                                                    const char              *missing);
RabtaExchangeItem *rabta_exchange_item_new_to_mend (const RabtaReceiptItem  *item,
                                                    const char              *copy);

const char        *rabta_exchange_item_get_icon    (RabtaExchangeItem       *self);
const char        *rabta_exchange_item_get_title   (RabtaExchangeItem       *self);
const char        *rabta_exchange_item_get_line    (RabtaExchangeItem       *self);
/* What asks for attention, or NULL. */
const char        *rabta_exchange_item_get_reason  (RabtaExchangeItem       *self);
gboolean           rabta_exchange_item_equal       (RabtaExchangeItem       *self,
                                                    RabtaExchangeItem       *other);
/* The record that is to be mended; FALSE where it is no such item. @field may be NULL. */
gboolean           rabta_exchange_item_get_record  (RabtaExchangeItem       *self,
                                                    RabtaKind               *kind,
                                                    RabtaUuid               *id,
                                                    const char             **field);
/* pk of the file, or 0 where it is no such item. */
gint64             rabta_exchange_item_get_file    (RabtaExchangeItem       *self);
/* Whether the record is in conflict over there. */
gboolean           rabta_exchange_item_get_conflict (RabtaExchangeItem      *self);

/* What became of a file, in words. */
const char        *rabta_exchange_item_state_words (const RabtaFile         *file);
/* What was in it, and how much of it was new. */
void               rabta_exchange_item_append_counts (GString               *line,
                                                    const RabtaFile         *file);

G_END_DECLS
