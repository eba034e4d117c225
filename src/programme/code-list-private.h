/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room: how the reader makes code lists. Nobody changes them afterwards. */
#pragma once

#include "programme/attributes.h"
#include "programme/code-list.h"

G_BEGIN_DECLS

RabtaCodeItem *rabta_code_item_new  (const RabtaAttributes *attributes);
RabtaCodeList *rabta_code_list_new  (const char            *id);
gboolean       rabta_code_list_add  (RabtaCodeList         *self,
                                     RabtaCodeItem         *item);

G_END_DECLS
