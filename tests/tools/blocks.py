#!/usr/bin/env python3
"""Every block in each parent that accepts it, with each attribute that it may have: blocks.py GRIFFIE [WORD...]

What the grammar of reports accepts (src/eval/grammar.c and blocks/, the lists that griffie reads by) is printed or refused, never
passed over. For each pair of block and parent a report is rendered, and its words are looked for in the PDF's text, in its structure
tree and, where they belong to a sheet, in the workbook. Each optional attribute is added alone: its words must be found, or
the document must change, or the report is refused with the code that stands here. An element, attribute or parent of which nothing is
said here fails, so that a new one cannot escape. With WORDs only trials whose name holds one of them.

Exits 77 when pdftotext or pdfinfo is missing.
"""
import concurrent.futures
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
GOLDEN = os.path.join(HERE, "..", "golden")

# ---- what the grammar says ----


def read_grammar():
    """{element: (content, {attribute: needed})} in the words of eval/grammar.c and of blocks."""
    files = ["src/eval/grammar.c", "include/template/report_rows.h", *sorted(glob.glob("src/eval/blocks/*.c", root_dir=ROOT))]
    text = "".join(open(os.path.join(ROOT, file), encoding="utf-8").read() for file in files)
    macros = {name: body for name, body in re.findall(r"#define (COMMON|FLOATS|KEPT|MARK_LOOK|REPEATED)\s(.*?)\n(?=\S)", text, re.S)}
    tables = {}
    for name, body in re.findall(r"gr_xml_attr_rule (\w+)\[\] = \{(.*?)\n?\};", text, re.S):
        for macro, content in macros.items():
            body = re.sub(r"\b%s\b" % macro, lambda _: content.replace("\\", " "), body)
        tables[name] = {attr: bool(needed) for _, needed, attr in re.findall(r'\b([A-Z]+?)(_NEEDED)?\("([\w-]+)"', body)}
    groups = {name: "".join(re.findall(r'"([^"]*)"', words)).split()
              for name, words in re.findall(r'\{"(inline)", ((?:"[^"]*"\s*)+)\}', text)}
    groups["block"] = re.findall(r'gr_xml_rule rules\[\] = \{\s*\{"([\w-]+)"(?:(?!gr_xml_part).)*gr_xml_part gr_grammar_\w+ = \{rules, N_OF\(rules\), "block"\}', text, re.S)
    rules = {}
    for name, content, attrs in re.findall(r'\{"([\w-]+)", GR_E_\w+, GR_XML_\w+,\s*(NULL|(?:"[^"]*"\s*)+),\s*(\w+),', text):
        words = []
        for word in "".join(re.findall(r'"([^"]*)"', content)).split():
            words += groups[word[1:]] if word.startswith("%") else [word]
        rules[name] = (words, tables.get(attrs, {}))
    return rules, groups


# ---- how each element is written: @ is a word to be found, {a} where the attribute at trial stands ----

