/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures for everybody: no number that tells of a few, and none that follows from the others. */
#include "xml-fixture.h"

#include "exchange/sample.h"
#include "model/figures-suppression.h"

#include <string.h>

#define SMALLEST 5

static RabtaProfile *
get_profile (RabtaCasebook *casebook)
{
  return rabta_programme_get_profile (rabta_casebook_get_programme (casebook), "aggregate");
}

static char *
export_figures (XmlFixture *self)
{
  RabtaXmlExportOptions options = { .profile = get_profile (self->casebook) };

  return xml_fixture_export (self, self->casebook, &options);
}

/* A number of a document; -1 where it is not told. */
static gint64
read_number (const char *document,
             const char *code,
             const char *measure)
{
  g_autofree char *start = g_strdup_printf ("<figure code=\"%s\"", code);
  g_autofree char *attribute = g_strdup_printf (" %s=\"", measure);
  const char *at = strstr (document, start);
  g_autofree char *line = NULL;
  const char *number;

  if (at == NULL)
    return -1;
  line = g_strndup (at, strcspn (at, "\n"));
  number = strstr (line, attribute);

  return number != NULL ? g_ascii_strtoll (number + strlen (attribute), NULL, 10) : -1;
}

static void
add_enterprises (XmlFixture *self,
                 guint       n,
                 const char *turnover)
{
  for (guint i = 0; i < n; i++)
    g_object_unref (xml_fixture_add (self->casebook, RABTA_KIND_ENTERPRISE, "name", "Gulab Sweets", "turnover", turnover,
                                     "turnover_year", "2026", NULL));
}

/* The two small ones are not told, and neither is the number that they would be left from. */
static void
test_complement (XmlFixture    *self,
                 gconstpointer  data)
{
  g_autofree char *document = NULL;
  guint n_hidden = 0;
  static const char * const parts[] = { "micro", "small", "medium" };

  add_enterprises (self, 6, "1000000.00");
  add_enterprises (self, 2, "100000000.00");
  add_enterprises (self, 20, "500000000.00");
  document = export_figures (self);

  g_assert_cmpint (read_number (document, "enterprises", "count"), ==, 28);
  g_assert_cmpint (read_number (document, "enterprises.size.small", "count"), ==, -1);
  g_assert_null (strstr (document, "enterprises.size.large"));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *code = g_strconcat ("enterprises.size.", parts[i], NULL);

      n_hidden += read_number (document, code, "count") == -1;
    }
  g_assert_cmpuint (n_hidden, ==, 2);
  /* The same number under another name. */
  g_assert_cmpint (read_number (document, "enterprises.size.micro", "count"), ==, -1);
  g_assert_cmpint (read_number (document, "enterprises", "micro"), ==, -1);
}

static void
test_plenty (XmlFixture    *self,
             gconstpointer  data)
{
  g_autofree char *document = NULL;

  add_enterprises (self, 5, "1000000.00");
  add_enterprises (self, 7, "500000000.00");
  document = export_figures (self);

  g_assert_cmpint (read_number (document, "enterprises", "count"), ==, 12);
  g_assert_cmpint (read_number (document, "enterprises", "micro"), ==, 5);
  g_assert_cmpint (read_number (document, "enterprises.size.medium", "count"), ==, 7);
  g_assert_cmpint (read_number (document, "enterprises.size.medium", "micro"), ==, 0);
}

static void
assert_not_small (gint64      number,
                  const char *code)
{
  if (number > 0 && number < SMALLEST)
    g_error ("%" G_GINT64_FORMAT " can be told of “%s”", number, code);
}

/* What a reader finds out with a pencil: one missing part of a total, again and again. */
static void
attack (const GPtrArray *told,
        const char      *total,
        const char      *prefix,
        RabtaMeasure     measure)
{
  gint64 rest = -1;
  const char *missing = NULL;
  guint n_missing = 0;

  for (guint i = 0; i < told->len; i++)
    {
      const RabtaPublicFigure *figure = told->pdata[i];

      if (strcmp (figure->figure->code, total) == 0 && figure->is_told[measure])
        rest = rabta_figure_get_measure (figure->figure, measure);
    }
  for (guint i = 0; i < told->len; i++)
    {
      const RabtaPublicFigure *figure = told->pdata[i];

      if (!g_str_has_prefix (figure->figure->code, prefix))
        continue;
      if (figure->is_told[measure])
        rest -= rabta_figure_get_measure (figure->figure, measure);
      else if (n_missing++ == 0)
        missing = figure->figure->code;
    }

  if (n_missing == 1 && rest >= 0)
    g_error ("“%s” follows from the others", missing);
}

