#!/usr/bin/env python3
"""Figures of the samples, drawn at random, and led back to their exports: trace_judge.py GRIFFIE [N] (all editions, GR_SEED).

For each, `griffie trace --json --others` gives a graph. This program shares nothing with griffie: it reads the exports with
expat, finds the value of each field in the record that stands on the line and column that were named, in a file of the
checksum that was named, and works every operation out anew. The figure's value must come out, and the printed text must be
that value rounded. A report of its own, with a table that is too long for the index and sums that were made while reading, is
led back in the same way. Then over all figures of all editions: none has only constants as its origin, save those whose
expression stands in trace_judge.allow. Prints a line for each fault; exit 1 when there is one."""
import fractions
import glob
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import xml.parsers.expat

ROOT = pathlib.Path(__file__).resolve().parents[2]
GRIFFIE = pathlib.Path(sys.argv[1]).resolve()
DRAWN = int(sys.argv[2]) if len(sys.argv) > 2 else (500 if os.environ.get("GR_TIER") == "long" else 60)
NUMBER = re.compile(r"-?\d+(\.\d+)?$")
ABSENT = {"(missing)", "(not applicable)", "(suppressed)"}
faults, exports = [], {}
INPUT = ROOT / "input"


def fault(text):
    faults.append(text)


# --- the exports, by an own reader ---

def read_export(path):
    """By (line, column): the words of an element and all in it, and the attributes and texts of what is around it."""
    places, stack = {}, []
    parser = xml.parsers.expat.ParserCreate()

    def start(name, attributes):
        node = {"words": list(attributes.values()), "text": "", "up": stack[-1] if stack else None, "name": name}
        places[(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)] = node
        stack.append(node)

    def end(_):
        node = stack.pop()
        node["words"].append(node["text"].strip())
        if stack:
            stack[-1].setdefault("below", []).append(node)

    def text(words):
        stack[-1]["text"] += words

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.Parse(path.read_bytes(), True)
    return places


def words_of(node):
    below = list(node["words"])
    for child in node.get("below", []):
        below += words_of(child)
    return below


def words_around(node):
    """Of the record, and what stands in the elements around it (the year of a budget)."""
    words, up = words_of(node), node["up"]
    while up is not None:
        words += up["words"]
        for child in up.get("below", []):
            words += child["words"]
        up = up["up"]
    return words


def same(word, value):
    """A word of an export says a value: dates and numbers in any of their forms, a record by its key or a part of it."""
    word = " ".join(word.split())
    plain = value.removesuffix(" EUR")
    if word == plain or " ".join(plain.split()) == word or word in plain.split("/"):
        return True
    if NUMBER.match(plain) and NUMBER.match(word):
        return fractions.Fraction(plain) == fractions.Fraction(word)
    return {"true": "yes", "false": "no"}.get(plain) == word or plain.replace("-", "") == word


def check_record(node, files, who):
    name, place = node["file"], (node["line"], node["column"])
    path = INPUT / name
    if not path.is_file():
        return fault(f"{who}: {name} is no export")
    if name not in exports:
        exports[name] = (read_export(path), hashlib.sha256(path.read_bytes()).hexdigest())
    places, sha256 = exports[name]
    if files.get(name) != sha256:
        return fault(f"{who}: the checksum of {name} is another")
    if place not in places:
        return fault(f"{who}: no element begins at {name}:{place[0]}:{place[1]}")
    if node["value"] in ABSENT or node.get("detail") == "default":
        return None
    if not any(same(word, node["value"]) for word in words_around(places[place])):
        return fault(f"{who}: {name}:{place[0]} does not say {node['value']!r} ({node['dataset']}[{node['key']}].{node['field']})")
    return None


def check_group(node, files, who):
    """A sum or count that was made while an export was read: its records are those of its key, all of them, and give it."""
    members = []
    for part in node.get("lines", []):
        path = INPUT / part["file"]
        if files.get(part["file"]) != hashlib.sha256(path.read_bytes()).hexdigest():
            fault(f"{who}: the checksum of {part['file']} is another")
        members += [(part["file"], line) for line in part["lines"]]
    known, value = set(), fractions.Fraction(0)
    for path in sorted(INPUT.glob("ledger-*.xml")):
        for nr, text in enumerate(path.read_text().splitlines(), 1):
            words = dict(re.findall(r'(\w+)="([^"]*)"', text))
            if words.get("account") == node["key"] and words["side"] != "X":
                known.add((path.name, nr))
                amount = fractions.Fraction(words["amount"]) * (-1 if words["side"] == "C" else 1)
                value += amount if node["field"] == "amount" else 1
    if known != set(members) or len(members) != len(known):
        fault(f"{who}: {node['dataset']}[{node['key']}] is made of {len(known)} records, {len(members)} are told")
    if value != number(node["value"]):
        fault(f"{who}: {node['dataset']}[{node['key']}].{node['field']} is {value}, told as {node['value']}")


