/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People from vCard files, in one transaction, which is one step of undo. A card whose person is there is
 * skipped or, if that is wanted, brings what it says; one that names nobody is refused. */
#include "exchange/vcard-import.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/vcard-reader.h"
#include "model/kinds/kinds.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Cards between two reports of the progress. */
#define CARDS_PER_REPORT 32

typedef struct
{
  GFile                   *file;
  char                    *shown_name;
  RabtaVcardImportOptions  options;
  RabtaImportProgressFunc  progress;
  gpointer                 progress_data;
  RabtaVcardImportResult  *result;

  /* Of one run. */
  RabtaProgramme          *programme;
  RabtaBatch              *batch;
  GHashTable              *seen;   /* ids of people that a card was taken into: its values stand */
  const RabtaVcard        *card;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->result, rabta_vcard_import_result_free);
  g_clear_pointer (&job->seen, g_hash_table_unref);
  g_object_unref (job->file);
  g_free (job->shown_name);
  g_free (job);
}

static gboolean
note (Job              *job,
      RabtaReportKind   kind,
      const char       *property,
      const char       *value,
      const char       *reason,
      GError          **error)
{
  return rabta_import_report_add (job->result->report, kind, job->card->number, property, value, reason, error);
}

static gboolean
refuse (Job         *job,
        const char  *reason,
        GError     **error)
{
  job->result->counts.refused++;
  return note (job, RABTA_REPORT_REFUSED, NULL, job->card->name, reason, error);
}

/* FALSE only with an error; what cannot be read is left out and told. */
static gboolean
take_text (Job          *job,
           RabtaRecord  *person,
           const char   *name,
           const char   *text,
           GError      **error)
{
  const RabtaKindInfo *info = rabta_record_get_info (person);
  guint index = (guint) rabta_kind_find_field (info, name);
  const RabtaField *field = &info->fields[index];
  g_auto (RabtaValue) value = RABTA_VALUE_INIT;
  g_autofree char *warning = NULL;
  g_autoptr (GError) cause = NULL;

  if (text == NULL)
    return TRUE;
  if (!rabta_value_parse_loose (field, text, RABTA_DATE_ORDER_UNKNOWN, &value, &warning, &cause))
    return note (job, RABTA_REPORT_LEFT_OUT, _(field->heading), text, cause->message, error);

  rabta_record_take_value (person, index, &value);
  return warning == NULL || note (job, RABTA_REPORT_ODD, _(field->heading), text, warning, error);
}

/* A person has one number and one address here: the first that is one is taken, the rest is told. */
static gboolean
take_first (Job          *job,
            RabtaRecord  *person,
            const char   *name,
            GPtrArray    *texts,
            GError      **error)
{
  const RabtaKindInfo *info = rabta_record_get_info (person);
  const RabtaField *field = &info->fields[rabta_kind_find_field (info, name)];

  for (guint i = 0; i < texts->len; i++)
    {
      if (!rabta_record_has (person, name))
        {
          if (!take_text (job, person, name, texts->pdata[i], error))
            return FALSE;
          continue;
        }
      if (!note (job, RABTA_REPORT_LEFT_OUT, _(field->heading), texts->pdata[i],
                 _("The card has several; another one is taken."), error))
        return FALSE;
    }

  return TRUE;
}

/* The one record of a kind that has that name, in whatever way it is written. */
static gboolean
find_by_name (Job           *job,
              RabtaKind      kind,
              const char    *key,
              RabtaRecord  **found,
              guint         *n_found,
              GError       **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (kind);
  g_autoptr (GPtrArray) records = NULL;

  rabta_query_filter (query, "name_key", RABTA_FILTER_EQUAL, key);
  records = rabta_batch_query (job->batch, query, 2, error);
  if (records == NULL)
    return FALSE;

  *n_found += records->len;
  if (records->len == 1)
    *found = g_object_ref (records->pdata[0]);
  return TRUE;
}

static gboolean
link_organization (Job          *job,
                   RabtaRecord  *person,
                   GError      **error)
{
  const char *name = job->card->organization;
  g_autofree char *key = name != NULL ? rabta_text_name_key (name) : NULL;
  g_autoptr (RabtaRecord) enterprise = NULL;
  g_autoptr (RabtaRecord) partner = NULL;
  guint n_found = 0;

  if (key == NULL || *key == '\0')
    return TRUE;
  if (!find_by_name (job, RABTA_KIND_ENTERPRISE, key, &enterprise, &n_found, error)
      || !find_by_name (job, RABTA_KIND_ORGANIZATION, key, &partner, &n_found, error))
    return FALSE;

  if (n_found != 1)
    return note (job, RABTA_REPORT_LEFT_OUT, _("Organization"), name,
                 n_found == 0 ? _("No enterprise or partner is called so; the person is taken without one.")
                              : _("Several enterprises or partners are called so; the person is taken without one."), error);

  if (enterprise != NULL)
    rabta_record_set_ref (person, "enterprise", rabta_record_get_id (enterprise));
  else
    rabta_record_set_ref (person, "organization", rabta_record_get_id (partner));
  return TRUE;
}

