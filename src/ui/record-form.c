/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/record-form.h"
#include "ui/record-form-private.h"

#include "model/rules.h"
#include "ui/record-sections.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CHECK_MS    400
#define AUTOSAVE_MS 1000
#define WIDTH       640

G_DEFINE_FINAL_TYPE (RabtaRecordForm, rabta_record_form, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_DIRTY,
  PROP_AUTOSAVE,
  PROP_STATUS,
  N_PROPS
};

enum
{
  CHANGED,
  COMPLETED,
  SAVED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static RabtaFormRow *
find_form_row (RabtaRecordForm *self,
               RabtaFieldRow   *row)
{
  for (guint i = 0; i < self->form_rows->len; i++)
    {
      RabtaFormRow *form_row = g_ptr_array_index (self->form_rows, i);

      if (form_row->row == row)
        return form_row;
    }

  return NULL;
}

void
rabta_record_form_set_dirty (RabtaRecordForm *self,
                             gboolean         is_dirty)
{
  if (self->is_dirty == is_dirty)
    return;

  self->is_dirty = is_dirty;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIRTY]);
}

void
rabta_record_form_emit_saved (RabtaRecordForm *self)
{
  g_signal_emit (self, signals[SAVED], 0);
}

/* Shows what the rules say of the record, field by field. */
void
rabta_record_form_check (RabtaRecordForm *self)
{
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GString) general = g_string_new (NULL);

  g_clear_handle_id (&self->check_id, g_source_remove);
  findings = rabta_rules_check (rabta_casebook_get_programme (self->casebook), self->record);

  for (guint i = 0; i < self->form_rows->len; i++)
    {
      RabtaFormRow *form_row = g_ptr_array_index (self->form_rows, i);
      const RabtaField *field = rabta_field_row_get_field (form_row->row);
      RabtaMessageLevel level = RABTA_MESSAGE_NONE;
      const char *text = NULL;

      for (guint j = 0; form_row->is_touched && j < findings->len; j++)
        {
          RabtaFinding *finding = g_ptr_array_index (findings, j);
          RabtaMessageLevel found = finding->level == RABTA_FINDING_ERROR ? RABTA_MESSAGE_ERROR
                                                                          : RABTA_MESSAGE_WARNING;

          if (g_strcmp0 (finding->field, field->name) == 0 && found > level)
            {
              level = found;
              text = finding->message;
            }
        }

      rabta_field_row_set_message (form_row->row, level, text);
    }

  for (guint j = 0; j < findings->len; j++)
    {
      RabtaFinding *finding = g_ptr_array_index (findings, j);

      if (finding->field == NULL && self->is_dirty)
        g_string_append_printf (general, "%s%s", general->len > 0 ? "\n" : "", finding->message);
    }

  gtk_label_set_text (GTK_LABEL (self->notice), general->str);
  gtk_widget_set_visible (self->notice, general->len > 0);
}

static gboolean
check_cb (gpointer user_data)
{
  RabtaRecordForm *self = user_data;

  self->check_id = 0;
  rabta_record_form_check (self);
  return G_SOURCE_REMOVE;
}

/* What one field offers may follow from another. */
void
rabta_record_form_update_dependent_rows (RabtaRecordForm *self)
{
  static const char * const of_enterprise[] = { "product", "person", "case" };
  const RabtaKindInfo *info = rabta_record_get_info (self->record);
  RabtaFormRow *stage = rabta_record_form_find_row (self, "stage");
  const RabtaUuid *enterprise = NULL;

  if (stage != NULL && rabta_kind_find_field (info, "track") >= 0)
    rabta_field_row_set_parent_code (stage->row, rabta_record_get_text (self->record, "track"));

  if (rabta_kind_find_field (info, "enterprise") >= 0)
    enterprise = rabta_record_get_ref (self->record, "enterprise");

  for (guint i = 0; i < G_N_ELEMENTS (of_enterprise); i++)
    {
      RabtaFormRow *form_row = rabta_record_form_find_row (self, of_enterprise[i]);
      g_autoptr (RabtaQuery) query = NULL;

      if (form_row == NULL || rabta_field_row_get_field (form_row->row)->kind != RABTA_FIELD_REFERENCE)
        continue;

      if (enterprise != NULL)
        {
          query = rabta_query_new (rabta_kind_from_name (of_enterprise[i]));
          rabta_query_filter_id (query, "enterprise", enterprise);
        }

      rabta_field_row_set_query (form_row->row, query);
    }
}

