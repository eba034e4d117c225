/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room: libxml2, set up for files from anywhere. */
#pragma once

#include "programme/attributes.h"
#include "programme/room.h"

#include <glib.h>

G_BEGIN_DECLS

#define RABTA_PROGRAMME_XML_MAX_DEPTH 16

/**
 * RabtaProgrammeElementFunc:
 * @name: name of the element
 * @depth: how many elements it lies in; below %RABTA_PROGRAMME_XML_MAX_DEPTH
 * @attributes: its attributes, which vanish after the call; no language set
 * @line: where it begins
 *
 * Returns: whether to read on
 */
typedef gboolean (*RabtaProgrammeElementFunc) (const char             *name,
                                               int                     depth,
                                               const RabtaAttributes  *attributes,
                                               int                     line,
                                               gpointer                data);

gboolean rabta_programme_xml_validate (GBytes                     *xml,
                                       int                        *line,
                                       char                      **problem);
gboolean rabta_programme_xml_parse    (GBytes                     *xml,
                                       RabtaProgrammeElementFunc   func,
                                       gpointer                    data,
                                       int                        *line,
                                       char                      **problem);

G_END_DECLS
