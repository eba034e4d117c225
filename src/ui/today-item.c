/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/today-item-private.h"

G_DEFINE_FINAL_TYPE (RabtaTodayItem, rabta_today_item, G_TYPE_OBJECT)

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

/* What is to be done. @preferred: of a women-led or micro enterprise. */
RabtaTodayItem *
rabta_today_item_new (RabtaRecord       *record,
                      RabtaTodaySection  section,
                      gboolean           preferred)
{
  RabtaTodayItem *self = g_object_new (RABTA_TYPE_TODAY_ITEM, NULL);

  self->record = g_object_ref (record);
  self->section = section;
  self->preferred = preferred;
  self->key = make_key (self);
  return self;
}

RabtaTodayItem *
rabta_today_item_new_heading (RabtaTodaySection section,
                              guint             count)
{
  RabtaTodayItem *self = g_object_new (RABTA_TYPE_TODAY_ITEM, NULL);

  self->section = section;
  self->count = count;
  self->key = make_key (self);
  return self;
}

/* The order things are done in, for sorting an array of items. */
int
rabta_today_item_compare (gconstpointer a,
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
