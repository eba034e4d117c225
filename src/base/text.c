/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <string.h>

/* What folding makes of a character, beside the character it becomes. */
#define FOLD_BLANK 0 /* ends a word */
#define FOLD_DROP 1  /* vanishes without ending the word */

/* U+00C0…U+00FF; the multiplication and division signs end a word. */
static const char *const latin1[64] = {
  "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
  "d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "ss",
  "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
  "d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "y",
};

/* U+0600…U+06FF: what becomes of each letter that does not stay as it is. Forms that Arabic, Sindhi,
 * Pashto and Urdu keyboards give for what an Urdu reader takes for the same letter become the Urdu
 * one; do-chashmi heh counts as heh, because writers mix them. */
static const struct
{
  guint16 first;
  guint16 last;
  guint16 to;
} arabic[] = {
  { 0x0600, 0x0605, FOLD_DROP },  /* number signs, which enclose digits */
  { 0x0606, 0x060f, FOLD_BLANK }, /* signs and punctuation */
  { 0x0610, 0x061a, FOLD_DROP },  /* marks of honour, small letters */
  { 0x061b, 0x061b, FOLD_BLANK },
  { 0x061c, 0x061c, FOLD_DROP }, /* Arabic letter mark, for direction */
  { 0x061d, 0x061f, FOLD_BLANK },
  { 0x0620, 0x0620, 0x06cc },    /* Kashmiri yeh */
  { 0x0621, 0x0621, FOLD_DROP }, /* hamza alone, often left out: ضیاء, ضیا */
  { 0x0622, 0x0623, 0x0627 },    /* آ أ */
  { 0x0624, 0x0624, 0x0648 },    /* ؤ */
  { 0x0625, 0x0625, 0x0627 },    /* إ */
  { 0x0626, 0x0626, 0x06cc },    /* ئ */
  { 0x0629, 0x0629, 0x06c1 },    /* teh marbuta */
  { 0x0640, 0x0640, FOLD_DROP }, /* tatweel */
  { 0x0643, 0x0643, 0x06a9 },    /* ك */
  { 0x0647, 0x0647, 0x06c1 },    /* ه */
  { 0x0649, 0x064a, 0x06cc },    /* ى ي */
  { 0x064b, 0x065f, FOLD_DROP }, /* harakat */
  { 0x066a, 0x066d, FOLD_BLANK },
  { 0x0670, 0x0670, FOLD_DROP }, /* superscript alef */
  { 0x0671, 0x0673, 0x0627 },
  { 0x0674, 0x0674, FOLD_DROP }, /* high hamza */
  { 0x0675, 0x0675, 0x0627 },
  { 0x0676, 0x0677, 0x0648 },
  { 0x0678, 0x0678, 0x06cc },
  { 0x06aa, 0x06aa, 0x06a9 }, /* swash kaf */
  { 0x06be, 0x06be, 0x06c1 }, /* ھ */
  { 0x06c0, 0x06c0, 0x06c1 }, /* ۀ */
  { 0x06c2, 0x06c3, 0x06c1 }, /* ۂ ۃ */
  { 0x06cd, 0x06ce, 0x06cc },
  { 0x06d0, 0x06d1, 0x06cc }, /* ې */
  { 0x06d3, 0x06d3, 0x06d2 }, /* ۓ */
  { 0x06d4, 0x06d4, FOLD_BLANK },
  { 0x06d5, 0x06d5, 0x06c1 },
  { 0x06d6, 0x06dd, FOLD_DROP }, /* Quranic marks */
  { 0x06de, 0x06de, FOLD_BLANK },
  { 0x06df, 0x06e8, FOLD_DROP },
  { 0x06e9, 0x06e9, FOLD_BLANK },
  { 0x06ea, 0x06ed, FOLD_DROP },
  { 0x06fd, 0x06fe, FOLD_BLANK },
  { 0x06ff, 0x06ff, 0x06c1 },
};

static guint16 arabic_table[256];

typedef struct
{
  GString *folded;
  gboolean blank; /* a blank is due before the next character */
} Folder;

