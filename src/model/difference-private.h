/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/difference.h"

G_BEGIN_DECLS

/* difference-records.c: fills @self->records and @self->counts. */
gboolean rabta_difference_compare_records (RabtaDifference  *self,
                                           RabtaReader      *before,
                                           RabtaReader      *after,
                                           RabtaProgramme   *programme,
                                           guint             kinds,
                                           GCancellable     *cancellable,
                                           GError          **error);
void     rabta_record_difference_free     (gpointer          data);

G_END_DECLS
