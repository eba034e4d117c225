/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/private.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Long enough for a program that is just closing, short enough that a person is told at once. */
#define CLAIM_WAIT_US (1500 * 1000)
#define CLAIM_PAUSE_US (50 * 1000)

/* The lock has to be the same whichever link the casebook is opened through. */
static char *
claim_path_for (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  char *real = realpath (path, NULL);
  char *result;

  if (real == NULL)
    {
      real = realpath (folder, NULL);
      result = real != NULL ? g_strdup_printf ("%s/%s.lock", real, name)
                            : g_strconcat (path, ".lock", NULL);
    }
  else
    {
      result = g_strconcat (real, ".lock", NULL);
    }
  free (real);
  return result;
}

/* Whether the file we hold the lock of is still the one by that name: the program before us removes
 * it when it closes. */
gboolean
rabta_store_is_named (int         descriptor,
                      const char *path)
{
  struct stat held, named;

  return fstat (descriptor, &held) == 0 && g_lstat (path, &named) == 0
         && held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

/*
 * rabta_store_claim:
 * @path: a casebook, which need not exist yet
 * @claim_path: (out): the lock file, for rabta_store_release_claim()
 * @action: what is attempted, translated
 * @error: return location for a #GError: %RABTA_ERROR_BUSY, %RABTA_ERROR_READ_ONLY
 *
 * Takes the casebook's one claim to write. It is a lock on a file beside the casebook, never on the
 * casebook itself, whose locks are SQLite's; the kernel gives it back when the process ends, however
 * it ends.
 *
 * Returns: a descriptor, or -1
 */
int
rabta_store_claim (const char  *path,
                   char       **claim_path,
                   const char  *action,
                   GError     **error)
{
  g_autofree char *lock = claim_path_for (path);
  gint64 deadline = g_get_monotonic_time () + CLAIM_WAIT_US;

  for (;;)
    {
      int descriptor = open (lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
      int code;

      if (descriptor < 0)
        {
          rabta_store_set_error_errno (error, errno, action);
          return -1;
        }
      if (flock (descriptor, LOCK_EX | LOCK_NB) == 0)
        {
          if (rabta_store_is_named (descriptor, lock))
            {
              *claim_path = g_steal_pointer (&lock);
              return descriptor;
            }
          close (descriptor);
          continue;
        }

      code = errno;
      close (descriptor);
      if (code != EWOULDBLOCK && code != EINTR)
        {
          rabta_store_set_error_errno (error, code, action);
          return -1;
        }
      if (g_get_monotonic_time () >= deadline)
        {
          g_set_error (error, RABTA_ERROR, RABTA_ERROR_BUSY,
                       _("%s: it is open in another window or program; close it there first"),
                       action);
          return -1;
        }
      g_usleep (CLAIM_PAUSE_US);
    }
}

/*
 * rabta_store_release_claim:
 * @claim: what rabta_store_claim() returned, or -1
 * @claim_path: (nullable): its file
 *
 * Gives the claim back and removes its file, in this order only: who waits for the lock looks
 * whether the name still leads to the file it locked.
 */
void
rabta_store_release_claim (int         claim,
                           const char *claim_path)
{
  if (claim < 0)
    return;
  g_unlink (claim_path);
  close (claim);
}
