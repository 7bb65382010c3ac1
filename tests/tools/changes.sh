#!/bin/sh
# What changed between two versions, as page, workbook, JSON and `griffie why` say it: changes.sh GRIFFIE. One line for each
# demand that is not met; exit 1 when there is one, 77 when poppler or openpyxl is not here.
. "$(dirname "$0")/trial.sh"
python=/usr/bin/python3
command -v pdftotext >/dev/null && $python -c 'import openpyxl' 2>/dev/null || exit 77
export LC_ALL=C.UTF-8
cp -R "$base" "$work/run"
cd "$work/run" || exit 99
sheet=output/dossier/region.changes

run() { "$griffie" "$@" >"$work/out" 2>"$work/err"; }
render() { run render --edition region "$@"; }
says() { grep -qF -- "$1" "$work/out" || { fail "$2 does not say: $1"; cat "$work/out"; }; }
sheets=.output.griffie/.versions/dossier/region.changes
versions() { find .output.griffie/.versions/dossier/region -mindepth 1 -maxdepth 1 -type d | wc -l; }

run why dossier region; demand 64 "why before anything was published"
render; demand 0 "first run"
run why dossier region; demand 0 "why of one version"
says "there is only one version" "why of one version"
[ -e $sheet ] && fail "a change sheet of a first version"
run why dosier region; demand 64 "why of a report that is not there"
grep -q "did you mean 'dossier'" "$work/err" || fail "no 'did you mean' for a report"
run why dossier regoin; demand 64 "why of an edition that is not there"
grep -q "did you mean 'region'" "$work/err" || fail "no 'did you mean' for an edition"

# a line that moved changes nothing at all
sed -e '/gm0274/{h;d}' -e '/gm0277/G' "$base/input/amounts.xml" >input/amounts.xml
cmp -s "$base/input/amounts.xml" input/amounts.xml && fail "no line was moved"
render; demand 0 "moved line"
[ "$(versions)" = 1 ] || fail "a moved line made a version"
render --force; demand 0 "made again by force"
[ "$(versions)" = 2 ] || fail "--force made no version"
run why dossier region; demand 0 "why after --force"
says "nothing changed" "why after --force"
[ -e $sheet ] && fail "a change sheet without changes"

# one figure, and what follows from it
sed 's|id="wsp-2022" module="wsp" amount="250000"|id="wsp-2022" module="wsp" amount="250010.50"|' "$base/input/amounts.xml" >input/amounts.xml
render; demand 0 "one figure"
run why dossier region; demand 0 "why after one figure"
says "values changed: 1" "why"
says "distributions[wsp-2022].amount: 250000.00 EUR -> 250010.50 EUR" "why"
grep -q "newly used\|no longer used" "$work/out" && fail "why tells of values that are used as before"
run why --json dossier region
[ "$(grep -c '"kind": "value"' "$work/out")" = 1 ] || fail "why --json: not one value"
[ -e $sheet/dossier-regio-2022-wijzigingen.pdf ] || fail "no change sheet"

# a row more, a row less, a text
sed -e '/participation municipality="gm0277" module="wsp"/d' \
    -e 's|<participation municipality="gm0202" module="wsp"/>|&<participation municipality="gm0274" module="wsp"/>|' \
    "$base/input/organisation.xml" >input/organisation.xml
