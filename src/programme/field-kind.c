/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/field-kind.h"

static const struct
{
  const char     *name;
  RabtaFieldKind  kind;
} kinds[] = {
  { "text", RABTA_FIELD_TEXT },
  { "long-text", RABTA_FIELD_LONG_TEXT },
  { "integer", RABTA_FIELD_INTEGER },
  { "decimal", RABTA_FIELD_DECIMAL },
  { "money", RABTA_FIELD_MONEY },
  { "percent", RABTA_FIELD_PERCENT },
  { "date", RABTA_FIELD_DATE },
  { "boolean", RABTA_FIELD_BOOLEAN },
  { "choice", RABTA_FIELD_CHOICE },
  { "reference", RABTA_FIELD_REFERENCE },
};

static const struct
{
  const char  *name;
  RabtaFormat  format;
} formats[] = {
  { "cnic", RABTA_FORMAT_CNIC },
  { "ntn", RABTA_FORMAT_NTN },
  { "strn", RABTA_FORMAT_STRN },
  { "iban", RABTA_FORMAT_IBAN },
  { "phone", RABTA_FORMAT_PHONE },
  { "email", RABTA_FORMAT_EMAIL },
  { "url", RABTA_FORMAT_URL },
  { "hs", RABTA_FORMAT_HS },
  { "code", RABTA_FORMAT_CODE },
};

static const struct
{
  const char   *name;
  RabtaPrivacy  privacy;
} privacies[] = {
  { "open", RABTA_PRIVACY_OPEN },
  { "name", RABTA_PRIVACY_NAME },
  { "number", RABTA_PRIVACY_NUMBER },
  { "contact", RABTA_PRIVACY_CONTACT },
  { "personal", RABTA_PRIVACY_PERSON },
  { "words", RABTA_PRIVACY_WORDS },
  { "amount", RABTA_PRIVACY_AMOUNT },
  { "day", RABTA_PRIVACY_DAY },
  { "group", RABTA_PRIVACY_GROUP },
};

/**
 * rabta_field_kind_from_name:
 * @name: (nullable): name of a kind in a programme definition
 * @kind: (out): the kind
 *
 * Returns: %FALSE when there is no such kind; @kind is then untouched
 */
gboolean
rabta_field_kind_from_name (const char     *name,
                            RabtaFieldKind *kind)
{
  g_return_val_if_fail (kind != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      {
        *kind = kinds[i].kind;
        return TRUE;
      }

  return FALSE;
}

/**
 * rabta_field_format_from_name:
 * @name: (nullable): name of a format in a programme definition; %NULL for none
 * @format: (out): the format
 *
 * Returns: %FALSE when there is no such format; @format is then untouched
 */
gboolean
rabta_field_format_from_name (const char  *name,
                              RabtaFormat *format)
{
  g_return_val_if_fail (format != NULL, FALSE);

  if (name == NULL)
    {
      *format = RABTA_FORMAT_NONE;
      return TRUE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].name, name) == 0)
      {
        *format = formats[i].format;
        return TRUE;
      }

  return FALSE;
}

/**
 * rabta_privacy_from_name:
 * @name: (nullable): what a field of a programme definition says it tells
 * @privacy: (out): the same
 *
 * Returns: %FALSE when there is no such thing; @privacy is then untouched
 */
gboolean
rabta_privacy_from_name (const char   *name,
                         RabtaPrivacy *privacy)
{
  g_return_val_if_fail (privacy != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (privacies); i++)
    if (g_strcmp0 (privacies[i].name, name) == 0)
      {
        *privacy = privacies[i].privacy;
        return TRUE;
      }

  return FALSE;
}

/**
 * rabta_privacy_of_kind:
 * @kind: a kind of field
 * @format: its format
 *
 * Returns: what a field that does not say so itself is taken to tell; of several the one that hides
 *   more
 */
RabtaPrivacy
rabta_privacy_of_kind (RabtaFieldKind kind,
                       RabtaFormat    format)
{
  switch (kind)
    {
    case RABTA_FIELD_TEXT:
      if (format == RABTA_FORMAT_HS)
        return RABTA_PRIVACY_GROUP;
      if (format == RABTA_FORMAT_PHONE || format == RABTA_FORMAT_EMAIL || format == RABTA_FORMAT_URL)
        return RABTA_PRIVACY_CONTACT;
      return format == RABTA_FORMAT_NONE ? RABTA_PRIVACY_WORDS : RABTA_PRIVACY_NUMBER;

    case RABTA_FIELD_INTEGER:
    case RABTA_FIELD_DECIMAL:
    case RABTA_FIELD_MONEY:
      return RABTA_PRIVACY_AMOUNT;

    case RABTA_FIELD_DATE:
    case RABTA_FIELD_INSTANT:
      return RABTA_PRIVACY_DAY;

    case RABTA_FIELD_BOOLEAN:
    case RABTA_FIELD_CHOICE:
    case RABTA_FIELD_PERCENT:
      return RABTA_PRIVACY_OPEN;

    case RABTA_FIELD_REFERENCE:
      return RABTA_PRIVACY_LINK;

    case RABTA_FIELD_LONG_TEXT:
    default:
      return RABTA_PRIVACY_WORDS;
    }
}
