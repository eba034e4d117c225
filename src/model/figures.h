/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"

G_BEGIN_DECLS

/**
 * RabtaFigure:
 * @code: permanent, such as "cases.stage.BUY-03"; its first part names the kind of record
 * @heading: what the figure is one of, for people: "Cases by stage"
 * @label: what it counts, for people
 * @kind: what is counted
 * @is_total: it stands for itself and is there even where it is 0; the others are parts of a whole
 * @count: so many records
 * @n_women_led: those of them that are, or are of, a women-led enterprise
 * @n_micro: those of them that are, or are of, a micro enterprise
 * @n_conflicts: those of them about which copies disagree in a field that the programme marks as critical
 *
 * A figure as the office and headquarters alike compute it.
 */
typedef struct
{
  char      *code;
  char      *heading;
  char      *label;
  RabtaKind  kind;
  gboolean   is_total;
  gint64     count;
  gint64     n_women_led;
  gint64     n_micro;
  gint64     n_conflicts;
} RabtaFigure;

/**
 * RabtaLeftOut:
 * @kind: kind of the record
 * @record: its id
 * @title: what people call it
 * @field: (nullable): name of the field that breaks a rule
 * @reason: for people
 *
 * A record that breaks a rule and is in no figure. There is one for each rule broken.
 */
typedef struct
{
  RabtaKind  kind;
  RabtaUuid  record;
  char      *title;
  char      *field;
  char      *reason;
} RabtaLeftOut;

/**
 * RabtaFigures:
 * @figures: (element-type RabtaFigure): in the order in which people read them
 * @left_out: (element-type RabtaLeftOut): what is in none of them, and why
 * @n_left_out: how many records that are
 */
typedef struct
{
  GPtrArray *figures;
  GPtrArray *left_out;
  gint64     n_left_out;
} RabtaFigures;

/**
 * RabtaCounted:
 * @record: a record; reused for the next
 * @figures: the figures that count it, as they stand so far; none where it is left out
 * @n_figures: how many
 * @findings: (element-type RabtaFinding): the rules that it breaks; none where it is counted
 * @in_conflict: copies disagree about it in a critical field
 */
typedef struct
{
  RabtaRecord  *record;
  RabtaFigure **figures;
  guint         n_figures;
  GPtrArray    *findings;
  gboolean      in_conflict;
} RabtaCounted;

typedef gboolean (*RabtaCountedFunc) (const RabtaCounted  *counted,
                                      gpointer             user_data,
                                      GError             **error);

/* One that stands behind a figure. */
typedef struct
{
  RabtaKind  kind;
  RabtaUuid  record;
  char      *title;
  gboolean   in_conflict;
} RabtaFigureRecord;

RabtaFigures      *rabta_figures_compute      (RabtaReader          *reader,
                                               RabtaProgramme       *programme,
                                               RabtaCountedFunc      func,
                                               gpointer              user_data,
                                               GCancellable         *cancellable,
                                               GError              **error);
GPtrArray         *rabta_figures_list_records (RabtaReader          *reader,
                                               RabtaProgramme       *programme,
                                               const char           *code,
                                               GCancellable         *cancellable,
                                               GError              **error);
const RabtaFigure *rabta_figures_find         (const RabtaFigures   *self,
                                               const char           *code);
/* By their order for people; both computed with the same programme. */
int                rabta_figure_compare       (const RabtaFigure    *a,
                                               const RabtaFigure    *b);
void               rabta_figures_free         (RabtaFigures         *self);
void               rabta_figure_record_free   (RabtaFigureRecord    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaFigures, rabta_figures_free)

G_END_DECLS
