/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/xml-problem.h"
#include "model/record.h"
#include "programme/programme.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RABTA_XML_FORMAT 1

/**
 * RabtaXmlDocumentHandler:
 * @record: a record without problems, in the order of the file; borrowed. %FALSE stops with an error
 * @problem: (transfer full): something is wrong; %FALSE stops
 * @redacted: (nullable): the records were taken through a profile and are no real ones, or, with %NULL, there
 *   is a figure; without it such a document is refused
 */
typedef struct
{
  gboolean (*record)  (RabtaRecord      *record,
                       int               line,
                       gpointer          user_data,
                       GError          **error);
  gboolean (*problem) (RabtaXmlProblem  *problem,
                       gpointer          user_data);
  void     (*redacted) (const char      *profile,
                        gpointer         user_data);
} RabtaXmlDocumentHandler;

gboolean rabta_xml_document_read (const char                     *path,
                                  RabtaProgramme                 *programme,
                                  const RabtaXmlDocumentHandler  *handler,
                                  gpointer                        user_data,
                                  GFileProgressCallback           progress,
                                  gpointer                        progress_data,
                                  GCancellable                   *cancellable,
                                  GError                        **error);

G_END_DECLS
