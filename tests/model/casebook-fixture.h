/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"

G_BEGIN_DECLS

/**
 * Fixture:
 *
 * A fresh casebook in a temporary folder, with the user's state there too.
 */
typedef struct
{
  char          *folder;
  char          *path;
  RabtaCasebook *casebook;
} Fixture;

void         fixture_init      (void); /* before anything asks for the user's folders */
void         fixture_set_up    (Fixture       *fixture,
                                gconstpointer  data);
void         fixture_tear_down (Fixture       *fixture,
                                gconstpointer  data);
void         close_casebook    (Fixture       *fixture);
void         fixture_reopen    (Fixture       *fixture);
RabtaRecord *make_enterprise   (const char    *name,
                                const char    *district);
void         save_one          (RabtaCasebook *casebook,
                                RabtaRecord   *record,
                                const char    *action);
gint64       count_kind        (RabtaCasebook *casebook,
                                RabtaKind      kind);
void         assert_whole      (RabtaCasebook *casebook,
                                gboolean       rebuild);
/* The owner of an enterprise as it is stored; "(gone)" stands for one that was deleted. */
void         assert_owner      (Fixture       *fixture,
                                RabtaRecord   *record,
                                const char    *expected);
/* @expected: the action, or NULL where there is nothing to undo or redo. */
void         undo              (Fixture       *fixture,
                                const char    *expected);
void         redo              (Fixture       *fixture,
                                const char    *expected);

G_END_DECLS
