#!/usr/bin/env python3
"""Small inputs that could ask for much: slow_inputs.py GRIFFIE [--table] [NAME...]

Each case is a project of size n, rendered by one worker at n and at 2n; seconds of processor time and memory are the system's own count.
Without --table the cases in GUARDED are tried, and demand that twice the size takes about twice as much, in no more memory than is said,
or that griffie refuses it with a place and the code that is said. --table shows all cases, for docs/operations.md, and judges none.
77: the program has sanitizers, which count otherwise. SLOW_LIMIT: seconds after which a run is ended.
"""
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path
from xml.sax.saxutils import quoteattr

ROOT = Path(__file__).resolve().parents[2]
RATIO = 3.0  # of processor time, n to 2n: n log n stays below, n squared is 4
FLOOR = 0.15  # seconds at n under which a ratio says nothing
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

SOURCE = HEAD + '''<source xmlns="urn:griffie:source:1" id="s" title="Bron"><match root="root" namespace="urn:griffie:input:1"/><as-of path="@as-of"/>
<dataset name="lines" title="Regels" records="line" key="nr" shared="yes"><field name="nr" type="integer"/>
<field name="words" type="text" optional="yes"/><field name="amount" type="money" optional="yes"/></dataset></source>'''


class Project:
    def __init__(self, folder):
        self.folder = folder
        for name in ("input", "templates/styles", "templates/sources", "templates/reports", "templates/data"):
            (folder / name).mkdir(parents=True)
        shutil.copy(ROOT / "tests/golden/_blocks/templates/styles/blocks.xml", folder / "templates/styles")
        (folder / "templates/sources/s.xml").write_text(SOURCE)
        self.lines(1)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            path.write_bytes(text)
        else:
            path.write_text(text)

    def lines(self, n, words="een"):
        rows = "".join(f'<line><nr>{i}</nr><words>{words}</words><amount>{i}.25</amount></line>' for i in range(n))
        self.write("input/root.xml", f'{HEAD}<root xmlns="urn:griffie:input:1" as-of="2023-01-31">{rows}</root>')

    def report(self, body, attrs=""):
        self.write("templates/reports/r.xml", f'{HEAD}<report xmlns="urn:griffie:report:1" id="r" title="Traag" style="blocks" lang="nl" '
                   f'master="body" author="De regio" {attrs}><editions region="yes" file="r"/>{body}</report>')

    def text(self, words):
        self.write("input/texts/t.md", words)
        self.report('<text file="texts/t.md"/>')


def span_rows(p, n):
    p.report('<table title="T"><column title="A"/><column title="B"/><row><cell rows="%d">a</cell><cell>0</cell></row>%s</table>'
             % (n, "".join(f"<row><cell>{i}</cell></row>" for i in range(1, n))))


def lets(p, n):
    p.report('<let name="a0" value="1"/>' + "".join(f'<let name="a{i}" value="a{i - 1} + 1"/>' for i in range(1, n)) + f"<p>{{a{n - 1}}}</p>")


def lets_flat(p, n):
    p.report("".join(f'<let name="a{i}" value="{i}"/>' for i in range(n)) + f"<p>{{a{n - 1}}}</p>")


def lets_twice(p, n):
    p.report('<let name="a0" value="1"/>' + "".join(f'<let name="a{i}" value="a{i - 1} + a{i - 1} - a{i - 1}"/>' for i in range(1, n))
             + f"<p>{{a{n - 1}}}</p>")


def sum_in_sum(p, n):
    p.lines(n)
    p.report("<p>{sum(sum(amount of all lines) of all lines)}</p>")


def count_in_where(p, n):
    p.lines(n)
    p.report("<p>{count(lines where count(lines where nr = 1) &gt; 0)}</p>")


def loop_in_loop(p, n):
    p.lines(n)
    p.report('<each name="a" of="lines"><each name="b" of="lines"><p>{a.nr} {b.nr}</p></each></each>')


def back_ticks(p, n):
    p.text("een " + "`" * n + "\n")


