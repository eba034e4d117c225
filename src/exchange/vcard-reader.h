/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/room.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Larger than the address book of any office, pictures and all. */
#define RABTA_VCARD_MAX_FILE ((goffset) 64 * 1024 * 1024)

/**
 * RabtaVcard:
 * @number: which card of the file, from 1
 * @name: (nullable): name of the person
 * @organization: (nullable): the first part of ORG; departments follow it in the file
 * @title: (nullable): TITLE, else ROLE
 * @note: (nullable)
 * @gender: (nullable): letter of vCard 4.0
 * @phones: (element-type utf8): as they stand in the file, preferred and mobile ones first
 * @emails: (element-type utf8): likewise
 * @unreadable: (element-type utf8): names of properties that are no text in their encoding
 * @is_open: the file ended within the card
 */
typedef struct
{
  guint      number;
  char      *name;
  char      *organization;
  char      *title;
  char      *note;
  char      *gender;
  GPtrArray *phones;
  GPtrArray *emails;
  GPtrArray *unreadable;
  gboolean   is_open;
} RabtaVcard;

/**
 * RabtaVcardReader:
 *
 * The cards of a vCard file (versions 2.1, 3.0 and 4.0), one after the other.
 */
typedef struct _RabtaVcardReader RabtaVcardReader;

gboolean          rabta_vcard_sniff               (const char        *path);
void              rabta_vcard_free                (RabtaVcard        *self);
RabtaVcardReader *rabta_vcard_reader_open         (GFile             *file,
                                                   GCancellable      *cancellable,
                                                   GError           **error);
void              rabta_vcard_reader_free         (RabtaVcardReader  *self);
RabtaVcard       *rabta_vcard_reader_next         (RabtaVcardReader  *self);
double            rabta_vcard_reader_get_progress (RabtaVcardReader  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaVcard, rabta_vcard_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RabtaVcardReader, rabta_vcard_reader_free)

G_END_DECLS
