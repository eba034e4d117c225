/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document with the changes: as they were they come back, in order and in bounded memory; what is not
 * in order is refused with line and change. */
#include "exchange/changes.h"

#include "base/error.h"

#include <string.h>

#define N_RANGES 3

/* What was read, compared with what make_entry() makes. */
typedef struct
{
  gint64 n_entries;
  guint  n_ranges;
  gint64 number;
  gint64 stop_at;
} Seen;

static RabtaChangesHeader *
make_header (gint64 n)
{
  RabtaChangesHeader *header = rabta_changes_header_new ();
  guint8 before[RABTA_CHANGE_HASH_LENGTH] = { 0 };

  memset (header->from, 1, sizeof header->from);
  memset (header->to, 2, sizeof header->to);
  header->number = 14;
  g_strlcpy (header->created, "2026-11-22T08:00:00Z", sizeof header->created);
  header->programme = g_strdup ("smeda-2026");
  header->programme_version = 3;

  /* From the start, behind a hole, and of another copy. */
  for (guint i = 0; i < N_RANGES; i++)
    {
      RabtaVersionRange range = { { (guint8) (i == 2 ? 9 : 1) }, i == 1 ? n + 10 : 1, i == 1 ? 2 * n + 9 : n };

      before[0] = i == 1 ? 7 : 0;
      rabta_changes_header_add (header, &range, before);
    }

  return header;
}

static void
make_entry (guint             range,
            gint64            counter,
            RabtaChangeEntry *entry)
{
  static const char *const bodies[] = {
    "{\"set\":{\"name\":\"M/s <Größe> & بنارس 🍌 ]]> \\\"x\\\"\"}}",
    "{}",
    " {\"a\":[1,2,{\"b\":null}],\"c\":\"\\u0001\\n\\r\\t\"} \n\r\t",
    "{\"seen\":[\"0102030405060708:1\"]}",
  };

  memset (entry, 0, sizeof *entry);
  entry->site[0] = range == 2 ? 9 : 1;
  entry->counter = counter;
  entry->action.bytes[15] = (guint8) counter;
  entry->stamp = (G_GINT64_CONSTANT (1760000000000) + counter) << 16;
  entry->officer.bytes[3] = 4;
  entry->programme = 3;
  entry->format = counter % 7 == 0 ? 99 : 1;
  entry->kind = counter % 2 == 0 ? "enterprise" : "kind-to-come";
  entry->record.bytes[0] = (guint8) (counter >> 3);
  entry->op = "set";
  entry->body = bodies[counter % G_N_ELEMENTS (bodies)];
  memset (entry->hash, (int) counter & 0xff, sizeof entry->hash);
}

