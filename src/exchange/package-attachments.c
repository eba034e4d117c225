/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of documents on their way between copies: members that are called like their digest. */
#include "exchange/package-attachments.h"

#include "base/error.h"
#include "exchange/package-seal.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GArray *chosen; /* of RabtaAttachment */
  gint64  size;
  guint   n_left;
} Choice;

static gboolean
choose_cb (const RabtaAttachment  *attachment,
           gpointer                user_data,
           GError                **error)
{
  Choice *self = user_data;

  if (self->chosen->len == RABTA_PACKAGE_MOST_ATTACHMENTS ||
      self->size + attachment->size > RABTA_PACKAGE_MOST_ATTACHED)
    {
      self->n_left++;
      return TRUE;
    }
  g_array_append_vals (self->chosen, attachment, 1);
  self->size += attachment->size;

  return TRUE;
}

/**
 * rabta_package_choose_attachments: (skip)
 * @reader: a snapshot
 * @site: who the package is for
 * @n_left: (out): how many have to wait for the next package
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type RabtaAttachment): the files that go along
 */
GArray *
rabta_package_choose_attachments (RabtaReader   *reader,
                                  const guint8  *site,
                                  guint         *n_left,
                                  GError       **error)
{
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (RabtaAttachment));
  Choice choice = { chosen };

  if (!rabta_reader_foreach_attachment_due (reader, site, choose_cb, &choice, error))
    return NULL;
  *n_left = choice.n_left;

  return g_steal_pointer (&chosen);
}

static gboolean
collect_cb (const RabtaAttachment  *attachment,
            gpointer                user_data,
            GError                **error)
{
  g_array_append_vals (user_data, attachment, 1);

  return TRUE;
}

/**
 * rabta_package_list_untold: (skip)
 * @reader: a snapshot
 * @site: who the package is for
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type RabtaAttachment): the files that are here, as far as @site
 *   may not know it
 */
GArray *
rabta_package_list_untold (RabtaReader   *reader,
                           const guint8  *site,
                           GError       **error)
{
  g_autoptr (GArray) untold = g_array_new (FALSE, FALSE, sizeof (RabtaAttachment));

  return rabta_reader_foreach_attachment_untold (reader, site, collect_cb, untold, error) ? g_steal_pointer (&untold) : NULL;
}

typedef struct
{
  RabtaReader           *reader;
  const RabtaAttachment *attachment;
} Writing;

static gboolean
write_bytes_cb (const guint8  *data,
                gsize          length,
                gpointer       user_data,
                GError       **error)
{
  return g_output_stream_write_all (user_data, data, length, NULL, NULL, error);
}

static gboolean
write_cb (GOutputStream  *stream,
          gpointer        user_data,
          GCancellable   *cancellable,
          GError        **error)
{
  Writing *self = user_data;

  return rabta_reader_read_attachment (self->reader, self->attachment->hash, write_bytes_cb, stream, cancellable, error);
}

gboolean
rabta_package_write_attachments (RabtaPackageWriter  *package,
                                 RabtaReader         *reader,
                                 GArray              *attachments,
                                 GCancellable        *cancellable,
                                 GError             **error)
{
  for (guint i = 0; i < attachments->len; i++)
    {
      Writing writing = { reader, &g_array_index (attachments, RabtaAttachment, i) };
      g_autofree char *name = rabta_attachment_dup_digest (writing.attachment->hash);

      if (!rabta_package_writer_add_suited (package, name, write_cb, &writing, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/* What no document names nobody could ever find again. */
static gboolean
check_member (RabtaBatch             *batch,
              const RabtaAttachment  *attachment,
              gint64                  total,
              GError                **error)
{
  gboolean is_named;

  if (attachment->size > RABTA_ATTACHMENT_MAX_BYTES || total > RABTA_PACKAGE_MOST_RECEIVED)
    {
      g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                           _("The package holds an attached file that is larger than any can be."));
      return FALSE;
    }
  if (!rabta_batch_is_attachment_named (batch, attachment->hash, &is_named, error))
    return FALSE;
  if (!is_named)
    g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_INVALID,
                         _("The package holds an attached file that belongs to no document."));

  return is_named;
}

static gboolean
take_member (RabtaPackageReader     *package,
             const char             *name,
             RabtaBatch             *batch,
             const RabtaAttachment  *attachment,
             guint                  *n_new,
             GCancellable           *cancellable,
             GError                **error)
{
  const guint8 *from = rabta_package_reader_get_info (package)->from;
  g_autoptr (GInputStream) stream = NULL;
  gboolean is_here;

  stream = rabta_package_reader_open_member (package, name, error);
  if (stream == NULL || !rabta_batch_has_attachment (batch, attachment->hash, &is_here, error) ||
      !rabta_batch_keep_attachment (batch, attachment, stream, cancellable, error))
    return FALSE;
  *n_new += !is_here;

  return !is_here || rabta_batch_tell_attachment_again (batch, from, attachment->hash, error);
}

/**
 * rabta_package_take_attachments: (skip)
 * @package: a package whose changes were taken over in @batch
 * @batch: a batch
 * @n_new: (out): how many files are new here
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: whether all of them are what their names say, belong to documents, and are kept
 */
gboolean
rabta_package_take_attachments (RabtaPackageReader  *package,
                                RabtaBatch          *batch,
                                guint               *n_new,
                                GCancellable        *cancellable,
                                GError             **error)
{
  gint64 total = 0;

  *n_new = 0;
  for (guint i = 0; i < rabta_package_reader_n_members (package); i++)
    {
      const char *name = rabta_package_reader_get_name (package, i);
      RabtaAttachment attachment = { .size = rabta_package_reader_get_size (package, i) };

      if (!rabta_seal_is_hash (name) || !rabta_attachment_parse_digest (name, attachment.hash))
        continue;
      total += attachment.size;
      if (!check_member (batch, &attachment, total, error) ||
          !take_member (package, name, batch, &attachment, n_new, cancellable, error))
        return FALSE;
    }

  return TRUE;
}
