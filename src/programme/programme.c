/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/programme.h"

#include "base/error.h"
#include "programme/programme-private.h"

#include <glib/gi18n-lib.h>

/* More than ten times what the agency's definition takes. */
#define MAX_FILE_BYTES (8 * 1024 * 1024)

G_DEFINE_FINAL_TYPE (RabtaProgramme, rabta_programme, G_TYPE_OBJECT)

static GBytes *
load_shipped (GError **error)
{
  return g_resources_lookup_data (RABTA_PROGRAMME_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

static RabtaProgramme *
programme_new (GBytes      *xml,
               const char  *name,
               gboolean     trusted,
               GError     **error)
{
  g_autoptr (RabtaProgramme) self = g_object_new (RABTA_TYPE_PROGRAMME, NULL);

  self->xml = g_bytes_ref (xml);
  if (!rabta_programme_read (self, name, trusted, error))
    return NULL;

  return g_steal_pointer (&self);
}

static void
rabta_programme_finalize (GObject *object)
{
  RabtaProgramme *self = RABTA_PROGRAMME (object);

  g_clear_pointer (&self->by_stage, g_hash_table_unref);
  g_clear_pointer (&self->by_track, g_hash_table_unref);
  g_clear_pointer (&self->lists, g_hash_table_unref);
  g_clear_object (&self->tracks);
  g_clear_object (&self->profiles);
  g_clear_pointer (&self->xml, g_bytes_unref);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->title, g_free);
  rabta_rules_clear (&self->rules);

  G_OBJECT_CLASS (rabta_programme_parent_class)->finalize (object);
}

static void
rabta_programme_class_init (RabtaProgrammeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rabta_programme_finalize;
}

static void
rabta_programme_init (RabtaProgramme *self)
{
  self->tracks = g_list_store_new (RABTA_TYPE_TRACK);
  self->profiles = g_list_store_new (RABTA_TYPE_PROFILE);
  self->by_track = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_stage = g_hash_table_new (g_str_hash, g_str_equal);
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  rabta_rules_init (&self->rules);
}

/**
 * rabta_programme_new_shipped:
 * @error: return location
 *
 * Reads the definition built into the program. It is on the way to the first window, so it is not
 * held against its schema again: a test has done so.
 *
 * Returns: (transfer full): the programme, or %NULL with @error set
 */
RabtaProgramme *
rabta_programme_new_shipped (GError **error)
{
  g_autoptr (GBytes) xml = load_shipped (error);

  if (xml == NULL)
    return NULL;

  return programme_new (xml, "smeda-2026.xml", TRUE, error);
}

/**
 * rabta_programme_new_from_bytes:
 * @xml: a programme definition from anywhere
 * @name: what to call it in an error, such as the name of its file
 * @error: return location
 *
 * Reads a definition after holding it against the schema.
 *
 * Returns: (transfer full): the programme, or %NULL with @error set: %RABTA_ERROR_INVALID naming
 *   the line and what is wrong with it
 */
RabtaProgramme *
rabta_programme_new_from_bytes (GBytes      *xml,
                                const char  *name,
                                GError     **error)
{
  g_autoptr (GBytes) shipped = NULL;

  g_return_val_if_fail (xml != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (g_bytes_get_size (xml) > MAX_FILE_BYTES)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("The programme definition “%s” cannot be used: it is larger than %d MB."),
                   name, MAX_FILE_BYTES / (1024 * 1024));
      return NULL;
    }

  shipped = load_shipped (NULL);

  return programme_new (xml, name, shipped != NULL && g_bytes_equal (xml, shipped), error);
}

/**
 * rabta_programme_new_from_file:
 * @path: path of a programme definition
 * @error: return location
 *
 * Reads a definition after holding it against the schema.
 *
 * Returns: (transfer full): the programme, or %NULL with @error set: %RABTA_ERROR_NOT_FOUND, or as
 *   rabta_programme_new_from_bytes()
 */
RabtaProgramme *
rabta_programme_new_from_file (const char  *path,
                               GError     **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) xml = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *content = NULL;
  gsize length = 0;

  g_return_val_if_fail (path != NULL, NULL);

  file = g_file_new_for_path (path);
  name = g_path_get_basename (path);
  stream = G_INPUT_STREAM (g_file_read (file, NULL, &local_error));
  /* One byte more than is allowed shows that there is too much. */
  content = g_malloc (MAX_FILE_BYTES + 1);
  if (stream == NULL
      || !g_input_stream_read_all (stream, content, MAX_FILE_BYTES + 1, &length, NULL,
                                   &local_error))
    {
      gboolean missing = g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

      g_set_error (error, RABTA_ERROR, missing ? RABTA_ERROR_NOT_FOUND : RABTA_ERROR_FAILED,
                   _("The programme definition “%s” cannot be read: %s"),
                   path, local_error->message);
      return NULL;
    }

  xml = g_bytes_new_take (g_realloc (g_steal_pointer (&content), MAX (length, 1)), length);

  return rabta_programme_new_from_bytes (xml, name, error);
}

