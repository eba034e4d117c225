/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/merge.h"

G_BEGIN_DECLS

/* Two copies of a casebook whose officers work apart. */

/* A second copy, of another office, in a file of its own. */
RabtaCasebook *rabta_test_copy_new       (const char    *path);
/* All changes of one copy are brought to the other. */
void           rabta_test_carry          (RabtaCasebook *from,
                                          RabtaCasebook *to);
/* Makes @n enterprises, "Disputed Works 000" and so on, whose owner both copies then change, that of
 * @other last, and of every third the employees; and "Deleted Works", which @other deletes while @mine
 * changes it. Then @mine learns what @other did. */
void           rabta_test_make_conflicts (RabtaCasebook *mine,
                                          RabtaCasebook *other,
                                          guint          n);

G_END_DECLS
