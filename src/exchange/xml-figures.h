/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/xml-export.h"
#include "exchange/xml-writer.h"
#include "model/figures-suppression.h"

G_BEGIN_DECLS

/**
 * RabtaXmlFigures:
 * @figures: the figures of a casebook
 * @told: (element-type RabtaPublicFigure): which of them may be told
 * @smallest: numbers from 1 to below this one are not
 *
 * What a file of figures holds.
 */
typedef struct
{
  RabtaFigures *figures;
  GPtrArray    *told;
  int           smallest;
} RabtaXmlFigures;

RabtaXmlFigures *rabta_xml_figures_new            (RabtaReader                  *reader,
                                                   RabtaProgramme               *programme,
                                                   const RabtaXmlExportOptions  *options,
                                                   GCancellable                 *cancellable,
                                                   GError                      **error);
void             rabta_xml_figures_free           (RabtaXmlFigures              *self);
void             rabta_xml_figures_put_attributes (const RabtaXmlFigures        *self,
                                                   RabtaXmlWriter               *writer);
void             rabta_xml_figures_put            (const RabtaXmlFigures        *self,
                                                   RabtaXmlWriter               *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaXmlFigures, rabta_xml_figures_free)

G_END_DECLS
