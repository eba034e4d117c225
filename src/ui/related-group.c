/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/related-group.h"

#include "ui/record-delete.h"
#include "ui/record-editor.h"
#include "ui/record-picker.h"

#include "base/text.h"

#include <glib/gi18n-lib.h>

/* More rows than a person reads at once; the list of the place has them all. */
#define MOST_ROWS 100

struct _RabtaRelatedGroup
{
  AdwPreferencesGroup parent;

  GPtrArray         *rows;        /* borrowed by the group */
  GtkWidget         *add_button;

  RabtaCasebook     *casebook;
  RabtaQuery        *query;
  GCancellable      *cancellable;
  RabtaRecord       *prototype;
  char              *hide_field;
  char              *opens;
  char              *empty;
  RabtaRelatedFunc   describe;
  gboolean           is_editable;
};

G_DEFINE_FINAL_TYPE (RabtaRelatedGroup, rabta_related_group, ADW_TYPE_PREFERENCES_GROUP)

static RabtaRecord *
get_row_record (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "rabta-record");
}

static void
edit (RabtaRelatedGroup *self,
      RabtaRecord       *record)
{
  rabta_record_editor_edit (GTK_WIDGET (self), self->casebook, rabta_record_get_kind (record),
                            rabta_record_get_id (record), self->hide_field);
}

static void
open_row_cb (RabtaRelatedGroup *self,
             GtkWidget         *row)
{
  RabtaRecord *record = get_row_record (row);
  const RabtaKindInfo *info = rabta_record_get_info (record);
  const RabtaUuid *id = rabta_record_get_id (record);
  const char *kind = info->name;
  g_autofree char *text = NULL;

  if (self->opens != NULL && rabta_record_get_ref (record, self->opens) != NULL)
    {
      kind = info->fields[rabta_kind_find_field (info, self->opens)].target;
      id = rabta_record_get_ref (record, self->opens);
    }
  else if (self->is_editable)
    {
      edit (self, record);
      return;
    }

  text = rabta_uuid_to_string (id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", kind, text);
}

static void
edit_cb (RabtaRelatedGroup *self,
         GtkWidget         *button)
{
  edit (self, get_row_record (gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW)));
}

static void
remove_cb (RabtaRelatedGroup *self,
           GtkWidget         *button)
{
  rabta_record_delete_one (GTK_WIDGET (self), self->casebook,
                           get_row_record (gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW)));
}

static void
add_cb (RabtaRelatedGroup *self)
{
  rabta_record_editor_present (GTK_WIDGET (self), self->casebook, self->prototype, self->hide_field);
}

static void
add_row_button (RabtaRelatedGroup *self,
                GtkWidget         *row,
                const char        *icon,
                const char        *verb,
                const char        *name,
                GCallback          callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *label = g_strdup_printf ("%s: %s", verb, name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, verb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_row (RabtaRelatedGroup *self,
          RabtaRecord       *record)
{
  RabtaProgramme *programme = rabta_casebook_get_programme (self->casebook);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = NULL;
  g_autofree char *title = NULL;

  if (self->describe != NULL)
    {
      title = self->describe (record, programme, &subtitle);
    }
  else
    {
      title = rabta_record_dup_title (record);
      subtitle = rabta_record_dup_subtitle (record, programme);
    }

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  g_object_set_data_full (G_OBJECT (row), "rabta-record", g_object_ref (record), g_object_unref);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_row_cb), self, G_CONNECT_SWAPPED);

  if (self->is_editable && !rabta_casebook_is_read_only (self->casebook))
    {
      if (self->opens != NULL)
        add_row_button (self, row, "document-edit-symbolic", _("Edit"), title, G_CALLBACK (edit_cb));

      add_row_button (self, row, "user-trash-symbolic", _("Delete"), title, G_CALLBACK (remove_cb));
    }

  if (!self->is_editable || self->opens != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));

  return row;
}

