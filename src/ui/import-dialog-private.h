/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/records-import.h"
#include "exchange/vcard-import.h"
#include "ui/import-columns.h"
#include "ui/import-dialog.h"
#include "ui/import-findings.h"

G_BEGIN_DECLS

/* What import-dialog.c, the frame and its steps, import-dialog-jobs.c, the work in the background, and
 * import-dialog-records.c and import-dialog-cards.c, the same for a file of this program's own format
 * and for cards, share. */
typedef enum
{
  STEP_CHOOSE,
  STEP_OPENING,
  STEP_COLUMNS,
  STEP_CHECKING,
  STEP_REVIEW,
  STEP_IMPORTING,
  STEP_DONE,
  STEP_ERROR,
} RabtaImportStep;

typedef enum
{
  CONTENT_TABLE,
  CONTENT_RECORDS, /* of our own format: as these, no columns to choose */
  CONTENT_CARDS,
} RabtaImportContent;

struct _RabtaImportDialog
{
  AdwWindow parent;

  AdwWindowTitle      *window_title;
  GtkButton           *back_button;
  GtkButton           *next_button;
  GtkWidget           *choose_button;
  AdwToastOverlay     *toasts;
  GtkStack            *stack;
  GtkLabel            *busy_label;
  GtkProgressBar      *busy_bar;
  RabtaImportColumns  *columns;
  RabtaImportFindings *findings;
  AdwStatusPage       *error_page;

  RabtaCasebook       *casebook;
  GFile               *file;
  RabtaTableImport    *import;      /* while a job runs, the job's */
  GCancellable        *cancellable; /* of the job that runs; or NULL */
  RabtaRecordsImportResult *records_result; /* of the last run; or NULL */
  RabtaVcardImportResult *cards_result;  /* likewise */
  RabtaImportStep step;
  RabtaImportContent   content;
  gboolean             has_format;  /* opened with the encoding and separator that the officer chose */
  gboolean             is_gone;     /* closed; a job may still run */
  gboolean             preview_due; /* the mapping changed while a preview was being read */
  gboolean             reopen_due;  /* the encoding or separator changed meanwhile */
  gboolean             next_due;    /* the officer went on meanwhile */
  guint                progress_source;
  int                  permille;    /* atomic: the writer's thread tells how far it is */
};

void rabta_import_dialog_set_step   (RabtaImportDialog *self,
                                     RabtaImportStep step);
void rabta_import_dialog_give_up    (RabtaImportDialog *self,
                                     const GError      *error,
                                     RabtaImportStep    step,
                                     gboolean           was_importing);
void rabta_import_dialog_show_error (RabtaImportDialog *self,
                                     const GError      *error);
void rabta_import_dialog_open       (RabtaImportDialog *self);
void rabta_import_dialog_preview    (RabtaImportDialog *self);
void rabta_import_dialog_run        (RabtaImportDialog *self,
                                     gboolean           dry);
void rabta_import_dialog_run_records (RabtaImportDialog *self,
                                      gboolean           dry);
void rabta_import_dialog_run_cards (RabtaImportDialog *self,
                                    gboolean           dry);
void rabta_import_dialog_cancel     (RabtaImportDialog *self);
/* Tells the progress bar, from any thread. */
void rabta_import_dialog_progress_cb (double             fraction,
                                      gpointer           user_data);
/* What is to be told of a list or of cards; NULL for records. */
RabtaImportReport *rabta_import_dialog_get_report (RabtaImportDialog *self);
/* A job begins: one at a time. */
GCancellable *rabta_import_dialog_begin_job (RabtaImportDialog *self);
/* Returns whether there is still a window to show the outcome in. */
gboolean rabta_import_dialog_end_job (RabtaImportDialog *self);

G_END_DECLS
