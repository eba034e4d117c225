/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/sidebar.h"

#include "ui/places.h"

#include <glib/gi18n-lib.h>

struct _RabtaSidebar
{
  GtkWidget parent_instance;

  GtkListBox    *list;

  RabtaCasebook *casebook;
  GCancellable  *cancellable;
  gulong         changed_id;
  guint          count_id;
  gboolean       selecting;
};

G_DEFINE_FINAL_TYPE (RabtaSidebar, rabta_sidebar, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_CASEBOOK,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* One count on its way: which row it is for. */
typedef struct
{
  RabtaSidebar         *self; /* owned */
  const RabtaPlaceInfo *place;
  gint64                number; /* counted so far */
  gboolean              also;   /* the second query is on its way */
} Count;

static void
count_free (Count *count)
{
  g_object_unref (count->self);
  g_free (count);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Count, count_free)

static const RabtaPlaceInfo *
row_get_place (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "place");
}

static GtkListBoxRow *
find_row (RabtaSidebar *self,
          const char   *name)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (row_get_place (row)->name, name) == 0)
      return row;
  return NULL;
}

static GtkWidget *
create_row (const RabtaPlaceInfo *place)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_(place->title));
  GtkWidget *number = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (number, "count");
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_set_valign (number, GTK_ALIGN_CENTER);
  if (place->urgent)
    gtk_widget_add_css_class (number, "urgent");
  gtk_widget_set_visible (number, FALSE);
  gtk_widget_set_visible (row, !place->optional);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (place->icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), number);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _(place->title), -1);
  g_object_set_data (G_OBJECT (row), "place", (gpointer) place);
  g_object_set_data (G_OBJECT (row), "count", number);
  return row;
}

/* What has nothing to show is not there, unless somebody is just looking at it. */
static void
update_visible (RabtaSidebar  *self,
                GtkListBoxRow *row)
{
  if (row_get_place (row)->optional)
    gtk_widget_set_visible (GTK_WIDGET (row), gtk_list_box_row_is_selected (row)
                                              || g_object_get_data (G_OBJECT (row), "number") != NULL);
}

static void
show_count (RabtaSidebar         *self,
            const RabtaPlaceInfo *place,
            gint64                number)
{
  GtkListBoxRow *row = find_row (self, place->name);
  GtkWidget *label = g_object_get_data (G_OBJECT (row), "count");
  g_autofree char *text = g_strdup_printf ("%'" G_GINT64_FORMAT, number);
  g_autofree char *name = NULL;

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, number > 0);
  g_object_set_data (G_OBJECT (row), "number", GINT_TO_POINTER (number > 0));
  update_visible (self, row);

  if (number <= 0)
    name = g_strdup (_(place->title));
  else if (place->urgent && place->count != NULL)
    /* Translators: a place and how many things in it are overdue. */
    name = g_strdup_printf (_("%s, %s overdue"), _(place->title), text);
  else
    /* Translators: a place and how many things it holds. */
    name = g_strdup_printf (_("%s, %s"), _(place->title), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
count_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Count) count = user_data;
  g_autoptr (GError) error = NULL;
  gint64 number;

  number = count->place->count_finish != NULL ? count->place->count_finish (RABTA_CASEBOOK (source), result, &error)
                                              : rabta_casebook_count_finish (RABTA_CASEBOOK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || RABTA_CASEBOOK (source) != count->self->casebook)
    return;
  if (error != NULL)
    {
      /* A number beside a title is no reason for a dialog: the place itself reports. */
      g_warning ("Failed to count the records of a place: %s", error->message);
      number = 0;
    }
  count->number += number;
  if (count->place->count_also != NULL && !count->also)
    {
      g_autoptr (RabtaQuery) query = count->place->count_also ();
      GCancellable *cancellable = count->self->cancellable;

      count->also = TRUE;
      rabta_casebook_count_async (RABTA_CASEBOOK (source), query, cancellable, count_cb,
                                  g_steal_pointer (&count));
      return;
    }
  if (count->self->list != NULL)
    show_count (count->self, count->place, count->number);
}