static void
row_changed_cb (RabtaRecordForm *self,
                RabtaFieldRow   *row)
{
  RabtaFormRow *form_row = find_form_row (self, row);

  form_row->generation = ++self->generation;
  form_row->is_touched = TRUE;
  if (rabta_record_form_store_row (self, form_row, NULL))
    rabta_record_form_update_dependent_rows (self);

  g_clear_handle_id (&self->check_id, g_source_remove);
  self->check_id = g_timeout_add (CHECK_MS, check_cb, self);
  rabta_record_form_set_dirty (self, TRUE);
  rabta_record_form_queue_autosave (self, AUTOSAVE_MS);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
row_left_cb (RabtaRecordForm *self,
             RabtaFieldRow   *row)
{
  if (!self->is_dirty)
    return;

  rabta_record_form_check (self);
  rabta_record_form_queue_autosave (self, 0);
}

static void
row_activate_next_cb (RabtaRecordForm *self,
                      RabtaFieldRow   *row)
{
  guint i = 0;

  g_ptr_array_find (self->rows, row, &i);
  for (i++; i < self->rows->len; i++)
    {
      RabtaFieldRow *next = g_ptr_array_index (self->rows, i);

      if (gtk_widget_is_visible (GTK_WIDGET (next)) && gtk_widget_is_sensitive (GTK_WIDGET (next)))
        {
          rabta_field_row_focus (next);
          return;
        }
    }

  g_signal_emit (self, signals[COMPLETED], 0);
}

/* Where the stage of a case stands is decided by moving it, and its track once and for all. */
static gboolean
is_left_out (RabtaRecordForm  *self,
             const RabtaField *field)
{
  if (rabta_record_get_kind (self->record) != RABTA_KIND_CASE)
    return FALSE;

  return strcmp (field->name, "stage") == 0
         || (strcmp (field->name, "track") == 0 && !rabta_record_is_new (self->record));
}

static void
add_row (RabtaRecordForm  *self,
         GtkWidget        *group,
         const RabtaField *field)
{
  GtkWidget *row = rabta_field_row_new (self->casebook, field);
  RabtaFormRow *form_row = g_new0 (RabtaFormRow, 1);

  form_row->row = RABTA_FIELD_ROW (row);
  form_row->index = rabta_kind_find_field (rabta_record_get_info (self->record), field->name);
  form_row->is_touched = !rabta_record_is_new (self->record);
  g_ptr_array_add (self->form_rows, form_row);
  g_ptr_array_add (self->rows, row);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (row_changed_cb), self);
  g_signal_connect_swapped (row, "left", G_CALLBACK (row_left_cb), self);
  g_signal_connect_swapped (row, "activate-next", G_CALLBACK (row_activate_next_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  rabta_record_form_show_row (self, form_row);
}

static gboolean
copy_previous_cb (GtkWidget *widget,
                  GVariant  *args,
                  gpointer   user_data)
{
  return rabta_record_form_copy_previous (RABTA_RECORD_FORM (widget));
}

static void
build (RabtaRecordForm *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  self->notice = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->notice), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->notice), 0);
  gtk_widget_add_css_class (self->notice, "warning");
  gtk_widget_set_visible (self->notice, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->notice);

  self->status_label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->status_label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->status_label), TRUE);
  gtk_widget_add_css_class (self->status_label, "caption");
  gtk_widget_add_css_class (self->status_label, "dim-label");
  gtk_widget_set_visible (self->status_label, FALSE);
  g_object_bind_property (self, "status", self->status_label, "label", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (self->box), self->status_label);
  adw_bin_set_child (ADW_BIN (self), self->box);
}

static void
rabta_record_form_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  RabtaRecordForm *self = RABTA_RECORD_FORM (object);

  switch (id)
    {
    case PROP_DIRTY:
      g_value_set_boolean (value, self->is_dirty);
      break;

    case PROP_AUTOSAVE:
      g_value_set_boolean (value, self->autosave);
      break;

    case PROP_STATUS:
      g_value_set_string (value, self->status);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rabta_record_form_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  RabtaRecordForm *self = RABTA_RECORD_FORM (object);

  switch (id)
    {
    case PROP_AUTOSAVE:
      self->autosave = g_value_get_boolean (value);
      gtk_widget_set_visible (self->status_label, self->autosave);
      break;

    case PROP_STATUS:
      g_free (self->status);
      self->status = g_value_dup_string (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rabta_record_form_dispose (GObject *object)
{
  RabtaRecordForm *self = RABTA_RECORD_FORM (object);

  g_clear_handle_id (&self->check_id, g_source_remove);
  g_clear_handle_id (&self->autosave_id, g_source_remove);
  g_cancellable_cancel (self->loading);
  for (guint i = 0; i < self->rows->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->rows, i), self);

  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->form_rows, 0);
  g_ptr_array_set_size (self->groups, 0);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->casebook);
  G_OBJECT_CLASS (rabta_record_form_parent_class)->dispose (object);
}

static void
rabta_record_form_finalize (GObject *object)
{
  RabtaRecordForm *self = RABTA_RECORD_FORM (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->form_rows);
  g_ptr_array_unref (self->groups);
  g_clear_object (&self->loading);
  g_clear_object (&self->record);
  g_free (self->status);
  G_OBJECT_CLASS (rabta_record_form_parent_class)->finalize (object);
}

