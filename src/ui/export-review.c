/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is about to leave the office, before it does: kind by kind how many records, what becomes of each
 * field, and the first record word for word. */
#include "ui/export-review.h"

#include "model/redaction.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* Of a record with a very long text its beginning shows enough. */
#define MAX_SAMPLE 4000

static gboolean
is_written (const RabtaField *field,
            gboolean          computed)
{
  gboolean is_derived = (field->flags & RABTA_FIELD_DERIVED) != 0;

  return !is_derived || (computed && (field->flags & RABTA_FIELD_HIDDEN) == 0);
}

static void
append_name (GString    *names,
             const char *name)
{
  /* Translators: between the names of fields in a list. */
  g_string_append_printf (names, "%s%s", names->len > 0 ? _(", ") : "", name);
}

static char *
list_fields (RabtaProfile        *profile,
             const RabtaKindInfo *info,
             gboolean             computed,
             RabtaTreatment       treatment)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < info->n_fields; i++)
    if (is_written (&info->fields[i], computed) && rabta_redaction_treatment (profile, info, i) == treatment)
      append_name (names, _(info->fields[i].heading));

  return g_string_free (names, FALSE);
}

/* Tracks share some of their fields. */
static char *
list_extras (RabtaProgramme *programme,
             RabtaProfile   *profile,
             RabtaTreatment  treatment)
{
  GString *names = g_string_new (NULL);
  GListModel *tracks = rabta_programme_get_tracks (programme);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < g_list_model_get_n_items (tracks); i++)
    {
      g_autoptr (RabtaTrack) track = g_list_model_get_item (tracks, i);

      for (guint j = 0; j < rabta_track_get_n_fields (track); j++)
        {
          const RabtaField *field = rabta_track_get_field (track, j);

          /* The track and its headings belong to the programme, which stays. */
          if (rabta_redaction_treatment_extra (profile, track, field) == treatment
              && g_hash_table_add (seen, (gpointer) field->heading))
            append_name (names, field->heading);
        }
    }

  return g_string_free (names, FALSE);
}

static void
add_row (AdwExpanderRow *parent,
         const char     *title,
         const char     *names)
{
  GtkWidget *row;

  if (*names == '\0')
    return;

  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), names);
  adw_expander_row_add_row (parent, row);
}

static void
add_sample (AdwExpanderRow *parent,
            const char     *sample)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (_("The first record as it will stand in the file"));
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *shown = g_utf8_strlen (sample, -1) > MAX_SAMPLE ? g_utf8_substring (sample, 0, MAX_SAMPLE) : NULL;
  g_autofree char *cut = shown != NULL ? g_strconcat (shown, "…", NULL) : NULL;

  gtk_label_set_text (GTK_LABEL (label), cut != NULL ? cut : sample);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "caption");
  /* Markup reads from its start whatever the language. */
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);

  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "caption-heading");
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_expander_row_add_row (parent, row);
}

static void
add_kind (AdwPreferencesGroup   *group,
          RabtaProgramme        *programme,
          RabtaProfile          *profile,
          gboolean               computed,
          const RabtaXmlPreview *preview,
          RabtaKind              kind)
{
  const RabtaKindInfo *info = rabta_kind_get_info (kind);
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *n = NULL;

  n = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " record", "%" PRId64 " records",
                                    (gulong) preview->counts[kind]),
                       preview->counts[kind]);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(info->heading_plural));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), n);

  for (RabtaTreatment treatment = 0; treatment < RABTA_N_TREATMENTS; treatment++)
    {
      g_autofree char *names = list_fields (profile, info, computed, treatment);

      add_row (ADW_EXPANDER_ROW (row), rabta_treatment_get_label (treatment), names);
    }
  for (RabtaTreatment treatment = 0; info->has_extra && treatment < RABTA_N_TREATMENTS; treatment++)
    {
      g_autofree char *names = list_extras (programme, profile, treatment);
      g_autofree char *title = NULL;

      /* Translators: fields of a track; then what becomes of them, such as "In full". */
      title = g_strdup_printf (_("Of the track: %s"), rabta_treatment_get_label (treatment));
      add_row (ADW_EXPANDER_ROW (row), title, names);
    }
  if (preview->samples[kind] != NULL)
    add_sample (ADW_EXPANDER_ROW (row), preview->samples[kind]);

  adw_preferences_group_add (group, row);
}

