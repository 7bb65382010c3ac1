#!/usr/bin/env python3
"""How does memory grow with what is made? Each kind of work is done small and large; what the larger one takes more, a row, a
record or a page, may not be more than MOST says. The difference does not depend on the libraries of a system.

  memory.py           compares. Exit status 0: within; 1: more; 77: not here
  memory.py --tell    prints what was measured, too"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import content
import counts

PAGES_A_CHAPTER = 2.1
# The small ones take more than this program does itself: what it has counts, too.
# kind: (small, large, bytes for each that there is more). What performance.md asks of 100,000 rows, of pages and of cells follows from them.
MOST = {"row of a table": (10_000, 30_000, 1250), "row of a workbook": (10_000, 30_000, 800), "page": (120, 300, 130_000),
        "record of an export": (200_000, 500_000, 120)}


def peak(words):
    """Bytes of the largest process of one call."""
    child = subprocess.Popen([counts.GRIFFIE, *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read().decode()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"memory: exit {child.returncode}: {said}")
    return used.ru_maxrss * 1024


def call(work, kind, many):
    """Words of the call that does `many` of a kind."""
    name = f"{kind}-{many}".replace(" ", "-")
    if kind == "page":
        chapters = round(many / PAGES_A_CHAPTER)
        write = lambda path: content.write_document(content.document(chapters), path)
        return counts.render(work, counts.descriptors(work, "document"), counts.given(work, name, write), "pdf")
    if kind == "record of an export":
        write = lambda path: content.write_lines(many * 120 / 2**20, f"{path}.xml")
        return ["check", "--input", counts.given(work, name, write), "--templates", counts.descriptors(work, "lines")]
    folder = counts.given(work, name, lambda path: content.write_rows(many, f"{path}.xml"))
    kept, format_name = ("bookings.xml", "pdf") if "table" in kind else ("workbook.xml", "xlsx")
    left_out = [each for each in ("bookings.xml", "workbook.xml", "cells.xml") if each != kept]
    return counts.render(work, counts.descriptors(work, "rows", *left_out), folder, format_name)


def growth(work, kind):
    small, large, _ = MOST[kind]
    taken = []
    for many in (small, large):
        taken.append(peak(call(work, kind, many)))
        for folder in (work / "made", work / ".made.griffie"):
            shutil.rmtree(folder, ignore_errors=True)
    return (taken[1] - taken[0]) / (large - small), taken


def main():
    if b"__asan_init" in counts.GRIFFIE.read_bytes():
        print("memory: sanitizers have a memory of their own")
        return 77
    failed = 0
    for kind, (small, large, most) in MOST.items():
        with tempfile.TemporaryDirectory(prefix="griffie-memory-") as folder:
            each, taken = growth(pathlib.Path(folder), kind)
        told = f"{kind}: {each:,.0f} bytes each ({small:,}: {taken[0] / 2**20:.1f} MiB, {large:,}: {taken[1] / 2**20:.1f} MiB)"
        if "--tell" in sys.argv:
            print(told)
        if each > most:
            print(f"memory: {told}; at most {most:,}")
            failed = 1
    return failed


sys.exit(main())
