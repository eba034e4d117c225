/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Definitions from elsewhere: the good one is taken, a bad one is refused with its line. */
#include "programme/programme.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>

/* The shipped definition with the first @from replaced by @to. */
static GBytes *
alter (const char *from,
       const char *to)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GString) text = NULL;
  gsize size;
  const char *data;

  bytes = g_resources_lookup_data (RABTA_PROGRAMME_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  data = g_bytes_get_data (bytes, &size);
  text = g_string_new_len (data, size);
  g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/* The line of the first place where two texts differ. */
static int
find_line (GBytes *bytes)
{
  g_autoptr (GBytes) shipped = NULL;
  gsize size;
  const char *a = g_bytes_get_data (bytes, &size);
  const char *b;
  int line = 1;

  shipped = g_resources_lookup_data (RABTA_PROGRAMME_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  b = g_bytes_get_data (shipped, NULL);
  for (; size > 0 && *a == *b; a++, b++, size--)
    if (*a == '\n')
      line++;

  return line;
}

static void
assert_refused (GBytes     *bytes,
                int         line,
                const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaProgramme) programme =
    rabta_programme_new_from_bytes (bytes, "new.xml", &error);
  g_autofree char *place = g_strdup_printf ("line %d: ", line);

  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_assert_null (programme);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "new.xml"));
  g_assert_nonnull (strstr (error->message, words));
  if (line > 0)
    g_assert_nonnull (strstr (error->message, place));
}

static void
test_valid (void)
{
  /* Not the shipped bytes, so it is held against the schema. */
  g_autoptr (GBytes) bytes = alter ("version=\"1\"", "version=\"2\"");
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaProgramme) programme =
    rabta_programme_new_from_bytes (bytes, "new.xml", &error);

  g_assert_no_error (error);
  g_assert_cmpint (rabta_programme_get_version (programme), ==, 2);
  g_assert_true (g_bytes_equal (rabta_programme_get_xml (programme), bytes));
  g_assert_cmpuint (g_list_model_get_n_items (rabta_programme_get_tracks (programme)), ==, 9);
}

typedef struct
{
  const char *name;
  const char *from;
  const char *to;
  const char *words;
} Bad;

