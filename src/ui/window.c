/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/window-private.h"

#include "model/handover.h"
#include "ui/places.h"
#include "ui/settings.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (RabtaWindow, rabta_window, ADW_TYPE_APPLICATION_WINDOW)

enum {
  PROP_0,
  PROP_CASEBOOK,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

#define STACK_OPENING "opening"

static void
remove_leaving (RabtaWindow *self)
{
  GtkWidget *visible = gtk_stack_get_visible_child (self->stack);

  for (guint i = self->leaving->len; i > 0; i--)
    {
      GtkWidget *page = g_ptr_array_index (self->leaving, i - 1);

      if (page == visible)
        continue;
      if (gtk_widget_get_parent (page) == GTK_WIDGET (self->stack))
        gtk_stack_remove (self->stack, page);
      g_ptr_array_remove_index (self->leaving, i - 1);
    }
}

static void
update_header (RabtaWindow *self)
{
  RabtaPlace *content = rabta_window_get_content (self);
  GtkWidget *header = content != NULL ? rabta_place_get_header (content) : NULL;
  const char *subtitle = content != NULL ? rabta_place_get_subtitle (content) : NULL;
  const char *new_label = content != NULL ? rabta_place_get_new_label (content) : NULL;
  gboolean can_new = content != NULL && rabta_place_can_create_new (content)
                     && !rabta_casebook_is_read_only (self->casebook);

  if (new_label == NULL)
    new_label = _("New");
  adw_window_title_set_title (self->title, content != NULL ? rabta_place_get_title (content) : "");
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (self->back_button, self->pages->len > 0);
  /* On a page the title needs the room, and the way to the places leads back. */
  gtk_widget_set_visible (self->flap_button,
                          adw_flap_get_folded (self->flap) && self->pages->len == 0);
  gtk_widget_set_visible (self->search_button,
                          content != NULL && rabta_place_can_search (content));
  gtk_widget_set_visible (self->new_button, can_new);
  gtk_widget_set_tooltip_text (self->new_button, new_label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->new_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, new_label, -1);
  if (header != adw_bin_get_child (self->header_slot))
    adw_bin_set_child (self->header_slot, header);
  rabta_window_update_actions (self);
}

static void
show_content (RabtaWindow *self,
              GtkWidget   *content)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->stack));

  /* What is left behind takes its focus along; GTK would put it on the sidebar, whose row then is
   * selected and shows its place over the page that was just opened. */
  if (had_focus)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_stack_set_visible_child (self->stack, content);
  /* A page that is still being read has nothing that could take the focus, but keys of its own. */
  if (had_focus && !gtk_widget_child_focus (content, GTK_DIR_TAB_FORWARD))
    {
      gtk_widget_set_focusable (content, TRUE);
      gtk_widget_grab_focus (content);
    }
  g_signal_group_set_target (self->content_signals, content);
  update_header (self);
  rabta_place_shown (RABTA_PLACE (content));
  if (!gtk_stack_get_transition_running (self->stack))
    remove_leaving (self);
}

static void
drop_pages (RabtaWindow *self)
{
  while (self->pages->len > 0)
    g_ptr_array_add (self->leaving, g_ptr_array_steal_index (self->pages, self->pages->len - 1));
}

static void
handover_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  RabtaWindow *self = user_data;
  RabtaHandover handover;
  g_autofree char *moment = NULL;
  g_autofree char *text = NULL;

  /* Cancelled where the window has gone or shows another casebook. */
  if (!rabta_casebook_get_handover_finish (RABTA_CASEBOOK (source), result, &handover, NULL) || !handover.is_handed_over)
    return;
  moment = rabta_instant_display (handover.moment);
  text = g_strdup_printf (_("This casebook was handed over to another computer on %s: work on there. What is entered here "
                            "reaches the others only by files of this copy."),
                          moment);
  gtk_label_set_text (self->notice_label, text);
  gtk_revealer_set_reveal_child (self->notice, TRUE);
}

/**
 * rabta_window_update_notice:
 * @self: a window
 *
 * Looks again at what is said at the top of the content as long as it holds.
 */
