/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/identifier.h"

#include "base/error.h"
#include "base/number.h"
#include "base/text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CNIC_DIGITS 13
#define STRN_DIGITS 13
#define NTN_DIGITS 7 /* without the check digit */
#define IBAN_LENGTH 24
#define MAX_EMAIL_LENGTH 254 /* RFC 5321, section 4.5.3 */
#define MAX_EMAIL_LOCAL_LENGTH 64
#define MAX_URL_LENGTH 2048
#define MIN_E164_DIGITS 8
#define MAX_E164_DIGITS 15

static void
set_invalid (GError     **error,
             const char  *message)
{
  g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, message);
}

static gboolean
all_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

/* Takes out the signs people put between digits; a cell of numbers may also end with ".0". */
static char *
strip (const char *text,
       const char *separators)
{
  GString *bare = g_string_new (NULL);
  gsize digits = strspn (text, "0123456789");

  if (digits > 0 && text[digits] == '.' && text[digits + 1] == '0'
      && text[digits + 1 + strspn (text + digits + 1, "0")] == '\0' && digits > 4)
    g_string_append_len (bare, text, (gssize) digits);
  else
    for (const char *p = text; *p != '\0'; p++)
      if (strchr (separators, *p) == NULL)
        g_string_append_c (bare, *p);

  return g_string_free (bare, FALSE);
}

static char *
normalise_cnic (const char  *text,
                char       **warning,
                GError     **error)
{
  g_autofree char *bare = strip (text, " -./");

  if (!all_digits (bare) || strlen (bare) != CNIC_DIGITS)
    {
      set_invalid (error, _("A CNIC has 13 digits, such as 35202-1234567-1."));
      return NULL;
    }

  if (bare[0] == '0' || bare[0] == '9')
    {
      set_invalid (error, _("A CNIC begins with a digit from 1 to 8, for the province."));
      return NULL;
    }

  if (bare[CNIC_DIGITS - 1] == '0' && warning != NULL)
    *warning = g_strdup (_("The last digit of a CNIC is from 1 to 9; please compare with the card."));

  return g_strdup_printf ("%.5s-%.7s-%s", bare, bare + 5, bare + 12);
}

static char *
normalise_ntn (const char  *text,
               char       **warning,
               GError     **error)
{
  g_autofree char *bare = strip (text, " -./");
  gsize length;

  for (char *p = bare; *p != '\0'; p++)
    *p = g_ascii_toupper (*p);

  length = strlen (bare);

  if (length == CNIC_DIGITS && all_digits (bare))
    return normalise_cnic (bare, warning, error);

  if ((length != NTN_DIGITS && length != NTN_DIGITS + 1) || !g_ascii_isalnum (bare[0]) || !all_digits (bare + 1))
    {
      set_invalid (error, _("An NTN has 7 digits, or a letter and 6, and perhaps a check digit, such "
                            "as 1234567-8; or it is the CNIC of the owner."));
      return NULL;
    }

  return length == NTN_DIGITS ? g_steal_pointer (&bare) : g_strdup_printf ("%.7s-%s", bare, bare + 7);
}

static char *
normalise_strn (const char  *text,
                GError     **error)
{
  g_autofree char *bare = strip (text, " -./");

  if (all_digits (bare) && strlen (bare) == STRN_DIGITS)
    return g_steal_pointer (&bare);

  if (all_digits (bare) && strlen (bare) == STRN_DIGITS - 1)
    set_invalid (error, _("An STRN has 13 digits; a spreadsheet may have dropped the zero at its "
                          "beginning."));
  else
    set_invalid (error, _("An STRN has 13 digits."));

  return NULL;
}

/* ISO 7064 MOD 97-10 over the account with its first four characters moved to the end. */
static guint
iban_remainder (const char *iban)
{
  guint remainder = 0;

  for (gsize i = 0; i < IBAN_LENGTH; i++)
    {
      char c = iban[(i + 4) % IBAN_LENGTH];

      if (g_ascii_isdigit (c))
        remainder = (remainder * 10 + (guint) (c - '0')) % 97;
      else
        remainder = (remainder * 100 + (guint) (c - 'A') + 10) % 97;
    }

  return remainder;
}

