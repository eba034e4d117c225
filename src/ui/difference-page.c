/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/difference-page.h"

#include "ui/difference-list.h"
#include "ui/joined-text.h"
#include "ui/place.h"
#include "ui/record-opening.h"
#include "ui/window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

struct _RabtaDifferencePage
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkStack            *stack;
  RabtaDifferenceList *list;
  AdwStatusPage       *error_page;

  /* owned */
  RabtaCasebook       *casebook;
  GCancellable        *loading;
  GtkWidget           *header;     /* shown by the window, outside this widget; or NULL */
  char                *title;
  char                *subtitle;
  RabtaDifference     *difference; /* of what is compared; or NULL */
  GPtrArray           *items;      /* of a figure: the records that make the difference */
  char                *code;       /* of a figure whose records are all listed; or NULL */

  /* what is compared */
  gboolean             is_rehearsal;
  guint8               site[RABTA_SITE_ID_LENGTH];
  gint64               before;
  gint64               after;

  gboolean             is_busy;
  gboolean             is_stale;   /* to be compared again */
};

enum {
  SEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void rabta_difference_page_place_init (RabtaPlaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RabtaDifferencePage, rabta_difference_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (RABTA_TYPE_PLACE, rabta_difference_page_place_init))

static void
add_heading (GPtrArray          *items,
             const char         *title,
             const char         *text,
             const char * const *columns)
{
  g_ptr_array_add (items, rabta_difference_item_new_heading (title, text, columns));
}

static void
add_left_out (GPtrArray          *items,
              const RabtaFigures *figures)
{
  g_autofree char *title = NULL;

  if (figures->left_out->len == 0)
    return;
  title = g_strdup_printf (_("Left Out of Figures: %'" PRId64), figures->n_left_out);
  add_heading (items, title, _("These records break a rule. They are counted once they are mended."), NULL);
  for (guint i = 0; i < figures->left_out->len; i++)
    g_ptr_array_add (items, rabta_difference_item_new_left_out (g_ptr_array_index (figures->left_out, i)));
}

static void
add_figures (GPtrArray           *items,
             RabtaDifferencePage *self)
{
  const char * const rehearsed[] = { _("Next file"), _("Last file"), _("Change") };
  const char * const compared[] = { _("Later"), _("Earlier"), _("Change") };
  const char * const *columns = self->is_rehearsal ? rehearsed : compared;
  const char *heading = NULL;

  add_heading (items, _("Figures"), _("A figure opens the records that make the difference."), columns);
  for (guint i = 0; i < self->difference->figures->len; i++)
    {
      const RabtaFigureDifference *figure = g_ptr_array_index (self->difference->figures, i);

      if (!figure->is_total && g_strcmp0 (heading, figure->heading) != 0)
        g_ptr_array_add (items, rabta_difference_item_new_parts (figure->heading));
      heading = figure->heading;
      g_ptr_array_add (items, rabta_difference_item_new_figure (figure, columns));
    }
}

static void
add_records (GPtrArray           *items,
             RabtaDifference     *difference,
             RabtaDifferenceSort  sort,
             const char          *title)
{
  g_autofree char *heading = g_strdup_printf ("%s: %'u", title, difference->counts[sort]);

  add_heading (items, heading, NULL, NULL);
  for (guint i = 0; i < difference->records->len; i++)
    {
      const RabtaRecordDifference *record = g_ptr_array_index (difference->records, i);

      if (record->sort == sort)
        g_ptr_array_add (items, rabta_difference_item_new_record (record));
    }
}

/* What asks for work comes first. */
static void
show_difference (RabtaDifferencePage *self,
                 gint64               n_absent)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *absent = NULL;

  if (n_absent > 0)
    {
      absent = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                             "%'" PRId64 " change that was there has not arrived here; the figures are "
                                             "without it.",
                                             "%'" PRId64 " changes that were there have not arrived here; the figures are "
                                             "without them.",
                                             (gulong) n_absent),
                                n_absent);
      add_heading (items, _("Not Complete"), absent, NULL);
    }
  add_left_out (items, self->difference->after);
  add_figures (items, self);
  add_records (items, self->difference, RABTA_DIFFERENCE_NEW, _("New"));
  add_records (items, self->difference, RABTA_DIFFERENCE_CHANGED, _("Changed"));
  add_records (items, self->difference, RABTA_DIFFERENCE_WITHDRAWN, _("Withdrawn"));
  rabta_difference_list_set_items (self->list, self->title, items);
  gtk_stack_set_visible_child_name (self->stack, "lines");
  rabta_place_changed (RABTA_PLACE (self));
}

/* @records: (nullable): all that the figure counts */
static void
show_figure (RabtaDifferencePage *self,
             GPtrArray           *records)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *title = NULL;

  if (self->items->len > 0)
    add_heading (items, _("They Make the Difference"), NULL, NULL);
  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (items, g_object_ref (g_ptr_array_index (self->items, i)));
  if (records != NULL && records->len > 0)
    {
      title = g_strdup_printf (_("All: %'u"), records->len);
      add_heading (items, title, NULL, NULL);
    }
  for (guint i = 0; records != NULL && i < records->len; i++)
    g_ptr_array_add (items, rabta_difference_item_new_counted (g_ptr_array_index (records, i)));
  rabta_difference_list_set_items (self->list, self->title, items);
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "lines" : "empty");
  rabta_difference_list_focus (self->list);
}

