/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <string.h>

static const RabtaUuid an_id = { { 1, 2, 3, 4, 5, 6, 0x77, 8, 0x89, 10, 11, 12, 13, 14, 15, 16 } };

/* Binds each type at the first parameter of five and at the last. */
static const int ends[] = { 0, 4 };

static RabtaStatement *
five (RabtaDatabase *database)
{
  g_autoptr (GError) error = NULL;
  RabtaStatement *statement = rabta_database_cached (database, "SELECT ?1, ?2, ?3, ?4, ?5", &error);

  g_assert_no_error (error);
  return statement;
}

static void
step_row (RabtaStatement *statement)
{
  g_autoptr (GError) error = NULL;
  RabtaStep step = rabta_statement_step (statement, "Test", &error);

  g_assert_no_error (error);
  g_assert_cmpint (step, ==, RABTA_STEP_ROW);
}

/* Everything but the column bound is still NULL. */
static void
assert_only (RabtaStatement *statement,
             int             column)
{
  g_assert_cmpint (rabta_statement_n_columns (statement), ==, 5);
  for (int i = 0; i < 5; i++)
    g_assert_cmpint (rabta_statement_is_null (statement, i), ==, i != column);
}

static void
test_bind_null (Fixture *fixture)
{
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      RabtaStatement *statement = five (database);

      for (int k = 0; k < 5; k++)
        rabta_statement_bind_int (statement, k, 7);
      rabta_statement_bind_null (statement, ends[i]);
      step_row (statement);
      for (int k = 0; k < 5; k++)
        g_assert_cmpint (rabta_statement_is_null (statement, k), ==, k == ends[i]);
    }
}

static void
test_bind_int (Fixture *fixture)
{
  static const gint64 numbers[] = { 0, 1, -1, G_MAXINT64, G_MININT64 };
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      for (gsize k = 0; k < G_N_ELEMENTS (numbers); k++)
        {
          RabtaStatement *statement = five (database);

          rabta_statement_bind_int (statement, ends[i], numbers[k]);
          step_row (statement);
          assert_only (statement, ends[i]);
          g_assert_cmpint (rabta_statement_get_int (statement, ends[i]), ==, numbers[k]);
        }
    }
}

static void
test_bind_text (Fixture *fixture)
{
  static const char *const texts[] = { "", "a", "رابطہ", "it's \"so\"; DROP TABLE item; --", "😀" };
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      RabtaStatement *statement = five (database);

      for (gsize k = 0; k < G_N_ELEMENTS (texts); k++)
        {
          rabta_statement_reset (statement);
          rabta_statement_bind_text (statement, ends[i], texts[k], -1);
          step_row (statement);
          assert_only (statement, ends[i]);
          g_assert_cmpstr (rabta_statement_get_text (statement, ends[i]), ==, texts[k]);
        }

      rabta_statement_reset (statement);
      rabta_statement_bind_text (statement, ends[i], "abcdef", 3);
      step_row (statement);
      g_assert_cmpstr (rabta_statement_get_text (statement, ends[i]), ==, "abc");

      rabta_statement_reset (statement);
      rabta_statement_bind_text (statement, ends[i], NULL, -1);
      step_row (statement);
      g_assert_null (rabta_statement_get_text (statement, ends[i]));
    }
}

static void
test_bind_blob (Fixture *fixture)
{
  static const guint8 bytes[] = { 0, 255, 0, 1 };
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      RabtaStatement *statement = five (database);
      gconstpointer data;
      gsize length = 99;

      rabta_statement_bind_blob (statement, ends[i], bytes, sizeof bytes);
      step_row (statement);
      assert_only (statement, ends[i]);
      data = rabta_statement_get_blob (statement, ends[i], &length);
      g_assert_cmpmem (data, length, bytes, sizeof bytes);

      /* Empty is not NULL. */
      rabta_statement_reset (statement);
      rabta_statement_bind_blob (statement, ends[i], NULL, 0);
      step_row (statement);
      assert_only (statement, ends[i]);
      rabta_statement_get_blob (statement, ends[i], &length);
      g_assert_cmpuint (length, ==, 0);
    }
}

static void
test_bind_uuid (Fixture *fixture)
{
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      RabtaStatement *statement = five (database);
      RabtaUuid id;

      rabta_statement_bind_uuid (statement, ends[i], &an_id);
      step_row (statement);
      assert_only (statement, ends[i]);
      g_assert_true (rabta_statement_get_uuid (statement, ends[i], &id));
      g_assert_cmpmem (id.bytes, 16, an_id.bytes, 16);

      rabta_statement_reset (statement);
      rabta_statement_bind_uuid (statement, ends[i], NULL);
      step_row (statement);
      g_assert_false (rabta_statement_get_uuid (statement, ends[i], &id));

      rabta_statement_reset (statement);
      rabta_statement_bind_text (statement, ends[i], "sixteen letters!", -1);
      step_row (statement);
      g_assert_false (rabta_statement_get_uuid (statement, ends[i], &id));

      rabta_statement_reset (statement);
      rabta_statement_bind_blob (statement, ends[i], an_id.bytes, 15);
      step_row (statement);
      g_assert_false (rabta_statement_get_uuid (statement, ends[i], &id));
    }
}

