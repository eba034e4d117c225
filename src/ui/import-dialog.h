/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "model/casebook.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaImportDialog:
 *
 * Leads through the import of a CSV or TSV file: the file, its columns, what would be done, what was
 * done. Nothing changes before the officer has seen what would be done and says "Import".
 */
#define RABTA_TYPE_IMPORT_DIALOG (rabta_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RabtaImportDialog, rabta_import_dialog, RABTA, IMPORT_DIALOG, AdwWindow)

void rabta_import_dialog_present (GtkWidget     *parent,
                                  RabtaCasebook *casebook,
                                  GFile         *file);

G_END_DECLS
