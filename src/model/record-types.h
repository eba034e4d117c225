/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/record-private.h"

G_BEGIN_DECLS

/* What a record is made of, for the files that make up its class. */

typedef struct
{
  RabtaUuid   id;
  gint64      pk;      /* 0 while it was never saved */
  gint64      origin;  /* pk of the change that made it */
  char       *origins; /* JSON: field → pk of the change that set it later */
  guint64     dirty;   /* bit per field */
  gboolean    loaded;
  gint64      deleted; /* pk of the change that deleted it, or 0 */
  RabtaValue *values;
  char      **titles;  /* of references, by field; NULL until one is known */
  GTree      *extra;   /* name → canonical text */
  GHashTable *extra_dirty;
} RabtaRecordPrivate;

RabtaRecordPrivate *rabta_record_get_private (RabtaRecord *self);

#define PRIV(self) (rabta_record_get_private (self))
#define INFO(self) (RABTA_RECORD_GET_CLASS (self)->info)

guint  rabta_record_field_by_name (RabtaRecord *self,
                                   const char  *name);
void   rabta_record_emit_changed  (RabtaRecord *self);
GTree *rabta_record_copy_extra    (GTree       *extra);

G_END_DECLS
