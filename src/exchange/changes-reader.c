/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes from elsewhere: through the scan of the bytes, parser and schema of xml-guard to typed checks of
 * each change, one by one. Whether a change fits to what is here is the model's matter. */
#include "exchange/changes.h"

#include "base/error.h"
#include "base/json.h"
#include "exchange/xml-guard.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

/* What is told of the form of an attribute. */
#define MAX_WORD 80

typedef struct
{
  const RabtaChangesHandler *handler;
  gpointer                   user_data;
  RabtaChangesHeader        *header;
  int                        depth;
  gboolean                   in_change;
  gboolean                   is_begun; /* the header was handed out */
  gint64                     n_changes;
  guint                      range;
  gint64                     next; /* counter in the range, or 0 before its first change */
  RabtaChangeEntry           entry;
  char                       kind[MAX_WORD + 1];
  char                       op[MAX_WORD + 1];
  GString                   *body;
  GError                    *error;
} Reading;

/* Puts the place in front of @self->error, once. */
static gboolean
place (Reading *self,
       int      line)
{
  char site[2 * RABTA_SITE_ID_LENGTH + 1];

  if (!self->in_change)
    {
      g_prefix_error (&self->error, _("Changes, line %d: "), line);
      return FALSE;
    }

  sodium_bin2hex (site, sizeof site, self->entry.site, sizeof self->entry.site);
  g_prefix_error (&self->error, _("Changes, line %d, change %" PRId64 " (%s:%" PRId64 "): "), line, self->n_changes, site,
                  self->entry.counter);
  return FALSE;
}

static gboolean
refuse (Reading    *self,
        int         line,
        const char *sentence)
{
  if (self->error != NULL)
    return FALSE;

  g_set_error_literal (&self->error, RABTA_ERROR, RABTA_ERROR_INVALID, sentence);
  return place (self, line);
}

static gboolean
refuse_attribute (Reading    *self,
                  int         line,
                  const char *name)
{
  g_autofree char *sentence = g_strdup_printf (_("The attribute “%s” is missing or does not have the form that is required."), name);

  return refuse (self, line, sentence);
}

static gboolean
get_uuid (const RabtaXmlElement *element,
          const char            *name,
          RabtaUuid             *id)
{
  const RabtaXmlAttribute *attribute = rabta_xml_element_find_attribute (element, name);
  char text[RABTA_UUID_TEXT_LENGTH + 1];

  if (attribute == NULL || attribute->length != RABTA_UUID_TEXT_LENGTH)
    return FALSE;

  memcpy (text, attribute->value, RABTA_UUID_TEXT_LENGTH);
  text[RABTA_UUID_TEXT_LENGTH] = '\0';
  return rabta_uuid_parse (text, id);
}

static gboolean
get_word (const RabtaXmlElement *element,
          const char            *name,
          char                   word[MAX_WORD + 1])
{
  const RabtaXmlAttribute *attribute = rabta_xml_element_find_attribute (element, name);

  if (attribute == NULL || attribute->length == 0 || attribute->length > MAX_WORD)
    return FALSE;

  for (gsize i = 0; i < attribute->length; i++)
    {
      char c = attribute->value[i];

      if (!g_ascii_islower (c) && !g_ascii_isdigit (c) && (i == 0 || strchr ("._-", c) == NULL || c == '\0'))
        return FALSE;
      word[i] = c;
    }
  word[attribute->length] = '\0';

  return TRUE;
}

static gboolean
get_count (const RabtaXmlElement *element,
           const char            *name,
           gint64                *number)
{
  return rabta_xml_element_get_integer (element, name, number) && *number >= 1;
}

