#!/usr/bin/python3
"""Figures that somebody typed into a text, where an expression would follow the exports: typed_figures.py [ROOT].

Reads the texts (input/texts) and what the reports print (templates/reports): running text, patterns, and the constants in
expressions that reach paper. Digits and Dutch number words are figures. What may stay:
  a day of the month with its month, a month with its year
  a number word that announces a list of exactly so many items ("drie dingen:")
  a year that names the field it heads (a column "2021" over `y2021`)
  what typed_figures.allow lists, with its reason: laws, names, years of events. A line there that allows nothing is an error.
Exits 1 and names each place otherwise.
"""
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

WORDS = ("twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien "
         "negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd duizend miljoen miljard helft kwart").split()
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"
FIGURE = re.compile(rf"(?<![\w-])(?:\d[\d.,]*\d|\d|{'|'.join(WORDS)})(?![\w-])", re.I)
DATE = re.compile(rf"\b\d{{1,2}} (?:{MONTHS.replace(' ', '|')})(?: \d{{4}})?\b|\b(?:{MONTHS.replace(' ', '|')}) \d{{4}}\b")
LITERAL = re.compile(r"(=\s*|takes part in\s+)?'((?:[^']|'')*)'")
PRINTED = ("title", "subtitle", "label", "note", "source", "unit", "who", "due", "time", "date", "alt", "author", "subject",
           "keywords", "empty", "caption", "text")
EXPRESSIONS = ("value", "category", "total", "trend")


def printed_constants(expression):
    """The texts in an expression that can reach paper: not those something is compared with."""
    return [text for compared, text in LITERAL.findall(expression) if not compared]


def parts(pattern):
    """What a pattern prints without its figures: the text around the braces, then the constants within them."""
    inside = re.findall(r"\{([^{}]*)\}", pattern)
    return [re.sub(r"\{[^{}]*\}", "\0", pattern)] + [text for expression in inside for text in printed_constants(expression)]


def figures(text):
    return [match[0] for match in FIGURE.finditer(DATE.sub("\0", text))]


def announced(block, following):
    """The number word of a paragraph that ends in a colon, when the list behind it has so many items."""
    items = [line for line in following.split("\n") if re.match(r"(?:[-*]|\d+\.) ", line)]
    if not block.rstrip().endswith(":") or not items:
        return []
    return [word for word in WORDS if WORDS.index(word) + 2 == len(items)]


def of_text(path):
    """(figure, what it stands in) of a Markdown text."""
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
    for at, block in enumerate(blocks):
        right = announced(block, blocks[at + 1] if at + 1 < len(blocks) else "")
        plain = re.sub(r"(?m)^\d+\. |\[\^\d+\]:?", "", block)
        for part in parts(plain):
            for figure in figures(part):
                if figure.lower() not in right:
                    yield figure, part


def of_report(path):
    """(figure, what it stands in) of a report descriptor."""
    for element in ElementTree.parse(path).iter():
        fields = " ".join(child.get("value", "") for child in element.iter())
        texts = [element.text or ""] + [child.tail or "" for child in element]
        texts += [element.get(name) for name in PRINTED if element.get(name)]
        constants = [text for name in EXPRESSIONS if element.get(name) for text in printed_constants(element.get(name))]
        for part in [part for text in texts for part in parts(text)] + constants:
            for figure in figures(part):
                if f".y{figure}" not in fields:
                    yield figure, part


def main(root):
    allowed_file = Path(__file__).with_suffix(".allow")
    allowed = [line.split("\t") for line in allowed_file.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    used, wrong = set(), 0
    files = [(path, of_text) for path in sorted((root / "input/texts").rglob("*.md"))]
    files += [(path, of_report) for path in sorted((root / "templates/reports").glob("*.xml"))]
    for path, found in files:
        name = str(path.relative_to(root))
        for figure, part in found(path):
            said = " ".join(part.replace("\0", "{}").split())
            right = [row for row in map(tuple, allowed) if row[0] == name and figure in row[1] and row[1] in said]
            used.update(right)
            if not right:
                wrong += 1
                print(f"{name}: '{figure}' is typed by hand: {said[:110]}")
    for row in map(tuple, allowed):
        if row not in used:
            wrong += 1
            print(f"{allowed_file.name}: nothing to allow: {row[0]}: {row[1]}")
    if wrong:
        print("write an expression that follows the exports, or give the reason in", allowed_file.name)
    return 1 if wrong or not files else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parents[2])))
