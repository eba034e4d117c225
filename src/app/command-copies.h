/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/keys.h"
#include "model/peers.h"

G_BEGIN_DECLS

RabtaPeer *rabta_command_find_copy   (RabtaCasebook         *casebook,
                                      const char            *word,
                                      GError               **error);
gboolean   rabta_command_compare_key (const RabtaPublicKey  *key,
                                      const char            *fingerprint,
                                      gboolean               yes,
                                      GError               **error);
/* For people, on stdout. */
void       rabta_command_print_copy  (const RabtaPublicKey  *key,
                                      const char            *office,
                                      const char            *name);

G_END_DECLS
