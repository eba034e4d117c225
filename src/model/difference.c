/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Why two figures differ. Of every record it is noted which figures of the one state count it; a walk over the
 * other state finds the same again for most of them, and what is left over makes the difference. */

#include "model/difference-private.h"

#include "model/casebook-private.h"
#include "model/rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Where a record stands in one state. */
typedef struct
{
  gboolean      is_there;
  RabtaFigure **figures; /* of the state's RabtaFigures; NULL where it is in none */
  guint         n_figures;
  char         *field;   /* that breaks a rule, or NULL */
  char         *reason;  /* why it is left out, or NULL */
} Standing;

typedef struct
{
  RabtaKind kind;
  RabtaUuid id;
  char     *title;
  Standing  before;
  Standing  after;
} Moved;

typedef struct
{
  RabtaDifference *difference;
  GHashTable      *before; /* id of Moved to Moved: what has not been met in the other state yet */
} Comparing;

static void
standing_clear (Standing *self)
{
  g_free (self->figures);
  g_free (self->field);
  g_free (self->reason);
}

static void
moved_free (gpointer data)
{
  Moved *self = data;

  standing_clear (&self->before);
  standing_clear (&self->after);
  g_free (self->title);
  g_free (self);
}

static void
figure_move_free (gpointer data)
{
  RabtaFigureMove *self = data;

  g_free (self->title);
  g_free (self->field);
  g_free (self->reason);
  g_free (self);
}

void
rabta_difference_free (RabtaDifference *self)
{
  g_clear_pointer (&self->before, rabta_figures_free);
  g_clear_pointer (&self->after, rabta_figures_free);
  g_clear_pointer (&self->figures, g_ptr_array_unref);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->moved, g_ptr_array_unref);
  g_free (self);
}

static void
take_standing (Standing           *self,
               const RabtaCounted *counted)
{
  self->is_there = TRUE;
  self->n_figures = counted->n_figures;
  self->figures = g_memdup2 (counted->figures, counted->n_figures * sizeof *counted->figures);
  if (counted->findings->len > 0)
    {
      const RabtaFinding *finding = g_ptr_array_index (counted->findings, 0);

      self->field = g_strdup (finding->field);
      self->reason = g_strdup (finding->message);
    }
}

static gboolean
counts (const Standing *self,
        const char     *code)
{
  for (guint i = 0; i < self->n_figures; i++)
    if (strcmp (self->figures[i]->code, code) == 0)
      return TRUE;

  return FALSE;
}

/* The figures of a record come in one order. */
static gboolean
is_same (const Standing     *before,
         const RabtaCounted *after)
{
  if (before->n_figures != after->n_figures)
    return FALSE;
  for (guint i = 0; i < before->n_figures; i++)
    if (strcmp (before->figures[i]->code, after->figures[i]->code) != 0)
      return FALSE;

  return TRUE;
}

static gboolean
note_before_cb (const RabtaCounted  *counted,
                gpointer             user_data,
                GError             **error)
{
  Comparing *self = user_data;
  Moved *moved = g_new0 (Moved, 1);

  moved->kind = rabta_record_get_kind (counted->record);
  moved->id = *rabta_record_get_id (counted->record);
  take_standing (&moved->before, counted);
  g_hash_table_insert (self->before, &moved->id, moved);

  return TRUE;
}

static gboolean
compare_after_cb (const RabtaCounted  *counted,
                  gpointer             user_data,
                  GError             **error)
{
  Comparing *self = user_data;
  const RabtaUuid *id = rabta_record_get_id (counted->record);
  Moved *moved = g_hash_table_lookup (self->before, id);

  if (moved != NULL && is_same (&moved->before, counted))
    {
      g_hash_table_remove (self->before, id);
      return TRUE;
    }
  if (moved != NULL)
    {
      g_hash_table_steal (self->before, id);
    }
  else
    {
      moved = g_new0 (Moved, 1);
      moved->kind = rabta_record_get_kind (counted->record);
      moved->id = *id;
    }
  moved->title = rabta_record_dup_title (counted->record);
  take_standing (&moved->after, counted);
  g_ptr_array_add (self->difference->moved, moved);

  return TRUE;
}

