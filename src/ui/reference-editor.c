/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/field-editor.h"

#include "model/record-list.h"
#include "ui/popdown.h"
#include "ui/record-editor.h"
#include "ui/record-picker.h"

#include "base/text.h"

#include <glib/gi18n-lib.h>

/* A reference to another record: search as you type, or make the record that is missing. */

struct _RabtaReferenceEditor
{
  RabtaFieldEditor parent;

  GtkWidget       *popdown;
  RabtaRecordList *list;
  RabtaQuery      *query;     /* what may be referred to */
  RabtaKind        kind;
  gboolean         has_id;
  RabtaUuid        id;
  char            *title;
};

#define RABTA_TYPE_REFERENCE_EDITOR (rabta_reference_editor_get_type ())
G_DECLARE_FINAL_TYPE (RabtaReferenceEditor, rabta_reference_editor, RABTA, REFERENCE_EDITOR, RabtaFieldEditor)
G_DEFINE_FINAL_TYPE (RabtaReferenceEditor, rabta_reference_editor, RABTA_TYPE_FIELD_EDITOR)

static void
set_reference (RabtaReferenceEditor *self,
               const RabtaUuid      *id,
               const char           *title)
{
  self->has_id = id != NULL;
  if (id != NULL)
    self->id = *id;

  rabta_set_str (&self->title, id != NULL ? title : NULL);
  rabta_popdown_set_text (RABTA_POPDOWN (self->popdown),
                          id == NULL ? NULL : title != NULL ? title : _("Not received yet"));
}

static void
refer_to (RabtaReferenceEditor *self,
          RabtaRecord          *record)
{
  g_autofree char *title = rabta_record_dup_title (record);

  set_reference (self, rabta_record_get_id (record), title);
  rabta_field_editor_emit_changed (RABTA_FIELD_EDITOR (self));
}

static char *
describe_cb (GObject   *item,
             char     **subtitle,
             gpointer   user_data)
{
  RabtaFieldEditor *self = user_data;
  RabtaRecord *record = RABTA_RECORD (item);

  if (!rabta_record_is_loaded (record))
    return NULL;

  *subtitle = rabta_record_dup_subtitle (record,
                rabta_casebook_get_programme (rabta_field_editor_get_casebook (self)));
  return rabta_record_dup_title (record);
}

static void
search_cb (RabtaReferenceEditor *self,
           const char           *text)
{
  g_autoptr (RabtaQuery) query = rabta_query_copy (self->query);

  rabta_query_set_search (query, *text != '\0' ? text : NULL);
  if (self->list != NULL)
    {
      rabta_record_list_set_query (self->list, query);
      return;
    }

  /* Made only when somebody looks: a form has many references, and each list asks the database. */
  self->list = rabta_record_list_new (rabta_field_editor_get_casebook (RABTA_FIELD_EDITOR (self)), query);
  rabta_search_list_set_model (rabta_popdown_get_list (RABTA_POPDOWN (self->popdown)),
                               G_LIST_MODEL (self->list));
}

static void
picked_cb (RabtaReferenceEditor *self,
           GObject              *item)
{
  if (item == NULL)
    {
      set_reference (self, NULL, NULL);
      rabta_field_editor_emit_changed (RABTA_FIELD_EDITOR (self));
    }
  else if (rabta_record_is_loaded (RABTA_RECORD (item)))
    {
      refer_to (self, RABTA_RECORD (item));
    }
}

static void
new_saved_cb (RabtaReferenceEditor *self,
              RabtaRecord          *record)
{
  refer_to (self, record);
}

static void
new_requested_cb (RabtaReferenceEditor *self,
                  const char           *text)
{
  RabtaFieldEditor *editor = RABTA_FIELD_EDITOR (self);
  g_autoptr (RabtaRecord) record = rabta_record_new (self->kind);
  const RabtaKindInfo *info = rabta_record_get_info (record);
  RabtaRecordEditor *window;

  if (*text != '\0' && info->fields[info->title].kind == RABTA_FIELD_TEXT)
    rabta_record_set_text (record, info->fields[info->title].name, text);

  window = rabta_record_editor_present (GTK_WIDGET (self), rabta_field_editor_get_casebook (editor), record, NULL);
  g_signal_connect_object (window, "saved", G_CALLBACK (new_saved_cb), self, G_CONNECT_SWAPPED);
}

static void
rabta_reference_editor_set_value (RabtaFieldEditor *editor,
                                  const RabtaValue *value,
                                  const char       *title)
{
  set_reference (RABTA_REFERENCE_EDITOR (editor), value->type == RABTA_VALUE_ID ? &value->id : NULL, title);
}

static gboolean
rabta_reference_editor_get_value (RabtaFieldEditor  *editor,
                                  RabtaValue        *value,
                                  char             **warning,
                                  GError           **error)
{
  RabtaReferenceEditor *self = RABTA_REFERENCE_EDITOR (editor);

  if (self->has_id)
    {
      value->type = RABTA_VALUE_ID;
      value->id = self->id;
    }

  return TRUE;
}

