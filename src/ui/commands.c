/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/commands.h"

#include "base/text.h"
#include "ui/places.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  NEEDS_NOTHING,
  NEEDS_CASEBOOK,
  NEEDS_WRITING,
} Need;

static const struct
{
  const char *label;
  const char *icon;
  const char *action;
  Need        need;
} fixed[] = {
  { N_("Log an activity"), "document-edit-symbolic", "win.log-activity", NEEDS_WRITING },
  { N_("Back up the casebook"), "drive-harddisk-symbolic", "win.backup", NEEDS_CASEBOOK },
  { N_("Open a casebook"), "document-open-symbolic", "app.open-casebook", NEEDS_NOTHING },
  { N_("New casebook"), "document-new-symbolic", "app.new-casebook", NEEDS_NOTHING },
  { N_("Preferences"), "preferences-system-symbolic", "app.preferences", NEEDS_NOTHING },
  { N_("Keyboard shortcuts"), "preferences-desktop-keyboard-shortcuts-symbolic", "win.show-help-overlay", NEEDS_NOTHING },
  { N_("Help"), "help-browser-symbolic", "win.help", NEEDS_NOTHING },
  { N_("About Rabta"), "help-about-symbolic", "app.about", NEEDS_NOTHING },
};

/* What an officer begins by itself; the rest is begun from the record it belongs to. */
static const RabtaKind new_kinds[] = {
  RABTA_KIND_ENTERPRISE, RABTA_KIND_CASE, RABTA_KIND_ORGANIZATION, RABTA_KIND_EVENT,
  RABTA_KIND_FOLLOW_UP,
};

static void
command_free (RabtaUiCommand *command)
{
  g_free (command->label);
  g_free (command->action);
  g_free (command);
}

static gboolean
matches (const char         *label,
         const char * const *words)
{
  g_autofree char *folded = rabta_text_fold (label);

  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static void
take (GPtrArray          *commands,
      const char * const *words,
      char               *label,
      const char         *icon,
      char               *action)
{
  RabtaUiCommand *command = g_new0 (RabtaUiCommand, 1);

  command->label = label;
  command->icon = icon;
  command->action = action;
  if (matches (label, words))
    g_ptr_array_add (commands, command);
  else
    command_free (command);
}

static void
take_places (GPtrArray          *commands,
             const char * const *words)
{
  const RabtaPlaceInfo *places;
  guint n_places;

  places = rabta_places_get (&n_places);
  for (guint i = 0; i < n_places; i++)
    take (commands, words, g_strdup (_(places[i].title)), places[i].icon,
          g_strdup_printf ("win.place::%s", places[i].name));
}

static void
take_new_records (GPtrArray          *commands,
                  const char * const *words)
{
  for (gsize i = 0; i < G_N_ELEMENTS (new_kinds); i++)
    {
      const RabtaRecordInfo *info = rabta_places_find_kind (new_kinds[i]);
      const RabtaKindInfo *kind = rabta_kind_get_info (new_kinds[i]);

      if (info == NULL || info->edit == NULL)
        continue;
      /* Translators: "New: Enterprise", in the list of things to do. */
      take (commands, words, g_strdup_printf (_("New: %s"), _(kind->heading)), "list-add-symbolic",
            g_strdup_printf ("win.new-record::%s", kind->name));
    }
}

static void
take_tools (GPtrArray          *commands,
            const char * const *words,
            gboolean            writable)
{
  const RabtaToolInfo *tools = rabta_places_get_tools ();

  if (tools->import != NULL && writable)
    take (commands, words, g_strdup (_("Import a list")), "document-open-symbolic",
          g_strdup ("win.import"));
  if (tools->export_ != NULL)
    take (commands, words, g_strdup (_("Export XML")), "document-save-symbolic",
          g_strdup ("win.export"));
  if (tools->validate != NULL)
    take (commands, words, g_strdup (_("Validate a file")), "object-select-symbolic",
          g_strdup ("win.validate"));
}

static void
take_undo (GPtrArray          *commands,
           const char * const *words,
           RabtaCasebook      *casebook)
{
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;

  g_object_get (casebook, "undo-action", &undo, "redo-action", &redo, NULL);
  if (undo != NULL)
    take (commands, words, g_strdup_printf (_("Undo: %s"), undo), "edit-undo-symbolic",
          g_strdup ("win.undo"));
  if (redo != NULL)
    take (commands, words, g_strdup_printf (_("Redo: %s"), redo), "edit-redo-symbolic",
          g_strdup ("win.redo"));
}

/**
 * rabta_ui_commands_list:
 * @window: where they would be done
 * @text: (nullable): what has been typed
 *
 * Returns: (transfer full) (element-type RabtaUiCommand): what can be done in @window now and is
 *   called by every word of @text
 */
GPtrArray *
rabta_ui_commands_list (RabtaWindow *window,
                        const char  *text)
{
  RabtaCasebook *casebook = rabta_window_get_casebook (window);
  gboolean writable = casebook != NULL && !rabta_casebook_is_read_only (casebook);
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func ((GDestroyNotify) command_free);
  g_autofree char *folded = rabta_text_fold (text != NULL ? text : "");
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  g_return_val_if_fail (RABTA_IS_WINDOW (window), NULL);

  if (casebook != NULL)
    take_places (commands, (const char * const *) words);
  if (writable)
    take_new_records (commands, (const char * const *) words);
  if (casebook != NULL)
    take_tools (commands, (const char * const *) words, writable);
  if (writable)
    take_undo (commands, (const char * const *) words, casebook);
  for (gsize i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (fixed[i].need == NEEDS_NOTHING || (fixed[i].need == NEEDS_CASEBOOK && casebook != NULL)
        || writable)
      take (commands, (const char * const *) words, g_strdup (_(fixed[i].label)), fixed[i].icon,
            g_strdup (fixed[i].action));
  return g_steal_pointer (&commands);
}
