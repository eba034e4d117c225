/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "casebook-fixture.h"

#include "model/record-list.h"

typedef struct
{
  guint position, removed, added, count;
} Splices;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    data)
{
  Splices *splices = data;

  *splices = (Splices) { position, removed, added, splices->count + 1 };
}

static gboolean
out_of_time_cb (gpointer data)
{
  g_error ("Waited for %s in vain", (const char *) data);

  return G_SOURCE_REMOVE;
}

#define wait_until(condition)                                             \
  G_STMT_START                                                            \
  {                                                                       \
    guint bound = g_timeout_add_seconds (20, out_of_time_cb, (gpointer) #condition); \
    while (!(condition))                                                  \
      g_main_context_iteration (NULL, TRUE);                              \
    g_source_remove (bound);                                              \
  }                                                                       \
  G_STMT_END

static gboolean
fill (RabtaBatch    *batch,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  for (guint i = 0; i < GPOINTER_TO_UINT (data); i++)
    {
      g_autofree char *name = g_strdup_printf ("Works %05u", i);
      g_autoptr (RabtaRecord) record = make_enterprise (name, i % 2 ? "PK617" : "PK631");

      if (!rabta_batch_save (batch, record, error))
        return FALSE;
    }

  return TRUE;
}

static void
fill_with (Fixture *fixture,
           guint    n)
{
  g_autoptr (GError) error = NULL;

  rabta_casebook_write_sync (fixture->casebook, "Fill", fill, GUINT_TO_POINTER (n), NULL, &error);
  g_assert_no_error (error);
}

static RabtaRecordList *
new_list (Fixture *fixture)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);
  RabtaRecordList *list = rabta_record_list_new (fixture->casebook, query);

  wait_until (!rabta_record_list_is_loading (list));
  g_assert_null (rabta_record_list_get_error (list));

  return list;
}

static void
test_placeholders_fill (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (RabtaRecordList) list = NULL;
  g_autoptr (RabtaRecord) record = NULL;
  g_autoptr (RabtaRecord) again = NULL;

  fill_with (fixture, 1000);
  list = new_list (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1000);

  record = g_list_model_get_item (G_LIST_MODEL (list), 777);
  again = g_list_model_get_item (G_LIST_MODEL (list), 777);
  g_assert_true (record == again);
  g_assert_false (rabta_record_is_loaded (record));
  wait_until (rabta_record_is_loaded (record));
  g_assert_cmpstr (rabta_record_get_text (record, "name"), ==, "Works 00777");
  g_assert_cmpint (rabta_record_list_find (list, rabta_record_get_id (record)), ==, 777);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 1000));
}

/* The first records of a list, as they are shown: none of them still to be fetched. */
static void
assert_works_first (RabtaRecordList *list,
                    guint            n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RabtaRecord) record = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autofree char *name = g_strdup_printf ("Works %05u", i);

      g_assert_true (rabta_record_is_loaded (record));
      g_assert_cmpstr (rabta_record_get_text (record, "name"), ==, name);
    }
}

/* Of a search by a letter or two, which finds most of a register, the first records are there before it is
 * known how many there are; and they are the right ones. */
static void
test_glimpse (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const typed[] = { "", "w", "works", "works 0", "w 0" };
  g_autoptr (RabtaRecordList) list = NULL;

  fill_with (fixture, 1000);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("Acme %u", i);
      g_autoptr (RabtaRecord) record = make_enterprise (name, "PK617");

      save_one (fixture->casebook, record, "New");
    }
  list = new_list (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);

      rabta_query_set_search (query, typed[i]);
      rabta_record_list_set_query (list, query);
      g_assert_false (rabta_record_list_has_answer (list));
      wait_until (rabta_record_list_has_answer (list));
      if (i == 0)
        {
          wait_until (!rabta_record_list_is_loading (list));
          continue;
        }
      /* A longer word is in the index as it stands. */
      g_assert_true (rabta_record_list_is_loading (list) == !g_str_equal (typed[i], "works"));
      assert_works_first (list, 40);
      wait_until (!rabta_record_list_is_loading (list));
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1000);
      assert_works_first (list, 40);
    }
}

/* The answer to a question can be painted as it comes: the first records are there with it. */
static void
test_first_are_there (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (RabtaRecordList) list = NULL;
  g_autoptr (RabtaRecord) far = NULL;

  fill_with (fixture, 1000);
  list = new_list (fixture);
  rabta_query_set_search (query, "works 007");
  rabta_record_list_set_query (list, query);
  wait_until (!rabta_record_list_is_loading (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 100);
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (RabtaRecord) record = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autofree char *name = g_strdup_printf ("Works %05u", 700 + i);

      g_assert_true (rabta_record_is_loaded (record));
      g_assert_cmpstr (rabta_record_get_text (record, "name"), ==, name);
    }

  far = g_list_model_get_item (G_LIST_MODEL (list), 99);
  g_assert_false (rabta_record_is_loaded (far));
  wait_until (rabta_record_is_loaded (far));
  g_assert_cmpstr (rabta_record_get_text (far, "name"), ==, "Works 00799");
}

