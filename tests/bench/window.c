/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person waits for in the window, measured from inside: each figure as "name value" on a line
 * of its own, times in milliseconds, memory in KiB.
 *
 *   window empty                an empty window of libadwaita: the baseline
 *   window open CASEBOOK        the register, until its first rows are painted
 *   window scroll CASEBOOK      the register from end to end
 *   window search CASEBOOK      keystrokes in the search, until the first rows found are painted
 *   window fts CASEBOOK         the bare queries of the search index for the same keystrokes */

#include "app/application.h"
#include "ui/list-place.h"
#include "ui/settings.h"
#include "ui/window.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

/* Longer than anything that is fit for use. */
#define PATIENCE (60 * G_TIME_SPAN_SECOND)

static const char * const typed[] = { "sialkot sports", "ayesha", "textile mills", "karim", "surgical" };

static gint64 started;
static gboolean painted;
static GdkFrameClock *frames;

static double
milliseconds_since (gint64 from)
{
  return (double) (g_get_monotonic_time () - from) / 1000;
}

static glong
status_figure (const char *name)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, name);
  return line != NULL ? strtol (line + strlen (name), NULL, 10) : 0;
}

static void
after_paint_cb (GdkFrameClock *clock)
{
  painted = TRUE;
}

static void
watch_frames (GtkWidget *window)
{
  frames = gdk_surface_get_frame_clock (gtk_native_get_surface (GTK_NATIVE (window)));
  g_signal_connect (frames, "after-paint", G_CALLBACK (after_paint_cb), NULL);
}

static void
wait_for_paint (void)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  painted = FALSE;
  /* An answer that is the same as the last one paints nothing: its frame comes all the same. */
  gdk_frame_clock_request_phase (frames, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
  while (!painted && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left < right ? -1 : left > right;
}

/* What a frame takes that follows one just painted, as each keystroke of run_search() does: a display has
 * no more than one in 16.7 ms. */
static void
print_frame (GtkWidget *window)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < 30; i++)
    {
      gint64 before = g_get_monotonic_time ();
      double time;

      gtk_widget_queue_draw (window);
      wait_for_paint ();
      time = milliseconds_since (before);
      g_array_append_val (times, time);
    }
  g_array_sort (times, compare_doubles);
  printf ("frame %.1f\n", g_array_index (times, double, times->len / 2));
}

static void
run_empty (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), adw_header_bar_new ());
  gtk_window_set_default_size (GTK_WINDOW (window), 1366, 768);
  gtk_window_present (GTK_WINDOW (window));
  watch_frames (window);
  wait_for_paint ();
  printf ("ready %.1f\nmemory %ld\n", milliseconds_since (started), status_figure ("VmHWM:"));
  print_frame (window);
}

typedef struct
{
  RabtaWindow      *window;
  RabtaRecordTable *table;
  RabtaFilterBar   *bar;
} Register;

/* Whether the first row is filled. */
static gboolean
has_rows (Register *self)
{
  RabtaRecordList *list = rabta_record_table_get_list (self->table);
  g_autoptr (RabtaRecord) first = g_list_model_get_item (G_LIST_MODEL (list), 0);

  return first != NULL ? rabta_record_is_loaded (first) : !rabta_record_list_is_loading (list);
}

/* Whether the first row of the answer is filled. */
static gboolean
has_answer (Register *self)
{
  return rabta_record_list_has_answer (rabta_record_table_get_list (self->table)) && has_rows (self);
}

/* Whether the list gave its answer and its first row is filled. */
static gboolean
is_ready (Register *self)
{
  return !rabta_record_list_is_loading (rabta_record_table_get_list (self->table)) && has_rows (self);
}

static void
wait_until (Register *self,
            gboolean  (*holds) (Register *self))
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!holds (self) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_until_ready (Register *self)
{
  wait_until (self, is_ready);
  wait_for_paint ();
}

/* The application itself opens the casebook: what is measured is what a person waits for. */
static void
open_register (Register         *self,
               RabtaApplication *application,
               const char       *path)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  RabtaListPlace *place;
  GtkWindow *window = NULL;

  /* The window comes up where it was left. */
  rabta_settings_set_string ("place", "enterprises");
  rabta_settings_set_int ("window-width", 1366);
  rabta_settings_set_int ("window-height", 768);
  rabta_application_open (application, path, RABTA_CASEBOOK_READ_ONLY);
  while (g_get_monotonic_time () < end)
    {
      window = gtk_application_get_active_window (GTK_APPLICATION (application));
      if (RABTA_IS_WINDOW (window) && rabta_window_get_casebook (RABTA_WINDOW (window)) != NULL)
        break;
      g_main_context_iteration (NULL, TRUE);
    }
  if (!RABTA_IS_WINDOW (window) || rabta_window_get_casebook (RABTA_WINDOW (window)) == NULL)
    {
      fprintf (stderr, "%s was not opened\n", path);
      exit (EXIT_FAILURE);
    }
  self->window = RABTA_WINDOW (window);
  watch_frames (GTK_WIDGET (self->window));
  place = RABTA_LIST_PLACE (rabta_window_get_content (self->window));
  self->table = rabta_list_place_get_table (place);
  self->bar = rabta_list_place_get_filter_bar (place);
  wait_until (self, has_rows);
  wait_for_paint ();
}

