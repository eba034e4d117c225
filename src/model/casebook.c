/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The casebook as an object: its threads, its writing calls and its signals. */

#include "model/casebook-private.h"

#include "base/text.h"

#include <glib/gi18n-lib.h>

/* Above this many records a change is announced as "many": naming each would cost more than reading
 * the lists again. */
#define MOST_NAMED 1000

enum
{
  PROP_READ_ONLY = 1,
  PROP_UNDO_ACTION,
  PROP_REDO_ACTION,
  N_PROPS,
};

enum
{
  CHANGED,
  DAMAGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RabtaCasebook, rabta_casebook, G_TYPE_OBJECT)

RabtaChangeSet *
rabta_change_set_new (void)
{
  RabtaChangeSet *self = g_new0 (RabtaChangeSet, 1);

  self->records = g_array_new (FALSE, FALSE, sizeof (RabtaChangedRecord));

  return self;
}

void
rabta_change_set_add (RabtaChangeSet *self,
                      RabtaRecord    *record)
{
  RabtaChangedRecord changed = {
    rabta_record_get_kind (record), *rabta_record_get_id (record), rabta_record_get_pk (record)
  };

  self->kinds |= 1u << changed.kind;
  if (self->many)
    return;
  if (self->records->len >= MOST_NAMED)
    {
      self->many = TRUE;
      g_array_set_size (self->records, 0);
      return;
    }
  g_array_append_val (self->records, changed);
}

void
rabta_change_set_free (RabtaChangeSet *self)
{
  g_array_unref (self->records);
  g_free (self);
}

/**
 * rabta_change_set_touches:
 * @self: what changed
 * @kind: kind of a record
 * @id: (nullable): its id; %NULL asks about any of the kind
 *
 * Returns: whether the record may have changed
 */
gboolean
rabta_change_set_touches (const RabtaChangeSet *self,
                          RabtaKind             kind,
                          const RabtaUuid      *id)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if ((self->kinds & (1u << kind)) == 0)
    return FALSE;
  if (id == NULL || self->many)
    return TRUE;
  for (guint i = 0; i < self->records->len; i++)
    {
      const RabtaChangedRecord *record = &g_array_index (self->records, RabtaChangedRecord, i);

      if (record->kind == kind && rabta_uuid_equal (&record->id, id))
        return TRUE;
    }

  return FALSE;
}

typedef struct
{
  GWeakRef        casebook;
  RabtaChangeSet *changes;
  char           *undo_action;
  char           *redo_action;
  char           *officer_name; /* NULL: as it was */
  gboolean        is_damage;
} Announcement;

static void
announcement_free (gpointer data)
{
  Announcement *self = data;

  g_weak_ref_clear (&self->casebook);
  g_clear_pointer (&self->changes, rabta_change_set_free);
  g_free (self->undo_action);
  g_free (self->redo_action);
  g_free (self->officer_name);
  g_free (self);
}

static gboolean
announce_cb (gpointer data)
{
  Announcement *self = data;
  g_autoptr (RabtaCasebook) casebook = g_weak_ref_get (&self->casebook);

  if (casebook == NULL)
    return G_SOURCE_REMOVE;
  if (self->is_damage)
    {
      g_signal_emit (casebook, signals[DAMAGED], 0);
      return G_SOURCE_REMOVE;
    }
  if (rabta_set_str (&casebook->undo_action, self->undo_action))
    g_object_notify_by_pspec (G_OBJECT (casebook), properties[PROP_UNDO_ACTION]);
  if (rabta_set_str (&casebook->redo_action, self->redo_action))
    g_object_notify_by_pspec (G_OBJECT (casebook), properties[PROP_REDO_ACTION]);
  if (self->officer_name != NULL)
    rabta_set_str (&casebook->officer_name, self->officer_name);
  if (self->changes != NULL)
    g_signal_emit (casebook, signals[CHANGED], 0, self->changes);

  return G_SOURCE_REMOVE;
}

static void
attach (RabtaCasebook *self,
        Announcement  *announcement)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_weak_ref_init (&announcement->casebook, self);
  if (self->context == NULL)
    {
      announcement_free (announcement);
      return;
    }

  /* Before the callback of the call that wrote: it is told of the result afterwards. */
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, announce_cb, announcement, announcement_free);
  g_source_attach (source, self->context);
}

/* On the thread of a worker; once, however many of them meet it. */
void
rabta_casebook_note_damage (gpointer casebook)
{
  RabtaCasebook *self = casebook;
  Announcement *announcement;

  if (!g_atomic_int_compare_and_exchange (&self->damage_told, FALSE, TRUE))
    return;
  announcement = g_new0 (Announcement, 1);
  announcement->is_damage = TRUE;
  attach (self, announcement);
}

void
rabta_casebook_announce (RabtaCasebook  *self,
                         RabtaChangeSet *changes,
                         char           *undo_action,
                         char           *redo_action,
                          char           *officer_name)
{
  Announcement *announcement = g_new0 (Announcement, 1);

  announcement->changes = changes;
  announcement->undo_action = undo_action;
  announcement->redo_action = redo_action;
  announcement->officer_name = officer_name;
  attach (self, announcement);
}

void
rabta_wait_begin (RabtaWait *self)
{
  self->context = g_main_context_new ();
  self->result = NULL;
  g_main_context_push_thread_default (self->context);
}

