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
