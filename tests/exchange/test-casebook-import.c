/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import of another casebook: compared record by record, as XML is. */
#include "xml-fixture.h"

#include "base/error.h"

#include <string.h>

typedef struct
{
  XmlFixture     xml;   /* first: its functions take it */
  RabtaCasebook *other;
  char          *path;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  xml_fixture_set_up (&self->xml, data);
  self->other = xml_fixture_open_other (&self->xml, "other.casebook");
  self->path = xml_fixture_path (&self->xml, "other.casebook");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  rabta_casebook_close (self->other);
  g_clear_object (&self->other);
  g_free (self->path);
  xml_fixture_tear_down (&self->xml, data);
}

static void
assert_import (Fixture    *self,
               gboolean    update,
               const char *expected)
{
  const RabtaRecordsImportOptions options = { update, FALSE };
  g_autoptr (RabtaRecordsImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *counts = NULL;

  result = rabta_records_import_sync (self->xml.casebook, self->path, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  counts = g_strdup_printf ("%d added, %d updated, %d same, %d different, %d deleted", (int) result->n_added,
                            (int) result->n_updated,
                            (int) (result->n_skipped - result->n_different - result->n_deleted),
                            (int) result->n_different, (int) result->n_deleted);
  g_assert_cmpstr (counts, ==, expected);
  g_assert_cmpuint (result->notes->len, ==, (guint) result->n_deleted);
}

static char *
dump (Fixture       *self,
      RabtaCasebook *casebook)
{
  g_autofree char *document = xml_fixture_export (&self->xml, casebook, NULL);

  return xml_fixture_without_header (document);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  rabta_casebook_delete_finish (RABTA_CASEBOOK (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
delete_here (Fixture     *self,
             RabtaRecord *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (RabtaRecord) here = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  here = rabta_casebook_load_sync (self->xml.casebook, rabta_record_get_kind (record), rabta_record_get_id (record), &error);
  g_assert_no_error (error);
  g_ptr_array_add (records, here);
  rabta_casebook_delete_async (self->xml.casebook, records, "Delete", NULL, done_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
change (RabtaCasebook *casebook,
        RabtaRecord   *record,
        const char    *city)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  rabta_record_set_text (record, "city", city);
  g_ptr_array_add (records, record);
  rabta_casebook_save_sync (casebook, records, "Edit", &error);
  g_assert_no_error (error);
}

/* New ones come, equal ones stay, different ones wait to be asked for, deleted ones stay deleted. */
static void
test_comparison (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (RabtaRecord) changed = NULL;
  g_autoptr (RabtaRecord) gone = NULL;
  g_autoptr (RabtaRecord) same = NULL;
  g_autofree char *there = NULL;
  g_autofree char *here = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;

  changed = xml_fixture_add (self->other, RABTA_KIND_ENTERPRISE, "name", "Changed", "city", "Lahore", NULL);
  gone = xml_fixture_add (self->other, RABTA_KIND_ENTERPRISE, "name", "Gone", NULL);
  same = xml_fixture_add (self->other, RABTA_KIND_ENTERPRISE, "name", "حسن & Sons", NULL);
  assert_import (self, FALSE, "3 added, 0 updated, 0 same, 0 different, 0 deleted");
  there = dump (self, self->other);
  here = dump (self, self->xml.casebook);
  g_assert_cmpstr (here, ==, there);

  change (self->other, changed, "Multan");
  delete_here (self, gone);
  assert_import (self, FALSE, "0 added, 0 updated, 1 same, 1 different, 1 deleted");
  g_clear_pointer (&here, g_free);
  here = dump (self, self->xml.casebook);
  g_assert_nonnull (strstr (here, "Lahore"));

  assert_import (self, TRUE, "0 added, 1 updated, 1 same, 0 different, 1 deleted");
  g_clear_pointer (&here, g_free);
  here = dump (self, self->xml.casebook);
  g_assert_nonnull (strstr (here, "Multan"));
  g_assert_null (strstr (here, "Gone"));

  undone = rabta_casebook_undo_sync (self->xml.casebook, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (undone, "other.casebook"));
  g_clear_pointer (&here, g_free);
  here = dump (self, self->xml.casebook);
  g_assert_nonnull (strstr (here, "Lahore"));
}

/* The other one may be in use, and what is not in its file proper yet is read all the same. */
static void
test_while_in_use (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr (RabtaRecord) enterprise = NULL;
  g_autoptr (RabtaRecord) person = NULL;
  g_autofree char *id = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  enterprise = xml_fixture_add (self->other, RABTA_KIND_ENTERPRISE, "name", "A", NULL);
  id = rabta_uuid_to_string (rabta_record_get_id (enterprise));
  person = xml_fixture_add (self->other, RABTA_KIND_PERSON, "name", "Ayesha", "enterprise", id, NULL);
  before = dump (self, self->other);
  assert_import (self, FALSE, "2 added, 0 updated, 0 same, 0 different, 0 deleted");
  after = dump (self, self->other);
  g_assert_cmpstr (after, ==, before);
  change (self->other, enterprise, "Lahore");
}

static void
test_cancelled (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (RabtaRecord) enterprise = xml_fixture_add (self->other, RABTA_KIND_ENTERPRISE, "name", "A", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dump (self, self->xml.casebook);
  g_autofree char *after = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (rabta_records_import_sync (self->xml.casebook, self->path, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = dump (self, self->xml.casebook);
  g_assert_cmpstr (after, ==, before);
}

static void
test_itself (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rabta_records_import_sync (self->other, self->path, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "casebook in use"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/casebook-import/comparison", Fixture, NULL, set_up, test_comparison, tear_down);
  g_test_add ("/casebook-import/while-in-use", Fixture, NULL, set_up, test_while_in_use, tear_down);
  g_test_add ("/casebook-import/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/casebook-import/itself", Fixture, NULL, set_up, test_itself, tear_down);

  return g_test_run ();
}
