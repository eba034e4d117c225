/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private to the room. */
#pragma once

#include "exchange/room.h"

#include <gio/gio.h>
#include <sodium.h>

G_BEGIN_DECLS

#define RABTA_SEAL_KEY_LENGTH crypto_secretstream_xchacha20poly1305_KEYBYTES
#define RABTA_SEAL_HASH_LENGTH 32

/* What a member's content may come to, and how much of it a stored byte may give beyond the first
 * mebibyte: lists of changes compress to a tenth, ten gigabytes of zeros to a thousandth. */
#define RABTA_SEAL_MAX_SIZE (G_GINT64_CONSTANT (2) << 30)
#define RABTA_SEAL_MAX_RATIO 200
#define RABTA_SEAL_FREE_SIZE (1 << 20)

/**
 * RabtaSealTotals:
 * @size: bytes of content
 * @length: bytes as they are stored
 * @crc: CRC-32 of these
 * @hash: BLAKE2b-256 of these
 */
typedef struct
{
  gint64  size;
  gint64  length;
  guint32 crc;
  guint8  hash[RABTA_SEAL_HASH_LENGTH];
} RabtaSealTotals;

/**
 * RabtaSealOutput:
 *
 * Compresses and encrypts what is written to it. Close it, and see whether that succeeded.
 */
#define RABTA_TYPE_SEAL_OUTPUT (rabta_seal_output_get_type ())
G_DECLARE_FINAL_TYPE (RabtaSealOutput, rabta_seal_output, RABTA, SEAL_OUTPUT, GOutputStream)

RabtaSealOutput       *rabta_seal_output_new        (int                    fd,
                                                     const guint8          *key,
                                                     const char            *name,
                                                     gboolean               compressed);
const RabtaSealTotals *rabta_seal_output_get_totals (RabtaSealOutput       *self);

/**
 * RabtaSealInput:
 *
 * Gives back the content. Its end is reported only where all of it was there and right.
 */
#define RABTA_TYPE_SEAL_INPUT (rabta_seal_input_get_type ())
G_DECLARE_FINAL_TYPE (RabtaSealInput, rabta_seal_input, RABTA, SEAL_INPUT, GInputStream)

RabtaSealInput        *rabta_seal_input_new         (int                    fd,
                                                     gint64                 offset,
                                                     const RabtaSealTotals *totals,
                                                     const guint8          *key,
                                                     const char            *name,
                                                     gboolean               compressed);

gboolean               rabta_seal_is_hash           (const char            *name);

G_END_DECLS
