/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/kind.h"
#include "programme/programme.h"
#include "store/database.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

const RabtaField *rabta_change_find_field  (RabtaProgramme   *programme,
                                            RabtaKind         kind,
                                            const char       *name);
char             *rabta_change_show_value  (RabtaDatabase    *database,
                                            RabtaProgramme   *programme,
                                            const RabtaField *field,
                                            JsonNode         *node);
char             *rabta_change_show_record (RabtaDatabase    *database,
                                            RabtaProgramme   *programme,
                                            RabtaKind         kind,
                                            const RabtaUuid  *id);

G_END_DECLS
