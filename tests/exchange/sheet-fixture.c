/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheet-fixture.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" " \
             "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELATIONS XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define RELATION(id, type, target) "<Relationship Id=\"" id "\" Type=\"" TYPE type "\" Target=\"" target "\"/>"

static void
add_member (struct archive *archive,
            const char     *name,
            const char     *text)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize length = strlen (text);

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) length);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (archive, text, length), ==, (la_ssize_t) length);
  archive_entry_free (entry);
}

GFile *
fixture_write_zip (Fixture    *self,
                   const char *name,
                   ...)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  struct archive *archive = archive_write_new ();
  const char *member;
  va_list list;

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);
  va_start (list, name);
  while ((member = va_arg (list, const char *)) != NULL)
    add_member (archive, member, va_arg (list, const char *));
  va_end (list);
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);

  return g_file_new_for_path (path);
}

GFile *
fixture_write_xlsx (Fixture    *self,
                    const char *workbook,
                    const char *strings,
                    const char *styles,
                    const char *rows)
{
  g_autofree char *book = g_strconcat (XML "<workbook " MAIN ">", workbook != NULL ? workbook : "",
                                       "<sheets><sheet name=\"List\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>", NULL);
  g_autofree char *texts = g_strconcat (XML "<sst " MAIN ">", strings != NULL ? strings : "", "</sst>", NULL);
  g_autofree char *looks = g_strconcat (XML "<styleSheet " MAIN ">", styles != NULL ? styles : "", "</styleSheet>", NULL);
  g_autofree char *sheet = g_strconcat (XML "<worksheet " MAIN "><sheetData>", rows, "</sheetData></worksheet>", NULL);

  return fixture_write_zip (self, "book.xlsx",
                            "[Content_Types].xml", XML "<Types/>",
                            "_rels/.rels", RELATIONS RELATION ("r", "officeDocument", "xl/workbook.xml") "</Relationships>",
                            "xl/workbook.xml", book,
                            "xl/_rels/workbook.xml.rels", RELATIONS RELATION ("rId1", "worksheet", "worksheets/sheet1.xml")
                            RELATION ("rId2", "sharedStrings", "/xl/sharedStrings.xml")
                            RELATION ("rId3", "styles", "styles.xml") "</Relationships>",
                            "xl/sharedStrings.xml", texts,
                            "xl/styles.xml", looks,
                            "xl/worksheets/sheet1.xml", sheet,
                            NULL);
}

GFile *
fixture_write_ods (Fixture    *self,
                   const char *tables)
{
  g_autofree char *content = NULL;

  content = g_strconcat (XML "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
                         "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
                         "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
                         "xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\">"
                         "<office:body><office:spreadsheet>", tables,
                         "</office:spreadsheet></office:body></office:document-content>", NULL);

  return fixture_write_zip (self, "book.ods",
                            "mimetype", "application/vnd.oasis.opendocument.spreadsheet",
                            "content.xml", content,
                            NULL);
}

GFile *
fixture_find_sheet (const char *name)
{
  return g_file_new_build_filename (g_getenv ("RABTA_SOURCE_ROOT"), "tests", "exchange", "sheets", name, NULL);
}
