#!/usr/bin/env python3
"""Writes N complete inputs of griffie that combine every kind of block at random: stress.py N FOLDER.

FOLDER gets input/ (an export, texts and images) and templates/ (the golden tests' house style with three
masters more, one source, N reports). Each document has its own seed, in its name: report `stress-<seed>`,
export `stress-<seed>.xml`, text `texts/stress-<seed>-<k>.md`. The first seed is printed; GR_SEED=<n> replays it,
so GR_SEED=<seed> stress.py 1 FOLDER makes one document of a run again.
"""
import os
import random
import shutil
import struct
import sys
import time
import zlib
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = os.path.join(HERE, "..", "golden")

WORDS = """de het een van en in op voor met aan is zijn wordt regio gemeente raad begroting jaarrekening module
bijdrage verdeling inwoners uitvoering samenwerking gemeenschappelijke regeling zienswijze ontwikkeling werkgever
leerplicht inkoop zorg wethouder bestuur college meerjarenraming weerstandsvermogen financiële geïndexeerde coördinatie
reünie vóór één zo’n programma’s € 12 3,5 2022 (zie hierna) – “aangehaald” sociaal domein arbeidsmarktregio's A B12""".split()
ODD_SIGNS = ["→ ∑ ≤", "ΑΒΓ δεζ", "Привет", "½ ¾ ²", "«…»", "Łódź Žižkov", "\u00adzacht\u00adafbreekteken", "&<>\"'"]
LONG_WORDS = [
    "Arbeidsongeschiktheidsverzekeringsmaatschappijdirectiesecretaresseopleidingscoördinator",
    "x" * 150,
    "https://www.voorbeeld.nl/een/heel/lang/pad/dat/nergens/afbreekt?met=vragen&en=antwoorden#" + "deel" * 20,
    "W" * 60,
    "1234567890" * 9,
    "aaneen-geschakelde-woorden-" * 6 + "einde",
]
FORMATS_MONEY = ["euro", "cents", "thousands", "million", "approx-million", "number", "number(2)"]
MASTERS = ["body", "wide", "newspaper", "small", "mirrored"]


