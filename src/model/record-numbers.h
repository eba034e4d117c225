/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/query.h"
#include "store/database.h"

G_BEGIN_DECLS

/**
 * RabtaRecordNumbers:
 * @query: what is asked
 * @base: (element-type gint64) (nullable): numbers of everything the query without its search finds,
 *   in order, from an earlier reading; in the end what may be kept for the next
 * @base_key: what @base is the answer to
 * @wider: (element-type gint64) (nullable): numbers of all that a search found which this one narrows, in
 *   order; only a glimpse needs them
 * @with_first: whether the first records are wanted together with the numbers
 * @first: (element-type RabtaRecord) (nullable): those records
 *
 * The reading of the local numbers of all records that a query finds, in their order. While a person
 * types, only the search changes: the order is kept and each keystroke asks the search index alone.
 */
typedef struct
{
  RabtaQuery *query;
  GArray     *base;
  char       *base_key;
  GArray     *wider;
  gboolean    with_first;
  GPtrArray  *first;
} RabtaRecordNumbers;

RabtaRecordNumbers *rabta_record_numbers_new  (RabtaQuery         *query,
                                               GArray             *base,
                                               const char         *base_key);
void                rabta_record_numbers_free (RabtaRecordNumbers *self);
/* On a reader's thread. */
GArray             *rabta_record_numbers_read (RabtaRecordNumbers *self,
                                               RabtaDatabase      *database,
                                               GError            **error);
gboolean            rabta_record_numbers_can_glimpse (RabtaRecordNumbers *self);
GArray             *rabta_record_numbers_glimpse     (RabtaRecordNumbers *self,
                                                      RabtaDatabase      *database,
                                                      guint               n,
                                                      GError            **error);
gboolean            rabta_record_numbers_narrows     (RabtaQuery         *query,
                                                      RabtaQuery         *before);

G_END_DECLS
