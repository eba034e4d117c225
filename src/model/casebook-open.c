/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening casebooks. */

#include "model/batch-private.h"

#include "base/text.h"
#include "model/peers-private.h"
#include "model/pseudonym.h"
#include "store/backup.h"
#include "store/migration.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

static const RabtaMigration migrations[] = {
  { 1, "/org/smeda/Rabta/schema/001.sql" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (migrations) == RABTA_CASEBOOK_SCHEMA_VERSION);

static gboolean
get_meta_id (RabtaDatabase  *database,
             const char     *key,
             RabtaUuid      *id,
             GError        **error)
{
  RabtaStatement *statement;
  RabtaStep step;

  *id = (RabtaUuid) { { 0 } };
  statement = rabta_database_cached (database, "SELECT value FROM meta WHERE key = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_text (statement, 0, key, -1);
  step = rabta_statement_step (statement, _("Open the casebook"), error);
  if (step == RABTA_STEP_ROW)
    rabta_statement_get_uuid (statement, 0, id);
  rabta_statement_reset (statement);

  return step != RABTA_STEP_ERROR;
}

gboolean
rabta_casebook_store_programme (RabtaDatabase   *database,
                                RabtaProgramme  *programme,
                                GError         **error)
{
  RabtaStatement *statement;
  gsize size;
  gconstpointer data = g_bytes_get_data (rabta_programme_get_xml (programme), &size);

  statement = rabta_database_cached (database, "INSERT INTO programme (id, version, xml) VALUES (?, ?, ?)", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_text (statement, 0, rabta_programme_get_id (programme), -1);
  rabta_statement_bind_int (statement, 1, rabta_programme_get_version (programme));
  rabta_statement_bind_blob (statement, 2, data, size);

  return rabta_statement_run (statement, _("Store the programme definition"), error);
}

/* The newest definition known: the one the casebook was given, or the shipped one where the program was
 * renewed since. Bytes that are the shipped ones, the usual case, are not parsed twice. */
static RabtaProgramme *
load_programme (RabtaDatabase  *database,
                GError        **error)
{
  g_autoptr (RabtaProgramme) shipped = rabta_programme_new_shipped (error);
  g_autoptr (RabtaProgramme) stored = NULL;
  g_autoptr (RabtaStatement) statement = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gconstpointer xml;
  gsize length;

  if (shipped == NULL)
    return NULL;
  statement = rabta_database_prepare (database,
                                      "SELECT xml FROM programme ORDER BY version DESC, pk DESC LIMIT 1", error);
  if (statement == NULL)
    return NULL;
  switch (rabta_statement_step (statement, _("Read the programme definition"), error))
    {
    case RABTA_STEP_ERROR:
      return NULL;
    case RABTA_STEP_DONE:
      return g_steal_pointer (&shipped);
    case RABTA_STEP_ROW:
    default:
      break;
    }
  xml = rabta_statement_get_blob (statement, 0, &length);
  bytes = g_bytes_new (xml, length);
  if (g_bytes_equal (bytes, rabta_programme_get_xml (shipped)))
    return g_steal_pointer (&shipped);

  stored = rabta_programme_new_from_bytes (bytes, _("the casebook’s programme definition"), error);
  if (stored != NULL && g_str_equal (rabta_programme_get_id (stored), rabta_programme_get_id (shipped)) &&
      rabta_programme_get_version (shipped) > rabta_programme_get_version (stored))
    return g_steal_pointer (&shipped);

  return g_steal_pointer (&stored);
}

/* The casebook keeps every definition it was worked with, so that the log can be read by it. */
static gboolean
keep_programme (RabtaCasebook  *self,
                RabtaDatabase  *database,
                GError        **error)
{
  g_autoptr (RabtaStatement) statement = NULL;
  RabtaStep step;

  statement = rabta_database_prepare (database, "SELECT 1 FROM programme WHERE id = ? AND version = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_text (statement, 0, rabta_programme_get_id (self->programme), -1);
  rabta_statement_bind_int (statement, 1, rabta_programme_get_version (self->programme));
  step = rabta_statement_step (statement, _("Read the programme definition"), error);
  if (step != RABTA_STEP_DONE)
    return step == RABTA_STEP_ROW;

  return rabta_database_begin (database, error) && rabta_casebook_store_programme (database, self->programme, error) &&
         rabta_database_commit (database, error);
}

gboolean
rabta_casebook_load_holidays (RabtaCasebook  *self,
                              RabtaDatabase  *database,
                              GError        **error)
{
  g_autoptr (RabtaStatement) statement = NULL;
  g_autoptr (GHashTable) holidays = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char * const *fixed = rabta_programme_get_holidays (self->programme);
  GHashTable *old;
  RabtaStep step;

  for (guint i = 0; fixed != NULL && fixed[i] != NULL; i++)
    g_hash_table_add (holidays, g_strdup (fixed[i]));
  statement = rabta_database_prepare (database, "SELECT date FROM holiday WHERE deleted IS NULL AND date IS NOT NULL",
                                      error);
  if (statement == NULL)
    return FALSE;
  while ((step = rabta_statement_step (statement, _("Read the holidays"), error)) == RABTA_STEP_ROW)
    g_hash_table_add (holidays, g_strdup (rabta_statement_get_text (statement, 0)));
  if (step == RABTA_STEP_ERROR)
    return FALSE;

  g_mutex_lock (&self->holidays_lock);
  old = self->holidays;
  self->holidays = g_steal_pointer (&holidays);
  g_mutex_unlock (&self->holidays_lock);
  g_hash_table_unref (old);

  return TRUE;
}

static gboolean
load_identity (RabtaCasebook  *self,
               RabtaDatabase  *database,
               GError        **error)
{
  g_autoptr (RabtaRecord) office = NULL;
  g_autoptr (RabtaRecord) officer = NULL;

  if (!get_meta_id (database, "office", &self->office, error) ||
      !get_meta_id (database, "officer", &self->officer, error))
    return FALSE;

  office = rabta_casebook_fetch_id (database, RABTA_KIND_OFFICE, &self->office, TRUE, NULL);
  officer = rabta_casebook_fetch_id (database, RABTA_KIND_OFFICER, &self->officer, TRUE, NULL);
  rabta_set_str (&self->office_code, office != NULL ? rabta_record_get_text (office, "code") : NULL);
  rabta_set_str (&self->officer_name, officer != NULL ? rabta_record_get_text (officer, "name") : NULL);

  return TRUE;
}

static gboolean
start_readers (RabtaCasebook  *self,
               GError        **error)
{
  for (guint i = 0; i < RABTA_CASEBOOK_N_READERS; i++)
    {
      RabtaDatabase *database = rabta_database_open (self->path, RABTA_DATABASE_READ,
                                                     RABTA_CASEBOOK_APPLICATION_ID,
                                                     RABTA_CASEBOOK_READER_CACHE, error);

      if (database == NULL)
        return FALSE;
      self->readers[i] = rabta_worker_new ("rabta-reader", database);
      rabta_worker_set_damage_func (self->readers[i], rabta_casebook_note_damage, self);
    }

  return TRUE;
}

static void
start_writer (RabtaCasebook *self,
              RabtaDatabase *database)
{
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;

  if (rabta_undo_read_labels (database, self->log.site, &undo, &redo, NULL))
    {
      self->undo_action = g_steal_pointer (&undo);
      self->redo_action = g_steal_pointer (&redo);
    }
  self->context = g_main_context_ref_thread_default ();
  rabta_database_disown (database);
  self->writer = rabta_worker_new ("rabta-writer", database);
  rabta_worker_set_damage_func (self->writer, rabta_casebook_note_damage, self);
}

static gboolean
before_migration (RabtaDatabase  *database,
                  int             from_version,
                  gpointer        user_data,
                  GError        **error)
{
  const char *path = user_data;
  g_autofree char *folder = rabta_casebook_backup_folder (path);
  g_autofree char *stem = g_path_get_basename (path);
  g_autofree char *name = g_strdup_printf ("%s-before-version-%d.casebook", stem, from_version + 1);
  g_autofree char *destination = g_build_filename (folder, name, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_READ_ONLY, _("Keep a copy of the casebook: the folder %s cannot be made"),
                   folder);
      return FALSE;
    }

  return rabta_backup_write (database, destination, TRUE, NULL, error);
}

/* @path: of a casebook of which a copy is kept before it is changed, or NULL for a new one. */
gboolean
rabta_casebook_migrate (RabtaDatabase  *database,
                        const char     *path,
                        GError        **error)
{
  return rabta_migration_run (database, migrations, G_N_ELEMENTS (migrations), path != NULL ? before_migration : NULL,
                              (gpointer) path, error);
}

static gboolean
prepare_writer (RabtaCasebook  *self,
                RabtaDatabase  *database,
                GError        **error)
{
  if (!rabta_casebook_migrate (database, self->path, error))
    return FALSE;
  self->programme = load_programme (database, error);
  if (self->programme == NULL || !keep_programme (self, database, error) ||
      !rabta_change_log_open (&self->log, database, error) || !rabta_pseudonym_keep_key (database, error))
    return FALSE;
  self->log.programme_version = rabta_programme_get_version (self->programme);
  if (!load_identity (self, database, error) || !rabta_casebook_load_holidays (self, database, error) ||
      !rabta_casebook_refresh_view (self, database, error))
    return FALSE;
  self->log.officer = self->officer;

  if (!rabta_casebook_mark_fits (self, database))
    {
      if (!rabta_database_begin (database, error) || !rabta_change_log_new_site (&self->log, database, error) ||
          !rabta_peers_begin_anew (database, error) || !rabta_database_commit (database, error))
        return FALSE;
      rabta_casebook_write_mark (self, TRUE);
    }

  return TRUE;
}

static gboolean
prepare_reader (RabtaCasebook  *self,
                RabtaDatabase  *database,
                GError        **error)
{
  if (rabta_migration_version (database) > RABTA_CASEBOOK_SCHEMA_VERSION)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_TOO_NEW, _("Open %s: it was made by a newer version of Rabta"), self->path);
      return FALSE;
    }
  if (rabta_migration_version (database) < RABTA_CASEBOOK_SCHEMA_VERSION)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_READ_ONLY,
                   _("Open %s: it is of an older version and must be opened for writing once"), self->path);
      return FALSE;
    }
  self->programme = load_programme (database, error);

  return self->programme != NULL && load_identity (self, database, error) &&
         rabta_casebook_load_holidays (self, database, error);
}

