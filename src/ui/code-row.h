/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "programme/programme.h"
#include "ui/room.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaCodeRow:
 *
 * A row that chooses one code of a short list, for questions. Codes that are no longer valid are not
 * offered.
 */
#define RABTA_TYPE_CODE_ROW (rabta_code_row_get_type ())
G_DECLARE_FINAL_TYPE (RabtaCodeRow, rabta_code_row, RABTA, CODE_ROW, AdwComboRow)

GtkWidget  *rabta_code_row_new      (RabtaProgramme *programme,
                                     const char     *list,
                                     const char     *title);
const char *rabta_code_row_get_code (RabtaCodeRow   *self);
void        rabta_code_row_set_code (RabtaCodeRow   *self,
                                     const char     *code);

G_END_DECLS
