#!/usr/bin/env python3
"""The annual report says the same whether its realisation comes from the budget export or from an audit file: realisation.py GRIFFIE.

The sample is rendered as it is, and with the descriptors of docs/examples/audit-file, a budget export without <actual> and an audit file (3.2, then
4.0) whose bookings audit_file.py made of what was taken out. The text of the PDF, line by line, and each value in each cell of the
workbook have to be the same. Then what must not
pass: a booking that no entry of the mapping knows, one that was changed, and one on a line that the budget has not."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
GRIFFIE = str(pathlib.Path(sys.argv[1]).resolve())
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FILES = {"annual-report": "jaarverslag-2022", "annual-accounts": "jaarstukken-2022"}
CONTROLS = "Controles"
EXPORTS = "Herkomst"
# the section's heading, which its entry in the contents is not, and the caption of its table, which each page that goes on repeats
ORIGIN = re.compile(r"^[\s\d.]*Herkomst van de cijfers\s*$|^\s*Waar de cijfers vandaan komen", re.M)


def lay_out(at):
    for folder in ("input", "templates"):
        shutil.copytree(ROOT / folder, at / folder)
    (at / "output").mkdir()


def from_audit_file(at, version):
    lay_out(at)
    shutil.copytree(ROOT / "docs/examples/audit-file/templates", at / "templates", dirs_exist_ok=True)
    shutil.copy(ROOT / "templates/library/sources/audit-file.xml", at / "templates/sources")
    budgets = at / "input/budgets-2022.xml"
    subprocess.run([sys.executable, "-B", ROOT / "tests/tools/audit_file.py", budgets, at / "input", "--version", version], check=True)
    budgets.write_text(re.sub(r"\s*<actual>[^<]*</actual>", "", budgets.read_text(encoding="utf-8")), encoding="utf-8")


def render(at, report="annual-report"):
    return subprocess.run([GRIFFIE, "render", "--report", report, "--edition", "region", "--format", "pdf,xlsx"], cwd=at, capture_output=True, text=True)


def text_of(at, report):
    """Of all pages but those that say where the figures come from, which is another export here, and but their numbers."""
    pdf = at / "output" / report / "region" / (FILES[report] + ".pdf")
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    before, behind = text.split("\f", 1)[0], text.split("\f", 1)[1]
    sections = [page for page in behind.split("\f") if not ORIGIN.search(page)]
    return re.sub(r"(pagina \d+) van \d+", r"\1", "\n".join([before, *sections])).splitlines()


def cells_of(at, report):
    """{(sheet, cell): value}."""
    with zipfile.ZipFile(at / "output" / report / "region" / (FILES[report] + ".xlsx")) as book:
        names = [sheet.get("name") for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter(MAIN + "sheet")]
        shared = [] if "xl/sharedStrings.xml" not in book.namelist() else [
            "".join(t.text or "" for t in si.iter(MAIN + "t")) for si in ET.fromstring(book.read("xl/sharedStrings.xml"))]
        cells = {}
        for nr, name in enumerate(names, 1):
            for cell in ET.fromstring(book.read(f"xl/worksheets/sheet{nr}.xml")).iter(MAIN + "c"):
                value = cell.findtext(MAIN + "v")
                if value is not None and cell.get("t") == "s":
                    value = shared[int(value)]
                cells[name, cell.get("r")] = value if value is not None else "".join(t.text or "" for t in cell.iter(MAIN + "t"))
        return cells


def without_control(cells, words):
    """As if the sheet of controls did not list this one, which the sample has not; None: it does not."""
    rows = [int(at[1:]) for (sheet, at), value in cells.items() if sheet == CONTROLS and at[0] == "A" and value == words]
    if len(rows) != 1:
        return None
    kept = {}
    for (sheet, at), value in cells.items():
        row = int(re.sub(r"\D", "", at))
        if sheet != CONTROLS or row < rows[0]:
            kept[sheet, at] = value
        elif row > rows[0]:
            kept[sheet, f"{at.rstrip('0123456789')}{row - 1}"] = value
    return kept


def figures_of(cells):
    """All but the sheet that says which exports there were."""
    return {at: value for at, value in cells.items() if at[0] != EXPORTS}


def differences(words, ours, theirs):
    changed = [f"{words}: {k}: {ours.get(k)!r} and {theirs.get(k)!r}" for k in sorted({*ours, *theirs}) if ours.get(k) != theirs.get(k)]
    return changed[:10]


def lines(text):
    return {f"line {n}": line for n, line in enumerate(text, 1)}


def broken(at, old, new, code, status, name="bookings-2022.xaf"):
    audit = at / "input" / name
    text = audit.read_text(encoding="utf-8")
    audit.write_text(text.replace(old, new, 1), encoding="utf-8")
    run = render(at)
    audit.write_text(text, encoding="utf-8")
    if old in text and run.returncode == status and f"[{code}]" in run.stderr:
        return []
    return [f"{old} as {new}: exit {run.returncode}, not {status} with {code}: {run.stderr}"]


def from_both(at, report):
    """(faults, what was compared) of one report, made of the sample and of audit files."""
    run, faults = render(at / "own", report), []
    if run.returncode != 0:
        sys.exit(f"the sample: {report}: exit {run.returncode}: {run.stderr}")
    text, cells = lines(text_of(at / "own", report)), cells_of(at / "own", report)
    for version in ("3.2", "4.0"):
        run, name = render(at / version, report), f"{report} {version}"
        if run.returncode != 0 or run.stderr:
            faults.append(f"{name}: exit {run.returncode}: {run.stderr}")
            continue
        faults += differences(name + " PDF", text, lines(text_of(at / version, report)))
        theirs = cells_of(at / version, report)
        alike = without_control(theirs, "alle boekingen op resultaatrekeningen staan in de rekening")
        if alike is None:
            faults.append(f"{name}: the sheet of controls does not list the one of the data descriptor once")
        faults += differences(name + " workbook", figures_of(cells), figures_of(alike or theirs))
        if (EXPORTS, "bookings-2022.xaf") not in {(of[0], value) for of, value in theirs.items()}:
            faults.append(f"{name}: the sheet of exports does not name the audit file")
    figures = sum(bool(re.fullmatch(r"-?[\d.]+", v or "")) for v in figures_of(cells).values())
    if len(text) < 100 or figures < 100:
        faults.append(f"{len(text)} lines and {figures} numbers are not the {report}")
    return faults, f"{report}: {len(text)} lines of the PDF and {len(figures_of(cells))} cells ({figures} numbers) from both"


def main():
    with tempfile.TemporaryDirectory() as folder:
        at, faults, said = pathlib.Path(folder), [], []
        lay_out(at / "own")
        for version in ("3.2", "4.0"):
            from_audit_file(at / version, version)
        for report in FILES:
            found, words = from_both(at, report)
            faults += found
            said.append(words)
        faults += broken(at / "3.2", "<costID>K01</costID>", "<costID>K99</costID>", "D237", 65)
        faults += broken(at / "3.2", "<amnt>410416.80</amnt>", "<amnt>410416.81</amnt>", "D240", 4)
        faults += broken(at / "3.2", 'cost-centre="K01" module="inkoop" nr="1"', 'cost-centre="K01" module="inkoop" nr="99"', "E101", 65, "account-map.xml")
    print("\n".join([*faults, *said, f"{len(faults)} faults"]))
    sys.exit(1 if faults else 0)


main()
