/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json.h"

static void
test_escapes (void)
{
  static const struct
  {
    const char *text;
    const char *json;
  } cases[] = {
    { NULL, "null" },
    { "", "\"\"" },
    { "plain", "\"plain\"" },
    { "say \"yes\" \\ no", "\"say \\\"yes\\\" \\\\ no\"" },
    { "a\nb\tc\rd", "\"a\\nb\\tc\\rd\"" },
    { "\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\"" },
    { "بنارس < & 🍌", "\"بنارس < & 🍌\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) json = g_string_new ("[");

      rabta_json_append_string (json, cases[i].text);
      g_assert_cmpstr (json->str + 1, ==, cases[i].json);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/escapes", test_escapes);
  return g_test_run ();
}
