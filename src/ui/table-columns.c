/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/table-columns-private.h"

#include "ui/view-settings.h"

#include <glib/gi18n-lib.h>

/* Line height in pixels that the wanted widths of columns are meant for. */
#define NORMAL_LINE 17

G_DEFINE_FINAL_TYPE (RabtaTableColumns, rabta_table_columns, G_TYPE_OBJECT)

enum
{
  CHANGED,
  SORT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Names of clusters and stages are long, those of sizes and priorities short. */
static int
choice_width (const char *list)
{
  static const char * const wide[] = { "cluster", "stage", "track", "standard", "finance-scheme", NULL };
  static const char * const narrow[] = { "size", "priority", "gender", "currency", NULL };

  if (g_strv_contains (wide, list))
    return 190;
  return g_strv_contains (narrow, list) ? 84 : 124;
}

static int
usual_width (const RabtaKindInfo *info,
             guint                index)
{
  if (index == info->title)
    return 260;

  switch (info->fields[index].kind)
    {
    case RABTA_FIELD_LONG_TEXT:
      return 220;
    case RABTA_FIELD_REFERENCE:
      return g_str_equal (info->fields[index].target, "enterprise") ? 200 : 150;
    case RABTA_FIELD_TEXT:
      return 150;
    case RABTA_FIELD_CHOICE:
      return choice_width (info->fields[index].target);
    case RABTA_FIELD_MONEY:
    case RABTA_FIELD_INSTANT:
      return 130;
    case RABTA_FIELD_DATE:
    case RABTA_FIELD_BOOLEAN:
      return 104;
    case RABTA_FIELD_INTEGER:
    case RABTA_FIELD_DECIMAL:
    case RABTA_FIELD_PERCENT:
    default:
      return 92;
    }
}

static RabtaTableColumn *
find_column (RabtaTableColumns *self,
             const char        *name)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      RabtaTableColumn *column = g_ptr_array_index (self->columns, i);

      if (g_str_equal (column->field->name, name))
        return column;
    }

  return NULL;
}

static void
place_column (RabtaTableColumns *self,
              RabtaTableColumn  *column,
              guint              position)
{
  guint present;

  if (g_ptr_array_find (self->columns, column, &present) && present != position)
    {
      g_ptr_array_steal_index (self->columns, present);
      g_ptr_array_insert (self->columns, MIN (position, self->columns->len), column);
    }
}

static void
make_columns (RabtaTableColumns *self)
{
  for (guint i = 0; i < self->info->n_fields; i++)
    {
      RabtaTableColumn *column;

      if (self->info->fields[i].flags & RABTA_FIELD_HIDDEN
          && !g_strv_contains ((const char * const *) self->defaults, self->info->fields[i].name))
        continue;

      column = g_new0 (RabtaTableColumn, 1);
      column->field = &self->info->fields[i];
      column->index = i;
      g_ptr_array_add (self->columns, column);
    }
}

static int
compare_columns (gconstpointer a,
                 gconstpointer b)
{
  const RabtaTableColumn *left = *(RabtaTableColumn * const *) a;
  const RabtaTableColumn *right = *(RabtaTableColumn * const *) b;

  return (int) left->index - (int) right->index;
}

static void
use_defaults (RabtaTableColumns *self)
{
  g_ptr_array_sort (self->columns, compare_columns);
  for (guint i = 0; i < self->columns->len; i++)
    {
      RabtaTableColumn *column = g_ptr_array_index (self->columns, i);

      column->visible = FALSE;
      column->width = usual_width (self->info, column->index);
    }

  for (guint i = 0; self->defaults[i] != NULL; i++)
    {
      RabtaTableColumn *column = find_column (self, self->defaults[i]);

      if (column == NULL)
        {
          g_critical ("There is no field “%s” to show", self->defaults[i]);
          continue;
        }
      column->visible = TRUE;
      place_column (self, column, i);
    }
}

/* Reads what the user chose: "name:260;district:140;…" of the shown columns in their order. Names
 * that a newer or older version knows are passed over. */
