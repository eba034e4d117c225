/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RABTA_TODAY_OVERDUE,
  RABTA_TODAY_TODAY,
  RABTA_TODAY_WEEK,
  RABTA_TODAY_N_SECTIONS,
} RabtaTodaySection;

/**
 * RabtaTodayItem:
 *
 * A follow-up, a case whose stage has a time limit, or the heading over those of a section.
 */
#define RABTA_TYPE_TODAY_ITEM (rabta_today_item_get_type ())
G_DECLARE_FINAL_TYPE (RabtaTodayItem, rabta_today_item, RABTA, TODAY_ITEM, GObject)

RabtaRecord       *rabta_today_item_get_record  (RabtaTodayItem *self); /* NULL: a heading */
RabtaTodaySection  rabta_today_item_get_section (RabtaTodayItem *self);
guint              rabta_today_item_get_count   (RabtaTodayItem *self); /* of a heading */

/**
 * RabtaTodayList:
 *
 * Everything that is overdue, due today or within a week, as a #GListModel of #RabtaTodayItem that
 * follows the casebook. Within a day women-led and micro enterprises come first. Properties:
 * "loading", "error" (a message for people or NULL), "n-overdue".
 */
#define RABTA_TYPE_TODAY_LIST (rabta_today_list_get_type ())
G_DECLARE_FINAL_TYPE (RabtaTodayList, rabta_today_list, RABTA, TODAY_LIST, GObject)

RabtaTodayList *rabta_today_list_new           (RabtaCasebook  *casebook);
void            rabta_today_list_refresh       (RabtaTodayList *self);
void            rabta_today_list_read_on       (RabtaTodayList *self);
gboolean        rabta_today_list_is_loading    (RabtaTodayList *self);
const char     *rabta_today_list_get_error     (RabtaTodayList *self);
guint           rabta_today_list_get_n_overdue (RabtaTodayList *self);

G_END_DECLS
