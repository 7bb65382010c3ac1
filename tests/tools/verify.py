#!/usr/bin/env python3
"""The figures of the samples in PDF and workbook, as poppler and openpyxl read them: verify.py GRIFFIE. What `griffie verify` finds
with its own readers is found here with others: each figure stands on its page, each cell of a workbook has its figure's value.
Exits 77 when poppler or openpyxl is missing."""
import fractions
import glob
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import openpyxl
except ImportError:
    print("verify: needs openpyxl")
    sys.exit(77)
if shutil.which("pdftotext") is None:
    print("verify: needs poppler")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLANK = re.compile("[\\s\u00ad\u00a0\u2000-\u200f\u202f\u2060]+")
GRIFFIE = pathlib.Path(sys.argv[1]).resolve()
MARKS = ("check", "outcome")  # a mark stands for what they say
faults = []


def bare(text):
    return BLANK.sub("", text)


def hold_pdf(path, figures):
    pages = [bare(page) for page in subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout.split("\f")]
    held = 0
    for figure in figures:
        at = figure.get("at")
        if not at or len(at) > 5 or figure["format"] in MARKS or at[4] - at[2] > 60:
            continue  # drawn, marked, or on several lines, which poppler may part
        held += 1
        if bare(figure["text"]) not in pages[at[0] - 1]:
            faults.append(f"{path}: page {at[0]} lacks {figure['text']!r}")
    return held


def number(value):
    try:
        return fractions.Fraction(value.removesuffix(" EUR"))
    except ValueError:
        return None


def hold_workbook(path, figures):
    book, held = openpyxl.load_workbook(path, data_only=True), 0
    for figure in figures:
        if "cell" not in figure:
            continue
        sheet, _, place = figure["cell"].rpartition("!")
        cell, want, held = book[sheet][place].value, number(figure["value"]), held + 1
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            off = max(fractions.Fraction(1, 10 ** 9), abs(want or 0) / 10 ** 15)  # a cell holds fifteen digits
            same = want is not None and abs(fractions.Fraction(cell) - want) < off
        elif hasattr(cell, "strftime"):
            same = cell.strftime("%Y-%m-%d") == figure["value"]
        else:
            same = figure["format"] in MARKS or bare(cell or "") == bare(figure["text"])
        if not same:
            faults.append(f"{path}: {figure['cell']} has {cell!r}, not {figure['value']!r}")
    return held


def main():
    held = cells = 0
    with tempfile.TemporaryDirectory() as work:
        subprocess.run([GRIFFIE, "render", "--quiet", "--input", ROOT / "input", "--templates", ROOT / "templates", "--output", f"{work}/output"],
                       check=True, capture_output=True)
        for path in sorted(glob.glob(f"{work}/.output.griffie/.versions/*/*/current/origins.json")):
            figures = json.load(open(path, encoding="utf-8"))["figures"]
            folder = "/".join([work, "output", *path.split("/")[-4:-2]])
            for name in sorted(os.listdir(folder)):
                held += hold_pdf(f"{folder}/{name}", figures) if name.endswith(".pdf") else 0
                cells += hold_workbook(f"{folder}/{name}", figures) if name.endswith(".xlsx") else 0
    for text in faults[:30]:
        print(f"verify: {text}")
    print(f"verify: {held} figures in print, {cells} cells, as poppler and openpyxl read them: {len(faults)} faults")
    return 1 if faults or held < 1000 or cells < 1000 else 0


if __name__ == "__main__":
    sys.exit(main())
