/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "programme/room.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RabtaCodeItem:
 *
 * One entry of a code list: a permanent code and what people read. Properties "code", "label".
 */
#define RABTA_TYPE_CODE_ITEM (rabta_code_item_get_type ())
G_DECLARE_FINAL_TYPE (RabtaCodeItem, rabta_code_item, RABTA, CODE_ITEM, GObject)

const char         *rabta_code_item_get_code        (RabtaCodeItem *self);
const char         *rabta_code_item_get_label       (RabtaCodeItem *self);
const char         *rabta_code_item_get_label_for   (RabtaCodeItem *self,
                                                     const char    *language);
const char * const *rabta_code_item_get_aliases     (RabtaCodeItem *self);
const char         *rabta_code_item_get_parent      (RabtaCodeItem *self);
const char         *rabta_code_item_get_successor   (RabtaCodeItem *self);
const char         *rabta_code_item_get_attribute   (RabtaCodeItem *self,
                                                     const char    *name);
gboolean            rabta_code_item_is_valid_on     (RabtaCodeItem *self,
                                                     const char    *date);

/**
 * RabtaCodeList:
 *
 * A code list; a #GListModel of #RabtaCodeItem in the order of the definition, retired codes
 * included (they stay readable). Property "id".
 */
#define RABTA_TYPE_CODE_LIST (rabta_code_list_get_type ())
G_DECLARE_FINAL_TYPE (RabtaCodeList, rabta_code_list, RABTA, CODE_LIST, GObject)

const char    *rabta_code_list_get_id    (RabtaCodeList *self);
RabtaCodeItem *rabta_code_list_get_item  (RabtaCodeList *self,
                                          const char    *code);
RabtaCodeItem *rabta_code_list_match     (RabtaCodeList *self,
                                          const char    *text);

G_END_DECLS
