/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/table-import-private.h"

G_BEGIN_DECLS

/* The contact person of an enterprise, from the columns of its row. */
gboolean rabta_import_contact_take (RabtaTableImport     *self,
                                    RabtaBatch           *batch,
                                    const RabtaTableRow  *row,
                                    RabtaRecord          *enterprise,
                                    gboolean             *added,
                                    GError              **error);

G_END_DECLS
