/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/exchange-item.h"

G_BEGIN_DECLS

/**
 * RabtaExchangeList:
 *
 * One part of the place "Exchange": its lines, or what to do where there is none. Signal "activated"
 * (#RabtaExchangeItem).
 */
#define RABTA_TYPE_EXCHANGE_LIST (rabta_exchange_list_get_type ())
G_DECLARE_FINAL_TYPE (RabtaExchangeList, rabta_exchange_list, RABTA, EXCHANGE_LIST, GtkWidget)

GtkWidget *rabta_exchange_list_new           (const char               *label,
                                              const char               *icon,
                                              const char               *empty_title,
                                              const char               *empty_text);
void       rabta_exchange_list_show_files    (RabtaExchangeList        *self,
                                              const RabtaExchangeLists *lists,
                                              gboolean                  sent);
void       rabta_exchange_list_show_to_mend  (RabtaExchangeList        *self,
                                              const RabtaExchangeLists *lists);
void       rabta_exchange_list_focus         (RabtaExchangeList        *self);

G_END_DECLS
