/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From elements to records. Levels of the document by the number of elements that are open:
 * 1 casebook, 2 header or container, 3 record, 4 field. */
#include "exchange/xml-document.h"

#include "base/error.h"
#include "exchange/xml-check.h"
#include "exchange/xml-header.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of one record; more are no help to anybody. */
#define MAX_PROBLEMS 100

enum
{
  CASEBOOK = 1,
  CONTAINER,
  RECORD,
  FIELD,
};

#define NO_FIELD (-1)
#define EXTRA_FIELD 64 /* behind every index of a field table */

typedef struct
{
  RabtaProgramme                *programme;
  const RabtaXmlDocumentHandler *handler;
  gpointer                       user_data;
  GError                        *error;    /* of the handler */
  guint                          level;
  guint                          skipping; /* elements open inside one that is not understood */
  gboolean                       is_reported; /* the last element, so the schema need not say it again */
  gboolean                       is_figures;  /* the document, which has no records */
  RabtaXmlHeader                 header;
  gint64                         n_records[RABTA_N_KINDS];
  GHashTable                    *ids;
  const RabtaKindInfo           *info;     /* of the container */
  gboolean                       has_record; /* the container */
  RabtaRecord                   *record;
  int                            line;     /* of the record */
  int                            field;    /* open or last one, NO_FIELD or EXTRA_FIELD */
  const char                    *field_name; /* for people: a static element or extra_name */
  char                          *extra_name;
  GString                       *text;
  gboolean                       is_spoiled; /* the field, so its text is not looked at */
  GPtrArray                     *problems; /* of the record */
  gboolean                       is_refused; /* the record has one that is no warning */
} Document;

/* Tells of what was held back until the record's name was known. */
static gboolean
flush_problems (Document *self)
{
  gboolean go_on = TRUE;

  for (guint i = 0; i < self->problems->len && go_on; i++)
    {
      RabtaXmlProblem *problem = g_steal_pointer (&self->problems->pdata[i]);

      rabta_xml_problem_set_record (problem, self->record);
      go_on = self->handler->problem (problem, self->user_data);
    }

  g_ptr_array_set_size (self->problems, 0);
  return go_on;
}

static gboolean
report (Document   *self,
        gboolean    is_warning,
        int         line,
        const char *field,
        const char *message)
{
  RabtaXmlProblem *problem = rabta_xml_problem_new (is_warning, line, field, message);

  self->is_reported |= !is_warning;

  if (self->record != NULL)
    {
      self->is_refused |= !is_warning;
      g_ptr_array_add (self->problems, problem);
      return self->problems->len < MAX_PROBLEMS;
    }

  return self->handler->problem (problem, self->user_data);
}

/* An element that is not understood: one problem, and nothing inside it is looked at. */
static gboolean
skip (Document              *self,
      const RabtaXmlElement *element,
      const char            *format)
{
  g_autofree char *shown = rabta_xml_check_shorten (element->name);
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *message = g_strjoinv (shown, parts);

  self->skipping = 1;
  return report (self, FALSE, element->line, NULL, message);
}

static gboolean
start_casebook (Document              *self,
                const RabtaXmlElement *element)
{
  if (element->in_namespace && strcmp (element->name, "casebook") == 0)
    return TRUE;

  /* There is nothing in it to import, but it can be looked through; all of its form the schema knows. */
  if (element->in_namespace && strcmp (element->name, "figures") == 0 && self->handler->redacted != NULL)
    {
      self->is_figures = TRUE;
      return TRUE;
    }

  if (strcmp (element->name, "casebook") == 0)
    skip (self, element, _("The element “%s” is not in the namespace urn:smeda:rabta:1 of this program."));
  else
    skip (self, element, _("The document is “%s” and not a casebook of this program."));
  return FALSE;
}

/* To import it would make strangers of the records that are here, and of their names. */
static gboolean
start_redacted (Document              *self,
                const RabtaXmlElement *element)
{
  g_autofree char *shown = rabta_xml_check_shorten (self->header.profile);
  g_autofree char *message = NULL;

  if (self->handler->redacted != NULL)
    {
      self->handler->redacted (shown, self->user_data);
      return TRUE;
    }

  message = g_strdup_printf (_("The file was made with the profile “%s”: it holds pseudonyms and gaps in place of "
                               "real records and is not to be imported."),
                             shown);
  report (self, FALSE, element->line, "header", message);
  return FALSE;
}