TABLE = '<table sheet="Blad" title="@" rows="modules" as="m">%s</table>'
CHART = '<chart{a} type="%s" title="@" rows="years" as="y" category="y.nr as plain"%s>%s</chart>'
SHAPE = '<table sheet="Blad" title="@"><column title="@"/><column title="@"/>%s</table>'
RECIPES = {
    "section": '<section{a}><section title="@"><p>@</p></section></section><p>@</p>',
    "section titled": '<section{a} title="@"><p>@</p></section><p>@</p>',
    "slide": '<slide{a} title="@"><p>@</p></slide>', "slide bare": "<slide{a}><p>@</p></slide>",
    "notes": "<slide><p>@</p><notes{a}>@<p>@</p></notes></slide>",
    "each": '<each{a} name="m" of="lines"><p>@ {m.title}</p></each>',
    "p": "<p{a}>@</p>",
    "text": '<text{a} file="texts/proef.md"/>',
    "list": "<list{a}><item>@</item><item>@<list><item>@</item></list></item></list>",
    "item": "<list><item{a}>@</item><item>@</item></list>",
    "item of check": '<list type="check"><item{a}>@</item><item done="yes">@</item></list>',
    "item of agenda": '<agenda><item{a}>@</item><item time="@">@</item></agenda>',
    "definitions": '<definitions{a}><definition term="@">@</definition><definition term="@">@<p>@</p></definition></definitions>',
    "definition": '<definitions><definition{a} term="@">@</definition></definitions>',
    "lines": '<lines{a}><line label="@">@</line><line label="@" value="12"/><line>@</line></lines>',
    "line of lines": '<lines><line{a}>@</line></lines>',
    "table": '<table{a} rows="modules" as="m"><column title="@" value="m.name"/>'
             '<column title="@" value="m.fte"/></table>',
    "columns": TABLE % '<column title="@" value="m.name"/><columns{a}><column title="@" value="m.id"/><column title="@" value="m.name"/></columns>',
    "column": TABLE % '<column title="@" value="m.name"/><column{a} value="count(lines where module = m)"/>',
    "rows": SHAPE % '<rows{a}><row><cell>@</cell><cell>@</cell></row></rows><row><cell>@</cell><cell>@</cell></row>',
    "row": SHAPE % '<row{a}><cell>@</cell><cell>@</cell></row><row><cell>@</cell><cell>@</cell></row>',
    "cell": SHAPE % '<row><cell{a}>@</cell><cell>@</cell></row>',
    "group": '<table sheet="Blad" title="@" rows="lines" as="r"><column title="@" value="r.title"/><column title="@" value="r.budget" as="euro" total="sum"/><group{a} by="module" as="g" title="@ {g.key.name}"/></table>',
    "total": TABLE % '<column title="@" value="m.name"/><column title="@" value="count(lines where module = $m)"/><total{a}><cell>@</cell><cell>@</cell></total>',
    "code-block": "<code-block{a}>@\n  @ @</code-block>", "code": "<code>@ @</code>",
    "tiles": '<tiles{a}><tile value="12" label="@"/><tile value="13" label="@"/></tiles>',
    "tile": '<tiles><tile{a} value="12" label="@"/></tiles>',
    "timeline": '<timeline{a}><event date="@">@</event></timeline>',
    "event": '<timeline><event{a} date="@">@</event></timeline>',
    "agenda": '<agenda{a}><item time="@">@</item></agenda>',
    "comparison": '<comparison{a}><slot title="@"><p>@</p></slot><slot title="@"><p>@</p></slot></comparison>',
    "slot": "<comparison><slot{a}><p>@</p></slot><slot><p>@</p></slot></comparison>",
    "quote": "<quote{a}>@</quote>",
    "quotes": "<quotes{a}><quote>@</quote><quote>@</quote></quotes>",
    "article": '<article{a} number="3" law="@">@<p>@</p></article>',
    "side-by-side": '<side-by-side{a}><side><p>@</p></side><side><p>@</p></side></side-by-side>',
    "side": '<side-by-side><side{a}><p>@</p></side><side><p>@</p></side></side-by-side>',
    "cards": '<cards{a}><card title="@"><line label="@">@</line></card></cards>',
    "card": '<cards><card{a}><line label="@">@</line></card></cards>',
    "line": '<cards><card title="@"><line{a}>@</line></card></cards>',
    "actions": '<actions{a}><action who="@" due="@">@</action></actions>',
    "action": "<actions><action{a}>@</action></actions>",
    "callout": "<callout{a}><p>@</p></callout>",
    "aside": "<aside{a}><p>@</p></aside>",
    "question": '<question{a} title="@">@<p>@</p></question>',
    "chart": CHART % ("bar", ' value="y.visits"', ""),
    "chart horizontal": CHART % ("horizontal", ' value="y.visits"', ""),
    "chart grouped": CHART % ("grouped", "", '<series title="@" value="y.visits"/><series title="@" value="y.visits"/>'),
    "chart stacked": CHART % ("stacked", "", '<series title="@" value="y.visits"/><series title="@" value="y.visits"/>'),
    "chart line": CHART % ("line", ' value="y.visits"', ""),
    "chart donut": CHART % ("donut", ' value="y.visits"', ""),
    "chart waterfall": CHART % ("waterfall", ' value="y.visits"', ""),
    "chart bullet": CHART % ("bullet", ' value="y.visits" target="y.visits"', ""),
    "chart share": CHART % ("share", "", '<series title="@" value="y.visits"/><series title="@" value="y.visits"/>'),
    "chart dots": CHART % ("dots", ' value="y.visits"', ""),
    "chart dumbbell": CHART % ("dumbbell", "", '<series title="@" value="y.visits"/><series title="@" value="y.visits"/>'),
    "chart gantt": '<chart{a} type="gantt" title="@" rows="modules" as="m" category="m.name" start="m.from"/>',
    "chart quadrant": CHART % ("quadrant", ' x="y.visits" y="y.visits"', ""),
    "chart diagram": '<chart{a} type="diagram" title="@"><box id="a" title="@" row="1" column="1"/><box id="b" title="@" row="1" column="2"/><edge from="a" to="b" label="@"/></chart>',
    "chart tree": '<chart{a} type="tree" title="@"><box id="a" title="@"/><box parent="a" title="@" text="@" kind="@"/></chart>',
    "chart phases": '<chart{a} type="phases" title="@"><box title="@" text="@"/><box title="@"/></chart>',
    "planner": '<planner{a} title="@"><activity title="@"><bar from="15 februari 2024" until="20 mei 2025" title="@"/></activity><activity title="@"><milestone when="1 juli 2024" title="@"/></activity></planner>',
    "track": '<planner><track{a} title="@"><activity title="@"><bar when="2024" title="@"/></activity></track></planner>',
    "activity": '<planner><activity{a} title="@"><bar when="2024" title="@"/></activity></planner>',
    "bar": '<planner><activity title="@"><bar when="2024" title="@"/><bar{a} when="2024" title="@"/></activity></planner>',
    "milestone": '<planner><activity title="@"><bar when="2024" title="@"/><milestone{a} when="medio 2024" title="@"/></activity></planner>',
    "series": CHART.replace("{a}", "") % ("grouped", "", '<series{a} title="@" value="y.visits"/><series title="@" value="y.visits"/>'),
    "box": '<chart type="diagram" title="@"><box{a} id="a" title="@" row="1" column="1"/><box id="b" title="@" row="2" column="2"/></chart>',
    "edge": '<chart type="diagram" title="@"><box id="a" title="@" row="1" column="1"/><box id="b" title="@" row="1" column="2"/><edge{a} from="a" to="b"/></chart>',
    "box tree": '<chart type="tree" title="@"><box id="a" title="@"/><box{a} title="@"><box title="@"/></box></chart>',
    "box phases": '<chart type="phases" title="@"><box{a} title="@"/><box title="@"/></chart>',
    "frame": '<chart type="diagram" title="@"><frame{a} title="@"><box title="@" row="1" column="1"/></frame><box title="@" row="1" column="2"/></chart>',
    "lane": '<chart type="diagram" title="@"><lane{a} title="@"><box title="@" column="1"/></lane><lane title="@"><box title="@" column="1"/></lane></chart>',
    "image": '<image{a} file="images/proef.png" alt="~@"/>',
    "columns-layout": "<columns-layout{a}><p>@</p><p>@</p><p>@</p></columns-layout>",
    "attachment": '<attachment{a} file="texts/bijlage.txt" title="@"/><attachments/>',
    "attachments": '<attachment file="texts/bijlage.txt" title="@"/><attachments{a}/>',
    "origins": '<p>@ {count(modules)}</p><origins{a}/>',
    "contents": "<contents{a}/>",
    "terms": '<terms{a}><abbreviation short="GRK" full="groot regionaal kader"/></terms><p>@ GRK</p>',
    "abbreviation": '<terms><abbreviation{a} short="GRK" full="groot regionaal kader"/></terms><p>@ GRK</p><glossary/>',
    "term": '<terms><term{a} name="kaderbrief" meaning="@"/></terms><p>De kaderbrief.</p><glossary/>',
    "glossary": '<terms><abbreviation short="GRK" full="@"/></terms><p>GRK</p><glossary{a}/>',
    "status": "<status{a}/>",
    "page-break": "<page-break{a}/><p>@</p>",
    "check": '<check{a} that="1" equals="1" because="~@"/>',
    "outline": '<outline{a}><part block="doel" title="Deel"/></outline><p>@</p>',
    "part": '<outline year="2022"><part{a} block="doel" title="Deel"/></outline><p>@</p>',
    "let": '<let name="n" value="3"/><p>@ {n}</p>',
    "use": '<use{a} name="kader" x="@"><p>@</p></use>', "include": '<include{a} file="library/deel.xml" x="@"/>',
    "b": "<b>@</b>", "i": "<i>@</i>", "a": '<a{a} href="https://www.voorbeeld.nl/">@ @</a>', "a block": '<a{a} to="doel">@ @</a>', "note": "vooraf<note{a}>@</note>", "noteref": 'vooraf<note id="weer">@</note> @<noteref to="weer"/>', "br": "vooraf<br/>@",
    "page-of": '<page-of to="doel"/>', "ref": '<ref{a} to="doel"/>', "span": '<span lang="en">@</span>',
}

