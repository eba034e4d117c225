/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Making casebooks. */

#include "model/batch-private.h"

#include "base/text.h"
#include "store/part.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

static gboolean
set_meta (RabtaDatabase     *database,
          const char        *key,
          const RabtaValue  *value,
          GError           **error)
{
  RabtaStatement *statement;

  statement = rabta_database_cached (database, "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_text (statement, 0, key, -1);
  rabta_statement_bind_value (statement, 1, value);

  return rabta_statement_run (statement, _("Write the casebook"), error);
}

static gboolean
fill_new (RabtaBatch    *batch,
          gpointer       user_data,
          GCancellable  *cancellable,
          GError       **error)
{
  char **names = user_data;
  RabtaCasebook *self = rabta_batch_get_casebook (batch);
  g_autoptr (RabtaRecord) office = rabta_record_new (RABTA_KIND_OFFICE);
  g_autoptr (RabtaRecord) officer = rabta_record_new (RABTA_KIND_OFFICER);
  RabtaValue office_id = { RABTA_VALUE_ID }, officer_id = { RABTA_VALUE_ID };

  self->office = *rabta_record_get_id (office);
  self->officer = *rabta_record_get_id (officer);
  self->log.officer = self->officer;

  rabta_record_set_text (office, "code", names[0]);
  rabta_record_set_text (officer, "name", names[1]);
  rabta_record_set_ref (officer, "office", &self->office);

  office_id.id = self->office;
  officer_id.id = self->officer;

  return rabta_batch_save (batch, office, error) && rabta_batch_save (batch, officer, error) &&
         set_meta (batch->database, "office", &office_id, error) &&
         set_meta (batch->database, "officer", &officer_id, error);
}

static gboolean
set_up (RabtaCasebook  *self,
        RabtaDatabase  *database,
        const char     *office_code,
        const char     *officer_name,
        GError        **error)
{
  const char *names[] = { office_code, officer_name, NULL };

  if (!rabta_casebook_migrate (database, NULL, error) || !rabta_database_begin (database, error))
    return FALSE;
  self->log.programme_version = rabta_programme_get_version (self->programme);

  return rabta_casebook_store_programme (database, self->programme, error) &&
         rabta_change_log_new_site (&self->log, database, error) && rabta_database_commit (database, error) &&
         rabta_casebook_load_holidays (self, database, error) &&
         rabta_batch_run (self, database, _("New casebook"), NULL, fill_new, names, NULL, error) &&
         rabta_casebook_refresh_view (self, database, error);
}

static char *
clean_name (const char  *text,
            const char  *message,
            GError     **error)
{
  char *clean = text != NULL ? rabta_text_clean (text, FALSE) : NULL;

  if (clean == NULL)
    g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID, message);

  return clean;
}

/* The file with its office and officer, under the name it has for the time being. */
static gboolean
make_part (const char  *part,
           const char  *path,
           const char  *office_code,
           const char  *officer_name,
           GError     **error)
{
  g_autoptr (RabtaCasebook) self = g_object_new (RABTA_TYPE_CASEBOOK, NULL);
  RabtaDatabase *database;
  gboolean done;

  self->path = g_strdup (path);
  self->programme = rabta_programme_new_shipped (error);
  if (self->programme == NULL)
    return FALSE;
  database = rabta_database_open (part, RABTA_DATABASE_WRITE | RABTA_DATABASE_CREATE,
                                  RABTA_CASEBOOK_APPLICATION_ID, RABTA_CASEBOOK_WRITER_CACHE, error);
  if (database == NULL)
    return FALSE;
  done = set_up (self, database, office_code, officer_name, error);
  rabta_database_close (database);
  if (done)
    rabta_casebook_write_mark (self, TRUE);

  return done;
}

static gboolean
fill_part (const char              *part,
           const char              *path,
           RabtaCasebookFillFunc    fill,
           gpointer                 user_data,
           GError                 **error)
{
  g_autoptr (RabtaCasebook) casebook = rabta_casebook_open (part, RABTA_CASEBOOK_NONE, error);
  gboolean done;

  if (casebook == NULL)
    return FALSE;
  done = fill (casebook, user_data, error);
  rabta_casebook_close (casebook);
  /* The mark is of the place where the casebook will be. */
  rabta_set_str (&casebook->path, path);
  if (done)
    rabta_casebook_write_mark (casebook, FALSE);

  return done;
}

/* What is still in the log would stay behind. */
static gboolean
check_closed (const char  *part,
              const char  *action,
              GError     **error)
{
  g_autofree char *log = g_strconcat (part, "-wal", NULL);

  if (!g_file_test (log, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_FULL, _("%s: it could not be written to the disk as a whole"), action);

  return FALSE;
}

/**
 * rabta_casebook_create_filled:
 * @path: where; must not exist
 * @office_code: code of the office, "RO-PB-LHR"
 * @officer_name: who works with it
 * @fill: (nullable): writes the first records
 * @user_data: for @fill
 * @error: return location
 *
 * Makes a casebook with its office and officer. It is made under another name and gets @path when it
 * is whole: a program that is killed meanwhile leaves no half of a casebook there.
 *
 * Returns: (transfer full) (nullable): the casebook, open for writing
 */
RabtaCasebook *
rabta_casebook_create_filled (const char             *path,
                              const char             *office_code,
                              const char             *officer_name,
                              RabtaCasebookFillFunc   fill,
                              gpointer                user_data,
                              GError                **error)
{
  g_autoptr (RabtaPart) part = NULL;
  g_autofree char *real = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *action = NULL;
  g_autofree char *code = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  code = clean_name (office_code, _("Make a casebook: the office’s code is missing"), error);
  name = code != NULL ? clean_name (officer_name, _("Make a casebook: the officer’s name is missing"), error) : NULL;
  if (name == NULL)
    return NULL;

  real = g_canonicalize_filename (path, NULL);
  shown = g_filename_display_basename (real);
  action = g_strdup_printf (_("Create “%s”"), shown);
  part = rabta_part_new (real, FALSE, action, error);
  if (part == NULL || !make_part (rabta_part_get_path (part), real, code, name, error) ||
      (fill != NULL && !fill_part (rabta_part_get_path (part), real, fill, user_data, error)) ||
      !check_closed (rabta_part_get_path (part), action, error) || !rabta_part_move (part, error))
    return NULL;

  return rabta_casebook_open (real, RABTA_CASEBOOK_NONE, error);
}

/**
 * rabta_casebook_create:
 * @path: where; must not exist
 * @office_code: code of the office, "RO-PB-LHR"
 * @officer_name: who works with it
 * @error: return location
 *
 * As rabta_casebook_create_filled(), with nothing but the office and the officer.
 *
 * Returns: (transfer full) (nullable): the casebook, open for writing
 */
RabtaCasebook *
rabta_casebook_create (const char  *path,
                       const char  *office_code,
                       const char  *officer_name,
                       GError     **error)
{
  return rabta_casebook_create_filled (path, office_code, officer_name, NULL, NULL, error);
}
