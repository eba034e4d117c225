/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/query.h"
#include "store/database.h"

G_BEGIN_DECLS

/**
 * RabtaSelect:
 *
 * SQL of a query with the values for its parameters, in order. Values are only ever bound.
 */
typedef struct
{
  GString *sql;
  GArray  *values; /* of RabtaValue */
} RabtaSelect;

/* @columns follows SELECT; "t" is the table of the query's kind. */
RabtaSelect *rabta_query_compile (RabtaQuery       *query,
                                  const char       *columns,
                                  gboolean          ordered,
                                  guint             limit);
/* The order of export: by id. */
RabtaSelect *rabta_query_compile_by_id (RabtaQuery *query,
                                  const char       *columns);
/* The search alone: numbers of the records of the query's kind whose own text it finds. NULL where
 * the query searches for nothing, or in other records too. */
RabtaSelect *rabta_query_compile_match (RabtaQuery *query);
/* Whether there is anything in its search that could be looked for. */
gboolean     rabta_query_is_searching (RabtaQuery *query);
void         rabta_select_bind   (RabtaSelect      *self,
                                  RabtaStatement   *statement);
void         rabta_select_free   (RabtaSelect      *self);

/* The columns of a whole record, for rabta_record_read_row(); owned by the program. */
const char  *rabta_query_columns (RabtaKind         kind,
                                  gboolean          with_titles);

/* An FTS5 expression of what a person typed, or NULL where nothing searchable was. */
char        *rabta_search_match  (const char       *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaSelect, rabta_select_free)

G_END_DECLS
