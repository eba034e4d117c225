/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/merge.h"

G_BEGIN_DECLS

/**
 * Simulation:
 *
 * Copies of a casebook whose officers work apart, and packages between them. Everything follows from
 * the seed.
 */
typedef struct _Simulation Simulation;

void           simulation_init         (void); /* before anything asks for the user's folders */
Simulation    *simulation_new          (guint32           seed,
                                        guint             n_sites);
void           simulation_free         (Simulation       *self);
/* Somebody does something, or a package is made, lost, repeated or brought. */
void           simulation_step         (Simulation       *self);
/* Everything is carried everywhere. */
void           simulation_exchange_all (Simulation       *self);
/* All that one copy has is brought to another. */
void           simulation_carry_all    (Simulation       *self,
                                        guint             from,
                                        guint             to,
                                        RabtaMergeReport *report);
RabtaCasebook *simulation_get_site     (Simulation       *self,
                                        guint             i);
const char    *simulation_get_folder   (Simulation       *self);

G_END_DECLS