static char *
rabta_reference_editor_dup_typed (RabtaFieldEditor *editor)
{
  RabtaReferenceEditor *self = RABTA_REFERENCE_EDITOR (editor);

  return self->has_id ? rabta_uuid_to_string (&self->id) : g_strdup ("");
}

static void
rabta_reference_editor_set_typed (RabtaFieldEditor *editor,
                                  const char       *typed,
                                  const char       *title)
{
  RabtaUuid id;

  set_reference (RABTA_REFERENCE_EDITOR (editor), rabta_uuid_parse (typed, &id) ? &id : NULL, title);
  rabta_field_editor_emit_changed (editor);
}

static char *
rabta_reference_editor_dup_title (RabtaFieldEditor *editor)
{
  return g_strdup (RABTA_REFERENCE_EDITOR (editor)->title);
}

/* What a person may make while looking for it; offices and officers come from headquarters. */
static gboolean
can_be_made (RabtaKind kind)
{
  return kind == RABTA_KIND_ENTERPRISE || kind == RABTA_KIND_ORGANIZATION || kind == RABTA_KIND_EVENT
         || kind == RABTA_KIND_PERSON || kind == RABTA_KIND_PRODUCT;
}

static char *
dup_new_label (RabtaKind kind)
{
  /* Translators: makes a record of a kind: "New partner…" */
  return g_strdup_printf (_("New: %s…"), _(rabta_kind_get_info (kind)->heading));
}

static void
rabta_reference_editor_constructed (GObject *object)
{
  RabtaReferenceEditor *self = RABTA_REFERENCE_EDITOR (object);
  RabtaFieldEditor *editor = RABTA_FIELD_EDITOR (self);
  const RabtaField *field = rabta_field_editor_get_field (editor);

  G_OBJECT_CLASS (rabta_reference_editor_parent_class)->constructed (object);

  self->kind = rabta_kind_from_name (field->target);
  self->query = rabta_query_new (self->kind);
  self->popdown = rabta_popdown_new (NULL, describe_cb, self);
  rabta_popdown_set_name (RABTA_POPDOWN (self->popdown), _(field->heading));
  rabta_popdown_set_clearable (RABTA_POPDOWN (self->popdown), !(field->flags & RABTA_FIELD_REQUIRED));
  if (can_be_made (self->kind))
    {
      g_autofree char *label = dup_new_label (self->kind);

      rabta_popdown_set_new_label (RABTA_POPDOWN (self->popdown), label);
    }

  g_signal_connect_swapped (self->popdown, "search", G_CALLBACK (search_cb), self);
  g_signal_connect_swapped (self->popdown, "picked", G_CALLBACK (picked_cb), self);
  g_signal_connect_swapped (self->popdown, "new-requested", G_CALLBACK (new_requested_cb), self);
  adw_bin_set_child (ADW_BIN (self), self->popdown);
  rabta_field_editor_set_target (editor, rabta_popdown_get_button (RABTA_POPDOWN (self->popdown)));
}

static void
rabta_reference_editor_dispose (GObject *object)
{
  RabtaReferenceEditor *self = RABTA_REFERENCE_EDITOR (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->list);
  g_clear_object (&self->query);
  g_clear_pointer (&self->title, g_free);
  G_OBJECT_CLASS (rabta_reference_editor_parent_class)->dispose (object);
}

static void
rabta_reference_editor_class_init (RabtaReferenceEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  RabtaFieldEditorClass *editor_class = RABTA_FIELD_EDITOR_CLASS (klass);

  object_class->constructed = rabta_reference_editor_constructed;
  object_class->dispose = rabta_reference_editor_dispose;
  editor_class->set_value = rabta_reference_editor_set_value;
  editor_class->get_value = rabta_reference_editor_get_value;
  editor_class->dup_typed = rabta_reference_editor_dup_typed;
  editor_class->set_typed = rabta_reference_editor_set_typed;
  editor_class->dup_title = rabta_reference_editor_dup_title;
}

static void
rabta_reference_editor_init (RabtaReferenceEditor *self)
{
}

/**
 * rabta_reference_editor_set_query:
 * @self: an editor of a reference
 * @query: (nullable): what is offered; %NULL for all records of the kind
 */
void
rabta_reference_editor_set_query (RabtaFieldEditor *self,
                                  RabtaQuery       *query)
{
  RabtaReferenceEditor *editor;

  g_return_if_fail (RABTA_IS_REFERENCE_EDITOR (self));

  editor = RABTA_REFERENCE_EDITOR (self);
  g_clear_object (&editor->query);
  editor->query = query != NULL ? rabta_query_copy (query) : rabta_query_new (editor->kind);
}
