/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Made-up casebooks: to try the program with, and to measure it. */

#include "exchange/sample-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define WORDS_RESOURCE "/org/smeda/Rabta/sample/words.ini"

/* 24 January 2026, 10:00 in Lahore: the Expo opens, and the first record is made. */
#define FIRST_MS G_GINT64_CONSTANT (1769230800000)
#define EXPO_STARTS "2026-01-24"
#define EXPO_ENDS   "2026-01-26"

/* The day on which a generated casebook stands still, so that a seed decides every byte. */
#define GENERATED_TODAY "2026-06-30"

#define EXPO_ENTERPRISES 176
#define EXPO_SEED        2026

static const struct
{
  const char *province;
  const char *code;
  const char *name;
  const char *city;
} offices[] = {
  { "PK-PB", "RO-PB-LHR", N_("Regional office Punjab"), N_("Lahore") },
  { "PK-SD", "RO-SD-KHI", N_("Regional office Sindh"), N_("Karachi") },
  { "PK-KP", "RO-KP-PEW", N_("Regional office Khyber Pakhtunkhwa"), N_("Peshawar") },
  { "PK-BA", "RO-BA-UET", N_("Regional office Balochistan"), N_("Quetta") },
  { "PK-IS", "RO-IS-ISB", N_("Regional office Islamabad"), N_("Islamabad") },
  { "PK-JK", "RO-JK-MZD", N_("Regional office Azad Jammu & Kashmir"), N_("Muzaffarabad") },
  { "PK-GB", "RO-GB-GLT", N_("Regional office Gilgit-Baltistan"), N_("Gilgit") },
};

RabtaSampleWords *
rabta_sample_words_new (GError **error)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (WORDS_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;
  RabtaSampleWords *self;

  if (bytes == NULL || !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, error))
    return NULL;

  self = g_new0 (RabtaSampleWords, 1);
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) keys = g_key_file_get_keys (file, groups[i], NULL, NULL);

      for (guint j = 0; keys[j] != NULL; j++)
        {
          g_auto (GStrv) words = g_key_file_get_string_list (file, groups[i], keys[j], NULL, NULL);
          GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

          for (guint k = 0; words[k] != NULL; k++)
            g_ptr_array_add (list, g_strsplit (words[k], "|", -1));
          g_hash_table_insert (self->lists, g_strconcat (groups[i], "/", keys[j], NULL), list);
        }
    }
  return self;
}

void
rabta_sample_words_free (RabtaSampleWords *self)
{
  g_hash_table_unref (self->lists);
  g_free (self);
}

GPtrArray *
rabta_sample_words_list (RabtaSampleWords *self,
                         const char       *group,
                         const char       *key)
{
  g_autofree char *name = g_strconcat (group, "/", key, NULL);

  return g_hash_table_lookup (self->lists, name);
}

guint
rabta_sample_below (RabtaSample *self,
                    guint        bound)
{
  return (guint) g_rand_int_range (self->rand, 0, (gint32) bound);
}

gboolean
rabta_sample_chance (RabtaSample *self,
                     double       probability)
{
  return g_rand_double (self->rand) < probability;
}

guint
rabta_sample_weighted (RabtaSample *self,
                       const guint *weights,
                       guint        n)
{
  guint total = 0;
  guint rest;

  for (guint i = 0; i < n; i++)
    total += weights[i];
  rest = rabta_sample_below (self, total);
  for (guint i = 0; i < n; i++)
    {
      if (rest < weights[i])
        return i;
      rest -= weights[i];
    }
  return n - 1;
}

/* Sums of money and people spread like this: many small ones, few large ones. */
gint64
rabta_sample_lognormal (RabtaSample *self,
                        double       median,
                        double       sigma,
                        gint64       least,
                        gint64       most)
{
  double u = 1.0 - g_rand_double (self->rand);
  double v = g_rand_double (self->rand);
  double normal = sqrt (-2.0 * log (u)) * cos (2.0 * G_PI * v);

  gint64 value = (gint64) (median * exp (sigma * normal));

  return CLAMP (value, least, most);
}

/* The parts of a word chosen at random; the list must exist. */
char **
rabta_sample_word (RabtaSample *self,
                   const char  *group,
                   const char  *key)
{
  GPtrArray *list = rabta_sample_words_list (self->words, group, key);

  g_assert (list != NULL && list->len > 0);
  return g_ptr_array_index (list, rabta_sample_below (self, list->len));
}

