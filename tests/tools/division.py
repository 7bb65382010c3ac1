#!/usr/bin/python3
"""Amounts that are divided, worked out in a workbook by another program.

division.py GRIFFIE   Random amounts are divided over random weights (whole, with decimals, zero, all alike; whole euros and
cents; below zero). LibreOffice works out each part as griffie printed it. Then every amount and every weight is typed over with
another one: all parts become what griffie prints when its export says so. Exit 77 without openpyxl or LibreOffice."""
import os
import random
import shutil
import subprocess
import sys
import tempfile

SKIPPED, SEED, DIVISIONS, TIMEOUT_S = 77, 20221, 25, 180
HERE = os.path.dirname(os.path.abspath(__file__))
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
try:
    import openpyxl
except ImportError:
    sys.exit(SKIPPED)

SOURCE = """<source xmlns="urn:griffie:source:1" id="amounts" title="Bedragen">
  <match root="amounts"/><as-of path="@as-of"/>
  <dataset name="amounts" title="Bedragen" records="amount" key="id" shared="yes">
    <field name="id" type="text"/><field name="total" type="money"/>
  </dataset>
  <dataset name="members" title="Deelnemers" records="member" key="amount id" shared="yes">
    <field name="amount" type="reference" to="amounts"/><field name="id" type="text"/><field name="weight" type="decimal"/>
  </dataset>
</source>
"""
DIVIDE = """  <distribute name="{name}" title="{name}" each="a" of="amounts" total="a.total" to="m" among="members where amount = $a"
              weight="{weight}" unit="{unit}" key="amount id" shared="yes">
    <field name="amount" type="reference" to="amounts" value="a"/><field name="id" type="text" value="m.id"/>
    <field name="weight" type="decimal" value="m.weight"/><share name="part"/>
  </distribute>
"""
TABLE = """  <table title="{name}" rows="{name}" as="p" sheet="{name}" sheet-form="flat">
    <column title="Bedrag" value="p.amount.id"/><column title="Deelnemer" value="p.id"/>
    <column title="Gewicht" value="p.weight"/><column title="Deel" value="p.part" as="{shown}" total="sum"/>
  </table>
"""
KINDS = [("euros", "m.weight", "euro", "euro"), ("cents", "m.weight", "cent", "cents"), ("alike", "1", "cent", "cents")]


def amounts(rng):
    """Divisions of which the second half have weights with decimals, and every fifth has weights that are alike."""
    for nr in range(DIVISIONS):
        size = rng.randint(1, 9)
        total = rng.choice((rng.randint(-10**7, 10**7), rng.randint(0, 999), 100 * rng.randint(0, 10**6)))
        weights = [rng.choice((0, rng.randint(1, 9), rng.randint(1, 200000))) for _ in range(size)]
        if nr % 5 == 0:
            weights = [7] * size
        weights[0] = weights[0] or 1
        yield total, [f"{w // 100}.{w % 100:02}" if nr % 2 else str(w) for w in weights]


def write(folder, divisions):
    rows = []
    for nr, (total, weights) in enumerate(divisions):
        sign = "-" if total < 0 else ""
        rows.append(f'  <amount id="a{nr:02}" total="{sign}{abs(total) // 100}.{abs(total) % 100:02}"/>')
        # in another order than that of their keys: whose turn it is does not hang on the export
        rows += [f'  <member amount="a{nr:02}" id="m{i}" weight="{w}"/>' for i, w in reversed(list(enumerate(weights)))]
    with open(os.path.join(folder, "input", "amounts.xml"), "w", encoding="utf-8") as out:
        out.write('<amounts as-of="2022-06-30">\n' + "\n".join(rows) + "\n</amounts>\n")


def project(folder):
    for part in ("input", "templates/sources", "templates/data", "templates/reports"):
        os.makedirs(os.path.join(folder, part))
    shutil.copytree(os.path.join(HERE, "../../templates/styles"), os.path.join(folder, "templates/styles"))
    with open(os.path.join(folder, "templates/sources/amounts.xml"), "w", encoding="utf-8") as out:
        out.write(SOURCE)
    with open(os.path.join(folder, "templates/data/parts.xml"), "w", encoding="utf-8") as out:
        out.write('<data xmlns="urn:griffie:data:1">\n'
                  + "".join(DIVIDE.format(name=n, weight=w, unit=u) for n, w, u, _ in KINDS) + "</data>\n")
    with open(os.path.join(folder, "templates/reports/parts.xml"), "w", encoding="utf-8") as out:
        out.write('<report xmlns="urn:griffie:report:1" id="parts" title="Delen" style="mgr" lang="nl">\n'
                  '  <editions region="yes" file="delen"/>\n'
                  + "".join(TABLE.format(name=n, shown=s) for n, _, _, s in KINDS) + "</report>\n")


