/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/window-private.h"

#include "ui/due-words.h"
#include "ui/places.h"

#include <glib/gi18n-lib.h>

/* A record on its way into an editor, and the records it is to refer to, loaded one by one for
 * their titles. */
typedef struct
{
  RabtaWindow *self;
  RabtaRecord *record;
  GArray      *fields; /* of guint: reference fields of @record still without a title */
} Draft;

static void
draft_free (Draft *draft)
{
  g_object_unref (draft->self);
  g_object_unref (draft->record);
  g_array_unref (draft->fields);
  g_free (draft);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Draft, draft_free)

static void draft_go_on (Draft *draft);

static const RabtaField *
draft_field (Draft *draft)
{
  const RabtaKindInfo *info = rabta_record_get_info (draft->record);

  return &info->fields[g_array_index (draft->fields, guint, draft->fields->len - 1)];
}

/* What is known of the record referred to is known of the new one: a call about a case is a call to
 * the enterprise of the case. */
static void
take_over_enterprise (RabtaRecord *record,
                      RabtaRecord *target)
{
  const RabtaUuid *id;

  if (rabta_kind_find_field (rabta_record_get_info (record), "enterprise") < 0
      || rabta_kind_find_field (rabta_record_get_info (target), "enterprise") < 0
      || rabta_record_get_ref (record, "enterprise") != NULL)
    return;
  id = rabta_record_get_ref (target, "enterprise");
  if (id == NULL)
    return;
  rabta_record_set_ref (record, "enterprise", id);
  rabta_record_set_ref_title (record, "enterprise",
                              rabta_record_get_ref_title (target, "enterprise"));
}

static void
target_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (Draft) draft = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) target = NULL;
  g_autofree char *title = NULL;

  target = rabta_casebook_load_finish (RABTA_CASEBOOK (source), result, &error);
  if (target == NULL)
    {
      rabta_window_show_error (GTK_WIDGET (draft->self), _("The record could not be begun"), error);
      return;
    }
  title = rabta_record_dup_title (target);
  rabta_record_set_ref_title (draft->record, draft_field (draft)->name, title);
  take_over_enterprise (draft->record, target);
  g_array_set_size (draft->fields, draft->fields->len - 1);
  draft_go_on (g_steal_pointer (&draft));
}

static void
draft_go_on (Draft *draft)
{
  RabtaWindow *self = draft->self;
  const RabtaRecordInfo *info;

  if (draft->fields->len > 0)
    {
      const RabtaField *field = draft_field (draft);
      RabtaKind kind = rabta_kind_from_name (field->target);

      rabta_casebook_load_async (self->casebook, kind,
                                 rabta_record_get_ref (draft->record, field->name),
                                 self->cancellable, target_loaded_cb, draft);
      return;
    }

  info = rabta_places_find_kind (rabta_record_get_kind (draft->record));
  if (info != NULL && info->edit != NULL)
    info->edit (GTK_WIDGET (self), self->casebook, draft->record);
  draft_free (draft);
}

static gboolean
draft_refer (Draft      *draft,
             const char *name,
             const char *id_text)
{
  const RabtaKindInfo *info = rabta_record_get_info (draft->record);
  int field = rabta_kind_find_field (info, name);
  RabtaUuid id;
  guint position = (guint) field;

  if (field < 0 || info->fields[field].kind != RABTA_FIELD_REFERENCE
      || !rabta_uuid_parse (id_text, &id))
    return FALSE;
  rabta_record_set_ref (draft->record, name, &id);
  g_array_append_val (draft->fields, position);
  return TRUE;
}

