/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room: libxml2, set up for files from anywhere. */
#pragma once

#include "programme/room.h"

#include <glib.h>
#include <libxml/xmlerror.h>

G_BEGIN_DECLS

#define RABTA_PROGRAMME_NAMESPACE "urn:smeda:rabta:programme:1"

void      rabta_programme_xml_init     (void);
char     *rabta_programme_xml_describe (const xmlError *error);
gboolean  rabta_programme_xml_validate (GBytes         *xml,
                                        int            *line,
                                        char          **problem);

G_END_DECLS
