/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes found by what people write in real lists. */
#include "programme/programme.h"

#include <string.h>

static RabtaProgramme *programme;

static void
assert_match (const char *list_id,
              const char *text,
              const char *code)
{
  RabtaCodeList *list = rabta_programme_get_list (programme, list_id);
  RabtaCodeItem *item = rabta_code_list_match (list, text);

  g_assert_cmpstr (item != NULL ? rabta_code_item_get_code (item) : NULL, ==, code);
}

static void
test_match (void)
{
  assert_match ("province", "PK-KP", "PK-KP");
  assert_match ("province", "KPK", "PK-KP");
  assert_match ("province", "k.p.k.", "PK-KP");
  assert_match ("province", "NWFP", "PK-KP");
  assert_match ("province", "  khyber   pakhtunkhwa ", "PK-KP");
  assert_match ("province", "خیبر پختونخوا", "PK-KP");
  assert_match ("province", "Sind", "PK-SD");
  assert_match ("province", "AJ&K", "PK-JK");
  assert_match ("district", "Nawabshah", "PK719");
  assert_match ("district", "NAWAB SHAH", "PK719");
  assert_match ("district", "D.G.Khan", "PK607");
  assert_match ("district", "Lyallpur", "PK608");
  assert_match ("district", "Turbat", "PK211");
  assert_match ("country", "UK", "GB");
  assert_match ("country", "Turkey", "TR");
  assert_match ("standard", "ISO 9001:2015", "ISO9001");
  assert_match ("legal-form", "(Pvt) Ltd.", "private-limited");
  assert_match ("gender", "F", "female");
  assert_match ("track", "Access to finance", "A2F");
}

/* Arabic keyboards write yeh, kaf and heh with other letters than Urdu ones. */
static void
test_letter_forms (void)
{
  assert_match ("district", "سیالکوٹ", "PK634");
  assert_match ("district", "سيالكوٹ", "PK634");
  assert_match ("district", "فیصل آباد", "PK608");
  assert_match ("district", "فيصل اباد", "PK608");
  assert_match ("province", "سندھ", "PK-SD");
}

static void
test_no_match (void)
{
  assert_match ("district", "", NULL);
  assert_match ("district", NULL, NULL);
  assert_match ("district", "...", NULL);
  assert_match ("district", "Lahor", NULL);
  assert_match ("district", "Lahore Karachi", NULL);
  assert_match ("province", "Douglas", NULL);
}

/* Retired codes stay readable, but are not offered. */
static void
test_validity (void)
{
  RabtaCodeList *list = rabta_programme_get_list (programme, "district");
  RabtaCodeItem *old = rabta_code_list_get_item (list, "PK530");
  RabtaCodeItem *current = rabta_code_list_get_item (list, "PK617");

  g_assert_true (rabta_code_item_is_valid_on (old, "2022-12-31"));
  g_assert_false (rabta_code_item_is_valid_on (old, "2023-01-01"));
  g_assert_true (rabta_code_item_is_valid_on (current, "1950-01-01"));
  g_assert_nonnull (rabta_code_item_get_label (old));
}

static void
test_attributes (void)
{
  RabtaCodeItem *district =
    rabta_code_list_get_item (rabta_programme_get_list (programme, "district"), "PK719");
  RabtaCodeItem *standard =
    rabta_code_list_get_item (rabta_programme_get_list (programme, "standard"), "ISO9001");
  RabtaCodeItem *cluster =
    rabta_code_list_get_item (rabta_programme_get_list (programme, "cluster"), "SKT-SUR");
  g_autofree char *label = NULL;
  g_autofree char *code = NULL;

  g_assert_cmpstr (rabta_code_item_get_parent (district), ==, "PK-SD");
  g_assert_cmpstr (rabta_code_item_get_label (district), ==, "Shaheed Benazirabad");
  g_assert_cmpstr (rabta_code_item_get_label_for (district, "ur"), ==, "شہید بینظیر آباد");
  g_assert_cmpstr (rabta_code_item_get_label_for (district, "fr"), ==, "Shaheed Benazirabad");
  g_assert_true (g_strv_contains (rabta_code_item_get_aliases (district), "Nawabshah"));
  g_assert_null (rabta_code_item_get_successor (district));
  g_assert_cmpstr (rabta_code_item_get_attribute (standard, "validity-months"), ==, "36");
  g_assert_nonnull (strstr (rabta_code_item_get_attribute (standard, "documents"), "CAPA"));
  g_assert_cmpstr (rabta_code_item_get_attribute (cluster, "hs"), ==, "90 82");
  g_assert_cmpstr (rabta_code_item_get_label (cluster), ==,
                   "Surgical & Dental Instruments, Sialkot");
  g_assert_null (rabta_code_item_get_attribute (cluster, "nothing"));

  g_object_get (district, "label", &label, "code", &code, NULL);
  g_assert_cmpstr (label, ==, "Shaheed Benazirabad");
  g_assert_cmpstr (code, ==, "PK719");
}

