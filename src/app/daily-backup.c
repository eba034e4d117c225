/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/daily-backup.h"

#include "base/date.h"
#include "ui/settings.h"

#include <glib/gi18n-lib.h>

/* The officer looks at the window first; the copy is made when it has shown its lists. */
#define DELAY_SECONDS 2
#define FAILED_ON "backup-failed-on"

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static GWeakRef *
weak_ref_new (gpointer object)
{
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (ref, object);
  return ref;
}

/* Once a day is enough to be told of a full stick or a folder that cannot be written. */
static void
tell (RabtaWindow  *window,
      const GError *error)
{
  char today[RABTA_DATE_SIZE];
  g_autofree char *told = rabta_settings_get_string (FAILED_ON, "");
  g_autofree char *text = NULL;

  rabta_date_today (today);
  if (strcmp (told, today) == 0)
    return;
  rabta_settings_set_string (FAILED_ON, today);
  text = g_strdup_printf (_("There is no copy of today’s casebook: %s"), error->message);
  rabta_window_add_toast (GTK_WIDGET (window), text, _("_Back Up…"), "win.backup");
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GWeakRef *ref = user_data;
  g_autoptr (RabtaWindow) window = g_weak_ref_get (ref);
  g_autoptr (GError) error = NULL;

  if (!rabta_casebook_backup_finish (RABTA_CASEBOOK (source), result, &error)
      && window != NULL && rabta_window_get_casebook (window) == RABTA_CASEBOOK (source))
    tell (window, error);
  weak_ref_free (ref);
}

static gboolean
begin_cb (gpointer user_data)
{
  g_autoptr (RabtaWindow) window = g_weak_ref_get (user_data);
  RabtaCasebook *casebook = window != NULL ? rabta_window_get_casebook (window) : NULL;

  if (casebook != NULL)
    rabta_casebook_backup_daily_async (casebook, NULL, done_cb, weak_ref_new (window));
  return G_SOURCE_REMOVE;
}

/**
 * rabta_daily_backup_begin:
 * @window: a window that has just been given its casebook
 *
 * Sees to it that there is a copy of today beside the casebook, soon. A casebook that is open for
 * reading only is another's to copy.
 */
void
rabta_daily_backup_begin (RabtaWindow *window)
{
  RabtaCasebook *casebook;

  g_return_if_fail (RABTA_IS_WINDOW (window));

  casebook = rabta_window_get_casebook (window);
  if (casebook != NULL && !rabta_casebook_is_read_only (casebook))
    g_timeout_add_seconds_full (G_PRIORITY_LOW, DELAY_SECONDS, begin_cb, weak_ref_new (window),
                                weak_ref_free);
}
