/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped definition, as the rest of the program sees it. */
#include "programme/programme.h"

#include <string.h>

static RabtaProgramme *programme;

static void
test_identity (void)
{
  gsize size;
  const char *xml = g_bytes_get_data (rabta_programme_get_xml (programme), &size);

  g_assert_cmpstr (rabta_programme_get_id (programme), ==, "smeda-2026");
  g_assert_cmpint (rabta_programme_get_version (programme), ==, 1);
  g_assert_nonnull (rabta_programme_get_title (programme));
  g_assert_true (g_str_has_prefix (xml, "<?xml"));
}

static void
test_tracks (void)
{
  static const struct
  {
    const char *code;
    guint       n_stages;
    const char *first;
    const char *last;
  } expected[] = {
    { "BUY", 13, "BUY-01", "BUY-11" }, { "SUB", 11, "SUB-01", "SUB-10" },
    { "EXP", 10, "EXP-01", "EXP-10" }, { "PRD", 9, "PRD-01", "PRD-09" },
    { "CER", 16, "CER-01", "CER-15" }, { "DOC", 8, "DOC-01", "DOC-08" },
    { "A2F", 13, "A2F-NEED", "A2F-CLOSE" }, { "CAP", 7, "CAP-01", "CAP-07" },
    { "GRN", 10, "GRN-01", "GRN-10" },
  };
  GListModel *tracks = rabta_programme_get_tracks (programme);

  g_assert_cmpuint (g_list_model_get_n_items (tracks), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (RabtaTrack) track = g_list_model_get_item (tracks, i);
      RabtaStage *stage = rabta_track_get_first_stage (track);
      const char *last = NULL;

      g_assert_cmpstr (rabta_track_get_code (track), ==, expected[i].code);
      g_assert_true (rabta_programme_get_track (programme, expected[i].code) == track);
      g_assert_nonnull (rabta_track_get_label (track));
      g_assert_cmpuint (g_list_model_get_n_items (rabta_track_get_stages (track)), ==,
                        expected[i].n_stages);
      g_assert_cmpstr (rabta_stage_get_code (stage), ==, expected[i].first);
      g_assert_cmpuint (rabta_track_get_n_fields (track), >=, 10);

      for (; stage != NULL; stage = rabta_track_get_next_stage (track, last))
        last = rabta_stage_get_code (stage);
      g_assert_cmpstr (last, ==, expected[i].last);
    }
}

/* Everything a page of a case shows of any stage. */
static void
test_stages (void)
{
  RabtaCodeList *list = rabta_programme_get_list (programme, "stage");
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  g_assert_cmpuint (n, ==, 97);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RabtaCodeItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);
      const char *code = rabta_code_item_get_code (item);
      RabtaStage *stage = rabta_programme_get_stage (programme, code);

      g_assert_cmpstr (rabta_stage_get_code (stage), ==, code);
      g_assert_cmpstr (rabta_stage_get_label (stage), ==, rabta_code_item_get_label (item));
      g_assert_cmpstr (rabta_stage_get_track (stage), ==, rabta_code_item_get_parent (item));
      g_assert_cmpint (strncmp (code, rabta_stage_get_track (stage), 3), ==, 0);
      g_assert_cmpint (rabta_stage_get_sla_days (stage), >=, 0);
      g_assert_true (rabta_stage_is_terminal (stage) || !rabta_stage_is_success (stage));
      g_assert_cmpstr (rabta_code_item_get_label_for (item, "ur"), !=,
                       rabta_code_item_get_label_for (item, "en"));
      if (!rabta_stage_is_terminal (stage))
        g_assert_cmpuint (rabta_stage_get_n_checks (stage), >, 0);
    }
}

