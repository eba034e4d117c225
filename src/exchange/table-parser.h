/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/table-source.h"

G_BEGIN_DECLS

/**
 * RabtaTableParser:
 *
 * Makes rows of the blocks of a file as they come; libcsv tells the cells apart.
 */
typedef struct _RabtaTableParser RabtaTableParser;

RabtaTableParser *rabta_table_parser_new      (char               separator,
                                               guint              first_line,
                                               gboolean           check_text);
void              rabta_table_parser_free     (RabtaTableParser  *self);
gboolean          rabta_table_parser_feed     (RabtaTableParser  *self,
                                               const char        *block,
                                               gsize              length);
void              rabta_table_parser_finish   (RabtaTableParser  *self);
gboolean          rabta_table_parser_next     (RabtaTableParser  *self,
                                               RabtaTableRow     *row);
void              rabta_table_parser_where    (RabtaTableParser  *self,
                                               guint             *row,
                                               guint             *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaTableParser, rabta_table_parser_free)

G_END_DECLS
