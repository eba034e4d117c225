/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "model/casebook.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaExportDialog:
 *
 * Asks which part of the casebook goes into an XML file, and writes it.
 */
#define RABTA_TYPE_EXPORT_DIALOG (rabta_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RabtaExportDialog, rabta_export_dialog, RABTA, EXPORT_DIALOG, AdwWindow)

void rabta_export_dialog_present (GtkWidget     *parent,
                                  RabtaCasebook *casebook);

G_END_DECLS
