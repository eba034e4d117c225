/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/import-mapping.h"

#include "base/error.h"

#include <string.h>

static const char *const headings[] = {
  "Sr. No", "Company Name", "Mobile No.", "E-mail", "Zila", "N.T.N", "Annual Turnover (PKR)", "Name Status", "Contact", "Mobile No.",
};

static char *
describe (RabtaImportMapping *mapping)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rabta_import_mapping_n_columns (mapping); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            rabta_import_target_get_name (rabta_import_mapping_get_target (mapping, i)));

  return g_string_free (text, FALSE);
}

static void
assert_guess (const char *const *list,
              guint              n,
              const char        *expected)
{
  g_autoptr (RabtaImportMapping) mapping = rabta_import_mapping_new (list, n);
  g_autofree char *guess = describe (mapping);

  g_assert_cmpstr (guess, ==, expected);
}

static void
test_guess (void)
{
  static const char *const elements[] = { "name", "legal-form", "women-owned", "WOMEN_EMPLOYEES", "Registration number" };
  static const char *const urdu[] = { "کمپنی کا نام", "فون نمبر", "ضلع", "پتہ" };
  static const char *const unknown[] = { "Contact", "Number", "Date", "", "Name / Designation",
                                         "Telex / Phone of agent", "()" };
  static const char *const contact[] = { "Exhibitor", "Name of Contact Person", "Designation", "Cell #" };
  static const char *const office[] = { "S. No.", "Name of Unit / Firm", "C.N.I.C. No.", "Contact No. (Office)",
                                        "Distt.", "Owner / Proprietor", "Annual Turn-over (Rs.)", "Date of Estab." };

  assert_guess (headings, G_N_ELEMENTS (headings),
                "- name phone email district ntn turnover name-status - -");
  assert_guess (elements, G_N_ELEMENTS (elements), "name legal-form women-owned women-employees registration");
  assert_guess (urdu, G_N_ELEMENTS (urdu), "name phone district address");
  assert_guess (unknown, G_N_ELEMENTS (unknown), "- - - - - - -");
  assert_guess (contact, G_N_ELEMENTS (contact), "name contact-person contact-job-title phone");
  assert_guess (office, G_N_ELEMENTS (office), "- name cnic phone district owner turnover established");
}

static void
test_set (void)
{
  g_autoptr (RabtaImportMapping) mapping = rabta_import_mapping_new (headings, G_N_ELEMENTS (headings));
  g_autofree char *result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rabta_import_mapping_set_text (mapping, "Contact=owner", &error));
  g_assert_true (rabta_import_mapping_set_text (mapping, "10=phone", &error));
  g_assert_true (rabta_import_mapping_set_text (mapping, "e mail=-", &error));
  g_assert_no_error (error);

  result = describe (mapping);
  g_assert_cmpstr (result, ==, "- name - - district ntn turnover name-status owner phone");
}

static void
assert_wrong (const char *text,
              const char *word)
{
  g_autoptr (RabtaImportMapping) mapping = rabta_import_mapping_new (headings, G_N_ELEMENTS (headings));
  g_autoptr (GError) error = NULL;

  g_assert_true (rabta_import_mapping_set_text (mapping, "Contact=owner", NULL));
  g_assert_false (rabta_import_mapping_set_text (mapping, text, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_wrong (void)
{
  assert_wrong ("Kontakt=owner", "Company Name");
  assert_wrong ("Contact=boss", "women-owned");
  assert_wrong ("11=phone", "Company Name");
  assert_wrong ("0=phone", "Company Name");
  assert_wrong ("Contact", "--map");
  assert_wrong ("2=owner", "Contact");
  assert_wrong ("2=size", "women-owned"); /* computed, not imported */
}

static void
test_name_status (void)
{
  g_assert_cmpint (rabta_import_read_name_status ("Previous"), ==, RABTA_NAME_STATUS_PREVIOUS);
  g_assert_cmpint (rabta_import_read_name_status (" FORMER "), ==, RABTA_NAME_STATUS_PREVIOUS);
  g_assert_cmpint (rabta_import_read_name_status ("سابقہ"), ==, RABTA_NAME_STATUS_PREVIOUS);
  g_assert_cmpint (rabta_import_read_name_status ("Current"), ==, RABTA_NAME_STATUS_CURRENT);
  g_assert_cmpint (rabta_import_read_name_status (""), ==, RABTA_NAME_STATUS_NONE);
  g_assert_cmpint (rabta_import_read_name_status ("perhaps"), ==, RABTA_NAME_STATUS_NONE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-mapping/guess", test_guess);
  g_test_add_func ("/import-mapping/set", test_set);
  g_test_add_func ("/import-mapping/wrong", test_wrong);
  g_test_add_func ("/import-mapping/name-status", test_name_status);

  return g_test_run ();
}
