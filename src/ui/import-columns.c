/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/import-columns.h"

#include "model/kinds/kinds.h"
#include "ui/joined-text.h"

#include <glib/gi18n-lib.h>

#define PREVIEW_ROWS 8
#define PREVIEW_CHARS 24
#define PROBLEMS_SHOWN 12

/* Samples of a column under its heading. */
#define SAMPLES 3

struct _RabtaImportColumns
{
  AdwBin parent;

  AdwComboRow         *encoding_row;
  AdwComboRow         *separator_row;
  AdwComboRow         *sheet_row;
  AdwPreferencesGroup *columns_group;
  GtkGrid             *preview_grid;
  GtkLabel            *preview_problems;

  GArray              *targets;  /* of int: what the entries of each row's list stand for */
  GPtrArray           *rows;     /* of AdwComboRow, owned by the group */
  RabtaImportMapping  *mapping;  /* as it stands in the rows */
  gboolean             is_filling;
};

G_DEFINE_FINAL_TYPE (RabtaImportColumns, rabta_import_columns, ADW_TYPE_BIN)

enum
{
  MAPPING_CHANGED,
  FORMAT_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static guint
find_entry (RabtaImportColumns *self,
            int                 target)
{
  for (guint i = 0; i < self->targets->len; i++)
    if (g_array_index (self->targets, int, i) == target)
      return i;

  return 0;
}

/* The rows say what the mapping says: giving a field to one column takes it from another. */
static void
show_mapping (RabtaImportColumns *self)
{
  self->is_filling = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    adw_combo_row_set_selected (self->rows->pdata[i],
                                find_entry (self, rabta_import_mapping_get_target (self->mapping, i)));
  self->is_filling = FALSE;
}

static void
target_cb (RabtaImportColumns *self,
           GParamSpec         *pspec,
           AdwComboRow        *row)
{
  guint selected = adw_combo_row_get_selected (row);
  guint column;

  if (self->is_filling || selected >= self->targets->len || !g_ptr_array_find (self->rows, row, &column))
    return;

  rabta_import_mapping_set_target (self->mapping, column, g_array_index (self->targets, int, selected));
  show_mapping (self);
  g_signal_emit (self, signals[MAPPING_CHANGED], 0);
}

static void
format_cb (RabtaImportColumns *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[FORMAT_CHANGED], 0);
}

static GtkStringList *
create_target_list (RabtaImportColumns *self)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->targets->len; i++)
    gtk_string_list_append (list, rabta_import_target_get_label (g_array_index (self->targets, int, i)));

  return list;
}

static void
fill_columns (RabtaImportColumns *self)
{
  g_autoptr (GtkStringList) list = create_target_list (self);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->columns_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < rabta_import_mapping_n_columns (self->mapping); i++)
    {
      GtkWidget *row = adw_combo_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rabta_import_mapping_get_heading (self->mapping, i));
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
      adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
      g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (target_cb), self);
      adw_preferences_group_add (self->columns_group, row);
      g_ptr_array_add (self->rows, row);
    }

  show_mapping (self);
}

/* A file of text has an encoding and a separator, a spreadsheet has sheets. */
static void
fill_sheets (RabtaImportColumns *self,
             RabtaTableSource   *source)
{
  const char *const *sheets = rabta_table_source_list_sheets (source);
  g_autoptr (GtkStringList) list = gtk_string_list_new (sheets);

  adw_combo_row_set_model (self->sheet_row, G_LIST_MODEL (list));
  if (sheets != NULL)
    adw_combo_row_set_selected (self->sheet_row, rabta_table_source_get_sheet (source));

  gtk_widget_set_visible (GTK_WIDGET (self->sheet_row), sheets != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->encoding_row), sheets == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->separator_row), sheets == NULL);
}

static void
fill_formats (RabtaImportColumns *self,
              RabtaTableSource   *source)
{
  const RabtaTableEncoding *encodings;
  const RabtaTableSeparator *separators;
  guint n;

  self->is_filling = TRUE;
  fill_sheets (self, source);
  encodings = rabta_table_list_encodings (&n);
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (encodings[i].name, rabta_table_source_get_encoding (source)) == 0)
      adw_combo_row_set_selected (self->encoding_row, i);

  separators = rabta_table_list_separators (&n);
  for (guint i = 0; i < n; i++)
    if (separators[i].separator == rabta_table_source_get_separator (source))
      adw_combo_row_set_selected (self->separator_row, i);
  self->is_filling = FALSE;
}

static void
show_samples (RabtaImportColumns *self,
              GPtrArray          *rows)
{
  for (guint column = 0; column < self->rows->len; column++)
    {
      g_autoptr (GString) samples = g_string_new (NULL);
      guint n = 0;

      for (guint i = 0; i < rows->len && n < SAMPLES; i++)
        {
          const RabtaPreviewRow *row = rows->pdata[i];
          const char *text = column < row->n_cells ? row->cells[column].text : NULL;

          if (text == NULL || *text == '\0' || g_str_equal (text, " "))
            continue;
          rabta_joined_text_append (samples, text);
          n++;
        }

      g_strdelimit (samples->str, "\r\n", ' ');
      adw_action_row_set_subtitle (self->rows->pdata[column], samples->str);
    }
}