# --- the operations, worked out anew ---

def number(value):
    text = value.removesuffix(" EUR")
    try:
        return fractions.Fraction(text)
    except ValueError:
        return None


def texts(operands):
    return "".join(node["value"] for node in operands)


def lower(a, b):
    x, y = number(a), number(b)
    return (x < y) if x is not None and y is not None else a < b


def recomputed(node, operands):
    """The value as a number or text; None: this program cannot say (and counts it)."""
    op, detail = node["op"], node.get("detail", "")
    known = [o for o in operands if o is not None]
    numbers = [number(o["value"]) for o in known]
    if op == "sum":
        return sum((n for n in numbers if n is not None), fractions.Fraction(0))
    if op == "count":
        return fractions.Fraction(len(operands) + node.get("more", 0))
    if op in ("min", "max"):
        return (min if op == "min" else max)(numbers) if None not in numbers and numbers else None
    if op == "average":
        return sum(numbers) / len(numbers)
    if op in ("first", "choose"):
        return operands[0]["value"] if operands and operands[0] else None
    if op == "text" and detail in ("", "text"):
        return texts(known)
    if op == "text" and detail == "lower":
        return known[0]["value"].lower()
    if None in numbers and op in "+-*/":
        return None
    if op == "+":
        return numbers[0] + numbers[1]
    if op == "-":
        return numbers[0] - numbers[1]
    if op == "*":
        return numbers[0] * numbers[1]
    if op == "/":
        return numbers[0] / numbers[1]
    if op == "negative":
        return -numbers[0]
    if op == "call" and detail == "abs":
        return abs(numbers[0])
    if op == "call" and detail == "date":
        return "%04d-%02d-%02d" % tuple(int(n) for n in numbers)
    if op == "compare" and len(known) == 2:
        a, b = known[0]["value"], known[1]["value"]
        equal = number(a) == number(b) if number(a) is not None else a == b
        verdict = {"=": equal, "!=": not equal, "<": lower(a, b), "<=": lower(a, b) or equal, ">": lower(b, a), ">=": not lower(a, b)}
        return "true" if verdict[detail] else "false"
    return None


def agrees(node, operands, who):
    got = recomputed(node, operands)
    if node["op"] == "share":  # of a whole by a weight, rounded so that all add up
        total, weight, weights = (number(o["value"]) for o in operands[:3])
        exact = total * weight / weights
        if abs(exact - number(node["value"])) >= 1:
            fault(f"{who}: a share of {exact} is told as {node['value']}")
        return True
    if node["op"] == "fitted":
        if abs(number(operands[0]["value"]) - number(node["value"])) > fractions.Fraction(1, 100):
            fault(f"{who}: {operands[0]['value']} is fitted to {node['value']}")
        return True
    if node["value"].startswith("ca "):  # over hidden numbers: no sum of what is shown
        return True
    if node["value"] in ABSENT or got is None:
        return got is not None
    if node["op"] in ("/", "average") and "." in node["value"]:  # as many places as were asked for
        places = len(node["value"].removesuffix(" EUR").partition(".")[2])
        got = fractions.Fraction(int(abs(got) * 10 ** places + fractions.Fraction(1, 2)), 10 ** places) * (1 if got >= 0 else -1)
    want = number(node["value"]) if isinstance(got, fractions.Fraction) else node["value"]
    if got != want:
        fault(f"{who}: {node['op']} {node.get('detail', '')}: {got} is told as {node['value']}")
    return True


# --- the print ---

def rounded(value, places):
    scaled = abs(value) * 10 ** places
    whole = int(scaled + fractions.Fraction(1, 2))
    digits = f"{whole:0{places + 1}d}"
    head = f"{int(digits[:len(digits) - places] or 0):,}".replace(",", ".")
    return head + ("," + digits[len(digits) - places:] if places else "")


def check_print(figure, who):
    value, shape = number(figure["value"]), figure["format"]
    if value is None or shape not in ("euro", "cents", "number", "percent", "thousands", "fte"):
        return
    places = {"euro": 0, "cents": 2}.get(shape, figure.get("places"))
    value = {"percent": 100 * value, "thousands": value / 1000}.get(shape, value)
    if places is None:
        return
    if rounded(value, places) not in figure["text"].replace("\u202f", ".").replace("\u00a0", " "):
        fault(f"{who}: {figure['value']} as {shape}({places}) is printed as {figure['text']!r}")


