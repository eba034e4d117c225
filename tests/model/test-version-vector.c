/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/version-vector.h"

static const guint8 lahore[RABTA_SITE_ID_LENGTH] = { 1 };
static const guint8 karachi[RABTA_SITE_ID_LENGTH] = { 2 };

#define LAHORE "0100000000000000"
#define KARACHI "0200000000000000"

static void
assert_text (const RabtaVersionVector *vector,
             const char               *expected)
{
  g_autofree char *text = rabta_version_vector_to_string (vector);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_ranges (GArray     *ranges,
               const char *expected)
{
  g_autoptr (RabtaVersionVector) vector = rabta_version_vector_new ();

  for (guint i = 0; i < ranges->len; i++)
    {
      RabtaVersionRange *range = &g_array_index (ranges, RabtaVersionRange, i);

      rabta_version_vector_add (vector, range->site, range->first, range->last);
    }
  assert_text (vector, expected);
}

/* Ranges that touch or overlap become one, in whatever order they are added. */
static void
test_add (void)
{
  g_autoptr (RabtaVersionVector) vector = rabta_version_vector_new ();

  assert_text (vector, "");
  rabta_version_vector_add (vector, karachi, 5, 9);
  rabta_version_vector_add (vector, lahore, 10, 12);
  rabta_version_vector_add (vector, lahore, 1, 3);
  rabta_version_vector_add (vector, lahore, 5, 5);
  assert_text (vector, LAHORE ":1-3,5-5,10-12;" KARACHI ":5-9");
  rabta_version_vector_add (vector, lahore, 4, 4);
  assert_text (vector, LAHORE ":1-5,10-12;" KARACHI ":5-9");
  rabta_version_vector_add (vector, lahore, 2, 20);
  assert_text (vector, LAHORE ":1-20;" KARACHI ":5-9");
}

static void
test_subtract (void)
{
  g_autoptr (RabtaVersionVector) has = rabta_version_vector_parse (LAHORE ":1-20;" KARACHI ":3-9");
  g_autoptr (RabtaVersionVector) knows = rabta_version_vector_parse (LAHORE ":1-4,8-10,15-30");
  g_autoptr (GArray) lacks = rabta_version_vector_subtract (has, knows);
  g_autoptr (GArray) nothing = rabta_version_vector_subtract (has, has);
  g_autoptr (GArray) holes = rabta_version_vector_list_holes (knows);

  assert_ranges (lacks, LAHORE ":5-7,11-14;" KARACHI ":3-9");
  g_assert_cmpuint (nothing->len, ==, 0);
  assert_ranges (holes, LAHORE ":5-7,11-14");
  rabta_version_vector_join (knows, has);
  assert_text (knows, LAHORE ":1-30;" KARACHI ":3-9");
}

static void
test_parse (void)
{
  const char * const wrong[] = {
    LAHORE, LAHORE ":", LAHORE ":0-3", LAHORE ":5-4", LAHORE ":1", "01:1-2", LAHORE ":1-2;x", LAHORE ":1-9223372036854775807",
    LAHORE ":1-2,", "zz00000000000000:1-2",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (RabtaVersionVector) vector = rabta_version_vector_parse (wrong[i]);

      g_assert_null (vector);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/version-vector/add", test_add);
  g_test_add_func ("/version-vector/subtract", test_subtract);
  g_test_add_func ("/version-vector/parse", test_parse);

  return g_test_run ();
}