# what holds blocks, and {x} in it
PARENTS = {
    "report": "{x}",
    "section": '<section title="@">{x}</section>',
    "slide": '<slide title="@">{x}</slide>', "notes": "<slide><p>@</p><notes>@{x}</notes></slide>",
    "each": '<each name="z" of="modules take 1">{x}</each>',
    "item": "<list><item>@{x}</item></list>", "definition": '<definitions><definition term="@">@{x}</definition></definitions>',
    "slot": '<comparison><slot title="@">{x}</slot></comparison>',
    "callout": '<callout title="@">{x}</callout>',
    "aside": '<aside title="@">{x}</aside>',
    "question": '<question title="@">@{x}</question>',
    "side": '<side-by-side><side title="@">{x}</side></side-by-side>',
    "article": '<article number="3" law="@">@{x}</article>',
    "columns-layout": '<columns-layout count="2">{x}</columns-layout>',
    "define": '<define name="deel">{x}</define><use name="deel"/>',
    "use": '<use name="kader" x="@">{x}</use>',
    "fragment": '<!--f-->{x}<!--/f--><include file="library/stuk.xml"/>',
    "agenda item": '<agenda><item time="@">@{x}</item></agenda>',
    "cell": SHAPE % '<row><cell>@{x}</cell><cell>@</cell></row>',
    "event": '<timeline><event date="@">@{x}</event></timeline>',
    "action": '<actions><action who="@">@{x}</action></actions>',
    "card": '<cards><card title="@"><line>@</line>{x}</card></cards>',
    "quote": '<quote who="@">@{x}</quote>',
}
CELLS = ("agenda item", "cell", "event", "action")  # set as the words of a cell: only these blocks
IN_CELLS = ("each", "p", "text", "list", "quote", "image", "check", "let")
INLINE_PARENTS = {
    "column": TABLE % '<column title="@" value="m.name"/><column title="@">@ {x} @</column>', "p": "<p>@ {x} @</p>", "cell": SHAPE % "<row><cell>@ {x} @</cell><cell>@</cell></row>",
    "event": '<timeline><event date="@">@ {x} @</event></timeline>', "quote": "<quote>@ {x} @</quote>",
    "line": '<cards><card title="@"><line>@ {x} @</line></card></cards>', "action": "<actions><action>@ {x} @</action></actions>",
    "item": "<list><item>@ {x} @</item></list>", "definition": '<definitions><definition term="@">@ {x} @</definition></definitions>',
    "line of lines": '<lines><line label="@">@ {x} @</line></lines>', "b": "<p><b>@ {x} @</b></p>", "i": "<p><i>@ {x} @</i></p>",
    "a": '<p><a href="https://www.voorbeeld.nl/">@ {x} @</a></p>', "note": "<p>vooraf<note>@ {x} @</note></p>",
    "span": '<p><span lang="en">@ {x} @</span></p>', "table note": SHAPE % "<row><cell>@</cell><cell>@</cell></row><note>@ {x} @</note>",
}
# an attribute by its name, or "element name": what it is at trial. A code: refused so. With @: its words are found. Else: the document changes.
ATTRIBUTES = {
    "float": 'float="here next-head"', "keep-next": 'keep-next="yes"', "if": 'if="no"', "id": 'id="doel2"', "style": 'style="meta"', "title": 'title="@"',
    "each": 'each="q" of="modules"', "of": None, "by": 'each="q" of="modules" by="programme"', "each by": None,
    "others": None, "others-if": None, "table by": None, "chart by": None, "cell each": None, "cell by": None,  # EXTRA tells them
    "section titled title": None, "box each": None, "box by": None, "attachment each": None, "attachment by": None,
    "section style": 'style="note"', "status style": 'style="note"', "section titled style": 'style="note"', "section master": 'master="wide"', "section numbered": 'numbered="yes"', "section annex": None, "section titled annex": 'annex="yes"', "section contents": 'contents="no"', "section break": 'break="page"', "slide style": 'style="note"', "slide title": None, "slide bare title": 'title="@"', "slide master": 'master="wide"',
    "line kind": None,  # golden block_line_links
    "list type": 'type="letter"', "list start": 'type="number" start="4"', "list continue": None, "list sign": 'sign="→"', "item done": 'done="yes"', "item time": 'time="@"',
    "table rows": None, "table as": None, "table sheet": 'sheet="Werkblad"', "table source": 'source="@"', "table look": 'look="matrix"',
    "table sheet-form": None, "group sheet-head": None,  # of a sheet that is a list: golden block_sheet_flat shows them
    "table sheet-origins": 'sheet-origins="notes"', "table repeat-head": 'repeat-head="no"', "table width": 'width="full"', "table carry": 'carry="yes"', "table empty": 'empty="@"', "table unit": 'unit="@"',
    "as": None, "value": None, "columns": None,
    "column as": 'as="number(1)"', "column align": 'align="centre"', "column width": 'width="90mm"', "column total": 'total="sum"',
    "column share": None, "column bar": 'bar="yes"', "column header": 'header="yes"',
    "mark-look": None, "mark": 'mark="1 = 1"', "table mark-rows": 'mark-rows="m.fte &gt; 4"', "column mark-cells": 'mark-cells="m.fte &gt; 4"',
    "chart mark": 'mark="y.visits &gt; 1300"', "chart gantt mark": 'mark="m.fte &gt; 4"',
    "row style": 'style="group"', "cell columns": None, "cell rows": None, "cell header": 'header="yes"', "cell value": None,
    "total title": 'title="@"', "tile as": 'as="number(1)"', "tile note": 'note="@"', "tile trend": 'trend="3"',
    "quote who": 'who="@"', "quote role": 'role="@"', "quote place": 'place="@"', "quote pull": 'pull="yes"', "quote marks": 'marks="yes"', "quote look": 'look="card"', "quotes columns": 'columns="1"', "quotes look": 'look="card"', "article version": 'version="2022-01-01"', "article look": 'look="card"', "side width": 'width="2"', "side look": 'look="card"', "line label": 'label="@"', "line value": None, "action who": 'who="@"', "action due": 'due="@"',
    "lang": None,  # languages are tried by the goldens block_languages and languages-*
    "missing": None, "missing-spoken": None, "column running": None, "column subtotal": None, "group subtotal-title": None, "group subtotal": 'subtotal="sum"',  # of values that are not there: golden block_missing tells them
    "callout kind": 'kind="warning"', "callout look": 'look="card"', "aside look": 'look="card"', "span": None, "question contents": 'contents="yes"',
    "box id": None, "box tree id": 'id="x"', "box phases id": 'id="x"', "box kind": 'kind="@"', "box row": None, "box column": None, "box in": None,
    "box tree row": 'row="1"', "box phases row": 'row="1"', "box tree column": 'column="1"', "box phases column": 'column="1"', "box tree columns": 'columns="1"',
    "box phases columns": 'columns="1"', "box tree in": 'in="x"', "box phases in": 'in="x"', "box parent": 'parent="a"', "box current": 'current="1 = 1"',
    "frame each": None, "frame by": None,  # its box would stand twice in one place
    "edge arrow": 'arrow="both"', "chart toward": 'toward="down"', "chart widths": 'widths="2 1"',
    "column sheet-name": None, "cell sheet-name": None,  # golden block_sheet_inputs shows them
    "chart unit": 'unit="@"', "chart sheet": 'sheet="Werkblad"', "chart height": 'height="90mm"', "chart alt": 'alt="~@"', "chart table": 'table="doel"', "chart gantt table": 'table="data"', "chart format": 'format="number(1)"',
    "chart target": 'target="1300"', "chart bullet target": None, "chart opening": 'opening="12" opening-title="@"', "chart opening-title": 'opening="12" opening-title="@"',
    "chart closing": 'closing="1300" closing-title="@"', "chart closing-title": 'closing="1300" closing-title="@"',
    "chart waterfall closing": 'closing="sum(visits of years)" closing-title="@"', "chart waterfall closing-title": 'closing="sum(visits of years)" closing-title="@"',
    "chart rows": None, "chart category": None, "chart value": None,
    "chart start": 'start="y.nr"', "chart end": 'end="y.nr"', "chart x": 'x="y.visits"', "chart y": 'y="y.visits"',
    "chart left": 'left="@"', "chart right": 'right="@"', "chart bottom": 'bottom="@"', "chart top": 'top="@"', "chart lowest": 'lowest="0"', "chart highest": 'highest="9000"',
    "chart gantt end": 'end="date(2022, 6, 30)"', "chart gantt start": None, "chart quadrant x": None, "chart quadrant y": None,
    "chart quadrant lowest": 'lowest="0" highest="9000"', "chart quadrant highest": None, "box title": None,
    "box text": 'text="@"', "box columns": 'columns="2"', "edge label": 'label="@"',
    "planner from": 'from="2022"', "planner until": 'until="2026"', "planner year": 'year="nooit"', "planner today": 'today="2024-03-01"', "planner unit": 'unit="year"',
    "planner whole": 'whole="yes"', "planner statuses": None, "planner head": 'head="@"', "planner names": 'names="60mm"', "planner sheet": 'sheet="Werkblad"', "planner source": 'source="@"', "planner look": 'look="matrix"',
    "bar when": None, "bar from": 'from="2024" until="2025"', "bar until": 'from="2024" until="2025"', "bar status": 'status="@"', "milestone when": None, "milestone status": 'status="@"', "bar title": None, "milestone title": None, "activity title": None, "track title": None, "planner title": None,
    "image alt": None, "image decorative": None, "image width": 'width="20mm"', "image caption": 'caption="@"', "shared": None,
    "columns-layout count": 'count="3"', "attachment relationship": 'relationship="data"', "attachment mode": 'mode="listed"',
    "origins list": 'list="figures"', "origins most": 'most="1"', "contents depth": 'depth="1"', "contents list": 'list="tables"', "check severity": 'severity="warn"', "check id": 'id="controle"', "outline year": 'year="2022"', "part law": 'law="x"', "part from-year": 'from-year="2020"', "part until-year": 'until-year="2030"', "part each": None, "part by": None, "part if": None,  # the goldens block_outline... tell them
    "check equals": None, "check tolerance": 'tolerance="1"',
    "terms write-out": 'write-out="no"', "terms unknown": None, "abbreviation each": None, "abbreviation by": None, "term each": None, "term by": None, "abbreviation short": None, "abbreviation full": None, "term name": None,  # the golden block_abbreviations tells them
    "abbreviation also": 'also="regionaal kader"', "abbreviation meaning": 'meaning="@"', "abbreviation write-out": 'write-out="no"', "abbreviation known": 'known="yes"', "term also": None, "term meaning": None, "glossary list": 'list="terms"', "glossary pages": 'pages="yes"',
    "text file": None, "text value": None, "text part": 'part="m12"', "text optional": 'optional="yes"', "a href": None, "a to": 'to="doel"', "a block href": 'href="https://www.voorbeeld.nl/"', "a block to": None, "ref page": 'page="yes"', "ref show": 'show="both"',
}

