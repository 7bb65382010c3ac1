#!/usr/bin/env python3
"""A workbook with tables of different lengths on one sheet: long_workbook.py GRIFFIE.

The long one (over 5,000 rows) is never held. Two runs give the same bytes; three times the rows take a kilobyte a row more
memory at the most; LibreOffice reckons each formula to what is written beside it; openpyxl finds each record's figures in
its row, and no figure that is a text. Skipped (77) without openpyxl or LibreOffice, after the rest."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ROWS, FACTOR, MOST_A_ROW = 6000, 3, 1024
SOURCE = """<source xmlns="urn:griffie:source:1" id="bookings" title="Bookings">
  <match root="bookings"/>
  <as-of path="@date"/>
  <dataset name="bookings" title="Boekingen" records="b" key="nr" shared="yes">
    <field name="nr" path="@nr" type="integer"/>
    <field name="words" path="." type="text"/>
    <field name="amount" path="@amount" type="money"/>
    <field name="part" path="@part" type="money"/>
    <field name="day" path="@day" type="date"/>
  </dataset>
</source>
"""
REPORT = """<report xmlns="urn:griffie:report:1" id="long" style="bench" lang="nl" title="Boekingen">
  <editions region="yes" file="boekingen"/>
  <section title="Boekingen">
    <table title="Vooraf" sheet="Alles">
      <column title="Wat" header="yes"/>
      <column title="Aantal" as="number" total="sum"/>
      <row><cell>Eerst</cell><cell value="12"/></row>
      <row><cell>Dan</cell><cell value="30"/></row>
      <total title="Samen"/>
    </table>
    <table title="Boekingen" rows="bookings" as="b" sheet="Alles">
      <column title="Omschrijving" value="b.words" header="yes"/>
      <columns title="Bedragen">
        <column title="Bedrag" value="b.amount" as="cents" total="sum"/>
        <column title="Deel" value="b.part" as="cents" total="sum"/>
      </columns>
      <column title="Aandeel" value="b.part / b.amount" as="percent(2)"/>
      <column title="Datum" value="b.day" as="date-short"/>
      <total title="Totaal"/>
    </table>
    <table title="Daarna" sheet="Alles">
      <column title="Wat" header="yes"/>
      <column title="Aantal" as="number"/>
      <row><cell>Nog eens</cell><cell value="42"/></row>
    </table>
  </section>
</report>
"""


def record(number):
    """Words, amount and part in cents; each third is long enough for a second line."""
    words = f"boeking {number} van A & B" + ", met woorden die samen een tweede regel nodig hebben in hun kolom" * (number % 3 == 0)
    return words, number * 101 + 7, number * 13 - 40000


def write_export(folder, rows):
    folder.mkdir()
    with open(folder / "bookings.xml", "w", encoding="utf-8") as out:
        out.write('<bookings date="2026-03-31">\n')
        for number in range(rows):
            words, amount, part = record(number)
            sign, size = "-" * (part < 0), abs(part)
            out.write(f'<b nr="{number}" amount="{amount // 100}.{amount % 100:02}" part="{sign}{size // 100}.{size % 100:02}" '
                      f'day="2025-06-{number % 28 + 1:02}">{words.replace("&", "&amp;")}</b>\n')
        out.write("</bookings>\n")


def render(griffie, work, rows, name):
    """The workbook, and the peak memory of making it in bytes."""
    given = work / f"in-{rows}"
    if not given.exists():
        write_export(given, rows)
    words = [griffie, "render", "--input", given, "--templates", work / "templates", "--output", work / name, "--format", "xlsx",
             "--jobs", "1", "--quiet"]
    child = os.fork()
    if child == 0:
        done = subprocess.run([str(word) for word in words], stdout=subprocess.DEVNULL, check=False)
        os._exit(done.returncode)
    _, status, used = os.wait4(child, 0)
    if status:
        sys.exit(f"long_workbook: griffie render: status {status}")
    return work / name / "long/region/boekingen.xlsx", used.ru_maxrss * 1024


def wrong_cells(path, openpyxl):
    """What does not stand in the sheet as the records have it."""
    sheet = openpyxl.load_workbook(path, read_only=True)["Alles"]
    found = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=5)]
    start = next(i for i, row in enumerate(found) if row[0] == "Omschrijving") + 1
    start += 1 if found[start][1] == "Bedrag" else 0
    for number in range(ROWS):
        words, amount, part = record(number)
        row = found[start + number]
        if (row[0], row[1], row[2]) != (words, amount / 100, part / 100) or abs(row[3] - part / amount) > 1e-12 \
                or row[4].day != number % 28 + 1:
            yield f"row {start + number + 1}: {row} for {words!r}, {amount}, {part}"
    total = found[start + ROWS]
    want = f"=SUM(B{start + 1}:B{start + ROWS})"
    if total[1] != want:
        yield f"the total is {total[1]!r}, not {want!r}"


def main():
    griffie = pathlib.Path(sys.argv[1]).resolve()
    failed = []
    with tempfile.TemporaryDirectory(prefix="griffie-long-") as folder:
        work = pathlib.Path(folder)
        for name, text in (("sources/bookings.xml", SOURCE), ("reports/long.xml", REPORT)):
            (work / "templates" / name).parent.mkdir(parents=True)
            (work / "templates" / name).write_text(text)
        shutil.copytree(ROOT / "tests/bench/griffie/document/styles", work / "templates/styles")
        book, small = render(griffie, work, ROWS, "one")
        again, _ = render(griffie, work, ROWS, "two")
        if book.read_bytes() != again.read_bytes():
            failed.append("two runs gave other bytes")
        sanitizers = b"__asan_init" in griffie.read_bytes()
        _, large = render(griffie, work, ROWS * FACTOR, "large")
        if not sanitizers and large - small > ROWS * (FACTOR - 1) * MOST_A_ROW:
            failed.append(f"{(large - small) // (ROWS * (FACTOR - 1))} bytes a row")
        try:
            import openpyxl  # what follows asks it
        except ImportError:
            openpyxl = None
        skipped = openpyxl is None
        failed += list(wrong_cells(book, openpyxl))[:5] if openpyxl else []
        for tool in ("open_workbooks.py", "recalculate.py"):
            status = subprocess.run(["/usr/bin/python3", HERE / tool, book], check=False).returncode
            skipped = skipped or status == 77
            failed += [f"{tool}: status {status}"] if status not in (0, 77) else []
    for line in failed:
        print(f"long_workbook: {line}")
    sys.exit(1 if failed else 77 if skipped else 0)


if __name__ == "__main__":
    main()
