#!/usr/bin/env python3
"""Small numbers, replaced by every other: same_print.py GRIFFIE [ROUNDS].

What readers see must not depend on a hidden number. Each round makes a table of counts (three towns, three ages, two
sexes), renders two nights of it with a change sheet, and renders the same nights again with other small numbers at the
same places: every byte of documents, workbooks, origins, change sheets, what is kept of a version, and messages must be
equal. Between the nights numbers cross the limit, either way. Rules: ca, a range, zero hidden as well, and one exact
total, whose hidden numbers are replaced only by those with the same sum. A planted fault (a rule that hides nothing)
must be found. GR_SEED replays; GR_TIER=long takes more rounds.
"""
import os, pathlib, random, shutil, subprocess, sys, tempfile, time

TOWNS, AGES, SEXES = ("gm0202", "gm0274", "gm0277"), ("jong", "midden", "oud"), ("m", "v")
PLACES = [(t, a, s) for t in TOWNS for a in AGES for s in SEXES]
GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "golden"
RULES = {  # attributes of <suppress>, below, least
    "ca": ('below="5"', 5, 1),
    "range": ('below="7" range="yes"', 7, 1),
    "zero": ('below="5" zero="yes"', 5, 0),
    "exact": ('below="5" exact="all"', 5, 1),
}
SOURCE = """<?xml version="1.0"?>
<source xmlns="urn:griffie:source:1" id="clients" title="Cliënten">
  <match root="clients" namespace="urn:griffie:input:1"/><as-of path="@as-of"/>
  <codes name="age"><code value="jong" label="tot 27"/><code value="midden" label="tot 50"/><code value="oud" label="ouder"/></codes>
  <codes name="sex"><code value="m" label="man"/><code value="v" label="vrouw"/></codes>
  <dataset name="counts" title="Tellingen" records="count" key="municipality age sex" shared="yes">
    <field name="municipality" type="reference" to="municipalities"/>
    <field name="age" type="code" codes="age"/><field name="sex" type="code" codes="sex"/>
    <field name="number" type="integer"/><field name="hours" type="decimal"/>
  </dataset>
</source>"""
DATA = """<?xml version="1.0"?>
<data xmlns="urn:griffie:data:1">
  <derive name="clients" title="Cliënten" each="c" of="counts" key="municipality age sex" shared="yes">
    <field name="municipality" type="reference" to="municipalities" value="c.municipality"/>
    <field name="age" type="code" codes="age" value="c.age"/><field name="sex" type="code" codes="sex" value="c.sex"/>
    <field name="number" type="integer" value="c.number"/><field name="hours" type="decimal" value="c.hours"/>
    <suppress field="number" {rule} with="hours"/>
  </derive>
  <derive name="towns" title="Gemeenten" each="m" of="municipalities" key="municipality" shared="yes">
    <field name="municipality" type="reference" to="municipalities" value="m"/>
    <field name="number" type="integer" value="sum(number of clients where municipality = $m)"/>
    <field name="young" type="integer" value="sum(number of clients where municipality = $m and age = 'jong')"/>
  </derive>
</data>"""
REPORT = """<?xml version="1.0"?>
<report xmlns="urn:griffie:report:1" id="r" style="blocks" lang="nl" master="body" title="Cliënten" author="De regio" attach="workbook origins">
  <editions region="yes" file="r"/>
  <section title="Tellingen">
    <p>Samen {sum(number of clients)} ({sum(number of clients) as words}), van wie {sum(number of clients where age = 'jong')} jong,
       {sum(number of clients where sex = 'v')} vrouw en {sum(number of clients where age = 'jong' and sex = 'v')} beide; uren {sum(hours of clients)};
       hoogste {max(number of clients)}, gemiddeld {average(number of clients to 1)}, boven tien {count(clients where number &gt; 10)}.
       Aandeel {if sum(number of clients where sex = 'v') &gt; 0 then sum(number of clients where sex = 'v') / (sum(number of clients) + 1) to 4 else none as percent(1)}.
       {join(text(number) of clients, ', ')}; {text(sum(number of clients))}; {first(number of clients sort by number)}.</p>
    <p if="sum(number of clients) &gt; 100">Meer dan honderd.</p>
    <p if="first(number of clients) &lt; 5">Klein.</p>
    <p if="first(number of clients) is missing">Onbekend.</p>
    <tiles><tile value="sum(number of clients)" as="number" label="cliënten" trend="sum(number of clients) - 50"/></tiles>
    <table id="lijst" title="Cliënten" rows="clients sort by number descending" as="c" sheet="Cliënten">
      <column title="Gemeente" value="c.municipality.name" header="yes"/><column title="Leeftijd" value="c.age"/>
      <column title="Geslacht" value="c.sex"/><column title="Aantal" value="c.number" total="sum"/>
      <column title="Uren" value="c.hours" total="sum"/><total title="Totaal"/>
    </table>
    <table id="gemeenten" title="Gemeenten" rows="towns sort by number" as="t" sheet="Gemeenten">
      <column title="Gemeente" value="t.municipality.name" header="yes"/><column title="Jong" value="t.young" total="sum"/>
      <column title="Aantal" value="t.number" total="sum"/><column title="Ouder" value="t.number - t.young" total="sum"/><total title="Totaal"/>
    </table>
    <chart id="staven" type="bar" title="Gemeenten" rows="towns" as="t" category="t.municipality.name" value="t.number" format="number" height="40mm"/>
    <chart id="ring" type="donut" title="Jong" rows="clients where age = 'jong' and sex = 'm'" as="c" category="c.municipality.name" value="c.number" format="number" height="40mm"/>
    <chart id="lijn" type="line" title="Jong" rows="towns sort by young" as="t" category="t.municipality.name" value="t.young" format="number" height="40mm"/>
  </section>
</report>"""


