#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-book.py N SEED OUT.xml: a book of KeePass with N entries, for `keepassxc-cli import`."""

import base64
import random
import sys

INSTANT = "2026-01-01T00:00:00Z"
FIELDS = {
    "Title": "Enterprise {book} {i}",
    "UserName": "Owner {i}",
    "Password": "-",
    "URL": "https://example.org/{i}",
    "Notes": "Sialkot, 0300 {i:07}",
}


def entry(uuid, book, i):
    strings = "".join(f"<String><Key>{key}</Key><Value>{text.format(book=book, i=i)}</Value></String>"
                      for key, text in FIELDS.items())
    times = f"<Times><LastModificationTime>{INSTANT}</LastModificationTime><CreationTime>{INSTANT}</CreationTime></Times>"
    return f"<Entry><UUID>{uuid}</UUID>{times}{strings}</Entry>\n"


def main():
    count, seed, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    chance = random.Random(seed)
    with open(path, "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<KeePassFile><Meta/><Root><Group>'
                  "<UUID>AAAAAAAAAAAAAAAAAAAAAQ==</UUID><Name>Root</Name>\n")
        for i in range(count):
            out.write(entry(base64.b64encode(chance.randbytes(16)).decode(), seed, i))
        out.write("</Group></Root></KeePassFile>\n")


main()
