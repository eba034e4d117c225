/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/today-list.h"

#include <string.h>

#define DAYS_AHEAD 7
/* How often to look whether a new day began, in seconds. */
#define DAY_CHECK 60

struct _RabtaTodayItem
{
  GObject parent_instance;

  RabtaRecord       *record;
  RabtaTodaySection  section;
  guint              count;
  gboolean           preferred; /* women-led or micro */
  char              *key;       /* two items of one key look the same */
};

G_DEFINE_FINAL_TYPE (RabtaTodayItem, rabta_today_item, G_TYPE_OBJECT)

/* The questions asked of the casebook for one state of the list. */
enum
{
  ASK_FOLLOW_UPS,
  ASK_PREFERRED_FOLLOW_UPS,
  ASK_CASES,
  ASK_PREFERRED_CASES,
  N_ASKS
};

struct _RabtaTodayList
{
  GObject parent_instance;

  RabtaCasebook *casebook;
  GCancellable  *cancellable;
  GPtrArray     *items;
  GPtrArray     *answers[N_ASKS];
  char          *error;
  char           today[RABTA_DATE_SIZE];
  guint          n_answers;
  guint          n_overdue;
  guint          refresh_id;
  guint          day_id;
  gulong         changed_id;
  gboolean       loaded;
};

enum {
  PROP_0,
  PROP_LOADING,
  PROP_ERROR,
  PROP_N_OVERDUE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void rabta_today_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RabtaTodayList, rabta_today_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      rabta_today_list_model_init))

static const char *
get_due (RabtaTodayItem *item)
{
  return rabta_record_get_text (item->record, "due");
}

static int
priority_rank (RabtaRecord *record)
{
  const char *priority = rabta_record_get_text (record, "priority");

  if (g_strcmp0 (priority, "high") == 0)
    return 0;
  return g_strcmp0 (priority, "low") == 0 ? 2 : 1;
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  RabtaTodayItem *one = *(RabtaTodayItem **) a;
  RabtaTodayItem *other = *(RabtaTodayItem **) b;
  int order = g_strcmp0 (get_due (one), get_due (other));

  if (order == 0)
    order = other->preferred - one->preferred;
  if (order == 0)
    order = priority_rank (one->record) - priority_rank (other->record);
  if (order == 0)
    order = rabta_uuid_compare (rabta_record_get_id (one->record),
                                rabta_record_get_id (other->record));
  return order;
}

static const char *
text_or_empty (RabtaRecord *record,
               const char  *name)
{
  const char *text = rabta_record_get_text (record, name);

  return text != NULL ? text : "";
}

static char *
make_key (RabtaTodayItem *item)
{
  RabtaRecord *record = item->record;
  char id[RABTA_UUID_TEXT_LENGTH + 1];
  char today[RABTA_DATE_SIZE];
  const char *enterprise;

  if (record == NULL)
    return g_strdup_printf ("heading %d %u", item->section, item->count);
  rabta_uuid_format (rabta_record_get_id (record), id);
  /* Tomorrow the same thing is said in other words. */
  rabta_date_today (today);
  enterprise = rabta_record_get_ref_title (record, "enterprise");
  return g_strdup_printf ("%s %d %s %s %s %s %s", today, item->section, id, text_or_empty (record, "due"),
                          rabta_record_get_kind (record) == RABTA_KIND_CASE
                            ? text_or_empty (record, "stage") : text_or_empty (record, "summary"),
                          text_or_empty (record, "priority"),
                          enterprise != NULL ? enterprise : "");
}

static RabtaTodaySection
find_section (RabtaTodayList *self,
              const char     *due)
{
  int order = g_strcmp0 (due, self->today);

  if (order < 0)
    return RABTA_TODAY_OVERDUE;
  return order == 0 ? RABTA_TODAY_TODAY : RABTA_TODAY_WEEK;
}