def export(path, numbers, hours):
    rows = "".join(f'<count municipality="{t}" age="{a}" sex="{s}" number="{numbers[t, a, s]}" hours="{hours[t, a, s]}"/>\n' for t, a, s in PLACES)
    path.write_text(f'<?xml version="1.0"?>\n<clients xmlns="urn:griffie:input:1" as-of="2022-06-30">\n{rows}</clients>\n')


def is_exact(n, total, below, least):
    w = below - 1 - least
    return n * least + 2 * w <= total <= n * (below - 1) - 2 * w


def others(rng, numbers, rule):
    """Other small numbers at the same places; of an exact total with the same sum, else without being exact."""
    _, below, least = RULES[rule]
    hidden = [p for p in PLACES if least <= numbers[p] < below]
    before = sum(numbers[p] for p in hidden)
    while True:
        new = dict(numbers)
        for p in hidden:
            new[p] = rng.randrange(least, below)
        after = sum(new[p] for p in hidden)
        exact = rule == "exact" and is_exact(len(hidden), before, below, least)
        if rule != "exact" or (after == before if exact else not is_exact(len(hidden), after, below, least)):
            return new, hidden


def hours_of(rng, numbers):
    return {p: rng.randrange(0, 40 * max(1, numbers[p])) / 10 for p in PLACES}


def render(griffie, folder, nights, rule):
    """Files below output, and what was said, after two nights."""
    folder.mkdir()
    shutil.copytree(GOLDEN / "_blocks", folder, dirs_exist_ok=True)
    for kind, text in (("sources", SOURCE), ("data", DATA.replace("{rule}", rule)), ("reports", REPORT)):
        (folder / "templates" / kind).mkdir(exist_ok=True)
        (folder / "templates" / kind / "clients.xml").write_text(text)
    said = []
    env = dict(os.environ, SOURCE_DATE_EPOCH="1656540000", LC_ALL="C.UTF-8")
    for numbers, hours in nights:
        export(folder / "input" / "clients.xml", numbers, hours)
        for command in (["render"], ["why", "r", "region"]):
            run = subprocess.run([griffie, *command], cwd=folder, env=env, capture_output=True, text=True)
            said.append(f"{command[0]}: {run.returncode}\n{run.stdout}{run.stderr}")
    files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        outside = name.parts[0] in ("input", "templates")
        if outside or ".journal" in path.name or path.name == "index.html" or "archive" in str(name):
            continue  # exports and history are not for readers
        if path.name in (".griffie", "id"):
            continue  # drawn by lot
        if path.name == "manifest.json" and '"exports"' in path.read_text():
            continue  # names the exports by hash: for who runs griffie
        files[str(name)] = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else ""
    return files, said


def compare(griffie, rng, work, rule, attributes):
    """The names of what differs."""
    first = {p: rng.randrange(0, 13) for p in PLACES}
    second = {p: first[p] if rng.random() < 0.7 else rng.randrange(0, 13) for p in PLACES}
    nights, changed = [], []
    for numbers in (first, second):
        hours = hours_of(rng, numbers)
        new, hidden = others(rng, numbers, rule)
        again = {p: rng.randrange(0, 90) / 10 if p in hidden else hours[p] for p in PLACES}
        nights.append((numbers, hours))
        changed.append((new, again))
    a, said_a = render(griffie, work / "a", nights, attributes)
    b, said_b = render(griffie, work / "b", changed, attributes)
    shutil.rmtree(work / "a")
    shutil.rmtree(work / "b")
    if not any(name.endswith(".pdf") for name in a) or "render: 0" not in said_a[0]:
        sys.exit(f"same_print: nothing was made: {said_a[0]}")
    if not any("changes" in name for name in a):
        sys.exit("same_print: no change sheet was made")
    differ = sorted(name for name in set(a) | set(b) if a.get(name) != b.get(name))
    return differ + [f"words: {x!r} {y!r}" for x, y in zip(said_a, said_b) if x != y]


def main():
    griffie = os.path.abspath(sys.argv[1])
    long_tier = os.environ.get("GR_TIER") == "long"
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 40 if long_tier else 1
    seed = int(os.environ.get("GR_SEED", time.time()))
    print(f"GR_SEED={seed}")
    rng = random.Random(seed)
    work = pathlib.Path(tempfile.mkdtemp())
    failed = 0
    try:
        for rule, (attributes, _, _) in RULES.items():
            for _ in range(rounds):
                differ = compare(griffie, rng, work, rule, attributes)
                if differ:
                    failed += 1
                    print(f"same_print: {rule}: {len(differ)} differ: " + "; ".join(differ[:5]))
        if not compare(griffie, rng, work, "ca", 'below="3"'):  # 3 and 4 are shown: the test must see it
            failed += 1
            print("same_print: a number that is shown was not seen")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return 1 if failed else 0


sys.exit(main())
