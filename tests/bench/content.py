"""The contents of the benchmark: invented, the same for every program, the same at every call.

A document has a cover, contents, and chapters with paragraphs, a list, a bar chart, a table with totals and a note. It is
written as XML (griffie, FOP, the floor) and as JSON with the same words (Typst, WeasyPrint). Amounts are whole euros; to
print them is the work of whoever prints. Rows are bookings, for long tables and workbooks."""
import json
import random
from xml.sax.saxutils import escape, quoteattr

FIELD = """jeugdhulp armoede afval verkeers grond riool onderwijs woningbouw klimaat inkoop veiligheids subsidie vergunning
schuldhulp energie archief natuur cultuur sport bibliotheek personeels belasting parkeer dijk begraafplaats""".split()
THING = """beleid plannen regelingen uitgaven inkomsten afspraken projecten rapportages voorzieningen onderzoeken
werkzaamheden overeenkomsten verordeningen doelstellingen investeringen""".split()
KIND = """regionale gemeentelijke jaarlijkse tijdelijke vastgestelde nieuwe gezamenlijke wettelijke voorlopige
onverwachte bestaande aanvullende""".split()
WHO = """inwoners ondernemers raadsleden scholen verenigingen wijkteams huisartsen woningcorporaties buurgemeenten""".split()
DONE = """afgerond uitgesteld goedgekeurd voorbereid besproken bijgesteld overgedragen betaald onderzocht""".split()
TIME = ["in het voorjaar", "na de zomer", "voor het einde van het jaar", "in het derde kwartaal", "bij de begroting",
        "tijdens de overdracht", "samen met de provincie"]
CAUSE = ["omdat de prijzen meer stegen dan verwacht", "zodat de reserve op peil blijft",
         "doordat er te weinig medewerkers waren", "terwijl het Rijk hetzelfde bedrag betaalde",
         "zodat de gemeenten weten waar zij aan toe zijn", "omdat de raad daar in december om vroeg"]
CHAPTERS = ["Wonen en ruimte", "Jeugd en gezin", "Werk en inkomen", "Wegen en verkeer", "Afval en milieu", "Veiligheid",
            "Onderwijs", "Sport en cultuur", "Bedrijfsvoering", "Energie en klimaat", "Water en riolering", "Economie"]
LINES = """Bestuur|Burgerzaken|Brandweer|Wegen|Parkeren|Haven|Economie|Basisonderwijs|Sport|Musea|Bibliotheek|Groen|
Wijkteams|Jeugdhulp|Schuldhulp|Riolering|Afval|Begraafplaatsen|Bouwgrond|Wonen|Overhead""".replace("\n", "").split("|")
BARS = ["Wonen", "Jeugd", "Werk", "Wegen", "Milieu", "Sport", "Zorg", "Water"]
FIRST = "Berg Dal Eik Ven Hei Rijn Maas Lind Wilg Duin Veen Zand Kamp Kerk Molen Oever Polder Terp".split()
LAST = "dam dorp hove wijk broek burg horst laar meer rade stede voort zand".split()
AMOUNTS = ("budget", "revised", "actual", "result", "reserve")


def places(count):
    """Invented municipalities, none twice."""
    names = [a + b for b in LAST for a in FIRST if a.lower() != b]
    names += [f"{kind} {name}" for kind in ("Nieuw", "Oud", "Groot") for name in names]
    return names[:count]


def noun(lot):
    return lot.choice(FIELD) + lot.choice(THING) if lot.random() < .7 else lot.choice(WHO)


def group(lot):
    return f"de {lot.choice(KIND)} {noun(lot)}" if lot.random() < .55 else f"de {noun(lot)}"


def sentence(lot, place):
    said = (lambda: f"{group(lot)} van {place} zijn {lot.choice(TIME)} {lot.choice(DONE)}, {lot.choice(CAUSE)}",
            lambda: f"{lot.choice(TIME)} zijn {group(lot)} voor {noun(lot)} {lot.choice(DONE)}",
            lambda: f"van {group(lot)} is {lot.randrange(20, 99)} procent {lot.choice(DONE)}, en van {group(lot)} de rest",
            lambda: f"voor {group(lot)} en {group(lot)} gelden dezelfde {noun(lot)}, {lot.choice(CAUSE)}",
            lambda: f"het bestuur heeft {group(lot)} en {group(lot)} {lot.choice(TIME)} {lot.choice(DONE)}")
    words = lot.choice(said)()
    return words[0].upper() + words[1:] + "."


