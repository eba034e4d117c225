/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/support/copies.h"

RabtaCasebook *
rabta_test_copy_new (const char *path)
{
  g_autoptr (GError) error = NULL;
  RabtaCasebook *copy = rabta_casebook_create (path, "RO-SD-KHI", "Ayesha Karim", &error);

  g_assert_no_error (error);

  return copy;
}

static gboolean
add_cb (const RabtaChangeEntry  *entry,
        gpointer                 user_data,
        GError                 **error)
{
  return rabta_merge_add (user_data, entry, error);
}

static gboolean
merge_cb (RabtaMerge    *merge,
          gpointer       user_data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (RabtaReader) reader = rabta_reader_new (user_data, error);
  g_autoptr (RabtaVersionVector) versions = reader != NULL ? rabta_reader_get_versions (reader, error) : NULL;
  g_autoptr (RabtaVersionVector) nothing = rabta_version_vector_new ();
  g_autoptr (GArray) ranges = versions != NULL ? rabta_version_vector_subtract (versions, nothing) : NULL;

  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    {
      RabtaVersionRange *range = &g_array_index (ranges, RabtaVersionRange, i);
      guint8 hash[RABTA_CHANGE_HASH_LENGTH];

      if (!rabta_reader_get_hash (reader, range->site, range->first, hash, error) ||
          !rabta_merge_begin_range (merge, range->site, range->first, hash, error) ||
          !rabta_reader_foreach_change (reader, range, add_cb, merge, cancellable, error))
        return FALSE;
    }

  return ranges != NULL;
}

void
rabta_test_carry (RabtaCasebook *from,
                  RabtaCasebook *to)
{
  g_autoptr (GError) error = NULL;

  rabta_casebook_merge_sync (to, merge_cb, from, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
save_all (RabtaCasebook *casebook,
          GPtrArray     *records,
          const char    *action)
{
  g_autoptr (GError) error = NULL;

  rabta_casebook_save_sync (casebook, records, action, &error);
  g_assert_no_error (error);
}

static RabtaRecord *
make_enterprise (const char *name)
{
  RabtaRecord *record = rabta_record_new (RABTA_KIND_ENTERPRISE);

  rabta_record_set_text (record, "name", name);
  rabta_record_set_text (record, "owner", "Noor Khan");
  rabta_record_set_text (record, "district", "PK617");

  return record;
}

static gboolean
delete_cb (RabtaBatch    *batch,
           gpointer       user_data,
           GCancellable  *cancellable,
           GError       **error)
{
  return rabta_batch_delete (batch, user_data, error);
}

/* One copy's changes of all the enterprises. */
static void
work (RabtaCasebook *casebook,
      GPtrArray     *records,
      const char    *owner,
      gint64         employees)
{
  g_autoptr (GPtrArray) loaded = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i + 1 < records->len; i++)
    {
      RabtaRecord *record = rabta_casebook_load_sync (casebook, RABTA_KIND_ENTERPRISE,
                                                      rabta_record_get_id (g_ptr_array_index (records, i)), &error);

      g_assert_no_error (error);
      rabta_record_set_text (record, "owner", owner);
      if (i % 3 == 0)
        rabta_record_set_int (record, "employees", employees + i);
      g_ptr_array_add (loaded, record);
    }
  save_all (casebook, loaded, "Edit enterprises");
}

void
rabta_test_make_conflicts (RabtaCasebook *mine,
                           RabtaCasebook *other,
                           guint          n)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RabtaRecord) here = NULL;
  g_autoptr (RabtaRecord) there = NULL;
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Disputed Works %03u", i);

      g_ptr_array_add (records, make_enterprise (name));
    }
  g_ptr_array_add (records, make_enterprise ("Deleted Works"));
  save_all (mine, records, "Add enterprises");
  rabta_test_carry (mine, other);
  here = g_object_ref (g_ptr_array_index (records, n));
  there = rabta_casebook_load_sync (other, RABTA_KIND_ENTERPRISE, rabta_record_get_id (here), &error);
  g_assert_no_error (error);

  work (mine, records, "Mian Aslam", 40);
  rabta_record_set_text (here, "city", "Sialkot");
  g_ptr_array_add (changed, here);
  save_all (mine, changed, "Edit enterprise");
  work (other, records, "Begum Aslam", 60);
  rabta_casebook_write_sync (other, "Delete enterprise", delete_cb, there, NULL, &error);
  g_assert_no_error (error);
  rabta_test_carry (other, mine);
}
