/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be compared. An XML export becomes a casebook first, by the import that guards every file from
 * elsewhere: figures are then of the same definition on both sides. */

#include "exchange/state.h"

#include "base/error.h"
#include "exchange/casebook-records.h"
#include "exchange/records-import.h"
#include "model/as-at.h"
#include "model/scratch.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define PIECE (64 * 1024)

/* An export holds those that other records refer to, and no more. */
#define NOT_IN_EXPORTS ((1u << RABTA_KIND_OFFICE) | (1u << RABTA_KIND_OFFICER))

struct _RabtaState
{
  RabtaCasebook *casebook;
  char          *name;
  guint          kinds;   /* that are all there */
  RabtaAsAt     *as_at;   /* where it is one */
  char          *scratch; /* folder of the casebook, where it was made for this */
};

void
rabta_state_free (RabtaState *self)
{
  if (self->scratch != NULL && self->casebook != NULL)
    {
      rabta_casebook_close (self->casebook);
      rabta_casebook_forget (self->casebook);
    }
  g_clear_object (&self->casebook);
  g_clear_pointer (&self->as_at, rabta_as_at_free);
  if (self->scratch != NULL)
    rabta_scratch_remove (self->scratch);
  g_free (self->scratch);
  g_free (self->name);
  g_free (self);
}

static RabtaState *
state_new (RabtaCasebook *casebook,
           const char    *name)
{
  RabtaState *self = g_new0 (RabtaState, 1);

  self->casebook = casebook != NULL ? g_object_ref (casebook) : NULL;
  self->name = g_strdup (name);
  self->kinds = RABTA_DIFFERENCE_ALL_KINDS;

  return self;
}

/**
 * rabta_state_new_now:
 * @casebook: a casebook
 *
 * Returns: (transfer full): the casebook as it is
 */
RabtaState *
rabta_state_new_now (RabtaCasebook *casebook)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  return state_new (casebook, _("Now"));
}

/**
 * rabta_state_new_versions:
 * @casebook: a casebook
 * @versions: changes
 * @name: what to call it, for people
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the state of who has these changes
 */
RabtaState *
rabta_state_new_versions (RabtaCasebook             *casebook,
                          const RabtaVersionVector  *versions,
                          const char                *name,
                          GCancellable              *cancellable,
                          GError                   **error)
{
  g_autoptr (RabtaState) self = NULL;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && versions != NULL, NULL);

  self = state_new (NULL, name);
  self->as_at = rabta_as_at_new (casebook, versions, cancellable, error);
  if (self->as_at == NULL)
    return NULL;
  self->casebook = g_object_ref (rabta_as_at_get_casebook (self->as_at));

  return g_steal_pointer (&self);
}

/**
 * rabta_state_new_as_at:
 * @casebook: a casebook
 * @file: a file that was sent from it, or came in
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the state that whoever made the file had then, as far as it is known here
 */
RabtaState *
rabta_state_new_as_at (RabtaCasebook    *casebook,
                       const RabtaFile  *file,
                       GCancellable     *cancellable,
                       GError          **error)
{
  g_autoptr (RabtaVersionVector) versions = NULL;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && file != NULL, NULL);

  if (file->versions != NULL)
    versions = rabta_version_vector_parse (file->versions);
  if (versions == NULL)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
                   _("%s does not tell what its sender had; it cannot be compared."), file->name);
      return NULL;
    }

  return rabta_state_new_versions (casebook, versions, file->name, cancellable, error);
}

static gboolean
hash_file (const char    *path,
           guint8         hash[RABTA_FILE_HASH_LENGTH],
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree guint8 *data = g_malloc (PIECE);
  crypto_generichash_state state;
  gsize length = 1;

  if (stream == NULL)
    return FALSE;
  crypto_generichash_init (&state, NULL, 0, RABTA_FILE_HASH_LENGTH);
  while (length > 0)
    {
      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), data, PIECE, &length, cancellable, error))
        return FALSE;
      crypto_generichash_update (&state, data, length);
    }
  crypto_generichash_final (&state, hash, RABTA_FILE_HASH_LENGTH);

  return TRUE;
}

/* A package holds changes and no state; but of one that was exchanged it is known what its sender had. */
static RabtaState *
open_package (RabtaCasebook  *casebook,
              const char     *path,
              GCancellable   *cancellable,
              GError        **error)
{
  g_autoptr (RabtaFile) file = NULL;
  g_autoptr (GError) local = NULL;
  guint8 hash[RABTA_FILE_HASH_LENGTH];

  if (!hash_file (path, hash, cancellable, error))
    return NULL;
  for (int is_out = TRUE; is_out >= FALSE && file == NULL; is_out--)
    {
      file = rabta_files_find_sync (casebook, is_out, hash, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  if (file == NULL)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
                   _("%s is not among the files that were exchanged with this casebook."), path);
      return NULL;
    }

  return rabta_state_new_as_at (casebook, file, cancellable, error);
}

