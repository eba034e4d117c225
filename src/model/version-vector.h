/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/change-entry.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RabtaVersionVector:
 *
 * Which changes somebody has: for each site the ranges of its counters. Files that were lost leave
 * holes, hence ranges and not the last number alone.
 */
typedef struct _RabtaVersionVector RabtaVersionVector;

/* A range of the counters of a site, both ends included. */
typedef struct
{
  guint8 site[RABTA_SITE_ID_LENGTH];
  gint64 first;
  gint64 last;
} RabtaVersionRange;

RabtaVersionVector *rabta_version_vector_new       (void);
void                rabta_version_vector_free      (RabtaVersionVector       *self);
void                rabta_version_vector_add       (RabtaVersionVector       *self,
                                                    const guint8             *site,
                                                    gint64                    first,
                                                    gint64                    last);
void                rabta_version_vector_join      (RabtaVersionVector       *self,
                                                    const RabtaVersionVector *other);
GArray             *rabta_version_vector_list      (const RabtaVersionVector *self);
GArray             *rabta_version_vector_subtract  (const RabtaVersionVector *self,
                                                    const RabtaVersionVector *other);
GArray             *rabta_version_vector_list_holes (const RabtaVersionVector *self);
char               *rabta_version_vector_to_string (const RabtaVersionVector *self);
RabtaVersionVector *rabta_version_vector_parse     (const char               *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaVersionVector, rabta_version_vector_free)

G_END_DECLS
