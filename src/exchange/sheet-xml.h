/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/sheet-archive.h"

G_BEGIN_DECLS

/* More are of no interest: those of a cell or row come first and are few. */
#define RABTA_SHEET_MAX_ATTRIBUTES 24

/**
 * RabtaSheetAttribute:
 * @prefix: (nullable): what the file writes before its name
 * @value: not ended by NUL; lasts as long as the callback
 */
typedef struct
{
  const char *name;
  const char *prefix;
  const char *value;
  gsize       length;
} RabtaSheetAttribute;

/**
 * RabtaSheetElement:
 * @name: local name; the programs that write sheets do not agree on name spaces, but on names
 * @depth: how many elements it is in
 */
typedef struct
{
  const char          *name;
  guint                depth;
  guint                n_attributes;
  RabtaSheetAttribute  attributes[RABTA_SHEET_MAX_ATTRIBUTES];
} RabtaSheetElement;

/* FALSE with an error stops. */
typedef struct
{
  gboolean (*start) (const RabtaSheetElement  *element,
                     gpointer                  user_data,
                     GError                  **error);
  gboolean (*end)   (const char               *name,
                     guint                     depth,
                     gpointer                  user_data,
                     GError                  **error);
  void     (*text)  (const char               *text,
                     gsize                     length,
                     gpointer                  user_data);
} RabtaSheetHandler;

/**
 * RabtaSheetXml:
 *
 * A member of a workbook on its way through the parser.
 */
typedef struct _RabtaSheetXml RabtaSheetXml;

const RabtaSheetAttribute *rabta_sheet_element_find (const RabtaSheetElement *self,
                                                     const char              *name);
char          *rabta_sheet_element_dup      (const RabtaSheetElement  *self,
                                             const char               *name);
gboolean       rabta_sheet_element_is       (const RabtaSheetElement  *self,
                                             const char               *name,
                                             const char               *value);
guint          rabta_sheet_element_uint     (const RabtaSheetElement  *self,
                                             const char               *name,
                                             guint                     fallback);

RabtaSheetXml *rabta_sheet_xml_open         (RabtaSheetArchive        *archive,
                                             const char               *member,
                                             const RabtaSheetHandler  *handler,
                                             gpointer                  user_data,
                                             GCancellable             *cancellable,
                                             GError                  **error);
void           rabta_sheet_xml_free         (RabtaSheetXml            *self);
gboolean       rabta_sheet_xml_step         (RabtaSheetXml            *self,
                                             gboolean                 *at_end,
                                             GCancellable             *cancellable,
                                             GError                  **error);
double         rabta_sheet_xml_get_progress (RabtaSheetXml            *self);
gboolean       rabta_sheet_xml_read         (RabtaSheetArchive        *archive,
                                             const char               *member,
                                             const RabtaSheetHandler  *handler,
                                             gpointer                  user_data,
                                             GCancellable             *cancellable,
                                             GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaSheetXml, rabta_sheet_xml_free)

G_END_DECLS
