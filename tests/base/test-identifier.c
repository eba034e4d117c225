/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "base/identifier.h"

static const struct
{
  RabtaFormat  format;
  const char  *text;
  const char  *canonical; /* NULL when refused */
  gboolean     warns;
} cases[] = {
  { RABTA_FORMAT_CNIC, "3520212345671", "35202-1234567-1" },
  { RABTA_FORMAT_CNIC, " 35202-1234567-1 ", "35202-1234567-1" },
  { RABTA_FORMAT_CNIC, "۳۵۲۰۲-۱۲۳۴۵۶۷-۱", "35202-1234567-1" },
  { RABTA_FORMAT_CNIC, "3520212345671.0", "35202-1234567-1" },
  { RABTA_FORMAT_CNIC, "35202-1234567-0", "35202-1234567-0", TRUE },
  { RABTA_FORMAT_CNIC, "05202-1234567-1", NULL },
  { RABTA_FORMAT_CNIC, "95202-1234567-1", NULL },
  { RABTA_FORMAT_CNIC, "352021234567", NULL },
  { RABTA_FORMAT_CNIC, "3.52021E+12", NULL },
  { RABTA_FORMAT_CNIC, "3,52E+12", NULL },
  { RABTA_FORMAT_CNIC, "35202-1234567-X", NULL },

  { RABTA_FORMAT_NTN, "1234567", "1234567" },
  { RABTA_FORMAT_NTN, "1234567-8", "1234567-8" },
  { RABTA_FORMAT_NTN, "12345678", "1234567-8" },
  { RABTA_FORMAT_NTN, "a123456-7", "A123456-7" },
  { RABTA_FORMAT_NTN, "A123456", "A123456" },
  { RABTA_FORMAT_NTN, "35202-1234567-1", "35202-1234567-1" },
  { RABTA_FORMAT_NTN, "123456", NULL },
  { RABTA_FORMAT_NTN, "AB12345", NULL },
  { RABTA_FORMAT_NTN, "1.23E+06", NULL },

  { RABTA_FORMAT_STRN, "03-04-9999-123-82", "0304999912382" },
  { RABTA_FORMAT_STRN, "304999912382", NULL },

  { RABTA_FORMAT_IBAN, "PK36SCBL0000001123456702", "PK36SCBL0000001123456702" },
  { RABTA_FORMAT_IBAN, "iban pk36 scbl 0000 0011 2345 6702", "PK36SCBL0000001123456702" },
  { RABTA_FORMAT_IBAN, "PK36SCBL0000001123456720", NULL },
  { RABTA_FORMAT_IBAN, "PK36SCBL000000112345670", NULL },
  { RABTA_FORMAT_IBAN, "GB82WEST12345698765432", NULL },

  { RABTA_FORMAT_PHONE, "0300-1234567", "+923001234567" },
  { RABTA_FORMAT_PHONE, "3001234567", "+923001234567" },
  { RABTA_FORMAT_PHONE, "923001234567", "+923001234567" },
  { RABTA_FORMAT_PHONE, "00923001234567", "+923001234567" },
  { RABTA_FORMAT_PHONE, "+92 (0)300 123 4567", "+923001234567" },
  { RABTA_FORMAT_PHONE, "۰۳۰۰-۱۲۳۴۵۶۷", "+923001234567" },
  { RABTA_FORMAT_PHONE, "042-35751234", "+924235751234" },
  { RABTA_FORMAT_PHONE, "(051) 9211234", "+92519211234" },
  { RABTA_FORMAT_PHONE, "042-111-123-456", "+9242111123456" },
  { RABTA_FORMAT_PHONE, "0800-12345", "+9280012345" },
  { RABTA_FORMAT_PHONE, "4235751234", "+924235751234", TRUE },
  { RABTA_FORMAT_PHONE, "+44 20 7946 0123", "+442079460123" },
  { RABTA_FORMAT_PHONE, "0044 20 7946 0123", "+442079460123" },
  { RABTA_FORMAT_PHONE, "35751234", NULL },
  { RABTA_FORMAT_PHONE, "0300-123456", NULL },
  { RABTA_FORMAT_PHONE, "0300-12345678", NULL },
  { RABTA_FORMAT_PHONE, "0300-1234567 / 0301-1234567", NULL },
  { RABTA_FORMAT_PHONE, "+1", NULL },
  { RABTA_FORMAT_PHONE, "9.23001E+11", NULL },
  { RABTA_FORMAT_PHONE, "call me", NULL },

  { RABTA_FORMAT_EMAIL, " Info@Example.COM ", "info@example.com" },
  { RABTA_FORMAT_EMAIL, "mailto:a.b+c@x-y.com.pk", "a.b+c@x-y.com.pk" },
  { RABTA_FORMAT_EMAIL, "a@b", NULL },
  { RABTA_FORMAT_EMAIL, "a b@example.com", NULL },
  { RABTA_FORMAT_EMAIL, "a@@example.com", NULL },
  { RABTA_FORMAT_EMAIL, "a..b@example.com", NULL },
  { RABTA_FORMAT_EMAIL, "a@example.com, b@example.com", NULL },
  { RABTA_FORMAT_EMAIL, "a@-x.com", NULL },
  { RABTA_FORMAT_EMAIL, "@example.com", NULL },
  { RABTA_FORMAT_EMAIL, "a@", NULL },

  { RABTA_FORMAT_URL, "example.com/a?b=c", "https://example.com/a?b=c" },
  { RABTA_FORMAT_URL, "HTTP://Example.com", "http://Example.com" },
  { RABTA_FORMAT_URL, "example.com:8080", "https://example.com:8080" },
  { RABTA_FORMAT_URL, "javascript:alert(1)", NULL },
  { RABTA_FORMAT_URL, "file:///etc/passwd", NULL },
  { RABTA_FORMAT_URL, "ftp://example.com", NULL },
  { RABTA_FORMAT_URL, "http://user@evil.example", NULL },
  { RABTA_FORMAT_URL, "not a url", NULL },
  { RABTA_FORMAT_URL, "localhost", NULL },

  { RABTA_FORMAT_HS, "62034200", "6203.4200" },
  { RABTA_FORMAT_HS, "6203.4200", "6203.4200" },
  { RABTA_FORMAT_HS, "6203.42.00", "6203.4200" },
  { RABTA_FORMAT_HS, "62", "62" },
  { RABTA_FORMAT_HS, "6203", "6203" },
  { RABTA_FORMAT_HS, "620342", "6203.42" },
  { RABTA_FORMAT_HS, "0803.9000", "0803.9000" },
  { RABTA_FORMAT_HS, "803.9", NULL },
  { RABTA_FORMAT_HS, "7701", NULL },
  { RABTA_FORMAT_HS, "9801", NULL },
  { RABTA_FORMAT_HS, "0001", NULL },
  { RABTA_FORMAT_HS, "620", NULL },

  { RABTA_FORMAT_CODE, "  SECP   0012-A ", "SECP 0012-A" },
  { RABTA_FORMAT_CODE, "1E5", "1E5" },
  { RABTA_FORMAT_CODE, "1.2E+05", NULL },
  { RABTA_FORMAT_NONE, "anything", "anything" },
  { RABTA_FORMAT_CODE, "", NULL },
};

