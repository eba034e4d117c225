/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/package-manifest.h"

#include "base/error.h"
#include "exchange/package-zip.h"
#include "exchange/xml-guard.h"
#include "exchange/xml-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
member_free (gpointer data)
{
  RabtaManifestMember *member = data;

  g_free (member->name);
  g_free (member);
}

/**
 * rabta_manifest_new: (skip)
 *
 * Returns: (transfer full): an empty manifest
 */
RabtaManifest *
rabta_manifest_new (void)
{
  RabtaManifest *self = g_new0 (RabtaManifest, 1);

  self->members = g_ptr_array_new_with_free_func (member_free);
  return self;
}

void
rabta_manifest_free (RabtaManifest *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->members);
  g_free (self);
}

/**
 * rabta_manifest_add: (skip)
 * @self: a manifest
 * @name: name of a member
 * @compressed: whether its content was compressed
 * @totals: its sizes and its hash
 */
void
rabta_manifest_add (RabtaManifest         *self,
                    const char            *name,
                    gboolean               compressed,
                    const RabtaSealTotals *totals)
{
  RabtaManifestMember *member = g_new0 (RabtaManifestMember, 1);

  member->name = g_strdup (name);
  member->compressed = compressed;
  member->totals = *totals;
  g_ptr_array_add (self->members, member);
}

/**
 * rabta_manifest_compose: (skip)
 * @self: a manifest
 *
 * Returns: (transfer full): the document that is signed
 */
char *
rabta_manifest_compose (const RabtaManifest *self)
{
  GString *xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest xmlns=\"" RABTA_XML_NAMESPACE "\"");
  g_autofree char *key = g_base64_encode (self->sealed_key, sizeof self->sealed_key);

  rabta_xml_text_append_integer (xml, "format", RABTA_PACKAGE_FORMAT);
  rabta_xml_text_append_hex (xml, "from", self->info.from, sizeof self->info.from);
  rabta_xml_text_append_hex (xml, "to", self->info.to, sizeof self->info.to);
  rabta_xml_text_append_integer (xml, "number", self->info.number);
  if (self->info.has_previous)
    rabta_xml_text_append_hex (xml, "previous", self->info.previous, sizeof self->info.previous);
  rabta_xml_text_append_attribute (xml, "created", self->info.created);
  rabta_xml_text_append_attribute (xml, "program", self->info.program);
  rabta_xml_text_append_attribute (xml, "key", key);
  g_string_append (xml, ">\n");

  for (guint i = 0; i < self->members->len; i++)
    {
      const RabtaManifestMember *member = self->members->pdata[i];

      g_string_append (xml, "<member");
      rabta_xml_text_append_attribute (xml, "name", member->name);
      rabta_xml_text_append_integer (xml, "length", member->totals.length);
      rabta_xml_text_append_hex (xml, "hash", member->totals.hash, sizeof member->totals.hash);
      rabta_xml_text_append_integer (xml, "size", member->totals.size);
      rabta_xml_text_append_attribute (xml, "compressed", member->compressed ? "true" : "false");
      g_string_append (xml, "/>\n");
    }

  g_string_append (xml, "</manifest>\n");
  return g_string_free (xml, FALSE);
}

typedef struct
{
  RabtaManifest *manifest;
  int            depth;
  GError        *error;
} Document;

static gboolean
refuse (Document   *self,
        int         line,
        const char *sentence)
{
  if (self->error == NULL)
    g_set_error (&self->error, RABTA_ERROR, RABTA_ERROR_INVALID, _("The manifest of the package, line %d: %s"), line,
                 sentence);
  return FALSE;
}