static void
test_path (void)
{
  RabtaTrack *buy = rabta_programme_get_track (programme, "BUY");
  RabtaTrack *finance = rabta_programme_get_track (programme, "A2F");
  RabtaStage *stage = rabta_programme_get_stage (programme, "BUY-06");

  g_assert_cmpint (rabta_stage_get_sequence (stage), ==, 6);
  g_assert_cmpint (rabta_stage_get_sla_days (stage), ==, 21);
  g_assert_cmpstr (rabta_stage_get_entry (stage), ==, "delivered");
  g_assert_cmpstr (rabta_stage_get_exit (stage), ==, "approved / rework / rejected");
  g_assert_cmpstr (rabta_stage_get_loops (stage)[0], ==, "BUY-05");
  g_assert_null (rabta_stage_get_loops (stage)[1]);

  /* Lost and dormant lie beside the path: nobody comes to them by going on. */
  g_assert_null (rabta_track_get_next_stage (buy, "BUY-11"));
  g_assert_null (rabta_track_get_next_stage (buy, "BUY-90"));
  g_assert_null (rabta_track_get_previous_stage (buy, "BUY-01"));
  g_assert_null (rabta_track_get_previous_stage (buy, "BUY-90"));
  g_assert_null (rabta_track_get_next_stage (buy, "SUB-01"));
  stage = rabta_track_get_previous_stage (buy, "BUY-11");
  g_assert_cmpstr (rabta_stage_get_code (stage), ==, "BUY-10");

  /* A bank may or may not ask; either way the evaluation follows. */
  stage = rabta_track_get_next_stage (finance, "A2F-SUBMIT");
  g_assert_cmpstr (rabta_stage_get_code (stage), ==, "A2F-EVAL");
  stage = rabta_track_get_next_stage (finance, "A2F-QUERY");
  g_assert_cmpstr (rabta_stage_get_code (stage), ==, "A2F-EVAL");
}

