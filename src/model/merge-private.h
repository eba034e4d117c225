/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/batch-private.h"
#include "model/merge.h"

G_BEGIN_DECLS

/* Between two looks at whether to stop. */
#define RABTA_MERGE_STRIDE 512

struct _RabtaMerge
{
  RabtaBatch       *batch;
  RabtaDatabase    *database;
  GCancellable     *cancellable;
  RabtaMergeReport  report;

  GHashTable       *sites;     /* of merge-log.c */
  RabtaUuid         action_id; /* of the entry that came last, with its pk */
  gint64            action;
  gint64            n_in_action;
  gint64            last_change; /* pk of the entry that was written last */
  gint64            latest;    /* stamps after it come from a clock that is wrong */
};

/* merge-log.c */
void     rabta_merge_log_init  (RabtaMerge *self);
void     rabta_merge_log_clear (RabtaMerge *self);
/* To be called after the last change. */
gboolean rabta_merge_log_flush (RabtaMerge *self,
                                GError    **error);

G_END_DECLS
