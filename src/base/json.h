/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/room.h"

#include <glib.h>

G_BEGIN_DECLS

gboolean rabta_json_is_object (const char *text,
                               gsize       length);

/* Writing JSON straight into a string, for the change log, where a tree of nodes for each of
 * 100,000 entries would cost more than the entry. Reading is json-glib's work, but for the one form in
 * which records are made, which packages bring by the 100,000 as well. */

void rabta_json_append_string  (GString    *json,
                                const char *text);
void rabta_json_append_integer (GString    *json,
                                gint64      number);

typedef enum
{
  RABTA_JSON_NULL,
  RABTA_JSON_STRING,
  RABTA_JSON_INTEGER,
} RabtaJsonType;

/**
 * RabtaJsonScalar:
 * @type: what it is
 * @text: of a string, without its escapes; borrowed
 * @integer: of an integer
 */
typedef struct
{
  RabtaJsonType type;
  const char   *text;
  gint64        integer;
} RabtaJsonScalar;

/* FALSE stops the reading. */
typedef gboolean (*RabtaJsonMemberFunc) (const char            *name,
                                         const RabtaJsonScalar *value,
                                         gpointer               user_data);

typedef enum
{
  RABTA_JSON_READ,
  RABTA_JSON_STOPPED,   /* by the function */
  RABTA_JSON_DIFFERENT, /* not of this form; the function may have been called before */
} RabtaJsonResult;

RabtaJsonResult rabta_json_read_flat (const char          *text,
                                      const char          *member,
                                      RabtaJsonMemberFunc  func,
                                      gpointer             user_data);

G_END_DECLS