static void
use_remembered (RabtaTableColumns *self)
{
  GKeyFile *settings = rabta_view_settings_get ();
  g_autofree char *sort = NULL;
  g_auto (GStrv) chosen = NULL;
  guint position = 0;

  if (self->settings_name == NULL)
    return;

  chosen = g_key_file_get_string_list (settings, self->settings_name, "columns", NULL, NULL);
  if (chosen != NULL && chosen[0] != NULL)
    {
      for (guint i = 0; i < self->columns->len; i++)
        ((RabtaTableColumn *) g_ptr_array_index (self->columns, i))->visible = FALSE;

      for (guint i = 0; chosen[i] != NULL; i++)
        {
          g_auto (GStrv) parts = g_strsplit (chosen[i], ":", 2);
          RabtaTableColumn *column = parts[0] != NULL ? find_column (self, parts[0]) : NULL;

          if (column == NULL)
            continue;
          column->visible = TRUE;
          if (parts[1] != NULL)
            column->width = CLAMP ((int) g_ascii_strtoll (parts[1], NULL, 10), 40, 2000);
          place_column (self, column, position++);
        }
      if (position == 0)
        use_defaults (self);
    }

  sort = g_key_file_get_string (settings, self->settings_name, "sort", NULL);
  if (sort != NULL && rabta_kind_find_field (self->info, sort) >= 0)
    {
      self->sort = self->info->fields[rabta_kind_find_field (self->info, sort)].name;
      self->descending = g_key_file_get_boolean (settings, self->settings_name, "descending", NULL);
    }
}

static void
forget_slots (RabtaTableColumns *self)
{
  self->slots_width = -1;
}

