#!/usr/bin/python3
"""What the annual accounts print, beyond what law_accounts.py asks of their controls: law_documents.py GRIFFIE.

The year in which the statement of lawfulness begins, and the year before; a part that is left out; the ratios of the sample, the fixture and
random accounts, worked out from the exports by other records than the report uses, each an IF in the workbook; an account of nothing, whose
ratios are n.v.t.; a step that is planned too late.
"""
import random
import re
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/law"))
import accounts  # noqa: E402
import identities  # noqa: E402

GRIFFIE = str(Path(sys.argv[1]).resolve())
OF_YEAR = "budgets distributions teams ledger balance movements disclosures prior-contributions".split()
FAULTS = []


def expect(what, holds, said=""):
    if not holds:
        FAULTS.append(f"{what} {said}".strip())


class Folder:
    """The sample, with the exports of another account."""

    def __init__(self, at, year=2022, exports=None):
        self.at, self.year = at, year
        shutil.copytree(ROOT / "templates", at / "templates")
        shutil.copytree(ROOT / "input", at / "input")
        if year != 2022:
            self.edit("templates/reports/annual-accounts.xml", 'type="year" value="2022"', f'type="year" value="{year}"')
            for name in OF_YEAR:
                (at / f"input/{name}-2022.xml").unlink()
                shutil.copy(ROOT / f"tests/law/{year}/{name}-{year}.xml", at / "input")
            shutil.copy(ROOT / f"tests/law/{year}/clock.xml", at / "input")
        if exports:
            accounts.write(exports, at / "input", shared=True)

    def edit(self, name, pattern, instead):
        path = self.at / name
        text, changed = re.subn(pattern, instead, path.read_text(encoding="utf-8"), count=1)
        expect(f"nothing to change in {name}: {pattern}", changed)
        path.write_text(text, encoding="utf-8")

    def check(self, *words):
        return subprocess.run([GRIFFIE, "check", "--report", "annual-accounts", "--edition", "region", *words], cwd=self.at, capture_output=True, text=True)

    def document(self):
        run = self.check("--dump=document")
        expect(f"{self.at.name}: exit {run.returncode}", run.returncode == 0, run.stderr[:1500])
        return " ".join(re.findall(r'text "(.*?)"\n', run.stdout))

    def sheets(self):
        run = self.check("--dump=sheets")
        expect(f"{self.at.name}: exit {run.returncode}", run.returncode == 0, run.stderr[:1500])
        return run.stdout


def ratio_cells(dumped):
    """{(row, column): (number or text, formula)} of the sheet of ratios."""
    if '\nsheet "Kengetallen"' not in dumped:
        return {}
    sheet = dumped.split('\nsheet "Kengetallen"')[1].split("\nsheet ")[0]
    cells = {}
    for column, row, kind, value in re.findall(r"^  ([BCD])([3-8]) body right (number|text) (\S+)", sheet, re.M):
        line = re.search(rf"^  {column}{row} .*$", sheet, re.M)[0]
        cells[int(row) - 3, "BCD".index(column)] = (Fraction(value) if kind == "number" else value.strip('"'), "=IF(" in line)
    return cells


def ratios(account):
    """The four that are worked out, by year: from ledger and balance sheet, while the report adds up budget lines."""
    told = []
    for balance, ledger in (("prior", "prior"), ("budget", "original"), ("actual", "actual")):
        items = lambda *kinds: sum(row[balance] for row in account.items if row["kind"] in kinds)
        income = account.of(account.ledger, ledger, direction="income")
        debt = items("long", "short", "deferred") - items("receivable", "liquid", "accrued") - items("deposits")
        own, whole = items("general", "earmarked", "result"), account.of(account.items, balance, side="assets")
        once = sum(row[ledger] if row["direction"] == "income" else -row[ledger] for row in account.once)
        room = income - account.of(account.ledger, ledger, direction="expense") - once
        told.append([Fraction(part, of) if of else "n.v.t." for part, of in ((debt, income), (debt - items("loans"), income), (own, whole), (room, income))])
    return told


def judge_ratios(folder):
    cells, account = ratio_cells(folder.sheets()), identities.Account(folder.at / "input", folder.year)
    for column, told in enumerate(ratios(account)):
        for row, value in enumerate(told + ["n.v.t.", "n.v.t."]):
            got = cells.get((row, column), ("nothing", False))[0]
            expect(f"{folder.at.name}: ratio {row + 1} of column {column + 1}: {got} and {value}", got == value)
    return cells


