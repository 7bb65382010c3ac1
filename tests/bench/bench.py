#!/usr/bin/env python3
"""How fast is griffie, and how much memory does it take, beside bare libraries and beside other programs?

  bench.py [GROUP]... [--runs N] [--write]

Everything is made here from a seed and measured in one run, in turn: every program once, then every program again. Times
are those of the processor, of a process and all that it started; memory is that of its largest process. Figures are
medians. Groups (all without names): documents, editions, rows, workbooks, exports, nights.

  --runs N   how often each is measured; 3 without it
  --quick    a tenth of the large inputs, to see that everything works
  --write    puts the tables and the picture in docs/performance.md

GRIFFIE names the program; build/griffie without it. PEER_PYTHON names a Python that has the packages typst and weasyprint;
FOP is taken from PATH. What is not installed is left out, and said. The floors are compiled here (cc, the libraries that
griffie needs, fonts-open-sans, hyphen-nl). Works in a folder of its own in TMPDIR or /tmp; about 2.5 GB."""
import argparse
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

import content
import report

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
GRIFFIE = pathlib.Path(os.environ.get("GRIFFIE", ROOT / "build/griffie")).resolve()
FONTS = "/usr/share/fonts/truetype/open-sans"
PATTERNS = "/usr/share/hyphen/hyph_nl_NL.dic"
FLOORS = {"pdf": ["-lhpdf", "-lhyphen", "-lm"], "xlsx": ["-lxlsxwriter", "-lz"], "xml": []}
BATCH = """<batch xmlns="urn:griffie:batch:1" id="bench" zone="Europe/Amsterdam">
  <job id="all" report="document" formats="pdf" schedule="daily 04:00"/>
</batch>
"""


class Bench:
    def __init__(self, work, runs, quick):
        self.work, self.runs, self.quick, self.told = work, runs, quick, []
        self.python = os.environ.get("PEER_PYTHON", sys.executable)
        self.part = 10 if quick else 1
        self.compile("meter", [HERE / "meter.c"], [])
        for name, libraries in FLOORS.items():
            more = [HERE / "floors/lines.c"] if name == "pdf" else []
            self.compile(f"floor-{name}", [HERE / f"floors/{name}.c", *more], libraries)

    def compile(self, name, sources, libraries):
        xml = subprocess.run(["xml2-config", "--cflags", "--libs"], stdout=subprocess.PIPE, text=True, check=True).stdout.split()
        subprocess.run(["cc", "-O2", "-std=gnu17", "-o", self.work / name, *sources, *xml, *libraries], check=True)

    def has(self, package):
        return subprocess.run([self.python, "-c", f"import {package}"], stderr=subprocess.DEVNULL, check=False).returncode == 0

    def descriptors(self, name, batch=None, without=()):
        """Descriptors of one group in a folder of their own, with the style."""
        folder = self.work / f"descriptors-{name}"
        if not folder.exists():
            shutil.copytree(HERE / "griffie" / name.split("-")[0], folder)
            shutil.copytree(HERE / "griffie/document/styles", folder / "styles", dirs_exist_ok=True)
            for report_name in without:
                (folder / "reports" / report_name).unlink()
            if batch:
                (folder / "batch.xml").write_text(batch)
        return folder

    def measure(self, command, fresh=(), made=None):
        """Runs a command; what it took. `fresh`: folders that are emptied before. `made`: the file or folder of its documents."""
        for folder in fresh:
            shutil.rmtree(folder, ignore_errors=True)
        with open(self.work / "out", "wb") as out:
            subprocess.run([str(word) for word in (self.work / "meter", self.work / "taken", *command)], stdout=out, stderr=out,
                           stdin=subprocess.DEVNULL, check=True)
        status, cpu, wall, memory = map(float, (self.work / "taken").read_text().split())
        if status:
            sys.exit(f"bench: exit {status:.0f}: {' '.join(map(str, command))}\n{(self.work / 'out').read_text()[-2000:]}")
        documents = [made] if made and made.is_file() else sorted(made.rglob("*.*")) if made else []
        documents = [path for path in documents if path.suffix in (".pdf", ".xlsx") and "changes" not in path.name]
        pages = sum(pages_of(path) for path in documents if path.suffix == ".pdf")
        return {"cpu": cpu, "wall": wall, "memory": memory / 1024,
                "bytes": sum(path.stat().st_size for path in documents), "pages": pages}

    def compare(self, title, programs):
        """programs: {name: what measures it once}. In turn, `runs` times; the medians go into the report."""
        taken = {name: [] for name in programs}
        for _ in range(self.runs):
            for name, once in programs.items():
                taken[name].append(once())
        medians = {name: {key: statistics.median(run[key] for run in runs) for key in runs[0]} for name, runs in taken.items()}
        self.told.append((title, medians))
        print(report.table(title, medians), flush=True)

    def render(self, name, given, formats, words=()):
        """Measures one `griffie render` into an empty folder."""
        out = self.work / "made"
        command = [GRIFFIE, "render", "--input", given, "--templates", name, "--output", out, "--format", formats, "--jobs", "1",
                   "--quiet", *words]
        return lambda: self.measure(command, (out, self.work / ".made.griffie"), out)


