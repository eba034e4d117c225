/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room: how the reader makes tracks and stages. Nobody changes them afterwards. */
#pragma once

#include "programme/attributes.h"
#include "programme/track.h"

G_BEGIN_DECLS

RabtaStage *rabta_stage_new        (const RabtaAttributes *attributes,
                                    const char            *track_code,
                                    int                    sequence,
                                    int                    sla_days);
void        rabta_stage_add_check  (RabtaStage            *self,
                                    const RabtaAttributes *attributes);
RabtaTrack *rabta_track_new        (const RabtaAttributes *attributes);
void        rabta_track_add_stage  (RabtaTrack            *self,
                                    RabtaStage            *stage);
gboolean    rabta_track_add_field  (RabtaTrack            *self,
                                    const RabtaAttributes *attributes);
gboolean    rabta_track_favours    (RabtaTrack            *self,
                                    const char            *whom);

G_END_DECLS
