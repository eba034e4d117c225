/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/export-dialog.h"

#include "exchange/xml-preview.h"
#include "model/redaction.h"
#include "ui/dialogs.h"
#include "ui/export-review.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

struct _RabtaExportDialog
{
  AdwWindow parent;

  GtkStack         *stack;
  GtkWidget        *export_button;
  GtkWidget        *review_button;
  GtkWidget        *cancel_button;
  GtkWidget        *back_button;
  AdwPreferencesGroup *profile_group;
  AdwComboRow      *profile_row;
  GtkWidget        *part_group;
  GtkWidget        *computed_group;
  AdwExpanderRow   *kinds_row;
  AdwComboRow      *cluster_row;
  AdwEntryRow      *since_row;
  GtkSwitch        *computed_switch;
  GtkLabel         *busy_label;
  GtkProgressBar   *progress_bar;
  AdwBin           *review_bin;

  GtkWidget        *kind_checks[RABTA_N_KINDS]; /* owned by the tree */
  RabtaCasebook    *casebook;
  GtkWidget        *window;      /* that shows the toast; weak */
  char             *name;        /* of the file, for people */
  gboolean          is_of_figures; /* the file */
  GCancellable     *cancellable; /* of the export or of the look at it that runs, or NULL */
};

G_DEFINE_FINAL_TYPE (RabtaExportDialog, rabta_export_dialog, ADW_TYPE_WINDOW)

static guint
get_kinds (RabtaExportDialog *self)
{
  guint kinds = 0;

  if (!adw_expander_row_get_enable_expansion (self->kinds_row))
    return 0;

  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    if (self->kind_checks[kind] != NULL
        && gtk_check_button_get_active (GTK_CHECK_BUTTON (self->kind_checks[kind])))
      kinds |= 1u << kind;

  return kinds;
}

/* The first choice is all clusters. */
static const char *
get_cluster (RabtaExportDialog *self)
{
  RabtaProgramme *programme = rabta_casebook_get_programme (self->casebook);
  GListModel *clusters = G_LIST_MODEL (rabta_programme_get_list (programme, "cluster"));
  guint selected = adw_combo_row_get_selected (self->cluster_row);
  g_autoptr (RabtaCodeItem) item = NULL;

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return NULL;

  item = g_list_model_get_item (clusters, selected - 1);
  return item != NULL ? rabta_code_item_get_code (item) : NULL;
}

/* Whether the day that was typed can be understood; empty is no day. */
static gboolean
get_since (RabtaExportDialog *self,
           char               since[RABTA_DATE_SIZE])
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->since_row));

  since[0] = '\0';
  return *text == '\0' || rabta_date_parse (text, RABTA_DATE_ORDER_DAY_FIRST, since, NULL);
}

/* The programme keeps it. */
static RabtaProfile *
get_profile (RabtaExportDialog *self)
{
  GListModel *profiles = rabta_programme_get_profiles (rabta_casebook_get_programme (self->casebook));
  guint selected = adw_combo_row_get_selected (self->profile_row);
  g_autoptr (RabtaProfile) profile = g_list_model_get_item (profiles, selected);

  return profile != NULL ? profile
                         : rabta_programme_get_profile (rabta_casebook_get_programme (self->casebook),
                                                        RABTA_PROFILE_FULL);
}

/* A file of one cluster would tell the cluster of everybody in it. */
static gboolean
tells_cluster (RabtaProfile *profile)
{
  const RabtaKindInfo *info = rabta_kind_get_info (RABTA_KIND_ENTERPRISE);

  return rabta_redaction_treatment (profile, info, (guint) rabta_kind_find_field (info, "cluster"))
         == RABTA_TREATMENT_FULL;
}

/* What leaves in full needs no look at what is left out. */
static void
show_page (RabtaExportDialog *self,
           const char        *name)
{
  gboolean is_options = g_str_equal (name, "options"), is_review = g_str_equal (name, "review");
  gboolean is_full = self->casebook == NULL || rabta_profile_is_full (get_profile (self));

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->cancel_button, !is_review);
  gtk_widget_set_visible (self->back_button, is_review);
  gtk_widget_set_visible (self->review_button, is_options && !is_full);
  gtk_widget_set_visible (self->export_button, is_review || (is_options && is_full));
}

