#!/usr/bin/env python3
"""The same text set by griffie and by Typst: compare_typesetting.py [lines] [size] [concept] [--keep=DIR] [--pictures=DIR].

`lines` sets prose in several languages and measures, justified and hyphenated, with the same font files, size, leading and
text block, and counts in both PDF files what a reader sees: hyphens at line ends, wide gaps, lines that stick out. `size`
sets a dossier (contents, headings, prose, lists, tables) and weighs the files. Without a word: both. `concept` weighs griffie's
dossier alone, as a concept with its word on every page; Typst is not asked. Exits 1 when griffie is too large or worse in a count, 77 when the Python package `typst` or a program is not here. docs/typesetting.md has the method.

  GRIFFIE=<path>    the program (default: build/griffie), run from the repository's folder
  GR_SEED=<n>       other text (default: 45)
  --keep=DIR        leave sources, PDF files and figures there
  --pictures=DIR    write side-by-side pictures (PNG) there
"""
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zlib
from html import unescape
from struct import pack
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import reading_order

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
GRIFFIE = os.path.realpath(os.environ.get("GRIFFIE", "build/griffie"))
STYLE = "urn:griffie:style:1"
FONTS = "/usr/share/fonts/truetype"
POINTS = 72 / 25.4  # of a millimetre
PAGE = (210, 297)   # mm
TOP, BOTTOM, LEFT = 30, 27, 25  # mm: the house style's text block
SIZE, LEADING, GAP = 10.5, 15.5, 7.5  # pt: running text and the gap below a paragraph, as in the house style
SLACK = 0.5  # pt that a line may be beyond the measure
SEED = int(os.environ.get("GR_SEED", "45"))
CHAPTERS = 22
MOST_BYTES = 200000  # of a dossier of LEAST_PAGES or more
LEAST_PAGES = 45

# name, language, family, file of the regular face, width in mm, paragraphs
CASES = [
    ("nl, 160 mm", "nl", "Lato", "lato/Lato-Regular.ttf", 160, 330),
    ("nl, 76 mm", "nl", "Lato", "lato/Lato-Regular.ttf", 76, 330),
    ("nl, 50 mm", "nl", "Lato", "lato/Lato-Regular.ttf", 50, 330),
    ("nl, 76 mm, Open Sans", "nl", "Open Sans", "open-sans/OpenSans-Regular.ttf", 76, 330),
    ("en, 160 mm", "en", "Lato", "lato/Lato-Regular.ttf", 160, 330),
    ("en, 76 mm", "en", "Lato", "lato/Lato-Regular.ttf", 76, 330),
]


# --- the text: sentences of the project's own documents, drawn at random into paragraphs ---

def sentences_of(text):
    for sentence in re.split(r"(?<=[.?!]) +(?=[A-Z])", re.sub(r"\s+", " ", text).strip()):
        if sentence[-1:] in ".?!" and len(sentence.split()) >= 5:
            yield sentence


def texts_under(node):
    if node.kind in ("paragraph", "remark"):
        yield reading_order.inline_without_notes(node)
    for kid in node.kids:
        yield from texts_under(kid)


def dutch(work):
    """Sentences of the sample reports, as the region and some municipalities read them: figures filled in."""
    found = {}
    for report, edition in (("handover-dossier", "region"), ("handover-dossier", "renkum"), ("handover-dossier", "arnhem"),
                            ("handover-dossier", "overbetuwe"), ("annual-report", "region"), ("council-newsletter", "region")):
        dump = os.path.join(work, "dump")
        with open(dump, "wb") as out:
            subprocess.run([GRIFFIE, "check", "--report", report, "--edition", edition, "--dump=document"], cwd=ROOT, stdout=out,
                           stderr=subprocess.DEVNULL, check=True)
        for document in reading_order.documents(dump).values():
            for text in texts_under(document):
                found.update(dict.fromkeys(sentences_of(text)))
    if len(found) < 200:
        sys.exit("only %d sentences in the sample reports" % len(found))
    return list(found)


