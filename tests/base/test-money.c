/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "base/money.h"

static const struct
{
  const char *text;
  gint64      paisa;
} readable[] = {
  { "0", 0 },
  { "1", 100 },
  { "Rs. 1,00,00,000/-", 1000000000 },
  { "Rs.500/=", 50000 },
  { "Rs 500 only", 50000 },
  { "PKR 12,500.50", 1250050 },
  { "pkr12500.5", 1250050 },
  { "₨ 250", 25000 },
  { "PKR 2.5 million", 250000000 },
  { "2.5m", 250000000 },
  { "1.2 crore", 1200000000 },
  { "5 lakh", 50000000 },
  { "5 lacs", 50000000 },
  { "2 crore 50 lakh", 2500000000 },
  { "1,234,567.89", 123456789 },
  { "12,34,567", 123456700 },
  { "1.50000", 150 },
  { "۱۲٬۵۰۰٫۵۰", 1250050 },
  { "٥ لاکھ روپے", 50000000 },
  { "۲ کروڑ", 2000000000 },
  { "-500", -50000 },
  { "PKR -1,00,000", -10000000 },
  { "-Rs. 5", -500 },
  { "(1,000)", -100000 },
  { "−7", -700 },
  { "  \u200f1000\u200f ", 100000 },
  { "92233720368547758.07", G_MAXINT64 },
};

static const char *const unreadable[] = {
  "", " ", "abc", "1E+07", "2.5e6", "1.0E7", "92233720368547758.08", "99999999999999999999",
  "9999999999 crore crore", "999999999999999 crore", "1,2345", "12,50", "1,00,0000", "123,45,678",
  "1.234.567", "USD 500", "$500", "12.345", "1 2", "50 lakh 2 crore", "--5", "(-5)", "(5", "5)",
  "PKR", "/-", ".", ",5", "5 5", "####", "0x10", "1_000", "5 lakh lakh",
};

static void
test_reads (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (readable); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 paisa = -1;

      g_test_message ("%s", readable[i].text);
      rabta_money_parse (readable[i].text, &paisa, &error);
      g_assert_no_error (error);
      g_assert_cmpint (paisa, ==, readable[i].paisa);
    }
}

static void
test_refuses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (unreadable); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 paisa;

      g_test_message ("%s", unreadable[i]);
      g_assert_false (rabta_money_parse (unreadable[i], &paisa, &error));
      g_assert_error (error, RABTA_ERROR, RABTA_ERROR_INVALID);
    }
}

static void
test_writes (void)
{
  static const struct
  {
    gint64          paisa;
    RabtaMoneyStyle style;
    const char     *text;
  } cases[] = {
    { 1000000000, RABTA_MONEY_PLAIN, "10000000.00" },
    { -5, RABTA_MONEY_PLAIN, "-0.05" },
    { G_MININT64, RABTA_MONEY_PLAIN, "-92233720368547758.08" },
    { 1000000000, RABTA_MONEY_GROUPED, "PKR 1,00,00,000" },
    { 10000000, RABTA_MONEY_GROUPED, "PKR 1,00,000" },
    { 99999, RABTA_MONEY_GROUPED, "PKR 999.99" },
    { -123456, RABTA_MONEY_GROUPED, "PKR -1,234.56" },
    { 1000000000, RABTA_MONEY_MILLIONS, "PKR 10.00 million" },
    { 123456789000, RABTA_MONEY_MILLIONS, "PKR 1,234.57 million" },
    { -100, RABTA_MONEY_MILLIONS, "PKR 0.00 million" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = rabta_money_format (cases[i].paisa, cases[i].style);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_round_trip (void)
{
  for (int i = 0; i < 2000; i++)
    {
      gint64 paisa = (gint64) ((guint64) g_test_rand_int () << 20) * (i % 2 == 0 ? 1 : -1) + i;

      for (int style = RABTA_MONEY_PLAIN; style <= RABTA_MONEY_GROUPED; style++)
        {
          g_autofree char *text = rabta_money_format (paisa, style);
          gint64 again = 0;

          g_assert_true (rabta_money_parse (text, &again, NULL));
          g_assert_cmpint (again, ==, paisa);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/money/reads", test_reads);
  g_test_add_func ("/money/refuses", test_refuses);
  g_test_add_func ("/money/writes", test_writes);
  g_test_add_func ("/money/round-trip", test_round_trip);
  return g_test_run ();
}
