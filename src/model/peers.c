/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The register of the copies that files are exchanged with. What a key may be is not known here; that
 * a site keeps the key it was registered with is. */

#include "model/peers-private.h"

#include "base/date.h"
#include "model/casebook-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define COLUMNS "site, office, name, role, key, trusted, acknowledged, next_out, last_in, successor"

static const char *const roles[] = {
  [RABTA_PEER_OFFICE] = "office",
  [RABTA_PEER_HEADQUARTERS] = "headquarters",
  [RABTA_PEER_LAPTOP] = "laptop",
};

/**
 * rabta_peer_new:
 * @site: id of a copy of a casebook
 * @office: code of its office
 * @name: its name
 * @role: what it is
 * @key: its public key
 *
 * Returns: (transfer full): a copy that nothing was exchanged with yet and that is not trusted
 */
RabtaPeer *
rabta_peer_new (const guint8  *site,
                const char    *office,
                const char    *name,
                RabtaPeerRole  role,
                const char    *key)
{
  RabtaPeer *self;

  g_return_val_if_fail (site != NULL && office != NULL && name != NULL && key != NULL, NULL);

  self = g_new0 (RabtaPeer, 1);
  memcpy (self->site, site, sizeof self->site);
  self->office = g_strdup (office);
  self->name = g_strdup (name);
  self->role = role;
  self->key = g_strdup (key);
  self->next_out = 1;

  return self;
}

void
rabta_peer_free (RabtaPeer *self)
{
  if (self == NULL)
    return;

  g_free (self->office);
  g_free (self->name);
  g_free (self->key);
  g_free (self->trusted);
  g_free (self->acknowledged);
  g_free (self);
}

/**
 * rabta_peer_role_name:
 * @role: a role
 *
 * Returns: its permanent name in files, "headquarters"
 */
const char *
rabta_peer_role_name (RabtaPeerRole role)
{
  g_return_val_if_fail (role < G_N_ELEMENTS (roles), NULL);

  return roles[role];
}

/**
 * rabta_peer_role_parse:
 * @name: (nullable): a name from a file
 * @role: (out): the role
 *
 * Returns: whether there is such a role
 */
gboolean
rabta_peer_role_parse (const char    *name,
                       RabtaPeerRole *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (roles[i], name) == 0)
      {
        *role = i;
        return TRUE;
      }

  return FALSE;
}

gboolean
rabta_peer_may_receive (const RabtaPeer *self)
{
  return self->trusted != NULL && !self->has_successor;
}

/**
 * rabta_peer_role_guess:
 * @office: (nullable): code of an office, "RO-PB-LHR" or "HQ-LHR"
 *
 * Returns: what a copy of that office is, as long as nobody says otherwise
 */
RabtaPeerRole
rabta_peer_role_guess (const char *office)
{
  return office != NULL && g_str_has_prefix (office, "HQ-") ? RABTA_PEER_HEADQUARTERS : RABTA_PEER_OFFICE;
}

static RabtaPeer *
read_row (RabtaStatement *statement)
{
  RabtaPeer *peer = g_new0 (RabtaPeer, 1);
  gsize length;
  gconstpointer site = rabta_statement_get_blob (statement, 0, &length);

  if (site != NULL && length == sizeof peer->site)
    memcpy (peer->site, site, sizeof peer->site);
  peer->office = g_strdup (rabta_statement_get_text (statement, 1));
  peer->name = g_strdup (rabta_statement_get_text (statement, 2));
  rabta_peer_role_parse (rabta_statement_get_text (statement, 3), &peer->role);
  peer->key = g_strdup (rabta_statement_get_text (statement, 4));
  peer->trusted = g_strdup (rabta_statement_get_text (statement, 5));
  peer->acknowledged = g_strdup (rabta_statement_get_text (statement, 6));
  peer->next_out = rabta_statement_get_int (statement, 7);
  peer->last_in = rabta_statement_get_int (statement, 8);
  site = rabta_statement_get_blob (statement, 9, &length);
  peer->has_successor = site != NULL && length == sizeof peer->successor;
  if (peer->has_successor)
    memcpy (peer->successor, site, length);

  return peer;
}

