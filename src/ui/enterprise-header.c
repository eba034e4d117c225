/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/enterprise-header.h"

#include "base/date.h"
#include "ui/action-flow.h"
#include "ui/joined-text.h"

#include <glib/gi18n-lib.h>

struct _RabtaEnterpriseHeader
{
  GtkWidget parent;

  GtkWidget *box;
  GtkWidget *name;
  GtkWidget *name_ur;
  GtkWidget *badges;
  GtkWidget *facts;

  RabtaProgramme *programme;
};

G_DEFINE_FINAL_TYPE (RabtaEnterpriseHeader, rabta_enterprise_header, GTK_TYPE_WIDGET)

static void
add_badge (RabtaEnterpriseHeader *self,
           const char            *text,
           const char            *css_class)
{
  GtkWidget *badge = gtk_label_new (text);

  gtk_widget_add_css_class (badge, "badge");
  if (css_class != NULL)
    gtk_widget_add_css_class (badge, css_class);
  gtk_box_append (GTK_BOX (self->badges), badge);
}

static void
show_badges (RabtaEnterpriseHeader *self,
             RabtaRecord           *record)
{
  const char *size = rabta_record_get_text (record, "size");
  const char *established = rabta_record_get_text (record, "established");
  char today[RABTA_DATE_SIZE];
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->badges)) != NULL)
    gtk_box_remove (GTK_BOX (self->badges), child);

  rabta_date_today (today);
  if (rabta_record_get_int (record, "women_led") != 0)
    add_badge (self, _("Women-led"), NULL);
  if (size != NULL)
    add_badge (self, rabta_programme_get_label (self->programme, "size", size),
               g_str_equal (size, "micro") ? NULL : "dim");
  if (established != NULL && rabta_programme_is_start_up (self->programme, established, today))
    add_badge (self, _("Start-up"), "success");
  if (rabta_record_get_int (record, "exporting") != 0)
    add_badge (self, _("Exporter"), "dim");
  gtk_widget_set_visible (self->badges, gtk_widget_get_first_child (self->badges) != NULL);
}

static void
append_fact (GString *facts,
             char    *fact)
{
  rabta_joined_text_append (facts, fact);
  g_free (fact);
}

static char *
dup_display (RabtaEnterpriseHeader *self,
             RabtaRecord           *record,
             const char            *name)
{
  return rabta_record_dup_display (record, (guint) rabta_kind_find_field (rabta_record_get_info (record), name),
                                   self->programme);
}

static void
show_facts (RabtaEnterpriseHeader *self,
            RabtaRecord           *record)
{
  g_autoptr (GString) facts = g_string_new (NULL);
  const char *established = rabta_record_get_text (record, "established");

  append_fact (facts, dup_display (self, record, "district"));
  append_fact (facts, dup_display (self, record, "cluster"));
  if (!rabta_record_has (record, "cluster"))
    append_fact (facts, dup_display (self, record, "sector"));
  if (established != NULL)
    append_fact (facts, g_strdup_printf (_("since %.4s"), established));
  if (rabta_record_has (record, "employees"))
    {
      gulong n = (gulong) MAX (0, rabta_record_get_int (record, "employees"));

      append_fact (facts, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'lu employee", "%'lu employees", n), n));
    }
  append_fact (facts, dup_display (self, record, "phone"));
  gtk_label_set_text (GTK_LABEL (self->facts), facts->str);
  gtk_widget_set_visible (self->facts, facts->len > 0);
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
make_button (const char *label,
             const char *icon,
             const char *action,
             const char *css_class)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  adw_button_content_set_use_underline (ADW_BUTTON_CONTENT (content), TRUE);
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), icon);
  gtk_widget_set_halign (content, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);

  return button;
}

static GtkWidget *
make_actions (void)
{
  GtkWidget *flow = rabta_action_flow_new (4);
  GtkWidget *buttons[] = {
    make_button (_("_Open Case"), "folder-new-symbolic", "enterprise.open-case", "suggested-action"),
    make_button (_("_Log Activity"), "call-start-symbolic", "enterprise.log-activity", NULL),
    make_button (_("_Follow Up"), "alarm-symbolic", "enterprise.add-follow-up", NULL),
    make_button (_("_Edit"), "document-edit-symbolic", "enterprise.edit", NULL),
  };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    rabta_action_flow_append (flow, buttons[i]);

  return flow;
}

static void
rabta_enterprise_header_dispose (GObject *object)
{
  RabtaEnterpriseHeader *self = RABTA_ENTERPRISE_HEADER (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->programme);

  G_OBJECT_CLASS (rabta_enterprise_header_parent_class)->dispose (object);
}

static void
rabta_enterprise_header_class_init (RabtaEnterpriseHeaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rabta_enterprise_header_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rabta_enterprise_header_init (RabtaEnterpriseHeader *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->name = make_label ("title-1");
  self->name_ur = make_label ("title-3");
  self->badges = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->facts = make_label ("dim-label");
  gtk_box_append (GTK_BOX (self->box), self->name);
  gtk_box_append (GTK_BOX (self->box), self->name_ur);
  gtk_box_append (GTK_BOX (self->box), self->badges);
  gtk_box_append (GTK_BOX (self->box), self->facts);
  gtk_box_append (GTK_BOX (self->box), make_actions ());
  gtk_widget_set_margin_top (gtk_widget_get_last_child (self->box), 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * rabta_enterprise_header_new:
 * @programme: gives codes their labels
 *
 * Makes the head of a page. Its buttons activate the actions "enterprise.…" of the page around it.
 *
 * Returns: (transfer floating): the head
 */
GtkWidget *
rabta_enterprise_header_new (RabtaProgramme *programme)
{
  RabtaEnterpriseHeader *self = g_object_new (RABTA_TYPE_ENTERPRISE_HEADER, NULL);

  g_set_object (&self->programme, programme);

  return GTK_WIDGET (self);
}

/**
 * rabta_enterprise_header_set_record:
 * @self: a head
 * @record: a loaded enterprise
 *
 * Shows an enterprise.
 */
void
rabta_enterprise_header_set_record (RabtaEnterpriseHeader *self,
                                    RabtaRecord           *record)
{
  const char *name_ur;
  g_autofree char *title = NULL;

  g_return_if_fail (RABTA_IS_ENTERPRISE_HEADER (self));
  g_return_if_fail (rabta_record_get_kind (record) == RABTA_KIND_ENTERPRISE);

  title = rabta_record_dup_title (record);
  name_ur = rabta_record_get_text (record, "name_ur");
  gtk_label_set_text (GTK_LABEL (self->name), title);
  gtk_label_set_text (GTK_LABEL (self->name_ur), name_ur != NULL ? name_ur : "");
  gtk_widget_set_visible (self->name_ur, name_ur != NULL);
  show_badges (self, record);
  show_facts (self, record);
}
