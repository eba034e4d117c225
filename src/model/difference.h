/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/figures.h"

G_BEGIN_DECLS

#define RABTA_DIFFERENCE_ALL_KINDS ((1u << RABTA_N_KINDS) - 1)

typedef enum
{
  RABTA_DIFFERENCE_NEW,
  RABTA_DIFFERENCE_CHANGED,
  RABTA_DIFFERENCE_WITHDRAWN, /* deleted, or merged into another */
} RabtaDifferenceSort;

/* A field of a record, as people read it; NULL: empty. */
typedef struct
{
  char *field;
  char *heading;
  char *before;
  char *after;
} RabtaFieldDifference;

/**
 * RabtaRecordDifference:
 * @sort: what became of it
 * @kind: kind of the record
 * @record: its id
 * @title: what people call it, before where it was withdrawn
 * @fields: (element-type RabtaFieldDifference): the fields that changed
 * @merged_into: (nullable): title of the record that it was merged into
 */
typedef struct
{
  RabtaDifferenceSort  sort;
  RabtaKind            kind;
  RabtaUuid            record;
  char                *title;
  GPtrArray           *fields;
  char                *merged_into;
} RabtaRecordDifference;

/**
 * RabtaFigureDifference:
 * @code: of the figure
 * @heading: see #RabtaFigure
 * @label: see #RabtaFigure
 * @is_total: see #RabtaFigure
 * @before: the number in the one state
 * @after: the number in the other
 * @n_came: records that it counts in the other alone
 * @n_left: records that it counts in the one alone
 * @n_conflicts: of those of the other, so many about which copies disagree
 */
typedef struct
{
  const char *code;
  const char *heading;
  const char *label;
  gboolean    is_total;
  gint64      before;
  gint64      after;
  gint64      n_came;
  gint64      n_left;
  gint64      n_conflicts;
} RabtaFigureDifference;

/**
 * RabtaFigureMove:
 * @kind: kind of the record
 * @record: its id
 * @title: what people call it
 * @came: whether the figure counts it in the other state alone, else in the one alone
 * @field: (nullable): the field that breaks a rule, where that is why
 * @reason: why, for people
 *
 * A record that makes the difference between two values of a figure.
 */
typedef struct
{
  RabtaKind  kind;
  RabtaUuid  record;
  char      *title;
  gboolean   came;
  char      *field;
  char      *reason;
} RabtaFigureMove;

/**
 * RabtaDifference:
 * @before: (nullable): figures of the one state; %NULL where there is none
 * @after: figures of the other
 * @figures: (element-type RabtaFigureDifference): both side by side, those that are equal too
 * @records: (element-type RabtaRecordDifference): every record that is not the same, in the order of kinds
 * @counts: how many of them there are, by #RabtaDifferenceSort
 *
 * What differs between two states of the same casebook.
 */
typedef struct
{
  RabtaFigures *before;
  RabtaFigures *after;
  GPtrArray    *figures;
  GPtrArray    *records;
  guint         counts[3];

  /*< private >*/
  GPtrArray    *moved; /* of difference.c */
} RabtaDifference;

RabtaDifference *rabta_difference_new        (RabtaReader      *before,
                                              RabtaReader      *after,
                                              RabtaProgramme   *programme,
                                              guint             kinds,
                                              GCancellable     *cancellable,
                                              GError          **error);
RabtaProgramme  *rabta_difference_choose_programme (RabtaCasebook *before,
                                              RabtaCasebook    *after);
GPtrArray       *rabta_difference_list_moves (RabtaDifference  *self,
                                              const char       *code);
void             rabta_difference_free       (RabtaDifference  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaDifference, rabta_difference_free)

G_END_DECLS
