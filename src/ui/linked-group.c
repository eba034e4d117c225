/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/linked-group.h"

#include <glib/gi18n-lib.h>

/* How many rows are shown before a person asks for all. */
#define FEW 8
/* A group is a part of a page and no place: what is more than this belongs into a table. */
#define MANY 500

struct _RabtaLinkedGroup
{
  AdwPreferencesGroup parent;

  RabtaCasebook   *casebook;
  RabtaQuery      *query;
  GCancellable    *cancellable;
  RabtaLinkedFunc  func;
  char            *empty;
  const char      *action; /* static */
  GPtrArray       *rows;   /* of GtkWidget, owned by the tree */
  gboolean         all;
};

G_DEFINE_FINAL_TYPE (RabtaLinkedGroup, rabta_linked_group, ADW_TYPE_PREFERENCES_GROUP)

static void
add_row (RabtaLinkedGroup *self,
         GtkWidget        *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
drop_rows (RabtaLinkedGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static char *
escape (const char *text)
{
  return g_markup_escape_text (text != NULL ? text : "", -1);
}

static GtkWidget *
make_row (RabtaLinkedGroup *self,
          RabtaRecord      *record)
{
  RabtaLinkedRow text = { NULL };
  GtkWidget *row = adw_action_row_new ();
  char id[RABTA_UUID_TEXT_LENGTH + 1];
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  self->func (self->casebook, record, &text);
  title = escape (text.title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  if (text.subtitle != NULL && text.subtitle[0] != '\0')
    {
      subtitle = escape (text.subtitle);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
    }
  if (text.prefix != NULL)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), text.prefix);
  if (text.badge != NULL)
    {
      GtkWidget *badge = gtk_label_new (text.badge);

      gtk_widget_add_css_class (badge, "badge");
      gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
      if (text.badge_class != NULL)
        gtk_widget_add_css_class (badge, text.badge_class);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), badge);
    }

  rabta_uuid_format (rabta_record_get_id (record), id);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), self->action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", rabta_record_get_info (record)->name, id);
  g_free (text.title);
  g_free (text.subtitle);
  g_free (text.badge);

  return row;
}

static void load (RabtaLinkedGroup *self);

static void
show_all_cb (RabtaLinkedGroup *self)
{
  self->all = TRUE;
  load (self);
}

static void
add_plain_row (RabtaLinkedGroup *self,
               const char       *text,
               GCallback         activated)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *markup = escape (text);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), markup);
  if (activated != NULL)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect_object (row, "activated", activated, self, G_CONNECT_SWAPPED);
    }
  else
    gtk_widget_add_css_class (row, "dim-label");
  add_row (self, row);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (RabtaLinkedGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = rabta_casebook_query_finish (RABTA_CASEBOOK (source), result, &error);
  guint shown;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->rows == NULL)
    return;

  drop_rows (self);
  if (records == NULL)
    {
      add_plain_row (self, error->message, NULL);
      return;
    }

  shown = self->all || records->len <= FEW + 1 ? records->len : FEW;
  for (guint i = 0; i < shown; i++)
    add_row (self, make_row (self, g_ptr_array_index (records, i)));
  if (records->len == 0)
    add_plain_row (self, self->empty, NULL);
  if (shown < records->len)
    {
      g_autofree char *text = g_strdup_printf (records->len < MANY ? _("Show all %'u")
                                               : _("Show the first %'u"), records->len);

      add_plain_row (self, text, G_CALLBACK (show_all_cb));
    }
}

static void
load (RabtaLinkedGroup *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  rabta_casebook_query_async (self->casebook, self->query, MANY, self->cancellable, loaded_cb,
                              g_object_ref (self));
}

static void
casebook_changed_cb (RabtaCasebook        *casebook,
                     const RabtaChangeSet *changes,
                     RabtaLinkedGroup     *self)
{
  if (changes->kinds & (1u << rabta_query_get_kind (self->query)))
    load (self);
}

static void
rabta_linked_group_dispose (GObject *object)
{
  RabtaLinkedGroup *self = RABTA_LINKED_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->empty, g_free);
  g_clear_object (&self->query);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_linked_group_parent_class)->dispose (object);
}

static void
rabta_linked_group_class_init (RabtaLinkedGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rabta_linked_group_dispose;
}

static void
rabta_linked_group_init (RabtaLinkedGroup *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * rabta_linked_group_new:
 * @casebook: the casebook
 * @query: which records
 * @title: heading of the group
 * @empty: what is said where there is none
 * @action: what a row activates with kind and id; static
 * @func: says what is shown of a record
 *
 * Makes a group that fills by itself.
 *
 * Returns: (transfer floating): the group
 */
GtkWidget *
rabta_linked_group_new (RabtaCasebook   *casebook,
                        RabtaQuery      *query,
                        const char      *title,
                        const char      *empty,
                        const char      *action,
                        RabtaLinkedFunc  func)
{
  RabtaLinkedGroup *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (RABTA_IS_QUERY (query), NULL);

  self = g_object_new (RABTA_TYPE_LINKED_GROUP, "title", title, NULL);
  g_set_object (&self->casebook, casebook);
  g_set_object (&self->query, query);
  self->empty = g_strdup (empty);
  self->action = action;
  self->func = func;
  g_signal_connect_object (casebook, "changed", G_CALLBACK (casebook_changed_cb), self, 0);
  load (self);

  return GTK_WIDGET (self);
}

/**
 * rabta_linked_group_set_add:
 * @self: a group
 * @label: what the button adds, for people
 * @action: name of the action that adds it
 * @target: (nullable): parameter of the action; a floating reference is taken
 *
 * Puts a button that adds a record beside the title.
 */
void
rabta_linked_group_set_add (RabtaLinkedGroup *self,
                            const char       *label,
                            const char       *action,
                            GVariant         *target)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");

  g_return_if_fail (RABTA_IS_LINKED_GROUP (self));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (target != NULL)
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);
}
