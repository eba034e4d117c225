/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/import-findings.h"

#include <glib/gi18n-lib.h>

struct _RabtaImportFindingItem
{
  GObject parent;

  char       *title;
  char       *subtitle;
  const char *icon_name;
};

G_DEFINE_FINAL_TYPE (RabtaImportFindingItem, rabta_import_finding_item, G_TYPE_OBJECT)

struct _RabtaImportFindings
{
  AdwBin parent;

  GtkLabel    *heading;
  GtkBox      *figures;
  GtkWidget   *update_group;
  GtkSwitch   *update_switch;
  GtkWidget   *done_box;
  GtkWidget   *rejects_button;
  GtkWidget   *undo_button;
  GtkStack    *list_stack;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (RabtaImportFindings, rabta_import_findings, ADW_TYPE_BIN)

enum
{
  ITEM_TITLE = 1,
  ITEM_SUBTITLE,
  ITEM_ICON_NAME,
  N_ITEM_PROPERTIES,
};

enum
{
  UPDATE = 1,
  N_PROPERTIES,
};

static GParamSpec *item_properties[N_ITEM_PROPERTIES];
static GParamSpec *properties[N_PROPERTIES];

static const char *
get_icon (RabtaReportKind kind)
{
  switch (kind)
    {
    case RABTA_REPORT_REFUSED:
      return "dialog-error-symbolic";
    case RABTA_REPORT_LEFT_OUT:
      return "dialog-warning-symbolic";
    case RABTA_REPORT_DUPLICATE:
      return "edit-copy-symbolic";
    case RABTA_REPORT_ODD:
    case RABTA_N_REPORT_KINDS:
    default:
      return "dialog-information-symbolic";
    }
}

static const char *
get_word (RabtaReportKind kind)
{
  switch (kind)
    {
    case RABTA_REPORT_REFUSED:
      return _("refused");
    case RABTA_REPORT_LEFT_OUT:
      return _("value left out");
    case RABTA_REPORT_DUPLICATE:
      return _("skipped");
    case RABTA_REPORT_ODD:
    case RABTA_N_REPORT_KINDS:
    default:
      return _("taken, please look");
    }
}

static RabtaImportFindingItem *
create_item (const RabtaImportFinding *finding)
{
  RabtaImportFindingItem *item = g_object_new (RABTA_TYPE_IMPORT_FINDING_ITEM, NULL);

  item->icon_name = get_icon (finding->kind);
  if (*finding->column != '\0')
    /* Translators: row number, heading of the column, what became of it */
    item->title = g_strdup_printf (_("Row %u, %s: %s"), finding->row, finding->column, get_word (finding->kind));
  else
    item->title = g_strdup_printf (_("Row %u: %s"), finding->row, get_word (finding->kind));

  item->subtitle = *finding->value != '\0' ? g_strdup_printf (_("“%s” – %s"), finding->value, finding->reason)
                                           : g_strdup (finding->reason);
  return item;
}

static RabtaImportFindingItem *
create_note (const RabtaXmlProblem *note)
{
  RabtaImportFindingItem *item = g_object_new (RABTA_TYPE_IMPORT_FINDING_ITEM, NULL);
  const char *kind = note->kind != RABTA_KIND_NONE ? _(rabta_kind_get_info (note->kind)->heading) : NULL;

  item->icon_name = note->is_warning ? "dialog-warning-symbolic" : "dialog-information-symbolic";
  if (note->name != NULL)
    item->title = kind != NULL ? g_strdup_printf (_("%s “%s”"), kind, note->name)
                               : g_strdup (note->name);
  else
    item->title = g_strdup_printf (_("Line %d"), note->line);
  item->subtitle = g_strdup (note->message);
  return item;
}

static void
add_figure (RabtaImportFindings *self,
            gint64               number,
            const char          *caption)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  GtkWidget *figure = gtk_label_new (text);
  GtkWidget *label = gtk_label_new (caption);