static void
test_sample (XmlFixture    *self,
             gconstpointer  data)
{
  static const char * const totals[][2] = {
    { "enterprises", "enterprises.size." }, { "cases", "cases.status." }, { "cases", "cases.track." },
    { "cases", "cases.stage." }, { "cases.status.closed", "cases.result." }, { "outcomes", "outcomes.type." },
    { "cases.track.BUY", "cases.stage.BUY" }, { "cases.track.CER", "cases.stage.CER" },
  };
  RabtaProgramme *programme = rabta_casebook_get_programme (self->casebook);
  g_autoptr (RabtaReader) reader = NULL;
  g_autoptr (RabtaFigures) figures = NULL;
  g_autoptr (GPtrArray) told = NULL;
  g_autoptr (GError) error = NULL;
  guint n_told = 0;

  rabta_sample_generate (self->casebook, 150, 11, NULL, &error);
  g_assert_no_error (error);
  reader = rabta_reader_new (self->casebook, &error);
  g_assert_no_error (error);
  figures = rabta_figures_compute (reader, programme, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  told = rabta_figures_suppress (figures, programme, SMALLEST);

  /* A figure that nobody has said of which total it is a part is not told: add it to the table there. */
  g_assert_cmpuint (told->len, ==, figures->figures->len);

  for (guint i = 0; i < told->len; i++)
    {
      const RabtaPublicFigure *figure = told->pdata[i];
      gint64 all = figure->figure->count;

      for (RabtaMeasure measure = 0; measure < RABTA_N_MEASURES; measure++)
        {
          gint64 number = rabta_figure_get_measure (figure->figure, measure);

          if (!figure->is_told[measure])
            continue;
          n_told++;
          assert_not_small (number, figure->figure->code);
          if (figure->is_told[RABTA_MEASURE_COUNT])
            assert_not_small (all - number, figure->figure->code);
        }
    }
  g_assert_cmpuint (n_told, >, 50);

  for (guint i = 0; i < G_N_ELEMENTS (totals); i++)
    for (RabtaMeasure measure = 0; measure < RABTA_N_MEASURES; measure++)
      attack (told, totals[i][0], totals[i][1], measure);
}

static gboolean
save_cb (RabtaBatch    *batch,
         gpointer       record,
         GCancellable  *cancellable,
         GError       **error)
{
  rabta_batch_set_lenient (batch, TRUE);
  return rabta_batch_save (batch, record, error);
}

/* In place of a code somebody may have brought in a name. */
static void
test_unknown_code (XmlFixture    *self,
                   gconstpointer  data)
{
  g_autofree char *document = NULL;

  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (RabtaRecord) enterprise = xml_fixture_add (self->casebook, RABTA_KIND_ENTERPRISE, "name", "Gulab", NULL);
      g_autoptr (RabtaRecord) outcome = rabta_record_new (RABTA_KIND_OUTCOME);
      g_autoptr (GError) error = NULL;

      rabta_record_set_ref (outcome, "enterprise", rabta_record_get_id (enterprise));
      rabta_record_set_text (outcome, "type", "Kulsoom-Ghazali");
      rabta_record_set_text (outcome, "summary", "Sold");
      rabta_record_set_text (outcome, "date", "2026-02-01");
      rabta_record_set_text (outcome, "evidence_grade", "said");
      rabta_casebook_write_sync (self->casebook, "Test", save_cb, outcome, NULL, &error);
      g_assert_no_error (error);
    }
  document = export_figures (self);
  g_assert_nonnull (strstr (document, "<figure code=\"outcomes\""));
  g_assert_null (strstr (document, "Kulsoom"));
}

/* Valid, and neither of a part of the casebook nor to be imported. */
static void
test_file (XmlFixture    *self,
           gconstpointer  data)
{
  RabtaProgramme *programme = rabta_casebook_get_programme (self->casebook);
  g_autofree char *path = xml_fixture_path (self, "export.xml");
  g_autofree char *wrong = xml_fixture_path (self, "wrong.xml");
  g_autofree char *document = NULL;
  g_autoptr (GString) altered = NULL;
  g_autoptr (RabtaXmlFindings) findings = NULL;
  g_autoptr (RabtaXmlFindings) bad = NULL;
  g_autoptr (GError) error = NULL;
  RabtaXmlExportOptions options = { .kinds = 1u << RABTA_KIND_CASE, .profile = get_profile (self->casebook) };

  add_enterprises (self, 6, "1000000.00");
  document = export_figures (self);
  findings = rabta_xml_validate (path, programme, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (findings->is_valid);
  g_assert_cmpint (findings->n_figures, >, 3);
  g_assert_cmpint (findings->n_records, ==, 0);
  g_assert_cmpstr (findings->profile, ==, "aggregate");

  altered = g_string_new (document);
  g_string_replace (altered, "count=\"6\"", "count=\"half\"", 1);
  g_assert_true (g_file_set_contents (wrong, altered->str, -1, NULL));
  bad = rabta_xml_validate (wrong, programme, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (bad->is_valid);

  g_assert_null (rabta_records_import_sync (self->casebook, path, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_false (rabta_xml_export (self->casebook, path, &options, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("LANGUAGE", "en", TRUE);
  g_test_init (&argc, &argv, NULL);

  XML_FIXTURE_ADD ("/public-figures/complement", test_complement);
  XML_FIXTURE_ADD ("/public-figures/plenty", test_plenty);
  XML_FIXTURE_ADD ("/public-figures/sample", test_sample);
  XML_FIXTURE_ADD ("/public-figures/unknown-code", test_unknown_code);
  XML_FIXTURE_ADD ("/public-figures/file", test_file);

  return g_test_run ();
}
