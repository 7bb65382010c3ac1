"""What must hold in annual accounts, worked out from the exports alone: failing(FOLDER, YEAR) names the controls that must fail.

Written from the rules, not from templates/library/law/controls.xml, which it judges. Amounts are whole cents.
"""
import xml.etree.ElementTree as ET
from datetime import date
from fractions import Fraction
from pathlib import Path

from accounts import ABSENT, COLUMNS, PART, is_overhead, part_of

LIMITS = {2022: (Fraction(2, 100), 100000000, 21600000), 2023: (Fraction(2, 100), 100000000, 22300000)}  # treasury: share, least; pay
PARTS = ("zorg", "onderwijs", "participatie", "overhead", "general", "tax", "unforeseen")
FIELDS = {"addition": "additions", "withdrawal": "withdrawals"}


def cents(text):
    whole, _, rest = text.lstrip("-").partition(".")
    value = int(whole) * 100 + int((rest + "00")[:2])
    return -value if text.startswith("-") else value


def amounts(element, *names):
    return {name: cents(element.get(name, "0")) for name in names}


class Account:
    def __init__(self, folder, year):
        read = lambda name: ET.parse(Path(folder) / f"{name}-{year}.xml").getroot()
        every = lambda root, name: root.iter("{urn:griffie:input:1}" + name)
        self.year = year
        self.lines = []
        for module in every(read("budgets"), "module"):
            for line in every(module, "line"):
                row = dict(module=module.get("id"), nr=line.get("nr"), direction=line.get("direction"), category=line.get("category"))
                row.update({column: cents(line.find("{urn:griffie:input:1}" + column).text) for column in COLUMNS})
                row["part"] = part_of(row)
                worse = row["direction"] in ("expense", "addition")
                row["gap"] = (row["amended"] - row["actual"]) * (1 if worse else -1)
                self.lines.append(row)
        self.distributions = [dict(module=row.get("module"), **amounts(row, "amount", "amended", "actual")) for row in every(read("distributions"), "distribution")]
        self.ledger = [dict(module=row.get("module"), field=row.get("task-field"), category=row.get("category"), direction=row.get("direction"), **amounts(row, *COLUMNS))
                       for row in every(read("ledger"), "entry")]
        for row in self.ledger:
            row["part"] = "overhead" if row["module"] == "beheer" or row["field"] == "0.4" else PART[row["module"]]
        self.items = [dict(id=row.get("id"), side=row.get("side"), kind=row.get("kind"), **amounts(row, "prior", "budget", "actual")) for row in every(read("balance"), "item")]
        moves, notes = read("movements"), read("disclosures")
        self.assets = [amounts(row, "begin", "investments", "disposals", "depreciation", "contributions", "writedowns", "end") for row in every(moves, "asset")]
        self.reserves = [dict(kind=row.get("kind"), module=row.get("module"), **amounts(row, "begin", "appropriation", "additions", "withdrawals", "end")) for row in every(moves, "reserve")]
        self.provisions = [amounts(row, "begin", "additions", "release", "use", "end") for row in every(moves, "provision")]
        self.grants = [amounts(row, "begin", "received", "released", "end") for row in every(moves, "grant")]
        self.before = [amounts(row, "result", "paid-back") for row in every(moves, "prior-result")]
        self.appropriated = sum(cents(row.get("amount")) for row in every(moves, "appropriation"))
        self.threshold = cents(notes.get("threshold"))
        self.quarters = [cents(row.get("outside")) for row in every(notes, "treasury")]
        self.officials = [dict(row.attrib) for row in every(notes, "official")]
        self.deviations = [dict(part=row.get("part"), module=row.get("module"), line=row.get("line"), amount=cents(row.get("amount"))) for row in every(notes, "deviation")]
        self.incidental = [dict(part=row.get("part"), direction=row.get("direction"), actual=cents(row.get("actual"))) for row in every(notes, "incidental")]
        self.once = [dict(direction=row.get("direction"), **amounts(row, *COLUMNS)) for row in every(notes, "incidental")]
        self.lawfulness = len(list(every(notes, "lawfulness")))
        self.paid_before = {}
        for row in every(read("prior-contributions"), "contribution"):
            self.paid_before[row.get("module")] = self.paid_before.get(row.get("module"), 0) + cents(row.get("amount"))

    def of(self, rows, field, **only):
        return sum(row[field] for row in rows if all(row[key] == value for key, value in only.items()))

    def result(self, column):
        of = lambda direction: self.of(self.lines, column, direction=direction)
        return of("income") + of("withdrawal") - of("expense") - of("addition")


def balance(a, out):
    for column, of in (("prior", "prior"), ("budget", "original"), ("actual", "actual")):
        out(f"balance-{column}", a.of(a.items, column, side="assets") == a.of(a.items, column, side="liabilities"))
        out(f"result-{column}", a.of(a.items, column, kind="result") == a.result(of))
    out("budget-balanced", a.result("original") == 0)
    out("amended-balanced", a.result("amended") == 0)
    out("settlement", sum(row["original"] - row["actual"] for row in a.lines if row["category"] == "municipal") == a.of(a.items, "actual", id="settlement"))