static void
test_normalise (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *warning = NULL;
      g_autofree char *again = NULL;
      g_autofree char *canonical = NULL;

      g_test_message ("%s", cases[i].text);
      canonical = rabta_identifier_normalise (cases[i].format, cases[i].text, &warning, &error);
      g_assert_cmpstr (canonical, ==, cases[i].canonical);

      if (cases[i].canonical == NULL)
        {
          g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
          continue;
        }

      g_assert_no_error (error);
      g_assert_cmpint (warning != NULL, ==, cases[i].warns);
      again = rabta_identifier_normalise (cases[i].format, canonical, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (again, ==, canonical);
    }
}

static void
test_damaged (void)
{
  static const char *const damaged[] = {
    "3.52021E+12", "3,52E+12", " 3.5e+12 ", "3.520211234567E12", "1E+07", "-2.5E-03", "########",
  };
  static const char *const whole[] = {
    "3520212345671", "1E5", "E+12", "3.5", "A1.2E+5", "", "3.5E", "3.5E+", "#1", "12E-Block",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++)
    g_assert_true (rabta_identifier_is_damaged (damaged[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (whole); i++)
    g_assert_false (rabta_identifier_is_damaged (whole[i]));
  g_assert_false (rabta_identifier_is_damaged (NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/identifier/normalise", test_normalise);
  g_test_add_func ("/identifier/damaged", test_damaged);
  return g_test_run ();
}