static gboolean
read_manifest (Document              *self,
               const RabtaXmlElement *element)
{
  RabtaPackageInfo *info = &self->manifest->info;
  g_autofree char *key = rabta_xml_element_dup_attribute (element, "key");
  g_autofree char *created = rabta_xml_element_dup_attribute (element, "created");
  g_autofree char *program = rabta_xml_element_dup_attribute (element, "program");
  gint64 format = 0;
  gsize length;

  if (!element->in_namespace || strcmp (element->name, "manifest") != 0)
    return refuse (self, element->line, _("This is not the manifest of a package."));
  if (rabta_xml_element_get_integer (element, "format", &format) && format > RABTA_PACKAGE_FORMAT)
    {
      g_set_error_literal (&self->error, RABTA_ERROR, RABTA_ERROR_TOO_NEW,
                           _("The package was made by a newer version of the program; update this one to read it."));
      return FALSE;
    }

  info->has_previous = rabta_xml_element_find_attribute (element, "previous") != NULL;
  if (!rabta_xml_element_get_hex (element, "from", info->from, sizeof info->from)
      || !rabta_xml_element_get_hex (element, "to", info->to, sizeof info->to)
      || !rabta_xml_element_get_integer (element, "number", &info->number) || info->number < 1
      || (info->has_previous
          && !rabta_xml_element_get_hex (element, "previous", info->previous, sizeof info->previous))
      || info->has_previous != (info->number > 1) || created == NULL || !rabta_instant_is_valid (created)
      || program == NULL || strlen (program) >= sizeof info->program || key == NULL
      || sodium_base642bin (self->manifest->sealed_key, sizeof self->manifest->sealed_key, key, strlen (key), NULL,
                            &length, NULL, sodium_base64_VARIANT_ORIGINAL) != 0
      || length != sizeof self->manifest->sealed_key)
    return refuse (self, element->line, _("An attribute is missing or does not have the form that is required."));

  g_strlcpy (info->created, created, sizeof info->created);
  g_strlcpy (info->program, program, sizeof info->program);
  return TRUE;
}

static gboolean
read_member (Document              *self,
             const RabtaXmlElement *element)
{
  g_autofree char *name = rabta_xml_element_dup_attribute (element, "name");
  g_autofree char *compressed = rabta_xml_element_dup_attribute (element, "compressed");
  RabtaSealTotals totals = { 0 };

  if (!element->in_namespace || strcmp (element->name, "member") != 0)
    return refuse (self, element->line, _("This is not allowed here, or something is missing before it."));
  if (self->manifest->members->len == RABTA_PACKAGE_MAX_MEMBERS)
    return refuse (self, element->line, _("There are more members than in any package of this program."));

  if (name == NULL || !rabta_zip_is_name (name, strlen (name)) || g_str_has_prefix (name, RABTA_MANIFEST_NAME)
      || !rabta_xml_element_get_integer (element, "length", &totals.length) || totals.length < 0
      || totals.length > RABTA_ZIP_MAX_BYTES || !rabta_xml_element_get_integer (element, "size", &totals.size)
      || totals.size < 0 || !rabta_xml_element_get_hex (element, "hash", totals.hash, sizeof totals.hash)
      || compressed == NULL)
    return refuse (self, element->line, _("An attribute is missing or does not have the form that is required."));
  if (totals.size > RABTA_SEAL_MAX_SIZE)
    return refuse (self, element->line, _("The content is larger than 2 GB, more than any of this program."));

  rabta_manifest_add (self->manifest, name, strcmp (compressed, "true") == 0, &totals);
  return TRUE;
}

static gboolean
start_element (const RabtaXmlElement *element,
               gpointer               user_data)
{
  Document *self = user_data;

  self->depth++;
  if (self->depth == 1)
    return read_manifest (self, element);

  return self->depth == 2 ? read_member (self, element)
                          : refuse (self, element->line, _("This is not allowed here, or something is missing before it."));
}

static gboolean
end_element (int      line,
             gpointer user_data)
{
  Document *self = user_data;

  self->depth--;
  return TRUE;
}

static gboolean
invalid (int         line,
         const char *sentence,
         gpointer    user_data)
{
  return refuse (user_data, line, sentence);
}

/**
 * rabta_manifest_parse: (skip)
 * @data: a manifest whose signature holds
 * @length: its length
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what it says
 */
RabtaManifest *
rabta_manifest_parse (const char  *data,
                      gsize        length,
                      GError     **error)
{
  static const RabtaXmlHandler handler = { start_element, end_element, NULL, invalid };
  g_autoptr (RabtaManifest) manifest = rabta_manifest_new ();
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) length, NULL);
  g_autoptr (GError) failure = NULL;
  Document self = { manifest };
  gboolean is_read;
  int line;

  is_read = rabta_xml_guard_parse_stream (stream, (goffset) length, &handler, &self, NULL, NULL, NULL, &line, &failure);
  if (failure != NULL)
    refuse (&self, line, failure->message);
  else if (!is_read)
    refuse (&self, line, _("The XML is damaged here."));
  if (self.error != NULL)
    {
      g_propagate_error (error, self.error);
      return NULL;
    }

  return g_steal_pointer (&manifest);
}
