/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/figures.h"

G_BEGIN_DECLS

/* What is told of a figure; in this order. */
typedef enum
{
  RABTA_MEASURE_COUNT,
  RABTA_MEASURE_WOMEN_LED,
  RABTA_MEASURE_MICRO,
  RABTA_N_MEASURES,
} RabtaMeasure;

/**
 * RabtaPublicFigure:
 * @figure: what it is of; borrowed
 * @is_told: by measure, whether it may be told
 */
typedef struct
{
  const RabtaFigure *figure;
  gboolean           is_told[RABTA_N_MEASURES];
} RabtaPublicFigure;

gint64     rabta_figure_get_measure (const RabtaFigure   *figure,
                                     RabtaMeasure         measure);
GPtrArray *rabta_figures_suppress   (const RabtaFigures  *figures,
                                     RabtaProgramme      *programme,
                                     int                  smallest);

G_END_DECLS
