/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "input.h"

#include "ui.h"

#include <gdk/x11/gdkx.h>
#include <stdlib.h>
#include <xcb/xcb.h>
#include <xcb/xcbext.h>

/* The extension XTEST has one request that matters here, FakeInput. It is sent by hand, so that no
 * further library is needed: libxcb comes with GTK. */
#define FAKE_INPUT 2

typedef struct
{
  guint8  major;
  guint8  minor;
  guint16 length;
  guint8  type;
  guint8  detail;
  guint16 pad;
  guint32 time; /* in ms, after which the server does it */
  guint32 root;
  guint32 pad_before[2];
  gint16  x;
  gint16  y;
  guint8  pad_after[7];
  guint8  device;
} FakeInput;

G_STATIC_ASSERT (sizeof (FakeInput) == 36);

/* How many pixels a drag moves at once: a hand does not jump. */
#define STRIDE 12

static xcb_extension_t xtest = { .name = "XTEST" };
static xcb_connection_t *connection;

static xcb_window_t
get_root (void)
{
  return xcb_setup_roots_iterator (xcb_get_setup (connection)).data->root;
}

/* What was caused has reached the program, as the server answers in turn, and is handled. */
static void
let_arrive (void)
{
  free (xcb_get_input_focus_reply (connection, xcb_get_input_focus (connection), NULL));
  rabta_test_settle ();
}

static void
send (guint8 type,
      guint8 detail,
      int    x,
      int    y)
{
  static const xcb_protocol_request_t request = { .count = 2, .ext = &xtest, .opcode = FAKE_INPUT,
                                                  .isvoid = 1 };
  FakeInput input = { .type = type, .detail = detail, .root = get_root (), .x = (gint16) x,
                      .y = (gint16) y };
  /* The library puts what it needs itself before these. */
  struct iovec parts[4] = { { NULL, 0 }, { NULL, 0 }, { &input, sizeof input }, { NULL, 0 } };

  g_assert_true (rabta_input_is_possible ());
  xcb_send_request (connection, 0, parts + 2, &request);
  xcb_flush (connection);
}

static void
press_key (guint    keyval,
           gboolean down)
{
  g_autofree GdkKeymapKey *keys = NULL;
  int n_keys = 0;

  g_assert_true (gdk_display_map_keyval (gdk_display_get_default (), keyval, &keys, &n_keys));
  send (down ? XCB_KEY_PRESS : XCB_KEY_RELEASE, (guint8) keys[0].keycode, 0, 0);
}

static gboolean
needs_shift (guint keyval)
{
  g_autofree GdkKeymapKey *keys = NULL;
  int n_keys = 0;

  g_assert_true (gdk_display_map_keyval (gdk_display_get_default (), keyval, &keys, &n_keys));
  return keys[0].level == 1;
}

static void
press_modifiers (GdkModifierType state,
                 gboolean        down)
{
  if ((state & GDK_CONTROL_MASK) != 0)
    press_key (GDK_KEY_Control_L, down);
  if ((state & GDK_SHIFT_MASK) != 0)
    press_key (GDK_KEY_Shift_L, down);
  if ((state & GDK_ALT_MASK) != 0)
    press_key (GDK_KEY_Alt_L, down);
}

/* Where the middle of a widget is on the screen, in pixels. */
static void
locate (GtkWidget *widget,
        int       *x,
        int       *y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = gtk_native_get_surface (native);
  int scale = gdk_surface_get_scale_factor (surface);
  g_autofree xcb_translate_coordinates_reply_t *reply = NULL;
  graphene_rect_t bounds;
  double dx, dy;

  g_assert_true (gtk_widget_get_mapped (widget));
  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (native), &bounds));
  gtk_native_get_surface_transform (native, &dx, &dy);
  dx += bounds.origin.x + bounds.size.width / 2;
  dy += bounds.origin.y + bounds.size.height / 2;
  reply = xcb_translate_coordinates_reply (connection,
                                           xcb_translate_coordinates (connection,
                                                                      (xcb_window_t) gdk_x11_surface_get_xid (surface),
                                                                      get_root (),
                                                                      (gint16) (dx * scale),
                                                                      (gint16) (dy * scale)),
                                           NULL);
  g_assert_nonnull (reply);
  *x = reply->dst_x;
  *y = reply->dst_y;
}

