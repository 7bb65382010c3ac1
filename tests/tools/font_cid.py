#!/usr/bin/env python3
"""A font with CFF outlines that is keyed by CID goes into a document: font_cid.py GRIFFIE.

The font is made here (tiny_font.py): the CIDs of its glyphs are not their numbers, in a charset of each format, so that a program that takes the one for the other
draws other letters or none. Demands: the font is embedded as CIDFontType0C, the CIDs of the page are those of the charset, poppler reads the letters
and draws them (a box, a triangle), and veraPDF has no objection where it is installed (GR_VERAPDF_CACHE). Exits 77 when poppler or qpdf is missing.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import tiny_font

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def write(folder, charset_format):
    for below in ("templates/reports", "templates/styles", "templates/sources", "fonts", "input"):
        (folder / below).mkdir(parents=True)
    (folder / "fonts/cid.otf").write_bytes(tiny_font.cid_keyed(charset_format))
    style = (ROOT / "templates/styles/mgr.xml").read_text()
    style = style.replace("<font ", f'<font family="cid" weight="regular" file="{folder}/fonts/cid.otf"/>\n  <font ', 1)
    style = style.replace("<text-style ", '<text-style name="cid" family="cid" size="40pt" leading="60pt"/>\n  <text-style ', 1)
    (folder / "templates/styles/mgr.xml").write_text(style)
    shutil.copytree(ROOT / "templates/styles/art", folder / "templates/styles/art")
    (folder / "templates/sources/rows.xml").write_text(
        '<source xmlns="urn:griffie:source:1" id="rows" title="Rijen"><match root="rows"/><as-of path="@as-of"/>'
        '<dataset name="rows" title="Rijen" records="row" key="id" shared="yes"><field name="id" type="text"/></dataset></source>')
    (folder / "input/rows.xml").write_text('<rows as-of="2022-12-31"><row id="a"/></rows>')
    (folder / "templates/reports/doc.xml").write_text(
        '<report xmlns="urn:griffie:report:1" id="doc" style="mgr" lang="nl" master="body" title="Proef" author="De regio"><editions region="yes" file="doc"/>'
        '<section title="Letters"><p style="cid">ABBA</p></section></report>')


def fonts_of(pdf):
    objects = json.loads(subprocess.run(["qpdf", "--json", "--json-key=qpdf", pdf], capture_output=True, check=False).stdout)["qpdf"][1]
    values = [o.get("value", o.get("stream", {}).get("dict")) for o in objects.values()]
    return [v for v in values if isinstance(v, dict) and "TinyCid" in json.dumps(v).replace(" ", "")], [v for v in values if isinstance(v, dict) and v.get("/Subtype") == "/CIDFontType0C"]


def ink(pdf, folder):
    """Share of black in the box of each letter, from its left: a box is full, a triangle half."""
    subprocess.run(["pdftoppm", "-r", "72", "-gray", "-singlefile", "-f", "1", "-l", "1", pdf, folder / "page"], check=True)
    head, data = re.match(rb"P5\s(\d+) (\d+)\s\d+\s", (folder / "page.pgm").read_bytes()), (folder / "page.pgm").read_bytes()
    width = int(head.group(1))
    bitmap = data[head.end():]
    boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], stdout=subprocess.PIPE, check=True).stdout.decode()
    x1, y1, x2, y2 = (float(n) for n in re.search(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">ABBA<', boxes).groups())
    shares, step = [], (x2 - x1) / 4
    for i in range(4):
        cells = [bitmap[y * width + x] for y in range(int(y1), int(y2)) for x in range(int(x1 + i * step), int(x1 + (i + 1) * step))]
        shares.append(sum(c < 128 for c in cells) / len(cells))
    return shares


def faults(griffie, folder, charset_format):
    write(folder, charset_format)
    done = subprocess.run([griffie, "render", "--format", "pdf"], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        yield done.stderr
        return
    pdf = next((folder / "output").rglob("doc.pdf"))
    named, programs = fonts_of(pdf)
    if not any(v.get("/Subtype") == "/CIDFontType0" for v in named) or not programs:
        yield f"not embedded as CIDFontType0C: {named}"
    if "ABBA" not in subprocess.run(["pdftotext", pdf, "-"], stdout=subprocess.PIPE, check=True).stdout.decode():
        yield "its letters are not read back"
        return
    shares = ink(pdf, folder)
    if not (shares[0] > 1.6 * shares[1] > 0.1 and abs(shares[1] - shares[2]) < 0.05 and abs(shares[0] - shares[3]) < 0.05):
        yield f"other letters are drawn: {shares}"
    valid = subprocess.run(["sh", HERE / "verapdf.sh", pdf], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if valid.returncode not in (0, 77):
        yield valid.stdout.decode(errors="replace")


def main():
    for program in ("pdftotext", "pdftoppm", "qpdf"):
        if shutil.which(program) is None:
            print(f"font_cid: {program} is not here")
            return 77
    failed = 0
    for charset_format in (0, 1, 2):
        with tempfile.TemporaryDirectory() as work:
            wrong = list(faults(os.path.abspath(sys.argv[1]), Path(work), charset_format))
        failed += bool(wrong)
        print(f"font_cid: charset of format {charset_format}: " + ("as it should be" if not wrong else "\n  ".join(wrong)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
