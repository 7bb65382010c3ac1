#!/usr/bin/env python3
"""What a screen reader reads of a PDF, in order, from its tag tree: speech.py FILE.pdf

Reads with poppler (pdfinfo -struct-text: the tree with its text) and qpdf (the same tree with what it says of itself), never with
griffie's own dumps. One line for each thing that is read:

    heading 2: Wat het kost            a heading and its level, to jump to
    De bijdrage van Renkum             running text, abbreviations in full, signs in words
    list, 2 items / item 1: ...
    table, 3 rows, 2 columns: summary  then its caption, and each cell with the heads it points to: Begroot, Personeel = € 1.250
    picture: alternative               link: words, note 1: words, quotation, [en: words]

Exits 1 when a cell points to a head that is not there, or a picture or a link says nothing.
"""
import json
import re
import subprocess
import sys


class Element:
    def __init__(self, tag, facts):
        self.tag, self.facts, self.kids, self.own = tag, facts, [], {}


def attributes_of(value, of):
    found = {}
    for owner in value if isinstance(value, list) else [value]:
        found.update(of(owner) if isinstance(of(owner), dict) else {})
    return found


def elements(pdf):
    """The structure elements as qpdf tells them, in the order of the tree."""
    read = subprocess.run(["qpdf", "--json", "--json-key=qpdf", pdf], capture_output=True, check=True)
    objects = json.loads(read.stdout)["qpdf"][1]

    def of(value):
        while isinstance(value, str) and value.endswith(" R"):
            held = objects["obj:" + value]
            value = held["value"] if "value" in held else held["stream"]["dict"]
        return value

    out, todo = [], [of(of(objects["trailer"]["value"]["/Root"])["/StructTreeRoot"])]
    while todo:
        element = of(todo.pop())
        if isinstance(element, list):
            todo += reversed(element)
        elif isinstance(element, dict):
            if "/S" in element:
                out.append((element["/S"][1:], {**attributes_of(element.get("/A", {}), of),
                                                **{key: of(value) for key, value in element.items() if key not in ("/K", "/P", "/A")}}))
            if "/K" in element:
                todo.append(element["/K"])
    return out


def text_of(value):
    return value[2:] if value[:2] in ("u:", "b:") else value


def tree(pdf):
    read = subprocess.run(["pdfinfo", "-struct-text", pdf], capture_output=True, check=True)
    told = iter(elements(pdf))
    root = Element("", {})
    stack = [(-1, root)]
    for line in read.stdout.decode("utf-8", "replace").split("\n"):
        depth, line = len(line) - len(line.lstrip(" ")), line.lstrip(" ")
        while line and len(stack) > 1 and stack[-1][0] >= depth:
            stack.pop()
        if line.startswith('"'):
            stack[-1][1].kids.append(line[1:-1])
            continue
        tag = re.match(r"[A-Z][A-Za-z0-9]*", line)
        if tag is None or tag.group() == "Object":
            continue
        name, facts = next(told)
        if name != tag.group():
            sys.exit("speech: %s: poppler reads <%s> where qpdf has <%s>" % (pdf, tag.group(), name))
        element = Element(name, facts)
        stack[-1][1].kids.append(element)
        stack.append((depth, element))
    return root