void
rabta_window_update_notice (RabtaWindow *self)
{
  gboolean read_only;

  g_return_if_fail (RABTA_IS_WINDOW (self));

  read_only = self->casebook != NULL && rabta_casebook_is_read_only (self->casebook);
  if (read_only)
    gtk_label_set_text (self->notice_label,
                        _("This casebook is open for reading only: nothing can be changed here."));
  gtk_revealer_set_reveal_child (self->notice, read_only);
  if (self->casebook != NULL && !read_only)
    rabta_casebook_get_handover_async (self->casebook, self->cancellable, handover_read_cb, self);
}

static void
update_casebook_title (RabtaWindow *self)
{
  g_autofree char *subtitle = NULL;

  if (self->casebook != NULL)
    subtitle = g_strdup (rabta_casebook_get_office_code (self->casebook));
  adw_window_title_set_subtitle (self->casebook_title, subtitle != NULL ? subtitle : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->casebook_title),
                               self->casebook != NULL ? rabta_casebook_get_path (self->casebook)
                                                      : NULL);
}

static void
drop_content (RabtaWindow *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stack));
  GtkWidget *opening = gtk_stack_get_child_by_name (self->stack, STACK_OPENING);

  g_signal_group_set_target (self->content_signals, NULL);
  adw_bin_set_child (self->header_slot, NULL);
  g_ptr_array_set_size (self->pages, 0);
  g_ptr_array_set_size (self->leaving, 0);
  gtk_stack_set_visible_child (self->stack, opening);
  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (child != opening)
        gtk_stack_remove (self->stack, child);
      child = next;
    }
}

/* Says that a casebook is being opened. Made only where it is seen, because the spinner's picture alone
 * takes longer to load than most casebooks to open. */
static void
update_opening (RabtaWindow *self)
{
  GtkWidget *box, *spinner, *label;

  if (self->casebook != NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      adw_bin_set_child (self->opening, NULL);
      return;
    }
  if (adw_bin_get_child (self->opening) != NULL)
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  spinner = gtk_spinner_new ();
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_box_append (GTK_BOX (box), spinner);
  label = gtk_label_new (_("Opening the casebook…"));
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  adw_bin_set_child (self->opening, box);
}

static void
restore_state (RabtaWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self),
                               MAX (360, rabta_settings_get_int ("window-width", 1200)),
                               MAX (320, rabta_settings_get_int ("window-height", 720)));
  if (rabta_settings_get_boolean ("window-maximized", FALSE))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
save_state (RabtaWindow *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (width > 0 && height > 0)
    {
      rabta_settings_set_int ("window-width", width);
      rabta_settings_set_int ("window-height", height);
    }
  rabta_settings_set_boolean ("window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (self->place != NULL)
    rabta_settings_set_string ("place", self->place);
}

/* What a page was given while it was read goes on to what it holds. */
static void
pass_focus_on (RabtaWindow *self)
{
  GtkWidget *content = GTK_WIDGET (rabta_window_get_content (self));

  if (content == NULL || gtk_window_get_focus (GTK_WINDOW (self)) != content)
    return;
  gtk_widget_set_focusable (content, FALSE);
  if (gtk_widget_child_focus (content, GTK_DIR_TAB_FORWARD))
    return;
  gtk_widget_set_focusable (content, TRUE);
  gtk_widget_grab_focus (content);
}

static void
content_changed_cb (RabtaWindow *self)
{
  update_header (self);
  pass_focus_on (self);
}

static void
folded_cb (AdwFlap     *flap,
           GParamSpec  *pspec,
           RabtaWindow *self)
{
  update_header (self);
}

static void
undo_changed_cb (RabtaWindow *self)
{
  rabta_window_update_undo (self);
}

static void
transition_cb (GtkStack    *stack,
               GParamSpec  *pspec,
               RabtaWindow *self)
{
  if (!gtk_stack_get_transition_running (stack))
    remove_leaving (self);
}

static gboolean
rabta_window_close_request (GtkWindow *window)
{
  save_state (RABTA_WINDOW (window));
  return GTK_WINDOW_CLASS (rabta_window_parent_class)->close_request (window);
}

static void
rabta_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rabta_window_parent_class)->map (widget);
  update_opening (RABTA_WINDOW (widget));
}