static void
add_answer (RabtaTodayList *self,
            GPtrArray      *items,
            GPtrArray      *records,
            GPtrArray      *preferred)
{
  g_autoptr (GHashTable) first = g_hash_table_new (rabta_uuid_hash, rabta_uuid_equal);

  for (guint i = 0; i < preferred->len; i++)
    g_hash_table_add (first, (gpointer) rabta_record_get_id (g_ptr_array_index (preferred, i)));
  for (guint i = 0; i < records->len; i++)
    {
      RabtaTodayItem *item = g_object_new (RABTA_TYPE_TODAY_ITEM, NULL);

      item->record = g_object_ref (g_ptr_array_index (records, i));
      item->section = find_section (self, get_due (item));
      item->preferred = g_hash_table_contains (first, rabta_record_get_id (item->record));
      item->key = make_key (item);
      g_ptr_array_add (items, item);
    }
}

static RabtaTodayItem *
make_heading (RabtaTodaySection section,
              guint             count)
{
  RabtaTodayItem *item = g_object_new (RABTA_TYPE_TODAY_ITEM, NULL);

  item->section = section;
  item->count = count;
  item->key = make_key (item);
  return item;
}

/* A heading before each section that has anything. */
static GPtrArray *
add_headings (GPtrArray *sorted)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  guint counts[RABTA_TODAY_N_SECTIONS] = { 0 };
  int last = -1;

  for (guint i = 0; i < sorted->len; i++)
    counts[((RabtaTodayItem *) g_ptr_array_index (sorted, i))->section]++;
  for (guint i = 0; i < sorted->len; i++)
    {
      RabtaTodayItem *item = g_ptr_array_index (sorted, i);

      if ((int) item->section != last)
        g_ptr_array_add (items, make_heading (item->section, counts[item->section]));
      last = (int) item->section;
      g_ptr_array_add (items, g_object_ref (item));
    }
  return items;
}

static gboolean
same_key (GPtrArray *a,
          guint      i,
          GPtrArray *b,
          guint      j)
{
  return strcmp (((RabtaTodayItem *) g_ptr_array_index (a, i))->key,
                 ((RabtaTodayItem *) g_ptr_array_index (b, j))->key) == 0;
}

/* Splices what differs, so that scrolling and the focus stay where they are. Items that look the
 * same take over the new record, which may be newer than what is shown of it. */
static void
take_items (RabtaTodayList *self,
            GPtrArray      *items)
{
  g_autoptr (GPtrArray) old = self->items;
  guint start = 0, end = 0;

  while (start < old->len && start < items->len && same_key (old, start, items, start))
    start++;
  while (end < old->len - start && end < items->len - start
         && same_key (old, old->len - 1 - end, items, items->len - 1 - end))
    end++;
  for (guint i = 0; i < items->len; i++)
    {
      guint j = i < start ? i : i - items->len + old->len;
      RabtaTodayItem *kept;

      if (i >= start && i < items->len - end)
        continue;
      kept = g_ptr_array_index (old, j);
      g_set_object (&kept->record, ((RabtaTodayItem *) g_ptr_array_index (items, i))->record);
      g_object_unref (g_ptr_array_index (items, i));
      g_ptr_array_index (items, i) = g_object_ref (kept);
    }
  self->items = items;
  if (old->len != items->len || start < items->len)
    g_list_model_items_changed (G_LIST_MODEL (self), start, old->len - start - end,
                                items->len - start - end);
}

static void
drop_answers (RabtaTodayList *self)
{
  for (guint i = 0; i < N_ASKS; i++)
    g_clear_pointer (&self->answers[i], g_ptr_array_unref);
  self->n_answers = 0;
}

static void
put_together (RabtaTodayList *self)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_overdue = 0;

  add_answer (self, sorted, self->answers[ASK_FOLLOW_UPS],
              self->answers[ASK_PREFERRED_FOLLOW_UPS]);
  add_answer (self, sorted, self->answers[ASK_CASES], self->answers[ASK_PREFERRED_CASES]);
  g_ptr_array_sort (sorted, compare_items);
  for (guint i = 0; i < sorted->len; i++)
    n_overdue += ((RabtaTodayItem *) g_ptr_array_index (sorted, i))->section
                 == RABTA_TODAY_OVERDUE;
  drop_answers (self);
  self->loaded = TRUE;
  g_clear_pointer (&self->error, g_free);
  take_items (self, add_headings (sorted));
  self->n_overdue = n_overdue;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_OVERDUE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

