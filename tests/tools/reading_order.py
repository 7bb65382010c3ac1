#!/usr/bin/env python3
"""Reading order: what a screen reader is told is what the document says: reading_order.py [--clipped=NAME,...] [--worded=NAME,...] DUMP PDF...

DUMP is the output of `griffie check --dump=document`, of one edition or several one after the other; the document of
each PDF is found by the name of its file. Both sides become a list of (tag, text) and must be equal:

  from the PDF       the tag tree in its order, as poppler reads it (pdfinfo -struct-text): each H1-H6, P, Caption,
                     TH, TD, Lbl and TOCI with the text inside; a Figure with its /Alt (qpdf --json)
  from the document  heading -> H<level>, number first; paragraph, remark -> P; caption -> Caption in a table, else P;
                     cell -> TH or TD, empty ones too; list item -> Lbl (sign, number or letter), then its blocks;
                     chart -> caption, then Figure, or a P or a nested list of the same words where it had no room (griffie warned
                     L106); image -> Figure, then caption (nothing when it is decoration)
                     contents -> its title as a heading, then a TOCI for every heading listed, or caption with a number, with a page number;
                     note -> its number where it is called, then Lbl and P after the block or cell that calls it first

Words drawn inside a Figure are not compared: its /Alt stands for them. A sign (a tick) is compared as it is drawn, its
spoken form is not. Runs of white space are one space, soft hyphens and other invisible signs count for nothing, capitals of a style (`upper`) are
taken for small letters, the page number of a reference may be any. In the documents named by --clipped (griffie warned
L102: higher than a page) a text may end early. In those named by --worded (L106) a paragraph may stand below a chart that the document does not have.
"""
import json
import os
import re
import subprocess
import sys

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
LEAVES = HEADINGS + ("P", "Caption", "TH", "TD", "Lbl", "TOCI", "Figure")
BLOCKS = ("paragraph", "list", "image", "box", "code", "strip")  # in a cell: blocks, else it holds words
INVISIBLE = "[\u00ad\u200b-\u200d\u2060\ufeff]"  # drawn by nothing, and read out by nobody
PAGE = "\ue000"  # some page number; no text holds private-use characters


# --- the document ---

class Node:
    def __init__(self, depth, line):
        self.depth, self.kids = depth, []
        self.kind, _, self.facts = line.partition(" ")

    def named(self, name):
        found = re.search(r'(?:^| )%s="((?:[^"\\]|\\.)*)"' % name, self.facts)
        return unquoted(found.group(1)) if found else ""


def unquoted(text):
    return re.sub(r"\\(.)", lambda m: "\n" if m.group(1) == "n" else m.group(1), text)


