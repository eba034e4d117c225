/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/record-form.h"

G_BEGIN_DECLS

/* The form of a case: what every case has, and the fields of its track by stage, those of the
 * present stage first. Saves by itself. */
GtkWidget *rabta_case_form_new (RabtaCasebook *casebook,
                                RabtaRecord   *case_);

G_END_DECLS