static gboolean
start_header (Document              *self,
              const RabtaXmlElement *element)
{
  self->field_name = "header";
  rabta_xml_header_read (&self->header, element, self->programme);

  if (self->header.is_newer)
    {
      report (self, FALSE, element->line, "header",
              _("The file was made by a newer version of the program; update this one to read it."));
      return FALSE;
    }

  if (self->header.profile != NULL && !start_redacted (self, element))
    return FALSE;

  if (!self->header.is_foreign)
    return TRUE;

  return report (self, TRUE, element->line, "header",
                 _("The file was made with another programme definition; codes that are not known "
                   "here are kept as they are."));
}

static gboolean
start_container (Document              *self,
                 const RabtaXmlElement *element)
{
  const RabtaKindInfo *info;

  self->field_name = NULL;
  if (element->in_namespace && strcmp (element->name, "header") == 0 && !self->header.is_present)
    return start_header (self, element);

  if (self->is_figures && element->in_namespace && strcmp (element->name, "figure") == 0)
    {
      self->handler->redacted (NULL, self->user_data);
      return TRUE;
    }

  info = element->in_namespace ? rabta_xml_header_find_kind (element->name) : NULL;
  if (info == NULL)
    return skip (self, element, _("There is no kind of record with the container “%s”."));

  if (!self->header.is_present)
    {
      self->header.is_present = TRUE;
      if (!report (self, FALSE, element->line, NULL,
                   _("The header, which comes before all records, is missing.")))
        return FALSE;
    }

  if (self->info != NULL && info->kind <= self->info->kind)
    return skip (self, element, _("The container “%s” comes twice or too late in the file."));

  self->info = info;
  self->has_record = FALSE;
  return TRUE;
}

static gboolean
start_record (Document              *self,
              const RabtaXmlElement *element)
{
  const RabtaXmlAttribute *id = rabta_xml_element_find_attribute (element, "id");
  char text[RABTA_UUID_TEXT_LENGTH + 1] = "";
  RabtaUuid uuid;

  self->has_record = TRUE;
  if (self->info == NULL || !element->in_namespace || strcmp (element->name, self->info->name) != 0)
    return skip (self, element, _("The element “%s” is not allowed here."));

  if (id == NULL)
    return skip (self, element, _("The record “%s” has no id."));

  if (id->length == RABTA_UUID_TEXT_LENGTH)
    memcpy (text, id->value, RABTA_UUID_TEXT_LENGTH);
  if (!rabta_uuid_parse (text, &uuid))
    return skip (self, element, _("The id of the record “%s” is not a UUID."));

  self->record = rabta_record_new (self->info->kind);
  rabta_record_set_id (self->record, &uuid);
  self->line = element->line;
  self->field = NO_FIELD;
  self->field_name = NULL;
  self->is_refused = FALSE;

  if (!g_hash_table_add (self->ids, g_memdup2 (&uuid, sizeof uuid)))
    return report (self, FALSE, element->line, NULL,
                   _("Another record before it in the file has the same id."));
  return TRUE;
}

static gboolean
start_extra (Document              *self,
             const RabtaXmlElement *element)
{
  g_free (self->extra_name);
  self->extra_name = rabta_xml_element_dup_attribute (element, "name");
  self->field_name = self->extra_name;
  self->field = EXTRA_FIELD;

  if (self->extra_name == NULL || *self->extra_name == '\0')
    {
      self->field_name = "extra";
      return skip (self, element, _("The element “%s” has no name."));
    }

  if (rabta_record_get_extra (self->record, self->extra_name) != NULL)
    {
      self->skipping = 1;
      return report (self, FALSE, element->line, self->extra_name, _("The field comes twice."));
    }

  return TRUE;
}

static gboolean
start_field (Document              *self,
             const RabtaXmlElement *element)
{
  int field;

  g_string_truncate (self->text, 0);
  self->is_spoiled = FALSE;

  if (!element->in_namespace)
    return skip (self, element, _("The element “%s” is not in the namespace of this program."));

  if (self->info->has_extra && strcmp (element->name, "extra") == 0)
    return start_extra (self, element);

  field = rabta_kind_find_element (self->info, element->name);
  if (field < 0)
    return skip (self, element, _("There is no field “%s” in this kind of record."));

  self->field_name = self->info->fields[field].element;
  if (field <= self->field)
    {
      self->skipping = 1;
      return report (self, FALSE, element->line, self->field_name,
                     _("The field comes twice or after one that it has to come before."));
    }

  self->field = field;
  if (element->n_attributes > 0)
    return report (self, FALSE, element->line, self->field_name,
                   _("The element has an attribute that is not allowed."));
  return TRUE;
}

