/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/partner-page.h"

#include "ui/action-flow.h"
#include "ui/filter-bar.h"
#include "ui/participation-adding.h"
#include "ui/record-delete.h"
#include "ui/record-editor.h"
#include "ui/record-page.h"
#include "ui/record-picker.h"
#include "ui/record-table.h"

#include <glib/gi18n-lib.h>

/* The page of an event: what it was, and everybody who took part. */

typedef struct
{
  RabtaRecordPage *page;   /* borrowed: it owns the content that owns this */
  RabtaCasebook   *casebook;
  GtkWidget       *heading;
  GtkWidget       *facts;
  GtkWidget       *table;
  RabtaUuid        event;
} EventContent;

static void
event_content_free (EventContent *self)
{
  g_object_unref (self->casebook);
  g_free (self);
}

static const char * const columns[] = { "enterprise", "organization", "role", "stall", "interest", NULL };

/* Jumps to who took part. */
static gboolean
activate_cb (EventContent *self,
             RabtaRecord  *record)
{
  const char *field = rabta_record_get_ref (record, "enterprise") != NULL ? "enterprise" : "organization";
  const RabtaUuid *id = rabta_record_get_ref (record, field);
  g_autofree char *text = NULL;

  if (id == NULL)
    {
      rabta_record_editor_present (GTK_WIDGET (self->page), self->casebook, record, "event");
      return TRUE;
    }

  text = rabta_uuid_to_string (id);
  gtk_widget_activate_action (GTK_WIDGET (self->page), "win.open-record", "(ss)", field, text);
  return TRUE;
}

static void
add_enterprises_cb (EventContent *self)
{
  rabta_participation_adding_present (GTK_WIDGET (self->page), self->casebook, &self->event,
                                      RABTA_KIND_ENTERPRISE);
}

static void
add_partners_cb (EventContent *self)
{
  rabta_participation_adding_present (GTK_WIDGET (self->page), self->casebook, &self->event,
                                      RABTA_KIND_ORGANIZATION);
}

static void
edit_cb (EventContent *self)
{
  g_autoptr (GPtrArray) ids = rabta_record_table_get_selected (RABTA_RECORD_TABLE (self->table));

  if (ids->len > 0)
    rabta_record_editor_edit (GTK_WIDGET (self->page), self->casebook, RABTA_KIND_PARTICIPATION,
                              g_ptr_array_index (ids, 0), "event");
}

static void
remove_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (RabtaRecordPage) page = user_data;
  g_autoptr (RabtaCasebook) casebook = g_object_ref (g_object_get_data (source, "casebook"));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = rabta_record_table_load_selected_finish (RABTA_RECORD_TABLE (source),
                                                                           result, &error);

  if (records == NULL)
    {
      rabta_record_delete_failed (GTK_WIDGET (page), error);
      return;
    }

  rabta_record_table_unselect_all (RABTA_RECORD_TABLE (source));
  rabta_record_delete (GTK_WIDGET (page), casebook, records);
}

static void
remove_cb (EventContent *self)
{
  rabta_record_table_load_selected_async (RABTA_RECORD_TABLE (self->table), NULL, remove_loaded_cb,
                                          g_object_ref (self->page));
}

static GtkWidget *
make_button (EventContent *self,
             const char   *label,
             GCallback     callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_sensitive (button, !rabta_casebook_is_read_only (self->casebook));
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
make_top (EventContent *self)
{
  GtkWidget *flow = rabta_action_flow_new (2);
  GtkWidget *enterprises = make_button (self, _("Add _Enterprises…"), G_CALLBACK (add_enterprises_cb));
  GtkWidget *partners = make_button (self, _("Add _Partners…"), G_CALLBACK (add_partners_cb));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  /* The header bar of a narrow window has little room for the name of an event. */
  self->heading = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->heading), 0);
  gtk_label_set_wrap (GTK_LABEL (self->heading), TRUE);
  gtk_widget_add_css_class (self->heading, "title-2");
  self->facts = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->facts), 0);
  gtk_label_set_wrap (GTK_LABEL (self->facts), TRUE);
  gtk_label_set_selectable (GTK_LABEL (self->facts), TRUE);
  gtk_widget_set_can_focus (self->facts, FALSE);
  gtk_widget_add_css_class (enterprises, "suggested-action");
  rabta_action_flow_append (flow, enterprises);
  rabta_action_flow_append (flow, partners);
  gtk_widget_set_halign (flow, GTK_ALIGN_START);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), self->heading);
  gtk_box_append (GTK_BOX (box), self->facts);
  gtk_box_append (GTK_BOX (box), flow);
  return box;
}

