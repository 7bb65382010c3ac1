#!/usr/bin/python3
"""A workbook in other hands: see what_if.sh.

what_if.py BOOK SHEETS   BOOK as griffie wrote it, SHEETS its --dump=sheets."""
import html.parser
import os
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
TIMEOUT_S = 180
try:
    import openpyxl
except ImportError:
    sys.exit(SKIPPED)

failed = False


def demand(holds, message):
    global failed
    if not holds:
        failed = True
        print(f"what if: {message}")


def converted(office, path, kind, folder):
    done = subprocess.run([office, "-env:UserInstallation=file://" + os.path.join(folder, "profile"), "--headless",
                           "--norestore", "--convert-to", kind, "--outdir", os.path.join(folder, kind), path],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=TIMEOUT_S, check=False)
    name = os.path.splitext(os.path.basename(path))[0] + "." + kind
    out = os.path.join(folder, kind, name)
    if not os.path.exists(out):
        sys.exit("LibreOffice did not open it: " + done.stdout.decode(errors="replace"))
    return out


class Tables(html.parser.HTMLParser):
    """The tables of a page: cells by row and column, spans left empty."""

    def __init__(self):
        super().__init__()
        self.tables, self.cell, self.aside = [], None, False

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag == "td" and self.tables:
            span = int(dict(attrs).get("colspan", "1"))
            self.cell = [""]
            self.tables[-1][-1] += [self.cell] + [[""] for _ in range(span - 1)]
        elif tag == "comment":  # of a cell: LibreOffice writes it before what the cell shows
            self.aside = True

    def handle_endtag(self, tag):
        if tag == "td":
            self.cell = None
        elif tag == "comment":
            self.aside = False

    def handle_data(self, data):
        if self.cell is not None and not self.aside:
            self.cell[0] += data


def printed(path):
    """Sheet, cell, text of each number and date in the dump."""
    sheets, texts = [], []
    for line in open(path, encoding="utf-8"):
        begins = re.match(r'sheet "(.*?)" rows=', line)
        if begins:
            sheets.append(begins.group(1))
        found = re.match(r'  ([A-Z]+)(\d+)(?::\w+)? \w+(?: \w+)? (?:number|date) .*? as \S+ "((?:[^"\\]|\\.)*)"', line)
        if found:
            col = 0
            for letter in found.group(1):
                col = col * 26 + ord(letter) - 64
            texts.append((len(sheets) - 1, int(found.group(2)) - 1, col - 1, found.group(3), line.strip()))
    return texts


def as_read_here(text):
    """LibreOffice shows numbers in the notation of its own language, here English."""
    number, plus, sign = text.partition("\u00a0+\u00a0")
    swapped = number.translate(str.maketrans({",": ".", ".": ","})) + plus + sign
    return " ".join(swapped.split())


def shows_what_is_printed(office, book, dump, folder):
    reader = Tables()
    with open(converted(office, book, "html", folder), encoding="utf-8", errors="replace") as page:
        reader.feed(page.read())
    texts = printed(dump)
    demand(len(texts) > 150, f"only {len(texts)} figures in the dump")
    for sheet, row, col, text, line in texts:
        shown = " ".join(reader.tables[sheet][row][col][0].split())
        wanted = " ".join(text.split()) if " as date" in line else as_read_here(text)
        demand(shown == wanted, f"shown {shown!r}, printed {wanted!r}: {line}")