static gboolean
count_all_cb (gpointer user_data)
{
  RabtaSidebar *self = user_data;
  const RabtaPlaceInfo *places;
  guint n_places;

  self->count_id = 0;
  places = rabta_places_get (&n_places);
  for (guint i = 0; i < n_places; i++)
    {
      g_autoptr (RabtaQuery) query = NULL;
      Count *count;

      if (places[i].count == NULL && places[i].count_async == NULL)
        continue;
      count = g_new0 (Count, 1);
      count->self = g_object_ref (self);
      count->place = &places[i];
      if (places[i].count_async != NULL)
        {
          places[i].count_async (self->casebook, self->cancellable, count_cb, count);
          continue;
        }
      query = places[i].count ();
      rabta_casebook_count_async (self->casebook, query, self->cancellable, count_cb, count);
    }
  return G_SOURCE_REMOVE;
}

static void
queue_count (RabtaSidebar *self)
{
  /* A little later: one count for a burst of commits, and nothing while the window first draws. */
  if (self->count_id == 0 && self->casebook != NULL)
    self->count_id = g_timeout_add_full (G_PRIORITY_LOW, 150, count_all_cb, self, NULL);
}

static void
changed_cb (RabtaCasebook        *casebook,
            const RabtaChangeSet *changes,
            RabtaSidebar         *self)
{
  queue_count (self);
}

static void
row_activated_cb (GtkListBox    *list,
                  GtkListBoxRow *row,
                  RabtaSidebar  *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.place", "s", row_get_place (row)->name);
}

static void
row_selected_cb (GtkListBox    *list,
                 GtkListBoxRow *row,
                 RabtaSidebar  *self)
{
  if (row != NULL && !self->selecting)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.place", "s", row_get_place (row)->name);
}

static void
drop_casebook (RabtaSidebar *self)
{
  g_clear_handle_id (&self->count_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->casebook != NULL)
    g_clear_signal_handler (&self->changed_id, self->casebook);
  g_clear_object (&self->casebook);
}

static void
rabta_sidebar_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  RabtaSidebar *self = RABTA_SIDEBAR (object);

  switch (prop_id)
    {
    case PROP_CASEBOOK:
      g_value_set_object (value, self->casebook);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rabta_sidebar_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_CASEBOOK:
      rabta_sidebar_set_casebook (RABTA_SIDEBAR (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rabta_sidebar_dispose (GObject *object)
{
  RabtaSidebar *self = RABTA_SIDEBAR (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  drop_casebook (self);
  self->list = NULL;
  g_clear_pointer (&child, gtk_widget_unparent);

  G_OBJECT_CLASS (rabta_sidebar_parent_class)->dispose (object);
}

static void
rabta_sidebar_class_init (RabtaSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rabta_sidebar_get_property;
  object_class->set_property = rabta_sidebar_set_property;
  object_class->dispose = rabta_sidebar_dispose;

  properties[PROP_CASEBOOK] =
    g_param_spec_object ("casebook", NULL, NULL, RABTA_TYPE_CASEBOOK,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "placesidebar");
}

static void
rabta_sidebar_init (RabtaSidebar *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  const RabtaPlaceInfo *places;
  guint n_places;

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Places"), -1);
  places = rabta_places_get (&n_places);
  for (guint i = 0; i < n_places; i++)
    gtk_list_box_append (self->list, create_row (&places[i]));
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect (self->list, "row-selected", G_CALLBACK (row_selected_cb), self);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
}

/**
 * rabta_sidebar_set_casebook:
 * @casebook: (nullable): whose records are counted
 *
 * Counts the records of another casebook from now on.
 */
void
rabta_sidebar_set_casebook (RabtaSidebar  *self,
                            RabtaCasebook *casebook)
{
  g_return_if_fail (RABTA_IS_SIDEBAR (self));
  g_return_if_fail (casebook == NULL || RABTA_IS_CASEBOOK (casebook));

  if (casebook == self->casebook)
    return;
  drop_casebook (self);
  if (casebook != NULL)
    {
      self->casebook = g_object_ref (casebook);
      self->cancellable = g_cancellable_new ();
      self->changed_id = g_signal_connect (casebook, "changed", G_CALLBACK (changed_cb), self);
      queue_count (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CASEBOOK]);
}

/**
 * rabta_sidebar_set_place:
 * @name: (nullable): name of the place the window shows
 *
 * Marks the place, without activating it.
 */
void
rabta_sidebar_set_place (RabtaSidebar *self,
                         const char   *name)
{
  GtkListBoxRow *row;

  g_return_if_fail (RABTA_IS_SIDEBAR (self));

  self->selecting = TRUE;
  gtk_list_box_select_row (self->list, find_row (self, name));
  self->selecting = FALSE;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    update_visible (self, row);
}