RabtaRecord *
rabta_sample_record (RabtaSample *self,
                     RabtaKind    kind)
{
  RabtaRecord *record = rabta_record_new (kind);
  RabtaUuid id;

  rabta_uuid_init_at (&id, self->clock_ms++, self->rand);
  rabta_record_set_id (record, &id);
  return record;
}

gboolean
rabta_sample_save (RabtaSample  *self,
                   RabtaRecord  *record,
                   GError      **error)
{
  return rabta_batch_save (self->batch, record, error);
}

static void
add_officer_id (RabtaSample     *self,
                const char      *province,
                const RabtaUuid *id)
{
  GArray *ids = g_hash_table_lookup (self->officers, province);

  if (ids == NULL)
    {
      ids = g_array_new (FALSE, FALSE, sizeof (RabtaUuid));
      g_hash_table_insert (self->officers, (char *) province, ids);
    }
  g_array_append_val (ids, *id);
}

static gboolean
add_officers (RabtaSample      *self,
              const char       *province,
              const RabtaUuid  *office,
              guint             n,
              GError          **error)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RabtaRecord) officer = rabta_sample_record (self, RABTA_KIND_OFFICER);
      g_autofree char *name = NULL;

      name = g_strdup_printf ("%s %s",
                              rabta_sample_word (self, "people", rabta_sample_chance (self, 0.4) ? "female" : "male")[0],
                              rabta_sample_word (self, "people", "family")[0]);
      rabta_record_set_text (officer, "name", name);
      rabta_record_set_ref (officer, "office", office);
      if (!rabta_sample_save (self, officer, error))
        return FALSE;
      add_officer_id (self, province, rabta_record_get_id (officer));
    }
  return TRUE;
}

/* The sample belongs to the officer at work, who is one of those in Punjab. A generated casebook
 * refers to nobody whose id is not decided by the seed. */
