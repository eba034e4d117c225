/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a profile lets out of the office, and what not. */
#include "xml-fixture.h"

#include "exchange/sample.h"
#include "model/redaction.h"

#include <string.h>

static char *
export_with (XmlFixture    *self,
             RabtaCasebook *casebook,
             const char    *profile)
{
  RabtaXmlExportOptions options = { .computed = TRUE };

  options.profile = rabta_programme_get_profile (rabta_casebook_get_programme (casebook), profile);
  g_assert_nonnull (options.profile);

  return xml_fixture_export (self, casebook, &options);
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

/* As a file from elsewhere may have brought it in. */
static void
save (RabtaCasebook *casebook,
      RabtaRecord   *record)
{
  g_autoptr (GError) error = NULL;

  rabta_casebook_write_sync (casebook, "Test", save_cb, record, NULL, &error);
  g_assert_no_error (error);
}

/* The texts of a document, elements and attributes alike, in small letters; one a line. */
static char *
list_texts (const char *document)
{
  g_autoptr (GRegex) tags = g_regex_new ("<[^>]*>", 0, 0, NULL);
  g_autoptr (GRegex) attributes = g_regex_new ("\"([^\"]*)\"", 0, 0, NULL);
  g_autofree char *texts = g_regex_replace_literal (tags, document, -1, 0, "\n", 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GString) all = g_string_new (texts);

  for (g_regex_match (attributes, document, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *value = g_match_info_fetch (match, 1);

      g_string_append_printf (all, "\n%s", value);
    }

  g_string_append_c (all, '\n');
  return g_utf8_strdown (all->str, -1);
}

typedef struct
{
  const char *texts;
  guint       n_values;
} Scan;

static void
assert_absent (const char *texts,
               const char *value)
{
  g_autofree char *escaped = g_markup_escape_text (value, -1);
  g_autofree char *small = g_utf8_strdown (value, -1);
  g_autofree char *small_escaped = g_utf8_strdown (escaped, -1);

  if (strstr (texts, small) != NULL || strstr (texts, small_escaped) != NULL)
    g_error ("“%s” has left the office", value);
}

/* A few letters may be part of anything; alone they are told from it. */
static void
assert_absent_alone (const char *texts,
                     const char *value)
{
  g_autofree char *line = g_strdup_printf ("\n%s\n", value);

  assert_absent (texts, line);
}

static gboolean
scan_cb (RabtaRecord  *record,
         gpointer      user_data,
         GError      **error)
{
  Scan *self = user_data;
  const RabtaKindInfo *info = rabta_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const RabtaField *field = &info->fields[i];
      const RabtaValue *value = rabta_record_get_value (record, i);

      if (value->type != RABTA_VALUE_TEXT || field->kind == RABTA_FIELD_CHOICE
          || (field->privacy != RABTA_PRIVACY_NAME && field->privacy != RABTA_PRIVACY_NUMBER
              && field->privacy != RABTA_PRIVACY_CONTACT && field->privacy != RABTA_PRIVACY_PERSON
              && field->privacy != RABTA_PRIVACY_WORDS))
        continue;

      if (g_utf8_strlen (value->text, -1) < 6)
        assert_absent_alone (self->texts, value->text);
      else
        assert_absent (self->texts, value->text);
      self->n_values++;
    }

  return TRUE;
}

/* Looks for every value of the casebook that somebody could be told by. */
static guint
scan (RabtaCasebook *casebook,
      const char    *document)
{
  g_autofree char *texts = list_texts (document);
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaReader) reader = rabta_reader_new (casebook, &error);
  Scan self = { texts };

  g_assert_no_error (error);
  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    {
      g_autoptr (RabtaQuery) query = rabta_query_new (kind);

      g_assert_true (rabta_reader_foreach (reader, query, scan_cb, &self, NULL, NULL));
    }

  return self.n_values;
}