  gtk_widget_add_css_class (figure, "title-1");
  gtk_widget_add_css_class (figure, "numeric");
  gtk_widget_add_css_class (label, "caption");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_box_append (GTK_BOX (box), figure);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (self->figures, box);
}

static void
clear_figures (RabtaImportFindings *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->figures))) != NULL)
    gtk_box_remove (self->figures, child);
}

static void
show_figures (RabtaImportFindings     *self,
              const RabtaImportCounts *counts,
              guint                    left_out,
              gboolean                 is_done)
{
  clear_figures (self);
  add_figure (self, counts->added, is_done ? _("added") : _("new"));
  add_figure (self, counts->updated, is_done ? _("updated") : _("to update"));
  add_figure (self, counts->skipped, is_done ? _("skipped") : _("there already"));
  add_figure (self, counts->refused, _("refused"));
  add_figure (self, left_out, _("values left out"));
}

static void
show_items (RabtaImportFindings *self,
            GListStore          *store)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (store));
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (store)));

  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  gtk_stack_set_visible_child_name (self->list_stack, n_items > 0 ? "list" : "empty");
}

static void
show_list (RabtaImportFindings *self,
           RabtaImportReport   *report)
{
  GPtrArray *findings = rabta_import_report_list (report);
  g_autoptr (GListStore) store = g_list_store_new (RABTA_TYPE_IMPORT_FINDING_ITEM);

  for (guint i = 0; i < findings->len; i++)
    {
      g_autoptr (RabtaImportFindingItem) item = create_item (findings->pdata[i]);

      g_list_store_append (store, item);
    }
  show_items (self, store);
}

static void
show_notes (RabtaImportFindings *self,
            GPtrArray           *notes)
{
  g_autoptr (GListStore) store = g_list_store_new (RABTA_TYPE_IMPORT_FINDING_ITEM);

  for (guint i = 0; i < notes->len; i++)
    {
      g_autoptr (RabtaImportFindingItem) item = create_note (notes->pdata[i]);

      g_list_store_append (store, item);
    }
  show_items (self, store);
}

static void
show_buttons (RabtaImportFindings *self,
              gboolean             is_done,
              gboolean             is_table,
              gint64               n_taken)
{
  if (is_done)
    gtk_label_set_label (self->heading, is_table ? _("The list is in the casebook")
                                                 : _("The file is in the casebook"));
  else
    gtk_label_set_label (self->heading, n_taken > 0 ? _("This is what would be done")
                                                    : _("There is nothing to add"));
  gtk_widget_set_visible (self->update_group, !is_done);
  gtk_widget_set_visible (self->done_box, is_done);
  gtk_widget_set_visible (self->rejects_button, is_table);
  gtk_widget_set_visible (self->undo_button, n_taken > 0);
  /* A button that is alone has the line to itself. */
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->done_box), is_table && n_taken > 0 ? 2 : 1);
}

static void
update_cb (RabtaImportFindings *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[UPDATE]);
}

