/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/command.h"

#include "base/json.h"
#include "base/text.h"
#include "model/decisions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of the end of an id, so many characters at least: fewer are soon shared by two records. */
#define SHORTEST_ID 4


/* Fields are called as in the XML. */
static const char *
field_name (const RabtaConflict *conflict)
{
  return conflict->info != NULL && !g_str_has_prefix (conflict->field, "extra.") ? conflict->info->element
                                                                                 : conflict->field;
}

static const char *
side_text (const RabtaConflict     *conflict,
           const RabtaConflictSide *side)
{
  if (strcmp (conflict->field, RABTA_CONFLICT_RECORD) == 0 && side->deletes)
    return side->merges ? _("(merged into another)") : _("(deleted)");
  if (side->text != NULL && *side->text != '\0')
    return side->text;

  return strcmp (conflict->field, RABTA_CONFLICT_RECORD) == 0 ? _("(changed)") : _("(empty)");
}

static void
append_line (GString    *out,
             const char *text)
{
  g_autofree char *clean = g_strdelimit (g_strdup (text != NULL ? text : ""), "\t\r\n", ' ');

  g_string_append (out, clean);
}

static void
append_side (GString             *out,
             const RabtaConflict *conflict,
             guint                i)
{
  const RabtaConflictSide *side = g_ptr_array_index (conflict->sides, i);

  g_string_append_printf (out, "  %u\t", i + 1);
  append_line (out, side_text (conflict, side));
  g_string_append_c (out, '\t');
  append_line (out, side->officer != NULL ? side->officer : _("(unknown)"));
  g_string_append_printf (out, "\t%s\t%s\t%s%s%s\n", side->office != NULL ? side->office : "", side->instant,
                          side->is_mine ? _("mine") : "", side->is_mine && i == 0 ? ", " : "",
                          i == 0 ? _("stands") : "");
}

static void
append_conflict (GString             *out,
                 const RabtaConflict *conflict)
{
  char id[RABTA_UUID_TEXT_LENGTH + 1];

  rabta_uuid_format (&conflict->record, id);
  g_string_append_printf (out, "%s.%s\t%s\t", id, field_name (conflict), rabta_kind_get_info (conflict->kind)->name);
  append_line (out, conflict->title);
  g_string_append_c (out, '\t');
  append_line (out, conflict->heading);
  g_string_append_c (out, '\n');
  if (conflict->has_base)
    {
      g_string_append (out, "  base\t");
      append_line (out, conflict->base_text != NULL ? conflict->base_text : _("(empty)"));
      g_string_append_c (out, '\n');
    }
  for (guint i = 0; i < conflict->sides->len; i++)
    append_side (out, conflict, i);
}

static void
append_member (GString    *json,
               const char *name,
               const char *text)
{
  g_string_append_printf (json, "%s\"%s\":", json->str[json->len - 1] == '{' ? "" : ",", name);
  if (text != NULL)
    rabta_json_append_string (json, text);
  else
    g_string_append (json, "null");
}

static void
append_conflict_json (GString             *json,
                      const RabtaConflict *conflict)
{
  char id[RABTA_UUID_TEXT_LENGTH + 1];

  rabta_uuid_format (&conflict->record, id);
  g_string_append_c (json, '{');
  append_member (json, "kind", rabta_kind_get_info (conflict->kind)->name);
  append_member (json, "id", id);
  append_member (json, "title", conflict->title);
  append_member (json, "field", field_name (conflict));
  append_member (json, "heading", conflict->heading);
  g_string_append (json, ",\"base\":");
  if (conflict->has_base)
    {
      g_string_append_c (json, '{');
      append_member (json, "text", conflict->base_text);
      g_string_append_printf (json, ",\"value\":%s}", conflict->base != NULL ? conflict->base : "null");
    }
  else
    {
      g_string_append (json, "null");
    }
  g_string_append (json, ",\"sides\":[");
  for (guint i = 0; i < conflict->sides->len; i++)
    {
      const RabtaConflictSide *side = g_ptr_array_index (conflict->sides, i);

      g_string_append (json, i == 0 ? "{" : ",{");
      append_member (json, "text", side->text);
      g_string_append_printf (json, ",\"value\":%s", side->value != NULL ? side->value : "null");
      append_member (json, "officer", side->officer);
      append_member (json, "office", side->office);
      append_member (json, "instant", side->instant);
      g_string_append_printf (json, ",\"mine\":%s,\"stands\":%s,\"deletes\":%s}", side->is_mine ? "true" : "false",
                              i == 0 ? "true" : "false", side->deletes ? "true" : "false");
    }
  g_string_append (json, "]}");
}

static void
print_all (GPtrArray *conflicts,
           gboolean   json)
{
  g_autoptr (GString) out = g_string_new (json ? "[" : NULL);

  for (guint i = 0; i < conflicts->len; i++)
    {
      if (json && i > 0)
        g_string_append (out, ",\n");
      if (json)
        append_conflict_json (out, g_ptr_array_index (conflicts, i));
      else
        append_conflict (out, g_ptr_array_index (conflicts, i));
    }
  if (json)
    g_string_append (out, "]\n");
  g_print ("%s", out->str);
}


