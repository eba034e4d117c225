/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/room.h"
#include "model/record.h"
#include "programme/programme.h"

G_BEGIN_DECLS

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
gboolean rabta_xml_check_extra     (RabtaProgramme    *programme,
                                    RabtaTrack        *track,
                                    const char        *name,
                                    const char        *text,
                                    char             **message);

G_END_DECLS
