/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/timeline.h"

#include "model/history.h"
#include "ui/joined-text.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define PAGE 50

struct _RabtaTimeline
{
  GtkWidget parent;

  /* Widgets, owned by the tree */
  GtkWidget *box;
  GtkWidget *list;
  GtkWidget *more;
  GtkWidget *status;

  /* Owned */
  RabtaCasebook *casebook;
  GCancellable  *cancellable;
  RabtaUuid      id;
  RabtaKind      kind;
  gboolean       with_parts;
  gboolean       stale; /* the casebook changed while nobody was looking */
  guint          limit;
};

G_DEFINE_FINAL_TYPE (RabtaTimeline, rabta_timeline, GTK_TYPE_WIDGET)

/* Entries that one action made to one record are one row. */
static gboolean
belong_together (const RabtaHistoryEntry *a,
                 const RabtaHistoryEntry *b)
{
  return a->what == b->what && a->kind == b->kind && rabta_uuid_equal (&a->record, &b->record)
         && g_strcmp0 (a->instant, b->instant) == 0 && g_strcmp0 (a->officer, b->officer) == 0
         && g_strcmp0 (a->action, b->action) == 0;
}

static const char *
kind_icon (RabtaKind kind)
{
  switch (kind)
    {
    case RABTA_KIND_PERSON:
      return "avatar-default-symbolic";
    case RABTA_KIND_PRODUCT:
      return "package-x-generic-symbolic";
    case RABTA_KIND_CASE:
    case RABTA_KIND_STAGE_ENTRY:
    case RABTA_KIND_CHECKLIST_ITEM:
    case RABTA_KIND_PAUSE:
      return "folder-symbolic";
    case RABTA_KIND_ACTIVITY:
      return "call-start-symbolic";
    case RABTA_KIND_FOLLOW_UP:
      return "alarm-symbolic";
    case RABTA_KIND_OUTCOME:
      return "starred-symbolic";
    case RABTA_KIND_DOCUMENT:
      return "text-x-generic-symbolic";
    case RABTA_KIND_PARTICIPATION:
    case RABTA_KIND_EVENT:
      return "x-office-calendar-symbolic";
    case RABTA_KIND_OFFICE:
    case RABTA_KIND_OFFICER:
    case RABTA_KIND_HOLIDAY:
    case RABTA_KIND_ORGANIZATION:
    case RABTA_KIND_ENTERPRISE:
    case RABTA_KIND_TARGET:
    case RABTA_N_KINDS:
    case RABTA_KIND_NONE:
    default:
      return "document-edit-symbolic";
    }
}

/* "Person added: Ayesha", "Case changed", … */
static char *
dup_headline (RabtaTimeline           *self,
              const RabtaHistoryEntry *entry)
{
  const char *heading = _(rabta_kind_get_info (entry->kind)->heading);
  gboolean own = entry->kind == self->kind && rabta_uuid_equal (&entry->record, &self->id);
  g_autofree char *what = NULL;

  switch (entry->what)
    {
    case RABTA_HISTORY_CREATED:
      what = g_strdup_printf (_("%s added"), heading);
      break;
    case RABTA_HISTORY_DELETED:
      what = g_strdup_printf (_("%s deleted"), heading);
      break;
    case RABTA_HISTORY_RESTORED:
      what = g_strdup_printf (_("%s brought back"), heading);
      break;
    case RABTA_HISTORY_MERGED:
      /* Translators: a kind of record, and what another of that kind is called. */
      what = g_strdup_printf (_("%s merged into “%s”"), heading, entry->new_text != NULL ? entry->new_text : "");
      break;
    case RABTA_HISTORY_PARTED:
      what = g_strdup_printf (_("%s parted again from the one it was merged into"), heading);
      break;
    case RABTA_HISTORY_CHANGED:
    default:
      what = g_strdup_printf (_("%s changed"), heading);
      break;
    }

  if (own || entry->title == NULL || entry->title[0] == '\0')
    return g_steal_pointer (&what);
  return g_strdup_printf (_("%s: %s"), what, entry->title);
}

static char *
dup_sentence (const RabtaHistoryEntry *entry)
{
  const char *old_text = entry->old_text != NULL ? entry->old_text : "";
  const char *new_text = entry->new_text != NULL ? entry->new_text : "";

  if (old_text[0] == '\0')
    return g_strdup_printf (_("%s: %s"), entry->heading, new_text);
  if (new_text[0] == '\0')
    return g_strdup_printf (_("%s: “%s” taken out"), entry->heading, old_text);
  return g_strdup_printf (_("%s: %s, was %s"), entry->heading, new_text, old_text);
}

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

