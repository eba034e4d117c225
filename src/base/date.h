/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/room.h"

#include <glib.h>

G_BEGIN_DECLS

/* "YYYY-MM-DD" and its NUL. A date is kept and passed as this ISO 8601 text everywhere. */
#define RABTA_DATE_SIZE 11
/* "YYYY-MM-DDThh:mm:ssZ" and its NUL: an instant, always in UTC. */
#define RABTA_INSTANT_SIZE 21

/* Which of day and month comes first in "03/04/2026". Unknown order with both ≤ 12 is refused. */
typedef enum
{
  RABTA_DATE_ORDER_UNKNOWN,
  RABTA_DATE_ORDER_DAY_FIRST,
  RABTA_DATE_ORDER_MONTH_FIRST,
} RabtaDateOrder;

/**
 * RabtaWorkdayFunc:
 * @date: a date in ISO form
 *
 * Returns: whether offices work on @date
 */
typedef gboolean (*RabtaWorkdayFunc) (const char *date,
                                      gpointer    user_data);

gboolean rabta_date_parse             (const char        *text,
                                       RabtaDateOrder     order,
                                       char               date[RABTA_DATE_SIZE],
                                       GError           **error);
gboolean rabta_date_is_valid          (const char        *date);
void     rabta_date_today             (char               date[RABTA_DATE_SIZE]);
void     rabta_date_set_today         (const char        *date);
void     rabta_date_add_days          (const char        *date,
                                       int                days,
                                       char               result[RABTA_DATE_SIZE]);
int      rabta_date_days_between      (const char        *from,
                                       const char        *to);
int      rabta_date_weekday           (const char        *date);
void     rabta_date_add_workdays      (const char        *date,
                                       int                days,
                                       RabtaWorkdayFunc   is_workday,
                                       gpointer           user_data,
                                       char               result[RABTA_DATE_SIZE]);
int      rabta_date_workdays_between  (const char        *from,
                                       const char        *to,
                                       RabtaWorkdayFunc   is_workday,
                                       gpointer           user_data);
char    *rabta_date_display           (const char        *date);
char    *rabta_date_fiscal_year       (const char        *date);
void     rabta_instant_now            (char               instant[RABTA_INSTANT_SIZE]);
void     rabta_instant_from_ms        (gint64             unix_ms,
                                       char               instant[RABTA_INSTANT_SIZE]);
gboolean rabta_instant_is_valid       (const char        *instant);
char    *rabta_instant_display        (const char        *instant);

G_END_DECLS
