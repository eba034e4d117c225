/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/today-list.h"

#include "ui/today-item-private.h"

#include <string.h>

#define DAYS_AHEAD 7
/* How often to look whether a new day began, in seconds. */
#define DAY_CHECK 60
/* How many of each kind are read at first, and twice as many whenever a person comes to the end. */
#define FIRST_LIMIT 200

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
  char           last[RABTA_DATE_SIZE]; /* day up to which things were read; empty: all were */
  guint          limit;
  guint          n_answers;
  guint          n_counts;
  guint          n_last; /* in the section of that day, read or not */
  guint          n_overdue;
  guint          refresh_id;
  guint          day_id;
  gulong         changed_id;
  gboolean       loaded;
  gboolean       reading;
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
      RabtaRecord *record = g_ptr_array_index (records, i);
      const char *due = rabta_record_get_text (record, "due");

      /* Before what is later of this kind, things of the other kind may still come. */
      if (self->last[0] != '\0' && g_strcmp0 (due, self->last) > 0)
        break;
      g_ptr_array_add (items, rabta_today_item_new (record, find_section (self, due),
                                                    g_hash_table_contains (first, rabta_record_get_id (record))));
    }
}

/* A heading before each section that has anything. */
static GPtrArray *
add_headings (GPtrArray   *sorted,
              const guint *counts)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  int last = -1;

  for (guint i = 0; i < sorted->len; i++)
    {
      RabtaTodayItem *item = g_ptr_array_index (sorted, i);

      if ((int) item->section != last)
        g_ptr_array_add (items, rabta_today_item_new_heading (item->section, counts[item->section]));
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
  guint counts[RABTA_TODAY_N_SECTIONS] = { 0 };

  add_answer (self, sorted, self->answers[ASK_FOLLOW_UPS],
              self->answers[ASK_PREFERRED_FOLLOW_UPS]);
  add_answer (self, sorted, self->answers[ASK_CASES], self->answers[ASK_PREFERRED_CASES]);
  g_ptr_array_sort (sorted, rabta_today_item_compare);
  for (guint i = 0; i < sorted->len; i++)
    counts[((RabtaTodayItem *) g_ptr_array_index (sorted, i))->section]++;
  if (self->last[0] != '\0')
    counts[find_section (self, self->last)] = self->n_last;
  drop_answers (self);
  self->loaded = TRUE;
  self->reading = FALSE;
  g_clear_pointer (&self->error, g_free);
  take_items (self, add_headings (sorted, counts));
  self->n_overdue = counts[RABTA_TODAY_OVERDUE];
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_OVERDUE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
fail (RabtaTodayList *self,
      const GError   *error)
{
  g_cancellable_cancel (self->cancellable);
  g_free (self->error);
  self->error = g_strdup (error->message);
  self->loaded = TRUE;
  self->reading = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static RabtaQuery *
make_query (gboolean    of_cases,
            const char *until)
{
  RabtaQuery *query = rabta_query_new (of_cases ? RABTA_KIND_CASE : RABTA_KIND_FOLLOW_UP);

  rabta_query_filter (query, "due", RABTA_FILTER_LESS_EQUAL, until);
  if (of_cases)
    rabta_query_filter (query, "status", RABTA_FILTER_NOT_EQUAL, "closed");
  else
    rabta_query_filter (query, "done", RABTA_FILTER_NOT_EQUAL, "true");
  rabta_query_set_sort (query, "due", FALSE);
  return query;
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (RabtaTodayList) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 count = rabta_casebook_count_finish (RABTA_CASEBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (count < 0)
    {
      fail (self, error);
      return;
    }
  self->n_last += (guint) count;
  if (++self->n_counts == 2)
    put_together (self);
}

/* How many there are in the section that was not read to its end. */
static void
count_last_section (RabtaTodayList *self)
{
  RabtaTodaySection section = find_section (self, self->last);
  char until[RABTA_DATE_SIZE];

  rabta_date_add_days (self->today, section == RABTA_TODAY_WEEK ? DAYS_AHEAD : section == RABTA_TODAY_TODAY ? 0 : -1,
                       until);
  self->n_counts = self->n_last = 0;
  for (int of_cases = 0; of_cases < 2; of_cases++)
    {
      g_autoptr (RabtaQuery) query = make_query (of_cases, until);

      if (section != RABTA_TODAY_OVERDUE)
        rabta_query_filter (query, "due", section == RABTA_TODAY_TODAY ? RABTA_FILTER_GREATER_EQUAL
                                                                       : RABTA_FILTER_GREATER,
                            self->today);
      rabta_casebook_count_async (self->casebook, query, self->cancellable, counted_cb,
                                  g_object_ref (self));
    }
}

static void
note_last (RabtaTodayList *self,
           GPtrArray      *records)
{
  const char *due;

  if (records->len < self->limit)
    return;
  due = rabta_record_get_text (g_ptr_array_index (records, records->len - 1), "due");
  if (self->last[0] == '\0' || g_strcmp0 (due, self->last) < 0)
    g_strlcpy (self->last, due, sizeof self->last);
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
      fail (self, error);
      return;
    }
  self->answers[ask->ask] = records;
  if (++self->n_answers < N_ASKS)
    return;

  self->last[0] = '\0';
  note_last (self, self->answers[ASK_FOLLOW_UPS]);
  note_last (self, self->answers[ASK_CASES]);
  if (self->last[0] != '\0')
    count_last_section (self);
  else
    put_together (self);
}

static void
send_ask (RabtaTodayList *self,
          guint           number,
          const char     *until)
{
  g_autoptr (RabtaQuery) query = make_query (number == ASK_CASES || number == ASK_PREFERRED_CASES,
                                             until);
  Ask *ask = g_new0 (Ask, 1);

  if (number == ASK_PREFERRED_CASES || number == ASK_PREFERRED_FOLLOW_UPS)
    rabta_query_filter_target (query, "enterprise", "priority", RABTA_FILTER_GREATER_EQUAL, "2");
  ask->self = g_object_ref (self);
  ask->ask = number;
  rabta_casebook_query_async (self->casebook, query, self->limit, self->cancellable, answered_cb,
                              ask);
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
  self->reading = TRUE;
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
  self->limit = FIRST_LIMIT;
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

/**
 * rabta_today_list_read_on:
 *
 * Reads further where there is more: somebody came near the end. The headings count all from the
 * start.
 */
void
rabta_today_list_read_on (RabtaTodayList *self)
{
  g_return_if_fail (RABTA_IS_TODAY_LIST (self));

  if (self->reading || self->last[0] == '\0' || self->error != NULL)
    return;
  self->reading = TRUE;
  self->limit *= 2;
  rabta_today_list_refresh (self);
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
