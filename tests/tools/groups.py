#!/usr/bin/env python3
"""What a <group> adds up is what an independent program adds up.

groups.py GRIFFIE: invents ledgers with all that makes sums and keys go wrong (keys that read alike, signs, records that are left out,
missing cost centres, decimals of several places, several files), reads them with griffie's <group>, and again here, with
exact decimals. Groups, their order, sums, counts, and what was left out have to be the same."""
import decimal
import pathlib
import random
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree

SOURCE = """<source xmlns="urn:griffie:source:1" id="ledger">
  <match root="ledger"/>
  <dataset name="realisation" records="journal/line" shared="yes" where="side != 'X' and day &lt; 2025-12-01">
    <field name="account" path="@account" type="text"/>
    <field name="centre" path="centre" type="text" default="geen"/>
    <field name="period" path="../@period" type="integer"/>
    <field name="side" path="@side" type="text" optional="yes"/>
    <field name="day" path="@day" type="date"/>
    <field name="amount" path="@amount" type="money"/>
    <field name="hours" path="@hours" type="decimal" default="0"/>
    <field name="pieces" path="@pieces" type="integer" default="0"/>
    <field name="signed" type="money" value="if side = 'C' then -amount else amount"/>
    <group by="account centre period">
      <sum name="amount" of="signed"/>
      <sum name="hours" of="hours"/>
      <count name="lines"/>
      <sum name="pieces" of="pieces"/>
    </group>
  </dataset>
</source>
"""
ACCOUNTS = ["4000", "4000/K1", "40", "00", "é", "e\u0301", "A b", "4000 ", "'", "a&amp;b", "04000"]
CENTRES = ["K1", "K1/1", "", None, "1", "geen"]


def line(lot):
    centre = lot.choice(CENTRES)
    side = lot.choice(["C", "D", "D", "X", None])
    words = [f'account="{lot.choice(ACCOUNTS)}"', f'amount="{lot.choice(["0.00", "-0.01", f"{lot.randrange(-10**12, 10**12) / 100:.2f}"])}"',
             f'day="2025-{lot.randrange(1, 13):02}-{lot.randrange(1, 29):02}"']
    if side:
        words.append(f'side="{side}"')
    if lot.random() < .8:
        words.append(f'hours="{lot.randrange(-9999, 9999)}{lot.choice(["", ".5", ".25", ".125", ".0001"])}"')
    if lot.random() < .5:
        words.append(f'pieces="{lot.randrange(-10**9, 10**9)}"')
    inside = "" if centre is None else f"<centre>{centre}</centre>"
    return f"<line {' '.join(words)}>{inside}</line>"


def ledger(lot):
    journals = (f'<journal period="{lot.randrange(1, 4)}">' + "\n".join(line(lot) for _ in range(lot.randrange(60))) + "</journal>"
                for _ in range(lot.randrange(1, 12)))
    return "<ledger>\n" + "\n".join(journals) + "\n</ledger>\n"


def spaced(text):
    return unicodedata.normalize("NFC", " ".join(text.split()))


def added_up(files):
    groups, left = {}, 0
    for file in files:
        for journal in xml.etree.ElementTree.parse(file).getroot():
            for record in journal:
                side, late = record.get("side"), record.get("day") >= "2025-12-01"
                if side in (None, "X") or late:  # a comparison with what is missing takes no record
                    left += 1
                    continue
                centre = spaced(record.findtext("centre") or "") or "geen"
                key = (spaced(record.get("account")), centre, int(journal.get("period")))
                group = groups.setdefault(key, [decimal.Decimal(0), decimal.Decimal(0), 0, 0])
                amount = decimal.Decimal(record.get("amount"))
                group[0] += -amount if side == "C" else amount
                group[1] += decimal.Decimal(record.get("hours", "0"))
                group[2] += 1
                group[3] += int(record.get("pieces", "0"))
    return groups, left


def dumped(griffie, folder):
    run = subprocess.run([griffie, "check", "--dump=dataset"], cwd=folder, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"exit {run.returncode}: {run.stderr}{run.stdout[:500]}")
    groups, left = {}, 0
    for text in run.stdout.splitlines():
        if text.startswith("dataset realisation"):
            left = sum(int(part.split()[0]) for part in text.split(", ")[1:] if " left out " in part)
        if text.startswith("  = "):
            account, centre, period, amount, hours, lines, pieces = text[4:].split(" | ")
            groups[(account, centre, int(period))] = [decimal.Decimal(amount.split()[0]), decimal.Decimal(hours), int(lines), int(pieces)]
    return groups, left


def main():
    griffie, bad, n = str(pathlib.Path(sys.argv[1]).resolve()), 0, 0
    for seed in range(8):
        lot = random.Random(f"groups {seed}")
        with tempfile.TemporaryDirectory() as folder:
            at = pathlib.Path(folder)
            for made in ("templates/sources", "input"):
                (at / made).mkdir(parents=True)
            (at / "templates/sources/ledger.xml").write_text(SOURCE, encoding="utf-8")
            files = [at / f"input/{name}.xml" for name in "abc"[:1 + seed % 3]]
            for file in files:
                file.write_text(ledger(lot), encoding="utf-8")
            wanted, got = added_up(files), dumped(griffie, folder)
        n += len(wanted[0])
        if wanted[1] != got[1] or list(wanted[0].items()) != list(got[0].items()):
            bad += 1
            print(f"seed {seed}: left out {got[1]}, wanted {wanted[1]}")
            for key in [*dict.fromkeys([*wanted[0], *got[0]])]:
                if wanted[0].get(key) != got[0].get(key):
                    print(f"  {key}: {got[0].get(key)}, wanted {wanted[0].get(key)}")
    print(f"{n} groups, {bad} ledgers that differ")
    sys.exit(1 if bad or n == 0 else 0)


main()
