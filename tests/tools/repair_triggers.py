#!/usr/bin/python3
"""What makes a spreadsheet mend a workbook, tried one by one: repair_triggers.py GRIFFIE [WORD...]

docs/repair-triggers.md lists them. Each is written in a descriptor or an export, and griffie either refuses it with a message that has
a place, or makes a workbook in which it is not: faults_of() reads the parts of the file by itself, and knows what Excel takes. Other
tests hand it every workbook of the samples: repair_triggers.py --lint BOOK..."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

HERE = os.path.dirname(os.path.abspath(__file__))
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACK = "{http://schemas.openxmlformats.org/package/2006/relationships}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
ROWS, COLUMNS, TEXT, FORMULA, LINKS, LINK, BREAKS, HEIGHT, CODE, MARGIN, RULES = (
    1048576, 16384, 32767, 8192, 65530, 2079, 1023, 409, 255, 255, 65534)


# --- what a file may hold ---
def units(text):
    return len(text.encode("utf-16-le")) // 2


def number_of(letters):
    col = 0
    for letter in letters:
        col = col * 26 + ord(letter) - 64
    return col


def area_of(reference):
    """(first row, first column, last row, last column) of B2 or B2:C4."""
    first, _, last = reference.replace("$", "").partition(":")
    found = [re.fullmatch(r"([A-Z]{1,3})(\d+)", part) for part in (first, last or first)]
    if not all(found):
        return None
    return int(found[0][2]), number_of(found[0][1]), int(found[1][2]), number_of(found[1][1])


def is_good_area(reference):
    area = area_of(reference)
    return area is not None and 1 <= area[0] <= area[2] <= ROWS and 1 <= area[1] <= area[3] <= COLUMNS


def overlap(areas):
    """Two of them have a cell in common."""
    taken = set()
    for top, left, bottom, right in areas:
        cells = {(row, col) for row in range(top, bottom + 1) for col in range(left, right + 1)}
        if cells & taken:
            return True
        taken |= cells
    return False


class Book:
    """The parts of a workbook, and what is wrong with them."""

    def __init__(self, path):
        self.faults = []
        with zipfile.ZipFile(path) as archive:
            self.names = archive.namelist()
            self.parts = {name: archive.read(name) for name in self.names}
        if len(set(self.names)) != len(self.names):
            self.fault("a part is there twice")
        self.trees = {}
        for name, data in self.parts.items():
            if name.endswith((".xml", ".rels", ".vml")):
                try:
                    self.trees[name] = ElementTree.fromstring(data)
                except ElementTree.ParseError as error:
                    self.fault(f"{name}: {error}")
        if not self.faults:
            self.read()

    def fault(self, text):
        self.faults.append(text)

    def demand(self, holds, text):
        if not holds:
            self.fault(text)

    def relations(self, part):
        folder, _, name = part.rpartition("/")
        tree = self.trees.get(f"{folder}/_rels/{name}.rels")
        return {} if tree is None else {r.get("Id"): r for r in tree}

    def target(self, part, relation):
        """The part that a relation leads to; None: out of the file."""
        if relation.get("TargetMode") == "External":
            return None
        return os.path.normpath(os.path.join(os.path.dirname(part), relation.get("Target"))).lstrip("/")

    def read(self):
        self.content_types()
        for name in list(self.trees):
            if name.endswith(".rels"):
                part = name.replace("_rels/", "").removesuffix(".rels")
                for relation in self.trees[name]:
                    target = self.target(part, relation)
                    self.demand(target is None or target in self.names, f"{part} leads to '{target}', which is not there")
        book = self.trees["xl/workbook.xml"]
        sheets = book.find(MAIN + "sheets")
        self.sheets = {s.get("name"): self.target("xl/workbook.xml", self.relations("xl/workbook.xml")[s.get(REL + "id")]) for s in sheets}
        strings = self.trees.get("xl/sharedStrings.xml")
        self.strings = [] if strings is None else ["".join(t.text or "" for t in si.iter(MAIN + "t")) for si in strings]
        for text in self.strings:
            self.demand(units(text) <= TEXT, f"a text of {units(text)} signs")
        self.sheet_names()
        self.styles()
        self.tables = {}
        for name, part in self.sheets.items():
            self.sheet(name, part)
        self.defined_names(book)
        for part, tree in self.trees.items():
            if part.startswith("xl/charts/chart"):
                self.chart(part, tree)

    def content_types(self):
        types = self.trees["[Content_Types].xml"]
        known = {t.get("PartName").lstrip("/") for t in types if t.get("PartName")}
        endings = {t.get("Extension") for t in types if t.get("Extension")}
        for name in known - set(self.names):
            self.fault(f"a type for '{name}', which is not there")
        for name in self.names:
            self.demand(name in known or name.rpartition(".")[2] in endings, f"no type for '{name}'")

    def sheet_names(self):
        self.demand(len({n.lower() for n in self.sheets}) == len(self.sheets), "two sheets of one name")
        for name in self.sheets:
            good = 0 < units(name) <= 31 and not re.search(r"[\[\]:*?/\\\x00-\x1f]", name) and not name.startswith("'") and \
                not name.endswith("'") and name.lower() != "history"
            self.demand(good, f"a sheet called '{name}'")

    def styles(self):
        styles = self.trees["xl/styles.xml"]
        for code in styles.iter(MAIN + "numFmt"):
            self.demand(units(code.get("formatCode")) <= CODE, f"a number format of {units(code.get('formatCode'))} signs")
        self.n_formats = len(styles.find(MAIN + "cellXfs"))

    def formula(self, where, text):
        """Short enough, of sheets and lists that there are, with brackets and quotes that close."""
        self.demand(units(text) < FORMULA, f"{where}: a formula of {units(text)} signs")
        bare = re.sub(r'"(?:[^"]|"")*"', '""', text)
        for quoted in re.findall(r"'((?:[^']|'')*)'!", bare):
            self.demand(quoted.replace("''", "'") in self.sheets, f"{where}: no sheet '{quoted}' for {text}")
        bare = re.sub(r"'(?:[^']|'')*'!", "", bare)
        for table, column in re.findall(r"([A-Za-z_]\w*)\[((?:[^\]']|'.)*)\]", bare):
            heads = self.tables.get(table.lower())
            plain = re.sub(r"'(.)", r"\1", column)
            self.demand(heads is not None and plain in heads, f"{where}: no column '{plain}' of {table}")
        bare = re.sub(r"[A-Za-z_]\w*\[(?:[^\]']|'.)*\]", "t", bare)
        self.demand("!" not in bare, f"{where}: a sheet without quotes in {text}")
        self.demand(bare.count("(") == bare.count(")") and '"' not in bare.replace('""', ""), f"{where}: {text}")
        depth = most = 0
        for sign in bare:
            depth += {"(": 1, ")": -1}.get(sign, 0)
            most = max(most, depth)
        self.demand(most <= 64, f"{where}: {most} brackets in each other")

    def sheet(self, name, part):
        tree = self.trees[part]
        relations = self.relations(part)
        self.lists(name, part, tree, relations)
        last = 0
        for row in tree.iter(MAIN + "row"):
            nr = int(row.get("r"))
            self.demand(last < nr <= ROWS, f"{name}: row {nr} after {last}")
            self.demand(float(row.get("ht", 0)) <= HEIGHT, f"{name}: row {nr} is too high")
            last, col = nr, 0
            for cell in row:
                place = area_of(cell.get("r"))
                self.demand(place is not None and place[0] == nr and col < place[1] <= COLUMNS, f"{name}!{cell.get('r')}: out of order")
                col = place[1] if place else col
                self.cell(f"{name}!{cell.get('r')}", cell)
        self.ranges(name, tree)
        self.margins(name, tree)
        links = tree.findall(f"{MAIN}hyperlinks/{MAIN}hyperlink")
        self.demand(len(links) <= LINKS, f"{name}: {len(links)} links")
        for relation in relations.values():
            if relation.get("Type").endswith("/hyperlink"):
                self.demand(units(relation.get("Target")) <= LINK, f"{name}: a link of {units(relation.get('Target'))} signs")
        for relation in relations.values():
            if relation.get("Type").endswith("/comments"):
                self.comments(name, self.trees[self.target(part, relation)])

    def cell(self, where, cell):
        value, formula = cell.find(MAIN + "v"), cell.find(MAIN + "f")
        self.demand(0 <= int(cell.get("s", 0)) < self.n_formats, f"{where}: no such format")
        if formula is not None:
            self.formula(where, formula.text or "")
        if cell.get("t") == "s":
            self.demand(0 <= int(value.text) < len(self.strings), f"{where}: no such text")
        elif cell.get("t") == "inlineStr":
            text = "".join(t.text or "" for t in cell.iter(MAIN + "t"))
            self.demand(units(text) <= TEXT, f"{where}: a text of {units(text)} signs")
        elif cell.get("t") in (None, "n") and value is not None:
            self.demand(re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", value.text or ""), f"{where}: no number '{value.text}'")

    def lists(self, name, part, tree, relations):
        for one in tree.findall(f"{MAIN}tableParts/{MAIN}tablePart"):
            table = self.trees[self.target(part, relations[one.get(REL + "id")])]
            called = table.get("name")
            heads = [c.get("name") for c in table.iter(MAIN + "tableColumn")]
            area = area_of(table.get("ref"))
            self.demand(re.fullmatch(r"[A-Za-z_][\w.]*", called) and not re.fullmatch(r"[A-Za-z]{1,3}\d+|[rRcC]", called) and
                        called.lower() not in self.tables, f"{name}: a list called '{called}'")
            self.demand(len({h.lower() for h in heads}) == len(heads) and all(0 < units(h) <= 255 for h in heads), f"{name}: heads {heads}")
            self.demand(area is not None and area[3] - area[1] + 1 == len(heads) and area[2] > area[0], f"{name}: {table.get('ref')} with {len(heads)} heads")
            cells = {c.get("r"): c for c in tree.iter(MAIN + "c")}
            for at, head in enumerate(heads):
                cell = cells.get(f"{letters(area[1] + at)}{area[0]}")
                shown = None if cell is None or cell.get("t") != "s" else self.strings[int(cell.find(MAIN + "v").text)]
                self.demand(shown == head, f"{name}: the head '{head}' stands there as '{shown}'")
            self.tables[called.lower()] = [re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), h) for h in heads]

    def ranges(self, name, tree):
        merges = [m.get("ref") for m in tree.iter(MAIN + "mergeCell")]
        self.demand(all(map(is_good_area, merges)) and not overlap(map(area_of, merges)), f"{name}: merges {merges[:5]}")
        rules = list(tree.iter(MAIN + "dataValidation"))
        self.demand(len(rules) <= RULES, f"{name}: {len(rules)} rules of what may be typed")
        for rule in rules:
            self.demand(all(map(is_good_area, rule.get("sqref").split())), f"{name}: {rule.get('sqref')}")
            self.demand(units(rule.get("errorTitle", "")) <= 32 and units(rule.get("error", "")) <= 255, f"{name}: a message that is too long")
            self.demand(all(len(f.text) <= 255 for f in rule), f"{name}: a rule that is too long")
        for rule in tree.iter(MAIN + "conditionalFormatting"):
            self.demand(all(map(is_good_area, rule.get("sqref").split())), f"{name}: a format for {rule.get('sqref')}")
            for formula in rule.iter(MAIN + "formula"):
                self.formula(f"{name}, a format", formula.text)
                self.demand("[" not in formula.text, f"{name}: a list in {formula.text}")
        self.demand(len(list(tree.iter(MAIN + "brk"))) <= BREAKS, f"{name}: too many page breaks")
        for col in tree.iter(MAIN + "col"):
            self.demand(float(col.get("width")) <= 255, f"{name}: a column that is too wide")

    def margins(self, name, tree):
        for line in [*tree.iter(MAIN + "oddHeader"), *tree.iter(MAIN + "oddFooter")]:
            self.demand(units(line.text or "") <= MARGIN, f"{name}: a line of {units(line.text or '')} signs above or below its pages")
            codes = re.sub(r"&&", "", line.text or "")
            self.demand(not re.search(r"&[^LRCPN]", codes), f"{name}: '{line.text}' above or below its pages")

    def comments(self, name, tree):
        places = [c.get("ref") for c in tree.iter(MAIN + "comment")]
        self.demand(len(set(places)) == len(places) and all(map(is_good_area, places)), f"{name}: comments on {places[:5]}")
        for comment in tree.iter(MAIN + "comment"):
            text = "".join(t.text or "" for t in comment.iter(MAIN + "t"))
            self.demand(units(text) <= TEXT, f"{name}!{comment.get('ref')}: a comment of {units(text)} signs")

    def defined_names(self, book):
        seen = set()
        for one in book.iter(MAIN + "definedName"):
            name, key = one.get("name"), (one.get("name").lower(), one.get("localSheetId"))
            good = name.startswith("_xlnm.") or (re.fullmatch(r"[A-Za-z_][\w.]*", name) and
                                                 not re.fullmatch(r"(?i)[a-z]{1,3}\d+|r\d*(c\d*)?|c\d*|true|false", name))
            self.demand(good and units(name) <= 255 and key not in seen and name.lower() not in self.tables, f"a name '{name}'")
            seen.add(key)
            where = re.fullmatch(r"('(?:[^']|'')+'|[A-Za-z_][A-Za-z_.]*)!(\$\d+:\$\d+|\$[A-Z]{1,3}\$\d+(:\$[A-Z]{1,3}\$\d+)?)", one.text)
            self.demand(where and where[1].strip("'").replace("''", "'") in self.sheets, f"the name '{name}' for {one.text}")

    def chart(self, part, tree):
        series = list(tree.iter(CHART + "ser"))
        self.demand(0 < len(series) <= 255, f"{part}: {len(series)} series")
        for formula in tree.iter(CHART + "f"):
            where = re.fullmatch(r"'((?:[^']|'')+)'!(\S+)", formula.text)
            self.demand(where and where[1].replace("''", "'") in self.sheets and is_good_area(where[2]), f"{part}: {formula.text}")
        for cache in [*tree.iter(CHART + "numCache"), *tree.iter(CHART + "strCache")]:
            points, promised = cache.findall(CHART + "pt"), int(cache.find(CHART + "ptCount").get("val"))
            self.demand(len(points) <= promised and all(int(p.get("idx")) < promised for p in points), f"{part}: {len(points)} points of {promised}")


def letters(col):
    text = ""
    while col > 0:
        col, rest = divmod(col - 1, 26)
        text = chr(65 + rest) + text
    return text


def faults_of(path):
    return Book(path).faults


# --- what is tried ---
SOURCE = """<source xmlns="urn:griffie:source:1" id="items" title="Posten">
  <match root="items"/><as-of path="@as-of"/>
  <dataset name="items" title="Posten" records="item" key="id" shared="yes">
    <field name="id" type="integer"/><field name="name" type="text"/><field name="amount" type="money" optional="yes"/>
    <field name="day" type="date" optional="yes"/>
  </dataset>
