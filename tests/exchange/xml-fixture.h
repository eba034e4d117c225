/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/xml-export.h"
#include "exchange/records-import.h"
#include "exchange/xml-validate.h"

G_BEGIN_DECLS

/* A folder of its own with a casebook of office RO-PB-LHR in it. */
typedef struct
{
  char          *folder;
  RabtaCasebook *casebook;
} XmlFixture;

void           xml_fixture_set_up        (XmlFixture    *self,
                                          gconstpointer  data);
void           xml_fixture_tear_down     (XmlFixture    *self,
                                          gconstpointer  data);
char          *xml_fixture_path          (XmlFixture    *self,
                                          const char    *name);
RabtaCasebook *xml_fixture_open_other    (XmlFixture    *self,
                                          const char    *name);
char          *xml_fixture_export        (XmlFixture    *self,
                                          RabtaCasebook *casebook,
                                          const RabtaXmlExportOptions *options);
RabtaRecord   *xml_fixture_add           (RabtaCasebook *casebook,
                                          RabtaKind      kind,
                                          ...) G_GNUC_NULL_TERMINATED;
char          *xml_fixture_without_header (const char   *document);

#define XML_FIXTURE_ADD(path, func) \
  g_test_add (path, XmlFixture, NULL, xml_fixture_set_up, func, xml_fixture_tear_down)

G_END_DECLS