# what is refused: (block, parent), (recipe, attribute=); "*" is any
REFUSED = {("page-break", "slot"): "T278", ("page-break", "side"): "T278", ("page-break", "columns-layout"): "T278",
           ("page-break", "slide"): "T278", ("page-break", "notes"): "T278", ("slide", "section"): "T363", ("slide", "use"): "T363", ("slide bare", "style="): "T277",
           ("a", "a"): "T303", ("ref", "a"): "T303", ("note", "note"): "T303", ("note", "table note"): "T303", ("noteref", "note"): "T303", ("noteref", "table note"): "T303", ("noteref", "column"): "T210",
           ("item", "done="): "T277", ("item of agenda", "done="): "T277", ("item of check", "time="): "T277",
           ("section", "style="): "T277", ("item", "time="): "T277", ("cell", "id="): "T277", ("total", "title="): "T212",
           ("table", "carry="): "T277", ("table", "sheet-origins="): "T277", ("text", "part="): "T320", ("a", "to="): "X203", ("a block", "href="): "X203",
           ("abbreviation", "known="): "T325", ("section titled", "annex="): "T366", ("planner", "year="): "E216", ("bar", "from="): "T357", ("bar", "until="): "T357"}
STEPS, TARGETS = (" waterfall",), (" bullet",)
VALUES, SPANS, POINTS, DIAGRAM, TREE, PHASES = ("", " horizontal", " grouped", " stacked", " line", " donut", " share", " dots", " dumbbell"), (" gantt",), (" quadrant",), (" diagram",), (" tree",), (" phases",)
BOXES = DIAGRAM + TREE + PHASES
ONLY = {"start": SPANS, "end": SPANS, "x": POINTS, "y": POINTS, "left": POINTS, "right": POINTS, "bottom": POINTS, "top": POINTS,
        "mark": VALUES + STEPS + TARGETS + SPANS + POINTS, "lowest": POINTS, "highest": POINTS, "target": TARGETS, "opening": STEPS, "opening-title": STEPS, "closing": STEPS, "closing-title": STEPS, "format": VALUES + STEPS + TARGETS, "unit": VALUES + STEPS + TARGETS + SPANS + POINTS,
        "height": VALUES + STEPS + TARGETS + SPANS + POINTS + DIAGRAM, "toward": TREE, "widths": DIAGRAM}
for _attr, _codes in {"row": ("", "T277", "T277"), "column": ("", "T277", "T277"), "columns": ("", "T277", "T277"), "in": ("", "T277", "T277"),
                      "kind": ("", "", "T277"), "parent": ("T277", "", "T277"), "current": ("T277", "T277", ""), "id": ("", "", "T277")}.items():
    for _kind, _code in zip(("", " tree", " phases"), _codes):
        if _code:
            REFUSED[("box" + _kind, _attr + "=")] = _code
for _name, _kinds in ONLY.items():
    for _kind in VALUES + STEPS + TARGETS + SPANS + POINTS + BOXES:
        if _kind not in _kinds:
            REFUSED[("chart" + _kind, _name + "=")] = "T277"
