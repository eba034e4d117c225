/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first byte says which part of a spreadsheet the input is, since a checksum would else keep nearly all
 * of it from being looked at: "z" is the whole file; of an XLSX "w" is the workbook, "t" the styles, "s" the
 * shared texts and "x" the cells; "o" is the content of an ODS. */
#include "fuzz.h"

#include "base/error.h"
#include "exchange/package-zip.h"
#include "exchange/table-source.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELATION(id, type, target) "<Relationship Id=\"" id "\" Type=\"" TYPE type "\" Target=\"" target "\"/>"

static const struct
{
  char        letter;
  const char *name;
  const char *text;
} parts[] = {
  { 0, "[Content_Types].xml", "<Types/>" },
  { 0, "_rels/.rels", "<Relationships>" RELATION ("r", "officeDocument", "xl/workbook.xml") "</Relationships>" },
  { 0, "xl/_rels/workbook.xml.rels", "<Relationships>" RELATION ("1", "worksheet", "sheet.xml") RELATION ("2", "styles", "styles.xml")
    RELATION ("3", "sharedStrings", "/xl/strings.xml") "</Relationships>" },
  { 'w', "xl/workbook.xml", "<workbook><sheets><sheet name=\"A\" id=\"1\"/></sheets></workbook>" },
  { 't', "xl/styles.xml", "<styleSheet><cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs></styleSheet>" },
  { 's', "xl/strings.xml", "<sst><si><t>Name</t></si><si><t>City</t></si></sst>" },
  { 'x', "xl/sheet.xml", "<worksheet><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row><row><c s=\"1\"><v>46000.5</v></c></row></worksheet>" },
};

static void
read_sheet (const guint8 *data,
            gsize         length)
{
  int fd = memfd_create ("sheet", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (RabtaTableSource) source = NULL;
  g_autoptr (GError) error = NULL;
  RabtaTableRow row;
  guint last = 0;

  g_assert (fd >= 0 && write (fd, data, length) == (gssize) length);
  source = rabta_table_source_open (file, NULL, NULL, &error);
  g_assert ((source == NULL) == (error != NULL));

  while (source != NULL && rabta_table_source_next (source, &row, NULL, &error))
    {
      g_assert (row.number > last || rabta_table_source_list_sheets (source) == NULL);
      last = row.number;
      for (guint i = 0; i < row.n_cells; i++)
        g_assert (strlen (row.cells[i].text) <= row.cells[i].length && row.cells[i].length <= RABTA_TABLE_MAX_CELL);
    }
  g_assert (error == NULL || *error->message != '\0');
  close (fd);
}

static void
add (GByteArray    *zip,
     GPtrArray     *members,
     const char    *name,
     gconstpointer  data,
     gsize          length)
{
  RabtaZipMember *member = g_new0 (RabtaZipMember, 1);

  member->name = g_strdup (name);
  member->crc = (guint32) crc32 (0, data, (uInt) length);
  member->length = (guint32) length;
  rabta_zip_append_header (zip, member);
  member->offset = zip->len;
  g_byte_array_append (zip, data, (guint) length);
  g_ptr_array_add (members, member);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         length)
{
  static const char mime_type[] = "application/vnd.oasis.opendocument.spreadsheet";
  g_autoptr (GByteArray) zip = g_byte_array_new ();
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) rabta_zip_member_free);

  if (length == 0 || length > 60000)
    return 0;

  if (data[0] == 'z')
    {
      read_sheet (data + 1, length - 1);
      return 0;
    }
  if (data[0] == 'o')
    {
      add (zip, members, "mimetype", mime_type, strlen (mime_type));
      add (zip, members, "content.xml", data + 1, length - 1);
    }
  else
    {
      for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
        if (parts[i].letter == data[0])
          add (zip, members, parts[i].name, data + 1, length - 1);
        else
          add (zip, members, parts[i].name, parts[i].text, strlen (parts[i].text));
    }

  rabta_zip_append_directory (zip, members);
  read_sheet (zip->data, zip->len);
  return 0;
}
