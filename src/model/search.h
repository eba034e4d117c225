/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "store/database.h"

G_BEGIN_DECLS

/* A row of the index is numbered pk << 5 | kind. */
#define RABTA_SEARCH_KIND_BITS 5
#define RABTA_SEARCH_KIND_MASK 31

gboolean rabta_search_update  (RabtaDatabase  *database,
                               RabtaRecord    *record,
                               GString        *buffer,
                               gboolean        is_new,
                               GError        **error);
gboolean rabta_search_remove  (RabtaDatabase  *database,
                               RabtaKind       kind,
                               gint64          pk,
                               GError        **error);
void     rabta_search_document (RabtaRecord   *record,
                               GString        *text);

G_END_DECLS
