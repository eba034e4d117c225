/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Figures and differences on the command line: lines for people, and JSON for scripts. */

#include "app/command.h"

#include "base/json.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

static void
append_comma (GString *json)
{
  char last = json->str[json->len - 1];

  if (last != '{' && last != '[')
    g_string_append_c (json, ',');
}

static void
append_text (GString    *json,
             const char *name,
             const char *text)
{
  append_comma (json);
  g_string_append_printf (json, "\"%s\":", name);
  if (text != NULL)
    rabta_json_append_string (json, text);
  else
    g_string_append (json, "null");
}

static void
append_number (GString    *json,
               const char *name,
               gint64      number)
{
  append_comma (json);
  g_string_append_printf (json, "\"%s\":%" PRId64, name, number);
}

static void
begin (GString    *json,
       const char *name,
       char        bracket)
{
  append_comma (json);
  if (name != NULL)
    g_string_append_printf (json, "\"%s\":", name);
  g_string_append_c (json, bracket);
}

static void
append_record (GString         *json,
               RabtaKind        kind,
               const RabtaUuid *id,
               const char      *title)
{
  char text[RABTA_UUID_TEXT_LENGTH + 1];

  rabta_uuid_format (id, text);
  append_text (json, "kind", rabta_kind_get_info (kind)->name);
  append_text (json, "id", text);
  append_text (json, "title", title);
}

/* One line each, whatever is in them. */
static void
append_line (GString    *out,
             const char *text)
{
  g_autofree char *clean = g_strdelimit (g_strdup (text != NULL ? text : ""), "\t\r\n", ' ');

  g_string_append (out, clean);
}

static void
append_record_line (GString         *out,
                    const char      *sign,
                    RabtaKind        kind,
                    const RabtaUuid *id,
                    const char      *title,
                    const char      *words)
{
  char text[RABTA_UUID_TEXT_LENGTH + 1];

  rabta_uuid_format (id, text);
  g_string_append_printf (out, "%s %s “", sign, _(rabta_kind_get_info (kind)->heading));
  append_line (out, title);
  g_string_append_printf (out, "” (%s)", text);
  if (words != NULL)
    {
      g_string_append (out, "  ");
      append_line (out, words);
    }
  g_string_append_c (out, '\n');
}

static void
append_left_out (GString            *out,
                 const RabtaFigures *figures,
                 gboolean            json)
{
  if (json)
    begin (out, "left-out", '[');
  else if (figures->left_out->len > 0)
    g_string_append_printf (out, _("Left out of figures: %" PRId64 "\n"), figures->n_left_out);
  for (guint i = 0; i < figures->left_out->len; i++)
    {
      const RabtaLeftOut *left_out = g_ptr_array_index (figures->left_out, i);

      if (!json)
        {
          append_record_line (out, "!", left_out->kind, &left_out->record, left_out->title, left_out->reason);
          continue;
        }
      begin (out, NULL, '{');
      append_record (out, left_out->kind, &left_out->record, left_out->title);
      append_text (out, "field", left_out->field);
      append_text (out, "reason", left_out->reason);
      g_string_append_c (out, '}');
    }
  if (json)
    g_string_append_c (out, ']');
}

/* Headings of wholes stand over their parts. */
static void
append_heading (GString     *out,
                const char **heading,
                const char  *present,
                gboolean     is_total)
{
  if (!is_total && g_strcmp0 (*heading, present) != 0)
    g_string_append_printf (out, "%s:\n", present);
  *heading = present;
}