/* *@peer is NULL where the site is not known. */
static gboolean
find (RabtaDatabase  *database,
      const guint8   *site,
      RabtaPeer     **peer,
      GError        **error)
{
  RabtaStatement *statement;
  RabtaStep step;

  *peer = NULL;
  statement = rabta_database_cached (database, "SELECT " COLUMNS " FROM peer WHERE site = ?", error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_blob (statement, 0, site, RABTA_SITE_ID_LENGTH);
  step = rabta_statement_step (statement, _("Read the register of copies"), error);
  if (step == RABTA_STEP_ROW)
    *peer = read_row (statement);
  rabta_statement_reset (statement);

  return step != RABTA_STEP_ERROR;
}

/**
 * rabta_peers_read: (skip)
 * @database: any connection
 * @site: id of a copy of a casebook
 * @error: return location; %RABTA_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the copy
 */
RabtaPeer *
rabta_peers_read (RabtaDatabase  *database,
                  const guint8   *site,
                  GError        **error)
{
  RabtaPeer *peer;

  if (find (database, site, &peer, error) && peer == NULL)
    g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND,
                         _("The copy of the casebook that this is about is not registered here."));

  return peer;
}

/**
 * rabta_peers_write: (skip)
 * @database: the writer, in a transaction
 * @peer: a copy
 * @error: return location; %RABTA_ERROR_CONFLICT where the site is known with another key
 *
 * Returns: whether it was written
 */
gboolean
rabta_peers_write (RabtaDatabase    *database,
                   const RabtaPeer  *peer,
                   GError          **error)
{
  g_autoptr (RabtaPeer) known = NULL;
  RabtaStatement *statement;

  if (!find (database, peer->site, &known, error))
    return FALSE;
  if (known != NULL && g_strcmp0 (known->key, peer->key) != 0)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_CONFLICT,
                   _("WARNING: the file gives “%s” (%s) another key than the one it was registered with. "
                     "Somebody may be passing for it; nothing was changed. Ask there by telephone."),
                   known->name, known->office);
      return FALSE;
    }

  statement = rabta_database_cached (database,
                                     "INSERT INTO peer (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                                     "ON CONFLICT (site) DO UPDATE SET office = excluded.office, "
                                     "name = excluded.name, role = excluded.role, trusted = excluded.trusted, "
                                     "acknowledged = excluded.acknowledged, next_out = excluded.next_out, "
                                     "last_in = excluded.last_in, successor = excluded.successor",
                                     error);
  if (statement == NULL)
    return FALSE;
  rabta_statement_bind_blob (statement, 0, peer->site, sizeof peer->site);
  rabta_statement_bind_text (statement, 1, peer->office, -1);
  rabta_statement_bind_text (statement, 2, peer->name, -1);
  rabta_statement_bind_text (statement, 3, rabta_peer_role_name (peer->role), -1);
  rabta_statement_bind_text (statement, 4, peer->key, -1);
  rabta_statement_bind_text (statement, 5, peer->trusted, -1);
  rabta_statement_bind_text (statement, 6, peer->acknowledged, -1);
  rabta_statement_bind_int (statement, 7, peer->next_out);
  rabta_statement_bind_int (statement, 8, peer->last_in);
  if (peer->has_successor)
    rabta_statement_bind_blob (statement, 9, peer->successor, sizeof peer->successor);
  else
    rabta_statement_bind_null (statement, 9);

  return rabta_statement_run (statement, _("Register a copy of the casebook"), error);
}

/**
 * rabta_peers_begin_anew: (skip)
 * @database: the writer, in a transaction
 * @error: return location
 *
 * The numbers of the files between two copies count for these two alone: under another id they begin with
 * one again, so that nobody waits for files that there never were. What the others have they still have.
 *
 * Returns: whether it was written
 */
