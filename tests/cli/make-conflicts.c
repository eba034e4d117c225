/* SPDX-License-Identifier: GPL-3.0-or-later */

/* make-conflicts CASEBOOK OTHER N: brings into a casebook what a second copy, which it makes, said
 * differently. */

#include "tests/support/copies.h"

#include <stdlib.h>

int
main (int    argc,
      char **argv)
{
  g_autoptr (RabtaCasebook) mine = NULL;
  g_autoptr (RabtaCasebook) other = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 4)
    return EXIT_FAILURE;
  mine = rabta_casebook_open (argv[1], RABTA_CASEBOOK_NONE, &error);
  g_assert_no_error (error);
  other = rabta_test_copy_new (argv[2]);
  rabta_test_make_conflicts (mine, other, (guint) strtoul (argv[3], NULL, 10));
  rabta_casebook_close (other);
  rabta_casebook_close (mine);

  return EXIT_SUCCESS;
}