static void
init_arabic_table (void)
{
  static gsize done;

  if (!g_once_init_enter (&done))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (arabic_table); i++)
    arabic_table[i] = (guint16) (0x0600 + i);

  for (guint i = 0; i < G_N_ELEMENTS (arabic); i++)
    for (guint c = arabic[i].first; c <= arabic[i].last; c++)
      arabic_table[c - 0x0600] = arabic[i].to;

  for (guint i = 0; i < 10; i++)
    arabic_table[0x60 + i] = arabic_table[0xf0 + i] = (guint16) ('0' + i);

  g_once_init_leave (&done, 1);
}

/* Reads one character of hostile bytes: its length, or 0 where they are not UTF-8 (a NUL byte in
 * the middle of a character ends it, so this never reads past the end of a C string). */
static inline guint
decode (const guchar *p,
        gsize         left,
        gunichar     *c)
{
  if (p[0] < 0x80)
    {
      *c = p[0];
      return 1;
    }

  if (p[0] >= 0xc2 && p[0] < 0xe0 && left >= 2 && (p[1] & 0xc0) == 0x80)
    {
      *c = (gunichar) (p[0] & 0x1f) << 6 | (p[1] & 0x3f);
      return 2;
    }

  if ((p[0] & 0xf0) == 0xe0 && left >= 3 && (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80)
    {
      *c = (gunichar) (p[0] & 0x0f) << 12 | (gunichar) (p[1] & 0x3f) << 6 | (p[2] & 0x3f);
      return *c >= 0x800 && (*c < 0xd800 || *c > 0xdfff) ? 3 : 0;
    }

  if ((p[0] & 0xf8) == 0xf0 && left >= 4 && (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80
      && (p[3] & 0xc0) == 0x80)
    {
      *c = (gunichar) (p[0] & 0x07) << 18 | (gunichar) (p[1] & 0x3f) << 12
           | (gunichar) (p[2] & 0x3f) << 6 | (p[3] & 0x3f);
      return *c >= 0x10000 && *c <= 0x10ffff ? 4 : 0;
    }

  return 0;
}

static inline void
flush_blank (Folder *folder)
{
  if (folder->blank && folder->folded->len > 0)
    g_string_append_c (folder->folded, ' ');
  folder->blank = FALSE;
}

static inline void
fold_ascii (Folder *folder,
            guchar  c)
{
  if (!g_ascii_isalnum (c))
    {
      folder->blank = TRUE;
      return;
    }

  flush_blank (folder);
  g_string_append_c (folder->folded, g_ascii_tolower (c));
}

static inline void
fold_to (Folder   *folder,
         gunichar  c)
{
  if (c == FOLD_BLANK)
    {
      folder->blank = TRUE;
    }
  else if (c != FOLD_DROP)
    {
      flush_blank (folder);
      g_string_append_unichar (folder->folded, c);
    }
}

/* Letters that have no decomposition and yet are typed for another. */
static gunichar
fold_letter (gunichar c)
{
  switch (c)
    {
    case 0x0110:
    case 0x0111:
      return 'd';

    case 0x0126:
    case 0x0127:
      return 'h';

    case 0x0131:
      return 'i';

    case 0x0141:
    case 0x0142:
      return 'l';

    case 0x03c2: /* final sigma */
      return 0x03c3;

    default:
      return g_unichar_tolower (c);
    }
}

/* A character that is not decomposable any further. */
static void
fold_simple (Folder   *folder,
             gunichar  c)
{
  if (c < 0x80)
    fold_ascii (folder, (guchar) c);
  else if (c >= 0x0600 && c <= 0x06ff)
    fold_to (folder, arabic_table[c - 0x0600]);
  else if ((c >= 0x0300 && c <= 0x036f) || (c >= 0xfe00 && c <= 0xfe0f))
    return; /* accents, and selectors of the variant of a sign */
  else if (g_unichar_isdigit (c))
    fold_to (folder, '0' + (gunichar) g_unichar_digit_value (c));
  else if (g_unichar_isalnum (c) || g_unichar_ismark (c))
    fold_to (folder, fold_letter (c));
  else if (g_unichar_type (c) != G_UNICODE_FORMAT)
    folder->blank = TRUE;
}

static void
fold_other (Folder   *folder,
            gunichar  c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n;

  n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
  n = MIN (n, G_N_ELEMENTS (parts));

  for (gsize i = 0; i < n; i++)
    {
      gunichar lower = fold_letter (parts[i]);

      /* Case folding can lead to a letter with an accent, and that to the plain one. */
      if (lower >= 0xc0 && lower <= 0xff && *latin1[lower - 0xc0] != '\0')
        fold_to (folder, (guchar) *latin1[lower - 0xc0]);
      else
        fold_simple (folder, parts[i]);
    }
}

static void
fold_into (GString    *folded,
           const char *text)
{
  Folder folder = { folded, TRUE };
  const guchar *p = (const guchar *) text;
  gunichar c;

  init_arabic_table ();

  while (*p != '\0')
    {
      guint length;

      if (*p < 0x80)
        {
          fold_ascii (&folder, *p++);
          continue;
        }

      length = decode (p, 4, &c);

      if (length == 0)
        {
          folder.blank = TRUE;
          length = 1;
        }
      else if (c >= 0x0600 && c <= 0x06ff)
        {
          fold_to (&folder, arabic_table[c - 0x0600]);
        }
      else if (c >= 0xc0 && c <= 0xff && *latin1[c - 0xc0] != '\0')
        {
          flush_blank (&folder);
          g_string_append (folded, latin1[c - 0xc0]);
        }
      else
        {
          fold_other (&folder, c);
        }

      p += length;
    }
}

static inline gboolean
is_trimmed (gunichar c)
{
  return g_unichar_isspace (c) || c == 0xfeff || (c >= 0x200b && c <= 0x200f);
}

/* Most values are plain already. */
static gboolean
is_plain_line (const char *text)
{
  const char *p;

  for (p = text; *p >= 0x20 && *p < 0x7f; p++)
    continue;

  return *p == '\0' && *text != ' ' && p[-1] != ' ';
}

static gboolean
needs_nfc (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c;

      if ((guchar) *p < 0xcc) /* below U+0300 all text is in NFC */
        continue;

      c = g_utf8_get_char (p);
      if (c < 0x0600 || c > 0x06ff || g_unichar_ismark (c))
        return TRUE;
    }

  return FALSE;
}

/* Cuts blanks and invisible marks off both ends in place; NULL when nothing else is there. */
static char *
trim (char *text)
{
  char *start = text;
  char *end = text + strlen (text);

  while (*start != '\0' && is_trimmed (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);

  while (end > start)
    {
      char *previous = g_utf8_prev_char (end);

      if (!is_trimmed (g_utf8_get_char (previous)))
        break;
      end = previous;
    }

  if (start == end)
    {
      g_free (text);
      return NULL;
    }

  *end = '\0';
  memmove (text, start, (gsize) (end - start) + 1);
  return text;
}

/* Copies what may stand in a record; any kind of line end becomes "\n" or, in one line, a blank. */
static char *
copy_legal (const char *text,
            gboolean    keep_lines)
{
  GString *copy = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r' && p[1] == '\n')
        continue;

      if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
        g_string_append_c (copy, keep_lines ? '\n' : ' ');
      else if (c == '\t' || c == '\v' || c == '\f')
        g_string_append_c (copy, ' ');
      else if (c >= 0x20 && (c < 0x7f || c > 0x9f) && c != 0xfffe && c != 0xffff)
        g_string_append_len (copy, p, g_utf8_next_char (p) - p);
    }

  return g_string_free (copy, FALSE);
}

/**
 * rabta_text_is_xml_legal:
 * @text: any bytes
 * @length: how many, or -1 for a text ended by NUL
 *
 * Returns: whether @text is valid UTF-8 made only of characters that XML 1.0 (production 2, Char)
 *   allows; a byte 0 within @length is not
 */
gboolean
rabta_text_is_xml_legal (const char *text,
                         gssize      length)
{
  const guchar *p = (const guchar *) text;
  const guchar *end;

  g_return_val_if_fail (text != NULL, FALSE);

  end = p + (length < 0 ? strlen (text) : (gsize) length);

  while (p < end)
    {
      gunichar c;
      guint n;

      if (*p >= 0x20 && *p < 0x80)
        {
          p++;
          continue;
        }

      n = decode (p, (gsize) (end - p), &c);
      if (n == 0 || (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xfffe || c == 0xffff)
        return FALSE;
      p += n;
    }

  return TRUE;
}

/**
 * rabta_text_clean:
 * @text: (nullable): what was typed or read from a file
 * @keep_lines: whether the text may have several lines
 *
 * Makes text fit for a record: valid UTF-8 in NFC of characters that XML 1.0 allows, without
 * control characters, trimmed; lines end with "\n", or are joined with a blank. Otherwise the text
 * stays as it was typed.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL when nothing is left
 */
char *
rabta_text_clean (const char *text,
                  gboolean    keep_lines)
{
  g_autofree char *valid = NULL;
  g_autofree char *legal = NULL;

  if (text == NULL || *text == '\0')
    return NULL;

  if (is_plain_line (text))
    return g_strdup (text);

  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);

  legal = copy_legal (text, keep_lines);

  if (needs_nfc (legal))
    {
      char *composed = g_utf8_normalize (legal, -1, G_NORMALIZE_NFC);

      g_free (legal);
      legal = composed;
    }

  return trim (g_steal_pointer (&legal));
}

/**
 * rabta_text_fold:
 * @text: (nullable): a text
 *
 * Folds @text for search and comparison, so that spellings which a reader takes for the same become
 * the same: case and accents, the Arabic and Urdu forms of yeh, kaf, heh, alef and waw, harakat,
 * tatweel, joiners and direction marks, the digits of all scripts; punctuation becomes one blank.
 * Folding a folded text changes nothing.
 *
 * Returns: (transfer full): the folded text, perhaps empty
 */
char *
rabta_text_fold (const char *text)
{
  GString *folded;

  if (text == NULL)
    return g_strdup ("");

  folded = g_string_sized_new (strlen (text) + 1);
  fold_into (folded, text);

  return g_string_free (folded, FALSE);
}

/**
 * rabta_text_fold_append:
 * @folded: a search document being built
 * @text: (nullable): a text
 *
 * Appends rabta_text_fold() of @text, after a blank where @folded has something already.
 */
void
rabta_text_fold_append (GString    *folded,
                        const char *text)
{
  g_return_if_fail (folded != NULL);

  if (text != NULL)
    fold_into (folded, text);
}

/**
 * rabta_text_ascii_digits:
 * @text: a text
 *
 * Returns: (transfer full): @text with the digits U+0660…U+0669 and U+06F0…U+06F9 as ASCII digits
 */
char *
rabta_text_ascii_digits (const char *text)
{
  char *result;
  char *to;

  g_return_val_if_fail (text != NULL, NULL);

  result = to = g_malloc (strlen (text) + 1);

  for (const guchar *p = (const guchar *) text; *p != '\0';)
    {
      if (p[0] == 0xd9 && p[1] >= 0xa0 && p[1] <= 0xa9)
        *to++ = (char) ('0' + p[1] - 0xa0);
      else if (p[0] == 0xdb && p[1] >= 0xb0 && p[1] <= 0xb9)
        *to++ = (char) ('0' + p[1] - 0xb0);
      else
        {
          *to++ = (char) *p++;
          continue;
        }
      p += 2;
    }

  *to = '\0';
  return result;
}

/**
 * rabta_set_str:
 * @target: (inout) (nullable): a text that the caller owns
 * @value: (nullable): the new text
 *
 * Replaces *@target by a copy of @value, which may be part of it (g_set_str() of GLib 2.76).
 *
 * Returns: whether the text changed
 */
gboolean
rabta_set_str (char       **target,
               const char  *value)
{
  char *copy;

  g_return_val_if_fail (target != NULL, FALSE);

  if (g_strcmp0 (*target, value) == 0)
    return FALSE;

  copy = g_strdup (value);
  g_free (*target);
  *target = copy;

  return TRUE;
}