def paragraph(lot, place):
    return " ".join(sentence(lot, place) for _ in range(lot.randint(7, 10)))


def chapter(lot, number, place):
    title = CHAPTERS[(number - 1) % len(CHAPTERS)]
    lines = []
    for name in lot.sample(LINES, 12):
        budget = lot.randrange(50_000, 20_000_000)
        revised = budget + lot.randrange(-budget // 8, budget // 6)
        actual = revised + lot.randrange(-revised // 9, revised // 9)
        lines.append([name, budget, revised, actual, revised - actual, lot.randrange(10_000, 900_000)])
    bars = [[name, lot.randrange(15, 240)] for name in lot.sample(BARS, 6)]
    return {"n": number, "title": title if number <= len(CHAPTERS) else f"{title}, deel {number}",
            "paragraphs": [paragraph(lot, place) for _ in range(5)],
            "points": [sentence(lot, place) for _ in range(5)], "note": "Bron: " + sentence(lot, place), "bars": bars,
            "chart": f"Lasten per taak in hoofdstuk {number} (miljoen euro)",
            "alt": "Staafdiagram: " + ", ".join(f"{name} {value}" for name, value in bars) + ".",
            "table": f"Baten en lasten van hoofdstuk {number}", "lines": lines}


def document(chapters, ident="0001", place="Bergdam"):
    lot = random.Random(f"griffie bench {ident} {chapters}")
    return {"id": ident, "title": "Jaarverslag en overdracht", "subtitle": f"Regio {place}, over het jaar 2025",
            "organisation": f"Gemeenschappelijke regeling {place}", "date": "2026-03-31",
            "intro": paragraph(lot, place), "chapters": [chapter(lot, n, place) for n in range(1, chapters + 1)]}


def chapter_xml(doc, part):
    yield f'<chapter id="{doc["id"]}-{part["n"]}" n="{part["n"]}" title={quoteattr(part["title"])}>\n'
    for number, text in enumerate(part["paragraphs"], 1):
        note = f"<note>{escape(part['note'])}</note>" if number == 2 else ""
        yield f'<p nr="{number}">{escape(text)}{note}</p>\n'
    for number, text in enumerate(part["points"], 1):
        yield f'<point nr="{number}">{escape(text)}</point>\n'
    yield f'<chart title={quoteattr(part["chart"])} alt={quoteattr(part["alt"])}>\n'
    for number, (name, value) in enumerate(part["bars"], 1):
        yield f'<bar nr="{number}" name={quoteattr(name)} value="{value}"/>\n'
    yield f'</chart>\n<table title={quoteattr(part["table"])}>\n'
    for number, (name, *amounts) in enumerate(part["lines"], 1):
        told = " ".join(f'{field}="{amount}"' for field, amount in zip(AMOUNTS, amounts))
        yield f'<line nr="{number}" name={quoteattr(name)} {told}/>\n'
    yield "</table>\n</chapter>\n"


def write_document(doc, base):
    """BASE.xml and BASE.json."""
    head = " ".join(f"{key}={quoteattr(doc[key])}" for key in ("id", "title", "subtitle", "organisation", "date"))
    with open(f"{base}.xml", "w", encoding="utf-8") as out:
        out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<report {head}>\n<intro>{escape(doc["intro"])}</intro>\n')
        for part in doc["chapters"]:
            out.writelines(chapter_xml(doc, part))
        out.write("</report>\n")
    with open(f"{base}.json", "w", encoding="utf-8") as out:
        json.dump(doc, out, ensure_ascii=False)


def write_rows(count, path):
    """COUNT bookings with eleven attributes and a text."""
    lot, towns = random.Random("griffie bench rows"), places(12)
    with open(path, "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<bookings date="2026-03-31">\n')
        for number in range(count):
            first, second, third = (lot.randrange(-10_000_000, 80_000_000) for _ in range(3))
            cents = [f"{'-' * (amount < 0)}{abs(amount) // 100}.{abs(amount) % 100:02}" for amount in (first, second, third)]
            out.write(f'<b nr="{number}" code="G{lot.randrange(1000, 9999)}" task="{lot.choice(LINES)}" '
                      f'place="{lot.choice(towns)}" year="{lot.randrange(2000, 2026)}" budget="{cents[0]}" '
                      f'actual="{cents[1]}" reserve="{cents[2]}" share="{lot.randrange(10_001) / 10_000:.4f}">'
                      f'Boeking {number} {lot.choice(THING)}</b>\n')
        out.write("</bookings>\n")


def write_lines(megabytes, path):
    """A flat export of that many million bytes: eight values a record, one of them a text."""
    lot, towns, left = random.Random("griffie bench lines"), places(342), megabytes * 1_000_000
    texts = [f"{lot.choice(FIELD)}{lot.choice(THING)} &amp; {lot.choice(WHO)} {lot.choice(TIME)}" for _ in range(500)]
    number = 0
    with open(path, "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<export year="2025">\n')
        while left > 0:
            block = []
            for _ in range(1000):
                number += 1
                block.append(f'<line id="{number}" place="{lot.choice(towns)}" programme="{lot.randrange(1, 12)}" '
                             f'account="{lot.randrange(40_000, 90_000)}" centre="K{lot.randrange(1000, 9999)}" '
                             f'cents="{lot.randrange(-500_000_000, 4_000_000_000)}" side="{lot.choice("LB")}">'
                             f'{lot.choice(texts)}</line>\n')
            text = "".join(block)
            left -= len(text.encode())
            out.write(text)
        out.write("</export>\n")


def transaction(lot, number):
    """One with its lines, as an audit file holds them; and what it adds to the totals: lines, cents of debit and credit (the same)."""
    period, lines, total = lot.randrange(1, 13), lot.randrange(2, 9), 0
    day = f"2025-{period:02}-{lot.randrange(1, 29):02}"
    text = [f"<transaction><nr>{number}</nr><desc>{lot.choice(FIELD)} {lot.choice(THING)}</desc><periodNumber>{period}</periodNumber>"
            f"<trDt>{day}</trDt>"]
    for nr in range(1, lines + 1):
        last = nr == lines
        cents = total if last else lot.randrange(100, 4_000_000)
        total += 0 if last else cents
        account = lot.randrange(1000, 1050) if last else lot.randrange(4000, 4120)
        text.append(f"<trLine><nr>{nr}</nr><accID>{account}</accID><docRef>{number}-{nr}</docRef><effDate>{day}</effDate>"
                    f"<desc>{lot.choice(FIELD)}{lot.choice(THING)} &amp; {lot.choice(WHO)}</desc><amnt>{cents // 100}.{cents % 100:02}</amnt>"
                    f"<amntTp>{'C' if last else 'D'}</amntTp><costID>K{lot.randrange(10, 40)}</costID></trLine>\n")
    return "".join(text) + "</transaction>\n", lines, total


def write_ledger(megabytes, path):
    """An audit file of about that many million bytes: transactions in journals, with the totals that they add up to. Forty parts are
    invented, and stand in many journals."""
    lot, parts, wanted = random.Random("griffie bench ledger"), [], megabytes * 1_000_000
    for part in range(40):
        text, lines, total = zip(*(transaction(lot, part * 1_000 + number) for number in range(1_000)))
        parts.append(("".join(text), sum(lines), sum(total)))
    size = sum(len(text) for text, _, _ in parts) / len(parts)
    chosen = [parts[number % len(parts)] for number in range(max(1, round(wanted / size)))]
    lines, total = sum(part[1] for part in chosen), sum(part[2] for part in chosen)
    amount = f"{total // 100}.{total % 100:02}"
    with open(path, "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<auditfile xmlns="http://www.auditfiles.nl/XAF/3.2">\n<header>'
                  "<fiscalYear>2025</fiscalYear></header>\n<company><companyIdent>griffie</companyIdent>\n<transactions>"
                  f"<linesCount>{lines}</linesCount><totalDebit>{amount}</totalDebit><totalCredit>{amount}</totalCredit>\n")
        for number, (text, _, _) in enumerate(chosen):
            out.write(f"<journal><jrnID>J{number}</jrnID>\n{text}</journal>\n")
        out.write("</transactions></company></auditfile>\n")
