/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures for everybody. A number that is too small tells of somebody, and it must not follow from the others
 * either: a total less its other parts is as good as the part. So the numbers are taken for what they are,
 * unknowns of linear equations – parts make a total, those that are women-led and those that are not make
 * all –, and numbers are kept back until no equation and no sum of equations leaves a single one of those
 * kept back. What can be said of them still is that they lie in some range. */
#include "model/figures-suppression.h"

#include <string.h>

/* A prime below 2³¹, so that a product fits: the equations are solved modulo it. */
#define MODULUS G_GUINT64_CONSTANT (2147483647)

/* Which figures are parts of which total; the codes of the parts are the total's list or, for what is not
 * any one's, the rest. Figures that are in none of these are not told: nothing is known of what they tell. */
static const struct
{
  const char *prefix;
  const char *total;
  const char *list;
} partitions[] = {
  { "enterprises.size.", "enterprises", "size" },
  { "cases.status.", "cases", "case-status" },
  { "cases.result.", "cases.status.closed", "case-result" },
  { "cases.track.", "cases", "track" },
  { "cases.stage.", "cases", "stage" },
  { "outcomes.type.", "outcomes", "outcome-type" },
};

static const char * const totals[] = { "enterprises", "enterprises.women-led", "cases", "outcomes" };

/* Two ways to say the same. */
static const struct
{
  const char   *a;
  RabtaMeasure  of_a;
  const char   *b;
  RabtaMeasure  of_b;
} same[] = {
  { "enterprises.women-led", RABTA_MEASURE_COUNT, "enterprises", RABTA_MEASURE_WOMEN_LED },
  { "enterprises.women-led", RABTA_MEASURE_WOMEN_LED, "enterprises", RABTA_MEASURE_WOMEN_LED },
  { "enterprises.size.micro", RABTA_MEASURE_COUNT, "enterprises", RABTA_MEASURE_MICRO },
  { "enterprises.size.micro", RABTA_MEASURE_MICRO, "enterprises", RABTA_MEASURE_MICRO },
  { "enterprises.women-led", RABTA_MEASURE_MICRO, "enterprises.size.micro", RABTA_MEASURE_WOMEN_LED },
};

typedef struct
{
  gint64   value;
  gboolean is_kept; /* back */
} Cell;

typedef struct
{
  guint cell;
  int   sign;
} Term;

typedef struct
{
  int         smallest;
  GPtrArray  *figures;   /* of RabtaPublicFigure; the cells of figure i are at i * RABTA_N_MEASURES */
  GArray     *cells;     /* of Cell; behind those of the figures what follows from them */
  GPtrArray  *equations; /* of GArray of Term, whose sum is 0 */
} Solver;

static const char *
find_code (RabtaProgramme *programme,
           const char     *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (totals); i++)
    if (strcmp (totals[i], code) == 0)
      return totals[i];

  for (guint i = 0; i < G_N_ELEMENTS (partitions); i++)
    {
      RabtaCodeList *list = rabta_programme_get_list (programme, partitions[i].list);
      const char *rest = code + strlen (partitions[i].prefix);

      if (g_str_has_prefix (code, partitions[i].prefix)
          && (strcmp (rest, "none") == 0 || (list != NULL && rabta_code_list_get_item (list, rest) != NULL)))
        return partitions[i].prefix;
    }

  return NULL;
}

static guint
add_cell (Solver *self,
          gint64  value)
{
  Cell cell = { value, value > 0 && value < self->smallest };

  g_array_append_val (self->cells, cell);
  return self->cells->len - 1;
}

static GArray *
add_equation (Solver *self)
{
  GArray *terms = g_array_new (FALSE, FALSE, sizeof (Term));

  g_ptr_array_add (self->equations, terms);
  return terms;
}

static void
add_term (GArray *terms,
          guint   cell,
          int     sign)
{
  Term term = { cell, sign };

  g_array_append_val (terms, term);
}