static void
take_gender (Job         *job,
             RabtaRecord *person)
{
  RabtaCodeList *list = rabta_programme_get_list (job->programme, "gender");
  RabtaCodeItem *item = list != NULL && job->card->gender != NULL ? rabta_code_list_match (list, job->card->gender) : NULL;

  if (item != NULL)
    rabta_record_set_text (person, "gender", rabta_code_item_get_code (item));
}

static RabtaRecord *
make_person (Job     *job,
             GError **error)
{
  const RabtaVcard *card = job->card;
  g_autoptr (RabtaRecord) person = rabta_record_new (RABTA_KIND_PERSON);

  for (guint i = 0; i < card->unreadable->len; i++)
    if (!note (job, RABTA_REPORT_LEFT_OUT, card->unreadable->pdata[i], NULL, _("It is no text in its encoding."), error))
      return NULL;

  if (!take_text (job, person, "name", card->name, error)
      || !take_text (job, person, "job_title", card->title, error)
      || !take_text (job, person, "notes", card->note, error)
      || !take_first (job, person, "phone", card->phones, error)
      || !take_first (job, person, "email", card->emails, error)
      || !link_organization (job, person, error))
    return NULL;

  take_gender (job, person);
  return g_steal_pointer (&person);
}

static gboolean
has_same_name (RabtaRecord *a,
               RabtaRecord *b)
{
  g_autofree char *key_a = rabta_text_name_key (rabta_record_get_text (a, "name"));
  g_autofree char *key_b = rabta_text_name_key (rabta_record_get_text (b, "name"));

  return strcmp (key_a, key_b) == 0;
}

static gboolean
has_same_ref (RabtaRecord *a,
              RabtaRecord *b,
              const char  *name)
{
  const RabtaUuid *ref_a = rabta_record_get_ref (a, name);
  const RabtaUuid *ref_b = rabta_record_get_ref (b, name);

  return ref_a == NULL || ref_b == NULL ? ref_a == ref_b : rabta_uuid_equal (ref_a, ref_b);
}

/* Among the people of that name or number, the one that has the same name too comes first. */
static gboolean
find_same (Job           *job,
           RabtaRecord   *person,
           const char    *field,
           RabtaRecord  **found,
           GError       **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_PERSON);
  g_autoptr (GPtrArray) records = NULL;

  if (!rabta_record_has (person, field))
    return TRUE;

  rabta_query_filter (query, field, RABTA_FILTER_EQUAL, rabta_record_get_text (person, field));
  records = rabta_batch_query (job->batch, query, 0, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (*found == NULL || (!has_same_name (*found, person) && has_same_name (records->pdata[i], person)))
      g_set_object (found, records->pdata[i]);

  return records != NULL;
}

/* The same name at the same organization; where neither has one, nobody who has another number or
 * address. */
static gboolean
find_namesake (Job           *job,
               RabtaRecord   *person,
               RabtaRecord  **found,
               GError       **error)
{
  g_autoptr (RabtaQuery) query = rabta_query_new (RABTA_KIND_PERSON);
  g_autoptr (GPtrArray) records = NULL;

  rabta_query_filter (query, "name", RABTA_FILTER_EQUAL, rabta_record_get_text (person, "name"));
  records = rabta_batch_query (job->batch, query, 0, error);
  for (guint i = 0; records != NULL && i < records->len && *found == NULL; i++)
    {
      RabtaRecord *other = records->pdata[i];
      gboolean has_link = rabta_record_has (person, "enterprise") || rabta_record_has (person, "organization");
      gboolean contradicts = (rabta_record_has (person, "phone") && rabta_record_has (other, "phone"))
                             || (rabta_record_has (person, "email") && rabta_record_has (other, "email"));

      if (has_same_ref (person, other, "enterprise") && has_same_ref (person, other, "organization")
          && (has_link || !contradicts))
        *found = g_object_ref (other);
    }

  return records != NULL;
}

