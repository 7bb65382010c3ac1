#!/usr/bin/python3
"""Counts again what the sample documents print, from the exports, without griffie: recount.py INPUT OUTPUT [EDITION...].

Reads the XML exports of INPUT by itself, works out every share, total, percentage, contribution and settlement anew, and holds
it against the PDF files (their tagged tables, running text and charts, as poppler tells them) and the workbooks (openpyxl) of
OUTPUT. What the documents print beyond that is a difference too: an amount, a percentage or a total that nobody recounts.
Exits 1 with a line for each difference, 77 when poppler or openpyxl is missing.
"""
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from fractions import Fraction
from pathlib import Path

try:
    import openpyxl
except ImportError:
    openpyxl = None

N = "{urn:griffie:input:1}"
WORDS = "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien".split()
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
YEAR = 2022
ABBREVIATION = "(?:[A-Z][a-z]?){2,5}(?<=[A-Z])|Wmo|Wajong|fte|vsv"
NA, MISSING, GAP = "–", ".", ""  # does not apply, not in the export, an empty cell


# --- how Dutch print says a number ---
def rounded(value, places):
    """Half away from zero, as text of digits with so many decimals."""
    scaled = abs(Fraction(value)) * 10**places
    whole = int(scaled + Fraction(1, 2))
    digits = str(whole).rjust(places + 1, "0")
    before, after = (digits[:-places], digits[-places:]) if places else (digits, "")
    grouped = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", before)
    return ("−" if value < 0 and whole else "") + grouped + ("," + after if after else "")


def number(value, places=0):
    return rounded(value, places)


def euro(value, places=0):
    said = rounded(value, places)
    return "€ −" + said[1:] if said.startswith("−") else "€ " + said


def percent(value, places=1):
    return rounded(value * 100, places) + "%"


def as_given(text):
    """A number with the decimals its export has."""
    return rounded(Fraction(text), len(text.partition(".")[2]))


def millions(value):
    value = Fraction(value, 10**6)
    return f"€ {rounded(value, 0 if value >= 10 else 1 if value >= Fraction(1, 10) else 2)} miljoen"


def fte(value):
    text = rounded(value, 2).rstrip("0").rstrip(",")
    return f"{text} fte"


def day(iso):
    year, month, number_of_day = map(int, iso.split("-"))
    return f"{number_of_day} {MONTHS[month - 1]} {year}"


def outcome(value):
    return "V" if value > 0 else "N" if value < 0 else NA


