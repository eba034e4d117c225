/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rabta_user_casebook_find     (void);
char *rabta_user_casebook_default  (void);
char *rabta_user_casebook_sample   (void);
void  rabta_user_casebook_remember (const char *path);

G_END_DECLS
