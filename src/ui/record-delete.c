/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/record-delete.h"

#include "ui/window.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget *descendant;
  char      *done;       /* what the toast says */
} DeleteJob;

static char *
dup_done (GPtrArray *records)
{
  RabtaRecord *first = g_ptr_array_index (records, 0);
  g_autofree char *title = NULL;

  if (records->len > 1)
    return g_strdup_printf (ngettext ("%u record deleted", "%u records deleted", records->len), records->len);

  title = rabta_record_dup_title (first);
  return g_strdup_printf (_("“%s” deleted"), title != NULL ? title
                                                           : _(rabta_record_get_info (first)->heading));
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree DeleteJob *job = user_data;
  g_autoptr (GtkWidget) descendant = job->descendant;
  g_autofree char *done = job->done;
  g_autoptr (GError) error = NULL;

  if (rabta_casebook_delete_finish (RABTA_CASEBOOK (source), result, &error))
    rabta_window_add_toast (descendant, done, _("_Undo"), "win.undo");
  else
    rabta_record_delete_failed (descendant, error);
}

/**
 * rabta_record_delete:
 * @descendant: a widget of the window
 * @casebook: where they are
 * @records: (element-type RabtaRecord): what to delete, of one kind
 *
 * Deletes at once, as one action of the undo list, and offers Undo in a toast.
 */
void
rabta_record_delete (GtkWidget     *descendant,
                     RabtaCasebook *casebook,
                     GPtrArray     *records)
{
  g_autofree char *action = NULL;
  const RabtaKindInfo *info;
  DeleteJob *job;

  g_return_if_fail (GTK_IS_WIDGET (descendant));
  g_return_if_fail (RABTA_IS_CASEBOOK (casebook));
  g_return_if_fail (records != NULL);

  if (records->len == 0)
    return;

  info = rabta_record_get_info (g_ptr_array_index (records, 0));
  /* Translators: an entry of the undo list: "Delete: Partner" */
  action = g_strdup_printf (_("Delete: %s"), records->len == 1 ? _(info->heading) : _(info->heading_plural));
  job = g_new0 (DeleteJob, 1);
  job->descendant = g_object_ref (descendant);
  job->done = dup_done (records);
  rabta_casebook_delete_async (casebook, records, action, NULL, deleted_cb, job);
}

/**
 * rabta_record_delete_one:
 * @descendant: a widget of the window
 * @casebook: where it is
 * @record: what to delete
 *
 * As rabta_record_delete().
 */
void
rabta_record_delete_one (GtkWidget     *descendant,
                         RabtaCasebook *casebook,
                         RabtaRecord   *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (RABTA_IS_RECORD (record));

  g_ptr_array_add (records, rabta_record_copy (record));
  rabta_record_delete (descendant, casebook, records);
}

/**
 * rabta_record_delete_failed:
 * @descendant: a widget of the window
 * @error: why
 *
 * Says that nothing was deleted.
 */
void
rabta_record_delete_failed (GtkWidget    *descendant,
                            const GError *error)
{
  g_return_if_fail (GTK_IS_WIDGET (descendant));

  rabta_window_show_error (descendant, _("Nothing Was Deleted"), error);
}