def pages_of(path):
    told = subprocess.run(["pdfinfo", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout
    found = re.search(r"^Pages: *(\d+)", told, re.M)
    return int(found[1]) if found else 0


def peers(bench, pairs):
    """What measures each program that is installed, over these pairs of content (without ending) and PDF."""
    made = pairs[0][1] if len(pairs) == 1 else pairs[0][1].parent
    xml = [word for given, out in pairs for word in (f"{given}.xml", out)]
    json = [word for given, out in pairs for word in (f"{given}.json", out)]
    found = {"floor: libharu": lambda: bench.measure([bench.work / "floor-pdf", FONTS, PATTERNS, *xml], made=made)}
    for package, name in (("typst", "Typst"), ("weasyprint", "WeasyPrint")):
        if bench.has(package):
            program = [bench.python, HERE / f"peers/{package}_peer.py", *json]
            found[name] = lambda program=program: bench.measure(program, made=made)
    if shutil.which("fop") and len(pairs) == 1:
        found["FOP"] = lambda: bench.measure(["fop", "-q", "-c", HERE / "peers/fop.xconf", "-xml", xml[0], "-xsl",
                                              HERE / "peers/report.xsl", "-pdf", xml[1]], made=made)
    return found


def documents(bench):
    """One document, one process."""
    given = bench.work / "given-1"
    given.mkdir()
    content.write_document(content.document(0), given / "report")
    (given / "report.json").unlink()
    bench.compare("A document of one page, cold", {"griffie": bench.render(bench.descriptors("page"), given, "pdf")})
    for pages, chapters in ((10, 4), (45, 21), (400, 194)):
        folder = bench.work / f"document-{pages}"
        folder.mkdir()
        content.write_document(content.document(chapters), folder / "report")
        given = bench.work / f"given-{pages}"
        given.mkdir()
        shutil.copy(folder / "report.xml", given)
        programs = {"griffie": bench.render(bench.descriptors("document"), given, "pdf"),
                    **peers(bench, [(folder / "report", folder / "report.pdf")])}
        if pages == 400 and bench.quick:
            programs = {name: programs[name] for name in ("griffie", "floor: libharu")}
        bench.compare(f"A document of {pages} pages, cold", programs)


def write_editions(bench, count):
    given = bench.work / f"editions-{count}"
    if not given.exists():
        given.mkdir()
        for number, place in enumerate(content.places(count), 1):
            content.write_document(content.document(4, f"{number:04}", place), given / f"{number:04}")
            (bench.work / "json").mkdir(exist_ok=True)
            (given / f"{number:04}.json").replace(bench.work / f"json/{number:04}.json")
            shutil.copy(given / f"{number:04}.xml", bench.work / "json")
    return given


def editions(bench):
    """Many documents, one process."""
    given = write_editions(bench, 50)
    out = bench.work / "peers"
    out.mkdir()
    pairs = [(bench.work / f"json/{number:04}", out / f"{number:04}.pdf") for number in range(1, 51)]
    bench.compare("50 editions of 10 pages, warm",
                  {"griffie": bench.render(bench.descriptors("document"), given, "pdf"), **peers(bench, pairs)})


def night(bench, count, out, first):
    """Measures a run of the night; `first`: into an empty folder."""
    given, name = write_editions(bench, count), bench.descriptors("document-night", BATCH)
    command = [GRIFFIE, "run", "--input", given, "--templates", name, "--output", out, "--jobs", "1", "--quiet", "--now"]
    state = (out, out.parent / f".{out.name}.griffie")
    return lambda: bench.measure(command, state if first else (), out if first else None)


def nights(bench):
    """`griffie run`: everything made, checked and published; and a night in which nothing changed."""
    for count in (50, 342 // bench.part):
        out = bench.work / f"night-{count}"
        bench.compare(f"{count} editions of 10 pages by `griffie run`", {"griffie": night(bench, count, out, True)})
        bench.compare(f"{count} editions, nothing changed", {"griffie": night(bench, count, out, False)})


def bookings(bench, count):
    given = bench.work / f"bookings-{count}"
    if not given.exists():
        given.mkdir()
        content.write_rows(count, given / "bookings.xml")
    return given


def rows(bench):
    """Long tagged tables."""
    name = bench.descriptors("rows-table", without=("workbook.xml", "cells.xml"))
    for count in (10_000, 100_000 // bench.part):
        bench.compare(f"A tagged table of {count:,} rows and 6 columns",
                      {"griffie": bench.render(name, bookings(bench, count), "pdf")})


def workbooks(bench):
    for title, columns, without in (("100,000 rows of 12 columns, 3 of them formulas", 12, ("bookings.xml", "cells.xml")),
                                    ("1,000,000 cells", 10, ("bookings.xml", "workbook.xml"))):
        count, made = 100_000 // bench.part, bench.work / "floor.xlsx"
        name = bench.descriptors(f"rows-{columns}", without=without)
        bench.compare(f"A workbook: {title}", {
            "griffie": bench.render(name, bookings(bench, count), "xlsx"),
            "floor: libxlsxwriter": lambda columns=columns: bench.measure(
                [bench.work / "floor-xlsx", count, columns, made], made=made)})


def exports(bench):
    """Reading: every value typed and every record keyed; and a large file of which nothing is wanted."""
    for megabytes, wanted in ((100 // bench.part, True), (1000 // bench.part, False)):
        given = bench.work / f"export-{megabytes}"
        given.mkdir()
        content.write_lines(megabytes, given / "export.xml")
        name = bench.descriptors("lines" if wanted else "ignored")
        check = [GRIFFIE, "check", "--input", given, "--templates", name]
        bench.compare(f"An export of {megabytes:,} MB, {'typed and keyed' if wanted else 'ignored'}", {
            "griffie": lambda check=check: bench.measure(check),
            "floor: libxml2 SAX2": lambda given=given: bench.measure([bench.work / "floor-xml", given / "export.xml"])})
        shutil.rmtree(given)


def ledgers(bench):
    """An audit file, added up by account, cost centre and period while it is read, held against its totals, hashed and printed."""
    megabytes = 1000 // bench.part
    given = bench.work / f"ledger-{megabytes}"
    given.mkdir()
    content.write_ledger(megabytes, given / "ledger.xml")
    name = bench.descriptors("ledger")
    bench.compare(f"An audit file of {megabytes:,} MB by account, cost centre and period", {
        "griffie": bench.render(name, given, "pdf"),
        "floor: libxml2 SAX2": lambda: bench.measure([bench.work / "floor-xml", given / "ledger.xml"])})
    shutil.rmtree(given)


GROUPS = {group.__name__: group for group in (documents, editions, nights, rows, workbooks, exports, ledgers)}


def machine():
    """What it was measured on, for the report."""
    model = re.search(r"^model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    version = subprocess.run([GRIFFIE, "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    return f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores, Linux {platform.release()}; {version[0]}, {version[1]}"


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("groups", nargs="*", metavar="GROUP", choices=[[], *GROUPS])
    ask.add_argument("--runs", type=int, default=3)
    ask.add_argument("--quick", action="store_true")
    ask.add_argument("--write", action="store_true")
    told = ask.parse_args()
    if os.environ.get("GR_TIER") == "quick":
        print("bench: only in the long tier")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="griffie-bench-") as work:
        bench = Bench(pathlib.Path(work), told.runs, told.quick)
        for name in told.groups or GROUPS:
            GROUPS[name](bench)
        if told.write:
            report.write(ROOT / "docs", bench.told, machine(), told.runs)


if __name__ == "__main__":
    main()
