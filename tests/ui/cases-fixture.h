/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui.h"

#include "ui/case-column.h"
#include "ui/window.h"

/* A window on a casebook with two enterprises, one of them women-led and micro, each with a case on
 * the track BUY. Today is Monday, 2 March 2026. */
typedef struct
{
  RabtaCasebook *casebook;
  RabtaWindow   *window;
  RabtaUuid      ayesha;
  RabtaUuid      zafar;
  RabtaUuid      ayesha_case;
  RabtaUuid      zafar_case;
} CasesFixture;

void         cases_set_up       (CasesFixture    *fixture,
                                 gconstpointer    data);
void         cases_tear_down    (CasesFixture    *fixture,
                                 gconstpointer    data);
void         cases_save         (CasesFixture    *fixture,
                                 RabtaRecord     *record);
RabtaRecord *cases_load         (CasesFixture    *fixture,
                                 const RabtaUuid *id);
void         cases_open_page    (CasesFixture    *fixture,
                                 const RabtaUuid *id);
void         cases_add_follow_up (CasesFixture   *fixture,
                                 const char      *summary,
                                 const char      *due,
                                 const RabtaUuid *enterprise);
/* Whether the case is in the stage, as the casebook has it. */
gboolean     cases_is_in        (CasesFixture    *fixture,
                                 const RabtaUuid *id,
                                 const char      *stage);
/* The column of a stage on a board. */
RabtaCaseColumn *cases_find_column (GtkWidget    *root,
                                 const char      *stage);
/* What a key does to the widget, by its controllers. */
gboolean     cases_press        (GtkWidget       *widget,
                                 guint            key,
                                 GdkModifierType  state);
/* Light and dark, start to end and end to start, and narrow. */
void         cases_shoot        (CasesFixture    *fixture,
                                 const char      *name);