static GtkWidget *
add_label (RabtaImportColumns *self,
           int                 column,
           int                 row,
           const char         *text,
           const char         *css_class)
{
  GtkWidget *label;

  text = text != NULL ? text : "";
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  /* As wide as its text within bounds: a narrow window scrolls rather than cut every word. */
  gtk_label_set_width_chars (GTK_LABEL (label), (int) MIN (g_utf8_strlen (text, -1) + 1, PREVIEW_CHARS));
  gtk_label_set_max_width_chars (GTK_LABEL (label), PREVIEW_CHARS);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->preview_grid, label, column, row, 1, 1);

  return label;
}

static void
add_cell (RabtaImportColumns     *self,
          int                     column,
          int                     row,
          const RabtaPreviewCell *cell)
{
  const char *text = cell->value != NULL ? cell->value : cell->text;
  GtkWidget *label;

  if (cell->problem == NULL)
    {
      add_label (self, column, row, text, NULL);
      return;
    }

  label = add_label (self, column, row, text, cell->is_left_out ? "error" : "warning");
  gtk_widget_set_tooltip_text (label, cell->problem);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, cell->problem, -1);
}

static void
add_problem (GString    *problems,
             guint      *n,
             guint       row,
             const char *heading,
             const char *problem)
{
  if (++*n > PROBLEMS_SHOWN)
    return;

  if (problems->len > 0)
    g_string_append_c (problems, '\n');
  if (heading != NULL)
    g_string_append_printf (problems, _("Row %u, %s: %s"), row, heading, problem);
  else
    g_string_append_printf (problems, _("Row %u: %s"), row, problem);
}

static void
add_preview_row (RabtaImportColumns    *self,
                 const RabtaPreviewRow *row,
                 int                    line,
                 GString               *problems,
                 guint                 *n_problems)
{
  g_autofree char *number = g_strdup_printf ("%u", row->number);
  int x = 1;

  add_label (self, 0, line, number, row->refusal != NULL ? "error" : "dim-label");
  if (row->refusal != NULL)
    add_problem (problems, n_problems, row->number, NULL, row->refusal);

  for (guint i = 0; i < row->n_cells; i++)
    {
      if (rabta_import_mapping_get_target (self->mapping, i) == RABTA_IMPORT_LEAVE_OUT)
        continue;
      add_cell (self, x++, line, &row->cells[i]);
      if (row->cells[i].problem != NULL)
        add_problem (problems, n_problems, row->number, rabta_import_mapping_get_heading (self->mapping, i),
                     row->cells[i].problem);
    }
}

static void
clear_preview (RabtaImportColumns *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->preview_grid))) != NULL)
    gtk_grid_remove (self->preview_grid, child);
}

static void
rabta_import_columns_dispose (GObject *object)
{
  RabtaImportColumns *self = RABTA_IMPORT_COLUMNS (object);

  g_clear_pointer (&self->mapping, rabta_import_mapping_free);
  g_clear_pointer (&self->targets, g_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (rabta_import_columns_parent_class)->dispose (object);
}

static void
rabta_import_columns_class_init (RabtaImportColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rabta_import_columns_dispose;

  signals[MAPPING_CHANGED] = g_signal_new ("mapping-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
  signals[FORMAT_CHANGED] = g_signal_new ("format-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/smeda/Rabta/ui/import-columns.ui");
  gtk_widget_class_bind_template_child (widget_class, RabtaImportColumns, encoding_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportColumns, separator_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportColumns, sheet_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportColumns, columns_group);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportColumns, preview_grid);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportColumns, preview_problems);
  gtk_widget_class_bind_template_callback (widget_class, format_cb);
}

static void
rabta_import_columns_init (RabtaImportColumns *self)
{
  g_autoptr (GtkStringList) encoding_list = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) separator_list = gtk_string_list_new (NULL);
  const RabtaTableEncoding *encodings;
  const RabtaTableSeparator *separators;
  int leave_out = RABTA_IMPORT_LEAVE_OUT;
  guint n;

  self->rows = g_ptr_array_new ();
  self->targets = rabta_import_list_targets ();
  g_array_prepend_val (self->targets, leave_out);

  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  encodings = rabta_table_list_encodings (&n);
  for (guint i = 0; i < n; i++)
    gtk_string_list_append (encoding_list, _(encodings[i].label));
  adw_combo_row_set_model (self->encoding_row, G_LIST_MODEL (encoding_list));

  separators = rabta_table_list_separators (&n);
  for (guint i = 0; i < n; i++)
    gtk_string_list_append (separator_list, _(separators[i].label));
  adw_combo_row_set_model (self->separator_row, G_LIST_MODEL (separator_list));
  self->is_filling = FALSE;
}

