/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/record-form.h"

G_BEGIN_DECLS

/* One row and what is known of it. */
typedef struct
{
  RabtaFieldRow *row;
  int            index;      /* in the kind's table; -1 for a field kept in `extra` */
  guint          generation; /* of the last change by the person; 0: none since the record was set */
  gboolean       is_touched; /* may be told what is missing */
} RabtaFormRow;

struct _RabtaRecordForm
{
  AdwBin         parent;

  GtkWidget     *box;
  GtkWidget     *notice;     /* findings about the record as a whole */
  GtkWidget     *status_label;

  RabtaCasebook *casebook;
  RabtaRecord   *record;
  GPtrArray     *form_rows;  /* of RabtaFormRow */
  GPtrArray     *rows;       /* of RabtaFieldRow, borrowed */
  GPtrArray     *groups;     /* borrowed */
  GCancellable  *loading;
  char          *status;
  guint          generation; /* counts changes by the person */
  guint          check_id;
  guint          autosave_id;
  gboolean       is_dirty;
  gboolean       is_saving;
  gboolean       autosave;
};

RabtaFormRow *rabta_record_form_find_row  (RabtaRecordForm *self,
                                           const char      *name);
void     rabta_record_form_update_dependent_rows (RabtaRecordForm *self);
void     rabta_record_form_show_row       (RabtaRecordForm *self,
                                           RabtaFormRow    *form_row);
gboolean rabta_record_form_store_row      (RabtaRecordForm *self,
                                           RabtaFormRow    *form_row,
                                           GError         **error);
void     rabta_record_form_check          (RabtaRecordForm *self);
void     rabta_record_form_set_dirty      (RabtaRecordForm *self,
                                           gboolean         is_dirty);
void     rabta_record_form_take_record    (RabtaRecordForm *self,
                                           RabtaRecord     *record);
void     rabta_record_form_queue_autosave (RabtaRecordForm *self,
                                           guint            delay_ms);
void     rabta_record_form_emit_saved     (RabtaRecordForm *self);
void     rabta_record_form_casebook_changed_cb (RabtaRecordForm      *self,
                                           const RabtaChangeSet *changes);

G_END_DECLS