/**
 * rabta_programme_get_xml:
 * @self: a programme
 *
 * Returns: (transfer none): the definition, byte for byte, to be kept in the casebook
 */
GBytes *
rabta_programme_get_xml (RabtaProgramme *self)
{
  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), NULL);

  return self->xml;
}

/**
 * rabta_programme_get_id:
 * @self: a programme
 *
 * Returns: the permanent id, such as "smeda-2026"
 */
const char *
rabta_programme_get_id (RabtaProgramme *self)
{
  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), NULL);

  return self->id;
}

/**
 * rabta_programme_get_version:
 * @self: a programme
 *
 * Returns: the version, which headquarters raises with every change
 */
int
rabta_programme_get_version (RabtaProgramme *self)
{
  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), 0);

  return self->version;
}

/**
 * rabta_programme_get_title:
 * @self: a programme
 *
 * Returns: the title that people read
 */
const char *
rabta_programme_get_title (RabtaProgramme *self)
{
  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), NULL);

  return self->title;
}

/**
 * rabta_programme_get_tracks:
 * @self: a programme
 *
 * Returns: (transfer none): the tracks in order, a model of #RabtaTrack
 */
GListModel *
rabta_programme_get_tracks (RabtaProgramme *self)
{
  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), NULL);

  return G_LIST_MODEL (self->tracks);
}

/**
 * rabta_programme_get_track:
 * @self: a programme
 * @code: (nullable): code of a track
 *
 * Returns: (transfer none) (nullable): the track
 */
RabtaTrack *
rabta_programme_get_track (RabtaProgramme *self,
                           const char     *code)
{
  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), NULL);

  return code != NULL ? g_hash_table_lookup (self->by_track, code) : NULL;
}

/**
 * rabta_programme_get_stage:
 * @self: a programme
 * @code: (nullable): code of a stage of any track
 *
 * Returns: (transfer none) (nullable): the stage
 */
RabtaStage *
rabta_programme_get_stage (RabtaProgramme *self,
                           const char     *code)
{
  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), NULL);

  return code != NULL ? g_hash_table_lookup (self->by_stage, code) : NULL;
}

/**
 * rabta_programme_get_list:
 * @self: a programme
 * @id: id of a code list
 *
 * Returns: (transfer none) (nullable): the code list
 */
RabtaCodeList *
rabta_programme_get_list (RabtaProgramme *self,
                          const char     *id)
{
  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->lists, id);
}

/**
 * rabta_programme_get_label:
 * @self: a programme
 * @list_id: id of a code list
 * @code: (nullable): a code of it
 *
 * Returns: (nullable): what people read for @code; @code itself when the list does not know it, so
 *   that what another version of the programme wrote stays readable
 */
const char *
rabta_programme_get_label (RabtaProgramme *self,
                           const char     *list_id,
                           const char     *code)
{
  RabtaCodeList *list;
  RabtaCodeItem *item;

  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), NULL);
  g_return_val_if_fail (list_id != NULL, NULL);

  list = rabta_programme_get_list (self, list_id);
  item = list != NULL ? rabta_code_list_get_item (list, code) : NULL;

  return item != NULL ? rabta_code_item_get_label (item) : code;
}

/**
 * rabta_programme_get_profiles:
 * @self: a programme
 *
 * Returns: (transfer none): the profiles of what leaves the office, a model of #RabtaProfile; the
 *   first leaves everything as it is
 */
GListModel *
rabta_programme_get_profiles (RabtaProgramme *self)
{
  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), NULL);

  return G_LIST_MODEL (self->profiles);
}

/**
 * rabta_programme_get_profile:
 * @self: a programme
 * @code: (nullable): code of a profile
 *
 * Returns: (transfer none) (nullable): the profile
 */
RabtaProfile *
rabta_programme_get_profile (RabtaProgramme *self,
                             const char     *code)
{
  guint n;

  g_return_val_if_fail (RABTA_IS_PROGRAMME (self), NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->profiles));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RabtaProfile) profile = g_list_model_get_item (G_LIST_MODEL (self->profiles), i);

      /* The programme keeps it. */
      if (g_strcmp0 (rabta_profile_get_code (profile), code) == 0)
        return profile;
    }

  return NULL;
}