static GtkAdjustment *
find_adjustment (GtkWidget *widget)
{
  if (GTK_IS_LIST_VIEW (widget))
    return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAdjustment *found = find_adjustment (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
print_spread (const char *name,
              GArray     *times)
{
  g_array_sort (times, compare_doubles);
  if (times->len > 0)
    printf ("%s-median %.1f\n%s-p99 %.1f\n", name, g_array_index (times, double, times->len / 2), name,
            g_array_index (times, double, (times->len * 99) / 100));
}

static void
run_scroll (Register *self)
{
  GtkAdjustment *adjustment = find_adjustment (GTK_WIDGET (self->table));
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  double step = gtk_adjustment_get_upper (adjustment) / 1000;

  for (guint i = 0; i <= 1000; i++)
    {
      gint64 before = g_get_monotonic_time ();
      double time;

      gtk_adjustment_set_value (adjustment, i * step);
      wait_for_paint ();
      time = milliseconds_since (before);
      g_array_append_val (times, time);
    }
  wait_until_ready (self);
  print_spread ("scroll", times);
  printf ("memory %ld\n", status_figure ("VmHWM:"));
}

static void
run_search (Register *self)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint round = 0; round < 5; round++)
    for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
      for (gsize n = 1; n <= strlen (typed[i]); n++)
        {
          g_autofree char *text = g_strndup (typed[i], n);
          gint64 before = g_get_monotonic_time ();
          double time;

          rabta_filter_bar_set_search (self->bar, text);
          wait_until (self, has_answer);
          wait_for_paint ();
          time = milliseconds_since (before);
          if (round > 0)
            g_array_append_val (times, time);
          wait_until_ready (self);
        }
  print_spread ("keystroke", times);
}

static double
time_query (sqlite3_stmt *statement,
            const char   *text)
{
  g_autofree char *match = g_strdup_printf ("\"%s\"*", text);
  gint64 before = g_get_monotonic_time ();

  sqlite3_reset (statement);
  sqlite3_bind_text (statement, 1, match, -1, SQLITE_TRANSIENT);
  while (sqlite3_step (statement) == SQLITE_ROW)
    ;
  return milliseconds_since (before);
}

static void
run_fts (const char *path)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;

  if (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK
      || sqlite3_prepare_v2 (database, "SELECT rowid FROM search_index WHERE search_index MATCH ?", -1,
                             &statement, NULL) != SQLITE_OK)
    {
      fprintf (stderr, "%s\n", sqlite3_errmsg (database));
      exit (EXIT_FAILURE);
    }
  for (guint round = 0; round < 5; round++)
    for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
      for (gsize n = 1; n <= strlen (typed[i]); n++)
        {
          g_autofree char *text = g_strndup (typed[i], n);
          double time = time_query (statement, text);

          if (round > 0)
            g_array_append_val (times, time);
        }
  print_spread ("fts", times);
  sqlite3_finalize (statement);
  sqlite3_close (database);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GtkApplication) application = NULL;
  g_autoptr (GError) error = NULL;
  Register self = { NULL };

  started = g_get_monotonic_time ();
  if (argc < 2 || (argc < 3 && !g_str_equal (argv[1], "empty")))
    {
      fprintf (stderr, "window empty | open | scroll | search | fts [CASEBOOK]\n");
      return 2;
    }
  if (g_str_equal (argv[1], "fts"))
    {
      run_fts (argv[2]);
      return EXIT_SUCCESS;
    }

  if (g_str_equal (argv[1], "empty"))
    application = GTK_APPLICATION (adw_application_new ("org.smeda.Rabta", G_APPLICATION_NON_UNIQUE));
  else
    application = GTK_APPLICATION (rabta_application_new ());
  if (!g_application_register (G_APPLICATION (application), NULL, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return EXIT_FAILURE;
    }
  if (g_str_equal (argv[1], "empty"))
    {
      run_empty (application);
      return EXIT_SUCCESS;
    }

  open_register (&self, RABTA_APPLICATION (application), argv[2]);
  printf ("ready %.1f\nready-memory %ld\n", milliseconds_since (started), status_figure ("VmHWM:"));
  wait_until (&self, is_ready);
  if (g_str_equal (argv[1], "scroll"))
    run_scroll (&self);
  else if (g_str_equal (argv[1], "search"))
    run_search (&self);
  gtk_window_destroy (GTK_WINDOW (self.window));

  return EXIT_SUCCESS;
}
