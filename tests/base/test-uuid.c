/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/uuid.h"

#include <string.h>

#define N_IDS 20000
#define N_THREADS 4

static void
test_form (void)
{
  RabtaUuid id;
  RabtaUuid again;
  gint64 ms = 0;
  g_autofree char *text = NULL;
  g_autofree char *upper = NULL;

  rabta_uuid_init (&id);
  text = rabta_uuid_to_string (&id);
  g_assert_true (g_uuid_string_is_valid (text));
  g_assert_cmpint (text[14], ==, '7');
  g_assert_nonnull (strchr ("89ab", text[19]));
  g_assert_true (rabta_uuid_parse (text, &again));
  g_assert_true (rabta_uuid_equal (&id, &again));
  g_assert_cmpuint (rabta_uuid_hash (&id), ==, rabta_uuid_hash (&again));
  g_assert_false (rabta_uuid_is_nil (&id));

  upper = g_ascii_strup (text, -1);
  g_assert_true (rabta_uuid_parse (upper, &again));
  g_assert_true (rabta_uuid_equal (&id, &again));

  for (int i = 0; i < 6; i++)
    ms = ms << 8 | id.bytes[i];
  g_assert_cmpint (ABS (g_get_real_time () / 1000 - ms), <, 60000);
}

static void
test_refuses (void)
{
  static const char *const wrong[] = {
    "", "nil", "018f4e2a-7b1c-7def-8123-456789abcde", "018f4e2a-7b1c-7def-8123-456789abcdef0",
    "018f4e2a 7b1c-7def-8123-456789abcdef", "018f4e2a-7b1c-7def-8123-456789abcdeg",
    "{018f4e2a-7b1c-7def-8123-456789abcdef}",
  };
  RabtaUuid id;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (rabta_uuid_parse (wrong[i], &id));
      g_assert_true (rabta_uuid_is_nil (&id));
    }
  g_assert_false (rabta_uuid_parse (NULL, &id));
}

static void
test_order (void)
{
  RabtaUuid last;

  rabta_uuid_init (&last);
  for (int i = 0; i < N_IDS; i++)
    {
      RabtaUuid id;

      rabta_uuid_init (&id);
      g_assert_cmpint (rabta_uuid_compare (&id, &last), >, 0);
      last = id;
    }
}

static gpointer
make_ids_cb (gpointer data)
{
  RabtaUuid *ids = data;

  for (int i = 0; i < N_IDS; i++)
    rabta_uuid_init (&ids[i]);

  return NULL;
}

static void
test_threads (void)
{
  g_autofree RabtaUuid *ids = g_new (RabtaUuid, N_IDS * N_THREADS);
  g_autoptr (GHashTable) seen = g_hash_table_new (rabta_uuid_hash, rabta_uuid_equal);
  GThread *threads[N_THREADS];

  for (int i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("ids", make_ids_cb, ids + i * N_IDS);
  for (int i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  for (int i = 0; i < N_IDS * N_THREADS; i++)
    g_assert_true (g_hash_table_add (seen, &ids[i]));
}

static void
test_repeatable (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GRand) same = g_rand_new_with_seed (1);
  RabtaUuid a, b, later;

  rabta_uuid_init_at (&a, 1769212800000, random);
  rabta_uuid_init_at (&b, 1769212800000, same);
  rabta_uuid_init_at (&later, 1769212800001, random);
  g_assert_true (rabta_uuid_equal (&a, &b));
  g_assert_cmpint (rabta_uuid_compare (&a, &later), <, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uuid/form", test_form);
  g_test_add_func ("/uuid/refuses", test_refuses);
  g_test_add_func ("/uuid/order", test_order);
  g_test_add_func ("/uuid/threads", test_threads);
  g_test_add_func ("/uuid/repeatable", test_repeatable);
  return g_test_run ();
}
