/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/record-editor.h"

G_BEGIN_DECLS

struct _RabtaRecordEditor
{
  AdwWindow        parent;

  AdwWindowTitle  *window_title;
  GtkWidget       *save_button;
  GtkStack        *stack;
  AdwStatusPage   *failure_page;
  GtkScrolledWindow *scroller;
  GtkBox          *box;
  AdwPreferencesGroup *notices;
  AdwActionRow    *draft_row;
  AdwActionRow    *error_row;
  GtkWidget       *merge_button;
  GtkRevealer     *lookalikes_revealer;
  AdwPreferencesGroup *lookalikes;

  GtkWidget       *form;
  GPtrArray       *lookalike_rows;  /* borrowed by the group */

  RabtaCasebook   *casebook;
  GCancellable    *cancellable;     /* everything that must end with the window */
  GCancellable    *duplicates;
  GCancellable    *draft_writing;
  GKeyFile        *draft;           /* offered */
  char            *draft_path;
  guint            draft_id;
  guint            duplicates_id;
  gboolean         is_saving;
  gboolean         is_closing;      /* asked and answered */
};

void rabta_record_editor_queue_draft      (RabtaRecordEditor *self);
void rabta_record_editor_offer_draft      (RabtaRecordEditor *self);
void rabta_record_editor_use_draft        (RabtaRecordEditor *self);
void rabta_record_editor_forget_draft     (RabtaRecordEditor *self);
void rabta_record_editor_queue_duplicates (RabtaRecordEditor *self);
void rabta_record_editor_update_notices   (RabtaRecordEditor *self);

G_END_DECLS
