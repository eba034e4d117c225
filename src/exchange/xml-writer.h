/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/file-writer.h"
#include "model/record.h"

G_BEGIN_DECLS

/**
 * RabtaXmlWriter:
 *
 * Writes records as elements of a `<casebook>`, one a line.
 */
typedef struct _RabtaXmlWriter RabtaXmlWriter;

RabtaXmlWriter *rabta_xml_writer_new             (RabtaFileWriter      *file);
RabtaXmlWriter *rabta_xml_writer_new_for_text    (GString              *text);
void            rabta_xml_writer_free            (RabtaXmlWriter       *self);
void            rabta_xml_writer_put             (RabtaXmlWriter       *self,
                                                  const char           *markup);
void            rabta_xml_writer_put_attribute   (RabtaXmlWriter       *self,
                                                  const char           *name,
                                                  const char           *value);
void            rabta_xml_writer_begin_container (RabtaXmlWriter       *self,
                                                  const RabtaKindInfo  *info,
                                                  gboolean              computed);
gboolean        rabta_xml_writer_put_record      (RabtaXmlWriter       *self,
                                                  RabtaRecord          *record,
                                                  GError              **error);
void            rabta_xml_writer_end_container   (RabtaXmlWriter       *self);
gboolean        rabta_xml_writer_finish          (RabtaXmlWriter       *self,
                                                  GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaXmlWriter, rabta_xml_writer_free)

G_END_DECLS
