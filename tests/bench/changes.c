/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes every change of a casebook as the document that a package holds, for tools/bench to measure what
 * reading it alone takes: changes CASEBOOK OUT.xml. */

#include "exchange/changes.h"

#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static gboolean
write_cb (const RabtaChangeEntry  *entry,
          gpointer                 writer,
          GError                 **error)
{
  return rabta_changes_writer_add (writer, entry, error);
}

static gboolean
write_all (RabtaCasebook  *casebook,
           const char     *path,
           GError        **error)
{
  g_autoptr (RabtaReader) reader = rabta_reader_new (casebook, error);
  g_autoptr (RabtaVersionVector) versions = reader != NULL ? rabta_reader_get_versions (reader, error) : NULL;
  g_autoptr (GArray) ranges = versions != NULL ? rabta_version_vector_list (versions) : NULL;
  g_autoptr (RabtaChangesHeader) header = rabta_changes_header_new ();
  g_autoptr (RabtaChangesWriter) writer = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) stream = NULL;

  if (ranges == NULL)
    return FALSE;
  header->number = 1;
  rabta_instant_now (header->created);
  header->programme = g_strdup ("bench");
  header->programme_version = 1;
  for (guint i = 0; i < ranges->len; i++)
    {
      const RabtaVersionRange *range = &g_array_index (ranges, RabtaVersionRange, i);
      guint8 before[RABTA_CHANGE_HASH_LENGTH];

      if (!rabta_reader_get_hash (reader, range->site, range->first, before, error))
        return FALSE;
      rabta_changes_header_add (header, range, before);
    }
  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, error);
  writer = stream != NULL ? rabta_changes_writer_new (G_OUTPUT_STREAM (stream), header, error) : NULL;
  if (writer == NULL)
    return FALSE;
  for (guint i = 0; i < ranges->len; i++)
    if (!rabta_reader_foreach_change (reader, &g_array_index (ranges, RabtaVersionRange, i), write_cb, writer, NULL, error))
      return FALSE;

  return rabta_changes_writer_finish (writer, error);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaCasebook) casebook = NULL;

  if (argc != 3)
    {
      fprintf (stderr, "changes CASEBOOK OUT.xml\n");
      return 2;
    }
  casebook = rabta_casebook_open (argv[1], RABTA_CASEBOOK_READ_ONLY, &error);
  if (casebook == NULL || !write_all (casebook, argv[2], &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return EXIT_FAILURE;
    }

  return EXIT_SUCCESS;
}
