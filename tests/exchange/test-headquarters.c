/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One package from headquarters brings an office all that headquarters decides: a new version of the programme,
 * a partner, a target, a decision about a conflict, and a case that somebody else has now. */
#include "xml-fixture.h"

#include "exchange/package-exchange.h"
#include "model/conflicts.h"
#include "model/decisions.h"
#include "model/files.h"

#include <string.h>

typedef struct
{
  RabtaCasebook *office;
  RabtaCasebook *hq;
  guint8         office_site[RABTA_SITE_ID_LENGTH];
  guint8         hq_site[RABTA_SITE_ID_LENGTH];
} Two;

static char *
make_key (RabtaCasebook *casebook,
          guint8        *site)
{
  g_autoptr (RabtaSecretKey) key = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rabta_peers_get_own_site (casebook, site, &error));
  key = rabta_secret_key_new (site, &error);
  g_assert_true (rabta_secret_key_save (key, &error));

  return rabta_public_key_to_base64 (rabta_secret_key_get_public (key));
}

static void
trust (RabtaCasebook *casebook,
       const guint8  *site,
       const char    *office,
       RabtaPeerRole  role,
       const char    *key)
{
  g_autoptr (RabtaPeer) peer = rabta_peer_new (site, office, office, role, key);
  g_autoptr (GError) error = NULL;

  rabta_peers_trust_sync (casebook, peer, &error);
  g_assert_no_error (error);
}

static void
two_init (Two        *two,
          XmlFixture *self)
{
  g_autofree char *office_key = NULL;
  g_autofree char *hq_key = NULL;

  two->office = self->casebook;
  two->hq = xml_fixture_open_other (self, "hq.casebook");
  office_key = make_key (two->office, two->office_site);
  hq_key = make_key (two->hq, two->hq_site);
  trust (two->office, two->hq_site, "HQ-LHR", RABTA_PEER_HEADQUARTERS, hq_key);
  trust (two->hq, two->office_site, "RO-PB-LHR", RABTA_PEER_OFFICE, office_key);
}

static void
carry (XmlFixture         *self,
       RabtaCasebook      *from,
       const guint8       *to_site,
       RabtaCasebook      *to,
       RabtaReceiveReport *report)
{
  static guint number;
  g_autofree char *name = g_strdup_printf ("%u.rabta", ++number);
  g_autofree char *path = xml_fixture_path (self, name);
  g_autoptr (GError) error = NULL;
  RabtaSendReport sent;

  rabta_package_send_sync (from, to_site, path, &sent, NULL, &error);
  g_assert_no_error (error);
  rabta_package_receive_sync (to, path, report, NULL, &error);
  g_assert_no_error (error);
}

static RabtaRecord *
load (RabtaCasebook *casebook,
      RabtaRecord   *record)
{
  g_autoptr (GError) error = NULL;
  RabtaRecord *loaded = rabta_casebook_load_sync (casebook, rabta_record_get_kind (record), rabta_record_get_id (record),
                                                  &error);

  g_assert_no_error (error);

  return loaded;
}

static void
save (RabtaCasebook *casebook,
      RabtaRecord   *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, record);
  rabta_casebook_save_sync (casebook, records, "Edit", &error);
  g_assert_no_error (error);
}

static void
rename_firm (RabtaCasebook *casebook,
             RabtaRecord   *firm,
             const char    *name)
{
  g_autoptr (RabtaRecord) loaded = load (casebook, firm);

  rabta_record_set_text (loaded, "name", name);
  save (casebook, loaded);
}

static gboolean
decide_cb (RabtaBatch    *batch,
           gpointer       user_data,
           GCancellable  *cancellable,
           GError       **error)
{
  RabtaConflict *conflict = user_data;

  return rabta_batch_decide (batch, conflict->kind, &conflict->record, conflict->field, "\"Agreed Works\"", error);
}

static void
decide_all (RabtaCasebook *casebook)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = rabta_casebook_list_conflicts_sync (casebook, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (conflicts->len, ==, 1);
  rabta_casebook_write_sync (casebook, "Decide", decide_cb, g_ptr_array_index (conflicts, 0), NULL, &error);
  g_assert_no_error (error);
}

/* The definition in force, as its next version. */
static gboolean
publish_cb (RabtaBatch    *batch,
            gpointer       user_data,
            GCancellable  *cancellable,
            GError       **error)
{
  RabtaProgramme *present = rabta_casebook_get_programme (rabta_batch_get_casebook (batch));
  gsize length;
  const char *xml = g_bytes_get_data (rabta_programme_get_xml (present), &length);
  g_autoptr (GString) text = g_string_new_len (xml, (gssize) length);
  g_autofree char *now = g_strdup_printf ("id=\"smeda-2026\" version=\"%d\"", rabta_programme_get_version (present));
  g_autofree char *next = g_strdup_printf ("id=\"smeda-2026\" version=\"%d\"", rabta_programme_get_version (present) + 1);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RabtaProgramme) programme = NULL;

  g_assert_cmpuint (g_string_replace (text, now, next, 1), ==, 1);
  bytes = g_bytes_new (text->str, text->len);
  programme = rabta_programme_new_from_bytes (bytes, "the next version", error);

  return programme != NULL && rabta_batch_store_programme (batch, programme, error);
}

