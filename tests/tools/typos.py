#!/usr/bin/env python3
"""A name with a letter left out gets one message, which names the right one: typos.py GRIFFIE

Elements and attributes are taken from the grammar of reports (as blocks.py reads it), each in a parent that accepts it. Of each
other kind of name (datasets, fields, styles, labels, files, parts, fragments, parameters, functions, formats, ...) there is a trial below.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

from blocks import GOLDEN, read_grammar

GRIFFIE = os.path.abspath(sys.argv[1])
HEAD = ('<report xmlns="urn:griffie:report:1" id="typos" style="{style}" title="Proef" author="De regio">\n'
        '<parameter name="horizon" type="integer" value="3"/>\n<editions region="yes" file="typos"/>\n{top}\n')
TEXT = "::: part inleiding\n\nEen.\n\n::: part uitleg\n\nTwee.\n"
FRAGMENT = '<fragment xmlns="urn:griffie:fragment:1"><argument name="toelichting" type="text"/><p>{toelichting}</p></fragment>'
failed = 0


def fail(words):
    global failed
    failed += 1
    print(words)


def without_a_letter(name):
    middle = len(name) // 2
    return name[:middle] + name[middle + 1:]


def near(typo):
    """All names that are one letter away."""
    letters = "abcdefghijklmnopqrstuvwxyz-"
    return {typo[:i] + c + typo[j:] for i in range(len(typo) + 1) for j in (i, i + 1) for c in [*letters, ""]}


def run(body, top="", style="blocks", files=None):
    with tempfile.TemporaryDirectory() as work:
        shutil.copytree(os.path.join(GOLDEN, "_blocks"), work, dirs_exist_ok=True)
        files = {"input/texts/delen.md": TEXT, "templates/library/bijlage.xml": FRAGMENT,
                 "templates/reports/typos.xml": HEAD.format(style=style, top=top) + body + "</report>\n", **(files or {})}
        for name, text in files.items():
            os.makedirs(os.path.dirname(os.path.join(work, name)), exist_ok=True)
            with open(os.path.join(work, name), "w", encoding="utf-8") as file:
                file.write(text)
        done = subprocess.run([GRIFFIE, "check"], cwd=work, capture_output=True, text=True, check=False)
        return [line for line in done.stderr.splitlines() if re.search(r" (error|warning): .*\[\w+\]$", line)]


# ---- the grammar: many in one report, a line for each ----

def grammar_trials():
    rules, groups = read_grammar()
    reached = {"section": ("", "")}
    queue = ["section"]
    while queue:  # the way to each element: what stands around it
        parent = queue.pop(0)
        before, behind = reached[parent]
        for child in rules[parent][0]:
            if child in rules and child not in reached:
                reached[child] = (before + "<%s>" % parent, "</%s>" % parent + behind)
                queue.append(child)
    for name, (before, behind) in reached.items():
        parent = re.findall(r"<([\w-]+)>$", before)
        if parent and len(name) > 3:
            yield name, without_a_letter(name), before + "<%s/>" % without_a_letter(name) + behind, rules[parent[0]][0]
        for attr in rules[name][1] if name not in ("use", "include") else ():  # theirs are arguments: below
            if len(attr) > 3:
                yield attr, without_a_letter(attr), before + '<%s %s="x"/>' % (name, without_a_letter(attr)) + behind, rules[name][1]


def try_grammar():
    trials = [t for t in grammar_trials() if t[1] not in t[3]]
    for first in range(0, len(trials), 8):  # each line may bring faults of its own: what is needed and not there
        chunk = trials[first:first + 8]
        said = run("\n".join(line for _, _, line, _ in chunk))
        for nr, (name, typo, line, _) in enumerate(chunk):
            about = [m for m in said if m.startswith("templates/reports/typos.xml:%d:" % (nr + 5)) and "'%s'" % typo in m]
            meant = re.findall(r"did you mean '([\w-]+)'", about[0]) if len(about) == 1 else []
            if meant != [name] and not (meant and meant[0] in chunk[nr][3] and meant[0] in near(typo)):
                fail("%s: %r" % (line, about))
    return len(trials)


# ---- all other kinds: what is written wrongly, what is meant, where ----

DEFINE = '<define name="kader"><argument name="opschrift" type="text"/><p>{opschrift}</p></define>'
KINDS = [
    ("dataset", "module", "modules", "<p>{count(module)}</p>", {}),
    ("dataset of a loop", "munipalities", "municipalities", '<list><item each="m" of="munipalities">{m.name}</item></list>', {}),
    ("field", "buget", "budget", "<p>{sum(buget of lines)}</p>", {}),
    ("field of a record", "progamme", "programme", '<list><item each="m" of="modules">{m.progamme.name}</item></list>', {}),
    ("parameter", "horzon", "horizon", "<p>{horzon}</p>", {}),
    ("function", "capitl", "capital", "<p>{capitl('een')}</p>", {}),
    ("format", "ero", "euro", "<p>{sum(budget of lines) as ero}</p>", {}),
    ("code", "incom", "income", "<p>{count(lines where direction = 'incom')}</p>", {}),
    ("key", "inkop", "inkoop", "<p>{count(lines where module = 'inkop')}</p>", {}),
    ("list of codes", "direcion", "direction", "<p>{count(codes(direcion))}</p>", {}),
    ("text style", "quot", "quote", '<p style="quot">Een.</p>', {}),
    ("master", "boy", "body", '<section master="boy"><p>Een.</p></section>', {}),
    ("look of a box", "quot", "quote", '<quote look="quot">Een.</quote>', {}),
    ("house style", "block", "blocks", "<p>Een.</p>", {"style": "block"}),
    ("file of a text", "texts/delem.md", "texts/delen.md", '<text file="texts/delem.md" part="uitleg"/>', {}),
    ("part of a text", "uitlg", "uitleg", '<text file="texts/delen.md" part="inleiding"/><text file="texts/delen.md" part="uitlg"/>', {}),
    ("fragment", "library/bijlag.xml", "library/bijlage.xml", '<include file="library/bijlag.xml" toelichting="Een."/>', {}),
    ("argument of a fragment", "toelicting", "toelichting", '<include file="library/bijlage.xml" toelicting="Een."/>', {}),
    ("definition", "kadr", "kader", '<use name="kadr" opschrift="Een."/><use name="kader" opschrift="Een."/>', {"top": DEFINE}),
    ("argument", "opschift", "opschrift", '<use name="kader" opschift="Een."/>', {"top": DEFINE}),
    ("id", "T-gelden", "T-geld", '<table id="T-geld" title="Een" rows="modules" as="m"><column title="Een" value="m.name"/></table><p><ref to="T-gelden"/></p>', {}),
    ("colour", "accnt", "accent", "<p>Een.</p>", {"style": "eigen", "files": {
        "templates/styles/eigen.xml": '<style xmlns="urn:griffie:style:1" id="eigen" title="Eigen" like="blocks"><text-style name="quote" colour="accnt"/></style>'}}),
    ("label", "sorce", "source", "<p>Een.</p>", {"style": "eigen", "files": {
        "templates/styles/eigen.xml": '<style xmlns="urn:griffie:style:1" id="eigen" title="Eigen" like="blocks"><label name="sorce" text="Bron:"/></style>'}}),
    ("style that it is like", "block", "blocks", "<p>Een.</p>", {"style": "eigen", "files": {
        "templates/styles/eigen.xml": '<style xmlns="urn:griffie:style:1" id="eigen" title="Eigen" like="block"/>'}}),
]


def try_kinds():
    for kind, typo, name, body, more in KINDS:
        said = run("<section title='Een'>%s</section>" % body if "master=" not in body else body, **more)
        if len(said) != 1 or typo not in said[0] or "'%s'" % name not in said[0]:
            fail("%s: %s" % (kind, said))
    return len(KINDS)


print("%d names of the grammar, %d other kinds" % (try_grammar(), try_kinds()))
sys.exit(1 if failed else 0)
