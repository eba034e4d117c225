/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/preferences-window.h"

#include "base/money.h"
#include "base/text.h"
#include "ui/entry-alignment.h"
#include "ui/places.h"
#include "ui/settings.h"
#include "ui/window.h"

#include <glib/gi18n-lib.h>

struct _RabtaPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  /* template widgets */
  AdwComboRow         *scheme_row;
  AdwComboRow         *money_row;
  GtkWidget           *officer_group;
  AdwComboRow         *officer_combo;
  AdwEntryRow         *officer_row;
  AdwPreferencesPage  *holidays_page;
  AdwPreferencesGroup *holidays_group;
  AdwPreferencesGroup *programme_group;
  GtkWidget           *add_button;

  /* owned */
  RabtaCasebook       *casebook;
  GCancellable        *cancellable;
  GPtrArray           *rows; /* of holidays of the casebook, borrowed from the group */
  GPtrArray           *officers; /* of RabtaRecord, as the combo row lists them; or NULL */
  gulong               changed_id;
  gboolean             filling;  /* the combo row is being filled and nobody has chosen */
  gboolean             has_begun;
  RabtaUuid            begun;    /* an officer who is to work here once entered */
};

G_DEFINE_FINAL_TYPE (RabtaPreferencesWindow, rabta_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static const char * const schemes[] = { "system", "light", "dark" };
static const char * const money_styles[] = { "grouped", "millions" };

static guint
chosen (const char         *key,
        const char * const *choices,
        guint               n_choices)
{
  g_autofree char *value = rabta_settings_get_string (key, choices[0]);

  for (guint i = 0; i < n_choices; i++)
    if (strcmp (choices[i], value) == 0)
      return i;
  return 0;
}

static void
say (RabtaPreferencesWindow *self,
     const char             *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (markup));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (RabtaPreferencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rabta_casebook_save_finish (RABTA_CASEBOOK (source), result, &error))
    rabta_window_show_error (GTK_WIDGET (self), _("The change was not saved"), error);
  else
    say (self, _("Saved"));
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (RabtaPreferencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rabta_casebook_delete_finish (RABTA_CASEBOOK (source), result, &error))
    rabta_window_show_error (GTK_WIDGET (self), _("The holiday was not removed"), error);
  else
    say (self, _("Holiday removed; Undo brings it back"));
}

static RabtaRecord *
widget_get_record (gpointer widget)
{
  return g_object_get_data (G_OBJECT (widget), "record");
}

static void
widget_set_record (GtkWidget   *widget,
                   RabtaRecord *record)
{
  g_object_set_data_full (G_OBJECT (widget), "record", g_object_ref (record), g_object_unref);
}

static void
remove_cb (RabtaPreferencesWindow *self,
           GtkButton              *button)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (records, g_object_ref (widget_get_record (button)));
  rabta_casebook_delete_async (self->casebook, records, _("Remove holiday"), NULL, removed_cb,
                               g_object_ref (self));
}

static void
edit_record (RabtaPreferencesWindow *self,
             RabtaRecord            *record)
{
  const RabtaRecordInfo *info = rabta_places_find_kind (RABTA_KIND_HOLIDAY);

  if (info != NULL && info->edit != NULL)
    info->edit (GTK_WIDGET (self), self->casebook, record);
}

static void
edit_cb (RabtaPreferencesWindow *self,
         AdwActionRow           *row)
{
  edit_record (self, widget_get_record (row));
}

static void
add_cb (RabtaPreferencesWindow *self)
{
  g_autoptr (RabtaRecord) record = rabta_record_new (RABTA_KIND_HOLIDAY);

  edit_record (self, record);
}

