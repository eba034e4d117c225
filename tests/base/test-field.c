/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "base/field.h"

#include <string.h>

static const struct
{
  RabtaFieldKind  kind;
  RabtaFormat     format;
  const char     *typed;
  const char     *canonical; /* NULL when refused, "" when it is no value */
  gboolean        warns;
} typings[] = {
  { RABTA_FIELD_TEXT, 0, "  a  b\n", "a  b" },
  { RABTA_FIELD_TEXT, 0, "   ", "" },
  { RABTA_FIELD_TEXT, 0, "=1+1", "=1+1" },
  { RABTA_FIELD_LONG_TEXT, 0, "a\r\nb", "a\nb" },
  { RABTA_FIELD_TEXT, RABTA_FORMAT_PHONE, "0300 1234567", "+923001234567" },
  { RABTA_FIELD_TEXT, RABTA_FORMAT_PHONE, "4235751234", "+924235751234", TRUE },
  { RABTA_FIELD_TEXT, RABTA_FORMAT_CNIC, "3.5E+12", NULL },
  { RABTA_FIELD_INTEGER, 0, "1,200", "1200" },
  { RABTA_FIELD_INTEGER, 0, "۱۷۰", "170" },
  { RABTA_FIELD_INTEGER, 0, "12.0", "12" },
  { RABTA_FIELD_INTEGER, 0, "-3", "-3" },
  { RABTA_FIELD_INTEGER, 0, "12.5", NULL },
  { RABTA_FIELD_INTEGER, 0, "1.2E+5", NULL },
  { RABTA_FIELD_INTEGER, 0, "about 5", NULL },
  { RABTA_FIELD_DECIMAL, 0, "012.50", "12.50" },
  { RABTA_FIELD_DECIMAL, 0, "1,234.5", "1234.5" },
  { RABTA_FIELD_DECIMAL, 0, "-0.0", "0.0" },
  { RABTA_FIELD_DECIMAL, 0, "-.05", "-0.05" },
  { RABTA_FIELD_DECIMAL, 0, "1e5", NULL },
  { RABTA_FIELD_DECIMAL, 0, "1,2", NULL },
  { RABTA_FIELD_MONEY, 0, "1.2 crore", "12000000.00" },
  { RABTA_FIELD_MONEY, 0, "dear", NULL },
  { RABTA_FIELD_PERCENT, 0, "51%", "51.00" },
  { RABTA_FIELD_PERCENT, 0, "51", "51.00" },
  { RABTA_FIELD_PERCENT, 0, "33.33 %", "33.33" },
  { RABTA_FIELD_PERCENT, 0, "۵۱٪", "51.00" },
  { RABTA_FIELD_PERCENT, 0, "0.51", "0.51", TRUE },
  { RABTA_FIELD_PERCENT, 0, "-4.5 percent", "-4.50" },
  { RABTA_FIELD_PERCENT, 0, "33.333", NULL },
  { RABTA_FIELD_DATE, 0, "24 Jan 2026", "2026-01-24" },
  { RABTA_FIELD_DATE, 0, "03/04/2026", NULL },
  { RABTA_FIELD_INSTANT, 0, "2026-01-24T20:30:00Z", "2026-01-24T20:30:00Z" },
  { RABTA_FIELD_INSTANT, 0, "2026-01-25 01:30:00", "2026-01-24T20:30:00Z" },
  { RABTA_FIELD_INSTANT, 0, "25 Jan 2026", "2026-01-24T19:00:00Z" },
  { RABTA_FIELD_BOOLEAN, 0, "Yes", "true" },
  { RABTA_FIELD_BOOLEAN, 0, "ہاں", "true" },
  { RABTA_FIELD_BOOLEAN, 0, "✓", "true" },
  { RABTA_FIELD_BOOLEAN, 0, "No.", "false" },
  { RABTA_FIELD_BOOLEAN, 0, "نہیں", "false" },
  { RABTA_FIELD_BOOLEAN, 0, "maybe", NULL },
  { RABTA_FIELD_CHOICE, 0, " Gold Grade ", "Gold Grade" },
  { RABTA_FIELD_REFERENCE, 0, "018F4E2A-7B1C-7DEF-8123-456789ABCDEF",
    "018f4e2a-7b1c-7def-8123-456789abcdef" },
  { RABTA_FIELD_REFERENCE, 0, "Khan & Sons", NULL },
};

static const struct
{
  RabtaFieldKind  kind;
  const char     *text;
} not_canonical[] = {
  { RABTA_FIELD_INTEGER, "01" },
  { RABTA_FIELD_INTEGER, "+1" },
  { RABTA_FIELD_INTEGER, "-0" },
  { RABTA_FIELD_INTEGER, "1 " },
  { RABTA_FIELD_INTEGER, "9223372036854775808" },
  { RABTA_FIELD_INTEGER, "-9223372036854775809" },
  { RABTA_FIELD_MONEY, "1" },
  { RABTA_FIELD_MONEY, "1.5" },
  { RABTA_FIELD_MONEY, "1.000" },
  { RABTA_FIELD_MONEY, "1,000.00" },
  { RABTA_FIELD_MONEY, "92233720368547758.08" },
  { RABTA_FIELD_PERCENT, "51%" },
  { RABTA_FIELD_DECIMAL, "1." },
  { RABTA_FIELD_DECIMAL, "01.5" },
  { RABTA_FIELD_DECIMAL, "1e5" },
  { RABTA_FIELD_BOOLEAN, "yes" },
  { RABTA_FIELD_BOOLEAN, "1" },
  { RABTA_FIELD_DATE, "24 Jan 2026" },
  { RABTA_FIELD_DATE, "2026-02-30" },
  { RABTA_FIELD_INSTANT, "2026-01-24 20:30:00" },
  { RABTA_FIELD_REFERENCE, "1" },
  { RABTA_FIELD_TEXT, "a\x01" },
  { RABTA_FIELD_TEXT, "a\xff" },
};

