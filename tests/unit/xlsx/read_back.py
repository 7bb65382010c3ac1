"""Reads a workbook back as another program sees it: read_back.py FILE FOLDER

Prints one line a cell (sheet, cell, type, value, number format, fill) and writes the XML of each sheet to
FOLDER/sheetN.xml. Exit 77 without openpyxl."""
import os
import re
import sys
import zipfile

try:
    import openpyxl
except ImportError:
    sys.exit(77)


def main(path, folder):
    with zipfile.ZipFile(path) as archive:
        if archive.testzip() is not None:
            sys.exit("damaged archive")
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                with open(os.path.join(folder, os.path.basename(name)), "wb") as out:
                    out.write(archive.read(name))
        core = archive.read("docProps/core.xml").decode()
        custom = archive.read("docProps/custom.xml").decode() if "docProps/custom.xml" in archive.namelist() else ""
    book = openpyxl.load_workbook(path)
    cached = openpyxl.load_workbook(path, data_only=True)
    lines = ["created " + book.properties.created.isoformat(),
             "title " + str(book.properties.title),
             "author " + str(book.properties.creator),
             "modified " + ("same" if core.count("2025-06-05T00:00:00Z") == 2 else "differs"),
             "status " + str(book.properties.contentStatus),
             "active " + book.active.title]
    for name, kind, value in re.findall(r'name="([^"]*)"><vt:(\w+)>([^<]*)<', custom):
        lines.append(f"property {name} {kind} {value}")
    for sheet in book:
        merged = ",".join(sorted(str(r) for r in sheet.merged_cells.ranges))
        lines.append(f"sheet {sheet.title} frozen={sheet.freeze_panes} merged={merged} "
                     f"rows={sheet.print_title_rows} fit={sheet.page_setup.fitToHeight} "
                     f"{sheet.page_setup.orientation} scale={sheet.page_setup.scale} "
                     f"breaks={','.join(str(b.id) for b in sheet.row_breaks.brk)}")
        lines.append(f"above {sheet.oddHeader.left.text} | {sheet.oddHeader.right.text}, "
                     f"below {sheet.oddFooter.left.text} | {sheet.oddFooter.right.text}")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                value = cached[sheet.title][cell.coordinate].value
                formula = f" {cell.value}" if cell.data_type == "f" else ""
                fill = f" fill={cell.fill.fgColor.rgb[2:]}" if cell.fill.patternType == "solid" else ""
                note = f" note={cell.comment.text}" if cell.comment else ""
                lines.append(f"{cell.coordinate} {type(value).__name__} {value!s} "
                             f"[{cell.number_format}]{formula}{fill}{note}")
    with open(os.path.join(folder, "seen.txt"), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


main(sys.argv[1], sys.argv[2])
