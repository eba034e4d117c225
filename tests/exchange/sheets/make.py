#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes openpyxl.xlsx and odfpy.ods, the spreadsheets of the tests that were written by other programs.

Needs Debian's python3-openpyxl (3.0.9) and python3-odf (1.4.2), which no build or test does:
tests/exchange/sheets/make.py FOLDER
"""
import datetime
import sys

import openpyxl
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

HEADINGS = ["Company", "Mobile", "Owner CNIC", "Established", "Exports already", "Export share", "District", "Remarks"]


def make_xlsx(path):
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    sheet = book.create_sheet("Members & Guests")
    sheet["A1"] = "Members of the chamber"
    sheet.merge_cells("A1:F1")
    sheet.append(HEADINGS)
    sheet.append(["Ali & Sons", "0300-1234567", 3520212345671, datetime.date(1998, 3, 14), True, 0.51, "Lahore", "first"])
    sheet["F3"].number_format = "0%"
    sheet.append(["حسن اسپورٹس", 3217654321, "35202-1234567-3", datetime.date(2004, 12, 1), False, 0.125, "Sialkot", None])
    sheet["B4"].number_format = "0000-0000000"
    sheet["F4"].number_format = "0.0%"
    sheet.append([])
    sheet.append(["Broken Formulas", None, None, datetime.datetime(2011, 7, 2, 15, 30), None, None, "Lahore", "#"])
    sheet["B6"] = "#N/A"
    sheet["B6"].data_type = "e"
    sheet.append(["Long Number", None, 3.520212345671e16, None, None, None, "Lahore", None])
    sheet.row_dimensions[7].hidden = True
    hidden = book.create_sheet("Old")
    hidden.sheet_state = "hidden"
    hidden.append(["Company", "District"])
    hidden.append(["Hidden Works", "Lahore"])
    book.save(path)


def text(value, **attributes):
    cell = TableCell(valuetype="string", **attributes)
    cell.addElement(P(text=value))
    return cell


def number(value, shown, kind="float"):
    cell = TableCell(valuetype=kind, value=value)
    cell.addElement(P(text=shown))
    return cell


def date(value, shown):
    cell = TableCell(valuetype="date", datevalue=value)
    cell.addElement(P(text=shown))
    return cell


def boolean(value):
    cell = TableCell(valuetype="boolean", booleanvalue=value)
    cell.addElement(P(text=value.upper()))
    return cell


def gap(n):
    return TableCell(numbercolumnsrepeated=str(n))


def row(table, *cells, **attributes):
    element = TableRow(**attributes)
    for cell in cells:
        element.addElement(cell)
    table.addElement(element)


def make_ods(path):
    document = OpenDocumentSpreadsheet()
    cover = Table(name="Cover")
    row(cover, gap(16384), numberrowsrepeated="1048576")
    document.spreadsheet.addElement(cover)
    table = Table(name="Members")
    document.spreadsheet.addElement(table)
    row(table, text("Members of the chamber", numbercolumnsspanned="6", numberrowsspanned="1"),
        CoveredTableCell(numbercolumnsrepeated="5"), gap(16378))
    row(table, *[text(heading) for heading in HEADINGS], gap(16376))
    noted = text("0300-1234567")
    note = Annotation()
    note.addElement(P(text="ask again"))
    noted.insertBefore(note, noted.firstChild)
    row(table, text("Ali & Sons"), noted, number("3520212345671", "3520212345671"), date("1998-03-14", "14/03/98"),
        boolean("true"), number("0.51", "51%", "percentage"), text("Lahore"), text("first"), gap(16376))
    row(table, text("حسن اسپورٹس"), number("3217654321", "0321-7654321"), text("35202-1234567-3"),
        date("2004-12-01T00:00:00", "1 Dec 2004"), boolean("false"), number("0.125", "12.5%", "percentage"),
        text("Sialkot"), gap(16377))
    row(table, gap(16384))
    row(table, text("Same"), gap(5), text("Lahore"), numberrowsrepeated="2")
    row(table, gap(16384), numberrowsrepeated="1048569")
    document.save(path)


make_xlsx(sys.argv[1] + "/openpyxl.xlsx")
make_ods(sys.argv[1] + "/odfpy.ods")
