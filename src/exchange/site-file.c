/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small file in which a copy of a casebook presents itself. Its signature shows that it was made by
 * the owner of the key in it and not altered since; whose key it is only people can tell, who compare
 * the fingerprint. */
#include "exchange/site-file.h"

#include "base/date.h"
#include "base/error.h"
#include "base/text.h"
#include "exchange/file-writer.h"
#include "exchange/xml-guard.h"
#include "exchange/xml-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FORMAT 1

/* In the order that the signature covers. */
enum
{
  ATTRIBUTE_FORMAT,
  ATTRIBUTE_ID,
  ATTRIBUTE_OFFICE,
  ATTRIBUTE_NAME,
  ATTRIBUTE_ROLE,
  ATTRIBUTE_CREATED,
  ATTRIBUTE_KEY,
  N_ATTRIBUTES,
};

static const char *const names[N_ATTRIBUTES] = { "format", "id", "office", "name", "role", "created", "key" };

/* No value holds a line feed, so that no two sets of values give the same text. */
static char *
compose_signed (char *const *values)
{
  GString *text = g_string_new ("rabta-site\n");

  for (guint i = 0; i < N_ATTRIBUTES; i++)
    {
      g_string_append (text, values[i]);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

static char *
clean (const char  *text,
       GError     **error)
{
  char *line = text != NULL ? rabta_text_clean (text, FALSE) : NULL;

  if (line == NULL)
    g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                         _("The copy of the casebook needs an office and a name to present itself with."));
  return line;
}

static gboolean
write_document (const char   *path,
                char *const  *values,
                const char   *signature,
                GError      **error)
{
  g_autoptr (GString) xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<site xmlns=\"" RABTA_XML_NAMESPACE "\"");
  g_autoptr (RabtaFileWriter) file = NULL;

  for (guint i = 0; i < N_ATTRIBUTES; i++)
    rabta_xml_text_append_attribute (xml, names[i], values[i]);
  rabta_xml_text_append_attribute (xml, "signature", signature);
  g_string_append (xml, "/>\n");

  file = rabta_file_writer_new (path, error);
  return file != NULL && rabta_file_writer_write (file, xml->str, xml->len, error)
         && rabta_file_writer_commit (file, error);
}

/**
 * rabta_site_file_write:
 * @path: where to write
 * @key: key pair of the copy
 * @office: code of its office
 * @name: name of the copy
 * @role: what it is
 * @error: return location for an error
 *
 * Returns: whether the file is there
 */
gboolean
rabta_site_file_write (const char            *path,
                       const RabtaSecretKey  *key,
                       const char            *office,
                       const char            *name,
                       RabtaPeerRole          role,
                       GError               **error)
{
  g_auto (GStrv) values = g_new0 (char *, N_ATTRIBUTES + 1);
  const RabtaPublicKey *public = rabta_secret_key_get_public (key);
  guint8 signature[crypto_sign_BYTES];
  char site[2 * RABTA_SITE_ID_LENGTH + 1];
  char created[RABTA_INSTANT_SIZE];
  g_autofree char *office_line = NULL;
  g_autofree char *name_line = NULL;
  g_autofree char *text = NULL;
  g_autofree char *encoded = NULL;

  g_return_val_if_fail (path != NULL && key != NULL, FALSE);

  office_line = clean (office, error);
  name_line = office_line != NULL ? clean (name, error) : NULL;
  if (name_line == NULL)
    return FALSE;

  sodium_bin2hex (site, sizeof site, public->site, sizeof public->site);
  rabta_instant_now (created);
  values[ATTRIBUTE_FORMAT] = g_strdup_printf ("%d", FORMAT);
  values[ATTRIBUTE_ID] = g_strdup (site);
  values[ATTRIBUTE_OFFICE] = g_steal_pointer (&office_line);
  values[ATTRIBUTE_NAME] = g_steal_pointer (&name_line);
  values[ATTRIBUTE_ROLE] = g_strdup (rabta_peer_role_name (role));
  values[ATTRIBUTE_CREATED] = g_strdup (created);
  values[ATTRIBUTE_KEY] = rabta_public_key_to_base64 (public);

  text = compose_signed (values);
  crypto_sign_detached (signature, NULL, (const guint8 *) text, strlen (text), rabta_secret_key_peek (key));
  encoded = g_base64_encode (signature, sizeof signature);

  return write_document (path, values, encoded, error);
}

