/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <string.h>

static const struct
{
  const char *text;
  const char *folded;
} foldings[] = {
  { "", "" },
  { "  Khan,  &  Sons (Pvt.) ", "khan sons pvt" },
  { "Café ÉCLAIR Straße Łódź Ærø", "cafe eclair strasse lodz aero" },
  { "Cafe\u0301", "cafe" },
  { "ＡＢＣ ﬁn ½", "abc fin 1 2" },
  { "علي", "علی" },
  { "كراچي", "کراچی" },
  { "مدرسة مدرسہ", "مدرسہ مدرسہ" },
  { "ه ۂ ۃ ھ", "ہ ہ ہ ہ" },
  { "أحمد إقبال آصف", "احمد اقبال اصف" },
  { "آ", "ا" },
  { "ا\u0653", "ا" },
  { "مؤمن رئیس", "مومن رییس" },
  { "ضیاء", "ضیا" },
  { "مُحَمَّد", "محمد" },
  { "محـــمد", "محمد" },
  { "بین\u200cالاقوامی", "بینالاقوامی" },
  { "\u200fلاہور\u200e", "لاہور" },
  { "٠١٢ ۳۴۵", "012 345" },
  { "۔کراچی، لاہور؟", "کراچی لاہور" },
  { "ﷲ ﻻ", "اللہ لا" },
  { "🍌 Banana 🍌", "banana" },
  { "a\xff" "b\xe2\x80", "a b" },
  { "İstanbul ΣΑΣ", "istanbul σασ" },
};

static void
test_fold (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (foldings); i++)
    {
      g_autofree char *folded = rabta_text_fold (foldings[i].text);
      g_autofree char *twice = rabta_text_fold (folded);

      g_assert_cmpstr (folded, ==, foldings[i].folded);
      g_assert_cmpstr (twice, ==, folded);
    }
}

/* Every character folds to valid text that folds to itself. */
static void
test_fold_is_stable (void)
{
  for (gunichar c = 1; c < 0x20000; c++)
    {
      g_autofree char *folded = NULL;
      g_autofree char *twice = NULL;
      char text[8] = "";

      if (!g_unichar_validate (c))
        continue;

      text[g_unichar_to_utf8 (c, text)] = '\0';
      folded = rabta_text_fold (text);
      twice = rabta_text_fold (folded);
      if (strcmp (folded, twice) != 0 || !g_utf8_validate (folded, -1, NULL))
        g_error ("U+%04X folds to “%s”, and that to “%s”", c, folded, twice);
    }
}

static void
test_fold_append (void)
{
  g_autoptr (GString) document = g_string_new (NULL);

  rabta_text_fold_append (document, " Lahore ");
  rabta_text_fold_append (document, NULL);
  rabta_text_fold_append (document, "!!");
  rabta_text_fold_append (document, "سيالكوٹ");
  g_assert_cmpstr (document->str, ==, "lahore سیالکوٹ");
}

static void
test_name_key (void)
{
  static const char *const same[][2] = {
    { "M/s X Industries (Pvt) Ltd.", "X Industries Private Limited" },
    { "M/S. Al-Noor Textiles", "Al Noor Textiles LLP" },
    { "Messrs Khan & Co.", "Khan and Company" },
    { "Ravi Foods (SMC-Pvt.) Limited", "RAVI FOODS" },
    { "Ali & Sons", "ALI AND SONS" },
    { "Gul (P) Ltd", "Gul Pvt Limited" },
    { "میسرز نور پرائیویٹ لمیٹڈ", "نور" },
  };
  static const char *const different[][2] = {
    { "Noor Enterprises", "Noor Industries" },
    { "M.S. Traders", "M/s Traders" },
    { "Private School Lahore", "School Lahore" },
    { "Khan Trading", "Khan" },
    { "(Pvt) Ltd", "Limited" },
    { "???", "!!!" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *a = rabta_text_name_key (same[i][0]);
      g_autofree char *b = rabta_text_name_key (same[i][1]);

      g_assert_cmpstr (a, ==, b);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (different); i++)
    {
      g_autofree char *a = rabta_text_name_key (different[i][0]);
      g_autofree char *b = rabta_text_name_key (different[i][1]);

      g_assert_cmpstr (a, !=, b);
      g_assert_cmpstr (a, !=, "");
      g_assert_cmpstr (b, !=, "");
    }
}

static void
test_clean (void)
{
  static const struct
  {
    const char *text;
    const char *line;
    const char *lines;
  } cases[] = {
    { NULL, NULL, NULL },
    { " \t\r\n\u00a0\u200b", NULL, NULL },
    { "\x01\x02", NULL, NULL },
    { "  a  b ", "a  b", "a  b" },
    { "a\r\nb\rc\nd", "a b c d", "a\nb\nc\nd" },
    { "a\x01" "b\x7f\xc2\x85", "ab", "ab" },
    { "Cafe\u0301", "Café", "Café" },
    { "ا\u0653ب", "آب", "آب" },
    { "\ufeff<&>\ufffe🍌", "<&>🍌", "<&>🍌" },
    { "a\xff", "a\ufffd", "a\ufffd" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = rabta_text_clean (cases[i].text, FALSE);
      g_autofree char *lines = rabta_text_clean (cases[i].text, TRUE);

      g_assert_cmpstr (line, ==, cases[i].line);
      g_assert_cmpstr (lines, ==, cases[i].lines);
      g_assert_true (line == NULL || rabta_text_is_xml_legal (line, -1));
    }
}

static void
test_xml_legal (void)
{
  g_assert_true (rabta_text_is_xml_legal ("", -1));
  g_assert_true (rabta_text_is_xml_legal ("a\t\n\r<&> بنارس 🍌 \xc2\x85", -1));
  g_assert_false (rabta_text_is_xml_legal ("a\x01", -1));
  g_assert_false (rabta_text_is_xml_legal ("a\x1f", -1));
  g_assert_false (rabta_text_is_xml_legal ("a\0b", 3));
  g_assert_false (rabta_text_is_xml_legal ("\xef\xbf\xbe", -1));
  g_assert_false (rabta_text_is_xml_legal ("\xef\xbf\xbf", -1));
  g_assert_false (rabta_text_is_xml_legal ("\xed\xa0\x80", -1));
  g_assert_false (rabta_text_is_xml_legal ("\xc0\x80", -1));
  g_assert_false (rabta_text_is_xml_legal ("\xf4\x90\x80\x80", -1));
  g_assert_false (rabta_text_is_xml_legal ("🍌", 3));
}

static void
test_digits_and_set (void)
{
  g_autofree char *digits = rabta_text_ascii_digits ("۰۹ ٠٩ 5 ب");
  g_autofree char *text = NULL;

  g_assert_cmpstr (digits, ==, "09 09 5 ب");
  g_assert_true (rabta_set_str (&text, "abc"));
  g_assert_false (rabta_set_str (&text, "abc"));
  g_assert_true (rabta_set_str (&text, text + 1));
  g_assert_cmpstr (text, ==, "bc");
  g_assert_true (rabta_set_str (&text, NULL));
  g_assert_null (text);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-is-stable", test_fold_is_stable);
  g_test_add_func ("/text/fold-append", test_fold_append);
  g_test_add_func ("/text/name-key", test_name_key);
  g_test_add_func ("/text/clean", test_clean);
  g_test_add_func ("/text/xml-legal", test_xml_legal);
  g_test_add_func ("/text/digits-and-set", test_digits_and_set);
  return g_test_run ();
}
