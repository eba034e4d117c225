/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/exchange-item.h"

#include "ui/joined-text.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

struct _RabtaExchangeItem
{
  GObject     parent_instance;

  const char *icon;   /* static */
  char       *title;
  char       *line;
  char       *reason; /* or NULL */

  gint64      file;   /* its pk, or 0 */
  gboolean    has_record;
  gboolean    is_conflict;
  RabtaKind   kind;
  RabtaUuid   record;
  const char *field;  /* static; or NULL */
};

G_DEFINE_FINAL_TYPE (RabtaExchangeItem, rabta_exchange_item, G_TYPE_OBJECT)

const char *
rabta_exchange_item_state_words (const RabtaFile *file)
{
  if (strcmp (file->state, RABTA_FILE_RECEIVED) == 0)
    return _("Receipt came home");
  if (strcmp (file->state, RABTA_FILE_MERGED) == 0)
    return file->receipted > 0 ? _("Taken over, receipt sent") : _("Taken over, receipt not sent yet");
  if (strcmp (file->state, RABTA_FILE_REFUSED) == 0)
    return _("Refused");

  return _("No receipt yet");
}

static const char *
state_icon (const RabtaFile *file)
{
  if (strcmp (file->state, RABTA_FILE_RECEIVED) == 0 || strcmp (file->state, RABTA_FILE_MERGED) == 0)
    return "emblem-ok-symbolic";
  if (strcmp (file->state, RABTA_FILE_REFUSED) == 0)
    return "dialog-error-symbolic";

  return "document-send-symbolic";
}

void
rabta_exchange_item_append_counts (GString         *line,
                                   const RabtaFile *file)
{
  g_autofree char *changes = NULL;
  g_autofree char *new = NULL;
  g_autofree char *size = g_format_size ((guint64) MAX (file->size, 0));

  if (strcmp (file->state, RABTA_FILE_REFUSED) != 0)
    {
      changes = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " change", "%" PRId64 " changes",
                                              (gulong) file->n_changes),
                                 file->n_changes);
      rabta_joined_text_append (line, changes);
    }
  /* How many were new over there the receipt says. */
  if (strcmp (file->state, RABTA_FILE_RECEIVED) == 0 || strcmp (file->state, RABTA_FILE_MERGED) == 0)
    {
      new = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " new", "%" PRId64 " new", (gulong) file->n_new),
                             file->n_new);
      rabta_joined_text_append (line, new);
    }
  rabta_joined_text_append (line, size);
}

static char *
file_title (const RabtaFile *file,
            const char      *copy)
{
  if (copy == NULL || !file->has_site)
    return g_strdup (file->name);
  if (file->is_out)
    return g_strdup_printf (_("No. %" PRId64 " for %s"), file->number, copy);

  return g_strdup_printf (_("No. %" PRId64 " from %s"), file->number, copy);
}

static void
rabta_exchange_item_finalize (GObject *object)
{
  RabtaExchangeItem *self = RABTA_EXCHANGE_ITEM (object);

  g_free (self->title);
  g_free (self->line);
  g_free (self->reason);

  G_OBJECT_CLASS (rabta_exchange_item_parent_class)->finalize (object);
}

static void
rabta_exchange_item_class_init (RabtaExchangeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rabta_exchange_item_finalize;
}

static void
rabta_exchange_item_init (RabtaExchangeItem *self)
{
}

/**
 * rabta_exchange_item_new_file:
 * @file: a file
 * @copy: (nullable): what the copy is called that it went to or came from
 *
 * Returns: (transfer full): the line of the file
 */
RabtaExchangeItem *
rabta_exchange_item_new_file (const RabtaFile *file,
                              const char      *copy)
{
  RabtaExchangeItem *self = g_object_new (RABTA_TYPE_EXCHANGE_ITEM, NULL);
  g_autofree char *when = rabta_instant_display (file->moment);
  g_autoptr (GString) line = g_string_new (NULL);

  rabta_joined_text_append (line, rabta_exchange_item_state_words (file));
  rabta_joined_text_append (line, when);
  rabta_exchange_item_append_counts (line, file);
  if (copy != NULL && file->has_site)
    rabta_joined_text_append (line, file->name);
  self->icon = state_icon (file);
  self->title = file_title (file, copy);
  self->line = g_strdup (line->str);
  self->reason = g_strdup (file->reason);
  self->file = file->pk;

  return self;
}

/**
 * rabta_exchange_item_new_missing:
 * @copy: who sent the files
 * @missing: which of them have not arrived
 *
 * Returns: (transfer full): the line that says so
 */
