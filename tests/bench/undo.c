/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What it takes to take a large import back, beside the import itself.
 *
 *   undo LIST.csv NEW.casebook
 *
 * Imports the list into a new casebook, undoes the import and redoes it, then changes a field of every
 * enterprise in one action and undoes that. Prints the seconds of each, and those of the processor. */

#include "exchange/table-import.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void
expect (gboolean      done,
        const GError *error)
{
  if (done)
    return;
  fprintf (stderr, "undo: %s\n", error != NULL ? error->message : "it failed");
  exit (EXIT_FAILURE);
}

typedef struct
{
  gint64  wall;
  clock_t processor;
} Start;

static Start
start (void)
{
  return (Start) { g_get_monotonic_time (), clock () };
}

static void
print_since (const char *name,
             Start       from)
{
  printf ("%s %.3f\n", name, (double) (g_get_monotonic_time () - from.wall) / G_TIME_SPAN_SECOND);
  printf ("%s-processor %.3f\n", name, (double) (clock () - from.processor) / CLOCKS_PER_SEC);
  fflush (stdout);
}

static void
run_import (RabtaCasebook *casebook,
            const char    *list)
{
  g_autoptr (GFile) file = g_file_new_for_path (list);
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaTableImport) import = rabta_table_import_new (casebook, file, NULL, NULL, &error);

  expect (import != NULL, error);
  expect (rabta_table_import_run_sync (import, NULL, &error), error);
}

static void
run_undo (RabtaCasebook *casebook,
          gboolean       redo)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *label = redo ? rabta_casebook_redo_sync (casebook, &error)
                                : rabta_casebook_undo_sync (casebook, &error);

  expect (label != NULL, error);
}

static void
run_edit (RabtaCasebook *casebook)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = rabta_casebook_query_sync (casebook, query, 0, &error);

  expect (records != NULL, error);
  for (guint i = 0; i < records->len; i++)
    rabta_record_set_text (g_ptr_array_index (records, i), "notes", "Was at the Expo");
  expect (rabta_casebook_save_sync (casebook, records, "Edit", &error), error);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (RabtaCasebook) casebook = NULL;
  g_autoptr (GError) error = NULL;
  Start started;

  if (argc != 3)
    {
      fprintf (stderr, "undo LIST.csv NEW.casebook\n");
      return 2;
    }
  casebook = rabta_casebook_create (argv[2], "RO-PB-LHR", "Bench", &error);
  expect (casebook != NULL, error);

  started = start ();
  run_import (casebook, argv[1]);
  print_since ("import", started);

  started = start ();
  run_undo (casebook, FALSE);
  print_since ("undo", started);

  started = start ();
  run_undo (casebook, TRUE);
  print_since ("redo", started);

  started = start ();
  run_edit (casebook);
  print_since ("edit", started);

  started = start ();
  run_undo (casebook, FALSE);
  print_since ("undo-edit", started);

  rabta_casebook_close (casebook);

  return EXIT_SUCCESS;
}
