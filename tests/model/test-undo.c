/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Undo and redo, of one record and of many. */

#include "casebook-fixture.h"

#define N_MANY 200

static void
test_undo (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (RabtaRecord) record = make_enterprise ("Undo Works", "PK617");

  undo (fixture, NULL);
  save_one (fixture->casebook, record, "Add");
  rabta_record_set_text (record, "owner", "Aisha");
  rabta_record_set_extra (record, "colour", "red");
  save_one (fixture->casebook, record, "Name the owner");
  rabta_record_set_text (record, "owner", "Bilal");
  save_one (fixture->casebook, record, "Change the owner");

  undo (fixture, "Change the owner");
  assert_owner (fixture, record, "Aisha");
  fixture_reopen (fixture);
  undo (fixture, "Name the owner");
  assert_owner (fixture, record, NULL);
  undo (fixture, "Add");
  assert_owner (fixture, record, "(gone)");
  undo (fixture, NULL);
  assert_whole (fixture->casebook, FALSE);

  redo (fixture, "Add");
  redo (fixture, "Name the owner");
  assert_owner (fixture, record, "Aisha");
  fixture_reopen (fixture);
  redo (fixture, "Change the owner");
  assert_owner (fixture, record, "Bilal");
  redo (fixture, NULL);
  assert_whole (fixture->casebook, TRUE);
  assert_owner (fixture, record, "Bilal");
  undo (fixture, "Change the owner");
  assert_owner (fixture, record, "Aisha");
}

/* As an import would: kinds take turns, so that rows of the search index come in no order. */
static gboolean
add_many (RabtaBatch    *batch,
          gpointer       user_data,
          GCancellable  *cancellable,
          GError       **error)
{
  GPtrArray *enterprises = user_data;

  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("Weaver%03u", i);
      g_autofree char *owner = g_strdup_printf ("Owner%03u", i);
      RabtaRecord *enterprise = make_enterprise (name, "PK617");
      g_autoptr (RabtaRecord) person = rabta_record_new (RABTA_KIND_PERSON);

      g_ptr_array_add (enterprises, enterprise);
      rabta_record_set_text (enterprise, "owner", owner);
      rabta_record_set_text (person, "name", owner);
      rabta_record_set_ref (person, "enterprise", rabta_record_get_id (enterprise));
      if (!rabta_batch_save (batch, enterprise, error) || !rabta_batch_save (batch, person, error))
        return FALSE;
    }

  return TRUE;
}

/* Everything that can happen to a record in one action, from the last to the first: of four, one gets
 * another owner, one loses it and its city is set, one is deleted, one is changed and then deleted. One
 * is added, changed and deleted again. */
static gboolean
change_many (RabtaBatch    *batch,
             gpointer       user_data,
             GCancellable  *cancellable,
             GError       **error)
{
  GPtrArray *enterprises = user_data;
  g_autoptr (RabtaRecord) passing = make_enterprise ("Passing", "PK617");

  for (guint i = enterprises->len; i-- > 0;)
    {
      RabtaRecord *record = g_ptr_array_index (enterprises, i);

      if (i % 4 != 2)
        rabta_record_set_text (record, "owner", i % 4 == 1 ? NULL : "Successor");
      if (i % 4 == 1)
        rabta_record_set_text (record, "city", "Kasur");
      if (!rabta_batch_save (batch, record, error) ||
          (i % 4 >= 2 && !rabta_batch_delete (batch, record, error)))
        return FALSE;
    }
  if (!rabta_batch_save (batch, passing, error))
    return FALSE;
  rabta_record_set_text (passing, "owner", "Successor");

  return rabta_batch_save (batch, passing, error) && rabta_batch_delete (batch, passing, error);
}

static void
assert_found (Fixture    *fixture,
              const char *text,
              guint       expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = rabta_casebook_search_sync (fixture->casebook, text, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, expected);
}

static void
assert_as_imported (Fixture   *fixture,
                    GPtrArray *enterprises)
{
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_ENTERPRISE), ==, N_MANY);
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_PERSON), ==, N_MANY);
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *owner = g_strdup_printf ("Owner%03u", i);

      assert_owner (fixture, g_ptr_array_index (enterprises, i), owner);
    }
  assert_found (fixture, "weaver", N_MANY);
  assert_found (fixture, "owner007", 2);
  assert_found (fixture, "kasur", 0);
  assert_found (fixture, "successor", 0);
  assert_whole (fixture->casebook, FALSE);
}

static void
assert_changed (Fixture   *fixture,
                GPtrArray *enterprises)
{
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_ENTERPRISE), ==, N_MANY / 2);
  assert_owner (fixture, g_ptr_array_index (enterprises, 4), "Successor");
  assert_owner (fixture, g_ptr_array_index (enterprises, 5), NULL);
  assert_owner (fixture, g_ptr_array_index (enterprises, 6), "(gone)");
  assert_owner (fixture, g_ptr_array_index (enterprises, 7), "(gone)");
  assert_found (fixture, "weaver", N_MANY / 2);
  assert_found (fixture, "successor", N_MANY / 4);
  assert_found (fixture, "kasur", N_MANY / 4);
  assert_found (fixture, "owner004", 1);
  assert_found (fixture, "passing", 0);
  assert_whole (fixture->casebook, FALSE);
}

