/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/record-slot.h"

struct _RabtaRecordSlot
{
  GObject      parent;

  RabtaRecord *record;
  guint        position;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RabtaRecordSlot, rabta_record_slot, G_TYPE_OBJECT)

static void
rabta_record_slot_finalize (GObject *object)
{
  g_object_unref (RABTA_RECORD_SLOT (object)->record);

  G_OBJECT_CLASS (rabta_record_slot_parent_class)->finalize (object);
}

static void
rabta_record_slot_class_init (RabtaRecordSlotClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rabta_record_slot_finalize;

  signals[CHANGED] = g_signal_new ("changed", RABTA_TYPE_RECORD_SLOT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
rabta_record_slot_init (RabtaRecordSlot *self)
{
}

/**
 * rabta_record_slot_new:
 * @record: what stands there
 *
 * Returns: (transfer full): a slot
 */
RabtaRecordSlot *
rabta_record_slot_new (RabtaRecord *record)
{
  RabtaRecordSlot *self;

  g_return_val_if_fail (RABTA_IS_RECORD (record), NULL);

  self = g_object_new (RABTA_TYPE_RECORD_SLOT, NULL);
  self->record = g_object_ref (record);

  return self;
}

/**
 * rabta_record_slot_get_record:
 * @self: a slot
 *
 * Returns: (transfer none): the record that stands there
 */
RabtaRecord *
rabta_record_slot_get_record (RabtaRecordSlot *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD_SLOT (self), NULL);

  return self->record;
}

/**
 * rabta_record_slot_set_record:
 * @self: a slot
 * @record: what stands there from now on
 *
 * Puts another record there.
 */
void
rabta_record_slot_set_record (RabtaRecordSlot *self,
                              RabtaRecord     *record)
{
  g_return_if_fail (RABTA_IS_RECORD_SLOT (self) && RABTA_IS_RECORD (record));

  if (g_set_object (&self->record, record))
    g_signal_emit (self, signals[CHANGED], 0);
}

guint
rabta_record_slot_get_position (RabtaRecordSlot *self)
{
  g_return_val_if_fail (RABTA_IS_RECORD_SLOT (self), G_MAXUINT);

  return self->position;
}

void
rabta_record_slot_set_position (RabtaRecordSlot *self,
                                guint            position)
{
  g_return_if_fail (RABTA_IS_RECORD_SLOT (self));

  self->position = position;
}
