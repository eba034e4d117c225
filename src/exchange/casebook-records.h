/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/xml-document.h"

G_BEGIN_DECLS

gboolean rabta_casebook_records_sniff (const char                     *path);
gboolean rabta_casebook_records_read  (const char                     *path,
                                       RabtaProgramme                 *programme,
                                       const RabtaXmlDocumentHandler  *handler,
                                       gpointer                        user_data,
                                       GFileProgressCallback           progress,
                                       gpointer                        progress_data,
                                       GCancellable                   *cancellable,
                                       GError                        **error);

G_END_DECLS
