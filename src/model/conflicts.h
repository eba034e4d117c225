/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"

G_BEGIN_DECLS

/* What a field of a conflict is called where the question is whether the record is deleted, or stands
 * aside for one that it was merged into; and where it is, for which. Fields begin with a letter. */
#define RABTA_CONFLICT_RECORD "@record"
#define RABTA_CONFLICT_MERGED "@merged"

/**
 * RabtaConflictSide:
 * @value: (nullable): the value it gives, as JSON as in the change log; %NULL where it gives none
 * @text: (nullable): the same for people; of a conflict about the record, what was changed in it;
 *   %NULL where it empties the field
 * @officer: (nullable): who
 * @office: (nullable): code of that officer's office
 * @instant: when, as its clock had it
 * @stamp: the same, for comparing
 * @is_mine: whether it was made in this copy of the casebook
 * @deletes: of a conflict about the record: whether it deletes it or merges it into another
 * @merges: whether it merges, into what @text says
 *
 * One of the changes that disagree. Where a decision was undone, it is told who had made the change
 * before the decision.
 */
typedef struct
{
  char     *value;
  char     *text;
  char     *officer;
  char     *office;
  char     *instant;
  gint64    stamp;
  gboolean  is_mine;
  gboolean  deletes;
  gboolean  merges;
} RabtaConflictSide;

/**
 * RabtaConflict:
 * @kind: kind of the record
 * @record: its id
 * @title: (nullable): what it is called
 * @field: name of the field, or %RABTA_CONFLICT_RECORD
 * @info: (nullable): what is known of the field; %NULL for the record as a whole and for fields that
 *   are not known here
 * @heading: the field for people
 * @has_base: whether what the sides replaced is known here
 * @base: (nullable): what that was, as JSON as in the change log
 * @base_text: (nullable): the same for people
 * @sides: (element-type RabtaConflictSide): what stands first
 * @heads: by which it is recognized: another text, another conflict
 *
 * A field to which two copies of the casebook gave different values, neither knowing of the other.
 */
typedef struct
{
  RabtaKind         kind;
  RabtaUuid         record;
  char             *title;
  char             *field;
  const RabtaField *info;
  char             *heading;
  gboolean          has_base;
  char             *base;
  char             *base_text;
  GPtrArray        *sides;
  char             *heads;
} RabtaConflict;

/**
 * RabtaConflictFilter:
 * @kind: only of this kind; %RABTA_KIND_NONE: of all
 * @field: (nullable): only of this field
 * @record: (nullable): only of this record
 * @offset: so many are passed over
 * @limit: at most so many; 0: all
 */
typedef struct
{
  RabtaKind        kind;
  const char      *field;
  const RabtaUuid *record;
  guint            offset;
  guint            limit;
} RabtaConflictFilter;

#define RABTA_CONFLICT_FILTER_ALL { .kind = RABTA_KIND_NONE }

void       rabta_conflict_free               (RabtaConflict         *self);
gboolean   rabta_conflict_read_value         (const RabtaConflict   *self,
                                              const char            *json,
                                              RabtaValue            *value);
char      *rabta_conflict_make_json          (const RabtaValue      *value);

GPtrArray *rabta_casebook_list_conflicts_sync (RabtaCasebook        *self,
                                              const RabtaConflictFilter *filter,
                                              GCancellable          *cancellable,
                                              GError               **error);
void       rabta_casebook_list_conflicts_async (RabtaCasebook       *self,
                                              const RabtaConflictFilter *filter,
                                              GCancellable          *cancellable,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);
GPtrArray *rabta_casebook_list_conflicts_finish (RabtaCasebook      *self,
                                              GAsyncResult          *result,
                                              GError               **error);

void       rabta_casebook_count_conflicts_async (RabtaCasebook      *self,
                                              GCancellable          *cancellable,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);
gint64     rabta_casebook_count_conflicts_finish (RabtaCasebook     *self,
                                              GAsyncResult          *result,
                                              GError               **error); /* -1 on error */
gint64     rabta_casebook_count_conflicts_sync (RabtaCasebook       *self,
                                              GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaConflict, rabta_conflict_free)

G_END_DECLS
