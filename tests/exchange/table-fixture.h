/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/table-import.h"

G_BEGIN_DECLS

/* A temporary folder with a casebook in it and the files that a test writes. */
typedef struct
{
  char          *folder;
  RabtaCasebook *casebook; /* NULL until asked for */
} Fixture;

#define FIXTURE_TEST(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

void              fixture_set_up      (Fixture           *self,
                                       gconstpointer      data);
void              fixture_tear_down   (Fixture           *self,
                                       gconstpointer      data);
RabtaCasebook    *fixture_casebook    (Fixture           *self);
GFile            *fixture_write       (Fixture           *self,
                                       const char        *name,
                                       const char        *text,
                                       gssize             length);
/* The same in another encoding; iconv()'s names. */
GFile            *fixture_write_as    (Fixture           *self,
                                       const char        *name,
                                       const char        *text,
                                       const char        *encoding,
                                       const char        *mark);
/* Imports a file of that text and asserts what became of its rows. */
RabtaTableImport *fixture_import      (Fixture           *self,
                                       const char        *text,
                                       gboolean           update,
                                       const char        *expected);
char             *fixture_counts      (RabtaTableImport  *import);
char             *fixture_rejects     (Fixture           *self,
                                       RabtaTableImport  *import);
/* All enterprises by name: NAME|VALUE of @field, a line each. */
char             *fixture_dump        (Fixture           *self,
                                       const char        *field);
gint64            fixture_n_records   (Fixture           *self);

G_END_DECLS