static const struct
{
  const char          *word;
  RabtaDecisionChoice  choice;
} choices[] = {
  { "mine", RABTA_DECISION_MINE },         { "theirs", RABTA_DECISION_THEIRS }, { "newest", RABTA_DECISION_NEWEST },
  { "standing", RABTA_DECISION_STANDING }, { "base", RABTA_DECISION_BASE },     { "keep", RABTA_DECISION_KEEP },
  { "delete", RABTA_DECISION_DELETE },
};

static gboolean
parse_choice (const char    *word,
              RabtaDecision *decision)
{
  guint64 number;

  if (g_str_has_prefix (word, "value:"))
    {
      decision->choice = RABTA_DECISION_TEXT;
      decision->text = g_strdup (word + strlen ("value:"));
      return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    if (strcmp (choices[i].word, word) == 0)
      {
        decision->choice = choices[i].choice;
        return TRUE;
      }
  if (!g_ascii_string_to_unsigned (word, 10, 1, G_MAXUINT16, &number, NULL))
    return FALSE;
  decision->choice = RABTA_DECISION_SIDE;
  decision->side = (guint) number - 1;

  return TRUE;
}

/* The conflict that ID.FIELD names, where an id may be shortened to its end. */
static const RabtaConflict *
find_conflict (GPtrArray   *conflicts,
               const char  *id,
               const char  *field,
               GError     **error)
{
  const RabtaConflict *found = NULL;

  for (guint i = 0; i < conflicts->len; i++)
    {
      const RabtaConflict *conflict = g_ptr_array_index (conflicts, i);
      char text[RABTA_UUID_TEXT_LENGTH + 1];

      rabta_uuid_format (&conflict->record, text);
      if (!g_str_has_suffix (text, id) ||
          (strcmp (field, conflict->field) != 0 && strcmp (field, field_name (conflict)) != 0))
        continue;
      if (found != NULL)
        {
          g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                       _("Decide a conflict: “%s” is the end of more than one id; give more of it"), id);
          return NULL;
        }
      found = conflict;
    }
  if (found == NULL)
    g_set_error (error, RABTA_ERROR, RABTA_ERROR_NOT_FOUND, _("Decide a conflict: there is none about “%s.%s”"), id, field);

  return found;
}

static RabtaDecision *
parse_decision (GPtrArray   *conflicts,
                const char  *word,
                GError     **error)
{
  const char *dot = strchr (word, '.');
  const char *equals = dot != NULL ? strchr (dot, '=') : NULL;
  g_autoptr (RabtaDecision) decision = NULL;
  g_autofree char *id = NULL;
  g_autofree char *field = NULL;
  const RabtaConflict *conflict;

  if (equals == NULL || dot - word < SHORTEST_ID)
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID, _("Decide a conflict: “%s” is not of the form ID.FIELD=SIDE"),
                   word);
      return NULL;
    }
  id = g_ascii_strdown (word, dot - word);
  field = g_strndup (dot + 1, (gsize) (equals - dot - 1));
  conflict = find_conflict (conflicts, id, field, error);
  if (conflict == NULL)
    return NULL;
  decision = rabta_decision_new (conflict->kind, &conflict->record, conflict->field, RABTA_DECISION_STANDING);
  decision->heads = g_strdup (conflict->heads);
  if (!parse_choice (equals + 1, decision))
    {
      g_set_error (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                   _("Decide a conflict: “%s” is none of mine, theirs, newest, standing, base, keep, delete, value:TEXT "
                     "and the number of a side"),
                   equals + 1);
      return NULL;
    }

  return g_steal_pointer (&decision);
}

static gboolean
resolve (RabtaCasebook        *casebook,
         char                **words,
         RabtaDecisionReport  *report,
         GError              **error)
{
  g_autoptr (GPtrArray) conflicts = rabta_casebook_list_conflicts_sync (casebook, NULL, NULL, error);
  g_autoptr (GPtrArray) decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_decision_free);

  if (conflicts == NULL)
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      RabtaDecision *decision = parse_decision (conflicts, words[i], error);

      if (decision == NULL)
        return FALSE;
      g_ptr_array_add (decisions, decision);
    }

  return rabta_casebook_decide_sync (casebook, decisions, TRUE, report, error);
}

static void
print_report (const RabtaDecisionReport *report,
              gint64                     n_open,
              gboolean                   json)
{
  if (json)
    g_print ("{\"decided\":%u,\"left\":%u,\"open\":%u}\n", report->n_decided, report->n_left, (guint) n_open);
  else
    /* Translators: conflicts that were decided, those that could not be, and all that are open after that. */
    g_print (_("%u decided, %u left, %u open\n"), report->n_decided, report->n_left, (guint) n_open);
}


