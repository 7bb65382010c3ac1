"""Documents of hostile text, for hostile.py: write_document(FOLDER, SEED) writes exports, texts, images and one report in which every
word is unique; the same seed gives the same document."""
import random
import re
import shutil
import zlib
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

ROOT = Path(__file__).resolve().parents[2]
STYLES = ("mgr", "large", "sober")

# --- words ---

SCRIPTS = {  # marker, letters of the number, letters that fill; the marker stands in no other place
    "latin": ("q", "bcdfghklmn", "aeioustr"),
    "marks": ("q", "bcdfghklmn", "áéëïöüñçšžőłøåæ"),
    "greek": ("ψ", "βγδζθκλμνξ", "αεηιορσ"),
    "cyrillic": ("щ", "бвгджзклмн", "аеиорст"),
    "hebrew": ("ש", "בגדהזחטכלמ", "אוירתק"),
    "arabic": ("ش", "بتثجحخدذرز", "اويمنل"),
}
INVISIBLE = "\u200b\u2060\u00ad\ufeff\u200c"
SIGNS = ["€", "§", "…", "–", "—", "“", "”", "‘", "•", "½", "²", "×", "±", "°", "&", "<", ">", "%", "/", "\\", "|", "#", "@", "_", "*", "~"]


class Words:
    """Words that come once: marker, number in five letters, filling."""

    def __init__(self, rng):
        self.rng, self.n = rng, rng.randrange(10000)

    def word(self, script=None, longest=8):
        rng = self.rng
        script = script or rng.choices(list(SCRIPTS), weights=(60, 14, 6, 6, 7, 7))[0]
        marker, digits, fill = SCRIPTS[script]
        number = "".join(digits[int(d)] for d in f"{self.n:05d}")
        self.n += 1
        text = marker + number + "".join(rng.choice(fill) for _ in range(rng.randrange(1, longest)))
        return text

    def hostile(self):
        rng = self.rng
        kind = rng.random()
        if kind < 0.80:
            return self.word()
        if kind < 0.85:  # a long word of a language with compounds
            return self.word("latin", rng.choice((20, 40, 60)))
        if kind < 0.89:  # marks that have no letter of their own, one or several
            text = self.word("latin")
            return text[:7] + rng.choice(("\u0301", "\u0323", "\u0308\u0301", "\u030a")) + text[7:]
        if kind < 0.94:
            text = self.word("latin")
            return text[:6] + rng.choice(INVISIBLE) + text[6:]
        if kind < 0.97:
            return self.word("latin") + "-" + self.word("latin")
        return self.word() + rng.choice(SIGNS)

    def text(self, least=1, most=6):
        rng = self.rng
        gaps = [" "] * 12 + ["  ", "\u00a0", "\u2009", "\u202f", "\u2028", "\n"]
        words = [self.hostile() for _ in range(rng.randrange(least, most + 1))]
        if rng.random() < 0.15:
            words.insert(rng.randrange(len(words) + 1), rng.choice(SIGNS[:16]))
        return "".join(w + rng.choice(gaps) for w in words).strip()

    def plain(self, least=1, most=4):
        return " ".join(self.word() for _ in range(self.rng.randrange(least, most + 1)))

    def name(self):
        """Of a record: short, long, of several words; seldom with another script."""
        rng = self.rng
        if rng.random() < 0.2:
            return self.word("latin", 40)
        return " ".join(self.word(None if rng.random() < 0.3 else "latin") for _ in range(rng.choice((1, 1, 2, 3, 6))))


# --- documents ---

def braces(text):
    return text.replace("{", "{{").replace("}", "}}")


def inline(words):
    rng = words.rng
    out = []
    for _ in range(rng.randrange(1, 4)):
        text = escape(braces(words.text()))
        kind = rng.random()
        if kind < 0.15:
            text = f"<b>{text}</b>"
        elif kind < 0.3:
            text = f"<i>{text}</i>"
        elif kind < 0.36:
            text += f"<note>{escape(words.plain())}</note>"
        elif kind < 0.42:
            text = f'<a href="https://voorbeeld.nl/{words.n}">{text}</a>'
        elif kind < 0.46:
            text += "<br/>"
        elif kind < 0.5:
            text = f'<span lang="en">{text}</span>'
        out.append(text)
    return " ".join(out)


def attribute(text):
    return quoteattr(braces(re.sub(r"[\n\u2028]", " ", text)))


def a_list(words, depth=1):
    rng = words.rng
    kind = rng.choice(("bullet", "number", "letter", "roman"))
    items = []
    for _ in range(rng.randrange(2, 5)):
        inner = a_list(words, depth + 1) if depth < 3 and rng.random() < 0.25 else ""
        text = inline(words)
        items.append(f"<item>{text}{inner}</item>" if rng.random() < 0.8 else f"<item><p>{text}</p><p>{inline(words)}</p></item>")
    return f'<list type="{kind}">{"".join(items)}</list>'


