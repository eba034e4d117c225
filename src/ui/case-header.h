/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaCaseHeader:
 *
 * The head of a case's page: whose case it is, on which track, and how it stands.
 */
#define RABTA_TYPE_CASE_HEADER (rabta_case_header_get_type ())
G_DECLARE_FINAL_TYPE (RabtaCaseHeader, rabta_case_header, RABTA, CASE_HEADER, AdwBin)

GtkWidget *rabta_case_header_new (RabtaCasebook   *casebook);
/* @pauses: of RabtaRecord, the pauses of the case. */
void       rabta_case_header_set (RabtaCaseHeader *self,
                                  RabtaRecord     *case_,
                                  GPtrArray       *pauses);

G_END_DECLS
