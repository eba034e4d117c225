/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

void
fixture_set_up (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("rabta-import-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

void
fixture_tear_down (Fixture       *self,
                   gconstpointer  data)
{
  if (self->casebook != NULL)
    rabta_casebook_close (self->casebook);
  g_clear_object (&self->casebook);
  remove_folder (self->folder);
  g_free (self->folder);
}

RabtaCasebook *
fixture_casebook (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->folder, "test.casebook", NULL);
  g_autoptr (GError) error = NULL;

  if (self->casebook == NULL)
    self->casebook = rabta_casebook_create (path, "RO-PB-LHR", "Field Officer", &error);
  g_assert_no_error (error);

  return self->casebook;
}

GFile *
fixture_write (Fixture    *self,
               const char *name,
               const char *text,
               gssize      length)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);

  return g_file_new_for_path (path);
}

GFile *
fixture_write_as (Fixture    *self,
                  const char *name,
                  const char *text,
                  const char *encoding,
                  const char *mark)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *converted = NULL;
  gsize length;

  converted = g_convert (text, -1, encoding, "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  g_byte_array_append (bytes, (const guint8 *) mark, (guint) strlen (mark));
  g_byte_array_append (bytes, (const guint8 *) converted, (guint) length);

  return fixture_write (self, name, (const char *) bytes->data, bytes->len);
}

char *
fixture_counts (RabtaTableImport *import)
{
  const RabtaImportCounts *counts = rabta_table_import_get_counts (import);

  return g_strdup_printf ("%u added, %u updated, %u skipped, %u refused", counts->added, counts->updated,
                          counts->skipped, counts->refused);
}

RabtaTableImport *
fixture_import (Fixture    *self,
                const char *text,
                gboolean    update,
                const char *expected)
{
  g_autoptr (GFile) file = fixture_write (self, "list.csv", text, -1);
  g_autoptr (GError) error = NULL;
  g_autofree char *counts = NULL;
  RabtaTableImport *import;

  import = rabta_table_import_new (fixture_casebook (self), file, NULL, NULL, &error);
  g_assert_no_error (error);
  rabta_table_import_set_update (import, update);
  rabta_table_import_run_sync (import, NULL, &error);
  g_assert_no_error (error);

  counts = fixture_counts (import);
  g_assert_cmpstr (counts, ==, expected);

  return import;
}

char *
fixture_rejects (Fixture          *self,
                 RabtaTableImport *import)
{
  g_autofree char *path = g_build_filename (self->folder, "rejects.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) source = g_file_new_build_filename (self->folder, "source.csv", NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  rabta_import_report_save (rabta_table_import_get_report (import), file, source, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static int
compare_records (gconstpointer a,
                 gconstpointer b)
{
  return g_strcmp0 (rabta_record_get_text (*(RabtaRecord **) a, "name"),
                    rabta_record_get_text (*(RabtaRecord **) b, "name"));
}

char *
fixture_dump (Fixture    *self,
              const char *field)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  GString *dump = g_string_new (NULL);

  records = rabta_casebook_query_sync (fixture_casebook (self), query, 0, &error);
  g_assert_no_error (error);
  g_ptr_array_sort (records, compare_records);

  for (guint i = 0; i < records->len; i++)
    {
      RabtaRecord *record = records->pdata[i];
      const RabtaKindInfo *info = rabta_record_get_info (record);
      guint index = (guint) rabta_kind_find_field (info, field);
      g_autofree char *text = rabta_value_to_text (&info->fields[index], rabta_record_get_value (record, index));

      g_string_append_printf (dump, "%s|%s\n", rabta_record_get_text (record, "name"), text != NULL ? text : "");
    }

  return g_string_free (dump, FALSE);
}

gint64
fixture_n_records (Fixture *self)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (GError) error = NULL;
  gint64 n = rabta_casebook_count_sync (fixture_casebook (self), query, &error);

  g_assert_no_error (error);
  return n;
}