static gint64
value_of (Solver *self,
          guint   cell)
{
  return g_array_index (self->cells, Cell, cell).value;
}

/* The cell of a figure, or -1 where there is no such figure. */
static int
find_cell (Solver       *self,
           const char   *code,
           RabtaMeasure  measure)
{
  for (guint i = 0; i < self->figures->len; i++)
    {
      const RabtaPublicFigure *figure = self->figures->pdata[i];

      if (strcmp (figure->figure->code, code) == 0)
        return (int) (i * RABTA_N_MEASURES + measure);
    }

  return -1;
}

/* Those that are not women-led, and those that are not micro, follow from what is told. */
static void
add_others (Solver *self)
{
  guint n = self->figures->len;

  for (guint i = 0; i < n; i++)
    for (RabtaMeasure measure = RABTA_MEASURE_WOMEN_LED; measure < RABTA_N_MEASURES; measure++)
      {
        guint all = i * RABTA_N_MEASURES;
        guint others = add_cell (self, value_of (self, all) - value_of (self, all + measure));
        GArray *terms = add_equation (self);

        add_term (terms, all, 1);
        add_term (terms, all + measure, -1);
        add_term (terms, others, -1);
      }
}

static gboolean
is_part (RabtaProgramme *programme,
         const char     *code,
         const char     *prefix,
         const char     *track)
{
  RabtaStage *stage;

  if (!g_str_has_prefix (code, prefix))
    return FALSE;
  if (track == NULL)
    return TRUE;

  stage = rabta_programme_get_stage (programme, code + strlen (prefix));
  return stage != NULL && strcmp (rabta_stage_get_track (stage), track) == 0;
}

/* What is in none of the parts follows as well. @track: only the stages of this one, or %NULL. */
static void
add_partition (Solver         *self,
               RabtaProgramme *programme,
               const char     *total,
               const char     *prefix,
               const char     *track)
{
  for (RabtaMeasure measure = 0; measure < RABTA_N_MEASURES; measure++)
    {
      int whole = find_cell (self, total, measure);
      GArray *terms;
      gint64 rest;

      if (whole < 0)
        return;

      rest = value_of (self, (guint) whole);
      terms = add_equation (self);
      add_term (terms, (guint) whole, 1);
      for (guint i = 0; i < self->figures->len; i++)
        {
          const RabtaPublicFigure *part = self->figures->pdata[i];

          if (!is_part (programme, part->figure->code, prefix, track))
            continue;
          add_term (terms, i * RABTA_N_MEASURES + measure, -1);
          rest -= value_of (self, i * RABTA_N_MEASURES + measure);
        }
      add_term (terms, add_cell (self, rest), -1);
    }
}

static void
add_equations (Solver         *self,
               RabtaProgramme *programme)
{
  GListModel *tracks = rabta_programme_get_tracks (programme);

  add_others (self);
  for (guint i = 0; i < G_N_ELEMENTS (partitions); i++)
    add_partition (self, programme, partitions[i].total, partitions[i].prefix, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (tracks); i++)
    {
      g_autoptr (RabtaTrack) track = g_list_model_get_item (tracks, i);
      g_autofree char *total = g_strconcat ("cases.track.", rabta_track_get_code (track), NULL);

      add_partition (self, programme, total, "cases.stage.", rabta_track_get_code (track));
    }

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      int a = find_cell (self, same[i].a, same[i].of_a);
      int b = find_cell (self, same[i].b, same[i].of_b);
      GArray *terms;

      if (a < 0 || b < 0)
        continue;
      terms = add_equation (self);
      add_term (terms, (guint) a, 1);
      add_term (terms, (guint) b, -1);
    }
}

/* Keeps back the least of the numbers of an equation that is told yet; a 0 hides nothing. */
static gboolean
keep_least (Solver       *self,
            const GArray *terms)
{
  Cell *least = NULL;

  for (guint i = 0; i < terms->len; i++)
    {
      Cell *cell = &g_array_index (self->cells, Cell, g_array_index (terms, Term, i).cell);

      if (!cell->is_kept && cell->value != 0 && (least == NULL || cell->value < least->value))
        least = cell;
    }

  if (least != NULL)
    least->is_kept = TRUE;
  return least != NULL;
}

