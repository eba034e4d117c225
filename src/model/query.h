/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/kind.h"

G_BEGIN_DECLS

typedef enum
{
  RABTA_FILTER_EQUAL,         /* NULL value: the field is empty */
  RABTA_FILTER_NOT_EQUAL,     /* NULL value: the field is filled */
  RABTA_FILTER_LESS,
  RABTA_FILTER_LESS_EQUAL,
  RABTA_FILTER_GREATER,
  RABTA_FILTER_GREATER_EQUAL,
} RabtaFilterOp;

/**
 * RabtaQuery:
 *
 * Which records of one kind, and in which order. Deleted records are never found. A query is built
 * once and then shared: do not change one that was handed to a list or a casebook, copy it.
 */
#define RABTA_TYPE_QUERY (rabta_query_get_type ())
G_DECLARE_FINAL_TYPE (RabtaQuery, rabta_query, RABTA, QUERY, GObject)

RabtaQuery *rabta_query_new           (RabtaKind         kind);
RabtaQuery *rabta_query_copy          (RabtaQuery       *self);
RabtaKind   rabta_query_get_kind      (RabtaQuery       *self);

/* @value is canonical text (see rabta_value_to_text()); filters are joined by "and", several
 * RABTA_FILTER_EQUAL filters of one field by "or". */
void        rabta_query_filter        (RabtaQuery       *self,
                                       const char       *field,
                                       RabtaFilterOp     op,
                                       const char       *value);
void        rabta_query_filter_id     (RabtaQuery       *self,
                                       const char       *field,
                                       const RabtaUuid  *id);
/* Keeps the records that a record of @kind, whose @back field refers to them, satisfies: enterprises
 * with a participation whose event is X. */
void        rabta_query_filter_linked (RabtaQuery       *self,
                                       RabtaKind         kind,
                                       const char       *back,
                                       const char       *field,
                                       RabtaFilterOp     op,
                                       const char       *value);
/* Keeps the records whose @reference points to a record that satisfies the filter: cases of
 * enterprises that are women-led. */
void        rabta_query_filter_target (RabtaQuery       *self,
                                       const char       *reference,
                                       const char       *field,
                                       RabtaFilterOp     op,
                                       const char       *value);
/* Keeps the records that changed on or after @date (ISO, in the time zone of the session). */
void        rabta_query_filter_changed_since (RabtaQuery *self,
                                       const char       *date);
void        rabta_query_set_search    (RabtaQuery       *self,
                                       const char       *text);
/* A reference is ordered by the title of what it points to. Empty values come last. NULL restores
 * the kind's own order. */
void        rabta_query_set_sort      (RabtaQuery       *self,
                                       const char       *field,
                                       gboolean          descending);
gboolean    rabta_query_is_filtered   (RabtaQuery       *self); /* filters or search */

G_END_DECLS
