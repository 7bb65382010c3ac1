#!/usr/bin/env python3
"""The shipped source descriptors read real forms of exports: shipped_sources.py GRIFFIE.

All descriptors of templates/library/sources lie together in one folder of sources, as an organisation may have them, and each sample of
tests/sources/NAME/ is read by `check --source`. Its numbers of records and sums have to be those that an independent parse of the file
gives, and, where the file states totals of itself, those. Then samples that break: each has to be refused, with the code that says why."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from decimal import Decimal

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "templates/library/sources"
SAMPLES = ROOT / "tests/sources"
XAF = {"3.1": "http://www.auditfiles.nl/XAF/3.1", "3.2": "http://www.auditfiles.nl/XAF/3.2",
       "3.2.1": "http://www.odb.belastingdienst.nl/Belastingdienst/BCPP/1.0/structures/XmlAuditfileFinancieel3.2.1"}
ATOM = {"a": "http://www.w3.org/2005/Atom", "m": "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata",
        "d": "http://schemas.microsoft.com/ado/2007/08/dataservices"}
SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
UBL = {"cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
       "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"}


def number(text):
    return Decimal(text) if text else Decimal(0)


def signed(text, is_negative):
    return -number(text) if is_negative else number(text)


# Each: the root of a file to (what is read: {dataset: (records, {field: sum}, and perhaps the rows)}, what the file states: [(words, stated, recomputed)]).


def audit_file(root):
    ns = {"x": root.tag[1:].partition("}")[0]}
    of = lambda element, name: (element.findtext("x:" + name, None, ns) or "").strip()
    year, groups = root.findtext("x:header/x:fiscalYear", None, ns), {}
    for transaction in root.findall(".//x:transaction", ns):
        for line in transaction.findall("x:trLine", ns):
            key = (year, year + "/" + of(line, "accID"), of(line, "costID") or of(line, "cost") or "-", of(transaction, "periodNumber"))
            group = groups.setdefault(key, {"D": Decimal(0), "C": Decimal(0), "n": 0})
            group[of(line, "amntTp")] += number(of(line, "amnt"))
            group["n"] += 1
    rows = [" | ".join([*key, *(f"{a:.2f} EUR" for a in (g["D"] - g["C"], g["D"], g["C"])), str(g["n"])]) for key, g in groups.items()]
    debit, credit, n = (sum(g[what] for g in groups.values()) for what in "DCn")
    says = root.find(".//x:transactions", ns)
    stated = [("debit", number(of(says, "totalDebit")), debit), ("credit", number(of(says, "totalCredit")), credit), ("lines", int(of(says, "linesCount")), n)]
    return {"ledger_accounts": (len(root.findall(".//x:ledgerAccount", ns)), {}),
            "bookings": (n, {"amount": debit - credit, "debit": debit, "credit": credit, "lines": n}, rows)}, stated


def cbs_odata(root):
    rows = root.findall(".//m:properties", ATOM)
    people = {r.findtext("d:RegioS", None, ATOM).strip(): number(r.findtext("d:BevolkingAanHetBeginVanDePeriode_1", None, ATOM)) for r in rows}
    growth = sum(number(r.findtext("d:BevolkingsgroeiRelatief_10", None, ATOM)) for r in rows)
    stated = [("rows", int(root.findtext("m:count", None, ATOM)), len(rows)), ("the part of the country", people["LD01"], sum(n for code, n in people.items() if code.startswith("GM")))]
    return {"cbs_population": (len(rows), {"inhabitants": sum(people.values()), "growth": growth})}, stated


def afas(root):
    rows = list(root)
    return {"afas_staff": (len(rows), {"fte": sum(number(r.findtext("FTE")) for r in rows)})}, []


def exact_online(root):
    entries = root.findall(".//GLTransaction")
    sums = [sum(number(v.text).quantize(Decimal("0.01")) for v in e.findall("GLTransactionLine/Amount/Value")) for e in entries]
    stated = [("transactions", int(root.find("Topics/Topic").get("count")), len(entries)), *(("balance", Decimal(0), s) for s in sums)]
    return {"exact_transactions": (len(root.findall(".//GLTransactionLine")), {"amount": sum(sums)})}, stated


def exact_globe(root):
    lines = root.findall(".//FinEntryLine")
    of = {what: sum(number(l.findtext("Amount/" + what.capitalize())) for l in lines) for what in ("debit", "credit", "value")}
    stated = [("balance", number(root.findtext(".//GLEntry/Amount/Value")), of["debit"] - of["credit"])]
    return {"exact_entries": (len(lines), {**of, "amount": of["debit"] - of["credit"] + of["value"]})}, stated


def spreadsheet(root):
    table = [t for t in root.iter(SHEET + "Worksheet") if t.get(SHEET + "Name") == "Formatie"][0]
    rows = [[d.text for d in row.iter(SHEET + "Data")] for row in table.iter(SHEET + "Row")]
    body = [r for r in rows if r[0].isdigit()]
    fte = sum(number(r[2]).quantize(Decimal("0.0001")) for r in body)
    costs = sum(number(r[3]).quantize(Decimal("0.01")) for r in body)
    total = [r for r in rows if r[0] == "Totaal"][0]
    return {"sheet_staff": (len(body), {"fte": fte, "costs": costs})}, [("fte", number(total[1]), fte), ("costs", number(total[2]), costs)]


def ado_rowset(root):
    data = root.find("{urn:schemas-microsoft-com:rowset}data")
    rows = data.findall("{#RowsetSchema}row")
    return {"rowset_grants": (len(rows), {"amount": sum(number(r.get("bedrag")) for r in rows)})}, [("rows", int(data.get("ItemCount")), len(rows))]


def mysqldump(root):
    rows = root.findall("database/table_data[@name='boeking']/row")
    stated = [("rows", int(root.find(".//options[@Name='boeking']").get("Rows")), len(rows))]
    return {"dump_bookings": (len(rows), {"amount": sum(number(r.findtext("field[@name='bedrag']")) for r in rows)})}, stated


def bank_statement(root):
    ns = {"b": root.tag[1:].partition("}")[0]}
    amount = lambda e: signed(e.findtext("b:Amt", None, ns), e.findtext("b:CdtDbtInd", None, ns) == "DBIT")
    of = {b.findtext("b:Tp/b:CdOrPrtry/b:Cd", None, ns): amount(b) for b in root.findall(".//b:Bal", ns)}
    booked = [e for e in root.findall(".//b:Ntry", ns) if "".join(e.find("b:Sts", ns).itertext()).strip() == "BOOK"]
    kept = [v for kind, v in of.items() if kind in ("OPBD", "PRCD", "CLBD")]
    change = sum(amount(e) for e in booked)
    says = root.find(".//b:TxsSummry/b:TtlNtries", ns)
    volume = sum(number(e.findtext("b:Amt", None, ns)) for e in booked)
    stated = [("closing balance", of["CLBD"], of.get("OPBD", of.get("PRCD")) + change), ("entries", int(says.findtext("b:NbOfNtries", None, ns)), len(booked)),
              ("sum of entries", number(says.findtext("b:Sum", None, ns)), volume)]
    return {"bank_balances": (len(kept), {"amount": sum(kept)}), "bank_entries": (len(booked), {"amount": change})}, stated


def invoice(root):
    credit = root.tag.endswith("CreditNote")
    lines = root.findall("cac:CreditNoteLine" if credit else "cac:InvoiceLine", UBL)
    net = sum(number(l.findtext("cbc:LineExtensionAmount", None, UBL)) for l in lines)
    total = {what: number(root.findtext("cac:LegalMonetaryTotal/cbc:" + what, None, UBL))
             for what in ("LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount")}
    vat = number(root.findtext("cac:TaxTotal/cbc:TaxAmount", None, UBL))
    sign = -1 if credit else 1
    ours = {"net": sign * total["LineExtensionAmount"], "total_without_vat": sign * total["TaxExclusiveAmount"],
            "total_with_vat": sign * total["TaxInclusiveAmount"], "payable": sign * total["PayableAmount"]}
    return {"invoices": (1, ours), "invoice_lines": (len(lines), {"amount": sign * net, "written": net})}, [
        ("lines", total["LineExtensionAmount"], net), ("with VAT", total["TaxInclusiveAmount"], net + vat)]


def rss(root):
    return {"news": (len(root.findall("channel/item")), {})}, []


READ = {"audit-file": audit_file, "cbs-odata": cbs_odata, "afas": afas, "exact-online": exact_online, "exact-globe": exact_globe, "spreadsheet": spreadsheet,
        "ado-rowset": ado_rowset, "mysqldump": mysqldump, "bank-statement": bank_statement, "invoice": invoice, "rss": rss}

# (descriptor, sample, what is changed, the code that refuses it; of promises that warn: that is said)
BROKEN = [
    ("audit-file", "versie-3.2.xaf", ("<totalDebit>6525.60", "<totalDebit>6525.61"), "D240"),
    ("audit-file", "versie-4.0.xaf", ("<totalCredit>4300.00", "<totalCredit>4300.10"), "D240"),
    ("audit-file", "versie-3.2.xaf", ("<linesCount>8<", "<linesCount>4<"), "D242"),
    ("audit-file", "versie-3.2.xaf", ("<curCode>EUR", "<curCode>USD"), "D299"),
    ("audit-file", "versie-3.2.xaf", ("<accID>4400</accID><docRef>", "<accID>4401</accID><docRef>"), "D208"),
    ("audit-file", "versie-3.2.xaf", ("<amntTp>D</amntTp><costID>", "<amntTp>X</amntTp><costID>"), "D206"),
    ("audit-file", "versie-3.2.xaf", ("<costID>K02</costID>", "<kpl>K02</kpl>"), "D209"),
    ("bank-statement", "versie-2.xml", ('<Ntry><Amt Ccy="EUR">500.00', '<Ntry><Amt Ccy="USD">500.00'), "D299"),
    ("exact-online", "transacties.xml", ('<Amount><Currency code="EUR"/><Value>-120.5<', '<Amount><Currency code="GBP"/><Value>-120.5<'), "D299"),
    ("invoice", "factuur.xml", ('<cbc:LineExtensionAmount currencyID="EUR">1200.00', '<cbc:LineExtensionAmount currencyID="EUR">1201.00'), "D240"),
    ("invoice", "creditnota.xml", ('<cbc:LineExtensionAmount currencyID="EUR">60.00', '<cbc:LineExtensionAmount currencyID="SEK">60.00'), "D299"),
    ("rss", "nieuws.xml", ("Mon, 06 Sep 2021 00:01:00", "Tue, 06 Sep 2021 00:01:00"), "D202"),
    ("spreadsheet", "formatie.xml", (">Totaal<", ">Eindtotaal<"), "D139"),
    ("mysqldump", "boekingen.xml", ('<field name="omschrijving"></field>', '<field name="nieuw">x</field>'), "D209"),
]


def read(griffie, folder, name, text):
    at = folder / "input" / name
    at.write_bytes(text)
    run = subprocess.run([griffie, "check", "--source", f"input/{name}"], cwd=folder, capture_output=True, text=True)
    at.unlink()
    return run


def told(output):
    """{dataset: (records, {field: sum}, [row])} of what `check --source` says, and the descriptor that read it."""
    found, at = {}, None
    for line in output.splitlines():
        head = re.match(r"dataset (\S+) .*?(?:: (?:\d+ groups? of )?(\d+) records?\b.*)?$", line)
        field = re.match(r"  (\w+) [a-z].*, sum (-?[\d.]+)", line)
        if head:
            at = found[head.group(1)] = (int(head.group(2) or 0), {}, [])
        elif line.startswith("  = "):
            at[2].append(line[4:])
        elif field and at:
            at[1][field.group(1)] = Decimal(field.group(2))
    by = re.match(r"export \S+ through (\S+):", output)
    return found, by.group(1) if by else None


def try_sample(griffie, folder, source, name, text):
    run = read(griffie, folder, name, text)
    if run.returncode != 0 or run.stderr:
        return [f"exit {run.returncode}: {run.stderr}"]
    wanted, stated = READ[source](ET.fromstring(text))
    found, by = told(run.stdout)
    faults = [] if by == source else [f"read by {by}"]
    faults += [f"the sample says {a} for its {words}, and holds {b}" for words, a, b in stated if a != b]
    for dataset, (n, sums, *rows) in wanted.items():
        records, got, shown = found.get(dataset, (0, {}, []))
        faults += [f"{dataset}: shows {shown}, not {r}" for r in rows if r != shown]
        faults += [] if records == n else [f"{dataset}: {records} records, not {n}"]
        faults += [f"{dataset}: {field} adds up to {got.get(field)}, not {total}" for field, total in sums.items() if got.get(field) != total]
    return faults + [f"dataset {extra} is not looked at" for extra in found if extra not in wanted]


def samples():
    for folder in sorted(SAMPLES.iterdir()):
        for file in sorted(folder.iterdir()):
            yield folder.name, file.name, file.read_bytes()
    text = (SAMPLES / "audit-file/versie-3.2.xaf").read_bytes()
    for version in ("3.1", "3.2.1"):
        yield "audit-file", f"versie-{version}.xaf", text.replace(XAF["3.2"].encode(), XAF[version].encode())


def two_years(griffie, folder):
    """Audit files of two years lie together: one account is another one in each."""
    files = sorted((SAMPLES / "audit-file").iterdir())
    for file in files:
        shutil.copy(file, folder / "input")
    run = subprocess.run([griffie, "check", "--dump=dataset"], cwd=folder, capture_output=True, text=True)
    for file in files:
        (folder / "input" / file.name).unlink()
    found = told(run.stdout)[0]
    wanted = [row for file in files for row in audit_file(ET.parse(file).getroot())[0]["bookings"][2]]
    shown = found.get("bookings", (0, {}, []))[2]
    return [] if run.returncode == 0 and shown == wanted else [f"two years: exit {run.returncode}: {shown}, not {wanted}: {run.stderr}"]


def whole():
    descriptors = {p.stem for p in LIBRARY.glob("*.xml")}
    page = (ROOT / "docs/sources.md").read_text(encoding="utf-8")
    faults = [f"{n}: a descriptor, a folder in tests/sources and a reader in this test belong together" for n in descriptors ^ set(READ)]
    faults += [f"{n}: no sample" for n in set(READ) - {p.name for p in SAMPLES.iterdir()}]
    return faults + [f"{n}: not in docs/sources.md" for n in descriptors if f"{n}.xml" not in page]


def main():
    griffie, faults, n = str(pathlib.Path(sys.argv[1]).resolve()), whole(), 0
    with tempfile.TemporaryDirectory() as folder:
        at = pathlib.Path(folder)
        (at / "input").mkdir()
        shutil.copytree(LIBRARY, at / "templates/sources")
        for source, name, text in samples():
            n += 1
            faults += [f"{source}/{name}: {fault}" for fault in try_sample(griffie, at, source, name, text)]
        faults += two_years(griffie, at)
        for source, name, (old, new), code in BROKEN:
            text = (SAMPLES / source / name).read_text(encoding="utf-8")
            run = read(griffie, at, name, text.replace(old, new, 1).encode())
            if old not in text or (run.returncode == 0) != (code == "D242") or f"[{code}]" not in run.stderr:
                faults.append(f"{source}/{name} with {new}: not refused with {code}: exit {run.returncode}: {run.stderr}")
    print("\n".join([*faults, f"{n} samples, {len(BROKEN)} broken ones, {len(faults)} faults"]))
    sys.exit(1 if faults or n == 0 else 0)


main()
