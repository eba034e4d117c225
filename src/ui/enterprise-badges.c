/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/enterprise-badges.h"

#include <glib/gi18n-lib.h>

/* More than are on any screen; when it is reached, all is forgotten and read again. */
#define CACHE_SIZE 4000
#define CACHE_KEY  "rabta-enterprise-badges"

enum
{
  MARK_NONE      = 0,
  MARK_WOMEN_LED = 1 << 0,
  MARK_MICRO     = 1 << 1,
  MARK_KNOWN     = 1 << 2,
};

struct _RabtaEnterpriseBadges
{
  GtkWidget parent_instance;

  GtkWidget     *women_led;
  GtkWidget     *micro;

  RabtaCasebook *casebook;
  GCancellable  *cancellable;
  RabtaUuid      enterprise;
  gboolean       set;
};

G_DEFINE_FINAL_TYPE (RabtaEnterpriseBadges, rabta_enterprise_badges, GTK_TYPE_WIDGET)

static void
forget_cb (RabtaCasebook        *casebook,
           const RabtaChangeSet *changes,
           GHashTable           *cache)
{
  if ((changes->kinds & (1u << RABTA_KIND_ENTERPRISE)) != 0)
    g_hash_table_remove_all (cache);
}

static GHashTable *
get_cache (RabtaCasebook *casebook)
{
  GHashTable *cache = g_object_get_data (G_OBJECT (casebook), CACHE_KEY);

  if (cache == NULL)
    {
      cache = g_hash_table_new_full (rabta_uuid_hash, rabta_uuid_equal, g_free, NULL);
      g_object_set_data_full (G_OBJECT (casebook), CACHE_KEY, cache,
                              (GDestroyNotify) g_hash_table_unref);
      g_signal_connect (casebook, "changed", G_CALLBACK (forget_cb), cache);
    }
  return cache;
}

static void
show_marks (RabtaEnterpriseBadges *self,
            guint                  marks)
{
  gtk_widget_set_visible (self->women_led, (marks & MARK_WOMEN_LED) != 0);
  gtk_widget_set_visible (self->micro, (marks & MARK_MICRO) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self), (marks & (MARK_WOMEN_LED | MARK_MICRO)) != 0);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RabtaEnterpriseBadges) self = user_data;
  g_autoptr (RabtaRecord) record = NULL;
  GHashTable *cache = get_cache (RABTA_CASEBOOK (source));
  guint marks = MARK_KNOWN;

  /* Without the enterprise ("not received yet") there is nothing to mark. */
  record = rabta_casebook_load_finish (RABTA_CASEBOOK (source), result, NULL);
  if (record == NULL)
    return;
  if (rabta_record_get_int (record, "women_led") != 0)
    marks |= MARK_WOMEN_LED;
  if (g_strcmp0 (rabta_record_get_text (record, "size"), "micro") == 0)
    marks |= MARK_MICRO;
  if (g_hash_table_size (cache) >= CACHE_SIZE)
    g_hash_table_remove_all (cache);
  g_hash_table_insert (cache, g_memdup2 (rabta_record_get_id (record), sizeof (RabtaUuid)),
                       GUINT_TO_POINTER (marks));
  if (self->women_led != NULL && self->set
      && rabta_uuid_equal (&self->enterprise, rabta_record_get_id (record)))
    show_marks (self, marks);
}

static GtkWidget *
make_badge (RabtaEnterpriseBadges *self,
            const char            *text,
            const char            *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "badge");
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (label, FALSE);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
rabta_enterprise_badges_dispose (GObject *object)
{
  RabtaEnterpriseBadges *self = RABTA_ENTERPRISE_BADGES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->women_led, gtk_widget_unparent);
  g_clear_pointer (&self->micro, gtk_widget_unparent);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_enterprise_badges_parent_class)->dispose (object);
}

static void
rabta_enterprise_badges_class_init (RabtaEnterpriseBadgesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rabta_enterprise_badges_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
rabta_enterprise_badges_init (RabtaEnterpriseBadges *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 4);
  self->women_led = make_badge (self, _("Women-led"), "women-led");
  self->micro = make_badge (self, _("Micro"), "micro");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * rabta_enterprise_badges_new:
 *
 * Returns: (transfer floating): badges of no enterprise yet
 */
GtkWidget *
rabta_enterprise_badges_new (RabtaCasebook *casebook)
{
  RabtaEnterpriseBadges *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  self = g_object_new (RABTA_TYPE_ENTERPRISE_BADGES, NULL);
  self->casebook = g_object_ref (casebook);
  return GTK_WIDGET (self);
}

/**
 * rabta_enterprise_badges_set:
 * @enterprise: (nullable): whose badges to show
 *
 * Shows the badges as soon as they are known.
 */
void
rabta_enterprise_badges_set (RabtaEnterpriseBadges *self,
                             const RabtaUuid       *enterprise)
{
  guint marks;

  g_return_if_fail (RABTA_IS_ENTERPRISE_BADGES (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->set = enterprise != NULL;
  if (enterprise == NULL)
    {
      show_marks (self, MARK_NONE);
      return;
    }

  self->enterprise = *enterprise;
  marks = GPOINTER_TO_UINT (g_hash_table_lookup (get_cache (self->casebook), enterprise));
  show_marks (self, marks);
  if (marks != MARK_NONE)
    return;
  self->cancellable = g_cancellable_new ();
  rabta_casebook_load_async (self->casebook, RABTA_KIND_ENTERPRISE, enterprise, self->cancellable,
                             loaded_cb, g_object_ref (self));
}
