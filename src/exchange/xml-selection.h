/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/room.h"
#include "exchange/xml-export.h"

G_BEGIN_DECLS

/**
 * RabtaXmlSelection:
 * @ids: by kind the ids of the records that belong in the file, or %NULL where all of the kind do
 * @counts: by kind how many those are
 */
typedef struct
{
  GHashTable *ids[RABTA_N_KINDS];
  gint64      counts[RABTA_N_KINDS];
} RabtaXmlSelection;

gboolean rabta_xml_selection_init  (RabtaXmlSelection            *self,
                                    RabtaReader                  *reader,
                                    const RabtaXmlExportOptions  *options,
                                    GCancellable                 *cancellable,
                                    GError                      **error);
void     rabta_xml_selection_clear (RabtaXmlSelection            *self);
gboolean rabta_xml_selection_has   (const RabtaXmlSelection      *self,
                                    RabtaRecord                  *record);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RabtaXmlSelection, rabta_xml_selection_clear)

G_END_DECLS
