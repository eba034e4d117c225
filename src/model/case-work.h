/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/casebook.h"

G_BEGIN_DECLS

/* What officers do with cases. Each function is one action of the undo list. All are built on
 * rabta_casebook_write_async() and finished with rabta_case_work_finish(). */

/* Opens a case on @track for each enterprise (RabtaUuid *) in its first stage, with the stage's
 * checklist, for the officer at work; enterprises with an open case on the track are left out.
 * @event, @organization, @product may be NULL. @n_opened (may be NULL) is set before the callback. */
void     rabta_case_work_open_async     (RabtaCasebook        *casebook,
                                         GPtrArray            *enterprises,
                                         const char           *track,
                                         const RabtaUuid      *event,
                                         const RabtaUuid      *organization,
                                         const RabtaUuid      *product,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
/* Ids of the cases opened, of RabtaUuid. */
GArray  *rabta_case_work_open_finish    (RabtaCasebook        *casebook,
                                         GAsyncResult         *result,
                                         GError              **error);

/* Moves a case to a stage of its track: forwards to the next stages only with the required items
 * of the present checklist ticked (RABTA_ERROR_INVALID names what is missing) unless @note says why
 * not; back along the loops or one stage; to a terminal stage closes the case and wants @reason. */
void     rabta_case_work_move_async     (RabtaCasebook        *casebook,
                                         const RabtaUuid      *id,
                                         const char           *stage,
                                         const char           *reason,
                                         const char           *note,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
/* The same after ticking @items of the checklist (ended by NULL), in one step to undo. */
void     rabta_case_work_tick_and_move_async (RabtaCasebook        *casebook,
                                         const RabtaUuid      *id,
                                         const char * const   *items,
                                         const char           *stage,
                                         const char           *reason,
                                         const char           *note,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
/* Closes a case where it stands: @result of list "case-result", @reason of "close-reason" where it
 * did not succeed. */
void     rabta_case_work_close_async    (RabtaCasebook        *casebook,
                                         const RabtaUuid      *id,
                                         const char           *result,
                                         const char           *reason,
                                         const char           *note,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
void     rabta_case_work_reopen_async   (RabtaCasebook        *casebook,
                                         const RabtaUuid      *id,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
/* Stops the SLA clock with a reason of list "pause-reason", or lets it go on (@reason NULL). */
void     rabta_case_work_pause_async    (RabtaCasebook        *casebook,
                                         const RabtaUuid      *id,
                                         const char           *reason,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
/* Ticks or clears an item of the checklist of the case's present stage. */
void     rabta_case_work_check_async    (RabtaCasebook        *casebook,
                                         const RabtaUuid      *id,
                                         const char           *item,
                                         gboolean              done,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean rabta_case_work_finish         (RabtaCasebook        *casebook,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
