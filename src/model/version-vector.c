/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/version-vector.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

struct _RabtaVersionVector
{
  GArray *ranges; /* by site, then by counter; neither overlapping nor touching */
};

RabtaVersionVector *
rabta_version_vector_new (void)
{
  RabtaVersionVector *self = g_new0 (RabtaVersionVector, 1);

  self->ranges = g_array_new (FALSE, FALSE, sizeof (RabtaVersionRange));

  return self;
}

void
rabta_version_vector_free (RabtaVersionVector *self)
{
  g_array_unref (self->ranges);
  g_free (self);
}

static const RabtaVersionRange *
range_at (const RabtaVersionVector *self,
          guint                     i)
{
  return &g_array_index (self->ranges, RabtaVersionRange, i);
}

/* The first range of @site that ends at or after @counter, or where such a one would stand. */
static guint
find_range (const RabtaVersionVector *self,
            const guint8             *site,
            gint64                    counter)
{
  guint low = 0, high = self->ranges->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const RabtaVersionRange *range = range_at (self, middle);
      int order = memcmp (range->site, site, RABTA_SITE_ID_LENGTH);

      if (order < 0 || (order == 0 && range->last < counter))
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/**
 * rabta_version_vector_add:
 * @self: a vector
 * @site: whose changes
 * @first: counter of the first, from 1
 * @last: counter of the last
 */
void
rabta_version_vector_add (RabtaVersionVector *self,
                          const guint8       *site,
                          gint64              first,
                          gint64              last)
{
  RabtaVersionRange added = { .first = first, .last = last };
  guint start, end;

  g_return_if_fail (first >= 1 && last >= first);

  memcpy (added.site, site, RABTA_SITE_ID_LENGTH);
  start = end = find_range (self, site, first - 1);
  for (; end < self->ranges->len; end++)
    {
      const RabtaVersionRange *range = range_at (self, end);

      if (memcmp (range->site, site, RABTA_SITE_ID_LENGTH) != 0 || range->first - 1 > last)
        break;
      added.first = MIN (added.first, range->first);
      added.last = MAX (added.last, range->last);
    }
  if (end > start)
    g_array_remove_range (self->ranges, start, end - start);
  g_array_insert_val (self->ranges, start, added);
}

void
rabta_version_vector_join (RabtaVersionVector       *self,
                           const RabtaVersionVector *other)
{
  for (guint i = 0; i < other->ranges->len; i++)
    rabta_version_vector_add (self, range_at (other, i)->site, range_at (other, i)->first, range_at (other, i)->last);
}

/**
 * rabta_version_vector_list:
 *
 * Returns: (transfer full) (element-type RabtaVersionRange): the ranges, by site and counter
 */
GArray *
rabta_version_vector_list (const RabtaVersionVector *self)
{
  return g_array_copy (self->ranges);
}

static void
append_range (GArray       *list,
              const guint8 *site,
              gint64        first,
              gint64        last)
{
  RabtaVersionRange range = { .first = first, .last = last };

  if (first > last)
    return;
  memcpy (range.site, site, RABTA_SITE_ID_LENGTH);
  g_array_append_val (list, range);
}

/**
 * rabta_version_vector_subtract:
 * @self: what one has
 * @other: what another has
 *
 * Returns: (transfer full) (element-type RabtaVersionRange): what the first has and the other lacks
 */
GArray *
rabta_version_vector_subtract (const RabtaVersionVector *self,
                               const RabtaVersionVector *other)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (RabtaVersionRange));

  for (guint i = 0; i < self->ranges->len; i++)
    {
      const RabtaVersionRange *range = range_at (self, i);
      gint64 next = range->first;

      for (guint j = find_range (other, range->site, range->first);
           j < other->ranges->len && next <= range->last &&
           memcmp (range_at (other, j)->site, range->site, RABTA_SITE_ID_LENGTH) == 0 &&
           range_at (other, j)->first <= range->last;
           j++)
        {
          append_range (list, range->site, next, range_at (other, j)->first - 1);
          next = range_at (other, j)->last + 1;
        }
      append_range (list, range->site, next, range->last);
    }

  return list;
}

/**
 * rabta_version_vector_list_holes:
 *
 * Returns: (transfer full) (element-type RabtaVersionRange): what is missing below the last change that
 *   is there, for each site
 */
GArray *
rabta_version_vector_list_holes (const RabtaVersionVector *self)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (RabtaVersionRange));
  const guint8 *site = NULL;
  gint64 next = 1;

  for (guint i = 0; i < self->ranges->len; i++)
    {
      const RabtaVersionRange *range = range_at (self, i);

      if (site == NULL || memcmp (site, range->site, RABTA_SITE_ID_LENGTH) != 0)
        next = 1;
      site = range->site;
      append_range (list, site, next, range->first - 1);
      next = range->last + 1;
    }

  return list;
}

/**
 * rabta_version_vector_to_string:
 *
 * Returns: (transfer full): for a file: "site:first-last,first-last;site:…", the site in hexadecimal
 */
char *
rabta_version_vector_to_string (const RabtaVersionVector *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->ranges->len; i++)
    {
      const RabtaVersionRange *range = range_at (self, i);
      char site[2 * RABTA_SITE_ID_LENGTH + 1];

      if (i > 0 && memcmp (range_at (self, i - 1)->site, range->site, RABTA_SITE_ID_LENGTH) == 0)
        g_string_append_c (text, ',');
      else
        {
          sodium_bin2hex (site, sizeof site, range->site, RABTA_SITE_ID_LENGTH);
          g_string_append_printf (text, "%s%s:", i > 0 ? ";" : "", site);
        }
      g_string_append_printf (text, "%" PRId64 "-%" PRId64, range->first, range->last);
    }

  return g_string_free (text, FALSE);
}

static gboolean
parse_ranges (RabtaVersionVector *self,
              const guint8       *site,
              const char         *text)
{
  g_auto (GStrv) ranges = g_strsplit (text, ",", -1);

  for (guint i = 0; ranges[i] != NULL; i++)
    {
      g_auto (GStrv) ends = g_strsplit (ranges[i], "-", 3);
      gint64 first, last;

      if (g_strv_length (ends) != 2 || !g_ascii_string_to_signed (ends[0], 10, 1, G_MAXINT64 - 1, &first, NULL) ||
          !g_ascii_string_to_signed (ends[1], 10, first, G_MAXINT64 - 1, &last, NULL))
        return FALSE;
      rabta_version_vector_add (self, site, first, last);
    }

  return ranges[0] != NULL;
}

/**
 * rabta_version_vector_parse:
 * @text: see rabta_version_vector_to_string()
 *
 * Returns: (transfer full) (nullable): the vector; %NULL where @text is none
 */
RabtaVersionVector *
rabta_version_vector_parse (const char *text)
{
  g_autoptr (RabtaVersionVector) self = rabta_version_vector_new ();
  g_auto (GStrv) sites = g_strsplit (text, ";", -1);

  for (guint i = 0; sites[i] != NULL; i++)
    {
      const char *colon = strchr (sites[i], ':');
      guint8 site[RABTA_SITE_ID_LENGTH];
      gsize length;

      if (colon == NULL || colon - sites[i] != 2 * RABTA_SITE_ID_LENGTH ||
          sodium_hex2bin (site, sizeof site, sites[i], 2 * RABTA_SITE_ID_LENGTH, NULL, &length, NULL) != 0 ||
          length != sizeof site || !parse_ranges (self, site, colon + 1))
        return NULL;
    }

  return g_steal_pointer (&self);
}
