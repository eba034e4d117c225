/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "model/casebook.h"
#include "model/query.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaLinkedRow:
 * @title: first line
 * @subtitle: second line, or %NULL
 * @badge: short text at the end, or %NULL
 * @badge_class: CSS classes of the badge: "dim", "success", "warning", "error", or %NULL
 * @prefix: a widget at the start, or %NULL; floating
 *
 * What a #RabtaLinkedGroup shows of one record.
 */
typedef struct
{
  char       *title;
  char       *subtitle;
  char       *badge;
  const char *badge_class;
  GtkWidget  *prefix;
} RabtaLinkedRow;

typedef void (*RabtaLinkedFunc) (RabtaCasebook  *casebook,
                                 RabtaRecord    *record,
                                 RabtaLinkedRow *row);

/**
 * RabtaLinkedGroup:
 *
 * The records that a query finds, as rows of a page; a few at first, all on demand. Follows the
 * casebook. A row opens its record.
 */
#define RABTA_TYPE_LINKED_GROUP (rabta_linked_group_get_type ())
G_DECLARE_FINAL_TYPE (RabtaLinkedGroup, rabta_linked_group, RABTA, LINKED_GROUP, AdwPreferencesGroup)

/* @empty: what is said where there is none. @action: "win.open-record" or "win.edit-record". */
GtkWidget *rabta_linked_group_new      (RabtaCasebook    *casebook,
                                        RabtaQuery       *query,
                                        const char       *title,
                                        const char       *empty,
                                        const char       *action,
                                        RabtaLinkedFunc   func);
/* A button beside the title; @target may be NULL. */
void       rabta_linked_group_set_add  (RabtaLinkedGroup *self,
                                        const char       *label,
                                        const char       *action,
                                        GVariant         *target);

G_END_DECLS