typedef struct
{
  char     *values[N_ATTRIBUTES];
  char     *signature;
  gboolean  is_site;
  gboolean  is_newer;
  char     *complaint; /* the schema's */
} Document;

static gboolean
start_element (const RabtaXmlElement *element,
               gpointer               user_data)
{
  Document *self = user_data;

  if (self->is_site || !element->in_namespace || strcmp (element->name, "site") != 0)
    return FALSE;

  self->is_site = TRUE;
  for (guint i = 0; i < N_ATTRIBUTES; i++)
    self->values[i] = rabta_xml_element_dup_attribute (element, names[i]);
  self->signature = rabta_xml_element_dup_attribute (element, "signature");
  self->is_newer = self->values[ATTRIBUTE_FORMAT] != NULL
                   && g_ascii_strtoll (self->values[ATTRIBUTE_FORMAT], NULL, 10) > FORMAT;

  return !self->is_newer;
}

static gboolean
invalid (int         line,
         const char *sentence,
         gpointer    user_data)
{
  Document *self = user_data;

  self->complaint = g_strdup (sentence);
  return FALSE;
}

static gboolean
is_signed (Document       *self,
           RabtaPublicKey *key)
{
  g_autofree char *composed = compose_signed (self->values);
  guint8 signature[crypto_sign_BYTES];
  char site[2 * RABTA_SITE_ID_LENGTH + 1];
  gsize length;

  if (!rabta_public_key_parse (self->values[ATTRIBUTE_KEY], key, NULL)
      || sodium_base642bin (signature, sizeof signature, self->signature, strlen (self->signature), NULL, &length,
                            NULL, sodium_base64_VARIANT_ORIGINAL) != 0
      || length != sizeof signature)
    return FALSE;

  sodium_bin2hex (site, sizeof site, key->site, sizeof key->site);
  for (guint i = 0; i < N_ATTRIBUTES; i++)
    if (strchr (self->values[i], '\n') != NULL)
      return FALSE;

  return strcmp (site, self->values[ATTRIBUTE_ID]) == 0
         && crypto_sign_verify_detached (signature, (const guint8 *) composed, strlen (composed), key->sign) == 0;
}

static RabtaPeer *
conclude (Document    *self,
          const char  *name,
          gboolean     is_read,
          int          line,
          GError     **error)
{
  RabtaPublicKey key;
  RabtaPeerRole role;

  if (self->is_newer)
    g_set_error (error, RABTA_ERROR, RABTA_ERROR_TOO_NEW,
                 _("“%s” was made by a newer version of the program; update this one to read it."), name);
  else if (self->complaint != NULL)
    g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("“%s”, line %d: %s"), name, line, self->complaint);
  else if (!is_read || !self->is_site)
    g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                 _("“%s” is not a file in which a copy of a casebook presents itself."), name);
  else if (!rabta_peer_role_parse (self->values[ATTRIBUTE_ROLE], &role) || !is_signed (self, &key))
    g_set_error (error, RABTA_ERROR, RABTA_ERROR_CORRUPT,
                 _("“%s” was altered after it was made: the signature in it does not hold."), name);
  else
    return rabta_peer_new (key.site, self->values[ATTRIBUTE_OFFICE], self->values[ATTRIBUTE_NAME], role,
                           self->values[ATTRIBUTE_KEY]);

  return NULL;
}

/**
 * rabta_site_file_read:
 * @path: a file from anywhere
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the copy that presents itself, not yet trusted
 */
RabtaPeer *
rabta_site_file_read (const char  *path,
                      GError     **error)
{
  static const RabtaXmlHandler handler = { start_element, NULL, NULL, invalid };
  g_autoptr (GError) failure = NULL;
  g_autofree char *name = NULL;
  Document self = { 0 };
  RabtaPeer *peer = NULL;
  gboolean is_read;
  int line;

  g_return_val_if_fail (path != NULL, NULL);

  name = g_filename_display_basename (path);
  is_read = rabta_xml_guard_parse (path, &handler, &self, NULL, NULL, NULL, &line, &failure);
  if (failure != NULL && failure->domain == RABTA_ERROR && line > 0)
    g_set_error (error, RABTA_ERROR, failure->code, _("“%s”, line %d: %s"), name, line, failure->message);
  else if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    peer = conclude (&self, name, is_read, line, error);

  for (guint i = 0; i < N_ATTRIBUTES; i++)
    g_free (self.values[i]);
  g_free (self.signature);
  g_free (self.complaint);
  return peer;
}
