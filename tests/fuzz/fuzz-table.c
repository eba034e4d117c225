/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of enterprises as text: what it is, its rows, and values of them. */
#include "fuzz.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/import-row.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static RabtaImportMapping *
guess_mapping (RabtaTableSource *source)
{
  guint n = rabta_table_source_n_columns (source);
  g_autofree const char **headings = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    headings[i] = rabta_table_source_get_heading (source, i);

  return rabta_import_mapping_new (headings, n);
}

static void
check_value (const RabtaValue *value)
{
  g_assert (value == NULL || value->type != RABTA_VALUE_TEXT || rabta_text_is_xml_legal (value->text, -1));
}

static void
check_row (RabtaRowReader            *reader,
           const RabtaImportMapping  *mapping,
           const RabtaTableRow       *row)
{
  gboolean is_taken = rabta_row_reader_read (reader, row);
  const char *refusal = rabta_row_reader_get_refusal (reader, NULL);
  const RabtaRowNote *notes;
  guint n;

  g_assert (is_taken == (refusal == NULL));
  notes = rabta_row_reader_get_notes (reader, &n);
  for (guint i = 0; i < n; i++)
    g_assert (notes[i].column < (int) rabta_import_mapping_n_columns (mapping) && *notes[i].reason != '\0');
  for (guint i = 0; i < rabta_import_mapping_n_columns (mapping); i++)
    if (rabta_import_mapping_get_target (mapping, i) >= 0)
      check_value (rabta_row_reader_get_value (reader, (guint) rabta_import_mapping_get_target (mapping, i)));
  if (is_taken)
    {
      g_autoptr (RabtaRecord) record = rabta_row_reader_take_record (reader);

      g_assert (record != NULL);
    }
}

static void
read_rows (RabtaTableSource *source)
{
  static RabtaProgramme *programme;
  g_autoptr (RabtaImportMapping) mapping = guess_mapping (source);
  g_autoptr (RabtaRowReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  RabtaTableRow row;
  guint last = 0;

  if (programme == NULL)
    programme = rabta_programme_new_shipped (NULL);
  reader = rabta_row_reader_new (mapping, programme);
  while (rabta_table_source_next (source, &row, NULL, &error))
    rabta_row_reader_learn_dates (reader, &row);
  rabta_row_reader_settle_dates (reader);
  if (error != NULL || !rabta_table_source_rewind (source, NULL, NULL))
    return;

  while (rabta_table_source_next (source, &row, NULL, &error))
    {
      g_assert (row.number > last);
      last = row.number;
      for (guint i = 0; i < row.n_cells; i++)
        g_assert (strlen (row.cells[i].text) <= row.cells[i].length && row.cells[i].length <= RABTA_TABLE_MAX_CELL);
      check_row (reader, mapping, &row);
    }
  g_assert (error == NULL || *error->message != '\0');
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         length)
{
  int fd = memfd_create ("table", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (RabtaTableSource) source = NULL;
  g_autoptr (GError) error = NULL;

  g_assert (fd >= 0 && write (fd, data, length) == (gssize) length);
  source = rabta_table_source_open (file, NULL, NULL, &error);
  g_assert ((source == NULL) == (error != NULL));
  if (source != NULL)
    read_rows (source);
  close (fd);
  return 0;
}
