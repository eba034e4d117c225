/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/attributes.h"

#include <string.h>

/**
 * rabta_attributes_clear:
 * @self: attributes
 *
 * Forgets all attributes; the language stays.
 */
void
rabta_attributes_clear (RabtaAttributes *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n; i++)
    g_clear_pointer (&self->values[i], g_free);
  self->n = 0;
}

/**
 * rabta_attributes_add:
 * @self: attributes
 * @name: name
 * @value: value; copied
 *
 * Returns: whether there was room
 */
gboolean
rabta_attributes_add (RabtaAttributes *self,
                      const char      *name,
                      const char      *value)
{
  g_return_val_if_fail (self != NULL && name != NULL && value != NULL, FALSE);

  if (self->n == RABTA_ATTRIBUTES_MAX)
    return FALSE;

  self->names[self->n] = g_intern_string (name);
  self->values[self->n] = g_strdup (value);
  self->n++;

  return TRUE;
}

/**
 * rabta_attributes_get:
 * @self: attributes
 * @name: name
 *
 * Returns: (nullable): the value; %NULL when absent or empty
 */
const char *
rabta_attributes_get (const RabtaAttributes *self,
                      const char            *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->n; i++)
    if (strcmp (self->names[i], name) == 0)
      return self->values[i][0] == '\0' ? NULL : self->values[i];

  return NULL;
}

/**
 * rabta_attributes_get_label:
 * @self: attributes
 *
 * Returns: (nullable): the label in the language people read, else in English
 */
const char *
rabta_attributes_get_label (const RabtaAttributes *self)
{
  const char *label;

  g_return_val_if_fail (self != NULL, NULL);

  label = rabta_attributes_get (self, self->language);

  return label != NULL ? label : rabta_attributes_get (self, "en");
}

/**
 * rabta_attributes_get_text:
 * @self: attributes
 * @name: name of the English text; "NAME-ur" holds the Urdu one
 *
 * Returns: (nullable): the text in the language people read, else in English
 */
const char *
rabta_attributes_get_text (const RabtaAttributes *self,
                           const char            *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  if (strcmp (self->language, "en") != 0)
    {
      g_autofree char *translated = g_strconcat (name, "-", self->language, NULL);
      const char *text = rabta_attributes_get (self, translated);

      if (text != NULL)
        return text;
    }

  return rabta_attributes_get (self, name);
}

/**
 * rabta_attributes_get_flag:
 * @self: attributes
 * @name: name
 *
 * Returns: whether the attribute is "true" (or "1", which XML Schema takes for the same)
 */
gboolean
rabta_attributes_get_flag (const RabtaAttributes *self,
                           const char            *name)
{
  const char *value = rabta_attributes_get (self, name);

  return g_strcmp0 (value, "true") == 0 || g_strcmp0 (value, "1") == 0;
}

/**
 * rabta_attributes_get_words:
 * @self: attributes
 * @name: name of an attribute that holds words separated by blanks
 *
 * Returns: (transfer full) (array zero-terminated=1): the words; none when absent
 */
char **
rabta_attributes_get_words (const RabtaAttributes *self,
                            const char            *name)
{
  const char *text = rabta_attributes_get (self, name);
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_strv_builder_add (builder, words[i]);

  return g_strv_builder_end (builder);
}
