/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "programme/room.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RabtaAttributes:
 * @block: name, NUL, value, NUL, and so on
 * @length: length of @block in bytes
 * @language: the language people read, "en" or "ur"
 *
 * The attributes of an element, in one block of memory because there are thousands of them on the
 * way to the first window.
 */
typedef struct
{
  const char *block;
  gsize       length;
  const char *language;
} RabtaAttributes;

const char *rabta_attributes_get       (const RabtaAttributes *self,
                                        const char            *name);
const char *rabta_attributes_get_label (const RabtaAttributes *self);
const char *rabta_attributes_get_text  (const RabtaAttributes *self,
                                        const char            *name);
gboolean    rabta_attributes_get_flag  (const RabtaAttributes *self,
                                        const char            *name);
char      **rabta_attributes_get_words (const RabtaAttributes *self,
                                        const char            *name);

G_END_DECLS