void
rabta_wait_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      wait)
{
  RabtaWait *self = wait;

  self->result = g_object_ref (result);
}

GAsyncResult *
rabta_wait_end (RabtaWait *self)
{
  while (self->result == NULL)
    g_main_context_iteration (self->context, TRUE);
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);

  return self->result;
}

void
rabta_casebook_push_read (RabtaCasebook   *self,
                          GTask           *task,
                          RabtaWorkerFunc  func)
{
  RabtaWorker *reader = self->readers[self->next_reader % RABTA_CASEBOOK_N_READERS];

  self->next_reader++;
  if (reader == NULL)
    g_task_return_new_error (task, RABTA_ERROR, RABTA_ERROR_FAILED, _("The casebook is closed"));
  else
    rabta_worker_push (reader, task, func);
}

void
rabta_casebook_push_write (RabtaCasebook   *self,
                           GTask           *task,
                           RabtaWorkerFunc  func)
{
  if (self->writer != NULL)
    rabta_worker_push (self->writer, task, func);
  else if (self->read_only)
    g_task_return_new_error (task, RABTA_ERROR, RABTA_ERROR_READ_ONLY,
                             _("The casebook is open for reading only"));
  else
    g_task_return_new_error (task, RABTA_ERROR, RABTA_ERROR_FAILED, _("The casebook is closed"));
}

static void
rabta_casebook_dispose (GObject *object)
{
  rabta_casebook_close (RABTA_CASEBOOK (object));

  G_OBJECT_CLASS (rabta_casebook_parent_class)->dispose (object);
}

static void
rabta_casebook_finalize (GObject *object)
{
  RabtaCasebook *self = RABTA_CASEBOOK (object);

  g_clear_object (&self->programme);
  g_clear_pointer (&self->holidays, g_hash_table_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->holidays_lock);
  g_free (self->path);
  g_free (self->office_code);
  g_free (self->officer_name);
  g_free (self->undo_action);
  g_free (self->redo_action);

  G_OBJECT_CLASS (rabta_casebook_parent_class)->finalize (object);
}

static void
rabta_casebook_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  RabtaCasebook *self = RABTA_CASEBOOK (object);

  switch (property_id)
    {
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    case PROP_UNDO_ACTION:
      g_value_set_string (value, self->undo_action);
      break;
    case PROP_REDO_ACTION:
      g_value_set_string (value, self->redo_action);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rabta_casebook_class_init (RabtaCasebookClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = rabta_casebook_dispose;
  object_class->finalize = rabta_casebook_finalize;
  object_class->get_property = rabta_casebook_get_property;

  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);
  properties[PROP_UNDO_ACTION] = g_param_spec_string ("undo-action", NULL, NULL, NULL, flags);
  properties[PROP_REDO_ACTION] = g_param_spec_string ("redo-action", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", RABTA_TYPE_CASEBOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[DAMAGED] = g_signal_new ("damaged", RABTA_TYPE_CASEBOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
rabta_casebook_init (RabtaCasebook *self)
{
  g_mutex_init (&self->holidays_lock);
  self->holidays = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * rabta_casebook_close:
 * @self: a casebook
 *
 * Finishes what was pushed, closes the file and joins the threads. Every later call fails with a
 * message. Done by dispose as well.
 */
void
rabta_casebook_close (RabtaCasebook *self)
{
  g_return_if_fail (RABTA_IS_CASEBOOK (self));

  for (guint i = 0; i < RABTA_CASEBOOK_N_READERS; i++)
    g_clear_pointer (&self->readers[i], rabta_worker_free);
  g_clear_pointer (&self->writer, rabta_worker_free);
}

const char *
rabta_casebook_get_path (RabtaCasebook *self)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (self), NULL);

  return self->path;
}

gboolean
rabta_casebook_is_read_only (RabtaCasebook *self)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (self), TRUE);

  return self->read_only;
}

RabtaProgramme *
rabta_casebook_get_programme (RabtaCasebook *self)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (self), NULL);

  return self->programme;
}

const RabtaUuid *
rabta_casebook_get_office (RabtaCasebook *self)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (self), NULL);

  return &self->office;
}

const RabtaUuid *
rabta_casebook_get_officer (RabtaCasebook *self)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (self), NULL);

  return &self->officer;
}

const char *
rabta_casebook_get_office_code (RabtaCasebook *self)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (self), NULL);

  return self->office_code;
}

const char *
rabta_casebook_get_officer_name (RabtaCasebook *self)
{
  g_return_val_if_fail (RABTA_IS_CASEBOOK (self), NULL);

  return self->officer_name;
}

/**
 * rabta_casebook_is_workday:
 * @self: a casebook
 * @date: an ISO date
 *
 * Returns: whether offices work on that day: a weekday of the programme's working week that is no
 *   holiday of the programme or of the casebook. Any thread.
 */
gboolean
rabta_casebook_is_workday (RabtaCasebook *self,
                           const char    *date)
{
  gboolean holiday;

  if (!rabta_programme_is_weekday_worked (self->programme, rabta_date_weekday (date)))
    return FALSE;

  g_mutex_lock (&self->holidays_lock);
  holiday = g_hash_table_contains (self->holidays, date);
  g_mutex_unlock (&self->holidays_lock);

  return !holiday;
}
