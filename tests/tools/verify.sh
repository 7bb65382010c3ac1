#!/usr/bin/env bash
# Documents read back: verify.sh GRIFFIE. As they were made there is no difference; one that is planted in a PDF or in a workbook is
# found, and named by its place.
. "$(dirname "$0")/trial.sh"
cd "$work" || exit 99
cp -R "$base/input" "$base/templates" .
verify() { "$griffie" verify "$@" >out 2>"$work/err"; }
"$griffie" render >out 2>"$work/err"
demand 0 render
verify
demand 0 "as they were made"
grep -q '^[0-9]* editions read back: [1-9][0-9]* figures in print, [1-9][0-9]* cells, 0 differences$' out || { fail "nothing was read back"; cat out; }
verify dossier/region
grep -q '^1 editions read back' out || fail "one edition is not what was asked for"
verify dossier
demand 0 "all of a report"
verify niets
demand 65 "a report that there is not" C022

# another amount: PDF and workbook of the same document made from other data, in the place of those that were published
pdf=$(realpath output/dossier/region/*.pdf)
book=$(realpath output/dossier/region/*.xlsx)
mkdir other && cp -R input templates other/
sed -i 's/amount="1000000"/amount="1000009"/' other/input/amounts.xml
(cd other && "$griffie" render --report dossier --edition region >out 2>"$work/err")
demand 0 "the same from other data"
cp "$pdf" was.pdf && cp "$book" was.xlsx
cp -f other/output/dossier/region/*.pdf "$pdf"
verify dossier/region
demand 1 "another PDF" 'C025'
grep -q "1.000.000.* should stand at [0-9]*:[0-9.,]*, and '.*1.000.009' does" "$work/err" || { fail "what the PDF shows instead is not said"; cat "$work/err"; }
cp -f was.pdf "$pdf"
cp -f other/output/dossier/region/*.xlsx "$book"
verify dossier/region
demand 1 "another workbook" 'C025'
grep -q "should stand at Bijdragen![A-Z]*[0-9]*, and" "$work/err" || { fail "the cell is not said"; cat "$work/err"; }
# lost WHAT: the workbook without something that figures stand in
lost() {
  python3 - was.xlsx "$book" "$1" <<'EOF'
import re, sys, zipfile
was = zipfile.ZipFile(sys.argv[1])
with zipfile.ZipFile(sys.argv[2], "w") as out:
    for name in was.namelist():
        part = was.read(name).decode()
        if sys.argv[3] == "cells" and name.startswith("xl/worksheets/"):
            part = re.sub("<c .*</c>", "", part, flags=re.S)
        out.writestr(name, part.replace('name="Bijdragen"', 'name="Elders"') if sys.argv[3] == "sheet" else part)
EOF
  verify dossier/region
  demand 1 "a workbook without its $1" 'C025'
  grep -q "should stand at Bijdragen![A-Z]*[0-9]*, and '(nothing)' does" "$work/err" || { fail "without its $1: that nothing is there is not said"; cat "$work/err"; }
}
lost cells
lost sheet
# a cell that is longer than any: it is not held, whatever the file unpacks to
python3 - was.xlsx "$book" <<'EOF'
import sys, zipfile
was = zipfile.ZipFile(sys.argv[1])
with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as out:
    for name in was.namelist():
        cell = b'<sheetData><row r="1"><c r="A1" t="str"><v>' + b"a" * 17_000_000 + b"</v></c></row>"
        out.writestr(name, was.read(name).replace(b"<sheetData>", cell))
EOF
verify dossier/region
demand 1 "a workbook with a cell without end" C026
head -c 3000 was.xlsx >"$book"
verify dossier/region
demand 1 "half a workbook" C026
cp -f was.xlsx "$book"
# the same amounts, and one of them further on in its line
mkdir moved && cp -R input templates moved/
sed -i 's/samen dragen/samen, groot en klein, dragen/' moved/templates/reports/dossier.xml
(cd moved && "$griffie" render --report dossier --edition region >out 2>"$work/err")
demand 0 "the same in other words"
cp -f moved/output/dossier/region/*.pdf "$pdf"
verify dossier/region
demand 1 "an amount that stands elsewhere" 'C025'
head -c 3000 was.pdf >"$pdf"
verify dossier/region
demand 1 "half a PDF" C026
rm -f "$pdf"
verify dossier/region
demand 1 "no PDF"
cp -f was.pdf "$pdf"
verify
demand 0 "as they were made again"

# before an edition is published: one figure is taken for another (GR_FAIL=figure), in print and in the workbook
cp -R output was
for nr in 1 2; do
  GR_FAIL=figure:$nr "$griffie" render --report dossier --edition region --force --jobs 1 >out 2>"$work/err"
  demand 1 "figure $nr is another" O191
  grep -q "dossier.xml:[0-9]*:[0-9]*: error: .* should stand in 'dossier-regio-2022.\(pdf' at page 1\|xlsx' at row [0-9]* of sheet 'Bijdragen'\), and '.*' does; the edition is not published" "$work/err" ||
    { fail "figure $nr: place, and what stands there, are not said"; cat "$work/err"; }
  diff -r was/dossier output/dossier || fail "figure $nr: what readers have is another"
done
printf '<batch xmlns="urn:griffie:batch:1" id="nacht" zone="Europe/Amsterdam">\n  <job id="alles" report="dossier" formats="pdf xlsx" schedule="daily 04:00"/>\n</batch>\n' >templates/batch.xml
"$griffie" run --now >out 2>"$work/err"
sed -i 's/amount="1000000"/amount="1000003"/' input/amounts.xml
GR_FAIL=figure:1 "$griffie" run --now --jobs 1 >out 2>"$work/err"
demand 1 "a night in which a figure is another" O191
grep -q 'This is a defect of the program\|Dit is een fout in het programma' output/index.html || { fail "the index page does not say so"; grep -o 'class="[a-z ]*said[^<]*<[^<]*' output/index.html; }
"$griffie" run --now --jobs 1 >out 2>"$work/err"
demand 0 "the night after it"
exit $failed
