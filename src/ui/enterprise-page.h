/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "model/casebook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaEnterprisePage:
 *
 * Everything about one enterprise. A #RabtaPlace; follows the casebook. Actions: "enterprise.edit",
 * "enterprise.open-case", "enterprise.delete".
 */
#define RABTA_TYPE_ENTERPRISE_PAGE (rabta_enterprise_page_get_type ())
G_DECLARE_FINAL_TYPE (RabtaEnterprisePage, rabta_enterprise_page, RABTA, ENTERPRISE_PAGE, GtkWidget)

GtkWidget *rabta_enterprise_page_new (RabtaCasebook   *casebook,
                                      const RabtaUuid *id);

G_END_DECLS
