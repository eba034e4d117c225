/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/backup.h"

#include "store/private.h"

#include "base/error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define SUFFIX ".casebook"
#define DATE_LENGTH 10 /* 2026-07-01 */

/* What is kept, counted from today: every day of a week, then one for each of 8 weeks, then one for
 * each of 12 months. */
#define DAYS_KEPT 7
#define WEEKS_KEPT 8
#define MONTHS_KEPT 12

static gboolean
parse_date (const char *text,
            gsize       length,
            GDate      *date)
{
  int year, month, day;
  char end;

  if (length != DATE_LENGTH || text[4] != '-' || text[7] != '-')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (i != 4 && i != 7 && !g_ascii_isdigit (text[i]))
        return FALSE;
    }
  if (sscanf (text, "%4d-%2d-%2d%c", &year, &month, &day, &end) < 3
      || !g_date_valid_dmy ((GDateDay) day, month, (GDateYear) year))
    return FALSE;
  g_date_set_dmy (date, (GDateDay) day, month, (GDateYear) year);
  return TRUE;
}

/* The day in "<stem>-<date>.casebook", or FALSE for any other file. */
static gboolean
date_of_copy (const char *name,
              const char *stem,
              GDate      *date)
{
  gsize length = strlen (stem);

  return g_str_has_prefix (name, stem) && name[length] == '-'
         && strlen (name) == length + 1 + DATE_LENGTH + strlen (SUFFIX)
         && g_str_has_suffix (name, SUFFIX)
         && parse_date (name + length + 1, DATE_LENGTH, date);
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  guint32 first = *(const guint32 *) a;
  guint32 second = *(const guint32 *) b;

  return (first > second) - (first < second);
}

/* The days of which there is a copy, by age. */
static GArray *
list_days (const char  *folder,
           const char  *stem,
           GError     **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  g_autoptr (GArray) days = NULL;
  const char *name;

  if (dir == NULL)
    return NULL;
  days = g_array_new (FALSE, FALSE, sizeof (guint32));
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      GDate date;

      if (date_of_copy (name, stem, &date))
        {
          guint32 day = g_date_get_julian (&date);

          g_array_append_val (days, day);
        }
    }
  g_array_sort (days, compare_days);
  return g_steal_pointer (&days);
}

/* A number equal for the days that share one copy: a day of its own, a week from Monday or a
 * month; 0 when the day is too old. */
static guint32
bucket_of (guint32 day,
           guint32 today)
{
  const guint32 weeks_end = DAYS_KEPT + 7 * WEEKS_KEPT;
  GDate date;
  guint32 month;

  if (day + DAYS_KEPT > today)
    return day;

  g_date_set_julian (&date, day);
  month = g_date_get_year (&date) * 12u + g_date_get_month (&date);
  if (day + weeks_end > today)
    return 0x40000000u + (day - 1) / 7; /* day 1 of GDate is a Monday */

  g_date_set_julian (&date, today - weeks_end);
  if (month + MONTHS_KEPT >= g_date_get_year (&date) * 12u + g_date_get_month (&date))
    return 0x80000000u + month;
  return 0;
}

static gboolean
remove_copy (const char  *folder,
             const char  *stem,
             guint32      day,
             GError     **error)
{
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  GDate date;
  int code;

  g_date_set_julian (&date, day);
  name = g_strdup_printf ("%s-%04d-%02d-%02d" SUFFIX, stem, g_date_get_year (&date),
                          g_date_get_month (&date), g_date_get_day (&date));
  path = g_build_filename (folder, name, NULL);
  if (g_unlink (path) == 0)
    return TRUE;

  code = errno;
  /* All that can be removed are; the first failure is told. */
  if (error != NULL && *error == NULL)
    rabta_store_set_error_errno (error, code, _("Remove an old backup"));
  return FALSE;
}

/**
 * rabta_backup_daily:
 * @database: a connection of this thread
 * @folder: where the copies are kept; made, for its owner only, when it is not there
 * @today: ISO date
 * @error: return location for a #GError
 *
 * Writes the verified copy of the day, "<stem>-<today>.casebook", unless it is there.
 *
 * Returns: %TRUE when there is a copy of @today
 */
gboolean
rabta_backup_daily (RabtaDatabase  *database,
                    const char     *folder,
                    const char     *today,
                    GError        **error)
{
  g_autofree char *stem = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  GDate date;

  g_return_val_if_fail (database != NULL, FALSE);
  g_return_val_if_fail (folder != NULL, FALSE);
  g_return_val_if_fail (today != NULL && parse_date (today, strlen (today), &date), FALSE);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      rabta_store_set_error_errno (error, errno, _("Make the folder of backups"));
      return FALSE;
    }

  stem = g_path_get_basename (rabta_database_get_path (database));
  if (g_str_has_suffix (stem, SUFFIX))
    stem[strlen (stem) - strlen (SUFFIX)] = '\0';
  name = g_strdup_printf ("%s-%s" SUFFIX, stem, today);
  path = g_build_filename (folder, name, NULL);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  return rabta_backup_write (database, path, FALSE, NULL, error);
}

/**
 * rabta_backup_thin:
 * @folder: the folder of daily copies
 * @stem: name of the casebook without ".casebook"
 * @today: ISO date
 * @error: return location for a #GError
 *
 * Removes daily copies that are no longer needed: kept are all of the last 7 days, then the oldest
 * of each week for 8 weeks, then the oldest of each month for 12 months, and in any case the newest
 * one. Copies dated after @today are kept, as either clock may be wrong.
 * Other files are not touched.
 *
 * Returns: %FALSE when one could not be removed; the others are
 */
gboolean
rabta_backup_thin (const char  *folder,
                   const char  *stem,
                   const char  *today,
                   GError     **error)
{
  g_autoptr (GArray) days = NULL;
  g_autoptr (GError) local_error = NULL;
  guint32 last_bucket = 0;
  GDate date;

  g_return_val_if_fail (folder != NULL, FALSE);
  g_return_val_if_fail (stem != NULL, FALSE);
  g_return_val_if_fail (today != NULL && parse_date (today, strlen (today), &date), FALSE);

  days = list_days (folder, stem, error);
  if (days == NULL)
    return FALSE;

  for (guint i = 0; i < days->len; i++)
    {
      guint32 day = g_array_index (days, guint32, i);
      guint32 bucket = bucket_of (day, g_date_get_julian (&date));
      gboolean keep = i + 1 == days->len || (bucket != 0 && bucket != last_bucket);

      last_bucket = bucket;
      if (!keep)
        remove_copy (folder, stem, day, &local_error);
    }

  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
