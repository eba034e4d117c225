/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/case-header.h"

#include "ui/due-words.h"
#include "ui/enterprise-badges.h"
#include "ui/joined-text.h"

#include <glib/gi18n-lib.h>

struct _RabtaCaseHeader
{
  AdwBin parent_instance;

  GtkWidget     *enterprise;
  GtkWidget     *enterprise_label;
  GtkWidget     *badges;
  GtkWidget     *subject;
  GtkWidget     *status;
  GtkWidget     *priority;
  GtkWidget     *due;

  RabtaCasebook *casebook;
};

G_DEFINE_FINAL_TYPE (RabtaCaseHeader, rabta_case_header, ADW_TYPE_BIN)

static const char *
get_label (RabtaCaseHeader *self,
           RabtaRecord     *case_,
           const char      *field,
           const char      *list)
{
  const char *code = rabta_record_get_text (case_, field);

  return code != NULL ? rabta_programme_get_label (rabta_casebook_get_programme (self->casebook),
                                                   list, code)
                      : NULL;
}

static void
show_badge (GtkWidget  *badge,
            const char *text,
            const char *css_class)
{
  static const char * const classes[] = { "dim", "success", "warning", "error" };

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (badge, classes[i]);
  if (css_class != NULL)
    gtk_widget_add_css_class (badge, css_class);
  gtk_widget_set_visible (badge, text != NULL);
  gtk_label_set_text (GTK_LABEL (badge), text != NULL ? text : "");
}

static void
show_subject (RabtaCaseHeader *self,
              RabtaRecord     *case_)
{
  const char *track = get_label (self, case_, "track", "track");
  const char *title = rabta_record_get_text (case_, "title");
  const char *partner = rabta_record_get_ref_title (case_, "organization");
  g_autoptr (GString) text = g_string_new (track);

  rabta_joined_text_append (text, title);
  rabta_joined_text_append (text, partner);
  gtk_label_set_text (GTK_LABEL (self->subject), text->str);
}

static void
show_status (RabtaCaseHeader *self,
             RabtaRecord     *case_)
{
  const char *status = rabta_record_get_text (case_, "status");
  const char *result = get_label (self, case_, "result", "case-result");
  const char *reason = get_label (self, case_, "reason", "close-reason");
  const char *label = get_label (self, case_, "status", "case-status");
  const char *css_class = NULL;
  g_autofree char *text = NULL;

  if (g_strcmp0 (status, "closed") == 0)
    {
      /* Translators: a closed case, its result and the reason: Closed: Not achieved, Price */
      text = g_strdup_printf (reason != NULL ? _("%s: %s, %s") : _("%s: %s"), label,
                              result != NULL ? result : "–", reason);
      css_class = g_strcmp0 (rabta_record_get_text (case_, "result"), "not-achieved") == 0
                    ? "dim" : "success";
      label = text;
    }
  else if (g_strcmp0 (status, "on-hold") == 0)
    css_class = "warning";
  show_badge (self->status, label, css_class);
}

/* Why the clock stands still. */
static char *
describe_pause (RabtaCaseHeader *self,
                GPtrArray       *pauses)
{
  for (guint i = 0; i < pauses->len; i++)
    {
      RabtaRecord *pause = g_ptr_array_index (pauses, i);
      const char *reason = get_label (self, pause, "reason", "pause-reason");
      g_autofree char *day = NULL;

      if (rabta_record_has (pause, "ends") || reason == NULL)
        continue;
      day = rabta_date_display (rabta_record_get_text (pause, "starts"));
      /* Translators: since a day, and why: Paused since 3 Mar 2026: Out of season */
      return g_strdup_printf (_("Paused since %s: %s"), day, reason);
    }
  return NULL;
}