static void
test_typed (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (typings); i++)
    {
      const RabtaField field = { "field", typings[i].kind, 0, RABTA_PRIVACY_OPEN, "field", "Heading",
                                 typings[i].format };
      g_autoptr (GError) error = NULL;
      g_autofree char *warning = NULL;
      g_autofree char *text = NULL;
      g_auto (RabtaValue) value = RABTA_VALUE_INIT;
      g_auto (RabtaValue) again = RABTA_VALUE_INIT;

      g_test_message ("%s", typings[i].typed);
      rabta_value_parse_loose (&field, typings[i].typed, RABTA_DATE_ORDER_UNKNOWN, &value, &warning,
                               &error);

      if (typings[i].canonical == NULL)
        {
          g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
          g_assert_true (g_str_has_prefix (error->message, "Heading: "));
          g_assert_cmpint (value.type, ==, RABTA_VALUE_NULL);
          continue;
        }

      g_assert_no_error (error);
      g_assert_cmpint (warning != NULL, ==, typings[i].warns);
      text = rabta_value_to_text (&field, &value);
      g_assert_cmpstr (text != NULL ? text : "", ==, typings[i].canonical);
      g_assert_true (value.type == RABTA_VALUE_NULL
                     || value.type == rabta_field_value_type (&field));

      g_assert_true (rabta_value_parse (&field, text, &again, &error));
      g_assert_true (rabta_value_equal (&value, &again));
    }
}

static void
test_canonical_only (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (not_canonical); i++)
    {
      const RabtaField field = { "field", not_canonical[i].kind, 0, RABTA_PRIVACY_OPEN, "field", "Heading" };
      g_autoptr (GError) error = NULL;
      g_auto (RabtaValue) value = RABTA_VALUE_INIT;

      g_test_message ("Text %" G_GSIZE_FORMAT, i);
      g_assert_false (rabta_value_parse (&field, not_canonical[i].text, &value, &error));
      g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
      g_assert_cmpint (value.type, ==, RABTA_VALUE_NULL);
    }
}

static void
test_extremes (void)
{
  static const gint64 numbers[] = { G_MININT64, G_MAXINT64, -1, 0, 1, -99, -100 };
  static const RabtaFieldKind kinds[] = {
    RABTA_FIELD_INTEGER, RABTA_FIELD_MONEY, RABTA_FIELD_PERCENT,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (kinds); j++)
      {
        const RabtaField field = { "field", kinds[j], 0, RABTA_PRIVACY_OPEN, "field", "Heading" };
        const RabtaValue value = { RABTA_VALUE_INTEGER, { .integer = numbers[i] } };
        g_autofree char *text = rabta_value_to_text (&field, &value);
        g_auto (RabtaValue) again = RABTA_VALUE_INIT;

        g_assert_true (rabta_value_parse (&field, text, &again, NULL));
        g_assert_true (rabta_value_equal (&value, &again));
      }
}

static void
test_copies (void)
{
  const RabtaField field = { "field", RABTA_FIELD_TEXT, 0, RABTA_PRIVACY_OPEN, "field", "Heading" };
  g_auto (RabtaValue) a = RABTA_VALUE_INIT;
  g_auto (RabtaValue) b = RABTA_VALUE_INIT;

  g_assert_true (rabta_value_equal (&a, &b));
  g_assert_true (rabta_value_parse (&field, "سلام <&>", &a, NULL));
  g_assert_false (rabta_value_equal (&a, &b));
  rabta_value_copy (&a, &b);
  g_assert_true (rabta_value_equal (&a, &b));
  g_assert_true (a.text != b.text);
  rabta_value_clear (&a);
  g_assert_cmpint (a.type, ==, RABTA_VALUE_NULL);
  g_assert_cmpstr (b.text, ==, "سلام <&>");
}

/* What is too long for a file is refused where it is typed. */
static void
test_too_long (void)
{
  static const RabtaField line = { "name", RABTA_FIELD_TEXT, 0, RABTA_PRIVACY_OPEN, "name", "Name" };
  static const RabtaField text = { "notes", RABTA_FIELD_LONG_TEXT, 0, RABTA_PRIVACY_OPEN, "notes", "Notes" };
  g_autofree char *fits = g_strnfill (RABTA_FIELD_MAX_LINE, 'x');
  g_autofree char *longer = g_strconcat (fits, "x", NULL);
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_assert_true (rabta_value_parse_loose (&line, fits, RABTA_DATE_ORDER_UNKNOWN, &value, NULL, &error));
  g_assert_no_error (error);
  rabta_value_clear (&value);
  g_assert_false (rabta_value_parse_loose (&line, longer, RABTA_DATE_ORDER_UNKNOWN, &value, NULL, &error));
  g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (rabta_value_parse_loose (&text, longer, RABTA_DATE_ORDER_UNKNOWN, &value, NULL, &error));
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/field/typed", test_typed);
  g_test_add_func ("/field/canonical-only", test_canonical_only);
  g_test_add_func ("/field/extremes", test_extremes);
  g_test_add_func ("/field/copies", test_copies);
  g_test_add_func ("/field/too-long", test_too_long);

  return g_test_run ();
}
