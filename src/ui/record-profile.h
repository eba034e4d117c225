/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/room.h"
#include "model/casebook.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RabtaRecordProfile:
 *
 * Everything that is filled in a record, to be read and copied, in the sections of its form; what is
 * not filled is named in one closed row.
 */
#define RABTA_TYPE_RECORD_PROFILE (rabta_record_profile_get_type ())
G_DECLARE_FINAL_TYPE (RabtaRecordProfile, rabta_record_profile, RABTA, RECORD_PROFILE, GtkWidget)

GtkWidget *rabta_record_profile_new        (RabtaProgramme     *programme);
void       rabta_record_profile_set_record (RabtaRecordProfile *self,
                                            RabtaRecord        *record);

G_END_DECLS
