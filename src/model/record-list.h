/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "model/query.h"

G_BEGIN_DECLS

/**
 * RabtaRecordList:
 *
 * A #GListModel of #RabtaRecord over a query, at any size. Items that were not fetched yet are
 * placeholders ("loaded" FALSE) that fill by themselves; only a bounded number stay in memory. When
 * the casebook changes, the list splices. Properties: "query", "loading" (no count is known yet),
 * "error" (a message for people or NULL), "n-items".
 */
#define RABTA_TYPE_RECORD_LIST (rabta_record_list_get_type ())
G_DECLARE_FINAL_TYPE (RabtaRecordList, rabta_record_list, RABTA, RECORD_LIST, GObject)

RabtaRecordList *rabta_record_list_new         (RabtaCasebook    *casebook,
                                                RabtaQuery       *query);
void             rabta_record_list_set_query   (RabtaRecordList  *self,
                                                RabtaQuery       *query);
RabtaQuery      *rabta_record_list_get_query   (RabtaRecordList  *self);
gboolean         rabta_record_list_is_loading  (RabtaRecordList  *self);
/* Whether what it holds answers the query, be it only the first of it. */
gboolean         rabta_record_list_has_answer  (RabtaRecordList  *self);
const char      *rabta_record_list_get_error   (RabtaRecordList  *self);
/* A placeholder is being looked at: it is fetched first. */
void             rabta_record_list_hurry       (RabtaRecordList  *self,
                                                RabtaRecord      *record);
/* pks of everything in the list, in order; never changed, replaced when the list changes. */
GArray          *rabta_record_list_ref_numbers (RabtaRecordList  *self);
/* Position of a record among those already placed, or -1. */
int              rabta_record_list_find        (RabtaRecordList  *self,
                                                const RabtaUuid  *id);

G_END_DECLS
