/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Address books: the people in them, as telephones and mail programs of three decades wrote them. */
#include "table-fixture.h"

#include "exchange/vcard-import.h"

#include <string.h>

#define CARD(version, lines) "BEGIN:VCARD\r\nVERSION:" version "\r\n" lines "END:VCARD\r\n"

static void
add (Fixture    *fixture,
     RabtaKind   kind,
     const char *name)
{
  g_autoptr (RabtaRecord) record = rabta_record_new (kind);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  rabta_record_set_text (record, "name", name);
  g_ptr_array_add (records, record);
  rabta_casebook_save_sync (fixture_casebook (fixture), records, "Add", &error);
  g_assert_no_error (error);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return g_strcmp0 (rabta_record_get_text (*(RabtaRecord **) a, "name"), rabta_record_get_text (*(RabtaRecord **) b, "name"));
}

/* All people by name: NAME|where|job title|phone|email|gender|notes, a line each. */
static char *
dump (Fixture *fixture)
{
  static const char *const fields[] = { "job_title", "phone", "email", "gender", "notes" };
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_PERSON);
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  people = rabta_casebook_query_sync (fixture_casebook (fixture), query, 0, &error);
  g_assert_no_error (error);
  g_ptr_array_sort (people, compare);
  for (guint i = 0; i < people->len; i++)
    {
      RabtaRecord *person = people->pdata[i];
      const char *where = rabta_record_has (person, "enterprise") ? rabta_record_get_ref_title (person, "enterprise")
                                                                  : rabta_record_get_ref_title (person, "organization");

      g_string_append_printf (text, "%s|%s", rabta_record_get_text (person, "name"), where != NULL ? where : "");
      for (gsize j = 0; j < G_N_ELEMENTS (fields); j++)
        {
          const char *value = rabta_record_get_text (person, fields[j]);

          g_string_append_printf (text, "|%s", value != NULL ? value : "");
        }
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

static RabtaVcardImportResult *
import (Fixture    *fixture,
        const char *cards,
        gssize      length,
        gboolean    update,
        const char *expected)
{
  const RabtaVcardImportOptions options = { update, FALSE };
  g_autoptr (GFile) file = fixture_write (fixture, "people.vcf", cards, length);
  g_autoptr (GError) error = NULL;
  g_autofree char *counts = NULL;
  RabtaVcardImportResult *result;

  result = rabta_vcard_import_sync (fixture_casebook (fixture), file, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  counts = g_strdup_printf ("%u added, %u updated, %u skipped, %u refused", result->counts.added, result->counts.updated,
                            result->counts.skipped, result->counts.refused);
  g_assert_cmpstr (counts, ==, expected);

  return result;
}

static void
assert_people (Fixture    *fixture,
               const char *expected)
{
  g_autofree char *people = dump (fixture);

  g_assert_cmpstr (people, ==, expected);
}

static gboolean
tells (RabtaVcardImportResult *result,
       RabtaReportKind         kind,
       guint                   card,
       const char             *value,
       const char             *reason)
{
  GPtrArray *findings = rabta_import_report_list (result->report);

  for (guint i = 0; i < findings->len; i++)
    {
      const RabtaImportFinding *finding = findings->pdata[i];

      if (finding->kind == kind && finding->row == card && strcmp (finding->value, value) == 0
          && strstr (finding->reason, reason) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
test_versions (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (RabtaVcardImportResult) result = NULL;

  add (fixture, RABTA_KIND_ENTERPRISE, "Ali & Sons (Pvt) Ltd");
  add (fixture, RABTA_KIND_ORGANIZATION, "Chamber of Commerce");
  result = import (fixture,
    CARD ("2.1", "N:Khan;Amina;;Ms.;\r\nTEL;CELL:0300-1234567\r\nORG;ENCODING=QUOTED-PRINTABLE:M/s Ali =26 Sons;Sales\r\n"
                 "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D9=81=D9=88=D9=86 =\r\n=DA=A9=D8=B1=DB=8C=DA=BA=0D=0Atwice\r\n"
                 "PHOTO;ENCODING=BASE64;JPEG:\r\n /9j/4AAQSkZJRgABAQ\r\n AAAQABAAD\r\n\r\nAGENT:\r\nBEGIN:VCARD\r\nN:Agent;Secret\r\nEND:VCARD\r\n")
    CARD ("3.0", "FN:Bilal Shah\r\nN:Shah;Bilal;;;\r\nitem1.EMAIL;TYPE=\"INTERNET\":bilal@\r\n example.org\r\nORG:Chamber of Commerce\\;\r\n"
                 "TEL;TYPE=WORK,VOICE:042 111 222 333\r\nTEL;TYPE=CELL,PREF:+92 321 7654321\r\nTITLE:Secretary\\, Exports\r\n")
    CARD ("4.0", "FN:حسن علی\nORG:Nobody's Works\nTEL;VALUE=uri;TYPE=\"voice,cell\":tel:+92-333-1112223;ext=9\nGENDER:M\nROLE:Owner\n"),
    -1, FALSE, "3 added, 0 updated, 0 skipped, 0 refused");
  assert_people (fixture,
                 "Bilal Shah|Chamber of Commerce|Secretary, Exports|+923217654321|bilal@example.org||\n"
                 "Ms. Amina Khan|Ali & Sons (Pvt) Ltd||+923001234567|||فون کریں\ntwice\n"
                 "حسن علی||Owner|+923331112223||male|\n");
  g_assert_true (tells (result, RABTA_REPORT_LEFT_OUT, 2, "042 111 222 333", "several"));
  g_assert_true (tells (result, RABTA_REPORT_LEFT_OUT, 3, "Nobody's Works", "is called so"));
}

#define AMINA(more) CARD ("3.0", "FN:Amina Khan\r\nTEL:0300-1234567\r\n" more)

static void
test_duplicates (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (RabtaVcardImportResult) first = NULL;
  g_autoptr (RabtaVcardImportResult) again = NULL;
  g_autoptr (RabtaVcardImportResult) updated = NULL;
  g_autoptr (RabtaVcardImportResult) named = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;

  add (fixture, RABTA_KIND_ORGANIZATION, "Chamber of Commerce");
  first = import (fixture, AMINA ("ORG:Chamber of Commerce\r\n"), -1, FALSE, "1 added, 0 updated, 0 skipped, 0 refused");
  again = import (fixture, AMINA ("TITLE:Manager\r\n") CARD ("3.0", "FN:Somebody Else\r\nTEL:+92 300 1234567\r\n"), -1, FALSE,
                  "0 added, 0 updated, 2 skipped, 0 refused");
  g_assert_true (tells (again, RABTA_REPORT_DUPLICATE, 1, "Amina Khan", "Same phone"));
  g_assert_true (tells (again, RABTA_REPORT_DUPLICATE, 2, "Somebody Else", "“Amina Khan”"));

  /* Somebody else of the same number is not written over. */
  updated = import (fixture, CARD ("3.0", "FN:Somebody Else\r\nTEL:+92 300 1234567\r\nTITLE:Boss\r\n")
                    AMINA ("TITLE:Manager\r\nEMAIL:amina@example.org\r\n") AMINA ("TITLE:Clerk\r\n"), -1, TRUE,
                    "0 added, 1 updated, 2 skipped, 0 refused");
  assert_people (fixture, "Amina Khan|Chamber of Commerce|Manager|+923001234567|amina@example.org||\n");

  named = import (fixture, CARD ("3.0", "FN:Amina Khan\r\nORG:Chamber of Commerce\r\n") CARD ("3.0", "FN:Amina Khan\r\nTEL:0321-1111111\r\n"),
                  -1, FALSE, "1 added, 0 updated, 1 skipped, 0 refused");
  g_assert_true (tells (named, RABTA_REPORT_DUPLICATE, 1, "Amina Khan", "Same name and organization"));

  undone = rabta_casebook_undo_sync (fixture_casebook (fixture), &error);
  g_assert_no_error (error);
  assert_people (fixture, "Amina Khan|Chamber of Commerce|Manager|+923001234567|amina@example.org||\n");
}

/* A wrong card or value is told and does not keep the others out. */
static void
test_rejects (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (RabtaVcardImportResult) result = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "rejects.csv", NULL);
  g_autoptr (GFile) rejects = g_file_new_for_path (path);
  g_autoptr (GFile) source = g_file_new_build_filename (fixture->folder, "people.vcf", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  result = import (fixture,
                   "\xef\xbb\xbf" CARD ("3.0", "ORG:Only Works\r\nTEL:0300-1234567\r\n")
                   CARD ("3.0", "FN:Wrong Number\r\nTEL:12\r\nEMAIL:nobody\r\n")
                   CARD ("2.1", "FN:Wrong Bytes\r\nTITLE:\xc7\xe1\r\n")
                   CARD ("2.1", "FN;CHARSET=WINDOWS-1256:\xc7\xe1\xed\r\n")
                   "BEGIN:VCARD\r\nFN:Cut Off\r\nTEL:0300",
                   -1, FALSE, "3 added, 0 updated, 0 skipped, 2 refused");
  assert_people (fixture, "Wrong Bytes||||||\nWrong Number||||||\nالي||||||\n");
  g_assert_true (tells (result, RABTA_REPORT_REFUSED, 1, "", "names nobody"));
  g_assert_true (tells (result, RABTA_REPORT_REFUSED, 5, "Cut Off", "ends within the card"));

  rabta_import_report_save (result->report, rejects, source, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\r\n2,\"Phone\",\"12\",\"Phone: "));
  g_assert_nonnull (strstr (text, "\r\n2,\"Email\",\"nobody\",\"Email: "));
  g_assert_nonnull (strstr (text, "\r\n3,\"TITLE\",\"\",\"It is no text in its encoding.\""));
}

static void
test_utf16 (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (RabtaVcardImportResult) result = NULL;
  g_autoptr (GFile) file = fixture_write_as (fixture, "wide.vcf", CARD ("2.1", "FN:عائشہ\r\n"), "UTF-16LE", "\xff\xfe");
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_load_contents (file, NULL, &bytes, &length, NULL, NULL));
  result = import (fixture, bytes, (gssize) length, FALSE, "1 added, 0 updated, 0 skipped, 0 refused");
  assert_people (fixture, "عائشہ||||||\n");
}

static void
test_no_cards (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GFile) file = fixture_write (fixture, "letter.vcf", "Dear Sir,\n", -1);
  g_autoptr (GError) error = NULL;

  g_assert_null (rabta_vcard_import_sync (fixture_casebook (fixture), file, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "holds no card"));
}

/* Damage of any kind gives an error or people, soon, and never more. */
static void
test_damage (Fixture       *fixture,
             gconstpointer  data)
{
  static const char cards[] = CARD ("2.1", "N:Khan;Amina;;;\r\nORG;ENCODING=QUOTED-PRINTABLE:A =\r\n=26 B;C\r\nTEL;CELL:0300-1234567\r\n")
                              CARD ("4.0", "item1.FN:\"x\\;y\":z\\n\r\n TEL;TYPE=\"a;b:c\":1\r\nTEL:tel:+92-300-1234567;ext=1\r\nEMAIL:a@b.org\r\n");
  const RabtaVcardImportOptions options = { FALSE, TRUE };
  g_autoptr (GRand) random = g_rand_new_with_seed (20260702);

  for (int round = 0; round < 300; round++)
    {
      g_autofree char *damaged = g_memdup2 (cards, sizeof cards);
      g_autoptr (RabtaVcardImportResult) result = NULL;
      g_autoptr (GFile) file = NULL;
      g_autoptr (GError) error = NULL;
      gsize length = (gsize) g_rand_int_range (random, 1, sizeof cards);

      for (int n = g_rand_int_range (random, 1, 5); n > 0; n--)
        damaged[g_rand_int_range (random, 0, sizeof cards)] = "=;:\\\r\n \"\xff\0B"[g_rand_int_range (random, 0, 11)];
      file = fixture_write (fixture, "damaged.vcf", damaged, (gssize) length);
      result = rabta_vcard_import_sync (fixture_casebook (fixture), file, &options, NULL, NULL, NULL, &error);
      g_assert_true (result != NULL || g_error_matches (error, RABTA_ERROR, RABTA_ERROR_INVALID));
    }
  assert_people (fixture, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("/vcard/versions", test_versions);
  FIXTURE_TEST ("/vcard/duplicates", test_duplicates);
  FIXTURE_TEST ("/vcard/rejects", test_rejects);
  FIXTURE_TEST ("/vcard/utf16", test_utf16);
  FIXTURE_TEST ("/vcard/no-cards", test_no_cards);
  FIXTURE_TEST ("/vcard/damage", test_damage);

  return g_test_run ();
}
