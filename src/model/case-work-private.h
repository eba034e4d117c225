/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/case-work.h"

G_BEGIN_DECLS

/* What a job is about; each function uses what it needs. */
typedef struct
{
  RabtaUuid  id;
  char      *stage;  /* stage, result, or item, by function */
  char      *reason;
  char      *note;
  gboolean   done;
  char     **items;  /* of the checklist, ticked before the move */

  GPtrArray *enterprises;
  char      *track;
  RabtaUuid  event;
  RabtaUuid  organization;
  RabtaUuid  product;
  GArray    *opened;
} RabtaWork;

RabtaWork *rabta_work_new          (const RabtaUuid      *id,
                                    const char           *stage,
                                    const char           *reason,
                                    const char           *note);
/* Takes @work. */
void       rabta_work_push         (RabtaCasebook        *casebook,
                                    const char           *action,
                                    RabtaWriteFunc        func,
                                    RabtaWork            *work,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
void       rabta_work_set_officer  (RabtaBatch           *batch,
                                    RabtaRecord          *record);
gboolean   rabta_work_enter_stage  (RabtaBatch           *batch,
                                    RabtaRecord          *record,
                                    const char           *stage,
                                    const char           *reason,
                                    const char           *note,
                                    GError              **error);
gboolean   rabta_work_leave_stage  (RabtaBatch           *batch,
                                    RabtaRecord          *record,
                                    GError              **error);
gboolean   rabta_work_end_pauses   (RabtaBatch           *batch,
                                    RabtaRecord          *record,
                                    GError              **error);
gboolean   rabta_work_tick         (RabtaBatch           *batch,
                                    RabtaRecord          *record,
                                    const char           *code,
                                    gboolean              done,
                                    GError              **error);
void       rabta_work_close_record (RabtaRecord          *record,
                                    const char           *result,
                                    const char           *reason);

G_END_DECLS