/* What nearly every new record says, so that nobody has to type it. */
static void
fill_in (RabtaWindow *self,
         RabtaRecord *record)
{
  const RabtaKindInfo *info = rabta_record_get_info (record);
  int officer = rabta_kind_find_field (info, "officer");
  char today[RABTA_DATE_SIZE];

  if (officer >= 0 && info->fields[officer].kind == RABTA_FIELD_REFERENCE)
    {
      rabta_record_set_ref (record, "officer", rabta_casebook_get_officer (self->casebook));
      rabta_record_set_ref_title (record, "officer",
                                  rabta_casebook_get_officer_name (self->casebook));
    }
  if (info->kind == RABTA_KIND_ACTIVITY)
    {
      rabta_date_today (today);
      rabta_record_set_text (record, "date", today);
    }
  else if (info->kind == RABTA_KIND_FOLLOW_UP)
    {
      g_autofree char *due = rabta_due_in_workdays (self->casebook, 5);

      rabta_record_set_text (record, "due", due);
    }
}

static void
edit_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (RabtaWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RabtaRecord) record = NULL;
  const RabtaRecordInfo *info;

  record = rabta_casebook_load_finish (RABTA_CASEBOOK (source), result, &error);
  if (record == NULL)
    {
      rabta_window_show_error (GTK_WIDGET (self), _("The record could not be opened"), error);
      return;
    }
  info = rabta_places_find_kind (rabta_record_get_kind (record));
  if (info != NULL && info->edit != NULL)
    info->edit (GTK_WIDGET (self), self->casebook, record);
}

/**
 * rabta_window_open_record:
 *
 * Shows the page of a record, or its editor where the kind has no page. Opening the record whose
 * page is shown does nothing.
 */
void
rabta_window_open_record (RabtaWindow     *self,
                          RabtaKind        kind,
                          const RabtaUuid *id)
{
  const RabtaRecordInfo *info = rabta_places_find_kind (kind);
  RabtaPlace *content = rabta_window_get_content (self);
  RabtaKind shown_kind;
  RabtaUuid shown_id;

  g_return_if_fail (RABTA_IS_WINDOW (self));
  g_return_if_fail (id != NULL);

  if (self->casebook == NULL || info == NULL)
    return;
  /* A page shows its record; a place only names the one that is selected in its list. */
  if (self->pages->len > 0 && content != NULL
      && rabta_place_get_record (content, &shown_kind, &shown_id)
      && shown_kind == kind && rabta_uuid_equal (&shown_id, id))
    return;
  if (info->create_page != NULL)
    rabta_window_push_page (self, info->create_page (self->casebook, id));
  else
    rabta_window_edit_record (self, kind, id);
}

/**
 * rabta_window_edit_record:
 *
 * Loads a record and presents its editor.
 */
void
rabta_window_edit_record (RabtaWindow     *self,
                          RabtaKind        kind,
                          const RabtaUuid *id)
{
  g_return_if_fail (RABTA_IS_WINDOW (self));
  g_return_if_fail (id != NULL);

  if (self->casebook != NULL)
    rabta_casebook_load_async (self->casebook, kind, id, self->cancellable, edit_loaded_cb,
                               g_object_ref (self));
}

/**
 * rabta_window_new_record:
 * @references: pairs of the name of a reference field and the text of an id, ended by %NULL
 *
 * Presents the editor of a new record that refers to what it was begun from.
 *
 * Returns: %FALSE where @references are not fields of the kind, or not ids
 */
gboolean
rabta_window_new_record (RabtaWindow        *self,
                         RabtaKind           kind,
                         const char * const *references)
{
  g_autoptr (Draft) draft = NULL;

  g_return_val_if_fail (RABTA_IS_WINDOW (self), FALSE);
  g_return_val_if_fail (kind >= 0 && kind < RABTA_N_KINDS, FALSE);

  if (self->casebook == NULL)
    return FALSE;
  draft = g_new0 (Draft, 1);
  draft->self = g_object_ref (self);
  draft->record = rabta_record_new (kind);
  draft->fields = g_array_new (FALSE, FALSE, sizeof (guint));
  fill_in (self, draft->record);
  for (gsize i = 0; references != NULL && references[i] != NULL; i += 2)
    if (!draft_refer (draft, references[i], references[i + 1]))
      return FALSE;
  draft_go_on (g_steal_pointer (&draft));
  return TRUE;
}
