/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/record-table-private.h"

#include <glib/gi18n-lib.h>

void
rabta_record_table_update_selection (RabtaRecordTable *self)
{
  g_autoptr (GtkBitset) chosen = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  if (self->selection != NULL)
    {
      chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
      n = (guint) gtk_bitset_get_size (chosen);
    }
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u selected", "%u selected", n), n);
  gtk_label_set_text (GTK_LABEL (self->selection_label), text);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->selection_bar),
                                 n > 1 || (n == 1 && gtk_widget_get_first_child (self->bulk_box) != NULL));
  if (self->n_selected != n)
    {
      self->n_selected = n;
      g_object_notify (G_OBJECT (self), "n-selected");
    }
  g_signal_emit_by_name (self, "selection-changed");
}

GtkWidget *
rabta_record_table_make_selection_bar (RabtaRecordTable *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *all = gtk_button_new_with_mnemonic (_("Select _All"));
  GtkWidget *none = gtk_button_new_from_icon_name ("window-close-symbolic");
  GtkWidget *revealer = gtk_revealer_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->selection_label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->selection_label, "heading");
  gtk_label_set_ellipsize (GTK_LABEL (self->selection_label), PANGO_ELLIPSIZE_END);
  self->bulk_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_hexpand (self->bulk_box, TRUE);
  gtk_widget_set_halign (self->bulk_box, GTK_ALIGN_END);
  gtk_widget_add_css_class (all, "flat");
  gtk_widget_add_css_class (none, "flat");
  gtk_widget_set_tooltip_text (none, _("End the selection"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (none), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("End the selection"), -1);
  g_signal_connect_swapped (all, "clicked", G_CALLBACK (rabta_record_table_select_all), self);
  g_signal_connect_swapped (none, "clicked", G_CALLBACK (rabta_record_table_unselect_all), self);

  gtk_widget_add_css_class (bar, "toolbar");
  gtk_widget_add_css_class (bar, "selection-bar");
  gtk_box_append (GTK_BOX (bar), none);
  gtk_box_append (GTK_BOX (bar), self->selection_label);
  gtk_box_append (GTK_BOX (bar), all);
  gtk_box_append (GTK_BOX (bar), self->bulk_box);
  gtk_revealer_set_transition_type (GTK_REVEALER (revealer), GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  /* A narrow window shows as many as it holds; the others scroll in with the focus or the finger. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), bar);
  gtk_revealer_set_child (GTK_REVEALER (revealer), scroller);

  return revealer;
}

guint
rabta_record_table_get_n_selected (RabtaRecordTable *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD_TABLE (self), 0);

  return self->n_selected;
}

void
rabta_record_table_select_all (RabtaRecordTable *self)
{
  g_return_if_fail (RABTA_IS_RECORD_TABLE (self));

  if (self->selection != NULL)
    gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

void
rabta_record_table_unselect_all (RabtaRecordTable *self)
{
  g_return_if_fail (RABTA_IS_RECORD_TABLE (self));

  if (self->selection != NULL)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

void
rabta_record_table_select (RabtaRecordTable *self,
                           guint             position)
{
  g_return_if_fail (RABTA_IS_RECORD_TABLE (self));

  if (self->selection != NULL)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, FALSE);
}

/* The selected positions whose records are at hand. Asking for an item makes the list fetch it,
 * hence the limit: a selection of everything must not make it fetch everything. */
static GPtrArray *
list_at_hand (RabtaRecordTable *self,
              guint             limit,
              gboolean         *all)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) chosen = NULL;
  GtkBitsetIter iter;
  guint position;

  *all = TRUE;
  if (self->selection == NULL)
    return g_steal_pointer (&records);

  chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  *all = gtk_bitset_get_size (chosen) <= limit;
  for (gboolean more = gtk_bitset_iter_init_first (&iter, chosen, &position);
       more && limit-- > 0; more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (RabtaRecord) record = g_list_model_get_item (G_LIST_MODEL (self->list), position);

      if (record != NULL && rabta_record_is_loaded (record))
        g_ptr_array_add (records, g_steal_pointer (&record));
      else
        *all = FALSE;
    }

  return g_steal_pointer (&records);
}

/**
 * rabta_record_table_get_selected:
 * @self: a table
 *
 * The selected records as far as they were fetched, at most 1,000. What acts on a selection uses
 * rabta_record_table_load_selected_async().
 *
 * Returns: (transfer full) (element-type RabtaUuid): ids
 */
GPtrArray *
rabta_record_table_get_selected (RabtaRecordTable *self)
{
  g_autoptr (GPtrArray) records = NULL;
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  gboolean all;

  g_return_val_if_fail (RABTA_IS_RECORD_TABLE (self), ids);

  records = list_at_hand (self, 1000, &all);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (ids, g_memdup2 (rabta_record_get_id (g_ptr_array_index (records, i)),
                                     sizeof (RabtaUuid)));

  return ids;
}

/* A selection that reaches beyond what was fetched. */
typedef struct
{
  GtkBitset *chosen;
  guint      n_items;
} Reach;

static void
reach_free (gpointer data)
{
  Reach *reach = data;

  gtk_bitset_unref (reach->chosen);
  g_free (reach);
}

static void
selected_queried_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  g_autoptr (GTask) task = data;
  Reach *reach = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = rabta_casebook_query_finish (RABTA_CASEBOOK (source), result, &error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  if (found == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (found->len != reach->n_items)
    {
      g_task_return_new_error (task, RABTA_ERROR, RABTA_ERROR_CONFLICT, "%s",
                               _("The list changed while the selection was read. Nothing was "
                                 "done; please select again."));
      return;
    }

  for (gboolean more = gtk_bitset_iter_init_first (&iter, reach->chosen, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (records, g_object_ref (g_ptr_array_index (found, position)));
  g_task_return_pointer (task, g_steal_pointer (&records), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * rabta_record_table_load_selected_async:
 * @self: a table
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Loads every selected record, also those that were never scrolled to.
 */
void
rabta_record_table_load_selected_async (RabtaRecordTable    *self,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  GTask *task;
  g_autoptr (GPtrArray) records = NULL;
  gboolean all;
  Reach *reach;

  g_return_if_fail (RABTA_IS_RECORD_TABLE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  records = list_at_hand (self, 200, &all);
  if (all)
    {
      for (guint i = 0; i < records->len; i++)
        {
          RabtaRecord *copy = rabta_record_copy (g_ptr_array_index (records, i));

          g_object_unref (g_ptr_array_index (records, i));
          g_ptr_array_index (records, i) = copy;
        }
      g_task_return_pointer (task, g_steal_pointer (&records), (GDestroyNotify) g_ptr_array_unref);
      g_object_unref (task);
      return;
    }

  reach = g_new0 (Reach, 1);
  reach->chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  reach->n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_task_set_task_data (task, reach, reach_free);
  rabta_casebook_query_async (self->casebook, rabta_record_list_get_query (self->list), 0, cancellable,
                              selected_queried_cb, task);
}

GPtrArray *
rabta_record_table_load_selected_finish (RabtaRecordTable  *self,
                                         GAsyncResult      *result,
                                         GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