static GtkWidget *
build (RabtaRecordPage *page,
       RabtaCasebook   *casebook,
       RabtaRecord     *record)
{
  EventContent *self = g_new0 (EventContent, 1);
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_PARTICIPATION);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar;

  self->page = page;
  self->casebook = g_object_ref (casebook);
  self->event = *rabta_record_get_id (record);
  rabta_query_filter_id (query, "event", &self->event);

  self->table = rabta_record_table_new (casebook, RABTA_KIND_PARTICIPATION, columns, "participations");
  g_object_set_data (G_OBJECT (self->table), "casebook", casebook);
  rabta_record_table_set_empty (RABTA_RECORD_TABLE (self->table), "rabta-enterprises-symbolic",
                                _("Nobody Took Part Yet"),
                                _("Add the enterprises and partners that took part, many at a time."), NULL, NULL);
  rabta_record_table_add_bulk_action (RABTA_RECORD_TABLE (self->table),
                                      make_button (self, _("_Edit"), G_CALLBACK (edit_cb)));
  rabta_record_table_add_bulk_action (RABTA_RECORD_TABLE (self->table),
                                      make_button (self, _("_Remove"), G_CALLBACK (remove_cb)));
  g_signal_connect_swapped (self->table, "activate-record", G_CALLBACK (activate_cb), self);

  bar = rabta_filter_bar_new (casebook, RABTA_KIND_PARTICIPATION, NULL);
  rabta_filter_bar_set_base (RABTA_FILTER_BAR (bar), query);
  rabta_filter_bar_add_field (RABTA_FILTER_BAR (bar), "role");
  rabta_filter_bar_set_table (RABTA_FILTER_BAR (bar), RABTA_RECORD_TABLE (self->table));

  gtk_widget_set_vexpand (self->table, TRUE);
  gtk_box_append (GTK_BOX (box), make_top (self));
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), self->table);
  g_object_set_data_full (G_OBJECT (box), "content", self, (GDestroyNotify) event_content_free);
  return box;
}

static void
show (GtkWidget   *widget,
      RabtaRecord *record)
{
  static const char * const fields[] = { "type", "starts", "ends", "place", "district", "organizer", "notes" };
  EventContent *self = g_object_get_data (G_OBJECT (widget), "content");
  RabtaProgramme *programme = rabta_casebook_get_programme (self->casebook);
  const RabtaKindInfo *kind = rabta_record_get_info (record);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *title = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      int field = rabta_kind_find_field (kind, fields[i]);
      g_autofree char *part = rabta_record_dup_display (record, (guint) field, programme);

      if (part != NULL && *part != '\0')
        g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "  ·  " : "",
                                _(kind->fields[field].heading), part);
    }

  title = rabta_record_dup_title (record);
  gtk_label_set_text (GTK_LABEL (self->heading), title != NULL ? title : "");
  gtk_label_set_text (GTK_LABEL (self->facts), text->str);
  gtk_widget_set_visible (self->facts, text->len > 0);
}

static const RabtaRecordPageInfo info = {
  .kind = RABTA_KIND_EVENT,
  .build = build,
  .show = show,
  .dup_subtitle = rabta_record_dup_subtitle,
};

/**
 * rabta_event_page_new:
 * @casebook: the casebook
 * @id: of the event
 *
 * Returns: (transfer floating): the page of an event
 */
GtkWidget *
rabta_event_page_new (RabtaCasebook   *casebook,
                      const RabtaUuid *id)
{
  return rabta_record_page_new (casebook, &info, id);
}
