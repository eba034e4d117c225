/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/keys.h"
#include "model/peers.h"

G_BEGIN_DECLS

/* Ends the name of a file in which a copy of a casebook presents itself. */
#define RABTA_SITE_FILE_SUFFIX ".rabta-site"

gboolean   rabta_site_file_write (const char            *path,
                                  const RabtaSecretKey  *key,
                                  const char            *office,
                                  const char            *name,
                                  RabtaPeerRole          role,
                                  GError               **error);
RabtaPeer *rabta_site_file_read  (const char            *path,
                                  GError               **error);

G_END_DECLS
