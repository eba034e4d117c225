/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/due-words.h"

#include <glib/gi18n-lib.h>

#define NEAR_WORKDAYS 2

static const struct
{
  const char *icon;
  const char *css_class;
} looks[] = {
  [RABTA_DUE_NONE] = { NULL, "dim-label" },
  [RABTA_DUE_LATER] = { "task-due-symbolic", "dim-label" },
  [RABTA_DUE_NEAR] = { "alarm-symbolic", "due-near" },
  [RABTA_DUE_TODAY] = { "alarm-symbolic", "due-near" },
  [RABTA_DUE_OVERDUE] = { "task-past-due-symbolic", "due-overdue" },
  [RABTA_DUE_PAUSED] = { "media-playback-pause-symbolic", "dim-label" },
  [RABTA_DUE_CLOSED] = { "object-select-symbolic", "dim-label" },
};

static gboolean
is_workday_cb (const char *date,
               gpointer    casebook)
{
  return rabta_casebook_is_workday (casebook, date);
}

/* Where no working day lies between, calendar days say it. */
static char *
say_overdue (int workdays,
             int days)
{
  if (workdays > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d working day overdue",
                                         "%d working days overdue", workdays),
                            workdays);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day overdue", "%d days overdue", days),
                          days);
}

static char *
say_ahead (int workdays,
           int days)
{
  if (workdays > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Due in %d working day",
                                         "Due in %d working days", workdays),
                            workdays);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Due in %d day", "Due in %d days", days),
                          days);
}

/**
 * rabta_due_words:
 * @casebook: whose calendar counts
 * @due: (nullable): an ISO date
 * @words: (out) (transfer full) (nullable): what people read, such as "5 working days overdue"
 *
 * Returns: how @due lies to today
 */
RabtaDueState
rabta_due_words (RabtaCasebook  *casebook,
                 const char     *due,
                 char          **words)
{
  char today[RABTA_DATE_SIZE];
  int days, workdays;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), RABTA_DUE_NONE);
  g_return_val_if_fail (words != NULL, RABTA_DUE_NONE);

  *words = NULL;
  if (due == NULL || !rabta_date_is_valid (due))
    return RABTA_DUE_NONE;

  rabta_date_today (today);
  days = rabta_date_days_between (today, due);
  if (days == 0)
    {
      *words = g_strdup (_("Due today"));
      return RABTA_DUE_TODAY;
    }
  if (days < 0)
    {
      workdays = rabta_date_workdays_between (due, today, is_workday_cb, casebook);
      *words = say_overdue (workdays, -days);
      return RABTA_DUE_OVERDUE;
    }

  workdays = rabta_date_workdays_between (today, due, is_workday_cb, casebook);
  *words = say_ahead (workdays, days);
  return workdays <= NEAR_WORKDAYS ? RABTA_DUE_NEAR : RABTA_DUE_LATER;
}

/**
 * rabta_case_due_words:
 * @casebook: whose calendar counts
 * @case_: a case
 * @words: (out) (transfer full) (nullable): what people read
 *
 * Says how the present stage of a case stands to its time limit.
 *
 * Returns: the same, for colours and icons
 */
RabtaDueState
rabta_case_due_words (RabtaCasebook  *casebook,
                      RabtaRecord    *case_,
                      char          **words)
{
  const char *status;

  g_return_val_if_fail (RABTA_IS_RECORD (case_), RABTA_DUE_NONE);
  g_return_val_if_fail (words != NULL, RABTA_DUE_NONE);

  *words = NULL;
  status = rabta_record_get_text (case_, "status");
  if (g_strcmp0 (status, "closed") == 0)
    {
      *words = g_strdup (_("Closed"));
      return RABTA_DUE_CLOSED;
    }
  if (g_strcmp0 (status, "on-hold") == 0)
    {
      *words = g_strdup (_("Paused"));
      return RABTA_DUE_PAUSED;
    }
  return rabta_due_words (casebook, rabta_record_get_text (case_, "due"), words);
}

/**
 * rabta_due_in_workdays:
 * @days: working days from today; 1 = the next one
 *
 * Returns: (transfer full): the ISO date
 */
char *
rabta_due_in_workdays (RabtaCasebook *casebook,
                       int            days)
{
  char today[RABTA_DATE_SIZE], date[RABTA_DATE_SIZE];

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  rabta_date_today (today);
  rabta_date_add_workdays (today, days, is_workday_cb, casebook, date);
  return g_strdup (date);
}

/**
 * rabta_due_label_new:
 *
 * Returns: (transfer floating): a widget for rabta_due_label_set()
 */
GtkWidget *
rabta_due_label_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/**
 * rabta_due_label_set:
 * @label: made by rabta_due_label_new()
 * @words: (nullable): what to say; nothing is shown without
 */
void
rabta_due_label_set (GtkWidget     *label,
                     RabtaDueState  state,
                     const char    *words)
{
  GtkWidget *image, *text;

  g_return_if_fail (GTK_IS_BOX (label));
  g_return_if_fail (state < G_N_ELEMENTS (looks));

  image = gtk_widget_get_first_child (label);
  text = gtk_widget_get_last_child (label);
  gtk_widget_set_visible (label, words != NULL);
  gtk_widget_set_visible (image, looks[state].icon != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (image), looks[state].icon);
  gtk_label_set_text (GTK_LABEL (text), words != NULL ? words : "");
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (label, looks[i].css_class);
  gtk_widget_add_css_class (label, looks[state].css_class);
}