</source>
"""
PLAIN = '<column title="Naam" value="i.name" header="yes"/><column title="Bedrag" value="i.amount" as="euro" total="sum"/>'
FEW = [("1", "Een", "12.50", "2022-03-01"), ("2", "Twee", "-3", "2022-03-02"), ("3", "Drie", "7", "2022-03-03")]


def table(attributes="", columns=PLAIN, rows="items", more=""):
    return f'<table title="Posten" rows="{rows}" as="i" {attributes}>{columns}{more}</table>'


def on_sheet(name, columns=PLAIN, flat=False, **more):
    return table(f"sheet={quoteattr(name)}" + (' sheet-form="flat"' if flat else ""), columns, **more)


def report(body, attributes="", title="Proef"):
    return (f'<report xmlns="urn:griffie:report:1" id="proef" title={quoteattr(title)} style="mgr" lang="nl" {attributes}>\n'
            f'  <editions region="yes" file="proef"/>\n  <section title="Posten">\n{body}\n  </section>\n</report>\n')


def heads(*names):
    return "".join(f'<column title={quoteattr(n)} value="i.amount" as="euro" total="sum"/>' for n in names)


def rows(names, days=()):
    return [(str(i + 1), name, "1", days[i] if i < len(days) else "2022-03-01") for i, name in enumerate(names)]


CHARTS = "".join(f'<chart type="{kind}" title="=1+1" rows="items" as="i" category="i.name" format="euro" sheet="{sheet}">'
                 '<series title="=2+2" value="i.amount"/><series title="@SUM" value="i.amount"/></chart>'
                 for kind, sheet in (("grouped", "2022"), ("line", "O'Brien"), ("stacked", "R1C1")))
TWICE = '<column title="Naam" value="i.name + i.name"/>'
SCATTERED = rows(["Een"] * 3000)
SPREAD = '<column title="Naam" value="i.name"/><column title="Bedrag" value="i.amount" as="euro"/>'
SPREAD_SUM = "sum(amount of items where id &lt; 2900) - sum(amount of items where id &gt; 100 and id &lt; 2000)"
LINKS_CELL = '<column title="{n}" value="i.name"/>'

# name: (report, items, code that refuses it; None: a workbook in which it is not, and what must stand in it)
TRIALS = {
    "sheet: signs": (report(on_sheet("a[b]:*?/\\c")), FEW, None),
    "sheet: long": (report(on_sheet("n" * 40)), FEW, None),
    "sheet: pairs": (report(on_sheet("\U0001F600" * 20)), FEW, None),
    "sheet: history": (report(on_sheet("History")), FEW, None),
    "sheet: quotes": (report(on_sheet("'Dag'") + on_sheet("O'Brien")), FEW, None),
    "sheet: case": (report(on_sheet("Blad") + on_sheet("BLAD")), FEW, None),
    "sheet: ours": (report(on_sheet("Herkomst") + on_sheet("Controles")), FEW, None),
    "sheet: a number": (report(on_sheet("2022") + on_sheet("1e3")), FEW, None),
    "sheet: a cell": (report(on_sheet("A1") + on_sheet("R1C1") + on_sheet("WSP2022") + on_sheet("R")), FEW, None),
    "sheet: true": (report(on_sheet("TRUE") + on_sheet("Waar")), FEW, None),
    "sheet: edges": (report(on_sheet("  a  ") + on_sheet("a")), FEW, None),
    "list: heads twice": (report(on_sheet("Lijst", heads("Bedrag", "bedrag"), True)), FEW, "E203"),
    "list: head blank": (report(on_sheet("Lijst", '<column value="i.amount" as="euro"/>', True)), FEW, "E203"),
    "list: head long": (report(on_sheet("Lijst", heads("n" * 256), True)), FEW, "E203"),
    "list: head signs": (report(on_sheet("Lijst", heads("a'b#[c]@d", "€ 1.000", "a\tb"), True)), FEW, None),
    "list: head a formula": (report(on_sheet("Lijst", heads("=1+1", "_x0041_"), True)), FEW, None),
    "list: names alike": (report(on_sheet("a b", heads("Bedrag"), True) + on_sheet("a-b", heads("Bedrag"), True) + on_sheet("é", heads("Bedrag"), True)), FEW, None),
    "list: named as a cell": (report(on_sheet("A1", heads("Bedrag"), True) + on_sheet("R", heads("Bedrag"), True)), FEW, None),
    "list: shared": (report(on_sheet("Lijst", heads("Bedrag"), True) + on_sheet("Lijst")), FEW, "E203"),
    "text: too long": (report(on_sheet("Blad", TWICE)), rows(["n" * 16384]), "O109"),
    "text: pairs": (report(on_sheet("Blad", '<column title="Naam" value="i.name + i.name + i.name"/>')), rows(["\U0001F600" * 5462]), "O109"),
    "text: longest": (report(on_sheet("Blad", TWICE)), rows(["n" * 16383]), None),
    "text: a formula": (report(on_sheet("Blad")), rows(["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"]), None),
    "text: an escape": (report(on_sheet("Blad")), rows(["_x0041_", "_x000D_", "_x005F_x0041_"]), None),
    "text: marks of XML": (report(on_sheet("a&b<c>\"d\""), title="a&b<c>\"d\""), rows(["a&b<c>\"d\"", "]]>", "&amp;"]), None),
    "text: other planes": (report(on_sheet("Blad")), rows(["\U0001F600", "a\u2028b", "a\u00a0b", "a\ufeffb", "\u200bb", "\ue000", "a\u0085b"]), None),
    "title: long": (report(on_sheet("Blad"), title="n" * 400), FEW, None),
    "title: codes of pages": (report(on_sheet("Blad"), title="R&D &P &\"Arial\" & 12&"), FEW, None),
    "number: too long": (report(on_sheet("Blad")), [("1", "Een", "99999999999999.99", "2022-03-01")], "O109"),
    "number: format long": (report(on_sheet("Blad", '<column title="Naam" value="i.name"/><column title="Bedrag" value="i.amount" as="euro" total="sum" missing="' + "p" * 300 + '"/>')), [*FEW, ("4", "Vier", None, "2022-03-01")], None),
    "number: format quotes": (report(on_sheet("Blad", '<column title="Naam" value="i.name"/><column title="Bedrag" value="i.amount" as="euro" total="sum" missing="a&quot;b;[c]"/>')), [*FEW, ("4", "Vier", None, "2022-03-01")], None),
    "date: early": (report(on_sheet("Blad", '<column title="Dag" value="i.day"/>')), rows(["a", "b", "c", "d"], ["1899-12-31", "1900-02-28", "1900-03-01", "0001-01-01"]), None),
    "date: late": (report(on_sheet("Blad", '<column title="Dag" value="i.day"/>')), rows(["a"], ["9999-12-31"]), None),
    "formula: long": (report(on_sheet("Blad", SPREAD) + f'<table title="Som" sheet="Som"><column title="Wat"/><column title="Som"/><row><cell>Som</cell><cell value="{SPREAD_SUM}" as="euro"/></row></table>'), SCATTERED, None),
    "formula: text": (report(on_sheet("Blad", PLAIN + '<column title="Oordeel" value="if i.amount &gt; 5 then \'zeg &quot;ja&quot;\' else \'=nee\'"/>')), FEW, None),
    "link: long": (report(on_sheet("Blad", '<column title="Naam" value="i.name"/>') + f'<table title="Adres" sheet="Adres"><column title="Wat"/><row><cell><a href="https://www.voorbeeld.nl/{"a" * 2100}">hier</a></cell></row></table>'), FEW, None),
    "link: many": (report('<table title="Adres" sheet="Adres">' + '<column title="Wat"/>' * 14 + '<rows each="i" of="items"><row>' + '<cell><a href="https://www.voorbeeld.nl/{i.id}">{i.name}</a></cell>' * 14 + "</row></rows></table>"), rows(["a"] * 4700), None),
    "comment: long": (report(f'<table title="Noten" sheet="Noten"><column title="Wat"/><row><cell>Een<note>{"n" * 33000}</note></cell></row></table>'), FEW, "O109"),
    "comment: a formula": (report('<table title="Noten" sheet="Noten"><column title="Wat"/><row><cell>Een<note>=1+1</note></cell></row></table>'), FEW, None),
    "merge: spans": (report('<table title="Spans" sheet="Spans"><column title="A"/><column title="B"/><column title="C"/><row><cell rows="2">a</cell><cell columns="2">b</cell></row><row><cell rows="2" columns="2">c</cell></row><row><cell>d</cell></row></table>'), FEW, None),
    "break: many": (report('<table each="j" of="items" title="Blok {j.id}" rows="items take 12" as="i" sheet="Blokken">' + PLAIN + "</table>"), rows(["a"] * 1300), None),
    "row: high": (report(on_sheet("Blad", '<column title="Naam" value="i.name"/>')), rows(["woord " * 4000]), None),
    "name: a cell": (report(on_sheet("Blad", PLAIN.replace('total="sum"', 'total="sum" sheet-name="WSP2022"'))), FEW, "E214"),
    "name: a row": (report(on_sheet("Blad", PLAIN.replace('total="sum"', 'total="sum" sheet-name="r1c"'))), FEW, "E214"),
    "name: twice": (report(on_sheet("Blad", PLAIN.replace('total="sum"', 'total="sum" sheet-name="Som"')) + on_sheet("Ander", PLAIN.replace('total="sum"', 'total="sum" sheet-name="SOM"'))), FEW, "E214"),
    "name: a list": (report(on_sheet("Lijst", PLAIN.replace('total="sum"', 'total="sum" sheet-name="t_lijst"'), True)), FEW, "E214"),
    "name: signs": (report(on_sheet("Blad", PLAIN.replace('total="sum"', 'total="sum" sheet-name="Som van alles"'))), FEW, "E214"),
    "name: a digit": (report(on_sheet("Blad", PLAIN.replace('total="sum"', 'total="sum" sheet-name="2022_som"'))), FEW, "E214"),
    "name: true": (report(on_sheet("Blad", PLAIN.replace('total="sum"', 'total="sum" sheet-name="True"'))), FEW, "E214"),
    "name: long": (report(on_sheet("Blad", PLAIN.replace('total="sum"', f'total="sum" sheet-name="{"n" * 256}"'))), FEW, "E214"),
    "name: good": (report(on_sheet("2022", PLAIN.replace('total="sum"', 'total="sum" sheet-name="Som_2022"')), attributes='protect-workbook="yes"'), FEW, None),
    "inputs: apart": (report(on_sheet("Blad")), [(str(i), "a", None if i % 2 else "1", "2022-03-01") for i in range(1, 4001)], None),
    "chart: formulas": (report(CHARTS), rows(["=1+1", "b", "_x0041_"]), None),
    "chart: words": (report('<chart type="horizontal" title="' + "n" * 300 + '" rows="items" as="i" category="i.name" value="i.amount" format="euro" sheet="Blad"/>'), rows(["n" * 300, "b"]), None),
    "chart: nothing": (report('<chart type="line" title="Leeg" rows="items" as="i" category="i.name" value="i.amount" format="euro" sheet="Blad"/>'), [("1", "a", None, None), ("2", "b", None, None)], None),
    "chart: in a list": (report(on_sheet("Lijst", heads("Bedrag"), True) + '<chart type="bar" title="G" rows="items" as="i" category="i.name" value="i.amount" format="euro" sheet="Lijst"/>'), FEW, "E203"),
    "long: texts": (report(on_sheet("Blad")), rows(["=1+1", "_x0041_", "a&b<c>", " a "] * 1300), None),
    "long: list": (report(on_sheet("2022", flat=True)), rows(["a"] * 5200), None),
}


def write(folder, trial):
    descriptor, items, _ = trial
    for part in ("input", "templates/sources", "templates/reports"):
        os.makedirs(os.path.join(folder, part))
    shutil.copytree(os.path.join(HERE, "../../templates/styles"), os.path.join(folder, "templates/styles"))
    with open(os.path.join(folder, "templates/sources/items.xml"), "w", encoding="utf-8") as out:
        out.write(SOURCE)
    with open(os.path.join(folder, "templates/reports/proef.xml"), "w", encoding="utf-8") as out:
        out.write(descriptor)
    with open(os.path.join(folder, "input/items.xml"), "w", encoding="utf-8") as out:
        out.write('<items as-of="2022-06-30">\n')
        for key, name, amount, day in items:
            values = {"id": key, "name": name, "amount": amount, "day": day}
            out.write("  <item " + " ".join(f"{k}={quoteattr(v)}" for k, v in values.items() if v is not None) + "/>\n")
        out.write("</items>\n")


def attempt(griffie, trial):
    """What is wrong with how griffie takes it."""
    with tempfile.TemporaryDirectory(prefix="griffie-repair-") as folder:
        write(folder, trial)
        done = subprocess.run([os.path.abspath(griffie), "render", "--quiet", "--format", "xlsx"], cwd=folder, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=300, check=False)
        said = done.stderr.decode()
        book = os.path.join(folder, "output/proef/region/proef.xlsx")
        if trial[2] is not None:
            placed = re.search(rf"^\S+\.xml:\d+:\d+: error: .*\[{trial[2]}\]$", said, re.M)
            return [] if placed and not os.path.exists(book) else [f"not refused with {trial[2]}: {said or 'nothing was said'}"]
        if done.returncode != 0 or not os.path.exists(book):
            return ["no workbook: " + said]
        return faults_of(book)


def main(words):
    if words[:1] == ["--lint"]:
        faults = [f"{path}: {fault}" for path in words[1:] for fault in faults_of(path)]
        print("\n".join(faults[:60]))
        return 1 if faults else 0
    failed = 0
    for name, trial in TRIALS.items():
        if len(words) > 1 and not any(word in name for word in words[1:]):
            continue
        for fault in attempt(words[0], trial)[:5]:
            failed += 1
            print(f"{name}: {fault[:600]}")
    print(f"{len(TRIALS)} trials, {failed} faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