def rendered(griffie, folder, divisions, out):
    write(folder, divisions)
    done = subprocess.run([griffie, "render", "--quiet", "--format", "xlsx", "--input", os.path.join(folder, "input"),
                           "--templates", os.path.join(folder, "templates"), "--output", os.path.join(folder, out)],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr.decode())
    return os.path.join(folder, out, "parts/region/delen.xlsx")


def parts(book):
    """By kind, amount and member."""
    found = {}
    for name, *_ in KINDS:
        for row in book[name].iter_rows(min_row=3, max_col=4, values_only=True):
            if row[1] is not None:
                found[name, row[0], row[1]] = row[3]
    return found


def typed_over(path, divisions, out):
    """Each amount and each weight, where it stands as a number and not as a formula."""
    book = openpyxl.load_workbook(path)
    n_totals = n_weights = division = turn = 0
    for name, given, *_, in book["Verdeling"].iter_rows(max_col=2):
        if name.value == "Te verdelen":
            division, turn = (division + 1 if n_totals or n_weights else 0), 0
        if given.data_type != "n" or given.value is None or division >= len(divisions):
            continue
        total, weights = divisions[division]
        if name.value == "Te verdelen":
            given.value = total / 100
            n_totals += 1
        else:
            given.value = float(weights[turn])
            turn += 1
            n_weights += 1
    book.save(out)
    return n_totals, n_weights


def worked_out(path, folder):
    subprocess.run([OFFICE, "-env:UserInstallation=file://" + os.path.join(folder, "profile"), "--headless", "--norestore",
                    "--convert-to", "xlsx", "--outdir", os.path.join(folder, "office"), path],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=TIMEOUT_S, check=True)
    return openpyxl.load_workbook(os.path.join(folder, "office", os.path.basename(path)), data_only=True)


def differences(got, want, when):
    wrong = [(key, got.get(key), want[key]) for key in want if got.get(key) is None or abs(got[key] - want[key]) > 1e-9]
    for key, is_, should in wrong[:10]:
        print(f"division: {when}: {' '.join(key)} is {is_}, printed {should}")
    return len(wrong)


def out_of_turn(found):
    """Of parts of equal weight one by whose key the record comes first is never the smaller one."""
    wrong = 0
    for (name, amount, member), part in found.items():
        before = found.get((name, amount, f"m{int(member[1:]) - 1}"))
        if name == "alike" and before is not None and abs(before) < abs(part):
            print(f"division: {amount} {member} comes before its turn")
            wrong += 1
    return wrong


def main(griffie):
    if OFFICE is None:
        sys.exit(SKIPPED)
    rng = random.Random(SEED)
    first, second = list(amounts(rng)), []
    for nr, (total, weights) in enumerate(first):  # as many members, other numbers with as many decimals
        for other in amounts(rng):
            if len(other[1]) >= len(weights) and ("." in other[1][0]) == ("." in weights[0]):
                second.append((other[0], other[1][:len(weights)]))
                break
        else:
            second.append((total + 100, weights))
    with tempfile.TemporaryDirectory(prefix="griffie-division-") as folder:
        project(folder)
        book = rendered(griffie, folder, first, "first")
        wrong = differences(parts(worked_out(book, folder)), parts(openpyxl.load_workbook(book, data_only=True)), "as written")
        changed = os.path.join(folder, "changed.xlsx")
        n_totals, n_weights = typed_over(book, second, changed)
        after = parts(worked_out(changed, folder))
        want = parts(openpyxl.load_workbook(rendered(griffie, folder, second, "second"), data_only=True))
        wrong += differences(after, want, "typed over") + out_of_turn(want)
        if n_totals != DIVISIONS or n_weights != sum(len(weights) for _, weights in first):
            sys.exit(f"division: {n_totals} amounts and {n_weights} weights stand there to be typed over")
        before = parts(openpyxl.load_workbook(book, data_only=True))
        if sum(before[key] != want[key] for key in want) < len(want) / 2:
            sys.exit("division: most parts did not change")
        print(f"{len(want)} parts, {n_totals + n_weights} inputs typed over, {wrong} differ")
    sys.exit(1 if wrong else 0)


main(sys.argv[1])
