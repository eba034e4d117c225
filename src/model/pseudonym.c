/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pseudonyms are keyed hashes of the ids of records, not of what stands in them: whoever tries all names
 * or all CNICs has nothing to compare with, and without the key nobody makes them from ids either. The key
 * is a fact about the casebook: it is in backups of it, and in nothing that is exchanged. */
#include "model/pseudonym.h"

#include "base/error.h"
#include "store/statement.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define META_KEY "pseudonyms"

/* What the hashes are for; two for one id have nothing in common. */
#define FOR_ID 'i'
#define FOR_CODE 'c'

static void
hash (const guint8    *key,
      char             purpose,
      const RabtaUuid *id,
      guint8          *result,
      gsize            length)
{
  guint8 message[1 + sizeof id->bytes];

  message[0] = (guint8) purpose;
  memcpy (message + 1, id->bytes, sizeof id->bytes);
  crypto_generichash (result, length, message, sizeof message, key, RABTA_PSEUDONYM_KEY_LENGTH);
}

static RabtaStep
read_key (RabtaDatabase  *database,
          guint8         *key,
          GError        **error)
{
  RabtaStatement *statement;
  RabtaStep step;

  statement = rabta_database_cached (database, "SELECT value FROM meta WHERE key = '" META_KEY "'", error);
  if (statement == NULL)
    return RABTA_STEP_ERROR;

  step = rabta_statement_step (statement, _("Read the key of the pseudonyms"), error);
  if (step == RABTA_STEP_ROW)
    {
      gsize length = 0;
      const guint8 *blob = rabta_statement_get_blob (statement, 0, &length);

      if (length == RABTA_PSEUDONYM_KEY_LENGTH)
        memcpy (key, blob, length);
      else
        step = RABTA_STEP_DONE;
    }
  rabta_statement_reset (statement);

  return step;
}

/**
 * rabta_pseudonym_keep_key:
 * @database: the writer
 * @error: return location
 *
 * Makes the key of a casebook that has none yet.
 *
 * Returns: whether it has one now
 */
gboolean
rabta_pseudonym_keep_key (RabtaDatabase  *database,
                          GError        **error)
{
  guint8 key[RABTA_PSEUDONYM_KEY_LENGTH];
  RabtaStatement *statement;
  RabtaStep step = read_key (database, key, error);
  gboolean is_kept;

  if (step != RABTA_STEP_DONE)
    {
      sodium_memzero (key, sizeof key);
      return step == RABTA_STEP_ROW;
    }

  statement = rabta_database_cached (database, "INSERT OR REPLACE INTO meta (key, value) VALUES ('" META_KEY "', ?)",
                                     error);
  if (statement == NULL)
    return FALSE;

  randombytes_buf (key, sizeof key);
  rabta_statement_bind_blob (statement, 0, key, sizeof key);
  is_kept = rabta_statement_run (statement, _("Make the key of the pseudonyms"), error);
  sodium_memzero (key, sizeof key);

  return is_kept;
}

/**
 * rabta_pseudonym_load_key:
 * @database: any connection
 * @key: (out caller-allocates): the key; wipe it after use
 * @error: return location: %RABTA_ERROR_READ_ONLY when the casebook has none
 *
 * Returns: whether there is a key
 */
gboolean
rabta_pseudonym_load_key (RabtaDatabase  *database,
                          guint8          key[RABTA_PSEUDONYM_KEY_LENGTH],
                          GError        **error)
{
  RabtaStep step = read_key (database, key, error);

  if (step == RABTA_STEP_DONE)
    g_set_error_literal (error, RABTA_ERROR, RABTA_ERROR_READ_ONLY,
                         _("The casebook has no key for pseudonyms yet. Open it once for writing, in the window "
                           "or with an import, and try again."));

  return step == RABTA_STEP_ROW;
}

/**
 * rabta_pseudonym_of_id:
 * @key: the casebook's key
 * @id: id of a record
 * @pseudonym: (out): what stands for it: a UUID of version 8 (RFC 9562, section 5.8), which tells no time
 */
void
rabta_pseudonym_of_id (const guint8     key[RABTA_PSEUDONYM_KEY_LENGTH],
                       const RabtaUuid *id,
                       RabtaUuid       *pseudonym)
{
  hash (key, FOR_ID, id, pseudonym->bytes, sizeof pseudonym->bytes);
  pseudonym->bytes[6] = (pseudonym->bytes[6] & 0x0f) | 0x80;
  pseudonym->bytes[8] = (pseudonym->bytes[8] & 0x3f) | 0x80;
}

/**
 * rabta_pseudonym_code:
 * @key: the casebook's key
 * @id: id of a record
 * @code: (out caller-allocates): ten letters and digits that stand for its name, without those that
 *   people mistake for each other
 */
void
rabta_pseudonym_code (const guint8     key[RABTA_PSEUDONYM_KEY_LENGTH],
                      const RabtaUuid *id,
                      char             code[RABTA_PSEUDONYM_CODE_SIZE])
{
  static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  guint8 bytes[crypto_generichash_BYTES_MIN];
  guint64 number = 0;

  hash (key, FOR_CODE, id, bytes, sizeof bytes);
  for (guint i = 0; i < sizeof number; i++)
    number = number << 8 | bytes[i];

  for (guint i = 0; i < RABTA_PSEUDONYM_CODE_SIZE - 1; i++)
    {
      if (i == 5)
        {
          code[i] = '-';
          continue;
        }
      code[i] = digits[number & 31];
      number >>= 5;
    }
  code[RABTA_PSEUDONYM_CODE_SIZE - 1] = '\0';
}