/* What the card says goes into the person that is there; an earlier card of the file is not undone. */
static void
update_person (Job         *job,
               RabtaRecord *person,
               RabtaRecord *there)
{
  gboolean is_seen = g_hash_table_contains (job->seen, rabta_record_get_id (there));
  gboolean has_link = rabta_record_has (there, "enterprise") || rabta_record_has (there, "organization");
  const RabtaKindInfo *info = rabta_record_get_info (person);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const RabtaValue *value = rabta_record_get_value (person, i);

      /* A card knows one organization, and the officer may have known better. */
      if (value->type == RABTA_VALUE_NULL || (info->fields[i].kind == RABTA_FIELD_REFERENCE && has_link))
        continue;
      if (rabta_record_get_value (there, i)->type == RABTA_VALUE_NULL
          || (!is_seen && !rabta_value_equal (value, rabta_record_get_value (there, i))))
        rabta_record_set_value (there, i, value);
    }
}

static void
mark_seen (Job         *job,
           RabtaRecord *person)
{
  g_hash_table_add (job->seen, g_memdup2 (rabta_record_get_id (person), sizeof (RabtaUuid)));
}

/* The rules refuse the person: told, and the next card is looked at. */
static gboolean
save (Job          *job,
      RabtaRecord  *person,
      guint        *count,
      GError      **error)
{
  g_autoptr (GError) cause = NULL;

  if (rabta_batch_save (job->batch, person, &cause))
    {
      (*count)++;
      mark_seen (job, person);
      return TRUE;
    }

  if (g_error_matches (cause, RABTA_ERROR, RABTA_ERROR_INVALID))
    return refuse (job, cause->message, error);

  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
meet (Job          *job,
      RabtaRecord  *person,
      RabtaRecord  *there,
      const char   *reason,
      GError      **error)
{
  g_autofree char *title = rabta_record_dup_title (there);
  g_autofree char *message = g_strdup_printf (_("Is there already: “%s”. %s"), title, reason);

  /* Who shares no more than a telephone with the card is somebody else. */
  if (job->options.update && has_same_name (person, there))
    {
      update_person (job, person, there);
      if (rabta_record_is_dirty (there))
        return save (job, there, &job->result->counts.updated, error);
      mark_seen (job, there);
    }

  job->result->counts.skipped++;
  return note (job, RABTA_REPORT_DUPLICATE, NULL, rabta_record_get_text (person, "name"), message, error);
}

static gboolean
take_card (Job     *job,
           GError **error)
{
  g_autoptr (RabtaRecord) person = NULL;
  g_autoptr (RabtaRecord) by_phone = NULL;
  g_autoptr (RabtaRecord) by_email = NULL;
  g_autoptr (RabtaRecord) by_name = NULL;

  if (job->card->is_open)
    return refuse (job, _("The file ends within the card."), error);
  if (job->card->name == NULL)
    return refuse (job, _("The card names nobody."), error);

  person = make_person (job, error);
  if (person == NULL)
    return FALSE;
  if (!rabta_record_has (person, "name"))
    return refuse (job, _("The card names nobody."), error);

  if (!find_same (job, person, "email", &by_email, error) || !find_same (job, person, "phone", &by_phone, error)
      || !find_namesake (job, person, &by_name, error))
    return FALSE;
  if (by_email != NULL && (by_phone == NULL || has_same_name (by_email, person) || !has_same_name (by_phone, person)))
    return meet (job, person, by_email, _("Same email"), error);
  if (by_phone != NULL)
    return meet (job, person, by_phone, _("Same phone"), error);
  if (by_name != NULL)
    return meet (job, person, by_name, _("Same name and organization"), error);

  return save (job, person, &job->result->counts.added, error);
}

static gboolean
take_cards (Job               *job,
            RabtaVcardReader  *reader,
            GCancellable      *cancellable,
            GError           **error)
{
  guint n = 0;

  for (;;)
    {
      g_autoptr (RabtaVcard) card = rabta_vcard_reader_next (reader);

      if (card == NULL)
        break;
      if (n++ % CARDS_PER_REPORT == 0)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          if (job->progress != NULL)
            job->progress (rabta_vcard_reader_get_progress (reader), job->progress_data);
        }

      job->card = card;
      if (!take_card (job, error))
        return FALSE;
    }

  if (n > 0)
    return TRUE;

  g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("“%s” holds no card."), job->shown_name);
  return FALSE;
}

/* On the writer's thread. */
static gboolean
import_in_batch (RabtaBatch    *batch,
                 gpointer       user_data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  Job *job = user_data;
  g_autoptr (RabtaVcardReader) reader = NULL;

  job->batch = batch;
  job->programme = rabta_casebook_get_programme (rabta_batch_get_casebook (batch));
  rabta_batch_set_dry_run (batch, job->options.dry_run);

  job->result->report = rabta_import_report_new (error);
  reader = job->result->report != NULL ? rabta_vcard_reader_open (job->file, cancellable, error) : NULL;
  return reader != NULL && take_cards (job, reader, cancellable, error);
}