def english(_):
    """Sentences of the documentation, without those that hold code."""
    found = {}
    for name in ("docs/descriptors.md", "docs/proof.md", "docs/conformance.md", "src/layout/README.md", "src/pdf/README.md",
                 "src/batch/README.md", "SECURITY.md", "README.md"):
        with open(os.path.join(ROOT, name), encoding="utf-8") as file:
            text = re.sub(r"```.*?```", "", file.read(), flags=re.S)
        for paragraph in re.split(r"\n\n|\n(?=[*|#-])", text):
            plain = re.sub(r"[`*]", "", paragraph.lstrip("*-# "))
            found.update(dict.fromkeys(s for s in sentences_of(plain) if not re.search(r"[|<>{}()\[\]_=/\"]", s)))
    return list(found)


def paragraphs(sentences, n, rng):
    return [" ".join(rng.sample(sentences, rng.randint(2, 9))) for _ in range(n)]


# --- griffie's side ---

def style(work, lang, regular, width):
    """The house style with the measure `width`, bare pages and justified text."""
    ElementTree.register_namespace("", STYLE)
    tree = ElementTree.parse(os.path.join(ROOT, "templates/styles/mgr.xml"))
    root = tree.getroot()
    root.set("lang", lang)
    for font in root.findall("{%s}font" % STYLE):
        if font.get("family") == "text" and font.get("weight") == "regular":
            font.set("file", "truetype/" + regular)
    for text in root.findall("{%s}text-style" % STYLE):
        if text.get("name") == "paragraph":
            text.set("align", "justify")
    for master in root.findall("{%s}master" % STYLE):
        if master.get("name") == "body":
            master.set("outer", "%gmm" % (PAGE[0] - LEFT - width))
            for part in list(master):
                master.remove(part)
    tree.write(os.path.join(work, "templates/styles/mgr.xml"), encoding="utf-8", xml_declaration=True)


def braced(text):
    return escape(text, {'"': "&quot;"}).replace("{", "{{").replace("}", "}}")


def run_griffie(work, body, lang, facts=""):
    """Renders the blocks `body` as a report over the sample exports; returns the PDF's path."""
    with open(os.path.join(work, "templates/reports/text.xml"), "w", encoding="utf-8") as out:
        out.write('<report xmlns="urn:griffie:report:1" id="text" style="mgr" lang="%s" master="body" title="Tekst" author="De regio"%s>'
                  '<editions region="yes" file="griffie"/>%s</report>' % (lang, facts, body))
    done = subprocess.run([GRIFFIE, "render", "--quiet", "--report", "text", "--format", "pdf", "--output", "output"], cwd=work,
                          capture_output=True, text=True)
    if done.returncode:
        sys.exit("griffie: status %d\n%s" % (done.returncode, done.stderr))
    return newest(work)


def newest(work):
    for folder, _, names in os.walk(os.path.join(work, "output"), followlinks=True):
        if "griffie.pdf" in names:
            return shutil.copy(os.path.join(folder, "griffie.pdf"), work)
    sys.exit("griffie wrote no file")


def prepare(work):
    os.makedirs(os.path.join(work, "templates/reports"))
    for folder in ("templates/sources", "templates/data", "templates/styles", "input"):
        shutil.copytree(os.path.join(ROOT, folder), os.path.join(work, folder))


# --- Typst's side ---

TYPST_PAGE = """#set document(title: "Tekst", author: "De regio")
#set page(width: 210mm, height: 297mm, margin: (left: %gmm, right: %gmm, top: %gmm, bottom: %gmm))
#set text(font: "%s", size: %gpt, lang: "%s", hyphenate: true, overhang: false, top-edge: 1em, bottom-edge: 1em - %gpt)
#set par(justify: true, leading: 0pt, spacing: %gpt)
"""


def typst_page(lang, family, width, justify=True):
    text = TYPST_PAGE % (LEFT, PAGE[0] - LEFT - width, TOP, BOTTOM, family, SIZE, lang, LEADING, GAP)
    return text if justify else text.replace("justify: true", "justify: false")