static gboolean
read_header (Reading               *self,
             const RabtaXmlElement *element)
{
  RabtaChangesHeader *header = self->header;
  g_autofree char *created = rabta_xml_element_dup_attribute (element, "created");
  gint64 format = 0;

  if (!get_count (element, "format", &format))
    return refuse_attribute (self, element->line, "format");
  if (format > RABTA_CHANGES_FORMAT)
    {
      g_set_error_literal (&self->error, RABTA_ERROR, RABTA_ERROR_TOO_NEW,
                           _("The package was made by a newer version of the program; update this one to read it."));
      return FALSE;
    }
  if (!rabta_xml_element_get_hex (element, "from", header->from, sizeof header->from))
    return refuse_attribute (self, element->line, "from");
  if (!rabta_xml_element_get_hex (element, "to", header->to, sizeof header->to))
    return refuse_attribute (self, element->line, "to");
  if (!get_count (element, "number", &header->number))
    return refuse_attribute (self, element->line, "number");
  if (created == NULL || !rabta_instant_is_valid (created))
    return refuse_attribute (self, element->line, "created");
  if (!get_count (element, "programme-version", &header->programme_version))
    return refuse_attribute (self, element->line, "programme-version");

  g_strlcpy (header->created, created, sizeof header->created);
  header->programme = rabta_xml_element_dup_attribute (element, "programme");
  return header->programme != NULL || refuse_attribute (self, element->line, "programme");
}

static gboolean
read_range (Reading               *self,
            const RabtaXmlElement *element)
{
  RabtaChangesRange range = { 0 };

  if (self->header->ranges->len == RABTA_CHANGES_MAX_RANGES)
    return refuse (self, element->line, _("There are more ranges than in any file of this program."));
  if (!rabta_xml_element_get_hex (element, "site", range.range.site, sizeof range.range.site))
    return refuse_attribute (self, element->line, "site");
  if (!get_count (element, "first", &range.range.first))
    return refuse_attribute (self, element->line, "first");
  if (!get_count (element, "last", &range.range.last) || range.range.last < range.range.first
      || range.range.last == G_MAXINT64)
    return refuse_attribute (self, element->line, "last");
  if (!rabta_xml_element_get_hex (element, "before", range.before, sizeof range.before))
    return refuse_attribute (self, element->line, "before");
  if ((range.range.first == 1) != sodium_is_zero (range.before, sizeof range.before))
    return refuse_attribute (self, element->line, "before");

  g_array_append_val (self->header->ranges, range);
  return TRUE;
}

/* Hands the header out when it is complete, before the first change or at the end. */
static gboolean
begin (Reading *self,
       int      line)
{
  if (self->is_begun)
    return TRUE;
  if (self->header->programme == NULL)
    return refuse (self, line, _("The document has no header."));

  self->is_begun = TRUE;
  return self->handler->header == NULL || self->handler->header (self->header, self->user_data, &self->error)
         || place (self, line);
}

/* Is it the change that the header promises here? */
static gboolean
take_turn (Reading *self,
           int      line)
{
  const RabtaChangesRange *range;

  if (self->range == self->header->ranges->len)
    return refuse (self, line, _("The header does not promise this change."));

  range = &g_array_index (self->header->ranges, RabtaChangesRange, self->range);
  if (self->next == 0)
    {
      self->next = range->range.first;
      if (self->handler->range != NULL && !self->handler->range (range, self->user_data, &self->error))
        return place (self, line);
    }
  if (self->entry.counter != self->next || memcmp (self->entry.site, range->range.site, RABTA_SITE_ID_LENGTH) != 0)
    return refuse (self, line, _("This is not the change that the header promises here."));

  self->next++;
  if (self->next > range->range.last)
    {
      self->range++;
      self->next = 0;
    }
  return TRUE;
}

static gboolean
read_change (Reading               *self,
             const RabtaXmlElement *element)
{
  RabtaChangeEntry *entry = &self->entry;
  int line = element->line;

  if (!begin (self, line))
    return FALSE;

  memset (entry, 0, sizeof *entry);
  g_string_truncate (self->body, 0);
  self->in_change = TRUE;
  self->n_changes++;

  if (!rabta_xml_element_get_hex (element, "site", entry->site, sizeof entry->site))
    return refuse_attribute (self, line, "site");
  if (!get_count (element, "counter", &entry->counter))
    return refuse_attribute (self, line, "counter");
  if (!get_uuid (element, "action", &entry->action))
    return refuse_attribute (self, line, "action");
  if (!rabta_xml_element_get_integer (element, "stamp", &entry->stamp))
    return refuse_attribute (self, line, "stamp");
  if (!get_uuid (element, "officer", &entry->officer))
    return refuse_attribute (self, line, "officer");
  if (!get_count (element, "programme", &entry->programme))
    return refuse_attribute (self, line, "programme");
  if (!get_count (element, "format", &entry->format))
    return refuse_attribute (self, line, "format");
  if (!get_word (element, "kind", self->kind))
    return refuse_attribute (self, line, "kind");
  if (!get_uuid (element, "record", &entry->record))
    return refuse_attribute (self, line, "record");
  if (!get_word (element, "op", self->op))
    return refuse_attribute (self, line, "op");
  if (!rabta_xml_element_get_hex (element, "hash", entry->hash, sizeof entry->hash))
    return refuse_attribute (self, line, "hash");

  return take_turn (self, line);
}

