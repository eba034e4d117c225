/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RabtaCasePage:
 *
 * Everything about one case. A #RabtaPlace; follows the casebook. Actions: "case.next" (Ctrl+Enter),
 * "case.move" (s: code of a stage), "case.pause", "case.resume", "case.close", "case.reopen",
 * "case.log-activity", "case.new-follow-up", "case.new-outcome".
 */
#define RABTA_TYPE_CASE_PAGE (rabta_case_page_get_type ())
G_DECLARE_FINAL_TYPE (RabtaCasePage, rabta_case_page, RABTA, CASE_PAGE, GtkWidget)

GtkWidget *rabta_case_page_new (RabtaCasebook   *casebook,
                                const RabtaUuid *id);

G_END_DECLS
