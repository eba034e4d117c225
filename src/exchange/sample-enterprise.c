/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Made-up enterprises with their people, products and the stall they had at the Expo. */

#include "exchange/sample-private.h"

#include <string.h>

/* The certificate of the virtual cluster without tariff chapters. */
#define FALLBACK_CHAPTERS "62 20 33"

static const char * const forms[] = {
  "sole-proprietor", "partnership", "private-limited", "single-member-company", "unregistered",
};
static const guint form_weights[] = { 42, 22, 20, 8, 8 };

/* Weights, medians and bounds in rupees of the size classes that firms are drawn from; the last one
 * has no turnover on file. */
static const struct
{
  guint  weight;
  double median;
  double sigma;
  gint64 least;
  gint64 most;
} sizes[] = {
  { 45, 9e6, 0.7, 400000, 30000000 },
  { 33, 70e6, 0.4, 30100000, 150000000 },
  { 15, 300e6, 0.4, 150100000, 800000000 },
  { 2, 1200e6, 0.3, 800100000, 3000000000 },
  { 5, 0, 0, 0, 0 },
};

/* Different for every enterprise of a casebook, without looking like a count: 7919 is prime to the
 * powers of ten. */
static guint
scatter (guint number,
         guint bound)
{
  return (guint) (((guint64) number * 7919 + 4243) % bound);
}

/* Districts of the identity card begin with other digits than 9 behind that of the province. */
static char *
make_cnic (RabtaSample *self,
           const char  *province,
           guint        number,
           gboolean     woman)
{
  RabtaCodeList *list = rabta_programme_get_list (self->programme, "province");
  RabtaCodeItem *item = rabta_code_list_get_item (list, province);
  const char *digits = item != NULL ? rabta_code_item_get_attribute (item, "cnic-digits") : NULL;
  guint last = woman ? 2 + 2 * rabta_sample_below (self, 4) : 1 + 2 * rabta_sample_below (self, 5);

  return g_strdup_printf ("%c9%03u-%07u-%u", digits != NULL ? digits[0] : '3',
                          rabta_sample_below (self, 1000), scatter (number, 10000000), last);
}

/* No network uses 0365 and 0366. */
static char *
make_phone (guint number,
            guint network)
{
  return g_strdup_printf ("+9236%u%07u", network, scatter (number, 10000000));
}

/* ISO 13616 with a bank code that no bank has. */
static char *
make_iban (RabtaSample *self)
{
  const char *bank = "SMPL";
  g_autofree char *account = g_strdup_printf ("%08u%08u", rabta_sample_below (self, 100000000),
                                              rabta_sample_below (self, 100000000));
  g_autofree char *turned = g_strconcat (bank, account, "PK00", NULL);
  guint rest = 0;

  for (const char *p = turned; *p != '\0'; p++)
    rest = g_ascii_isdigit (*p) ? (rest * 10 + (guint) (*p - '0')) % 97
                                : (rest * 100 + (guint) (*p - 'A') + 10) % 97;
  return g_strdup_printf ("PK%02u%s%s", 98 - rest, bank, account);
}

static void
set_numbers (RabtaSample     *self,
             RabtaRecord     *record,
             RabtaSampleFirm *firm,
             const char      *form,
             guint            number)
{
  gboolean company = g_str_equal (form, "private-limited") || g_str_equal (form, "single-member-company");
  g_autofree char *phone = make_phone (number, 5);
  g_autofree char *cnic = make_cnic (self, firm->province, number, firm->woman);

  rabta_record_set_text (record, "phone", phone);
  if (rabta_sample_chance (self, 0.8))
    rabta_record_set_text (record, "cnic", cnic);
  if (g_str_equal (form, "unregistered"))
    return;
  if (rabta_sample_chance (self, 0.85))
    {
      g_autofree char *ntn = g_strdup_printf ("9%06u", scatter (number, 1000000));

      rabta_record_set_text (record, "ntn", ntn);
    }
  if (company || g_str_equal (form, "partnership"))
    {
      g_autofree char *registration = g_strdup_printf (company ? "09%06u" : "RF-%06u", scatter (number, 1000000));

      rabta_record_set_text (record, "registration", registration);
    }
  if (rabta_sample_chance (self, 0.3))
    {
      g_autofree char *strn = g_strdup_printf ("9900%09u", scatter (number, 1000000000));

      rabta_record_set_text (record, "strn", strn);
    }
  if (rabta_sample_chance (self, 0.55))
    {
      g_autofree char *iban = make_iban (self);

      rabta_record_set_text (record, "iban", iban);
    }
}

