/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the files of this room. */
#pragma once

#include "model/attachments.h"
#include "store/database.h"

G_BEGIN_DECLS

/* attachments-check.c. @report collects sentences for people, one a finding. */
gboolean rabta_attachments_check (RabtaDatabase  *database,
                                  GPtrArray      *report,
                                  GError        **error);

/* Where the log names a document's file; bodies of a newer program may be of any form. */
#define RABTA_ATTACHMENT_DIGEST_IN_LOG "CASE WHEN json_valid (body) THEN json_extract (body, '$.set.digest') END"

G_END_DECLS