static void
update_actions (RabtaExportDialog *self)
{
  char since[RABTA_DATE_SIZE];
  gboolean has_date = get_since (self, since);
  gboolean has_kinds = !adw_expander_row_get_enable_expansion (self->kinds_row) || get_kinds (self) != 0;

  if (has_date)
    gtk_widget_remove_css_class (GTK_WIDGET (self->since_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->since_row), "error");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.run",
                                 has_date && has_kinds && self->cancellable == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.review",
                                 has_date && has_kinds && self->cancellable == NULL);
}

static void
profile_changed_cb (RabtaExportDialog *self)
{
  RabtaProfile *profile;
  const char *purpose;
  g_autofree char *escaped = NULL;
  gboolean has_cluster, is_figures;

  if (self->casebook == NULL)
    return;

  profile = get_profile (self);
  purpose = rabta_profile_get_purpose (profile);
  has_cluster = tells_cluster (profile);
  is_figures = rabta_profile_is_figures (profile);
  if (is_figures)
    {
      adw_expander_row_set_enable_expansion (self->kinds_row, FALSE);
      gtk_editable_set_text (GTK_EDITABLE (self->since_row), "");
    }
  gtk_widget_set_visible (self->part_group, !is_figures);
  gtk_widget_set_visible (self->computed_group, !is_figures);
  escaped = purpose != NULL ? g_markup_escape_text (purpose, -1) : NULL;
  adw_preferences_group_set_description (self->profile_group, escaped);
  if (!has_cluster)
    adw_combo_row_set_selected (self->cluster_row, 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->cluster_row), has_cluster);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->cluster_row),
                               has_cluster ? _("Its enterprises and what belongs to them")
                                           : _("Not with this profile: it would tell the cluster of everybody in the file"));
  show_page (self, "options");
}

/* @since has to last as long as @options. */
static void
get_options (RabtaExportDialog     *self,
             RabtaXmlExportOptions *options,
             char                   since[RABTA_DATE_SIZE])
{
  options->kinds = get_kinds (self);
  options->cluster = get_cluster (self);
  options->since = get_since (self, since) && since[0] != '\0' ? since : NULL;
  options->computed = gtk_switch_get_active (self->computed_switch);
  options->profile = get_profile (self);
}

static void
begin (RabtaExportDialog *self,
       const char        *text,
       gboolean           has_progress)
{
  self->cancellable = g_cancellable_new ();
  gtk_label_set_text (self->busy_label, text);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), has_progress);
  show_page (self, "busy");
  update_actions (self);
}

static void
progress_cb (goffset  done,
             goffset  total,
             gpointer user_data)
{
  RabtaExportDialog *self = user_data;

  if (self->progress_bar != NULL && total > 0)
    gtk_progress_bar_set_fraction (self->progress_bar, (double) done / (double) total);
}

