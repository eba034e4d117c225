/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <string.h>

/* Words of the legal form of a business, folded; they say nothing about which business it is. */
static const char *const legal_words[] = {
  "pvt", "ltd", "limited", "llp", "llc", "plc", "inc", "gmbh", "smc", "co", "company", "messrs",
  "and", "میسرز", "لمیٹڈ", "کمپنی", "اینڈ",
};

/* These are legal words only before one of legal_words: "Private School", "P Khan". */
static const char *const legal_words_before[] = { "private", "p", "پراییویٹ", "پرایویٹ" };

static gboolean
is_one_of (const char        *word,
           const char *const *words,
           gsize              n_words)
{
  for (gsize i = 0; i < n_words; i++)
    if (strcmp (word, words[i]) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_legal_word (char  **words,
               gsize   i)
{
  if (is_one_of (words[i], legal_words, G_N_ELEMENTS (legal_words)))
    return TRUE;

  return words[i + 1] != NULL
         && is_one_of (words[i], legal_words_before, G_N_ELEMENTS (legal_words_before))
         && is_one_of (words[i + 1], legal_words, G_N_ELEMENTS (legal_words))
         && strcmp (words[i + 1], "and") != 0 && strcmp (words[i + 1], "اینڈ") != 0;
}

/* "M/s" has to be seen before folding: afterwards "M/s Traders" and "M.S. Traders" look alike. */
static const char *
skip_messrs (const char *name)
{
  while (g_ascii_isspace (*name))
    name++;

  if (g_ascii_tolower (name[0]) == 'm' && (name[1] == '/' || name[1] == '\\')
      && g_ascii_tolower (name[2]) == 's' && !g_ascii_isalnum (name[3]))
    return name + 3;

  return name;
}

/**
 * rabta_text_name_key:
 * @name: (nullable): the name of a business, as typed
 *
 * Folds @name and leaves out what says only which legal form it has: "M/s X Industries (Pvt) Ltd."
 * and "X Industries Private Limited" have the same key, and so have "X & Sons" and "X and Sons".
 *
 * Returns: (transfer full): the key; empty only when @name is
 */
char *
rabta_text_name_key (const char *name)
{
  g_autofree char *folded = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GString) key = NULL;

  if (name == NULL || *name == '\0')
    return g_strdup ("");

  folded = rabta_text_fold (skip_messrs (name));
  words = g_strsplit (folded, " ", -1);
  key = g_string_sized_new (strlen (folded));

  for (gsize i = 0; words[i] != NULL; i++)
    {
      if (is_legal_word (words, i))
        continue;

      if (key->len > 0)
        g_string_append_c (key, ' ');
      g_string_append (key, words[i]);
    }

  if (key->len > 0)
    return g_string_free (g_steal_pointer (&key), FALSE);

  /* "The Company", "(Pvt) Ltd" or only signs: better a poor key than none. */
  return *folded != '\0' ? g_steal_pointer (&folded) : g_utf8_make_valid (name, -1);
}
