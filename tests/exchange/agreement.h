/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"

G_BEGIN_DECLS

/* What a casebook holds, to be compared with what another one holds. */

/* Its export, without the line that says who made it when. */
char *agreement_export (RabtaCasebook *casebook,
                        const char    *folder);
/* The rows that an SQL statement gives, by a connection of its own. */
char *agreement_select (const char    *path,
                        const char    *sql);

G_END_DECLS