class Speech:
    def __init__(self):
        self.out, self.heads, self.faults = [], {}, []

    def words(self, element):
        """What is said of a line; notes and tables within stand apart."""
        facts = element.facts
        for key in ("/ActualText", "/E"):
            if key in facts:
                return text_of(facts[key])
        said = "".join(kid if isinstance(kid, str) else self.words(kid) for kid in element.kids
                       if isinstance(kid, str) or kid.tag not in ("Note", "Table", "L", "Figure"))
        if element.tag == "Link":
            if not said.strip():
                self.faults.append("a link without words")
            return "[link: %s]" % said.strip() if "\n" not in said else said
        if "/Lang" in facts and element.tag == "Span":
            return "[%s: %s]" % (text_of(facts["/Lang"]), said)
        return said

    def say(self, words, depth):
        words = " ".join(re.sub("[\u00ad\u200b\u2060]", "", words).split())
        if words:
            self.out.append("  " * depth + words)

    def children(self, element, depth, tags=None):
        for kid in element.kids:
            if isinstance(kid, Element) and (tags is None or kid.tag in tags):
                self.block(kid, depth)

    def list_of(self, element, depth):
        items = [kid for kid in element.kids if isinstance(kid, Element) and kid.tag == "LI"]
        self.say("list, %d items" % len(items), depth)
        for item in items:
            parts = {kid.tag: kid for kid in item.kids if isinstance(kid, Element)}
            label = self.words(parts["Lbl"]).strip() if "Lbl" in parts else ""
            body = parts.get("LBody")
            blocks = [kid for kid in body.kids if isinstance(kid, Element)] if body else []
            first = self.words(blocks[0]) if blocks and blocks[0].tag == "P" else self.words(body) if body and not blocks else ""
            self.say("%s %s" % (label, first), depth + 1)
            for kid in blocks[1 if first else 0:]:
                self.block(kid, depth + 2)

    def rows_of(self, table):
        out = []
        for kid in table.kids:
            if isinstance(kid, Element):
                out += [kid] if kid.tag == "TR" else self.rows_of(kid) if kid.tag in ("THead", "TBody", "TFoot") else []
        return out

    def cells_of(self, row):
        return [kid for kid in row.kids if isinstance(kid, Element) and kid.tag in ("TH", "TD")]

    def heads_by_scope(self, row, place, columns):
        own = [self.words(cell).strip() for cell in row[:place] if cell.tag == "TH" and cell.facts.get("/Scope") != "/Column"]
        return [columns[place]] + own if place in columns else own

    def table(self, element, depth):
        rows = self.rows_of(element)
        n = max((sum(int(cell.facts.get("/ColSpan", 1)) for cell in self.cells_of(row)) for row in rows), default=0)
        summary = text_of(element.facts["/Summary"]) if "/Summary" in element.facts else ""
        self.say("table, %d rows, %d columns%s" % (len(rows), n, ": " + summary if summary else ""), depth)
        self.children(element, depth + 1, ("Caption",))
        columns, known = {}, {}
        for row in rows:
            cells = self.cells_of(row)
            for place, cell in enumerate(cells):
                if cell.tag == "TH" and "/ID" in cell.facts:
                    known[cell.facts["/ID"]] = self.words(cell).strip()
        for row in rows:
            cells = self.cells_of(row)
            for place, cell in enumerate(cells):
                self.cell(cell, known, self.heads_by_scope(cells, place, columns), depth + 1)
                if cell.tag == "TH" and cell.facts.get("/Scope") == "/Column":
                    columns[place] = self.words(cell).strip()

    def cell(self, cell, known, by_scope, depth):
        said = " ".join(self.words(cell).split())
        heads = by_scope
        if "/Headers" in cell.facts:
            for head in cell.facts["/Headers"]:
                if head not in known:
                    self.faults.append("a cell points to a head that is not there: %s" % head)
            heads = [known.get(head, "?") for head in cell.facts["/Headers"]]
        if cell.tag == "TH":
            self.say("%s head: %s" % ({"/Row": "row", "/Column": "column"}.get(cell.facts.get("/Scope"), ""), said), depth)
        else:
            self.say("%s = %s" % (", ".join(head for head in heads if head), said or "(empty)"), depth)
        self.children(cell, depth + 1, ("L", "Figure", "Note"))

    def block(self, element, depth):
        tag = element.tag
        if re.fullmatch("H[1-6]", tag):
            self.say("heading %s: %s" % (tag[1], self.words(element)), depth)
        elif tag in ("P", "TOCI", "Code", "Caption"):
            self.say({"TOCI": "contents: ", "Caption": "caption: "}.get(tag, "") + self.words(element), depth)
        elif tag == "L":
            self.list_of(element, depth)
            return
        elif tag == "Table":
            self.table(element, depth)
            return
        elif tag == "Figure":
            alt = text_of(element.facts.get("/Alt", ""))
            if not alt:
                self.faults.append("a picture without words")
            self.say("picture: " + alt, depth)
        elif tag == "Note":
            self.say("note: " + " ".join(self.words(kid) for kid in element.kids if isinstance(kid, Element)), depth)
            return
        elif tag == "BlockQuote":
            self.say("quotation", depth)
            depth += 1
        if tag in ("P", "Caption") or re.fullmatch("H[1-6]", tag):
            self.children(element, depth, ("Figure", "Note", "L", "Table"))
        elif tag not in ("TOCI", "Code", "Figure"):
            self.children(element, depth)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: speech.py FILE.pdf")
    speech = Speech()
    speech.children(tree(sys.argv[1]), 0)
    print("\n".join(speech.out))
    for fault in speech.faults:
        print("speech: %s" % fault, file=sys.stderr)
    sys.exit(1 if speech.faults else 0)


if __name__ == "__main__":
    main()