/* A record that is edited while a question is answered is never left as it was before. */
static void
test_edit_during_answer (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (RabtaRecordList) list = NULL;

  fill_with (fixture, 1000);
  list = new_list (fixture);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);
      g_autoptr (RabtaQuery) all = rabta_query_new (RABTA_KIND_ENTERPRISE);
      g_autofree char *search = g_strdup_printf ("works 00%02u", i);
      g_autofree char *owner = g_strdup_printf ("Owner %u", i);
      g_autoptr (RabtaRecord) shown = g_list_model_get_item (G_LIST_MODEL (list), 0);
      g_autoptr (RabtaRecord) edited = NULL;
      g_autoptr (RabtaRecord) first = NULL;

      rabta_query_set_search (query, search);
      wait_until (rabta_record_is_loaded (shown));
      edited = rabta_record_copy (shown);
      rabta_record_set_text (edited, "owner", owner);
      rabta_record_list_set_query (list, query);
      save_one (fixture->casebook, edited, "Edit");
      rabta_record_list_set_query (list, all);
      wait_until (!rabta_record_list_is_loading (list));
      first = g_list_model_get_item (G_LIST_MODEL (list), 0);
      wait_until (g_strcmp0 (rabta_record_get_text (first, "owner"), owner) == 0);
    }
}

static void
test_splices (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (RabtaRecordList) list = NULL;
  g_autoptr (RabtaRecord) shown = NULL;
  g_autoptr (RabtaRecord) edited = NULL;
  g_autoptr (RabtaRecord) added = make_enterprise ("Works 00500 A", "PK617");
  Splices splices = { 0 };

  fill_with (fixture, 1000);
  list = new_list (fixture);
  shown = g_list_model_get_item (G_LIST_MODEL (list), 10);
  wait_until (rabta_record_is_loaded (shown));
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &splices);

  save_one (fixture->casebook, added, "Add");
  wait_until (splices.count == 1);
  g_assert_cmpuint (splices.position, ==, 501);
  g_assert_cmpuint (splices.removed, ==, 0);
  g_assert_cmpuint (splices.added, ==, 1);

  /* An edit that moves nothing shows in the record and splices nothing. */
  edited = rabta_record_copy (shown);
  rabta_record_set_text (edited, "owner", "Aisha");
  save_one (fixture->casebook, edited, "Edit");
  wait_until (g_strcmp0 (rabta_record_get_text (shown, "owner"), "Aisha") == 0);
  g_assert_cmpuint (splices.count, ==, 1);
}

static void
test_newer_query_wins (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (RabtaRecordList) list = NULL;
  const char *typed[] = { "w", "wo", "works 0004", "works 00042" };

  fill_with (fixture, 1000);
  list = new_list (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);

      rabta_query_set_search (query, typed[i]);
      rabta_record_list_set_query (list, query);
    }
  wait_until (!rabta_record_list_is_loading (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  g_assert_null (rabta_record_list_get_error (list));
}

static void
test_memory_is_bounded (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (RabtaRecordList) list = NULL;
  GWeakRef first;

  fill_with (fixture, 2000);
  list = new_list (fixture);
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (RabtaRecord) record = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (i == 0)
        g_weak_ref_init (&first, record);
    }
  g_assert_null (g_weak_ref_get (&first));
  g_weak_ref_clear (&first);
}

static void
test_error_is_told (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_ENTERPRISE);
  g_autoptr (RabtaRecordList) list = NULL;

  rabta_casebook_close (fixture->casebook);
  list = rabta_record_list_new (fixture->casebook, query);
  wait_until (!rabta_record_list_is_loading (list));
  g_assert_nonnull (rabta_record_list_get_error (list));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  fixture_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("/record-list/placeholders-fill", test_placeholders_fill);
  ADD ("/record-list/first-are-there", test_first_are_there);
  ADD ("/record-list/glimpse", test_glimpse);
  ADD ("/record-list/edit-during-answer", test_edit_during_answer);
  ADD ("/record-list/splices", test_splices);
  ADD ("/record-list/newer-query-wins", test_newer_query_wins);
  ADD ("/record-list/memory-is-bounded", test_memory_is_bounded);
  ADD ("/record-list/error-is-told", test_error_is_told);

  return g_test_run ();
}