gboolean
rabta_peers_begin_anew (RabtaDatabase  *database,
                        GError        **error)
{
  return rabta_database_execute (database, "UPDATE peer SET next_out = 1, last_in = 0",
                                 _("Number this copy of the casebook"), error) &&
         rabta_database_execute (database, "UPDATE peer_attachment SET sent = NULL, told = NULL",
                                 _("Number this copy of the casebook"), error) &&
         /* What was found is still to be mended; any receipt from now on is a later one. */
         rabta_database_execute (database, "UPDATE receipt_item SET number = 0", _("Number this copy of the casebook"),
                                 error);
}

static GTask *
new_task (RabtaCasebook  *casebook,
          RabtaWait      *wait,
          gpointer        data,
          GDestroyNotify  destroy)
{
  GTask *task;

  rabta_wait_begin (wait);
  task = g_task_new (casebook, NULL, rabta_wait_cb, wait);
  g_task_set_task_data (task, data, destroy);

  return task;
}

static gpointer
read_sync (RabtaCasebook    *casebook,
           RabtaWorkerFunc   func,
           const guint8     *site,
           GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = NULL;
  RabtaWait wait;

  task = new_task (casebook, &wait, site != NULL ? g_memdup2 (site, RABTA_SITE_ID_LENGTH) : NULL, g_free);
  rabta_casebook_push_read (casebook, task, func);
  result = rabta_wait_end (&wait);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
own_site_job (RabtaDatabase *database,
              GTask         *task,
              gpointer       task_data,
              GCancellable  *cancellable)
{
  RabtaStatement *statement;
  GError *error = NULL;
  gpointer site = NULL;
  RabtaStep step;

  statement = rabta_database_cached (database,
                                     "SELECT s.id FROM site s, meta m WHERE m.key = 'site' AND s.pk = m.value",
                                     &error);
  if (statement == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  step = rabta_statement_step (statement, _("Read the register of copies"), &error);
  if (step == RABTA_STEP_ROW)
    {
      gsize length;
      gconstpointer id = rabta_statement_get_blob (statement, 0, &length);

      if (id != NULL && length == RABTA_SITE_ID_LENGTH)
        site = g_memdup2 (id, length);
    }
  rabta_statement_reset (statement);

  if (site != NULL)
    g_task_return_pointer (task, site, g_free);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, RABTA_ERROR, RABTA_ERROR_CORRUPT,
                             _("The casebook does not say which copy it is."));
}

/**
 * rabta_peers_get_own_site:
 * @casebook: a casebook
 * @site: (out): id of this copy of it, %RABTA_SITE_ID_LENGTH bytes
 * @error: return location
 *
 * A copy that was restored or cloned has its new id only once it was opened for writing.
 *
 * Returns: whether it could be read
 */
gboolean
rabta_peers_get_own_site (RabtaCasebook  *casebook,
                          guint8         *site,
                          GError        **error)
{
  g_autofree guint8 *own = NULL;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && site != NULL, FALSE);

  own = read_sync (casebook, own_site_job, NULL, error);
  if (own == NULL)
    return FALSE;

  memcpy (site, own, RABTA_SITE_ID_LENGTH);
  return TRUE;
}

static void
list_job (RabtaDatabase *database,
          GTask         *task,
          gpointer       task_data,
          GCancellable  *cancellable)
{
  g_autoptr (GPtrArray) peers = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_peer_free);
  RabtaStatement *statement;
  GError *error = NULL;
  RabtaStep step = RABTA_STEP_ERROR;

  statement = rabta_database_cached (database, "SELECT " COLUMNS " FROM peer ORDER BY office, name, site", &error);
  while (statement != NULL
         && (step = rabta_statement_step (statement, _("Read the register of copies"), &error)) == RABTA_STEP_ROW)
    g_ptr_array_add (peers, read_row (statement));
  if (statement != NULL)
    rabta_statement_reset (statement);

  if (step == RABTA_STEP_DONE)
    g_task_return_pointer (task, g_steal_pointer (&peers), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_peers_list_sync:
 * @casebook: a casebook
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type RabtaPeer): every copy that is registered
 */
