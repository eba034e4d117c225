/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/field-editor.h"

#include "base/date.h"
#include "base/text.h"
#include "programme/programme.h"
#include "ui/popdown.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A code of a list of the programme. Codes retired by today are not offered, but one that the record
 * holds is shown. */

struct _RabtaChoiceEditor
{
  RabtaFieldEditor parent;

  GtkWidget     *popdown;
  RabtaCodeList *list;       /* borrowed from the programme; NULL where it knows no such list */
  GtkFilter     *filter;
  char         **needles;    /* folded words searched for */
  char          *code;
  char          *parent_code;
};

/* Above this many codes the list can be searched. */
#define FEW_CODES 8

#define RABTA_TYPE_CHOICE_EDITOR (rabta_choice_editor_get_type ())
G_DECLARE_FINAL_TYPE (RabtaChoiceEditor, rabta_choice_editor, RABTA, CHOICE_EDITOR, RabtaFieldEditor)
G_DEFINE_FINAL_TYPE (RabtaChoiceEditor, rabta_choice_editor, RABTA_TYPE_FIELD_EDITOR)

static RabtaProgramme *
get_programme (RabtaChoiceEditor *self)
{
  return rabta_casebook_get_programme (rabta_field_editor_get_casebook (RABTA_FIELD_EDITOR (self)));
}

static void
show_code (RabtaChoiceEditor *self)
{
  RabtaCodeItem *item = self->list != NULL && self->code != NULL
                        ? rabta_code_list_get_item (self->list, self->code) : NULL;
  char today[RABTA_DATE_SIZE];
  g_autofree char *retired = NULL;

  if (item == NULL)
    {
      rabta_popdown_set_text (RABTA_POPDOWN (self->popdown), self->code);
      return;
    }

  rabta_date_today (today);
  if (!rabta_code_item_is_valid_on (item, today))
    retired = g_strdup_printf (_("%s (no longer offered)"), rabta_code_item_get_label (item));

  rabta_popdown_set_text (RABTA_POPDOWN (self->popdown),
                          retired != NULL ? retired : rabta_code_item_get_label (item));
}

static void
set_code (RabtaChoiceEditor *self,
          const char        *code)
{
  rabta_set_str (&self->code, code != NULL && *code != '\0' ? code : NULL);
  show_code (self);
}

static gboolean
offers (RabtaChoiceEditor *self,
        RabtaCodeItem     *item)
{
  char today[RABTA_DATE_SIZE];

  rabta_date_today (today);
  return rabta_code_item_is_valid_on (item, today)
         && (self->parent_code == NULL
             || g_strcmp0 (rabta_code_item_get_parent (item), self->parent_code) == 0);
}

static gboolean
filter_cb (gpointer item,
           gpointer user_data)
{
  RabtaChoiceEditor *self = user_data;
  const char * const *aliases;
  g_autoptr (GString) folded = NULL;

  if (!offers (self, item))
    return FALSE;

  if (self->needles == NULL)
    return TRUE;

  folded = g_string_new (NULL);
  rabta_text_fold_append (folded, rabta_code_item_get_label (item));
  g_string_append_c (folded, '\n');
  rabta_text_fold_append (folded, rabta_code_item_get_code (item));
  aliases = rabta_code_item_get_aliases (item);
  for (guint i = 0; aliases != NULL && aliases[i] != NULL; i++)
    {
      g_string_append_c (folded, '\n');
      rabta_text_fold_append (folded, aliases[i]);
    }

  for (guint i = 0; self->needles[i] != NULL; i++)
    if (strstr (folded->str, self->needles[i]) == NULL)
      return FALSE;

  return TRUE;
}

