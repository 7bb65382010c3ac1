"""noninterference.py GRIFFIE: what one owner reads does not hang on the figures of others.

Random expressions, sets and conditions are put where a report may have them. What binding lets through is made for one
owner (Aardam) from two sets of exports that differ in nothing but the figures of others: totals that may be shown are the
same in both, all else is not. The documents must be the same, byte for byte. What binding refuses counts for nothing; a
share of what is asked for must pass, or the test would see little. With a planted fault (GR_FAIL=label) a difference
must be found. GR_SEED replays; GR_TIER=long takes more rounds."""
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zlib

HERE = pathlib.Path(__file__).resolve().parent
griffie = os.path.abspath(sys.argv[1])
seed = int(os.environ.get("GR_SEED", random.SystemRandom().randrange(10**9)))
long_tier = os.environ.get("GR_TIER") == "long"
rng = random.Random(seed)
print(f"seed {seed}")
work = pathlib.Path(tempfile.mkdtemp())
failed = 0

# --- two sets of exports ---
OWNERS = {"open": "abcde", "zorg": "abc", "jeugd": "ab", "wmo": "bcde"}
SAFE = {"open", "wmo"}  # enough others have a part: their totals may be shown, so they stay as they are


def split(total, n):
    """n positive parts, none of them nearly all."""
    cuts = [total // n + rng.randrange(-total // (3 * n), total // (3 * n)) for _ in range(n - 1)]
    return cuts + [total - sum(cuts)]


def exports(folder, numbers):
    rows = []
    for (module, owner), (amount, number, day, note) in sorted(numbers.items()):
        rows.append(f'  <cost municipality="{owner}" module="{module}" amount="{amount}" number="{number}" '
                    f'day="2022-{day // 28 + 1:02d}-{day % 28 + 1:02d}" note="{note}"/>')
    folder.mkdir(parents=True)
    shutil.copytree(HERE.parent / "golden/_owners/input", folder, dirs_exist_ok=True)
    (folder / "amounts.xml").write_text(
        '<?xml version="1.0"?>\n<amounts xmlns="urn:griffie:input:1" as-of="2022-06-30">\n' + "\n".join(rows) +
        '\n  <link id="1" cost="b/open" municipality="a"/>\n  <link id="2" cost="a/open" municipality="b"/>\n</amounts>\n')
    names = "".join(f'  <municipality id="{k}" name="{n}"/>\n' for k, n in
                    zip("abcde", ("Aardam", "Broekveen", "Catwoude", "Dalerveld", "Eemoord")))
    modules = "".join(f'  <module id="{m}" name="{m.capitalize()}"/>\n' for m in OWNERS)
    (folder / "organisation.xml").write_text(
        f'<?xml version="1.0"?>\n<organisation xmlns="urn:griffie:input:1" as-of="2022-01-01">\n{names}{modules}</organisation>\n')


def figures(like=None):
    """Figures of all; like: Aardam's, and totals that may be shown, are as there."""
    made = {}
    for module, owners in OWNERS.items():
        others = [o for o in owners if o != "a"]
        for field, low in ((0, 2000), (1, 200)):
            total = rng.randrange(low, 3 * low) * len(others)
            if like is not None and module in SAFE:
                total = sum(like[module, o][field] for o in others)
            for owner, part in zip(others, split(total, len(others))):
                made.setdefault((module, owner), [0, 0, 0, ""])[field] = part
        for owner in others:
            made[module, owner][2:] = [rng.randrange(300), "geheim " + "".join(rng.choices("bcdfghklmnprstvz", k=8))]
        if "a" in owners:
            made[module, "a"] = like[module, "a"] if like else [rng.randrange(1000, 9000), rng.randrange(100, 900),
                                                                rng.randrange(300), "nota van Aardam"]
    return made


first = figures()
exports(work / "first", first)
for name in ("second", "third"):
    exports(work / name, figures(first))

# --- descriptors ---
templates = work / "templates"
shutil.copytree(HERE.parent / "golden/_owners/templates", templates)
(templates / "data/data.xml").write_text("""<?xml version="1.0"?>
<data xmlns="urn:griffie:data:1">
  <relation phrase="pays for" of="costs" left="municipality" right="module"/>
  <derive name="mine" each="m" of="municipalities" key="municipality" owner="municipality">
    <field name="municipality" type="reference" to="municipalities" value="m"/>
    <field name="amount" type="money" value="sum(amount of costs where municipality = $m)"/>
    <field name="number" type="integer" value="count(costs where municipality = $m and number &gt; 300)"/>
    <field name="note" type="text" value="join(note of costs where municipality = $m, ', ')"/>
    <field name="day" type="date" optional="yes" value="first(day of costs where municipality = $m sort by day)"/>
    <field name="module" type="reference" to="modules" value="first(module of costs where municipality = $m sort by number)"/>
  </derive>
  <derive name="per_module" each="x" of="modules" key="module" shared="yes">
    <field name="module" type="reference" to="modules" value="x"/>
    <field name="amount" type="money" optional="yes" value="sum(amount of costs where module = $x)"/>
    <field name="number" type="integer" optional="yes" value="sum(number of costs where module = $x)"/>
    <field name="records" type="integer" optional="yes" value="count(costs where module = $x)"/>
  </derive>
</data>
""")


# --- random expressions ---
def pick(*choices):
    return rng.choice(choices)()


def dataset():
    return rng.choice(["costs", "all costs", "all costs", "costs", "mine", "all mine"])


def row_condition(depth):
    return pick(lambda: f"module = '{rng.choice(list(OWNERS))}'", lambda: f"module != '{rng.choice(list(OWNERS))}'",
                lambda: "municipality = edition", lambda: "municipality != edition", lambda: "edition = municipality",
                lambda: f"municipality = '{rng.choice('abcde')}'", lambda: f"number > {number(depth - 1)}",
                lambda: f"length(note) = {number(depth - 1)}", lambda: f"day > {'date(2022, 5, 1)'}",
                lambda: f"{row_condition(depth - 1)} and {row_condition(depth - 1)}" if depth > 0 else "module = 'open'",
                lambda: f"({row_condition(depth - 1)} or {row_condition(depth - 1)})" if depth > 0 else "module = 'open'",
                lambda: f"{condition(depth - 1)}" if depth > 0 else "region")


def rows(depth):
    text = dataset()
    if rng.random() < 0.5:
        text += f" where {row_condition(depth)}"
    if rng.random() < 0.15:
        text += f" sort by {rng.choice(['number', 'amount descending', 'note', 'municipality.name'])}"
        if rng.random() < 0.5:
            text += f" take {rng.randrange(1, 3)}"
    return text


def shared_rows(depth):
    return pick(lambda: f"modules where {condition(depth - 1)}" if depth > 0 else "modules", lambda: "per_module",
                lambda: "links where municipality = edition")


def number(depth):
    if depth <= 0:
        return str(rng.randrange(1, 900))
    return pick(lambda: str(rng.randrange(1, 900)), lambda: f"sum(number of {rows(depth - 1)})",
                lambda: f"count({rows(depth - 1)})", lambda: f"count({shared_rows(depth - 1)})",
                lambda: f"{rng.choice(['max', 'min', 'first'])}(number of {rows(depth - 1)})",
                lambda: f"sum(number + number - number of {rows(depth - 1)})", lambda: f"length({text(depth - 1)})",
                lambda: f"({number(depth - 1)} {rng.choice('+-*')} {number(depth - 1)})",
                lambda: f"(if {condition(depth - 1)} then {number(depth - 1)} else {number(depth - 1)})",
                lambda: f"abs({number(depth - 1)})", lambda: "first(cost.number of links)",
                lambda: f"sum(number of per_module where module = '{rng.choice(list(OWNERS))}')",
                lambda: f"sum(count(all costs where module = id) of modules)",
                lambda: f"max(sum(number of all costs where module = $m) of modules)".replace("$m", "id"))


def text(depth):
    if depth <= 0:
        return "edition.name"
    return pick(lambda: "edition.name", lambda: f"first(note of {rows(depth - 1)})", lambda: f"text({number(depth - 1)})",
                lambda: f"join(note of {rows(depth - 1)}, ', ')", lambda: f"upper({text(depth - 1)})",
                lambda: f"({text(depth - 1)} + {text(depth - 1)})",
                lambda: f"(if {condition(depth - 1)} then {text(depth - 1)} else {text(depth - 1)})",
                lambda: f"first(municipality.name of {rows(depth - 1)})")


def condition(depth):
    if depth <= 0:
        return rng.choice(["region", "not region", "edition is missing"])
    return pick(lambda: f"{number(depth - 1)} {rng.choice(['>', '<', '=', '!='])} {number(depth - 1)}",
                lambda: f"{text(depth - 1)} = {text(depth - 1)}", lambda: f"({condition(depth - 1)} and {condition(depth - 1)})",
                lambda: f"({condition(depth - 1)} or {condition(depth - 1)})", lambda: f"not ({condition(depth - 1)})",
                lambda: f"{text(depth - 1)} is missing", lambda: f"edition pays for first(module of {rows(depth - 1)})",
                lambda: "region", lambda: "edition is missing")


def quoted(expression):
    return expression.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def element(depth):
    n, t, c, s = (quoted(make(depth)) for make in (number, text, condition, rows))
    return rng.choice([
        f"<p>{{{n}}}</p>", f"<p>{{{t}}}</p>", f"<p>{{{c} as check}}</p>", f'<p if="{c}">ja</p>', f"<p>{{sum(amount of {s})}}</p>",
        f'<section title="{{{t}}}"><p>x</p></section>', f'<let name="v" value="{n}"/><p>{{v}}</p>',
        f'<each name="k" of="{s}"><p>{{k.note}} {{k.number}}</p></each>',
        f'<each name="g" of="{s}" by="module"><p>{{g.key.name}} {{count(g)}} {{sum(amount of g)}}</p></each>',
        f'<each name="m" of="modules sort by {n}"><p>{{m.name}} {{sum(amount of all costs where module = $m)}}</p></each>',
        f'<table title="x" rows="{s}"><column title="a" value="note"/><column title="b" value="amount" total="sum"/></table>',
        f'<table title="x" sheet="{{{t}}}" rows="modules" as="m"><column title="a" value="m.name"/><column title="b" value="{n}"/></table>',
        f'<table title="x" rows="modules" as="m"><column title="a" value="m.name"/><column if="{c}" title="b" value="1"/></table>',
        f'<chart type="bar" title="x" rows="modules" category="name" value="{n}"/>',
        f'<chart type="bar" title="{{{t}}}" rows="{s}" category="note" value="amount"/>',
        f'<tiles><tile value="{n}" label="x" note="{{{t}}}"/></tiles>', f'<p>x<note>{{{t}}}</note></p>'])


def write_report(elements):
    (templates / "reports/report.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<report xmlns="urn:griffie:report:1" id="report" style="plain" lang="nl" '
        'title="Verslag">\n  <editions region="yes" each="municipality" of="municipalities"/>\n  ' + "\n  ".join(elements) +
        "\n</report>\n")


def dump(exports_name, faulty=False):
    environment = dict(os.environ, **({"GR_FAIL": "label:1"} if faulty else {}))
    done = subprocess.run([griffie, "check", "--input", work / exports_name, "--templates", templates, "--edition", "aardam",
                           "--dump=document"], capture_output=True, env=environment, check=False)
    return done.returncode, done.stdout


def complain(what, one):
    global failed
    failed += 1
    print(f"noninterference: {what}:\n  {one}")


rounds = int(os.environ.get("GR_ROUNDS", 3000 if long_tier else 150))
passed, tried = [], 0
while tried < rounds:
    tried += 1
    one = element(rng.randrange(1, 4))
    write_report([one])
    status, seen = dump("first")
    if status == 65:
        continue
    if status == 70:
        complain("the walk found what binding let through", one)
        continue
    passed.append(one)
    for other in ("second", "third"):
        if dump(other) != (status, seen):
            complain(f"differs with figures of others ({other})", one)
            break
print(f"{tried} tried, {len(passed)} passed binding, {sum('all' in one for one in passed)} of them over all owners")
if len(passed) * 12 < tried:
    complain("too few pass to see anything", f"{len(passed)} of {tried}")

# --- the same in print and workbook, several at once ---
def published(exports_name, folder):
    done = subprocess.run([griffie, "render", "--input", work / exports_name, "--templates", templates, "--edition", "aardam",
                           "--output", work / folder], capture_output=True, check=False)
    names = sorted(p for p in (work / folder / "report/aardam").glob("*") if p.suffix in (".pdf", ".xlsx"))
    return done.returncode, [(p.name, p.read_bytes()) for p in names]


for start in range(0, min(len(passed), 200 if long_tier else 24), 12):
    write_report(passed[start:start + 12])
    if published("first", f"out-{start}-1") != published("second", f"out-{start}-2"):
        complain("documents differ with figures of others", "\n  ".join(passed[start:start + 12]))

def inflated(pdf):
    """A PDF and all of its streams that are deflated."""
    found = pdf
    for match in re.finditer(rb"stream\r?\n", pdf):
        try:
            found += zlib.decompressobj().decompress(pdf[match.end():])
        except zlib.error:
            pass
    return found


# --- what must be found ---
write_report(["<p>x</p>"])
assert dump("first")[0] == 0, "the empty report is not made"
write_report(["<p>{max(number of all costs)}</p>"])
if dump("first", faulty=True)[0] in (0, 65):
    complain("a planted leak is not noticed", "max(number of all costs)")
write_report(["<p>{sum(number of all costs where module = 'open')}</p>"])
if dump("first")[0] != 0 or b"suppressed" in dump("first")[1]:
    complain("a total that may be shown is not", "sum(number of all costs where module = 'open')")
write_report(["<p>{sum(number of all costs where module = 'zorg')}</p>"])
if b"suppressed" not in dump("first")[1]:
    complain("a total of two others is shown", "sum(number of all costs where module = 'zorg')")
write_report(["<p>{sum(number of all costs where module = 'open')} {sum(number of costs)}</p>", '<attachments title="Bestanden"/>'])
report = templates / "reports/report.xml"
report.write_text(report.read_text().replace("<report ", '<report attach="origins" '))
status, files = published("first", "attached")
streams = inflated(dict(files)["report-aardam.pdf"])
if b'"a/open"' not in streams or re.search(rb'"[b-e]/[a-z]+"', streams):
    complain("the attached index of origins names records of others, or none", "attach=origins")
shutil.rmtree(work)
sys.exit(1 if failed else 0)
