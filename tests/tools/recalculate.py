#!/usr/bin/python3
"""Do the formulas of a workbook give the values that were written beside them?

recalculate.py FILE...   LibreOffice recalculates each workbook; every formula cell's value is compared
with the one in the file. Prints differences; exit 0 none, 1 some, 2 a file that does not open, 77 when
openpyxl or LibreOffice is not installed."""
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile

TOLERANCE = 1e-6
TIMEOUT_S = 180
SKIPPED = 77

try:
    import openpyxl
except ImportError:
    sys.exit(SKIPPED)


def without_cached_values(path, out):
    """A copy whose formula cells have no value, so that none can be passed on unworked."""
    import re
    pattern = re.compile(rb"(<f>[^<]*</f>)<v>[^<]*</v>")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/"):
                data = pattern.sub(rb"\1", data)
            new.writestr(name, data)


def recalculated(office, path, folder):
    bare = os.path.join(folder, "bare.xlsx")
    made = os.path.join(folder, "made")
    without_cached_values(path, bare)
    done = subprocess.run([office, "-env:UserInstallation=file://" + os.path.join(folder, "profile"),
                           "--headless", "--norestore", "--convert-to", "xlsx", "--outdir", made, bare],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=TIMEOUT_S,
                          check=False)
    result = os.path.join(made, "bare.xlsx")
    if done.returncode != 0 or not os.path.exists(result):
        raise OSError("LibreOffice did not open it: " + done.stdout.decode(errors="replace").strip())
    return openpyxl.load_workbook(result, data_only=True)


def same(a, b):
    numbers = isinstance(a, (int, float)) and isinstance(b, (int, float))
    return abs(a - b) <= TOLERANCE * max(1.0, abs(a)) if numbers else a == b


def compare(office, path):
    """Numbers of formula cells and of differences."""
    formulas = openpyxl.load_workbook(path)
    cached = openpyxl.load_workbook(path, data_only=True)
    with tempfile.TemporaryDirectory(prefix="griffie-recalculate-") as folder:
        fresh = recalculated(office, path, folder)
    if fresh.sheetnames != formulas.sheetnames:
        print(f"{path}: sheets {formulas.sheetnames} became {fresh.sheetnames}")
        return 0, 1
    count = wrong = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                was = cached[sheet.title][cell.coordinate].value
                now = fresh[sheet.title][cell.coordinate].value
                if was is None or not same(was, now):
                    wrong += 1
                    print(f"{path}: {sheet.title}!{cell.coordinate} {cell.value}: "
                          f"written {was!r}, recalculated {now!r}")
    return count, wrong


def main(paths):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not paths:
        sys.exit(__doc__)
    if office is None:
        sys.exit(SKIPPED)
    status = 0
    for path in paths:
        try:
            count, wrong = compare(office, path)
        except (OSError, subprocess.TimeoutExpired, zipfile.BadZipFile, KeyError, ValueError) as error:
            print(f"{path}: {error}")
            status = 2
            continue
        print(f"{path}: {count} formulas, {wrong} differ")
        status = max(status, 1 if wrong else 0)
    sys.exit(status)


main(sys.argv[1:])
