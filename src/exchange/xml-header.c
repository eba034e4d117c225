/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/xml-header.h"

#include "exchange/xml-document.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/**
 * rabta_xml_header_read: (skip)
 * @self: a header, which becomes what @element says
 * @element: the element `<header>`; its form is the schema's matter
 * @programme: the programme definition in force
 */
void
rabta_xml_header_read (RabtaXmlHeader         *self,
                       const RabtaXmlElement  *element,
                       RabtaProgramme         *programme)
{
  g_autofree char *format = rabta_xml_element_dup_attribute (element, "format");
  g_autofree char *id = rabta_xml_element_dup_attribute (element, "programme");
  g_autofree char *version = rabta_xml_element_dup_attribute (element, "programme-version");

  g_return_if_fail (!self->is_present);

  self->is_present = TRUE;
  self->counts = rabta_xml_element_dup_attribute (element, "counts");
  self->profile = rabta_xml_element_dup_attribute (element, "profile");
  self->is_newer = format != NULL && g_ascii_strtoll (format, NULL, 10) > RABTA_XML_FORMAT;
  self->is_foreign = (id != NULL && strcmp (id, rabta_programme_get_id (programme)) != 0)
                     || (version != NULL
                         && g_ascii_strtoll (version, NULL, 10) > rabta_programme_get_version (programme));
}

/**
 * rabta_xml_header_clear: (skip)
 * @self: a header
 */
void
rabta_xml_header_clear (RabtaXmlHeader *self)
{
  g_clear_pointer (&self->counts, g_free);
  g_clear_pointer (&self->profile, g_free);
}

/**
 * rabta_xml_header_compare: (skip)
 * @self: a header
 * @n_records: by kind how many records the file holds
 *
 * A count that does not fit does not make the records wrong, but somebody should know: perhaps a
 * line was lost.
 *
 * Returns: (transfer full) (element-type utf8): a sentence for each container that does not fit
 */
GPtrArray *
rabta_xml_header_compare (const RabtaXmlHeader *self,
                          const gint64         *n_records)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) counts = g_strsplit (self->counts != NULL ? self->counts : "", " ", -1);
  gint64 told[RABTA_N_KINDS] = { 0 };

  if (self->counts == NULL)
    return sentences;

  for (char **count = counts; *count != NULL; count++)
    {
      char *equals = strchr (*count, '=');
      const RabtaKindInfo *info;

      if (equals == NULL)
        continue;

      *equals = '\0';
      info = rabta_xml_header_find_kind (*count);
      if (info != NULL)
        told[info->kind] = g_ascii_strtoll (equals + 1, NULL, 10);
    }

  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    if (told[kind] != n_records[kind])
      g_ptr_array_add (sentences,
                       g_strdup_printf (_("The header tells of %" PRId64 " %s, the file holds %"
                                          PRId64 "."),
                                        told[kind], rabta_kind_get_info (kind)->plural,
                                        n_records[kind]));

  return sentences;
}

/**
 * rabta_xml_header_find_kind: (skip)
 * @container: name of a container, such as "enterprises"
 *
 * Returns: (nullable): the kind of record in it
 */
const RabtaKindInfo *
rabta_xml_header_find_kind (const char *container)
{
  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    if (strcmp (rabta_kind_get_info (kind)->plural, container) == 0)
      return rabta_kind_get_info (kind);

  return NULL;
}
