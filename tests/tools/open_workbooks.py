#!/usr/bin/env python3
"""Opens workbooks as their readers' programs do: open_workbooks.py FILE...

Each must open and have a sheet with cells, and no figure may be stored as text. Exits 1 when something is wrong, 77
without openpyxl."""
import re
import sys

try:
    import openpyxl
except ImportError:
    sys.exit(77)

FIGURE = re.compile(r"^(€\s*)?[-\u2212]?\d{1,3}(\.\d{3})+(,\d+)?%?$|^(€\s*)[-\u2212]?\d+(,\d+)?$|^\d+,\d+%?$")


def faults_of(path):
    book = openpyxl.load_workbook(path)
    cells = [(sheet.title, cell) for sheet in book for row in sheet.iter_rows() for cell in row
             if cell.value is not None]
    if not cells:
        return ["nothing in it"]
    return [f"{title}!{cell.coordinate}: a figure stored as text: {cell.value!r}" for title, cell in cells
            if cell.data_type == "s" and FIGURE.match(cell.value)]


failed = False
for path in sys.argv[1:]:
    for fault in faults_of(path):
        failed = True
        print(f"{path}: {fault}")
sys.exit(1 if failed else 0)
