/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "base/error.h"
#include "base/json.h"
#include "exchange/changes.h"

#include <string.h>

static gboolean
entry_cb (const RabtaChangeEntry  *entry,
          gpointer                 user_data,
          GError                 **error)
{
  /* What is handed out keeps its promises. */
  g_assert (entry->counter >= 1 && entry->programme >= 1 && entry->format >= 1 && entry->stamp >= 0);
  g_assert (*entry->kind != '\0' && *entry->op != '\0' && strlen (entry->body) <= RABTA_CHANGE_MAX_BODY);
  g_assert (rabta_json_is_object (entry->body, strlen (entry->body)));
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         length)
{
  static const RabtaChangesHandler handler = { NULL, NULL, entry_cb };
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) length, NULL);
  g_autoptr (GError) error = NULL;
  gboolean is_read = rabta_changes_read (stream, &handler, NULL, NULL, &error);

  g_assert (is_read == (error == NULL));
  g_assert (error == NULL || (error->domain == RABTA_ERROR && *error->message != '\0'));
  return 0;
}
