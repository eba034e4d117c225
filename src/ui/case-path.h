/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaCasePath:
 *
 * All stages of a case's track in their order: those behind it with the day they were left, the
 * present one marked, those ahead. Scrolls where it is too narrow.
 */
#define RABTA_TYPE_CASE_PATH (rabta_case_path_get_type ())
G_DECLARE_FINAL_TYPE (RabtaCasePath, rabta_case_path, RABTA, CASE_PATH, GtkWidget)

GtkWidget *rabta_case_path_new (RabtaCasebook *casebook);
/* @entries: of RabtaRecord, stage entries of the case. */
void       rabta_case_path_set (RabtaCasePath *self,
                                RabtaRecord   *case_,
                                GPtrArray     *entries);

G_END_DECLS
