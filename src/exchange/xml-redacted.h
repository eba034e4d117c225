/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/xml-selection.h"
#include "model/redaction.h"

G_BEGIN_DECLS

gboolean rabta_xml_redacted_check   (const RabtaXmlExportOptions  *options,
                                     GError                      **error);
gboolean rabta_xml_redacted_foreach (RabtaReader                  *reader,
                                     RabtaKind                     kind,
                                     const RabtaXmlSelection      *selection,
                                     RabtaRedaction               *redaction,
                                     guint                         limit,
                                     RabtaReadFunc                 func,
                                     gpointer                      user_data,
                                     GCancellable                 *cancellable,
                                     GError                      **error);

G_END_DECLS
