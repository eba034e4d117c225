/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Made-up cases: somewhere on their track, with what led there and what is to be done next. */

#include "exchange/sample-private.h"

#include <string.h>

#define EXPO_ENDS "2026-01-26"

/* How often a track is chosen; one the programme adds later counts as the last line. */
static const struct
{
  const char *track;
  guint       weight;
} track_weights[] = {
  { "BUY", 30 }, { "SUB", 10 }, { "EXP", 14 }, { "PRD", 9 }, { "CER", 14 },
  { "DOC", 9 },  { "A2F", 12 }, { "CAP", 7 },  { "GRN", 2 }, { NULL, 3 },
};

static const struct
{
  const char *track;
  const char *type;
  const char *summary;
  double      median; /* rupees */
} outcomes[] = {
  { "BUY", "order", "First purchase order", 1.8e6 },
  { "SUB", "contract", "Supply agreement signed", 3.2e6 },
  { "EXP", "export", "First shipment abroad", 2.5e6 },
  { "PRD", "other", "Improved product accepted by the buyer", 0 },
  { "CER", "certificate", "Certificate issued", 0 },
  { "DOC", "registration", "Registration completed", 0 },
  { "A2F", "loan", "Loan disbursed", 4e6 },
  { "CAP", "training", "Training completed by the staff", 0 },
  { NULL, "other", "First result", 0 },
};

static const char * const activity_types[] = { "call", "visit", "email", "meeting" };
static const guint activity_weights[] = { 50, 15, 20, 15 };

static const char * const lost_reasons[] = { "price", "quality", "capacity", "no-response", "withdrawn" };

/* A case on its way. */
typedef struct
{
  RabtaRecord *record;
  RabtaTrack  *track;
  GPtrArray   *path;    /* of RabtaStage: the regular one */
  guint        stage;   /* where on the path */
  char         (*entered)[RABTA_DATE_SIZE]; /* the day each stage of the path was entered */
  gboolean     closed;
  gboolean     lost;
} Journey;

static void
journey_clear (Journey *journey)
{
  g_clear_object (&journey->record);
  g_clear_object (&journey->track);
  g_clear_pointer (&journey->path, g_ptr_array_unref);
  g_clear_pointer (&journey->entered, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Journey, journey_clear)

static RabtaTrack *
choose_track (RabtaSample *self)
{
  GListModel *tracks = rabta_programme_get_tracks (self->programme);
  guint n = g_list_model_get_n_items (tracks);
  g_autofree guint *weights = g_new0 (guint, n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RabtaTrack) track = g_list_model_get_item (tracks, i);
      guint j = 0;

      while (track_weights[j].track != NULL && !g_str_equal (track_weights[j].track, rabta_track_get_code (track)))
        j++;
      weights[i] = track_weights[j].weight;
    }
  return g_list_model_get_item (tracks, rabta_sample_weighted (self, weights, n));
}

static GPtrArray *
regular_path (RabtaTrack *track)
{
  GListModel *stages = rabta_track_get_stages (track);
  GPtrArray *path = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (stages); i++)
    {
      g_autoptr (RabtaStage) stage = g_list_model_get_item (stages, i);

      if (!rabta_stage_is_aside (stage))
        g_ptr_array_add (path, g_steal_pointer (&stage));
    }
  return path;
}

/* From the present stage back to the first: each took its time, none began before the Expo. */
static void
date_stages (RabtaSample *self,
             Journey     *journey)
{
  int days = MAX (rabta_stage_get_sla_days (g_ptr_array_index (journey->path, journey->stage)), 4);

  journey->entered = g_malloc0_n (journey->stage + 1, RABTA_DATE_SIZE);
  if (journey->closed)
    days += 60;
  rabta_date_add_days (self->today, -(int) rabta_sample_below (self, (guint) (days * 3 / 2)),
                       journey->entered[journey->stage]);
  for (guint i = journey->stage; i > 0; i--)
    {
      days = MAX (rabta_stage_get_sla_days (g_ptr_array_index (journey->path, i - 1)), 2);
      rabta_date_add_days (journey->entered[i], -1 - (int) rabta_sample_below (self, (guint) days * 13 / 10),
                           journey->entered[i - 1]);
    }
  for (guint i = 0; i <= journey->stage; i++)
    if (strcmp (journey->entered[i], EXPO_ENDS) < 0 && strcmp (self->today, EXPO_ENDS) > 0)
      g_strlcpy (journey->entered[i], EXPO_ENDS, RABTA_DATE_SIZE);
}

