/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaRelatedFunc:
 * @subtitle: (out) (nullable): a second, smaller line
 *
 * Returns: (transfer full): what the row of a record says
 */
typedef char *(*RabtaRelatedFunc) (RabtaRecord     *record,
                                   RabtaProgramme  *programme,
                                   char           **subtitle);

/**
 * RabtaRelatedGroup:
 *
 * The records that belong to another one, as rows: pressing one opens or edits it. Follows the
 * casebook; says when it loads, is empty or fails.
 */
#define RABTA_TYPE_RELATED_GROUP (rabta_related_group_get_type ())
G_DECLARE_FINAL_TYPE (RabtaRelatedGroup, rabta_related_group, RABTA, RELATED_GROUP, AdwPreferencesGroup)

/* @empty: what it says when @query finds nothing; @describe NULL: title and subtitle of the record. */
GtkWidget *rabta_related_group_new           (RabtaCasebook     *casebook,
                                              RabtaQuery        *query,
                                              const char        *title,
                                              const char        *empty,
                                              RabtaRelatedFunc   describe);
/* A button that makes another one from @prototype, without showing @hide_field. */
void       rabta_related_group_set_add       (RabtaRelatedGroup *self,
                                              const char        *label,
                                              RabtaRecord       *prototype,
                                              const char        *hide_field);
/* Rows are edited where they are, and can be removed. */
void       rabta_related_group_set_editable  (RabtaRelatedGroup *self,
                                              gboolean           editable);
/* Rows open what their reference @field points to, instead of the record itself. */
void       rabta_related_group_set_opens     (RabtaRelatedGroup *self,
                                              const char        *field);

G_END_DECLS
