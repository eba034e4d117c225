/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaApplication:
 *
 * The running program: a window per casebook, or the welcome window where the user has none.
 */
#define RABTA_TYPE_APPLICATION (rabta_application_get_type ())
G_DECLARE_FINAL_TYPE (RabtaApplication, rabta_application, RABTA, APPLICATION, AdwApplication)

gboolean          rabta_application_has_bus (void);
RabtaApplication *rabta_application_new     (void);
void              rabta_application_open    (RabtaApplication   *self,
                                             const char         *path,
                                             RabtaCasebookFlags  flags);

G_END_DECLS