/* What a window manager does when a dialog is gone: the keys go to the window that is left. */
static void
focus_window (void)
{
  GtkWindow *window = rabta_test_top_window (G_TYPE_INVALID);
  g_autofree xcb_get_input_focus_reply_t *reply =
    xcb_get_input_focus_reply (connection, xcb_get_input_focus (connection), NULL);
  xcb_window_t wanted;

  g_assert_nonnull (window);
  g_assert_nonnull (reply);
  wanted = (xcb_window_t) gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (window)));
  if (reply->focus == wanted)
    return;
  xcb_set_input_focus (connection, XCB_INPUT_FOCUS_PARENT, wanted, XCB_CURRENT_TIME);
  let_arrive ();
}

/**
 * rabta_input_is_possible:
 *
 * Returns: whether the display is an X server with the extension XTEST
 */
gboolean
rabta_input_is_possible (void)
{
  const xcb_query_extension_reply_t *reply;

  if (!GDK_IS_X11_DISPLAY (gdk_display_get_default ()))
    return FALSE;
  if (connection == NULL)
    connection = xcb_connect (gdk_display_get_name (gdk_display_get_default ()), NULL);
  if (xcb_connection_has_error (connection))
    return FALSE;
  reply = xcb_get_extension_data (connection, &xtest);
  return reply != NULL && reply->present;
}

/**
 * rabta_input_key:
 *
 * Presses a key and lets go of it.
 */
void
rabta_input_key (GdkModifierType state,
                 guint           keyval)
{
  g_assert_true (rabta_input_is_possible ());
  focus_window ();
  press_modifiers (state, TRUE);
  press_key (keyval, TRUE);
  press_key (keyval, FALSE);
  press_modifiers (state, FALSE);
  let_arrive ();
}

/**
 * rabta_input_type:
 *
 * Types a text, one key after the other.
 */
void
rabta_input_type (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      guint keyval = gdk_unicode_to_keyval (g_utf8_get_char (c));

      rabta_input_key (needs_shift (keyval) ? GDK_SHIFT_MASK : 0, keyval);
    }
}

/**
 * rabta_input_point:
 *
 * Puts the pointer on a widget.
 */
void
rabta_input_point (GtkWidget *widget)
{
  int x, y;

  g_assert_true (rabta_input_is_possible ());
  locate (widget, &x, &y);
  send (XCB_MOTION_NOTIFY, 0, x, y);
  let_arrive ();
}

void
rabta_input_press (guint button)
{
  send (XCB_BUTTON_PRESS, (guint8) button, 0, 0);
  let_arrive ();
}

void
rabta_input_release (guint button)
{
  send (XCB_BUTTON_RELEASE, (guint8) button, 0, 0);
  let_arrive ();
}

/**
 * rabta_input_click:
 * @button: %GDK_BUTTON_PRIMARY or another
 *
 * Clicks on a widget.
 */
void
rabta_input_click (GtkWidget *widget,
                   guint      button)
{
  rabta_input_point (widget);
  rabta_input_press (button);
  rabta_input_release (button);
}

/**
 * rabta_input_drag:
 *
 * Drags from one widget to another and holds there.
 */
void
rabta_input_drag (GtkWidget *from,
                  GtkWidget *to)
{
  int x, y, end_x, end_y, n_steps;

  g_assert_true (rabta_input_is_possible ());
  rabta_input_point (from);
  rabta_input_press (GDK_BUTTON_PRIMARY);
  locate (from, &x, &y);
  locate (to, &end_x, &end_y);
  n_steps = MAX (MAX (ABS (end_x - x), ABS (end_y - y)) / STRIDE, 1);
  for (int i = 1; i <= n_steps; i++)
    {
      send (XCB_MOTION_NOTIFY, 0, x + (end_x - x) * i / n_steps, y + (end_y - y) * i / n_steps);
      let_arrive ();
    }
}
