/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "model/casebook.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaValidateDialog:
 *
 * Shows whether an XML file can be imported, and else what is wrong with it, line by line.
 */
#define RABTA_TYPE_VALIDATE_DIALOG (rabta_validate_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RabtaValidateDialog, rabta_validate_dialog, RABTA, VALIDATE_DIALOG, AdwWindow)

void rabta_validate_dialog_present (GtkWidget     *parent,
                                    RabtaCasebook *casebook);

G_END_DECLS