static char *
describe_figure (const RabtaPublicFigure *told)
{
  static const char * const names[RABTA_N_MEASURES] = { N_("Number: %s"), N_("women-led: %s"), N_("micro: %s") };
  GString *text = g_string_new (NULL);

  for (RabtaMeasure measure = 0; measure < RABTA_N_MEASURES; measure++)
    {
      g_autofree char *number = g_strdup_printf ("%" PRId64, rabta_figure_get_measure (told->figure, measure));
      g_auto (GStrv) parts = g_strsplit (_(names[measure]), "%s", 2);
      g_autofree char *part = g_strjoinv (told->is_told[measure] ? number : _("not told"), parts);

      append_name (text, part);
    }

  return g_string_free (text, FALSE);
}

/* A list for each heading, in the order of the file. */
static void
add_figures (GtkWidget             *page,
             const RabtaXmlFigures *figures)
{
  GtkWidget *group = NULL;
  GtkWidget *row = NULL;
  const char *heading = NULL;

  for (guint i = 0; i < figures->told->len; i++)
    {
      const RabtaPublicFigure *told = figures->told->pdata[i];
      g_autofree char *text = describe_figure (told);

      if (g_strcmp0 (heading, told->figure->heading) != 0)
        {
          heading = told->figure->heading;
          group = adw_preferences_group_new ();
          row = adw_expander_row_new ();
          adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), heading);
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
          adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
        }
      if (told->figure->is_total)
        adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), text);
      add_row (ADW_EXPANDER_ROW (row), told->figure->label, text);
    }
}

/* What is shown of the id of a record, which is no field. */
static const char *
describe_ids (RabtaProfile *profile)
{
  return rabta_profile_get_treatment (profile, RABTA_PRIVACY_LINK) == RABTA_TREATMENT_PSEUDONYM
           ? _("Records have other ids than in the casebook, the same ones in every file.")
           : _("Records have the ids that they have in the casebook.");
}

static void
add_title (AdwPreferencesGroup *group,
           RabtaProfile        *profile,
           const char          *text)
{
  g_autofree char *title = g_strdup_printf (_("What Leaves the Office: %s"), rabta_profile_get_label (profile));
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_group_set_title (group, escaped);
  adw_preferences_group_set_description (group, text);
}

/**
 * rabta_export_review_new:
 * @programme: the programme in force
 * @profile: for whom the file is
 * @computed: whether computed fields are written
 * @preview: what the file will hold
 *
 * Returns: (transfer floating): a page that shows it
 */
GtkWidget *
rabta_export_review_new (RabtaProgramme        *programme,
                         RabtaProfile          *profile,
                         gboolean               computed,
                         const RabtaXmlPreview *preview)
{
  GtkWidget *page;
  GtkWidget *group;
  g_autofree char *text = NULL;
  gint64 total = 0;

  g_return_val_if_fail (RABTA_IS_PROGRAMME (programme) && RABTA_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (preview != NULL, NULL);

  page = adw_preferences_page_new ();
  group = adw_preferences_group_new ();
  if (preview->figures != NULL)
    {
      text = g_strdup_printf (_("No records. Numbers from 1 to %d are not told, nor those from which they would follow."),
                              preview->figures->smallest - 1);
      add_title (ADW_PREFERENCES_GROUP (group), profile, text);
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
      add_figures (page, preview->figures);
      return page;
    }

  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    {
      total += preview->counts[kind];
      if (preview->counts[kind] > 0)
        add_kind (ADW_PREFERENCES_GROUP (group), programme, profile, computed, preview, kind);
    }

  text = g_strdup (total > 0 ? describe_ids (profile) : _("There is nothing to export."));
  add_title (ADW_PREFERENCES_GROUP (group), profile, text);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));

  return page;
}
