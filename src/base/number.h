/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/room.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RabtaNumber:
 *
 * An unsigned decimal number as it was written, exact: no binary fraction ever touches an amount.
 */
typedef struct
{
  guint64 whole;
  guint64 fraction;
  guint   fraction_digits;
} RabtaNumber;

gboolean rabta_number_scan    (const char        **cursor,
                               RabtaNumber        *number);
gboolean rabta_number_scale   (const RabtaNumber  *number,
                               guint64             factor,
                               guint64            *result);
char    *rabta_number_prepare (const char         *text);

G_END_DECLS
