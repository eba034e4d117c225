/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/place.h"

G_DEFINE_INTERFACE (RabtaPlace, rabta_place, GTK_TYPE_WIDGET)

enum {
  PLACE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rabta_place_default_init (RabtaPlaceInterface *iface)
{
  signals[PLACE_CHANGED] =
    g_signal_new ("place-changed", G_TYPE_FROM_INTERFACE (iface), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/**
 * rabta_place_get_title:
 *
 * Returns: (transfer none): the title for the header bar; never %NULL
 */
const char *
rabta_place_get_title (RabtaPlace *self)
{
  const char *title;

  g_return_val_if_fail (RABTA_IS_PLACE (self), "");
  g_return_val_if_fail (RABTA_PLACE_GET_IFACE (self)->get_title != NULL, "");

  title = RABTA_PLACE_GET_IFACE (self)->get_title (self);
  return title != NULL ? title : "";
}

/**
 * rabta_place_get_subtitle:
 *
 * Returns: (transfer none) (nullable): the line below the title
 */
const char *
rabta_place_get_subtitle (RabtaPlace *self)
{
  g_return_val_if_fail (RABTA_IS_PLACE (self), NULL);

  if (RABTA_PLACE_GET_IFACE (self)->get_subtitle == NULL)
    return NULL;
  return RABTA_PLACE_GET_IFACE (self)->get_subtitle (self);
}

/**
 * rabta_place_can_search:
 *
 * Returns: whether there is something to search in here
 */
gboolean
rabta_place_can_search (RabtaPlace *self)
{
  g_return_val_if_fail (RABTA_IS_PLACE (self), FALSE);
  return RABTA_PLACE_GET_IFACE (self)->focus_search != NULL;
}

/**
 * rabta_place_focus_search:
 *
 * Puts the focus into the search entry of the place, showing it first where it is hidden.
 */
void
rabta_place_focus_search (RabtaPlace *self)
{
  g_return_if_fail (RABTA_IS_PLACE (self));

  if (RABTA_PLACE_GET_IFACE (self)->focus_search != NULL)
    RABTA_PLACE_GET_IFACE (self)->focus_search (self);
}

/**
 * rabta_place_can_create_new:
 *
 * Returns: whether something can be made new here
 */
gboolean
rabta_place_can_create_new (RabtaPlace *self)
{
  g_return_val_if_fail (RABTA_IS_PLACE (self), FALSE);
  return RABTA_PLACE_GET_IFACE (self)->create_new != NULL;
}

/**
 * rabta_place_create_new:
 *
 * Begins a new record of what the place shows.
 */
void
rabta_place_create_new (RabtaPlace *self)
{
  g_return_if_fail (RABTA_IS_PLACE (self));

  if (RABTA_PLACE_GET_IFACE (self)->create_new != NULL)
    RABTA_PLACE_GET_IFACE (self)->create_new (self);
}

/**
 * rabta_place_get_new_label:
 *
 * Returns: (transfer none) (nullable): what rabta_place_create_new() makes, for people
 */
const char *
rabta_place_get_new_label (RabtaPlace *self)
{
  g_return_val_if_fail (RABTA_IS_PLACE (self), NULL);

  if (RABTA_PLACE_GET_IFACE (self)->get_new_label == NULL)
    return NULL;
  return RABTA_PLACE_GET_IFACE (self)->get_new_label (self);
}

/**
 * rabta_place_get_selection:
 *
 * Returns: (transfer full) (nullable) (element-type RabtaUuid): the records selected
 */
GArray *
rabta_place_get_selection (RabtaPlace *self)
{
  g_return_val_if_fail (RABTA_IS_PLACE (self), NULL);

  if (RABTA_PLACE_GET_IFACE (self)->get_selection == NULL)
    return NULL;
  return RABTA_PLACE_GET_IFACE (self)->get_selection (self);
}

/**
 * rabta_place_get_header:
 *
 * Returns: (transfer none) (nullable): further buttons for the end of the header bar
 */
GtkWidget *
rabta_place_get_header (RabtaPlace *self)
{
  g_return_val_if_fail (RABTA_IS_PLACE (self), NULL);

  if (RABTA_PLACE_GET_IFACE (self)->get_header == NULL)
    return NULL;
  return RABTA_PLACE_GET_IFACE (self)->get_header (self);
}

/**
 * rabta_place_get_record:
 * @kind: (out): kind of the record
 * @id: (out): its id
 *
 * Returns: whether the place is the page of one record
 */
gboolean
rabta_place_get_record (RabtaPlace *self,
                        RabtaKind  *kind,
                        RabtaUuid  *id)
{
  g_return_val_if_fail (RABTA_IS_PLACE (self), FALSE);
  g_return_val_if_fail (kind != NULL && id != NULL, FALSE);

  if (RABTA_PLACE_GET_IFACE (self)->get_record == NULL)
    return FALSE;
  return RABTA_PLACE_GET_IFACE (self)->get_record (self, kind, id);
}

/**
 * rabta_place_go_back:
 *
 * Returns: %TRUE when the place itself had something to go back from
 */
gboolean
rabta_place_go_back (RabtaPlace *self)
{
  g_return_val_if_fail (RABTA_IS_PLACE (self), FALSE);

  if (RABTA_PLACE_GET_IFACE (self)->go_back == NULL)
    return FALSE;
  return RABTA_PLACE_GET_IFACE (self)->go_back (self);
}

/**
 * rabta_place_shown:
 *
 * Tells the place that it became the content of the window.
 */
void
rabta_place_shown (RabtaPlace *self)
{
  g_return_if_fail (RABTA_IS_PLACE (self));

  if (RABTA_PLACE_GET_IFACE (self)->shown != NULL)
    RABTA_PLACE_GET_IFACE (self)->shown (self);
}

/**
 * rabta_place_changed:
 *
 * For implementations: title, subtitle or header are not what they were.
 */
void
rabta_place_changed (RabtaPlace *self)
{
  g_return_if_fail (RABTA_IS_PLACE (self));
  g_signal_emit (self, signals[PLACE_CHANGED], 0);
}
