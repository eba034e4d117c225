/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"

G_BEGIN_DECLS

gboolean rabta_backup_write         (RabtaDatabase  *database,
                                     const char     *destination,
                                     gboolean        overwrite,
                                     GCancellable   *cancellable,
                                     GError        **error);
gboolean rabta_backup_restore       (const char     *backup,
                                     const char     *destination,
                                     gint32          application_id,
                                     int             newest_version,
                                     GError        **error);
gboolean rabta_backup_daily         (RabtaDatabase  *database,
                                     const char     *folder,
                                     const char     *today,
                                     GError        **error);
gboolean rabta_backup_thin          (const char     *folder,
                                     const char     *stem,
                                     const char     *today,
                                     GError        **error);

G_END_DECLS