static gboolean
start_element (const RabtaXmlElement *element,
               gpointer               user_data)
{
  Reading *self = user_data;
  gboolean is_ours = element->in_namespace;

  self->depth++;
  if (self->depth == 1 && is_ours && strcmp (element->name, "package") == 0)
    return TRUE;
  if (self->depth == 1)
    return refuse (self, element->line, _("The document does not hold changes of a casebook."));
  if (self->depth == 2 && is_ours && strcmp (element->name, "header") == 0 && self->header->programme == NULL)
    return read_header (self, element);
  if (self->depth == 3 && is_ours && strcmp (element->name, "range") == 0 && !self->in_change && !self->is_begun)
    return read_range (self, element);
  if (self->depth == 2 && is_ours && strcmp (element->name, "change") == 0)
    return read_change (self, element);

  return refuse (self, element->line, _("This is not allowed here, or something is missing before it."));
}

static gboolean
end_change (Reading *self,
            int      line)
{
  self->entry.kind = self->kind;
  self->entry.op = self->op;
  self->entry.body = self->body->str;
  if (!rabta_json_is_object (self->body->str, self->body->len))
    return refuse (self, line, _("What it holds is not a JSON object."));
  if (self->handler->entry != NULL && !self->handler->entry (&self->entry, self->user_data, &self->error))
    return place (self, line);

  self->in_change = FALSE;
  return TRUE;
}

static gboolean
end_element (int      line,
             gpointer user_data)
{
  Reading *self = user_data;

  self->depth--;
  if (self->in_change)
    return end_change (self, line);
  if (self->depth > 0)
    return TRUE;

  if (!begin (self, line))
    return FALSE;
  return self->range == self->header->ranges->len
         || refuse (self, line, _("The document ends before all changes came that its header promises."));
}

static gboolean
text (const char *data,
      gsize       length,
      int         line,
      gpointer    user_data)
{
  Reading *self = user_data;

  if (!self->in_change)
    return TRUE;
  if (self->body->len + length > RABTA_CHANGE_MAX_BODY)
    return refuse (self, line, _("What it holds is longer than any change."));

  g_string_append_len (self->body, data, (gssize) length);
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
 * rabta_changes_read:
 * @stream: a document from anywhere
 * @handler: what to call
 * @user_data: given to @handler
 * @cancellable: (nullable): to stop it
 * @error: return location for an error, which names line and change
 *
 * Reads changes in memory that does not grow with their number. What @handler made of those before an
 * error is to be undone: nothing of a document that is not in order as a whole may stay.
 *
 * Returns: whether the document was in order to its end and @handler took everything
 */
gboolean
rabta_changes_read (GInputStream               *stream,
                    const RabtaChangesHandler  *handler,
                    gpointer                    user_data,
                    GCancellable               *cancellable,
                    GError                    **error)
{
  static const RabtaXmlHandler xml_handler = { start_element, end_element, text, invalid };
  Reading self = { handler, user_data };
  g_autoptr (GError) failure = NULL;
  gboolean is_read;
  int line;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream) && handler != NULL, FALSE);

  self.header = rabta_changes_header_new ();
  self.body = g_string_new (NULL);
  is_read = rabta_xml_guard_parse_stream (stream, 0, &xml_handler, &self, NULL, NULL, cancellable, &line, &failure);

  if (self.error == NULL && failure != NULL && line > 0)
    refuse (&self, line, failure->message);
  else if (self.error == NULL && failure != NULL)
    self.error = g_steal_pointer (&failure);
  else if (self.error == NULL && !is_read)
    refuse (&self, line, _("The XML is damaged here."));
  if (self.error != NULL)
    g_propagate_error (error, self.error);

  rabta_changes_header_free (self.header);
  g_string_free (self.body, TRUE);
  return self.error == NULL;
}