def documents(path):
    """File name of each document in the dump, and its tree."""
    found, stack = {}, []
    with open(path, encoding="utf-8") as dump:
        for line in dump:
            line = line.rstrip("\n")
            node = Node((len(line) - len(line.lstrip(" "))) // 2, line.lstrip(" "))
            if node.depth == 0:  # the document itself, then lines that belong to it (life)
                if node.kind == "document":
                    stack = [node]
                    found[node.named("file")] = node
                continue
            del stack[node.depth:]
            stack[-1].kids.append(node)
            stack.append(node)
    return found


FIGURE = re.compile(r' as [a-z-]+(?:\(\d+\))? "((?:[^"\\]|\\.)*)"(?: missing "(?:[^"\\]|\\.)*" spoken "(?:[^"\\]|\\.)*")?(?: <- |$)')


def inline(node, notes):
    """Text of the inlines in a node; the notes called there are added to `notes`."""
    text = ""
    for before, kid in zip([None] + node.kids, node.kids):
        if kid.kind == "text":
            text += unquoted(kid.facts[1:-1])
        elif kid.kind == "figure":
            text += unquoted(FIGURE.search(kid.facts).group(1))
        elif kid.kind == "sign":
            text += kid.named("chars")
        elif kid.kind == "page_ref":
            text += PAGE
        elif kid.kind == "line_break":
            text += " "
        elif kid.kind == "note":
            number, *again = kid.facts.split()
            text += ("," if before is not None and before.kind == "note" else "") + number
            if "again" not in again:  # it was told where it was called first
                notes.append((number, kid))
        else:
            text += inline(kid, notes)
    return text


CAPTIONED = {"tables": ("table",), "figures": ("chart", "image")}  # what a list of them is made of


class Expected:
    """Walks the document into self.out."""

    def __init__(self, document):
        self.out, self.document = [], document
        self.blocks(document)

    def leaf(self, tag, node, before=""):
        notes = []
        self.out.append((tag, before + inline(node, notes)))
        self.notes(notes)

    def notes(self, notes):
        for number, note in notes:
            self.out.append(("Lbl", number))
            self.leaf("P", note)

    def blocks(self, node):
        for kid in node.kids:
            getattr(self, kid.kind)(kid)

    section = box = grid = columns = blocks

    def heading(self, node):
        self.leaf("H" + node.facts.split()[0], node, node.named("number") + " ")

    def paragraph(self, node):
        head = re.search(r"\bhead=(\d)", node.facts)
        self.leaf("H" + head.group(1) if head else "P", node)

    remark = paragraph

    def list(self, node):
        kind = node.facts.split()[0]
        start = re.search(r" from=(\d+)", node.facts)
        for i, item in enumerate(node.kids, int(start.group(1)) - 1 if start else 0):
            if kind in ("terms", "lines"):
                self.words_before(item)
                continue
            letter = chr(ord("a") + i % 26) + "." if i < 26 else None
            self.out.append(("Lbl", {"number": "%d." % (i + 1), "letter": letter, "capital": letter and letter.upper()}.get(kind)))
            self.blocks(item)

    def words_before(self, item):
        """The first paragraph of the item is its label; a blank one is not there."""
        words, rest = item.kids[0], Node(0, "")
        rest.kids = item.kids[1:]
        if words.kids:
            self.leaf("Lbl", words)
        self.blocks(rest)

    def code(self, node):
        for line in node.kids:
            if line.kids:
                self.leaf("P", line)

    def table(self, node):
        for kid in node.kids:
            if kid.kind == "caption":
                self.leaf("Caption", kid)
            elif kid.kind == "remark":
                self.leaf("P", kid)
            else:
                self.row(kid)

    def row(self, node):
        for cell in node.kids:
            tag = "TH" if " header" in cell.facts.partition("[")[0] else "TD"
            if any(kid.kind in BLOCKS for kid in cell.kids):
                self.cell_of_blocks(tag, cell)
            else:
                self.leaf(tag, cell)

    def cell_of_blocks(self, tag, cell):
        """The text of its own paragraphs together, then what else stands in it."""
        text = [tag, ""]
        self.out.append(text)
        for kid in cell.kids:
            if kid.kind != "paragraph":
                getattr(self, kid.kind)(kid)
                continue
            notes = []
            text[1] += inline(kid, notes)
            self.notes(notes)

    def chart(self, node):
        for kid in node.kids:
            if kid.kind == "caption":
                self.leaf("P", kid)
        self.out.append(("Chart", node.named("alt")))

    def image(self, node):
        if node.named("alt"):
            self.out.append(("Figure", node.named("alt")))
        for kid in node.kids:
            self.leaf("P", kid)

    def strip(self, node):
        self.out.append(("Figure", node.named("alt")))

    def contents(self, node):
        if node.named("title"):
            self.out.append(("H1", node.named("title")))
        what = set(node.facts.partition("title=")[0].split())
        if what & set(CAPTIONED):
            self.captioned(self.document, CAPTIONED[(what & set(CAPTIONED)).pop()])
            return
        depth = int(re.search(r"depth=(\d+)", node.facts).group(1))
        self.listed(self.document, depth)

    def captioned(self, node, kinds):
        for kid in node.kids:
            caption = next((part for part in kid.kids if part.kind == "caption"), None)
            text = inline_without_notes(caption) if caption is not None and kid.kind in kinds else ""
            numbered = re.match(r"(\S+\s(?:\w+\.)?\d+): ", text)
            if numbered:
                self.out.append(("TOCI", numbered.group(1) + " " + text[numbered.end():] + " " + PAGE))
            self.captioned(kid, kinds)

    def listed(self, node, depth):
        for kid in node.kids:
            if kid.kind == "heading":
                facts = kid.facts.partition("[")[0]
                if int(facts.split()[0]) <= depth and not facts.rstrip().endswith("unlisted"):
                    self.out.append(("TOCI", kid.named("number") + " " + inline_without_notes(kid) + " " + PAGE))
            else:
                self.listed(kid, depth)

    def page_break(self, node):
        pass

    attachment = page_break  # the list that tells of it is a table


def inline_without_notes(node):
    kept = Node(0, "")
    kept.kids = [kid for kid in node.kids if kid.kind != "note"]
    return inline(kept, [])


# --- the PDF ---

def alts(pdf):
    """The /Alt of each Figure, in the order of the tag tree."""
    read = subprocess.run(["qpdf", "--json", "--json-key=qpdf", pdf], capture_output=True, check=False)
    objects = json.loads(read.stdout)["qpdf"][1]

    def of(value):
        while isinstance(value, str) and value.endswith(" R"):
            value = objects["obj:" + value]["value"]
        return value

    found, todo = [], [of(of(objects["trailer"]["value"]["/Root"])["/StructTreeRoot"])]
    while todo:
        element = of(todo.pop())
        if isinstance(element, list):
            todo += reversed(element)
        elif isinstance(element, dict):
            if element.get("/S") == "/Figure":
                found.append(element.get("/Alt", "")[2:])
            if "/K" in element:
                todo.append(element["/K"])
    return found


def told(pdf):
    """The tag tree as (tag, text)."""
    read = subprocess.run(["pdfinfo", "-struct-text", pdf], capture_output=True, check=True)
    out, stack, figures = [], [], iter(alts(pdf))
    for line in read.stdout.decode("utf-8", "replace").split("\n"):
        depth, line = len(line) - len(line.lstrip(" ")), line.lstrip(" ")
        while stack and stack[-1][0] >= depth and line:
            stack.pop()
        leaf = stack[-1][2] if stack else None
        if line.startswith('"'):
            if leaf is not None and leaf[0] != "Figure":
                leaf[1] += line[1:-1]
            continue
        tag = re.match(r"[A-Z][A-Za-z0-9]*", line)
        if tag is None or tag.group() == "Object":
            continue
        tag = tag.group()
        in_cell = stack and stack[-1][1] in ("TH", "TD")
        if tag in LEAVES and not (tag == "P" and in_cell):
            leaf = [tag, next(figures, "(no alt)") if tag == "Figure" else ""]
            out.append(leaf)
        elif tag in ("Note", "LBody", "Table", "L", "TR"):
            leaf = None
        stack.append((depth, tag, leaf))
    return out


# --- both ---

def folded(text):
    return " ".join(re.sub(INVISIBLE, "", text).split())


def same(want, got, clipped):
    if got[0] not in (("Figure", "P") if want[0] == "Chart" else (want[0],)):
        return False
    if clipped and want[1] is not None:
        wanted, found = (folded(re.sub("[%s0-9]+" % PAGE, "0", text)).casefold() for text in (want[1], got[1]))
        return wanted.startswith(found)
    if want[1] is None:  # the sign of a bullet is the house style's
        return folded(got[1]) != ""
    wanted, found = folded(want[1]), folded(got[1])
    if PAGE in wanted:
        pattern = r"\d+".join(re.escape(part) for part in wanted.split(PAGE))
        return re.fullmatch(pattern, found, re.IGNORECASE) is not None
    return wanted == found or wanted.casefold() == found.casefold()


def without_words(want, got):
    """`got` without the paragraphs below charts that say what found no place in the drawing: they are no block of the document. A nested
    list in the place of a chart, each word of which its alternative has, is taken for that."""
    out, i, listed = [], 0, False
    for n, leaf in enumerate(got):
        told = folded(want[len(out)][1] or "").casefold() if len(out) < len(want) and want[len(out)][0] == "Chart" else ""
        if told and leaf[0] == "Lbl" and n + 1 < len(got) and folded(got[n + 1][1]).casefold() in told:
            listed = True
            continue
        if listed and leaf[0] == "P" and got[n - 1][0] == "Lbl":
            if n + 2 >= len(got) or got[n + 1][0] != "Lbl" or folded(got[n + 2][1]).casefold() not in told:
                out.append(("Figure", want[len(out)][1]))
                listed, i = False, i + 1
            continue
        chart = i > 0 and i <= len(want) and want[i - 1][0] == "Chart" and out and out[-1][0] == "Figure"
        if chart and leaf[0] == "P" and (i == len(want) or not same(want[i], leaf, False)):
            continue
        out.append(leaf)
        i += 1
    return out


def differences(want, got, clipped):
    """The first difference with what stands around it; empty when there is none."""
    for i in range(max(len(want), len(got))):
        if i >= len(want) or i >= len(got) or not same(want[i], got[i], clipped):
            return ["  item %d of %d (document), %d (PDF)" % (i, len(want), len(got))] + [
                "    %s %s" % (name, " | ".join("%s %r" % (tag, folded(text or "(sign)")) for tag, text in side[max(0, i - 1):i + 2]))
                for name, side in (("document:", want), ("PDF:     ", got))]
    return []


def main():
    clipped, worded = ([word for arg in sys.argv[1:] if arg.startswith(option) for word in arg[len(option):].split(",")]
                       for option in ("--clipped=", "--worded="))
    files = [arg for arg in sys.argv[1:] if not arg.startswith("--")]
    if len(files) < 2:
        sys.exit("usage: reading_order.py [--clipped=NAME,...] [--worded=NAME,...] DUMP PDF...")
    known, failed = documents(files[0]), 0
    for pdf in files[1:]:
        name = os.path.splitext(os.path.basename(pdf))[0]
        document = known.get(name)
        if document is None:
            print("reading order: %s: not in the dump" % pdf)
            failed += 1
            continue
        want, got = Expected(document).out, told(pdf)
        told_wrong = differences(want, without_words(want, got) if name in worded else got, name in clipped)
        if told_wrong:
            print("reading order: %s:\n%s" % (pdf, "\n".join(told_wrong)))
            failed += 1
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