static void
choose_stage (RabtaSample *self,
              Journey     *journey)
{
  guint last = journey->path->len - 1;
  guint regular = rabta_stage_is_terminal (g_ptr_array_index (journey->path, last)) ? last : last + 1;
  double progress = g_rand_double (self->rand);

  if (rabta_sample_chance (self, 0.10))
    {
      journey->closed = TRUE;
      journey->stage = last;
      return;
    }
  journey->stage = (guint) (progress * progress * regular);
  journey->lost = journey->closed = rabta_sample_chance (self, 0.08);
}

/* A value that a field of the track may have, in canonical form; NULL for free text. */
static char *
invent_value (RabtaSample      *self,
              const RabtaField *field,
              const char       *date)
{
  switch (field->kind)
    {
    case RABTA_FIELD_INTEGER:
      return g_strdup_printf ("%u", 20 + rabta_sample_below (self, 76));
    case RABTA_FIELD_PERCENT:
      {
        RabtaValue value = { RABTA_VALUE_INTEGER, { .integer = 100 * (10 + rabta_sample_below (self, 85)) } };

        return rabta_value_to_text (field, &value);
      }
    case RABTA_FIELD_MONEY:
      {
        gint64 rupees = rabta_sample_lognormal (self, 900000, 0.8, 50000, 20000000);
        RabtaValue value = { RABTA_VALUE_INTEGER, { .integer = (rupees - rupees % 1000) * 100 } };

        return rabta_value_to_text (field, &value);
      }
    case RABTA_FIELD_DATE:
      return g_strdup (date);
    case RABTA_FIELD_BOOLEAN:
      {
        RabtaValue value = { RABTA_VALUE_INTEGER, { .integer = rabta_sample_chance (self, 0.7) } };

        return rabta_value_to_text (field, &value);
      }
    case RABTA_FIELD_CHOICE:
      {
        GListModel *list = G_LIST_MODEL (rabta_programme_get_list (self->programme, field->target));
        g_autoptr (RabtaCodeItem) item = NULL;

        if (list != NULL && g_list_model_get_n_items (list) > 0)
          item = g_list_model_get_item (list, rabta_sample_below (self, g_list_model_get_n_items (list)));
        return item != NULL ? g_strdup (rabta_code_item_get_code (item)) : NULL;
      }
    case RABTA_FIELD_TEXT:
    case RABTA_FIELD_LONG_TEXT:
    case RABTA_FIELD_DECIMAL:
    case RABTA_FIELD_INSTANT:
    case RABTA_FIELD_REFERENCE:
    default:
      return NULL;
    }
}

static void
fill_form (RabtaSample     *self,
           RabtaSampleFirm *firm,
           Journey         *journey)
{
  for (guint i = 0; i < rabta_track_get_n_fields (journey->track); i++)
    {
      const RabtaField *field = rabta_track_get_field (journey->track, i);
      const char *stage = rabta_track_get_field_stage (journey->track, i);
      g_autofree char *value = NULL;
      guint at = 0;

      while (stage != NULL && at <= journey->stage
             && !g_str_equal (stage, rabta_stage_get_code (g_ptr_array_index (journey->path, at))))
        at++;
      if (at > journey->stage)
        continue;
      if (g_str_equal (field->name, "hs_code"))
        value = g_strdup (firm->product_hs);
      else if (rabta_sample_chance (self, at < journey->stage ? 0.7 : 0.3))
        value = invent_value (self, field, journey->entered[at]);
      if (value != NULL)
        rabta_record_set_extra (journey->record, field->name, value);
    }
}

static const RabtaUuid *
choose_partner (RabtaSample *self,
                const char  *track)
{
  GArray *list = NULL;

  if (g_str_equal (track, "BUY") || g_str_equal (track, "SUB") || g_str_equal (track, "EXP"))
    list = self->buyers;
  else if (g_str_equal (track, "A2F"))
    list = self->banks;
  else if (g_str_equal (track, "CER") || g_str_equal (track, "PRD"))
    list = self->certifiers;
  if (list == NULL || list->len == 0)
    return NULL;
  return &g_array_index (list, RabtaUuid, rabta_sample_below (self, list->len));
}