def parted(total, weights):
    """`total` in whole parts by weight, what is left over to the largest remainders, ties to the first."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: int(total) - sum(parts)]:
        parts[at] += 1
    return parts


def shares(values):
    """What each is of all, in percentages with one decimal that add up to 100,0%."""
    return [percent(Fraction(part, 1000)) for part in parted(Fraction(1000), [Fraction(value) for value in values])]


# --- the exports ---
class Exports:
    def __init__(self, folder):
        def root(name):
            return ElementTree.parse(folder / name).getroot()

        organisation, budgets, results = root("organisation.xml"), root("budgets-2022.xml"), root("results.xml")
        self.towns = {m.get("id"): m.get("name") for m in organisation.iter(N + "municipality")}
        self.programmes = [p.attrib for p in organisation.iter(N + "programme")]
        self.modules = [m.attrib for m in organisation.iter(N + "module")]
        self.taking = {(p.get("municipality"), p.get("module")) for p in organisation.iter(N + "participation")}
        self.lines = [dict(line.attrib, module=module.get("id"), **{c.tag[len(N):]: Fraction(c.text) for c in line})
                      for module in budgets for line in module]
        self.parts = [d.attrib for d in root("distributions-2022.xml")]
        measures = root("measures.xml")
        self.kinds = {m.get("kind"): m.attrib for m in measures}
        self.measures = {(m.get("kind"), v.get("municipality")): v.get("number") for m in measures for v in m}
        self.teams = [t.attrib for t in root("teams-2022.xml")]
        self.placements = [p.attrib for p in results.iter(N + "placement")]
        self.visits = [v.attrib for v in results.iter(N + "visit")]
        self.stops = [s.attrib for s in results.iter(N + "stop")]
        self.leaving = results.find(N + "early-leaving").attrib
        self.indicators = [i.attrib for i in results.iter(N + "indicator")]
        self.decisions = [d.attrib for d in root("planning.xml").iter(N + "decision")]
        self.paid = {stage: self.contributions(stage) for stage in ("amount", "amended", "actual")}

    def contributions(self, stage):
        """What each town pays for each part: (part, town) -> whole euros."""
        found = {}
        for part in self.parts:
            towns = [town for town in self.towns if (town, part["module"]) in self.taking]
            weights = [Fraction(self.measures[part["measure"], town]) for town in towns]
            for town, amount in zip(towns, parted(Fraction(part[stage]), weights)):
                found[part["id"], town] = amount
        return found

    def line_sum(self, column, **wanted):
        return sum(line[column] for line in self.lines if all(line.get(k) == v for k, v in wanted.items()))

    def indicator(self, module, name, year=None):
        """The last one, or that of a year."""
        rows = [i for i in self.indicators if (i["module"], i["id"]) == (module, name) and year in (None, int(i["year"]))]
        return max(rows, key=lambda row: int(row["year"]))

    def team(self, module, employer="mgr"):
        return next(t for t in self.teams if (t["module"], t["employer"]) == (module, employer))

    def staff(self, column):
        return sum(Fraction(t[column]) for t in self.teams if t["employer"] == "mgr" and "part-of" not in t)

    def people(self, year):
        return sum(int(p[f"y{year}"]) for p in self.placements)


class Edition:
    """What one town, or the region (town None), gets to see."""

    def __init__(self, exports, town):
        self.x, self.town = exports, town
        self.name = exports.towns.get(town)
        self.modules = [m for m in exports.modules if town is None or (town, m["id"]) in exports.taking]
        self.towns = [t for t in sorted(exports.towns, key=lambda t: exports.towns[t]) if town in (None, t)]

    def pays(self, stage, module=None, town=None):
        town = town or self.town
        return sum(amount for (part, who), amount in self.x.paid[stage].items()
                   if town in (None, who) and (module is None or self.module_of(part) == module))

    def module_of(self, part):
        return next(p["module"] for p in self.x.parts if p["id"] == part)

    def part_of(self, module):
        return next(p for p in self.x.parts if p["module"] == module)

    def members(self, module):
        return [t for t in sorted(self.x.towns, key=lambda t: self.x.towns[t]) if (t, module) in self.x.taking]


# --- what each report should print: tables {caption: rows}, charts {caption: figures}, sentences ---
def totals(title, rows, columns, say):
    """A last row that adds up the columns named; `say` is how they are printed."""
    return [title] + [say(sum(row[at] for row in rows)) if at in columns else GAP for at in range(1, len(rows[0]))]


def dossier(edition):
    x, tables, charts, says = edition.x, {}, {}, []
    budget = {m["id"]: x.line_sum("original", module=m["id"], direction="expense") for m in x.modules}
    joined = Edition(x, None)
    council = [m["id"] for m in x.modules if next(p for p in x.programmes if p["id"] == m["programme"])["council"] == "yes"]
    if edition.town:
        mine = sum(m["id"] in council for m in edition.modules)
        says.append(f"{edition.name} doet mee aan " + ("alle " if mine == len(council) else f"{WORDS[mine]} van de ") +
                    f"{WORDS[len(council)]} modules van de MGR.")
    else:
        says.append(f"De MGR werkt voor {WORDS[len(x.towns)]} gemeenten. Samen begroten zij ca {millions(sum(budget.values()))} in {YEAR}.")
    says += [f"begroting van alle modules {euro(sum(budget.values()))}",  # a tile's label is its head
             f"bijdrage van {edition.name or 'alle gemeenten'} {euro(edition.pays('amount'))}",
             f"begroot voor het personeel van de MGR {fte(x.staff('fte'))}"]
    if any(m["id"] == "wsp" for m in edition.modules):
        says.append(f"mensen aan het werk geholpen {number(x.people(2021))}")
    twice = next(t for t in x.teams if "part-of" in t)
    says.append(f"({fte(Fraction(twice['fte']))})")
    programmes = {p["id"]: p["name"] for p in x.programmes}
    tables[f"De modules in {YEAR}"] = [
        [m["name"], programmes[m["programme"]], str(len(joined.members(m["id"]))),
         number(sum(Fraction(t["fte"]) for t in x.teams if t["module"] == m["id"] and t["employer"] == "mgr"), 2), euro(budget[m["id"]])]
        for m in x.modules] + [["Totaal", GAP, GAP, GAP, euro(sum(budget.values()))]]
    tables["Deelname per module"] = [[x.towns[t]] + ["✓" if (t, m) in x.taking else NA for m in council]
                                     for t in joined.towns] + [["Aantal"] + [str(len(joined.members(m))) for m in council]]
    for module in edition.modules:
        dossier_module(edition, module, budget[module["id"]], tables, charts, says)
    dossier_money(edition, tables, charts, says)
    return tables, charts, says


def dossier_module(edition, module, budget, tables, charts, says):
    x, name, key = edition.x, module["name"], module["id"]
    part, members = edition.part_of(key), edition.members(key)
    lines = [line for line in x.lines if line["module"] == key and line["direction"] == "expense"]
    tables[f"Begroting {YEAR} van {name}"] = [
        [line["title"], euro(line["original"]), share] for line, share in zip(lines, shares([line["original"] for line in lines]))
    ] + [["Totaal", euro(budget), "100,0%"]]
    measured = [x.measures[part["measure"], t] for t in members]
    places = max(len(value.partition(".")[2]) for value in measured)
    every = ["Totaal van alle deelnemers", number(sum(map(Fraction, measured)), places), euro(Fraction(part["amount"]))]
    caption = f"Bijdrage per gemeente, {name}" if edition.town is None else f"Bijdrage van {edition.name}, {name}"
    tables[caption] = [[x.towns[t], as_given(x.measures[part["measure"], t]), euro(edition.pays("amount", key, t))]
                       for t in members if edition.town in (None, t)] + [every]
    if edition.town is None:
        charts[f"Bijdrage per gemeente aan {name}"] = [euro(edition.pays("amount", key, t)) for t in members]
    rest = "dat samen." if budget == Fraction(part["amount"]) else f"daarvan samen {euro(Fraction(part['amount']))}."
    says.append(f"De begroting van {YEAR} is {euro(budget)}. De {WORDS[len(members)]} deelnemende gemeenten betalen {rest}")
    team = x.team(key)
    if key == "wsp":
        says.append(f"De gemeenten betalen samen {fte(Fraction(team['fte']))}. UWV zet daarnaast {fte(Fraction(x.team(key, 'uwv')['fte']))} in.")
    elif key == "inburgering":
        says.append(f"Voor inburgering werken {WORDS[int(team['headcount'])]} mensen, samen {fte(Fraction(team['fte']))}.")
    elif team["headcount"] == "1":
        says.append(f"Het team is één medewerker, {fte(Fraction(team['fte']))}.")
    else:
        says.append(f"Het team telt {team['headcount']} medewerkers, samen {fte(Fraction(team['fte']))}.")
    rows = sorted((i for i in x.indicators if i["module"] == key), key=lambda i: (i["title"], int(i["year"])))
    tables[f"Cijfers van {name}"] = [[i["title"], i["year"], as_given(i["value"]), as_given(i["target"]) if "target" in i else MISSING,
                                      i["unit"], i["source"]] for i in rows]
    says += RESULTS[key](x, tables, charts)


def results_inkoop(x, tables, charts):
    first = min((i for i in x.indicators if i["id"] == "suppliers"), key=lambda i: int(i["year"]))
    last, checked = x.indicator("inkoop", "suppliers"), x.indicator("inkoop", "checked")
    return [f"ging van {as_given(first['value'])} in {first['year']} naar {as_given(last['value'])} in {last['year']}",
            f"in {checked['year']} bij {as_given(checked['value'])} aanbieders"]


def results_rbl(x, tables, charts):
    leaving = x.leaving
    left, young = int(leaving["leavers"]), int(leaving["population"])
    return [f"volgt {as_given(x.indicator('rbl', 'followed')['value'])} kinderen",
            f"In het schooljaar {leaving['year']} gingen {number(left)} van de {number(young)} jongeren",
            f"verliet school zonder startkwalificatie {percent(Fraction(left, young), 2)}",
            f"landelijk gemiddelde {as_given(leaving['national'])}%", f"streefcijfer voor de regio {as_given(leaving['target'])}%"]


def results_wsp(x, tables, charts):
    rows = [[p["title"], int(p["y2020"]), int(p["y2021"]), int(p["y2020"]) + int(p["y2021"])] for p in joined_schemes(x)]
    told = sorted(rows, key=lambda row: row[0].lower())
    tables["Plaatsingen naar uitkering of regeling"] = [[row[0]] + list(map(number, row[1:])) for row in told] + [
        totals("Eindtotaal", rows, (1, 2, 3), number)]
    charts["Plaatsingen in 2020 en 2021"] = []
    visited = [int(v["employers"]) for v in x.visits]
    tables["Bezochte werkgevers in 2021"] = [[v["title"], number(int(v["employers"]))] for v in x.visits] + [["Totaal", number(sum(visited))]]
    small = next(int(v["employers"]) for v in x.visits if v["class"] == "small")
    mark = x.indicator("wsp", "satisfaction")
    most = [row[0] for row in sorted(rows, key=lambda row: -row[2])[:2]]
    return [f"hielp het WSP {number(x.people(2021))} mensen aan werk. Het jaar ervoor waren dat er {number(x.people(2020))}.",
            f"uit deze groepen: {' en '.join(most)}.",
            f"bezochten {number(sum(visited))} werkgevers. Van hen is {percent(Fraction(small, sum(visited)), 0)} een klein bedrijf.",
            f"in {mark['year']} gemiddeld een {as_given(mark['value'])}"]


def joined_schemes(x):
    """Placements by scheme; the scheme of one person counts with the others."""
    rows = [dict(p) for p in x.placements if p["scheme"] != "wao-waz"]
    small = next(p for p in x.placements if p["scheme"] == "wao-waz")
    other = next(p for p in rows if p["scheme"] == "other")
    other.update({year: str(int(other[year]) + int(small[year])) for year in ("y2020", "y2021")})
    return rows


def results_wgsw(x, tables, charts):
    heads = sorted((i for i in x.indicators if i["id"] == "headcount"), key=lambda i: int(i["year"]))
    charts["SW-medewerkers in dienst op 1 januari"] = [as_given(i["value"]) for i in heads]
    shown = [int(s["people"]) if int(s["people"]) >= 5 else None for s in x.stops]  # one to four is hidden, and counts for two
    about = ("ca " if None in shown else "") + number(sum(2 if people is None else people for people in shown))
    tables["SW-medewerkers die eerder stopten met werken"] = [
        [stop["year"], "x" if people is None else number(people)] for stop, people in zip(x.stops, shown)] + [["Totaal", about]]
    before, now = (int(x.indicator("wgsw", "headcount", year)["value"]) for year in (YEAR - 1, YEAR))
    mark = x.indicator("wgsw", "satisfaction")
    return [f"Op 1 januari {YEAR} waren dat er {number(now)}.", f"werd de groep {percent(Fraction(before - now, before), 1)} kleiner.",
            f"gaven hun werk in {mark['year']} een {as_given(mark['value'])}."]


def results_inburgering(x, tables, charts):
    tracks = x.indicator("inburgering", "tracks")
    return [f"In {tracks['year']} begonnen {as_given(tracks['value'])} mensen aan een traject. Wij rekenden op {as_given(tracks['target'])}."]


def results_beheer(x, tables, charts):
    ill = x.indicator("beheer", "sick-leave")
    return [f"In {ill['year']} was het ziekteverzuim {as_given(ill['value'])}%."]


RESULTS = {"inkoop": results_inkoop, "rbl": results_rbl, "wsp": results_wsp, "wgsw": results_wgsw, "inburgering": results_inburgering,
           "beheer": results_beheer}


def grid(edition, stage):
    """Towns by modules: what each pays, a dash where it does not take part; a row of totals."""
    x = edition.x
    rows = [[x.towns[t]] + [number(edition.pays(stage, m["id"], t)) if (t, m["id"]) in x.taking else NA for m in x.modules] +
            [number(edition.pays(stage, None, t))] for t in edition.towns]
    return rows + [["Totaal"] + [number(edition.pays(stage, m["id"])) for m in x.modules] + [number(edition.pays(stage))]]


def dossier_money(edition, tables, charts, says):
    before, after = edition.pays("amount"), edition.pays("amended")
    if edition.town is None:
        tables["Bijdragen per gemeente en module (bedragen in euro’s)"] = grid(edition, "amount")
        says.append(f"de gemeenten betalen nu samen {euro(after)}.")
        return
    own = [(m["name"], edition.part_of(m["id"])["title"], edition.pays("amount", m["id"])) for m in edition.modules]
    caption = f"Bijdrage van {edition.name} per module"
    tables[caption] = [[name, part, euro(amount)] for name, part, amount in own] + [["Totaal", GAP, euro(before)]]
    charts[caption] = [euro(amount) for _, _, amount in own]
    says.append(f"betaalt {edition.name} in {YEAR} in totaal {euro(before)}.")
    says.append(f"Voor {edition.name} verandert er niets." if before == after else f"{edition.name} betaalt nu {euro(after)}.")


def newsletter(edition):
    x, tables, says = edition.x, {}, []
    named = {m["id"] for m in edition.modules}
    last = max(d["date"] for d in x.decisions)
    listed = [d for d in x.decisions if d["date"] == last and ("module" not in d or d["module"] in named)]
    says += [f"dat zijn er {WORDS[len(listed)]}.", f"begroting {YEAR} {euro(x.line_sum('amended', direction='expense'))}",
             f"bijdrage van {edition.name or 'de gemeenten'} {euro(edition.pays('amended'))}"]
    says += [d["title"] for d in listed]
    total = ["Totaal", euro(edition.pays("amended"))]
    if edition.town is None:
        tables[f"Bijdragen aan de modules in {YEAR}"] = [
            [m["name"], x.kinds[edition.part_of(m["id"])["measure"]]["title"], euro(edition.pays("amended", m["id"]))]
            for m in x.modules] + [[total[0], GAP, total[1]]]
    else:
        tables[f"Bijdrage van {edition.name} in {YEAR}"] = [[m["name"], euro(edition.pays("amended", m["id"]))]
                                                          for m in edition.modules] + [total]
    says += [said for module, said in (
        ("inkoop", "In {0[year]} zijn {1} aanbieders".format(x.indicator("inkoop", "checked"), as_given(x.indicator("inkoop", "checked")["value"]))),
        ("rbl", f"ging {percent(Fraction(int(x.leaving['leavers']), int(x.leaving['population'])), 2)} van de jongeren"),
        ("wsp", f"hielp {number(x.people(2021))} mensen aan werk in 2021. Het jaar ervoor waren dat er {number(x.people(2020))}. "
                f"Er zijn {number(sum(int(v['employers']) for v in x.visits))} werkgevers bezocht."),
        ("wgsw", f"waren dat er {as_given(x.indicator('wgsw', 'headcount')['value'])}."),
        ("inburgering", "begonnen {} nieuwkomers".format(as_given(x.indicator("inburgering", "tracks")["value"]))),
    ) if module in named]
    return tables, {}, says


def annual(edition):
    x, tables, charts = edition.x, {}, {}
    sums = {m["id"]: {(d, c): x.line_sum(c, module=m["id"], direction=d) for d in ("expense", "income", "addition", "withdrawal")
                      for c in ("prior", "original", "amended", "actual")} for m in x.modules}
    spent, planned = x.line_sum("actual", direction="expense"), x.line_sum("amended", direction="expense")
    widest = max((line for line in x.lines if line["direction"] == "expense"), key=lambda line: abs(line["amended"] - line["actual"]))
    names = {m["id"]: m["name"] for m in x.modules}
    over = [m for m in sums if sums[m]["expense", "actual"] > sums[m]["expense", "amended"]]
    left = result(sums, "actual")
    says = [f"De lasten waren ca {millions(spent)}. Dat is {euro(abs(planned - spent))} {'minder' if spent <= planned else 'meer'} dan begroot.",
            f"“{widest['title']}” ({names[widest['module']]}).",
            f"De gemeenten betaalden samen {euro(edition.pays('actual'))}. Het voorschot was {euro(edition.pays('amount'))}.",
            f"lasten in {YEAR} {euro(spent)}", f"betaald door de gemeenten {euro(edition.pays('actual'))}", f"over, na de reserves {euro(left)}",
            f"In {YEAR} werkten er gemiddeld {fte(x.staff('average'))} bij de MGR", f"Begroot was {fte(x.staff('fte'))}."]
    says.append("Alle modules bleven binnen de begroting na wijziging." if not over else "Niet alle modules bleven binnen de begroting")
    hired = next(line for line in x.lines if line["module"] == "inkoop" and line["category"] == "hired")
    says += [f"voor inhuur met {euro(hired['amended'] - hired['original'])} omhoog.",
             f"uit de reserve van de module: {euro(sums['inkoop']['withdrawal', 'actual'])}.",
             f"was er {euro(sums['inkoop']['expense', 'amended'] - sums['inkoop']['expense', 'actual'])} minder uitgegeven"]
    for programme in x.programmes:
        spared = sum(sums[m["id"]]["expense", "amended"] - sums[m["id"]]["expense", "actual"] for m in x.modules if m["programme"] == programme["id"])
        if programme["id"] != "zorg":
            says.append(f"Wij gaven {euro(abs(spared))} {'minder' if spared >= 0 else 'meer'} uit dan begroot.")
    wages = next(line for line in x.lines if line["category"] == "wages")
    says.append(f"waren {euro(abs(wages['amended'] - wages['actual']))} {'lager' if wages['actual'] <= wages['amended'] else 'hoger'} dan begroot.")
    rows = [[names[m], s["expense", "amended"], s["expense", "actual"], s["expense", "amended"] - s["expense", "actual"]] for m, s in sums.items()]
    tables["Begroting en rekening per module"] = [[row[0]] + list(map(euro, row[1:])) + [outcome(row[3])] for row in rows] + [
        totals("Totaal", rows, (1, 2, 3), euro) + [GAP]]
    for module in x.modules:
        rows = [[line["title"]] + [line[c] for c in ("prior", "original", "amended", "actual")] + [line["amended"] - line["actual"]]
                for line in x.lines if line["module"] == module["id"] and line["direction"] == "expense"]
        tables[f"{module['name']}: begroting en rekening (in hele euro’s)"] = [
            [row[0]] + list(map(number, row[1:])) + [outcome(row[5])] for row in rows] + [totals("Totaal lasten", rows, range(1, 6), number) + [GAP]]
    tables[f"Baten en lasten {YEAR} (in hele euro’s)"] = statement(x, sums)
    annual_indicators(x, tables, charts)
    annual_staff(x, names, tables)
    annual_money(edition, tables, charts, says)
    return tables, charts, says


def result(sums, column):
    return sum(s["income", column] + s["withdrawal", column] - s["expense", column] - s["addition", column] for s in sums.values())


def statement(x, sums):
    """The overview of income and expense: per module, then all, then the reserves and what is left."""
    columns = ("prior", "original", "amended", "actual")

    def line(title, value, good=1):
        values = [value(column) for column in columns]
        change = good * (values[3] - values[2])
        return [title] + list(map(number, values + [change])) + [outcome(change)]

    rows = []
    for module in x.modules:
        s = sums[module["id"]]
        rows += [[module["name"]], line("Lasten", lambda c, s=s: s["expense", c], -1), line("Baten", lambda c, s=s: s["income", c]),
                 line("Saldo", lambda c, s=s: s["income", c] - s["expense", c])]
    rows += [["Alle modules"], line("Saldo van baten en lasten", lambda c: sum(s["income", c] - s["expense", c] for s in sums.values())),
             line("Toevoeging aan reserves", lambda c: sum(s["addition", c] for s in sums.values()), -1),
             line("Onttrekking aan reserves", lambda c: sum(s["withdrawal", c] for s in sums.values())),
             line("Resultaat", lambda c: result(sums, c))]
    return rows


def annual_indicators(x, tables, charts):
    order = {m["id"]: at for at, m in enumerate(x.modules)}
    short = {m["id"]: m["short"] for m in x.modules}
    rows = sorted((i for i in x.indicators if int(i["year"]) <= YEAR), key=lambda i: (order[i["module"]], i["title"], int(i["year"])))
    tables["Prestatie-indicatoren per module"] = [
        [short[i["module"]], f"{i['title']} ({i['unit']})", i["year"], as_given(i["value"]), as_given(i["target"]) if "target" in i else MISSING,
         i["source"]] for i in rows]
    charts["SW-medewerkers in dienst op 1 januari"] = [as_given(i["value"]) for i in rows if i["id"] == "headcount"]


def annual_staff(x, names, tables):
    rows = []
    for team in (t for t in x.teams if t["employer"] == "mgr"):
        value = {c: Fraction(team[c]) for c in ("fte", "average", "year-end", "hired")}
        rows.append(([names[team["module"]], value["fte"], value["average"], value["year-end"], value["fte"] - value["average"], value["hired"]],
                     f"deel van {names[team['part-of']]}" if "part-of" in team else GAP))
    counted = [row for row, note in rows if note == GAP]
    tables["Personeel in fte"] = [[row[0]] + [number(v, 2) for v in row[1:]] + [note] for row, note in rows] + [
        totals("Totaal zonder dubbeltelling", counted, range(1, 6), lambda v: number(v, 2)) + [GAP]]


def annual_money(edition, tables, charts, says):
    x = edition.x
    rows = grid(edition, "actual")
    people = [int(x.measures["inhabitants", t]) for t in edition.towns]
    for row, count, town in zip(rows, people, edition.towns):
        row.insert(1, number(count))
        row.append(euro(Fraction(edition.pays("actual", None, town), count), 2))
    tables[f"Wat de gemeenten betaalden over {YEAR} (in hele euro’s)"] = rows[:-1] + [["Totaal", number(sum(people))] + rows[-1][1:] + [GAP]]
    charts["Wat de gemeenten betaalden, per module"] = [euro(edition.pays("actual", m["id"])) for m in x.modules]

    def settled(name, pays):
        return [name, pays("amount"), pays("amended"), pays("actual"), pays("amount") - pays("actual")]

    by_module = [settled(m["name"], lambda stage, m=m: edition.pays(stage, m["id"])) for m in x.modules]
    by_town = [settled(x.towns[t], lambda stage, t=t: edition.pays(stage, None, t)) for t in edition.towns]
    for caption, rows in (("Bijdragen per module: begroot, na wijziging en betaald", by_module), ("Voorschot en afrekening per gemeente", by_town)):
        tables[f"{caption} (in hele euro’s)"] = [[row[0]] + list(map(number, row[1:])) for row in rows] + [totals("Totaal", rows, range(1, 5), number)]
    advance, paid = edition.pays("amount"), edition.pays("actual")
    says += [f"zoals die voor het jaar is vastgesteld: {euro(advance)}. De bijdrage volgens de rekening is {euro(paid)}.",
             f"De gemeenten krijgen samen {euro(advance - paid)} terug." if advance > paid else f"{euro(paid - advance)}."]


REPORTS = {"handover-dossier": dossier, "council-newsletter": newsletter, "annual-report": annual}


# --- what the documents say ---
def tree_of(pdf):
    """The tags of a PDF: (tag, [children and texts]). What poppler told of it once may stand beside it: it takes its time."""
    before = pdf.with_name(pdf.name + ".tags")
    told = before.read_bytes() if before.exists() else subprocess.run(["pdfinfo", "-struct-text", str(pdf)], capture_output=True,
                                                                      check=True).stdout
    root = ("Document", [])
    stack = [(-1, root)]
    for line in told.decode("utf-8", "replace").splitlines():
        depth, said = len(line) - len(line.lstrip()), line.strip()
        while said and stack[-1][0] >= depth:
            stack.pop()
        if said.startswith('"'):
            stack[-1][1][1].append(said[1:-1] if said.endswith('"') else said[1:])
        elif said and not said.startswith(("/", "Object")):
            node = (re.match(r"\w+", said)[0], [])
            stack[-1][1][1].append(node)
            stack.append((depth, node))
    return root


def text_of(node):
    said = "".join(child if isinstance(child, str) else text_of(child) for child in node[1])
    return re.sub(r"\s+", " ", said.replace("\xa0", " ").replace("\xad", "")).strip() if node[0] in ("P", "TD", "TH", "Figure", "Caption") else said


def rows_of(table):
    """Without the sign of what is marked: it is no part of the name."""
    for child in table[1]:
        if isinstance(child, tuple):
            yield from [[re.sub("^▸ ?", "", text_of(cell)) for cell in child[1] if isinstance(cell, tuple)]] if child[0] == "TR" else rows_of(child)


def blocks_of(node):
    """Tables, paragraphs, headings and figures in reading order."""
    for child in node[1]:
        if isinstance(child, tuple):
            if child[0] in ("Table", "P", "Figure") or re.fullmatch("H[1-6]", child[0]):
                yield child
            else:
                yield from blocks_of(child)


def plain(text):
    return text.replace("\xa0", " ").replace("\xad", "")


def tells(text):
    """A figure that has to be recounted: an amount, a percentage, full-time jobs, or a number of thousands."""
    return re.search(r"€ ?[−\d]|\d ?%|\d fte\b|\b\d{1,3}\.\d{3}\b", text)


class Recount:
    def __init__(self):
        self.differences, self.counted = [], 0

    def differs(self, what):
        self.differences.append(what)

    def compare(self, where, wanted, found):
        for want, have in zip(wanted, found):
            self.counted += len(want)
            if want != have:
                self.differs(f"{where}: recounted {want}, printed {have}")
        if len(wanted) != len(found):
            self.differs(f"{where}: {len(wanted)} rows recounted, {len(found)} printed")

    def pdf(self, path, tables, charts, says):
        seen, prose, caption = set(), [], ""
        for block in blocks_of(tree_of(path)):
            if block[0] == "P" or block[0][0] == "H":
                prose.append(text_of(block))
                found = re.match(r"Figuur \d+: (.*)", prose[-1])
                caption = found[1] if found else caption
            elif block[0] == "Figure":
                self.figure(f"{path.name}, figure '{caption}'", charts.get(caption), text_of(block))
                seen.add(caption)
            else:
                seen.add(self.table(path, block, tables))
        for missing in (set(tables) | set(charts)) - seen:
            self.differs(f"{path.name}: '{missing}' is not there")
        self.prose(path.name, " ".join(prose), says)
        self.abbreviations(path.name, path)

    def abbreviations(self, name, path):
        """The list at the end explains the abbreviations that are used, and no other."""
        texts = [text_of(block) if block[0] == "P" or block[0][0] == "H" else " ".join(cell for row in rows_of(block) for cell in row)
                 for block in blocks_of(tree_of(path)) if block[0] != "Figure"]
        entries = [re.match(rf"((?:{ABBREVIATION})(?:, (?:{ABBREVIATION}))*): ", text) for text in texts]
        used = " ".join(text for text, entry in zip(texts, entries) if not entry)
        used = re.sub(r"\b\d{4} [A-Z]{2}\b", "", used)  # postcodes
        listed = [short for entry in entries if entry for short in entry[1].split(", ")]
        self.counted += len(listed)
        for short in listed:
            if not re.search(rf"(?<!\w){short}(?!\w)", used):
                self.differs(f"{name}: '{short}' is explained and not used")
        for short in sorted(set(re.findall(rf"(?<!\w)(?:{ABBREVIATION})(?!\w)", used)) - set(listed)) if listed else ():
            self.differs(f"{name}: '{short}' is used and not explained")

    def table(self, path, block, tables):
        captions = [text_of(child) for child in block[1] if isinstance(child, tuple) and child[0] == "Caption"]
        caption = re.sub(r"^Tabel \d+: ", "", captions[0]) if captions else ""
        rows = list(rows_of(block))
        if caption in tables:
            wanted = tables[caption]
            heads = 2 if len(rows) == len(wanted) + 2 else 1
            self.compare(f"{path.name}, '{caption}'", wanted, rows[heads:])
        elif any(tells(cell) for row in rows for cell in row):
            self.differs(f"{path.name}: nobody recounts the table '{caption}'")
        return caption

    def figure(self, where, wanted, said):
        amounts = re.findall(r"€ −?[\d.]+", said)
        if wanted is None:
            if amounts or "%" in said:
                self.differs(f"{where}: nobody recounts {amounts}")
        elif wanted and wanted[0].startswith("€"):
            self.compare(where, sorted(wanted), sorted(amounts))
        elif any(value not in said.split() for value in wanted):
            self.differs(f"{where}: recounted {wanted}, printed '{said}'")

    def prose(self, name, text, says):
        for said in says:
            self.counted += 1
            if said not in text:
                self.differs(f"{name}: does not say '{said}'")
            text = text.replace(said, " | ", 1)
        for left in re.finditer(r".{0,40}", text):
            if tells(left[0]):
                self.differs(f"{name}: nobody recounts '…{left[0]}…'")

    def book(self, path, tables, charts, exports):
        for sheet in openpyxl.load_workbook(path, data_only=True).worksheets[:-1]:  # the last one says where figures come from
            rows = [[GAP if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]
            if sheet.title == "Controles":
                self.controls(f"{path.name}, sheet '{sheet.title}'", rows[1:])
                continue
            if sheet.title == "Verdeling":
                self.divisions(f"{path.name}, sheet '{sheet.title}'", rows, exports)
                continue
            if sheet.title == "Grafieken":
                self.drawn(f"{path.name}, sheet '{sheet.title}'", rows, tables, charts)
                continue
            at = 0
            while at < len(rows):
                at = self.sheet_table(f"{path.name}, sheet '{sheet.title}'", rows, at, tables)

    def controls(self, where, rows):
        """Both sides are figures of the tables, which were recounted: here they are held against each other."""
        for words, left, right, within, verdict in rows:
            self.counted += 1
            if abs(left - right) > (within if isinstance(within, (int, float)) else 0) or verdict != "klopt":
                self.differs(f"{where}: '{words}' is {left} and {right}, '{verdict}'")

    def divisions(self, where, rows, exports):
        """Each block divides an amount of the exports over towns and weights of the exports, as parted() does."""
        known = {}
        for part in exports.parts:
            towns = [t for t in exports.towns if (t, part["module"]) in exports.taking]
            weighed = frozenset((exports.towns[t], Fraction(exports.measures[part["measure"], t])) for t in towns)
            for stage, paid in exports.paid.items():
                known[Fraction(part[stage]), weighed] = {exports.towns[t]: paid[part["id"], t] for t in towns}
        starts = [at for at, row in enumerate(rows) if row[0] == "Te verdelen"]
        for at, end in zip(starts, starts[1:] + [len(rows) + 1]):
            block = [row for row in rows[at + 3 : end - 1] if any(value != GAP for value in row)]
            members, total = block[:-1], block[-1]
            whole, amount = sum(Fraction(str(row[1])) for row in members), Fraction(str(rows[at][1]))
            paid = known.get((amount, frozenset((row[0], Fraction(str(row[1]))) for row in members)))
            self.counted += 7 * len(members) + 6
            if paid is None or rows[at + 1][1] != amount or (Fraction(str(total[1])), total[6]) != (whole, amount):
                self.differs(f"{where}: nobody divides {amount} like this: {members}")
                continue
            places = max(len(str(row[1]).partition(".")[2]) for row in members)
            ranks = sorted(members, key=lambda row: (-row[3], row[4]))
            for row in members:
                certain, rest = divmod(amount * Fraction(str(row[1])), whole)
                if (row[2], row[3]) != (certain, rest * 10**places) or row[5] != ranks.index(row) + 1 or row[6] != paid[row[0]]:
                    self.differs(f"{where}: recounted {certain}, {rest} and {paid[row[0]]}, printed {row}")
            if total[2] != sum(row[2] for row in members) or sorted(row[4] for row in members) != list(range(1, len(members) + 1)):
                self.differs(f"{where}: units or turns do not add up: {total}")

    def drawn(self, where, rows, tables, charts):
        """What charts are drawn of: as the figure in print was recounted, else as a row of a table says of the same."""
        told = {frozenset(row) for table in tables.values() for row in table}
        caption = ""
        for at, row in enumerate(rows):
            titled = row[0] != GAP and at + 1 < len(rows) and rows[at + 1][0] == GAP and any(value != GAP for value in rows[at + 1])
            caption = re.sub(r" \([^()]*\)$", "", plain(str(row[0]))) if titled else caption
            values = [value for value in row[1:] if isinstance(value, (int, float))]
            if titled or not values:
                continue
            exact = [Fraction(str(value)) for value in values]
            wanted = charts.get(caption)
            self.counted += len(values)
            if wanted and any(euro(value) not in wanted and number(value) not in wanted for value in exact):
                self.differs(f"{where}: recounted {wanted}, drawn {row}")
            if not wanted and not any({plain(str(row[0])), *map(number, exact)} <= line for line in told):
                self.differs(f"{where}: nobody recounts {row}")

    def sheet_table(self, where, rows, at, tables):
        """One table of a sheet, from its title on; where the next begins."""
        title = plain(str(rows[at][0]))
        if title not in tables:
            if any(isinstance(value, (int, float)) for value in rows[at]):
                self.differs(f"{where}: nobody recounts {rows[at]}")
            return at + 1
        wanted = tables[title]
        first = at + 2 if plain(str(rows[at + 2][0])) == wanted[0][0] else at + 3
        found, at = [], first
        while at < len(rows) and len(found) < len(wanted):  # a list has a blank row before its total
            found += [rows[at]] if any(value != GAP for value in rows[at]) else []
            at += 1
        self.compare(f"{where}, '{title}'", wanted,
                     [[cell_text(value, want) for value, want in zip(row, wanted_row)] for row, wanted_row in zip(found, wanted)])
        return at


def cell_text(value, want):
    """A cell as print says it, in the form that is asked for."""
    if not isinstance(value, (int, float)):
        return plain(str(value))
    exact, places = Fraction(str(value)), len(want.rstrip("%").partition(",")[2])
    if want.endswith("%"):
        return percent(exact, places)
    if want.startswith("€"):
        return euro(exact, places)
    return want if re.fullmatch(r"20\d\d", want) and exact == int(want) else number(exact, places)


def main(source, output, editions):
    if openpyxl is None or shutil.which("pdfinfo") is None:
        print("recount: needs openpyxl and poppler")
        return 77
    exports, recount, files = Exports(source), Recount(), 0
    for report, expected in REPORTS.items():
        for folder in sorted((output / report).iterdir()):
            if editions and folder.name not in editions:
                continue
            town = next((t for t, name in exports.towns.items() if name.lower() == folder.name), None)
            tables, charts, says = expected(Edition(exports, town))
            for path in sorted(folder.glob("*.pdf")):
                recount.pdf(path, tables, charts, says)
                files += 1
            for path in sorted(folder.glob("*.xlsx")):
                recount.book(path, tables, charts, exports)
                files += 1
    print("\n".join(recount.differences[:40]))
    print(f"recount: {recount.counted} figures and words in {files} documents, {len(recount.differences)} differences")
    return 1 if recount.differences or not files else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]))
