/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The corpus and mutations of it, without libFuzzer: fuzz-NAME FOLDER. The mutations are the same in every
 * run unless RABTA_FUZZ_SEED says otherwise. */
#include "fuzz.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#define SECONDS 4

static GByteArray *
mutate (GPtrArray *corpus,
        GRand     *random)
{
  const GByteArray *seed = corpus->pdata[g_rand_int_range (random, 0, (gint32) corpus->len)];
  const GByteArray *other = corpus->pdata[g_rand_int_range (random, 0, (gint32) corpus->len)];
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, seed->data, seed->len);
  for (int i = g_rand_int_range (random, 0, 6); i >= 0 && bytes->len > 0; i--)
    {
      guint at = (guint) g_rand_int_range (random, 0, (gint32) bytes->len);
      guint n = (guint) g_rand_int_range (random, 1, 16);

      n = MIN (n, bytes->len - at);
      switch (g_rand_int_range (random, 0, 6))
        {
        case 0:
          bytes->data[at] ^= (guint8) (1 << g_rand_int_range (random, 0, 8));
          break;
        case 1:
          bytes->data[at] = (guint8) g_rand_int (random);
          break;
        case 2:
          g_byte_array_remove_range (bytes, at, n);
          break;
        case 3:
          g_byte_array_set_size (bytes, at + 1);
          break;
        case 4:
          memset (bytes->data + at, g_rand_boolean (random) ? 0xff : 0, n);
          break;
        default: /* the end of another one */
          g_byte_array_set_size (bytes, at);
          if (at < other->len)
            g_byte_array_append (bytes, other->data + at, other->len - at);
          break;
        }
    }

  return bytes;
}

/* A copy of the exact length, so that a tool such as valgrind sees a byte read too much. */
static void
feed (const GByteArray *bytes)
{
  g_autofree guint8 *copy = g_memdup2 (bytes->data, bytes->len);

  LLVMFuzzerTestOneInput (copy, bytes->len);
}

static void
free_bytes (gpointer bytes)
{
  g_byte_array_unref (bytes);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GPtrArray) corpus = g_ptr_array_new_with_free_func (free_bytes);
  g_autoptr (GDir) folder = argc == 2 ? g_dir_open (argv[1], 0, NULL) : NULL;
  const char *seed = g_getenv ("RABTA_FUZZ_SEED");
  g_autoptr (GRand) random = g_rand_new_with_seed (seed != NULL ? (guint32) strtoul (seed, NULL, 10) : 1);
  gint64 end = g_get_monotonic_time () + SECONDS * G_TIME_SPAN_SECOND;
  guint64 n_inputs = 0;
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      char *data;
      gsize length;

      if (!g_file_get_contents (path, &data, &length, NULL))
        g_error ("%s cannot be read", path);
      g_ptr_array_add (corpus, g_byte_array_new_take ((guint8 *) data, length));
      feed (corpus->pdata[corpus->len - 1]);
    }
  if (corpus->len == 0)
    g_error ("There is no corpus");

  for (; g_get_monotonic_time () < end; n_inputs++)
    {
      g_autoptr (GByteArray) bytes = mutate (corpus, random);

      feed (bytes);
    }

  g_print ("%u files and %" G_GUINT64_FORMAT " mutations\n", corpus->len, n_inputs);
  return 0;
}