static void
search_cb (RabtaChoiceEditor *self,
           const char        *text)
{
  g_autofree char *folded = rabta_text_fold (text);

  g_clear_pointer (&self->needles, g_strfreev);
  if (*folded != '\0')
    self->needles = g_strsplit_set (folded, " ", -1);

  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static char *
describe_cb (GObject   *item,
             char     **subtitle,
             gpointer   user_data)
{
  RabtaChoiceEditor *self = user_data;
  const char *parent = rabta_code_item_get_parent (RABTA_CODE_ITEM (item));

  if (parent != NULL && g_strcmp0 (rabta_code_list_get_id (self->list), "district") == 0)
    *subtitle = g_strdup (rabta_programme_get_label (get_programme (self), "province", parent));

  return g_strdup (rabta_code_item_get_label (RABTA_CODE_ITEM (item)));
}

static void
picked_cb (RabtaChoiceEditor *self,
           GObject           *item)
{
  set_code (self, item != NULL ? rabta_code_item_get_code (RABTA_CODE_ITEM (item)) : NULL);
  rabta_field_editor_emit_changed (RABTA_FIELD_EDITOR (self));
}

static void
rabta_choice_editor_set_value (RabtaFieldEditor *editor,
                               const RabtaValue *value,
                               const char       *title)
{
  set_code (RABTA_CHOICE_EDITOR (editor), value->type == RABTA_VALUE_TEXT ? value->text : NULL);
}

static gboolean
rabta_choice_editor_get_value (RabtaFieldEditor  *editor,
                               RabtaValue        *value,
                               char             **warning,
                               GError           **error)
{
  RabtaChoiceEditor *self = RABTA_CHOICE_EDITOR (editor);

  if (self->code != NULL)
    {
      value->type = RABTA_VALUE_TEXT;
      value->text = g_strdup (self->code);
    }

  return TRUE;
}

static char *
rabta_choice_editor_dup_typed (RabtaFieldEditor *editor)
{
  RabtaChoiceEditor *self = RABTA_CHOICE_EDITOR (editor);

  return g_strdup (self->code != NULL ? self->code : "");
}

static void
rabta_choice_editor_set_typed (RabtaFieldEditor *editor,
                               const char       *typed,
                               const char       *title)
{
  set_code (RABTA_CHOICE_EDITOR (editor), typed);
  rabta_field_editor_emit_changed (editor);
}

static void
rabta_choice_editor_constructed (GObject *object)
{
  RabtaChoiceEditor *self = RABTA_CHOICE_EDITOR (object);
  const RabtaField *field = rabta_field_editor_get_field (RABTA_FIELD_EDITOR (self));
  g_autoptr (GtkFilterListModel) model = NULL;

  G_OBJECT_CLASS (rabta_choice_editor_parent_class)->constructed (object);

  self->list = field->target != NULL ? rabta_programme_get_list (get_programme (self), field->target) : NULL;
  self->filter = GTK_FILTER (gtk_custom_filter_new (filter_cb, self, NULL));
  model = gtk_filter_list_model_new (self->list != NULL ? g_object_ref (G_LIST_MODEL (self->list)) : NULL,
                                     g_object_ref (self->filter));

  self->popdown = rabta_popdown_new (G_LIST_MODEL (model), describe_cb, self);
  rabta_popdown_set_searchable (RABTA_POPDOWN (self->popdown),
                                self->list != NULL
                                && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > FEW_CODES);
  rabta_popdown_set_clearable (RABTA_POPDOWN (self->popdown), !(field->flags & RABTA_FIELD_REQUIRED));
  g_signal_connect_swapped (self->popdown, "search", G_CALLBACK (search_cb), self);
  g_signal_connect_swapped (self->popdown, "picked", G_CALLBACK (picked_cb), self);
  adw_bin_set_child (ADW_BIN (self), self->popdown);
  rabta_popdown_set_name (RABTA_POPDOWN (self->popdown), _(field->heading));
  rabta_field_editor_set_target (RABTA_FIELD_EDITOR (self),
                                 rabta_popdown_get_button (RABTA_POPDOWN (self->popdown)));
  show_code (self);
}

static void
rabta_choice_editor_dispose (GObject *object)
{
  RabtaChoiceEditor *self = RABTA_CHOICE_EDITOR (object);

  /* The filter asks this editor; the popdown's list must be gone before. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->filter);
  g_clear_pointer (&self->needles, g_strfreev);
  G_OBJECT_CLASS (rabta_choice_editor_parent_class)->dispose (object);
}

static void
rabta_choice_editor_finalize (GObject *object)
{
  RabtaChoiceEditor *self = RABTA_CHOICE_EDITOR (object);

  g_free (self->code);
  g_free (self->parent_code);
  G_OBJECT_CLASS (rabta_choice_editor_parent_class)->finalize (object);
}

static void
rabta_choice_editor_class_init (RabtaChoiceEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  RabtaFieldEditorClass *editor_class = RABTA_FIELD_EDITOR_CLASS (klass);

  object_class->constructed = rabta_choice_editor_constructed;
  object_class->dispose = rabta_choice_editor_dispose;
  object_class->finalize = rabta_choice_editor_finalize;
  editor_class->set_value = rabta_choice_editor_set_value;
  editor_class->get_value = rabta_choice_editor_get_value;
  editor_class->dup_typed = rabta_choice_editor_dup_typed;
  editor_class->set_typed = rabta_choice_editor_set_typed;
}

static void
rabta_choice_editor_init (RabtaChoiceEditor *self)
{
}

/**
 * rabta_choice_editor_set_parent_code:
 * @self: an editor of a choice
 * @code: (nullable): the only parent whose codes are offered
 *
 * Narrows what is offered, such as to the stages of one track.
 */
void
rabta_choice_editor_set_parent_code (RabtaFieldEditor *self,
                                     const char       *code)
{
  RabtaChoiceEditor *editor;

  g_return_if_fail (RABTA_IS_CHOICE_EDITOR (self));

  editor = RABTA_CHOICE_EDITOR (self);
  if (rabta_set_str (&editor->parent_code, code))
    gtk_filter_changed (editor->filter, GTK_FILTER_CHANGE_DIFFERENT);
}
