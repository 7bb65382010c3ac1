#!/bin/sh
# The sample reports as their readers get them: samples.sh (from the repository, GRIFFIE=<binary>).
# Renders twice and compares bytes, then asks programs that are not ours what is in the files: qpdf, poppler, veraPDF,
# openpyxl, LibreOffice. Last: a leak planted in a report must be refused. Exits 77 when one of these programs is missing
# and all that could be asked was in order.
set -u
cd "$(dirname "$0")/../.." || exit 99
griffie=${GRIFFIE:-build/griffie}
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
failed=0
missing=""

fail() {
  printf 'samples: %s\n' "$*"
  failed=1
}
have() {
  command -v "$1" >/dev/null 2>&1 && return 0
  missing="$missing $1"
  return 1
}

# --- two runs, the same bytes; a third changes nothing ---
for run in one two; do
  "$griffie" render --input input --templates templates --output "$work/$run" >"$work/$run.list" 2>"$work/$run.err"
  status=$?
  [ $status = 0 ] || { fail "render: exit status $status"; cat "$work/$run.err"; exit 1; }
done
# .griffie says which state folder is whose, by chance
diff -r --no-dereference --exclude=.griffie "$work/one" "$work/two" || fail "two runs gave different files"
links=$(find "$work/one" -type l -exec ls -l {} + | sort)
"$griffie" render --input input --templates templates --output "$work/one" >"$work/again.list" 2>/dev/null || fail "render again"
[ "$links" = "$(find "$work/one" -type l -exec ls -l {} + | sort)" ] || fail "a run without changes moved links"
diff "$work/one.list" "$work/again.list" || fail "a run without changes names other files"
[ "$(find "$work/one" "$work/.one.griffie" -name '*.part' | wc -l)" = 0 ] || fail "unfinished versions left"
[ -e "$work/.one.griffie/.lock" ] && fail "lock left"

pdfs=$(grep '\.pdf$' "$work/one.list")
workbooks=$(grep '\.xlsx$' "$work/one.list")
[ "$(echo "$pdfs" | wc -l)" -ge 25 ] || fail "fewer PDF files than editions"
[ -n "$workbooks" ] || fail "no workbook at all"
for file in $pdfs $workbooks; do [ -s "$file" ] || fail "$file is not there"; done
[ -z "$(find "$work/one" -perm /007 ! -type l)" ] || fail "files that everybody may read"

# --- PDF ---
if have qpdf; then
  for file in $pdfs; do qpdf --check "$file" >"$work/qpdf" 2>&1 || { fail "qpdf: $file"; cat "$work/qpdf"; }; done
fi
if have pdffonts; then
  for file in $pdfs; do
    pdffonts "$file" | tail -n +3 >"$work/fonts"
    [ -s "$work/fonts" ] || fail "no fonts in $file"
    awk '{ if ($(NF-4) != "yes" || $(NF-3) != "yes" || $(NF-2) != "yes") exit 1 }' "$work/fonts" || { fail "fonts of $file"; cat "$work/fonts"; }
  done
fi

