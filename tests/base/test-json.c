/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json.h"

#include <string.h>

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

static void
test_objects (void)
{
  static const char *const good[] = {
    "{}", " {\n} ", "{\"a\":null}", "{\"a\":[],\"b\":{}}", "{\"a\":[1,-2.5e+3,true,false,\"x\"]}",
    "{\"set\":{\"name\":\"\xd8\xa8\\\"\\u00e9\"},\"base\":{\"name\":[\"00:1\"]}}",
    "{\"a\":[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]}",
  };
  static const char *const bad[] = {
    "", " ", "[]", "1", "\"a\"", "{", "}", "{}}", "{} {}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{\"a\":[1,]}",
    "{\"a\":[,]}", "{a:1}", "{'a':1}", "{\"a\":01}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":+1}", "{\"a\":1e}", "{\"a\":NaN}",
    "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"\n\"}", "{\"a\":\"x}", "{\"a\":[1}", "{\"a\":{]}", "{\"a\":1]",
    "/* x */{}", "{} // x", "{\"a\":truex}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{\"a\":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}",
  };
  g_autofree char *deep = g_strnfill (10000000, '[');

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (rabta_json_is_object (good[i], strlen (good[i])));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    if (rabta_json_is_object (bad[i], strlen (bad[i])))
      g_error ("“%s” passes for a JSON object", bad[i]);
  memcpy (deep, "{\"a\":", 5);
  g_assert_false (rabta_json_is_object (deep, 10000000));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/escapes", test_escapes);
  g_test_add_func ("/json/objects", test_objects);
  return g_test_run ();
}
