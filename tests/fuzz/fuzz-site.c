/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file in which a copy presents itself. The first byte says how far the input gets by itself, which a
 * signature would else prevent: "z" is the whole file, "v" its office, name, role and instant, a line each,
 * that are signed here. */
#include "fuzz.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/site-file.h"
#include "exchange/xml-guard.h"
#include "exchange/xml-text.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static RabtaSecretKey *key;

static void
read_site (const char *data,
           gsize       length)
{
  int fd = memfd_create ("site", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (RabtaPeer) peer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert (fd >= 0 && write (fd, data, length) == (gssize) length);
  peer = rabta_site_file_read (path, &error);
  g_assert ((peer == NULL) == (error != NULL));
  g_assert (error == NULL || (error->domain == RABTA_ERROR && *error->message != '\0'));
  if (peer != NULL)
    {
      RabtaPublicKey public;

      g_assert (rabta_public_key_parse (peer->key, &public, NULL));
      g_assert (rabta_text_is_xml_legal (peer->office, -1) && rabta_text_is_xml_legal (peer->name, -1));
    }
  close (fd);
}

static void
sign_and_read (const char *data,
               gsize       length)
{
  g_autofree char *text = g_strndup (data, length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 4);
  g_autofree char *base64 = rabta_public_key_to_base64 (rabta_secret_key_get_public (key));
  g_autofree char *signed_text = NULL;
  g_autofree char *encoded = NULL;
  g_autoptr (GString) xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<site xmlns=\"" RABTA_XML_NAMESPACE "\"");
  guint8 signature[crypto_sign_BYTES];
  char site[2 * RABTA_SITE_ID_LENGTH + 1];
  static const char *const names[] = { "office", "name", "role", "created" };

  if (g_strv_length (lines) != 4 || !rabta_text_is_xml_legal (text, -1))
    return;
  sodium_bin2hex (site, sizeof site, rabta_secret_key_get_public (key)->site, RABTA_SITE_ID_LENGTH);
  signed_text = g_strdup_printf ("rabta-site\n1\n%s\n%s\n%s\n%s\n%s\n%s\n", site, lines[0], lines[1], lines[2], lines[3], base64);
  crypto_sign_detached (signature, NULL, (const guint8 *) signed_text, strlen (signed_text), rabta_secret_key_peek (key));
  encoded = g_base64_encode (signature, sizeof signature);
  rabta_xml_text_append_attribute (xml, "format", "1");
  rabta_xml_text_append_attribute (xml, "id", site);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    rabta_xml_text_append_attribute (xml, names[i], lines[i]);
  rabta_xml_text_append_attribute (xml, "key", base64);
  rabta_xml_text_append_attribute (xml, "signature", encoded);
  g_string_append (xml, "/>\n");
  read_site (xml->str, xml->len);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         length)
{
  static const guint8 site[RABTA_SITE_ID_LENGTH] = "a copy.";

  if (key == NULL)
    key = rabta_secret_key_new (site, NULL);
  if (length == 0)
    return 0;
  if (data[0] == 'v')
    sign_and_read ((const char *) data + 1, length - 1);
  else
    read_site ((const char *) data + 1, length - 1);
  return 0;
}
