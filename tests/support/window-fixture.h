/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui.h"

#include "ui/window.h"

G_BEGIN_DECLS

/* A window on a casebook that holds nothing yet; for g_test_add(). */
typedef struct
{
  RabtaCasebook *casebook;
  RabtaWindow   *window;
} WindowFixture;

void   window_fixture_set_up    (WindowFixture *fixture,
                                 gconstpointer  data);
void   window_fixture_tear_down (WindowFixture *fixture,
                                 gconstpointer  data);
gint64 window_fixture_count     (WindowFixture *fixture,
                                 RabtaKind      kind);

G_END_DECLS