static void
rabta_window_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  RabtaWindow *self = RABTA_WINDOW (object);

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
rabta_window_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_CASEBOOK:
      rabta_window_set_casebook (RABTA_WINDOW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rabta_window_dispose (GObject *object)
{
  RabtaWindow *self = RABTA_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->content_signals);
  g_clear_object (&self->casebook_signals);
  if (self->stack != NULL)
    g_signal_handlers_disconnect_by_data (self->stack, self);
  if (self->flap != NULL)
    g_signal_handlers_disconnect_by_data (self->flap, self);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->leaving, g_ptr_array_unref);
  g_clear_object (&self->toast);

  G_OBJECT_CLASS (rabta_window_parent_class)->dispose (object);
  g_clear_object (&self->casebook);
}

static void
rabta_window_finalize (GObject *object)
{
  g_free (RABTA_WINDOW (object)->place);

  G_OBJECT_CLASS (rabta_window_parent_class)->finalize (object);
}

static void
rabta_window_class_init (RabtaWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rabta_window_get_property;
  object_class->set_property = rabta_window_set_property;
  object_class->dispose = rabta_window_dispose;
  object_class->finalize = rabta_window_finalize;
  widget_class->map = rabta_window_map;
  GTK_WINDOW_CLASS (klass)->close_request = rabta_window_close_request;

  properties[PROP_CASEBOOK] =
    g_param_spec_object ("casebook", NULL, NULL, RABTA_TYPE_CASEBOOK,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (RABTA_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/smeda/Rabta/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, RabtaWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RabtaWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, RabtaWindow, casebook_title);
  gtk_widget_class_bind_template_child (widget_class, RabtaWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, RabtaWindow, title);
  gtk_widget_class_bind_template_child (widget_class, RabtaWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaWindow, flap_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, RabtaWindow, header_slot);
  gtk_widget_class_bind_template_child (widget_class, RabtaWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, RabtaWindow, notice_label);
  gtk_widget_class_bind_template_child (widget_class, RabtaWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, RabtaWindow, opening);
  rabta_window_class_install_actions (widget_class);
}

static void
rabta_window_init (RabtaWindow *self)
{
  self->pages = g_ptr_array_new_with_free_func (g_object_unref);
  self->leaving = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();

  self->casebook_signals = g_signal_group_new (RABTA_TYPE_CASEBOOK);
  g_signal_group_connect_swapped (self->casebook_signals, "notify::undo-action",
                                  G_CALLBACK (undo_changed_cb), self);
  g_signal_group_connect_swapped (self->casebook_signals, "notify::redo-action",
                                  G_CALLBACK (undo_changed_cb), self);
  self->content_signals = g_signal_group_new (RABTA_TYPE_PLACE);
  g_signal_group_connect_swapped (self->content_signals, "place-changed",
                                  G_CALLBACK (content_changed_cb), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->flap, "notify::folded", G_CALLBACK (folded_cb), self);
  g_signal_connect (self->stack, "notify::transition-running", G_CALLBACK (transition_cb), self);
  restore_state (self);
  rabta_window_update_actions (self);
  rabta_window_update_undo (self);
}

/**
 * rabta_window_new:
 * @application: the application the window belongs to
 *
 * Makes the window without a casebook: it says that one is being opened until
 * rabta_window_set_casebook() hands it one.
 *
 * Returns: (transfer none): the window, owned by GTK
 */
RabtaWindow *
rabta_window_new (GtkApplication *application)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  return g_object_new (RABTA_TYPE_WINDOW, "application", application, NULL);
}

/**
 * rabta_window_get_casebook:
 *
 * Returns: (transfer none) (nullable): the casebook shown
 */
RabtaCasebook *
rabta_window_get_casebook (RabtaWindow *self)
{
  g_return_val_if_fail (RABTA_IS_WINDOW (self), NULL);
  return self->casebook;
}

/**
 * rabta_window_set_casebook:
 * @casebook: (nullable): the casebook to show
 *
 * Shows another casebook, in the place that was shown last.
 */