static void load (RabtaDifferencePage *self);

/* Whether the page is still there. */
static gboolean
end_loading (RabtaDifferencePage *self)
{
  self->is_busy = FALSE;

  return self->stack != NULL;
}

/* What changed meanwhile is compared once more; of a file that was made nothing changes. */
static void
refresh (RabtaDifferencePage *self)
{
  if (self->items != NULL || (!self->is_rehearsal && self->before != 0 && self->after != 0))
    return;
  self->is_stale = self->is_busy || !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (!self->is_stale)
    load (self);
}

static void
show_new_difference (RabtaDifferencePage *self,
                     RabtaDifference     *difference,
                     gint64               n_absent)
{
  gboolean is_first = self->difference == NULL;

  g_clear_pointer (&self->difference, rabta_difference_free);
  self->difference = difference;
  show_difference (self, n_absent);
  if (is_first)
    rabta_difference_list_focus (self->list);
  if (self->is_stale)
    refresh (self);
}

static void
show_error (RabtaDifferencePage *self,
            const GError        *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->error_page, text);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
rehearsed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (RabtaDifferencePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRehearsal) rehearsal = rabta_rehearsal_finish (result, &error);

  if (!end_loading (self))
    return;
  if (rehearsal == NULL)
    {
      show_error (self, error);
      return;
    }
  g_free (self->subtitle);
  self->subtitle = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "No. %" PRId64 ", %'" PRId64 " change",
                                                 "No. %" PRId64 ", %'" PRId64 " changes", (gulong) rehearsal->n_changes),
                                    rehearsal->number, rehearsal->n_changes);
  show_new_difference (self, g_steal_pointer (&rehearsal->difference), 0);
}

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (RabtaDifferencePage) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 n_absent;
  g_autoptr (RabtaDifference) difference = rabta_compare_finish (result, &n_absent, &error);

  if (!end_loading (self))
    return;
  if (difference != NULL)
    show_new_difference (self, g_steal_pointer (&difference), n_absent);
  else
    show_error (self, error);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RabtaDifferencePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = rabta_figure_records_finish (result, &error);

  if (!end_loading (self))
    return;
  if (records != NULL)
    show_figure (self, records);
  else
    show_error (self, error);
}

static void
load (RabtaDifferencePage *self)
{
  if (self->items != NULL && self->code == NULL)
    {
      show_figure (self, NULL);
      return;
    }

  /* What was compared before stays on the screen until there is something newer. */
  if (self->difference == NULL)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  self->is_busy = TRUE;
  self->is_stale = FALSE;
  if (self->items != NULL)
    rabta_figure_records_async (self->casebook, self->code, self->loading, listed_cb, g_object_ref (self));
  else if (self->is_rehearsal)
    rabta_rehearsal_async (self->casebook, self->site, self->loading, rehearsed_cb, g_object_ref (self));
  else
    rabta_compare_async (self->casebook, self->before, self->after, self->loading, compared_cb, g_object_ref (self));
}

static void
retry_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  load (RABTA_DIFFERENCE_PAGE (widget));
}

static RabtaDifferencePage *
page_new (RabtaCasebook *casebook,
          char          *title)
{
  RabtaDifferencePage *self = g_object_new (RABTA_TYPE_DIFFERENCE_PAGE, NULL);

  self->casebook = g_object_ref (casebook);
  self->title = title;
  g_signal_connect_object (casebook, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);

  return self;
}

static void
open_figure (RabtaDifferencePage *self,
             RabtaDifferenceItem *item)
{
  const char *code = rabta_difference_item_get_code (item);
  g_autoptr (GPtrArray) moves = rabta_difference_list_moves (self->difference, code);
  RabtaDifferencePage *page = page_new (self->casebook, g_strdup (rabta_difference_item_get_title (item)));

  page->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < moves->len; i++)
    g_ptr_array_add (page->items, rabta_difference_item_new_move (g_ptr_array_index (moves, i)));
  /* Of an earlier state nothing but the difference is at hand any more. */
  if (self->is_rehearsal || self->after == 0)
    page->code = g_strdup (code);
  page->subtitle = g_strdup_printf (_("%s (was %s)"), rabta_difference_item_get_column (item, 0),
                                    rabta_difference_item_get_column (item, 1));
  load (page);
  rabta_window_push_page (RABTA_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), GTK_WIDGET (page));
}

static void
activated_cb (RabtaDifferencePage *self,
              RabtaDifferenceItem *item)
{
  const char *field;
  RabtaKind kind;
  RabtaUuid id;

  if (rabta_difference_item_get_code (item) != NULL)
    open_figure (self, item);
  else if (rabta_difference_item_get_record (item, &kind, &id, &field))
    rabta_record_opening_at_field (GTK_WIDGET (self), self->casebook, kind, &id, field);
}