static gboolean
end_field (Document *self,
           int       line)
{
  const RabtaField *field;
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;
  g_autofree char *message = NULL;

  if (self->is_spoiled)
    {
      self->is_reported = TRUE;
      return TRUE;
    }

  if (self->field == EXTRA_FIELD)
    {
      static const RabtaField any = { "extra", RABTA_FIELD_LONG_TEXT };

      if (!rabta_xml_check_value (&any, self->text->str, self->text->len, &value, &message))
        return report (self, FALSE, line, self->field_name, message);
      rabta_record_set_extra (self->record, self->extra_name, self->text->str);
      return TRUE;
    }

  field = &self->info->fields[self->field];
  if (!rabta_xml_check_value (field, self->text->str, self->text->len, &value, &message))
    return report (self, FALSE, line, field->element, message);

  if ((field->flags & RABTA_FIELD_DERIVED) != 0)
    return TRUE;

  if (field->kind == RABTA_FIELD_CHOICE
      && !rabta_xml_check_code (self->programme, field, value.text, &message)
      && !report (self, self->header.is_foreign, line, field->element, message))
    return FALSE;

  rabta_record_take_value (self->record, (guint) self->field, &value);
  return TRUE;
}

/* The fields that a track adds have the types its definition gives them. */
static gboolean
check_extras (Document *self)
{
  RabtaTrack *track;
  const char *code;
  g_autoptr (GList) names = NULL;

  if (self->info->kind != RABTA_KIND_CASE)
    return TRUE;

  code = rabta_record_get_text (self->record, "track");
  track = code != NULL ? rabta_programme_get_track (self->programme, code) : NULL;
  names = track != NULL ? rabta_record_list_extra (self->record) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *message = NULL;

      if (!rabta_xml_check_extra (self->programme, track, l->data,
                                  rabta_record_get_extra (self->record, l->data), &message))
        report (self, self->header.is_foreign, self->line, l->data, message);
    }

  return TRUE;
}

static gboolean
end_record (Document *self)
{
  gboolean go_on = check_extras (self) && flush_problems (self);

  self->n_records[self->info->kind]++;

  if (go_on && !self->is_refused)
    go_on = self->handler->record (self->record, self->line, self->user_data, &self->error);

  g_clear_object (&self->record);
  self->field_name = NULL;
  return go_on;
}

static gboolean
end_container (Document *self,
               int       line)
{
  self->field_name = NULL;
  if (self->info == NULL || self->has_record)
    return TRUE;

  return report (self, FALSE, line, NULL, _("The container is empty; leave it out instead."));
}

static gboolean
end_casebook (Document *self,
              int       line)
{
  g_autoptr (GPtrArray) sentences = rabta_xml_header_compare (&self->header, self->n_records);

  for (guint i = 0; i < sentences->len; i++)
    if (!report (self, TRUE, line, NULL, sentences->pdata[i]))
      return FALSE;

  return TRUE;
}

static gboolean
start_element_cb (const RabtaXmlElement *element,
                  gpointer               user_data)
{
  Document *self = user_data;
  gboolean go_on = FALSE;

  self->is_reported = FALSE;
  if (self->skipping > 0)
    {
      self->skipping++;
      return TRUE;
    }

  switch (self->level)
    {
    case 0:
      go_on = start_casebook (self, element);
      break;

    case CASEBOOK:
      go_on = start_container (self, element);
      break;

    case CONTAINER:
      go_on = start_record (self, element);
      break;

    case RECORD:
      go_on = start_field (self, element);
      break;

    case FIELD:
    default:
      self->is_spoiled = TRUE;
      go_on = skip (self, element, _("There is an element “%s” where only text may be."));
      break;
    }

  if (self->skipping == 0)
    self->level++;
  return go_on;
}

static gboolean
end_element_cb (int      line,
                gpointer user_data)
{
  Document *self = user_data;

  if (self->skipping > 0)
    {
      self->skipping--;
      return TRUE;
    }

  self->is_reported = FALSE;
  self->level--;
  switch (self->level)
    {
    case RECORD:
      return end_field (self, line);

    case CONTAINER:
      return self->record == NULL || end_record (self);

    case CASEBOOK:
      return end_container (self, line);

    case 0:
      return end_casebook (self, line);

    default:
      return TRUE;
    }
}

