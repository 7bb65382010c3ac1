#!/usr/bin/python3
"""Annual accounts of a joint body, made up: accounts.py FOLDER [SEED [YEAR]].

Writes the exports that templates/reports/annual-accounts.xml reads: random where the law leaves it open, consistent where the law
does not. Amounts are whole cents. Tests use build() and write(); the sample below input/ was written once and then kept by hand.
"""
import random
import sys
from pathlib import Path

COLUMNS = ("prior", "original", "amended", "actual")
PART = {"inkoop": "zorg", "rbl": "onderwijs", "wsp": "participatie", "wgsw": "participatie", "inburgering": "participatie", "beheer": "beheer"}
FIELD = {"inkoop": "6.71", "rbl": "4.3", "wsp": "6.5", "wgsw": "6.4", "inburgering": "6.1", "beheer": "0.4"}
CATEGORY = {"staff": "1.1", "wages": "1.1", "hired": "3.5.1", "services": "3.8", "housing": "3.8", "ict": "3.8", "projects": "3.8", "other": "3.8",
            "municipal": "4.3.2", "state": "4.3.1", "reserve": "7.1"}
OVERHEAD = ("housing", "ict")
MUNICIPALITIES = "gm0202 gm0221 gm0226 gm1705 gm1734 gm0274 gm0275 gm0277 gm0289 gm0293 gm0299".split()
ABSENT = {"rbl": {"gm0221", "gm0289"}, "wsp": {"gm0274", "gm0289"}, "wgsw": {"gm0274", "gm0289"}, "inburgering": {"gm0274", "gm0289"}}


def euros(cents):
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def element(tag, inside="", /, **attributes):
    words = "".join(f' {key.rstrip("_").replace("_", "-")}="{value}"' for key, value in attributes.items() if value is not None)
    return f"<{tag}{words}/>" if not inside else f"<{tag}{words}>{inside}</{tag}>"


def is_overhead(line):
    return line["direction"] == "expense" and (line["module"] == "beheer" or line["category"] in OVERHEAD)


def part_of(line):
    """Where the statement of income and expense has it: a programme, or overhead."""
    return "overhead" if line["module"] == "beheer" or is_overhead(line) else PART[line["module"]]


def total(lines, column, direction, **only):
    return sum(line[column] for line in lines if line["direction"] == direction and all(line[key] == value for key, value in only.items()))


def result_of(lines, column):
    return (total(lines, column, "income") + total(lines, column, "withdrawal") - total(lines, column, "expense") - total(lines, column, "addition"))


def ledger_of(lines, depreciation, dotation):
    """Entries by module, task field, category and direction; depreciation and additions to provisions are parts of lines of expense."""
    sums = {}

    def book(line, category, amounts):
        field = "0.10" if line["category"] == "reserve" else "0.4" if is_overhead(line) else FIELD[line["module"]]
        entry = sums.setdefault((line["module"], field, category, line["direction"]), dict.fromkeys(COLUMNS, 0))
        for column in COLUMNS:
            entry[column] += amounts[column]

    for line in lines:
        taken = depreciation.get((line["module"], line["nr"])) or dotation.get((line["module"], line["nr"]))
        if taken:
            book(line, "7.3" if (line["module"], line["nr"]) in depreciation else "7.2", taken)
            line = dict(line, **{column: line[column] - taken[column] for column in COLUMNS})
        book(line, CATEGORY[line["category"]], line)
    return [dict(module=key[0], task_field=key[1], category=key[2], direction=key[3], **amounts) for key, amounts in sums.items()]


