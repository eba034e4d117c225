/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/record-opening.h"

#include "model/conflicts.h"
#include "ui/record-editor.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget     *widget;
  RabtaCasebook *casebook;
  RabtaKind      kind;
  RabtaUuid      id;
  char          *field;
} Opening;

static Opening *
opening_new (GtkWidget       *widget,
             RabtaCasebook   *casebook,
             RabtaKind        kind,
             const RabtaUuid *id,
             const char      *field)
{
  Opening *self = g_new0 (Opening, 1);

  self->widget = g_object_ref (widget);
  self->casebook = g_object_ref (casebook);
  self->kind = kind;
  self->id = *id;
  self->field = g_strdup (field);

  return self;
}

static void
opening_free (Opening *self)
{
  g_object_unref (self->widget);
  g_object_unref (self->casebook);
  g_free (self->field);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Opening) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) record = rabta_casebook_load_finish (RABTA_CASEBOOK (source), result, &error);
  RabtaRecordEditor *editor;

  /* The page was left meanwhile. */
  if (gtk_widget_get_root (self->widget) == NULL)
    return;
  if (record == NULL)
    {
      rabta_window_show_error (self->widget, _("The record could not be opened"), error);
      return;
    }

  editor = rabta_record_editor_present (self->widget, self->casebook, record, NULL);
  rabta_record_form_focus_field (rabta_record_editor_get_form (editor), self->field);
}

/**
 * rabta_record_opening_at_field:
 * @widget: a widget of the window asked for
 * @casebook: the casebook
 * @kind: kind of the record
 * @id: its id
 * @field: (nullable): a field of it
 *
 * Opens a record: in its editor at the field, where one is given and may be changed, else its page.
 */
void
rabta_record_opening_at_field (GtkWidget        *widget,
                               RabtaCasebook    *casebook,
                               RabtaKind         kind,
                               const RabtaUuid  *id,
                               const char       *field)
{
  char text[RABTA_UUID_TEXT_LENGTH + 1];

  g_return_if_fail (GTK_IS_WIDGET (widget) && RABTA_IS_CASEBOOK (casebook) && id != NULL);

  if (field == NULL || rabta_casebook_is_read_only (casebook))
    {
      rabta_uuid_format (id, text);
      gtk_widget_activate_action (widget, "win.open-record", "(ss)", rabta_kind_get_info (kind)->name, text);
      return;
    }

  rabta_casebook_load_async (casebook, kind, id, NULL, loaded_cb, opening_new (widget, casebook, kind, id, field));
}

static void
conflicts_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Opening) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = rabta_casebook_list_conflicts_finish (RABTA_CASEBOOK (source), result, &error);
  g_autofree char *id = rabta_uuid_to_string (&self->id);
  g_autofree char *wish = self->field != NULL ? g_strconcat (id, ".", self->field, NULL) : NULL;

  if (gtk_widget_get_root (self->widget) == NULL)
    return;
  if (conflicts == NULL)
    rabta_window_show_error (self->widget, _("The record could not be opened"), error);
  else if (conflicts->len > 0)
    gtk_widget_activate_action (self->widget, "win.conflicts", "s", wish != NULL ? wish : id);
  else
    rabta_record_opening_at_field (self->widget, self->casebook, self->kind, &self->id, self->field);
}

/**
 * rabta_record_opening_conflict:
 * @widget: a widget of the window asked for
 * @casebook: the casebook
 * @kind: kind of the record
 * @id: its id
 * @field: (nullable): the field that is in conflict
 *
 * Opens the desk at the conflict. Where none is open here – the other copy knows of it, and what it is about has
 * not come home, or it was decided –, opens the record at the field.
 */
void
rabta_record_opening_conflict (GtkWidget        *widget,
                               RabtaCasebook    *casebook,
                               RabtaKind         kind,
                               const RabtaUuid  *id,
                               const char       *field)
{
  RabtaConflictFilter filter = { .kind = kind, .field = field, .record = id, .limit = 1 };

  g_return_if_fail (GTK_IS_WIDGET (widget) && RABTA_IS_CASEBOOK (casebook) && id != NULL);

  rabta_casebook_list_conflicts_async (casebook, &filter, NULL, conflicts_cb,
                                       opening_new (widget, casebook, kind, id, field));
}
