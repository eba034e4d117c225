/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/follow-up-dialog.h"

#include "ui/due-words.h"

#include <glib/gi18n-lib.h>

/* What a popover answers to; owned by the popover. */
typedef struct
{
  GtkWidget         *popover;
  GtkWidget         *calendar;
  GtkWidget         *stack;
  RabtaPostponeFunc  func;
  gpointer           user_data;
  GDestroyNotify     destroy;
} Postpone;

static void
postpone_free (gpointer data)
{
  Postpone *postpone = data;

  if (postpone->destroy != NULL)
    postpone->destroy (postpone->user_data);
  g_free (postpone);
}

static void
day_clicked_cb (GtkWidget *button,
                Postpone  *postpone)
{
  g_autofree char *due = g_strdup (g_object_get_data (G_OBJECT (button), "due"));

  gtk_popover_popdown (GTK_POPOVER (postpone->popover));
  postpone->func (due, postpone->user_data);
}

static void
pick_clicked_cb (GtkWidget *button,
                 Postpone  *postpone)
{
  gtk_stack_set_visible_child_name (GTK_STACK (postpone->stack), "calendar");
  gtk_widget_grab_focus (postpone->calendar);
}

static void
set_clicked_cb (GtkWidget *button,
                Postpone  *postpone)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (GTK_CALENDAR (postpone->calendar));
  g_autofree char *due = g_date_time_format (day, "%Y-%m-%d");

  gtk_popover_popdown (GTK_POPOVER (postpone->popover));
  postpone->func (due, postpone->user_data);
}

static void
show_cb (GtkWidget *popover,
         Postpone  *postpone)
{
  gtk_stack_set_visible_child_name (GTK_STACK (postpone->stack), "days");
}

/* The day at the end, so that nobody has to count. */
static GtkWidget *
make_choice (const char *label,
             const char *due)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *text = gtk_label_new (label);
  g_autofree char *day = due != NULL ? rabta_date_display (due) : NULL;
  GtkWidget *end = gtk_label_new (day);

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_add_css_class (end, "dim-label");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (text, "body");
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), end);
  gtk_button_set_child (GTK_BUTTON (button), box);
  g_object_set_data_full (G_OBJECT (button), "due", g_strdup (due), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return button;
}

static char *
find_next_monday (RabtaCasebook *casebook)
{
  char today[RABTA_DATE_SIZE], day[RABTA_DATE_SIZE];
  int ahead;

  rabta_date_today (today);
  ahead = 8 - rabta_date_weekday (today);
  do
    rabta_date_add_days (today, ahead++, day);
  while (!rabta_casebook_is_workday (casebook, day));
  return g_strdup (day);
}

static GtkWidget *
build_days (Postpone      *postpone,
            RabtaCasebook *casebook)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *tomorrow = rabta_due_in_workdays (casebook, 1);
  g_autofree char *monday = find_next_monday (casebook);
  g_autofree char *week = rabta_due_in_workdays (casebook, 5);
  GtkWidget *buttons[] = {
    make_choice (_("Next working day"), tomorrow),
    make_choice (_("Next Monday"), monday),
    make_choice (_("In a working week"), week),
    make_choice (_("Pick a day…"), NULL),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      gtk_box_append (GTK_BOX (box), buttons[i]);
      g_signal_connect (buttons[i], "clicked",
                        i + 1 < G_N_ELEMENTS (buttons) ? G_CALLBACK (day_clicked_cb)
                                                       : G_CALLBACK (pick_clicked_cb),
                        postpone);
    }
  return box;
}

/**
 * rabta_postpone_popover_new:
 * @casebook: whose calendar counts
 * @func: called with the ISO date that was chosen
 * @destroy: (nullable): frees @user_data
 *
 * Returns: (transfer floating): a popover, for a #GtkMenuButton or a parent of its own
 */
GtkWidget *
rabta_postpone_popover_new (RabtaCasebook     *casebook,
                            RabtaPostponeFunc  func,
                            gpointer           user_data,
                            GDestroyNotify     destroy)
{
  GtkWidget *box, *set;
  Postpone *postpone;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  postpone = g_new0 (Postpone, 1);
  postpone->func = func;
  postpone->user_data = user_data;
  postpone->destroy = destroy;
  postpone->popover = gtk_popover_new ();
  postpone->stack = gtk_stack_new ();
  postpone->calendar = gtk_calendar_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (postpone->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (postpone->stack), build_days (postpone, casebook), "days");

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  set = gtk_button_new_with_mnemonic (_("_Set"));
  gtk_widget_add_css_class (set, "suggested-action");
  g_signal_connect (set, "clicked", G_CALLBACK (set_clicked_cb), postpone);
  gtk_box_append (GTK_BOX (box), postpone->calendar);
  gtk_box_append (GTK_BOX (box), set);
  gtk_stack_add_named (GTK_STACK (postpone->stack), box, "calendar");

  gtk_popover_set_child (GTK_POPOVER (postpone->popover), postpone->stack);
  g_signal_connect (postpone->popover, "show", G_CALLBACK (show_cb), postpone);
  g_object_set_data_full (G_OBJECT (postpone->popover), "postpone", postpone, postpone_free);
  return postpone->popover;
}
