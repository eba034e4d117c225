/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "programme/code-list.h"

#include "base/text.h"
#include "programme/code-list-private.h"

#include <string.h>

struct _RabtaCodeItem
{
  GObject          parent_instance;

  char            *block;
  RabtaAttributes  attributes; /* in the block */
  char           **aliases;    /* NULL for none */
  const char      *code;
  const char      *label;
};

enum
{
  ITEM_PROP_CODE = 1,
  ITEM_PROP_LABEL,
  N_ITEM_PROPS
};

static GParamSpec *item_properties[N_ITEM_PROPS];

G_DEFINE_FINAL_TYPE (RabtaCodeItem, rabta_code_item, G_TYPE_OBJECT)

struct _RabtaCodeList
{
  GObject     parent_instance;

  char       *id;
  GPtrArray  *items;
  GHashTable *by_code;

  /* Folded text to item; made by whichever thread first needs it. Its keys are owned. */
  GHashTable *by_text;
};

enum
{
  LIST_PROP_ID = 1,
  N_LIST_PROPS
};

static GParamSpec *list_properties[N_LIST_PROPS];

static void rabta_code_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RabtaCodeList, rabta_code_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      rabta_code_list_model_init))

/* Lists from elsewhere write "D.G.Khan", "D. G. Khan" and "DG Khan": folding has made blanks of the
 * points, and here the blanks go too. */
static char *
make_key (const char *text)
{
  char *key = rabta_text_fold (text);
  char *to = key;

  for (const char *from = key; *from != '\0'; from++)
    if (*from != ' ')
      *to++ = *from;
  *to = '\0';

  return key;
}

static void
index_text (GHashTable    *by_text,
            const char    *text,
            RabtaCodeItem *item)
{
  g_autofree char *key = NULL;

  if (text == NULL)
    return;

  key = make_key (text);
  if (*key != '\0' && !g_hash_table_contains (by_text, key))
    g_hash_table_insert (by_text, g_steal_pointer (&key), item);
}

/* A code outranks a label, a label an alias: "Islamabad" is the district before it is another name
 * of anything else. */
static GHashTable *
make_text_index (RabtaCodeList *self)
{
  GHashTable *by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      RabtaCodeItem *item = self->items->pdata[i];

      index_text (by_text, item->code, item);
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      RabtaCodeItem *item = self->items->pdata[i];

      index_text (by_text, rabta_attributes_get (&item->attributes, "en"), item);
      index_text (by_text, rabta_attributes_get (&item->attributes, "ur"), item);
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      RabtaCodeItem *item = self->items->pdata[i];

      for (guint j = 0; item->aliases != NULL && item->aliases[j] != NULL; j++)
        index_text (by_text, item->aliases[j], item);
    }

  return by_text;
}