/* What was not met again is gone. */
static gboolean
take_gone (Comparing    *self,
           RabtaReader  *before,
           GError      **error)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->before);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Moved *moved = value;
      g_autoptr (RabtaRecord) record = rabta_casebook_fetch_id (rabta_reader_get_database (before), moved->kind, &moved->id,
                                                                TRUE, error);

      if (record == NULL)
        return FALSE;
      moved->title = rabta_record_dup_title (record);
      g_hash_table_iter_steal (&iter);
      g_ptr_array_add (self->difference->moved, moved);
    }

  return TRUE;
}

static RabtaFigureDifference *
add_figure (RabtaDifference   *self,
            const RabtaFigure *figure)
{
  RabtaFigureDifference *difference = g_new0 (RabtaFigureDifference, 1);

  difference->code = figure->code;
  difference->heading = figure->heading;
  difference->label = figure->label;
  difference->is_total = figure->is_total;
  g_ptr_array_add (self->figures, difference);

  return difference;
}

/* Both are in the order of the figures, so that one walk puts them side by side. */
static void
pair_figures (RabtaDifference *self)
{
  GPtrArray *after = self->after->figures;
  guint n_before = self->before != NULL ? self->before->figures->len : 0;
  guint i = 0, j = 0;

  while (i < n_before || j < after->len)
    {
      const RabtaFigure *one = i < n_before ? g_ptr_array_index (self->before->figures, i) : NULL;
      const RabtaFigure *other = j < after->len ? g_ptr_array_index (after, j) : NULL;
      int order = one == NULL ? 1 : other == NULL ? -1 : rabta_figure_compare (one, other);
      RabtaFigureDifference *difference = add_figure (self, order <= 0 ? one : other);

      if (order <= 0)
        {
          difference->before = one->count;
          i++;
        }
      if (order >= 0)
        {
          difference->after = other->count;
          difference->n_conflicts = other->n_conflicts;
          j++;
        }
    }
}

static void
count_moves (RabtaDifference *self)
{
  g_autoptr (GHashTable) by_code = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->figures->len; i++)
    {
      RabtaFigureDifference *difference = g_ptr_array_index (self->figures, i);

      g_hash_table_insert (by_code, (gpointer) difference->code, difference);
    }
  for (guint i = 0; i < self->moved->len; i++)
    {
      const Moved *moved = g_ptr_array_index (self->moved, i);

      for (guint j = 0; j < moved->before.n_figures; j++)
        if (!counts (&moved->after, moved->before.figures[j]->code))
          ((RabtaFigureDifference *) g_hash_table_lookup (by_code, moved->before.figures[j]->code))->n_left++;
      for (guint j = 0; j < moved->after.n_figures; j++)
        if (!counts (&moved->before, moved->after.figures[j]->code))
          ((RabtaFigureDifference *) g_hash_table_lookup (by_code, moved->after.figures[j]->code))->n_came++;
    }
}

static gboolean
compare_figures (RabtaDifference  *self,
                 RabtaReader      *before,
                 RabtaReader      *after,
                 RabtaProgramme   *programme,
                 GCancellable     *cancellable,
                 GError          **error)
{
  g_autoptr (GHashTable) standings = g_hash_table_new_full (rabta_uuid_hash, rabta_uuid_equal, NULL, moved_free);
  Comparing comparing = { self, standings };

  self->figures = g_ptr_array_new_with_free_func (g_free);
  self->moved = g_ptr_array_new_with_free_func (moved_free);
  if (before != NULL)
    {
      self->before = rabta_figures_compute (before, programme, note_before_cb, &comparing, cancellable, error);
      if (self->before == NULL)
        return FALSE;
    }
  self->after = rabta_figures_compute (after, programme, compare_after_cb, &comparing, cancellable, error);
  if (self->after == NULL || !take_gone (&comparing, before, error))
    return FALSE;
  pair_figures (self);
  count_moves (self);

  return TRUE;
}

