/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/private.h"

#include "base/error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

static RabtaErrorCode
code_from_errno (int code)
{
  switch (code)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return RABTA_ERROR_FULL;
    case EACCES:
    case EPERM:
    case EROFS:
      return RABTA_ERROR_READ_ONLY;
    case ENOENT:
    case ENOTDIR:
      return RABTA_ERROR_NOT_FOUND;
    case EEXIST:
      return RABTA_ERROR_EXISTS;
    default:
      return RABTA_ERROR_FAILED;
    }
}

static RabtaErrorCode
code_from_sqlite (int code,
                  int system)
{
  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return RABTA_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
      return RABTA_ERROR_CONSTRAINT;
    case SQLITE_FULL:
      return RABTA_ERROR_FULL;
    case SQLITE_CORRUPT:
      return RABTA_ERROR_CORRUPT;
    case SQLITE_NOTADB:
      return RABTA_ERROR_NOT_A_CASEBOOK;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return RABTA_ERROR_READ_ONLY;
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
      return RABTA_ERROR_INVALID;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      /* SQLite tells a full disk and missing rights apart only by the number the system gave. */
      return code_from_errno (system);
    default:
      return RABTA_ERROR_FAILED;
    }
}

/* SQLite keeps the number of the system for most failures, but not for those in a commit; @last, the
 * last one set in this thread, is believed only where it explains a failed write. */
static int
system_errno (sqlite3 *handle,
              int      code,
              int      last)
{
  int system = handle != NULL ? sqlite3_system_errno (handle) : 0;

  if (system == 0 && (code & 0xff) == SQLITE_IOERR
      && (last == ENOSPC || last == EDQUOT || last == EFBIG))
    return last;
  return system;
}

/* The cause in words of everyday use, or NULL where only the system or SQLite can tell it. */
static const char *
reason_from_code (RabtaErrorCode code)
{
  switch (code)
    {
    case RABTA_ERROR_BUSY:
      return _("another program is writing to the casebook");
    case RABTA_ERROR_FULL:
      return _("the disk is full");
    case RABTA_ERROR_CORRUPT:
      return _("the file is damaged; restore it from a backup");
    case RABTA_ERROR_READ_ONLY:
      return _("the file or its folder may not be written");
    case RABTA_ERROR_NOT_A_CASEBOOK:
      return _("the file is not a casebook");
    case RABTA_ERROR_NOT_FOUND:
      return _("there is no such file or folder");
    case RABTA_ERROR_EXISTS:
      return _("a file of this name is there already");
    case RABTA_ERROR_FAILED:
    case RABTA_ERROR_CONSTRAINT:
    case RABTA_ERROR_TOO_NEW:
    case RABTA_ERROR_INVALID:
    case RABTA_ERROR_CONFLICT:
    case RABTA_ERROR_DUPLICATE:
    default:
      return NULL;
    }
}

/*
 * rabta_store_set_error:
 * @error: where to put the error, or %NULL
 * @handle: (nullable): the connection that failed
 * @code: the extended result code of SQLite
 * @action: what was attempted, translated, such as "Save the case"
 *
 * Puts what SQLite reported into words: "<action>: <reason>". An interrupted statement becomes
 * %G_IO_ERROR_CANCELLED, as every caller of a #GTask expects.
 */
void
rabta_store_set_error (GError     **error,
                       sqlite3     *handle,
                       int          code,
                       const char  *action)
{
  int system = system_errno (handle, code, errno);
  RabtaErrorCode mapped = code_from_sqlite (code, system);
  const char *reason = reason_from_code (mapped);
  const char *detail;

  if ((code & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("%s: cancelled"), action);
      return;
    }

  detail = handle != NULL && sqlite3_errcode (handle) != SQLITE_OK ? sqlite3_errmsg (handle)
                                                                   : sqlite3_errstr (code);
  if (reason != NULL)
    g_set_error (error, RABTA_ERROR, mapped, _("%s: %s"), action, reason);
  else if (mapped == RABTA_ERROR_CONSTRAINT)
    g_set_error (error, RABTA_ERROR, mapped, _("%s: a rule of the casebook was broken (%s)"),
                 action, detail);
  else if (((code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN) && system != 0)
    g_set_error (error, RABTA_ERROR, mapped, _("%s: %s"), action, g_strerror (system));
  else if ((code & 0xff) == SQLITE_IOERR)
    g_set_error (error, RABTA_ERROR, mapped,
                 _("%s: the disk cannot be read or written; it may be damaged or unplugged"), action);
  else
    g_set_error (error, RABTA_ERROR, mapped, _("%s: %s"), action, detail);
}

/*
 * rabta_store_set_error_errno:
 * @error: where to put the error, or %NULL
 * @code: an errno
 * @action: what was attempted, translated
 *
 * The same for a call of the system.
 */
void
rabta_store_set_error_errno (GError     **error,
                             int          code,
                             const char  *action)
{
  RabtaErrorCode mapped = code_from_errno (code);
  const char *reason = reason_from_code (mapped);

  g_set_error (error, RABTA_ERROR, mapped, _("%s: %s"), action,
               reason != NULL ? reason : g_strerror (code));
}
