/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/date.h"
#include "exchange/room.h"
#include "model/change-entry.h"
#include "model/merge.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Version of the document, the element `<package>` of the schema. */
#define RABTA_CHANGES_FORMAT 1

/* Far more copies and holes than ever come together. */
#define RABTA_CHANGES_MAX_RANGES 100000

/**
 * RabtaChangesRange:
 * @range: changes of one copy without a hole
 * @before: hash of the change before the first of them; zeros at the start of a chain
 */
typedef struct
{
  RabtaVersionRange range;
  guint8            before[RABTA_CHANGE_HASH_LENGTH];
} RabtaChangesRange;

/**
 * RabtaChangesHeader:
 * @from: site that made the document
 * @to: site that it is for
 * @number: of its package
 * @created: when it was made
 * @programme: (owned): id of the programme definition in force there
 * @programme_version: version of that
 * @ranges: (element-type RabtaChangesRange): which changes follow, in this order
 */
typedef struct
{
  guint8  from[RABTA_SITE_ID_LENGTH];
  guint8  to[RABTA_SITE_ID_LENGTH];
  gint64  number;
  char    created[RABTA_INSTANT_SIZE];
  char   *programme;
  gint64  programme_version;
  GArray *ranges;
} RabtaChangesHeader;

RabtaChangesHeader *rabta_changes_header_new  (void);
void                rabta_changes_header_add  (RabtaChangesHeader      *self,
                                               const RabtaVersionRange *range,
                                               const guint8            *before);
void                rabta_changes_header_free (RabtaChangesHeader      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaChangesHeader, rabta_changes_header_free)

/**
 * RabtaChangesWriter:
 *
 * Writes the document with the changes, one by one, in memory that does not grow with it.
 */
typedef struct _RabtaChangesWriter RabtaChangesWriter;

RabtaChangesWriter *rabta_changes_writer_new    (GOutputStream             *stream,
                                                 const RabtaChangesHeader  *header,
                                                 GError                   **error);
gboolean            rabta_changes_writer_add    (RabtaChangesWriter        *self,
                                                 const RabtaChangeEntry    *entry,
                                                 GError                   **error);
gboolean            rabta_changes_writer_finish (RabtaChangesWriter        *self,
                                                 GError                   **error);
void                rabta_changes_writer_free   (RabtaChangesWriter        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaChangesWriter, rabta_changes_writer_free)

/**
 * RabtaChangesHandler:
 * @header: what the document says of itself
 * @range: the changes that follow are of this range
 * @entry: the next change; borrowed for the call
 *
 * What rabta_changes_read() calls, any of which may be %NULL. %FALSE with an error stops it.
 */
typedef struct
{
  gboolean (*header) (const RabtaChangesHeader  *header,
                      gpointer                   user_data,
                      GError                   **error);
  gboolean (*range)  (const RabtaChangesRange   *range,
                      gpointer                   user_data,
                      GError                   **error);
  gboolean (*entry)  (const RabtaChangeEntry    *entry,
                      gpointer                   user_data,
                      GError                   **error);
} RabtaChangesHandler;

gboolean rabta_changes_read (GInputStream               *stream,
                             const RabtaChangesHandler  *handler,
                             gpointer                    user_data,
                             GCancellable               *cancellable,
                             GError                    **error);

G_END_DECLS
