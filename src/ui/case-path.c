/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/case-path.h"

#include <glib/gi18n-lib.h>

/* How often the width of the steps is waited for, each time 50 milliseconds. */
#define MAX_WAITS 40

struct _RabtaCasePath
{
  GtkWidget parent_instance;

  GtkWidget     *scrolled;
  GtkWidget     *box;
  GtkWidget     *present; /* the step to keep in view; borrowed */

  RabtaCasebook *casebook;
  guint          scroll_id;
  guint          n_waits;
};

G_DEFINE_FINAL_TYPE (RabtaCasePath, rabta_case_path, GTK_TYPE_WIDGET)

typedef enum
{
  STEP_AHEAD,
  STEP_PASSED,
  STEP_PRESENT,
} StepState;

static const struct
{
  const char *css_class;
  const char *word;
} states[] = {
  [STEP_AHEAD] = { "ahead", N_("ahead") },
  [STEP_PASSED] = { "passed", N_("done") },
  [STEP_PRESENT] = { "present", N_("present stage") },
};

/* A label of two lines asks for the height of one before its width is known, and Urdu is taller than
 * the English that makes up for it: the row takes the height its steps need at the width they got. */
static void
fit_height (RabtaCasePath *self)
{
  int height = 0;

  for (GtkWidget *step = gtk_widget_get_first_child (self->box); step != NULL;
       step = gtk_widget_get_next_sibling (step))
    {
      int needed = 0;

      gtk_widget_measure (step, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (step), NULL, &needed,
                          NULL, NULL);
      height = MAX (height, needed);
    }
  gtk_widget_set_size_request (self->box, -1, height);
}

static gboolean
scroll_cb (gpointer data)
{
  RabtaCasePath *self = data;
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  double page = gtk_adjustment_get_page_size (adjustment);
  graphene_rect_t bounds;

  /* The page may still be sliding in. */
  if (self->present != NULL && gtk_widget_get_width (self->present) == 0 && self->n_waits++ < MAX_WAITS)
    return G_SOURCE_CONTINUE;

  self->scroll_id = 0;
  fit_height (self);
  if (self->present != NULL && gtk_widget_compute_bounds (self->present, self->box, &bounds))
    gtk_adjustment_set_value (adjustment,
                              bounds.origin.x + bounds.size.width / 2 - page / 2);
  return G_SOURCE_REMOVE;
}

/* The last time the stage was left, or entered where it never was. */
static const char *
find_day (GPtrArray  *entries,
          const char *stage,
          gboolean    present)
{
  const char *day = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      RabtaRecord *entry = g_ptr_array_index (entries, i);
      const char *text;

      if (g_strcmp0 (rabta_record_get_text (entry, "stage"), stage) != 0)
        continue;
      text = rabta_record_get_text (entry, present ? "entered" : "left");
      if (text != NULL && g_strcmp0 (text, day) > 0)
        day = text;
    }
  return day;
}

static GtkWidget *
make_mark (StepState state,
           guint     number)
{
  GtkWidget *bin = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *text = g_strdup_printf ("%u", number);
  GtkWidget *child = state == STEP_PASSED ? gtk_image_new_from_icon_name ("object-select-symbolic")
                                          : gtk_label_new (text);

  gtk_widget_set_hexpand (child, TRUE);
  gtk_widget_set_halign (child, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (bin), child);
  gtk_widget_add_css_class (bin, "mark");
  gtk_widget_set_halign (bin, GTK_ALIGN_CENTER);
  return bin;
}

static GtkWidget *
make_step (RabtaStage *stage,
           StepState   state,
           const char *day,
           guint       number)
{
  GtkWidget *step = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *label = gtk_label_new (rabta_stage_get_label (stage));
  g_autofree char *date = day != NULL ? rabta_date_display (day) : NULL;
  GtkWidget *when = gtk_label_new (date);
  g_autofree char *name = NULL;

  gtk_widget_add_css_class (step, "step");
  gtk_widget_add_css_class (step, states[state].css_class);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (when, "caption");
  gtk_widget_add_css_class (when, "dim-label");
  gtk_widget_set_tooltip_text (step, rabta_stage_get_label (stage));
  gtk_box_append (GTK_BOX (step), make_mark (state, number));
  gtk_box_append (GTK_BOX (step), label);
  gtk_box_append (GTK_BOX (step), when);
  /* Translators: a stage and where the case stands to it: Qualified: done */
  name = g_strdup_printf (_("%s: %s"), rabta_stage_get_label (stage), _(states[state].word));
  gtk_accessible_update_property (GTK_ACCESSIBLE (step), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return step;
}

static void
rabta_case_path_dispose (GObject *object)
{
  RabtaCasePath *self = RABTA_CASE_PATH (object);

  g_clear_handle_id (&self->scroll_id, g_source_remove);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_case_path_parent_class)->dispose (object);
}

static void
rabta_case_path_class_init (RabtaCasePathClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rabta_case_path_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "casepath");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rabta_case_path_init (RabtaCasePath *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->box);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Stages"), -1);
}

/**
 * rabta_case_path_new:
 *
 * Returns: (transfer floating): the path of no case yet
 */
GtkWidget *
rabta_case_path_new (RabtaCasebook *casebook)
{
  RabtaCasePath *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  self = g_object_new (RABTA_TYPE_CASE_PATH, NULL);
  self->casebook = g_object_ref (casebook);
  return GTK_WIDGET (self);
}

/**
 * rabta_case_path_set:
 * @case_: a loaded case
 * @entries: (element-type RabtaRecord): the stages it was in
 */
void
rabta_case_path_set (RabtaCasePath *self,
                     RabtaRecord   *case_,
                     GPtrArray     *entries)
{
  const char *present, *code;
  RabtaTrack *track;
  GListModel *stages;
  GtkWidget *child;
  guint number = 0;

  g_return_if_fail (RABTA_IS_CASE_PATH (self));
  g_return_if_fail (RABTA_IS_RECORD (case_));
  g_return_if_fail (entries != NULL);

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  self->present = NULL;
  code = rabta_record_get_text (case_, "track");
  track = code != NULL
            ? rabta_programme_get_track (rabta_casebook_get_programme (self->casebook), code)
            : NULL;
  if (track == NULL)
    return;
  present = rabta_record_get_text (case_, "stage");
  stages = rabta_track_get_stages (track);
  for (guint i = 0; i < g_list_model_get_n_items (stages); i++)
    {
      g_autoptr (RabtaStage) stage = g_list_model_get_item (stages, i);
      gboolean here = g_strcmp0 (rabta_stage_get_code (stage), present) == 0;
      const char *left = find_day (entries, rabta_stage_get_code (stage), here);
      StepState state = here ? STEP_PRESENT : left != NULL ? STEP_PASSED : STEP_AHEAD;
      GtkWidget *step;

      if (rabta_stage_is_aside (stage) && state == STEP_AHEAD)
        continue;
      step = make_step (stage, state, left, ++number);
      gtk_box_append (GTK_BOX (self->box), step);
      if (here)
        self->present = step;
    }
  self->n_waits = 0;
  if (self->scroll_id == 0)
    self->scroll_id = g_timeout_add (50, scroll_cb, self);
}
