/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/uuid.h"

#include <sodium.h>
#include <string.h>

/* Random bytes are drawn for many ids at once; each id uses ten of them. */
#define POOL_SIZE 1280
#define BYTES_PER_ID 10

/* The 12 bits after the time count the ids of one millisecond (RFC 9562, section 6.2, method 1). A
 * new millisecond starts the counter in its lower half, so that at least 2048 follow. */
#define COUNTER_MAX 0x0fff
#define COUNTER_START_MASK 0x07ff

static GMutex mutex;
static guint8 pool[POOL_SIZE];
static gsize pool_used = POOL_SIZE;
static gint64 last_ms;
static guint counter;

static void
write_fields (RabtaUuid    *self,
              gint64        unix_ms,
              guint         rand_a,
              const guint8  rand_b[8])
{
  for (int i = 0; i < 6; i++)
    self->bytes[i] = (guint8) (unix_ms >> (40 - 8 * i));

  self->bytes[6] = 0x70 | (rand_a >> 8 & 0x0f);
  self->bytes[7] = rand_a & 0xff;
  memcpy (self->bytes + 8, rand_b, 8);
  self->bytes[8] = 0x80 | (self->bytes[8] & 0x3f);
}

static const guint8 *
take_random (void)
{
  const guint8 *bytes;

  if (pool_used + BYTES_PER_ID > POOL_SIZE)
    {
      if (sodium_init () < 0)
        g_error ("The system has no source of random numbers");

      randombytes_buf (pool, sizeof pool);
      pool_used = 0;
    }

  bytes = pool + pool_used;
  pool_used += BYTES_PER_ID;

  return bytes;
}

/* Where "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx" has its hyphens. */
static inline gboolean
is_hyphen_place (int i)
{
  return i == 8 || i == 13 || i == 18 || i == 23;
}

/**
 * rabta_uuid_init:
 * @self: (out): the id
 *
 * Makes a new id of the present time. Within a process each id is greater than all made before it,
 * also when the computer's clock goes back. May be called from any thread; a forked child must not
 * make ids before it has called exec().
 */
void
rabta_uuid_init (RabtaUuid *self)
{
  const guint8 *random;
  gint64 now;

  g_return_if_fail (self != NULL);

  now = g_get_real_time () / 1000;

  g_mutex_lock (&mutex);

  random = take_random ();

  if (now > last_ms)
    {
      last_ms = now;
      counter = (random[0] << 8 | random[1]) & COUNTER_START_MASK;
    }
  else if (++counter > COUNTER_MAX)
    {
      last_ms++;
      counter = (random[0] << 8 | random[1]) & COUNTER_START_MASK;
    }

  write_fields (self, last_ms, counter, random + 2);

  g_mutex_unlock (&mutex);
}

/**
 * rabta_uuid_init_at:
 * @self: (out): the id
 * @unix_ms: the time of the id, in milliseconds of Unix time
 * @random: where its random part comes from
 *
 * Makes an id that depends on nothing but its arguments, for sample data and tests. Ids of
 * different times are in the order of their times.
 */
void
rabta_uuid_init_at (RabtaUuid *self,
                    gint64     unix_ms,
                    GRand     *random)
{
  guint8 rand_b[8];
  guint rand_a;

  g_return_if_fail (self != NULL);
  g_return_if_fail (unix_ms >= 0 && unix_ms < G_GINT64_CONSTANT (1) << 48);
  g_return_if_fail (random != NULL);

  rand_a = g_rand_int (random) & COUNTER_MAX;

  for (int i = 0; i < 8; i += 4)
    {
      guint32 bits = g_rand_int (random);

      for (int j = 0; j < 4; j++)
        rand_b[i + j] = (guint8) (bits >> (24 - 8 * j));
    }

  write_fields (self, unix_ms, rand_a, rand_b);
}

/**
 * rabta_uuid_parse:
 * @text: (nullable): a text
 * @self: (out): the id; nil when the text is none
 *
 * Reads the text form of RFC 9562, section 4, in either case and of any version: ids may come from
 * other systems.
 *
 * Returns: whether @text is a UUID
 */
gboolean
rabta_uuid_parse (const char *text,
                  RabtaUuid  *self)
{
  RabtaUuid id = { { 0 } };
  int n = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  memset (self, 0, sizeof *self);

  if (text == NULL)
    return FALSE;

  for (int i = 0; i < RABTA_UUID_TEXT_LENGTH; i++)
    {
      int digit;

      if (is_hyphen_place (i))
        {
          if (text[i] != '-')
            return FALSE;
          continue;
        }

      digit = g_ascii_xdigit_value (text[i]);
      if (digit < 0)
        return FALSE;

      id.bytes[n / 2] = (guint8) (id.bytes[n / 2] << 4 | digit);
      n++;
    }

  if (text[RABTA_UUID_TEXT_LENGTH] != '\0')
    return FALSE;

  *self = id;
  return TRUE;
}

/**
 * rabta_uuid_format:
 * @self: an id
 * @text: (out): receives the lower-case text form and a NUL
 */
void
rabta_uuid_format (const RabtaUuid *self,
                   char             text[RABTA_UUID_TEXT_LENGTH + 1])
{
  static const char digits[] = "0123456789abcdef";
  int n = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  for (int i = 0; i < RABTA_UUID_TEXT_LENGTH; i++)
    {
      guint8 byte;

      if (is_hyphen_place (i))
        {
          text[i] = '-';
          continue;
        }

      byte = self->bytes[n / 2];
      text[i] = digits[n % 2 == 0 ? byte >> 4 : byte & 0x0f];
      n++;
    }

  text[RABTA_UUID_TEXT_LENGTH] = '\0';
}

/**
 * rabta_uuid_to_string:
 * @self: an id
 *
 * Returns: (transfer full): the lower-case text form
 */
char *
rabta_uuid_to_string (const RabtaUuid *self)
{
  char *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_malloc (RABTA_UUID_TEXT_LENGTH + 1);
  rabta_uuid_format (self, text);

  return text;
}

/**
 * rabta_uuid_is_nil:
 * @self: an id
 *
 * Returns: whether all bytes of @self are zero, which stands for no id
 */
gboolean
rabta_uuid_is_nil (const RabtaUuid *self)
{
  static const RabtaUuid nil;

  g_return_val_if_fail (self != NULL, TRUE);

  return memcmp (self, &nil, sizeof nil) == 0;
}

/**
 * rabta_uuid_compare:
 * @a: (type RabtaUuid): an id
 * @b: (type RabtaUuid): another
 *
 * Compares by the bytes, so by the time of making first.
 *
 * Returns: less than, equal to or greater than zero
 */
int
rabta_uuid_compare (gconstpointer a,
                    gconstpointer b)
{
  return memcmp (a, b, sizeof (RabtaUuid));
}

/**
 * rabta_uuid_hash:
 * @self: (type RabtaUuid): an id
 *
 * Returns: a hash for a #GHashTable
 */
guint
rabta_uuid_hash (gconstpointer self)
{
  guint32 words[4];

  memcpy (words, self, sizeof words);

  /* The random half alone would do for our own ids; others may differ in the first half only. */
  return words[0] ^ words[1] ^ words[2] ^ words[3];
}

/**
 * rabta_uuid_equal:
 * @a: (type RabtaUuid): an id
 * @b: (type RabtaUuid): another
 *
 * Returns: whether both are the same id
 */
gboolean
rabta_uuid_equal (gconstpointer a,
                  gconstpointer b)
{
  return memcmp (a, b, sizeof (RabtaUuid)) == 0;
}