def ticks_apart(p, n):
    p.text("een " + "".join("`" * (i % 700 + 1) + " " for i in range(n // 350)) + "\n")


def brackets(p, n):
    p.text("een " + "[" * n + "\n")


def stars(p, n):
    p.text("een " + "*a **b " * (n // 7) + "\n")


def quotes_deep(p, n):
    p.text(">" * n + " een\n")


def lists_deep(p, n):
    p.text("".join(" " * (2 * i) + "- een\n" for i in range(n)))


def many_links(p, n):
    p.text("".join(f"[woord][l{i}] " for i in range(n)) + "\n\n" + "".join(f"[l{i}]: https://voorbeeld.example/{i}\n" for i in range(n)))


def many_footnotes(p, n):
    p.text("".join(f"een[^n{i}]\n\n" for i in range(n)) + "".join(f"[^n{i}]: noot {i}\n\n" for i in range(n)))


def one_word(p, n):
    p.text("a" * n + "\n")


def hyphens(p, n):
    p.text("a-" * (n // 2) + "a\n")


def one_paragraph(p, n):
    p.text("woord " * (n // 6) + "\n")


def many_paragraphs(p, n):
    p.text("woord\n\n" * (n // 7))


def braces(p, n):
    p.text("{1}" * (n // 3) + "\n")


def marks(p, n):
    p.text("a" + "\u0301" * n + "\n")


def bidi(p, n):
    p.text("\u05d0a" * n + "\n")


def notes(p, n):
    p.report("".join(f"<p>een<note>noot {i}</note></p>" for i in range(n)))


def nested(p, n):
    p.report('<callout title="a">' * n + "<p>een</p>" + "</callout>" * n)


def nested_parens(p, n):
    p.report("<p>{" + "(" * n + "1" + ")" * n + "}</p>")


def long_sum(p, n):
    p.report("<p>{" + "1 + " * n + "1}</p>")


def long_choice(p, n):
    p.report("<p>{" + "if 1 = 2 then 1 else " * n + "1}</p>")


def wide_table(p, n):
    p.report('<table title="T">' + "".join(f'<column title="K{i}"/>' for i in range(n)) + "<row>" + "<cell>1</cell>" * n + "</row></table>")


def sections(p, n):
    p.report("".join(f'<section title="Deel {i}"><p>een</p></section>' for i in range(n)))


def contents(p, n):
    p.report('<contents title="Inhoud"/>' + "".join(f'<section title="Deel {i}"><p>een</p></section>' for i in range(n)))


def links(p, n):
    p.report("".join(f'<section id="p{i}" title="Deel {i}"><p>zie <ref to="p{n - 1 - i}"/></p></section>' for i in range(n)))


def attribute(p, n):
    p.write("input/root.xml", f'{HEAD}<root xmlns="urn:griffie:input:1" as-of="2023-01-31" x="{"a" * n}"/>')
    p.report("<p>een</p>")


def long_title(p, n):
    p.report(f'<p>een</p><section title="{"a " * (n // 2)}"><p>b</p></section>')


def value(p, n):
    p.lines(1, "a" * n)
    p.report("<p>{first(words of all lines)}</p>")


def digits(p, n):
    p.write("input/root.xml", f'{HEAD}<root xmlns="urn:griffie:input:1" as-of="2023-01-31"><line><nr>{"9" * n}</nr></line></root>')
    p.report("<p>een</p>")


def number_text(p, n):
    p.report("<p>{" + "9" * n + "}</p>")


def rows(p, n):
    p.lines(n)
    p.report('<table title="T" rows="lines" as="l"><column title="Nr" value="nr"/><column title="Bedrag" value="amount" as="euro" total="sum"/></table>')


def rows_figured(p, n):
    p.lines(n)
    p.report('<table title="T" rows="lines" as="l"><column title="Nr" value="nr"/><column title="Deel" value="amount / sum(amount of all lines)" as="percent(1)"/></table>')


def rows_sheet(p, n):
    p.lines(n)
    p.report('<table title="T" rows="lines" as="l" sheet="Blad"><column title="Nr" value="nr"/><column title="Bedrag" value="amount" as="euro" total="sum"/></table>')


def others(p, n):
    p.lines(n)
    p.report('<table title="T" rows="lines" by="text(nr)" as="g" others="Overige" others-if="count(g) = 1">'
             '<column title="Nr" value="g.key" header="yes"/><column title="Bedrag" value="sum(amount of g)" as="cents"/></table>')


def sorted_rows(p, n):
    p.lines(n)
    p.report("<p>{first(nr of lines sort by amount descending)}</p>")


def joined(p, n):
    p.lines(n)
    p.report("<p>{join(words of all lines, ', ')}</p>")


def tiles(p, n):
    p.report("<tiles>" + '<tile label="A" value="1"/>' * n + "</tiles>")


def chart_points(p, n):
    p.lines(n)
    p.report('<chart type="bar" title="G" rows="lines" category="nr" value="amount" alt="x"/>')


def styles(p, n):
    style = (p.folder / "templates/styles/blocks.xml").read_text()
    line = next(l for l in style.splitlines() if "<font " in l)
    extra = "".join(re.sub(r'family="[^"]*"', f'family="f{i}"', line) + "\n" for i in range(n))
    p.write("templates/styles/blocks.xml", style.replace(line, extra + line, 1))
    p.report("<p>een</p>")


def reports(p, n):
    p.report("<p>een</p>")
    text = (p.folder / "templates/reports/r.xml").read_text()
    for i in range(n):
        p.write(f"templates/reports/r{i}.xml", text.replace('id="r"', f'id="r{i}"').replace('file="r"', f'file="r{i}"'))


def attachment(p, n):
    p.write("input/a.txt", b"0123456789abcdef" * (n // 16))
    p.report('<attachment file="a.txt" title="Bijlage"/><p>een</p>')


def waiting_values(p, n):
    """Values that wait for what their elements hold at the end, in a record that waits as well."""
    p.write("templates/sources/s.xml", SOURCE.replace('records="line"', """records="line[side='D']\"""").replace(
        '<field name="words"', """<field name="words" path="part[kind='1']/word\""""))
    p.write("input/root.xml", f'{HEAD}<root xmlns="urn:griffie:input:1" as-of="2023-01-31"><line><nr>1</nr>'
            f'{"<part><word>een</word><kind>1</kind></part>" * n}<side>D</side></line></root>')
    p.report("<p>een</p>")


def png(width, height, depth=8, kind=2, rows=None):
    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    line = b"\0" + b"\0" * (width * (3 if kind == 2 else 1))
    pack = zlib.compressobj(9)
    data = b"".join(pack.compress(line) for _ in range(height if rows is None else rows)) + pack.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def image(p, n):
    p.write("input/a.png", png(n, 5000))
    p.report('<image file="a.png" alt="vlak" width="40mm"/>')


def png_texts(p, n):
    whole = png(4, 4)
    body = b"tEXta\0" + zlib.compress(b"a" * 10)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    p.write("input/a.png", whole[:33] + chunk * n + whole[33:])
    p.report('<image file="a.png" alt="vlak" width="40mm"/>')


def images(p, n):
    p.write("input/a.png", png(400, 400))
    p.report('<image file="a.png" alt="vlak" width="4mm"/>' * n)


CASES = {  # name: (maker, n, seconds that 2n may take, what griffie may answer)
    "span_rows": (span_rows, 1500, 20), "lets": (lets, 2000, 20), "lets_flat": (lets_flat, 20000, 20), "lets_twice": (lets_twice, 400, 20),
    "sum_in_sum": (sum_in_sum, 1500, 20), "count_in_where": (count_in_where, 1500, 20), "loop_in_loop": (loop_in_loop, 100, 60),
    "back_ticks": (back_ticks, 500000, 20), "ticks_apart": (ticks_apart, 500000, 20), "brackets": (brackets, 500000, 20), "stars": (stars, 500000, 20),
    "quotes_deep": (quotes_deep, 50000, 20), "lists_deep": (lists_deep, 700, 20), "many_links": (many_links, 10000, 20),
    "many_footnotes": (many_footnotes, 2000, 20), "one_word": (one_word, 500000, 20), "hyphens": (hyphens, 500000, 20),
    "one_paragraph": (one_paragraph, 1000000, 30), "many_paragraphs": (many_paragraphs, 350000, 30), "braces": (braces, 60000, 20),
    "marks": (marks, 100000, 20), "bidi": (bidi, 100000, 20), "notes": (notes, 2000, 30), "nested": (nested, 200, 20),
    "nested_parens": (nested_parens, 10000, 20), "long_sum": (long_sum, 5000, 20), "long_choice": (long_choice, 5000, 20),
    "wide_table": (wide_table, 200, 20), "sections": (sections, 5000, 30), "contents": (contents, 5000, 30), "links": (links, 5000, 30),
    "attribute": (attribute, 2500000, 20), "long_title": (long_title, 30000, 20), "value": (value, 5000000, 20),
    "digits": (digits, 1000000, 20), "number_text": (number_text, 1000000, 20), "rows": (rows, 20000, 60), "rows_figured": (rows_figured, 2000, 30),
    "rows_sheet": (rows_sheet, 2500, 30), "sorted_rows": (sorted_rows, 50000, 30), "others": (others, 10000, 30), "joined": (joined, 5000, 30), "tiles": (tiles, 2000, 30),
    "waiting_values": (waiting_values, 10000, 20), "chart_points": (chart_points, 1000, 30), "styles": (styles, 500, 30), "reports": (reports, 100, 60), "attachment": (attachment, 64 << 20, 30),
    "image": (image, 4000, 30), "png_texts": (png_texts, 50000, 20), "images": (images, 1000, 30),
}


# name: (n, ratio, MiB at 2n, code with which 2n is refused)
GUARDED = {
    "span_rows": (3000, 4.2, 300, None), "lets_flat": (20000, RATIO, 300, "E188"), "sum_in_sum": (40000, RATIO, 300, None),
    "rows_figured": (1500, 4.5, 900, None), "long_title": (15000, RATIO, 300, None), "back_ticks": (200000, RATIO, 500, None),
    "marks": (100000, RATIO, 300, None), "others": (10000, RATIO, 300, None), "waiting_values": (6000, RATIO, 300, "D212"),
}


def run(griffie, name, n):
    with tempfile.TemporaryDirectory() as folder:
        CASES[name][0](Project(Path(folder)), n)
        with open(f"{folder}/err", "w+") as err:
            child = subprocess.Popen([griffie, "render", "--jobs", "1", "--quiet"], cwd=folder, stdout=subprocess.DEVNULL, stderr=err)
            status, usage = wait(child)
            child.returncode = os.waitstatus_to_exitcode(status)
            err.seek(0)
            said = err.read()
    return {"status": child.returncode, "cpu": usage.ru_utime + usage.ru_stime, "mib": usage.ru_maxrss // 1024, "said": said}


def wait(child):
    end = time.monotonic() + float(os.environ.get("SLOW_LIMIT", "120"))
    while time.monotonic() < end:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            return status, usage
        time.sleep(0.01)
    child.terminate()
    return os.wait4(child.pid, 0)[1:]


def faults_of(name, one, two):
    _, ratio, mib, code = GUARDED[name]
    ended = two["status"] == (65 if code else 0) and (not code or re.search(rf":\d+:\d+: error: .*\[{code}\]", two["said"]))
    if not ended:
        yield f"ended with {two['status']}: {two['said'][:300]}"
    if two["cpu"] > ratio * max(one["cpu"], FLOOR):
        yield f"{one['cpu']:.2f} s, and {two['cpu']:.2f} s for twice as much"
    if two["mib"] > mib:
        yield f"{two['mib']} MiB, at most {mib}"


def judge(griffie, names):
    bad = 0
    for name in names:
        n = GUARDED[name][0]
        faults = list(faults_of(name, run(griffie, name, n), run(griffie, name, 2 * n)))
        if faults:  # a machine that is busy counts more
            faults = list(faults_of(name, run(griffie, name, n), run(griffie, name, 2 * n)))
        for fault in faults:
            print(f"slow_inputs: {name}: {fault}", file=sys.stderr)
            bad = 1
    return bad


def show(griffie, names):
    for name in names:
        n = CASES[name][1]
        one, two = run(griffie, name, n), run(griffie, name, 2 * n)
        ratio = two["cpu"] / max(one["cpu"], 0.01)
        print(f"{name:18} {n:9} {one['cpu']:7.2f} s {one['mib']:5} MiB   {2 * n:9} {two['cpu']:7.2f} s {two['mib']:5} MiB  x{ratio:4.1f}  "
              f"{one['status']}/{two['status']} {two['said'].strip().splitlines()[0][:150] if two['said'].strip() else ''}", flush=True)


def main():
    griffie = str(Path(sys.argv[1]).resolve())
    names = [a for a in sys.argv[2:] if not a.startswith("--")]
    if b"__asan_init" in Path(griffie).read_bytes():
        return 77
    if "--table" in sys.argv:
        show(griffie, names or list(CASES))
        return 0
    return judge(griffie, names or list(GUARDED))


if __name__ == "__main__":
    sys.exit(main())
