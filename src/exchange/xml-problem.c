/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/xml-problem.h"

#include <glib/gi18n-lib.h>

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