# what their tags tell is what the documents say (long tier: pdfinfo takes its time over a long tag tree; the quick
# tier asks it of the golden cases and of random documents)
if [ "${GR_TIER:-quick}" = long ] && have qpdf && have pdfinfo; then
  for file in $pdfs; do
    edition=${file#"$work/one/"}
    report=${edition%%/*} edition=${edition#*/}
    "$griffie" check --report "$report" --edition "${edition%%/*}" --dump=document >>"$work/dump" 2>/dev/null || fail "no dump of $file"
  done
  # shellcheck disable=SC2086
  /usr/bin/python3 tests/tools/reading_order.py "$work/dump" $pdfs || fail "reading order"
fi

# a dossier of more than 45 pages, with its word on every page, is below 200 kB
if have pdfinfo; then
  GRIFFIE=$griffie /usr/bin/python3 tests/tools/compare_typesetting.py concept >"$work/size" 2>&1 || { fail "size of a concept"; cat "$work/size"; }
fi

# language, title, bookmarks
if have qpdf; then
  /usr/bin/python3 -B tests/tools/document_facts.py nl-NL "$work/one" >"$work/facts" || { fail "language, title or bookmarks"; cat "$work/facts"; }
fi

# the annual report carries its workbook
if have qpdf; then
  annual=$work/one/annual-report/region/jaarverslag-2022
  qpdf --show-attachment=jaarverslag-2022.xlsx "$annual.pdf" | cmp - "$annual.xlsx" ||
    fail "the annual report carries another workbook than the one beside it"
fi

# Text of one PDF on one line, no-break spaces as spaces.
text_of() { pdftotext "$1" - | sed 's/\xc2\xa0/ /g; s/\xc2\xad//g' | tr '\n' ' ' | tr -s ' '; }
says() { # EDITION-PDF TEXT
  case $(text_of "$work/one/$1") in *"$2"*) ;; *) fail "$1 does not say '$2'" ;; esac
}
says_not() {
  case $(text_of "$work/one/$1") in *"$2"*) fail "$1 says '$2'" ;; esac
}
if have pdftotext; then
  region=handover-dossier/region/overdrachtsdossier-regio-2022.pdf
  renkum=handover-dossier/renkum/overdrachtsdossier-renkum-2022.pdf
  says $region "ca € 61 miljoen"
  says $region "De begroting van 2022 is € 1.700.000. De elf deelnemende gemeenten betalen dat samen."
  says $region "De begroting van 2022 is € 1.800.000. De negen deelnemende gemeenten betalen daarvan samen € 1.700.000."
  says $region "Module WerkgeversServicepunt"
  says $region "Arnhem 153.818 € 573.334"
  says $region "€ 60.870.000"
  says $region "wie meedoet op 1 januari 2022"
  says $region "30,3 fte"
  says $region "1.610"
  says $region "929"
  says $renkum "Overdrachtsdossier 2022"
  says $renkum "Module Inkoop Zorg"
  says $renkum "€ 116.495"
  says_not $renkum "Module WerkgeversServicepunt"
  says_not $renkum "Module Werkgeverschap Sociale Werkvoorziening"
  says_not $renkum "€ 573.334"
  # what was paid is what the account says, not what was budgeted
  annual=annual-report/region/jaarverslag-2022.pdf
  says $annual "Het voorschot was € 59.570.000"
  says $annual "De gemeenten betaalden samen € 58.990.000"
  says $annual "De gemeenten krijgen samen € 580.000 terug"
  says_not $annual "artikel 27"
  says_not $annual "Kengetallen"
  # a newsletter counts what it lists, and looks ahead from its own day
  says council-newsletter/region/nieuwsbrief-regio-2022.pdf "dat zijn er vier"
  says council-newsletter/renkum/nieuwsbrief-renkum-2022.pdf "dat zijn er drie"
  says council-newsletter/renkum/nieuwsbrief-renkum-2022.pdf "1 november 2022 24 januari 2023"
  says_not council-newsletter/renkum/nieuwsbrief-renkum-2022.pdf "7 juli 2023 14 april 2023"
  says_not council-newsletter/renkum/nieuwsbrief-renkum-2022.pdf "Ontwerpbegroting 2024"
  # made for another day, nothing in it is coming that is past
  for day in 2023-05-01 2026-11-01; do
    "$griffie" render --quiet --report council-newsletter --edition region --format pdf --on $day --input input --templates templates --output "$work/on-$day" >/dev/null 2>"$work/err" ||
      fail "a newsletter for $day: $(cat "$work/err")"
  done
  spring=../on-2023-05-01/council-newsletter/region/nieuwsbrief-regio-2022.pdf
  says $spring "Nummer 1, 1 mei 2023."
  says $spring "Komt eraan Wanneer Wat 22 mei 2023 Bijeenkomst voor raadsleden 7 juli 2023"
  says $spring "U bent welkom op 22 mei 2023"
  says $spring "Ontwerpbegroting 2024 14 april 2023 7 juli 2023"
  says_not $spring "24 januari 2023"
  says_not $spring "komt voor 30 april"
  late=../on-2026-11-01/council-newsletter/region/nieuwsbrief-regio-2022.pdf
  says $late "Komt eraan Er staan nu geen datums vast."
  says $late "Er lopen nu geen zienswijzen."
  says $late "kwamen in het voorjaar van 2023"
  says_not $late "U bent welkom"
fi
# shellcheck disable=SC2086,SC2046 # names have no spaces
tests/tools/verapdf.sh $(realpath $pdfs) >"$work/verapdf" 2>&1
case $? in
0) ;;
77) missing="$missing veraPDF" ;;
*) fail "veraPDF"; grep -v '^pass' "$work/verapdf" ;;
esac

# --- XLSX: all open, no figure is text; formulas give what the file says (quick tier: of three editions) ---
recalculated=$workbooks
[ "${GR_TIER:-quick}" = long ] || recalculated=$(echo "$workbooks" | grep -E '/(region|renkum)/')
# shellcheck disable=SC2086
/usr/bin/python3 tests/tools/open_workbooks.py $workbooks >"$work/opened" 2>&1
case $? in
0) ;;
77) missing="$missing openpyxl" ;;
*) fail "workbooks"; cat "$work/opened" ;;
esac
# shellcheck disable=SC2086
/usr/bin/python3 tests/tools/recalculate.py $recalculated >"$work/recalculated" 2>&1
case $? in
0) ;;
77) missing="$missing LibreOffice" ;;
*) fail "LibreOffice works out other values"; cat "$work/recalculated" ;;
esac

