/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of another casebook as if they came from its export: the same ones, and checked like
 * them, for a database from elsewhere may hold anything. */
#include "exchange/casebook-records.h"

#include "exchange/xml-check.h"
#include "exchange/xml-selection.h"
#include "model/casebook.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAGIC "SQLite format 3"

/* Records between two reports of the progress. */
#define PROGRESS_EVERY 256

typedef struct
{
  RabtaProgramme                *programme;
  gboolean                       is_foreign; /* codes are of another definition or a newer version of it */
  const RabtaXmlDocumentHandler *handler;
  gpointer                       user_data;
  GFileProgressCallback          progress;
  gpointer                       progress_data;
  RabtaXmlSelection              selection;
  goffset                        done;
  goffset                        total;
  RabtaRecord                   *record;     /* the one that is made */
  gboolean                       is_refused; /* it is wrong somewhere */
  gboolean                       stopped;    /* by the handler */
} Reading;

static void
report (Reading    *self,
        gboolean    is_warning,
        const char *field,
        const char *message)
{
  RabtaXmlProblem *problem = rabta_xml_problem_new (is_warning, 0, field, message);

  rabta_xml_problem_set_record (problem, self->record);
  self->is_refused |= !is_warning;
  if (!self->handler->problem (problem, self->user_data))
    self->stopped = TRUE;
}

static void
take_field (Reading     *self,
            RabtaRecord *from,
            guint        index)
{
  const RabtaField *field = &rabta_record_get_info (from)->fields[index];
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;
  g_autofree char *text = NULL;
  g_autofree char *message = NULL;

  if ((field->flags & RABTA_FIELD_DERIVED) != 0)
    return;
  text = rabta_value_to_text (field, rabta_record_get_value (from, index));
  if (text == NULL)
    return;

  if (!rabta_xml_check_value (field, text, strlen (text), &value, &message))
    {
      report (self, FALSE, field->element, message);
      return;
    }
  if (field->kind == RABTA_FIELD_CHOICE && !rabta_xml_check_code (self->programme, field, value.text, &message))
    report (self, self->is_foreign, field->element, message);

  rabta_record_take_value (self->record, index, &value);
}

static void
take_extras (Reading     *self,
             RabtaRecord *from)
{
  g_autoptr (GList) names = rabta_record_get_info (from)->has_extra ? rabta_record_list_extra (from) : NULL;
  const char *code = rabta_record_get_kind (from) == RABTA_KIND_CASE ? rabta_record_get_text (from, "track") : NULL;
  RabtaTrack *track = code != NULL ? rabta_programme_get_track (self->programme, code) : NULL;

  for (GList *l = names; l != NULL && !self->stopped; l = l->next)
    {
      const char *text = rabta_record_get_extra (from, l->data);
      g_autofree char *message = NULL;

      if (track != NULL && !rabta_xml_check_extra (self->programme, track, l->data, text, &message))
        report (self, self->is_foreign, l->data, message);
      rabta_record_set_extra (self->record, l->data, text);
    }
}

/* What was read belongs to the other casebook; what is handed on is a new record with its id. */
static gboolean
record_cb (RabtaRecord  *record,
           gpointer      user_data,
           GError      **error)
{
  Reading *self = user_data;
  g_autoptr (RabtaRecord) made = NULL;

  if (self->stopped || !rabta_xml_selection_has (&self->selection, record))
    return TRUE;

  made = rabta_record_new (rabta_record_get_kind (record));
  rabta_record_set_id (made, rabta_record_get_id (record));
  self->record = made;
  self->is_refused = FALSE;
  for (guint i = 0; i < rabta_record_get_info (record)->n_fields && !self->stopped; i++)
    take_field (self, record, i);
  take_extras (self, record);

  if (self->progress != NULL && ++self->done % PROGRESS_EVERY == 0)
    self->progress (self->done, self->total, self->progress_data);

  return self->is_refused || self->stopped || self->handler->record (made, 0, self->user_data, error);
}

static gboolean
read_all (Reading        *self,
          RabtaCasebook  *casebook,
          GCancellable   *cancellable,
          GError        **error)
{
  static const RabtaXmlExportOptions everything = { 0 };
  g_autoptr (RabtaReader) reader = rabta_reader_new (casebook, error);

  if (reader == NULL || !rabta_xml_selection_init (&self->selection, reader, &everything, cancellable, error))
    return FALSE;
  for (RabtaKind kind = 0; kind < RABTA_N_KINDS; kind++)
    self->total += self->selection.counts[kind];

  for (RabtaKind kind = 0; kind < RABTA_N_KINDS && !self->stopped; kind++)
    {
      g_autoptr (RabtaQuery) query = rabta_query_new (kind);

      if (self->selection.counts[kind] > 0
          && !rabta_reader_foreach (reader, query, record_cb, self, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rabta_casebook_records_sniff: (skip)
 * @path: file name
 *
 * Returns: whether the file is a database, as a casebook is
 */
gboolean
rabta_casebook_records_sniff (const char *path)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  char start[sizeof MAGIC];
  gsize length = 0;

  g_return_val_if_fail (path != NULL, FALSE);

  /* To open a pipe that nobody writes to would wait for ever. */
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;

  file = g_file_new_for_path (path);
  stream = g_file_read (file, NULL, NULL);
  return stream != NULL
         && g_input_stream_read_all (G_INPUT_STREAM (stream), start, sizeof start, &length, NULL, NULL)
         && length == sizeof start && memcmp (start, MAGIC, sizeof start) == 0;
}

/**
 * rabta_casebook_records_read: (skip)
 * @path: file name of a casebook from anywhere
 * @programme: the definition that codes are checked against
 * @handler: what to call; lines are 0
 * @user_data: given to @handler
 * @progress: (nullable) (scope call): told how many of all records were read
 * @progress_data: given to @progress
 * @cancellable: (nullable): to stop it
 * @error: return location for an error
 *
 * Looks whether the file is sound and reads the records that its export would hold, without changing
 * it. Works on the calling thread.
 *
 * Returns: whether all of it was read or @handler stopped it
 */
gboolean
rabta_casebook_records_read (const char                     *path,
                             RabtaProgramme                 *programme,
                             const RabtaXmlDocumentHandler  *handler,
                             gpointer                        user_data,
                             GFileProgressCallback           progress,
                             gpointer                        progress_data,
                             GCancellable                   *cancellable,
                             GError                        **error)
{
  g_autoptr (RabtaCasebook) casebook = NULL;
  Reading self = { programme, FALSE, handler, user_data, progress, progress_data };
  RabtaProgramme *other;
  gboolean is_read;

  g_return_val_if_fail (path != NULL && handler != NULL, FALSE);

  casebook = rabta_casebook_open (path, RABTA_CASEBOOK_READ_ONLY | RABTA_CASEBOOK_CHECK, error);
  if (casebook == NULL)
    return FALSE;

  other = rabta_casebook_get_programme (casebook);
  self.is_foreign = strcmp (rabta_programme_get_id (other), rabta_programme_get_id (programme)) != 0
                    || rabta_programme_get_version (other) > rabta_programme_get_version (programme);
  is_read = read_all (&self, casebook, cancellable, error);
  rabta_xml_selection_clear (&self.selection);
  rabta_casebook_close (casebook);

  return is_read;
}
