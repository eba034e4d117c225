/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/xml-problem.h"
#include "programme/programme.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* More are of no help to anybody. */
#define RABTA_XML_MAX_PROBLEMS 200

/**
 * RabtaXmlFindings:
 * @is_valid: no problem but warnings was found
 * @n_records: how many records are in order
 * @n_figures: how many figures there are, in a file that has no records
 * @profile: (nullable): the profile that the records were taken through; such a file is not to be imported
 * @problems: (element-type RabtaXmlProblem): what is wrong, in the order of the file
 */
typedef struct
{
  gboolean   is_valid;
  gint64     n_records;
  gint64     n_figures;
  char      *profile;
  GPtrArray *problems;
} RabtaXmlFindings;

void              rabta_xml_findings_free   (RabtaXmlFindings     *self);
RabtaXmlFindings *rabta_xml_validate        (const char           *path,
                                             RabtaProgramme       *programme,
                                             GCancellable         *cancellable,
                                             GError              **error);
void              rabta_xml_validate_async  (const char           *path,
                                             RabtaProgramme       *programme,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
RabtaXmlFindings *rabta_xml_validate_finish (GAsyncResult         *result,
                                             GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaXmlFindings, rabta_xml_findings_free)

G_END_DECLS
