#!/usr/bin/env bash
# Where a figure comes from, and where a record is printed: trace.sh GRIFFIE. One line for each demand that is not met; exit 1
# when there is one. Whether values are right is for trace_judge.py.
. "$(dirname "$0")/trial.sh"
cd "$work" || exit 99
cp -R "$base/input" "$base/templates" .
for nr in $(seq 1 3000); do # a sum over more records than are listed; every tenth stands a line further
  printf '  <small id="klein-%s" amount="1"/>\n' "$nr"
  [ $((nr % 10)) -ne 0 ] || echo
done >rows
sed -i '/id="wsp-2022"/r rows' input/amounts.xml
sed -i 's|^</source>|  <dataset name="smalls" title="Kleine bedragen" records="small" key="id" shared="yes"><field name="id" type="text"/><field name="amount" type="money"/></dataset>\n</source>|' templates/sources/amounts.xml
sed -i 's|^</report>|  <section title="Klein"><p>Alles samen {sum(amount of smalls) as euro}.</p></section>\n</report>|' templates/reports/dossier.xml
"$griffie" render >out 2>"$work/err"
demand 0 render
trace() { "$griffie" trace "$@" >out 2>"$work/err"; }
where() { "$griffie" where-used "$@" >out 2>"$work/err"; }
has() { grep -q -- "$2" out || { fail "$1: '$2' is not told"; head -30 out; }; }
lacks() { ! grep -q -- "$2" out || { fail "$1: '$2' is told"; head -30 out; }; }