static void
append_words (GString    *latin,
              GString    *urdu,
              char      **words)
{
  if (latin->len > 0)
    {
      g_string_append_c (latin, ' ');
      g_string_append_c (urdu, ' ');
    }
  g_string_append (latin, words[0]);
  g_string_append (urdu, words[1] != NULL ? words[1] : words[0]);
}

static char **
trade_of (RabtaSample   *self,
          RabtaCodeItem *cluster)
{
  const char *sector = rabta_code_item_get_attribute (cluster, "sector");

  if (sector == NULL || rabta_sample_words_list (self->words, "trades", sector) == NULL)
    sector = "cross-sector";
  return rabta_sample_word (self, "trades", sector);
}

static void
append_form (GString    *latin,
             GString    *urdu,
             const char *form)
{
  if (g_str_equal (form, "private-limited"))
    {
      g_string_append (latin, " (Pvt) Ltd.");
      g_string_append (urdu, " (پرائیویٹ) لمیٹڈ");
    }
  else if (g_str_equal (form, "single-member-company"))
    {
      g_string_append (latin, " (SMC-Pvt) Ltd.");
      g_string_append (urdu, " (ایس ایم سی پرائیویٹ) لمیٹڈ");
    }
}

static void
set_names (RabtaSample     *self,
           RabtaRecord     *record,
           RabtaSampleFirm *firm,
           const char      *form)
{
  g_autoptr (GString) latin = g_string_new (NULL);
  g_autoptr (GString) urdu = g_string_new (NULL);
  g_autoptr (GString) slug = g_string_new (NULL);
  char **given = rabta_sample_word (self, "people", firm->woman ? "female" : "male");
  char **family = rabta_sample_word (self, "people", "family");
  g_autofree char *owner = g_strconcat (given[0], " ", family[0], NULL);

  switch (rabta_sample_below (self, 4))
    {
    case 0:
      append_words (latin, urdu, family);
      append_words (latin, urdu, trade_of (self, firm->cluster));
      break;
    case 1:
      append_words (latin, urdu, given);
      append_words (latin, urdu, trade_of (self, firm->cluster));
      break;
    default:
      append_words (latin, urdu, rabta_sample_word (self, "firms", firm->woman ? "women_brand" : "brand"));
      if (!self->rich || rabta_sample_chance (self, 0.2))
        append_words (latin, urdu, family);
      append_words (latin, urdu, trade_of (self, firm->cluster));
      break;
    }
  for (const char *p = latin->str; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (slug, g_ascii_tolower (*p));
  append_form (latin, urdu, form);
  if (g_str_equal (form, "sole-proprietor") && rabta_sample_chance (self, 0.15))
    g_string_prepend (latin, "M/s ");

  rabta_record_set_text (record, "name", latin->str);
  if (rabta_sample_chance (self, 0.4))
    rabta_record_set_text (record, "name_ur", urdu->str);
  rabta_record_set_text (record, "owner", owner);
  if (rabta_sample_chance (self, 0.6))
    {
      g_autofree char *email = g_strdup_printf ("info@%s.example", slug->str);

      rabta_record_set_text (record, "email", email);
    }
  if (rabta_sample_chance (self, 0.3))
    {
      g_autofree char *website = g_strdup_printf ("https://%s.example", slug->str);

      rabta_record_set_text (record, "website", website);
    }
}

static void
set_place (RabtaSample     *self,
           RabtaRecord     *record,
           RabtaSampleFirm *firm)
{
  RabtaCodeList *districts = rabta_programme_get_list (self->programme, "district");
  const char *code = rabta_code_item_get_parent (firm->cluster);
  const char *city = rabta_code_item_get_attribute (firm->cluster, "city");
  RabtaCodeItem *district = NULL;
  g_autofree char *address = NULL;

  /* The cluster of all places: any district. */
  if (code == NULL || (district = rabta_code_list_get_item (districts, code)) == NULL)
    {
      g_autoptr (GObject) any = NULL;
      guint n = g_list_model_get_n_items (G_LIST_MODEL (districts));

      any = g_list_model_get_item (G_LIST_MODEL (districts), rabta_sample_below (self, n));
      district = RABTA_CODE_ITEM (any);
      city = NULL;
    }
  /* English whatever the language of the session: the same seed makes the same bytes. */
  if (city == NULL || strpbrk (city, "/(") != NULL)
    city = rabta_code_item_get_label_for (district, "en");

  firm->province = rabta_code_item_get_parent (district);
  address = g_strdup_printf ("Plot %u, %s, %s", 1 + rabta_sample_below (self, 240),
                             rabta_sample_word (self, "phrases", "street")[0], city);
  rabta_record_set_text (record, "district", rabta_code_item_get_code (district));
  rabta_record_set_text (record, "city", city);
  rabta_record_set_text (record, "address", address);
  rabta_record_set_text (record, "cluster", rabta_code_item_get_code (firm->cluster));
  rabta_record_set_text (record, "sector", rabta_code_item_get_attribute (firm->cluster, "sector"));
}

static void
set_size (RabtaSample *self,
          RabtaRecord *record,
          gboolean     woman)
{
  guint weights[G_N_ELEMENTS (sizes)];
  guint size;
  gint64 rupees;
  gint64 employees;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    weights[i] = sizes[i].weight;
  if (woman)
    weights[0] *= 2;
  size = rabta_sample_weighted (self, weights, G_N_ELEMENTS (sizes));
  if (sizes[size].most == 0)
    return;

  rupees = rabta_sample_lognormal (self, sizes[size].median, sizes[size].sigma, sizes[size].least, sizes[size].most);
  rupees -= rupees % 10000;
  employees = rupees / (1200000 + rabta_sample_below (self, 1800000));
  employees = CLAMP (employees, 1, 900);
  rabta_record_set_int (record, "turnover", rupees * 100);
  rabta_record_set_int (record, "turnover_year", 2025);
  rabta_record_set_int (record, "employees", employees);
  rabta_record_set_int (record, "women_employees",
                        employees * (woman ? 30 + rabta_sample_below (self, 60) : rabta_sample_below (self, 35)) / 100);
  rabta_record_set_int (record, "exporting", rabta_sample_chance (self, size == 0 ? 0.08 : size == 1 ? 0.35 : 0.6));
}

/* Hundredths of a percent. A fifth is women-led, some of them by the second of the two rules. */
static void
set_women (RabtaSample *self,
           RabtaRecord *record,
           gboolean     woman)
{
  if (woman && rabta_sample_chance (self, 0.8))
    {
      rabta_record_set_int (record, "women_owned",
                            rabta_sample_chance (self, 0.7) ? 10000 : 100 * (51 + rabta_sample_below (self, 45)));
      rabta_record_set_int (record, "woman_leads", TRUE);
    }
  else if (woman)
    {
      rabta_record_set_int (record, "women_owned", 100 * (20 + rabta_sample_below (self, 30)));
      rabta_record_set_int (record, "woman_leads", TRUE);
      rabta_record_set_int (record, "has_board", TRUE);
      rabta_record_set_int (record, "women_board", 100 * (33 + rabta_sample_below (self, 30)));
    }
  else if (rabta_sample_chance (self, 0.6))
    {
      rabta_record_set_int (record, "women_owned", 100 * rabta_sample_below (self, 16));
      rabta_record_set_int (record, "woman_leads", FALSE);
    }
}

static void
set_worker (RabtaSample     *self,
            RabtaRecord     *record,
            RabtaSampleFirm *firm)
{
  const char *province = g_hash_table_contains (self->offices, firm->province) ? firm->province : "PK-PB";
  GArray *officers = g_hash_table_lookup (self->officers, province);

  firm->office = *(RabtaUuid *) g_hash_table_lookup (self->offices, province);
  firm->officer = g_array_index (officers, RabtaUuid, rabta_sample_below (self, officers->len));
  rabta_record_set_ref (record, "office", &firm->office);
  rabta_record_set_ref (record, "officer", &firm->officer);
}

static gboolean
add_person (RabtaSample     *self,
            RabtaSampleFirm *firm,
            RabtaRecord     *enterprise,
            guint            number,
            gboolean         owner,
            GError         **error)
{
  g_autoptr (RabtaRecord) person = rabta_sample_record (self, RABTA_KIND_PERSON);
  gboolean woman = owner ? firm->woman : rabta_sample_chance (self, 0.25);
  g_autofree char *phone = make_phone (number, owner ? 6 : 7);
  g_autofree char *name = NULL;

  if (owner)
    name = g_strdup (rabta_record_get_text (enterprise, "owner"));
  else
    name = g_strdup_printf ("%s %s", rabta_sample_word (self, "people", woman ? "female" : "male")[0],
                            rabta_sample_word (self, "people", "family")[0]);
  rabta_record_set_text (person, "name", name);
  rabta_record_set_ref (person, "enterprise", &firm->id);
  rabta_record_set_text (person, "role", owner ? "owner" : "export-manager");
  rabta_record_set_text (person, "gender", woman ? "female" : "male");
  rabta_record_set_text (person, "phone", phone);
  if (!owner)
    rabta_record_set_text (person, "job_title", rabta_sample_word (self, "phrases", "job_title")[0]);
  return rabta_sample_save (self, person, error);
}

/* A product that the cluster makes, by one of its chapters of the tariff. */
static char **
choose_product (RabtaSample   *self,
                RabtaCodeItem *cluster)
{
  const char *chapters = rabta_code_item_get_attribute (cluster, "hs");
  const char *sector = rabta_code_item_get_attribute (cluster, "sector");
  g_auto (GStrv) list = g_strsplit (chapters != NULL ? chapters : FALLBACK_CHAPTERS, " ", -1);
  const char *chapter = list[rabta_sample_below (self, g_strv_length (list))];
  g_autofree char *special = g_strconcat (chapter, "@", sector, NULL);

  if (rabta_sample_words_list (self->words, "products", special) != NULL)
    return rabta_sample_word (self, "products", special);
  if (rabta_sample_words_list (self->words, "products", chapter) != NULL)
    return rabta_sample_word (self, "products", chapter);
  return NULL;
}

static gboolean
add_product (RabtaSample     *self,
             RabtaSampleFirm *firm,
             GError         **error)
{
  g_autoptr (RabtaRecord) product = NULL;
  char **words = choose_product (self, firm->cluster);

  if (words == NULL || g_strv_length (words) < 4 || g_strcmp0 (words[0], firm->product_name) == 0)
    return TRUE;

  product = rabta_sample_record (self, RABTA_KIND_PRODUCT);
  rabta_record_set_ref (product, "enterprise", &firm->id);
  rabta_record_set_text (product, "name", words[0]);
  rabta_record_set_text (product, "hs_code", words[1]);
  rabta_record_set_text (product, "unit", words[2]);
  rabta_record_set_int (product, "price", g_ascii_strtoll (words[3], NULL, 10)
                                            * (80 + rabta_sample_below (self, 50)));
  rabta_record_set_int (product, "capacity", rabta_sample_lognormal (self, 3000, 1.0, 10, 200000));
  rabta_record_set_int (product, "minimum_order", 10 * (1 + rabta_sample_below (self, 100)));
  if (!rabta_sample_save (self, product, error))
    return FALSE;

  if (firm->product_name == NULL)
    {
      firm->product = *rabta_record_get_id (product);
      firm->product_name = g_strdup (words[0]);
      firm->product_hs = g_strdup (words[1]);
    }
  return TRUE;
}

static gboolean
add_stall (RabtaSample      *self,
           RabtaSampleFirm  *firm,
           GError          **error)
{
  g_autoptr (RabtaRecord) participation = rabta_sample_record (self, RABTA_KIND_PARTICIPATION);
  g_autofree char *stall = g_strdup_printf ("%c-%02u", 'A' + (char) rabta_sample_below (self, 6),
                                            1 + rabta_sample_below (self, 40));

  rabta_record_set_ref (participation, "event", &self->expo);
  rabta_record_set_ref (participation, "enterprise", &firm->id);
  rabta_record_set_text (participation, "role", "exhibitor");
  rabta_record_set_text (participation, "stall", stall);
  if (rabta_sample_chance (self, 0.4))
    rabta_record_set_text (participation, "interest", rabta_sample_word (self, "phrases", "interest")[0]);
  return rabta_sample_save (self, participation, error);
}

static gboolean
add_belongings (RabtaSample      *self,
                RabtaSampleFirm  *firm,
                RabtaRecord      *enterprise,
                guint             number,
                GError          **error)
{
  guint n_products = self->rich ? 1 + rabta_sample_below (self, 3) : rabta_sample_below (self, 2);
  guint n_cases = self->rich ? rabta_sample_below (self, 3) : rabta_sample_chance (self, 0.15) ? 1u : 0u;

  if (rabta_sample_chance (self, self->rich ? 0.9 : 0.4) && !add_person (self, firm, enterprise, number, TRUE, error))
    return FALSE;
  if (rabta_sample_chance (self, self->rich ? 0.4 : 0.1) && !add_person (self, firm, enterprise, number, FALSE, error))
    return FALSE;
  for (guint i = 0; i < n_products; i++)
    if (!add_product (self, firm, error))
      return FALSE;
  if ((self->rich || rabta_sample_chance (self, 0.15)) && !add_stall (self, firm, error))
    return FALSE;
  for (guint i = 0; i < n_cases; i++)
    if (!rabta_sample_add_case (self, firm, error))
      return FALSE;
  return TRUE;
}

static void
set_established (RabtaSample *self,
                 RabtaRecord *record)
{
  guint age = rabta_sample_below (self, 5 + rabta_sample_below (self, 55));
  g_autofree char *date = g_strdup_printf ("%04u-%02u-%02u", 2025 - age, 1 + rabta_sample_below (self, 12),
                                           1 + rabta_sample_below (self, 28));

  rabta_record_set_text (record, "established", date);
}

gboolean
rabta_sample_add_enterprise (RabtaSample  *self,
                             guint         number,
                             GError      **error)
{
  g_autoptr (RabtaRecord) record = rabta_sample_record (self, RABTA_KIND_ENTERPRISE);
  RabtaSampleFirm firm = { .id = *rabta_record_get_id (record) };
  const char *form = forms[rabta_sample_weighted (self, form_weights, G_N_ELEMENTS (forms))];
  const char *sector;
  gboolean done;

  /* Every cluster has its turn before chance has. */
  firm.cluster = g_ptr_array_index (self->clusters, number < self->clusters->len
                                                      ? number
                                                      : rabta_sample_below (self, self->clusters->len));
  sector = rabta_code_item_get_attribute (firm.cluster, "sector");
  firm.woman = rabta_sample_chance (self, g_strcmp0 (sector, "handicraft") == 0
                                            || g_strcmp0 (sector, "cross-sector") == 0 ? 0.7 : 0.17);

  set_place (self, record, &firm);
  set_names (self, record, &firm, form);
  set_numbers (self, record, &firm, form, number);
  set_size (self, record, firm.woman);
  set_women (self, record, firm.woman);
  set_worker (self, record, &firm);
  if (rabta_sample_chance (self, 0.9))
    set_established (self, record);
  rabta_record_set_text (record, "legal_form", form);
  rabta_record_set_text (record, "status", rabta_sample_chance (self, 0.95) ? "active" : "dormant");

  done = rabta_sample_save (self, record, error) && add_belongings (self, &firm, record, number, error);
  g_free (firm.product_name);
  g_free (firm.product_hs);
  return done;
}