static const Bad bads[] = {
  { "duplicate-code", "code=\"PK602\"", "code=\"PK601\"",
    "“PK601” is in the list “district” twice" },
  { "duplicate-stage", "stage code=\"BUY-02\"", "stage code=\"BUY-01\"", "“BUY-01”" },
  { "duplicate-track", "track code=\"SUB\"", "track code=\"BUY\"", "“BUY”" },
  { "duplicate-check", "check code=\"BUY-01-b\"", "check code=\"BUY-01-a\"", "“BUY-01-a”" },
  { "duplicate-list", "list id=\"priority\"", "list id=\"gender\"", "“gender” is given twice" },
  { "duplicate-field", "name=\"hs_code\"", "name=\"buyer_need\"", "“buyer_need” twice" },
  { "duplicate-critical", "kind=\"case\" fields=\"enterprise track", "kind=\"case\" fields=\"track track", "track" },
  { "duplicate-holiday", "date=\"2026-03-21\"", "date=\"2026-03-20\"", "2026-03-20" },
  { "unknown-loop", "loops=\"BUY-05\"", "loops=\"BUY-55\"",
    "no stage “BUY-55” in the track “BUY”" },
  { "loop-to-another-track", "loops=\"BUY-05\"", "loops=\"SUB-05\"", "no stage “SUB-05”" },
  { "unknown-list", "list=\"incoterm\"", "list=\"incoterms\"", "no code list “incoterms”" },
  { "choice-without-list", " list=\"incoterm\"", "", "no code list to choose from" },
  { "field-at-unknown-stage", "stage=\"BUY-01\"", "stage=\"BUY-77\"", "no stage “BUY-77”" },
  { "unknown-successor", "code=\"PK530\"", "code=\"PK530\" successor=\"PK999\"",
    "no code “PK999” in the list “district”" },
  { "own-successor", "code=\"PK530\"", "code=\"PK530\" successor=\"PK530\"", "succeeds itself" },
  { "unknown-parent", "parent=\"PK-PB\"", "parent=\"PK-XX\"", "no code “PK-XX”" },
  { "unknown-size", "class code=\"micro\"", "class code=\"tiny\"",
    "no code “tiny” in the list “size”" },
  { "falling-sizes", "up-to=\"800000000\"", "up-to=\"100\"", "do not rise" },
  { "duplicate-profile", "profile code=\"aggregate\"", "profile code=\"pseudonymous\"", "“pseudonymous” is given twice" },
  { "first-profile-not-full", "profile code=\"full\"", "profile code=\"whole\"", "first profile has to be “full”" },
  { "full-that-hides", "numbers=\"full\"", "numbers=\"nothing\"", "“full” has to leave everything" },
  { "undecided-privacy", " words=\"nothing\"", "", "does not say what becomes of “words”" },
  { "senseless-treatment", "days=\"month\"", "days=\"rounded\"", "cannot treat “days” as “rounded”" },
  { "no-ids", "ids=\"pseudonym\"", "ids=\"nothing\"", "cannot treat “ids”" },
  { "ids-that-join", "ids=\"pseudonym\"", "ids=\"full\"", "“ids”, left as they are, give them away" },
  { "words-that-tell", "words=\"nothing\"", "words=\"full\"", "“words”, left as they are, give them away" },
  { "numbers-that-tell", "numbers=\"nothing\"", "numbers=\"full\"", "“numbers”, left as they are" },
  { "two-are-enough", "smallest=\"5\" names", "smallest=\"2\" names", "from 3 to" },
  { "no-smallest", "smallest=\"5\" names", "names", "how few are too few" },
  { "figures-with-records", "aggregate\" form=\"figures\"", "aggregate\" form=\"figures\" names=\"full\"", "no “names”" },
  { "exception-of-neither", "exception kind=\"enterprise\" field=\"established\"", "exception field=\"established\"",
    "neither or both" },
  { "exception-twice", "field=\"office\" treatment", "field=\"officer\" treatment", "“officer” is given twice" },
  { "exception-of-unknown-field", "exception kind=\"enterprise\" field=\"established\"",
    "exception track=\"BUY\" field=\"shoe_size\"", "no field “shoe_size” in the track “BUY”" },
  { "unknown-treatment", "treatment=\"year\"", "treatment=\"decade\"", "decade" },
  { "unknown-privacy", "name=\"buyer_need\"", "name=\"buyer_need\" privacy=\"secret\"", "secret" },
  { "unknown-kind", "kind=\"long-text\"", "kind=\"novel\"", "novel" },
  { "unknown-element", "<start-up years=\"5\" basis=\"GK\"/>", "<start-down years=\"5\"/>",
    "start-down" },
  { "unknown-attribute", "sla-days=\"2\"", "sla-days=\"2\" colour=\"red\"", "“BUY-01”" },
  { "missing-code", "<item code=\"PK601\"", "<item", "code" },
  { "missing-label", " en=\"Lead captured\"", "", "“BUY-01”" },
  { "bad-days", "sla-days=\"2\"", "sla-days=\"two\"", "“BUY-01”" },
  { "too-many-days", "sla-days=\"2\"", "sla-days=\"99999\"", "“BUY-01”" },
  { "bad-date", "until=\"2022-12-31\"", "until=\"2022-13-31\"", "2022-13-31" },
  { "bad-percent", "owned=\"51\"", "owned=\"151\"", "151" },
  { "bad-weekday", "mon tue", "mon tus", "tus" },
  { "bad-version", "version=\"1\"", "version=\"0\"", "0" },
  { "other-namespace", "urn:smeda:rabta:programme:1", "urn:other", "programme" },
  { "not-well-formed", "</rules>", "</rule>", "rules" },
  { "entity", "Lead captured", "&lead;", "lead" },
  { "document-type", "<programme xmlns",
    "<!DOCTYPE programme [<!ENTITY a \"b\">]>\n<programme xmlns",
    "document type" },
  { "stylesheet", "<programme xmlns", "<?xml-stylesheet href=\"x\"?>\n<programme xmlns",
    "processing instruction" },
  { "utf-7", "encoding=\"UTF-8\"", "encoding=\"UTF-7\"", "not UTF-8" },
  { "not-utf-8", "Lead captured", "Lead \xff captured", "not UTF-8" },
};

