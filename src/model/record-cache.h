/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"
#include "store/database.h"

G_BEGIN_DECLS

/* Records fetched in one go: a screenful at a time shows early. */
#define RABTA_RECORD_FETCH_SIZE 64

/**
 * RabtaRecordCache:
 *
 * The records of one kind that a list has handed out, one object for each local number (pk) as long as
 * anybody holds it. Those that were not fetched yet are placeholders and fill by themselves; of those
 * that nobody holds any more a bounded number is kept. Signal "failed": a message for people says why
 * records could not be fetched.
 */
#define RABTA_TYPE_RECORD_CACHE (rabta_record_cache_get_type ())
G_DECLARE_FINAL_TYPE (RabtaRecordCache, rabta_record_cache, RABTA, RECORD_CACHE, GObject)

RabtaRecordCache *rabta_record_cache_new     (RabtaCasebook        *casebook,
                                              RabtaKind             kind);
RabtaRecord      *rabta_record_cache_get     (RabtaRecordCache     *self,
                                              gint64                pk);
void              rabta_record_cache_add     (RabtaRecordCache     *self,
                                              GPtrArray            *fresh);
void              rabta_record_cache_hurry   (RabtaRecordCache     *self,
                                              gint64                pk);
void              rabta_record_cache_refresh (RabtaRecordCache     *self,
                                              const RabtaChangeSet *changes);
gint64            rabta_record_cache_find    (RabtaRecordCache     *self,
                                              const RabtaUuid      *id);
/* On a reader's thread: the records with @pks, in that order, without those that are gone. */
GPtrArray        *rabta_record_cache_read    (RabtaDatabase        *database,
                                              RabtaKind             kind,
                                              const gint64         *pks,
                                              gsize                 n,
                                              GError              **error);

G_END_DECLS