# Typed over what stood there, and what then stands in cells that depend on it: before, after.
CHANGES = {"Posten": {"B4": 200, "C3": 5, "F7": 100, "C6": 400}, "Aandelen": {"B3": 5, "C4": 0.2}}
FOLLOWS = {
    "Posten": {
        "B8": (1360, 1560),             # an empty cell was filled in
        "C8": (1560, 5 + 250 + 310 + 400 + 60),
        "D3": (100, 995),
        "D8": (90, 995 - 10 + 0),
        "F8": (35, 135),
        "E3": ("N", "V"),               # 10 - 5
        "E7": ("N", "V"),               # 100 - 60
        "E4": ("N", "N"),
        "E8": ("N", "N"),
        "G3": ("hoog", "laag"),
        "G6": ("laag", "hoog"),
    },
    "Aandelen": {                       # shares that were rounded together stay; their total is of what stands there
        "B8": (1560, 1025),            # the others are those of Posten
        "C3": (0.577, 0.577),
        "C8": (1, 1.04),
        "D8": (1, 1),
    },
}
IN_GROUPS = {"Groepen": {"B4": 1, "B9": 2, "C4": 11}}
FOLLOWS_IN_GROUPS = {
    "Groepen": {
        "B7": (1460, 561), "B11": (100, 62), "B12": (1560, 623), "C7": (30, 31), "C12": (35, 36),
        "B13": (312, 124.6), "C13": (20, 20), "B14": (1525, 587),
    },
}
# Some of what was missing is known now: in the subtotal of the second group nothing was.
IN_GAPS = {"Wensen": {"B5": 50, "B8": 7, "E5": 1}}
FOLLOWS_IN_GAPS = {
    "Wensen": {
        "B6": (100, 150), "B10": ("p.m.", 7), "B11": (100, 157), "D5": ("?", -30), "D8": ("?", 23), "D9": ("?", "?"),
        "E6": (".", 101), "E10": (".", "."), "E11": (".", "."),
    },
}
# What then is shown: the sign goes from a sum of which nothing is missing any more.
SHOWN = [({"B8": 7}, {"B6": "\u20ac 100 + p.m.", "B10": "\u20ac 7 + p.m.", "B11": "\u20ac 107 + p.m."}),
         ({"B8": 7, "B9": 8}, {"B6": "\u20ac 100 + p.m.", "B10": "\u20ac 15", "B11": "\u20ac 115 + p.m."}),
         ({"B5": 1, "B8": 7, "B9": 8}, {"B6": "\u20ac 101", "B10": "\u20ac 15", "B11": "\u20ac 116"})]


def typed_over(book, changes, folder):
    changed = openpyxl.load_workbook(book)
    for sheet, cells in changes.items():
        for place, value in cells.items():
            changed[sheet][place].value = value
            demand(changed[sheet][place].number_format != "@", f"{sheet}!{place} would keep what is typed as text")
    path = os.path.join(folder, "changed.xlsx")
    changed.save(path)
    return changed, path


def what_follows(office, book, changes, follows, folder):
    before = openpyxl.load_workbook(book, data_only=True)
    changed, path = typed_over(book, changes, folder)
    after = openpyxl.load_workbook(converted(office, path, "xlsx", folder), data_only=True)
    for sheet, cells in follows.items():
        for place, (was, becomes) in cells.items():
            demand(before[sheet][place].value == was, f"{sheet}!{place} was {before[sheet][place].value!r}, not {was!r}")
            got = after[sheet][place].value
            demand(got == becomes, f"{sheet}!{place} {changed[sheet][place].value} became {got!r}, not {becomes!r}")


def what_is_shown(office, book, sheet, cells, wanted, folder):
    """Conditional formats are not in LibreOffice's HTML: read from what it prints."""
    changed, path = typed_over(book, {sheet: cells}, folder)
    for name in changed.sheetnames:
        changed[name].sheet_state = "visible" if name == sheet else "hidden"
    changed.active = changed.sheetnames.index(sheet)
    changed.save(path)
    pages = subprocess.run(["pdftotext", "-layout", converted(office, path, "pdf", folder), "-"],
                           stdout=subprocess.PIPE, timeout=TIMEOUT_S, check=True).stdout.decode()
    lines = {line.split("  ")[0].strip(): [" ".join(part.split()) for part in re.split(r"\s{2,}", line.strip())]
             for line in pages.splitlines() if line.strip()}
    for place, text in wanted.items():
        cell = changed[sheet][place]
        shown = lines[changed[sheet].cell(cell.row, 1).value]
        demand(shown[cell.column - 1] == text, f"{sheet}!{place} shows {shown}, not {text!r}, after {cells}")


def main(book, dump):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None or shutil.which("pdftotext") is None:
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory(prefix="griffie-what-if-") as folder:
        shows_what_is_printed(office, book, dump, folder)
        what_follows(office, book, CHANGES, FOLLOWS, folder)
        what_follows(office, book, IN_GROUPS, FOLLOWS_IN_GROUPS, folder)
        what_follows(office, book, IN_GAPS, FOLLOWS_IN_GAPS, folder)
        for cells, wanted in SHOWN:
            what_is_shown(office, book, "Wensen", cells, wanted, folder)
    sys.exit(1 if failed else 0)


main(*sys.argv[1:])
