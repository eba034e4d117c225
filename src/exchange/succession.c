/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentence "copy X goes on as copy Y, whose key is K", signed by X. Nothing of it is parsed before the
 * signature holds. */
#include "exchange/succession.h"

#include "base/date.h"
#include "base/error.h"
#include "exchange/signature.h"
#include "exchange/xml-guard.h"
#include "exchange/xml-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FORMAT 1

/**
 * rabta_succession_make: (skip)
 * @from: who is handed over
 * @to: who goes on
 *
 * Returns: (transfer full): the succession
 */
RabtaSuccession *
rabta_succession_make (const RabtaSecretKey *from,
                       const RabtaPublicKey *to)
{
  g_autoptr (GString) xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<succession xmlns=\"" RABTA_XML_NAMESPACE "\"");
  const RabtaPublicKey *own = rabta_secret_key_get_public (from);
  g_autofree char *key = rabta_public_key_to_base64 (to);
  g_autofree char *signature = NULL;
  g_autofree char *comment = NULL;
  char created[RABTA_INSTANT_SIZE];

  rabta_instant_now (created);
  rabta_xml_text_append_integer (xml, "format", FORMAT);
  rabta_xml_text_append_hex (xml, "from", own->site, sizeof own->site);
  rabta_xml_text_append_hex (xml, "to", to->site, sizeof to->site);
  rabta_xml_text_append_attribute (xml, "created", created);
  rabta_xml_text_append_attribute (xml, "key", key);
  g_string_append (xml, "/>\n");
  comment = g_strdup_printf ("rabta succession of %s", created);
  signature = rabta_signature_make (from, xml->str, xml->len, comment);

  return rabta_succession_new (xml->str, signature);
}

/**
 * rabta_succession_peek_site: (skip)
 * @self: a succession from anywhere
 * @site: (out): who claims to have signed it
 *
 * Returns: whether its signature has the form of one
 */
gboolean
rabta_succession_peek_site (const RabtaSuccession *self,
                            guint8                *site)
{
  return rabta_signature_peek_site (self->signature, strlen (self->signature), site);
}

typedef struct
{
  RabtaSuccessor *successor;
  gboolean        is_read;
  gboolean        is_newer;
} Document;

static gboolean
start_element (const RabtaXmlElement *element,
               gpointer               user_data)
{
  Document *self = user_data;
  RabtaSuccessor *successor = self->successor;
  g_autofree char *key = NULL;
  guint8 to[RABTA_SITE_ID_LENGTH];
  gint64 format;

  if (self->is_read || !element->in_namespace || strcmp (element->name, "succession") != 0 ||
      !rabta_xml_element_get_integer (element, "format", &format))
    return FALSE;
  self->is_newer = format > FORMAT;
  key = rabta_xml_element_dup_attribute (element, "key");
  self->is_read = !self->is_newer && key != NULL &&
                  rabta_xml_element_get_hex (element, "from", successor->from, sizeof successor->from) &&
                  rabta_xml_element_get_hex (element, "to", to, sizeof to) &&
                  rabta_public_key_parse (key, &successor->to, NULL) &&
                  memcmp (successor->to.site, to, sizeof to) == 0;

  return self->is_read;
}

static gboolean
invalid (int         line,
         const char *sentence,
         gpointer    user_data)
{
  ((Document *) user_data)->is_read = FALSE;
  return FALSE;
}

/**
 * rabta_succession_verify: (skip)
 * @self: a succession from anywhere
 * @from: the key of the copy that claims to have signed it
 * @successor: (out): what it says
 * @error: return location
 *
 * Returns: whether @from signed it and it says that @from goes on as another
 */
gboolean
rabta_succession_verify (const RabtaSuccession  *self,
                         const RabtaPublicKey   *from,
                         RabtaSuccessor         *successor,
                         GError                **error)
{
  static const RabtaXmlHandler handler = { start_element, NULL, NULL, invalid };
  gsize length = strlen (self->statement);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (self->statement, (gssize) length, NULL);
  Document document = { successor };
  gboolean is_whole;
  int line;

  if (!rabta_signature_verify (from, self->statement, length, self->signature, strlen (self->signature), NULL))
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_CORRUPT,
                           _("The file says that a copy goes on as another one, but that copy did not sign it."));
      return FALSE;
    }
  is_whole = rabta_xml_guard_parse_stream (stream, (goffset) length, &handler, &document, NULL, NULL, NULL, &line, NULL);
  if (document.is_newer)
    g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_TOO_NEW,
                         _("The file was made by a newer version of the program; update this one to read it."));
  else if (!is_whole || !document.is_read || memcmp (successor->from, from->site, sizeof successor->from) != 0)
    g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                         _("The file says that a copy goes on as another one, but not which."));
  else
    return TRUE;

  return FALSE;
}