static void
rabta_record_form_class_init (RabtaRecordFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rabta_record_form_get_property;
  object_class->set_property = rabta_record_form_set_property;
  object_class->dispose = rabta_record_form_dispose;
  object_class->finalize = rabta_record_form_finalize;

  properties[PROP_DIRTY] = g_param_spec_boolean ("dirty", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_AUTOSAVE] = g_param_spec_boolean ("autosave", NULL, NULL, FALSE,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COMPLETED] = g_signal_new ("completed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_apostrophe, GDK_CONTROL_MASK,
                                copy_previous_cb, NULL);
}

static void
rabta_record_form_init (RabtaRecordForm *self)
{
  self->rows = g_ptr_array_new ();
  self->form_rows = g_ptr_array_new_with_free_func (g_free);
  self->groups = g_ptr_array_new ();
  build (self);
}

/**
 * rabta_record_form_new_empty:
 * @casebook: where to save
 * @record: what to edit; copied
 *
 * Returns: (transfer floating): a form without sections
 */
GtkWidget *
rabta_record_form_new_empty (RabtaCasebook *casebook,
                             RabtaRecord   *record)
{
  RabtaRecordForm *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (RABTA_IS_RECORD (record), NULL);

  self = g_object_new (RABTA_TYPE_RECORD_FORM, NULL);
  self->casebook = g_object_ref (casebook);
  self->record = rabta_record_copy (record);
  g_signal_connect_object (casebook, "changed", G_CALLBACK (rabta_record_form_casebook_changed_cb),
                           self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * rabta_record_form_new:
 * @casebook: where to save
 * @record: what to edit; copied
 *
 * Returns: (transfer floating): a form with the sections of the kind
 */
GtkWidget *
rabta_record_form_new (RabtaCasebook *casebook,
                       RabtaRecord   *record)
{
  GtkWidget *self = rabta_record_form_new_empty (casebook, record);
  RabtaKind kind;
  guint n_sections;
  const RabtaSection *sections;

  g_return_val_if_fail (self != NULL, NULL);

  kind = rabta_record_get_kind (record);
  sections = rabta_sections_for_kind (kind, &n_sections);

  for (guint i = 0; i <= n_sections; i++)
    {
      g_autoptr (GPtrArray) fields = rabta_section_list_fields (kind, i);
      const char *title = i < n_sections ? _(sections[i].title) : n_sections > 0 ? _("More") : NULL;

      if (fields->len > 0)
        rabta_record_form_add_section (RABTA_RECORD_FORM (self), title, NULL, fields);
    }

  return self;
}

/**
 * rabta_record_form_add_section:
 * @self: a form
 * @title: (nullable): heading, translated
 * @description: (nullable): a sentence under it
 * @fields: (element-type RabtaField): what it shows; must outlive the form
 *
 * Adds rows at the end.
 */
void
rabta_record_form_add_section (RabtaRecordForm *self,
                               const char      *title,
                               const char      *description,
                               GPtrArray       *fields)
{
  g_autofree char *title_markup = NULL;
  g_autofree char *description_markup = NULL;
  GtkWidget *group;

  g_return_if_fail (RABTA_IS_RECORD_FORM (self));
  g_return_if_fail (fields != NULL);

  /* A group takes markup, and names of stages hold "&". */
  title_markup = g_markup_escape_text (title != NULL ? title : "", -1);
  description_markup = description != NULL ? g_markup_escape_text (description, -1) : NULL;
  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title_markup);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description_markup);
  for (guint i = 0; i < fields->len; i++)
    if (!is_left_out (self, g_ptr_array_index (fields, i)))
      add_row (self, group, g_ptr_array_index (fields, i));

  g_ptr_array_add (self->groups, group);
  gtk_box_insert_child_after (GTK_BOX (self->box), group,
                              gtk_widget_get_prev_sibling (self->status_label));
  rabta_record_form_update_dependent_rows (self);
}

/**
 * rabta_record_form_set_fields:
 * @self: a form
 * @title: (nullable): heading, translated
 * @fields: (element-type RabtaField): what it shows; must outlive the form
 *
 * Shows exactly these fields in one section.
 */
void
rabta_record_form_set_fields (RabtaRecordForm *self,
                              const char      *title,
                              GPtrArray       *fields)
{
  g_return_if_fail (RABTA_IS_RECORD_FORM (self));
  g_return_if_fail (fields != NULL);

  for (guint i = 0; i < self->groups->len; i++)
    gtk_box_remove (GTK_BOX (self->box), g_ptr_array_index (self->groups, i));

  g_ptr_array_set_size (self->groups, 0);
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->form_rows, 0);
  rabta_record_form_add_section (self, title, NULL, fields);
}

/**
 * rabta_record_form_set_autosave:
 * @self: a form
 * @autosave: whether it saves by itself
 */
void
rabta_record_form_set_autosave (RabtaRecordForm *self,
                                gboolean         autosave)
{
  g_return_if_fail (RABTA_IS_RECORD_FORM (self));

  g_object_set (self, "autosave", autosave, NULL);
}
