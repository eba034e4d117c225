/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/exchange-send.h"

#include "base/error.h"
#include "ui/dialogs.h"
#include "ui/exchange-words.h"
#include "ui/label-factory.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* For whom, and then where to. */
typedef struct
{
  GtkWidget     *parent;
  RabtaCasebook *casebook;
  GPtrArray     *peers; /* those whose key is trusted; borrowed from all */
  GPtrArray     *all;
  GtkWidget     *combo;
  char          *copy;
  guint8         site[RABTA_SITE_ID_LENGTH];
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->parent);
  g_object_unref (asking->casebook);
  g_clear_pointer (&asking->peers, g_ptr_array_unref);
  g_clear_pointer (&asking->all, g_ptr_array_unref);
  g_clear_object (&asking->combo);
  g_free (asking->copy);
  g_free (asking);
}

void
rabta_send_choice_free (RabtaSendChoice *self)
{
  if (self == NULL)
    return;

  g_free (self->copy);
  g_free (self->path);
  g_free (self);
}

static void
file_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  g_autoptr (RabtaSendChoice) choice = NULL;
  GError *error = NULL;
  g_autoptr (GFile) file = rabta_dialogs_file_finish (result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (file != NULL && g_file_peek_path (file) == NULL)
    {
      g_task_return_new_error (task, RABTA_ERROR, RABTA_ERROR_INVALID, "%s",
                               _("The file has to be on this computer."));
      return;
    }
  if (file != NULL)
    {
      choice = g_new0 (RabtaSendChoice, 1);
      memcpy (choice->site, asking->site, sizeof choice->site);
      choice->copy = g_strdup (asking->copy);
      choice->path = g_strdup (g_file_peek_path (file));
    }
  g_task_return_pointer (task, g_steal_pointer (&choice), (GDestroyNotify) rabta_send_choice_free);
}

static void
ask_where (GTask           *task,
           const RabtaPeer *peer)
{
  const char *filters[] = { _("Files of the exchange"), "*.rabta", NULL };
  Asking *asking = g_task_get_task_data (task);
  g_autofree char *name = NULL;

  asking->copy = rabta_exchange_dup_peer (peer);
  memcpy (asking->site, peer->site, sizeof asking->site);
  /* Who sends it and its number in the sequence: the same in every language. */
  name = g_strdup_printf ("%s-no-%" PRId64 ".rabta", rabta_casebook_get_office_code (asking->casebook), peer->next_out);
  rabta_dialogs_save_file_async (asking->parent, _("Send a File"), name, filters, file_cb, task);
}

static void
copy_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Asking *asking = g_task_get_task_data (task);
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (asking->combo));

  g_autofree char *answer = rabta_dialogs_choose_finish (result, NULL);
  const RabtaPeer *peer = selected < asking->peers->len ? g_ptr_array_index (asking->peers, selected) : NULL;

  if (peer != NULL && g_strcmp0 (answer, "send") == 0)
    {
      ask_where (task, peer);
      return;
    }
  if (peer != NULL && answer != NULL)
    {
      RabtaSendChoice *choice = g_new0 (RabtaSendChoice, 1);

      memcpy (choice->site, peer->site, sizeof choice->site);
      choice->copy = rabta_exchange_dup_peer (peer);
      g_task_return_pointer (task, choice, (GDestroyNotify) rabta_send_choice_free);
    }
  else
    {
      g_task_return_pointer (task, NULL, NULL);
    }
  g_object_unref (task);
}

static GtkWidget *
make_combo (GPtrArray *peers)
{
  GtkWidget *combo = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = rabta_label_factory_new ("string");

  for (guint i = 0; i < peers->len; i++)
    {
      g_autofree char *name = rabta_exchange_dup_peer (g_ptr_array_index (peers, i));

      gtk_string_list_append (names, name);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (combo), _("For"));
  adw_combo_row_set_factory (ADW_COMBO_ROW (combo), factory);
  adw_combo_row_set_model (ADW_COMBO_ROW (combo), G_LIST_MODEL (names));

  return g_object_ref_sink (combo);
}

/**
 * rabta_exchange_choose_async:
 * @parent: a widget of the window asked for
 * @casebook: from which is sent
 * @peers: (element-type RabtaPeer): the registered copies, one at least with a trusted key
 *
 * Asks for whom a package is and where to put it. Finish with rabta_exchange_choose_finish().
 */
void
rabta_exchange_choose_async (GtkWidget           *parent,
                             RabtaCasebook       *casebook,
                             GPtrArray           *peers,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  const char *choices[] = { "send", _("_Send…"), "rehearse", _("_Look First"), NULL };
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  GtkWidget *group = adw_preferences_group_new ();
  Asking *asking = g_new0 (Asking, 1);

  g_task_set_source_tag (task, rabta_exchange_choose_async);
  g_task_set_task_data (task, asking, (GDestroyNotify) asking_free);
  asking->parent = g_object_ref (parent);
  asking->casebook = g_object_ref (casebook);
  asking->all = g_ptr_array_ref (peers);
  asking->peers = g_ptr_array_new ();
  for (guint i = 0; i < peers->len; i++)
    if (rabta_peer_may_receive (g_ptr_array_index (peers, i)))
      g_ptr_array_add (asking->peers, g_ptr_array_index (peers, i));
  asking->combo = make_combo (asking->peers);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), asking->combo);
  rabta_dialogs_ask_async (parent, _("Send a File"),
                           _("A signed and encrypted file with every change that the other copy has not said it has, and "
                             "with the receipts for what it sent. Only that copy can read it. Look first at what will be "
                             "read there."),
                           group, choices, copy_cb, task);
}

/**
 * rabta_exchange_choose_path_async:
 * @parent: a widget of the window asked for
 * @casebook: from which is sent
 * @peer: for whom
 *
 * Asks only where to put the package. Finish with rabta_exchange_choose_finish().
 */
void
rabta_exchange_choose_path_async (GtkWidget           *parent,
                                  RabtaCasebook       *casebook,
                                  const RabtaPeer     *peer,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Asking *asking = g_new0 (Asking, 1);

  g_task_set_source_tag (task, rabta_exchange_choose_async);
  g_task_set_task_data (task, asking, (GDestroyNotify) asking_free);
  asking->parent = g_object_ref (parent);
  asking->casebook = g_object_ref (casebook);
  ask_where (task, peer);
}

/**
 * rabta_exchange_choose_finish:
 *
 * Returns: (transfer full) (nullable): the answer; %NULL without an error where the person cancelled
 */
RabtaSendChoice *
rabta_exchange_choose_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rabta_exchange_choose_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