sed -i 's/helpt werkgevers aan personeel/helpt werkgevers in de regio aan personeel/' input/texts/wsp/tasks.md
before=$(readlink $sheets/current)
render; demand 0 "rows and a text"
[ "$before" != "$(readlink $sheets/current)" ] || fail "the change sheet is the one of the version before"
[ -d "$sheets/$before" ] || fail "the change sheet of a version that is kept is gone"
pdftotext -layout $sheet/dossier-regio-2022-wijzigingen.pdf "$work/pdf.txt" || fail "the page does not open"
$python - $sheet "$work/pdf.txt" <<'EOF' || fail "page, workbook and JSON do not agree"
import json, pathlib, re, sys
import openpyxl
folder, page = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).read_text()
squeezed = lambda text: re.sub(r"\s+", "", text)
page = squeezed(page)
said = json.loads((folder / "changes.json").read_text())
book = openpyxl.load_workbook(folder / "dossier-regio-2022-wijzigingen.xlsx")
kinds = {"figure": "Veranderde cijfers", "added": "Nieuwe regels", "gone": "Vervallen regels", "text": "Veranderde teksten"}
faults = []
for kind, title in kinds.items():
    items = [item for item in said["items"] if item["kind"] == kind]
    if not items:
        faults.append(f"no {kind} in the JSON")
        continue
    if title not in book.sheetnames:
        faults.append(f"no sheet {title}: {book.sheetnames}")
        continue
    rows = [[cell.value for cell in row] for row in book[title].iter_rows(min_row=3) if row[0].value is not None]
    for item in items:
        if kind == "text":
            marked = lambda side: any(re.sub(r"[][]", "", str(row[side])) == item[("before", "after")[side]] for row in rows)
            if not (marked(0) and marked(1)) or not any("[" in str(cell) for row in rows for cell in row):
                faults.append(f"{title}: not in the workbook: {item}")
            continue
        row = next((row for row in rows if row[0] == item["label"]), None)
        if row is None:
            faults.append(f"{title}: not in the workbook: {item['label']}")
            continue
        if squeezed(item["label"]) not in page or squeezed(item["where"]) not in page:
            faults.append(f"{title}: not on the page: {item}")
        if kind == "figure" and item["after-value"].endswith(" EUR"):
            want = [float(item[name].split()[0]) for name in ("before-value", "after-value", "difference")]
            if not any(row[1:4] == want for row in rows):
                faults.append(f"{title}: {rows} in the workbook, {want} in the JSON")
gone = [item for item in said["items"] if item["kind"] == "gone"]
added = [item for item in said["items"] if item["kind"] == "added"]
if [item["label"] for item in gone] != ["Rozendaal"] or [item["label"] for item in added] != ["Renkum"]:
    faults.append(f"gone {gone}, added {added}")
causes = [(cause["kind"], cause["label"]) for cause in said["causes"]]
if sorted(causes) != [("gone", "Deelname: Rozendaal, WerkgeversServicepunt"), ("new", "Deelname: Renkum, WerkgeversServicepunt")]:
    faults.append(f"causes {causes}")
if said["before"]["number"] + 1 != said["after"]["number"] or len(said["after"]["day"]) != 10:
    faults.append(f"versions {said['before']}, {said['after']}")
texts = [item for item in said["items"] if item["kind"] == "text"]
if not any("in de regio" in item["after"] and "in de regio" not in item["before"] for item in texts):
    faults.append(f"texts {texts}")
for wanted in ("[in de", f"nummer {said['after']['number']}, gepubliceerd op", "De opzet van het document"):
    if squeezed(wanted) not in page:
        faults.append(f"not on the page: {wanted}")
print(*faults, sep="\n", end="\n" if faults else "")
sys.exit(1 if faults else 0)
EOF

# the version that was current before is so again: its sheet tells of the way back
cp "$base/input/organisation.xml" input/
cp "$base/input/texts/wsp/tasks.md" input/texts/wsp/
render; demand 0 "the data are what they were"
grep -q '"kind": "gone".*"label": "Renkum"' $sheet/changes.json || fail "the way back is not told"
[ "output/dossier/$(readlink output/dossier/region)" != "output/dossier/$(readlink $sheet)" ] || fail "the sheet is the version"
[ "$(readlink $sheets/current)" = "$(readlink .output.griffie/.versions/dossier/region/current)" ] || fail "a sheet of another version"

