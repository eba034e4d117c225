/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What another copy says that it has, and what became of the files it was sent. */
#include "fuzz.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/receipt.h"

#include <string.h>

static gboolean
versions_cb (const RabtaVersionVector  *versions,
             gpointer                   user_data,
             GError                   **error)
{
  g_autofree char *text = rabta_version_vector_to_string (versions);
  g_autoptr (RabtaVersionVector) again = rabta_version_vector_parse (text);
  g_autoptr (RabtaVersionVector) known = rabta_version_vector_new ();
  g_autofree char *twice = again != NULL ? rabta_version_vector_to_string (again) : NULL;

  /* What was read is written and read as the same. */
  g_assert_cmpstr (text, ==, twice);
  rabta_version_vector_join (known, versions);
  g_array_unref (rabta_version_vector_subtract (known, versions));
  g_array_unref (rabta_version_vector_list_holes (known));
  return TRUE;
}

static gboolean
totals_cb (const RabtaReceiptTotals  *totals,
           gpointer                   user_data,
           GError                   **error)
{
  return TRUE;
}

static gboolean
item_cb (const RabtaReceiptItem  *item,
         gpointer                 user_data,
         GError                 **error)
{
  g_assert (item->kind != RABTA_KIND_NONE && *item->status != '\0');
  g_assert (item->field == NULL || rabta_text_is_xml_legal (item->field, -1));
  g_assert (item->reason == NULL || rabta_text_is_xml_legal (item->reason, -1));
  return TRUE;
}

static gboolean
held_cb (const guint8  *hash,
         gpointer       user_data,
         GError       **error)
{
  g_assert_nonnull (hash);
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         length)
{
  static const RabtaReceiptsHandler handler = { versions_cb, totals_cb, item_cb, held_cb };
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) length, NULL);
  g_autoptr (GError) error = NULL;
  gboolean is_read = rabta_receipts_read (stream, &handler, NULL, NULL, &error);

  g_assert (is_read == (error == NULL));
  g_assert (error == NULL || (error->domain == RABTA_ERROR && *error->message != '\0'));
  return 0;
}
