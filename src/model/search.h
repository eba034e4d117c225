/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "store/database.h"

G_BEGIN_DECLS

/* A row of the index is numbered pk << 5 | kind. */
#define RABTA_SEARCH_KIND_BITS 5
#define RABTA_SEARCH_KIND_MASK 31

/**
 * RabtaSearchIndex:
 *
 * What a transaction changes in the search index.
 */
typedef struct _RabtaSearchIndex RabtaSearchIndex;

RabtaSearchIndex *rabta_search_index_new    (RabtaDatabase     *database);
void              rabta_search_index_free   (RabtaSearchIndex  *self);
gboolean          rabta_search_index_put    (RabtaSearchIndex  *self,
                                             RabtaRecord       *record,
                                             gboolean           is_new,
                                             GError           **error);
gboolean          rabta_search_index_remove (RabtaSearchIndex  *self,
                                             RabtaKind          kind,
                                             gint64             pk,
                                             GError           **error);
gboolean          rabta_search_index_flush  (RabtaSearchIndex  *self,
                                             GError           **error);

void              rabta_search_document     (RabtaRecord       *record,
                                             GString           *text);
GStrv             rabta_search_words        (const char        *text);
gboolean          rabta_search_text_has     (const char         *text,
                                             const char * const *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaSearchIndex, rabta_search_index_free)

G_END_DECLS
