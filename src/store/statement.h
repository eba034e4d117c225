/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/error.h"
#include "base/field.h"
#include "base/uuid.h"
#include "store/room.h"

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RABTA_STEP_ERROR,
  RABTA_STEP_ROW,
  RABTA_STEP_DONE,
} RabtaStep;

/**
 * RabtaStatement:
 *
 * A prepared statement. Parameters and columns count from 0. Texts and blobs that a column getter
 * returns belong to the statement and last until the next step, reset or free.
 *
 * A statement from rabta_database_cached() belongs to the connection: rabta_statement_reset() it
 * when done, never free it.
 */
typedef struct _RabtaStatement RabtaStatement;

void             rabta_statement_free          (RabtaStatement   *self);
void             rabta_statement_reset         (RabtaStatement   *self);

/* Binding copies nothing: what is bound must live until the next reset. */
void             rabta_statement_bind_null     (RabtaStatement   *self,
                                                int               index);
void             rabta_statement_bind_int      (RabtaStatement   *self,
                                                int               index,
                                                gint64            value);
void             rabta_statement_bind_text     (RabtaStatement   *self,
                                                int               index,
                                                const char       *value,
                                                gssize            length);
void             rabta_statement_bind_blob     (RabtaStatement   *self,
                                                int               index,
                                                gconstpointer     data,
                                                gsize             length);
void             rabta_statement_bind_uuid     (RabtaStatement   *self,
                                                int               index,
                                                const RabtaUuid  *value);
void             rabta_statement_bind_value    (RabtaStatement   *self,
                                                int               index,
                                                const RabtaValue *value);

/* Runs to the next row; @action is a phrase such as "Save the case" that starts the message of an
 * error, already translated. */
RabtaStep        rabta_statement_step          (RabtaStatement   *self,
                                                const char       *action,
                                                GError          **error);
/* One step that must end without a row, then a reset. */
gboolean         rabta_statement_run           (RabtaStatement   *self,
                                                const char       *action,
                                                GError          **error);

int              rabta_statement_n_columns     (RabtaStatement   *self);
gboolean         rabta_statement_is_null       (RabtaStatement   *self,
                                                int               column);
gint64           rabta_statement_get_int       (RabtaStatement   *self,
                                                int               column);
const char      *rabta_statement_get_text      (RabtaStatement   *self,
                                                int               column);
gconstpointer    rabta_statement_get_blob      (RabtaStatement   *self,
                                                int               column,
                                                gsize            *length);
gboolean         rabta_statement_get_uuid      (RabtaStatement   *self,
                                                int               column,
                                                RabtaUuid        *value);
void             rabta_statement_get_value     (RabtaStatement   *self,
                                                int               column,
                                                RabtaValueType    type,
                                                RabtaValue       *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaStatement, rabta_statement_free)

G_END_DECLS
