/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/room.h"

#include <glib.h>

G_BEGIN_DECLS

/* For small documents and for lines of large ones; records go through xml-writer. */

const char *rabta_xml_escape_of             (guchar        c,
                                             gboolean      in_attribute);
void        rabta_xml_text_append           (GString      *xml,
                                             const char   *text);
void        rabta_xml_text_append_attribute (GString      *xml,
                                             const char   *name,
                                             const char   *value);
void        rabta_xml_text_append_integer   (GString      *xml,
                                             const char   *name,
                                             gint64        value);
void        rabta_xml_text_append_hex       (GString      *xml,
                                             const char   *name,
                                             const guint8 *bytes,
                                             gsize         length);

G_END_DECLS
