/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/field.h"
#include "programme/room.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RabtaCheck:
 *
 * One item of a stage's checklist.
 */
typedef struct
{
  char     *code;
  char     *label;
  gboolean  required; /* must be ticked before the stage is left forwards */
} RabtaCheck;

/**
 * RabtaStage:
 *
 * A stage of a track. Properties "code" (permanent, "BUY-03"), "label", "sequence".
 */
#define RABTA_TYPE_STAGE (rabta_stage_get_type ())
G_DECLARE_FINAL_TYPE (RabtaStage, rabta_stage, RABTA, STAGE, GObject)

const char         *rabta_stage_get_code      (RabtaStage *self);
const char         *rabta_stage_get_label     (RabtaStage *self);
const char         *rabta_stage_get_track     (RabtaStage *self);
int                 rabta_stage_get_sequence  (RabtaStage *self);
const char         *rabta_stage_get_entry     (RabtaStage *self);
const char         *rabta_stage_get_exit      (RabtaStage *self);
const char         *rabta_stage_get_evidence  (RabtaStage *self);
int                 rabta_stage_get_sla_days  (RabtaStage *self); /* working days; 0 = no limit */
gboolean            rabta_stage_is_aside      (RabtaStage *self); /* beside the path: lost, dormant */
gboolean            rabta_stage_is_terminal   (RabtaStage *self); /* entering it closes the case */
gboolean            rabta_stage_is_success    (RabtaStage *self); /* a terminal that is a success */
const char * const *rabta_stage_get_loops     (RabtaStage *self); /* codes it may go back to */
guint               rabta_stage_get_n_checks  (RabtaStage *self);
const RabtaCheck   *rabta_stage_get_check     (RabtaStage *self,
                                               guint       position);

/**
 * RabtaTrack:
 *
 * A kind of support and its stages. Properties "code", "label". Its fields describe what a case on
 * the track keeps in its `extra` column; a field may name the stage whose form it belongs to first.
 */
#define RABTA_TYPE_TRACK (rabta_track_get_type ())
G_DECLARE_FINAL_TYPE (RabtaTrack, rabta_track, RABTA, TRACK, GObject)

const char       *rabta_track_get_code         (RabtaTrack *self);
const char       *rabta_track_get_label        (RabtaTrack *self);
GListModel       *rabta_track_get_stages       (RabtaTrack *self); /* of RabtaStage, in order */
RabtaStage       *rabta_track_get_first_stage  (RabtaTrack *self);
RabtaStage       *rabta_track_get_next_stage   (RabtaTrack *self,
                                                const char *stage_code); /* NULL at the end */
RabtaStage       *rabta_track_get_previous_stage (RabtaTrack *self,
                                                const char *stage_code);
guint             rabta_track_get_n_fields     (RabtaTrack *self);
const RabtaField *rabta_track_get_field        (RabtaTrack *self,
                                                guint       position);
const RabtaField *rabta_track_find_field       (RabtaTrack *self,
                                                const char *name);
const char       *rabta_track_get_field_stage  (RabtaTrack *self,
                                                guint       position); /* code or NULL */

G_END_DECLS