# a document by its content: also a copy with another name; a workbook is one too
cp -L output/dossier/region/dossier-regio-2022.pdf elders.pdf
trace elders.pdf '€ 164.096'
demand 65 "no such text" C023
trace elders.pdf Arnhem
demand 0 "a text that stands there more than once"
has "a text that stands there more than once" '^  1  Arnhem  at 1:'
has "several are numbered" 'figures; --nr N'
trace elders.pdf Arnhem --nr 1
demand 0 "one of them"
has "one of them" 'municipalities\[gm0202\].name .*= Arnhem  organisation.xml:3:3'
has "its expression" 'asked for in reports/dossier.xml:10:.*: c.municipality.name'
has "its checksum" "organisation.xml, data of 2022-01-01, SHA-256 $(sha256sum input/organisation.xml | cut -c1-64)"
place=$(sed -n 's/^  stands on page \([0-9]*\), \([0-9.]*\) mm from the left, \([0-9.]*\) mm.*/\1:\2,\3/p' out)
id=$(sed -n 's/^  figure \([^ ]*\) of .*/\1/p' out)
trace dossier/region "$place"
demand 0 "by its place"
has "by its place" "figure $id of dossier/region"
trace dossier/region "$id"
has "by its id" "figure $id of dossier/region"
trace dossier/region Arnhem --nr 99
demand 65 "a number that there is not" C023
trace dossier/region 1:1,1
demand 65 "a place where nothing stands" 'the nearest is'
trace dossier/region 99:1,1
demand 65 "a page that there is not" 'no figure stands on page 99'
trace dossier/region Arnem
demand 65 "nearly" "did you mean 'Arnhem'"
workbook=$(ls output/dossier/region/*.xlsx)
trace "$workbook" "$id"
demand 0 "a workbook"
has "a workbook" 'stands in the workbook at Bijdragen!A'
cell=$(sed -n 's/^  stands in the workbook at //p' out)
trace "$workbook" "$cell"
demand 0 "by its cell"
has "by its cell" "figure $id of dossier/region"
trace "$workbook" 'Bijdragen!ZZ9'
demand 65 "a cell that there is not" C023
echo >>elders.pdf
trace elders.pdf Arnhem
demand 0 "a file that something was added to"
[ ! -s "$work/err" ] || { fail "a file that something was added to: something is said"; cat "$work/err"; }
printf 'geen document' >niets.pdf
trace niets.pdf Arnhem
demand 65 "a file of somebody else" C022
if command -v qpdf >/dev/null; then
  for how in --linearize --qdf --object-streams=disable; do
    qpdf "$how" output/dossier/region/dossier-regio-2022.pdf "anders$how.pdf" && trace "anders$how.pdf" Arnhem --nr 1
    demand 0 "saved anew with qpdf $how"
    has "saved anew with qpdf $how" "figure $id of dossier/region"
    grep -q C028 "$work/err" || { fail "saved anew with qpdf $how: that its figures are not read is not said"; cat "$work/err"; }
  done
fi
# another document that says it is this one, and a workbook in which a cell was typed over
mkdir other && cp -R input templates other/
sed -i 's/amount="1000000"/amount="1000009"/' other/input/amounts.xml
(cd other && "$griffie" render --report dossier --edition region >../out 2>"$work/err")
demand 0 "the same from other data"
python3 - <<'EOF'
import pathlib, re, zipfile
ours, theirs = (next(pathlib.Path(p).glob("output/dossier/region/*.pdf")).read_bytes() for p in (".", "other"))
told = [re.search(rb"uuid:[0-9a-f-]{36}", b)[0] for b in (ours, theirs)]
assert told[0] != told[1]
pathlib.Path("vals.pdf").write_bytes(theirs.replace(told[1], told[0]))
pathlib.Path("stuk.pdf").write_bytes(ours.replace(b"%PDF-1.7", b"%PDF-1.4"))
book = zipfile.ZipFile(next(pathlib.Path("output/dossier/region").glob("*.xlsx")))
with zipfile.ZipFile("vals.xlsx", "w") as out:
    for name in book.namelist():
        out.writestr(name, book.read(name).replace(b"<v>1000000</v>", b"<v>1000009</v>"))
with zipfile.ZipFile("zonder.xlsx", "w") as out:  # as by a program that works nothing out
    for name in book.namelist():
        out.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v></v>", book.read(name)))
EOF
for copy in vals.pdf vals.xlsx; do
  trace $copy Arnhem --nr 1
  demand 0 "altered: $copy" C027
  grep -q "figures are others; the first: '€.*' should stand at [1B].*, and '.*[0-9]' does" "$work/err" || { fail "altered: $copy: what it shows is not said"; cat "$work/err"; }
  has "altered: $copy" "figure $id of dossier/region"
done
trace stuk.pdf Arnhem --nr 1
demand 0 "a copy that is not read" C028
trace zonder.xlsx Arnhem --nr 1
demand 0 "a workbook without values of formulas"
[ ! -s "$work/err" ] || { fail "a workbook without values of formulas: something is said"; cat "$work/err"; }
trace dossier/nergens Arnhem
demand 65 "an edition that there is not" C022
trace dossier/region Arnhem --nr 0
demand 64 "no number"

# a printed amount: rounding, the sum and what it is over
total=$(grep -o '{ "id": "[^"]*", "text": "€[^"]*3.000"' .output.griffie/.versions/dossier/region/current/origins.json | head -1 | cut -d'"' -f4)
trace dossier/region "$total"
demand 0 "a long sum"
has "how it is printed" 'printed as euro'
has "its value" 'its value is 3000.00 EUR'
has "its set" 'sum of 3000: smalls'
has "what is left out" 'and 2980 more; --all shows all'
trace dossier/region "$total" --all
has "all lines" 'lines of amounts.xml: 3000'
[ "$(grep -c '^  amounts.xml:[0-9]*: <small ' out)" = 3000 ] || fail "not each line of the sum is shown"
grep -n 'klein-2999"' input/amounts.xml | sed 's/^\([0-9]*\):  /  amounts.xml:\1: /' >line
grep -qF "$(cat line)" out || fail "the line of a record is not as it stands in the export"
trace dossier/region "$total" --json --all
python3 -c 'import json, sys
told = json.loads(open("out").read()); root = told["nodes"][0]
lines = sum(len(of["lines"]) for of in root["lines"])
sys.exit(0 if root["op"] == "sum" and len(root["operands"]) + root["more"] == 3000 and lines == root["more"] else 1)' ||
  fail "the graph for machines does not name all lines"
cp input/amounts.xml kept.xml
sed -i 's/164096/164097/' input/amounts.xml
trace dossier/region "$total" --all
has "an export that is another by now" 'they cannot be read again'
lacks "an export that is another by now" 'klein-2999'
mkdir -p .output.griffie/archive/"$(sha256sum kept.xml | cut -c1-2)"
cp kept.xml .output.griffie/archive/"$(sha256sum kept.xml | cut -c1-2)/$(sha256sum kept.xml | cut -c1-64)"
trace dossier/region "$total" --all
has "from the archive" 'amounts.xml:5: <small id="klein-1"'
mv kept.xml input/amounts.xml

# of an edition with an owner: what is others' is counted, not told
own=$(grep -o '{ "id": "[^"]*", "text": "€[^"]*"' .output.griffie/.versions/dossier/gm0274/current/origins.json 2>/dev/null | head -1 | cut -d'"' -f4)
edition=gm0274
[ -n "$own" ] || { edition=renkum; own=$(grep -o '"id": "T-inkoop/[^"]*gm0274[^"]*", "text": "€[^"]*"' .output.griffie/.versions/dossier/renkum/current/origins.json | head -1 | cut -d'"' -f4); }
trace "dossier/$edition" "$own"
demand 0 "a figure of an owner"
lacks "another owner's weight" '164096'
has "others are counted" 'of other owners'
trace "dossier/$edition" "$own" --json
lacks "another owner's weight for machines" '164096'
trace "dossier/$edition" "$own" --others
has "for the run's owner" '164096'

# the way back
where amounts.xml:3
demand 0 "a line of an export"
has "a line of an export" '^dossier/region, version'
has "how many" 'figures in [0-9]* editions'
where input/amounts.xml:3
has "with its folder" '^dossier/region, version'
line=$(grep -n 'klein-2990"' input/amounts.xml | cut -d: -f1)
where "amounts.xml:$line"
has "a line among the many of a sum" '€.*3.000 '
where amounts.xml:1
has "a line on which nothing begins" 'no figure of what readers see comes from it'
where municipalities gm0274 name
has "a record and field" 'Renkum'
where municipalities gm0274 nothing
has "a field that is not used" 'no figure'
where municipalities gm0274 name --json
python3 -c 'import json; [json.loads(line)["id"] for line in open("out")]' || fail "where-used --json is no JSON"
where amounts.xml
demand 64 "half a place" 'EXPORT:LINE'

# sums that were made while exports were read: their records are read again, all at once, and held against the checksum
cat >templates/sources/ledger.xml <<'EOF'
<source xmlns="urn:griffie:source:1" id="ledger">
  <match root="ledger"/>
  <ignore path="line/@nr"/>
  <dataset name="realisation" records="line" shared="yes" where="side != 'X'">
    <field name="account" path="@account" type="text"/>
    <field name="side" path="@side" type="text"/>
    <field name="amount" path="@amount" type="money"/>
    <field name="signed" type="money" value="if side = 'C' then -amount else amount"/>
    <group by="account"><sum name="amount" of="signed"/><count name="lines"/></group>
  </dataset>
</source>
EOF
for part in 1 2; do
  echo '<ledger>'
  for nr in $(seq 1 300); do
    echo "  <line account=\"$((4000 + nr % 3))\" side=\"$(echo CDDX | cut -c$((nr % 4 + 1)))\" amount=\"$((nr + part)).50\" nr=\"$part-$nr\"/>"
  done
  echo '</ledger>'
done | awk '/<ledger>/ {n++} {print > ("input/ledger-" n ".xml")}'
sed -i "s|^</report>|  <section title=\"Lasten\"><p>Op 4001: {first(amount of realisation where account = '4001') as cents}, samen {sum(amount of realisation) as cents} in {sum(lines of realisation)} regels.</p></section>\n</report>|" templates/reports/dossier.xml
"$griffie" render >out 2>"$work/err"
demand 0 "a report of groups"
index=.output.griffie/.versions/dossier/region/current/origins.json
group=$(grep -o '{ "id": "[^"]*", "text": "[^"]*"' $index | tail -3 | head -1 | cut -d'"' -f4)
sum=$(grep -o '{ "id": "[^"]*", "text": "[^"]*"' $index | tail -2 | head -1 | cut -d'"' -f4)
trace dossier/region "$group" --all
demand 0 "a group"
has "a group" 'sum of signed over 150 records where side'
has "a group, its lines" 'lines of ledger-1.xml in realisation.4001.: 75'
has "a group, of the second export" 'lines of ledger-2.xml in realisation.4001.: 75'
has "a group, a line as it stands" '  ledger-2.xml:2: <line account="4001" side="D" amount="3.50" nr="2-1"/>'
lacks "a group, a line that was left out" 'side="X"'
lacks "a group, a line of another" 'account="4000"'
trace dossier/region "$sum" --all --json
python3 - <<'EOF' || fail "the lines of the groups do not give their sums"
import decimal, json, re, sys
told = json.loads(open("out").read())
text = {n: open(f"input/ledger-{n}.xml").read().splitlines() for n in (1, 2)}
groups = [node for node in told["nodes"] if node.get("read-again")]
for node in groups:
    total = decimal.Decimal(0)
    for part in node["lines"]:
        for line in part["lines"]:
            words = dict(re.findall(r'(\w+)="([^"]*)"', text[int(part["file"][7])][line - 1]))
            assert words["account"] == node["key"]
            total += decimal.Decimal(words["amount"]) * (-1 if words["side"] == "C" else 1)
    assert f"{total:.2f} EUR" == node["value"], (total, node["value"])
sys.exit(0 if len(groups) == 3 else 1)
EOF
where ledger-2.xml:2
has "a record in a group" "^dossier/region, version"
has "a record in a group: the group" "realisation\|$group\|\[d/"
has "a record in a group: how many" '^12 figures in 4 editions'
line=$(grep -n 'account="4002" side="D"' input/ledger-2.xml | head -1 | cut -d: -f1)
where "ledger-2.xml:$line"
has "a record in another group" '^8 figures in 4 editions'
line=$(grep -n 'side="X"' input/ledger-1.xml | head -1 | cut -d: -f1)
where "ledger-1.xml:$line"
has "a record that was left out" 'no figure of what readers see comes from it'
where realisation 4001
has "a group by its key" '^12 figures in 4 editions'
cp templates/sources/ledger.xml ledger.was
sed -i "s/side != 'X'/side != 'D'/" templates/sources/ledger.xml
trace dossier/region "$group" --all
has "other descriptors" 'do not give the records that were added up'
lacks "other descriptors" 'ledger-2.xml:2: '
mv ledger.was templates/sources/ledger.xml
mv input/ledger-2.xml elders.xml
trace dossier/region "$group" --all
has "an export that is gone" 'do not give the records that were added up'
where ledger-2.xml:2
has "an export that is gone, the way back" 'it cannot be read again: whether the record is in them is not known'
mv elders.xml input/ledger-2.xml

# rows of a table that is too long for the index: worked out again, and held against the hash of the version
cat >templates/sources/posts.xml <<'EOF'
<source xmlns="urn:griffie:source:1" id="posts">
  <match root="posts"/>
  <dataset name="posts" records="post" key="nr" shared="yes">
    <field name="nr" path="@nr" type="text"/>
    <field name="amount" path="@amount" type="money"/>
  </dataset>
</source>
EOF
{ echo '<posts>'; seq 1 5100 | sed 's/.*/  <post nr="p&" amount="&7.25"\/>/; s/"p5001"/"Arnhem"/'; echo '</posts>'; } >input/posts.xml
sed -i 's|^</report>|  <section title="Posten"><table id="T-posts" title="Posten" rows="posts" as="p" sheet="Posten"><column title="Nr" value="p.nr" header="yes"/><column title="Bedrag" value="p.amount" as="cents"/><column title="Drie keer" value="p.amount * 3" as="cents"/><column title="Met een kleine" value="p.amount + first(amount of smalls where id = \x27klein-7\x27)" as="cents"/></table></section>\n</report>|' templates/reports/dossier.xml
was=$(wc -c <$index)
"$griffie" render >out 2>"$work/err"
demand 0 "a long table"
[ $(($(wc -c <$index) - was)) -lt 3000 ] || fail "the index grew with the rows of a long table"
trace dossier/region p4321
demand 0 "a row of a long table"
has "a row of a long table" 'posts.p4321..nr .*= p4321  posts.xml:4322:3'
trace dossier/region '€ 129.651,75' --all
demand 0 "what is worked out in a row"
has "what is worked out in a row" 'posts.p4321..amount .*= 43217.25 EUR  posts.xml:4322:3'
has "its expression" "asked for in reports/dossier.xml:$(grep -n 'id="T-posts"' templates/reports/dossier.xml | cut -d: -f1):"
has "its line" '  posts.xml:4322: <post nr="p4321" amount="43217.25"/>'
id=$(sed -n 's/^  figure \([^ ]*\) of .*/\1/p' out)
trace dossier/arnhem "$id" --json
python3 - <<'EOF' || fail "the graph of a row for machines"
import json, sys
told = json.loads(open("out").read())
sys.exit(0 if told["nodes"][0]["op"] == "*" and told["nodes"][1]["key"] == "p4321" else 1)
EOF
trace dossier/region p9999
demand 65 "no such row" C023
trace dossier/region Arnhem
demand 0 "a text in the index and in a row"
has "a text in the index and in a row" 'Arnhem  in a row of a long table  .*posts.Arnhem\|Arnhem  in a row of a long table  .*T-posts'
nr=$(sed -n 's/^ *\([0-9]*\)  Arnhem  in a row of a long table.*/\1/p' out)
trace dossier/region Arnhem --nr "${nr:-0}"
has "the one of the row" 'posts.Arnhem..nr .*= Arnhem  posts.xml:5002:3'

# the way back, into these rows
where posts.xml:4322
demand 0 "a record in rows of long tables"
has "a record in rows of long tables" 'in a row of a long table .*\[T-posts'
has "a record in rows of long tables: how many" '^16 figures in 4 editions'
where posts p4321 amount --json
[ "$(grep -c '"row-of-long-table": true' out)" = 12 ] || { fail "rows of long tables for machines"; head -30 out; }
where smalls klein-7 amount
has "a record in all rows" '^20404 figures in 4 editions'
has "a record in all rows: the first ones" 'and 5081 more; --most shows more'
[ "$(wc -l <out)" = 89 ] || fail "not the first 20 of each edition are told"
where ledger-2.xml:2
has "groups beside long tables" '^12 figures in 4 editions'
sed -i 's/amount="17.25"/amount="18.25"/' input/posts.xml
trace dossier/region p4321
demand 65 "rows that are others by now" 'cannot be worked out again'
trace dossier/region Arnhem
demand 0 "a text that rows may have too" C035
where posts.xml:4322
demand 0 "rows that are others by now, the way back" C035
has "rows that are others by now, the way back" 'no figure of what readers see'
where smalls klein-7 --json
grep -q 'in 4 editions are tables whose rows cannot' "$work/err" || fail "that rows were not looked into is not said beside JSON"
lacks "rows that are others by now, for machines" 'row-of-long-table'
sed -i 's/amount="18.25"/amount="17.25"/' input/posts.xml
trace dossier/region p4321
demand 0 "rows that are as they were"

# the way back through a mapping that was looked up, a computed field, and what holds on a day
cat >templates/sources/hours.xml <<'EOF'
<source xmlns="urn:griffie:source:1" id="hours">
  <match root="hours"/>
  <dataset name="rates" records="rate" key="id" valid="from until" shared="yes">
    <field name="id" type="text"/>
    <field name="amount" type="money"/>
    <field name="from" type="date" optional="yes"/>
    <field name="until" type="date" optional="yes"/>
  </dataset>
  <dataset name="hours" records="hour" key="nr" shared="yes">
    <field name="nr" type="text"/>
    <field name="day" type="date"/>
    <field name="account" type="text"/>
    <field name="rate" type="reference" to="rates" at="day"/>
    <field name="minutes" type="integer"/>
    <field name="double" type="integer" value="minutes * 2"/>
  </dataset>
  <dataset name="hour_map" records="entry" key="account" mapping="yes" shared="yes">
    <field name="account" type="text"/>
    <field name="line" type="text"/>
  </dataset>
</source>
EOF
mkdir -p templates/data
cat >templates/data/hour_lines.xml <<'EOF'
<data xmlns="urn:griffie:data:1">
  <derive name="hour_lines" title="Regels" each="h" of="hours" key="nr" shared="yes">
    <field name="nr" type="text" value="h.nr"/>
    <field name="line" type="text" value="lookup(line of hour_map by h.account)"/>
  </derive>
</data>
EOF
cat >input/hours.xml <<'EOF'
<hours>
  <rate id="dag" amount="12.50" until="2021-12-31"/>
  <rate id="dag" amount="15.25" from="2022-02-01"/>
  <hour nr="u1" day="2021-12-31" account="4700" rate="dag" minutes="90"/>
  <hour nr="u2" day="2022-03-01" account="4711" rate="dag" minutes="91"/>
  <entry account="47*" line="Inkoop van uren"/>
  <entry account="4711" line="Andere uren"/>
</hours>
EOF
sed -i "s|^</report>|  <section title=\"Uren\"><p>Regel {first(line of hour_lines where nr = 'u1')}, dubbel {first(double of hours where nr = 'u2')}, tarief {first(amount of rates at 2022-06-30 where id = 'dag') as cents}, eerder {first(rate.amount of hours where nr = 'u1') as cents}.</p></section>\n</report>|" templates/reports/dossier.xml
"$griffie" render >out 2>"$work/err"
demand 0 "a report of hours"
used() { # what it is, the text that is printed, words that ask
  where "${@:3}"
  demand 0 "$1"
  has "$1" '^4 figures in 4 editions'
  has "$1: which" "^  $2  at "
}
used "an entry of a mapping" 'Inkoop van uren' hours.xml:6
used "the same, by its key" 'Inkoop van uren' hour_map '47*' line
where hours.xml:7
has "an entry that was looked up for nothing in print" 'no figure of what readers see'
used "what a computed field was worked out from, by its line" 182 hours.xml:5
used "a computed field" 182 hours u2 double
used "what a computed field was worked out from" 182 hours u2 minutes
used "what held on the day of a set" '.*15,25' hours.xml:3
used "the same, by its key" '.*15,25' rates dag/2022-02-01 amount
used "what held on the day of a record" '.*12,50' hours.xml:2
used "the same, by its key" '.*12,50' rates dag/- amount

# sums of one dataset that two sources fill: exports of both are read again
cat >templates/sources/costs.xml <<'EOF'
<source xmlns="urn:griffie:source:1" id="costs">
  <match root="costs"/>
  <dataset name="costs" records="line" shared="yes">
    <field name="account" path="@account" type="text"/>
    <field name="amount" path="@amount" type="money"/>
    <group by="account"><sum name="amount" of="amount"/></group>
  </dataset>
</source>
EOF
cat >templates/sources/costs-2.xml <<'EOF'
<source xmlns="urn:griffie:source:1" id="costs-2">
  <match root="posten"/>
  <dataset name="costs" same="costs" records="post">
    <field name="account" path="rekening"/>
    <field name="amount" path="bedrag"/>
  </dataset>
</source>
EOF
printf '<costs>\n<line account="7000" amount="1.50"/>\n</costs>\n' >input/costs-1.xml
printf '<posten>\n<post><rekening>7000</rekening><bedrag>7.75</bedrag></post>\n</posten>\n' >input/costs-2.xml
sed -i "s|^</report>|  <section title=\"Kosten\"><p>Samen {first(amount of costs where account = '7000') as cents}.</p></section>\n</report>|" templates/reports/dossier.xml
"$griffie" render >out 2>"$work/err"
demand 0 "a report of costs"
trace dossier/region '€ 9,25' --all
demand 0 "a group of two sources"
has "a group of two sources: a line of the first" '  costs-1.xml:2: <line account="7000" amount="1.50"/>'
has "a group of two sources: a line of the second" '  costs-2.xml:2: <post><rekening>7000</rekening>'

# versions of an older griffie
sed -i 's/^"origins": 2/"origins": 1/' .output.griffie/.versions/dossier/region/current/origins.json
trace dossier/region Arnhem
demand 65 "an index of an older griffie" C024
where amounts.xml:3
has "the same, the other way" '1 editions were made by an older griffie'
exit $failed
