/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/change-log.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* In place of a field's name, where the conflict is about the record as a whole. No field is called so. */
#define RABTA_HEADS_RECORD "@record"

/* In place of a field's name: into which record this one was merged. */
#define RABTA_HEADS_MERGED "@merged"

/**
 * RabtaHeads:
 *
 * The known changes of one record, and what they come to. The outcome depends on the set of changes
 * alone: neither on the order in which they were added nor on how often a package brought them.
 *
 * The heads of a field are those of its changes that no known change names as a base. Changes without
 * a base that give the same value count as one: eight offices that load the same list made one record,
 * and naming one of them names all. Among heads, the greatest (stamp, site, counter) stands.
 */
typedef struct _RabtaHeads RabtaHeads;

/**
 * RabtaFieldHeads:
 * @name: the field, or "extra." and the name of a programme-defined one
 * @value: (nullable): what stands; JSON null where the field was emptied
 * @same: pk of the changes that give it, the one that wins first, the others by pk
 * @others: pk of the heads that give other values, the greatest first; a conflict where @is_conflict
 * @is_conflict: whether two heads disagree whose bases are all known
 */
typedef struct
{
  const char *name;
  JsonNode   *value;
  GArray     *same;
  GArray     *others;
  gboolean    is_conflict;
} RabtaFieldHeads;

typedef void (*RabtaFieldHeadsFunc) (const RabtaFieldHeads *heads,
                                     gpointer               user_data);

RabtaHeads *rabta_heads_new           (void);
void        rabta_heads_free          (RabtaHeads          *self);
void        rabta_heads_add           (RabtaHeads          *self,
                                       gint64               pk,
                                       gint64               stamp,
                                       const guint8        *site,
                                       gint64               counter,
                                       const char          *op,
                                       JsonObject          *body);
gint64      rabta_heads_get_origin    (RabtaHeads          *self);
void        rabta_heads_foreach       (RabtaHeads          *self,
                                       RabtaFieldHeadsFunc  func,
                                       gpointer             user_data);
GArray     *rabta_heads_list_in_force (RabtaHeads          *self);
GArray     *rabta_heads_list_deleted  (RabtaHeads          *self);
GArray     *rabta_heads_list_unseen   (RabtaHeads          *self);
GArray     *rabta_heads_list_unseen_by (RabtaHeads         *self,
                                       gint64               change);
gboolean    rabta_heads_deletion_saw  (RabtaHeads          *self,
                                       gint64               deletion,
                                       const char          *change_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaHeads, rabta_heads_free)

G_END_DECLS