static char *
normalise_iban (const char  *text,
                GError     **error)
{
  g_autofree char *bare = strip (text, " -.:");
  char *iban;
  gsize length;

  for (char *p = bare; *p != '\0'; p++)
    *p = g_ascii_toupper (*p);

  iban = g_str_has_prefix (bare, "IBAN") ? bare + 4 : bare;
  length = strspn (iban, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

  if (length != IBAN_LENGTH || iban[length] != '\0' || !g_str_has_prefix (iban, "PK")
      || !g_ascii_isdigit (iban[2]) || !g_ascii_isdigit (iban[3])
      || strcspn (iban + 4, "0123456789") < 4)
    {
      set_invalid (error, _("An IBAN of Pakistan has 24 characters, such as "
                            "PK36 SCBL 0000 0011 2345 6702."));
      return NULL;
    }

  if (iban_remainder (iban) != 1)
    {
      set_invalid (error, _("The check digits of this IBAN do not fit; a character is wrong or two "
                            "are exchanged."));
      return NULL;
    }

  return g_strdup (iban);
}

/* Whether @national, without the 0 before it, is a number of Pakistan: a mobile, an area code with a
 * subscriber or a universal number (111 …), or a toll-free number. */
static gboolean
is_national (const char *national)
{
  gsize length = strlen (national);

  if (national[0] == '3')
    return length == 10;

  if (national[0] < '2')
    return FALSE;

  if (g_str_has_prefix (national, "800") || g_str_has_prefix (national, "900"))
    return length == 8;

  /* "42 111 123 456", "992 111 123 456" */
  if (length >= 11 && length <= 12)
    return strncmp (national + length - 9, "111", 3) == 0;

  return length == 9 || length == 10;
}

/* Digits as dialled, with "+" before an international number, to E.164; NULL when impossible. */
static char *
to_e164 (const char  *dialled,
         char       **warning)
{
  const char *digits = dialled;
  gboolean is_international = FALSE;
  gsize length;

  if (*digits == '+')
    {
      is_international = TRUE;
      digits++;
    }
  else if (g_str_has_prefix (digits, "00"))
    {
      is_international = TRUE;
      digits += 2;
    }

  length = strlen (digits);

  if (g_str_has_prefix (digits, "92") && (is_international || length >= 11))
    {
      /* "+92 (0)300 …" */
      digits += digits[2] == '0' ? 3 : 2;
      return is_national (digits) ? g_strconcat ("+92", digits, NULL) : NULL;
    }

  if (is_international)
    return length >= MIN_E164_DIGITS && length <= MAX_E164_DIGITS && digits[0] != '0'
             ? g_strconcat ("+", digits, NULL)
             : NULL;

  if (*digits == '0')
    return is_national (digits + 1) ? g_strconcat ("+92", digits + 1, NULL) : NULL;

  /* Spreadsheets drop the 0 at the beginning. */
  if (!is_national (digits) || length < 9 || g_str_has_prefix (digits, "92"))
    return NULL;

  if (*digits != '3' && warning != NULL)
    *warning = g_strdup_printf (_("“%s” has no 0 at its beginning; it was taken as 0%s."),
                                digits, digits);

  return g_strconcat ("+92", digits, NULL);
}

static char *
normalise_phone (const char  *text,
                 char       **warning,
                 GError     **error)
{
  g_autofree char *prepared = rabta_number_prepare (text);
  g_autofree char *bare = NULL;
  char *number = NULL;
  const char *start = prepared;

  if (g_ascii_strncasecmp (start, "tel:", 4) == 0)
    start += 4;

  bare = strip (start, " -.()");
  if (all_digits (*bare == '+' ? bare + 1 : bare))
    number = to_e164 (bare, warning);

  if (number == NULL)
    set_invalid (error, _("This is not one telephone number with its area code, such as "
                          "0300-1234567, 042-35751234 or +44 20 7946 0123."));

  return number;
}

static gboolean
is_host_name (const char *host)
{
  gsize label = 0;
  gboolean has_dot = FALSE;

  for (const char *p = host; *p != '\0'; p++)
    {
      if (*p == '.')
        {
          if (label == 0 || label > 63 || p[-1] == '-')
            return FALSE;
          has_dot = TRUE;
          label = 0;
          continue;
        }

      if (!g_ascii_isalnum (*p) && (*p != '-' || label == 0))
        return FALSE;
      label++;
    }

  return has_dot && label >= 2 && label <= 63 && host[strlen (host) - 1] != '-'
         && !g_ascii_isdigit (host[strlen (host) - 1]);
}

static char *
normalise_email (const char  *text,
                 GError     **error)
{
  g_autofree char *email = NULL;
  const char *at;

  if (g_ascii_strncasecmp (text, "mailto:", 7) == 0)
    text += 7;

  email = g_ascii_strdown (text, -1);
  at = strchr (email, '@');

  if (at == NULL || at == email || at - email > MAX_EMAIL_LOCAL_LENGTH
      || strlen (email) > MAX_EMAIL_LENGTH
      || strspn (email, "abcdefghijklmnopqrstuvwxyz0123456789.!#$%&'*+/=?^_`{|}~-")
           != (gsize) (at - email)
      || email[0] == '.' || at[-1] == '.' || !is_host_name (at + 1))
    {
      set_invalid (error, _("This is not an e-mail address, such as name@example.com."));
      return NULL;
    }

  for (const char *p = email; p < at; p++)
    if (p[0] == '.' && p[1] == '.')
      {
        set_invalid (error, _("An e-mail address has no two points in a row."));
        return NULL;
      }

  return g_steal_pointer (&email);
}

static char *
normalise_url (const char  *text,
               GError     **error)
{
  g_autofree char *with_scheme = NULL;
  g_autofree char *typed_scheme = g_uri_parse_scheme (text);
  g_autofree char *scheme = typed_scheme != NULL ? g_ascii_strdown (typed_scheme, -1) : NULL;
  g_autoptr (GUri) uri = NULL;
  gboolean is_web;

  /* "example.com:8080" has no scheme but looks as if it had. */
  is_web = g_strcmp0 (scheme, "http") == 0 || g_strcmp0 (scheme, "https") == 0;
  if (is_web)
    with_scheme = g_strconcat (scheme, text + strlen (scheme), NULL);
  else
    with_scheme = g_strconcat ("https://", text, NULL);

  uri = g_uri_parse (with_scheme, G_URI_FLAGS_NONE, NULL);

  if (uri == NULL || strlen (with_scheme) > MAX_URL_LENGTH || strpbrk (with_scheme, " <>\"") != NULL
      || g_uri_get_userinfo (uri) != NULL || g_uri_get_host (uri) == NULL
      || strchr (g_uri_get_host (uri), '.') == NULL
      || g_str_has_prefix (g_uri_get_host (uri), ".") || g_str_has_suffix (g_uri_get_host (uri), "."))
    {
      set_invalid (error, _("This is not the address of a web page, such as https://example.com."));
      return NULL;
    }

  return g_steal_pointer (&with_scheme);
}

static char *
normalise_hs (const char  *text,
              GError     **error)
{
  g_autofree char *bare = g_malloc (strlen (text) + 1);
  gsize length = 0;
  int chapter;

  /* "803.9" is 0803.9000 that passed through a spreadsheet: points stand behind pairs of digits. */
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '.' && length % 2 == 1)
        {
          set_invalid (error, _("A tariff code has four digits before the point, such as 6203.4200; "
                                "a spreadsheet may have dropped a zero."));
          return NULL;
        }

      if (strchr (" .-", *p) == NULL)
        bare[length++] = *p;
    }
  bare[length] = '\0';

  if (!all_digits (bare) || length > 8 || length % 2 == 1)
    {
      set_invalid (error, _("A tariff code has 8 digits, such as 6203.4200, or 2, 4 or 6."));
      return NULL;
    }

  chapter = (bare[0] - '0') * 10 + (bare[1] - '0');
  if (chapter < 1 || chapter > 97 || chapter == 77)
    {
      set_invalid (error, _("The tariff has the chapters 01 to 97 without 77."));
      return NULL;
    }

  return length <= 4 ? g_steal_pointer (&bare) : g_strdup_printf ("%.4s.%s", bare, bare + 4);
}

