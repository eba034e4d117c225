/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/room.h"

#include <glib.h>

G_BEGIN_DECLS

/* What a number in a sheet is shown as. */
typedef enum
{
  RABTA_SHEET_PLAIN,
  RABTA_SHEET_PERCENT,
  RABTA_SHEET_DATE,
  RABTA_SHEET_MOMENT, /* date and time of day */
  RABTA_SHEET_TIME,
  RABTA_SHEET_MASK,   /* digits with leading zeros and dashes, "0000-0000000" */
} RabtaSheetShape;

/**
 * RabtaSheetFormat:
 * @mask: (nullable): with %RABTA_SHEET_MASK the digits as 0 and what stands between them
 */
typedef struct
{
  RabtaSheetShape  shape;
  char            *mask;
} RabtaSheetFormat;

void  rabta_sheet_format_parse     (const char             *code,
                                    RabtaSheetFormat       *format);
void  rabta_sheet_format_built_in  (guint                   id,
                                    RabtaSheetFormat       *format);
void  rabta_sheet_format_clear     (RabtaSheetFormat       *format);
char *rabta_sheet_number_to_text   (const char             *number,
                                    const RabtaSheetFormat *format,
                                    gboolean                from_1904);

G_END_DECLS
