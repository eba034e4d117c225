/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two states side by side: which records make the difference of a figure and why, and which are new, changed
 * and withdrawn. */

#include "casebook-fixture.h"

#include "model/difference.h"

#include <string.h>

/* The casebook as it is now, to be looked at later. */
static RabtaCasebook *
keep_state (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "before.casebook", NULL);
  g_autoptr (GError) error = NULL;
  RabtaCasebook *state;

  rabta_casebook_backup_sync (fixture->casebook, path, NULL, &error);
  g_assert_no_error (error);
  state = rabta_casebook_open (path, RABTA_CASEBOOK_READ_ONLY, &error);
  g_assert_no_error (error);

  return state;
}

static RabtaDifference *
compare (RabtaCasebook *before,
         RabtaCasebook *after)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaReader) one = before != NULL ? rabta_reader_new (before, &error) : NULL;
  g_autoptr (RabtaReader) other = rabta_reader_new (after, &error);
  RabtaDifference *difference;

  g_assert_no_error (error);
  difference = rabta_difference_new (one, other, rabta_difference_choose_programme (before, after),
                                     RABTA_DIFFERENCE_ALL_KINDS, NULL, &error);
  g_assert_no_error (error);

  return difference;
}

/* "+Title: reason" or "-Title: reason" of each record that makes the difference, joined by "; ". */
static char *
moves (RabtaDifference *difference,
       const char      *code)
{
  g_autoptr (GPtrArray) list = rabta_difference_list_moves (difference, code);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const RabtaFigureMove *move = g_ptr_array_index (list, i);

      g_string_append_printf (text, "%s%s%s: %s", i > 0 ? "; " : "", move->came ? "+" : "-", move->title, move->reason);
    }

  return g_string_free (text, FALSE);
}

static void
assert_figure (RabtaDifference *difference,
               const char      *code,
               gint64           before,
               gint64           after,
               const char      *expected)
{
  g_autofree char *found = moves (difference, code);

  for (guint i = 0; i < difference->figures->len; i++)
    {
      const RabtaFigureDifference *figure = g_ptr_array_index (difference->figures, i);

      if (strcmp (figure->code, code) != 0)
        continue;
      g_assert_cmpint (figure->before, ==, before);
      g_assert_cmpint (figure->after, ==, after);
      g_assert_cmpint (figure->before + figure->n_came - figure->n_left, ==, figure->after);
      g_assert_cmpstr (found, ==, expected);
      return;
    }
  g_error ("There is no figure %s", code);
}

static const RabtaRecordDifference *
find (RabtaDifference *difference,
      RabtaRecord     *record)
{
  for (guint i = 0; i < difference->records->len; i++)
    {
      const RabtaRecordDifference *found = g_ptr_array_index (difference->records, i);

      if (rabta_uuid_equal (&found->record, rabta_record_get_id (record)))
        return found;
    }

  return NULL;
}

static RabtaRecord *
add (Fixture    *fixture,
     const char *name)
{
  RabtaRecord *record = make_enterprise (name, "PK617");

  save_one (fixture->casebook, record, "Add enterprise");

  return record;
}

static void
test_stage (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (RabtaRecord) enterprise = add (fixture, "Chenab Fans");
  g_autoptr (RabtaRecord) record = rabta_record_new (RABTA_KIND_CASE);
  g_autoptr (RabtaCasebook) before = NULL;
  g_autoptr (RabtaDifference) difference = NULL;
  const RabtaRecordDifference *changed;
  const RabtaFieldDifference *field;

  rabta_record_set_ref (record, "enterprise", rabta_record_get_id (enterprise));
  rabta_record_set_text (record, "track", "BUY");
  rabta_record_set_text (record, "stage", "BUY-03");
  rabta_record_set_text (record, "title", "Fans for Dubai");
  save_one (fixture->casebook, record, "Add case");
  before = keep_state (fixture);
  rabta_record_set_text (record, "stage", "BUY-04");
  save_one (fixture->casebook, record, "Move case");
  difference = compare (before, fixture->casebook);

  assert_figure (difference, "cases", 1, 1, "");
  g_assert_cmpuint (difference->counts[RABTA_DIFFERENCE_CHANGED], ==, 1);
  g_assert_cmpuint (difference->records->len, ==, 1);
  changed = find (difference, record);
  g_assert_cmpuint (changed->fields->len, ==, 1);
  field = g_ptr_array_index (changed->fields, 0);
  g_assert_cmpstr (field->field, ==, "stage");
  g_assert_cmpstr (field->before, !=, field->after);
  {
    g_autofree char *left = moves (difference, "cases.stage.BUY-03");
    g_autofree char *came = moves (difference, "cases.stage.BUY-04");

    /* It says where to and where from. */
    g_assert_true (g_str_has_prefix (left, "-Fans for Dubai: To “"));
    g_assert_true (g_str_has_prefix (came, "+Fans for Dubai: From “"));
  }
  rabta_casebook_close (before);
}

static gboolean
delete_cb (RabtaBatch    *batch,
           gpointer       user_data,
           GCancellable  *cancellable,
           GError       **error)
{
  return rabta_batch_delete (batch, user_data, error);
}

static gboolean
save_lenient_cb (RabtaBatch    *batch,
                 gpointer       user_data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  rabta_batch_set_lenient (batch, TRUE);

  return rabta_batch_save (batch, user_data, error);
}

static void
test_records (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (RabtaRecord) same = add (fixture, "Chenab Fans");
  g_autoptr (RabtaRecord) gone = add (fixture, "Ravi Tents");
  g_autoptr (RabtaRecord) wrong = add (fixture, "Jhelum Sports");
  g_autoptr (RabtaCasebook) before = keep_state (fixture);
  g_autoptr (RabtaRecord) new = add (fixture, "Indus Looms");
  g_autoptr (RabtaDifference) difference = NULL;
  g_autoptr (RabtaDifference) first = NULL;
  g_autoptr (GError) error = NULL;

  rabta_casebook_write_sync (fixture->casebook, "Delete", delete_cb, gone, NULL, &error);
  g_assert_no_error (error);
  rabta_record_unset (wrong, "name");
  rabta_casebook_write_sync (fixture->casebook, "Merge", save_lenient_cb, wrong, NULL, &error);
  g_assert_no_error (error);
  difference = compare (before, fixture->casebook);

  /* Three then, two now: one came, two left, and each says why. */
  assert_figure (difference, "enterprises", 3, 2,
                 "+Indus Looms: New; -Enterprise without a name: Left out: Name is missing; -Ravi Tents: Withdrawn");
  g_assert_cmpint (find (difference, new)->sort, ==, RABTA_DIFFERENCE_NEW);
  g_assert_cmpint (find (difference, gone)->sort, ==, RABTA_DIFFERENCE_WITHDRAWN);
  g_assert_cmpint (find (difference, wrong)->sort, ==, RABTA_DIFFERENCE_CHANGED);
  g_assert_null (find (difference, same));
  g_assert_cmpint (difference->after->n_left_out, ==, 1);

  /* Where nothing was, all is new. */
  first = compare (NULL, fixture->casebook);
  assert_figure (first, "enterprises", 0, 2, "+Chenab Fans: New; +Indus Looms: New");
  g_assert_cmpuint (first->counts[RABTA_DIFFERENCE_WITHDRAWN], ==, 0);
  rabta_casebook_close (before);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();

  g_test_add ("/model/difference/stage", Fixture, NULL, fixture_set_up, test_stage, fixture_tear_down);
  g_test_add ("/model/difference/records", Fixture, NULL, fixture_set_up, test_records, fixture_tear_down);

  return g_test_run ();
}
