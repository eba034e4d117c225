/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/room.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RabtaMoneyStyle:
 * @RABTA_MONEY_PLAIN: rupees and paisa with a point and no grouping, "10000000.00": the form of XML and CSV
 * @RABTA_MONEY_GROUPED: grouped 3;2;2 with the currency, "PKR 1,00,00,000"; paisa only when not zero
 * @RABTA_MONEY_MILLIONS: in millions, "PKR 10.00 million"
 */
typedef enum
{
  RABTA_MONEY_PLAIN,
  RABTA_MONEY_GROUPED,
  RABTA_MONEY_MILLIONS,
} RabtaMoneyStyle;

gboolean rabta_money_parse  (const char       *text,
                             gint64           *paisa,
                             GError          **error);
char    *rabta_money_format (gint64            paisa,
                             RabtaMoneyStyle   style);

G_END_DECLS