/* Numbers kept back that together are too few are no better than one. */
static gboolean
keep_more (Solver *self)
{
  gboolean has_changed = FALSE;

  for (guint i = 0; i < self->equations->len; i++)
    {
      const GArray *terms = self->equations->pdata[i];
      guint n_kept = 0;
      gint64 positive = 0, negative = 0;

      for (guint j = 0; j < terms->len; j++)
        {
          const Term *term = &g_array_index (terms, Term, j);
          const Cell *cell = &g_array_index (self->cells, Cell, term->cell);

          if (!cell->is_kept)
            continue;
          n_kept++;
          *(term->sign > 0 ? &positive : &negative) += cell->value;
        }

      if (n_kept == 1 || (n_kept > 0 && positive == 0 && negative < self->smallest))
        has_changed |= keep_least (self, terms);
    }

  return has_changed;
}

/* a to the power of MODULUS - 2, which is its inverse (Fermat). */
static guint64
invert (guint64 a)
{
  guint64 result = 1;

  for (guint64 exponent = MODULUS - 2; exponent > 0; exponent >>= 1)
    {
      if ((exponent & 1) != 0)
        result = result * a % MODULUS;
      a = a * a % MODULUS;
    }

  return result;
}

/* The equations with what is told moved to the other side: a column for each number kept back. */
static guint64 *
make_matrix (Solver    *self,
             GArray    *columns, /* out: of guint: cells */
             guint     *n_rows)
{
  g_autofree guint *column_of = g_new0 (guint, self->cells->len);
  guint64 *matrix;

  for (guint i = 0; i < self->cells->len; i++)
    if (g_array_index (self->cells, Cell, i).is_kept)
      {
        column_of[i] = columns->len;
        g_array_append_val (columns, i);
      }

  *n_rows = self->equations->len;
  matrix = g_new0 (guint64, (gsize) *n_rows * MAX (columns->len, 1));
  for (guint i = 0; i < *n_rows; i++)
    {
      const GArray *terms = self->equations->pdata[i];

      for (guint j = 0; j < terms->len; j++)
        {
          const Term *term = &g_array_index (terms, Term, j);

          if (g_array_index (self->cells, Cell, term->cell).is_kept)
            matrix[(gsize) i * columns->len + column_of[term->cell]] = term->sign > 0 ? 1 : MODULUS - 1;
        }
    }

  return matrix;
}

static void
swap_rows (guint64 *a,
           guint64 *b,
           guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      guint64 kept = a[i];

      a[i] = b[i];
      b[i] = kept;
    }
}

/* Gauß and Jordan: afterwards a row with one number alone gives that number away. */
static guint
reduce (guint64 *matrix,
        guint    n_rows,
        guint    n_columns)
{
  guint rank = 0;

  for (guint column = 0; column < n_columns && rank < n_rows; column++)
    {
      guint64 *own = matrix + (gsize) rank * n_columns;
      guint pivot = rank;
      guint64 inverse;

      while (pivot < n_rows && matrix[(gsize) pivot * n_columns + column] == 0)
        pivot++;
      if (pivot == n_rows)
        continue;

      swap_rows (own, matrix + (gsize) pivot * n_columns, n_columns);
      inverse = invert (own[column]);
      for (guint i = column; i < n_columns; i++)
        own[i] = own[i] * inverse % MODULUS;

      for (guint row = 0; row < n_rows; row++)
        {
          guint64 *other = matrix + (gsize) row * n_columns;
          guint64 factor = other[column];

          for (guint i = column; row != rank && factor != 0 && i < n_columns; i++)
            other[i] = (other[i] + (MODULUS - factor) * own[i]) % MODULUS;
        }
      rank++;
    }

  return rank;
}

