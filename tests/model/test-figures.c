/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Figures: what is counted, what is left out and why, what is said while copies disagree, and that every
 * figure is as many as the records behind it. */

#include "casebook-fixture.h"

#include "model/figures.h"
#include "tests/support/copies.h"

#include <string.h>

static RabtaFigures *
compute (RabtaCasebook *casebook)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaReader) reader = rabta_reader_new (casebook, &error);
  RabtaFigures *figures;

  g_assert_no_error (error);
  figures = rabta_figures_compute (reader, rabta_casebook_get_programme (casebook), NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return figures;
}

static gint64
count (const RabtaFigures *figures,
       const char         *code)
{
  const RabtaFigure *figure = rabta_figures_find (figures, code);

  return figure != NULL ? figure->count : 0;
}

static RabtaRecord *
add_enterprise (RabtaCasebook *casebook,
                const char    *name,
                gint64         turnover,
                gint64         women_owned)
{
  RabtaRecord *record = make_enterprise (name, "PK617");

  if (turnover > 0)
    rabta_record_set_int (record, "turnover", turnover);
  rabta_record_set_int (record, "women_owned", women_owned);
  save_one (casebook, record, "Add enterprise");

  return record;
}

static RabtaRecord *
add_case (RabtaCasebook *casebook,
          RabtaRecord   *enterprise,
          const char    *stage)
{
  RabtaRecord *record = rabta_record_new (RABTA_KIND_CASE);
  g_autofree char *track = g_strndup (stage, strcspn (stage, "-"));

  rabta_record_set_ref (record, "enterprise", rabta_record_get_id (enterprise));
  rabta_record_set_text (record, "track", track);
  rabta_record_set_text (record, "stage", stage);
  rabta_record_set_text (record, "status", "open");
  save_one (casebook, record, "Add case");

  return record;
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (RabtaFigures) figures = compute (fixture->casebook);

  g_assert_nonnull (rabta_figures_find (figures, "cases"));
  for (guint i = 0; i < figures->figures->len; i++)
    {
      const RabtaFigure *figure = g_ptr_array_index (figures->figures, i);

      g_assert_cmpint (figure->count, ==, 0);
      g_assert_true (figure->is_total);
    }
  g_assert_cmpint (figures->n_left_out, ==, 0);
}

static void
test_counts (Fixture       *fixture,
             gconstpointer  data)
{
  RabtaCasebook *casebook = fixture->casebook;
  g_autoptr (RabtaRecord) micro = add_enterprise (casebook, "Lakkar Works", 20 * G_GINT64_CONSTANT (100000000), 6000);
  g_autoptr (RabtaRecord) small = add_enterprise (casebook, "Chenab Fans", 100 * G_GINT64_CONSTANT (100000000), 0);
  g_autoptr (RabtaRecord) unknown = add_enterprise (casebook, "Ravi Tents", 0, 0);
  g_autoptr (RabtaRecord) first = add_case (casebook, micro, "BUY-03");
  g_autoptr (RabtaRecord) second = add_case (casebook, small, "BUY-03");
  g_autoptr (RabtaRecord) third = add_case (casebook, unknown, "BUY-90");
  g_autoptr (RabtaFigures) figures = NULL;
  const RabtaFigure *stage;

  rabta_record_set_text (third, "status", "closed");
  rabta_record_set_text (third, "result", "not-achieved");
  save_one (casebook, third, "Close case");
  figures = compute (casebook);

  g_assert_cmpint (count (figures, "enterprises"), ==, 3);
  g_assert_cmpint (count (figures, "enterprises.women-led"), ==, 1);
  g_assert_cmpint (count (figures, "enterprises.size.micro"), ==, 1);
  g_assert_cmpint (count (figures, "enterprises.size.small"), ==, 1);
  g_assert_cmpint (count (figures, "enterprises.size.none"), ==, 1);
  g_assert_cmpint (count (figures, "cases"), ==, 3);
  g_assert_cmpint (count (figures, "cases.status.open"), ==, 2);
  g_assert_cmpint (count (figures, "cases.status.closed"), ==, 1);
  g_assert_cmpint (count (figures, "cases.result.not-achieved"), ==, 1);
  g_assert_cmpint (count (figures, "cases.track.BUY"), ==, 3);
  g_assert_null (rabta_figures_find (figures, "cases.track.SUB"));
  stage = rabta_figures_find (figures, "cases.stage.BUY-03");
  g_assert_cmpint (stage->count, ==, 2);
  g_assert_cmpint (stage->n_women_led, ==, 1);
  g_assert_cmpint (stage->n_micro, ==, 1);
  g_assert_cmpint (stage->n_conflicts, ==, 0);
}

