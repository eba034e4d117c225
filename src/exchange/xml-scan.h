/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/room.h"

#include <glib.h>

G_BEGIN_DECLS

#define RABTA_XML_MAX_TAG 4096
#define RABTA_XML_MAX_DEPTH 16

/**
 * RabtaXmlScan:
 * @line: the line the scan is in, from 1
 *
 * What looks at the bytes of untrusted XML before a parser sees them.
 */
typedef struct
{
  int      line;
  /*< private >*/
  gsize    max_tag;
  int      max_depth;
  guint    state;
  gsize    tag_bytes;
  int      depth;
  char     quote;
  char     last;
  gboolean is_closing;
  gboolean begun;
} RabtaXmlScan;

void     rabta_xml_scan_init       (RabtaXmlScan  *self);
void     rabta_xml_scan_set_limits (RabtaXmlScan  *self,
                                    gsize          max_tag,
                                    int            max_depth);
gboolean rabta_xml_scan_feed       (RabtaXmlScan  *self,
                                    char          *data,
                                    gsize          length,
                                    gboolean       at_end,
                                    gsize         *accepted,
                                    GError       **error);

G_END_DECLS
