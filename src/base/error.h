/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/room.h"

#include <glib.h>

G_BEGIN_DECLS

#define RABTA_ERROR (rabta_error_quark ())

/**
 * RabtaErrorCode:
 *
 * What went wrong, told apart only as far as a caller can act on it. The message of the error is a
 * whole translated sentence fit for a person: what was attempted, on what, and why it failed.
 */
typedef enum
{
  RABTA_ERROR_FAILED,         /* anything else */
  RABTA_ERROR_BUSY,           /* another program is writing to the casebook */
  RABTA_ERROR_CONSTRAINT,     /* a rule of the database was broken */
  RABTA_ERROR_FULL,           /* the disk is full */
  RABTA_ERROR_CORRUPT,        /* damaged file, or broken hash chain */
  RABTA_ERROR_TOO_NEW,        /* made by a newer version of the program */
  RABTA_ERROR_READ_ONLY,      /* file or folder may not be written */
  RABTA_ERROR_NOT_A_CASEBOOK, /* some other kind of file */
  RABTA_ERROR_INVALID,        /* a value or a document breaks a rule */
  RABTA_ERROR_NOT_FOUND,      /* no such record, code or file */
  RABTA_ERROR_EXISTS,         /* is there already */
  RABTA_ERROR_CONFLICT,       /* the record was changed by someone else meanwhile */
  RABTA_ERROR_DUPLICATE,      /* looks like a record that is there already */
} RabtaErrorCode;

GQuark rabta_error_quark (void);

G_END_DECLS