static char *
describe_export (RabtaExportDialog *self,
                 gint64             n)
{
  if (self->is_of_figures)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " figure exported to “%s”",
                                         "%" PRId64 " figures exported to “%s”", (gulong) n),
                            n, self->name);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " record exported to “%s”",
                                       "%" PRId64 " records exported to “%s”", (gulong) n),
                          n, self->name);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (RabtaExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gint64 n = rabta_xml_export_finish (RABTA_CASEBOOK (source), result, &error);
  gboolean is_gone = self->progress_bar == NULL;

  g_clear_object (&self->cancellable);
  if (n >= 0)
    {
      text = describe_export (self, n);
      if (self->window != NULL)
        rabta_window_add_toast (self->window, text, NULL, NULL);
      if (!is_gone)
        gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  if (is_gone)
    return;

  show_page (self, "options");
  update_actions (self);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rabta_dialogs_message (GTK_WIDGET (self), _("The export failed"), error->message);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RabtaExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = rabta_dialogs_file_finish (result, &error);
  RabtaXmlExportOptions options = { 0 };
  char since[RABTA_DATE_SIZE];

  if (self->progress_bar == NULL)
    return;

  if (file == NULL || g_file_peek_path (file) == NULL)
    {
      if (error != NULL || file != NULL)
        rabta_dialogs_message (GTK_WIDGET (self), _("The export failed"),
                               error != NULL ? error->message
                                             : _("The file has to be on this computer."));
      return;
    }

  get_options (self, &options, since);
  g_free (self->name);
  self->name = g_filename_display_basename (g_file_peek_path (file));
  self->is_of_figures = rabta_profile_is_figures (options.profile);
  begin (self, _("Exporting…"), TRUE);
  rabta_xml_export_async (self->casebook, g_file_peek_path (file), &options, progress_cb, self,
                          self->cancellable, exported_cb, g_object_ref (self));
}

static void
run_action_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  RabtaExportDialog *self = RABTA_EXPORT_DIALOG (widget);
  const char *filters[] = { _("Casebooks in XML"), "*.xml", NULL };
  char today[RABTA_DATE_SIZE];
  g_autofree char *name = NULL;

  rabta_date_today (today);
  /* Codes and a date: the same in every language. */
  if (rabta_profile_is_full (get_profile (self)))
    name = g_strdup_printf ("%s-%s.xml", rabta_casebook_get_office_code (self->casebook), today);
  else
    name = g_strdup_printf ("%s-%s-%s.xml", rabta_casebook_get_office_code (self->casebook), today,
                            rabta_profile_get_code (get_profile (self)));
  rabta_dialogs_save_file_async (widget, _("Export as XML"), name, filters, chosen_cb,
                                 g_object_ref (self));
}

static void
previewed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (RabtaExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaXmlPreview) preview = rabta_xml_preview_finish (RABTA_CASEBOOK (source), result, &error);

  g_clear_object (&self->cancellable);
  if (self->progress_bar == NULL)
    return;

  if (preview != NULL)
    adw_bin_set_child (self->review_bin,
                       rabta_export_review_new (rabta_casebook_get_programme (self->casebook), get_profile (self),
                                                gtk_switch_get_active (self->computed_switch), preview));
  show_page (self, preview != NULL ? "review" : "options");
  update_actions (self);
  if (preview == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rabta_dialogs_message (GTK_WIDGET (self), _("The export failed"), error->message);
}

static void
review_action_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  RabtaExportDialog *self = RABTA_EXPORT_DIALOG (widget);
  RabtaXmlExportOptions options = { 0 };
  char since[RABTA_DATE_SIZE];

  get_options (self, &options, since);
  begin (self, _("Looking at what will leave the office…"), FALSE);
  rabta_xml_preview_async (self->casebook, &options, self->cancellable, previewed_cb, g_object_ref (self));
}

static void
back_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  show_page (RABTA_EXPORT_DIALOG (widget), "options");
}

/* Stops the export that runs, or else closes the dialog. */
static void
cancel_action_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  RabtaExportDialog *self = RABTA_EXPORT_DIALOG (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
add_kinds (RabtaExportDialog *self)
{
  for (RabtaKind kind = RABTA_KIND_HOLIDAY; kind < RABTA_N_KINDS; kind++)
    {
      GtkWidget *row = adw_action_row_new ();

      self->kind_checks[kind] = gtk_check_button_new ();
      gtk_widget_set_valign (self->kind_checks[kind], GTK_ALIGN_CENTER);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(rabta_kind_get_info (kind)->heading_plural));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), self->kind_checks[kind]);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->kind_checks[kind]);
      adw_expander_row_add_row (self->kinds_row, row);
      g_signal_connect_object (self->kind_checks[kind], "toggled", G_CALLBACK (update_actions), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
set_profiles (RabtaExportDialog *self)
{
  GListModel *profiles = rabta_programme_get_profiles (rabta_casebook_get_programme (self->casebook));
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr (RabtaProfile) profile = g_list_model_get_item (profiles, i);

      gtk_string_list_append (labels, rabta_profile_get_label (profile));
    }

  adw_combo_row_set_model (self->profile_row, G_LIST_MODEL (labels));
  profile_changed_cb (self);
}

