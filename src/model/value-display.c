/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Values as people read them. */

#include "model/record.h"

#include "base/money.h"

#include <glib/gi18n-lib.h>

static int money_style = RABTA_MONEY_GROUPED;
static int right_to_left = FALSE;

/**
 * rabta_value_set_money_style:
 * @style: a #RabtaMoneyStyle
 *
 * Chooses how money is shown in this process. Set once at start and from preferences.
 */
void
rabta_value_set_money_style (int style)
{
  g_atomic_int_set (&money_style, style);
}

/**
 * rabta_value_set_right_to_left:
 * @enabled: whether people read from right to left in this process
 *
 * Numbers such as +92 300 1234567 are then set apart from the text around them, so that the sign stays
 * at their start. Set once at start.
 */
void
rabta_value_set_right_to_left (gboolean enabled)
{
  g_atomic_int_set (&right_to_left, enabled);
}

/* U+2066 LEFT-TO-RIGHT ISOLATE … U+2069 POP DIRECTIONAL ISOLATE (UAX #9, 2.5). */
static char *
show_text (const RabtaField *field,
           const char       *text)
{
  if (field->format == RABTA_FORMAT_NONE || !g_atomic_int_get (&right_to_left))
    return g_strdup (text);

  return g_strconcat ("\342\201\246", text, "\342\201\251", NULL);
}

/**
 * rabta_value_display:
 * @field: the field the value is of
 * @value: its value
 * @programme: for the labels of codes
 *
 * Returns: (transfer full) (nullable): the value for people; %NULL when empty. A reference cannot be
 *   told from its id: see rabta_record_dup_display().
 */
char *
rabta_value_display (const RabtaField *field,
                     const RabtaValue *value,
                     RabtaProgramme   *programme)
{
  const char *label;

  g_return_val_if_fail (field != NULL && value != NULL, NULL);

  if (value->type == RABTA_VALUE_NULL)
    return NULL;

  switch (field->kind)
    {
    case RABTA_FIELD_BOOLEAN:
      return g_strdup (value->integer != 0 ? _("Yes") : _("No"));
    case RABTA_FIELD_MONEY:
      return rabta_money_format (value->integer, g_atomic_int_get (&money_style));
    case RABTA_FIELD_PERCENT:
      if (value->integer % 100 == 0)
        return g_strdup_printf (_("%d %%"), (int) (value->integer / 100));
      return g_strdup_printf (_("%.2f %%"), (double) value->integer / 100.0);
    case RABTA_FIELD_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    case RABTA_FIELD_DATE:
      return rabta_date_display (value->text);
    case RABTA_FIELD_INSTANT:
      return rabta_instant_display (value->text);
    case RABTA_FIELD_CHOICE:
      label = rabta_programme_get_label (programme, field->target, value->text);
      return g_strdup (label != NULL ? label : value->text);
    case RABTA_FIELD_TEXT:
    case RABTA_FIELD_LONG_TEXT:
    case RABTA_FIELD_DECIMAL:
      return show_text (field, value->text);
    case RABTA_FIELD_REFERENCE:
    default:
      return NULL;
    }
}

/**
 * rabta_record_dup_display:
 * @self: a record
 * @field: index in the field table
 * @programme: for the labels of codes
 *
 * Returns: (transfer full) (nullable): the value for people; for a reference the title of what it
 *   points to, or a sentence when that has not arrived
 */
char *
rabta_record_dup_display (RabtaRecord    *self,
                          guint           field,
                          RabtaProgramme *programme)
{
  const RabtaKindInfo *info = rabta_record_get_info (self);
  const RabtaValue *value = rabta_record_get_value (self, field);
  const char *title;

  if (info->fields[field].kind != RABTA_FIELD_REFERENCE)
    return rabta_value_display (&info->fields[field], value, programme);
  if (value->type == RABTA_VALUE_NULL)
    return NULL;

  title = rabta_record_get_ref_title (self, info->fields[field].name);

  return g_strdup (title != NULL ? title : _("Not received yet"));
}

/**
 * rabta_record_dup_title:
 * @self: a record
 *
 * Returns: (transfer full): what people call the record; never %NULL
 */
char *
rabta_record_dup_title (RabtaRecord *self)
{
  const RabtaKindInfo *info = rabta_record_get_info (self);
  const RabtaValue *value = rabta_record_get_value (self, info->title);

  if (value->type == RABTA_VALUE_TEXT)
    return g_strdup (value->text);

  if (info->kind == RABTA_KIND_CASE)
    {
      const char *enterprise = rabta_record_get_ref_title (self, "enterprise");
      const char *track = rabta_record_get_text (self, "track");

      if (enterprise != NULL && track != NULL)
        return g_strdup_printf ("%s – %s", enterprise, track);
    }

  if (!rabta_record_is_loaded (self))
    return g_strdup ("");

  return g_strdup_printf (_("%s without a name"), _(info->heading));
}