/**
 * rabta_casebook_open:
 * @path: a casebook
 * @flags: how
 * @error: return location
 *
 * Opens a casebook, migrating it to the present schema. A file that was restored or copied goes on
 * under a new site id.
 *
 * Returns: (transfer full) (nullable): the casebook
 */
RabtaCasebook *
rabta_casebook_open (const char          *path,
                     RabtaCasebookFlags   flags,
                     GError             **error)
{
  g_autoptr (RabtaCasebook) self = NULL;
  RabtaDatabase *database;
  gboolean read_only = (flags & RABTA_CASEBOOK_READ_ONLY) != 0;
  RabtaDatabaseFlags how = read_only ? RABTA_DATABASE_READ : RABTA_DATABASE_WRITE;

  g_return_val_if_fail (path != NULL, NULL);

  if ((flags & RABTA_CASEBOOK_CHECK) != 0)
    how |= RABTA_DATABASE_CHECK;
  self = g_object_new (RABTA_TYPE_CASEBOOK, NULL);
  self->path = g_canonicalize_filename (path, NULL);
  self->read_only = read_only;
  database = rabta_database_open (self->path, how, RABTA_CASEBOOK_APPLICATION_ID,
                                  read_only ? RABTA_CASEBOOK_READER_CACHE : RABTA_CASEBOOK_WRITER_CACHE, error);
  if (database == NULL)
    return NULL;
  if (read_only ? !prepare_reader (self, database, error) : !prepare_writer (self, database, error))
    {
      rabta_database_close (database);
      return NULL;
    }
  if (read_only)
    rabta_database_close (database);
  else
    start_writer (self, database);
  if (!start_readers (self, error))
    return NULL;

  return g_steal_pointer (&self);
}