static gboolean
add_offices (RabtaSample  *self,
             GError      **error)
{
  RabtaCasebook *casebook = rabta_batch_get_casebook (self->batch);
  const char *own = self->rich ? rabta_casebook_get_office_code (casebook) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (offices); i++)
    {
      const char *province = offices[i].province;
      RabtaUuid id;

      if (g_strcmp0 (own, offices[i].code) == 0)
        {
          id = *rabta_casebook_get_office (casebook);
          add_officer_id (self, province, rabta_casebook_get_officer (casebook));
        }
      else
        {
          g_autoptr (RabtaRecord) office = rabta_sample_record (self, RABTA_KIND_OFFICE);

          rabta_record_set_text (office, "code", offices[i].code);
          rabta_record_set_text (office, "name", offices[i].name);
          rabta_record_set_text (office, "city", offices[i].city);
          if (!rabta_sample_save (self, office, error))
            return FALSE;
          id = *rabta_record_get_id (office);
        }
      g_hash_table_insert (self->offices, (char *) province, g_memdup2 (&id, sizeof id));
      if (!add_officers (self, province, &id, i == 0 ? 3 : 2, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_event (RabtaSample  *self,
           const char   *name,
           const char   *type,
           const char   *starts,
           const char   *ends,
           const char   *place,
           RabtaUuid    *id,
           GError      **error)
{
  g_autoptr (RabtaRecord) event = rabta_sample_record (self, RABTA_KIND_EVENT);

  rabta_record_set_text (event, "name", name);
  rabta_record_set_text (event, "type", type);
  rabta_record_set_text (event, "starts", starts);
  rabta_record_set_text (event, "ends", ends);
  rabta_record_set_text (event, "place", place);
  rabta_record_set_text (event, "district", "PK617");
  if (id != NULL)
    *id = *rabta_record_get_id (event);
  return rabta_sample_save (self, event, error);
}

static gboolean
add_events (RabtaSample  *self,
            GError      **error)
{
  return add_event (self, "Made in Pakistan – SME Cluster Showcase Expo 2026", "expo", EXPO_STARTS, EXPO_ENDS,
                    "Expo Centre, Lahore", &self->expo, error)
         && add_event (self, "Policy dialogue: from visibility to sourcing", "policy-dialogue", "2026-01-25",
                       "2026-01-25", "Expo Centre, Lahore", NULL, error)
         && add_event (self, "Buyers meet clusters: B2B afternoon", "b2b", EXPO_ENDS, EXPO_ENDS,
                       "Expo Centre, Lahore", NULL, error)
         && add_event (self, "Export readiness workshop", "workshop", "2026-03-11", "2026-03-12",
                       "Regional office, Lahore", NULL, error);
}

static RabtaSample *
sample_new (RabtaCasebook  *casebook,
            guint           n_enterprises,
            guint32         seed,
            gboolean        rich,
            GError        **error)
{
  RabtaSampleWords *words = rabta_sample_words_new (error);
  RabtaSample *self;
  GListModel *clusters;

  if (words == NULL)
    return NULL;

  self = g_new0 (RabtaSample, 1);
  self->words = words;
  self->programme = rabta_casebook_get_programme (casebook);
  self->rand = g_rand_new_with_seed (seed);
  self->clock_ms = FIRST_MS;
  self->rich = rich;
  self->n_enterprises = n_enterprises;
  g_strlcpy (self->today, GENERATED_TODAY, sizeof self->today);
  if (rich)
    rabta_date_today (self->today);

  self->offices = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->officers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  self->buyers = g_array_new (FALSE, FALSE, sizeof (RabtaUuid));
  self->banks = g_array_new (FALSE, FALSE, sizeof (RabtaUuid));
  self->certifiers = g_array_new (FALSE, FALSE, sizeof (RabtaUuid));
  self->clusters = g_ptr_array_new_with_free_func (g_object_unref);
  clusters = G_LIST_MODEL (rabta_programme_get_list (self->programme, "cluster"));
  for (guint i = 0; i < g_list_model_get_n_items (clusters); i++)
    g_ptr_array_add (self->clusters, g_list_model_get_item (clusters, i));
  return self;
}

static void
sample_free (RabtaSample *self)
{
  rabta_sample_words_free (self->words);
  g_rand_free (self->rand);
  g_hash_table_unref (self->offices);
  g_hash_table_unref (self->officers);
  g_array_unref (self->buyers);
  g_array_unref (self->banks);
  g_array_unref (self->certifiers);
  g_ptr_array_unref (self->clusters);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaSample, sample_free)

static gboolean
write_all (RabtaBatch    *batch,
           gpointer       user_data,
           GCancellable  *cancellable,
           GError       **error)
{
  RabtaSample *self = user_data;

  self->batch = batch;
  if (!add_offices (self, error) || !rabta_sample_add_partners (self, error) || !add_events (self, error))
    return FALSE;
  for (guint i = 0; i < self->n_enterprises; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !rabta_sample_add_enterprise (self, i, error))
        return FALSE;
    }
  return rabta_sample_add_visits (self, error);
}

/**
 * rabta_sample_fill_expo:
 * @casebook: a new casebook
 * @cancellable: (nullable): to stop it
 * @error: return location of the reason
 *
 * Fills a casebook with a made-up Expo of January 2026: exhibitors of all clusters, their people and
 * products, partners, cases on every track with work that is due around today. One action of the
 * undo list. On the calling thread.
 *
 * Returns: whether it was written
 */
gboolean
rabta_sample_fill_expo (RabtaCasebook  *casebook,
                        GCancellable   *cancellable,
                        GError        **error)
{
  g_autoptr (RabtaSample) sample = NULL;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), FALSE);

  sample = sample_new (casebook, EXPO_ENTERPRISES, EXPO_SEED, TRUE, error);
  return sample != NULL
         && rabta_casebook_write_sync (casebook, _("Sample of the Expo"), write_all, sample, cancellable, error);
}

/**
 * rabta_sample_generate:
 * @casebook: a new casebook
 * @n_enterprises: how many enterprises
 * @seed: decides everything
 * @cancellable: (nullable): to stop it
 * @error: return location of the reason
 *
 * Fills a casebook with any number of made-up enterprises. The same number and seed make the same
 * records, ids included; only the change log bears the instant of the making. One action of the
 * undo list. On the calling thread.
 *
 * Returns: whether it was written
 */
gboolean
rabta_sample_generate (RabtaCasebook  *casebook,
                       guint           n_enterprises,
                       guint32         seed,
                       GCancellable   *cancellable,
                       GError        **error)
{
  g_autoptr (RabtaSample) sample = NULL;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), FALSE);
  g_return_val_if_fail (n_enterprises > 0, FALSE);

  sample = sample_new (casebook, n_enterprises, seed, FALSE, error);
  return sample != NULL
         && rabta_casebook_write_sync (casebook, _("Made-up enterprises"), write_all, sample, cancellable, error);
}