/**
 * rabta_import_columns_set_import:
 * @self: the page
 * @import: an import that was opened
 *
 * Shows how @import is read, and the mapping guessed for it.
 */
void
rabta_import_columns_set_import (RabtaImportColumns *self,
                                 RabtaTableImport   *import)
{
  g_return_if_fail (RABTA_IS_IMPORT_COLUMNS (self));
  g_return_if_fail (import != NULL);

  g_clear_pointer (&self->mapping, rabta_import_mapping_free);
  self->mapping = rabta_import_mapping_copy (rabta_table_import_get_mapping (import));
  fill_formats (self, rabta_table_import_get_source (import));
  fill_columns (self);
  clear_preview (self);
}

/**
 * rabta_import_columns_apply:
 * @self: the page
 * @mapping: the mapping of the import
 *
 * Makes @mapping what the officer sees.
 */
void
rabta_import_columns_apply (RabtaImportColumns *self,
                            RabtaImportMapping *mapping)
{
  g_return_if_fail (RABTA_IS_IMPORT_COLUMNS (self));
  g_return_if_fail (self->mapping != NULL);

  for (guint i = 0; i < rabta_import_mapping_n_columns (mapping); i++)
    rabta_import_mapping_set_target (mapping, i, RABTA_IMPORT_LEAVE_OUT);
  for (guint i = 0; i < rabta_import_mapping_n_columns (mapping); i++)
    rabta_import_mapping_set_target (mapping, i, rabta_import_mapping_get_target (self->mapping, i));
}

/**
 * rabta_import_columns_has_name:
 * @self: the page
 *
 * Returns: whether a column holds the names
 */
gboolean
rabta_import_columns_has_name (RabtaImportColumns *self)
{
  g_return_val_if_fail (RABTA_IS_IMPORT_COLUMNS (self), FALSE);

  return self->mapping != NULL
         && rabta_import_mapping_find_column (self->mapping, rabta_kind_find_field (&rabta_enterprise_info, "name")) >= 0;
}

/**
 * rabta_import_columns_get_encoding:
 * @self: the page
 *
 * Returns: the encoding chosen
 */
const char *
rabta_import_columns_get_encoding (RabtaImportColumns *self)
{
  guint n;

  g_return_val_if_fail (RABTA_IS_IMPORT_COLUMNS (self), NULL);

  return rabta_table_list_encodings (&n)[adw_combo_row_get_selected (self->encoding_row)].name;
}

/**
 * rabta_import_columns_get_separator:
 * @self: the page
 *
 * Returns: the separator chosen
 */
char
rabta_import_columns_get_separator (RabtaImportColumns *self)
{
  guint n;

  g_return_val_if_fail (RABTA_IS_IMPORT_COLUMNS (self), 0);

  return rabta_table_list_separators (&n)[adw_combo_row_get_selected (self->separator_row)].separator;
}

/**
 * rabta_import_columns_dup_sheet:
 * @self: the page
 *
 * Returns: (transfer full) (nullable): the sheet chosen; %NULL for a file of text
 */
char *
rabta_import_columns_dup_sheet (RabtaImportColumns *self)
{
  GtkStringObject *sheet;

  g_return_val_if_fail (RABTA_IS_IMPORT_COLUMNS (self), NULL);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->sheet_row)))
    return NULL;

  sheet = adw_combo_row_get_selected_item (self->sheet_row);
  return sheet != NULL ? g_strdup (gtk_string_object_get_string (sheet)) : NULL;
}

/**
 * rabta_import_columns_set_preview:
 * @self: the page
 * @rows: (element-type RabtaPreviewRow): first rows of the file with the present mapping
 *
 * Shows @rows and what is wrong with them.
 */
void
rabta_import_columns_set_preview (RabtaImportColumns *self,
                                  GPtrArray          *rows)
{
  g_autoptr (GString) problems = g_string_new (NULL);
  guint n_problems = 0;
  int x = 1;

  g_return_if_fail (RABTA_IS_IMPORT_COLUMNS (self));
  g_return_if_fail (rows != NULL && self->mapping != NULL);

  show_samples (self, rows);
  clear_preview (self);
  add_label (self, 0, 0, _("Row"), "heading");
  for (guint i = 0; i < rabta_import_mapping_n_columns (self->mapping); i++)
    {
      int target = rabta_import_mapping_get_target (self->mapping, i);

      if (target != RABTA_IMPORT_LEAVE_OUT)
        add_label (self, x++, 0, rabta_import_target_get_label (target), "heading");
    }

  for (guint i = 0; i < rows->len && i < PREVIEW_ROWS; i++)
    add_preview_row (self, rows->pdata[i], (int) i + 1, problems, &n_problems);

  if (n_problems > PROBLEMS_SHOWN)
    g_string_append (problems, "\n…");
  gtk_label_set_label (self->preview_problems, problems->str);
  gtk_widget_set_visible (GTK_WIDGET (self->preview_problems), n_problems > 0);
}