# --- a figure stands in its export only: change four there, and text, table, chart and workbook follow ---
cp -R input "$work/changed"
sed -i 's/fte="30.3"/fte="31.4"/' "$work/changed/teams-2022.xml"
sed -i 's/<original>1265000.00</<original>2265000.00</' "$work/changed/budgets-2022.xml"
sed -i 's/y2020="312" y2021="294"/y2020="312" y2021="394"/; s/employers="603"/employers="703"/' "$work/changed/results.xml"
changed="--report handover-dossier --edition region --input $work/changed --templates templates"
# shellcheck disable=SC2086 # words
"$griffie" render $changed --output "$work/follows" >/dev/null 2>"$work/follows.err" || fail "changed exports: $(cat "$work/follows.err")"
# shellcheck disable=SC2086
"$griffie" check $changed --dump=document >"$work/follows.doc" 2>/dev/null
grep -q 'chart.*394' "$work/follows.doc" || fail "changed exports: the chart does not follow"
if have pdftotext; then
  now=$(text_of "$work/follows/handover-dossier/region/overdrachtsdossier-regio-2022.pdf")
  for figure in "31,4 fte" "begroting van 2022 is € 2.700.000" "1.710" "1.029"; do
    case $now in *"$figure"*) ;; *) fail "changed exports: the text does not follow with $figure" ;; esac
  done
fi
if /usr/bin/python3 -c 'import openpyxl' 2>/dev/null; then
  /usr/bin/python3 - "$work/follows/handover-dossier/region/overdrachtsdossier-regio-2022.xlsx" <<'PYTHON' || fail "changed exports: the workbook does not follow"
import sys, openpyxl
values = {cell.value for sheet in openpyxl.load_workbook(sys.argv[1], data_only=True) for row in sheet.iter_rows() for cell in row}
missing = [figure for figure in (31.4, 2265000, 394, 1710, 703, 1029) if figure not in values]
print("not in the workbook:", missing) if missing else None
sys.exit(bool(missing))
PYTHON
fi
for figure in '30[.,]3' '1[.,]*610' '1[.,]*700[.,]*000'; do
  grep -rEn "(^|[^0-9])$figure([^0-9]|\$)" templates/reports templates/data &&
    fail "a figure of the exports stands in a descriptor"
done

# --- an annual report whose contributions are not what the account says does not appear; the other reports do ---
cp -R input "$work/unpaid"
sed -i 's|<actual>53420000.00</actual>|<actual>53419999.00</actual>|' "$work/unpaid/budgets-2022.xml"
cmp -s input/budgets-2022.xml "$work/unpaid/budgets-2022.xml" && fail "unpaid: nothing changed"
"$griffie" render --format pdf --input "$work/unpaid" --templates templates --output "$work/unpaid.out" >"$work/unpaid.list" 2>"$work/unpaid.err"
status=$?
[ $status = 4 ] || fail "a control that fails: exit status $status"
[ "$(grep -c 'annual-report.*E101' "$work/unpaid.err")" -ge 2 ] || { fail "unpaid: no E101"; cat "$work/unpaid.err"; }
grep -q 'jaarverslag' "$work/unpaid.list" && fail "unpaid: the annual report appeared"
[ "$(grep -c 'pdf$' "$work/unpaid.list")" -ge 24 ] || fail "unpaid: other reports did not appear"

# --- isolation: a table with another municipality's figures must not reach a document ---
cp -R templates "$work/leaky"
sed 's|</report>|<section title="Lek"><table id="lek" title="Lek" rows="all contributions where municipality = '"'gm0202'"'" as="c"><column title="Gemeente" value="c.municipality.name" header="yes"/><column title="Bijdrage" value="c.amount" as="euro"/></table></section></report>|' \
  templates/reports/handover-dossier.xml >"$work/leaky/reports/handover-dossier.xml"
"$griffie" render --report handover-dossier --input input --templates "$work/leaky" --output "$work/leak" >"$work/leak.list" 2>"$work/leak.err"
status=$?
[ $status = 65 ] || fail "planted leak: exit status $status"
grep -q 'T220' "$work/leak.err" || fail "planted leak: no T220"
[ -s "$work/leak.list" ] && { fail "planted leak: nothing may be published"; cat "$work/leak.list"; }
# and if binding missed it, the walk over what was made notices: a defect, for every edition but those of region and owner
sed 's|</report>|<section title="Lek"><p>{max(amount of all contributions) as euro}</p></section></report>|' \
  templates/reports/handover-dossier.xml >"$work/leaky/reports/handover-dossier.xml"
GR_FAIL=label:1 "$griffie" render --report handover-dossier --input input --templates "$work/leaky" --output "$work/leak" >"$work/leak.list" 2>"$work/leak.err"
status=$?
[ $status = 70 ] || fail "leak that binding missed: exit status $status"
grep -q 'E104' "$work/leak.err" || fail "leak that binding missed: no E104"
grep -qE 'renkum|rozendaal|duiven' "$work/leak.list" && { fail "leak that binding missed: published"; cat "$work/leak.list"; }

[ $failed = 0 ] || exit 1
if [ -n "$missing" ]; then
  echo "samples: not here:$missing"
  exit 77
fi
