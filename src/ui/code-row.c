/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/code-row.h"

#include "base/date.h"

struct _RabtaCodeRow
{
  AdwComboRow parent_instance;
};

G_DEFINE_FINAL_TYPE (RabtaCodeRow, rabta_code_row, ADW_TYPE_COMBO_ROW)

static void
rabta_code_row_class_init (RabtaCodeRowClass *klass)
{
}

static void
rabta_code_row_init (RabtaCodeRow *self)
{
  g_autoptr (GtkExpression) label =
    gtk_property_expression_new (RABTA_TYPE_CODE_ITEM, NULL, "label");

  adw_combo_row_set_expression (ADW_COMBO_ROW (self), label);
}

/**
 * rabta_code_row_new:
 * @list: id of a code list
 * @title: what is asked for
 *
 * Returns: (transfer floating): a row with the first code chosen
 */
GtkWidget *
rabta_code_row_new (RabtaProgramme *programme,
                    const char     *list,
                    const char     *title)
{
  g_autoptr (GListStore) items = g_list_store_new (RABTA_TYPE_CODE_ITEM);
  RabtaCodeList *codes;
  char today[RABTA_DATE_SIZE];
  GtkWidget *self;

  g_return_val_if_fail (RABTA_IS_PROGRAMME (programme), NULL);
  g_return_val_if_fail (list != NULL && title != NULL, NULL);

  rabta_date_today (today);
  codes = rabta_programme_get_list (programme, list);
  for (guint i = 0; codes != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (codes)); i++)
    {
      g_autoptr (RabtaCodeItem) item = g_list_model_get_item (G_LIST_MODEL (codes), i);

      if (rabta_code_item_is_valid_on (item, today))
        g_list_store_append (items, item);
    }

  self = g_object_new (RABTA_TYPE_CODE_ROW, "title", title, NULL);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (items));
  return self;
}

/**
 * rabta_code_row_get_code:
 *
 * Returns: (transfer none) (nullable): the code chosen
 */
const char *
rabta_code_row_get_code (RabtaCodeRow *self)
{
  RabtaCodeItem *item;

  g_return_val_if_fail (RABTA_IS_CODE_ROW (self), NULL);

  item = adw_combo_row_get_selected_item (ADW_COMBO_ROW (self));
  return item != NULL ? rabta_code_item_get_code (item) : NULL;
}

/**
 * rabta_code_row_set_code:
 * @code: a code of the list; another is ignored
 */
void
rabta_code_row_set_code (RabtaCodeRow *self,
                         const char   *code)
{
  GListModel *items;

  g_return_if_fail (RABTA_IS_CODE_ROW (self));

  items = adw_combo_row_get_model (ADW_COMBO_ROW (self));
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (RabtaCodeItem) item = g_list_model_get_item (items, i);

      if (g_strcmp0 (rabta_code_item_get_code (item), code) == 0)
        adw_combo_row_set_selected (ADW_COMBO_ROW (self), i);
    }
}
