/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/room.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* No workbook has more; most have a dozen. */
#define RABTA_SHEET_MAX_MEMBERS 10000
/* Bytes of one member when unpacked: a million rows of twenty columns. */
#define RABTA_SHEET_MAX_MEMBER ((gint64) 1024 * 1024 * 1024)
/* Cells written as XML shrink to a tenth or a fiftieth; what grows more than this is a bomb. */
#define RABTA_SHEET_MAX_RATIO 200

/**
 * RabtaSheetArchive:
 *
 * The ZIP file that a workbook is: its members were listed and found harmless, none was read yet.
 */
typedef struct _RabtaSheetArchive RabtaSheetArchive;

/**
 * RabtaSheetMember:
 *
 * One member of it, being read.
 */
typedef struct _RabtaSheetMember RabtaSheetMember;

RabtaSheetArchive *rabta_sheet_archive_open         (GFile              *file,
                                                     GCancellable       *cancellable,
                                                     GError            **error);
void               rabta_sheet_archive_free         (RabtaSheetArchive  *self);
const char        *rabta_sheet_archive_find         (RabtaSheetArchive  *self,
                                                     const char         *name);

RabtaSheetMember  *rabta_sheet_member_open          (RabtaSheetArchive  *archive,
                                                     const char         *name,
                                                     GCancellable       *cancellable,
                                                     GError            **error);
void               rabta_sheet_member_free          (RabtaSheetMember   *self);
gssize             rabta_sheet_member_read          (RabtaSheetMember   *self,
                                                     char               *buffer,
                                                     gsize               length,
                                                     GCancellable       *cancellable,
                                                     GError            **error);
double             rabta_sheet_member_get_progress  (RabtaSheetMember   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaSheetArchive, rabta_sheet_archive_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaSheetMember, rabta_sheet_member_free)

G_END_DECLS
