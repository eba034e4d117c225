/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/bulk-dialog.h"

G_BEGIN_DECLS

/* Asks for the track, the event and the partner and opens a case for each of @enterprises
 * (RabtaRecord). With one enterprise, the new case is offered to be shown. Returns the dialog. */
RabtaBulkDialog *rabta_case_opening_present (GtkWidget     *parent,
                                             RabtaCasebook *casebook,
                                             GPtrArray     *enterprises);

G_END_DECLS