static void
rabta_import_finding_item_get_property (GObject    *object,
                                        guint       id,
                                        GValue     *value,
                                        GParamSpec *pspec)
{
  RabtaImportFindingItem *self = RABTA_IMPORT_FINDING_ITEM (object);

  switch (id)
    {
    case ITEM_TITLE:
      g_value_set_string (value, self->title);
      break;
    case ITEM_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    case ITEM_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rabta_import_finding_item_finalize (GObject *object)
{
  RabtaImportFindingItem *self = RABTA_IMPORT_FINDING_ITEM (object);

  g_free (self->title);
  g_free (self->subtitle);

  G_OBJECT_CLASS (rabta_import_finding_item_parent_class)->finalize (object);
}

static void
rabta_import_findings_get_property (GObject    *object,
                                    guint       id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  if (id == UPDATE)
    g_value_set_boolean (value, rabta_import_findings_get_update (RABTA_IMPORT_FINDINGS (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rabta_import_finding_item_class_init (RabtaImportFindingItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rabta_import_finding_item_get_property;
  object_class->finalize = rabta_import_finding_item_finalize;

  item_properties[ITEM_TITLE]
    = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  item_properties[ITEM_SUBTITLE]
    = g_param_spec_string ("subtitle", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  item_properties[ITEM_ICON_NAME]
    = g_param_spec_string ("icon-name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_ITEM_PROPERTIES, item_properties);
}

static void
rabta_import_finding_item_init (RabtaImportFindingItem *self)
{
}

static void
rabta_import_findings_class_init (RabtaImportFindingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rabta_import_findings_get_property;

  properties[UPDATE]
    = g_param_spec_boolean ("update", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (RABTA_TYPE_IMPORT_FINDING_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/smeda/Rabta/ui/import-findings.ui");
  gtk_widget_class_bind_template_child (widget_class, RabtaImportFindings, heading);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportFindings, figures);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportFindings, update_group);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportFindings, update_switch);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportFindings, done_box);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportFindings, rejects_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportFindings, undo_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportFindings, list_stack);
  gtk_widget_class_bind_template_child (widget_class, RabtaImportFindings, list);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
}

static void
rabta_import_findings_init (RabtaImportFindings *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rabta_import_findings_get_update:
 * @self: the page
 *
 * Returns: whether what is there already is to be updated
 */
gboolean
rabta_import_findings_get_update (RabtaImportFindings *self)
{
  g_return_val_if_fail (RABTA_IS_IMPORT_FINDINGS (self), FALSE);

  return gtk_switch_get_active (self->update_switch);
}

/**
 * rabta_import_findings_show:
 * @self: the page
 * @counts: what became of the rows of a list or of cards
 * @report: what is to be told of them
 * @is_done: whether it was run in earnest
 *
 * Shows what came of an import.
 */
void
rabta_import_findings_show (RabtaImportFindings     *self,
                            const RabtaImportCounts *counts,
                            RabtaImportReport       *report,
                            gboolean                 is_done)
{
  g_return_if_fail (RABTA_IS_IMPORT_FINDINGS (self));
  g_return_if_fail (counts != NULL && report != NULL);

  show_figures (self, counts, rabta_import_report_count (report, RABTA_REPORT_LEFT_OUT), is_done);
  show_list (self, report);
  show_buttons (self, is_done, TRUE, counts->added + counts->updated);
}

/**
 * rabta_import_findings_show_records:
 * @self: the page
 * @result: what came of a file of this program's own format
 * @is_done: whether it was imported in earnest
 *
 * Shows @result.
 */
void
rabta_import_findings_show_records (RabtaImportFindings      *self,
                                    RabtaRecordsImportResult *result,
                                    gboolean                  is_done)
{
  g_return_if_fail (RABTA_IS_IMPORT_FINDINGS (self));
  g_return_if_fail (result != NULL);

  clear_figures (self);
  add_figure (self, result->n_added, is_done ? _("added") : _("new"));
  add_figure (self, result->n_updated, is_done ? _("updated") : _("to update"));
  add_figure (self, result->n_skipped - result->n_different - result->n_deleted, _("the same"));
  add_figure (self, result->n_different, _("different, left as they are"));
  add_figure (self, result->n_deleted, _("deleted here"));
  show_notes (self, result->notes);
  show_buttons (self, is_done, FALSE, result->n_added + result->n_updated);
}

/**
 * rabta_import_findings_set_undone:
 * @self: the page
 *
 * Says that the import shown was undone.
 */
void
rabta_import_findings_set_undone (RabtaImportFindings *self)
{
  g_return_if_fail (RABTA_IS_IMPORT_FINDINGS (self));

  gtk_label_set_label (self->heading, _("The import was undone"));
  gtk_widget_set_visible (self->undo_button, FALSE);
}