/* One question on its way. */
typedef struct
{
  RabtaTodayList *self;
  guint           ask;
} Ask;

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autofree Ask *ask = user_data;
  g_autoptr (RabtaTodayList) self = ask->self;
  g_autoptr (GError) error = NULL;
  GPtrArray *records = rabta_casebook_query_finish (RABTA_CASEBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (records == NULL)
    {
      g_cancellable_cancel (self->cancellable);
      g_free (self->error);
      self->error = g_strdup (error->message);
      self->loaded = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
      return;
    }
  self->answers[ask->ask] = records;
  if (++self->n_answers == N_ASKS)
    put_together (self);
}

static void
send_ask (RabtaTodayList *self,
          guint           number,
          const char     *until)
{
  gboolean of_cases = number == ASK_CASES || number == ASK_PREFERRED_CASES;
  g_autoptr (RabtaQuery) query = rabta_query_new (of_cases ? RABTA_KIND_CASE
                                                           : RABTA_KIND_FOLLOW_UP);
  Ask *ask = g_new0 (Ask, 1);

  rabta_query_filter (query, "due", RABTA_FILTER_LESS_EQUAL, until);
  if (of_cases)
    rabta_query_filter (query, "status", RABTA_FILTER_NOT_EQUAL, "closed");
  else
    rabta_query_filter (query, "done", RABTA_FILTER_NOT_EQUAL, "true");
  if (number == ASK_PREFERRED_CASES || number == ASK_PREFERRED_FOLLOW_UPS)
    rabta_query_filter_target (query, "enterprise", "priority", RABTA_FILTER_GREATER_EQUAL, "2");
  ask->self = g_object_ref (self);
  ask->ask = number;
  rabta_casebook_query_async (self->casebook, query, 0, self->cancellable, answered_cb, ask);
}

static gboolean
refresh_cb (gpointer user_data)
{
  RabtaTodayList *self = user_data;
  char until[RABTA_DATE_SIZE];

  self->refresh_id = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  drop_answers (self);
  rabta_date_today (self->today);
  rabta_date_add_days (self->today, DAYS_AHEAD, until);
  for (guint i = 0; i < N_ASKS; i++)
    send_ask (self, i, until);
  return G_SOURCE_REMOVE;
}

static gboolean
day_check_cb (gpointer user_data)
{
  RabtaTodayList *self = user_data;
  char today[RABTA_DATE_SIZE];

  rabta_date_today (today);
  if (strcmp (today, self->today) != 0)
    rabta_today_list_refresh (self);
  return G_SOURCE_CONTINUE;
}

static void
changed_cb (RabtaCasebook        *casebook,
            const RabtaChangeSet *changes,
            RabtaTodayList       *self)
{
  const guint kinds = 1u << RABTA_KIND_FOLLOW_UP | 1u << RABTA_KIND_CASE
                      | 1u << RABTA_KIND_ENTERPRISE | 1u << RABTA_KIND_PAUSE
                      | 1u << RABTA_KIND_HOLIDAY;

  if ((changes->kinds & kinds) != 0)
    rabta_today_list_refresh (self);
}

static GType
rabta_today_list_get_item_type (GListModel *model)
{
  return RABTA_TYPE_TODAY_ITEM;
}

static guint
rabta_today_list_get_n_items (GListModel *model)
{
  return RABTA_TODAY_LIST (model)->items->len;
}

static gpointer
rabta_today_list_get_item (GListModel *model,
                           guint       position)
{
  RabtaTodayList *self = RABTA_TODAY_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}

static void
rabta_today_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = rabta_today_list_get_item_type;
  iface->get_n_items = rabta_today_list_get_n_items;
  iface->get_item = rabta_today_list_get_item;
}

static void
rabta_today_item_finalize (GObject *object)
{
  RabtaTodayItem *self = RABTA_TODAY_ITEM (object);

  g_clear_object (&self->record);
  g_free (self->key);

  G_OBJECT_CLASS (rabta_today_item_parent_class)->finalize (object);
}

static void
rabta_today_item_class_init (RabtaTodayItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rabta_today_item_finalize;
}

