/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/difference-item.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* U+2066 LEFT-TO-RIGHT ISOLATE, U+2068 FIRST STRONG ISOLATE, U+2069 POP DIRECTIONAL ISOLATE: a number keeps its
 * sign before it among Urdu, and a value does not turn round what stands beside it. */
#define LRI "\342\201\246"
#define FSI "\342\201\250"
#define PDI "\342\201\251"

struct _RabtaDifferenceItem
{
  GObject                  parent_instance;

  RabtaDifferenceItemType  type;
  char                    *title;
  char                    *line;
  char                    *reason;
  char                    *columns[RABTA_DIFFERENCE_N_COLUMNS];
  char                    *words[RABTA_DIFFERENCE_N_COLUMNS];
  char                    *code;

  gboolean                 has_record;
  RabtaKind                kind;
  RabtaUuid                record;
  char                    *field;
};

G_DEFINE_FINAL_TYPE (RabtaDifferenceItem, rabta_difference_item, G_TYPE_OBJECT)

static void
rabta_difference_item_finalize (GObject *object)
{
  RabtaDifferenceItem *self = RABTA_DIFFERENCE_ITEM (object);

  g_free (self->title);
  g_free (self->line);
  g_free (self->reason);
  g_free (self->code);
  g_free (self->field);
  for (guint i = 0; i < RABTA_DIFFERENCE_N_COLUMNS; i++)
    {
      g_free (self->columns[i]);
      g_free (self->words[i]);
    }

  G_OBJECT_CLASS (rabta_difference_item_parent_class)->finalize (object);
}

static void
rabta_difference_item_class_init (RabtaDifferenceItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rabta_difference_item_finalize;
}

static void
rabta_difference_item_init (RabtaDifferenceItem *self)
{
}

static RabtaDifferenceItem *
item_new (RabtaDifferenceItemType  type,
          const char              *title)
{
  RabtaDifferenceItem *self = g_object_new (RABTA_TYPE_DIFFERENCE_ITEM, NULL);

  self->type = type;
  self->title = g_strdup (title);

  return self;
}

static RabtaDifferenceItem *
record_new (RabtaKind        kind,
            const RabtaUuid *id,
            const char      *title,
            const char      *field)
{
  const char *heading = _(rabta_kind_get_info (kind)->heading);
  RabtaDifferenceItem *self = item_new (RABTA_DIFFERENCE_ITEM_RECORD, title != NULL && *title != '\0' ? title : heading);

  self->has_record = TRUE;
  self->kind = kind;
  self->record = *id;
  self->field = g_strdup (field);
  self->line = g_strdup (heading);

  return self;
}

/**
 * rabta_difference_item_new_heading:
 * @title: what follows
 * @text: (nullable): what there is to know of it
 * @columns: (nullable): what the numbers at the end of the lines are
 *
 * Returns: (transfer full): the line
 */
RabtaDifferenceItem *
rabta_difference_item_new_heading (const char         *title,
                                   const char         *text,
                                   const char * const *columns)
{
  RabtaDifferenceItem *self = item_new (RABTA_DIFFERENCE_ITEM_HEADING, title);

  self->line = g_strdup (text);
  for (guint i = 0; columns != NULL && i < RABTA_DIFFERENCE_N_COLUMNS; i++)
    self->columns[i] = g_strdup (columns[i]);

  return self;
}

/**
 * rabta_difference_item_new_parts:
 * @title: the whole of which the parts follow
 *
 * Returns: (transfer full): the line
 */
RabtaDifferenceItem *
rabta_difference_item_new_parts (const char *title)
{
  return item_new (RABTA_DIFFERENCE_ITEM_PARTS, title);
}

/**
 * rabta_difference_item_new_figure:
 * @figure: a figure in both states
 * @columns: what the numbers are: after, before, difference
 *
 * Returns: (transfer full): the line
 */
RabtaDifferenceItem *
rabta_difference_item_new_figure (const RabtaFigureDifference *figure,
                                  const char * const          *columns)
{
  RabtaDifferenceItem *self = item_new (RABTA_DIFFERENCE_ITEM_FIGURE, figure->label);
  gint64 difference = figure->after - figure->before;

  self->code = g_strdup (figure->code);
  self->columns[0] = g_strdup_printf ("%'" PRId64, figure->after);
  self->columns[1] = g_strdup_printf ("%'" PRId64, figure->before);
  /* As many came as left: it differs nevertheless. */
  if (difference != 0 || figure->n_came > 0)
    self->columns[2] = g_strdup_printf (difference != 0 ? LRI "%+'" PRId64 PDI : LRI "±%" PRId64 PDI, difference);
  else
    self->columns[2] = g_strdup ("–");
  for (guint i = 0; i < RABTA_DIFFERENCE_N_COLUMNS; i++)
    self->words[i] = g_strdup_printf (_("%s: %s"), columns[i], self->columns[i]);
  if (figure->n_conflicts > 0)
    self->reason = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Of these, %" PRId64 " is in conflict until it is decided",
                                                 "Of these, %" PRId64 " are in conflict until they are decided",
                                                 (gulong) figure->n_conflicts),
                                    figure->n_conflicts);

  return self;
}

/**
 * rabta_difference_item_new_left_out:
 * @left_out: a record that is in no figure
 *
 * Returns: (transfer full): the line, which opens the field
 */
