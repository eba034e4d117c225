/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "programme/room.h"

#include <glib.h>

G_BEGIN_DECLS

#define RABTA_ATTRIBUTES_MAX 32

/**
 * RabtaAttributes:
 *
 * The attributes of the element that is being read, and the language people read.
 */
typedef struct
{
  const char *names[RABTA_ATTRIBUTES_MAX]; /* interned */
  char       *values[RABTA_ATTRIBUTES_MAX];
  guint       n;
  const char *language; /* "en" or "ur" */
} RabtaAttributes;

void        rabta_attributes_clear     (RabtaAttributes       *self);
gboolean    rabta_attributes_add       (RabtaAttributes       *self,
                                        const char            *name,
                                        const char            *value);
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
