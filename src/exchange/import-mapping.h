/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/room.h"
#include "model/kind.h"

#include <glib.h>

G_BEGIN_DECLS

/* What a column is for, beside the index of a field of the enterprise. */
#define RABTA_IMPORT_LEAVE_OUT   (-1)
#define RABTA_IMPORT_NAME_STATUS (-2) /* says whether the row's name is the current one */
#define RABTA_IMPORT_CONTACT     (-3) /* name of a person of the enterprise */
#define RABTA_IMPORT_JOB_TITLE   (-4) /* what that person does there */
#define RABTA_IMPORT_LAST        RABTA_IMPORT_JOB_TITLE

typedef enum
{
  RABTA_NAME_STATUS_NONE,
  RABTA_NAME_STATUS_CURRENT,
  RABTA_NAME_STATUS_PREVIOUS,
} RabtaNameStatus;

/**
 * RabtaImportMapping:
 *
 * Which field of the enterprise, or of its contact person, each column of a table goes to. No two columns
 * go to one field.
 */
typedef struct _RabtaImportMapping RabtaImportMapping;

RabtaImportMapping *rabta_import_mapping_new         (const char * const       *headings,
                                                      guint                     n_columns);
RabtaImportMapping *rabta_import_mapping_copy        (const RabtaImportMapping *self);
void                rabta_import_mapping_free        (RabtaImportMapping       *self);
guint               rabta_import_mapping_n_columns   (const RabtaImportMapping *self);
const char         *rabta_import_mapping_get_heading (const RabtaImportMapping *self,
                                                      guint                     column);
char               *rabta_import_mapping_list_headings
                                                     (const RabtaImportMapping *self);
char               *rabta_import_mapping_list_unknown
                                                     (const RabtaImportMapping *self,
                                                      guint                     most,
                                                      guint                    *n);
int                 rabta_import_mapping_get_target  (const RabtaImportMapping *self,
                                                      guint                     column);
void                rabta_import_mapping_set_target  (RabtaImportMapping       *self,
                                                      guint                     column,
                                                      int                       target);
int                 rabta_import_mapping_find_column (const RabtaImportMapping *self,
                                                      int                       target);
gboolean            rabta_import_mapping_set_text    (RabtaImportMapping       *self,
                                                      const char               *text,
                                                      GError                  **error);

GArray             *rabta_import_list_targets        (void);
const char         *rabta_import_target_get_name     (int                       target);
const char         *rabta_import_target_get_label    (int                       target);
RabtaNameStatus     rabta_import_read_name_status    (const char               *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaImportMapping, rabta_import_mapping_free)

G_END_DECLS