static Job *
new_job (GFile                          *file,
         const RabtaVcardImportOptions  *options,
         RabtaImportProgressFunc         progress,
         gpointer                        progress_data)
{
  Job *job = g_new0 (Job, 1);
  g_autofree char *name = g_file_get_basename (file);

  job->file = g_object_ref (file);
  job->shown_name = g_filename_display_name (name);
  if (options != NULL)
    job->options = *options;
  job->progress = progress;
  job->progress_data = progress_data;
  job->result = g_new0 (RabtaVcardImportResult, 1);
  job->seen = g_hash_table_new_full (rabta_uuid_hash, rabta_uuid_equal, g_free, NULL);

  return job;
}

/**
 * rabta_vcard_import_result_free:
 * @self: (nullable) (transfer full): a result
 */
void
rabta_vcard_import_result_free (RabtaVcardImportResult *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->report, rabta_import_report_free);
  g_free (self);
}

/**
 * rabta_vcard_import_sniff:
 * @path: file name
 *
 * Returns: whether the file is one of cards by its name or its first line
 */
gboolean
rabta_vcard_import_sniff (const char *path)
{
  g_return_val_if_fail (path != NULL, FALSE);

  return rabta_vcard_sniff (path);
}

/**
 * rabta_vcard_import_sync:
 * @casebook: a casebook
 * @file: a vCard file from anywhere
 * @options: (nullable): how
 * @progress: (nullable) (scope call): told of the progress, on the writer's thread
 * @progress_data: given to @progress
 * @cancellable: (nullable): to stop, which changes nothing
 * @error: return location for an error
 *
 * Takes the people of the cards into the casebook, with job title, number, address and note, linked to
 * the one enterprise or partner whose name is that of their organization. A person of that number or
 * address is there already, and so is one of that name at that organization.
 *
 * Returns: (transfer full) (nullable): what happened
 */
RabtaVcardImportResult *
rabta_vcard_import_sync (RabtaCasebook                  *casebook,
                         GFile                          *file,
                         const RabtaVcardImportOptions  *options,
                         RabtaImportProgressFunc         progress,
                         gpointer                        progress_data,
                         GCancellable                   *cancellable,
                         GError                        **error)
{
  g_autofree char *action = NULL;
  RabtaVcardImportResult *result = NULL;
  Job *job;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  job = new_job (file, options, progress, progress_data);
  action = g_strdup_printf (_("Import of %s"), job->shown_name);
  if (rabta_casebook_write_sync (casebook, action, import_in_batch, job, cancellable, error))
    result = g_steal_pointer (&job->result);

  job_free (job);
  return result;
}

static void
write_cb (GObject      *source,
          GAsyncResult *written,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (rabta_casebook_write_finish (RABTA_CASEBOOK (source), written, &error))
    g_task_return_pointer (task, g_steal_pointer (&job->result), (GDestroyNotify) rabta_vcard_import_result_free);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_vcard_import_async:
 * @casebook: a casebook
 * @file: a vCard file from anywhere
 * @options: (nullable): how
 * @progress: (nullable): told of the progress, on the writer's thread
 * @progress_data: given to @progress; must last until @callback
 * @cancellable: (nullable): to stop, which changes nothing
 * @callback: called when done
 * @user_data: given to @callback
 *
 * rabta_vcard_import_sync() without waiting.
 */
void
rabta_vcard_import_async (RabtaCasebook                  *casebook,
                          GFile                          *file,
                          const RabtaVcardImportOptions  *options,
                          RabtaImportProgressFunc         progress,
                          gpointer                        progress_data,
                          GCancellable                   *cancellable,
                          GAsyncReadyCallback             callback,
                          gpointer                        user_data)
{
  g_autofree char *action = NULL;
  GTask *task;
  Job *job;

  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));
  g_return_if_fail (G_IS_FILE (file));

  job = new_job (file, options, progress, progress_data);
  action = g_strdup_printf (_("Import of %s"), job->shown_name);
  task = g_task_new (casebook, cancellable, callback, user_data);
  g_task_set_source_tag (task, rabta_vcard_import_async);
  g_task_set_task_data (task, job, job_free);
  rabta_casebook_write_async (casebook, action, import_in_batch, job, NULL, cancellable, write_cb, task);
}

/**
 * rabta_vcard_import_finish:
 * @casebook: a casebook
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what happened
 */
RabtaVcardImportResult *
rabta_vcard_import_finish (RabtaCasebook  *casebook,
                           GAsyncResult   *result,
                           GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, casebook), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
