/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/files.h"

G_BEGIN_DECLS

/* What became of a record; permanent, they stand in receipts. */
#define RABTA_RECEIPT_TAKEN    "taken"    /* something of it was new */
#define RABTA_RECEIPT_HELD     "held"     /* all of it was here already */
#define RABTA_RECEIPT_CONFLICT "conflict" /* it was changed here too */
#define RABTA_RECEIPT_INVALID  "invalid"  /* it breaks a rule and is left out of figures */

/**
 * RabtaReceiptItem:
 * @site: who says so; of an item that is being made, unused
 * @number: of the file that it is about
 * @kind: kind of the record
 * @record: its id
 * @status: see above
 * @field: (nullable): element name of the field that it is about
 * @reason: (nullable): for people
 * @title: (nullable): what the record is called here
 */
typedef struct
{
  guint8     site[RABTA_SITE_ID_LENGTH];
  gint64     number;
  RabtaKind  kind;
  RabtaUuid  record;
  char      *status;
  char      *field;
  char      *reason;
  char      *title;
} RabtaReceiptItem;

typedef gboolean (*RabtaReceiptFunc) (const RabtaReceiptItem *item,
                                      gpointer                user_data,
                                      GError                **error);

void       rabta_receipt_item_free      (RabtaReceiptItem       *self);
/* What became of each record of a file that came in. */
gboolean   rabta_receipts_foreach       (RabtaReader            *reader,
                                         RabtaProgramme         *programme,
                                         const RabtaFile        *file,
                                         RabtaReceiptFunc        func,
                                         gpointer                user_data,
                                         GError                **error);
/* What others found in the files that were sent: what is to be mended. */
GPtrArray *rabta_receipts_list_sync     (RabtaCasebook          *casebook,
                                         GError                **error);
gboolean   rabta_batch_clear_receipt    (RabtaBatch             *self,
                                         const guint8           *site,
                                         gint64                  number,
                                         GError                **error);
gboolean   rabta_batch_add_receipt_item (RabtaBatch             *self,
                                         const RabtaReceiptItem *item,
                                         GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaReceiptItem, rabta_receipt_item_free)

G_END_DECLS
