/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/kind.h"
#include "ui/room.h"

G_BEGIN_DECLS

#define RABTA_SECTION_FIELDS 16

/**
 * RabtaSection:
 * @title: heading over the fields; untranslated
 * @fields: names of fields, in the order they are typed; ends with %NULL
 */
typedef struct
{
  const char *title;
  const char *fields[RABTA_SECTION_FIELDS];
} RabtaSection;

gboolean            rabta_section_offers_field (const RabtaField *field);
const RabtaSection *rabta_sections_for_kind    (RabtaKind         kind,
                                                guint            *n_sections);
/* (element-type RabtaField): the fields of a section; @index == n_sections: those no section names. */
GPtrArray          *rabta_section_list_fields  (RabtaKind         kind,
                                                guint             index);

G_END_DECLS