def run_typst(work, source):
    import typst
    path = os.path.join(work, "text.typ")
    with open(path, "w", encoding="utf-8") as out:
        out.write(source)
    pdf = os.path.join(work, "typst.pdf")
    typst.compile(path, output=pdf, root=work, font_paths=[FONTS], ignore_system_fonts=True, pdf_standards="ua-1")
    return pdf


def typst_version():
    """Of the compiler; the package has a number of its own."""
    import typst
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "version.typ")
        with open(path, "w", encoding="utf-8") as out:
            out.write("#metadata(str(sys.version)) <version>")
        return json.loads(typst.query(path, "<version>", field="value", one=True))


def griffie_version():
    done = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    return done.stdout.strip() or "of no commit"


# --- what is counted, the same way in both files ---

WORD = re.compile(r'<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">(.*)</word>')


def lines_of(pdf):
    """Lines in reading order: lists of (left, right, text); the number of pages."""
    listing = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True).stdout.decode()
    found, at, n_pages = [], None, 0
    for line in listing.split("\n"):
        word = WORD.search(line)
        if "<page " in line:
            n_pages, at = n_pages + 1, None
        elif word:
            x0, y0, x1, _ = (float(word.group(i)) for i in range(1, 5))
            if at is None or abs(y0 - at) > 2:
                found.append([])
                at = y0
            found[-1].append((x0, x1, unescape(word.group(5))))
    return found, n_pages


def letters(text):
    return unicodedata.normalize("NFKC", re.sub(r"[\s\u00ad]", "", text))


def last_lines(lines, texts):
    """For each line whether it ends its paragraph: letters are counted along, so both sides must have the same text."""
    ends, left, rest = [], [len(letters(text)) for text in texts], 0
    for line in lines:
        rest += len(letters("".join(word[2] for word in line)))
        ends.append(rest == left[0])
        if ends[-1]:
            rest = 0
            left.pop(0)
    if left or "".join(letters(w[2]) for line in lines for w in line) != "".join(map(letters, texts)):
        sys.exit("a PDF file does not hold the text that was set")
    return ends


def space_of(regular):
    """Width of the space, in points at SIZE."""
    from fontTools.ttLib import TTFont
    font = TTFont(os.path.join(FONTS, regular))
    return font["hmtx"][font.getBestCmap()[ord(" ")]][0] * SIZE / font["head"].unitsPerEm


def longest_runs(hyphens):
    return [len(run) for run in "".join("x" if h else " " for h in hyphens).split()]


def counts(pdf, texts, width, space):
    lines, n_pages = lines_of(pdf)
    ends = last_lines(lines, texts)
    edge = (LEFT + width) * POINTS
    hyphens = [line[-1][2][-1] in "-\u00ad" for line in lines]
    full = [line for line, end in zip(lines, ends) if not end]
    gaps = [[b[0] - a[1] for a, b in zip(line, line[1:])] for line in full]
    stretch = [sum(line) / len(line) / space for line in gaps if line]
    return {
        "pages": n_pages,
        "lines": len(lines),
        "lines that end with a hyphen": sum(hyphens),
        "hyphens on three lines in a row or more": sum(run > 2 for run in longest_runs(hyphens)),
        "lines beyond the measure": sum(line[-1][1] > edge + SLACK for line in lines),
        "lines short of it": sum(line[-1][1] < edge - SLACK for line in full),
        "mean word space": round(sum(stretch) / len(stretch), 3),
        "largest word space": round(max(stretch), 2),
        "lines with word spaces over 1.5": sum(s > 1.505 for s in stretch),
    }


# --- prose ---

def compare_lines(work, sources, lang, family, regular, width, n):
    os.makedirs(work)
    prepare(work)
    texts = paragraphs(sources[lang], n, random.Random(SEED))
    style(work, lang, regular, width)
    ours = run_griffie(work, "".join("<p>%s</p>" % braced(text) for text in texts), lang)
    with open(os.path.join(work, "text.json"), "w", encoding="utf-8") as out:
        json.dump(texts, out)
    theirs = run_typst(work, typst_page(lang, family, width) + '#for p in json("text.json") { par(p) }\n')
    space = space_of(regular)
    return counts(ours, texts, width, space), counts(theirs, texts, width, space)


