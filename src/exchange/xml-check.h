/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/room.h"
#include "model/record.h"
#include "programme/programme.h"

G_BEGIN_DECLS

/**
 * RabtaXmlCodeCheck:
 *
 * What is known of the programme definition that a file's codes belong to.
 */
typedef enum
{
  RABTA_XML_CODES_KNOWN, /* ours or an older version of it: a code we do not know is a mistake */
  RABTA_XML_CODES_NEWER, /* a newer version or another definition: the code is kept */
} RabtaXmlCodeCheck;

char    *rabta_xml_check_shorten   (const char        *text);
gboolean rabta_xml_check_value     (const RabtaField  *field,
                                    const char        *text,
                                    gsize              length,
                                    RabtaValue        *value,
                                    char             **message);
gboolean rabta_xml_check_code      (RabtaProgramme    *programme,
                                    const RabtaField  *field,
                                    const char        *code,
                                    char             **message);

G_END_DECLS
