/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/exchange-tasks.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaSendChoice:
 * @site: the copy that a package is made for
 * @copy: what that copy is called
 * @path: (nullable): where to put the package; %NULL: first is to be seen what would be read in it
 */
typedef struct
{
  guint8  site[RABTA_SITE_ID_LENGTH];
  char   *copy;
  char   *path;
} RabtaSendChoice;

void             rabta_send_choice_free       (RabtaSendChoice      *self);
void             rabta_exchange_choose_async  (GtkWidget            *parent,
                                               RabtaCasebook        *casebook,
                                               GPtrArray            *peers,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
void             rabta_exchange_choose_path_async
                                              (GtkWidget            *parent,
                                               RabtaCasebook        *casebook,
                                               const RabtaPeer      *peer,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
RabtaSendChoice *rabta_exchange_choose_finish (GAsyncResult         *result,
                                               GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaSendChoice, rabta_send_choice_free)

G_END_DECLS
