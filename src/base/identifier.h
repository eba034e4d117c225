/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/room.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RabtaFormat:
 *
 * The rule that the text of a field follows beyond being text.
 */
typedef enum
{
  RABTA_FORMAT_NONE,
  RABTA_FORMAT_CNIC,  /* 13 digits, kept as 35202-1234567-1 */
  RABTA_FORMAT_NTN,   /* 7 digits or letter + 6, optional check digit: 1234567-8; or the owner's CNIC */
  RABTA_FORMAT_STRN,  /* 13 digits */
  RABTA_FORMAT_IBAN,  /* PK + 22, ISO 13616 mod 97 */
  RABTA_FORMAT_PHONE, /* E.164, +923001234567 */
  RABTA_FORMAT_EMAIL,
  RABTA_FORMAT_URL,   /* http or https; the scheme is added where it is missing */
  RABTA_FORMAT_HS,    /* NNNN.NNNN, or 2, 4 or 6 digits for planning */
  RABTA_FORMAT_CODE,  /* a registration number: kept as typed, blanks squeezed */
} RabtaFormat;

char    *rabta_identifier_normalise  (RabtaFormat   format,
                                      const char   *text,
                                      char        **warning,
                                      GError      **error);
gboolean rabta_identifier_is_damaged (const char   *text);
gsize    rabta_identifier_ntn_length (const char   *ntn);

G_END_DECLS