static void
rabta_today_item_init (RabtaTodayItem *self)
{
}

static void
rabta_today_list_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  RabtaTodayList *self = RABTA_TODAY_LIST (object);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, !self->loaded);
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    case PROP_N_OVERDUE:
      g_value_set_uint (value, self->n_overdue);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rabta_today_list_dispose (GObject *object)
{
  RabtaTodayList *self = RABTA_TODAY_LIST (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->day_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->casebook != NULL)
    g_clear_signal_handler (&self->changed_id, self->casebook);
  g_clear_object (&self->casebook);
  drop_answers (self);

  G_OBJECT_CLASS (rabta_today_list_parent_class)->dispose (object);
}

static void
rabta_today_list_finalize (GObject *object)
{
  RabtaTodayList *self = RABTA_TODAY_LIST (object);

  g_ptr_array_unref (self->items);
  g_free (self->error);

  G_OBJECT_CLASS (rabta_today_list_parent_class)->finalize (object);
}

static void
rabta_today_list_class_init (RabtaTodayListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rabta_today_list_get_property;
  object_class->dispose = rabta_today_list_dispose;
  object_class->finalize = rabta_today_list_finalize;

  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] =
    g_param_spec_string ("error", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_OVERDUE] =
    g_param_spec_uint ("n-overdue", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rabta_today_list_init (RabtaTodayList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * rabta_today_item_get_record:
 *
 * Returns: (transfer none) (nullable): the follow-up or case; %NULL for a heading
 */
RabtaRecord *
rabta_today_item_get_record (RabtaTodayItem *self)
{
  g_return_val_if_fail (RABTA_IS_TODAY_ITEM (self), NULL);
  return self->record;
}

/**
 * rabta_today_item_get_section:
 *
 * Returns: where it belongs
 */
RabtaTodaySection
rabta_today_item_get_section (RabtaTodayItem *self)
{
  g_return_val_if_fail (RABTA_IS_TODAY_ITEM (self), RABTA_TODAY_WEEK);
  return self->section;
}

/**
 * rabta_today_item_get_count:
 *
 * Returns: how many things are under a heading
 */
guint
rabta_today_item_get_count (RabtaTodayItem *self)
{
  g_return_val_if_fail (RABTA_IS_TODAY_ITEM (self), 0);
  return self->count;
}

/**
 * rabta_today_list_new:
 *
 * Returns: (transfer full): a list that is being read
 */
RabtaTodayList *
rabta_today_list_new (RabtaCasebook *casebook)
{
  RabtaTodayList *self;

  g_return_val_if_fail (RABTA_IS_CASEBOOK (casebook), NULL);

  self = g_object_new (RABTA_TYPE_TODAY_LIST, NULL);
  self->casebook = g_object_ref (casebook);
  self->changed_id = g_signal_connect (casebook, "changed", G_CALLBACK (changed_cb), self);
  self->day_id = g_timeout_add_seconds (DAY_CHECK, day_check_cb, self);
  refresh_cb (self);
  return self;
}

/**
 * rabta_today_list_refresh:
 *
 * Reads again: another day, or something changed.
 */
void
rabta_today_list_refresh (RabtaTodayList *self)
{
  g_return_if_fail (RABTA_IS_TODAY_LIST (self));

  if (self->refresh_id == 0)
    self->refresh_id = g_idle_add (refresh_cb, self);
}

/* Whether nothing is known yet. */
gboolean
rabta_today_list_is_loading (RabtaTodayList *self)
{
  g_return_val_if_fail (RABTA_IS_TODAY_LIST (self), FALSE);
  return !self->loaded;
}

/**
 * rabta_today_list_get_error:
 *
 * Returns: (transfer none) (nullable): why it could not be read, for people
 */
const char *
rabta_today_list_get_error (RabtaTodayList *self)
{
  g_return_val_if_fail (RABTA_IS_TODAY_LIST (self), NULL);
  return self->error;
}

/* How many things are overdue. */
guint
rabta_today_list_get_n_overdue (RabtaTodayList *self)
{
  g_return_val_if_fail (RABTA_IS_TODAY_LIST (self), 0);
  return self->n_overdue;
}
