/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"

G_BEGIN_DECLS

/**
 * RabtaMigration:
 * @version: the user_version the file has after it
 * @resource: GResource path of its SQL
 *
 * One step of the schema. Migrations are never edited after a release, only added.
 */
typedef struct
{
  int         version;
  const char *resource;
} RabtaMigration;

/* Called before the first step on a file that has data, to keep a copy of it. */
typedef gboolean (*RabtaMigrationBackupFunc) (RabtaDatabase *database,
                                              int            from_version,
                                              gpointer       user_data,
                                              GError       **error);

int      rabta_migration_version (RabtaDatabase            *database);
gboolean rabta_migration_run     (RabtaDatabase            *database,
                                  const RabtaMigration     *migrations,
                                  guint                     n_migrations,
                                  RabtaMigrationBackupFunc  backup,
                                  gpointer                  user_data,
                                  GError                  **error);

G_END_DECLS