static void
append_figure (GString           *out,
               const RabtaFigure *figure,
               const char       **heading,
               gboolean           json)
{
  if (json)
    {
      begin (out, NULL, '{');
      append_text (out, "code", figure->code);
      append_text (out, "heading", figure->heading);
      append_text (out, "label", figure->label);
      append_number (out, "count", figure->count);
      append_number (out, "women-led", figure->n_women_led);
      append_number (out, "micro", figure->n_micro);
      append_number (out, "in-conflict", figure->n_conflicts);
      g_string_append_c (out, '}');
      return;
    }
  append_heading (out, heading, figure->heading, figure->is_total);
  g_string_append_printf (out, "%s%s  %" PRId64, figure->is_total ? "" : "  ", figure->label, figure->count);
  if (figure->n_conflicts > 0)
    g_string_append_printf (out, _("  (of these %" PRId64 " in conflict)"), figure->n_conflicts);
  g_string_append_printf (out, "  [%s]\n", figure->code);
}

/**
 * rabta_command_append_figures:
 * @out: where to; of JSON, within an object
 * @figures: figures
 * @json: whether a script reads it
 */
void
rabta_command_append_figures (GString            *out,
                              const RabtaFigures *figures,
                              gboolean            json)
{
  const char *heading = NULL;

  if (json)
    begin (out, "figures", '[');
  for (guint i = 0; i < figures->figures->len; i++)
    append_figure (out, g_ptr_array_index (figures->figures, i), &heading, json);
  if (json)
    g_string_append_c (out, ']');
  append_left_out (out, figures, json);
}

/**
 * rabta_command_append_records:
 * @out: where to
 * @records: (element-type RabtaFigureRecord): records behind a figure
 * @json: whether a script reads it
 */
void
rabta_command_append_records (GString   *out,
                              GPtrArray *records,
                              gboolean   json)
{
  if (json)
    g_string_append_c (out, '[');
  for (guint i = 0; i < records->len; i++)
    {
      const RabtaFigureRecord *record = g_ptr_array_index (records, i);

      if (!json)
        {
          append_record_line (out, record->in_conflict ? "?" : " ", record->kind, &record->record, record->title,
                              record->in_conflict ? _("in conflict") : NULL);
          continue;
        }
      begin (out, NULL, '{');
      append_record (out, record->kind, &record->record, record->title);
      g_string_append_printf (out, ",\"in-conflict\":%s}", record->in_conflict ? "true" : "false");
    }
  if (json)
    g_string_append (out, "]\n");
}

static void
append_moves (GString                     *out,
              RabtaDifference             *difference,
              const RabtaFigureDifference *figure,
              gboolean                     json)
{
  g_autoptr (GPtrArray) moves = rabta_difference_list_moves (difference, figure->code);

  if (json)
    begin (out, "records", '[');
  for (guint i = 0; i < moves->len; i++)
    {
      const RabtaFigureMove *move = g_ptr_array_index (moves, i);

      if (!json)
        {
          append_record_line (out, move->came ? "    +" : "    -", move->kind, &move->record, move->title, move->reason);
          continue;
        }
      begin (out, NULL, '{');
      append_record (out, move->kind, &move->record, move->title);
      append_text (out, "change", move->came ? "came" : "left");
      append_text (out, "reason", move->reason);
      g_string_append_c (out, '}');
    }
  if (json)
    g_string_append_c (out, ']');
}

/* Of what is the same on both sides people read nothing unless they ask for @all. */
static void
append_figure_difference (GString                     *out,
                          RabtaDifference             *difference,
                          const RabtaFigureDifference *figure,
                          const char                 **heading,
                          gboolean                     all,
                          gboolean                     json)
{
  gboolean is_same = figure->n_came == 0 && figure->n_left == 0;

  if (json)
    {
      begin (out, NULL, '{');
      append_text (out, "code", figure->code);
      append_text (out, "heading", figure->heading);
      append_text (out, "label", figure->label);
      append_number (out, "before", figure->before);
      append_number (out, "after", figure->after);
      append_number (out, "in-conflict", figure->n_conflicts);
      append_moves (out, difference, figure, TRUE);
      g_string_append_c (out, '}');
      return;
    }
  if (is_same && !all)
    return;
  append_heading (out, heading, figure->heading, figure->is_total);
  g_string_append_printf (out, "%s%s  ", figure->is_total ? "" : "  ", figure->label);
  if (is_same)
    g_string_append_printf (out, "%" PRId64, figure->after);
  else
    g_string_append_printf (out, "%" PRId64 " → %" PRId64 " (%+" PRId64 ")", figure->before, figure->after,
                            figure->after - figure->before);
  if (figure->n_conflicts > 0)
    g_string_append_printf (out, _("  (of these %" PRId64 " in conflict)"), figure->n_conflicts);
  g_string_append_printf (out, "  [%s]\n", figure->code);
  append_moves (out, difference, figure, FALSE);
}

