/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/room.h"

#include <glib.h>

G_BEGIN_DECLS

char *rabta_xml_words_for_syntax (int         code,
                                  const char *detail);
char *rabta_xml_words_for_schema (int         code);

G_END_DECLS
