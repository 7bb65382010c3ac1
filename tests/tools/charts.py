#!/usr/bin/env python3
"""charts.py GRIFFIE: no name and no figure of a chart is lost on the page.

Charts of every type get hostile records: names of one long word, of ten words, of other scripts, the same name twice;
forty categories, one; zeros, gaps, negative values, one giant among dwarfs, ties; on a page, in two columns, in a
narrow box, in each house style. Each chart is a document of its own. Held against each: all names and all figures are
found in the text of the PDF, in the drawing or in the words below it; what is missing is named in the text
alternative; words do not stand on each other (page_boxes.py). GR_TIER=long makes many more.
  GR_SEED=<n>    the same documents again      GR_KEEP=<dir>  work there and leave everything
"""
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from xml.sax.saxutils import quoteattr

HERE = os.path.dirname(os.path.abspath(__file__))
TEMPLATES = os.path.join(HERE, "..", "..", "templates")
VALUES = ["bar", "horizontal", "grouped", "stacked", "line", "lines", "donut"]
BOXES = ["diagram", "frames", "lanes", "tree", "down", "phases"]
TYPES = VALUES + ["gantt", "quadrant"] + BOXES
PLACES = ["page", "columns", "slots"]
STYLES = ["mgr", "sober", "large"]
NAMES = {
    "short": lambda rng, i: "Post %d" % i,
    "word": lambda rng, i: "Arbeidsongeschiktheidsverzekeringsmaatschappij%s" % "abcdefghijklmnopqrst"[i % 20] * 2,
    "words": lambda rng, i: "Samenwerking voor jeugdhulp en onderwijs in de regio, deel %d van de tien" % i,
    "uncut": lambda rng, i: "Q%dx" % i + "WXZ" * rng.randint(5, 25),
    "scripts": lambda rng, i: rng.choice(["Περιφέρεια %d", "Муниципальное образование %d", "Łódź-Žižkov %d", "Súdwest-Fryslân %d"]) % i,
    "twice": lambda rng, i: "Gemeente %d" % (i // 2),
    "mixed": lambda rng, i: rng.choice(["A%d", "Een naam van vier woorden %d", "Meerjarenprogrammabegrotingswijziging%d"]) % i,
}
NUMBERS = {
    "plain": lambda rng, i: rng.randint(1000, 9999),
    "zero": lambda rng, i: 0,
    "missing": lambda rng, i: None,
    "gaps": lambda rng, i: None if rng.random() < 0.4 else rng.randint(1000, 9999),
    "negative": lambda rng, i: rng.randint(-9999, 9999),
    "giant": lambda rng, i: 98765432 if i == 0 else rng.randint(1, 99),
    "ties": lambda rng, i: 4321,
}
COUNTS = [1, 2, 5, 12, 40]


class Case:
    def __init__(self, nr, rng, kind, place, style, names, numbers, count):
        self.nr, self.kind, self.place, self.style = nr, kind, place, style
        self.id = "k%d" % nr
        self.what = "%s in %s, %s, %d x %s, %s" % (kind, place, style, count, names, numbers)
        if kind in ("stacked", "donut") and numbers == "negative":
            numbers = "plain"
        self.rows = []
        for i in range(count):
            name = NAMES[names](rng, i + 1)
            a, b = NUMBERS[numbers](rng, i), NUMBERS[numbers](rng, i)
            begin = None if numbers in ("missing", "gaps") and i > 0 and rng.random() < 0.5 else rng.randint(1, 300)
            self.rows.append((name, a, b, begin))

    def export(self):
        def attr(name, value):
            return "" if value is None else ' %s=%s' % (name, quoteattr(str(value)))
        out = []
        for i, (name, a, b, begin) in enumerate(self.rows):
            first = None if begin is None else "2022-%02d-%02d" % (1 + begin // 30, 1 + begin % 28)
            last = None if begin is None else "2023-%02d-%02d" % (1 + begin // 30, 1 + (begin * 7) % 28)
            out.append("<row case=%s nr=\"%d\" name=%s%s%s%s%s/>" % (
                quoteattr(self.id), i, quoteattr(name), attr("a", a), attr("b", b), attr("first", first), attr("last", last)))
        return "\n".join(out)

    def chart(self):
        head = '<chart type="%s" title="Figuur" rows="rows where case = \'%s\' sort by nr" as="r" category="r.name"' % (
            "line" if self.kind == "lines" else self.kind, self.id)
        if self.kind in ("bar", "horizontal", "line", "donut"):
            return head + ' value="r.a" format="number"/>'
        if self.kind in ("grouped", "stacked", "lines"):
            return head + '><series title="Begroting" value="r.a"/><series title="Rekening" value="r.b"/></chart>'
        if self.kind == "gantt":
            return head + ' start="r.first" end="r.last"/>'
        if self.kind == "quadrant":
            return head + ' x="r.a" y="r.b" left="weinig" right="veel" bottom="laag" top="hoog"/>'
        return self.boxes()

    def boxes(self):
        """Diagrams, trees and phases of the same names, at most 12."""
        rows = [(i, "title=%s text=\"Uitleg %d\"" % (quoteattr(row[0]), i)) for i, row in enumerate(self.rows[:12])]
        kind = {"frames": "diagram", "lanes": "diagram", "down": "tree"}.get(self.kind, self.kind)
        if self.kind == "diagram":
            inner = "".join('<box id="b%d" %s row="%d" column="%d"/>' % (i, words, i // 3 + 1, i % 3 + 1) for i, words in rows)
            inner += "".join('<edge from="b%d" to="b%d" label="leidt tot" arrow="%s"/>' % (i, i + 1, ("to", "both", "none")[i % 3]) for i, _ in rows[1:-1:2])
        elif self.kind == "frames":
            inner = "".join('<frame title="Kader %d">%s</frame>' % (f, "".join(
                '<box %s kind="soort %d" row="%d" column="%d"/>' % (words, i % 2, i // 2 + 1, f + 1) for i, words in rows if i % 2 == f)) for f in (0, 1) if f < len(rows))
        elif self.kind == "lanes":
            inner = "".join('<lane title="Baan %d">%s</lane>' % (f, "".join(
                '<box %s column="%d"/>' % (words, i // 3 + 1) for i, words in rows if i % 3 == f)) for f in (0, 1, 2) if f < len(rows))
        elif kind == "tree":
            inner = "".join('<box id="b%d" %s%s/>' % (i, words, ' parent="b%d"' % ((i - 1) // 3) if i else "") for i, words in rows)
        else:
            inner = "".join('<box %s current="%d = 1"/>' % (words, i) for i, words in rows)
        return '<chart type="%s" title="Figuur"%s>%s</chart>' % (kind, ' toward="down"' if self.kind == "down" else "", inner)

    def report(self):
        inner = self.chart()
        if self.place == "columns":
            inner = '<columns-layout count="2">%s</columns-layout>' % inner
        if self.place == "slots":
            inner = '<comparison><slot title="Een">%s</slot><slot title="Twee"><p>Tekst</p></slot></comparison>' % inner
        return ('<report xmlns="urn:griffie:report:1" id="%s" style="%s" lang="nl" master="body" title="Proef" author="De regio">'
                '<editions region="yes" file="%s"/><section title="Proef">%s</section></report>' % (self.id, self.style, self.id, inner))

    def drawable(self):
        known = [r for r in self.rows if r[3] is not None]
        return self.kind != "gantt" or known

    def wanted(self):
        """Names and figures that must be found."""
        rows = self.rows[:12] if self.kind in BOXES else self.rows
        found = [r[0] for r in rows]
        for _, a, b, _ in rows:
            if self.kind in ("bar", "horizontal", "line", "donut", "grouped", "stacked", "lines"):
                found += [number(a)] if a is not None else []
            if self.kind in ("grouped", "stacked", "lines"):
                found += [number(b)] if b is not None else []
        return found

    def missing(self):
        if self.kind in BOXES:
            return []
        if self.kind == "gantt":
            return [r[0] for r in self.rows if r[3] is None]
        if self.kind in ("grouped", "stacked", "lines", "quadrant"):
            return [r[0] for r in self.rows if r[1] is None or r[2] is None]
        return [r[0] for r in self.rows if r[1] is None]


def number(n):
    return "{:,}".format(n).replace(",", ".")


def bare(text):
    """Without what a line end adds: white space and hyphens."""
    return re.sub(r"[\s\u00ad\u200b\-\u2010-\u2015\u2212]", "", text)


def cases(rng, n):
    """Each type with each kind of name and of number at least, places, styles and counts at random."""
    made = []
    for kind in TYPES:
        hostile = [(x, y) for x in NAMES for y in NUMBERS]
        rng.shuffle(hostile)
        for names, numbers in hostile[:n]:
            made.append(Case(len(made), rng, kind, rng.choice(PLACES), rng.choice(STYLES), names, numbers, rng.choice(COUNTS)))
    return [c for c in made if c.drawable()]


SOURCE = """<source xmlns="urn:griffie:source:1" id="proef" title="Proef">
  <match root="proef" namespace="urn:griffie:input:1"/><as-of path="@as-of"/>
  <dataset name="rows" title="Rijen" records="row" key="case nr" shared="yes">
    <field name="case" type="text"/><field name="nr" type="integer"/><field name="name" type="text"/>
    <field name="a" type="integer" optional="yes"/><field name="b" type="integer" optional="yes"/>
    <field name="first" type="date" optional="yes"/><field name="last" type="date" optional="yes"/>
  </dataset>
</source>
"""


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n' + text + "\n")


def check(griffie, case, work, failed):
    pdf = os.path.join(work, "output", case.id, "region", case.id + ".pdf")
    if not os.path.exists(pdf):
        failed.append("%s: %s: no document" % (case.id, case.what))
        return
    raw = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True).stdout.decode("utf-8")
    text = bare(re.sub(r"(?m)^\f?(Proef( Proef)?|De regio|pagina \d+ van \d+)$", "", raw))
    lost = sorted({w for w in case.wanted() if bare(w) not in text})
    if lost:
        failed.append("%s: %s: not found: %s" % (case.id, case.what, "; ".join(lost[:5])))
    if case.missing():
        alt = bare(alternative(griffie, case, work)).lower()
        untold = sorted({w for w in case.missing() if bare("zonder waarde") not in alt or bare(w).lower() not in alt})
        if untold:
            failed.append("%s: %s: missing values not told: %s" % (case.id, case.what, "; ".join(untold[:5])))


def alternative(griffie, case, work):
    dump = subprocess.run([griffie, "check", "--input", "input", "--templates", "templates", "--report", case.id, "--edition", "region",
                           "--dump=document"], cwd=work, capture_output=True, text=True).stdout
    found = re.search(r"(?m)^ +chart .* alt=(.*)$", dump)
    return found.group(1) if found else ""


def main():
    griffie = os.path.realpath(sys.argv[1])
    seed = int(os.environ.get("GR_SEED", str(int(time.time()))))
    n = 49 if os.environ.get("GR_TIER") == "long" else 5
    print("GR_SEED=%d" % seed)
    if not shutil.which("pdftotext"):
        return 77
    work = os.environ.get("GR_KEEP") or tempfile.mkdtemp()
    made = cases(random.Random(seed), n)
    shutil.copytree(os.path.join(TEMPLATES, "styles"), os.path.join(work, "templates", "styles"), dirs_exist_ok=True)
    write(os.path.join(work, "templates", "sources", "proef.xml"), SOURCE)
    write(os.path.join(work, "input", "proef.xml"), '<proef xmlns="urn:griffie:input:1" as-of="2022-06-30">\n%s\n</proef>'
          % "\n".join(c.export() for c in made))
    for c in made:
        write(os.path.join(work, "templates", "reports", c.id + ".xml"), c.report())
    run = subprocess.run([griffie, "render", "--input", "input", "--templates", "templates", "--output", "output"],
                         cwd=work, capture_output=True, text=True)
    failed = []
    if run.returncode not in (0, 3):
        failed.append("render: %d\n%s" % (run.returncode, run.stderr[-2000:]))
    for c in made:
        check(griffie, c, work, failed)
    pdfs = [os.path.join(work, "output", c.id, "region", c.id + ".pdf") for c in made]
    boxes = subprocess.run([sys.executable, "-B", os.path.join(HERE, "page_boxes.py")] + [p for p in pdfs if os.path.exists(p)],
                           capture_output=True, text=True)
    if boxes.returncode != 0:
        failed.append(boxes.stdout + boxes.stderr)
    for line in failed:
        print(line)
    print("%d charts, %d failures" % (len(made), len(failed)))
    if not os.environ.get("GR_KEEP"):
        shutil.rmtree(work)
    return 1 if failed else 0


sys.exit(main())
