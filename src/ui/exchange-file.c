/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/exchange-file.h"

#include "ui/dialogs.h"
#include "ui/difference-page.h"
#include "ui/exchange-item.h"
#include "ui/exchange-words.h"
#include "ui/joined-text.h"
#include "ui/label-factory.h"
#include "ui/window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* Digits of a digest between two blanks, so that two people can read it to each other. */
#define GROUP 8

/* U+2066 LEFT-TO-RIGHT ISOLATE … U+2069 POP DIRECTIONAL ISOLATE: the groups stay in their order among Urdu. */
#define LRI "\342\201\246"
#define PDI "\342\201\251"

/* A file, and what it can be compared with. */
typedef struct
{
  GtkWidget     *parent;
  RabtaCasebook *casebook;
  gint64         file;
  char          *name;
  GArray        *others; /* pk of each choice; 0 for now */
  GPtrArray     *names;
  GtkWidget     *combo;
} Showing;

static void
showing_free (Showing *self)
{
  g_object_unref (self->parent);
  g_object_unref (self->casebook);
  g_free (self->name);
  g_array_unref (self->others);
  g_ptr_array_unref (self->names);
  g_clear_object (&self->combo);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Showing, showing_free)

static char *
dup_name (const RabtaExchangeLists *lists,
          const RabtaFile          *file)
{
  g_autofree char *copy = file->has_site ? rabta_exchange_dup_copy (lists->peers, file->site) : NULL;

  if (copy == NULL)
    return g_strdup (file->name);
  if (file->is_out)
    return g_strdup_printf (_("No. %" PRId64 " for %s"), file->number, copy);

  return g_strdup_printf (_("No. %" PRId64 " from %s"), file->number, copy);
}

static char *
dup_digest (const RabtaFile *file)
{
  GString *digest = g_string_new (LRI);

  for (guint i = 0; i < RABTA_FILE_HASH_LENGTH; i++)
    {
      if (i > 0 && i % (GROUP / 2) == 0)
        g_string_append_c (digest, ' ');
      g_string_append_printf (digest, "%02x", file->hash[i]);
    }

  g_string_append (digest, PDI);

  return g_string_free (digest, FALSE);
}

/* What stands there can be copied. */
static GtkWidget *
add_row (GtkWidget  *group,
         const char *title,
         const char *text)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *value = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "caption");
  gtk_widget_add_css_class (heading, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (value), 0);
  gtk_label_set_wrap (GTK_LABEL (value), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_widget_add_css_class (box, "file-row");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), value);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);

  return value;
}

static void
add_choice (Showing    *self,
            gint64      pk,
            const char *name)
{
  g_array_append_val (self->others, pk);
  g_ptr_array_add (self->names, g_strdup (name));
}

/* Files that do not say what their sender had cannot be compared. */
static void
add_choices (Showing                  *self,
             const RabtaExchangeLists *lists)
{
  add_choice (self, 0, _("The casebook now"));
  for (guint i = 0; i < lists->files->len; i++)
    {
      const RabtaFile *file = g_ptr_array_index (lists->files, i);
      g_autofree char *name = dup_name (lists, file);

      if (file->pk != self->file && file->versions != NULL)
        add_choice (self, file->pk, name);
    }
}

static void
add_combo (Showing   *self,
           GtkWidget *group)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = rabta_label_factory_new ("string");

  for (guint i = 0; i < self->names->len; i++)
    gtk_string_list_append (names, g_ptr_array_index (self->names, i));
  self->combo = g_object_ref_sink (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->combo), _("Compare with"));
  adw_combo_row_set_factory (ADW_COMBO_ROW (self->combo), factory);
  adw_combo_row_set_model (ADW_COMBO_ROW (self->combo), G_LIST_MODEL (names));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->combo);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Showing) self = user_data;
  g_autofree char *answer = rabta_dialogs_choose_finish (result, NULL);
  GtkRoot *root = gtk_widget_get_root (self->parent);
  guint selected = self->combo != NULL ? adw_combo_row_get_selected (ADW_COMBO_ROW (self->combo)) : G_MAXUINT;
  const char *other_name;
  gint64 other;

  if (g_strcmp0 (answer, "compare") != 0 || selected >= self->others->len || !RABTA_IS_WINDOW (root))
    return;
  other = g_array_index (self->others, gint64, selected);
  other_name = g_ptr_array_index (self->names, selected);
  /* The earlier one comes first, whichever was asked for. */
  if (other != 0 && other < self->file)
    rabta_window_push_page (RABTA_WINDOW (root), rabta_difference_page_new_comparison (self->casebook, other, other_name,
                                                                                        self->file, self->name));
  else
    rabta_window_push_page (RABTA_WINDOW (root), rabta_difference_page_new_comparison (self->casebook, self->file,
                                                                                        self->name, other, other_name));
}

static GtkWidget *
make_rows (const RabtaFile *file)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *when = rabta_instant_display (file->moment);
  g_autofree char *digest = dup_digest (file);
  g_autoptr (GString) counts = g_string_new (NULL);
  GtkWidget *value;

  rabta_exchange_item_append_counts (counts, file);
  add_row (group, rabta_exchange_item_state_words (file), file->reason != NULL ? file->reason : when);
  add_row (group, _("File"), file->name);
  add_row (group, _("In It"), counts->str);
  value = add_row (group, _("Digest"), digest);
  gtk_widget_add_css_class (value, "fingerprint");
  gtk_widget_set_tooltip_text (value, _("BLAKE2b of the whole file, 256 bits"));

  return group;
}

static const RabtaFile *
find_file (const RabtaExchangeLists *lists,
           gint64                    pk)
{
  for (guint i = 0; i < lists->files->len; i++)
    {
      const RabtaFile *file = g_ptr_array_index (lists->files, i);

      if (file->pk == pk)
        return file;
    }

  return NULL;
}

/**
 * rabta_exchange_file_show:
 * @parent: a widget of the window told
 * @casebook: the casebook
 * @lists: what was exchanged
 * @file: pk of a file
 *
 * Shows what is known of a file, its digest for one, and offers to compare what its sender had then with the
 * casebook now or with another file.
 */
void
rabta_exchange_file_show (GtkWidget                *parent,
                          RabtaCasebook            *casebook,
                          const RabtaExchangeLists *lists,
                          gint64                    file)
{
  const char *compare[] = { "compare", _("_Compare…"), NULL };
  const RabtaFile *found = find_file (lists, file);
  g_autoptr (Showing) self = NULL;
  g_autofree char *name = NULL;
  GtkWidget *rows;

  if (found == NULL)
    return;
  self = g_new0 (Showing, 1);
  self->parent = g_object_ref (parent);
  self->casebook = g_object_ref (casebook);
  self->file = file;
  name = dup_name (lists, found);
  self->name = g_strdup (name);
  self->others = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->names = g_ptr_array_new_with_free_func (g_free);
  rows = make_rows (found);
  if (found->versions == NULL)
    {
      rabta_dialogs_show (parent, name, rows);
      return;
    }
  add_choices (self, lists);
  add_combo (self, rows);
  rabta_dialogs_ask_async (parent, name, NULL, rows, compare, answered_cb, g_steal_pointer (&self));
}