static void
set_end (RabtaSample *self,
         Journey     *journey)
{
  RabtaRecord *record = journey->record;

  rabta_record_set_text (record, "status", journey->closed ? "closed"
                                           : rabta_sample_chance (self, 0.04) ? "on-hold" : "open");
  if (!journey->closed)
    return;
  rabta_record_set_text (record, "closed", self->today);
  rabta_record_set_text (record, "result", journey->lost ? "not-achieved" : "achieved");
  rabta_record_set_text (record, "reason",
                         journey->lost ? lost_reasons[rabta_sample_below (self, G_N_ELEMENTS (lost_reasons))]
                                       : "completed");
}

static void
fill_case (RabtaSample     *self,
           RabtaSampleFirm *firm,
           Journey         *journey)
{
  RabtaRecord *record = journey->record;
  const char *track = rabta_track_get_code (journey->track);
  const RabtaUuid *partner = choose_partner (self, track);

  rabta_record_set_ref (record, "enterprise", &firm->id);
  rabta_record_set_text (record, "track", track);
  rabta_record_set_text (record, "title", firm->product_name);
  rabta_record_set_text (record, "stage", rabta_stage_get_code (g_ptr_array_index (journey->path, journey->stage)));
  rabta_record_set_text (record, "stage_entered", journey->entered[journey->stage]);
  rabta_record_set_text (record, "opened", journey->entered[0]);
  rabta_record_set_text (record, "priority", firm->woman ? "high" : "normal");
  if (partner != NULL)
    rabta_record_set_ref (record, "organization", partner);
  if (firm->product_name != NULL)
    rabta_record_set_ref (record, "product", &firm->product);
  rabta_record_set_ref (record, "event", &self->expo);
  rabta_record_set_ref (record, "officer", &firm->officer);
  rabta_record_set_ref (record, "office", &firm->office);
  set_end (self, journey);
  fill_form (self, firm, journey);
}

static gboolean
add_stage_entries (RabtaSample      *self,
                   RabtaSampleFirm  *firm,
                   Journey          *journey,
                   GError          **error)
{
  for (guint i = 0; i <= journey->stage; i++)
    {
      g_autoptr (RabtaRecord) entry = rabta_sample_record (self, RABTA_KIND_STAGE_ENTRY);

      rabta_record_set_ref (entry, "case", rabta_record_get_id (journey->record));
      rabta_record_set_text (entry, "stage", rabta_stage_get_code (g_ptr_array_index (journey->path, i)));
      rabta_record_set_text (entry, "entered", journey->entered[i]);
      if (i < journey->stage)
        rabta_record_set_text (entry, "left", journey->entered[i + 1]);
      rabta_record_set_ref (entry, "officer", &firm->officer);
      if (!rabta_sample_save (self, entry, error))
        return FALSE;
    }
  return TRUE;
}