/* The least number of any equation that @cell is in, and that is told. */
static gboolean
keep_beside (Solver *self,
             guint   cell)
{
  for (guint i = 0; i < self->equations->len; i++)
    {
      const GArray *terms = self->equations->pdata[i];

      for (guint j = 0; j < terms->len; j++)
        if (g_array_index (terms, Term, j).cell == cell && keep_least (self, terms))
          return TRUE;
    }

  return FALSE;
}

/* Whether a number kept back followed from the others, and something was done about it. */
static gboolean
keep_what_gives_away (Solver *self)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_rows;
  g_autofree guint64 *matrix = make_matrix (self, columns, &n_rows);
  guint rank = reduce (matrix, n_rows, columns->len);
  gboolean has_changed = FALSE;

  for (guint row = 0; row < rank; row++)
    {
      guint n = 0, last = 0;

      for (guint i = 0; i < columns->len; i++)
        if (matrix[(gsize) row * columns->len + i] != 0)
          {
            n++;
            last = i;
          }
      if (n == 1)
        has_changed |= keep_beside (self, g_array_index (columns, guint, last));
    }

  return has_changed;
}

static void
solver_clear (Solver *self)
{
  g_clear_pointer (&self->figures, g_ptr_array_unref);
  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_pointer (&self->equations, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Solver, solver_clear)

static void
take_figures (Solver             *self,
              const RabtaFigures *figures,
              RabtaProgramme     *programme)
{
  for (guint i = 0; i < figures->figures->len; i++)
    {
      RabtaPublicFigure *figure;

      /* In place of a code that the programme does not know there may stand a name. */
      if (find_code (programme, ((RabtaFigure *) figures->figures->pdata[i])->code) == NULL)
        continue;

      figure = g_new0 (RabtaPublicFigure, 1);
      figure->figure = figures->figures->pdata[i];
      g_ptr_array_add (self->figures, figure);
      for (RabtaMeasure measure = 0; measure < RABTA_N_MEASURES; measure++)
        add_cell (self, rabta_figure_get_measure (figure->figure, measure));
    }
}

/**
 * rabta_figure_get_measure:
 * @figure: a figure
 * @measure: what of it
 *
 * Returns: the number
 */
gint64
rabta_figure_get_measure (const RabtaFigure *figure,
                          RabtaMeasure       measure)
{
  g_return_val_if_fail (figure != NULL, 0);

  switch (measure)
    {
    case RABTA_MEASURE_WOMEN_LED:
      return figure->n_women_led;

    case RABTA_MEASURE_MICRO:
      return figure->n_micro;

    case RABTA_MEASURE_COUNT:
    case RABTA_N_MEASURES:
    default:
      return figure->count;
    }
}

/**
 * rabta_figures_suppress:
 * @figures: the figures of a casebook, which must outlive the result
 * @programme: the programme in force
 * @smallest: numbers from 1 to below this one are not told
 *
 * Returns: (transfer full) (element-type RabtaPublicFigure): which of the figures may be told to everybody
 */
GPtrArray *
rabta_figures_suppress (const RabtaFigures *figures,
                        RabtaProgramme     *programme,
                        int                 smallest)
{
  g_auto (Solver) self = { smallest };

  g_return_val_if_fail (figures != NULL && RABTA_IS_PROGRAMME (programme), NULL);

  self.figures = g_ptr_array_new_with_free_func (g_free);
  self.cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  self.equations = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  take_figures (&self, figures, programme);
  add_equations (&self, programme);

  /* Each round keeps one number more back or is the last. */
  while (keep_more (&self) || keep_what_gives_away (&self))
    ;

  for (guint i = 0; i < self.figures->len; i++)
    for (RabtaMeasure measure = 0; measure < RABTA_N_MEASURES; measure++)
      ((RabtaPublicFigure *) self.figures->pdata[i])->is_told[measure] =
        !g_array_index (self.cells, Cell, i * RABTA_N_MEASURES + measure).is_kept;

  return g_steal_pointer (&self.figures);
}