GPtrArray *
rabta_peers_list_sync (RabtaCasebook  *casebook,
                       GError        **error)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  return read_sync (casebook, list_job, NULL, error);
}

static void
load_job (RabtaDatabase *database,
          GTask         *task,
          gpointer       task_data,
          GCancellable  *cancellable)
{
  GError *error = NULL;
  RabtaPeer *peer = rabta_peers_read (database, task_data, &error);

  if (peer != NULL)
    g_task_return_pointer (task, peer, (GDestroyNotify) rabta_peer_free);
  else
    g_task_return_error (task, error);
}

/**
 * rabta_peers_load_sync:
 * @casebook: a casebook
 * @site: id of a copy of it
 * @error: return location; %RABTA_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): that copy
 */
RabtaPeer *
rabta_peers_load_sync (RabtaCasebook  *casebook,
                       const guint8   *site,
                       GError        **error)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && site != NULL, NULL);

  return read_sync (casebook, load_job, site, error);
}

typedef struct
{
  const RabtaPeer *peer; /* the caller waits */
  gboolean         trust;
} SaveJob;

static gboolean
save_or_trust (RabtaDatabase   *database,
               const RabtaPeer *peer,
               gboolean         trust,
               GError         **error)
{
  g_autoptr (RabtaPeer) known = NULL;
  RabtaPeer written = *peer;
  char instant[RABTA_INSTANT_SIZE];

  if (trust)
    {
      rabta_instant_now (instant);
      if (!find (database, peer->site, &known, error))
        return FALSE;
      written.trusted = known != NULL && known->trusted != NULL ? known->trusted : instant;
      if (known != NULL)
        {
          written.acknowledged = known->acknowledged;
          written.next_out = known->next_out;
          written.last_in = known->last_in;
          written.has_successor = known->has_successor;
          memcpy (written.successor, known->successor, sizeof written.successor);
        }
    }

  return rabta_peers_write (database, &written, error);
}

static void
save_job (RabtaDatabase *database,
          GTask         *task,
          gpointer       task_data,
          GCancellable  *cancellable)
{
  SaveJob *job = task_data;
  GError *error = NULL;

  if (rabta_database_begin (database, &error) && save_or_trust (database, job->peer, job->trust, &error)
      && rabta_database_commit (database, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (rabta_database_in_transaction (database))
    rabta_database_rollback (database);
  g_task_return_error (task, error);
}

static gboolean
write_sync (RabtaCasebook   *casebook,
            const RabtaPeer *peer,
            gboolean         trust,
            GError         **error)
{
  SaveJob job = { peer, trust };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = NULL;
  RabtaWait wait;

  task = new_task (casebook, &wait, &job, NULL);
  rabta_casebook_push_write (casebook, task, save_job);
  result = rabta_wait_end (&wait);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rabta_peers_save_sync:
 * @casebook: a casebook
 * @peer: a copy of it, new or known
 * @error: return location; %RABTA_ERROR_CONFLICT where it is known with another key
 *
 * Returns: whether it was committed
 */
gboolean
rabta_peers_save_sync (RabtaCasebook    *casebook,
                       const RabtaPeer  *peer,
                       GError          **error)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && peer != NULL, FALSE);

  return write_sync (casebook, peer, FALSE, error);
}

/**
 * rabta_peers_trust_sync:
 * @casebook: a casebook
 * @peer: a copy of it whose key was compared with its owner's
 * @error: return location; %RABTA_ERROR_CONFLICT where it is known with another key
 *
 * Registers @peer as trusted from now on. What was exchanged with it before stays known.
 *
 * Returns: whether it was committed
 */
gboolean
rabta_peers_trust_sync (RabtaCasebook    *casebook,
                        const RabtaPeer  *peer,
                        GError          **error)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && peer != NULL, FALSE);

  return write_sync (casebook, peer, TRUE, error);
}
