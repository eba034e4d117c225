/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/programme.h"

static void
test_shipped (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaProgramme) programme = rabta_programme_new_shipped (&error);

  g_assert_no_error (error);
  g_assert_cmpstr (rabta_programme_get_id (programme), ==, "smeda-2026");
  g_assert_cmpuint (g_list_model_get_n_items (rabta_programme_get_tracks (programme)), ==, 9);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/programme/shipped", test_shipped);

  return g_test_run ();
}
