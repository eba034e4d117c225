/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/room.h"
#include "model/casebook.h"

G_BEGIN_DECLS

/**
 * RabtaXmlExportOptions:
 * @kinds: bit mask of 1 << RabtaKind; 0 for all
 * @cluster: (nullable): only the enterprises of this cluster and what hangs on them
 * @since: (nullable): only records changed on or after this ISO date
 * @computed: also computed fields such as the size class, for readers without our rules
 * @profile: (nullable): who may see what; %NULL for everything as it is
 *
 * Which part of a casebook to export. The parts that are asked for are joined by "and"; records that
 * those refer to are added.
 */
typedef struct
{
  guint         kinds;
  const char   *cluster;
  const char   *since;
  gboolean      computed;
  RabtaProfile *profile;
} RabtaXmlExportOptions;

gboolean rabta_xml_export        (RabtaCasebook                *casebook,
                                  const char                   *path,
                                  const RabtaXmlExportOptions  *options,
                                  GFileProgressCallback         progress,
                                  gpointer                      progress_data,
                                  GCancellable                 *cancellable,
                                  gint64                       *n_records,
                                  GError                      **error);
void     rabta_xml_export_async  (RabtaCasebook                *casebook,
                                  const char                   *path,
                                  const RabtaXmlExportOptions  *options,
                                  GFileProgressCallback         progress,
                                  gpointer                      progress_data,
                                  GCancellable                 *cancellable,
                                  GAsyncReadyCallback           callback,
                                  gpointer                      user_data);
gint64   rabta_xml_export_finish (RabtaCasebook                *casebook,
                                  GAsyncResult                 *result,
                                  GError                      **error);

G_END_DECLS