static char *
squeeze (const char *text)
{
  GString *squeezed = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (*p != ' ' || p[1] != ' ')
      g_string_append_c (squeezed, *p);

  return g_string_free (squeezed, FALSE);
}

static char *
normalise_clean (RabtaFormat   format,
                 const char   *text,
                 char        **warning,
                 GError      **error)
{
  g_autofree char *prepared = rabta_number_prepare (text);

  switch (format)
    {
    case RABTA_FORMAT_CNIC:
      return normalise_cnic (prepared, warning, error);

    case RABTA_FORMAT_NTN:
      return normalise_ntn (prepared, warning, error);

    case RABTA_FORMAT_STRN:
      return normalise_strn (prepared, error);

    case RABTA_FORMAT_IBAN:
      return normalise_iban (prepared, error);

    case RABTA_FORMAT_PHONE:
      return normalise_phone (prepared, warning, error);

    case RABTA_FORMAT_EMAIL:
      return normalise_email (prepared, error);

    case RABTA_FORMAT_URL:
      return normalise_url (text, error);

    case RABTA_FORMAT_HS:
      return normalise_hs (prepared, error);

    case RABTA_FORMAT_CODE:
      return squeeze (text);

    case RABTA_FORMAT_NONE:
    default:
      return g_strdup (text);
    }
}