def movements(a, out):
    for row in a.assets:
        out("asset-roll", row["end"] == row["begin"] + row["investments"] - row["disposals"] - row["depreciation"] - row["contributions"] - row["writedowns"])
    for row in a.reserves:
        out("reserve-roll", row["end"] == row["begin"] + row["appropriation"] + row["additions"] - row["withdrawals"])
    for row in a.provisions:
        out("provision-roll", row["end"] == row["begin"] + row["additions"] - row["release"] - row["use"])
    for row in a.grants:
        out("grant-roll", row["end"] == row["begin"] + row["received"] - row["released"])
    for name, rows, only in (("assets", a.assets, dict(kind="tangible")), ("provisions", a.provisions, dict(kind="provisions")), ("grants", a.grants, dict(id="grants"))):
        out(f"{name}-begin", a.of(rows, "begin") == a.of(a.items, "prior", **only))
        out(f"{name}-end", a.of(rows, "end") == a.of(a.items, "actual", **only))
    for kind in ("general", "earmarked"):
        out(f"reserves-{kind}-begin", a.of(a.reserves, "begin", kind=kind) == a.of(a.items, "prior", kind=kind))
        out(f"reserves-{kind}-end", a.of(a.reserves, "end", kind=kind) == a.of(a.items, "actual", kind=kind))
    for direction, field in FIELDS.items():
        for module in PART:
            own = a.of(a.reserves, field, kind="general") if module == "beheer" else a.of(a.reserves, field, kind="earmarked", module=module)
            out(f"reserve-{field}-general" if module == "beheer" else f"reserve-{field}", own == a.of(a.lines, "actual", direction=direction, module=module))
    out("assets-depreciation", a.of(a.assets, "depreciation") == a.of(a.ledger, "actual", category="7.3"))
    out("provisions-added", a.of(a.provisions, "additions") - a.of(a.provisions, "release") == a.of(a.ledger, "actual", category="7.2"))
    out("grants-released", a.of(a.grants, "released") == a.of(a.ledger, "actual", category="4.3.1"))
    out("prior-result", a.of(a.before, "result") == a.result("prior"))
    out("prior-appropriation", a.of(a.before, "result") - a.of(a.before, "paid-back") == a.of(a.reserves, "appropriation"))
    out("appropriation", a.appropriated == a.result("actual"))


def task_fields(a, out):
    for column in COLUMNS:
        for part in PARTS:
            for direction in ("expense", "income"):
                out(f"task-fields-{direction}-{column}",
                    a.of(a.ledger, column, part=part, direction=direction) == a.of(a.lines, column, part=part, direction=direction))
        for direction in FIELDS:
            out(f"task-fields-{direction}-{column}", a.of(a.ledger, column, direction=direction) == a.of(a.lines, column, direction=direction))


def explanations(a, out):
    for line in a.lines:
        told = [row for row in a.deviations if row["line"] == line["nr"] and row["module"] == line["module"]]
        if abs(line["gap"]) >= a.threshold and line["gap"] != 0:
            out("deviation-explained", len(told) == 1)
        for row in told:
            out("deviation-amount", row["amount"] == line["gap"])
    for part in PARTS:
        over = a.of(a.lines, "actual", part=part, direction="expense") - a.of(a.lines, "amended", part=part, direction="expense")
        told = [row for row in a.deviations if row["line"] is None and row["part"] == part]
        if over > 0:
            out("overrun-explained", len(told) == 1)
        for row in told:
            out("overrun-amount", row["amount"] == -over)
        for direction in ("expense", "income"):
            out(f"incidental-{direction}", a.of(a.incidental, "actual", part=part, direction=direction) <= a.of(a.lines, "actual", part=part, direction=direction))


def limits(a, out):
    share, least, pay = LIMITS[a.year]
    most = max(share * a.of(a.lines, "original", direction="expense"), least)
    for outside in a.quarters:
        out("treasury-limit", outside <= most)
    out("treasury-quarters", len(a.quarters) == 4)
    days = (date(a.year, 12, 31) - date(a.year - 1, 12, 31)).days
    for row in a.officials:
        worked = (date.fromisoformat(row["until"]) - date.fromisoformat(row["from"])).days + 1
        got = cents(row["pay"]) + cents(row["deferred"]) - cents(row["undue"])
        out("pay-limit", got <= pay * Fraction(row["fte"]) * worked / days or "reason" in row)
    if a.year >= 2023:
        out("lawfulness-criteria", a.lawfulness == 3)


def contributions(a, out):
    for module in PART:
        paid = a.of(a.distributions, "actual", module=module)
        out("contributions-module", paid == a.of(a.lines, "actual", module=module, direction="income", category="municipal"))
        out("contributions-prior", a.paid_before.get(module, 0) == a.of(a.lines, "prior", module=module, direction="income", category="municipal"))
    out("contributions-ledger", a.of(a.distributions, "actual") == a.of(a.ledger, "actual", category="4.3.2"))


def failing(folder, year=2022):
    names = set()
    account = Account(folder, year)
    for rules in (balance, movements, task_fields, explanations, limits, contributions):
        rules(account, lambda name, holds: None if holds else names.add(name))
    return names