# --- one figure ---

def judge(state, who, figure):
    run = subprocess.run([GRIFFIE, "trace", who, figure, "--json", "--others", "--all", "--output", state, "--input", INPUT,
                          "--templates", INPUT.parent / "templates"], capture_output=True, text=True, check=False)
    if run.returncode != 0 or run.stdout.count("\n") != 1:
        fault(f"{who} {figure}: exit {run.returncode}: {run.stderr.strip() or run.stdout[:200]}")
        return 0
    return judge_told(json.loads(run.stdout), f"{who} {figure}")


def judge_told(told, who):
    nodes, files = told["nodes"], {file["file"]: file["sha256"] for file in told["files"]}
    name = f"{who} {told['text']!r}"
    unknown = 0
    for node in nodes:
        operands = [nodes[nr - 1] if nr else None for nr in node["operands"]]
        if node["op"] == "field" and "read-again" in node:
            check_group(node, files, name)
        elif node["op"] == "field" and not operands:
            check_record(node, files, name)
        elif node["op"] == "field":
            if len(operands) == 1 and operands[0] and operands[0]["value"] != node["value"]:
                fault(f"{name}: {node['dataset']}.{node['field']} is {node['value']}, worked out as {operands[0]['value']}")
        elif node["op"] != "constant" and "more" not in node and not agrees(node, operands, name):
            unknown += 1
    if nodes and nodes[0]["value"] != told["value"]:
        fault(f"{name}: its value is {told['value']}, that of its origin {nodes[0]['value']}")
    check_print(told, name)
    return unknown


def planted(output, who, figure):
    """A value that is told otherwise than it is must be found: in a record, in an operation, in print."""
    run = subprocess.run([GRIFFIE, "trace", who, figure, "--json", "--others", "--output", output], capture_output=True, text=True, check=True)
    nodes = json.loads(run.stdout)["nodes"]
    fields = [nr for nr, node in enumerate(nodes) if node["op"] == "field" and not node["operands"] and number(node["value"])]
    if len(nodes) < 3 or not fields:
        return False
    before = len(faults)
    for change in (("nodes", fields[-1], "value", "123456789.00 EUR"), ("nodes", 0, "value", "7.00 EUR"), ("nodes", fields[-1], "line", 2)):
        told = json.loads(run.stdout)
        told[change[0]][change[1]][change[2]] = change[3]
        judge_told(told, "planted")
        found, faults[before:] = len(faults) > before, []
        if not found:
            fault(f"a planted fault is not found: {change} in {who} {figure}")
            return True
    return True


LEDGER = """<source xmlns="urn:griffie:source:1" id="ledger"><match root="ledger"/>
  <dataset name="realisation" records="line" shared="yes" where="side != 'X'">
    <field name="account" path="@account" type="text"/><field name="side" path="@side" type="text"/>
    <field name="amount" path="@amount" type="money"/>
    <field name="signed" type="money" value="if side = 'C' then -amount else amount"/>
    <group by="account"><sum name="amount" of="signed"/><count name="lines"/></group>
  </dataset>
</source>"""
POSTS = """<source xmlns="urn:griffie:source:1" id="posts"><match root="posts"/>
  <dataset name="posts" records="post" key="nr" shared="yes">
    <field name="nr" path="@nr" type="text"/><field name="amount" path="@amount" type="money"/>
  </dataset>
</source>"""
SECTION = """  <section title="Posten"><p>Op 4001: {first(amount of realisation where account = '4001') as cents}, samen
  {sum(amount of realisation) as cents} in {sum(lines of realisation)} regels.</p>
  <table id="T-posts" title="Posten" rows="posts" as="p"><column title="Nr" value="p.nr" header="yes"/>
  <column title="Drie keer" value="p.amount * 3" as="cents"/>
  <column title="Rest" value="sum(amount of realisation) - p.amount" as="cents"/></table></section>
</report>"""