void
rabta_window_set_casebook (RabtaWindow   *self,
                           RabtaCasebook *casebook)
{
  g_autofree char *place = NULL;
  const RabtaPlaceInfo *places;
  guint n_places;

  g_return_if_fail (RABTA_IS_WINDOW (self));
  g_return_if_fail (casebook == NULL || RABTA_IS_CASEBOOK (casebook));

  if (casebook == self->casebook)
    return;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  drop_content (self);
  g_set_object (&self->casebook, casebook);
  g_signal_group_set_target (self->casebook_signals, casebook);
  rabta_sidebar_set_casebook (self->sidebar, casebook);
  update_casebook_title (self);
  rabta_window_update_notice (self);
  rabta_window_update_undo (self);
  update_opening (self);

  places = rabta_places_get (&n_places);
  place = self->place != NULL ? g_strdup (self->place) : rabta_settings_get_string ("place", NULL);
  g_clear_pointer (&self->place, g_free);
  if (casebook != NULL && n_places > 0)
    rabta_window_show_place (self, rabta_places_find (place) != NULL ? place : places[0].name);
  else
    update_header (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CASEBOOK]);
}

/**
 * rabta_window_get_place:
 *
 * Returns: (transfer none) (nullable): name of the place shown, or that the page shown lies over
 */
const char *
rabta_window_get_place (RabtaWindow *self)
{
  g_return_val_if_fail (RABTA_IS_WINDOW (self), NULL);
  return self->place;
}

/**
 * rabta_window_show_place:
 * @name: name of a place
 *
 * Shows a place, making it when it is shown for the first time, and leaves the pages over it. An
 * unknown name is ignored.
 */
void
rabta_window_show_place (RabtaWindow *self,
                         const char  *name)
{
  const RabtaPlaceInfo *place;
  GtkWidget *child;

  g_return_if_fail (RABTA_IS_WINDOW (self));
  g_return_if_fail (name != NULL);

  place = rabta_places_find (name);
  if (place == NULL || self->casebook == NULL)
    return;

  drop_pages (self);
  child = gtk_stack_get_child_by_name (self->stack, name);
  if (child == NULL)
    {
      child = place->create (self->casebook);
      gtk_stack_add_named (self->stack, child, name);
    }
  g_free (self->place);
  self->place = g_strdup (place->name);
  rabta_sidebar_set_place (self->sidebar, name);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  show_content (self, child);
}

/**
 * rabta_window_push_page:
 * @page: (transfer floating): a #RabtaPlace that is in no window yet
 *
 * Shows @page over what is shown now, with a way back.
 */
void
rabta_window_push_page (RabtaWindow *self,
                        GtkWidget   *page)
{
  g_autofree char *name = NULL;

  g_return_if_fail (RABTA_IS_WINDOW (self));
  g_return_if_fail (RABTA_IS_PLACE (page));
  g_return_if_fail (self->casebook != NULL);

  name = g_strdup_printf ("page-%u", ++self->n_pushed);
  g_ptr_array_add (self->pages, g_object_ref_sink (page));
  gtk_stack_add_named (self->stack, page, name);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  show_content (self, page);
}

/**
 * rabta_window_pop_page:
 *
 * Goes back from the page shown to what it lies over.
 *
 * Returns: whether there was a page to leave
 */
gboolean
rabta_window_pop_page (RabtaWindow *self)
{
  GtkWidget *below;

  g_return_val_if_fail (RABTA_IS_WINDOW (self), FALSE);

  if (self->pages->len == 0)
    return FALSE;
  g_ptr_array_add (self->leaving, g_ptr_array_steal_index (self->pages, self->pages->len - 1));
  if (self->pages->len > 0)
    below = g_ptr_array_index (self->pages, self->pages->len - 1);
  else
    below = gtk_stack_get_child_by_name (self->stack, self->place);
  show_content (self, below);
  return TRUE;
}

/**
 * rabta_window_get_content:
 *
 * Returns: (transfer none) (nullable): the page or place shown
 */
RabtaPlace *
rabta_window_get_content (RabtaWindow *self)
{
  GtkWidget *child;

  g_return_val_if_fail (RABTA_IS_WINDOW (self), NULL);

  if (self->casebook == NULL)
    return NULL;
  child = gtk_stack_get_visible_child (self->stack);
  return RABTA_IS_PLACE (child) ? RABTA_PLACE (child) : NULL;
}
