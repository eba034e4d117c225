/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/xml-problem.h"

#include "exchange/xml-check.h"

#include <glib/gi18n-lib.h>

/**
 * rabta_xml_problem_new:
 * @is_warning: whether the file can be used all the same
 * @line: line of the file, or 0
 * @field: (nullable): XML element of the field
 * @message: a sentence for people
 *
 * Returns: (transfer full): a problem that is about no record yet
 */
RabtaXmlProblem *
rabta_xml_problem_new (gboolean    is_warning,
                       int         line,
                       const char *field,
                       const char *message)
{
  RabtaXmlProblem *self = g_new0 (RabtaXmlProblem, 1);

  self->is_warning = is_warning;
  self->line = line;
  self->kind = RABTA_KIND_NONE;
  self->field = g_strdup (field);
  self->message = g_strdup (message);

  return self;
}

/**
 * rabta_xml_problem_free:
 * @self: (nullable) (transfer full): a problem
 */
void
rabta_xml_problem_free (RabtaXmlProblem *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->id);
  g_free (self->field);
  g_free (self->message);
  g_free (self);
}

/**
 * rabta_xml_problem_set_record:
 * @self: a problem that is about no record yet
 * @record: the record it is about, as far as it is known
 */
void
rabta_xml_problem_set_record (RabtaXmlProblem *self,
                              RabtaRecord     *record)
{
  const RabtaKindInfo *info;
  const RabtaValue *title;

  g_return_if_fail (self != NULL && self->id == NULL);
  g_return_if_fail (RABTA_IS_RECORD (record));

  info = rabta_record_get_info (record);
  title = rabta_record_get_value (record, info->title);
  self->kind = info->kind;
  self->id = rabta_uuid_to_string (rabta_record_get_id (record));
  if (title->type == RABTA_VALUE_TEXT && info->fields[info->title].kind != RABTA_FIELD_CHOICE)
    self->name = rabta_xml_check_shorten (title->text);
}

/**
 * rabta_xml_problem_to_text:
 * @self: a problem
 *
 * Returns: (transfer full): one line that tells where it is and what it is:
 *   "line 12: enterprise “Abc” (0190…): ntn: “x” is not …"
 */
char *
rabta_xml_problem_to_text (const RabtaXmlProblem *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, g_string_free (text, FALSE));

  if (self->line > 0)
    g_string_append_printf (text, _("line %d: "), self->line);

  if (self->kind != RABTA_KIND_NONE)
    {
      g_string_append (text, rabta_kind_get_info (self->kind)->name);
      if (self->name != NULL)
        g_string_append_printf (text, _(" “%s”"), self->name);
      if (self->id != NULL)
        g_string_append_printf (text, " (%s)", self->id);
      g_string_append (text, ": ");
    }

  if (self->field != NULL)
    g_string_append_printf (text, "%s: ", self->field);

  g_string_append (text, self->message);
  return g_string_free (text, FALSE);
}
