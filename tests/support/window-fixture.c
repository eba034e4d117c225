/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "window-fixture.h"

void
window_fixture_set_up (WindowFixture *fixture,
                       gconstpointer  data)
{
  fixture->casebook = rabta_test_ui_casebook ();
  fixture->window = rabta_window_new (rabta_test_ui_application ());
  rabta_window_set_casebook (fixture->window, fixture->casebook);
  gtk_window_present (GTK_WINDOW (fixture->window));
  rabta_test_settle ();
}

void
window_fixture_tear_down (WindowFixture *fixture,
                          gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rabta_test_settle ();
  g_clear_object (&fixture->casebook);
}

/* How many records of a kind there are. */
gint64
window_fixture_count (WindowFixture *fixture,
                      RabtaKind      kind)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (kind);
  g_autoptr (GError) error = NULL;
  gint64 n = rabta_casebook_count_sync (fixture->casebook, query, &error);

  g_assert_no_error (error);
  return n;
}