static void
emit_changed (RabtaTableColumns *self)
{
  forget_slots (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
rabta_table_columns_finalize (GObject *object)
{
  RabtaTableColumns *self = RABTA_TABLE_COLUMNS (object);

  rabta_table_columns_drop_func (self);
  g_clear_weak_pointer (&self->list);
  g_clear_object (&self->layout);
  g_clear_object (&self->programme);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->slots, g_array_unref);
  g_clear_pointer (&self->defaults, g_strfreev);
  g_clear_pointer (&self->settings_name, g_free);

  G_OBJECT_CLASS (rabta_table_columns_parent_class)->finalize (object);
}

static void
rabta_table_columns_class_init (RabtaTableColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rabta_table_columns_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SORT_CHANGED] = g_signal_new ("sort-changed", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rabta_table_columns_init (RabtaTableColumns *self)
{
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->slots = g_array_new (FALSE, FALSE, sizeof (RabtaTableSlot));
  self->slots_width = -1;
}

/**
 * rabta_table_columns_new:
 * @programme: gives codes their labels
 * @kind: kind of the records
 * @defaults: names of the fields that are shown from the start
 * @settings_name: (nullable): under which the choice is remembered
 *
 * Makes the columns of a table: one for each field that is not hidden.
 *
 * Returns: (transfer full): the columns
 */
RabtaTableColumns *
rabta_table_columns_new (RabtaProgramme     *programme,
                         RabtaKind           kind,
                         const char * const *defaults,
                         const char         *settings_name)
{
  RabtaTableColumns *self = g_object_new (RABTA_TYPE_TABLE_COLUMNS, NULL);

  g_set_object (&self->programme, programme);
  self->info = rabta_kind_get_info (kind);
  self->defaults = g_strdupv ((char **) defaults);
  self->settings_name = g_strdup (settings_name);
  make_columns (self);
  use_defaults (self);
  use_remembered (self);

  return self;
}

guint
rabta_table_columns_get_n (RabtaTableColumns *self)
{
  return self->columns->len;
}

RabtaTableColumn *
rabta_table_columns_get (RabtaTableColumns *self,
                         guint              position)
{
  return g_ptr_array_index (self->columns, position);
}

/**
 * rabta_table_columns_set_visible:
 * @self: the columns
 * @column: one of them
 * @visible: whether it is to be shown
 *
 * Shows or hides a column. The last one shown stays: a table without columns could not be mended.
 */
void
rabta_table_columns_set_visible (RabtaTableColumns *self,
                                 RabtaTableColumn  *column,
                                 gboolean           visible)
{
  guint shown = 0;

  g_return_if_fail (RABTA_IS_TABLE_COLUMNS (self));

  for (guint i = 0; i < self->columns->len; i++)
    shown += ((RabtaTableColumn *) g_ptr_array_index (self->columns, i))->visible ? 1 : 0;

  if (column->visible == visible || (!visible && shown == 1))
    return;

  column->visible = visible;
  /* A column that is shown anew comes last, where a person expects it. */
  if (visible)
    place_column (self, column, shown);
  else
    place_column (self, column, self->columns->len - 1);
  rabta_table_columns_remember (self);
  emit_changed (self);
}

/**
 * rabta_table_columns_move:
 * @self: the columns
 * @column: one of them
 * @by: -1 towards the start, 1 towards the end
 *
 * Moves a shown column among those that are shown.
 *
 * Returns: %FALSE when it is at that end already
 */
gboolean
rabta_table_columns_move (RabtaTableColumns *self,
                          RabtaTableColumn  *column,
                          int                by)
{
  guint position;
  RabtaTableColumn *other;

  g_return_val_if_fail (RABTA_IS_TABLE_COLUMNS (self), FALSE);
  g_return_val_if_fail (by == 1 || by == -1, FALSE);

  if (!g_ptr_array_find (self->columns, column, &position)
      || (by < 0 && position == 0)
      || (by > 0 && position + 1 >= self->columns->len))
    return FALSE;

  other = g_ptr_array_index (self->columns, position + by);
  if (!other->visible)
    return FALSE;

  place_column (self, column, position + by);
  rabta_table_columns_remember (self);
  emit_changed (self);
  return TRUE;
}

/**
 * rabta_table_columns_resize:
 * @self: the columns
 * @width: width of the rows in pixels
 * @slot: which shown column becomes wider or narrower, at the cost of the next
 * @slot_width: its width in pixels
 *
 * Resizes a column as its edge is dragged; call rabta_table_columns_remember() at the end.
 */
void
rabta_table_columns_resize (RabtaTableColumns *self,
                            int                width,
                            guint              slot,
                            int                slot_width)
{
  guint n;
  const RabtaTableSlot *slots = rabta_table_columns_lay_out (self, width, &n);
  int both;

  g_return_if_fail (slot + 1 < n);

  both = slots[slot].width + slots[slot + 1].width;
  if (both < 120)
    return;
  slot_width = CLAMP (slot_width, 60, both - 60);

  /* What is on the screen becomes what is wanted, so that the other columns stay where they are. */
  for (guint i = 0; i < n; i++)
    slots[i].column->width = slots[i].width;
  slots[slot].column->width = slot_width;
  slots[slot + 1].column->width = both - slot_width;
  emit_changed (self);
}

/**
 * rabta_table_columns_reset:
 * @self: the columns
 *
 * Goes back to the columns and widths the program comes with.
 */
void
rabta_table_columns_reset (RabtaTableColumns *self)
{
  g_return_if_fail (RABTA_IS_TABLE_COLUMNS (self));

  use_defaults (self);
  rabta_table_columns_remember (self);
  emit_changed (self);
}

/**
 * rabta_table_columns_remember:
 * @self: the columns
 *
 * Remembers columns, widths and order for the user.
 */
void
rabta_table_columns_remember (RabtaTableColumns *self)
{
  GKeyFile *settings = rabta_view_settings_get ();
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  if (self->settings_name == NULL)
    return;

  for (guint i = 0; i < self->columns->len; i++)
    {
      RabtaTableColumn *column = g_ptr_array_index (self->columns, i);

      if (column->visible)
        g_ptr_array_add (chosen, g_strdup_printf ("%s:%d", column->field->name, column->width));
    }
  g_key_file_set_string_list (settings, self->settings_name, "columns",
                              (const char * const *) chosen->pdata, chosen->len);
  g_key_file_set_string (settings, self->settings_name, "sort", self->sort != NULL ? self->sort : "");
  g_key_file_set_boolean (settings, self->settings_name, "descending", self->descending);

  if (!rabta_view_settings_save (&error))
    g_message ("%s", error->message);
}

/**
 * rabta_table_columns_lay_out:
 * @self: the columns
 * @width: width of the row in pixels
 * @n_slots: (out): how many columns there is room for
 *
 * Where the shown columns lie, from the start edge. Columns share the room in proportion to their
 * wanted widths; where it is too little, the last ones are left out rather than all made unreadable.
 *
 * Returns: (array length=n_slots) (transfer none): the places, until the next call
 */
const RabtaTableSlot *
rabta_table_columns_lay_out (RabtaTableColumns *self,
                             int                width,
                             guint             *n_slots)
{
  double scale = MAX (1.0, (double) rabta_table_columns_get_line (self) / NORMAL_LINE);
  int room = width - RABTA_TABLE_MARGIN - RABTA_TABLE_MENU_WIDTH;
  double wanted = 0;
  int x = RABTA_TABLE_MARGIN;

  if (self->slots_width == width)
    {
      *n_slots = self->slots->len;
      return (const RabtaTableSlot *) self->slots->data;
    }

  g_array_set_size (self->slots, 0);
  for (guint i = 0; i < self->columns->len; i++)
    {
      RabtaTableSlot slot = { g_ptr_array_index (self->columns, i), 0, 0 };
      double least;

      if (!slot.column->visible)
        continue;
      least = (wanted + slot.column->width) * 0.7 * scale
              + RABTA_TABLE_MARGIN * (self->slots->len + 1);
      if (self->slots->len > 0 && least > room)
        break;
      wanted += slot.column->width;
      g_array_append_val (self->slots, slot);
    }

  room -= RABTA_TABLE_MARGIN * self->slots->len;
  for (guint i = 0; i < self->slots->len; i++)
    {
      RabtaTableSlot *slot = &g_array_index (self->slots, RabtaTableSlot, i);

      slot->x = x;
      slot->width = MAX (1, (int) (room * (slot->column->width / wanted)));
      x += slot->width + RABTA_TABLE_MARGIN;
    }
  self->slots_width = width;

  *n_slots = self->slots->len;
  return (const RabtaTableSlot *) self->slots->data;
}

gboolean
rabta_table_column_is_number (const RabtaTableColumn *column)
{
  RabtaFieldKind kind = column->field->kind;

  return kind == RABTA_FIELD_INTEGER || kind == RABTA_FIELD_DECIMAL || kind == RABTA_FIELD_MONEY
         || kind == RABTA_FIELD_PERCENT;
}

const char *
rabta_table_columns_get_sort (RabtaTableColumns *self,
                              gboolean          *descending)
{
  if (descending != NULL)
    *descending = self->descending;
  return self->sort;
}

void
rabta_table_columns_set_sort (RabtaTableColumns *self,
                              const char        *field,
                              gboolean           descending)
{
  int index = field != NULL ? rabta_kind_find_field (self->info, field) : -1;

  g_return_if_fail (field == NULL || index >= 0);

  self->sort = index >= 0 ? self->info->fields[index].name : NULL;
  self->descending = descending;
  rabta_table_columns_remember (self);
  g_signal_emit (self, signals[SORT_CHANGED], 0);
}

/**
 * rabta_table_columns_sort_key:
 * @self: the columns
 * @column: one of them
 *
 * The field to order by when a person asks for the order of a column. Names are ordered by their key
 * for matching, so that "M/s Zafar" stands among the Z and an index serves the order.
 *
 * Returns: (transfer none) (nullable): name of a field, or %NULL when the column offers no order
 */
const char *
rabta_table_columns_sort_key (RabtaTableColumns      *self,
                              const RabtaTableColumn *column)
{
  if (column->field->kind == RABTA_FIELD_LONG_TEXT)
    return NULL;
  if (column->index == self->info->title && rabta_kind_find_field (self->info, "name_key") >= 0)
    return "name_key";
  return column->field->name;
}