static const char *
rabta_difference_page_get_title (RabtaPlace *place)
{
  return RABTA_DIFFERENCE_PAGE (place)->title;
}

static const char *
rabta_difference_page_get_subtitle (RabtaPlace *place)
{
  return RABTA_DIFFERENCE_PAGE (place)->subtitle;
}

static GtkWidget *
rabta_difference_page_get_header (RabtaPlace *place)
{
  return RABTA_DIFFERENCE_PAGE (place)->header;
}

static void
rabta_difference_page_shown (RabtaPlace *place)
{
  RabtaDifferencePage *self = RABTA_DIFFERENCE_PAGE (place);

  rabta_difference_list_focus (self->list);
  if (self->is_stale)
    refresh (self);
}

static void
rabta_difference_page_place_init (RabtaPlaceInterface *iface)
{
  iface->get_title = rabta_difference_page_get_title;
  iface->get_subtitle = rabta_difference_page_get_subtitle;
  iface->get_header = rabta_difference_page_get_header;
  iface->shown = rabta_difference_page_shown;
}

static void
rabta_difference_page_dispose (GObject *object)
{
  RabtaDifferencePage *self = RABTA_DIFFERENCE_PAGE (object);

  g_cancellable_cancel (self->loading);
  /* A callback that comes later sees by this that the page is gone. */
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  g_clear_object (&self->header);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_difference_page_parent_class)->dispose (object);
}

static void
rabta_difference_page_finalize (GObject *object)
{
  RabtaDifferencePage *self = RABTA_DIFFERENCE_PAGE (object);

  g_object_unref (self->loading);
  g_clear_pointer (&self->difference, rabta_difference_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->code);
  g_free (self->title);
  g_free (self->subtitle);

  G_OBJECT_CLASS (rabta_difference_page_parent_class)->finalize (object);
}

static void
rabta_difference_page_class_init (RabtaDifferencePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rabta_difference_page_dispose;
  object_class->finalize = rabta_difference_page_finalize;

  signals[SEND] = g_signal_new ("send", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (RABTA_TYPE_DIFFERENCE_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/smeda/Rabta/ui/difference-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RabtaDifferencePage, stack);
  gtk_widget_class_bind_template_child (widget_class, RabtaDifferencePage, list);
  gtk_widget_class_bind_template_child (widget_class, RabtaDifferencePage, error_page);
  gtk_widget_class_install_action (widget_class, "difference.retry", NULL, retry_cb);
}

static void
rabta_difference_page_init (RabtaDifferencePage *self)
{
  self->loading = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->list, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
}

static void
send_clicked_cb (RabtaDifferencePage *self)
{
  g_signal_emit (self, signals[SEND], 0);
}

/**
 * rabta_difference_page_new_rehearsal:
 * @casebook: the casebook
 * @peer: for whom the file would be
 *
 * Returns: (transfer floating): the page that shows what would be read there
 */
GtkWidget *
rabta_difference_page_new_rehearsal (RabtaCasebook   *casebook,
                                     const RabtaPeer *peer)
{
  RabtaDifferencePage *self;
  GtkWidget *button;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && peer != NULL, NULL);

  self = page_new (casebook, g_strdup_printf (_("What %s Will Read"), peer->office));
  self->is_rehearsal = TRUE;
  memcpy (self->site, peer->site, sizeof self->site);
  button = gtk_button_new_with_mnemonic (_("_Send…"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (send_clicked_cb), self, G_CONNECT_SWAPPED);
  self->header = g_object_ref_sink (button);
  load (self);

  return GTK_WIDGET (self);
}

const guint8 *
rabta_difference_page_get_site (RabtaDifferencePage *self)
{
  g_return_val_if_fail (RABTA_IS_DIFFERENCE_PAGE (self), NULL);

  return self->site;
}

/**
 * rabta_difference_page_new_comparison:
 * @casebook: the casebook
 * @before: see rabta_compare_async()
 * @before_name: what it is called for people
 * @after: see rabta_compare_async()
 * @after_name: what it is called for people
 *
 * Returns: (transfer floating): the page that shows what differs
 */
GtkWidget *
rabta_difference_page_new_comparison (RabtaCasebook *casebook,
                                      gint64         before,
                                      const char    *before_name,
                                      gint64         after,
                                      const char    *after_name)
{
  RabtaDifferencePage *self;
  g_autoptr (GString) subtitle = g_string_new (NULL);

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook) && before_name != NULL && after_name != NULL, NULL);

  self = page_new (casebook, g_strdup (_("What Is Different")));
  rabta_joined_text_append (subtitle, before_name);
  rabta_joined_text_append (subtitle, after_name);
  self->subtitle = g_strdup (subtitle->str);
  self->before = before;
  self->after = after;
  load (self);

  return GTK_WIDGET (self);
}
