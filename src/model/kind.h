/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/field.h"
#include "model/room.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RabtaKind:
 *
 * The kinds of record, in dependency order: a record refers only to kinds before its own. The
 * numbers are kept in the search index: a new kind goes before %RABTA_N_KINDS, none ever moves.
 */
typedef enum
{
  RABTA_KIND_OFFICE,
  RABTA_KIND_OFFICER,
  RABTA_KIND_HOLIDAY,
  RABTA_KIND_ORGANIZATION,
  RABTA_KIND_EVENT,
  RABTA_KIND_ENTERPRISE,
  RABTA_KIND_PERSON,
  RABTA_KIND_PRODUCT,
  RABTA_KIND_PARTICIPATION,
  RABTA_KIND_CASE,
  RABTA_KIND_STAGE_ENTRY,
  RABTA_KIND_CHECKLIST_ITEM,
  RABTA_KIND_PAUSE,
  RABTA_KIND_ACTIVITY,
  RABTA_KIND_FOLLOW_UP,
  RABTA_KIND_OUTCOME,
  RABTA_KIND_DOCUMENT,
  RABTA_KIND_TARGET,
  RABTA_N_KINDS,
  RABTA_KIND_NONE = -1,
} RabtaKind;

/**
 * RabtaKindInfo:
 * @kind: the kind
 * @name: XML element of one record, name in the change log and on the command line, "stage-entry"; permanent
 * @table: name in the database, "stage_entry"
 * @plural: XML element around the records of the kind, "stage-entries"
 * @heading: what people call one; untranslated
 * @heading_plural: what people call several; untranslated
 * @fields: the field table
 * @n_fields: its length, at most 64
 * @title: index of the field that names a record of the kind to people
 * @has_extra: whether programme-defined fields are kept in `extra`
 * @get_type: GType of its class
 */
typedef struct
{
  RabtaKind         kind;
  const char       *name;
  const char       *table;
  const char       *plural;
  const char       *heading;
  const char       *heading_plural;
  const RabtaField *fields;
  guint             n_fields;
  guint             title;
  gboolean          has_extra;
  GType           (*get_type) (void);
} RabtaKindInfo;

const RabtaKindInfo *rabta_kind_get_info  (RabtaKind            kind);
RabtaKind            rabta_kind_from_name (const char          *name);
int                  rabta_kind_find_field (const RabtaKindInfo *info,
                                           const char          *name);
int                  rabta_kind_find_element (const RabtaKindInfo *info,
                                           const char          *element);

G_END_DECLS