static void
add_row (RabtaRelatedGroup *self,
         GtkWidget         *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
add_text_row (RabtaRelatedGroup *self,
              const char        *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  gtk_widget_add_css_class (row, "dim-label");
  add_row (self, row);
}

static void
clear_rows (RabtaRelatedGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));

  g_ptr_array_set_size (self->rows, 0);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (RabtaRelatedGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = rabta_casebook_query_finish (RABTA_CASEBOOK (source), result, &error);

  if (self->casebook == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  clear_rows (self);
  if (records == NULL)
    {
      add_text_row (self, error->message);
      return;
    }

  for (guint i = 0; i < records->len && i < MOST_ROWS; i++)
    add_row (self, make_row (self, g_ptr_array_index (records, i)));

  if (records->len > MOST_ROWS)
    add_text_row (self, _("There are more; only the first 100 are shown here."));
  else if (records->len == 0)
    add_text_row (self, self->empty);
}

static void
load (RabtaRelatedGroup *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  rabta_casebook_query_async (self->casebook, self->query, MOST_ROWS + 1, self->cancellable, found_cb,
                              g_object_ref (self));
}

static void
casebook_changed_cb (RabtaRelatedGroup    *self,
                     const RabtaChangeSet *changes)
{
  /* Titles of what the records refer to may have changed as well. */
  const guint also = 1u << RABTA_KIND_ENTERPRISE | 1u << RABTA_KIND_ORGANIZATION | 1u << RABTA_KIND_EVENT;

  if (changes->kinds & (1u << rabta_query_get_kind (self->query) | also))
    load (self);
}

static void
rabta_related_group_dispose (GObject *object)
{
  RabtaRelatedGroup *self = RABTA_RELATED_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->casebook);
  g_clear_object (&self->query);
  g_clear_object (&self->prototype);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (rabta_related_group_parent_class)->dispose (object);
}

static void
rabta_related_group_finalize (GObject *object)
{
  RabtaRelatedGroup *self = RABTA_RELATED_GROUP (object);

  g_free (self->hide_field);
  g_free (self->opens);
  g_free (self->empty);
  G_OBJECT_CLASS (rabta_related_group_parent_class)->finalize (object);
}

static void
rabta_related_group_class_init (RabtaRelatedGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rabta_related_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = rabta_related_group_finalize;
}

static void
rabta_related_group_init (RabtaRelatedGroup *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * rabta_related_group_new:
 * @casebook: where they are
 * @query: which; copied
 * @title: heading, translated
 * @empty: what it says when there are none, translated
 * @describe: (nullable): what a row says
 *
 * Returns: (transfer floating): the group
 */
GtkWidget *
rabta_related_group_new (RabtaCasebook    *casebook,
                         RabtaQuery       *query,
                         const char       *title,
                         const char       *empty,
                         RabtaRelatedFunc  describe)
{
  RabtaRelatedGroup *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (RABTA_IS_QUERY (query), NULL);
  g_return_val_if_fail (empty != NULL, NULL);

  self = g_object_new (RABTA_TYPE_RELATED_GROUP, "title", title, NULL);
  self->casebook = g_object_ref (casebook);
  self->query = rabta_query_copy (query);
  self->empty = g_strdup (empty);
  self->describe = describe;
  add_text_row (self, _("Loading…"));
  g_signal_connect_object (casebook, "changed", G_CALLBACK (casebook_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}

/**
 * rabta_related_group_set_add:
 * @self: a group
 * @label: what the button is called, translated
 * @prototype: what a new one starts from; copied
 * @hide_field: (nullable): a field the place itself answers
 *
 * Shows a button that makes another one.
 */
void
rabta_related_group_set_add (RabtaRelatedGroup *self,
                             const char        *label,
                             RabtaRecord       *prototype,
                             const char        *hide_field)
{
  g_return_if_fail (RABTA_IS_RELATED_GROUP (self));
  g_return_if_fail (RABTA_IS_RECORD (prototype));
  g_return_if_fail (self->add_button == NULL);

  self->prototype = rabta_record_copy (prototype);
  rabta_set_str (&self->hide_field, hide_field);
  self->add_button = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_add_css_class (self->add_button, "flat");
  gtk_widget_set_valign (self->add_button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->add_button, label);
  gtk_widget_set_sensitive (self->add_button, !rabta_casebook_is_read_only (self->casebook));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (self->add_button, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->add_button);
}

/**
 * rabta_related_group_set_editable:
 * @self: a group
 * @editable: whether rows are edited here and can be deleted
 */
void
rabta_related_group_set_editable (RabtaRelatedGroup *self,
                                  gboolean           editable)
{
  g_return_if_fail (RABTA_IS_RELATED_GROUP (self));

  self->is_editable = editable;
}

/**
 * rabta_related_group_set_opens:
 * @self: a group
 * @field: (nullable): a reference whose target a row opens
 */
void
rabta_related_group_set_opens (RabtaRelatedGroup *self,
                               const char        *field)
{
  g_return_if_fail (RABTA_IS_RELATED_GROUP (self));

  rabta_set_str (&self->opens, field);
}
