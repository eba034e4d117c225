/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a document says of its file may come from anybody: none of it is used as it is. */

#include "model/documents.h"

#include "base/date.h"

#include <string.h>

#define FALLBACK "document"

/**
 * rabta_document_new_for:
 * @owner: an enterprise, a case or an outcome
 *
 * Returns: (transfer full) (nullable): a new document of it and of what it belongs to itself, of today; %NULL
 *   for a record of another kind
 */
RabtaRecord *
rabta_document_new_for (RabtaRecord *owner)
{
  static const char * const names[] = { "enterprise", "case", "outcome" };
  const RabtaKindInfo *info = rabta_record_get_info (owner);
  RabtaRecord *document;
  char today[RABTA_DATE_SIZE];

  if (info->kind != RABTA_KIND_ENTERPRISE && info->kind != RABTA_KIND_CASE && info->kind != RABTA_KIND_OUTCOME)
    return NULL;
  document = rabta_record_new (RABTA_KIND_DOCUMENT);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (rabta_kind_find_field (info, names[i]) >= 0)
      rabta_record_set_ref (document, names[i], rabta_record_get_ref (owner, names[i]));
  rabta_record_set_ref (document, info->name, rabta_record_get_id (owner));
  rabta_date_today (today);
  rabta_record_set_text (document, "date", today);

  return document;
}

/* Control characters, those that turn the direction of writing, with which "gpj.exe" is made to look like
 * "exe.jpg", those without a width but the two joiners of Arabic script, and what separates folders or means
 * something to Windows. */
static gboolean
is_harmless (gunichar c)
{
  static const GUnicodeType harmful[] = {
    G_UNICODE_CONTROL, G_UNICODE_FORMAT, G_UNICODE_SURROGATE, G_UNICODE_PRIVATE_USE, G_UNICODE_UNASSIGNED,
    G_UNICODE_LINE_SEPARATOR, G_UNICODE_PARAGRAPH_SEPARATOR,
  };

  if (c == 0x200c || c == 0x200d)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (harmful); i++)
    if (g_unichar_type (c) == harmful[i])
      return FALSE;

  return c >= 0x80 || strchr ("/\\:*?\"<>|", (int) c) == NULL;
}

/* Cuts before the ending, at the edge of a character. */
static void
shorten (GString *name)
{
  const char *dot = strrchr (name->str, '.');
  g_autofree char *ending = NULL;
  const char *cut;

  if (name->len <= RABTA_DOCUMENT_MAX_NAME)
    return;
  if (dot != NULL && strlen (dot) <= 16)
    ending = g_strdup (dot);
  cut = name->str + RABTA_DOCUMENT_MAX_NAME - (ending != NULL ? strlen (ending) : 0);
  cut = g_utf8_find_prev_char (name->str, cut + 1);
  g_string_truncate (name, (gsize) (cut - name->str));
  if (ending != NULL)
    g_string_append (name, ending);
}

/**
 * rabta_document_clean_file_name:
 * @name: (nullable): a name of a file, from anywhere
 *
 * Returns: (transfer full): a name that is one everywhere: without folders, not hidden, and showing what it is
 */
char *
rabta_document_clean_file_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  GString *clean = g_string_new (NULL);
  const char *start = valid;

  for (const char *p = valid; *p != '\0'; p++)
    if (*p == '/' || *p == '\\')
      start = p + 1;
  for (const char *p = start; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_harmless (c) && !(clean->len == 0 && (c == '.' || c == '-' || c == '~' || g_unichar_isspace (c))))
        g_string_append_unichar (clean, g_unichar_isspace (c) ? ' ' : c);
    }
  shorten (clean);
  while (clean->len > 0 && strchr (". ", clean->str[clean->len - 1]) != NULL)
    g_string_truncate (clean, clean->len - 1);
  if (clean->len == 0)
    g_string_assign (clean, FALLBACK);

  return g_string_free (clean, FALSE);
}

/**
 * rabta_document_clean_media_type:
 * @type: (nullable): a media type, from anywhere
 *
 * Returns: (transfer full): it, where it is one, else that of any bytes
 */
char *
rabta_document_clean_media_type (const char *type)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+-_/";
  const char *slash = type != NULL ? strchr (type, '/') : NULL;

  if (slash == NULL || slash == type || slash[1] == '\0' || strchr (slash + 1, '/') != NULL || strlen (type) > 127 ||
      strspn (type, letters) != strlen (type))
    return g_strdup ("application/octet-stream");

  return g_strdup (type);
}
