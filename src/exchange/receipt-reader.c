/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Receipts that come home: through parser and schema of xml-guard to typed checks of each item. */
#include "exchange/receipt.h"

#include "base/error.h"
#include "exchange/xml-guard.h"
#include "model/attachments.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Far longer than the vector of any exchange. */
#define MAX_VERSIONS (4 * 1024 * 1024)

/* Far more files than are attached anywhere. */
#define MAX_HELD 200000

typedef struct
{
  const RabtaReceiptsHandler *handler;
  gpointer                    user_data;
  gboolean                    in_versions;
  GString                    *versions;
  gint64                      number; /* of the receipt that is being read */
  int                         depth;
  guint                       n_held;
  GError                     *error;
} Reading;

static gboolean
refuse (Reading    *self,
        int         line,
        const char *sentence)
{
  if (self->error == NULL)
    g_set_error (&self->error, RABTA_ERROR, RABTA_ERROR_INVALID, _("Receipts, line %d: %s"), line, sentence);
  return FALSE;
}

static gboolean
read_totals (Reading               *self,
             const RabtaXmlElement *element)
{
  RabtaReceiptTotals totals;

  if (!rabta_xml_element_get_integer (element, "number", &totals.number) ||
      !rabta_xml_element_get_hex (element, "file", totals.hash, sizeof totals.hash) ||
      !rabta_xml_element_get_integer (element, "changes", &totals.n_changes) ||
      !rabta_xml_element_get_integer (element, "new", &totals.n_new) ||
      !rabta_xml_element_get_integer (element, "conflicts", &totals.n_conflicts))
    return refuse (self, element->line, _("A receipt does not say what it is for."));
  self->number = totals.number;

  return self->handler->totals (&totals, self->user_data, &self->error);
}

static gboolean
read_item (Reading               *self,
           const RabtaXmlElement *element)
{
  g_autofree char *kind = rabta_xml_element_dup_attribute (element, "kind");
  g_autofree char *id = rabta_xml_element_dup_attribute (element, "id");
  g_autofree char *status = rabta_xml_element_dup_attribute (element, "status");
  g_autofree char *field = rabta_xml_element_dup_attribute (element, "field");
  g_autofree char *reason = rabta_xml_element_dup_attribute (element, "reason");
  RabtaReceiptItem item = { .number = self->number, .status = status, .field = field, .reason = reason };

  if (id == NULL || !rabta_uuid_parse (id, &item.record) || status == NULL)
    return refuse (self, element->line, _("A receipt names a record that cannot be."));
  item.kind = kind != NULL ? rabta_kind_from_name (kind) : RABTA_KIND_NONE;
  /* A kind of a newer program: nothing here could be mended. */
  if (item.kind == RABTA_KIND_NONE)
    return TRUE;

  return self->handler->item (&item, self->user_data, &self->error);
}

static gboolean
read_held (Reading               *self,
           const RabtaXmlElement *element)
{
  guint8 hash[RABTA_ATTACHMENT_HASH_LENGTH];

  if (++self->n_held > MAX_HELD || !rabta_xml_element_get_hex (element, "hash", hash, sizeof hash))
    return refuse (self, element->line, _("What the sender has cannot be read."));

  return self->handler->held (hash, self->user_data, &self->error);
}

static gboolean
start_element (const RabtaXmlElement *element,
               gpointer               user_data)
{
  Reading *self = user_data;
  gint64 format;

  self->depth++;
  if (!element->in_namespace)
    return refuse (self, element->line, _("An element is of another namespace."));
  if (self->depth == 1)
    {
      if (strcmp (element->name, "receipts") != 0 || !rabta_xml_element_get_integer (element, "format", &format))
        return refuse (self, element->line, _("These are no receipts."));
      if (format > RABTA_RECEIPTS_FORMAT)
        return refuse (self, element->line, _("They were made by a newer version of the program."));
      return TRUE;
    }
  self->in_versions = strcmp (element->name, "versions") == 0;
  if (strcmp (element->name, "receipt") == 0)
    return read_totals (self, element);
  if (strcmp (element->name, "held") == 0)
    return read_held (self, element);

  return strcmp (element->name, "record") != 0 || read_item (self, element);
}

static gboolean
end_element (int      line,
             gpointer user_data)
{
  Reading *self = user_data;
  g_autoptr (RabtaVersionVector) versions = NULL;

  self->depth--;
  if (!self->in_versions)
    return TRUE;
  self->in_versions = FALSE;
  versions = rabta_version_vector_parse (self->versions->str);
  if (versions == NULL)
    return refuse (self, line, _("What the sender has cannot be read."));

  return self->handler->versions (versions, self->user_data, &self->error);
}

static gboolean
text (const char *text,
      gsize       length,
      int         line,
      gpointer    user_data)
{
  Reading *self = user_data;

  if (!self->in_versions)
    return TRUE;
  if (self->versions->len + length > MAX_VERSIONS)
    return refuse (self, line, _("What the sender has cannot be read."));
  g_string_append_len (self->versions, text, (gssize) length);

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
 * rabta_receipts_read:
 * @stream: receipts from elsewhere
 * @handler: told what they say, all of it well-formed
 * @user_data: for @handler
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: whether all were read
 */
gboolean
rabta_receipts_read (GInputStream                *stream,
                     const RabtaReceiptsHandler  *handler,
                     gpointer                     user_data,
                     GCancellable                *cancellable,
                     GError                     **error)
{
  static const RabtaXmlHandler callbacks = { start_element, end_element, text, invalid };
  g_autoptr (GString) versions = g_string_new (NULL);
  Reading self = { .handler = handler, .user_data = user_data, .versions = versions };
  g_autoptr (GError) local = NULL;
  int line;
  gboolean ok;

  ok = rabta_xml_guard_parse_stream (stream, -1, &callbacks, &self, NULL, NULL, cancellable, &line, &local);
  if (self.error != NULL)
    {
      g_propagate_error (error, self.error);
      return FALSE;
    }
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&local));

  return ok;
}
