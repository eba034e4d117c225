/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/date.h"
#include "ui/room.h"

G_BEGIN_DECLS

gboolean rabta_date_words_parse (const char  *text,
                                 char         date[RABTA_DATE_SIZE],
                                 GError     **error);

G_END_DECLS