/**
 * rabta_identifier_is_damaged:
 * @text: (nullable): a text from a file
 *
 * Recognises what a spreadsheet leaves of a long number, such as "3.52021E+12", "3,52E+12" or
 * "#####". The lost digits cannot be brought back.
 *
 * Returns: whether @text is such a remnant
 */
gboolean
rabta_identifier_is_damaged (const char *text)
{
  gboolean has_point = FALSE;
  gboolean has_sign = FALSE;
  const char *p = text;

  if (text == NULL)
    return FALSE;

  while (g_ascii_isspace (*p))
    p++;

  if (g_str_has_prefix (p, "###"))
    return p[strspn (p, "# ")] == '\0';

  if (*p == '-' || *p == '+')
    p++;
  if (!g_ascii_isdigit (*p))
    return FALSE;
  p += strspn (p, "0123456789");

  if ((*p == '.' || *p == ',') && g_ascii_isdigit (p[1]))
    {
      has_point = TRUE;
      p++;
      p += strspn (p, "0123456789");
    }

  if (*p != 'e' && *p != 'E')
    return FALSE;
  p++;

  if (*p == '+' || *p == '-')
    {
      has_sign = TRUE;
      p++;
    }

  if (!g_ascii_isdigit (*p))
    return FALSE;
  p += strspn (p, "0123456789");

  while (g_ascii_isspace (*p))
    p++;

  /* "1E5" alone may well be a registration number. */
  return *p == '\0' && (has_point || has_sign);
}

/**
 * rabta_identifier_ntn_length:
 * @ntn: an NTN as rabta_identifier_normalise() gives it
 *
 * The check digit is often left off, and never told wrong from right: two numbers that differ in it
 * alone are the same.
 *
 * Returns: how many bytes of @ntn stand before the check digit
 */
gsize
rabta_identifier_ntn_length (const char *ntn)
{
  gsize length;

  g_return_val_if_fail (ntn != NULL, 0);

  length = strlen (ntn);

  return length == NTN_DIGITS + 2 && ntn[NTN_DIGITS] == '-' ? NTN_DIGITS : length;
}

/**
 * rabta_identifier_normalise:
 * @format: the rule
 * @text: what was typed or read
 * @warning: (out) (optional) (nullable) (transfer full): a sentence, when the text is taken although
 *   something about it is odd
 * @error: return location for an error
 *
 * Brings an identifier into the one form in which it is stored and compared. Normalising the result
 * again gives the same.
 *
 * Returns: (transfer full) (nullable): the canonical text; or %NULL with %RABTA_ERROR_INVALID
 */
char *
rabta_identifier_normalise (RabtaFormat   format,
                            const char   *text,
                            char        **warning,
                            GError      **error)
{
  g_autofree char *clean = NULL;
  g_autofree char *digits = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (warning == NULL || *warning == NULL, NULL);

  clean = rabta_text_clean (text, format == RABTA_FORMAT_NONE);

  if (clean == NULL)
    {
      set_invalid (error, _("There is nothing in this field."));
      return NULL;
    }

  digits = rabta_text_ascii_digits (clean);

  if (format != RABTA_FORMAT_NONE && rabta_identifier_is_damaged (digits))
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("“%s” was shortened by a spreadsheet, and digits are lost; enter it again from "
                     "the document."), clean);
      return NULL;
    }

  return normalise_clean (format, clean, warning, error);
}