static void
append_fields (GString                     *out,
               const RabtaRecordDifference *record,
               gboolean                     json)
{
  if (json)
    begin (out, "fields", '[');
  for (guint i = 0; i < record->fields->len; i++)
    {
      const RabtaFieldDifference *field = g_ptr_array_index (record->fields, i);

      if (!json)
        {
          g_string_append_printf (out, "    %s: ", field->heading);
          append_line (out, field->before != NULL ? field->before : _("(empty)"));
          g_string_append (out, " → ");
          append_line (out, field->after != NULL ? field->after : _("(empty)"));
          g_string_append_c (out, '\n');
          continue;
        }
      begin (out, NULL, '{');
      append_text (out, "field", field->field);
      append_text (out, "before", field->before);
      append_text (out, "after", field->after);
      g_string_append_c (out, '}');
    }
  if (json)
    g_string_append_c (out, ']');
}

static void
append_sort (GString             *out,
             RabtaDifference     *difference,
             RabtaDifferenceSort  sort,
             gboolean             json)
{
  static const char * const names[] = { "new", "changed", "withdrawn" };
  static const char * const signs[] = { "+", "~", "-" };
  static const char * const headings[] = { N_("New"), N_("Changed"), N_("Withdrawn") };

  if (json)
    begin (out, names[sort], '[');
  else
    g_string_append_printf (out, "%s: %u\n", _(headings[sort]), difference->counts[sort]);
  for (guint i = 0; i < difference->records->len; i++)
    {
      const RabtaRecordDifference *record = g_ptr_array_index (difference->records, i);
      g_autofree char *merged = NULL;

      if (record->sort != sort)
        continue;
      if (json)
        {
          begin (out, NULL, '{');
          append_record (out, record->kind, &record->record, record->title);
          if (sort == RABTA_DIFFERENCE_CHANGED)
            append_fields (out, record, TRUE);
          if (sort == RABTA_DIFFERENCE_WITHDRAWN)
            append_text (out, "merged-into", record->merged_into);
          g_string_append_c (out, '}');
          continue;
        }
      if (record->merged_into != NULL)
        merged = g_strdup_printf (_("merged into “%s”"), record->merged_into);
      append_record_line (out, signs[sort], record->kind, &record->record, record->title, merged);
      append_fields (out, record, FALSE);
    }
  if (json)
    g_string_append_c (out, ']');
}

/**
 * rabta_command_append_difference:
 * @out: where to; of JSON, within an object
 * @difference: a difference
 * @all: whether people are to read the figures that are the same as well; scripts read all
 * @json: whether a script reads it
 */
void
rabta_command_append_difference (GString          *out,
                                 RabtaDifference  *difference,
                                 gboolean          all,
                                 gboolean          json)
{
  const char *heading = NULL;

  if (json)
    begin (out, "figures", '[');
  for (guint i = 0; i < difference->figures->len; i++)
    append_figure_difference (out, difference, g_ptr_array_index (difference->figures, i), &heading, all, json);
  if (json)
    g_string_append_c (out, ']');
  for (int sort = RABTA_DIFFERENCE_NEW; sort <= RABTA_DIFFERENCE_WITHDRAWN; sort++)
    append_sort (out, difference, sort, json);
  append_left_out (out, difference->after, json);
}
