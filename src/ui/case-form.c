/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/case-form.h"

#include <glib/gi18n-lib.h>

static const char * const common_fields[] = {
  "title", "priority", "organization", "product", "event", "officer", "notes",
};

/* The fields of the track that belong to @stage; NULL: to none. */
static void
add_stage (RabtaRecordForm *form,
           RabtaTrack      *track,
           const char      *stage,
           const char      *title,
           const char      *description)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  for (guint i = 0; i < rabta_track_get_n_fields (track); i++)
    if (g_strcmp0 (rabta_track_get_field_stage (track, i), stage) == 0)
      g_ptr_array_add (fields, (gpointer) rabta_track_get_field (track, i));
  if (fields->len > 0)
    rabta_record_form_add_section (form, title, description, fields);
}

static void
add_track (RabtaRecordForm *form,
           RabtaTrack      *track,
           const char      *present)
{
  GListModel *stages = rabta_track_get_stages (track);

  for (guint i = 0; i < g_list_model_get_n_items (stages); i++)
    {
      g_autoptr (RabtaStage) stage = g_list_model_get_item (stages, i);

      if (g_strcmp0 (rabta_stage_get_code (stage), present) == 0)
        add_stage (form, track, present, rabta_stage_get_label (stage),
                   _("What this stage asks for"));
    }
  add_stage (form, track, NULL, rabta_track_get_label (track), NULL);
  for (guint i = 0; i < g_list_model_get_n_items (stages); i++)
    {
      g_autoptr (RabtaStage) stage = g_list_model_get_item (stages, i);

      if (g_strcmp0 (rabta_stage_get_code (stage), present) != 0)
        add_stage (form, track, rabta_stage_get_code (stage), rabta_stage_get_label (stage), NULL);
    }
}

/**
 * rabta_case_form_new:
 * @case_: a loaded case; kept
 *
 * Returns: (transfer floating): a form that saves by itself
 */
GtkWidget *
rabta_case_form_new (RabtaCasebook *casebook,
                     RabtaRecord   *case_)
{
  const RabtaKindInfo *info = rabta_kind_get_info (RABTA_KIND_CASE);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (RabtaQuery) products = NULL;
  const RabtaUuid *enterprise;
  const char *code;
  RabtaTrack *track;
  RabtaFieldRow *row;
  GtkWidget *form;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (RABTA_IS_RECORD (case_), NULL);

  form = rabta_record_form_new_empty (casebook, case_);
  code = rabta_record_get_text (case_, "track");
  track = code != NULL
            ? rabta_programme_get_track (rabta_casebook_get_programme (casebook), code) : NULL;
  if (track != NULL)
    add_track (RABTA_RECORD_FORM (form), track, rabta_record_get_text (case_, "stage"));
  for (gsize i = 0; i < G_N_ELEMENTS (common_fields); i++)
    g_ptr_array_add (fields,
                     (gpointer) &info->fields[rabta_kind_find_field (info, common_fields[i])]);
  rabta_record_form_add_section (RABTA_RECORD_FORM (form), _("Case"), NULL, fields);

  row = rabta_record_form_get_row (RABTA_RECORD_FORM (form), "product");
  enterprise = rabta_record_get_ref (case_, "enterprise");
  if (row != NULL && enterprise != NULL)
    {
      products = rabta_query_new (RABTA_KIND_PRODUCT);
      rabta_query_filter_id (products, "enterprise", enterprise);
      rabta_field_row_set_query (row, products);
    }
  rabta_record_form_set_autosave (RABTA_RECORD_FORM (form), TRUE);
  gtk_widget_set_sensitive (form, !rabta_casebook_is_read_only (casebook));
  return form;
}