def a_table(words, nr):
    rng = words.rng
    columns = [f'<column title={attribute(words.name())} value="r.name" header="yes"/>']
    for field in rng.sample(["one", "two", "three"], rng.randrange(1, 4)):
        columns.append(f'<column title={attribute(words.text(1, 3))} value="r.{field}" as="{rng.choice(("euro", "cents"))}" total="sum"/>')
    if rng.random() < 0.4:
        columns.append(f'<column title={attribute(words.text(1, 3))} value="r.note"/>')
    if rng.random() < 0.2:
        inner = f'<column title={attribute(words.plain())} value="r.count" as="number"/>'
        columns.append(f'<columns title={attribute(words.plain())}>{inner}<column title={attribute(words.plain())} value="r.rate" as="percent(1)"/></columns>')
    sheet = f' sheet="Blad {nr}"' if rng.random() < 0.3 else ""
    source = f' source={attribute(words.plain())}' if rng.random() < 0.3 else ""
    total = f"<total title={attribute(words.plain())}/>" if rng.random() < 0.7 else ""
    return f'<table id="t{nr}" title={attribute(words.text(1, 4))} rows="rows" as="r"{sheet}{source}>{"".join(columns)}{total}</table>'


def a_wide_table(words, nr):
    """Many columns: of short words, of figures, of both; below one head or two."""
    rng = words.rng
    count = rng.choice((6, 6, 8, 8, 10, 12, 24))
    digits = rng.choice((1, 1, 2, 4))
    heads = [f"<column title={attribute(words.plain(1, 2))}/>" for _ in range(count)]
    if rng.random() < 0.3:
        heads[2:6] = [f"<columns title={attribute(words.plain(1, 2))}>{''.join(heads[2:6])}</columns>"]
    rows = "".join("<row>" + "".join(f"<cell>{rng.randrange(10 ** digits) if rng.random() < 0.7 else words.word('latin', 2)}</cell>" for _ in range(count)) + "</row>"
                   for _ in range(rng.randrange(1, 5)))
    look = rng.choice(("", ' look="matrix"'))
    return f'<table id="w{nr}" title={attribute(words.text(1, 3))}{look}>{"".join(heads)}{rows}</table>'


def an_image(words, nr):
    rng = words.rng
    size = rng.choice(("", ' width="20mm"', ' width="160mm"', ' width="400mm"'))
    caption = f" caption={attribute(words.text(1, 6))}" if rng.random() < 0.7 else ""
    if caption == "" and rng.random() < 0.3:
        return f'<image file="images/p{nr % 3}.png" decorative="yes"{size}/>'
    return f'<image id="i{nr}" file="images/p{nr % 3}.png" alt={attribute(words.text(1, 4))}{caption}{size}/>'


def picture(width, height):
    def chunk(tag, data):
        return len(data).to_bytes(4, "big") + tag + data + zlib.crc32(tag + data).to_bytes(4, "big")
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\0\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress((b"\0" + b"\x80" * width) * height)) + chunk(b"IEND", b"")


def attachments(words):
    """Files that go along, and where they are listed; None: there are none."""
    rng = words.rng
    if rng.random() < 0.6:
        return []
    files = []
    for i in range(rng.randrange(1, 4)):
        mode = ' mode="listed"' if rng.random() < 0.3 else ""
        files.append(f'<attachment file="files/f{i}.{rng.choice(("txt", "csv"))}" title={attribute(words.text(1, 5))}{mode}/>')
    return files + [f"<attachments title={attribute(words.text(1, 3))}/>"]


def a_chart(words, nr):
    rng = words.rng
    kind = rng.choice(("bar", "horizontal", "grouped", "stacked", "line", "donut", "gantt", "quadrant", "diagram"))
    take = "rows" if rng.random() < 0.5 else "rows take 3"
    head = f'<chart type="{kind}" id="c{nr}" title={attribute(words.text(1, 4))}'
    if kind in ("grouped", "stacked"):
        series = "".join(f'<series title={attribute(words.name())} value="r.{f}"/>' for f in ("share", "part"))
        return f'{head} rows="{take}" as="r" category="r.name">{series}</chart>'
    if kind == "gantt":
        return f'{head} rows="{take}" as="r" category="r.name" start="r.start" end="r.end"/>'
    if kind == "quadrant":
        ends = " ".join(f"{end}={attribute(words.plain(1, 2))}" for end in ("left", "right", "bottom", "top"))
        return f'{head} rows="{take}" as="r" category="r.name" x="r.share" y="r.part" {ends}/>'
    if kind == "diagram":
        n = rng.randrange(2, 5)
        boxes = "".join(f'<box id="b{i}" title={attribute(words.name())} text={attribute(words.plain())} row="{i // 2 + 1}" column="{i % 2 + 1}"/>' for i in range(n))
        edges = "".join(f'<edge from="b{i}" to="b{i + 1}" label={attribute(words.plain())}/>' for i in range(n - 1))
        return f"{head}>{boxes}{edges}</chart>"
    unit = f" unit={attribute(words.word('latin'))}" if rng.random() < 0.3 else ""
    return f'{head} rows="{take}" as="r" category="r.name" value="r.share"{unit}/>'


