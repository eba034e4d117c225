/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/room.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RabtaFileWriter:
 *
 * Writes a file that is there whole or not at all: beside its final name first, and under it only
 * by rabta_file_writer_commit(). What was there before stays until then.
 */
typedef struct _RabtaFileWriter RabtaFileWriter;

gboolean         rabta_file_writer_is_same (const char      *a,
                                           const char       *b);
gboolean         rabta_file_writer_check  (const char       *path,
                                           const char       *casebook,
                                           GError          **error);
RabtaFileWriter *rabta_file_writer_new    (const char       *path,
                                           GError          **error);
/* Refuses to take the place of a file, also of one that comes to be meanwhile. */
void             rabta_file_writer_keep_present
                                          (RabtaFileWriter  *self);
gboolean         rabta_file_writer_write  (RabtaFileWriter  *self,
                                           const char       *data,
                                           gsize             length,
                                           GError          **error);
gboolean         rabta_file_writer_commit (RabtaFileWriter  *self,
                                           GError          **error);
void             rabta_file_writer_free   (RabtaFileWriter  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaFileWriter, rabta_file_writer_free)

G_END_DECLS
