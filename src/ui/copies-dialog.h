/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "model/casebook.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaCopiesDialog:
 *
 * The key of this copy of the casebook and the register of the others.
 */
#define RABTA_TYPE_COPIES_DIALOG (rabta_copies_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RabtaCopiesDialog, rabta_copies_dialog, RABTA, COPIES_DIALOG, AdwWindow)

GtkWidget *rabta_copies_dialog_present (GtkWidget     *parent,
                                        RabtaCasebook *casebook);

G_END_DECLS