static GtkWidget *
create_holiday_row (RabtaPreferencesWindow *self,
                    RabtaRecord            *record)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *title = rabta_record_dup_title (record);
  g_autofree char *date = rabta_date_display (rabta_record_get_text (record, "date"));
  g_autofree char *label = g_strdup_printf (_("Remove “%s”"), title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), date);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_sensitive (button, !rabta_casebook_is_read_only (self->casebook));
  widget_set_record (button, record);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row),
                                    !rabta_casebook_is_read_only (self->casebook));
  widget_set_record (row, record);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (edit_cb), self);
  return row;
}

static void
holidays_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (RabtaPreferencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = rabta_casebook_query_finish (RABTA_CASEBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->casebook == NULL)
    return;
  if (records == NULL)
    {
      rabta_window_show_error (GTK_WIDGET (self), _("The holidays could not be read"), error);
      return;
    }
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->holidays_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < records->len; i++)
    {
      GtkWidget *row = create_holiday_row (self, g_ptr_array_index (records, i));

      adw_preferences_group_add (self->holidays_group, row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
load_holidays (RabtaPreferencesWindow *self)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_HOLIDAY);

  rabta_query_set_sort (query, "date", FALSE);
  rabta_casebook_query_async (self->casebook, query, 0, self->cancellable, holidays_cb,
                              g_object_ref (self));
}

static void officer_shown_cb (GObject      *source,
                              GAsyncResult *result,
                              gpointer      user_data);

/* From the record itself: the casebook knows the name it was opened with. */
static void
show_officer (RabtaPreferencesWindow *self)
{
  rabta_casebook_load_async (self->casebook, RABTA_KIND_OFFICER,
                             rabta_casebook_get_officer (self->casebook), self->cancellable,
                             officer_shown_cb, g_object_ref (self));
}

static void
select_officer (RabtaPreferencesWindow *self)
{
  const RabtaUuid *id = rabta_casebook_get_officer (self->casebook);

  self->filling = TRUE;
  for (guint i = 0; i < self->officers->len; i++)
    if (rabta_uuid_equal (rabta_record_get_id (g_ptr_array_index (self->officers, i)), id))
      adw_combo_row_set_selected (self->officer_combo, i);
  self->filling = FALSE;
}

static void
officer_set_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (RabtaPreferencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean ok = rabta_casebook_set_officer_finish (RABTA_CASEBOOK (source), result, &error);

  if (self->casebook == NULL)
    return;
  select_officer (self);
  if (!ok)
    {
      rabta_window_show_error (GTK_WIDGET (self), _("The officer was not changed"), error);
      return;
    }
  show_officer (self);
  text = g_strdup_printf (_("%s works here now"), rabta_casebook_get_officer_name (self->casebook));
  say (self, text);
}

static void
begin_officer (RabtaPreferencesWindow *self)
{
  const RabtaRecordInfo *info = rabta_places_find_kind (RABTA_KIND_OFFICER);
  g_autoptr (RabtaRecord) record = rabta_record_new (RABTA_KIND_OFFICER);

  select_officer (self);
  rabta_record_set_ref (record, "office", rabta_casebook_get_office (self->casebook));
  rabta_record_set_ref_title (record, "office", rabta_casebook_get_office_code (self->casebook));
  self->begun = *rabta_record_get_id (record);
  self->has_begun = TRUE;
  if (info != NULL && info->edit != NULL)
    info->edit (GTK_WIDGET (self), self->casebook, record);
}

static void
officer_chosen_cb (RabtaPreferencesWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->officer_combo);

  if (self->filling || self->officers == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (selected >= self->officers->len)
    begin_officer (self);
  else
    rabta_casebook_set_officer_async (self->casebook,
                                      rabta_record_get_id (g_ptr_array_index (self->officers, selected)),
                                      NULL, officer_set_cb, g_object_ref (self));
}