static GHashTable *
list_ids (const char *document)
{
  g_autoptr (GRegex) regex = g_regex_new ("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (g_regex_match (regex, document, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    g_hash_table_add (ids, g_match_info_fetch (match, 0));

  return ids;
}

static guint
count_common (const char *a,
              const char *b)
{
  g_autoptr (GHashTable) first = list_ids (a);
  g_autoptr (GHashTable) second = list_ids (b);
  GHashTableIter iter;
  gpointer id;
  guint n = 0;

  g_assert_cmpuint (g_hash_table_size (first), >, 0);
  g_hash_table_iter_init (&iter, first);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    n += g_hash_table_contains (second, id);

  return n;
}

/* A field that nobody has thought about must not get into a file by being overlooked. */
static void
test_decided (void)
{
  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    {
      const RabtaKindInfo *info = rabta_kind_get_info (kind);

      for (guint i = 0; i < info->n_fields; i++)
        {
          const RabtaField *field = &info->fields[i];
          /* Codes that the redaction looks up, for they are no choice. */
          gboolean is_code = (strcmp (info->name, "checklist-item") == 0 && strcmp (field->name, "item") == 0)
                             || (strcmp (info->name, "target") == 0 && strcmp (field->name, "indicator") == 0);
          gboolean is_typed = field->kind == RABTA_FIELD_TEXT || field->kind == RABTA_FIELD_LONG_TEXT;

          if (field->privacy == RABTA_PRIVACY_UNDECIDED
              || (is_typed && field->privacy == RABTA_PRIVACY_OPEN && !is_code))
            g_error ("Decide what %s.%s tells of whom: see RabtaPrivacy", info->name, field->name);
          if (field->kind == RABTA_FIELD_REFERENCE)
            g_assert_cmpint (field->privacy, ==, RABTA_PRIVACY_LINK);
          if (field->format == RABTA_FORMAT_CNIC || field->format == RABTA_FORMAT_NTN
              || field->format == RABTA_FORMAT_STRN || field->format == RABTA_FORMAT_IBAN)
            g_assert_cmpint (field->privacy, ==, RABTA_PRIVACY_NUMBER);
          if (field->format == RABTA_FORMAT_PHONE || field->format == RABTA_FORMAT_EMAIL
              || field->format == RABTA_FORMAT_URL)
            g_assert_cmpint (field->privacy, ==, RABTA_PRIVACY_CONTACT);
        }
    }
}

static void
test_sample (XmlFixture    *self,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *full = NULL;
  g_autofree char *redacted = NULL;

  rabta_sample_generate (self->casebook, 120, 7, NULL, &error);
  g_assert_no_error (error);
  full = export_with (self, self->casebook, "full");
  redacted = export_with (self, self->casebook, "pseudonymous");

  g_assert_cmpuint (scan (self->casebook, redacted), >, 500);
  g_assert_cmpuint (count_common (redacted, full), ==, 0);
  g_assert_nonnull (strstr (redacted, "profile=\"pseudonymous\""));
  g_assert_null (strstr (full, "profile="));
  g_assert_null (strstr (redacted, "officer=\"Field Officer\""));
}

/* Names in every place where somebody might have typed them. */
static void
test_odd (XmlFixture    *self,
          gconstpointer  data)
{
  static const char * const secrets[] = {
    "kulsoom", "کلثوم", "3520212345671", "35202-1234567-1", "3001234567", "ghazali",
  };
  g_autoptr (RabtaRecord) enterprise = rabta_record_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (RabtaRecord) work = rabta_record_new (RABTA_KIND_CASE);
  g_autoptr (RabtaRecord) check = rabta_record_new (RABTA_KIND_CHECKLIST_ITEM);
  g_autoptr (RabtaRecord) product = rabta_record_new (RABTA_KIND_PRODUCT);
  g_autoptr (RabtaRecord) activity = rabta_record_new (RABTA_KIND_ACTIVITY);
  g_autofree char *redacted = NULL;
  g_autofree char *texts = NULL;

  rabta_record_set_text (enterprise, "name", "<Kulsoom> & \"Daughters\"");
  rabta_record_set_text (enterprise, "name_ur", "کلثوم اینڈ ڈاٹرز");
  rabta_record_set_text (enterprise, "owner", "Kulsoom Ghazali");
  rabta_record_set_text (enterprise, "cnic", "3520212345671");
  rabta_record_set_text (enterprise, "phone", "+923001234567");
  rabta_record_set_text (enterprise, "status", "Kulsoom-Ghazali");
  rabta_record_set_text (enterprise, "notes", "Ask for\nKulsoom, 35202-1234567-1 & so on");
  rabta_record_set_int (enterprise, "employees", 3520212345671);
  rabta_record_set_int (enterprise, "turnover_year", 3520212345671);
  save (self->casebook, enterprise);

  rabta_record_set_ref (product, "enterprise", rabta_record_get_id (enterprise));
  rabta_record_set_text (product, "name", "Kulsoom’s balls");
  rabta_record_set_text (product, "unit", "of Kulsoom");
  save (self->casebook, product);

  rabta_record_set_ref (work, "enterprise", rabta_record_get_id (enterprise));
  rabta_record_set_text (work, "track", "BUY");
  rabta_record_set_text (work, "stage", "BUY-01");
  rabta_record_set_text (work, "title", "Kulsoom and the buyer");
  rabta_record_set_extra (work, "buyer_need", "Kulsoom’s balls");
  rabta_record_set_extra (work, "who_knows", "Kulsoom Ghazali");
  rabta_record_set_extra (work, "annual_volume", "3520212345671");
  rabta_record_set_extra (work, "monthly_capacity", "3520212345671");
  rabta_record_set_extra (work, "incoterm", "Ghazali");
  save (self->casebook, work);

  rabta_record_set_ref (check, "case", rabta_record_get_id (work));
  rabta_record_set_text (check, "stage", "BUY-01");
  rabta_record_set_text (check, "item", "Kulsoom did it");
  save (self->casebook, check);

  rabta_record_set_text (activity, "type", "call");
  rabta_record_set_text (activity, "date", "2026-03-05");
  rabta_record_set_text (activity, "summary", "Called Kulsoom");
  rabta_record_set_ref (activity, "enterprise", rabta_record_get_id (enterprise));
  save (self->casebook, activity);

  redacted = export_with (self, self->casebook, "pseudonymous");
  texts = list_texts (redacted);
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    assert_absent (texts, secrets[i]);
  scan (self->casebook, redacted);
  g_assert_nonnull (strstr (redacted, "<employees>4000000000000</employees>"));
  g_assert_nonnull (strstr (redacted, "<date>2026-03-01</date>"));
}

/* The pseudonym of the one enterprise of a document. */
static char *
get_pseudonym (const char *document)
{
  const char *id = strstr (document, "<enterprise id=\"");

  g_assert_nonnull (id);
  return g_strndup (id + strlen ("<enterprise id=\""), RABTA_UUID_TEXT_LENGTH);
}

static void
test_pseudonyms (XmlFixture    *self,
                 gconstpointer  data)
{
  g_autoptr (RabtaRecord) enterprise = xml_fixture_add (self->casebook, RABTA_KIND_ENTERPRISE, "name", "Gulab Sweets", NULL);
  g_autofree char *owner = rabta_uuid_to_string (rabta_record_get_id (enterprise));
  g_autoptr (RabtaRecord) person = xml_fixture_add (self->casebook, RABTA_KIND_PERSON, "name", "Nadia Aslam", "enterprise", owner, NULL);
  RabtaXmlExportOptions part = { .kinds = 1u << RABTA_KIND_PERSON };
  g_autoptr (RabtaCasebook) other = xml_fixture_open_other (self, "b.casebook");
  g_autofree char *path = xml_fixture_path (self, "export.xml");
  g_autofree char *whole = export_with (self, self->casebook, "pseudonymous");
  g_autofree char *pseudonym = get_pseudonym (whole);
  g_autofree char *reference = g_strdup_printf ("<enterprise>%s</enterprise>", pseudonym);
  g_autofree char *document = NULL;
  g_autofree char *full = NULL;
  g_autofree char *elsewhere = NULL;
  g_autoptr (RabtaRecordsImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  /* In another file, of another part, and as a reference. */
  part.profile = rabta_programme_get_profile (rabta_casebook_get_programme (self->casebook), "pseudonymous");
  document = xml_fixture_export (self, self->casebook, &part);
  g_assert_nonnull (strstr (document, reference));
  g_assert_nonnull (strstr (whole, reference));

  /* The same records in another casebook. */
  full = export_with (self, self->casebook, "full");
  result = rabta_records_import_sync (other, path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  elsewhere = export_with (self, other, "pseudonymous");
  g_assert_cmpuint (count_common (whole, elsewhere), ==, 0);
  g_assert_cmpuint (count_common (whole, full), ==, 0);

  rabta_casebook_close (other);
}

/* The place of a record in the file must not tell which one it is. */
static void
test_order (XmlFixture    *self,
            gconstpointer  data)
{
  g_autofree char *document = NULL;
  g_autofree char *last = NULL;
  const char *at;
  guint n = 0;

  for (guint i = 0; i < 20; i++)
    g_object_unref (xml_fixture_add (self->casebook, RABTA_KIND_ENTERPRISE, "name", "Gulab Sweets", NULL));
  document = export_with (self, self->casebook, "pseudonymous");

  for (at = strstr (document, "<enterprise id=\""); at != NULL; at = strstr (at + 1, "<enterprise id=\""))
    {
      g_autofree char *id = get_pseudonym (at);

      g_assert_cmpint (g_strcmp0 (last, id), <, 0);
      g_free (last);
      last = g_steal_pointer (&id);
      n++;
    }
  g_assert_cmpuint (n, ==, 20);
}

static void
test_not_imported (XmlFixture    *self,
                   gconstpointer  data)
{
  g_autoptr (RabtaCasebook) other = xml_fixture_open_other (self, "b.casebook");
  g_autofree char *path = xml_fixture_path (self, "export.xml");
  g_autofree char *document = NULL;
  g_autoptr (RabtaXmlFindings) findings = NULL;
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (GError) error = NULL;
  RabtaRecordsImportOptions options = { .update = TRUE };

  rabta_sample_generate (self->casebook, 40, 3, NULL, &error);
  g_assert_no_error (error);
  document = export_with (self, self->casebook, "pseudonymous");

  findings = rabta_xml_validate (path, rabta_casebook_get_programme (other), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (findings->is_valid);
  g_assert_cmpuint (findings->problems->len, ==, 0);
  g_assert_cmpstr (findings->profile, ==, "pseudonymous");

  g_assert_null (rabta_records_import_sync (other, path, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "“pseudonymous”"));
  g_assert_cmpint (rabta_casebook_count_sync (other, query, NULL), ==, 0);

  rabta_casebook_close (other);
}

static void
add_enterprises (XmlFixture *self,
                 guint       n,
                 const char *district,
                 const char *cluster,
                 const char *sector)
{
  for (guint i = 0; i < n; i++)
    g_object_unref (xml_fixture_add (self->casebook, RABTA_KIND_ENTERPRISE, "name", "Gulab Sweets", "district", district,
                                     "cluster", cluster, "sector", sector, NULL));
}

static guint
count (const char *document,
       const char *text)
{
  guint n = 0;

  for (const char *at = strstr (document, text); at != NULL; at = strstr (at + 1, text))
    n++;

  return n;
}

/* No more is told of an enterprise than what five have in common. */
static void
test_groups (XmlFixture    *self,
             gconstpointer  data)
{
  g_autofree char *document = NULL;

  add_enterprises (self, 5, "PK634", "SKT-SPO", "sports-goods");
  add_enterprises (self, 4, "PK601", "SKT-SPO", "sports-goods"); /* too few there, */
  add_enterprises (self, 3, "PK602", "SKT-SPO", "sports-goods"); /* but enough in the cluster */
  add_enterprises (self, 1, "PK701", "HYD-BAN", "glass");
  add_enterprises (self, 4, "PK702", "HYD-BAN", "glass");
  add_enterprises (self, 2, "PK201", "LHR-AUT", "sports-goods"); /* alone with what is left of them */
  document = export_with (self, self->casebook, "pseudonymous");

  g_assert_cmpuint (count (document, "<enterprise id="), ==, 19);
  g_assert_cmpuint (count (document, "<district>PK634</district><cluster>SKT-SPO</cluster>"), ==, 5);
  g_assert_cmpuint (count (document, "<district>"), ==, 5);
  /* The two that tell nothing are joined by the smallest that tells something. */
  g_assert_cmpuint (count (document, "<cluster>SKT-SPO</cluster>"), ==, 12);
  g_assert_cmpuint (count (document, "<cluster>HYD-BAN</cluster>"), ==, 0);
  g_assert_cmpuint (count (document, "<cluster>"), ==, 12);
  g_assert_cmpuint (count (document, "<sector>"), ==, 12);
}

static void
test_coarse (XmlFixture    *self,
             gconstpointer  data)
{
  g_autofree char *document = NULL;

  g_object_unref (xml_fixture_add (self->casebook, RABTA_KIND_ENTERPRISE, "name", "Gulab Sweets", "established",
                                   "2011-07-19", "turnover", "45300000.00", "employees", "15", "women_employees", "0",
                                   "turnover_year", "2025", "women_verified_on", "2025-11-30", NULL));
  g_object_unref (xml_fixture_add (self->casebook, RABTA_KIND_ENTERPRISE, "name", "Largest", "turnover",
                                   "92233720368547758.07", "employees", "94", "established", "2024-02-29", NULL));
  document = export_with (self, self->casebook, "pseudonymous");

  g_assert_nonnull (strstr (document, "<established>2011-01-01</established><turnover>50000000.00</turnover>"
                                      "<turnover-year>2025</turnover-year><employees>20</employees>"
                                      "<women-employees>0</women-employees>"
                                      "<women-verified-on>2025-11-01</women-verified-on>"));
  g_assert_nonnull (strstr (document, "<turnover>90000000000000000.00</turnover>"));
  g_assert_nonnull (strstr (document, "<employees>90</employees>"));
}

static void
test_one_cluster (XmlFixture    *self,
                  gconstpointer  data)
{
  g_autofree char *path = xml_fixture_path (self, "cluster.xml");
  g_autoptr (GError) error = NULL;
  RabtaXmlExportOptions options = { .cluster = "SKT-SPO" };

  add_enterprises (self, 5, "PK634", "SKT-SPO", "sports-goods");
  options.profile = rabta_programme_get_profile (rabta_casebook_get_programme (self->casebook), "pseudonymous");
  g_assert_false (rabta_xml_export (self->casebook, path, &options, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* The shipped definition with the exception for "established" replaced. */
static RabtaProgramme *
alter (const char *exception)
{
  static const char own[] = "<exception kind=\"enterprise\" field=\"established\" treatment=\"year\"/>";
  g_autoptr (GBytes) shipped = g_resources_lookup_data (RABTA_PROGRAMME_RESOURCE, 0, NULL);
  g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (shipped, NULL), (gssize) g_bytes_get_size (shipped));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  RabtaProgramme *programme;

  g_assert_cmpuint (g_string_replace (text, own, exception, 1), ==, 1);
  bytes = g_string_free_to_bytes (g_steal_pointer (&text));
  programme = rabta_programme_new_from_bytes (bytes, "altered.xml", &error);
  g_assert_no_error (error);

  return programme;
}

/* A profile that is in doubt lets nothing out. */
static void
test_exceptions (void)
{
  static const struct
  {
    const char *exception;
    const char *words; /* of the refusal, or NULL */
  } cases[] = {
    { "<exception kind=\"enterprise\" field=\"established\" treatment=\"month\"/>", NULL },
    { "<exception kind=\"event\" field=\"name\" treatment=\"full\"/>", NULL },
    { "<exception track=\"BUY\" field=\"buyer_need\" treatment=\"nothing\"/>", NULL },
    { "<exception kind=\"enterprise\" field=\"shoe_size\" treatment=\"nothing\"/>", "no field “shoe_size” of “enterprise”" },
    { "<exception kind=\"castle\" field=\"name\" treatment=\"nothing\"/>", "no field “name” of “castle”" },
    { "<exception kind=\"enterprise\" field=\"established\" treatment=\"rounded\"/>", "cannot be treated as “rounded”" },
    { "<exception kind=\"enterprise\" field=\"owner\" treatment=\"pseudonym\"/>", "cannot be treated as “pseudonym”" },
    { "<exception kind=\"event\" field=\"district\" treatment=\"shared\"/>", "cannot be treated as “shared”" },
    { "<exception kind=\"enterprise\" field=\"cnic\" treatment=\"full\"/>", "gives them away" },
    { "<exception kind=\"case\" field=\"notes\" treatment=\"full\"/>", "gives them away" },
    { "<exception kind=\"case\" field=\"enterprise\" treatment=\"full\"/>", "gives them away" },
    { "<exception track=\"BUY\" field=\"buyer_need\" treatment=\"full\"/>", "gives them away" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RabtaProgramme) programme = alter (cases[i].exception);
      RabtaProfile *profile = rabta_programme_get_profile (programme, "pseudonymous");
      g_autoptr (GError) error = NULL;
      gboolean is_good = rabta_redaction_check (programme, profile, &error);

      if (cases[i].words == NULL)
        {
          g_assert_no_error (error);
          g_assert_true (is_good);
          continue;
        }

      g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].words));
    }
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("LANGUAGE", "en", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/redaction/decided", test_decided);
  g_test_add_func ("/redaction/exceptions", test_exceptions);
  XML_FIXTURE_ADD ("/redaction/sample", test_sample);
  XML_FIXTURE_ADD ("/redaction/odd", test_odd);
  XML_FIXTURE_ADD ("/redaction/pseudonyms", test_pseudonyms);
  XML_FIXTURE_ADD ("/redaction/order", test_order);
  XML_FIXTURE_ADD ("/redaction/not-imported", test_not_imported);
  XML_FIXTURE_ADD ("/redaction/groups", test_groups);
  XML_FIXTURE_ADD ("/redaction/coarse", test_coarse);
  XML_FIXTURE_ADD ("/redaction/one-cluster", test_one_cluster);

  return g_test_run ();
}