def a_block(words, nr):
    rng = words.rng
    kind = rng.choice(("p", "p", "p", "list", "table", "table", "chart", "chart", "quote", "callout", "cards", "tiles", "timeline", "agenda",
                       "actions", "comparison", "columns", "text", "break", "image", "wide"))
    if kind == "p":
        return f"<p>{inline(words)}</p>"
    if kind == "list":
        return a_list(words)
    if kind == "table":
        return a_table(words, nr)
    if kind == "chart":
        return a_chart(words, nr)
    if kind == "image":
        return an_image(words, nr)
    if kind == "wide":
        return a_wide_table(words, nr)
    if kind == "quote":
        who = f" who={attribute(words.plain())}" if rng.random() < 0.7 else ""
        return f"<quote{who}>{inline(words)}</quote>"
    if kind == "callout":
        title = f" title={attribute(words.text(1, 3))}" if rng.random() < 0.7 else ""
        return f'<callout{title} kind="{rng.choice(("info", "warning", "action"))}"><p>{inline(words)}</p>{a_list(words) if rng.random() < 0.3 else ""}</callout>'
    if kind == "cards":
        return "<cards>" + "".join(
            f"<card title={attribute(words.name())}><line label={attribute(words.plain(1, 2))}>{inline(words)}</line></card>"
            for _ in range(rng.randrange(1, 4))) + "</cards>"
    if kind == "tiles":
        return "<tiles>" + "".join(
            f'<tile value="{rng.choice(("sum(one of rows)", "count(rows)", "sum(share of rows)"))}" label={attribute(words.plain())} note={attribute(words.plain())}/>'
            for _ in range(rng.randrange(1, 5))) + "</tiles>"
    if kind in ("timeline", "agenda", "actions"):
        title = f" title={attribute(words.text(1, 3))}"
        if kind == "timeline":
            items = "".join(f"<event date={attribute(words.plain(1, 2))}>{inline(words)}</event>" for _ in range(rng.randrange(1, 4)))
        elif kind == "agenda":
            items = "".join(f"<item time={attribute(words.plain(1, 2))}>{inline(words)}</item>" for _ in range(rng.randrange(1, 4)))
        else:
            items = "".join(f"<action who={attribute(words.plain(1, 2))} due={attribute(words.plain(1, 2))}>{inline(words)}</action>" for _ in range(rng.randrange(1, 4)))
        return f"<{kind}{title}>{items}</{kind}>"
    if kind == "comparison":
        return "<comparison>" + "".join(f"<slot title={attribute(words.plain())}><p>{inline(words)}</p></slot>" for _ in range(rng.randrange(2, 4))) + "</comparison>"
    if kind == "columns":
        return f'<columns-layout count="2"><p>{inline(words)}</p><p>{inline(words)}</p>{a_list(words)}</columns-layout>'
    if kind == "text":
        return f'<text file="texts/t{nr % 2}.md"/>'
    return "<page-break/>"


def markdown(words):
    rng = words.rng

    def line():
        text = words.plain(1, 7)
        return re.sub(r"[{}]", "", text)
    parts = []
    for _ in range(rng.randrange(2, 7)):
        kind = rng.choice(("p", "p", "ul", "ol", "quote", "strong", "link", "heading", "letters"))
        if kind == "ul":
            parts.append("\n".join(f"- {line()}" for _ in range(3)))
        elif kind == "ol":
            parts.append("\n".join(f"{i}. {line()}" for i in (1, 2, 3)))
        elif kind == "letters":
            parts.append("\n".join(f"{i}. {line()}" for i in "abc"))
        elif kind == "quote":
            parts.append(f"> {line()}")
        elif kind == "strong":
            parts.append(f"**{line()}** *{line()}* {line()}")
        elif kind == "link":
            parts.append(f"[{line()}](https://voorbeeld.nl/{words.n}) {line()}")
        elif kind == "heading":
            parts.append(f"# {line()}")
        else:
            parts.append(line())
    return "\n\n".join(parts) + "\n"