static void
test_bad (gconstpointer data)
{
  const Bad *bad = data;
  g_autoptr (GBytes) bytes = alter (bad->from, bad->to);

  assert_refused (bytes, find_line (bytes), bad->words);
}

/* A definition from before there were profiles leaves everything as it is. */
static void
test_without_profiles (void)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) shipped = g_resources_lookup_data (RABTA_PROGRAMME_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (RabtaProgramme) programme = NULL;
  g_autoptr (GError) error = NULL;
  const char *data = g_bytes_get_data (shipped, NULL);
  const char *start = strstr (data, "<profiles>");
  g_autofree char *before = g_strndup (data, (gsize) (start - data));
  g_autofree char *text = g_strconcat (before, "</programme>", NULL);

  bytes = g_bytes_new (text, strlen (text));
  programme = rabta_programme_new_from_bytes (bytes, "old.xml", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (rabta_programme_get_profiles (programme)), ==, 1);
  g_assert_true (rabta_profile_is_full (rabta_programme_get_profile (programme, "full")));
  g_assert_null (rabta_programme_get_profile (programme, "pseudonymous"));
}

/* A needed list that is gone shows only at the end. */
static void
test_missing_list (void)
{
  g_autoptr (GBytes) bytes = alter ("list id=\"gender\"", "list id=\"genders\"");

  assert_refused (bytes, 0, "“gender” is missing");
}

static void
test_not_xml (void)
{
  static const guint8 picture[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0 };
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) png = g_bytes_new_static (picture, sizeof picture);
  g_autoptr (GBytes) text = g_bytes_new_static ("a,b\n1,2\n", 8);

  assert_refused (empty, 1, "");
  assert_refused (png, 1, "not UTF-8");
  assert_refused (text, 1, "");
}

/* libxml2 2.9.14 would take half a minute over this one tag. */
static void
test_huge_tag (void)
{
  g_autoptr (GString) text = g_string_new ("<programme");
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, " a%u=\"\"", i);
  g_string_append (text, "/>");
  bytes = g_string_free_to_bytes (g_steal_pointer (&text));

  assert_refused (bytes, 1, "too large");
}

static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append (text, "<a>");
  bytes = g_string_free_to_bytes (g_steal_pointer (&text));

  assert_refused (bytes, 1, "too deeply");
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("rabta-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "good.xml", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.xml", NULL);
  g_autoptr (GBytes) bytes = alter ("version=\"1\"", "version=\"7\"");
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaProgramme) programme = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_true (g_file_set_contents (path, data, size, NULL));
  programme = rabta_programme_new_from_file (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rabta_programme_get_version (programme), ==, 7);

  g_assert_null (rabta_programme_new_from_file (missing, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "missing.xml"));

  g_remove (path);
  g_rmdir (folder);
}

/* Must run in a process of its own: GLib remembers the languages of a thread. */
static void
test_urdu (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (RabtaProgramme) programme = NULL;

      g_setenv ("LC_ALL", "C.UTF-8", TRUE);
      g_setenv ("LANGUAGE", "ur_PK:en", TRUE);
      programme = rabta_programme_new_shipped (NULL);
      g_assert_cmpstr (rabta_programme_get_label (programme, "province", "PK-PB"), ==, "پنجاب");
      /* No Urdu name is known for it. */
      g_assert_cmpstr (rabta_programme_get_label (programme, "standard", "SMETA"), ==,
                       "Sedex SMETA (2/4 pillar)");
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/programme/definition/valid", test_valid);
  for (guint i = 0; i < G_N_ELEMENTS (bads); i++)
    {
      g_autofree char *path = g_strconcat ("/programme/definition/", bads[i].name, NULL);

      g_test_add_data_func (path, &bads[i], test_bad);
    }
  g_test_add_func ("/programme/definition/without-profiles", test_without_profiles);
  g_test_add_func ("/programme/definition/missing-list", test_missing_list);
  g_test_add_func ("/programme/definition/not-xml", test_not_xml);
  g_test_add_func ("/programme/definition/huge-tag", test_huge_tag);
  g_test_add_func ("/programme/definition/deep", test_deep);
  g_test_add_func ("/programme/definition/file", test_file);
  g_test_add_func ("/programme/definition/urdu", test_urdu);

  return g_test_run ();
}