/**
 * rabta_difference_new:
 * @before: (nullable): the one state; %NULL: nothing was there
 * @after: the other
 * @programme: whose codes and rules hold for both
 * @kinds: bit mask of 1 << RabtaKind of the kinds of records to compare; figures are of all
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what differs
 */
RabtaDifference *
rabta_difference_new (RabtaReader     *before,
                      RabtaReader     *after,
                      RabtaProgramme  *programme,
                      guint            kinds,
                      GCancellable    *cancellable,
                      GError         **error)
{
  g_autoptr (RabtaDifference) self = g_new0 (RabtaDifference, 1);

  g_return_val_if_fail (after != NULL && RABTA_IS_PROGRAMME (programme), NULL);

  if (!compare_figures (self, before, after, programme, cancellable, error) ||
      !rabta_difference_compare_records (self, before, after, programme, kinds, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * rabta_difference_choose_programme:
 * @before: (nullable): the one state
 * @after: the other
 *
 * Returns: (transfer none): the programme to compare both by: the newer definition
 */
RabtaProgramme *
rabta_difference_choose_programme (RabtaCasebook *before,
                                   RabtaCasebook *after)
{
  RabtaProgramme *one = before != NULL ? rabta_casebook_get_programme (before) : NULL;
  RabtaProgramme *other = rabta_casebook_get_programme (after);

  return one != NULL && strcmp (rabta_programme_get_id (one), rabta_programme_get_id (other)) == 0 &&
                 rabta_programme_get_version (one) > rabta_programme_get_version (other)
           ? one
           : other;
}

/* The part of the same whole that counts the record in the other state: the stage it went to. */
static const RabtaFigure *
find_sibling (const Standing    *standing,
              const RabtaFigure *figure)
{
  for (guint i = 0; i < standing->n_figures && !figure->is_total; i++)
    if (!standing->figures[i]->is_total && strcmp (standing->figures[i]->heading, figure->heading) == 0)
      return standing->figures[i];

  return NULL;
}

/* @here: where the figure counts it; @there: where it does not. */
static char *
make_reason (const Standing    *here,
             const Standing    *there,
             const RabtaFigure *figure,
             gboolean           came)
{
  const RabtaFigure *sibling = find_sibling (there, figure);

  if (!there->is_there)
    return g_strdup (came ? _("New") : _("Withdrawn"));
  if (there->reason != NULL)
    return g_strdup_printf (came ? _("Was left out: %s") : _("Left out: %s"), there->reason);
  if (sibling != NULL)
    return g_strdup_printf (came ? _("From “%s”") : _("To “%s”"), sibling->label);

  return g_strdup (_("Changed"));
}

static void
add_move (GPtrArray      *moves,
          const Moved    *moved,
          const Standing *here,
          const Standing *there,
          const char     *code)
{
  gboolean came = here == &moved->after;
  RabtaFigureMove *move;
  guint i = 0;

  if (!counts (here, code) || counts (there, code))
    return;
  while (strcmp (here->figures[i]->code, code) != 0)
    i++;
  move = g_new0 (RabtaFigureMove, 1);
  move->kind = moved->kind;
  move->record = moved->id;
  move->title = g_strdup (moved->title);
  move->came = came;
  move->field = g_strdup (there->field);
  move->reason = make_reason (here, there, here->figures[i], came);
  g_ptr_array_add (moves, move);
}

/**
 * rabta_difference_list_moves:
 * @self: a difference
 * @code: of a figure
 *
 * Returns: (transfer full) (element-type RabtaFigureMove): the records that make the difference, those that
 *   came first
 */
GPtrArray *
rabta_difference_list_moves (RabtaDifference *self,
                             const char      *code)
{
  GPtrArray *moves = g_ptr_array_new_with_free_func (figure_move_free);

  for (guint i = 0; i < self->moved->len; i++)
    {
      const Moved *moved = g_ptr_array_index (self->moved, i);

      add_move (moves, moved, &moved->after, &moved->before, code);
    }
  for (guint i = 0; i < self->moved->len; i++)
    {
      const Moved *moved = g_ptr_array_index (self->moved, i);

      add_move (moves, moved, &moved->before, &moved->after, code);
    }

  return moves;
}