def amount(rng):
    return str(rng.choice((1, -1))) .replace("1", "") + str(rng.randrange(10 ** rng.choice((3, 6, 9, 11)), 10 ** 12)) + f".{rng.randrange(100):02d}"


def a_record(words, nr):
    rng = words.rng
    month = rng.randrange(1, 10)
    facts = {"id": f"r{nr}", "name": words.name(), "one": amount(rng), "two": amount(rng), "share": rng.randrange(1, 100000),
             "part": rng.randrange(1, 1000), "count": rng.randrange(10 ** 7), "rate": f"0.{rng.randrange(1000):03d}",
             "start": f"2022-{month:02d}-01", "end": f"2022-{month + rng.randrange(0, 3):02d}-28"}
    if rng.random() < 0.8:
        facts["three"] = amount(rng)
    if rng.random() < 0.7:
        facts["note"] = re.sub(r"[\n\u2028]", " ", words.text(1, 5))
    return "  <row " + " ".join(f"{name}={quoteattr(str(value))}" for name, value in facts.items()) + "/>\n"


SOURCE = """<source xmlns="urn:griffie:source:1" id="rows" title="Rijen">
  <match root="rows"/>
  <as-of path="@as-of"/>
  <dataset name="rows" title="Rijen" records="row" key="id" shared="yes">
    <field name="id" type="text"/> <field name="name" type="text"/>
    <field name="one" type="money"/> <field name="two" type="money"/> <field name="three" type="money" optional="yes"/>
    <field name="share" type="integer"/> <field name="part" type="integer"/> <field name="count" type="integer"/>
    <field name="rate" type="decimal"/> <field name="note" type="text" optional="yes"/>
    <field name="start" type="date"/> <field name="end" type="date"/>
  </dataset>
</source>
"""


def write_document(folder, seed):
    rng = random.Random(seed)
    words = Words(rng)
    for below in ("templates/sources", "templates/reports", "templates/styles", "input/texts"):
        (folder / below).mkdir(parents=True)
    for name in STYLES:
        shutil.copy(ROOT / f"templates/styles/{name}.xml", folder / "templates/styles")
    (folder / "templates/sources/rows.xml").write_text(SOURCE)
    (folder / "input/rows.xml").write_text(
        '<rows as-of="2022-12-31">\n' + "".join(a_record(words, i) for i in range(rng.randrange(1, 9))) + "</rows>\n")
    texts = [markdown(words) for _ in range(2)]
    for i, text in enumerate(texts):
        (folder / f"input/texts/t{i}.md").write_text(text)
    (folder / "input/images").mkdir()
    (folder / "input/files").mkdir()
    for i, (width, height) in enumerate(((8, 8), (300, 4), (4, 300))):
        (folder / f"input/images/p{i}.png").write_bytes(picture(width, height))
    for i in range(3):
        for kind in ("txt", "csv"):
            (folder / f"input/files/f{i}.{kind}").write_text(f"{words.plain()};{words.plain()}\n")
    blocks, used, nr = [], set(), 0
    for _ in range(rng.randrange(1, 4)):
        body = []
        for _ in range(rng.randrange(2, 7)):
            nr += 1
            block = a_block(words, nr)
            if block.startswith("<text"):
                if block in used:
                    continue
                used.add(block)
            body.append(block)
        while body and body[-1] == "<page-break/>":
            body.pop()
        for _ in range(rng.choice((0, 0, 0, 1, 1))):  # and a level below it; Markdown has one more
            cut = rng.randrange(len(body) + 1)
            inner = body[cut:] or [f"<p>{inline(words)}</p>"]
            wide = ' master="wide"' if rng.random() < 0.3 else ""
            body = body[:cut] + [f"<section title={attribute(words.text(1, 4))}{wide}>\n{chr(10).join(inner)}\n</section>"]
        blocks.append(f"<section title={attribute(words.text(1, 4))}>\n{chr(10).join(body)}\n</section>")
    files = attachments(words)
    if files:
        blocks.append(f"<section title={attribute(words.text(1, 4))}>\n{chr(10).join(files)}\n</section>")
    depth = rng.choice(("", ' depth="1"', ' depth="2"', ' depth="3"'))
    contents = f"<contents title={attribute(words.plain())}{depth}/>" if rng.random() < 0.4 else ""
    (folder / "templates/reports/doc.xml").write_text(
        f'<report xmlns="urn:griffie:report:1" id="doc" style="mgr" lang="nl" master="body" title={attribute(words.plain())} author="De regio">\n'
        f'<editions region="yes" file="doc"/>\n{contents}\n' + "\n".join(blocks) + "\n</report>\n")
