/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"

G_BEGIN_DECLS

#define TEST_APPLICATION_ID 0x52425431
#define TEST_CACHE_KIB 2048

/* A private folder with a casebook name in it, gone after the test. */
typedef struct
{
  char *folder;
  char *path;
} Fixture;

typedef void (*FixtureFunc) (Fixture *fixture);

void           fixture_set_up           (Fixture             *fixture,
                                         gconstpointer        data);
void           fixture_tear_down        (Fixture             *fixture,
                                         gconstpointer        data);
void           fixture_add              (const char          *name,
                                         FixtureFunc          func);
char          *fixture_file             (Fixture             *fixture,
                                         const char          *name);
void           fixture_put              (const char          *path,
                                         gconstpointer        data,
                                         gsize                length);
guint          fixture_n_files          (const char          *folder);
RabtaDatabase *fixture_create           (Fixture             *fixture);
RabtaDatabase *fixture_open             (Fixture             *fixture,
                                         RabtaDatabaseFlags   flags);
void           fixture_execute          (RabtaDatabase       *database,
                                         const char          *sql);
void           fixture_fill             (RabtaDatabase       *database,
                                         int                  n_rows);
void           fixture_run_in_child     (Fixture             *fixture,
                                         FixtureFunc          func);
void           fixture_run_without_rights (Fixture           *fixture,
                                         FixtureFunc          func);

G_END_DECLS
