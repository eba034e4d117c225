/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/xml-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SHORT 60

static char *
describe_wrong_value (const RabtaField *field,
                      const char       *text)
{
  g_autofree char *shown = rabta_xml_check_shorten (text);

  switch (field->kind)
    {
    case RABTA_FIELD_INTEGER:
      return g_strdup_printf (_("“%s” is not a whole number."), shown);

    case RABTA_FIELD_DECIMAL:
      return g_strdup_printf (_("“%s” is not a number such as 12.5."), shown);

    case RABTA_FIELD_MONEY:
      return g_strdup_printf (_("“%s” is not an amount with two decimals, such as 1500.00."), shown);

    case RABTA_FIELD_PERCENT:
      return g_strdup_printf (_("“%s” is not a percentage from 0.00 to 100.00."), shown);

    case RABTA_FIELD_DATE:
      return g_strdup_printf (_("“%s” is not a date of the form YYYY-MM-DD."), shown);

    case RABTA_FIELD_INSTANT:
      return g_strdup_printf (_("“%s” is not a time of the form YYYY-MM-DDThh:mm:ssZ."), shown);

    case RABTA_FIELD_BOOLEAN:
      return g_strdup_printf (_("“%s” is neither “true” nor “false”."), shown);

    case RABTA_FIELD_REFERENCE:
      return g_strdup_printf (_("“%s” is not the id of a record."), shown);

    case RABTA_FIELD_CHOICE:
      return g_strdup_printf (_("“%s” is not a code."), shown);

    case RABTA_FIELD_TEXT:
    case RABTA_FIELD_LONG_TEXT:
    default:
      return g_strdup (_("The text holds characters that cannot be stored."));
    }
}

/* What entry would not have let in is a mistake of whoever made the file. */
static gboolean
check_format (const RabtaField  *field,
              const char        *text,
              char             **message)
{
  g_autofree char *warning = NULL;
  g_autofree char *normal = NULL;
  g_autoptr (GError) error = NULL;

  normal = rabta_identifier_normalise (field->format, text, &warning, &error);
  if (normal != NULL)
    return TRUE;

  *message = g_strdup (error->message);
  return FALSE;
}

/**
 * rabta_xml_check_shorten: (skip)
 * @text: a text from outside
 *
 * Returns: (transfer full): @text on one line and at most 60 characters long
 */
char *
rabta_xml_check_shorten (const char *text)
{
  g_autofree char *start = NULL;
  char *shown;

  g_return_val_if_fail (text != NULL, NULL);

  /* Only so much of a text of megabytes is looked at. */
  start = g_strndup (text, strnlen (text, SHORT * 8));
  shown = g_utf8_make_valid (start, -1);
  for (char *p = shown; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';

  if (g_utf8_strlen (shown, -1) > SHORT)
    {
      g_autofree char *whole = shown;

      *g_utf8_offset_to_pointer (whole, SHORT - 1) = '\0';
      shown = g_strconcat (whole, "…", NULL);
    }

  return shown;
}

/**
 * rabta_xml_check_value: (skip)
 * @field: the field
 * @text: what the file says
 * @length: bytes of @text
 * @value: (out): a cleared value, which receives the result
 * @message: (out): what is wrong, for people
 *
 * Returns: whether @text is a value of @field in the form of our files
 */
gboolean
rabta_xml_check_value (const RabtaField  *field,
                       const char        *text,
                       gsize              length,
                       RabtaValue        *value,
                       char             **message)
{
  g_return_val_if_fail (field != NULL && text != NULL && value != NULL && message != NULL, FALSE);

  if (length == 0)
    {
      *message = g_strdup (_("The element is empty; leave it out instead."));
      return FALSE;
    }

  if (rabta_field_is_too_long (field, text))
    {
      *message = g_strdup_printf (_("The text is longer than %d characters."),
                                  (int) rabta_field_max_length (field));
      return FALSE;
    }

  if (field->format != RABTA_FORMAT_NONE && !check_format (field, text, message))
    return FALSE;

  if (!rabta_value_parse (field, text, value, NULL)
      || (field->kind == RABTA_FIELD_PERCENT && (value->integer < 0 || value->integer > 10000)))
    {
      *message = describe_wrong_value (field, text);
      return FALSE;
    }

  return TRUE;
}

/**
 * rabta_xml_check_code: (skip)
 * @programme: the programme definition in force
 * @field: a choice
 * @code: its code in the file
 * @message: (out): what is wrong, for people
 *
 * Returns: whether @programme knows @code, be it retired
 */
gboolean
rabta_xml_check_code (RabtaProgramme    *programme,
                      const RabtaField  *field,
                      const char        *code,
                      char             **message)
{
  RabtaCodeList *list;
  g_autofree char *shown = NULL;

  g_return_val_if_fail (field != NULL && code != NULL && message != NULL, FALSE);

  list = field->target != NULL ? rabta_programme_get_list (programme, field->target) : NULL;
  if (list == NULL || rabta_code_list_get_item (list, code) != NULL)
    return TRUE;

  shown = rabta_xml_check_shorten (code);
  *message = g_strdup_printf (_("“%s” is not a code of the list “%s” of the programme."), shown,
                              field->target);
  return FALSE;
}

/**
 * rabta_xml_check_extra: (skip)
 * @programme: the programme definition in force
 * @track: track of the case that the field belongs to
 * @name: name of the field
 * @text: what the file says
 * @message: (out): what is wrong, for people
 *
 * Returns: whether @text is what @track wants of the field; a field that it does not know may hold
 *   anything
 */
gboolean
rabta_xml_check_extra (RabtaProgramme  *programme,
                       RabtaTrack      *track,
                       const char      *name,
                       const char      *text,
                       char           **message)
{
  const RabtaField *field = rabta_track_find_field (track, name);
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;

  if (field == NULL)
    return TRUE;

  return rabta_xml_check_value (field, text, strlen (text), &value, message)
         && (field->kind != RABTA_FIELD_CHOICE
             || rabta_xml_check_code (programme, field, text, message));
}