def png(path, width, height, kind, rng):
    """PNG by hand: kind is (colour type, bit depth); noise would not compress, so squares."""
    colour, depth = kind
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    base = [rng.randrange(256) for _ in range(8)]
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        line = bytearray()
        for x in range(width):
            for c in range(channels):
                value = base[(x // 7 + y // 5 + c) % 8]
                line += bytes([value, value]) if depth == 16 else bytes([value % 4 if colour == 3 else value])
        rows += line

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    extra = b""
    if colour == 3:
        extra = chunk(b"PLTE", bytes(rng.randrange(256) for _ in range(12))) + chunk(b"tRNS", bytes([0, 128, 255, 255]))
    with open(path, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
                  + extra + chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b""))


IMAGES = {
    "rgb.png": (300, 200, (2, 8)), "rgba.png": (120, 90, (6, 8)), "gray.png": (64, 64, (0, 8)),
    "gray-alpha.png": (50, 200, (4, 8)), "palette.png": (90, 60, (3, 8)), "deep.png": (80, 40, (2, 16)),
    "deep-alpha.png": (40, 40, (6, 16)), "dot.png": (1, 1, (6, 8)), "tall.png": (40, 1800, (2, 8)),
    "flat.png": (2400, 12, (0, 8)),
}


class Document:
    """One report, its export and its texts, all from one seed."""

    def __init__(self, seed):
        self.seed = seed
        self.rng = random.Random(seed)
        self.id = "stress-%d" % seed
        self.ids = []      # anchors a link may go to
        self.sets = []     # (name, number of records) of the export
        self.records = []  # lines of the export
        self.texts = {}    # file: Markdown
        self.n_ids = 0
        self.budget = self.rng.choice([3, 6, 12, 30])  # blocks; a document holds about so many
        self.many_notes = self.rng.random() < 0.25

    # --- small things ---

    def chance(self, p):
        return self.rng.random() < p

    def pick(self, *items):
        return self.rng.choice(items)

    def new_id(self):
        self.n_ids += 1
        return "id-%d" % self.n_ids

    def anchored(self):
        """Attribute id= that links may use."""
        name = self.new_id()
        self.ids.append(name)
        return ' id="%s"' % name

    def words(self, low, high):
        return " ".join(self.rng.choice(WORDS) for _ in range(self.rng.randint(low, high)))

    def plain(self, low=1, high=8):
        """Text as XML text, without inlines. Braces are doubled as expressions ask."""
        text = self.words(low, high)
        if self.chance(0.04):
            text += " " + self.rng.choice(LONG_WORDS)
        if self.chance(0.05):
            text += " " + self.rng.choice(ODD_SIGNS)
        if self.chance(0.03):
            text += " {{accolade}}"
        return escape(text, {'"': "&quot;"})

    def figure(self):
        name, _ = self.rng.choice(self.sets)
        rows = "points where doc = '%s' and set = '%s'" % (self.id, name)
        return "{%s}" % self.pick("count(%s) as words" % rows, "count(%s)" % rows,
                                  "sum(amount of %s and amount is not missing) as euro" % rows,
                                  "max(number of %s and number is not missing) as number" % rows,
                                  "first(day of %s) as date" % rows, "as_of as date-short",
                                  "sum(amount of %s)" % rows, "first(name of %s)" % rows)

    def inlines(self, low=3, high=40, notes=True, depth=0, links=True):
        parts = []
        for _ in range(self.rng.randint(1, 4)):
            parts.append(self.plain(max(1, low // 2), max(1, high // 3)))
            roll = self.rng.random()
            if depth < 2 and roll < 0.12:
                tag = self.pick("b", "i")
                parts.append("<%s>%s</%s>" % (tag, self.inlines(1, 6, False, depth + 1, links), tag))
            elif roll < 0.22:
                parts.append(self.figure())
            elif roll < 0.28 and links:
                parts.append('<a href="https://www.voorbeeld.nl/%d">de pagina over %s</a>' % (self.rng.randrange(99), self.plain(1, 4)))
            elif roll < 0.34 and links:
                parts.append('<a to="@@TO@@">het deel over %s</a>' % self.plain(1, 3))
            elif roll < 0.39 and links:
                parts.append('pagina <page-of to="@@TO@@"/>')
            elif roll < 0.42:
                parts.append("<br/>" + self.plain(1, 3))
            if notes and self.chance(0.35 if self.many_notes else 0.06):
                parts[-1] += "<note>%s</note>" % self.inlines(2, self.pick(6, 60), False, depth + 1)
        return " ".join(parts)

    def data_set(self, n=None, odd=False):
        """Records in the export; odd: zero, negative, missing, enormous, equal."""
        name = "r%d" % len(self.sets)
        n = n if n is not None else self.rng.randint(1, 9)
        mood = self.pick("plain", "zero", "negative", "missing", "mixed", "huge") if odd else "plain"
        lines = []
        for nr in range(n):
            kind = self.pick("plain", "zero", "negative", "missing", "huge") if mood == "mixed" else mood
            amount = {"plain": "%.2f" % (self.rng.randrange(1, 10**9) / 100), "zero": "0", "missing": None,
                      "negative": "-%d" % self.rng.randrange(1, 10**6), "huge": str(10**13 - nr)}[kind]
            number = {"plain": self.rng.randrange(1, 5000), "zero": 0, "missing": None,
                      "negative": -self.rng.randrange(1, 500), "huge": 10**12 + nr}[kind]
            long_name = escape(self.words(1, 3) + (" " + self.rng.choice(LONG_WORDS) if self.chance(0.03) else ""), {'"': "&quot;"})
            attrs = 'set="%s" nr="%d" name="%s %d" group="%s" day="20%02d-%02d-%02d" rate="0.%04d"' % (
                name, nr + 1, long_name, nr + 1, self.pick("a", "b", "c"), self.rng.randrange(10, 30),
                self.rng.randrange(1, 13), self.rng.randrange(1, 29), self.rng.randrange(10000))
            attrs += '' if amount is None else ' amount="%s"' % amount
            attrs += '' if number is None else ' number="%d"' % number
            lines.append("    <point %s/>" % attrs)
        self.sets.append((name, n))
        self.records += lines
        return "points where doc = '%s' and set = '%s'" % (self.id, name)

    # --- blocks; `room` is what may stand here ---

    def blocks(self, n, room):
        return "\n".join(self.block(room) for _ in range(n))

    def block(self, room):
        self.budget -= 1
        if self.budget < 0:
            return self.paragraph(room)
        kinds = ["paragraph"] * 6 + ["list"] * 3 + ["table"] * 3 + ["spans", "tiles", "timeline", "agenda", "actions", "quote",
                                                               "cards", "chart", "chart", "image", "text", "each"]
        if room["depth"] < 2:
            kinds += ["callout", "callout", "comparison"]
        if room["depth"] == 0:
            kinds += ["columns", "long_table", "high_row"]
        if room["depth"] == 0 or self.chance(0.2):
            kinds += ["page_break"]
        return getattr(self, self.rng.choice(kinds))(room)

    def inside(self, room, **changed):
        return dict(room, depth=room["depth"] + 1, **changed)

    def paragraph(self, room):
        style = self.pick("", "", "", ' style="lead"')
        text = self.inlines(3, self.pick(10, 40, 200))
        return "<p%s>%s</p>" % (style, text)

    def page_break(self, room):
        return "<page-break/>"

    def list(self, room):
        if room["lists"] >= 3:
            return self.paragraph(room)
        items = []
        below = self.inside(room, lists=room["lists"] + 1)
        for _ in range(self.rng.randint(1, self.pick(4, 4, 28))):
            if self.chance(0.15) and room["depth"] < 3:
                items.append("<item><p>%s</p>%s</item>" % (self.inlines(), self.blocks(self.rng.randint(1, 2), below)))
            elif self.chance(0.2):
                items.append("<item>%s%s</item>" % (self.inlines(1, 20), self.list(below)))
            else:
                items.append("<item>%s</item>" % self.inlines(1, 24))
        return '<list type="%s">%s</list>' % (self.pick("bullet", "number", "letter"), "\n".join(items))

    def caption(self):
        return ' title="%s"' % self.plain(1, 9)

    def table_extras(self):
        extra = self.pick("", ' unit="x € 1.000"') + self.pick("", ' source="%s"' % self.plain(1, 5))
        return extra + self.pick("", "", ' look="matrix"') + self.pick("", "", ' repeat-head="no"')

    def heads(self, n, value):
        """n columns, some under one head or two; value(i) gives the attributes of one."""
        out, i = [], 0
        while i < n:
            column = '<column title="%s" %s/>'
            if self.chance(0.3) and i + 1 < n:
                span = min(n - i, self.rng.randint(1, 3))
                held = "".join(column % (self.plain(1, 2), value(i + k)) for k in range(span))
                if self.chance(0.3):
                    held = '<columns title="%s">%s</columns>' % (self.plain(1, 2), held)
                out.append('<columns title="%s">%s</columns>' % (self.plain(1, 3), held))
                i += span
            else:
                out.append(column % (self.plain(1, 3), value(i)))
                i += 1
        return "".join(out)

    def table(self, room, rows=None):
        if rows is None and self.chance(0.08):
            return '<table%s%s rows="points where nr = 0" as="p" empty="%s"><column title="Naam" value="p.name" header="yes"/></table>' % (
                self.anchored(), self.caption(), self.plain(1, 6))
        rows = rows or self.data_set(odd=self.chance(0.3))
        many = self.rng.randint(1, 4 if room["depth"] else self.pick(3, 7))

        def value(_):
            money = 'value="p.amount" as="%s" total="%s"' % (self.rng.choice(FORMATS_MONEY), self.pick("sum", "none"))
            return self.pick(money, money, 'value="p.number" as="number" total="sum"', 'value="p.rate" as="percent(2)" align="decimal"',
                             'value="p.day" as="date-short" align="centre"', 'value="p.nr &gt; 3" as="check" align="centre"',
                             'value="p.group"', 'value="if p.nr = 1 then none else p.number" align="right"')

        width = self.pick("", "", "", ' width="%dmm"' % self.rng.randint(8, 60))
        total = '<total title="Totaal"/>' if self.chance(0.4) else ""
        notes = "".join("<note>%s</note>" % self.inlines(2, 20, False) for _ in range(self.pick(0, 0, 1, 3)))
        return '<table%s%s%s rows="%s" as="p"><column title="%s" value="p.name" header="yes"%s/>%s%s%s</table>' % (
            self.anchored(), self.caption(), self.table_extras(), rows, self.plain(1, 2), width, self.heads(many, value), total, notes)

    def long_table(self, room):
        n = self.pick(40, 90, 120)
        if self.chance(0.5):
            return self.table(room, self.data_set(n))
        rows = self.data_set(n)
        return ('<table%s%s%s><column title="Naam" header="yes"/><columns title="Cijfers"><column title="Bedrag" as="euro"/>'
                '<column title="Dag"/></columns><rows each="g" of="%s" by="group"><row style="group"><cell columns="3">Groep {g.key}</cell></row>'
                '<rows each="p" of="g"><row><cell>{p.name}</cell><cell value="p.amount"/><cell value="p.day"/></row></rows>'
                '<row style="subtotal"><cell>Samen</cell><cell value="sum(amount of g)"/><cell/></row></rows>'
                '<row style="total"><cell>Alles</cell><cell value="sum(amount of %s)"/><cell/></row></table>') % (
                    self.anchored(), self.caption(), self.table_extras(), rows, rows)

    def high_row(self, room):
        """A row that is higher than a page."""
        cells = "<cell>%s</cell><cell>%s</cell>" % (self.inlines(3, 20), self.inlines(600, self.pick(900, 2000)))
        return '<table%s%s><column title="Wat" header="yes"/><column title="Uitleg"/><row><cell>kort</cell><cell>kort</cell></row><row>%s</row>' \
               '<row><cell>na</cell><cell>%s</cell></row></table>' % (self.anchored(), self.caption(), cells, self.inlines(2, 9))

    def spans(self, room):
        """Cells over rows and columns: a grid is filled with rectangles."""
        n_cols, n_rows = self.rng.randint(2, 6), self.rng.randint(2, self.pick(6, 30))
        taken = [[False] * n_cols for _ in range(n_rows)]
        rows = []
        for y in range(n_rows):
            cells = []
            for x in range(n_cols):
                if taken[y][x]:
                    continue
                wide, high = 1, 1
                if self.chance(0.2):
                    while x + wide < n_cols and not taken[y][x + wide] and wide < 3 and self.chance(0.6):
                        wide += 1
                if x + wide < n_cols and self.chance(0.2):  # the last column keeps a cell in every row
                    high = min(n_rows - y, self.rng.randint(1, 4))
                for dy in range(high):
                    for dx in range(wide):
                        taken[y + dy][x + dx] = True
                # columns= is always said: without it the last cell of a group row takes the rest of the row
                attrs = ' columns="%d"' % wide + (' rows="%d"' % high if high > 1 else "")
                attrs += ' header="yes"' if x > 0 and self.chance(0.1) else ""
                cells.append("<cell%s>%s</cell>" % (attrs, "" if x > 0 and self.chance(0.1) else self.inlines(1, self.pick(4, 4, 30))))
            rows.append("<row%s>%s</row>" % (self.pick("", "", "", ' style="group"', ' style="subtotal"', ' style="total"'), "".join(cells)))
        columns = "".join('<column title="%s"%s/>' % (self.plain(1, 2), ' header="yes"' if i == 0 else "") for i in range(n_cols))
        return "<table%s%s%s>%s%s</table>" % (self.anchored(), self.caption(), self.table_extras(), columns, "\n".join(rows))

    def tiles(self, room):
        rows = self.data_set(self.rng.randint(1, 3), odd=True)
        held = []
        for _ in range(self.rng.randint(1, 7)):
            held.append('<tile value="%s" as="%s" label="%s"%s%s/>' % (
                self.pick("first(amount of %s)" % rows, "sum(amount of %s and amount is not missing)" % rows), self.rng.choice(FORMATS_MONEY[:5]),
                self.plain(1, 6), self.pick("", ' note="%s"' % self.plain(1, 5)), self.pick("", ' trend="%d"' % self.rng.randint(-9, 9))))
        return "<tiles>%s</tiles>" % "".join(held)

    def timeline(self, room):
        held = "".join('<event date="%s">%s</event>' % (self.plain(1, 3), self.inlines(2, 20)) for _ in range(self.rng.randint(1, self.pick(5, 25))))
        return "<timeline%s>%s</timeline>" % (self.pick("", self.caption()), held)

    def agenda(self, room):
        held = "".join('<item time="%02d.%02d uur">%s</item>' % (self.rng.randrange(24), self.rng.randrange(60), self.inlines(1, 9))
                       for _ in range(self.rng.randint(1, 9)))
        return "<agenda%s>%s</agenda>" % (self.pick("", self.caption()), held)

    def actions(self, room):
        held = "".join('<action who="%s" due="{2022-09-15 as date}">%s</action>' % (self.plain(1, 2), self.inlines(2, 12))
                       for _ in range(self.rng.randint(1, 6)))
        return "<actions%s>%s</actions>" % (self.pick("", self.caption()), held)

    def quote(self, room):
        return '<quote%s>%s</quote>' % (self.pick("", ' who="%s"' % self.plain(1, 5)), self.inlines(3, self.pick(20, 200)))

    def cards(self, room):
        held = []
        for _ in range(self.rng.randint(1, 7)):
            lines = "".join('<line%s>%s</line>' % (self.pick("", ' label="%s"' % self.plain(1, 2)), self.inlines(1, 9))
                            for _ in range(self.rng.randint(1, 5)))
            held.append('<card title="%s">%s</card>' % (self.plain(1, 4), lines))
        return "<cards>%s</cards>" % "".join(held)

    def comparison(self, room):
        held = "".join('<slot title="%s">%s</slot>' % (self.plain(1, 3), self.blocks(self.rng.randint(1, 2), self.inside(room)))
                       for _ in range(self.rng.randint(2, 3)))
        return "<comparison>%s</comparison>" % held

    def callout(self, room):
        return "<callout%s%s>%s</callout>" % (self.pick("", self.caption()), self.pick("", ' kind="warning"', ' kind="action"', ' kind="info"'),
                                              self.blocks(self.rng.randint(1, 3), self.inside(room)))

    def columns(self, room):
        return '<columns-layout count="%d">%s</columns-layout>' % (self.rng.randint(2, 4), self.blocks(self.rng.randint(1, 5), self.inside(room)))

    def chart(self, room):
        """A chart that its place is too small for is refused (E106): narrow ones are short and plain."""
        wide = room["depth"] == 0 and not room["narrow"]
        if room["depth"] > 1 or room["narrow"] == "small" or (room["depth"] > 0 and room["narrow"]):
            return self.image(room)
        kind = self.pick("bar", "grouped", "line", "donut") if wide else self.pick("bar", "line")
        n = self.pick(1, 2, 5, *((9, 6) if kind == "grouped" else (6,) if kind == "donut" else (9, 40)) if wide else (3,))
        rows = self.data_set(n, odd=kind != "donut")
        if kind != "donut":  # a chart without any value is refused
            self.records[-1] = self.records[-1].split(" amount=")[0].split(" number=")[0].replace("/>", "") + ' amount="7" number="3"/>'
        category = self.pick("p.name", "p.nr", "p.day as month-year") if wide and kind == "bar" else "p.nr"
        common = '<chart%s type="%s"%s rows="%s" as="p" category="%s"%s%s' % (
            self.anchored(), kind, self.caption(), rows, category, self.pick("", ' unit="aantal"'),
            self.pick("", "", ' height="%dmm"' % self.rng.randint(70, 120)))
        if kind in ("bar", "donut"):
            return common + ' value="p.%s" format="%s"/>' % self.pick(("amount", "euro"), ("amount", "million"), ("number", "number"))
        series = "".join('<series title="%s" value="%s"/>' % (self.words(1, 3).replace('"', ""), self.pick("p.number", "p.nr", "0 - p.nr", "p.number"))
                         for _ in range(self.rng.randint(1, 4 if wide else 2)))
        return common + ">%s</chart>" % series

    def image(self, room):
        name = self.rng.choice(sorted(IMAGES) + ["photo.jpg", "photo.jpg"])
        width = self.pick("", ' width="%dmm"' % self.rng.choice([5, 30, 80, 160]))
        caption = self.pick("", ' caption="%s"' % self.plain(2, 9))
        return '<image file="images/%s" alt="Beeld van %s"%s%s/>' % (name, self.plain(2, 9), width, caption)

    def text(self, room):
        name = "%s-%d.md" % (self.id, len(self.texts))
        parts = []
        for _ in range(self.rng.randint(1, 6)):
            line = self.words(3, 40) + " **%s** *%s*" % (self.words(1, 2), self.words(1, 3))
            parts.append(self.pick(line, line + " " + self.figure(), "- %s\n- %s\n  - %s" % (line, self.words(1, 9), self.words(1, 5))
                                   if room["lists"] < 2 else line, "> " + line,
                                   "1. %s\n2. %s" % (line, self.words(1, 9)) if room["lists"] < 3 else line,
                                   line + " [een verwijzing naar elders](https://www.voorbeeld.nl/tekst)",
                                   line + "[^n%d]\n\n[^n%d]: %s" % (len(parts), len(parts), self.words(2, 30))))
            if room["level"] and room["depth"] == 0 and room["level"] < 3 and self.chance(0.2):
                parts.append("# " + self.words(1, 5))
        self.texts[name] = "\n\n".join(parts) + "\n"
        return '<text file="texts/%s"/>' % name

    def each(self, room):
        rows = self.data_set(self.rng.randint(1, 3))
        return '<each name="e" of="%s"><p>{e.name}: {e.amount as cents}. %s</p></each>' % (rows, self.inlines(2, 20))

    def section(self, level, narrow=""):
        attrs = self.pick("", "", ' break="page"', ' break="late"', ' break="none"') + self.pick("", ' numbered="yes"', ' numbered="no"')
        attrs += self.pick("", "", "", "", ' contents="no"')
        if level == 1 and self.chance(0.35):
            master = self.rng.choice(MASTERS)
            attrs += ' master="%s"' % master
            narrow = {"small": "small", "newspaper": "small", "mirrored": "small", "wide": "low"}.get(master, "")
        room = {"depth": 0, "lists": 0, "level": level, "narrow": narrow}
        title = "" if level == 1 and self.chance(0.08) else self.caption()
        anchor = self.anchored() if title else ""
        held = [self.blocks(self.rng.randint(1, 5), room)]
        if title and level < 3:
            held += [self.section(level + 1, narrow) for _ in range(self.pick(0, 0, 1, 2))]
        return "<section%s%s%s>\n%s\n</section>" % (anchor, title, attrs, "\n".join(held))

    # --- the three files ---

    def report(self):
        self.data_set(3)
        held = []
        if self.chance(0.3):
            held.append('<section master="cover" contents="no"><p style="title">%s</p><p style="meta">%s</p></section>' % (self.plain(1, 6), self.plain(2, 9)))
        if self.chance(0.5):
            held.append('<section%s contents="no"><contents title="Inhoud" depth="%d"/></section>' % (' master="body"', self.rng.randint(1, 3)))
        first = len(held)
        while self.budget > 0 or len(held) == first:
            held.append(self.section(1))
        if not self.ids:  # links need one
            held.append('<section%s title="Slot"><p>%s</p></section>' % (self.anchored(), self.plain()))
        body = "\n".join(held)
        while "@@TO@@" in body:
            body = body.replace("@@TO@@", self.rng.choice(self.ids), 1)
        return ('<?xml version="1.0" encoding="UTF-8"?>\n<report xmlns="urn:griffie:report:1" id="%s" style="stress" lang="nl" master="body" '
                'title="Proef %d: %s" author="De regio" subtitle="%s">\n<editions region="yes" file="%s"/>\n%s\n</report>\n') % (
                    self.id, self.seed, self.plain(1, 5), self.plain(1, 4), self.id, body)

    def export(self):
        return ('<?xml version="1.0" encoding="UTF-8"?>\n<stress xmlns="urn:griffie:input:1" as-of="2023-05-01">\n  <doc id="%s">\n%s\n  </doc>\n</stress>\n'
                % (self.id, "\n".join(self.records)))


SOURCE = """<?xml version="1.0" encoding="UTF-8"?>
<source xmlns="urn:griffie:source:1" id="stress" title="Proef">
  <match root="stress" namespace="urn:griffie:input:1"/>
  <as-of path="@as-of"/>
  <dataset name="docs" title="Stukken" records="doc" key="id" shared="yes"><field name="id" type="text"/></dataset>
  <dataset name="points" title="Punten" records="doc/point" key="doc set nr" shared="yes">
    <field name="doc" path="../@id" type="reference" to="docs"/>
    <field name="set" type="text"/>
    <field name="nr" type="integer"/>
    <field name="name" type="text"/>
    <field name="group" type="text"/>
    <field name="day" type="date"/>
    <field name="rate" type="decimal"/>
    <field name="amount" type="money" optional="yes"/>
    <field name="number" type="integer" optional="yes"/>
  </dataset>
</source>
"""

RUNNING = """    <head align="left" text="{title}"/>
    <head align="right" text="{section}"/>
    <foot align="right" text="pagina {page} van {pages}"/>
  </master>
"""
MORE_MASTERS = """  <master name="newspaper" columns="2" column-gap="6mm" top="30mm" bottom="27mm" inner="20mm" outer="20mm">
""" + RUNNING + """  <master name="small" width="148mm" height="105mm" top="20mm" bottom="18mm" inner="12mm" outer="12mm" head-y="10mm" foot-y="8mm">
""" + RUNNING + """  <master name="mirrored" top="30mm" bottom="27mm" inner="45mm" outer="15mm" first-top="90mm">
""" + RUNNING


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)


def main():
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit("usage: stress.py N FOLDER")
    n, folder = int(sys.argv[1]), sys.argv[2]
    seed = int(os.environ.get("GR_SEED", time.time_ns() // 1000 % 10**9))
    print("GR_SEED=%d" % seed)
    with open(os.path.join(GOLDEN, "_blocks/templates/styles/blocks.xml"), encoding="utf-8") as golden:
        style = golden.read().replace('id="blocks"', 'id="stress"').replace("</style>", MORE_MASTERS + "</style>")
    write(os.path.join(folder, "templates/styles/stress.xml"), style)
    write(os.path.join(folder, "templates/sources/stress.xml"), SOURCE)
    images = os.path.join(folder, "input/images")
    os.makedirs(images, exist_ok=True)
    for name, (width, height, kind) in IMAGES.items():
        png(os.path.join(images, name), width, height, kind, random.Random(name))
    shutil.copy(os.path.join(GOLDEN, "block_image/input/images/verloop.jpg"), os.path.join(images, "photo.jpg"))
    for one in range(seed, seed + n):
        document = Document(one)
        write(os.path.join(folder, "templates/reports/%s.xml" % document.id), document.report())
        write(os.path.join(folder, "input/%s.xml" % document.id), document.export())
        for name, text in document.texts.items():
            write(os.path.join(folder, "input/texts", name), text)


if __name__ == "__main__":
    main()
