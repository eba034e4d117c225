/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/exchange-tasks.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How the exchange of files is told to people. */

char       *rabta_exchange_dup_peer        (const RabtaPeer          *peer);
const RabtaPeer *rabta_exchange_find_peer  (GPtrArray                *peers,
                                            const guint8             *site);
char       *rabta_exchange_dup_copy        (GPtrArray                *peers,
                                            const guint8             *site);
const char *rabta_exchange_role_words      (RabtaPeerRole             role);
char       *rabta_exchange_dup_numbers     (GArray                   *numbers);
char       *rabta_exchange_dup_missing     (GPtrArray                *files,
                                            const guint8             *site);
char       *rabta_exchange_dup_received    (const RabtaReceiveReport *report);
void        rabta_exchange_set_fingerprint (GtkLabel                 *label,
                                            const RabtaPublicKey     *key);

G_END_DECLS
