/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/record.h"
#include "store/statement.h"

G_BEGIN_DECLS

/* How the casebook fills records and reads what must be written. */

/* The columns of a SELECT that rabta_record_read_row() expects, in this order: pk, id, the fields
 * of the table, extra where the kind has it, origin, origins, deleted, then the titles of the
 * references in the order of the table. */
void          rabta_record_read_row       (RabtaRecord      *self,
                                           RabtaStatement   *statement,
                                           gboolean          with_titles);
/* A placeholder of a list takes over what was read for it. */
void          rabta_record_fill           (RabtaRecord      *self,
                                           RabtaRecord      *from);
RabtaRecord  *rabta_record_new_placeholder (RabtaKind        kind,
                                           gint64            pk);
void          rabta_record_set_saved      (RabtaRecord      *self,
                                           gint64            pk,
                                           gint64            change);
/* Like set_value, for fields computed at save: not dirty afterwards, not logged. */
gboolean      rabta_record_set_derived    (RabtaRecord      *self,
                                           guint             field,
                                           const RabtaValue *value);
/* All values, by index: for loops over whole records. */
const RabtaValue *rabta_record_peek_values (RabtaRecord   *self);
gboolean      rabta_record_is_extra_dirty (RabtaRecord      *self,
                                           const char       *name);
GList        *rabta_record_list_extra_dirty (RabtaRecord    *self);
gint64        rabta_record_get_origin     (RabtaRecord      *self);
const char   *rabta_record_get_origins    (RabtaRecord      *self);
void          rabta_record_set_origins    (RabtaRecord      *self,
                                           const char       *origins);
void          rabta_record_set_origin     (RabtaRecord      *self,
                                           gint64            origin);
gint64        rabta_record_get_deleted    (RabtaRecord      *self);
void          rabta_record_set_deleted    (RabtaRecord      *self,
                                           gint64            deleted);
char         *rabta_record_extra_to_json  (RabtaRecord      *self);
void          rabta_record_extra_from_json (RabtaRecord     *self,
                                           const char       *json);
/* Empties a record so that it can be read into again, keeping its class. */
void          rabta_record_reset          (RabtaRecord      *self);
void          rabta_record_mark_clean     (RabtaRecord      *self);

G_END_DECLS
