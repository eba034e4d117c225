/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Beside the user's other state, outside the casebook, stands for each site the path of its file and
 * how far its chain had come. Two copies that went on under one site id would give out the same
 * change numbers with different content; the mark tells a restored, copied or truncated file from
 * the one that was used here last, and such a file goes on under a new site id. */

#include "model/casebook-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define GROUP "site"

static char *
mark_path (RabtaCasebook *self)
{
  char name[2 * RABTA_SITE_ID_LENGTH + 1];

  sodium_bin2hex (name, sizeof name, self->log.site_id, RABTA_SITE_ID_LENGTH);

  return g_build_filename (g_get_user_state_dir (), "rabta", "sites", name, NULL);
}

/**
 * rabta_casebook_write_mark:
 * @self: a casebook, on the writer's thread
 * @is_new: the mark is made, not renewed
 *
 * Notes where the chain ends. That it fails is no reason to fail a commit that is done: the worst
 * that follows is a new site id at the next start.
 */
void
rabta_casebook_write_mark (RabtaCasebook *self,
                           gboolean       is_new)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = mark_path (self);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *real = g_canonicalize_filename (self->path, NULL);
  g_autofree char *data = NULL;
  char hash[2 * RABTA_CHANGE_HASH_LENGTH + 1];
  gsize length;

  if (is_new && g_mkdir_with_parents (folder, 0700) != 0)
    return;
  sodium_bin2hex (hash, sizeof hash, self->log.hash, sizeof self->log.hash);
  g_key_file_set_string (file, GROUP, "path", real);
  g_key_file_set_int64 (file, GROUP, "counter", self->log.counter);
  g_key_file_set_string (file, GROUP, "hash", hash);
  data = g_key_file_to_data (file, &length, NULL);
  if (!g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL))
    g_debug ("The mark of the casebook could not be written to %s", path);
}

/**
 * rabta_casebook_forget:
 * @self: a casebook that is to be removed
 *
 * Takes away what this computer keeps of the file elsewhere.
 */
void
rabta_casebook_forget (RabtaCasebook *self)
{
  g_autofree char *path = NULL;

  g_return_if_fail (RABTA_IS_CASEBOOK (self));

  path = mark_path (self);
  g_unlink (path);
}

static char *
hash_at (RabtaDatabase *database,
         gint64         site,
         gint64         counter)
{
  g_autoptr (RabtaStatement) statement = NULL;

  statement = rabta_database_prepare (database,
                                      "SELECT lower(hex(hash)) FROM change WHERE site = ? AND counter = ?",
                                      NULL);
  if (statement == NULL)
    return NULL;
  rabta_statement_bind_int (statement, 0, site);
  rabta_statement_bind_int (statement, 1, counter);
  if (rabta_statement_step (statement, "", NULL) != RABTA_STEP_ROW)
    return NULL;

  return g_strdup (rabta_statement_get_text (statement, 0));
}

/**
 * rabta_casebook_mark_fits:
 * @self: a casebook whose log was opened
 * @database: the writer
 *
 * Returns: whether this file may go on under its site id
 */
gboolean
rabta_casebook_mark_fits (RabtaCasebook *self,
                          RabtaDatabase *database)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = mark_path (self);
  g_autofree char *real = g_canonicalize_filename (self->path, NULL);
  g_autofree char *marked_path = NULL;
  g_autofree char *marked_hash = NULL;
  g_autofree char *hash = NULL;
  gint64 counter;

  if (self->log.site == 0 || !g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return FALSE;

  counter = g_key_file_get_int64 (file, GROUP, "counter", NULL);
  marked_path = g_key_file_get_string (file, GROUP, "path", NULL);
  marked_hash = g_key_file_get_string (file, GROUP, "hash", NULL);
  if (counter > self->log.counter)
    return FALSE;
  if (g_strcmp0 (marked_path, real) != 0 && marked_path != NULL && g_file_test (marked_path, G_FILE_TEST_EXISTS))
    return FALSE;
  if (counter == 0)
    return TRUE;
  hash = hash_at (database, self->log.site, counter);

  return g_strcmp0 (hash, marked_hash) == 0;
}

/**
 * rabta_casebook_mark_allows:
 * @self: a casebook that is about to be made under a site id that was given out before
 * @error: return location; %RABTA_ERROR_EXISTS
 *
 * Two casebooks under one site id would both go on from the same place. What was marked and then never came to
 * be, because the program was stopped just then, is in nobody's way.
 *
 * Returns: whether no casebook has been worked with here under that id
 */
gboolean
rabta_casebook_mark_allows (RabtaCasebook  *self,
                            GError        **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = mark_path (self);
  g_autofree char *marked_path = NULL;
  g_autofree char *shown = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return TRUE;
  marked_path = g_key_file_get_string (file, GROUP, "path", NULL);
  if (marked_path == NULL || (!g_file_test (marked_path, G_FILE_TEST_EXISTS) &&
                              g_key_file_get_int64 (file, GROUP, "counter", NULL) == 0))
    return TRUE;
  shown = g_filename_display_name (marked_path);
  g_set_error (error, RABTA_ERROR, RABTA_ERROR_EXISTS,
               _("This was taken over on this computer already, into “%s”. Put that back from a copy where it was lost."),
               shown);

  return FALSE;
}