/* All items of the stages that were left, some of the present one; a mass of cases has only those. */
static gboolean
add_checklist (RabtaSample  *self,
               Journey      *journey,
               GError      **error)
{
  for (guint i = self->rich ? 0 : journey->stage; i <= journey->stage; i++)
    {
      RabtaStage *stage = g_ptr_array_index (journey->path, i);

      for (guint j = 0; j < rabta_stage_get_n_checks (stage); j++)
        {
          g_autoptr (RabtaRecord) item = NULL;

          if (i == journey->stage && !journey->closed && rabta_sample_chance (self, 0.6))
            continue;
          item = rabta_sample_record (self, RABTA_KIND_CHECKLIST_ITEM);
          rabta_record_set_ref (item, "case", rabta_record_get_id (journey->record));
          rabta_record_set_text (item, "stage", rabta_stage_get_code (stage));
          rabta_record_set_text (item, "item", rabta_stage_get_check (stage, j)->code);
          rabta_record_set_int (item, "done", TRUE);
          rabta_record_set_text (item, "done_on", journey->entered[i]);
          if (!rabta_sample_save (self, item, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
add_activity (RabtaSample      *self,
              RabtaSampleFirm  *firm,
              Journey          *journey,
              const char       *date,
              GError          **error)
{
  g_autoptr (RabtaRecord) activity = rabta_sample_record (self, RABTA_KIND_ACTIVITY);
  const char *type = activity_types[rabta_sample_weighted (self, activity_weights, G_N_ELEMENTS (activity_types))];

  rabta_record_set_text (activity, "type", type);
  rabta_record_set_text (activity, "date", date);
  rabta_record_set_text (activity, "summary", rabta_sample_word (self, "phrases", type)[0]);
  rabta_record_set_ref (activity, "enterprise", &firm->id);
  rabta_record_set_ref (activity, "case", rabta_record_get_id (journey->record));
  rabta_record_set_ref (activity, "officer", &firm->officer);
  return rabta_sample_save (self, activity, error);
}

/* One that was done, and for a case that goes on one around today: some overdue, some today. */
static gboolean
add_follow_up (RabtaSample      *self,
               RabtaSampleFirm  *firm,
               Journey          *journey,
               gboolean          done,
               GError          **error)
{
  g_autoptr (RabtaRecord) follow_up = rabta_sample_record (self, RABTA_KIND_FOLLOW_UP);
  char due[RABTA_DATE_SIZE];

  if (done)
    rabta_date_add_days (journey->entered[journey->stage], -1 - (int) rabta_sample_below (self, 5), due);
  else
    rabta_date_add_days (self->today, (int) rabta_sample_below (self, 26) - 6, due);
  rabta_record_set_text (follow_up, "summary", rabta_sample_word (self, "phrases", "follow_up")[0]);
  rabta_record_set_text (follow_up, "due", due);
  rabta_record_set_ref (follow_up, "enterprise", &firm->id);
  rabta_record_set_ref (follow_up, "case", rabta_record_get_id (journey->record));
  rabta_record_set_ref (follow_up, "officer", &firm->officer);
  rabta_record_set_text (follow_up, "priority", firm->woman || rabta_sample_chance (self, 0.15) ? "high" : "normal");
  rabta_record_set_int (follow_up, "done", done);
  if (done)
    rabta_record_set_text (follow_up, "done_on", due);
  return rabta_sample_save (self, follow_up, error);
}

static gboolean
add_outcome (RabtaSample      *self,
             RabtaSampleFirm  *firm,
             Journey          *journey,
             GError          **error)
{
  static const char * const grades[] = { "said", "seen", "signed" };
  g_autoptr (RabtaRecord) outcome = rabta_sample_record (self, RABTA_KIND_OUTCOME);
  guint i = 0;

  while (outcomes[i].track != NULL && !g_str_equal (outcomes[i].track, rabta_track_get_code (journey->track)))
    i++;
  rabta_record_set_ref (outcome, "case", rabta_record_get_id (journey->record));
  rabta_record_set_ref (outcome, "enterprise", &firm->id);
  rabta_record_set_text (outcome, "type", outcomes[i].type);
  rabta_record_set_text (outcome, "summary", outcomes[i].summary);
  rabta_record_set_text (outcome, "date", journey->entered[journey->stage]);
  if (outcomes[i].median > 0)
    {
      gint64 rupees = rabta_sample_lognormal (self, outcomes[i].median, 0.7, 50000, 80000000);

      rabta_record_set_int (outcome, "amount", (rupees - rupees % 1000) * 100);
    }
  rabta_record_set_text (outcome, "evidence_grade", grades[rabta_sample_below (self, G_N_ELEMENTS (grades))]);
  rabta_record_set_ref (outcome, "officer", &firm->officer);
  return rabta_sample_save (self, outcome, error);
}

static gboolean
add_belongings (RabtaSample      *self,
                RabtaSampleFirm  *firm,
                Journey          *journey,
                GError          **error)
{
  guint n_activities = 1 + rabta_sample_below (self, MIN (self->rich ? 4u : 2u, journey->stage + 1));

  if (!add_stage_entries (self, firm, journey, error) || !add_checklist (self, journey, error))
    return FALSE;
  for (guint i = 0; i < n_activities; i++)
    if (!add_activity (self, firm, journey, journey->entered[journey->stage - i], error))
      return FALSE;
  if (journey->stage > 1 && !add_follow_up (self, firm, journey, TRUE, error))
    return FALSE;
  if (!journey->closed && !add_follow_up (self, firm, journey, FALSE, error))
    return FALSE;
  if ((journey->closed && !journey->lost) || journey->stage * 10 > journey->path->len * 7)
    return add_outcome (self, firm, journey, error);
  return TRUE;
}

gboolean
rabta_sample_add_case (RabtaSample      *self,
                       RabtaSampleFirm  *firm,
                       GError          **error)
{
  g_auto (Journey) journey = { NULL };

  journey.track = choose_track (self);
  journey.path = regular_path (journey.track);
  if (journey.path->len == 0)
    return TRUE;
  choose_stage (self, &journey);
  date_stages (self, &journey);
  journey.record = rabta_sample_record (self, RABTA_KIND_CASE);
  fill_case (self, firm, &journey);
  return rabta_sample_save (self, journey.record, error) && add_belongings (self, firm, &journey, error);
}
