/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/case-card.h"

#include "ui/due-words.h"
#include "ui/enterprise-badges.h"
#include "ui/joined-text.h"

#include <glib/gi18n-lib.h>

struct _RabtaCaseCard
{
  GtkWidget parent_instance;

  GtkWidget     *box;
  GtkWidget     *enterprise;
  GtkWidget     *subject;
  GtkWidget     *due;
  GtkWidget     *priority;
  GtkWidget     *badges;

  RabtaCasebook *casebook;
  RabtaRecord   *record;
  gulong         changed_id;
};

G_DEFINE_FINAL_TYPE (RabtaCaseCard, rabta_case_card, GTK_TYPE_WIDGET)

enum {
  DRAGGING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
describe_subject (RabtaCaseCard *self)
{
  const char *partner = rabta_record_get_ref_title (self->record, "organization");
  const char *title = rabta_record_get_text (self->record, "title");
  GString *subject;

  if (title == NULL && partner == NULL)
    return NULL;
  subject = g_string_new (NULL);
  rabta_joined_text_append (subject, title);
  rabta_joined_text_append (subject, partner);
  return g_string_free (subject, FALSE);
}

static void
show_priority (RabtaCaseCard *self)
{
  const char *code = rabta_record_get_text (self->record, "priority");
  RabtaProgramme *programme = rabta_casebook_get_programme (self->casebook);
  gboolean high = g_strcmp0 (code, "high") == 0;

  gtk_widget_set_visible (self->priority, high || g_strcmp0 (code, "low") == 0);
  if (code == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->priority),
                      rabta_programme_get_label (programme, "priority", code));
  if (high)
    gtk_widget_add_css_class (self->priority, "warning");
  else
    gtk_widget_remove_css_class (self->priority, "warning");
}

/* What a screen reader says of the card, whole. */
static void
update_name (RabtaCaseCard *self,
             const char    *enterprise,
             const char    *subject,
             const char    *due)
{
  g_autoptr (GString) name = g_string_new (enterprise);

  if (subject != NULL)
    g_string_append_printf (name, ", %s", subject);
  if (due != NULL)
    g_string_append_printf (name, ", %s", due);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str,
                                  -1);
}

static void
show_record (RabtaCaseCard *self)
{
  g_autofree char *subject = NULL;
  g_autofree char *words = NULL;
  const char *enterprise;
  RabtaDueState state;

  /* A placeholder says nothing yet. */
  gtk_widget_set_opacity (self->box, rabta_record_is_loaded (self->record) ? 1.0 : 0.4);
  enterprise = rabta_record_get_ref_title (self->record, "enterprise");
  if (enterprise == NULL)
    enterprise = rabta_record_is_loaded (self->record) ? _("Not received yet") : "…";
  subject = describe_subject (self);
  gtk_label_set_text (GTK_LABEL (self->enterprise), enterprise);
  gtk_label_set_text (GTK_LABEL (self->subject), subject != NULL ? subject : "");
  gtk_widget_set_visible (self->subject, subject != NULL);
  state = rabta_case_due_words (self->casebook, self->record, &words);
  rabta_due_label_set (self->due, state, words);
  show_priority (self);
  rabta_enterprise_badges_set (RABTA_ENTERPRISE_BADGES (self->badges),
                               rabta_record_is_loaded (self->record)
                                 ? rabta_record_get_ref (self->record, "enterprise") : NULL);
  update_name (self, enterprise, subject, words);
}

static void
record_changed_cb (RabtaCaseCard *self)
{
  show_record (self);
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            RabtaCaseCard *self)
{
  if (self->record == NULL || !rabta_record_is_loaded (self->record)
      || rabta_casebook_is_read_only (self->casebook))
    return NULL;
  return gdk_content_provider_new_typed (RABTA_TYPE_RECORD, self->record);
}

static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               RabtaCaseCard *self)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 16, 16);
  g_signal_emit (self, signals[DRAGGING], 0, TRUE);
}

static void
drag_end_cb (GtkDragSource *source,
             GdkDrag       *drag,
             gboolean       delete_data,
             RabtaCaseCard *self)
{
  g_signal_emit (self, signals[DRAGGING], 0, FALSE);
}

static GtkWidget *
make_label (const char *css_class,
            int         lines)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), lines);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
rabta_case_card_dispose (GObject *object)
{
  RabtaCaseCard *self = RABTA_CASE_CARD (object);

  if (self->record != NULL)
    g_clear_signal_handler (&self->changed_id, self->record);
  g_clear_object (&self->record);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->casebook);

  G_OBJECT_CLASS (rabta_case_card_parent_class)->dispose (object);
}

static void
rabta_case_card_class_init (RabtaCaseCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rabta_case_card_dispose;
  signals[DRAGGING] = g_signal_new ("dragging", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "casecard");
}

static void
rabta_case_card_init (RabtaCaseCard *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (source, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
}

/**
 * rabta_case_card_new:
 *
 * Returns: (transfer floating): an empty card
 */
GtkWidget *
rabta_case_card_new (RabtaCasebook *casebook)
{
  RabtaCaseCard *self;
  GtkWidget *marks;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  self = g_object_new (RABTA_TYPE_CASE_CARD, NULL);
  self->casebook = g_object_ref (casebook);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  self->enterprise = make_label ("heading", 2);
  self->subject = make_label ("caption", 2);
  self->due = rabta_due_label_new ();
  self->badges = rabta_enterprise_badges_new (casebook);
  self->priority = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->priority, "badge");
  gtk_widget_add_css_class (self->priority, "dim");
  marks = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_box_append (GTK_BOX (marks), self->badges);
  gtk_box_append (GTK_BOX (marks), self->priority);
  gtk_box_append (GTK_BOX (self->box), self->enterprise);
  gtk_box_append (GTK_BOX (self->box), self->subject);
  gtk_box_append (GTK_BOX (self->box), self->due);
  gtk_box_append (GTK_BOX (self->box), marks);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * rabta_case_card_set_record:
 * @record: (nullable): the case to show; it may still be a placeholder
 */
void
rabta_case_card_set_record (RabtaCaseCard *self,
                            RabtaRecord   *record)
{
  g_return_if_fail (RABTA_IS_CASE_CARD (self));
  g_return_if_fail (record == NULL || RABTA_IS_RECORD (record));

  if (self->record != NULL)
    g_clear_signal_handler (&self->changed_id, self->record);
  g_set_object (&self->record, record);
  if (record == NULL)
    return;
  self->changed_id = g_signal_connect_swapped (record, "changed", G_CALLBACK (record_changed_cb),
                                               self);
  show_record (self);
}

/**
 * rabta_case_card_get_record:
 *
 * Returns: (transfer none) (nullable): the case shown
 */
RabtaRecord *
rabta_case_card_get_record (RabtaCaseCard *self)
{
  g_return_val_if_fail (RABTA_IS_CASE_CARD (self), NULL);
  return self->record;
}
