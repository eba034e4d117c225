/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/xml-guard.h"
#include "model/kind.h"
#include "programme/programme.h"

G_BEGIN_DECLS

/**
 * RabtaXmlHeader:
 * @is_present: whether it was read
 * @is_newer: the format is one that this version does not know
 * @is_foreign: the codes belong to another programme definition, or to a newer version of ours
 * @profile: (nullable): the profile that its records were taken through, so that they are none to import
 * @counts: (nullable): how many records of each container the file holds
 */
typedef struct
{
  gboolean  is_present;
  gboolean  is_newer;
  gboolean  is_foreign;
  char     *profile;
  char     *counts;
} RabtaXmlHeader;

void                 rabta_xml_header_read       (RabtaXmlHeader         *self,
                                                  const RabtaXmlElement  *element,
                                                  RabtaProgramme         *programme);
void                 rabta_xml_header_clear      (RabtaXmlHeader         *self);
GPtrArray           *rabta_xml_header_compare    (const RabtaXmlHeader   *self,
                                                  const gint64           *n_records);
const RabtaKindInfo *rabta_xml_header_find_kind  (const char             *container);

G_END_DECLS
