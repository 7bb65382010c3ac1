"""messages.py GRIFFIE: who reads the figures behind a message.

Nights in which something goes wrong, each with figures that were planted in the exports. Mails to recipients of an
edition, mails to recipients of a whole job, and the index page name what went wrong and show no figure; whoever
runs griffie reads them all. Prints a line for each demand that is not met; exit 1 when there is one.
"""
import email
import email.policy
import html
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import planted

FIGURES = {"arnhem": 7770011, "renkum": 3141759, "rozendaal": 1753947, "westervoort": 5550023}
TOTAL = sum(FIGURES.values())
KEYS = {"arnhem": "gm0202", "renkum": "gm0274", "rozendaal": "gm0277", "westervoort": "gm0293"}
STYLE = pathlib.Path(__file__).parent.parent / "golden/_base/templates/styles/plain.xml"
SOURCE = """<source xmlns="urn:griffie:source:1" id="all" title="Alles"><match root="all" namespace="urn:x"/><as-of path="@as-of"/>
  <dataset name="municipalities" title="Gemeenten" records="municipality" key="id" shared="yes">
    <field name="id" type="text"/><field name="name" type="text"/></dataset>
  <dataset name="inh" title="Inwoners" records="inh" key="municipality" owner="municipality"
           least-owners="3" dominance="50">
    <field name="municipality" type="reference" to="municipalities"/><field name="number" type="integer"/>
    <field name="less" type="integer"/><field name="from" type="date"/><field name="until" type="date"/></dataset>
</source>"""
BATCH = """<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam"><mail sender="g@x.example" program="{mailer}"/>
  <job id="j" report="r" on-control="{control}">
    <recipient address="owner@x.example" when="always" figures="yes"/>
    <recipient address="job@x.example" when="always"/>
    <recipient address="region@x.example" edition="region" when="always"/>
    <recipient address="renkum@x.example" edition="renkum" when="always"/>
    <recipient address="arnhem@x.example" edition="arnhem" when="always"/></job></batch>"""
REPORT = """<report xmlns="urn:griffie:report:1" id="r" title="Verslag" style="plain" lang="nl">
  <editions region="yes" each="m" of="municipalities" file="v-{{if region then 'regio' else edition.id}}"/>{body}</report>"""
EACH_OWN = '<each name="i" of="inh">{}</each>'

# name, (exit status with block, with warn), what everybody reads, what else is changed, body of the report, data descriptor
NIGHTS = [
    ("a control of an edition", (4, 0), "aantal klopt", {},
     '<check that="sum(number of inh)" equals="1" because="aantal klopt"/><p>x</p>', ""),
    ("a condition", (4, 0), "aantal klein", {},
     EACH_OWN.format('<check that="i.number &lt; 10" because="aantal klein"/>') + "<p>x</p>", ""),
    ("a control in a table", (4, 0), "tabel klopt", {},
     '<table id="T" rows="inh" as="i" empty="geen"><column title="G" value="i.municipality.name"/>'
     '<column title="A" value="i.number" total="sum"/><check that="sum(number of inh)" equals="1" because="tabel klopt"/></table>', ""),
    ("a control over all", (4, 0), "som klopt", {}, "<p>x</p>",
     '<check that="sum(number of inh)" equals="1" because="som klopt"/>'),
    ("a control of each record over all", (4, 0), "alle gelijk", {}, "<p>x</p>",
     '<check that="max(number of inh)" equals="min(number of inh)" because="alle gelijk"/>'),
    ("an attachment that is not there", (1, 1), "file not found", {},
     EACH_OWN.format('<attachment file="attachments/{i.number as plain}.txt" title="x"/>') + "<p>x</p>", ""),
    ("an image that is not there", (1, 1), "image not found", {},
     EACH_OWN.format('<image file="images/{i.number as plain}.png" alt="x" width="10mm"/>') + "<p>x</p>", ""),
    ("a text that is not there", (1, 1), "text file not found", {},
     EACH_OWN.format('<text file="texts/{i.number as plain}.md"/>') + "<p>x</p>", ""),
    ("a block named twice", (1, 1), "name given twice", {},
     EACH_OWN.format('<p id="n{i.number as plain}">x</p><p id="n{i.number as plain}">y</p>'), ""),
    ("a link to nothing", (1, 1), "link to nothing", {},
     EACH_OWN.format('<p>Zie <ref to="n{i.number as plain}"/>.</p>'), ""),
    ("a sum too large", (1, 1), "sum cannot be worked out", {},
     EACH_OWN.format("<p>{i.number * i.number * i.number * i.number * i.number * i.number as plain}</p>"), ""),
    ("a division by zero", (1, 1), "division by zero", {},
     EACH_OWN.format("<p>{i.number / (i.number - i.number) to 0}</p>"), ""),
    ("a task that ends too early", (1, 1), "chart data not usable", {},
     '<chart id="c" type="gantt" rows="inh" as="i" category="text(i.number)" start="i.until" end="i.from" title="x"/>', ""),
    ("a box twice", (1, 1), "a second box", {},
     '<chart id="c" type="diagram" title="x" alt="x">' + 2 * '<box each="i" of="inh" id="b{i.number as plain}" row="1" column="1" title="x"/>' + "</chart>", ""),
    ("a key twice", (65, 65), "", {"double": True}, "<p>x</p>", ""),
    ("a value of another type", (65, 65), "", {"typo": True}, "<p>x</p>", ""),
    ("a reference to nothing", (65, 65), "", {"stray": True}, "<p>x</p>", ""),
    ("a total that is withheld", (0, 0), "total over others withheld", {}, "<p>{sum(number of all inh)}</p>", ""),
]
SILENT = {"a condition", "a total that is withheld"}  # whose message has no figure
failed = False