# attributes that show in no trial of one section on one page: told apart by EXTRA, or by tests of their own
UNSEEN = {("text", "optional"), ("chart gantt", "height"), ("chart diagram", "height"), ("table", "repeat-head"), ("contents", "depth"), ("check", "if"), ("check", "tolerance"), ("check", "severity"), ("check", "id"), ("outline", "if"), ("outline", "year"), ("part", "law"), ("part", "from-year"), ("part", "until-year"), ("origins", "most"), ("note", "id")}
# whatever the lists cannot say: name, content, code
TWO = '<column title="@" value="m.name"/><column title="@" value="count(lines where module = $m)" total="sum"/>'
EXTRA = [
    ("bars below zero", TABLE % '<column title="@" value="0 - count(lines where module = $m)" bar="yes"/>', "E205"),
    ("bars of words", TABLE % '<column title="@" value="m.name" bar="yes"/>', "T207"),
    ("bars of no value", SHAPE % '<row><cell>x</cell><cell>x</cell></row>'.replace("x", "y") + '<table><column title="x" bar="yes"/><row><cell>x</cell></row></table>', "T277"),
    ("a waterfall that does not add up", CHART.replace("{a}", "") % ("waterfall", ' value="y.visits" closing="12" closing-title="x"', ""), "E206"),
    ("a waterfall without a figure", CHART.replace("{a}", "") % ("waterfall", ' value="y.placements"', ""), "E205"),
    ("a level without a name", CHART.replace("{a}", "") % ("waterfall", ' value="y.visits" opening="12"', ""), "X203"),
    ("a bullet without a target", CHART.replace("{a}", "") % ("bullet", ' value="y.visits"', ""), "X203"),
    ("parts below zero", CHART.replace("{a}", "") % ("share", "", '<series title="x" value="y.visits"/><series title="y" value="0 - y.visits"/>'), "E205"),
    ("a part that is not known", CHART.replace("{a}", "") % ("share", "", '<series title="x" value="y.visits"/><series title="y" value="y.placements"/>'), "E205"),
    ("a dumbbell of one", CHART.replace("{a}", "") % ("dumbbell", ' value="y.visits"', ""), "E205"),
    ("series of a bullet", CHART.replace("{a}", "") % ("bullet", ' value="y.visits" target="12"', '<series title="x" value="12"/>'), "X204"),
    ("a look of what is not marked", SHAPE % '<row mark-look="own"><cell>x</cell><cell>x</cell></row>', "T277"),
    ("a look of marks that is not there", SHAPE % '<row mark="1 = 1" mark-look="eigen"><cell>x</cell><cell>x</cell></row>', "T206"),
    ("marked rows without rows=", '<table mark-rows="1 = 1"><column title="x"/><row><cell>x</cell></row></table>', "T212"),
    ("a mark that is no yes or no", SHAPE % '<row mark="12"><cell>x</cell><cell>x</cell></row>', "T207"),
    ("marked rows, columns and cells", '<table sheet="Blad" title="@" rows="modules" as="m" mark-rows="m.fte &gt; 4" mark-look="own"><column title="@" value="m.name" mark="1 = 1"/><column title="@" value="count(lines where module = $m)" mark-cells="m.id = \'rbl\'" mark-look="own"/></table>', None),
    ("blank title of a table", '<table sheet="Blad" title="{\'\'}" rows="modules" as="m">%s</table>' % TWO, "E180"),
    ("blank title of a chart", CHART.replace("{a}", "").replace("@", " ") % ("bar", ' value="y.visits"', ""), "E180"),
    ("blank caption", '<image file="images/proef.png" alt="x" caption=" "/>', "E180"),
    ("blank title of a section", '<section title=" "><p>x</p></section>', "E117"),
    ("blank title of a callout", '<callout title="{\'\'}"><p>@</p></callout>', None),
    ("blank title of a slot", '<comparison><slot title=" "><p>@</p></slot></comparison>', None),
    ("blank title of a card", '<cards><card title=""><line label=" ">@</line></card></cards>', None),
    ("blank title of an agenda", '<agenda title=""><item>@</item></agenda>', None),
    ("blank title of a contents", '<contents title=" "/>', "E180"),
    ("blank label of a tile", '<tiles><tile value="1" label=" "/></tiles>', "E180"),
    ("blank note of a tile", '<tiles><tile value="1" label="@" note=""/></tiles>', None),
    ("blank unit and source", '<table sheet="Blad" title="@" unit="" source=" " rows="modules" as="m">%s</table>' % TWO, None),
    ("blank who", '<quote who=" ">@</quote>', None),
    ("empty item", "<list><item>x</item><item/></list>", "E180"),
    ("item of an empty paragraph", "<list><item><p> </p></item></list>", "E180"),
    ("item that comes out empty", "<list><item>{''}</item></list>", "E180"),
    ("item of a list only", "<list><item><list><item>@</item></list></item></list>", None),
    ("empty item of an agenda", '<agenda><item time="10.00"/></agenda>', "E180"),
    ("empty event", '<timeline><event date="@"/></timeline>', "E180"),
    ("empty action", '<actions><action who="@"/></actions>', "E180"),
    ("empty quote", '<quote who="x"/>', "E180"),
    ("empty slot", "<comparison><slot/></comparison>", "E180"),
    ("empty card", "<cards><card/></cards>", "E180"),
    ("empty line", '<cards><card title="x"><line/></card></cards>', "E180"),
    ("the mark of a note that is not there", '<p>x<noteref to="nergens"/></p>', "T314"),
    ("an id of a remark", SHAPE % '<row><cell>x</cell><cell>x</cell></row><note id="n">x</note>', "T277"),
    ("empty note", "<p>x<note> </note></p>", "E180"),
    ("empty note of a table", SHAPE % "<row><cell>x</cell><cell>x</cell></row><note/>", "E180"),
    ("title and cells of a total", TABLE % (TWO + '<total title="@"><cell>@</cell></total>'), None),
    ("a cell too many in a total", TABLE % (TWO + '<total><cell>x</cell><cell/><cell>x</cell></total>'), "T212"),
    ("a total that is not shown", TABLE % (TWO + '<total if="no" title="x"/><total title="@"/>'), None),
    ("two totals", TABLE % (TWO + '<total title="x"/><total title="y"/>'), "T212"),
    ("carry over columns with a sum", '<table carry="yes" sheet="Blad" rows="modules" as="m"><columns title="@">%s</columns></table>' % TWO, None),
    ("a glossary of nothing", "<p>x</p><glossary/>", "T365"),
    ("terms without any", "<terms/><p>x</p>", "E180"),
    ("an abbreviation that says nothing", '<terms><abbreviation short="GRK"/></terms><p>GRK</p>', "T325"),
    ("an abbreviation that is explained in two ways", '<terms><abbreviation short="GRK" full="x"/><term name="GRK" meaning="y"/></terms><p>GRK</p>', "T318"),
    ("an abbreviation from data", '<terms><abbreviation each="m" of="modules" short="X{m.id}" full="{m.name}"/></terms><p>@ Xwsp</p><glossary/>', None),
    ("an annex in a chapter", '<section title="x"><section title="x" annex="yes"><p>x</p></section></section>', "T366"),
    ("words in a column", TABLE % '<column title="@" value="m.name"/><column title="@">@ {m.id} <b>@</b></column>', None),
    ("words and a value in a column", TABLE % '<column title="@" value="m.name">x</column>', "T212"),
    ("words in a column without rows", '<table><column title="x">y</column><row><cell>x</cell></row></table>', "T212"),
    ("an annex", '<section title="@" annex="yes"><table title="@"><column title="@"/><row><cell>@</cell></row></table><p>@</p></section>', None),
    ("an annex without a title", '<section annex="yes"><p>x</p></section>', "T277"),
    ("an annex without a number", '<section annex="yes" numbered="no" title="x"><p>x</p></section>', "T277"),
    ("empty code", "<code-block> </code-block>", "E180"),
    ("a list that goes on", '<list type="number"><item>@</item></list><p>@</p><list type="number" continue="yes"><item>@</item></list>', None),
    ("a list that goes on from nothing", '<list type="number" continue="yes"><item>x</item></list>', "E200"),
    ("a reference to an item", '<p><ref to="punt"/></p><list type="letter"><item id="punt">@</item></list>', None),
    ("a reference to an item without a number", '<p><ref to="punt"/></p><list><item id="punt">@</item></list>', "E201"),
    ("five levels of lists", "<list><item>a<list><item>b<list><item>c<list><item>d<list><item>e</item></list></item></list></item></list></item></list></item></list>", "E107"),
    ("a start of bullets", '<list start="3"><item>x</item></list>', "T277"),
    ("as= without rows=", '<table as="m"><column title="x"/><row><cell>x</cell></row></table>', "T277"),
    ("empty= where rows are always there", '<table empty="x"><column title="x"/><row><cell>x</cell></row></table>', "T277"),
    ("empty= over rows that may not be there", '<table empty="@"><column title="x"/><row if="no"><cell>x</cell></row></table>', None),
    ("a format of a cell without value", '<table><column title="x"/><row><cell as="euro">x</cell></row></table>', "T277"),
    ("depth beyond the levels", '<contents depth="7"/>', "X204"),
    ("too many newspaper columns", '<columns-layout count="5"><p>x</p></columns-layout>', "X204"),
    ("a master in a callout", '<callout><each name="z" of="modules"><section title="x" master="wide"/></each></callout>', "T278"),
    ("a section that begins a page in a slot", '<comparison><slot><each name="z" of="modules"><section title="x" break="page"/></each></slot></comparison>', "T278"),
    ("one end of the axes", CHART.replace("{a}", ' lowest="0"') % ("quadrant", ' x="y.visits" y="y.visits"', ""), "X203"),
    ("a name of a sheet that is too long", '<table sheet="Bijdragen aan de gemeenschappelijke regeling" rows="modules" as="m">%s</table>' % TWO, "E181"),
    ("a name of a sheet with signs", '<table sheet="Lasten/baten" rows="modules" as="m">%s</table>' % TWO, "E181"),
    ("two sheets that differ in capitals", '<table sheet="Lasten" rows="modules" as="m">%s</table><table sheet="LASTEN" rows="modules" as="m">%s</table>' % (TWO, TWO), "E181"),
    ("each by=", '<each name="m" of="lines" by="module"><p>@ {count(m)}</p></each>', None),
    ("each others=", '<each name="m" of="lines" by="module" others="@" others-if="count(m) = 2"><p>@ {m.key.name}</p></each>', None),
    ("table by=", '<table sheet="Blad" title="@" rows="lines" by="module" as="g" others="@" others-if="count(g) = 2"><column title="@" value="g.key.name"/><column title="@" value="count(g)" total="sum"/></table>', None),
    ("table of= and by=", '<table each="m" of="modules" rows="lines" by="module" as="g"><column title="@" value="count(g)"/></table>', "T351"),
    ("chart by=", '<chart type="bar" title="@" rows="lines" by="module" as="g" others="@" others-if="count(g) = 2" category="g.key.name" value="count(g)"/>', None),
    ("series each=", '<chart type="grouped" title="@" rows="lines" by="module" as="g" category="g.key.name"><series each="r" of="lines" by="direction" title="@ {r.key}" value="count(g where direction = $r.key)"/></chart>', None),
    ("cell each=", '<table sheet="Blad" title="@"><column each="m" of="modules" title="@ {m.name}"/><row><cell each="m" of="modules">@ {m.id}</cell></row><total><cell each="m" of="modules">@ {m.id}</cell></total></table>', None),
    ("group", '<table sheet="Blad" title="@" rows="lines" as="r"><column title="@" value="r.title"/><column title="@" value="r.budget" as="euro" total="sum"/><group by="module" as="g" title="@ {g.key.name}" subtotal="sum" subtotal-title="@" others="@" others-if="count(g) = 2"/></table>', None),
    ("group in a group", '<table title="@" rows="lines" as="r"><column title="@" value="r.title"/><column title="@" value="r.budget" as="euro" subtotal="sum"/><group by="module.programme" as="p" title="@ {p.key.name}" subtotal="sum"><group by="module" as="g" title="@ {g.key.name}"/></group></table>', None),
    ("subtotal= of a column", '<table title="@" rows="lines" as="r"><column title="@" value="r.title"/><column title="@" value="r.budget" as="euro" total="none" subtotal="max(budget of g)"/><group by="module" as="g" title="@" subtotal="sum"/></table>', None),
    ("group without rows", SHAPE % '<group by="module" as="g" title="x"/>', "T355"),
    ("subtotal= without a group", '<table title="@" rows="lines" as="r"><column title="@" value="r.title"/><column title="@" value="r.budget" as="euro" subtotal="sum"/></table>', "T356"),
    ("subtotal-title= without sums", '<table title="@" rows="lines" as="r"><column title="@" value="r.title"/><group by="module" as="g" title="x" subtotal-title="x"/></table>', "T277"),
    ("running=", TABLE % '<column title="@" value="m.name"/><column title="@" value="count(lines where module = $m)" running="yes"/>', None),
    ("running= and total=", TABLE % '<column title="@" value="count(lines where module = $m)" running="yes" total="sum"/>', "T353"),
    ("missing= of a table", TABLE.replace('title="@"', 'title="@" missing="@"') % '<column title="@" value="m.name"/><column title="@" value="m.fte" total="sum"/>', None),
    ("rows without a name", '<table rows="modules"><column title="@" value="t.name"/></table>', "T354"),
    ("a cell too many by each=", SHAPE % '<row><cell each="m" of="modules">x</cell></row>', "T212"),
    ("a link to a section without anything", '<p><a to="leeg">x</a></p><section id="leeg"/>', "E183"),
    ("the page of a section without anything", '<p><page-of to="leeg"/></p><section id="leeg"/>', "E183"),
    ("a link to nowhere", "<p><a>x</a></p>", "X203"),
    ("a body outside of a definition", "<body/>", "T336"),
    ("a use of what is not defined", '<use name="bestaat-niet"/>', "T335"),
    ("a use without its argument", '<use name="kader"/>', "T338"),
    ("a section that is used in a callout", '<define name="stuk"><section title="x"><p>x</p></section></define><callout><use name="stuk"/></callout>', "T336"),
    ("a slide without anything", "<slide/>", "E180"),
    ("notes without anything", '<slide title="x"><notes/></slide>', "E180"),
    ("a slide in a slide", '<slide title="x"><each name="z" of="modules"><slide title="x"/></each></slide>', "T278"),
    ("tolerance without equals", '<check that="1 = 1" tolerance="1" because="x"/>', "T277"),
]

