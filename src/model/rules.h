/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"

G_BEGIN_DECLS

typedef enum
{
  RABTA_FINDING_ERROR,   /* cannot be saved so */
  RABTA_FINDING_WARNING, /* can be saved, a person should look */
} RabtaFindingLevel;

/**
 * RabtaFinding:
 * @field: name of the field, or NULL for the record as a whole
 * @message: sentence for people
 */
typedef struct
{
  RabtaFindingLevel  level;
  char              *field;
  char              *message;
} RabtaFinding;

void       rabta_finding_free   (RabtaFinding   *self);

/* What the rules say of a record: required fields, codes that exist, dates in order, percentages,
 * identifier warnings. No database is asked, so a form may call it at every keystroke. */
GPtrArray *rabta_rules_check    (RabtaProgramme *programme,
                                 RabtaRecord    *record);

/**
 * RabtaDuplicate:
 *
 * An enterprise that looks like the one asked about. @reason is a sentence for people ("Same NTN").
 */
typedef struct
{
  RabtaRecord *record;
  char        *field;  /* what matched: "ntn", "cnic", "registration", "phone", "name" */
  char        *reason;
} RabtaDuplicate;

void       rabta_duplicate_free         (RabtaDuplicate      *self);
/* In a batch, for importers; @record need not be saved. Sorted by strength. */
GPtrArray *rabta_batch_find_duplicates  (RabtaBatch          *batch,
                                         RabtaRecord         *record,
                                         GError             **error);
void       rabta_duplicates_find_async  (RabtaCasebook       *casebook,
                                         RabtaRecord         *record,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
GPtrArray *rabta_duplicates_find_finish (RabtaCasebook       *casebook,
                                         GAsyncResult        *result,
                                         GError             **error);

G_END_DECLS
