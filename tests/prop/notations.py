#!/usr/bin/env python3
"""What an export writes in any notation is read as what was meant, and as a reading in Python that shares nothing with ours says.

notations.py GRIFFIE: values at random, written in notations at random, are read by `check --source`; then texts in which a sign was put in, taken
out or changed, each by itself: both read the same value, or both refuse. GR_SEED=<n> replays a run, GR_TIER=long takes more of them."""
import datetime
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
from decimal import Decimal, getcontext
from xml.sax.saxutils import escape, quoteattr

MONTHS = {"nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
          "en": "January February March April May June July August September October November December".split()}
SHORT = {"nl": "jan feb mrt apr mei jun jul aug sep okt nov dec".split(), "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()}
DAYS = {"nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split(),
        "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()}
NAMES = {name.lower(): i + 1 for table in (MONTHS, SHORT) for names in table.values() for i, name in enumerate(names)} | {"sept": 9}
WEEK = {name.lower(): i for names in DAYS.values() for i, name in enumerate(names)}
WEEK |= {name.lower()[:2]: i for i, name in enumerate(DAYS["nl"])} | {name.lower()[:3]: i for i, name in enumerate(DAYS["en"])}


SHOWN = 10  # records of a dataset that check --source shows
getcontext().prec = 500  # every number here is exact


class Number:
    """A number form: decimal mark, mark of thousands, minus, exponents; of a decimal or an amount."""

    def __init__(self, dice):
        self.mark = dice.choice(".,")
        self.group = dice.choice(["", "", *{".,": ".", ",.": ","}.values(), "space", "'"])
        if self.group == self.mark:
            self.group = ""
        self.minus = dice.choice(["leading", "trailing", "parentheses"])
        self.exponent = dice.random() < 0.3
        self.kind = dice.choice(["decimal", "money"])
        self.places = 2 if self.kind == "money" else 6

    def attributes(self):
        group = f' group="{self.group}"' if self.group else ""
        return f'decimal="{self.mark}"{group} minus="{self.minus}"' + (' exponent="yes"' if self.exponent else "")

    def field(self, name):
        return f'<field name="{name}" type="{self.kind}" optional="yes" notation="n{name}" {"decimals=" + chr(34) + "3" + chr(34) if self.kind == "decimal" else ""}/>'

    def value(self, dice):
        return Decimal(dice.randint(-10**dice.randint(1, 10), 10**dice.randint(1, 10))).scaleb(-dice.randint(0, self.places))

    def write(self, value, dice):
        text = f"{abs(value):f}"
        whole, _, part = text.partition(".")
        if self.exponent and dice.random() < 0.4:
            power = dice.randint(-3, 3)
            whole, _, part = f"{abs(value).scaleb(-power):f}".partition(".")
            text = whole + (self.mark + part if part else "") + dice.choice("eE") + f"{power:+d}"
        else:
            if self.group and dice.random() < 0.7:
                whole = f"{int(whole):,}".replace(",", " " if self.group == "space" else self.group)
            part += "0" * dice.choice([0, 0, 1, 9]) if part else ""
            text = whole + (self.mark + part if part else "")
        if value < 0:
            return {"leading": "-" + text, "trailing": text + "-", "parentheses": f"({text})"}[self.minus]
        return text

    def read(self, text):
        minus = {"leading": r"[-−] ?(.*)", "trailing": r"(.*?) ?[-−]", "parentheses": r"\( ?(.*?) ?\)"}[self.minus]
        signed = re.fullmatch(minus, text)
        bare = signed.group(1) if signed else text
        gap = re.escape(" " if self.group == "space" else self.group)
        grouped = rf"|[1-9]\d{{0,2}}(?:{gap}\d{{3}})+" if self.group else ""
        found = re.fullmatch(rf"(\d+{grouped})(?:{re.escape(self.mark)}(\d+))?([eE][-+]?\d+)?", bare, re.A)
        if not found or (found[3] and (not self.exponent or not found[1].isdigit())):
            return None
        if found[3] and abs(int(found[3][1:])) > 40:
            return None  # no number with such a power fits
        value = Decimal(re.sub(r"\D", "", found[1]) + "." + (found[2] or "0") + (found[3] or ""))
        value = -value if signed else value
        places = 2 if self.kind == "money" else max(0, -value.normalize().as_tuple().exponent)
        return value if places <= self.places and value == round(value, places) and abs(value.scaleb(places)) < 2**63 else None

    def shown(self, value):
        if self.kind == "money":
            return f"{value:.2f} EUR"
        text = f"{value.normalize():f}"
        return "0" if text == "-0" else text


class Day:
    """A date by its pattern."""

    def __init__(self, dice):
        self.year = dice.choice(["yyyy", "yyyy", "yy"])
        month = dice.choice(["mm", "mm", "m", "mmm", "mmmm"])
        day = dice.choice(["dd", "d"])
        gap = dice.choice(["-", "/", ".", " ", "' de '"])
        tight = month == "mm" and day == "dd" and dice.random() < 0.4
        order = dice.choice([[day, month, self.year], [self.year, month, day], [month, day, self.year]])
        self.parts = [order[0], "" if tight else gap, order[1], "" if tight else gap, order[2]]
        if dice.random() < 0.2:
            self.parts = ["dddd", " ", *self.parts]
        if dice.random() < 0.3:
            self.parts += [dice.choice([" ", "T"]), "hh", ":", "mi"] + ([":", "ss"] if dice.random() < 0.5 else [])
        self.from_year = dice.choice([1900, 1950, 1999])
        self.pattern = "".join("mm" if part == "mi" else part for part in self.parts)

    def attributes(self):
        years = f' years-from="{self.from_year}"' if self.year == "yy" else ""
        return f"date={quoteattr(self.pattern)}{years}"

    def field(self, name):
        return f'<field name="{name}" type="date" optional="yes" notation="n{name}"/>'

    def value(self, dice):
        first, last = (datetime.date(self.from_year, 1, 1), datetime.date(self.from_year + 99, 12, 31)) if self.year == "yy" else (
            datetime.date.min, datetime.date.max)
        return datetime.date.fromordinal(dice.randint(first.toordinal(), last.toordinal()))

    def write(self, value, dice):
        language = dice.choice(["nl", "en"])
        texts = {"yyyy": f"{value.year:04d}", "yy": f"{value.year % 100:02d}", "mm": f"{value.month:02d}", "m": str(value.month),
                 "mmm": SHORT[language][value.month - 1], "mmmm": MONTHS[language][value.month - 1], "dd": f"{value.day:02d}",
                 "d": str(value.day), "dddd": DAYS[language][value.weekday()], "hh": f"{dice.randint(0, 23):02d}",
                 "mi": f"{dice.randint(0, 59):02d}", "ss": f"{dice.randint(0, 59):02d}"}
        return "".join(texts.get(part, part.strip("'")) for part in self.parts)

    def read(self, text):
        forms = {"yyyy": r"(?P<y>\d{4})", "yy": r"(?P<y>\d{2})", "mm": r"(?P<m>\d{2})", "m": r"(?P<m>\d{1,2})", "mmm": r"(?P<n>[A-Za-z]+)",
                 "mmmm": r"(?P<n>[A-Za-z]+)", "dd": r"(?P<d>\d{2})", "d": r"(?P<d>\d{1,2})", "dddd": r"(?P<w>[A-Za-z]+)",
                 "hh": r"(?:[01]\d|2[0-3])", "mi": r"[0-5]\d", "ss": r"(?:[0-5]\d|60)(?:[.,]\d+)?"}
        found = re.fullmatch("".join(forms.get(part, re.escape(part.strip("'"))) for part in self.parts), text, re.A)
        if not found:
            return None
        said = found.groupdict()
        month = NAMES.get(said["n"].lower(), 0) if said.get("n") else int(said["m"])
        year = int(said["y"])
        if self.year == "yy":
            year += self.from_year // 100 * 100
            year += 100 if year < self.from_year else 0
        try:
            day = datetime.date(year, month, int(said["d"]))
        except ValueError:
            return None
        return day if not said.get("w") or WEEK.get(said["w"].lower()) == day.weekday() else None

    def shown(self, value):
        return value.isoformat()


class YesNo:
    """Words for yes and no."""

    def __init__(self, dice):
        words = dice.sample(["ja", "J", "nee", "N", "1", "0", "waar", "zeker wel", "onwaar", "true", "x", "é"], 6)
        self.yes, self.no = words[:3], words[3:]

    def attributes(self):
        def listed(words):
            return quoteattr(" ".join(f"'{word}'" if " " in word else word for word in words))
        return f"true={listed(self.yes)} false={listed(self.no)}"

    def field(self, name):
        return f'<field name="{name}" type="boolean" optional="yes" notation="n{name}"/>'

    def value(self, dice):
        return dice.random() < 0.5

    def write(self, value, dice):
        return dice.choice(self.yes if value else self.no)

    def read(self, text):
        return True if text in self.yes else False if text in self.no else None

    def shown(self, value):
        return "true" if value else "false"


def descriptor(forms):
    notations = "".join(f'<notation name="nf{i}" {form.attributes()} missing="- n.v.t."/>' for i, form in enumerate(forms))
    fields = "".join(form.field(f"f{i}") for i, form in enumerate(forms))
    return ('<source xmlns="urn:griffie:source:1" id="s"><match root="r"/>' + notations +
            '<dataset name="d" records="row" key="id" shared="yes"><field name="id" path="@id" type="text"/>' + fields + "</dataset></source>")


class Reader:
    """The program, over one source descriptor."""

    def __init__(self, griffie, folder):
        self.griffie, self.folder = griffie, pathlib.Path(folder)
        (self.folder / "templates/sources").mkdir(parents=True, exist_ok=True)
        (self.folder / "input").mkdir(exist_ok=True)

    def describe(self, forms):
        (self.folder / "templates/sources/s.xml").write_text(descriptor(forms), encoding="utf-8")

    def read(self, rows):
        body = "".join(f'<row id="{i}">' + "".join(f"<{name}>{escape(text)}</{name}>" for name, text in row.items()) + "</row>"
                       for i, row in enumerate(rows))
        (self.folder / "input/i.xml").write_text(f"<r>{body}</r>", encoding="utf-8")
        run = subprocess.run([self.griffie, "check", "--source", "input/i.xml"], cwd=self.folder, capture_output=True, text=True, check=False)
        cells = [line.strip()[2:].split(" | ") for line in run.stdout.splitlines() if line.startswith("  = ")]
        return run.returncode, cells, run.stderr


def round_trip(reader, forms, dice, rows):
    values = [[None if dice.random() < 0.1 else form.value(dice) for form in forms] for _ in range(rows)]
    texts = [{f"f{i}": dice.choice(["-", "n.v.t."]) if value is None else forms[i].write(value, dice) for i, value in enumerate(row)}
             for row in values]
    status, cells, said = reader.read(texts)
    if "[D215]" in said:
        return []  # three figures behind each mark of a column may be thousands: that is said
    if status != 0 or len(cells) != rows:
        return [f"{descriptor(forms)}\n{said[:600]}"]
    faults = []
    for row, text, got in zip(values, texts, cells):
        for i, value in enumerate(row):
            want = "(missing)" if value is None else forms[i].shown(value)
            if got[i + 1] != want:
                faults.append(f"{forms[i].attributes()}: '{text[f'f{i}']}' is {want}, read as {got[i + 1]}")
    return faults


def changed(text, dice):
    at = dice.randrange(len(text) + 1)
    sign = dice.choice("0123456789-+.,/() '€%eEZT:jan")
    return dice.choice([text[:at] + sign + text[at:], text[:at] + text[at + 1:], text[:at] + sign + text[at + 1:]])


def misread(reader, form, dice):
    text = form.write(form.value(dice), dice)
    for _ in range(dice.randint(1, 2)):
        text = changed(text, dice)
    text = re.sub(r"\s+", " ", text).strip()
    if text in ("", "-"):
        return []
    value = form.read(text)
    status, cells, said = reader.read([{"f0": text}])
    if value is None:
        return [] if status == 65 else [f"{form.attributes()}: '{text}' is nothing, read as {cells}"]
    if "[D215]" in said:
        return []  # three figures behind its only mark may be thousands: that is said
    got = cells[0][1] if status == 0 else said[:300]
    return [] if got == form.shown(value) else [f"{form.attributes()}: '{text}' is {form.shown(value)}, read as {got}"]


def main():
    griffie = str(pathlib.Path(sys.argv[1]).resolve())
    seed = int(os.environ.get("GR_SEED", random.SystemRandom().randrange(10**9)))
    rounds = 400 if os.environ.get("GR_TIER") == "long" else 25
    dice = random.Random(seed)
    faults = []
    n_values = n_changed = 0
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(griffie, folder)
        for _ in range(rounds):
            forms = [kind(dice) for kind in (Number, Number, Day, Day, YesNo)]
            reader.describe(forms)
            for _ in range(6):
                faults += round_trip(reader, forms, dice, SHOWN)
                n_values += SHOWN * len(forms)
            for form in forms:
                reader.describe([form])
                for _ in range(4):
                    faults += misread(reader, form, dice)
                    n_changed += 1
    for fault in faults[:20]:
        print(fault)
    print(f"seed {seed}: {n_values} values, {n_changed} changed texts, {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