def spread(amount, weights):
    """Whole euros by largest remainder."""
    whole = sum(weights.values())
    parts = {key: amount // 100 * weight // whole for key, weight in weights.items()}
    left = amount // 100 - sum(parts.values())
    for key in sorted(weights, key=lambda key: -(amount // 100 * weights[key] % whole))[:left]:
        parts[key] += 1
    return {key: value * 100 for key, value in parts.items()}


def build(year, lines, facts, rng=None):
    """An account that holds together. facts: what is chosen; everything else follows."""
    account = dict(facts, year=year, lines=lines)
    account["ledger"] = ledger_of(lines, facts["depreciation"], facts["dotation"])
    for reserve in facts["reserves"]:
        own = reserve["kind"] == "earmarked"
        for direction, word in (("addition", "additions"), ("withdrawal", "withdrawals")):
            reserve[word] = sum(line["actual"] for line in lines if line["direction"] == direction and (
                line["module"] == reserve["module"] if own else line["module"] == "beheer"))
        reserve["end"] = reserve["begin"] + reserve["appropriation"] + reserve["additions"] - reserve["withdrawals"]
    for provision in facts["provisions"]:
        provision["end"] = provision["begin"] + provision["additions"] - provision["release"] - provision["use"]
    for asset in facts["assets"]:
        asset["end"] = asset["begin"] + asset["investments"] - asset["disposals"] - asset["depreciation"] - asset["contributions"] - asset["writedowns"]
    for grant in facts["grants"]:
        grant["released"] = total(lines, "actual", "income", category="state")
        grant["end"] = grant["begin"] + grant["received"] - grant["released"]
    account["prior_result"] = result_of(lines, "prior")
    account["paid_back"] = account["prior_result"] - sum(reserve["appropriation"] for reserve in facts["reserves"])
    account["balance"] = balance_of(account)
    account["back"] = sum(line["original"] - line["actual"] for line in lines if line["category"] == "municipal")
    return account


def balance_of(account):
    """Items with prior, budget, actual; liquid assets close it."""
    lines, columns = account["lines"], ("prior", "budget", "actual")

    def ends(what, **only):
        rows = [row for row in account[what] if all(row[key] == value for key, value in only.items())]
        begin, end = sum(row["begin"] for row in rows), sum(row["end"] for row in rows)
        return dict(prior=begin, budget=begin, actual=end)

    settled = sum(line["original"] - line["actual"] for line in lines if line["category"] == "municipal")
    given = account["positions"]
    rows = {
        "intangible": ("assets", "intangible", "33", "Immateriële vaste activa", dict.fromkeys(columns, 0)),
        "tangible": ("assets", "tangible", "35", "Materiële vaste activa met economisch nut", ends("assets")),
        "capital": ("assets", "capital", "36 a", "Kapitaalverstrekkingen", given["capital"]),
        "loans": ("assets", "loans", "36 b en c", "Uitgeleend geld", given["loans"]),
        "deposits": ("assets", "deposits", "36 d tot en met g", "Overige financiële vaste activa", given["deposits"]),
        "stock": ("assets", "stock", "38", "Voorraden", dict.fromkeys(columns, 0)),
        "public": ("assets", "receivable", "39", "Vorderingen op openbare lichamen", given["public"]),
        "treasury": ("assets", "receivable", "39", "Rekening bij het Rijk (schatkistbankieren)", given["treasury"]),
        "receivable": ("assets", "receivable", "39", "Overige vorderingen", given["receivable"]),
        "liquid": ("assets", "liquid", "40", "Liquide middelen", None),
        "accrued": ("assets", "accrued", "40 a", "Overlopende activa", given["accrued"]),
        "general": ("liabilities", "general", "42", "Algemene reserve", ends("reserves", kind="general")),
        "earmarked": ("liabilities", "earmarked", "42", "Bestemmingsreserves", ends("reserves", kind="earmarked")),
        "result": ("liabilities", "result", "42", "Resultaat van het jaar",
                   dict(prior=result_of(lines, "prior"), budget=result_of(lines, "original"), actual=result_of(lines, "actual"))),
        "provisions": ("liabilities", "provisions", "44", "Voorzieningen", ends("provisions")),
        "long": ("liabilities", "long", "46", "Schulden van een jaar of langer", given["long"]),
        "short": ("liabilities", "short", "48", "Schulden korter dan een jaar", given["short"]),
        "payable": ("liabilities", "deferred", "49", "Nog te betalen", given["payable"]),
        "grants": ("liabilities", "deferred", "49", "Voorschotten van het Rijk", ends("grants")),
        "settlement": ("liabilities", "deferred", "49", "Afrekening met gemeenten", dict(prior=given["settled_before"], budget=0, actual=settled)),
    }
    sums = {side: dict.fromkeys(columns, 0) for side in ("assets", "liabilities")}
    for side, _, _, _, amounts in rows.values():
        for column in columns:
            sums[side][column] += amounts[column] if amounts else 0
    liquid = {column: sums["liabilities"][column] - sums["assets"][column] for column in columns}
    rows["liquid"] = rows["liquid"][:4] + (liquid,)
    return [dict(id=key, order=nr, side=row[0], kind=row[1], article=row[2], title=row[3], **row[4]) for nr, (key, row) in enumerate(rows.items(), 1)]


# ---- writing ----

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- %s\n     VOORBEELDGEGEVENS: bedragen en namen zijn verzonnen. -->\n'


def money(row, *keys):
    return {key: euros(row[key]) for key in keys}


def document(folder, name, account, comment, root, rows, **more):
    attributes = dict(xmlns="urn:griffie:input:1", as_of=f"{account['year']}-12-31", year=account["year"], sample="yes", **more)
    text = HEAD % comment + element(root, "\n  " + "\n  ".join(rows) + "\n", **attributes) + "\n"
    (Path(folder) / f"{name}-{account['year']}.xml").write_text(text, encoding="utf-8")


def write_ledger(account, folder):
    rows = [element("entry", module=row["module"], task_field=row["task_field"], category=row["category"], direction=row["direction"],
                    **money(row, *COLUMNS)) for row in account["ledger"]]
    document(folder, "ledger", account, "Baten en lasten per module, taakveld en economische categorie.", "ledger", rows,
             source=f"financiële administratie {account['year']}, voorbeeldgegevens")


def write_balance(account, folder):
    rows = [element("item", id=row["id"], order=row["order"], side=row["side"], kind=row["kind"], article=row["article"], title=row["title"],
                    **money(row, "prior", "budget", "actual")) for row in account["balance"]]
    document(folder, "balance", account, "Balans: 31 december van het vorige jaar, begroot, en 31 december.", "balance", rows,
             source=f"financiële administratie {account['year']}, voorbeeldgegevens")


def write_movements(account, folder):
    rows = [element("asset", id=row["id"], title=row["title"],
                    **money(row, "begin", "investments", "disposals", "depreciation", "contributions", "writedowns", "end")) for row in account["assets"]]
    rows += [element("reserve", id=row["id"], kind=row["kind"], module=row["module"] or None, title=row["title"], purpose=row["purpose"],
                     **money(row, "begin", "appropriation", "additions", "withdrawals", "end", "structural_addition", "structural_withdrawal"))
             for row in account["reserves"]]
    rows += [element("provision", id=row["id"], title=row["title"], purpose=row["purpose"], **money(row, "begin", "additions", "release", "use", "end"))
             for row in account["provisions"]]
    rows += [element("grant", id=row["id"], title=row["title"], **money(row, "begin", "received", "released", "end")) for row in account["grants"]]
    rows += [element("obligation", nr=row["nr"], title=row["title"], until=row["until"], amount=euros(row["amount"])) for row in account["obligations"]]
    rows += [element("prior-result", year=account["year"] - 1, result=euros(account["prior_result"]), paid_back=euros(account["paid_back"]))]
    rows += [element("appropriation", nr=row["nr"], title=row["title"], to=row["to"], amount=euros(row["amount"])) for row in account["appropriations"]]
    document(folder, "movements", account, "Verloop van bezittingen, reserves, voorzieningen en voorschotten, en wat met het resultaat gebeurt.", "movements", rows,
             source=f"financiële administratie {account['year']}, voorbeeldgegevens")


def write_disclosures(account, folder):
    rows = [element("treasury", quarter=f"{account['year']}-Q{nr}", outside=euros(amount)) for nr, amount in enumerate(account["treasury"], 1)]
    rows += [element("official", **row) for row in account["officials"]]
    rows += [element("board", **row) for row in account["board"]]
    rows += [element("deviation", nr=row["nr"], part=row["part"], module=row.get("module"), line=row.get("line"), kind=row["kind"],
                     amount=euros(row["amount"]), lawful=row["lawful"], cause=row["cause"]) for row in account["deviations"]]
    rows += [element("incidental", nr=row["nr"], part=row["part"], title=row["title"], direction=row["direction"], **money(row, *COLUMNS))
             for row in account["incidental"]]
    rows += [element("risk", **row) for row in account["risks"]]
    rows += [element("lawfulness", **row) for row in account["lawfulness"]]
    document(folder, "disclosures", account, "Toelichting bij de jaarrekening: schatkist, topfunctionarissen, afwijkingen, risico's, rechtmatigheid.", "disclosures", rows,
             source=f"financiële administratie {account['year']}, voorbeeldgegevens", threshold=euros(account["threshold"]))


def write_prior(account, folder):
    rows = []
    for line in account["lines"]:
        if line["category"] != "municipal":
            continue
        weights = {key: weight for key, weight in account["weights"].items() if key not in ABSENT.get(line["module"], ())}
        for key, amount in spread(line["prior"], weights).items():
            rows.append(element("contribution", module=line["module"], municipality=key, amount=euros(amount)))
    document(folder, "prior-contributions", account, "Wat elke gemeente het jaar ervoor per module betaalde.", "prior-contributions", rows,
             source=f"jaarrekening {account['year'] - 1}, voorbeeldgegevens")


def write_lines(account, folder):
    """The account by module, as templates/sources/budgets.xml reads it."""
    modules = []
    for module in PART:
        rows = []
        for line in (line for line in account["lines"] if line["module"] == module):
            amounts = "".join(element(column, euros(line[column])) for column in COLUMNS)
            rows.append(element("line", amounts, nr=line["nr"], direction=line["direction"], category=line["category"], submodule=line.get("submodule"),
                                title=line["title"]))
        modules.append(element("module", "\n    " + "\n    ".join(rows) + "\n  ", id=module))
    document(folder, "budgets", account, "Begroting en rekening per module.", "budgets", modules,
             source=f"begroting en rekening {account['year']}, voorbeeldgegevens")


def write_distributions(account, folder):
    kinds = {"rbl": "pupils", "wgsw": "labour-years"}
    rows = []
    for line in account["lines"]:
        if line["category"] == "municipal":
            name = "leerplicht" if line["module"] == "rbl" else line["module"]
            rows.append(element("distribution", id=name, module=line["module"], amount=euros(line["original"]), amended=euros(line["amended"]),
                                actual=euros(line["actual"]), measure=kinds.get(line["module"], "inhabitants"), title=line["label"]))
    document(folder, "distributions", account, "Wat over de gemeenten verdeeld wordt.", "distributions", rows)


def write(account, folder, shared=False):
    """shared: also what the sample has in its own files (budget lines, distributions)."""
    for part in (write_ledger, write_balance, write_movements, write_disclosures, write_prior):
        part(account, folder)
    if shared:
        write_lines(account, folder)
        write_distributions(account, folder)


# ---- random accounts ----

def random_lines(rng, base):
    """The lines of the sample with other amounts, in balance as budgets are; municipalities pay whole euros."""
    lines = [dict(line) for line in base]
    for line in lines:
        size = 10 ** rng.randint(3, 7)
        for column in COLUMNS:
            line[column] = rng.choice((0, 1, 1, 1, 1, 1, 1)) * rng.randint(1, size * 100)
        if line["category"] in ("municipal", "reserve"):
            for column in COLUMNS:
                line[column] -= line[column] % 100
        if line["direction"] in ("addition", "withdrawal"):
            line["original"] = line["amended"] = 0
    for column in ("original", "amended"):
        for line in lines:
            line[column] -= line[column] % 100
        paying = next(line for line in lines if line["module"] == "wgsw" and line["category"] == "municipal")
        lack = -result_of(lines, column)
        if paying[column] + lack < 0:
            next(line for line in lines if line["module"] == "wgsw" and line["category"] == "wages")[column] += -lack
        else:
            paying[column] += lack
    return lines


def random_account(rng, base, year=2022):
    lines = random_lines(rng, base)
    taken = lambda line, most: {column: rng.randint(0, line[column] // most) for column in COLUMNS}
    depreciation = {(line["module"], line["nr"]): taken(line, 3) for line in lines if line["category"] == "ict"}
    wages = next(line for line in lines if line["module"] == "wgsw" and line["nr"] == 4)
    dotation = {("wgsw", 4): taken(wages, 2)}
    some = lambda: rng.choice((0, 1, 1, 1)) * rng.randint(0, 10 ** rng.randint(5, 9))
    three = lambda: dict(prior=some(), budget=some(), actual=some())
    released = some()
    facts = dict(
        depreciation=depreciation, dotation=dotation, threshold=rng.choice((1000000, 2500000, 5000000)),
        assets=[dict(id="equipment", title="Bedrijfsmiddelen", begin=some() + 10 ** 10, investments=some(), disposals=some(),
                     depreciation=sum(row["actual"] for row in depreciation.values()), contributions=some(), writedowns=some())],
        reserves=[dict(id="general", kind="general", module="", title="Algemene reserve", purpose="tegenvallers opvangen", begin=some(), appropriation=some(),
                       structural_addition=0, structural_withdrawal=0)]
        + [dict(id=module, kind="earmarked", module=module, title=f"Reserve {module}", purpose="schommelingen opvangen", begin=some(), appropriation=some(),
                structural_addition=0, structural_withdrawal=0) for module in ("inkoop", "rbl", "wsp", "wgsw")],
        provisions=[dict(id="run-off", title="Afbouw", purpose="verplichtingen uit het verleden", begin=some(), additions=0, release=released, use=some()),
                    dict(id="pensions", title="Wachtgeld", purpose="oud-medewerkers", begin=some(), additions=dotation["wgsw", 4]["actual"] + released, release=0, use=some())],
        grants=[dict(id="rmc", title="RMC", begin=some(), received=some())],
        obligations=[dict(nr=1, title="Huur", until=f"{year + 3}-12-31", amount=some())],
        positions=dict(capital=three(), loans=three(), deposits=three(), public=three(), treasury=three(), receivable=three(), accrued=three(), long=three(),
                       short=three(), payable=three(), settled_before=some()),
        treasury=[rng.randint(0, 99999999) for _ in range(4)], officials=[], board=[dict(nr=1, function="voorzitter", name="Voorbeeld A")],
        deviations=[], incidental=[], risks=[], lawfulness=[], appropriations=[],
        weights={key: rng.randint(1, 10 ** 6) for key in MUNICIPALITIES})
    facts["officials"] = [official(year, rng.randint(1000000, 15000000), rng.randint(0, 2000000))]
    for line in lines:
        gap = difference(line)
        if abs(gap) >= facts["threshold"]:
            facts["deviations"].append(dict(nr=len(facts["deviations"]) + 1, part=part_of(line), module=line["module"], line=line["nr"],
                                            kind=rng.choice(("incidental", "structural")), amount=gap, lawful="yes", cause="Anders dan begroot."))
    for part in ("zorg", "onderwijs", "participatie", "overhead"):
        over = overrun(lines, part)
        if over > 0:
            facts["deviations"].append(dict(nr=len(facts["deviations"]) + 1, part=part, kind="incidental", amount=-over, lawful="yes", cause="Past binnen het beleid."))
    for nr in range(rng.randint(0, 4)):
        line = rng.choice([line for line in lines if line["direction"] in ("expense", "income")])
        facts["incidental"].append(dict(nr=nr + 1, part=part_of(line), title="Eenmalig", direction=line["direction"],
                                        **{column: 0 for column in COLUMNS}))
    result = result_of(lines, "actual")
    first = rng.randint(-10 ** 8, 10 ** 8)
    facts["appropriations"] = [dict(nr=1, title="Naar de algemene reserve", to="reserve", amount=first),
                               dict(nr=2, title="Terug naar de gemeenten", to="municipalities", amount=result - first)]
    return build(year, lines, facts)


def official(year, pay, deferred, nr=1, **more):
    return dict(dict(nr=nr, name="Voorbeeld B (verzonnen)", function="directeur", from_=f"{year}-01-01", until=f"{year}-12-31", fte="1.0", employed="yes",
                     pay=euros(pay), deferred=euros(deferred), undue="0.00", prior_fte="1.0", prior_pay=euros(pay - 100000), prior_deferred=euros(deferred)), **more)


def difference(line):
    gap = line["amended"] - line["actual"]
    return gap if line["direction"] in ("expense", "addition") else -gap


def overrun(lines, part):
    rows = [line for line in lines if line["direction"] == "expense" and part_of(line) == part]
    return sum(line["actual"] - line["amended"] for line in rows)


def sample_lines(path):
    """Budget lines of an export of the sample."""
    import xml.etree.ElementTree as ET
    space = "{urn:griffie:input:1}"
    labels = {"inkoop": "Inkoop Zorg", "rbl": "RBL, leerplicht", "wsp": "WerkgeversServicepunt", "wgsw": "Werkgeverschap SW", "inburgering": "Inburgering",
              "beheer": "Beheer"}
    lines = []
    for module in ET.parse(path).getroot().iter(space + "module"):
        for line in module.iter(space + "line"):
            row = dict(module=module.get("id"), label=labels[module.get("id")], nr=int(line.get("nr")), direction=line.get("direction"),
                       category=line.get("category"), submodule=line.get("submodule"), title=line.get("title"))
            row.update({column: int(line.find(space + column).text.replace(".", "")) for column in COLUMNS})
            lines.append(row)
    return lines


if __name__ == "__main__":
    where = Path(__file__).resolve().parents[2] / "input" / "budgets-2022.xml"
    seed, in_year = (int(word) for word in (sys.argv[2:] + ["1", "2022"][len(sys.argv[2:]):]))
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    write(random_account(random.Random(seed), sample_lines(where), in_year), sys.argv[1], shared=True)