# what changed of others is one sentence
run render --edition renkum; demand 0 "Renkum"
sed 's|municipality="gm0202" number="[0-9]*"|municipality="gm0202" number="164777"|' "$base/input/amounts.xml" >input/amounts.xml
run render --edition renkum; demand 0 "Arnhem has more inhabitants"
grep -q '"others": true' output/dossier/renkum.changes/changes.json || fail "data of others: not told in the JSON"
grep -q '164777\|"label": "Inwoners' output/dossier/renkum.changes/changes.json && fail "Arnhem's inhabitants are told to Renkum"
pdftotext output/dossier/renkum.changes/*.pdf "$work/pdf.txt"
grep -q "gegevens van andere deelnemers veranderd" "$work/pdf.txt" || { fail "data of others: not on the page"; cat "$work/pdf.txt"; }
grep -q "164" "$work/pdf.txt" && fail "Arnhem's inhabitants are on Renkum's page"
cp "$base/input/amounts.xml" input/

# a record that is known by counting is known by what it says: one put before others is one row more
cat >templates/reports/steps.xml <<'EOF'
<?xml version="1.0" encoding="UTF-8"?>
<report xmlns="urn:griffie:report:1" id="steps" style="plain" lang="en" title="Steps" author="De regio">
  <table id="steps" title="Steps" rows="steps sort by nr"><column title="Nr" value="nr as plain" header="yes"/><column title="What" value="name"/><column title="Amount" value="amount"/></table>
</report>
EOF
sed -i 's|^</source>|  <dataset name="steps" title="Stappen" records="step" key="nr" shared="yes" empty="yes"><field name="nr" type="integer" ordinal="yes"/><field name="name" type="text"/><field name="amount" type="money"/></dataset>\n&|' templates/sources/amounts.xml
steps() { sed "s|^</amounts>|$1\n&|" "$base/input/amounts.xml" >input/amounts.xml; }
steps '<step nr="1" name="a" amount="10"/><step nr="2" name="b" amount="20"/>'
run render --report steps; demand 0 "steps"
steps '<step nr="1" name="new" amount="5"/><step nr="2" name="a" amount="10"/><step nr="3" name="b" amount="20"/>'
run render --report steps; demand 0 "a step before the others"
$python - output/steps/region.changes/changes.json <<'EOF' || fail "records that are counted"
import json, sys
said = json.load(open(sys.argv[1]))
got = sorted((item["kind"], item["after"]) for item in said["items"])
causes = [(cause["kind"], cause["label"]) for cause in said["causes"]]
wanted = [("added", "new, € 5"), ("figure", "2"), ("figure", "3")]
if [(kind, after.replace("\u00a0", " ")) for kind, after in got if kind != "text-added"] != wanted or causes != [("new", "Stappen: new")]:
    print(got, causes)
    sys.exit(1)
EOF
rm templates/reports/steps.xml; cp "$base/templates/sources/amounts.xml" templates/sources/; cp "$base/input/amounts.xml" input/

# a number that is hidden now: neither it, nor what it was, nor a difference with it in it
mkdir "$work/small"
(cd "$work/small" && cp -R "$base/../_blocks/." . && cp -R "$base/../block_suppressed/input" "$base/../block_suppressed/templates" .
  count() { sed -i "s/gm0277\" age=\"jong\" number=\"[0-9]*\"/gm0277\" age=\"jong\" number=\"$1\"/" input/clients.xml; }
  count 8; "$griffie" render >/dev/null 2>"$work/err" || exit 1
  count 2; "$griffie" render >/dev/null 2>"$work/err") || { fail "small numbers"; cat "$work/err"; }
$python - "$work/small/output/suppressed/region.changes/changes.json" <<'EOF' || fail "a hidden number is told"
import json, sys
said = json.load(open(sys.argv[1]))
hidden = [item for item in said["items"] if item.get("hidden")]
told = [item for item in said["items"] if item["kind"] in ("figure", "added", "gone") and not item.get("hidden")]
empty = all(not item[name] for item in hidden for name in ("before", "after", "before-value", "after-value", "difference"))
if not hidden or told or not empty or said["causes"]:
    print(told, said["causes"])
    sys.exit(1)
EOF

# a version of an older griffie knew figures by their place: no sheet, and that is said
render; demand 0 "as it was"
version=.output.griffie/.versions/dossier/region/$(readlink .output.griffie/.versions/dossier/region/current)
chmod u+w "$version" "$version/published.json"
sed -i '/^"identity": 2,$/d' "$version/published.json"
sed 's|amount="1000000"|amount="1000001"|' "$base/input/amounts.xml" >input/amounts.xml
render; demand 0 "after an older griffie"
grep -q "O170" "$work/err" || { fail "nothing is said of an older griffie"; cat "$work/err"; }
[ -e $sheet ] && fail "a sheet against figures that were known by their place"

# sheets go with their versions
sed 's|amount="1000000"|amount="1000003"|' "$base/input/amounts.xml" >input/amounts.xml
render --keep 0; demand 0 "--keep 0"
[ "$(find .output.griffie/.versions/dossier/region.changes -mindepth 1 -maxdepth 1 -type d | wc -l)$(find output/.gen/dossier/region.changes -mindepth 1 -maxdepth 1 | wc -l)" = 11 ] || fail "--keep 0 left older sheets"

# commands that read say so when there is nothing to read
run history; demand 0 "history without a journal"
says "no run was written down" "history"
run log; demand 0 "log without a journal"
run history dossier region --figure; demand 64 "--figure without an id"
run history --figure x; demand 64 "--figure without an edition"

# the journal: two nights, one figure
cat >templates/batch.xml <<'EOF'
<?xml version="1.0" encoding="UTF-8"?>
<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam">
  <job id="dossiers" report="dossier" editions="region" destination="2022"/>
</batch>
EOF
night() { SOURCE_DATE_EPOCH=$1 "$griffie" run --now --job dossiers >"$work/out" 2>"$work/err"; }
cp "$base/input/amounts.xml" input/
night 1700000000; demand 0 "first night"
sed 's|amount="250000"|amount="250010"|' "$base/input/amounts.xml" >input/amounts.xml
night 1700086400; demand 0 "second night"
run history dossier region; demand 0 "history"
[ "$(grep -c '2022/dossier/region *published' "$work/out")" = 2 ] || { fail "history: not two nights"; cat "$work/out"; }
[ "$(sed -n 2p "$work/out" | cut -c1-16)" = "2023-11-15 22:13" ] || fail "history: the last night is not the first line"
says "$(readlink .output.griffie/destinations/2022/.versions/dossier/region/current) after " "history"
run history --most 1 dossier; [ "$(grep -c published "$work/out")" = 1 ] || fail "--most 1"
run history --json; [ "$(grep -c '"status": "published"' "$work/out")" = 2 ] || fail "history --json"
figure=$($python -c 'import json, sys
print(*[f["id"] for f in json.load(open(sys.argv[1]))["figures"] if f["id"].startswith("T-wsp/total/")])' \
  .output.griffie/destinations/2022/.versions/dossier/region/current/published.json)
run history dossier region --figure "$figure"; demand 0 "history of a figure"
says "250010.00 EUR" "history of a figure"
says "250000.00 EUR" "history of a figure"
run history dossier region --figure nobody; demand 0 "history of a figure that is not there"
says "no version" "history of a figure that is not there"
run log; demand 0 "log"
says "run 2: run of dossiers, began 2023-11-15 22:13:20Z, exit status 0" "log"
says "1 published" "log"
run log 1; says "run 1: " "log 1"
run log 7; demand 64 "log of a run that is not there"
run log --json; $python -c 'import json, sys; [json.loads(line) for line in open(sys.argv[1])]' "$work/out" || fail "log --json"
run why 2022/dossier region; demand 0 "why of a destination"
says "amount: 250000.00 EUR -> 250010.00 EUR" "why of a destination"
run why dossier region; demand 64 "why of an edition that stands twice"
grep -q "name one before the report: DESTINATION/REPORT" "$work/err" || fail "why of an edition that stands twice"
exit $failed