static void
set_casebook (RabtaExportDialog *self,
              RabtaCasebook     *casebook)
{
  RabtaProgramme *programme = rabta_casebook_get_programme (casebook);
  GListModel *clusters = G_LIST_MODEL (rabta_programme_get_list (programme, "cluster"));
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->casebook = g_object_ref (casebook);
  gtk_string_list_append (labels, _("All clusters"));
  for (guint i = 0; clusters != NULL && i < g_list_model_get_n_items (clusters); i++)
    {
      g_autoptr (RabtaCodeItem) item = g_list_model_get_item (clusters, i);

      gtk_string_list_append (labels, rabta_code_item_get_label (item));
    }

  adw_combo_row_set_model (self->cluster_row, G_LIST_MODEL (labels));
  set_profiles (self);
}

static gboolean
rabta_export_dialog_close_request (GtkWindow *window)
{
  RabtaExportDialog *self = RABTA_EXPORT_DIALOG (window);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);

  return GTK_WINDOW_CLASS (rabta_export_dialog_parent_class)->close_request (window);
}

static void
rabta_export_dialog_dispose (GObject *object)
{
  RabtaExportDialog *self = RABTA_EXPORT_DIALOG (object);

  /* The children go with the window; a callback that comes later sees that by this. */
  self->progress_bar = NULL;
  g_clear_object (&self->casebook);
  g_clear_weak_pointer (&self->window);

  G_OBJECT_CLASS (rabta_export_dialog_parent_class)->dispose (object);
}

static void
rabta_export_dialog_finalize (GObject *object)
{
  RabtaExportDialog *self = RABTA_EXPORT_DIALOG (object);

  g_free (self->name);

  G_OBJECT_CLASS (rabta_export_dialog_parent_class)->finalize (object);
}

static void
rabta_export_dialog_class_init (RabtaExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rabta_export_dialog_dispose;
  object_class->finalize = rabta_export_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = rabta_export_dialog_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/smeda/Rabta/ui/export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RabtaExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RabtaExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaExportDialog, review_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaExportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaExportDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaExportDialog, profile_group);
  gtk_widget_class_bind_template_child (widget_class, RabtaExportDialog, profile_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaExportDialog, busy_label);
  gtk_widget_class_bind_template_child (widget_class, RabtaExportDialog, review_bin);
  gtk_widget_class_bind_template_child (widget_class, RabtaExportDialog, part_group);
  gtk_widget_class_bind_template_child (widget_class, RabtaExportDialog, computed_group);
  gtk_widget_class_bind_template_child (widget_class, RabtaExportDialog, kinds_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaExportDialog, cluster_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaExportDialog, since_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaExportDialog, computed_switch);
  gtk_widget_class_bind_template_child (widget_class, RabtaExportDialog, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, update_actions);
  gtk_widget_class_bind_template_callback (widget_class, profile_changed_cb);

  gtk_widget_class_install_action (widget_class, "export.run", NULL, run_action_cb);
  gtk_widget_class_install_action (widget_class, "export.review", NULL, review_action_cb);
  gtk_widget_class_install_action (widget_class, "export.back", NULL, back_action_cb);
  gtk_widget_class_install_action (widget_class, "export.cancel", NULL, cancel_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "export.cancel", NULL);
}

static void
rabta_export_dialog_init (RabtaExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_kinds (self);
  update_actions (self);
}

/**
 * rabta_export_dialog_present:
 * @parent: any widget inside the window asked for
 * @casebook: what to export
 *
 * Shows the dialog.
 */
void
rabta_export_dialog_present (GtkWidget     *parent,
                             RabtaCasebook *casebook)
{
  RabtaExportDialog *self;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));

  self = g_object_new (RABTA_TYPE_EXPORT_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);
  g_set_weak_pointer (&self->window, parent);
  set_casebook (self, casebook);
  gtk_window_present (GTK_WINDOW (self));
}
