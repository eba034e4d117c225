/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xml-fixture.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }

  g_rmdir (path);
}

void
xml_fixture_set_up (XmlFixture    *self,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp ("rabta-xml-XXXXXX", &error);
  g_assert_no_error (error);

  path = xml_fixture_path (self, "a.casebook");
  self->casebook = rabta_casebook_create (path, "RO-PB-LHR", "Field Officer", &error);
  g_assert_no_error (error);
}

void
xml_fixture_tear_down (XmlFixture    *self,
                       gconstpointer  data)
{
  rabta_casebook_close (self->casebook);
  g_clear_object (&self->casebook);
  remove_folder (self->folder);
  g_free (self->folder);
}

char *
xml_fixture_path (XmlFixture *self,
                  const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

RabtaCasebook *
xml_fixture_open_other (XmlFixture *self,
                        const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = xml_fixture_path (self, name);
  RabtaCasebook *casebook = rabta_casebook_create (path, "HQ-LHR", "Somebody Else", &error);

  g_assert_no_error (error);
  return casebook;
}

/* What an export of @casebook says. */
char *
xml_fixture_export (XmlFixture                  *self,
                    RabtaCasebook               *casebook,
                    const RabtaXmlExportOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = xml_fixture_path (self, "export.xml");
  char *document = NULL;

  rabta_xml_export (casebook, path, options, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &document, NULL, &error);
  g_assert_no_error (error);

  return document;
}

/* Saves a record with fields given as name, canonical text. */
RabtaRecord *
xml_fixture_add (RabtaCasebook *casebook,
                 RabtaKind      kind,
                 ...)
{
  RabtaRecord *record = rabta_record_new (kind);
  const RabtaKindInfo *info = rabta_kind_get_info (kind);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  const char *name;
  va_list args;

  va_start (args, kind);
  while ((name = va_arg (args, const char *)) != NULL)
    {
      int field = rabta_kind_find_field (info, name);
      g_auto (RabtaValue) value = RABTA_VALUE_INIT;

      g_assert_cmpint (field, >=, 0);
      rabta_value_parse (&info->fields[field], va_arg (args, const char *), &value, &error);
      g_assert_no_error (error);
      rabta_record_take_value (record, (guint) field, &value);
    }
  va_end (args);

  g_ptr_array_add (records, record);
  rabta_casebook_save_sync (casebook, records, "Test", &error);
  g_assert_no_error (error);

  return record;
}

char *
xml_fixture_without_header (const char *document)
{
  const char *header = strstr (document, "<header");
  const char *end = header != NULL ? strchr (header, '\n') : NULL;

  g_assert_nonnull (end);
  return g_strdup_printf ("%.*s%s", (int) (header - document), document, end + 1);
}