def lines(work, pictures):
    """True when griffie is worse in a count, all texts together."""
    sources = {"nl": dutch(work), "en": english(work)}
    total = [{}, {}]
    for i, (name, *case) in enumerate(CASES):
        folder = os.path.join(work, "lines-%d" % i)
        both = compare_lines(folder, sources, *case)
        show(name, *both)
        if pictures:
            side_by_side(folder, os.path.join(pictures, "typesetting-%s.png" % re.sub(r"[^a-z0-9]+", "-", name.lower())), case[3])
        for side, of_case in zip(total, both):
            for count, value in of_case.items():
                old = side.get(count, 0)
                side[count] = (max(old, value) if count.startswith("largest") else
                               round(old + value / len(CASES), 3) if count.startswith("mean") else old + value)
    return show("all together", *total)


# --- a dossier ---

TOWNS = "Arnhem Doesburg Duiven Lingewaard Overbetuwe Renkum Rheden Rozendaal Wageningen Westervoort Zevenaar".split()
COLUMNS = ("Gemeente", "2019", "2020", "2021", "2022", "Verschil")


def euro(cents):
    return "€ " + "{:,}".format(cents).replace(",", ".")


def chapters(sentences, n):
    """Chapters of a heading, prose, a list and a table of 11 x 6, as plain data."""
    rng, found = random.Random(SEED), []
    for i in range(n):
        rows = [[town] + [euro(rng.randrange(1000, 4000000)) for _ in COLUMNS[1:]] for town in TOWNS]
        found.append({"title": "Hoofdstuk %d" % (i + 1), "prose": paragraphs(sentences, 5, rng), "items": rng.sample(sentences, 5),
                      "table": "Bijdragen per gemeente, deel %d" % (i + 1), "rows": rows, "after": paragraphs(sentences, 4, rng)})
    return found


def griffie_dossier(content):
    def p(texts):
        return "".join("<p>%s</p>" % braced(text) for text in texts)

    body = '<section contents="no"><contents title="Inhoud" depth="2"/></section>'
    for part in content:
        heads = "".join('<column title="%s"%s/>' % (c, ' header="yes"' if c == COLUMNS[0] else ' align="right"') for c in COLUMNS)
        rows = "".join("<row>%s</row>" % "".join("<cell>%s</cell>" % cell for cell in row) for row in part["rows"])
        body += '<section title="%s" break="page">%s<list>%s</list><section title="Geld"><table title="%s">%s%s</table>%s</section></section>' % (
            part["title"], p(part["prose"]), "".join("<item>%s</item>" % braced(i) for i in part["items"]), part["table"], heads, rows,
            p(part["after"]))
    return body


TYPST_DOSSIER = """#set page(footer: context align(right, counter(page).display()))
#set text(hyphenate: true)
#set heading(numbering: "1.1")
#set table(stroke: (bottom: 0.5pt + gray))
#show heading.where(level: 1): it => { pagebreak(); text(size: 24pt, it) }
#outline(depth: 2)
#for part in json("text.json") {
  heading(level: 1, part.title)
  for p in part.prose { par(p) }
  list(..part.items)
  heading(level: 2, "Geld")
  figure(kind: table, caption: part.table, table(columns: (1fr,) + (auto,) * 5, align: (left,) + (right,) * 5,
    table.header(..part.columns.map(c => strong(c))), ..part.rows.flatten()))
  for p in part.after { par(p) }
}
"""