static void
show_due (RabtaCaseHeader *self,
          RabtaRecord     *case_,
          GPtrArray       *pauses)
{
  const char *due = rabta_record_get_text (case_, "due");
  g_autofree char *words = NULL;
  RabtaDueState state = rabta_case_due_words (self->casebook, case_, &words);

  if (state == RABTA_DUE_PAUSED)
    {
      char *text = describe_pause (self, pauses);

      if (text != NULL)
        {
          g_free (words);
          words = text;
        }
    }
  else if (state == RABTA_DUE_CLOSED)
    {
      const char *closed = rabta_record_get_text (case_, "closed");
      g_autofree char *day = closed != NULL ? rabta_date_display (closed) : NULL;

      if (day != NULL)
        {
          g_free (words);
          words = g_strdup_printf (_("Closed on %s"), day);
        }
    }
  else if (state != RABTA_DUE_NONE)
    {
      g_autofree char *day = rabta_date_display (due);
      char *text = g_strdup_printf ("%s · %s", words, day);

      g_free (words);
      words = text;
    }
  rabta_due_label_set (self->due, state, words);
}

static GtkWidget *
make_badge (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "badge");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

static void
rabta_case_header_dispose (GObject *object)
{
  g_clear_object (&RABTA_CASE_HEADER (object)->casebook);

  G_OBJECT_CLASS (rabta_case_header_parent_class)->dispose (object);
}

static void
rabta_case_header_class_init (RabtaCaseHeaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rabta_case_header_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "caseheader");
}

static void
rabta_case_header_init (RabtaCaseHeader *self)
{
}

/**
 * rabta_case_header_new:
 *
 * Returns: (transfer floating): the head of no case yet
 */
GtkWidget *
rabta_case_header_new (RabtaCasebook *casebook)
{
  RabtaCaseHeader *self;
  GtkWidget *box, *line, *marks;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  self = g_object_new (RABTA_TYPE_CASE_HEADER, NULL);
  self->casebook = g_object_ref (casebook);
  self->enterprise_label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->enterprise_label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->enterprise_label, "title-2");
  self->enterprise = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->enterprise), self->enterprise_label);
  gtk_widget_add_css_class (self->enterprise, "flat");
  gtk_widget_set_tooltip_text (self->enterprise, _("Open the enterprise"));
  self->badges = rabta_enterprise_badges_new (casebook);
  self->subject = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->subject), 0);
  gtk_label_set_wrap (GTK_LABEL (self->subject), TRUE);
  self->status = make_badge ();
  self->priority = make_badge ();
  self->due = rabta_due_label_new ();

  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (line), self->enterprise);
  gtk_box_append (GTK_BOX (line), self->badges);
  marks = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (marks), self->status);
  gtk_box_append (GTK_BOX (marks), self->priority);
  gtk_box_append (GTK_BOX (marks), self->due);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->subject);
  gtk_box_append (GTK_BOX (box), marks);
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}

/**
 * rabta_case_header_set:
 * @case_: a loaded case
 * @pauses: (element-type RabtaRecord): its pauses
 */
void
rabta_case_header_set (RabtaCaseHeader *self,
                       RabtaRecord     *case_,
                       GPtrArray       *pauses)
{
  const RabtaUuid *enterprise;
  const char *name, *priority;
  char id[RABTA_UUID_TEXT_LENGTH + 1];

  g_return_if_fail (RABTA_IS_CASE_HEADER (self));
  g_return_if_fail (RABTA_IS_RECORD (case_));
  g_return_if_fail (pauses != NULL);

  enterprise = rabta_record_get_ref (case_, "enterprise");
  name = rabta_record_get_ref_title (case_, "enterprise");
  gtk_label_set_text (GTK_LABEL (self->enterprise_label),
                      name != NULL ? name : _("Not received yet"));
  if (enterprise != NULL)
    {
      rabta_uuid_format (enterprise, id);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->enterprise), "(ss)", "enterprise",
                                        id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->enterprise), "win.open-record");
    }
  rabta_enterprise_badges_set (RABTA_ENTERPRISE_BADGES (self->badges), enterprise);
  show_subject (self, case_);
  show_status (self, case_);
  priority = rabta_record_get_text (case_, "priority");
  show_badge (self->priority,
              g_strcmp0 (priority, "normal") == 0 ? NULL
                                                  : get_label (self, case_, "priority", "priority"),
              g_strcmp0 (priority, "high") == 0 ? "warning" : "dim");
  show_due (self, case_, pauses);
}
