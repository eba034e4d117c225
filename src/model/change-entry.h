/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/uuid.h"
#include "model/room.h"

G_BEGIN_DECLS

/* Version of the entries' form. An entry of a newer one waits; it is never refused. */
#define RABTA_CHANGE_FORMAT 1

#define RABTA_SITE_ID_LENGTH     8
#define RABTA_CHANGE_HASH_LENGTH 32

/* The longest body that an entry may have, in bytes: several of the longest texts, each letter of
 * them escaped. */
#define RABTA_CHANGE_MAX_BODY (16 * 1024 * 1024)

/**
 * RabtaChangeEntry:
 * @site: whose chain it belongs to
 * @counter: its place in that chain, from 1
 * @action: id of what the user did, which the entry is a part of
 * @stamp: hybrid logical clock
 * @officer: who
 * @programme: version of the programme definition
 * @format: %RABTA_CHANGE_FORMAT of the program that wrote it
 * @kind: name of the kind of @record; may be one that this program does not know
 * @record: what was changed
 * @op: what was done to it; may be one that this program does not know
 * @body: the values, as a JSON object
 * @hash: of the entry and the one before it in the chain
 *
 * An entry of the change log as it travels: everything that the hash covers, and nothing that is
 * only this file's (no primary keys). The texts are borrowed.
 */
typedef struct
{
  guint8      site[RABTA_SITE_ID_LENGTH];
  gint64      counter;
  RabtaUuid   action;
  gint64      stamp;
  RabtaUuid   officer;
  gint64      programme;
  gint64      format;
  const char *kind;
  RabtaUuid   record;
  const char *op;
  const char *body;
  guint8      hash[RABTA_CHANGE_HASH_LENGTH];
} RabtaChangeEntry;

G_END_DECLS