def of_nothing():
    """Not a euro came in or went out."""
    lines = [dict(line, **dict.fromkeys(accounts.COLUMNS, 0)) for line in accounts.sample_lines(ROOT / "input/budgets-2022.xml")]
    account = accounts.random_account(random.Random(1), lines)
    zero = dict.fromkeys(("prior", "budget", "actual"), 0)
    for line in lines:
        line.update(dict.fromkeys(accounts.COLUMNS, 0))
    nothing = dict.fromkeys(accounts.COLUMNS, 0)
    for key in list(account["positions"]):
        account["positions"][key] = dict(zero) if key != "settled_before" else 0
    for rows in ("assets", "reserves", "provisions", "grants"):
        for row in account[rows]:
            row.update({key: 0 for key, value in row.items() if isinstance(value, int)})
    account.update(depreciation={}, dotation={}, deviations=[], incidental=[],
                   appropriations=[dict(nr=1, title="Niets", to="reserve", amount=0)])
    account["treasury"], account["depreciation"] = [0] * 4, {key: nothing for key in account["depreciation"]}
    return accounts.build(2022, lines, account)


def clock(at):
    """The budget of 2023 has the deadlines of before July 2022, that of 2024 the later ones; two rules at once: the earlier day."""
    folder = Folder(at / "clock")
    steps = {"framework": (None, "2022-04-14", "2023-04-29"), "draft": ("2022-09-08", "2022-07-14", "2022-06-16"), "opinions": ("2022-04-14", "2022-06-09", "2022-07-07"),
             "budget-adopted": (None, "2022-07-31", "2023-09-14"), "budget-sent": ("2022-07-01", "2022-07-15", "2022-07-15"), "iv3-budget": (None, "2022-11-14", "2023-11-14")}
    rows = [f'<step id="{step}" year="{year}" planned="2022-01-01"' + (f' counted-from="{begin}"' if begin else "") + "/>" for step, (begin, _, _) in steps.items() for year in (2023, 2024)]
    kept = re.findall(r'<step id="[^"]+" +year="2022".*?/>', (folder.at / "input/clock.xml").read_text(encoding="utf-8"))
    folder.edit("input/clock.xml", r"(?s)<step .*/>", " ".join(kept + rows))
    dumped = folder.check("--dump=dataset").stdout
    told = {(step, year): due for step, year, due in re.findall(r"^  = ([\w-]+) \| (\d{4}) \| \d+ \| budget \|.* \| ([\d-]{10})$", dumped, re.M)}
    for step, (_, before, after) in steps.items():
        for year, due in (("2023", before), ("2024", after)):
            expect(f"{step} of {year}: {told.get((step, year))} and {due}", told.get((step, year)) == due)


def main():
    with tempfile.TemporaryDirectory() as work:
        at = Path(work)
        sample, fixture = Folder(at / "sample"), Folder(at / "fixture", 2023)
        expect("the sample does not say when the statement begins", "eerst over 2023" in sample.document())
        later = fixture.document()
        expect("2023 has no statement of lawfulness", "Rechtmatigheidsverantwoording" in later and "eerst over 2023" not in later)
        for folder in (sample, fixture, *(Folder(at / f"random{nr}", 2022, accounts.random_account(random.Random(nr), accounts.sample_lines(ROOT / "input/budgets-2022.xml")))
                                          for nr in range(6))):
            judge_ratios(folder)
        judge_ratios(Folder(at / "nothing", 2022, of_nothing()))
        cells = judge_ratios(sample)
        for row, column in ((0, 0), (0, 2), (1, 0), (1, 2), (2, 0), (2, 2)):
            expect(f"no IF in ratio {row + 1} of column {column + 1}", cells.get((row, column), ("", False))[1])
        for folder, block in ((sample, "t12-activa"), (fixture, "rechtmatigheid-tabel"), (sample, "sisa")):
            name = "templates/reports/annual-accounts.xml"
            kept = (folder.at / name).read_text(encoding="utf-8")
            folder.edit(name, f'id="{block}"', 'id="iets-anders"')
            run = folder.check()
            expect(f"{block} may be left out", run.returncode == 1 and "[T371]" in run.stderr, f"exit {run.returncode}: {run.stderr[:600]}")
            (folder.at / name).write_text(kept, encoding="utf-8")
        clock(at)
        sample.edit("input/clock.xml", 'year="2022" planned="2023-07-07"', 'year="2022" planned="2023-07-20"')
        run = sample.check("--strict")
        expect("a step that is too late is not told", run.returncode == 3 and "[E196]" in run.stderr and "2023" in run.stderr, f"exit {run.returncode}: {run.stderr[:600]}")
    print(*FAULTS[:20], sep="\n")
    sys.exit(1 if FAULTS else 0)


main()
