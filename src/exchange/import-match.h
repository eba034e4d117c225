/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/import-mapping.h"
#include "model/rules.h"

G_BEGIN_DECLS

/**
 * RabtaImportMatch:
 * @update: whether the row's values go into the enterprise that is there
 * @is_seen: an earlier row of the same file has been taken into that enterprise; its values stand,
 *   so that a file that contradicts itself gives the same result each time it is imported
 * @name_status: what the row says of its name
 *
 * How a row meets the enterprise it is a duplicate of.
 */
typedef struct
{
  gboolean        update;
  gboolean        is_seen;
  RabtaNameStatus name_status;
} RabtaImportMatch;

void            rabta_import_match_apply   (const RabtaImportMatch  *self,
                                            RabtaRecord             *row,
                                            RabtaRecord             *existing);
const RabtaDuplicate *
                rabta_import_match_choose  (RabtaRecord             *row,
                                            GPtrArray               *duplicates);
RabtaDuplicate *rabta_import_match_by_name (RabtaBatch              *batch,
                                            RabtaRecord             *row,
                                            GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaDuplicate, rabta_duplicate_free)

G_END_DECLS
