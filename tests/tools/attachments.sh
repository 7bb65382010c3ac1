#!/bin/sh
# Files within a PDF, taken out again by programs that are not ours: attachments.sh GRIFFIE. One line for each demand that is
# not met; exit 1 when there is one, 77 when qpdf or poppler's pdfdetach is not here.
. "$(dirname "$0")/trial.sh"
command -v qpdf >/dev/null && command -v pdfdetach >/dev/null || exit 77
export LC_ALL=C.UTF-8
cp -R "$golden/_blocks" "$work/run"
cp -R "$golden/block_attachments/input" "$golden/block_attachments/templates" "$work/run/"
cd "$work/run" || exit 99
region=output/attachments/region/bijlagen-regio

render() { "$griffie" render "$@" >"$work/out" 2>"$work/err"; }
taken() { # PDF: its files, in $work/taken
  rm -rf "$work/taken"
  mkdir "$work/taken"
  pdfdetach -saveall -o "$work/taken" "$1" || fail "pdfdetach: $1"
}
same() { cmp "$1" "$work/taken/$(basename "$1")" || fail "$(basename "$1") came back otherwise"; }

# --- what went in comes out, and the workbook is the one beside the document ---
render; demand 0 "first run"
qpdf --check $region.pdf >"$work/qpdf" 2>&1 || { fail "qpdf"; cat "$work/qpdf"; }
taken $region.pdf
for file in input/files/*; do
  [ "$file" = input/files/kaart.pdf ] || same "$file"
done
same $region.xlsx
[ ! -e "$work/taken/kaart.pdf" ] || fail "a file that is only listed was put in"
[ "$(find "$work/taken" -type f | wc -l)" = 6 ] || fail "not six files"
for name in verklaring.pdf "Notitie é.md" bijlagen-regio.xlsx bijlagen-regio-origins.json; do
  qpdf --show-attachment="$name" $region.pdf | cmp - "$work/taken/$name" || fail "qpdf gives another $name"
done
taken output/attachments/renkum/bijlagen-renkum.pdf
same output/attachments/renkum/bijlagen-renkum.xlsx
[ ! -e "$work/taken/Notitie é.md" ] || fail "a file of the region in another edition"

# --- what is said of them ---
qpdf --list-attachments --verbose $region.pdf >"$work/list"
md5sum $region.xlsx input/files/verklaring.pdf | while read -r sum file; do
  grep -q "checksum: $sum" "$work/list" || echo "$file"
done >"$work/unsummed"
[ ! -s "$work/unsummed" ] || fail "other checksums: $(cat "$work/unsummed")"
grep -q 'modification date: D:20220630000000Z' "$work/list" || fail "dates are not those of the data"
grep -q 'description: Verklaring van de accountant over 2022' "$work/list" || fail "descriptions"
qpdf --qdf --object-streams=disable $region.pdf "$work/open.pdf"
for word in "/AFRelationship /Supplement:1" "/AFRelationship /Data:2" "/AFRelationship /Unspecified:1" "/Subtype /application#2fpdf:1"; do
  [ "$(grep -a -c "${word%:*}" "$work/open.pdf")" = "${word##*:}" ] || fail "not ${word##*:} times ${word%:*}"
done
grep -qa '/AF \[' "$work/open.pdf" || fail "files not associated with the document"
grep -qa 'pdfaid:part>3<' $region.pdf || fail "no PDF/A-3"
sed 's/ attach="[^"]*"//; /<attachment /d; s|<attachments id="bijlagen"|<callout id="bijlagen" if="no"|; /<ref to/d' \
  "$golden/block_attachments/templates/reports/attachments.xml" >templates/reports/attachments.xml
render --output plain; demand 0 "without files"
grep -qa 'pdfaid:part>2<' plain/attachments/region/bijlagen-regio.pdf || fail "no PDF/A-2 without files"
cp "$golden/block_attachments/templates/reports/attachments.xml" templates/reports/

# --- the workbook is made when the document carries it, asked for or not ---
render --format pdf --output pdf; demand 0 "pdf only"
cmp $region.pdf pdf/attachments/region/bijlagen-regio.pdf || fail "--format pdf makes another PDF"
cmp $region.xlsx pdf/attachments/region/bijlagen-regio.xlsx || fail "--format pdf makes another workbook"
render --format xlsx --output xlsx; demand 0 "xlsx only"
[ ! -e xlsx/attachments/region/bijlagen-regio.pdf ] || fail "--format xlsx makes a PDF"

# --- one line more in an export changes the index beside the document, not the one within it ---
cp $region.pdf "$work/before.pdf"
cp .output.griffie/.versions/attachments/region/current/origins.json "$work/before.json"
sed -i '2s/^/<!-- a line -->\n/' input/region.xml
render --output moved; demand 0 "a line more"
cmp moved/attachments/region/bijlagen-regio.pdf "$work/before.pdf" || fail "a line in an export changed the document"
! cmp -s .moved.griffie/.versions/attachments/region/current/origins.json "$work/before.json" || fail "the index beside the document has no lines"
render; demand 0 "a line more, over what stands there"
cmp $region.pdf "$work/before.pdf" || fail "a line in an export changed the published document"
taken $region.pdf
! grep -q 'region\.xml' "$work/taken/bijlagen-regio-origins.json" || fail "the index in the document names an export"
grep -q '\["years", "2019", "visits"\]' "$work/taken/bijlagen-regio-origins.json" || fail "the index in the document cites no records"

# --- how long they are, in words: from a million bytes on in MB ---
for size in "999999:1.000 kB" "1000000:1,0 MB" "1049999:1,0 MB" "1050000:1,1 MB"; do
  cp "$golden/block_attachments/input/files/verklaring.pdf" input/files/
  truncate -s "${size%%:*}" input/files/verklaring.pdf
  "$griffie" check --report attachments --edition region --dump=document >"$work/out" 2>"$work/err"
  tr '\302\240' '  ' <"$work/out" | sed 's/   */ /g' | grep -q "${size#*:}" || fail "${size%%:*} bytes are not told as ${size#*:}"
done

# --- too large: an error at its place, and the document that stood there still stands ---
truncate -s 300M input/files/verklaring.pdf
render; demand 1 "too large"
grep -q '^templates/reports/attachments.xml:7:.*D103' "$work/err" || { fail "too large: no D103 at its place"; cat "$work/err"; }
cmp $region.pdf "$work/before.pdf" || fail "too large: the document is gone"
exit $failed
