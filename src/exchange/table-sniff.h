/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/room.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RabtaTableSniff:
 * @encoding: name that iconv() knows; static
 * @bom: bytes of the mark that begins the file, to be skipped
 * @size: of the file
 * @invalid: the encoding was asked for and some bytes are not text of it
 *
 * What looking through a file tells before it is read as a table.
 */
typedef struct
{
  const char *encoding;
  gsize       bom;
  goffset     size;
  gboolean    invalid;
} RabtaTableSniff;

gboolean    rabta_table_sniff           (GFile            *file,
                                         const char       *encoding,
                                         RabtaTableSniff  *sniff,
                                         GCancellable     *cancellable,
                                         GError          **error);
char        rabta_table_sniff_separator (const char       *sample,
                                         gsize             length,
                                         const char       *name);
gsize       rabta_table_sniff_sep_line  (const char       *sample,
                                         gsize             length,
                                         char             *separator);

G_END_DECLS