/* The schema would need a time that grows with the square of the length to say the same. */
static gboolean
stop_at_length (Document *self,
                int       line)
{
  gboolean is_line = self->level == FIELD && self->field != EXTRA_FIELD
                     && self->info->fields[self->field].kind != RABTA_FIELD_LONG_TEXT;
  gsize limit = is_line ? RABTA_FIELD_MAX_LINE : RABTA_FIELD_MAX_TEXT;
  g_autofree char *message = NULL;

  /* A character has at most four bytes. */
  if (self->text->len <= limit * 4)
    return TRUE;

  message = g_strdup_printf (_("The text is longer than %d characters."), (int) limit);
  report (self, FALSE, line, self->level == FIELD ? self->field_name : NULL, message);
  return FALSE;
}

static gboolean
text_cb (const char *text,
         gsize       length,
         int         line,
         gpointer    user_data)
{
  Document *self = user_data;
  g_autofree char *piece = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *message = NULL;

  if (self->skipping > 0)
    return TRUE;

  if (self->level == FIELD)
    {
      g_string_append_len (self->text, text, (gssize) length);
      return stop_at_length (self, line);
    }

  for (gsize i = 0; i < length && !self->is_reported; i++)
    if (!g_ascii_isspace (text[i]))
      {
        piece = g_strndup (text + i, length - i);
        shown = rabta_xml_check_shorten (piece);
        message = g_strdup_printf (_("There is text where only elements may be: “%s”."), shown);
        return report (self, FALSE, line, NULL, message);
      }

  return TRUE;
}

static gboolean
invalid_cb (int         line,
            const char *sentence,
            gpointer    user_data)
{
  Document *self = user_data;

  if (self->is_reported || self->skipping > 0)
    return TRUE;

  return report (self, FALSE, line, self->field_name, sentence);
}

/* What the guard found is one problem more when it is about the document. */
static gboolean
conclude (Document *self,
          GError   *problem,
          int       line,
          GError  **error)
{
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      g_clear_error (&problem);
      return FALSE;
    }

  if (problem != NULL && !g_error_matches (problem, RABTA_ERROR, RABTA_ERROR_INVALID))
    {
      g_propagate_error (error, problem);
      return FALSE;
    }

  if (problem != NULL)
    report (self, FALSE, line, self->level == FIELD ? self->field_name : NULL, problem->message);
  g_clear_error (&problem);

  flush_problems (self);
  return TRUE;
}

/**
 * rabta_xml_document_read: (skip)
 * @path: file name of a document from anywhere
 * @programme: the programme definition whose codes are known
 * @handler: what to call
 * @user_data: given to @handler
 * @progress: (nullable) (scope call): told how many bytes were read
 * @progress_data: given to @progress
 * @cancellable: (nullable): to stop it
 * @error: return location for an error that is not about the document: it cannot be opened, reading
 *   was cancelled, or @handler failed
 *
 * Reads the records of a `<casebook>` one by one and tells of everything that is wrong with it.
 * Computed fields are checked and dropped. A code that the programme does not know is a problem when
 * the file was made with the same definition or an older version of it, and a warning otherwise.
 *
 * Returns: whether there was no such error; the problems were given to @handler
 */
gboolean
rabta_xml_document_read (const char                     *path,
                         RabtaProgramme                 *programme,
                         const RabtaXmlDocumentHandler  *handler,
                         gpointer                        user_data,
                         GFileProgressCallback           progress,
                         gpointer                        progress_data,
                         GCancellable                   *cancellable,
                         GError                        **error)
{
  static const RabtaXmlHandler guard_handler = {
    start_element_cb,
    end_element_cb,
    text_cb,
    invalid_cb,
  };
  Document self = { programme, handler, user_data };
  GError *problem = NULL;
  gboolean is_read;
  int line;

  g_return_val_if_fail (path != NULL && handler != NULL, FALSE);
  g_return_val_if_fail (RABTA_IS_PROGRAMME (programme), FALSE);

  self.ids = g_hash_table_new_full (rabta_uuid_hash, rabta_uuid_equal, g_free, NULL);
  self.text = g_string_sized_new (256);
  self.problems = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_xml_problem_free);

  rabta_xml_guard_parse (path, &guard_handler, &self, progress, progress_data, cancellable, &line,
                         &problem);
  is_read = conclude (&self, problem, line, error);

  g_clear_object (&self.record);
  g_hash_table_unref (self.ids);
  g_string_free (self.text, TRUE);
  g_ptr_array_unref (self.problems);
  g_free (self.extra_name);
  rabta_xml_header_clear (&self.header);

  return is_read;
}
