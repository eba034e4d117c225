/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/attributes.h"

#include <string.h>

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
  const char *end;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  end = self->block + self->length;
  for (const char *at = self->block; at < end;)
    {
      const char *value = at + strlen (at) + 1;

      if (strcmp (at, name) == 0)
        return *value == '\0' ? NULL : value;
      at = value + strlen (value) + 1;
    }

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