def long_rows_and_groups(work, draw):
    """A report of our own: rows that no index holds, and sums that were made while reading. How many figures were led back."""
    global INPUT
    base = pathlib.Path(work) / "own"
    shutil.copytree(ROOT / "tests/golden/_base/input", base / "input")
    shutil.copytree(ROOT / "tests/golden/_base/templates", base / "templates")
    exports.clear()
    INPUT = base / "input"
    # each another, and thrice it is nothing else that is printed: it ends in 3, what is left of the ledger in 9
    amounts = [f"{nr // 10}.{nr % 10}1" for nr in draw.sample(range(10 ** 7), 5100)]
    (INPUT / "posts.xml").write_text("<posts>\n" + "".join(f' <post nr="p{nr}" amount="{amount}"/>\n' for nr, amount in enumerate(amounts)) + "</posts>\n")
    for part in (1, 2):
        lines = (f' <line account="{draw.randrange(4000, 4003)}" side="{draw.choice("CDX")}" amount="{draw.randrange(10 ** 5)}.50"/>\n' for _ in range(200))
        (INPUT / f"ledger-{part}.xml").write_text("<ledger>\n" + "".join(lines) + "</ledger>\n")
    (base / "templates/sources/ledger.xml").write_text(LEDGER)
    (base / "templates/sources/posts.xml").write_text(POSTS)
    report = base / "templates/reports/dossier.xml"
    report.write_text(report.read_text().replace("</report>", SECTION))
    output, state = f"{work}/own/output", f"{work}/own/.output.griffie"
    subprocess.run([GRIFFIE, "render", "--quiet", "--input", INPUT, "--templates", base / "templates", "--output", output], check=True, capture_output=True)
    told = json.load(open(f"{state}/.versions/dossier/region/current/published.json", encoding="utf-8"))["figures"]
    asked = [figure["id"] for figure in told if "Op 4001" in figure.get("label", "")][-3:]
    for nr in draw.sample(range(5100), 6):
        run = subprocess.run([GRIFFIE, "trace", "dossier/region", f"p{nr}", "--json", "--output", output, "--input", INPUT, "--templates", base / "templates"],
                             capture_output=True, text=True, check=True)
        name = json.loads(run.stdout)["id"]
        asked.append(name)
        three = rounded(3 * fractions.Fraction(amounts[nr]), 2)
        asked.append(f"€ {three}")
    before = len(faults)
    unknown = sum(judge(output, "dossier/region", figure) for figure in asked)
    if len(asked) != 15 or (unknown and len(faults) == before):
        fault(f"long rows and groups: {len(asked)} of 15 figures, {unknown} operations not worked out anew")
    return len(asked)


def only_constants(state):
    allowed = {}
    for line in (ROOT / "tests/tools/trace_judge.allow").read_text().splitlines():
        if line and not line.startswith("#"):
            pattern, _, reason = line.partition("\t")
            if not reason.strip():
                fault(f"trace_judge.allow: {pattern}: says no reason")
            allowed[re.compile(pattern)] = 0
    for path in sorted(glob.glob(f"{state}/.versions/*/*/current/origins.json")):
        index = json.load(open(path, encoding="utf-8"))
        for figure in index["figures"]:
            if any(node[0] in ("field", "=") or (node[0] in ("sum", "count") and not node[4]) for node in figure.get("nodes", [])):
                continue
            rule = index["rules"][figure["rule"] - 1] if "rule" in figure else ["", 0, 0, ""]
            fits = [pattern for pattern in allowed if pattern.fullmatch(rule[3] or f"<{rule[0]}>")]
            for pattern in fits:
                allowed[pattern] += 1
            if not fits:
                fault(f"{path.split('/')[-3]}: {figure['text']!r} comes from constants only: {rule[0]}:{rule[1]}: {rule[3]!r}")
    for pattern, used in allowed.items():
        if used == 0:
            fault(f"trace_judge.allow: no figure needs {pattern.pattern!r}")


def main():
    seed = int(os.environ.get("GR_SEED", random.randrange(2 ** 32)))
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as work:
        output, state = f"{work}/output", f"{work}/.output.griffie"
        subprocess.run([GRIFFIE, "render", "--quiet", "--input", ROOT / "input", "--templates", ROOT / "templates", "--output", output],
                       check=True, capture_output=True)
        figures = []
        for path in sorted(glob.glob(f"{state}/.versions/*/*/current/published.json")):
            who = "/".join(path.split("/")[-4:-2])
            figures += [(who, figure["id"]) for figure in json.load(open(path, encoding="utf-8"))["figures"]]
        drawn = draw.sample(figures, min(DRAWN, len(figures)))
        unknown = sum(judge(output, who, figure) for who, figure in drawn)
        only_constants(state)
        if not any(planted(output, who, figure) for who, figure in drawn):
            fault("no figure was drawn in which a fault could be planted")
        own = long_rows_and_groups(work, draw)
    for text in faults[:40]:
        print(f"trace_judge: {text}")
    print(f"trace_judge: {len(drawn)} of {len(figures)} figures and {own} of long rows and groups led back to their records, seed {seed}: {len(faults)} faults, "
          f"{unknown} operations not worked out anew")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
