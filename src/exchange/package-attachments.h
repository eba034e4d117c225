/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/package.h"
#include "model/attachments.h"

G_BEGIN_DECLS

/* As much goes into one package; the rest goes with the next. */
#define RABTA_PACKAGE_MOST_ATTACHMENTS 2000
#define RABTA_PACKAGE_MOST_ATTACHED (G_GINT64_CONSTANT (256) << 20)

/* Far more than anybody attaches, and less than fills a disk. */
#define RABTA_PACKAGE_MOST_RECEIVED (G_GINT64_CONSTANT (2) << 30)

GArray   *rabta_package_choose_attachments (RabtaReader         *reader,
                                            const guint8        *site,
                                            guint               *n_left,
                                            GError             **error);
GArray   *rabta_package_list_untold        (RabtaReader         *reader,
                                            const guint8        *site,
                                            GError             **error);
gboolean  rabta_package_write_attachments  (RabtaPackageWriter  *package,
                                            RabtaReader         *reader,
                                            GArray              *attachments,
                                            GCancellable        *cancellable,
                                            GError             **error);
gboolean  rabta_package_take_attachments   (RabtaPackageReader  *package,
                                            RabtaBatch          *batch,
                                            guint               *n_new,
                                            GCancellable        *cancellable,
                                            GError             **error);

G_END_DECLS