static void
publish (XmlFixture *self,
         Two        *two)
{
  g_autofree char *path = xml_fixture_path (self, "hq.casebook");
  g_autoptr (GError) error = NULL;

  rabta_casebook_write_sync (two->hq, "Publish", publish_cb, NULL, NULL, &error);
  g_assert_no_error (error);
  rabta_casebook_close (two->hq);
  g_clear_object (&two->hq);
  two->hq = rabta_casebook_open (path, RABTA_CASEBOOK_NONE, &error);
  g_assert_no_error (error);
}

static RabtaRecord *
reassign (RabtaCasebook *casebook,
          RabtaRecord   *case_)
{
  g_autoptr (RabtaRecord) officer = xml_fixture_add (casebook, RABTA_KIND_OFFICER, "name", "Zainab Bibi", NULL);
  RabtaRecord *loaded = load (casebook, case_);

  rabta_record_set_ref (loaded, "officer", rabta_record_get_id (officer));
  save (casebook, loaded);

  return loaded;
}

static RabtaRecord *
set_target (RabtaCasebook   *casebook,
            const RabtaUuid *office)
{
  RabtaRecord *target = rabta_record_new (RABTA_KIND_TARGET);

  rabta_record_set_text (target, "indicator", "OUT-01");
  rabta_record_set_ref (target, "office", office);
  rabta_record_set_int (target, "fiscal_year", 2027);
  rabta_record_set_int (target, "quarter", 2);
  rabta_record_set_text (target, "value", "120.5");
  save (casebook, target);

  return target;
}

static void
test_all (XmlFixture    *self,
          gconstpointer  data)
{
  Two two = { NULL };
  g_autoptr (RabtaRecord) firm = NULL, case_ = NULL, partner = NULL, target = NULL, moved = NULL;
  g_autoptr (RabtaRecord) firm_there = NULL, case_there = NULL, partner_there = NULL, target_there = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (RabtaReceiveReport) first = { NULL };
  g_auto (RabtaReceiveReport) second = { NULL };
  g_auto (RabtaReceiveReport) answer = { NULL };
  g_autofree char *officer = NULL;
  g_autofree char *firm_id = NULL;
  int version;

  two_init (&two, self);
  version = rabta_programme_get_version (rabta_casebook_get_programme (two.office));
  firm = xml_fixture_add (two.office, RABTA_KIND_ENTERPRISE, "name", "Noor Works", NULL);
  firm_id = rabta_uuid_to_string (rabta_record_get_id (firm));
  case_ = xml_fixture_add (two.office, RABTA_KIND_CASE, "enterprise", firm_id, "track", "BUY", "title", "A buyer", "stage",
                           "BUY-01", "status", "open", "opened", "2026-02-02", NULL);
  carry (self, two.office, two.hq_site, two.hq, &first);

  /* Both rename the enterprise; headquarters learns of it and decides. */
  rename_firm (two.office, firm, "Office Works");
  rename_firm (two.hq, firm, "Headquarters Works");
  carry (self, two.office, two.hq_site, two.hq, &second);
  g_assert_cmpint (second.merge.n_conflicts, ==, 1);
  decide_all (two.hq);
  partner = xml_fixture_add (two.hq, RABTA_KIND_ORGANIZATION, "name", "Buyers of Hamburg", "type", "buyer", NULL);
  target = set_target (two.hq, rabta_casebook_get_office (two.office));
  moved = reassign (two.hq, case_);
  publish (self, &two);

  carry (self, two.hq, two.office_site, two.office, &answer);
  g_assert_cmpint (answer.programme, ==, version + 1);
  conflicts = rabta_casebook_list_conflicts_sync (two.office, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (conflicts->len, ==, 0);
  firm_there = load (two.office, firm);
  g_assert_cmpstr (rabta_record_get_text (firm_there, "name"), ==, "Agreed Works");
  partner_there = load (two.office, partner);
  g_assert_cmpstr (rabta_record_get_text (partner_there, "name"), ==, "Buyers of Hamburg");
  target_there = load (two.office, target);
  g_assert_cmpstr (rabta_record_get_text (target_there, "value"), ==, "120.5");
  g_assert_cmpint (rabta_record_get_int (target_there, "quarter"), ==, 2);
  g_assert_true (rabta_uuid_equal (rabta_record_get_ref (target_there, "office"), rabta_casebook_get_office (two.office)));
  case_there = load (two.office, case_);
  officer = g_strdup (rabta_record_get_ref_title (case_there, "officer"));
  g_assert_cmpstr (officer, ==, "Zainab Bibi");

  rabta_casebook_close (two.hq);
  g_clear_object (&two.hq);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  XML_FIXTURE_ADD ("/headquarters/all", test_all);

  return g_test_run ();
}