/* A row for the entries from @first to before @last, of one action and one record. */
static GtkWidget *
make_row (RabtaTimeline *self,
          GPtrArray     *entries,
          guint          first,
          guint          last)
{
  const RabtaHistoryEntry *entry = g_ptr_array_index (entries, first);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *icon = gtk_image_new_from_icon_name (kind_icon (entry->kind));
  g_autofree char *headline = dup_headline (self, entry);
  g_autofree char *when = rabta_instant_display (entry->instant);
  g_autoptr (GString) by = g_string_new (NULL);

  rabta_joined_text_append (by, when);
  rabta_joined_text_append (by, entry->officer);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, "dim-label");
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (text), make_label (headline, "heading"));
  for (guint i = first; i < last; i++)
    {
      const RabtaHistoryEntry *part = g_ptr_array_index (entries, i);

      if (part->heading != NULL)
        {
          g_autofree char *sentence = dup_sentence (part);

          gtk_box_append (GTK_BOX (text), make_label (sentence, NULL));
        }
    }
  gtk_box_append (GTK_BOX (text), make_label (by->str, "caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (text), "dim-label");
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), text);
  gtk_widget_set_margin_top (line, 10);
  gtk_widget_set_margin_bottom (line, 10);
  gtk_widget_set_margin_start (line, 12);
  gtk_widget_set_margin_end (line, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);

  return row;
}

static void
show_entries (RabtaTimeline *self,
              GPtrArray     *entries)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);

  for (guint first = 0; first < entries->len;)
    {
      guint last = first + 1;

      while (last < entries->len && belong_together (g_ptr_array_index (entries, first),
                                                     g_ptr_array_index (entries, last)))
        last++;
      gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (self, entries, first, last));
      first = last;
    }

  gtk_widget_set_visible (self->more, entries->len >= self->limit);
  gtk_widget_set_visible (self->list, entries->len > 0);
  gtk_label_set_text (GTK_LABEL (self->status), _("Nothing happened yet."));
  gtk_widget_set_visible (self->status, entries->len == 0);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (RabtaTimeline) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = rabta_history_load_finish (RABTA_CASEBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->list == NULL)
    return;
  if (entries == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->status), error->message);
      gtk_widget_set_visible (self->status, TRUE);
      return;
    }

  show_entries (self, entries);
}

static void
load (RabtaTimeline *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->stale = TRUE;
      return;
    }

  self->stale = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  rabta_history_load_async (self->casebook, self->kind, &self->id, self->with_parts, self->limit,
                            self->cancellable, loaded_cb, g_object_ref (self));
}

static void
casebook_changed_cb (RabtaCasebook        *casebook,
                     const RabtaChangeSet *changes,
                     RabtaTimeline        *self)
{
  load (self);
}

static void
more_cb (RabtaTimeline *self)
{
  self->limit += 2 * PAGE;
  load (self);
}

static void
rabta_timeline_map (GtkWidget *widget)
{
  RabtaTimeline *self = RABTA_TIMELINE (widget);

  GTK_WIDGET_CLASS (rabta_timeline_parent_class)->map (widget);

  if (self->stale)
    load (self);
}

static void
rabta_timeline_dispose (GObject *object)
{
  RabtaTimeline *self = RABTA_TIMELINE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->list = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_timeline_parent_class)->dispose (object);
}

static void
rabta_timeline_class_init (RabtaTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rabta_timeline_dispose;
  widget_class->map = rabta_timeline_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rabta_timeline_init (RabtaTimeline *self)
{
  self->limit = PAGE;
  self->stale = TRUE;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_visible (self->list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Timeline"), -1);
  self->status = make_label (NULL, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (self->status), 0.5);
  gtk_widget_set_visible (self->status, FALSE);
  self->more = gtk_button_new_with_mnemonic (_("Show _Earlier"));
  gtk_widget_add_css_class (self->more, "pill");
  gtk_widget_set_halign (self->more, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->more, FALSE);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (more_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_box_append (GTK_BOX (self->box), self->status);
  gtk_box_append (GTK_BOX (self->box), self->more);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * rabta_timeline_new:
 * @casebook: the casebook
 * @kind: kind of the record
 * @id: the record
 * @with_parts: also what refers to it
 *
 * Makes a timeline. It reads when it is first seen.
 *
 * Returns: (transfer floating): the timeline
 */
GtkWidget *
rabta_timeline_new (RabtaCasebook   *casebook,
                    RabtaKind        kind,
                    const RabtaUuid *id,
                    gboolean         with_parts)
{
  RabtaTimeline *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (RABTA_TYPE_TIMELINE, NULL);
  g_set_object (&self->casebook, casebook);
  self->kind = kind;
  self->id = *id;
  self->with_parts = with_parts;
  g_signal_connect_object (casebook, "changed", G_CALLBACK (casebook_changed_cb), self, 0);

  return GTK_WIDGET (self);
}