def words_of(text, letters="bcdfghjklmnpqrstvwz"):
    """The words of a trial, each a capital and five letters that stand nowhere else."""
    out, n = [], 0
    for part in text.split("@"):
        if out:
            n += 1
            out.append("Q" + letters[n % 19] + "a" + letters[n // 19] + "oe")
        out.append(part)
        if len(out) == 1:
            out.append("")
    return "".join(out)

REPORT = """<report xmlns="urn:griffie:report:1" id="t" style="blocks" lang="nl" master="body" title="Proef" life="yes"><editions region="yes" file="t"/>
<section title="Doel"><table id="doel" title="Doeltabel" rows="years" as="y"><column title="kop" value="y.nr" as="plain" header="yes"/><column title="n" value="y.visits"/></table>
<table id="data" title="Datatabel" rows="modules" as="m"><column title="kop" value="m.name" header="yes"/><column title="n" value="m.from"/></table></section>
%s
</report>"""
# of slides alone: nothing may stand beside them
DECK = REPORT.replace('<editions region="yes"', '<editions region="yes"%s').replace('<section title="Doel">', '<slide title="Doel">').replace("</section>", "</slide>")
MASTER = '<master name="slide" like="wide" top="60mm"/></style>'
MARKDOWN = "Eerste alinea Qtekst.\n"
# forms of Markdown: each is printed in whatever holds a <text>, or refused there with the code
FORMS = {
    "paragraphs": ("@ een\n@\n\n@  \n@\n", None),
    "emphasis": ("@ **@** *@* ***@*** __@__ _@_ **@ *@* @**\n", None),
    "headings": ("# @\n\n@\n\n## @\n\n@\n\n@\n===\n\n@\n\n@\n---\n\n@\n", None),
    "a deep heading alone": ("#### @\n\n@\n", None), "deep headings": ("# @\n\n## @\n\n### @\n\n#### @\n\n##### @\n\n@\n", None),
    "bullets": ("@:\n\n- @\n- @\n\n@\n\n* @\n\n  @\n* @\n\n@\n\n+ @\n", None),
    "numbers": ("1. @\n2. @\n\n@\n\n4) @\n5) @\n", None),
    "letters": ("a. @\nb. @\n\n@\n\ni. @\nii. @\n\n@\n\nc. @\n\n@\n\nA. @\nB. @\n\n@\n\nI. @\nII. @\n", None),
    "ids": ("1. @ {#een}\n2. @ [](#een)\n\n@ {#alinea}\n\n> @ {#citaat}\n", None),
    "nested lists": ("- @\n  - @\n    - @\n  - @\n- @\n  1. @\n     a. @\n     b. @\n  2. @\n\n  @\n- - @\n", None),
    "quotes": ("> @ *@*\n> @\n\n@\n\n> @\n>\n> @\n\n@\n", None),
    "a quote with a list": ("> @\n>\n> - @\n> - @\n", None),
    "a list with a quote": ("- @\n\n  > @\n- @\n", None),
    "notes": ("@[^a] @[^b]\n\n- @[^c]\n\n[^a]: @ **@**\n[^b]: @\n[^c]: @\n", None), "a note twice": ("@[^a] @[^a]\n\n- @[^a][^b]\n\n[^a]: @\n[^b]: @\n", None),
    "links": ("[@](https://www.voorbeeld.nl/) [@](#doel) [](#doel) <https://www.voorbeeld.nl/> [@][r] [R] <mailto:a@@voorbeeld.nl>\n\n[r]: https://www.voorbeeld.nl/\n", None),
    "signs": ("@ &#42; &lowbar; 2 * 3 \\* a_b &amp; &eacute; \\[x] @\n", None),
    "figures": ("@ {count(lines)} @ {{@}}\n", None),
    "a table": ("@\n\n| @ | *@* |\n|:--|--:|\n| @ | **@** [@](https://www.voorbeeld.nl/) |\n| {count(lines)} | |\n\n: @ {#tafel}\n\n@\n", None),
    "a table that is none": ("| a | b |\n| c | d |\n", "T303"), "a cell too many": ("| a | b |\n|---|---|\n| c | d | e |\n", "T303"),
    "terms": ("@\n: @\n\n*@* @\n: @ **@**\n  @\n: @\n\n@\n", None), "a meaning without a term": (": a\n", "T303"),
    "a picture": ("@\n\n![@ ~@](images/proef.png \"@\") {#foto}\n\n@\n".replace("@ ~@", "foto"), None), "a picture in a text": ("a ![b](images/proef.png) c\n", "T303"),
    "a picture without words": ("![](images/proef.png)\n", "T303"), "code": ("@ `@ @` **`@`** @\n", None),
    "a block of code": ("@\n\n```sql\n@ @\n  @\n```\n\n@\n\n~~~\na. @\nb. @\n~~~\n", None), "a block of nothing": ("```\n```\n", "T303"),
    "an indented block of code": ("a\n\n    b\n", "T303"), "an image that is not there": ("![a](b.png)\n", "T304"), "HTML": ("<b>a</b>\n", "T303"),
    "a block of HTML": ("<div>\na\n</div>\n", "T303"), "a rule": ("a\n\n---\n\nb\n", "T303"), "struck out": ("~~a~~\n", "T303"),
    "tasks": ("- [ ] @\n- [x] **@**\n", None), "mixed tasks": ("- [ ] a\n- b\n", "T303"), "a link to nothing": ("[a](#nergens)\n", "T211"), "nothing": ("\n", "E182"),
}


class Trial:
    """A name, the report's content with its words, the code it is to be refused with (or None)."""

    def __init__(self, name, content, code=None, base=None, markdown=MARKDOWN):
        self.name, self.code, self.base = name, code, base
        self.content, self.markdown = words_of(content + "\0" + markdown.replace("@@", "\1")).split("\0")
        self.markdown = self.markdown.replace("\1", "@")
        self.words = re.findall(r"Q[a-z]a[a-z]oe", self.content + self.markdown)


def report_of(trial, folder):
    """Its report; what it uses stands in it, and in files beside it."""
    content = trial.content.replace("~", "")
    aside = re.search(r"<!--f-->(.*)<!--/f-->", content, re.S)
    content = content.replace(aside.group(0), "") if aside else content
    os.makedirs(os.path.join(folder, "templates/library"), exist_ok=True)
    for name, text in (("deel", '<argument name="x" type="text"/><p>{x}</p>'), ("stuk", aside.group(1) if aside else "<p>x</p>")):
        with open(os.path.join(folder, "templates/library", name + ".xml"), "w", encoding="utf-8") as out:
            out.write('<fragment xmlns="urn:griffie:fragment:1">%s</fragment>' % text)
    used = '<define name="kader"><argument name="x" type="text"/><p>{x}</p><body/></define>' if 'name="kader"' in trial.content else ""
    if "<slide" in trial.content:
        return DECK % (' notes="yes"' if "<notes" in content else "", used + content)
    return REPORT % (used + content)


def run(griffie, folder, trial, only_dumps=False):
    """(exit status, messages, what each output says): dumps, and the texts of PDF, tags and workbook."""
    os.makedirs(folder)
    base = os.path.join(GOLDEN, "_blocks")
    shutil.copytree(base, folder, dirs_exist_ok=True)
    for path in ("templates/reports", "input/texts", "input/images"):
        os.makedirs(os.path.join(folder, path), exist_ok=True)
    shutil.copy(os.path.join(GOLDEN, "block_image", "input", "images", "raster.png"), os.path.join(folder, "input/images/proef.png"))
    for path, text in (("templates/reports/t.xml", report_of(trial, folder)), ("input/texts/proef.md", trial.markdown),
                       ("input/texts/bijlage.txt", "bijlage\n")):
        with open(os.path.join(folder, path), "w", encoding="utf-8") as out:
            out.write(text)
    style = os.path.join(folder, "templates/styles/blocks.xml")
    with open(style, encoding="utf-8") as lines:
        text = lines.read()
    with open(style, "w", encoding="utf-8") as out:  # its meta is for covers, white; here it stands on paper
        text = re.sub(r'(<text-style name="meta" [^>]*)colour="paper" on="accent"', r'\1colour="ink"', text)
        out.write(text.replace("</style>", MASTER))
    spoken = ["--report", "t", "--edition", "region.notes"] if "<notes" in trial.content else []

    def call(*words):
        done = subprocess.run([griffie, *words], cwd=folder, capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout, done.stderr

    dumps = []
    for kind in ("document", "pages", "tags", "sheets"):
        status, out, err = call("check", "--dump=" + kind, *spoken)
        dumps.append(out)
        if status not in (0, 3):
            return status, err, dumps, None
    if only_dumps:
        return status, err, dumps, None
    status, out, err = call("render", "--quiet", *spoken)
    texts = {}
    for path in [os.path.join(d, f) for d, _, fs in os.walk(os.path.join(folder, "output")) for f in fs]:
        if path.endswith(".pdf"):
            texts["PDF"] = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True).stdout.decode("utf-8", "replace")
            texts["tags"] = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True).stdout.decode("utf-8", "replace")
        elif path.endswith(".xlsx"):
            book = zipfile.ZipFile(path)
            texts["workbook"] = " ".join(book.read(n).decode() for n in book.namelist() if n.endswith(".xml"))
    return status, err, dumps, texts


# ---- the trials ----


def block_of(recipe, attribute=""):
    return RECIPES[recipe].replace("{a}", " " + attribute if attribute else "")


def value_of(element, attribute):
    for key in ("%s %s" % (element, attribute), "%s %s" % (element.split()[0], attribute), attribute):
        if key in ATTRIBUTES:
            return ATTRIBUTES[key], True
    return None, False


def trials(rules, groups, failures):
    made = []
    parents = {name for name, (content, _) in rules.items() if "p" in content}
    for name in sorted(parents - set(PARENTS)):
        failures.append("nothing is said here of blocks in <%s>" % name)
    for name in rules:
        if name not in RECIPES and name not in ("report", "parameter", "editions", "style-set", "define", "argument", "fragment", "body"):
            failures.append("nothing is said here of <%s>" % name)
    for parent, around in PARENTS.items():
        element = parent.split()[-1]
        for block in rules[element][0]:
            if block in groups["inline"] or block in ("parameter", "editions") or block not in RECIPES or (block, parent) in (("line", "card"), ("notes", "slide")):
                continue
            if parent in CELLS and block not in IN_CELLS:
                made.append(Trial("%s in %s" % (block, parent), around.replace("{x}", block_of(block)), "E118"))
                continue
            code = REFUSED.get((block, parent), REFUSED.get((block, "*")) if parent not in ("report", "section", "each") else None)
            made.append(Trial("%s in %s" % (block, parent), around.replace("{x}", block_of(block)), code))
    for parent, around in INLINE_PARENTS.items():
        for inline in groups["inline"]:
            made.append(Trial("%s in %s" % (inline, parent), around.replace("{x}", block_of(inline).replace("{a}", "")),
                              REFUSED.get((inline, parent))))
    for recipe in RECIPES:
        element = recipe.split()[0]
        base = Trial(recipe, wrapped(element, groups, block_of(recipe)), None)
        made.append(base)
        for attribute, needed in rules[element][1].items():
            value, known = value_of(recipe, attribute)
            if needed or value is None:
                if not needed and not known:
                    failures.append("nothing is said here of %s= on <%s>" % (attribute, element))
                continue
            made.append(Trial("%s %s=" % (recipe, attribute), wrapped(element, groups, block_of(recipe, value)),
                              REFUSED.get((recipe, attribute + "=")), base))
        if "id" in rules[element][1] and element not in ("report", "box", "frame", "lane"):
            made.append(target(recipe, element, groups))
    for parent, around in PARENTS.items():
        for form, (markdown, code) in FORMS.items() if parent not in CELLS and "text" in rules[parent.split()[-1]][0] else ():
            made.append(Trial("Markdown %s in %s" % (form, parent), around.replace("{x}", '<text file="texts/proef.md"/>'),
                              REFUSED.get((form, parent), code), markdown=markdown))
    return made + [Trial(name, content, code) for name, content, code in EXTRA]


def target(recipe, element, groups):
    """A link to each element that has an id: it leads to where its first word stands, on a page of its own."""
    block = block_of(recipe, 'id="doel2" caption="@"' if recipe == "image" else 'id="doel2"')
    if recipe == "cell":  # its id is for figures, no link leads there
        block = block.replace("<cell ", '<cell value="3" ').replace(">@</cell>", "/>", 1)
    around = '<p>vooraf</p><page-break/>%s<p><a to="doel2">@</a> <page-of to="doel2"/></p>'
    if element == "slide":
        around = '<slide><p>vooraf</p></slide>%s<slide><p><a to="doel2">@</a> <page-of to="doel2"/></p></slide>'
    trial = Trial("link to " + recipe, around
                  % wrapped(element, groups, block), "T211" if recipe in ("cell", "use", "include", "check", "outline", "part") else None)  # which print nothing of their own
    trial.target = True
    return trial


def lost(pages, trial):
    """What is wrong with the link of a trial: the place where it leads is not that of what has the id."""
    page, texts, links = 0, [], []
    for line in pages.splitlines():
        number = re.match(r"page (\d+)", line)
        page = int(number.group(1)) if number else page
        text = re.match(r'\s+text \S+ (\S+) .*"(.*)"$', line)
        texts += [(page, float(text.group(1)), text.group(2))] if text else []
        link = re.match(r'\s+link .* page (\d+) y (\S+) "(.*)"$', line)
        links += [(int(link.group(1)), float(link.group(2)), link.group(3))] if link else []
    to = [(p, y) for p, y, words in links if words == trial.words[-1]]
    marked = re.search(r'id="doel2"', trial.content).end()
    word = (re.findall(r"Q[a-z]a[a-z]oe", trial.content[marked:]) + [""])[0]
    stands = [(p, y) for p, y, words in texts if word in words or (len(words) > 2 and words in word)]
    if not to or not stands:
        return ["%s: no link, or %s is nowhere" % (trial.name, word)]
    good = any(p == to[0][0] and -20 <= y - to[0][1] <= 260 for p, y in stands)
    return [] if good else ["%s: leads to page %d, %g; %s stands at %s" % (trial.name, *to[0], word, stands)]


def wrapped(element, groups, content):
    if element in ("slide", "notes"):
        return content
    return '<section title="Proefdeel">%s</section>' % ("<p>@ %s</p>" % content if element in groups["inline"] else content)


def judge(griffie, work, trial, bases, number):
    status, err, dumps, texts = run(griffie, os.path.join(work, str(number)), trial)
    codes = re.findall(r"(?:error|warning): .*\[(\w+)\]", err)
    if trial.code:
        return [] if any(c.startswith(trial.code) for c in codes) else ["%s: not refused with %s: exit %d %s" % (trial.name, trial.code, status, err.strip()[:300])]
    if texts is None or status:
        return ["%s: exit %d: %s" % (trial.name, status, err.strip()[:300])]
    found = []
    told = 0 if trial.name.endswith((" id=", " contents=", " float=", " keep-next=", " relationship=", " mode=")) else 1
    if trial.base and (trial.base.name, trial.name.split()[-1][:-1]) not in UNSEEN and trial.words == trial.base.words and dumps[told:] == bases.get(trial.base.name)[told:]:
        found.append("%s: accepted, and nothing changes" % trial.name)
    found += lost(dumps[1], trial) if getattr(trial, "target", False) else []
    shown = not trial.name.endswith(" if=") and not (trial.name.endswith(" empty="))
    for word in trial.words if shown else []:
        if "~" + word in trial.content:
            found += [] if word in dumps[2] or "because" in trial.content else ["%s: %s is not said aloud" % (trial.name, word)]
            continue
        for place in ("PDF", "tags") + (("workbook",) if 'sheet="Blad"' in trial.content and not getattr(trial, "target", False) and "Qbabo" not in word else ()):
            seen = texts.get(place, "").count(word)
            if seen == 0:
                found.append("%s: %s is not in the %s: %s" % (trial.name, word, place, trial.content.replace("\n", " ")[:240]))
    return found


def main():
    griffie = os.path.realpath(sys.argv[1])
    if not shutil.which("pdftotext") or not shutil.which("pdfinfo"):
        return 77
    failures = []
    rules, groups = read_grammar()
    made = trials(rules, groups, failures)
    made = [t for t in made if not sys.argv[2:] or any(w in t.name for w in sys.argv[2:])]
    work = tempfile.mkdtemp()
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("GR_JOBS", "2"))) as pool:
        originals = {t.base.name: t.base for t in made if t.base}
        dumps = pool.map(lambda t: (t.name, run(griffie, os.path.join(work, "base " + t.name), t, True)[2]), originals.values())
        bases = dict(dumps)
        for found in pool.map(lambda p: judge(griffie, work, p[1], bases, p[0]), enumerate(made)):
            failures += found
    shutil.rmtree(work)
    for line in failures:
        print("blocks: " + line)
    print("%d trials" % len(made))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