/* Names of fields are those of the XML; the same one may be in several kinds. */
static const char *
find_field (const char *name)
{
  for (int kind = 0; kind < RABTA_N_KINDS; kind++)
    {
      const RabtaKindInfo *info = rabta_kind_get_info (kind);

      for (guint i = 0; i < info->n_fields; i++)
        if (strcmp (info->fields[i].element, name) == 0)
          return info->fields[i].name;
    }

  return name;
}

static int
misuse (const char *sentence)
{
  g_printerr ("rabta: %s\n", sentence);
  g_printerr (_("Try “%s --help”.\n"), "rabta conflicts");
  return RABTA_EXIT_USAGE;
}

typedef struct
{
  RabtaConflictFilter   filter;
  char                **resolve; /* borrowed */
  gboolean              is_bulk;
  RabtaDecisionChoice   choice;
} Wish;

static gboolean
run (RabtaCasebook  *casebook,
     const Wish     *wish,
     gboolean        json,
     GError        **error)
{
  RabtaDecisionReport report = { 0 };
  g_autoptr (GPtrArray) conflicts = NULL;
  gint64 n_open;

  if (wish->resolve == NULL && !wish->is_bulk)
    {
      conflicts = rabta_casebook_list_conflicts_sync (casebook, &wish->filter, NULL, error);
      if (conflicts == NULL)
        return FALSE;
      print_all (conflicts, json);
      return TRUE;
    }
  if (wish->is_bulk ? !rabta_casebook_decide_all_sync (casebook, wish->choice, &wish->filter, &report, error)
                    : !resolve (casebook, wish->resolve, &report, error))
    return FALSE;
  n_open = rabta_casebook_count_conflicts_sync (casebook, error);
  if (n_open < 0)
    return FALSE;
  print_report (&report, n_open, json);

  return TRUE;
}

/**
 * rabta_command_conflicts:
 * @casebook: (nullable): the casebook; the user's own where none is named
 * @json: whether a script reads the result
 * @argc: length of @argv
 * @argv: the command's own words
 *
 * Lists what copies of the casebook said differently, and decides it: one by one with --resolve, many
 * at once with --resolve-all. What one call decides is one action.
 *
 * Returns: an exit status
 */
int
rabta_command_conflicts (const char  *casebook,
                         gboolean     json,
                         int          argc,
                         char       **argv)
{
  g_auto (GStrv) decisions = NULL;
  g_autofree char *all = NULL;
  g_autofree char *field = NULL;
  g_autofree char *kind = NULL;
  const GOptionEntry entries[] = {
    { "resolve", 0, 0, G_OPTION_ARG_STRING_ARRAY, &decisions,
      N_("Decide one: ID.FIELD=mine, theirs, newest, standing, base, the number of a side or value:TEXT"),
      N_("ID.FIELD=SIDE") },
    { "resolve-all", 0, 0, G_OPTION_ARG_STRING, &all, N_("Decide all: mine, theirs, newest or standing"), N_("SIDE") },
    { "field", 0, 0, G_OPTION_ARG_STRING, &field, N_("Only conflicts about this field"), N_("FIELD") },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, N_("Only conflicts of records of this kind"), N_("KIND") },
    { NULL },
  };
  g_autoptr (RabtaCasebook) opened = NULL;
  g_autoptr (GError) error = NULL;
  RabtaDecision probe = { 0 };
  Wish wish = { .filter = RABTA_CONFLICT_FILTER_ALL };
  gboolean is_done;
  int status;

  if (!rabta_command_parse (NULL, _("Lists what copies of the casebook said differently, and decides it."), entries, &argc,
                            &argv, &status))
    return status;
  if (argc > 1)
    return misuse (_("This command takes options only."));
  wish.filter.kind = kind != NULL ? rabta_kind_from_name (kind) : RABTA_KIND_NONE;
  wish.filter.field = field != NULL ? find_field (field) : NULL;
  wish.resolve = decisions;
  wish.is_bulk = all != NULL;
  if (kind != NULL && wish.filter.kind == RABTA_KIND_NONE)
    return misuse (_("There is no such kind of record."));
  if (all != NULL && decisions != NULL)
    return misuse (_("Decide one by one or all, not both."));
  if (decisions != NULL && (field != NULL || kind != NULL))
    return misuse (_("“--field” and “--kind” go with a list and with “--resolve-all”."));
  if (all != NULL && (!parse_choice (all, &probe) || probe.choice > RABTA_DECISION_STANDING))
    {
      g_free (probe.text);
      return misuse (_("All can be decided as “mine”, “theirs”, “newest” or “standing”."));
    }
  wish.choice = probe.choice;

  opened = rabta_command_open (casebook, all != NULL || decisions != NULL ? RABTA_CASEBOOK_NONE : RABTA_CASEBOOK_READ_ONLY,
                               &error);
  is_done = opened != NULL && run (opened, &wish, json, &error);
  if (opened != NULL)
    rabta_casebook_close (opened);

  return is_done ? RABTA_EXIT_DONE : rabta_command_fail (error);
}