/* Each figure, be it zero or not, has behind it as many records as it says. */
static void
test_records (Fixture       *fixture,
              gconstpointer  data)
{
  RabtaCasebook *casebook = fixture->casebook;
  g_autoptr (RabtaRecord) enterprise = add_enterprise (casebook, "Chenab Fans", 0, 0);
  g_autoptr (RabtaRecord) first = add_case (casebook, enterprise, "CER-02");
  g_autoptr (RabtaRecord) second = add_case (casebook, enterprise, "BUY-03");
  g_autoptr (RabtaFigures) figures = compute (casebook);
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaReader) reader = rabta_reader_new (casebook, &error);
  gboolean found = FALSE;

  g_assert_no_error (error);
  for (guint i = 0; i < figures->figures->len; i++)
    {
      const RabtaFigure *figure = g_ptr_array_index (figures->figures, i);
      g_autoptr (GPtrArray) records = rabta_figures_list_records (reader, rabta_casebook_get_programme (casebook),
                                                                  figure->code, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (records->len, ==, figure->count);
      if (strcmp (figure->code, "cases.stage.CER-02") != 0)
        continue;
      found = TRUE;
      g_assert_true (rabta_uuid_equal (&((RabtaFigureRecord *) g_ptr_array_index (records, 0))->record,
                                       rabta_record_get_id (first)));
    }
  g_assert_true (found);
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
save_wrong (RabtaCasebook *casebook,
            RabtaRecord   *record)
{
  g_autoptr (GError) error = NULL;

  rabta_casebook_write_sync (casebook, "Merge", save_lenient_cb, record, NULL, &error);
  g_assert_no_error (error);
}

static const RabtaLeftOut *
find_left_out (const RabtaFigures *figures,
               RabtaRecord        *record)
{
  for (guint i = 0; i < figures->left_out->len; i++)
    {
      const RabtaLeftOut *left_out = g_ptr_array_index (figures->left_out, i);

      if (rabta_uuid_equal (&left_out->record, rabta_record_get_id (record)))
        return left_out;
    }

  return NULL;
}

static void
test_left_out (Fixture       *fixture,
               gconstpointer  data)
{
  RabtaCasebook *casebook = fixture->casebook;
  g_autoptr (RabtaRecord) first = add_enterprise (casebook, "Chenab Fans", 0, 0);
  g_autoptr (RabtaRecord) twin = add_enterprise (casebook, "M/s Chenab Fans (Pvt) Ltd.", 0, 0);
  g_autoptr (RabtaRecord) nameless = add_enterprise (casebook, "Ravi Tents", 0, 0);
  g_autoptr (RabtaRecord) phones = add_enterprise (casebook, "Jhelum Sports", 0, 0);
  g_autoptr (RabtaFigures) figures = NULL;
  const RabtaLeftOut *left_out;

  rabta_record_set_text (first, "ntn", "1234567-8");
  rabta_record_set_text (first, "phone", "+923001234567");
  rabta_record_set_text (twin, "ntn", "1234567");
  rabta_record_set_text (phones, "phone", "+923001234567");
  rabta_record_unset (nameless, "name");
  save_wrong (casebook, first);
  save_wrong (casebook, twin);
  save_wrong (casebook, phones);
  save_wrong (casebook, nameless);
  figures = compute (casebook);

  g_assert_cmpint (figures->n_left_out, ==, 2);
  g_assert_cmpint (count (figures, "enterprises"), ==, 2);
  g_assert_cmpint (count (figures, "enterprises.size.none"), ==, 2);
  left_out = find_left_out (figures, nameless);
  g_assert_nonnull (left_out);
  g_assert_cmpstr (left_out->field, ==, "name");
  g_assert_cmpstr (left_out->reason, ==, "Name is missing");
  /* Of two with the same number the first counts, so that every copy leaves out the same one. */
  left_out = find_left_out (figures, twin);
  g_assert_nonnull (left_out);
  g_assert_cmpstr (left_out->field, ==, "ntn");
  g_assert_cmpstr (left_out->reason, ==, "NTN: “Chenab Fans” has the same");
  g_assert_cmpstr (left_out->title, ==, "M/s Chenab Fans (Pvt) Ltd.");
}

/* Copies that disagree about an owner do not touch a figure, about a stage they do, until it is decided. */
static void
test_conflicts (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "b.casebook", NULL);
  g_autoptr (RabtaCasebook) other = rabta_test_copy_new (path);
  g_autoptr (RabtaRecord) enterprise = add_enterprise (fixture->casebook, "Chenab Fans", 0, 0);
  g_autoptr (RabtaRecord) mine = add_case (fixture->casebook, enterprise, "BUY-03");
  g_autoptr (RabtaRecord) theirs = NULL;
  g_autoptr (RabtaFigures) before = NULL;
  g_autoptr (RabtaFigures) after = NULL;
  g_autoptr (GError) error = NULL;

  rabta_test_make_conflicts (fixture->casebook, other, 3);
  before = compute (fixture->casebook);
  /* That of "Deleted Works": whether it is there. */
  g_assert_cmpint (rabta_figures_find (before, "enterprises")->n_conflicts, ==, 1);
  g_assert_cmpint (rabta_figures_find (before, "cases")->n_conflicts, ==, 0);

  theirs = rabta_casebook_load_sync (other, RABTA_KIND_CASE, rabta_record_get_id (mine), &error);
  g_assert_no_error (error);
  rabta_record_set_text (mine, "stage", "BUY-04");
  save_one (fixture->casebook, mine, "Move case");
  rabta_record_set_text (theirs, "stage", "BUY-05");
  save_one (other, theirs, "Move case");
  rabta_test_carry (other, fixture->casebook);
  after = compute (fixture->casebook);

  g_assert_cmpint (rabta_figures_find (after, "cases")->n_conflicts, ==, 1);
  g_assert_cmpint (count (after, "cases"), ==, 1);
  g_assert_cmpint (rabta_figures_find (after, "cases.stage.BUY-05")->n_conflicts, ==, 1);
  rabta_casebook_close (other);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();

  g_test_add ("/model/figures/empty", Fixture, NULL, fixture_set_up, test_empty, fixture_tear_down);
  g_test_add ("/model/figures/counts", Fixture, NULL, fixture_set_up, test_counts, fixture_tear_down);
  g_test_add ("/model/figures/records", Fixture, NULL, fixture_set_up, test_records, fixture_tear_down);
  g_test_add ("/model/figures/left-out", Fixture, NULL, fixture_set_up, test_left_out, fixture_tear_down);
  g_test_add ("/model/figures/conflicts", Fixture, NULL, fixture_set_up, test_conflicts, fixture_tear_down);

  return g_test_run ();
}