RabtaDifferenceItem *
rabta_difference_item_new_left_out (const RabtaLeftOut *left_out)
{
  RabtaDifferenceItem *self = record_new (left_out->kind, &left_out->record, left_out->title, left_out->field);

  self->reason = g_strdup (left_out->reason);

  return self;
}

static void
append_field (GString                    *text,
              const RabtaFieldDifference *field)
{
  const char *before = field->before != NULL ? field->before : _("(empty)");
  const char *after = field->after != NULL ? field->after : _("(empty)");

  if (text->len > 0)
    g_string_append_c (text, '\n');
  /* Translators: a field of a record, its value, and the value that it had before. */
  g_string_append_printf (text, _("%s: %s (was %s)"), field->heading, after, before);
}

/* As append_field(), with values that keep to themselves. */
static void
append_isolated (GString                    *text,
                 const RabtaFieldDifference *field)
{
  g_autofree char *before = field->before != NULL ? g_strconcat (FSI, field->before, PDI, NULL) : NULL;
  g_autofree char *after = field->after != NULL ? g_strconcat (FSI, field->after, PDI, NULL) : NULL;
  RabtaFieldDifference isolated = { field->field, field->heading, before, after };

  append_field (text, &isolated);
}

/**
 * rabta_difference_item_new_record:
 * @record: a record that is not the same in both states
 *
 * Returns: (transfer full): the line; of a record that was withdrawn it opens nothing
 */
RabtaDifferenceItem *
rabta_difference_item_new_record (const RabtaRecordDifference *record)
{
  const RabtaFieldDifference *first = record->fields->len == 1 ? g_ptr_array_index (record->fields, 0) : NULL;
  gboolean is_one = first != NULL && rabta_kind_find_field (rabta_kind_get_info (record->kind), first->field) >= 0;
  RabtaDifferenceItem *self = record_new (record->kind, &record->record, record->title, is_one ? first->field : NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  self->has_record = record->sort != RABTA_DIFFERENCE_WITHDRAWN;
  if (record->merged_into != NULL)
    self->reason = g_strdup_printf (_("Merged into “%s”"), record->merged_into);
  for (guint i = 0; i < record->fields->len; i++)
    append_isolated (text, g_ptr_array_index (record->fields, i));
  if (text->len > 0)
    self->reason = g_strdup (text->str);

  return self;
}

/**
 * rabta_difference_item_new_move:
 * @move: a record that makes the difference
 *
 * Returns: (transfer full): the line
 */
RabtaDifferenceItem *
rabta_difference_item_new_move (const RabtaFigureMove *move)
{
  RabtaDifferenceItem *self = record_new (move->kind, &move->record, move->title, move->came ? NULL : move->field);

  self->columns[2] = g_strdup_printf (LRI "%s1" PDI, move->came ? "+" : "−");
  self->words[2] = g_strdup (move->came ? _("Came in") : _("Left"));
  self->reason = g_strdup (move->reason);

  return self;
}

/**
 * rabta_difference_item_new_counted:
 * @record: a record behind a figure
 *
 * Returns: (transfer full): the line
 */
RabtaDifferenceItem *
rabta_difference_item_new_counted (const RabtaFigureRecord *record)
{
  RabtaDifferenceItem *self = record_new (record->kind, &record->record, record->title, NULL);

  if (record->in_conflict)
    self->reason = g_strdup (_("In conflict until it is decided"));

  return self;
}

RabtaDifferenceItemType
rabta_difference_item_get_item_type (RabtaDifferenceItem *self)
{
  g_return_val_if_fail (RABTA_IS_DIFFERENCE_ITEM (self), RABTA_DIFFERENCE_ITEM_HEADING);

  return self->type;
}

const char *
rabta_difference_item_get_title (RabtaDifferenceItem *self)
{
  g_return_val_if_fail (RABTA_IS_DIFFERENCE_ITEM (self), NULL);

  return self->title;
}

const char *
rabta_difference_item_get_line (RabtaDifferenceItem *self)
{
  g_return_val_if_fail (RABTA_IS_DIFFERENCE_ITEM (self), NULL);

  return self->line;
}

const char *
rabta_difference_item_get_reason (RabtaDifferenceItem *self)
{
  g_return_val_if_fail (RABTA_IS_DIFFERENCE_ITEM (self), NULL);

  return self->reason;
}

const char *
rabta_difference_item_get_column (RabtaDifferenceItem *self,
                                  guint                column)
{
  g_return_val_if_fail (RABTA_IS_DIFFERENCE_ITEM (self) && column < RABTA_DIFFERENCE_N_COLUMNS, NULL);

  return self->columns[column];
}

const char *
rabta_difference_item_get_column_words (RabtaDifferenceItem *self,
                                        guint                column)
{
  g_return_val_if_fail (RABTA_IS_DIFFERENCE_ITEM (self) && column < RABTA_DIFFERENCE_N_COLUMNS, NULL);

  return self->words[column];
}

const char *
rabta_difference_item_get_code (RabtaDifferenceItem *self)
{
  g_return_val_if_fail (RABTA_IS_DIFFERENCE_ITEM (self), NULL);

  return self->code;
}

gboolean
rabta_difference_item_get_record (RabtaDifferenceItem  *self,
                                  RabtaKind            *kind,
                                  RabtaUuid            *id,
                                  const char          **field)
{
  g_return_val_if_fail (RABTA_IS_DIFFERENCE_ITEM (self) && kind != NULL && id != NULL && field != NULL, FALSE);

  *kind = self->kind;
  *id = self->record;
  *field = self->field;

  return self->has_record;
}
