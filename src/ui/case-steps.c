/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a case may go, as its track says. */

#include "ui/case-move.h"

#include <glib/gi18n-lib.h>

/**
 * rabta_case_move_can:
 *
 * Returns: whether the track lets the case go to @stage: forwards, aside, one back or along a loop
 */
gboolean
rabta_case_move_can (RabtaProgramme *programme,
                     RabtaRecord    *case_,
                     const char     *stage)
{
  RabtaStage *from, *to, *previous;
  RabtaTrack *track;

  g_return_val_if_fail (RABTA_IS_RECORD (case_), FALSE);
  g_return_val_if_fail (stage != NULL, FALSE);

  if (g_strcmp0 (rabta_record_get_text (case_, "status"), "closed") == 0)
    return FALSE;
  from = rabta_programme_get_stage (programme, rabta_record_get_text (case_, "stage"));
  to = rabta_programme_get_stage (programme, stage);
  if (from == NULL || to == NULL || from == to
      || g_strcmp0 (rabta_stage_get_track (from), rabta_stage_get_track (to)) != 0)
    return FALSE;
  if (rabta_stage_is_aside (to) || g_strv_contains (rabta_stage_get_loops (from), stage))
    return TRUE;
  if (!rabta_stage_is_aside (from)
      && rabta_stage_get_sequence (to) > rabta_stage_get_sequence (from))
    return TRUE;
  track = rabta_programme_get_track (programme, rabta_stage_get_track (from));
  previous = rabta_track_get_previous_stage (track, rabta_stage_get_code (from));
  return previous == to;
}

/**
 * rabta_case_move_refusal:
 *
 * Returns: (transfer full) (nullable): why the case may not go to @stage, a sentence
 */
char *
rabta_case_move_refusal (RabtaProgramme *programme,
                         RabtaRecord    *case_,
                         const char     *stage)
{
  RabtaStage *from, *to;

  if (rabta_case_move_can (programme, case_, stage))
    return NULL;
  if (g_strcmp0 (rabta_record_get_text (case_, "status"), "closed") == 0)
    return g_strdup (_("Move the case: it is closed; reopen it first"));
  from = rabta_programme_get_stage (programme, rabta_record_get_text (case_, "stage"));
  to = rabta_programme_get_stage (programme, stage);
  /* Translators: the names of two stages of a track. */
  return g_strdup_printf (_("From “%s” a case goes forward, aside or back by one stage, not to “%s”"),
                          from != NULL ? rabta_stage_get_label (from) : "?",
                          to != NULL ? rabta_stage_get_label (to) : "?");
}

/**
 * rabta_case_move_step:
 * @step: 1 for the next stage, -1 for the one before
 *
 * Returns: (transfer none) (nullable): the stage
 */
RabtaStage *
rabta_case_move_step (RabtaProgramme *programme,
                      RabtaRecord    *case_,
                      int             step)
{
  const char *stage, *code;
  RabtaTrack *track;

  g_return_val_if_fail (RABTA_IS_RECORD (case_), NULL);

  stage = rabta_record_get_text (case_, "stage");
  code = rabta_record_get_text (case_, "track");
  track = code != NULL ? rabta_programme_get_track (programme, code) : NULL;
  if (track == NULL || stage == NULL
      || g_strcmp0 (rabta_record_get_text (case_, "status"), "closed") == 0)
    return NULL;
  return step > 0 ? rabta_track_get_next_stage (track, stage)
                  : rabta_track_get_previous_stage (track, stage);
}

/**
 * rabta_case_move_menu:
 * @action: name of an action with a string parameter
 *
 * Returns: (transfer full): forwards, back and aside, each a section
 */
GMenuModel *
rabta_case_move_menu (RabtaProgramme *programme,
                      RabtaRecord    *case_,
                      const char     *action)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) back = g_menu_new ();
  g_autoptr (GMenu) forward = g_menu_new ();
  g_autoptr (GMenu) aside = g_menu_new ();
  const char *code;
  RabtaTrack *track;
  RabtaStage *present;
  GListModel *stages;

  g_return_val_if_fail (RABTA_IS_RECORD (case_), NULL);
  g_return_val_if_fail (action != NULL, NULL);

  code = rabta_record_get_text (case_, "track");
  track = code != NULL ? rabta_programme_get_track (programme, code) : NULL;
  present = rabta_programme_get_stage (programme, rabta_record_get_text (case_, "stage"));
  stages = track != NULL && present != NULL ? rabta_track_get_stages (track) : NULL;
  for (guint i = 0; stages != NULL && i < g_list_model_get_n_items (stages); i++)
    {
      g_autoptr (RabtaStage) stage = g_list_model_get_item (stages, i);
      g_autoptr (GMenuItem) item = NULL;

      if (!rabta_case_move_can (programme, case_, rabta_stage_get_code (stage)))
        continue;
      item = g_menu_item_new (rabta_stage_get_label (stage), NULL);
      g_menu_item_set_action_and_target (item, action, "s", rabta_stage_get_code (stage));
      if (rabta_stage_is_aside (stage))
        g_menu_append_item (aside, item);
      else if (rabta_stage_get_sequence (stage) < rabta_stage_get_sequence (present))
        g_menu_append_item (back, item);
      else
        g_menu_append_item (forward, item);
    }
  g_menu_append_section (menu, _("Forward to"), G_MENU_MODEL (forward));
  g_menu_append_section (menu, _("Back to"), G_MENU_MODEL (back));
  g_menu_append_section (menu, _("Aside"), G_MENU_MODEL (aside));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}