def demand(holds, night, message):
    global failed
    if not holds:
        failed = True
        print(f"messages: {night}: {message}")


def export(changed):
    rows = [(KEYS[name], str(figure)) for name, figure in FIGURES.items()]
    if "double" in changed:
        rows.append(("7770011", "1"))
        rows.append(("7770011", "2"))
    if "stray" in changed:
        rows.append(("gm7770011", "1"))
    if "typo" in changed:
        rows[0] = (rows[0][0], "7770011 inwoners")
    places = "".join(f'<municipality id="{KEYS[name]}" name="{name.capitalize()}"/>' for name in KEYS)
    if "double" in changed:
        places += '<municipality id="7770011" name="Duiven"/>'
    lines = "".join(f'<inh municipality="{key}" number="{number}" less="1" from="2021-03-07" until="2021-05-09"/>\n' for key, number in rows)
    return f'<all xmlns="urn:x" as-of="2022-01-01">{places}\n{lines}</all>'


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def lay_out(work, night, control):
    name, _, _, changed, body, data = night
    mailer = work / "mailer"
    write(work, {"mailer": f'#!/bin/sh\ncat >"{work}/sent/$$.eml"\n', "input/all.xml": export(changed),
                 "input/texts/0.md": "x\n", "input/attachments/0.txt": "x\n", "templates/sources/all.xml": SOURCE,
                 "templates/reports/r.xml": REPORT.format(body=body),
                 "templates/batch.xml": BATCH.format(mailer=mailer, control=control)})
    if data:
        write(work, {"templates/data/d.xml": f'<data xmlns="urn:griffie:data:1">{data}</data>'})
    mailer.chmod(0o755)
    (work / "templates/styles").mkdir()
    shutil.copy(STYLE, work / "templates/styles")
    (work / "sent").mkdir()


def texts_of(work):
    """Who reads what: addresses, and the page."""
    read = {}
    for path in (work / "sent").iterdir():
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        read[mail["To"].split("@")[0]] = f"{mail['Subject']}\n{mail.get_body(('plain',)).get_content()}"
    page = work / "output/index.html"
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    read["page"] = html.unescape(text[text.find("<body"):])
    return read


def run(griffie, night, control):
    name, statuses, words, changed, _, _ = night
    what = f"{name}, {control}"
    search = planted.Planted({**FIGURES, "all": TOTAL})
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        lay_out(work, night, control)
        done = subprocess.run([griffie, "run", "--now", "--json"], cwd=work, capture_output=True, text=True, check=False)
        demand(done.returncode == statuses[control == "warn"], what, f"exit status {done.returncode}: {done.stderr}")
        read = texts_of(work)
        log = subprocess.run([griffie, "log", "1"], cwd=work, capture_output=True, text=True, check=False)
    demand(set(read) == {"owner", "job", "region", "renkum", "arnhem", "page"}, what, f"mails to {sorted(read)}")
    for reader, text in read.items():
        found = search.find(text)
        if reader == "owner":
            demand(found or not search.find(done.stderr), what, f"the owner of the run reads no figure: {text}")
        else:
            demand(not found, what, f"{reader} reads {found}: {text}")
        if words and (reader, name) != ("region", "a total that is withheld"):
            demand(words in text, what, f"{reader} does not read what went wrong: {text}")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    said = "\n".join(event["text"] for event in events if event["event"] == "message")
    if name not in SILENT:
        demand(search.find(done.stderr) and search.find(said) and search.find(log.stdout), what,
               f"stderr, --json or log hold back the figures: {done.stderr}")


def main():
    planted.prove(planted.Planted(FIGURES), FIGURES["arnhem"])
    griffie = str(pathlib.Path(sys.argv[1]).resolve())
    for night in NIGHTS:
        for control in ("block", "warn"):
            run(griffie, night, control)
    sys.exit(1 if failed else 0)


main()