static void
test_ends (void)
{
  static const char * const ends[] = { "BUY-90", "SUB-90", "CER-90", "A2F-DECL", "A2F-WITH",
                                       "A2F-CLOSE" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    g_assert_true (rabta_stage_is_terminal (rabta_programme_get_stage (programme, ends[i])));
  g_assert_true (rabta_stage_is_success (rabta_programme_get_stage (programme, "A2F-CLOSE")));
  g_assert_false (rabta_stage_is_success (rabta_programme_get_stage (programme, "BUY-90")));
  g_assert_false (rabta_stage_is_terminal (rabta_programme_get_stage (programme, "BUY-91")));
  g_assert_true (rabta_stage_is_aside (rabta_programme_get_stage (programme, "BUY-91")));
  g_assert_false (rabta_stage_is_terminal (rabta_programme_get_stage (programme, "BUY-11")));
}

static void
test_checks (void)
{
  RabtaStage *stage = rabta_programme_get_stage (programme, "BUY-02");
  const RabtaCheck *check = rabta_stage_get_check (stage, 0);

  g_assert_cmpuint (rabta_stage_get_n_checks (stage), ==, 4);
  g_assert_cmpstr (check->code, ==, "BUY-02-a");
  g_assert_cmpstr (check->label, ==, "Buyer verified");
  g_assert_true (check->required);

  stage = rabta_programme_get_stage (programme, "BUY-06");
  g_assert_false (rabta_stage_get_check (stage, 1)->required);
}

static void
test_fields (void)
{
  RabtaTrack *track = rabta_programme_get_track (programme, "A2F");
  const RabtaField *field = rabta_track_find_field (track, "amount_needed");

  g_assert_cmpint (field->kind, ==, RABTA_FIELD_MONEY);
  g_assert_cmpstr (field->element, ==, "amount-needed");
  g_assert_cmpstr (field->heading, ==, "Amount needed");
  g_assert_true (field->flags & RABTA_FIELD_REQUIRED);
  g_assert_cmpstr (rabta_track_get_field_stage (track, 0), ==, "A2F-NEED");
  g_assert_true (rabta_track_get_field (track, 0) == field);

  field = rabta_track_find_field (track, "scheme");
  g_assert_cmpint (field->kind, ==, RABTA_FIELD_CHOICE);
  g_assert_cmpstr (field->target, ==, "finance-scheme");
  field = rabta_track_find_field (track, "bank");
  g_assert_cmpint (field->kind, ==, RABTA_FIELD_REFERENCE);
  g_assert_cmpstr (field->target, ==, "organization");
  g_assert_null (rabta_track_find_field (track, "hs_code"));

  field = rabta_track_find_field (rabta_programme_get_track (programme, "BUY"), "hs_code");
  g_assert_cmpint (field->format, ==, RABTA_FORMAT_HS);
}

/* Reports add up a field over tracks, so a name must mean the same on each. */
static void
test_fields_agree (void)
{
  g_autoptr (GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);
  GListModel *tracks = rabta_programme_get_tracks (programme);

  for (guint i = 0; i < g_list_model_get_n_items (tracks); i++)
    {
      g_autoptr (RabtaTrack) track = g_list_model_get_item (tracks, i);

      for (guint j = 0; j < rabta_track_get_n_fields (track); j++)
        {
          const RabtaField *field = rabta_track_get_field (track, j);
          const RabtaField *other = g_hash_table_lookup (kinds, field->name);

          if (other != NULL)
            {
              g_assert_cmpint (field->kind, ==, other->kind);
              g_assert_cmpstr (field->target, ==, other->target);
            }
          g_hash_table_insert (kinds, (gpointer) field->name, (gpointer) field);
        }
    }
}

static void
test_unknown (void)
{
  g_assert_null (rabta_programme_get_track (programme, "XXX"));
  g_assert_null (rabta_programme_get_track (programme, NULL));
  g_assert_null (rabta_programme_get_stage (programme, "BUY-99"));
  g_assert_null (rabta_programme_get_list (programme, "nothing"));

  /* What another version wrote stays readable. */
  g_assert_cmpstr (rabta_programme_get_label (programme, "standard", "ISO99999"), ==, "ISO99999");
  g_assert_null (rabta_programme_get_label (programme, "standard", NULL));
  g_assert_cmpstr (rabta_programme_get_label (programme, "gender", "female"), ==, "Female");
  g_assert_cmpstr (rabta_programme_get_label (programme, "stage", "BUY-01"), ==, "Lead captured");
}

static void
test_profiles (void)
{
  RabtaProfile *full = rabta_programme_get_profile (programme, RABTA_PROFILE_FULL);
  RabtaProfile *pseudonymous = rabta_programme_get_profile (programme, "pseudonymous");
  RabtaProfile *aggregate = rabta_programme_get_profile (programme, "aggregate");

  g_assert_true (rabta_profile_is_full (full));
  g_assert_false (rabta_profile_is_full (pseudonymous));
  g_assert_cmpint (rabta_profile_get_treatment (pseudonymous, RABTA_PRIVACY_NUMBER), ==, RABTA_TREATMENT_NOTHING);
  g_assert_cmpint (rabta_profile_get_treatment (pseudonymous, RABTA_PRIVACY_UNDECIDED), ==, RABTA_TREATMENT_NOTHING);
  g_assert_cmpint (rabta_profile_get_smallest (pseudonymous), ==, 5);
  g_assert_true (rabta_profile_is_figures (aggregate));
  g_assert_cmpint (rabta_profile_get_treatment (aggregate, RABTA_PRIVACY_OPEN), ==, RABTA_TREATMENT_NOTHING);
  g_assert_cmpint (rabta_profile_find_exception (pseudonymous, "enterprise", NULL, "established")->treatment, ==,
                   RABTA_TREATMENT_YEAR);
  g_assert_null (rabta_profile_find_exception (pseudonymous, "event", NULL, "established"));
}

/* A field of a track that does not say what it tells is taken for the more telling. */
static void
test_privacy_of_fields (void)
{
  RabtaTrack *buy = rabta_programme_get_track (programme, "BUY");
  GListModel *tracks = rabta_programme_get_tracks (programme);

  g_assert_cmpint (rabta_track_find_field (buy, "buyer_need")->privacy, ==, RABTA_PRIVACY_WORDS);
  g_assert_cmpint (rabta_track_find_field (buy, "vendor_code")->privacy, ==, RABTA_PRIVACY_NUMBER);
  g_assert_cmpint (rabta_track_find_field (buy, "hs_code")->privacy, ==, RABTA_PRIVACY_GROUP);
  g_assert_cmpint (rabta_track_find_field (buy, "po_value")->privacy, ==, RABTA_PRIVACY_AMOUNT);
  g_assert_cmpint (rabta_track_find_field (buy, "po_date")->privacy, ==, RABTA_PRIVACY_DAY);
  g_assert_cmpint (rabta_track_find_field (buy, "incoterm")->privacy, ==, RABTA_PRIVACY_OPEN);

  for (guint i = 0; i < g_list_model_get_n_items (tracks); i++)
    {
      g_autoptr (RabtaTrack) track = g_list_model_get_item (tracks, i);

      for (guint j = 0; j < rabta_track_get_n_fields (track); j++)
        g_assert_cmpint (rabta_track_get_field (track, j)->privacy, !=, RABTA_PRIVACY_UNDECIDED);
    }
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

  g_test_add_func ("/programme/identity", test_identity);
  g_test_add_func ("/programme/tracks", test_tracks);
  g_test_add_func ("/programme/stages", test_stages);
  g_test_add_func ("/programme/path", test_path);
  g_test_add_func ("/programme/ends", test_ends);
  g_test_add_func ("/programme/checks", test_checks);
  g_test_add_func ("/programme/fields", test_fields);
  g_test_add_func ("/programme/fields-agree", test_fields_agree);
  g_test_add_func ("/programme/unknown", test_unknown);
  g_test_add_func ("/programme/profiles", test_profiles);
  g_test_add_func ("/programme/privacy-of-fields", test_privacy_of_fields);

  status = g_test_run ();
  g_clear_object (&programme);

  return status;
}
