/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/room.h"

#include <glib.h>

G_BEGIN_DECLS

/* Raised whenever rabta_text_fold() changes what it returns for any text, so that stored folded
 * text can be told from what the present program would make of it. */
#define RABTA_TEXT_FOLDING_VERSION 1

gboolean rabta_text_is_xml_legal (const char  *text,
                                  gssize       length);
char    *rabta_text_clean        (const char  *text,
                                  gboolean     keep_lines);
char    *rabta_text_fold         (const char  *text);
void     rabta_text_fold_append  (GString     *folded,
                                  const char  *text);
char    *rabta_text_name_key     (const char  *name);
char    *rabta_text_ascii_digits (const char  *text);
gboolean rabta_set_str           (char       **target,
                                  const char  *value);

G_END_DECLS
