#!/usr/bin/env python3
"""Text of any script and with any sign, in every place where text can stand: everywhere.py GRIFFIE [KIND...]

For each kind of text (KINDS) one document is made that has such a text, with words that stand nowhere else, in each place (PLACES): headings, running lines,
contents, paragraphs, notes, lists, captions, heads and cells, totals, charts with names, series and labels, boxes, quotations, agendas, cards, lists of events and
actions, alternatives of images, files, Markdown, the facts of the document, sheets and their names. It is made as PDF and as workbook, and both are read by programs
that are not ours: poppler (words on the page, text of the tags), qpdf (bookmarks, alternatives), openpyxl. Where a place is read (WHERE), its words must stand, in the order in
which they are read and with white space between them.

Exits 77 when one of these programs is missing. GR_KEEP=DIR keeps what was made.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zlib
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import reading_order

try:
    import openpyxl
except ImportError:
    sys.exit(77)

ROOT = Path(__file__).resolve().parents[2]

# ---- words: each comes once ----

LETTERS = {  # what begins a word, its number, what ends it
    "latin": ("q", "bcdfghklmn", "oe"), "hebrew": ("\u05e9", "\u05d1\u05d2\u05d3\u05d4\u05d6\u05d7\u05d8\u05db\u05dc\u05de", "\u05d0\u05ea"),
    "arabic": ("\u0634", "\u0628\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632", "\u0644\u0627"),
    "greek": ("\u03c8", "\u03b2\u03b3\u03b4\u03b6\u03b8\u03ba\u03bb\u03bc\u03bd\u03be", "\u03b1\u03c2"),
    "cyrillic": ("\u0449", "\u0431\u0432\u0433\u0434\u0436\u0437\u043a\u043b\u043c\u043d", "\u043e\u0435"),
}
# default-ignorable, and no sign that turns a direction
QUIET = "\u034f\u115f\u17b4\u180b\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\u206a\u206f\u3164\ufe00\ufe0f\ufeff\uffa0" \
        "\U0001bca0\U0001d173\U000e0001\U000e0041\U000e0100"
TURNS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
WHITE = "\u0009\u000a\u0085\u00a0\u1680\u2000\u2002\u2003\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"


class Words:
    def __init__(self):
        self.n = 0

    def __call__(self, script="latin"):
        marker, digits, end = LETTERS[script]
        self.n += 1
        return marker + "".join(digits[int(d)] for d in f"{self.n:05d}") + end

    def next(self, signs):
        return signs[self.n % len(signs)]


def inside(word, sign):
    return word[:4] + sign + word[4:]


KINDS = {
    "plain": lambda w: f"{w()} {w()}",
    "hebrew": lambda w: f"{w('hebrew')} {w('hebrew')}",
    "arabic": lambda w: f"{w('arabic')} {w('arabic')}",
    "turning": lambda w: f"{w()} {w('hebrew')} {w('arabic')} {w()}",
    "figures": lambda w: f"{w('arabic')} 2022 {w('hebrew')} 12,5% {w('hebrew')}",
    "scripts": lambda w: f"{w('greek')} {w('cyrillic')}",
    "soft": lambda w: f"{inside(w(), chr(0xad))} {inside(w(), chr(0xad))}",
    "lines": lambda w: f"{w()}\u2028{w()}\u2029{w()}",
    "white": lambda w: f"{w()}{w.next(WHITE)}{w()}{w.next(WHITE)}{w.next(WHITE)}{w()}",
    "quiet": lambda w: f"{inside(w(), w.next(QUIET))} {w()}{w.next(QUIET)}",
    "quiet alone": lambda w: f"{w()} {w.next(QUIET)} {w()}",
    "turned": lambda w: f"{w()} \u2067{w('hebrew')}\u2069 {w()}\u200e",
    "addresses": lambda w: f"https://www.{w()}.nl/{w()}/{w()}-{w()}?{w()}={w()}#{w()} {w()}.{w()}@{w()}-{w()}.nl",
    "hosts": lambda w: f"{w()}.{w()}.nl/{w()}/ www.{w()}{w()}{w()}.nl e-{w()}{w()}",
    "marks": lambda w: f"{inside(w(), chr(0x301))} {inside(w(), chr(0x323) + chr(0x308))}",
}

# ---- places: @ is a text; behind | where it is to be read ----
# t: text of the tags, p: words on the page, a: an alternative, b: a bookmark, i: facts of the document, w: a cell of the workbook, s: the name of a sheet

PLACES = {
    "section": ('<section title="@"><section title="@"><section title="@"><p>x</p></section></section></section>', "tpb"),
    "section of its own page": ('<section title="@" master="wide"><p>x</p></section>', "tpb"),
    "p": ("<p>@</p>", "tp"), "bold": ("<p>x <b>@</b> y <i>@</i> z <span lang=\"en\">@</span></p>", "tp"), "link": ('<p><a href="https://voorbeeld.nl/">@</a></p>', "tp"),
    "note": ("<p>x<note>@</note></p>", "tp"), "br": ("<p>@<br/>@</p>", "tp"), "let": ('<let name="n" value="\'@\'"/><p>x {n}</p>', "tp"),
    "list": ("<list><item>@</item><item>@<list><item>@</item></list></item></list>", "tp"), "numbers": ('<list type="number"><item>@</item><item>@</item></list>', "tp"),
    "letters": ('<list type="letter"><item><p>@</p><p>@</p></item><item>@</item></list>', "tp"),
    "caption": ('<table title="@" sheet="Een"><column title="@"/><column title="@"/><row><cell>@</cell><cell>@</cell></row></table>', "tpw"),
    "bold cell": ('<table title="x" sheet="Een"><column title="x"/><row><cell>x <b>@</b><br/>@</cell></row></table>', "tpw"),
    "source of a table": ('<table title="x" source="@" unit="@" sheet="Een"><column title="x"/><row><cell>x</cell></row><note>@</note></table>', "tpw"),
    "heads": ('<table title="x" sheet="Een"><column title="x"/><columns title="@"><column title="@"/><column title="@"/></columns><row><cell>x</cell><cell>y</cell><cell>z</cell></row></table>', "tpw"),
    "total": ('<table title="x" sheet="Een" rows="rows" as="r"><column title="x" value="r.id"/><column title="y" value="r.share" total="sum"/><total title="@"/></table>', "tpw"),
    "groups": ('<table title="x" sheet="Een"><column title="x"/><column title="y"/><row style="group"><cell columns="2">@</cell></row><row style="subtotal"><cell>@</cell><cell>@</cell></row></table>', "tpw"),
    "matrix": ('<table title="x" look="matrix"><column title="x"/><column title="@"/><row><cell header="yes">@</cell><cell>y</cell></row></table>', "tp"),
    "without rows": ('<table title="x" sheet="Een" rows="rows where share = 0" as="r" empty="@"><column title="x" value="r.id"/></table>', "tp"),
    "sheet": ('<table title="x" sheet="@"><column title="x"/><row><cell>x</cell></row></table>', "s"),
    "missing": ('<table title="x" sheet="Een" rows="rows" as="r"><column title="x" value="r.id"/><column title="y" value="r.none" missing="@"/></table>', "tp"),
    "bar": ('<chart type="bar" title="@" rows="rows" as="r" category="r.name" value="r.share" unit="@"/>', "p"),
    "series": ('<chart type="grouped" title="@" rows="rows" as="r" category="r.name"><series title="@" value="r.share"/><series title="@" value="r.part"/></chart>', "pa"),
    "stacked": ('<chart type="stacked" title="@" rows="rows" as="r" category="r.name"><series title="@" value="r.share"/><series title="@" value="r.part"/></chart>', "pa"),
    "line": ('<chart type="line" title="@" rows="rows" as="r" category="r.name"><series title="@" value="r.share"/><series title="@" value="r.part"/></chart>', "pa"),
    "quadrant": ('<chart type="quadrant" title="@" rows="rows" as="r" category="r.name" x="r.share" y="r.part" left="@" right="@" top="@" bottom="@"/>', "p"),
    "diagram": ('<chart type="diagram" title="@"><box id="a" title="@" text="@" row="1" column="1"/><box id="b" title="@" row="1" column="2"/><edge from="a" to="b" label="@"/></chart>', "p"),
    "alternative of a chart": ('<chart type="bar" title="x" rows="rows" as="r" category="r.id" value="r.share" alt="@"/>', "a"),
    "tiles": ('<tiles><tile value="1" label="@" note="@"/><tile value="2" label="@"/></tiles>', "tp"),
    "timeline": ('<timeline title="@"><event date="@">@</event></timeline>', "tp"), "agenda": ('<agenda title="@"><item time="@">@</item></agenda>', "tp"),
    "comparison": ('<comparison><slot title="@"><p>@</p></slot><slot title="@"><p>@</p></slot></comparison>', "tp"),
    "quote": ('<quote who="@">@</quote>', "tp"), "cards": ('<cards><card title="@"><line label="@">@</line></card></cards>', "tp"),
    "actions": ('<actions title="@"><action who="@" due="@">@</action></actions>', "tp"), "aside": ('<aside title="@"><p>@</p></aside>', "tp"), "callout": ('<callout title="@"><p>@</p><list><item>@</item></list></callout>', "tp"),
    "columns": ('<columns-layout count="2"><p>@</p><p>@</p></columns-layout>', "tp"),
    "image": ('<image file="images/p.png" alt="@"/>', "a"), "caption of an image": ('<image file="images/p.png" alt="x" caption="@"/>', "tp"),
    "files": ('<attachment file="texts/a.txt" title="@"/><attachments title="@"/>', "tp"),
    "ref": ('<table id="t" title="@"><column title="x"/><row><cell>x</cell></row></table><p>@ <ref to="t"/> @</p>', "tp"),
}
DATA = {  # places that are filled by fields of records
    "cells": ('<table title="x" sheet="Gegevens" rows="rows" as="r"><column title="x" value="r.id"/><column title="y" value="r.cell" header="yes"/></table>', "cell", "tpw"),
    "names": ("".join(f'<chart type="{kind}" title="x" rows="rows" as="r" category="r.{kind}" value="r.share"/>' for kind in ("bar", "horizontal", "donut")), "bar horizontal donut", "p"),
    "gantt": ('<chart type="gantt" title="x" rows="rows" as="r" category="r.gantt" start="r.start" end="r.end"/>', "gantt", "pa"),
    "points": ('<chart type="quadrant" title="x" rows="rows" as="r" category="r.point" x="r.share" y="r.part"/>', "point", "pa"),
    "in words": ("<each name=\"r\" of=\"rows\"><p>x {r.words}</p></each>", "words", "tp"),
    "heading of a record": ("<section each=\"r\" of=\"rows\" title=\"{r.head}\"><p>x</p></section>", "head", "tpb"),
}
MARKDOWN = ("@", "# @", "- @\n- @", "1. @\n2. @", "a. @\nb. @", "> @", "**@** *@*", "[@](https://voorbeeld.nl/)", "x[^1]\n\n[^1]: @")
FACTS = ("title", "subtitle", "author", "subject", "keywords")


class Document:
    def __init__(self, kind):
        self.words, self.make = Words(), KINDS[kind]
        self.wanted = []  # (place, text, where)
        self.place = self.where = ""

    def text(self, place, where):
        text = self.make(self.words)
        if place == "missing":  # a sign for what is missing has no digits
            text = re.sub(r"\d[\d,]*%?", "\u2013", text)
        self.wanted.append((place, text, where))
        return text

    def filled(self, place, pattern, where):
        return re.sub("@", lambda _: markup(self.text(place, where)), pattern)


def markup(text):
    return quoteattr(text)[1:-1].replace("&quot;", '"').replace('"', "&quot;").replace("\u0085", "&#133;")


def write(folder, kind):
    doc = Document(kind)
    for below in ("templates/sources", "templates/reports", "templates/styles", "input/texts", "input/images"):
        (folder / below).mkdir(parents=True)
    shutil.copy(ROOT / "templates/styles/mgr.xml", folder / "templates/styles")
    shutil.copytree(ROOT / "templates/styles/art", folder / "templates/styles/art")
    (folder / "input/images/p.png").write_bytes(picture())
    (folder / "input/texts/a.txt").write_text("a\n")
    blocks = [doc.filled(name, pattern, where) for name, (pattern, where) in PLACES.items()]
    blocks.insert(0, doc.filled("contents", '<contents title="@"/>', "tp"))
    fields = {}
    for name, (pattern, names, where) in DATA.items():
        blocks.append(pattern)
        for field in names.split():
            fields[field] = (name, where)
    texts = [re.sub("@", lambda _: re.sub("[\n\t\u0085]", " ", doc.text("Markdown", "tp")), form) for form in MARKDOWN]
    (folder / "input/texts/t.md").write_text("\n\nx\n\n".join(texts) + "\n", newline="")
    blocks.append('<text file="texts/t.md"/>')
    rows = []
    for i in range(3):
        values = " ".join(f'{field}="{markup(doc.text(*place))}"' for field, place in fields.items())
        rows.append(f'<row id="r{i}" name="naam {i}" share="{10 + i}" part="{5 + i}" start="2022-0{i + 1}-01" end="2022-0{i + 3}-28" {values}/>')
    (folder / "input/rows.xml").write_text(f'<rows as-of="2022-12-31">{"".join(rows)}</rows>\n', newline="")
    more = "".join(f'<field name="{field}" type="text"/>' for field in fields)
    (folder / "templates/sources/rows.xml").write_text(
        '<source xmlns="urn:griffie:source:1" id="rows" title="Rijen"><match root="rows"/><as-of path="@as-of"/><dataset name="rows" title="Rijen" records="row" key="id" shared="yes">'
        f'<field name="id" type="text"/><field name="name" type="text"/><field name="none" type="integer" optional="yes"/><field name="share" type="integer"/><field name="part" type="integer"/>'
        f'<field name="start" type="date"/><field name="end" type="date"/>{more}</dataset></source>\n')
    facts = " ".join(f'{name}="{markup(doc.text(name, "i"))}"' for name in FACTS)
    (folder / "templates/reports/doc.xml").write_text(
        f'<report xmlns="urn:griffie:report:1" id="doc" style="mgr" lang="nl" master="body" {facts}><editions region="yes" file="doc"/>\n' + "\n".join(blocks) + "\n</report>\n", newline="")
    return doc


def picture():
    def chunk(tag, data):
        return len(data).to_bytes(4, "big") + tag + data + zlib.crc32(tag + data).to_bytes(4, "big")
    lines = b"".join(b"\0" + b"\x80" * 24 for _ in range(8))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", (8).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0") + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""))


# ---- what was read ----

def plain(text):
    """As a reader has it: composed, white space as one space, without what draws nothing."""
    kept = "".join(" " if c in WHITE else c for c in text if c not in QUIET + TURNS + "\u00ad")
    return " ".join(unicodedata.normalize("NFKC", kept).split())


def pdf_strings(pdf):
    """Titles of the bookmarks, and facts."""
    objects = json.loads(subprocess.run(["qpdf", "--json", "--json-key=qpdf", pdf], capture_output=True, check=False).stdout)["qpdf"][1]
    values = [o["value"] for o in objects.values() if isinstance(o.get("value"), dict)]
    marks = [v["/Title"][2:] for v in values if "/Title" in v and "/Parent" in v]
    facts = [t[2:] for v in values if "/Producer" in v or "/Creator" in v for t in v.values() if isinstance(t, str)]
    return marks, facts


def read_pdf(pdf):
    told = reading_order.told(str(pdf))
    page = subprocess.run(["pdftotext", pdf, "-"], stdout=subprocess.PIPE, check=True).stdout.decode()
    # what stands from right to left may come out letter by letter: it is turned as well
    turned = re.sub("\u202b([^\u202c]*)\u202c", lambda run: run.group(1)[::-1], page)
    marks, facts = pdf_strings(pdf)
    xmp = subprocess.run(["pdfinfo", "-meta", pdf], stdout=subprocess.PIPE, check=True).stdout.decode()
    xmp = xmp.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return {"t": [text for tag, text in told if tag != "Figure"], "a": [text for tag, text in told if tag == "Figure"], "b": marks, "i": facts, "x": [xmp],
            "p": [page, turned]}


def read_workbook(path):
    book = openpyxl.load_workbook(path)
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return {"w": cells, "s": book.sheetnames, "j": [str(book.properties.title), str(book.properties.creator), str(book.properties.subject), str(book.properties.keywords)]}


NAMES = {"t": "tags", "a": "alternatives", "b": "bookmarks", "i": "facts", "x": "XMP", "p": "words on the page", "w": "cells", "s": "names of sheets", "j": "facts of the workbook"}
SEARCHED = "\u00ad\u200b\u2060\ufeff"  # nothing to see, but who looks for the word does not find it


def squeezed(text):
    """Without white space and hyphens. Poppler turns the two letters of the ligature of lam and alef about; as the tags lead they stand right."""
    return re.sub(r"[\s\u2010-]", "", text).replace("\u0627\u0644", "\u0644\u0627")


def divided(text, told):
    """Addresses that the tags do not tell sign for sign: a hyphen came into them, or a space."""
    return [one for one in text.split() if re.search(r"://|@|\.nl", one) and not any(one in leaf for leaf in told)]


def faults(doc, read):
    for place, text, where in doc.wanted:
        want = plain(text)
        for kind in where + ("xj" if "i" in where and place != "subtitle" else ""):
            if kind == "i" and place == "subtitle":
                continue
            if kind == "j" and place == "subject":
                continue
            found = [plain(one) for one in read[kind] + (read["t"] if kind == "a" else [])]  # a chart without room stands there in words
            if kind == "t" and divided(want, read["t"]):
                yield f"{place}: addresses divided: {divided(want, read['t'])}"
            if kind == "p" and re.search(r"://|@|\.nl", want):  # long enough for their lines to be mixed with those beside them
                continue
            if kind == "p":  # lines end anywhere, and names in charts stand by themselves: each word
                all_of_it = squeezed(" ".join(found))
                lost = [word for word in want.split() if squeezed(word) not in all_of_it]
                if lost:
                    yield f"{place}: {NAMES[kind]}: {lost} not found"
            elif kind == "s":
                want = re.sub(r"[\[\]:*?/\\]", "-", want)[:31].strip()
                if not any(want in one for one in found):
                    yield f"{place}: {NAMES[kind]}: {want!r} not found"
            elif not any(want in one for one in found):
                near = [one for one in found if any(word in one for word in want.split())]
                yield f"{place}: {NAMES[kind]}: {want!r} not found" + (f", but {near[0][:200]!r}" if near else "")
    for kind in "baiwsj":
        for one in read[kind]:
            signs = [f"U+{ord(c):04X}" for c in one if c in SEARCHED or c in "\u2028\u2029\u0085\t" or (c == "\n" and kind != "w")]
            if signs:
                yield f"{NAMES[kind]}: {one!r} holds {' '.join(signs)}"


def try_kind(griffie, folder, kind):
    doc = write(folder, kind)
    done = subprocess.run([griffie, "render", "--format", "pdf,xlsx"], cwd=folder, capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        return [f"exit status {done.returncode}: {done.stderr[:1500]}"]
    (folder / "said").write_text(done.stderr)
    read = read_pdf(next((folder / "output").rglob("doc.pdf")))
    read.update(read_workbook(next((folder / "output").rglob("doc.xlsx"))))
    return list(faults(doc, read))


def main():
    for program in ("pdftotext", "pdfinfo", "qpdf"):
        if shutil.which(program) is None:
            print(f"everywhere: {program} is not here")
            return 77
    griffie, kinds = os.path.abspath(sys.argv[1]), sys.argv[2:] or list(KINDS)
    failed, keep = 0, os.environ.get("GR_KEEP")
    for kind in kinds:
        with tempfile.TemporaryDirectory() as work:
            folder = Path(work) / "doc"
            wrong = try_kind(griffie, folder, kind)
            if keep:
                shutil.copytree(folder, Path(keep) / kind.replace(" ", "-"), symlinks=True, dirs_exist_ok=True)
        failed += bool(wrong)
        print(f"everywhere: {kind}: {len(wrong)} wrong" + "".join(f"\n  {one}" for one in wrong[:40]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