static void
officers_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (RabtaPreferencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = rabta_casebook_query_finish (RABTA_CASEBOOK (source), result, &error);
  g_autoptr (GtkStringList) names = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->casebook == NULL)
    return;
  if (records == NULL)
    {
      rabta_window_show_error (GTK_WIDGET (self), _("The officers could not be read"), error);
      return;
    }
  names = gtk_string_list_new (NULL);
  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *name = rabta_record_dup_title (g_ptr_array_index (records, i));

      gtk_string_list_append (names, name);
    }
  gtk_string_list_append (names, _("New officer…"));
  g_clear_pointer (&self->officers, g_ptr_array_unref);
  self->officers = g_steal_pointer (&records);
  self->filling = TRUE;
  adw_combo_row_set_model (self->officer_combo, G_LIST_MODEL (names));
  select_officer (self);

  for (guint i = 0; self->has_begun && i < self->officers->len; i++)
    if (rabta_uuid_equal (rabta_record_get_id (g_ptr_array_index (self->officers, i)), &self->begun))
      {
        self->has_begun = FALSE;
        adw_combo_row_set_selected (self->officer_combo, i);
      }
}

static void
load_officers (RabtaPreferencesWindow *self)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_OFFICER);

  rabta_query_set_sort (query, "name", FALSE);
  rabta_casebook_query_async (self->casebook, query, 0, self->cancellable, officers_cb,
                              g_object_ref (self));
}

static void
changed_cb (RabtaCasebook          *casebook,
            const RabtaChangeSet   *changes,
            RabtaPreferencesWindow *self)
{
  if ((changes->kinds & (1u << RABTA_KIND_HOLIDAY)) != 0)
    load_holidays (self);
  if ((changes->kinds & (1u << RABTA_KIND_OFFICER)) != 0)
    load_officers (self);
}

static void
officer_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (RabtaPreferencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) record = rabta_casebook_load_finish (RABTA_CASEBOOK (source), result, &error);
  g_autoptr (GPtrArray) records = NULL;

  if (record == NULL)
    {
      rabta_window_show_error (GTK_WIDGET (self), _("The name was not saved"), error);
      return;
    }
  rabta_record_set_text (record, "name", gtk_editable_get_text (GTK_EDITABLE (self->officer_row)));
  records = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (records, g_object_ref (record));
  rabta_casebook_save_async (RABTA_CASEBOOK (source), records, _("Rename officer"), NULL, saved_cb,
                             g_object_ref (self));
}

static void
officer_shown_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (RabtaPreferencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) record = rabta_casebook_load_finish (RABTA_CASEBOOK (source), result, &error);
  const char *name = record != NULL ? rabta_record_get_text (record, "name") : NULL;

  if (name != NULL && self->casebook != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->officer_row), name);
}

static void
officer_apply_cb (RabtaPreferencesWindow *self)
{
  g_autofree char *name =
    rabta_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->officer_row)), FALSE);

  if (name == NULL || *name == '\0')
    {
      say (self, _("The officer needs a name"));
      return;
    }
  rabta_casebook_load_async (self->casebook, RABTA_KIND_OFFICER,
                             rabta_casebook_get_officer (self->casebook), self->cancellable,
                             officer_loaded_cb, g_object_ref (self));
}

static void
chosen_cb (RabtaPreferencesWindow *self)
{
  rabta_settings_set_string ("color-scheme",
                             schemes[adw_combo_row_get_selected (self->scheme_row)]);
  rabta_settings_set_string ("money-style",
                             money_styles[adw_combo_row_get_selected (self->money_row)]);
  rabta_preferences_apply ();
}

static void
show_programme (RabtaPreferencesWindow *self)
{
  RabtaProgramme *programme = rabta_casebook_get_programme (self->casebook);
  const char * const *holidays = rabta_programme_get_holidays (programme);

  for (gsize i = 0; holidays != NULL && holidays[i] != NULL; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *date = rabta_date_display (holidays[i]);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), date);
      adw_preferences_group_add (self->programme_group, row);
    }
  adw_preferences_group_set_description (self->programme_group,
                                         holidays != NULL && holidays[0] != NULL
                                           ? _("They come with the programme and cannot be changed here.")
                                           : _("The programme comes with none."));
}

