#!/usr/bin/env python3
"""The accountant's checklist, docs/bbv.md: bbv.py GRIFFIE [--write].

For each part that templates/library/law/outline.xml asks for: the page and the sheet of it in the sample's annual accounts and budget; for
each control: its sides' place on the sheet of controls. The tables of the document are made anew and must be those that stand there;
--write puts them there. Headings of both documents come in one order. Run it from the repository.
"""
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

GRIFFIE = sys.argv[1]
FRAGMENT = "{urn:griffie:fragment:1}"
DOCUMENT = Path("docs/bbv.md")


def dump(report, kind):
    words = [GRIFFIE, "check", "--report", report, "--edition", "region", f"--dump={kind}"]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.splitlines()


class Sample:
    def __init__(self, report):
        self.blocks, self.pages, self.titles, self.controls, self.order = {}, [], {}, {}, []
        self.read_blocks(dump(report, "document"))
        self.read_pages(dump(report, "pages"))
        self.read_sheets(dump(report, "sheets"))

    def read_blocks(self, lines):
        """{id: (how it begins on its page, sheet or None, title on the sheet)}"""
        for at, line in enumerate(lines):
            found = re.search(r" #([\w.-]+)$", line)
            words = line.strip()
            if not found or not words.startswith(("heading ", "table ")):
                continue
            text = next((re.search(r'text "(.*)"', after)[1] for after in lines[at + 1:at + 4] if 'text "' in after), "")
            number = re.search(r'number="([\d.]+)"', words)
            sheet, title = re.search(r'sheet="([^"]*)"', words), re.search(r' title="([^"]*)"', words)
            begin = re.sub(r"\s", " ", text).strip() if words.startswith("table") else f"{number[1]} " if number else text
            self.blocks[found[1]] = (begin, sheet and sheet[1], title and title[1])
            self.order.append(found[1])

    def read_pages(self, lines):
        for line in lines:
            page = re.match(r"page (\d+) ", line)
            said = re.match(r'  text .*? "(.*)"$', line)
            if page:
                self.pages.append([])
            elif said:
                self.pages[-1].append(said[1])

    def read_sheets(self, lines):
        sheet = None
        for line in lines:
            named = re.match(r'sheet "(.*?)" rows', line)
            title = re.match(r'  (A\d+)(?::\w+)? title text "(.*)"$', line)
            cell = re.match(r'  (A\d+)(?::\w+)? body text "(.*)"$', line)
            if named:
                sheet = named[1]
            elif title:
                self.titles.setdefault((sheet, title[2]), f"{sheet}!{title[1]}")
            elif cell and sheet == "Controles":
                self.controls.setdefault(re.sub(r"^.*?: (?=[A-Z])", "", cell[2]), []).append(cell[1])

    def place(self, block):
        if block not in self.blocks:
            return "", ""
        begin, sheet, title = self.blocks[block]
        page = next((str(nr) for nr, texts in enumerate(self.pages, 1) if nr != self.contents() and any(re.sub(r"\s", " ", text).startswith(begin) for text in texts)), "?")
        return page, self.titles.get((sheet, title), "") if sheet else ""

    def contents(self):
        return next((nr for nr, texts in enumerate(self.pages, 1) if "Inhoud" in texts), 0)


def parts():
    """(block, title, law, kind or None, from-year) of the outline, loops over programmes written out."""
    programmes = [(part.get("id"), part.get("title")) for part in ET.parse("input/law.xml").getroot().iter("{urn:griffie:input:1}part")
                  if part.get("kind") == "programme"]
    listed = []
    for part in ET.parse("templates/library/law/outline.xml").getroot().iter(FRAGMENT + "part"):
        kind = re.search(r"kind = '(\w+)'", part.get("if", ""))
        for key, name in programmes if part.get("each") else [("", "")]:
            fill = lambda text: text.replace("{p.id}", key).replace("{p.title}", name)
            listed.append((fill(part.get("block")), fill(part.get("title")), part.get("law", ""), kind and kind[1], part.get("from-year")))
    return listed


def table_of_parts(accounts, budget):
    rows = ["| what | asked by | annual accounts: page | cell | budget: page | cell |", "|---|---|--:|---|--:|---|"]
    for block, title, law, kind, from_year in parts():
        cells = []
        for name, sample in (("accounts", accounts), ("budget", budget)):
            page, cell = sample.place(block)
            cells += [page or ("not asked" if kind and kind != name else f"from {from_year}" if from_year else "?"), f"`{cell}`" if cell else ""]
        rows.append(f"| {title} | {law} | {' | '.join(cells)} |")
    return rows


def table_of_controls(name, sample):
    rows = ["| control | what holds | cell |", "|---|---|---|"]
    for check in ET.parse(f"templates/library/law/{name}.xml").getroot().iter(FRAGMENT + "check"):
        places = sample.controls.get(check.get("because"), [])
        where = f"`Controles!{places[0]}`" + (f" and {len(places) - 1} more" if len(places) > 1 else "") if places else "none in this year"
        rows.append(f"| `{check.get('id')}` | {check.get('because')} | {where} |")
    return rows


def replaced(text, name, rows):
    begin, end = f"<!-- {name}: made by tests/tools/bbv.py -->", f"<!-- end of {name} -->"
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n" + "\n".join(rows) + f"\n{end}{after}"


def main():
    accounts, budget = Sample("annual-accounts"), Sample("budget")
    text = DOCUMENT.read_text(encoding="utf-8")
    made = replaced(text, "parts", table_of_parts(accounts, budget))
    made = replaced(made, "controls of the annual accounts", table_of_controls("controls", accounts))
    made = replaced(made, "controls of the budget", table_of_controls("budget-controls", budget))
    faults = [line for line in made.splitlines() if "| ? |" in line]
    both = [block for block in accounts.order if block in budget.order]
    if both != [block for block in budget.order if block in accounts.order]:
        faults.append("annual accounts and budget have another order")
    if len(both) < 30:
        faults.append(f"only {len(both)} blocks are in both documents")
    if "--write" in sys.argv:
        DOCUMENT.write_text(made, encoding="utf-8")
    elif made != text:
        faults.append("docs/bbv.md is not what the sample says: python3 tests/tools/bbv.py build/griffie --write")
    print(*faults, sep="\n")
    sys.exit(1 if faults else 0)


main()
