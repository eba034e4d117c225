/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "ui/room.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  RABTA_DUE_NONE,    /* no day is set */
  RABTA_DUE_LATER,
  RABTA_DUE_NEAR,    /* within two working days */
  RABTA_DUE_TODAY,
  RABTA_DUE_OVERDUE,
  RABTA_DUE_PAUSED,
  RABTA_DUE_CLOSED,
} RabtaDueState;

RabtaDueState  rabta_due_words      (RabtaCasebook  *casebook,
                                     const char     *due,
                                     char          **words);
RabtaDueState  rabta_case_due_words (RabtaCasebook  *casebook,
                                     RabtaRecord    *case_,
                                     char          **words);
char          *rabta_due_in_workdays (RabtaCasebook *casebook,
                                     int             days);

/* An icon and words, coloured by state: never colour alone. */
GtkWidget     *rabta_due_label_new  (void);
void           rabta_due_label_set  (GtkWidget      *label,
                                     RabtaDueState   state,
                                     const char     *words);

G_END_DECLS