static void
test_lists (void)
{
  static const struct
  {
    const char *id;
    guint       at_least;
  } lists[] = {
    { "track", 9 }, { "stage", 97 }, { "province", 7 }, { "district", 171 }, { "cluster", 75 },
    { "sector", 30 }, { "standard", 45 }, { "finance-scheme", 20 }, { "indicator", 34 },
    { "size", 4 }, { "legal-form", 7 }, { "enterprise-status", 3 }, { "organization-type", 8 },
    { "event-type", 5 }, { "participation-role", 4 }, { "person-role", 5 }, { "gender", 3 },
    { "activity-type", 7 }, { "priority", 3 }, { "case-status", 3 }, { "close-reason", 8 },
    { "case-result", 3 }, { "evidence-grade", 3 }, { "outcome-type", 10 }, { "document-type", 5 },
    { "pause-reason", 5 }, { "currency", 20 }, { "country", 60 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      RabtaCodeList *list = rabta_programme_get_list (programme, lists[i].id);
      guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

      g_assert_cmpstr (rabta_code_list_get_id (list), ==, lists[i].id);
      g_assert_cmpuint (n, >=, lists[i].at_least);
      for (guint j = 0; j < n; j++)
        {
          g_autoptr (RabtaCodeItem) item = g_list_model_get_item (G_LIST_MODEL (list), j);

          /* Two items of one name would make an import guess. */
          assert_match (lists[i].id, rabta_code_item_get_label (item),
                        rabta_code_item_get_code (item));
          for (guint k = 0; rabta_code_item_get_aliases (item)[k] != NULL; k++)
            assert_match (lists[i].id, rabta_code_item_get_aliases (item)[k],
                          rabta_code_item_get_code (item));
        }
    }
}

/* What a cluster says of its place and sector leads somewhere. */
static void
test_clusters (void)
{
  RabtaCodeList *clusters = rabta_programme_get_list (programme, "cluster");
  RabtaCodeList *sectors = rabta_programme_get_list (programme, "sector");
  RabtaCodeList *provinces = rabta_programme_get_list (programme, "province");

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (clusters)); i++)
    {
      g_autoptr (RabtaCodeItem) item = g_list_model_get_item (G_LIST_MODEL (clusters), i);

      g_assert_nonnull (
        rabta_code_list_get_item (sectors, rabta_code_item_get_attribute (item, "sector")));
      g_assert_nonnull (
        rabta_code_list_get_item (provinces, rabta_code_item_get_attribute (item, "province")));
    }
}

static gpointer
match_cb (gpointer data)
{
  for (guint i = 0; i < 1000; i++)
    assert_match ("district", "Nawabshah", "PK719");

  return NULL;
}

/* Imports ask from a worker while a form asks from the main loop. */
static void
test_threads (void)
{
  g_autoptr (RabtaProgramme) fresh = rabta_programme_new_shipped (NULL);
  RabtaProgramme *usual = programme;
  GThread *threads[4];

  programme = fresh;
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("match", match_cb, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  programme = usual;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_setenv ("LANGUAGE", "en", TRUE);
  g_test_init (&argc, &argv, NULL);
  programme = rabta_programme_new_shipped (&error);
  g_assert_no_error (error);

  g_test_add_func ("/programme/code-list/match", test_match);
  g_test_add_func ("/programme/code-list/letter-forms", test_letter_forms);
  g_test_add_func ("/programme/code-list/no-match", test_no_match);
  g_test_add_func ("/programme/code-list/validity", test_validity);
  g_test_add_func ("/programme/code-list/attributes", test_attributes);
  g_test_add_func ("/programme/code-list/lists", test_lists);
  g_test_add_func ("/programme/code-list/clusters", test_clusters);
  g_test_add_func ("/programme/code-list/threads", test_threads);

  status = g_test_run ();
  g_clear_object (&programme);

  return status;
}
