/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a field of a conflict is called where the question is whether the record is deleted. */
#define RABTA_CONFLICT_RECORD "@record"

/**
 * RabtaConflictSide:
 * @value: (nullable): the value it gives, as in the change log; %NULL where it empties the field
 * @text: (nullable): the same for people
 * @officer: (nullable): who
 * @office: (nullable): code of that officer's office
 * @instant: when, as its clock had it
 * @is_mine: whether it was made in this copy of the casebook
 * @deletes: of a conflict about the record: whether it deletes
 */
typedef struct
{
  JsonNode *value;
  char     *text;
  char     *officer;
  char     *office;
  char     *instant;
  gboolean  is_mine;
  gboolean  deletes;
} RabtaConflictSide;

/**
 * RabtaConflict:
 * @kind: kind of the record
 * @record: its id
 * @title: what it is called
 * @field: name of the field, or %RABTA_CONFLICT_RECORD
 * @heading: the field for people
 * @base: (nullable): for people, what both sides replaced, where that is known here
 * @sides: (element-type RabtaConflictSide): what stands first
 *
 * A field to which two copies of the casebook gave different values, neither knowing of the other.
 */
typedef struct
{
  RabtaKind  kind;
  RabtaUuid  record;
  char      *title;
  char      *field;
  char      *heading;
  char      *base;
  GPtrArray *sides;
} RabtaConflict;

void       rabta_conflict_free               (RabtaConflict         *self);

GPtrArray *rabta_casebook_list_conflicts_sync (RabtaCasebook        *self,
                                              guint                  limit,
                                              GCancellable          *cancellable,
                                              GError               **error);
void       rabta_casebook_list_conflicts_async (RabtaCasebook       *self,
                                              guint                  limit,
                                              GCancellable          *cancellable,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);
GPtrArray *rabta_casebook_list_conflicts_finish (RabtaCasebook      *self,
                                              GAsyncResult          *result,
                                              GError               **error);

gboolean   rabta_batch_decide                (RabtaBatch            *self,
                                              RabtaKind              kind,
                                              const RabtaUuid       *record,
                                              const char            *field,
                                              JsonNode              *value,
                                              GError               **error);
gboolean   rabta_batch_decide_record         (RabtaBatch            *self,
                                              RabtaKind              kind,
                                              const RabtaUuid       *record,
                                              gboolean               keep,
                                              GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaConflict, rabta_conflict_free)

G_END_DECLS