def weight(pdf):
    pages = int(re.search(r"Pages: *(\d+)", subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout)[1])
    n = os.path.getsize(pdf)
    return {"pages": pages, "bytes": n, "bytes a page": n // pages}


def concept(work, _):
    """True when the dossier is over the limit as a concept."""
    folder = os.path.join(work, "concept")
    os.makedirs(folder)
    prepare(folder)
    word = run_griffie(folder, griffie_dossier(chapters(dutch(folder), CHAPTERS)), "nl", ' life="yes"')
    found = weight(word)
    print("concept of %(pages)d pages: %(bytes)d bytes, %(bytes a page)d a page" % found)
    return found["pages"] < LEAST_PAGES or found["bytes"] > MOST_BYTES


def size(work, _):
    """True when griffie's file is the larger one for the same content, or over the limit."""
    folder = os.path.join(work, "size")
    os.makedirs(folder)
    prepare(folder)
    content = chapters(dutch(folder), CHAPTERS)
    for part in content:
        part["columns"] = COLUMNS
    ours = run_griffie(folder, griffie_dossier(content), "nl")
    with open(os.path.join(folder, "text.json"), "w", encoding="utf-8") as out:
        json.dump(content, out)
    theirs = run_typst(folder, typst_page("nl", "Lato", 160, justify=False) + TYPST_DOSSIER)

    both = weight(ours), weight(theirs)
    show("dossier of %d chapters" % CHAPTERS, *both)
    return both[0]["bytes"] > min(both[1]["bytes"], MOST_BYTES)


# --- what is told ---

def show(title, ours, theirs):
    print("\n%-42s %10s %10s" % (title, "griffie", "Typst"))
    worse = False
    for name, value in ours.items():
        worse = worse or (value > theirs[name] and name != "pages")  # where pages end is another matter: docs/typesetting.md
        print("%-42s %10s %10s%s" % (name, value, theirs[name], "  worse" if value > theirs[name] else ""))
    return worse


def grey(pdf):
    """Third page as (width, height, rows of grey bytes)."""
    raw = subprocess.run(["pdftoppm", "-r", "75", "-gray", "-f", "3", "-l", "3", pdf], capture_output=True, check=True).stdout
    found = re.match(rb"P5\s(\d+)\s(\d+)\s255\s", raw)
    width, height = int(found[1]), int(found[2])
    return width, [raw[found.end() + y * width:][:width] for y in range(height)]


def side_by_side(folder, path, mm):
    """Upper part of both third pages, griffie's on the left."""
    cut, high = int((LEFT + mm + 8) * 75 / 25.4), 440
    left, right = (grey(os.path.join(folder, name + ".pdf"))[1] for name in ("griffie", "typst"))
    rows = b"".join(b"\0" + a[40:cut] + b[40:cut] for a, b in zip(left[60:60 + high], right[60:60 + high]))
    width = len(left[0][40:cut]) * 2

    def chunk(name, data):
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    with open(path, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", pack(">IIBBBBB", width, len(rows) // (width + 1), 8, 0, 0, 0, 0))
                  + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def missing(words):
    try:
        if set(words) - {"concept"}:
            import fontTools.ttLib  # noqa: F401
            import typst  # noqa: F401
    except ImportError as error:
        return "the Python package %s (pip install typst fonttools)" % error.name
    for program in ("pdftotext", "pdftoppm", "pdfinfo"):
        if not shutil.which(program):
            return program
    return None if os.path.exists(GRIFFIE) else GRIFFIE


def main():
    words = [word for word in sys.argv[1:] if not word.startswith("--")] or ["lines", "size"]
    options = dict(word[2:].split("=", 1) for word in sys.argv[1:] if word.startswith("--") and "=" in word)
    if set(words) - {"lines", "size", "concept"} or set(options) - {"keep", "pictures"}:
        sys.exit(__doc__)
    if missing(words):
        print("compare_typesetting: not here: " + missing(words))
        sys.exit(77)
    if set(words) - {"concept"}:
        print("griffie %s, Typst %s, seed %d" % (griffie_version(), typst_version(), SEED))
    work = options.get("keep") or tempfile.mkdtemp()
    os.makedirs(work, exist_ok=True)
    worse = [{"lines": lines, "size": size, "concept": concept}[word](os.path.realpath(work), options.get("pictures")) for word in words]
    if "keep" not in options:
        shutil.rmtree(work)
    sys.exit(1 if any(worse) else 0)


if __name__ == "__main__":
    main()
