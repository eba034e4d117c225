/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/xml-figures.h"

G_BEGIN_DECLS

/**
 * RabtaXmlPreview:
 * @counts: by kind how many records the file will hold
 * @samples: by kind the first of them as it will stand in the file, or %NULL
 * @figures: (nullable): what the file will hold in place of records
 */
typedef struct
{
  gint64           counts[RABTA_N_KINDS];
  char            *samples[RABTA_N_KINDS];
  RabtaXmlFigures *figures;
} RabtaXmlPreview;

void             rabta_xml_preview_free   (RabtaXmlPreview              *self);
void             rabta_xml_preview_async  (RabtaCasebook                *casebook,
                                           const RabtaXmlExportOptions  *options,
                                           GCancellable                 *cancellable,
                                           GAsyncReadyCallback           callback,
                                           gpointer                      user_data);
RabtaXmlPreview *rabta_xml_preview_finish (RabtaCasebook                *casebook,
                                           GAsyncResult                 *result,
                                           GError                      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaXmlPreview, rabta_xml_preview_free)

G_END_DECLS
