#!/usr/bin/env python3
"""An invented audit file whose bookings add up to the realisation of a budget export: audit_file.py BUDGETS FOLDER.

FOLDER gets `bookings-YEAR.xaf` (XML Auditfile Financieel 3.2; with --version 4.0 that one) and `account-map.xml`, which says
which account and cost centre is which line of which module. Each line's realisation is spread over three months, with a slip
and its correction on every fifth line; the other side is the bank. Cents add up exactly; nothing depends on the clock.
"""
import argparse
import calendar
import os
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

NS = "{urn:griffie:input:1}"
ACCOUNTS = {"staff": 4000, "hired": 4050, "wages": 4100, "services": 4200, "housing": 4300, "ict": 4400, "projects": 4500, "other": 4900,
            "municipal": 8000, "state": 8100, "reserve": 8900}
BANK = "1100"
SPACES = {"3.2": "http://www.auditfiles.nl/XAF/3.2",
          "4.0": "http://www.odb.belastingdienst.nl/Belastingdienst/BCPP/1.1/structures/XmlauditfileXAF_4.0"}


def cents(text):
    euros, _, rest = text.strip().partition(".")
    return int(euros) * 100 + int((rest + "00")[:2]) * (-1 if euros.startswith("-") else 1)


def euros(amount):
    return "%s%d.%02d" % ("-" if amount < 0 else "", abs(amount) // 100, abs(amount) % 100)


def read_lines(path):
    """(year, [line]) in the export's order; a line has its account and cost centre."""
    root = ET.parse(path).getroot()
    centres, taken, lines = {}, {}, []
    for module in root.iter(NS + "module"):
        for line in module.iter(NS + "line"):
            of = (module.get("id"), line.get("submodule") or "")
            centre = centres.setdefault(of, "K%02d" % (len(centres) + 1))
            base = ACCOUNTS[line.get("category")]
            nth = taken[(centre, base)] = taken.get((centre, base), -1) + 1
            lines.append({"module": of[0], "submodule": of[1], "nr": line.get("nr"), "title": line.get("title"), "centre": centre, "account": str(base + nth),
                          "debit": line.get("direction") in ("expense", "addition"), "amount": cents(line.find(NS + "actual").text)})
    return root.get("year"), lines


def bookings(lines):
    """(month, line, words, amount as the line's side has it), in order of months."""
    made = []
    for i, line in enumerate(lines):
        third = line["amount"] // 3
        for month, amount in ((3, third), (7, third), (11, line["amount"] - 2 * third)):
            made.append((month, line, line["title"], amount))
        if i % 5 == 4:
            made.append((5, line, "Vergissing", 12345))
            made.append((6, line, "Correctie van een vergissing", -12345))
    return sorted(made, key=lambda b: b[0])


def side(amount, debit):
    return euros(abs(amount)), "D" if (amount >= 0) == debit else "C"


def audit_file(year, lines, version):
    out, rows = [], bookings(lines)
    new = version == "4.0"
    total = sum(abs(amount) for _, _, _, amount in rows)
    add = out.append
    add('<?xml version="1.0" encoding="UTF-8"?>')
    add('<!-- Verzonnen auditfile: de boekingen tellen op tot de realisatie in budgets-%s.xml. -->' % year)
    add('<auditfile xmlns="%s">' % SPACES[version])
    add("  <header>\n    <fiscalYear>%s</fiscalYear> <startDate>%s-01-01</startDate> <endDate>%s-12-31</endDate> <curCode>EUR</curCode>" % (year, year, year))
    add("    <dateCreated>%d-01-31</dateCreated> <softwareDesc>Verzonnen boekhouding</softwareDesc> <softwareVersion>1.0</softwareVersion>\n  </header>" % (int(year) + 1))
    add("  <company>\n    <%s>00000000</%s> <companyName>Voorbeeldregio</companyName> <taxRegistrationCountry>NL</taxRegistrationCountry> <taxRegIdent>000000000B00</taxRegIdent>"
        % (("Commercenr",) * 2 if new else ("companyIdent",) * 2))
    add("    <generalLedger>")
    names = {BANK: ("Bank", "B")}
    for line in lines:
        names.setdefault(line["account"], (line["title"], "P"))
    for account in sorted(names):
        add("      <ledgerAccount> <accID>%s</accID> <accDesc>%s</accDesc> <accTp>%s</accTp> </ledgerAccount>" % (account, escape(names[account][0]), names[account][1]))
    if not new:
        add("      <basics>")
        for centre, of in sorted({(l["centre"], (l["module"] + " " + l["submodule"]).strip()) for l in lines}):
            add("        <basic> <basicType>02</basicType> <basicID>%s</basicID> <basicDesc>%s</basicDesc> </basic>" % (centre, escape(of)))
        add("      </basics>")
    add("    </generalLedger>\n    <periods>")
    for month in range(1, 13):
        add("      <period> <periodNumber>%d</periodNumber> <startDatePeriod>%s-%02d-01</startDatePeriod> <endDatePeriod>%s-%02d-%d</endDatePeriod> </period>"
            % (month, year, month, year, month, calendar.monthrange(int(year), month)[1]))
    add("    </periods>")
    add("    <openingBalance>%s <linesCount>2</linesCount> <totalDebit>250000.00</totalDebit> <totalCredit>250000.00</totalCredit>" % ("" if new else " <opBalDate>%s-01-01</opBalDate>" % year))
    add("      <obLine> <nr>1</nr> <accID>%s</accID> <amnt>250000.00</amnt> <amntTp>D</amntTp> </obLine>" % BANK)
    add("      <obLine> <nr>2</nr> <accID>%s</accID> <amnt>250000.00</amnt> <amntTp>C</amntTp> </obLine>\n    </openingBalance>" % lines[0]["account"])
    add("    <transactions> <linesCount>%d</linesCount> <totalDebit>%s</totalDebit> <totalCredit>%s</totalCredit>" % (2 * len(rows), euros(total), euros(total)))
    add("      <journal> <jrnID>MEM</jrnID> <desc>Memoriaal</desc> <jrnTp>M</jrnTp>")
    for nr, (month, line, words, amount) in enumerate(rows, 1):
        day = "%s-%02d-15" % (year, month)
        amnt, tp = side(amount, line["debit"])
        add("        <transaction> <nr>%d</nr> <desc>%s</desc> <periodNumber>%d</periodNumber> <trDt>%s</trDt>" % (nr, escape(words), month, day))
        add("          <trLine> <nr>1</nr> <accID>%s</accID> <docRef>M%05d</docRef> <effDate>%s</effDate> <amnt>%s</amnt> <amntTp>%s</amntTp> <%s>%s</%s> </trLine>"
            % (line["account"], nr, day, amnt, tp, "cost" if new else "costID", line["centre"], "cost" if new else "costID"))
        add("          <trLine> <nr>2</nr> <accID>%s</accID> <docRef>M%05d</docRef> <effDate>%s</effDate> <amnt>%s</amnt> <amntTp>%s</amntTp> </trLine>\n        </transaction>"
            % (BANK, nr, day, amnt, "C" if tp == "D" else "D"))
    add("      </journal>\n    </transactions>\n  </company>\n</auditfile>")
    return "\n".join(out) + "\n"


def account_map(year, lines):
    out = ['<?xml version="1.0" encoding="UTF-8"?>', "<!-- Welke rekening en kostenplaats welke post van welke module is. -->", '<account-map xmlns="urn:griffie:input:1" as-of="%s-12-31">' % year]
    for line in lines:
        out.append("  <entry account=%s cost-centre=%s module=%s nr=%s/>" % tuple(quoteattr(line[k]) for k in ("account", "centre", "module", "nr")))
    return "\n".join(out + ["</account-map>"]) + "\n"


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("budgets")
    asked.add_argument("folder")
    asked.add_argument("--version", choices=sorted(SPACES), default="3.2")
    asked = asked.parse_args()
    year, lines = read_lines(asked.budgets)
    for name, text in (("bookings-%s.xaf" % year, audit_file(year, lines, asked.version)), ("account-map.xml", account_map(year, lines))):
        with open(os.path.join(asked.folder, name), "w", encoding="utf-8") as out:
            out.write(text)


if __name__ == "__main__":
    main()
