/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Made-up partners with their people, and what they showed interest in. */

#include "exchange/sample-private.h"

static const struct
{
  const char *key;
  const char *type;
  gboolean    abroad;
} groups[] = {
  { "buyer", "buyer", TRUE },
  { "local_buyer", "buyer", FALSE },
  { "bank", "bank", FALSE },
  { "investor", "investor", FALSE },
  { "chamber", "chamber", FALSE },
  { "trade-body", "trade-body", FALSE },
  { "certification-body", "certification-body", FALSE },
  { "laboratory", "laboratory", FALSE },
  { "development-partner", "development-partner", FALSE },
};

static GArray *
parties_of (RabtaSample *self,
            const char  *type)
{
  if (g_str_equal (type, "buyer"))
    return self->buyers;
  if (g_str_equal (type, "bank") || g_str_equal (type, "investor"))
    return self->banks;
  if (g_str_equal (type, "certification-body") || g_str_equal (type, "laboratory"))
    return self->certifiers;
  return NULL;
}

static gboolean
add_contact (RabtaSample     *self,
             const RabtaUuid *organization,
             guint            number,
             gboolean         buyer,
             GError         **error)
{
  g_autoptr (RabtaRecord) person = rabta_sample_record (self, RABTA_KIND_PERSON);
  gboolean woman = rabta_sample_chance (self, 0.4);
  g_autofree char *name = NULL;
  g_autofree char *email = NULL;

  name = g_strdup_printf ("%s %s", rabta_sample_word (self, "people", woman ? "female" : "male")[0],
                          rabta_sample_word (self, "people", "family")[0]);
  email = g_strdup_printf ("contact%u@partner.example", number);
  rabta_record_set_text (person, "name", name);
  rabta_record_set_ref (person, "organization", organization);
  rabta_record_set_text (person, "role", buyer ? "procurement-head" : "contact");
  if (buyer)
    rabta_record_set_text (person, "job_title", rabta_sample_word (self, "phrases", "buyer_title")[0]);
  rabta_record_set_text (person, "gender", woman ? "female" : "male");
  rabta_record_set_text (person, "email", email);
  return rabta_sample_save (self, person, error);
}

static gboolean
add_visit (RabtaSample     *self,
           const RabtaUuid *organization,
           gboolean         buyer,
           GError         **error)
{
  g_autoptr (RabtaRecord) participation = rabta_sample_record (self, RABTA_KIND_PARTICIPATION);

  rabta_record_set_ref (participation, "event", &self->expo);
  rabta_record_set_ref (participation, "organization", organization);
  rabta_record_set_text (participation, "role", buyer ? "buyer" : "participant");
  rabta_record_set_text (participation, "interest", rabta_sample_word (self, "phrases", "interest")[0]);
  return rabta_sample_save (self, participation, error);
}

static gboolean
add_partner (RabtaSample  *self,
             char        **words,
             guint         group,
             guint         number,
             GError      **error)
{
  g_autoptr (RabtaRecord) organization = rabta_sample_record (self, RABTA_KIND_ORGANIZATION);
  GArray *parties = parties_of (self, groups[group].type);
  gboolean buyer = g_str_equal (groups[group].type, "buyer");
  const RabtaUuid *id = rabta_record_get_id (organization);

  rabta_record_set_text (organization, "name", words[0]);
  rabta_record_set_text (organization, "type", groups[group].type);
  rabta_record_set_text (organization, "country", groups[group].abroad ? words[1] : "PK");
  rabta_record_set_text (organization, "city", words[groups[group].abroad ? 2 : 1]);
  if (buyer)
    rabta_record_set_text (organization, "vendor_terms", "Vendor form and company profile; payment 60 days after delivery");
  if (!rabta_sample_save (self, organization, error) || !add_contact (self, id, number, buyer, error))
    return FALSE;

  if (parties != NULL)
    g_array_append_val (parties, *id);
  return TRUE;
}

gboolean
rabta_sample_add_partners (RabtaSample  *self,
                           GError      **error)
{
  guint number = 0;

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      GPtrArray *list = rabta_sample_words_list (self->words, "partners", groups[i].key);

      for (guint j = 0; j < list->len; j++)
        if (!add_partner (self, g_ptr_array_index (list, j), i, ++number, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
add_visits_of (RabtaSample  *self,
               GArray       *parties,
               GError      **error)
{
  for (guint i = 0; i < parties->len; i++)
    if (rabta_sample_chance (self, 0.7)
        && !add_visit (self, &g_array_index (parties, RabtaUuid, i), parties == self->buyers, error))
      return FALSE;
  return TRUE;
}

/* After the exhibitors, so that those stand first in the list of an event. */
gboolean
rabta_sample_add_visits (RabtaSample  *self,
                         GError      **error)
{
  return add_visits_of (self, self->buyers, error) && add_visits_of (self, self->banks, error);
}
