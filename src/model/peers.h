/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "model/change-entry.h"

G_BEGIN_DECLS

typedef enum
{
  RABTA_PEER_OFFICE,
  RABTA_PEER_HEADQUARTERS,
  RABTA_PEER_LAPTOP,
} RabtaPeerRole;

/**
 * RabtaPeer:
 * @site: id of that copy of a casebook
 * @office: code of the office it belongs to
 * @name: of the copy, such as its officer's
 * @role: what it is
 * @key: its public key as `minisign -P` takes it
 * @trusted: instant from which its key is trusted, or %NULL while it is not
 * @acknowledged: (nullable): vector of what it said it has
 * @next_out: number of the next file for it, from 1
 * @last_in: number of the last file from it, 0 before the first
 * @has_successor: whether another copy goes on in its place
 * @successor: that copy
 *
 * Another copy of the casebook, as this copy knows it.
 */
typedef struct
{
  guint8         site[RABTA_SITE_ID_LENGTH];
  char          *office;
  char          *name;
  RabtaPeerRole  role;
  char          *key;
  char          *trusted;
  char          *acknowledged;
  gint64         next_out;
  gint64         last_in;
  gboolean       has_successor;
  guint8         successor[RABTA_SITE_ID_LENGTH];
} RabtaPeer;

RabtaPeer  *rabta_peer_new            (const guint8    *site,
                                       const char      *office,
                                       const char      *name,
                                       RabtaPeerRole    role,
                                       const char      *key);
void        rabta_peer_free           (RabtaPeer       *self);
const char *rabta_peer_role_name      (RabtaPeerRole    role);
gboolean    rabta_peer_role_parse     (const char      *name,
                                       RabtaPeerRole   *role);
/* Whether files are made for it: it is trusted, and no other copy goes on in its place. */
gboolean    rabta_peer_may_receive    (const RabtaPeer *self);
RabtaPeerRole rabta_peer_role_guess   (const char      *office);

gboolean    rabta_peers_get_own_site  (RabtaCasebook   *casebook,
                                       guint8          *site,
                                       GError         **error);
/* Of #RabtaPeer, by office and name. */
GPtrArray  *rabta_peers_list_sync     (RabtaCasebook   *casebook,
                                       GError         **error);
RabtaPeer  *rabta_peers_load_sync     (RabtaCasebook   *casebook,
                                       const guint8    *site,
                                       GError         **error);
gboolean    rabta_peers_save_sync     (RabtaCasebook   *casebook,
                                       const RabtaPeer *peer,
                                       GError         **error);
gboolean    rabta_peers_trust_sync    (RabtaCasebook   *casebook,
                                       const RabtaPeer *peer,
                                       GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaPeer, rabta_peer_free)

G_END_DECLS