static void
write_many (Fixture        *fixture,
            const char     *action,
            RabtaWriteFunc  func,
            GPtrArray      *enterprises)
{
  g_autoptr (GError) error = NULL;

  rabta_casebook_write_sync (fixture->casebook, action, func, enterprises, NULL, &error);
  g_assert_no_error (error);
}

static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) enterprises = g_ptr_array_new_with_free_func (g_object_unref);

  write_many (fixture, "Import", add_many, enterprises);
  assert_as_imported (fixture, enterprises);
  write_many (fixture, "Change", change_many, enterprises);
  assert_changed (fixture, enterprises);

  undo (fixture, "Change");
  assert_as_imported (fixture, enterprises);
  undo (fixture, "Import");
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_ENTERPRISE), ==, 0);
  assert_found (fixture, "weaver", 0);
  assert_found (fixture, "owner007", 0);
  assert_whole (fixture->casebook, FALSE);
  undo (fixture, NULL);

  fixture_reopen (fixture);
  redo (fixture, "Import");
  assert_as_imported (fixture, enterprises);
  redo (fixture, "Change");
  assert_changed (fixture, enterprises);
  redo (fixture, NULL);
  assert_whole (fixture->casebook, TRUE);
  assert_changed (fixture, enterprises);
}

/* What a batch wrote a moment ago is found by a search of the same batch. */
static gboolean
search_within (RabtaBatch    *batch,
               gpointer       user_data,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (RabtaRecord) record = make_enterprise ("Potter", "PK617");
  g_autoptr (GPtrArray) found = NULL;

  rabta_query_set_search (query, "potter");
  if (!rabta_batch_save (batch, record, error))
    return FALSE;
  found = rabta_batch_query (batch, query, 0, error);
  if (found == NULL)
    return FALSE;
  g_assert_cmpuint (found->len, ==, 1);

  return TRUE;
}

static void
test_search_within (Fixture       *fixture,
                    gconstpointer  data)
{
  write_many (fixture, "Add", search_within, NULL);
  assert_found (fixture, "potter", 1);
  undo (fixture, "Add");
  assert_found (fixture, "potter", 0);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

static RabtaRecord *
make_part (Fixture     *fixture,
           RabtaKind    kind,
           const char  *text_field,
           const char  *owner_field,
           RabtaRecord *owner)
{
  RabtaRecord *record = rabta_record_new (kind);

  rabta_record_set_text (record, text_field, kind == RABTA_KIND_FOLLOW_UP ? "2026-03-01" : "Part");
  rabta_record_set_ref (record, owner_field, rabta_record_get_id (owner));
  if (kind == RABTA_KIND_FOLLOW_UP)
    rabta_record_set_text (record, "summary", "Call again");
  save_one (fixture->casebook, record, "Add");

  return record;
}

static gboolean
delete_cb (RabtaBatch    *batch,
           gpointer       record,
           GCancellable  *cancellable,
           GError       **error)
{
  return rabta_batch_delete (batch, record, error);
}

static void
delete_one (Fixture     *fixture,
            RabtaRecord *record)
{
  g_autoptr (GError) error = NULL;

  rabta_casebook_write_sync (fixture->casebook, "Delete", delete_cb, record, NULL, &error);
  g_assert_no_error (error);
}

/* An enterprise takes its people along, but not one who is a partner's as well; and all of it comes back. */
static void
test_parts (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (RabtaRecord) enterprise = make_enterprise ("Chenab Sports", "PK617");
  g_autoptr (RabtaRecord) partner = rabta_record_new (RABTA_KIND_ORGANIZATION);
  g_autoptr (RabtaRecord) own = NULL;
  g_autoptr (RabtaRecord) shared = NULL;
  g_autoptr (RabtaRecord) reminder = NULL;

  save_one (fixture->casebook, enterprise, "Add");
  rabta_record_set_text (partner, "name", "Chamber");
  save_one (fixture->casebook, partner, "Add");
  own = make_part (fixture, RABTA_KIND_PERSON, "name", "enterprise", enterprise);
  shared = make_part (fixture, RABTA_KIND_PERSON, "name", "enterprise", enterprise);
  rabta_record_set_ref (shared, "organization", rabta_record_get_id (partner));
  save_one (fixture->casebook, shared, "Change");
  reminder = make_part (fixture, RABTA_KIND_FOLLOW_UP, "due", "enterprise", enterprise);

  delete_one (fixture, enterprise);
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_ENTERPRISE), ==, 0);
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_FOLLOW_UP), ==, 0);
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_PERSON), ==, 1);
  assert_whole (fixture->casebook, TRUE);

  undo (fixture, "Delete");
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_ENTERPRISE), ==, 1);
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_FOLLOW_UP), ==, 1);
  g_assert_cmpint (count_kind (fixture->casebook, RABTA_KIND_PERSON), ==, 2);
  assert_whole (fixture->casebook, TRUE);
}

int
main (int    argc,
      char **argv)
{
  fixture_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("/undo/one", test_undo);
  ADD ("/undo/many", test_many);
  ADD ("/undo/search-within", test_search_within);
  ADD ("/undo/parts", test_parts);

  return g_test_run ();
}