static void
rabta_code_item_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  RabtaCodeItem *self = RABTA_CODE_ITEM (object);

  switch (id)
    {
    case ITEM_PROP_CODE:
      g_value_set_string (value, self->code);
      break;
    case ITEM_PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rabta_code_item_finalize (GObject *object)
{
  RabtaCodeItem *self = RABTA_CODE_ITEM (object);

  g_clear_pointer (&self->block, g_free);
  g_clear_pointer (&self->aliases, g_strfreev);

  G_OBJECT_CLASS (rabta_code_item_parent_class)->finalize (object);
}

static void
rabta_code_item_class_init (RabtaCodeItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rabta_code_item_get_property;
  object_class->finalize = rabta_code_item_finalize;

  item_properties[ITEM_PROP_CODE] =
    g_param_spec_string ("code", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  item_properties[ITEM_PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_ITEM_PROPS, item_properties);
}

static void
rabta_code_item_init (RabtaCodeItem *self)
{
}

static GType
rabta_code_list_get_item_type (GListModel *model)
{
  return RABTA_TYPE_CODE_ITEM;
}

static guint
rabta_code_list_get_n_items (GListModel *model)
{
  return RABTA_CODE_LIST (model)->items->len;
}

static gpointer
rabta_code_list_get_nth_item (GListModel *model,
                              guint       position)
{
  RabtaCodeList *self = RABTA_CODE_LIST (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
rabta_code_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = rabta_code_list_get_item_type;
  interface->get_n_items = rabta_code_list_get_n_items;
  interface->get_item = rabta_code_list_get_nth_item;
}

static void
rabta_code_list_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (id)
    {
    case LIST_PROP_ID:
      g_value_set_string (value, RABTA_CODE_LIST (object)->id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rabta_code_list_finalize (GObject *object)
{
  RabtaCodeList *self = RABTA_CODE_LIST (object);

  g_clear_pointer (&self->by_text, g_hash_table_unref);
  g_clear_pointer (&self->by_code, g_hash_table_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (rabta_code_list_parent_class)->finalize (object);
}

static void
rabta_code_list_class_init (RabtaCodeListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rabta_code_list_get_property;
  object_class->finalize = rabta_code_list_finalize;

  list_properties[LIST_PROP_ID] =
    g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_LIST_PROPS, list_properties);
}

static void
rabta_code_list_init (RabtaCodeList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_code = g_hash_table_new (g_str_hash, g_str_equal);
}

/**
 * rabta_code_item_new:
 * @attributes: attributes with at least "code" and "en"
 *
 * Returns: (transfer full): an item with a copy of @attributes
 */
RabtaCodeItem *
rabta_code_item_new (const RabtaAttributes *attributes)
{
  RabtaCodeItem *self;
  const char *aliases;

  g_return_val_if_fail (rabta_attributes_get (attributes, "code") != NULL, NULL);
  g_return_val_if_fail (rabta_attributes_get (attributes, "en") != NULL, NULL);

  self = g_object_new (RABTA_TYPE_CODE_ITEM, NULL);
  self->block = g_memdup2 (attributes->block, attributes->length);
  self->attributes = *attributes;
  self->attributes.block = self->block;
  self->code = rabta_attributes_get (&self->attributes, "code");
  self->label = rabta_attributes_get_label (&self->attributes);

  aliases = rabta_attributes_get (attributes, "aliases");
  if (aliases != NULL)
    self->aliases = g_strsplit (aliases, ";", -1);
  for (guint i = 0; self->aliases != NULL && self->aliases[i] != NULL; i++)
    g_strstrip (self->aliases[i]);

  return self;
}

/**
 * rabta_code_item_get_code:
 * @self: an item
 *
 * Returns: the permanent code, as it is stored and exchanged
 */
const char *
rabta_code_item_get_code (RabtaCodeItem *self)
{
  g_return_val_if_fail (RABTA_IS_CODE_ITEM (self), NULL);

  return self->code;
}

/**
 * rabta_code_item_get_label:
 * @self: an item
 *
 * Returns: what people read, in the language of the session, else in English
 */
const char *
rabta_code_item_get_label (RabtaCodeItem *self)
{
  g_return_val_if_fail (RABTA_IS_CODE_ITEM (self), NULL);

  return self->label;
}

/**
 * rabta_code_item_get_label_for:
 * @self: an item
 * @language: an ISO 639-1 code such as "ur"
 *
 * Returns: the label in @language, else in English
 */
const char *
rabta_code_item_get_label_for (RabtaCodeItem *self,
                               const char    *language)
{
  const char *label = NULL;

  g_return_val_if_fail (RABTA_IS_CODE_ITEM (self), NULL);
  g_return_val_if_fail (language != NULL, NULL);

  /* Only labels are named after a language: other attributes have longer names. */
  if (strlen (language) == 2)
    label = rabta_attributes_get (&self->attributes, language);

  return label != NULL ? label : rabta_attributes_get (&self->attributes, "en");
}

/**
 * rabta_code_item_get_aliases:
 * @self: an item
 *
 * Returns: (array zero-terminated=1): other names that real lists use for it
 */
const char * const *
rabta_code_item_get_aliases (RabtaCodeItem *self)
{
  static const char * const none[] = { NULL };

  g_return_val_if_fail (RABTA_IS_CODE_ITEM (self), NULL);

  return self->aliases != NULL ? (const char * const *) self->aliases : none;
}

/**
 * rabta_code_item_get_parent:
 * @self: an item
 *
 * Returns: (nullable): the code this one belongs under: a district's province, a cluster's district
 */
const char *
rabta_code_item_get_parent (RabtaCodeItem *self)
{
  return rabta_code_item_get_attribute (self, "parent");
}

/**
 * rabta_code_item_get_successor:
 * @self: an item
 *
 * Returns: (nullable): the code that replaces this one, once retired, in the same list
 */
const char *
rabta_code_item_get_successor (RabtaCodeItem *self)
{
  return rabta_code_item_get_attribute (self, "successor");
}

/**
 * rabta_code_item_get_attribute:
 * @self: an item
 * @name: name of an attribute of the item in the definition, such as "validity-months"
 *
 * Returns: (nullable): its text; %NULL when absent or empty
 */
const char *
rabta_code_item_get_attribute (RabtaCodeItem *self,
                               const char    *name)
{
  g_return_val_if_fail (RABTA_IS_CODE_ITEM (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return rabta_attributes_get (&self->attributes, name);
}

/**
 * rabta_code_item_is_valid_on:
 * @self: an item
 * @date: an ISO date
 *
 * Returns: whether the code may be chosen anew on @date; both ends of its validity count
 */
gboolean
rabta_code_item_is_valid_on (RabtaCodeItem *self,
                             const char    *date)
{
  const char *from;
  const char *until;

  g_return_val_if_fail (RABTA_IS_CODE_ITEM (self), FALSE);
  g_return_val_if_fail (date != NULL, FALSE);

  from = rabta_attributes_get (&self->attributes, "from");
  until = rabta_attributes_get (&self->attributes, "until");

  return (from == NULL || strcmp (from, date) <= 0) && (until == NULL || strcmp (date, until) <= 0);
}

/**
 * rabta_code_list_new:
 * @id: id of the list
 *
 * Returns: (transfer full): an empty list
 */
RabtaCodeList *
rabta_code_list_new (const char *id)
{
  RabtaCodeList *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (RABTA_TYPE_CODE_LIST, NULL);
  self->id = g_strdup (id);

  return self;
}

/**
 * rabta_code_list_add:
 * @self: a list nobody but the reader has seen yet
 * @item: (transfer none): an item
 *
 * Returns: %FALSE when its code is in the list already
 */
gboolean
rabta_code_list_add (RabtaCodeList *self,
                     RabtaCodeItem *item)
{
  g_return_val_if_fail (RABTA_IS_CODE_LIST (self), FALSE);
  g_return_val_if_fail (RABTA_IS_CODE_ITEM (item), FALSE);
  g_return_val_if_fail (self->by_text == NULL, FALSE);

  if (g_hash_table_contains (self->by_code, item->code))
    return FALSE;

  g_ptr_array_add (self->items, g_object_ref (item));
  g_hash_table_insert (self->by_code, (gpointer) item->code, item);

  return TRUE;
}

/**
 * rabta_code_list_get_id:
 * @self: a list
 *
 * Returns: its id, such as "district"
 */
const char *
rabta_code_list_get_id (RabtaCodeList *self)
{
  g_return_val_if_fail (RABTA_IS_CODE_LIST (self), NULL);

  return self->id;
}

/**
 * rabta_code_list_get_item:
 * @self: a list
 * @code: a code
 *
 * Returns: (transfer none) (nullable): the item of exactly this code, retired or not
 */
RabtaCodeItem *
rabta_code_list_get_item (RabtaCodeList *self,
                          const char    *code)
{
  g_return_val_if_fail (RABTA_IS_CODE_LIST (self), NULL);

  return code != NULL ? g_hash_table_lookup (self->by_code, code) : NULL;
}

/**
 * rabta_code_list_match:
 * @self: a list
 * @text: what somebody wrote: a code, a label in any language, or an alias
 *
 * Finds what is meant, whatever the case, spacing, punctuation and Arabic letter forms. Never
 * guesses: a text that is not a known name matches nothing. May be called from any thread.
 *
 * Returns: (transfer none) (nullable): the item
 */
RabtaCodeItem *
rabta_code_list_match (RabtaCodeList *self,
                       const char    *text)
{
  RabtaCodeItem *item;
  g_autofree char *key = NULL;

  g_return_val_if_fail (RABTA_IS_CODE_LIST (self), NULL);

  if (text == NULL || *text == '\0')
    return NULL;

  /* What the program itself wrote is a code as it stands. */
  item = g_hash_table_lookup (self->by_code, text);
  if (item != NULL)
    return item;

  if (g_once_init_enter (&self->by_text))
    g_once_init_leave (&self->by_text, make_text_index (self));

  key = make_key (text);

  return g_hash_table_lookup (self->by_text, key);
}