static void
test_bind_value (Fixture *fixture)
{
  char text[] = "text";
  RabtaValue values[] = {
    { RABTA_VALUE_NULL },
    { RABTA_VALUE_INTEGER, { .integer = -42 } },
    { RABTA_VALUE_TEXT, { .text = text } },
    { RABTA_VALUE_ID, { .id = an_id } },
  };
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      for (gsize k = 0; k < G_N_ELEMENTS (values); k++)
        {
          g_auto (RabtaValue) back = RABTA_VALUE_INIT;
          RabtaStatement *statement = five (database);

          rabta_statement_bind_value (statement, ends[i], &values[k]);
          step_row (statement);
          rabta_statement_get_value (statement, ends[i], values[k].type, &back);
          g_assert_true (rabta_value_equal (&values[k], &back));

          /* What a broken file may hold in the place of an id. */
          if (values[k].type == RABTA_VALUE_TEXT)
            {
              rabta_statement_get_value (statement, ends[i], RABTA_VALUE_ID, &back);
              g_assert_cmpint (back.type, ==, RABTA_VALUE_NULL);
            }
          rabta_statement_reset (statement);
        }
    }
}

static void
test_bind_outside (Fixture *fixture)
{
  static const int outside[] = { -1, 5 };
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (outside); i++)
    {
      g_autoptr (GError) error = NULL;
      RabtaStatement *statement = five (database);

      rabta_statement_bind_int (statement, outside[i], 1);
      rabta_statement_bind_int (statement, 0, 1);
      g_assert_cmpint (rabta_statement_step (statement, "Test", &error), ==, RABTA_STEP_ERROR);
      g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, "Test: "));

      /* A reset forgives. */
      rabta_statement_reset (statement);
      step_row (statement);
      rabta_statement_reset (statement);
    }
}

static void
test_steps_told_apart (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);
  g_autoptr (RabtaStatement) one = NULL;
  g_autoptr (RabtaStatement) none = NULL;
  g_autoptr (RabtaStatement) insert = NULL;

  one = rabta_database_prepare (database, "SELECT 1", &error);
  g_assert_cmpint (rabta_statement_step (one, "Test", &error), ==, RABTA_STEP_ROW);
  g_assert_cmpint (rabta_statement_step (one, "Test", &error), ==, RABTA_STEP_DONE);
  g_assert_no_error (error);

  none = rabta_database_prepare (database, "SELECT 1 WHERE 0", &error);
  g_assert_cmpint (rabta_statement_step (none, "Test", &error), ==, RABTA_STEP_DONE);
  g_assert_no_error (error);

  insert = rabta_database_prepare (database, "INSERT INTO item (pk, name) VALUES (?1, 'x')", &error);
  rabta_statement_bind_int (insert, 0, 12);
  g_assert_true (rabta_statement_run (insert, "Test", &error));
  g_assert_cmpint (rabta_database_last_rowid (database), ==, 12);
  g_assert_cmpint (rabta_database_changes (database), ==, 1);

  rabta_statement_bind_int (insert, 0, 12);
  g_assert_false (rabta_statement_run (insert, "Save the item", &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_CONSTRAINT);
  g_assert_true (g_str_has_prefix (error->message, "Save the item: "));
  g_clear_error (&error);

  /* And is ready again after the error. */
  rabta_statement_bind_int (insert, 0, 13);
  g_assert_true (rabta_statement_run (insert, "Test", &error));
  g_assert_no_error (error);

  g_assert_false (rabta_statement_run (one, "Test", &error));
  g_assert_nonnull (error);
}

static void
test_prepare_refuses (Fixture *fixture)
{
  static const char *const wrong[] = { "", " -- nothing", "SELEC 1", "SELECT 1; SELECT 2",
                                       "SELECT * FROM nowhere" };
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);
  g_autoptr (RabtaStatement) right = NULL;
  g_autoptr (GError) none = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rabta_database_prepare (database, wrong[i], &error));
      g_assert_error (error, RABTA_ERROR, RABTA_ERROR_FAILED);
      g_clear_error (&error);
      g_assert_null (rabta_database_cached (database, wrong[i], &error));
      g_assert_error (error, RABTA_ERROR, RABTA_ERROR_FAILED);
    }
  right = rabta_database_prepare (database, "SELECT 1; \n", &none);
  g_assert_no_error (none);
}

static void
test_cached (Fixture *fixture)
{
  const char *sql = "SELECT amount FROM item ORDER BY pk";
  g_autofree char *same = g_strdup (sql);
  g_autoptr (RabtaDatabase) database = fixture_create (fixture);
  RabtaStatement *outer, *inner;

  fixture_fill (database, 3);
  outer = rabta_database_cached (database, sql, NULL);
  g_assert_true (outer == rabta_database_cached (database, same, NULL));

  /* A recursion over the same text does not disturb the one outside. */
  step_row (outer);
  inner = rabta_database_cached (database, same, NULL);
  g_assert_true (inner != outer);
  step_row (inner);
  step_row (inner);
  g_assert_cmpint (rabta_statement_get_int (inner, 0), ==, 2);
  rabta_statement_reset (inner);
  step_row (outer);
  g_assert_cmpint (rabta_statement_get_int (outer, 0), ==, 2);
  rabta_statement_reset (outer);
  g_assert_true (outer == rabta_database_cached (database, sql, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/statement/bind-null", test_bind_null);
  fixture_add ("/store/statement/bind-int", test_bind_int);
  fixture_add ("/store/statement/bind-text", test_bind_text);
  fixture_add ("/store/statement/bind-blob", test_bind_blob);
  fixture_add ("/store/statement/bind-uuid", test_bind_uuid);
  fixture_add ("/store/statement/bind-value", test_bind_value);
  fixture_add ("/store/statement/bind-outside", test_bind_outside);
  fixture_add ("/store/statement/steps-told-apart", test_steps_told_apart);
  fixture_add ("/store/statement/prepare-refuses", test_prepare_refuses);
  fixture_add ("/store/statement/cached", test_cached);
  return g_test_run ();
}