RabtaExchangeItem *
rabta_exchange_item_new_missing (const char *copy,
                                 const char *missing)
{
  RabtaExchangeItem *self = g_object_new (RABTA_TYPE_EXCHANGE_ITEM, NULL);

  self->icon = "dialog-warning-symbolic";
  /* Translators: a copy of the casebook, and "no. 14 has not arrived; nos. 15–16 are in". */
  self->title = g_strdup_printf (_("From %s: %s"), copy, missing);
  self->line = g_strdup (_("Ask for it to be sent again. What did arrive is taken over already."));

  return self;
}

/**
 * rabta_exchange_item_new_to_mend:
 * @item: what another copy found
 * @copy: what that copy is called
 *
 * Returns: (transfer full): the line that says so
 */
RabtaExchangeItem *
rabta_exchange_item_new_to_mend (const RabtaReceiptItem *item,
                                 const char             *copy)
{
  RabtaExchangeItem *self = g_object_new (RABTA_TYPE_EXCHANGE_ITEM, NULL);
  const RabtaKindInfo *info = rabta_kind_get_info (item->kind);
  g_autofree char *number = g_strdup_printf (_("No. %" PRId64 " for %s"), item->number, copy);
  g_autoptr (GString) line = g_string_new (NULL);
  int index = -1;

  if (item->field != NULL)
    {
      index = rabta_kind_find_field (info, item->field);
      if (index < 0)
        index = rabta_kind_find_element (info, item->field);
    }
  rabta_joined_text_append (line, _(info->heading));
  rabta_joined_text_append (line, index >= 0 ? _(info->fields[index].heading) : item->field);
  rabta_joined_text_append (line, number);

  self->icon = "dialog-warning-symbolic";
  self->title = g_strdup (item->title != NULL && *item->title != '\0' ? item->title : _(info->heading));
  self->line = g_strdup (line->str);
  /* Translators: a copy of the casebook, and what it says of a record, such as "It was changed here too". */
  self->reason = item->reason != NULL ? g_strdup_printf (_("%s says: %s"), copy, item->reason) : NULL;
  self->has_record = TRUE;
  self->is_conflict = g_strcmp0 (item->status, RABTA_RECEIPT_CONFLICT) == 0;
  self->kind = item->kind;
  self->record = item->record;
  self->field = index >= 0 ? info->fields[index].name : NULL;

  return self;
}

const char *
rabta_exchange_item_get_icon (RabtaExchangeItem *self)
{
  g_return_val_if_fail (RABTA_IS_EXCHANGE_ITEM (self), NULL);

  return self->icon;
}

const char *
rabta_exchange_item_get_title (RabtaExchangeItem *self)
{
  g_return_val_if_fail (RABTA_IS_EXCHANGE_ITEM (self), NULL);

  return self->title;
}

const char *
rabta_exchange_item_get_line (RabtaExchangeItem *self)
{
  g_return_val_if_fail (RABTA_IS_EXCHANGE_ITEM (self), NULL);

  return self->line;
}

const char *
rabta_exchange_item_get_reason (RabtaExchangeItem *self)
{
  g_return_val_if_fail (RABTA_IS_EXCHANGE_ITEM (self), NULL);

  return self->reason;
}

/**
 * rabta_exchange_item_equal:
 *
 * Returns: whether the two say the same of the same
 */
gboolean
rabta_exchange_item_equal (RabtaExchangeItem *self,
                           RabtaExchangeItem *other)
{
  g_return_val_if_fail (RABTA_IS_EXCHANGE_ITEM (self) && RABTA_IS_EXCHANGE_ITEM (other), FALSE);

  return self->icon == other->icon && strcmp (self->title, other->title) == 0 &&
         strcmp (self->line, other->line) == 0 && g_strcmp0 (self->reason, other->reason) == 0 &&
         self->file == other->file && self->has_record == other->has_record && self->is_conflict == other->is_conflict &&
         (!self->has_record || (rabta_uuid_equal (&self->record, &other->record) && self->field == other->field));
}

/**
 * rabta_exchange_item_get_record:
 * @kind: (out): its kind
 * @id: (out): its id
 * @field: (out) (nullable): the name of the field
 *
 * Returns: whether a record is to be mended
 */
gboolean
rabta_exchange_item_get_record (RabtaExchangeItem  *self,
                                RabtaKind          *kind,
                                RabtaUuid          *id,
                                const char        **field)
{
  g_return_val_if_fail (RABTA_IS_EXCHANGE_ITEM (self), FALSE);
  g_return_val_if_fail (kind != NULL && id != NULL && field != NULL, FALSE);

  *kind = self->kind;
  *id = self->record;
  *field = self->field;

  return self->has_record;
}

gint64
rabta_exchange_item_get_file (RabtaExchangeItem *self)
{
  g_return_val_if_fail (RABTA_IS_EXCHANGE_ITEM (self), 0);

  return self->file;
}

gboolean
rabta_exchange_item_get_conflict (RabtaExchangeItem *self)
{
  g_return_val_if_fail (RABTA_IS_EXCHANGE_ITEM (self), FALSE);

  return self->is_conflict;
}
