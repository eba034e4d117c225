/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/action-flow.h"

/**
 * rabta_action_flow_new:
 * @max_per_line: how many buttons stand side by side where there is room
 *
 * Makes a row of equally wide buttons that breaks into lines where a narrow window or a long
 * translation leaves too little room.
 *
 * Returns: (transfer floating): a widget for rabta_action_flow_append()
 */
GtkWidget *
rabta_action_flow_new (guint max_per_line)
{
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), max_per_line);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (flow), TRUE);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_widget_add_css_class (flow, "actions");
  return flow;
}

/**
 * rabta_action_flow_append:
 * @flow: made by rabta_action_flow_new()
 * @button: a button; its place is given to the others while it is not visible
 */
void
rabta_action_flow_append (GtkWidget *flow,
                          GtkWidget *button)
{
  GtkWidget *child;

  g_return_if_fail (GTK_IS_FLOW_BOX (flow));
  g_return_if_fail (GTK_IS_WIDGET (button));

  gtk_flow_box_append (GTK_FLOW_BOX (flow), button);
  child = gtk_widget_get_parent (button);
  /* The keys go from button to button. */
  gtk_widget_set_focusable (child, FALSE);
  g_object_bind_property (button, "visible", child, "visible", G_BINDING_SYNC_CREATE);
}