static RabtaState *
import_xml (const char    *path,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *display = g_filename_display_name (name);
  g_autoptr (RabtaState) self = state_new (NULL, display);
  g_autoptr (RabtaRecordsImportResult) result = NULL;
  RabtaRecordsImportOptions options = { 0 };
  g_autofree char *casebook = NULL;

  self->kinds &= ~NOT_IN_EXPORTS;
  self->scratch = rabta_scratch_new (error);
  if (self->scratch == NULL)
    return NULL;
  casebook = g_build_filename (self->scratch, "export.casebook", NULL);
  /* Who it belongs to is not compared. */
  self->casebook = rabta_casebook_create (casebook, "-", "-", error);
  if (self->casebook == NULL)
    return NULL;
  result = rabta_records_import_sync (self->casebook, path, &options, NULL, NULL, cancellable, error);

  return result != NULL ? g_steal_pointer (&self) : NULL;
}

static RabtaState *
open_casebook (const char  *path,
               GError     **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *display = g_filename_display_name (name);
  g_autoptr (RabtaCasebook) casebook = rabta_casebook_open (path, RABTA_CASEBOOK_READ_ONLY | RABTA_CASEBOOK_CHECK, error);

  return casebook != NULL ? state_new (casebook, display) : NULL;
}

/**
 * rabta_state_is_package:
 * @path: a file
 *
 * Returns: whether it looks like a package, so that it takes a casebook to say what state it stands for
 */
gboolean
rabta_state_is_package (const char *path)
{
  static const char magic[4] = { 'P', 'K', 3, 4 };
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char start[sizeof magic];
  gsize length;

  return stream != NULL &&
         g_input_stream_read_all (G_INPUT_STREAM (stream), start, sizeof start, &length, NULL, NULL) &&
         length == sizeof start && memcmp (start, magic, sizeof start) == 0;
}

/**
 * rabta_state_new_for_path:
 * @casebook: (nullable): where a package was exchanged; not needed for other files
 * @path: a casebook, an XML export or a package that was exchanged
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the state that the file stands for
 */
RabtaState *
rabta_state_new_for_path (RabtaCasebook  *casebook,
                          const char     *path,
                          GCancellable   *cancellable,
                          GError        **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  if (rabta_state_is_package (path) && casebook != NULL)
    return open_package (casebook, path, cancellable, error);
  if (rabta_casebook_records_sniff (path))
    return open_casebook (path, error);

  return import_xml (path, cancellable, error);
}

/**
 * rabta_state_get_casebook:
 * @self: a state
 *
 * Returns: (transfer none): the casebook that is in this state
 */
RabtaCasebook *
rabta_state_get_casebook (RabtaState *self)
{
  return self->casebook;
}

/**
 * rabta_state_get_name:
 * @self: a state
 *
 * Returns: what to call it, for people
 */
const char *
rabta_state_get_name (RabtaState *self)
{
  return self->name;
}

/**
 * rabta_state_get_n_absent:
 * @self: a state
 *
 * Returns: changes that belong to it and are not known here; see rabta_as_at_get_n_absent()
 */
gint64
rabta_state_get_n_absent (RabtaState *self)
{
  return self->as_at != NULL ? rabta_as_at_get_n_absent (self->as_at) : 0;
}

/**
 * rabta_state_compare:
 * @before: (nullable): the one; %NULL: nothing was there
 * @after: the other
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what differs
 */
RabtaDifference *
rabta_state_compare (RabtaState    *before,
                     RabtaState    *after,
                     GCancellable  *cancellable,
                     GError       **error)
{
  RabtaProgramme *programme;
  g_autoptr (RabtaReader) one = NULL;
  g_autoptr (RabtaReader) other = NULL;
  guint kinds;

  g_return_val_if_fail (after != NULL, NULL);

  programme = rabta_difference_choose_programme (before != NULL ? before->casebook : NULL, after->casebook);
  kinds = after->kinds & (before != NULL ? before->kinds : RABTA_DIFFERENCE_ALL_KINDS);
  if (before != NULL)
    {
      one = rabta_reader_new (before->casebook, error);
      if (one == NULL)
        return NULL;
    }
  other = rabta_reader_new (after->casebook, error);

  return other != NULL ? rabta_difference_new (one, other, programme, kinds, cancellable, error) : NULL;
}