static void
write_changes (GOutputStream *stream,
               gint64         n)
{
  g_autoptr (RabtaChangesHeader) header = make_header (n);
  g_autoptr (RabtaChangesWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  RabtaChangeEntry entry;

  writer = rabta_changes_writer_new (stream, header, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_RANGES; i++)
    {
      const RabtaVersionRange *range = &g_array_index (header->ranges, RabtaChangesRange, i).range;

      for (gint64 counter = range->first; counter <= range->last; counter++)
        {
          make_entry (i, counter, &entry);
          rabta_changes_writer_add (writer, &entry, &error);
          g_assert_no_error (error);
        }
    }
  rabta_changes_writer_finish (writer, &error);
  g_assert_no_error (error);
}

static char *
make_document (gint64 n)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  write_changes (stream, n);
  g_assert_true (g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static gboolean
header_cb (const RabtaChangesHeader  *header,
           gpointer                   user_data,
           GError                   **error)
{
  Seen *self = user_data;

  g_assert_cmpint (self->number, ==, 0);
  self->number = header->number;
  g_assert_cmpint (header->from[7], ==, 1);
  g_assert_cmpint (header->to[7], ==, 2);
  g_assert_cmpstr (header->created, ==, "2026-11-22T08:00:00Z");
  g_assert_cmpstr (header->programme, ==, "smeda-2026");
  g_assert_cmpint (header->programme_version, ==, 3);
  g_assert_cmpuint (header->ranges->len, ==, N_RANGES);
  return TRUE;
}

static gboolean
range_cb (const RabtaChangesRange  *range,
          gpointer                  user_data,
          GError                  **error)
{
  Seen *self = user_data;

  g_assert_cmpint (range->range.site[0], ==, self->n_ranges == 2 ? 9 : 1);
  g_assert_cmpint (range->before[0], ==, self->n_ranges == 1 ? 7 : 0);
  self->n_ranges++;
  return TRUE;
}

static gboolean
entry_cb (const RabtaChangeEntry  *entry,
          gpointer                 user_data,
          GError                 **error)
{
  Seen *self = user_data;
  RabtaChangeEntry made;

  g_assert_cmpuint (self->n_ranges, >, 0);
  make_entry (self->n_ranges - 1, entry->counter, &made);
  g_assert_cmpstr (entry->body, ==, made.body);
  g_assert_cmpstr (entry->kind, ==, made.kind);
  g_assert_cmpstr (entry->op, ==, made.op);
  g_assert_cmpmem (entry->site, 8, made.site, 8);
  g_assert_cmpmem (entry->hash, 32, made.hash, 32);
  g_assert_true (rabta_uuid_equal (&entry->action, &made.action) && rabta_uuid_equal (&entry->officer, &made.officer)
                 && rabta_uuid_equal (&entry->record, &made.record));
  g_assert_cmpint (entry->stamp, ==, made.stamp);
  g_assert_cmpint (entry->format, ==, made.format);
  g_assert_cmpint (entry->programme, ==, made.programme);
  self->n_entries++;
  if (self->n_entries != self->stop_at)
    return TRUE;

  g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_FULL, "enough");
  return FALSE;
}

static const RabtaChangesHandler handler = { header_cb, range_cb, entry_cb };

static gboolean
read_document (const char  *document,
               Seen        *seen,
               GError     **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (document, -1, NULL);

  return rabta_changes_read (stream, &handler, seen, NULL, error);
}

static void
test_round_trip (void)
{
  g_autofree char *document = make_document (500);
  g_autoptr (GError) error = NULL;
  Seen seen = { 0 };

  g_assert_true (read_document (document, &seen, &error));
  g_assert_no_error (error);
  g_assert_cmpint (seen.number, ==, 14);
  g_assert_cmpuint (seen.n_ranges, ==, N_RANGES);
  g_assert_cmpint (seen.n_entries, ==, 1500);
}

static void
test_nothing (void)
{
  static const char document[] =
      "<package xmlns=\"urn:smeda:rabta:1\"><header format=\"1\" from=\"0101010101010101\" to=\"0202020202020202\" "
      "number=\"1\" created=\"2026-11-22T08:00:00Z\" programme=\"p\" programme-version=\"1\"/></package>";
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (document, -1, NULL);
  const RabtaChangesHandler none = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (rabta_changes_read (stream, &none, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* An error of the one who takes the changes gets the place. */
static void
test_stopped (void)
{
  g_autofree char *document = make_document (5);
  g_autoptr (GError) error = NULL;
  Seen seen = { .stop_at = 7 };

  g_assert_false (read_document (document, &seen, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, "line 14, change 7 (0100000000000000:16): enough"));
  g_assert_cmpint (seen.n_entries, ==, 7);
}

static char *
replace (const char *text,
         const char *old,
         const char *new)
{
  g_auto (GStrv) parts = g_strsplit (text, old, 2);

  if (g_strv_length (parts) != 2)
    g_error ("There is no “%s” in the document", old);
  return g_strjoinv (new, parts);
}

static void
assert_refused (const char *document,
                const char *told)
{
  g_autoptr (GError) error = NULL;
  Seen seen = { 0 };

  g_assert_false (read_document (document, &seen, &error));
  g_assert_true (error->domain == RABTA_ERROR);
  if (strstr (error->message, told) == NULL)
    g_error ("“%s” does not tell of “%s”", error->message, told);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *old, *new, *told;
  } changes[] = {
    { "<package", "<!DOCTYPE package SYSTEM \"http://127.0.0.1:9/x\"><package", "document type" },
    { "<package", "<!DOCTYPE p [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><package", "document type" },
    { "<package", "<!-- x --><package", "a comment" },
    { "package xmlns=\"urn:smeda:rabta:1\"", "package xmlns=\"urn:other\"", "does not hold changes" },
    { "encoding=\"UTF-8\"", "encoding=\"UTF-16\"", "UTF-16" },
    { "</package>", "", "breaks off" },
    { "</package>", "<more/></package>", "not allowed here" },
    { "</package>", "text</package>", "text" },
    { "format=\"1\"", "format=\"2\"", "newer version" },
    { "number=\"14\"", "number=\"014\"", "line 3: The attribute “number”" },
    { "created=\"2026", "created=\"26", "“created”" },
    { "from=\"01", "from=\"", "“from”" },
    { "first=\"1\"", "first=\"0\"", "line 4: The attribute “first”" },
    { "first=\"1\"", "first=\"4\"", "“last”" },
    { "first=\"1\"", "first=\"2\"", "“before”" },
    { "last=\"3\"", "last=\"2\"", "line 10, change 3 (0100000000000000:3): This is not the change" },
    { "last=\"3\"", "last=\"4\"", "line 11, change 4 (0100000000000000:13): This is not the change" },
    { "last=\"3\"", "last=\"99999999999999999999\"", "“last”" },
    { " counter=\"2\"", " counter=\"1\"", "line 9, change 2 (0100000000000000:1): This is not the change" },
    { " counter=\"2\"", "", "change 2" },
    { " counter=\"2\"", " counter=\"-2\"", "“counter”" },
    { "officer=\"", "officer=\"x", "“officer”" },
    { "kind=\"enterprise\"", "kind=\"../x\"", "change 2 (0100000000000000:2): The attribute “kind”" },
    { "kind=\"enterprise\"", "kind=\"\"", "“kind”" },
    { "op=\"set\"", "op=\"SET\"", "“op”" },
    { "op=\"set\"", "op=\"set\" more=\"1\"", "attribute that is not allowed" },
    { "op=\"set\"", "op=\"set\" op=\"set\"", "twice" },
    { "hash=\"01", "hash=\"0", "“hash”" },
    { "hash=\"01", "hash=\"XY", "“hash”" },
    { ">{}<", ">{]<", "line 8, change 1 (0100000000000000:1): What it holds is not a JSON object" },
    { ">{}<", "><", "not a JSON object" },
    { ">{}<", ">{}<b/><", "" },
    { ">{}<", ">{\"a\":\"&#1;\"}<", "line 8" },
    { ">{}<", ">{\"a\":&nbsp;}<", "entity" },
    { "</header>", "", "" },
  };
  g_autofree char *document = make_document (3);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *changed = replace (document, changes[i].old, changes[i].new);

      g_test_message ("%s → %s", changes[i].old, changes[i].new);
      assert_refused (changed, changes[i].told);
    }
  assert_refused ("", "empty");
  assert_refused ("<casebook xmlns=\"urn:smeda:rabta:1\"/>", "does not hold changes");
}

static void
test_truncated (void)
{
  g_autofree char *document = make_document (1);

  assert_refused ("", "empty");
  for (gsize length = strlen (document) - 2; length > 0; length--)
    {
      document[length] = '\0';
      assert_refused (document, "");
    }
}

/* Any change of a byte is refused, or does not change what is read. */
static void
test_flipped (void)
{
  g_autofree char *document = make_document (1);
  gsize length = strlen (document);
  const RabtaChangesHandler none = { 0 };

  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (GInputStream) stream = NULL;
      g_autoptr (GError) error = NULL;
      char kept = document[i];

      document[i] = (char) (kept ^ (1 << g_random_int_range (0, 8)));
      stream = g_memory_input_stream_new_from_data (document, (gssize) length, NULL);
      if (!rabta_changes_read (stream, &none, NULL, NULL, &error))
        g_assert_true (error != NULL && error->domain == RABTA_ERROR);
      document[i] = kept;
    }
}

static void
test_long (void)
{
  g_autofree char *document = make_document (3);
  g_autofree char *fill = g_strnfill (RABTA_CHANGE_MAX_BODY, ' ');
  g_autofree char *body = g_strconcat (">", fill, "{}<", NULL);
  g_autofree char *changed = replace (document, ">{}<", body);

  assert_refused (changed, "line 8, change 1 (0100000000000000:1): What it holds is longer");
}

static void
test_writer (void)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (RabtaChangesHeader) header = make_header (3);
  g_autoptr (RabtaChangesWriter) writer = rabta_changes_writer_new (stream, header, NULL);
  g_autoptr (GError) error = NULL;
  RabtaChangeEntry entry;

  make_entry (0, 2, &entry);
  g_assert_false (rabta_changes_writer_add (writer, &entry, &error));
  g_clear_error (&error);
  make_entry (0, 1, &entry);
  entry.body = "{\"a\":\"\x01\"}";
  g_assert_false (rabta_changes_writer_add (writer, &entry, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_false (rabta_changes_writer_finish (writer, &error));
  g_assert_nonnull (error);
}

/* The address sanitizer keeps what was freed for a while, so that memory tells nothing then. */
#if defined(__SANITIZE_ADDRESS__)
#define WITH_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ADDRESS_SANITIZER 1
#endif
#endif
#ifndef WITH_ADDRESS_SANITIZER
#define WITH_ADDRESS_SANITIZER 0
#endif

static gint64
peak_kib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmHWM:");
  g_assert_nonnull (line);
  return g_ascii_strtoll (line + strlen ("VmHWM:"), NULL, 10);
}

static void
pass_through_file (gint64 n)
{
  g_autoptr (GFileIOStream) io = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("rabta-changes-XXXXXX", &io, NULL);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  Seen seen = { 0 };

  write_changes (g_io_stream_get_output_stream (G_IO_STREAM (io)), n);
  stream = G_INPUT_STREAM (g_file_read (file, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (rabta_changes_read (stream, &handler, &seen, NULL, &error));
  g_assert_cmpint (seen.n_entries, ==, 3 * n);
  g_file_delete (file, NULL, NULL);
}

static void
test_memory (void)
{
  gint64 before;

  pass_through_file (300);
  before = peak_kib ();
  pass_through_file (20000);
  g_test_message ("%" G_GINT64_FORMAT " KiB more", peak_kib () - before);
  if (!WITH_ADDRESS_SANITIZER)
    g_assert_cmpint (peak_kib () - before, <, 4096);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/changes/memory", test_memory);
  g_test_add_func ("/changes/round-trip", test_round_trip);
  g_test_add_func ("/changes/nothing", test_nothing);
  g_test_add_func ("/changes/stopped", test_stopped);
  g_test_add_func ("/changes/refused", test_refused);
  g_test_add_func ("/changes/truncated", test_truncated);
  g_test_add_func ("/changes/flipped", test_flipped);
  g_test_add_func ("/changes/long", test_long);
  g_test_add_func ("/changes/writer", test_writer);
  return g_test_run ();
}