static void
set_casebook (RabtaPreferencesWindow *self,
              RabtaCasebook          *casebook)
{
  gboolean writable = casebook != NULL && !rabta_casebook_is_read_only (casebook);

  gtk_widget_set_visible (self->officer_group, casebook != NULL);
  gtk_widget_set_sensitive (self->officer_group, writable);
  gtk_widget_set_sensitive (self->add_button, writable);
  if (casebook == NULL)
    {
      adw_preferences_window_remove (ADW_PREFERENCES_WINDOW (self), self->holidays_page);
      return;
    }
  self->casebook = g_object_ref (casebook);
  show_officer (self);
  load_officers (self);
  self->changed_id = g_signal_connect (casebook, "changed", G_CALLBACK (changed_cb), self);
  show_programme (self);
  load_holidays (self);
}

static void
rabta_preferences_window_dispose (GObject *object)
{
  RabtaPreferencesWindow *self = RABTA_PREFERENCES_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->casebook != NULL)
    g_clear_signal_handler (&self->changed_id, self->casebook);
  g_clear_object (&self->casebook);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->officers, g_ptr_array_unref);

  G_OBJECT_CLASS (rabta_preferences_window_parent_class)->dispose (object);
}

static void
rabta_preferences_window_class_init (RabtaPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rabta_preferences_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/smeda/Rabta/ui/preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RabtaPreferencesWindow, scheme_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaPreferencesWindow, money_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaPreferencesWindow, officer_group);
  gtk_widget_class_bind_template_child (widget_class, RabtaPreferencesWindow, officer_combo);
  gtk_widget_class_bind_template_child (widget_class, RabtaPreferencesWindow, officer_row);
  gtk_widget_class_bind_template_child (widget_class, RabtaPreferencesWindow, holidays_page);
  gtk_widget_class_bind_template_child (widget_class, RabtaPreferencesWindow, holidays_group);
  gtk_widget_class_bind_template_child (widget_class, RabtaPreferencesWindow, programme_group);
  gtk_widget_class_bind_template_child (widget_class, RabtaPreferencesWindow, add_button);
  gtk_widget_class_bind_template_callback (widget_class, officer_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, officer_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
rabta_preferences_window_init (RabtaPreferencesWindow *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  rabta_entry_keep_at_start (GTK_WIDGET (self->officer_row));
  adw_combo_row_set_selected (self->scheme_row,
                              chosen ("color-scheme", schemes, G_N_ELEMENTS (schemes)));
  adw_combo_row_set_selected (self->money_row,
                              chosen ("money-style", money_styles, G_N_ELEMENTS (money_styles)));
  g_signal_connect_swapped (self->scheme_row, "notify::selected", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->money_row, "notify::selected", G_CALLBACK (chosen_cb), self);
}

/**
 * rabta_preferences_window_present:
 * @parent: (nullable): the window it lies over
 * @casebook: (nullable): whose officer and holidays are shown
 *
 * Presents the preferences.
 */
void
rabta_preferences_window_present (GtkWindow     *parent,
                                  RabtaCasebook *casebook)
{
  RabtaPreferencesWindow *self;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (casebook == NULL || RABTA_IS_CASEBOOK (casebook));

  self = g_object_new (RABTA_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
  set_casebook (self, casebook);
  gtk_window_present (GTK_WINDOW (self));
}

/**
 * rabta_preferences_apply:
 *
 * Makes the appearance and the style of money that were chosen hold.
 */
void
rabta_preferences_apply (void)
{
  static const AdwColorScheme values[] = {
    ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK
  };

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      values[chosen ("color-scheme", schemes,
                                                     G_N_ELEMENTS (schemes))]);
  rabta_value_set_money_style (chosen ("money-style", money_styles, G_N_ELEMENTS (money_styles)) == 0
                                 ? RABTA_MONEY_GROUPED : RABTA_MONEY_MILLIONS);
  rabta_value_set_right_to_left (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL);
}
