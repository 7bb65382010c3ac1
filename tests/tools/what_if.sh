#!/bin/sh
# what_if.sh GRIFFIE: a workbook in other hands. LibreOffice shows each number as print does, works out each formula to
# what is written beside it, and after figures were typed over others and over empty cells all that depends on them
# follows. Skipped (77) without LibreOffice, openpyxl or pdftotext.
set -u
griffie=$1
cd "$(dirname "$0")/../.." || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cp -R tests/workbook/input tests/workbook/templates "$work/"
cp -R templates/styles "$work/templates/"
words="--input $work/input --templates $work/templates"
# shellcheck disable=SC2086 # words
"$griffie" render --quiet $words --output "$work/output" >"$work/out" 2>"$work/err" || { cat "$work/err"; exit 1; }
# shellcheck disable=SC2086
"$griffie" check $words --dump=sheets >"$work/sheets" 2>>"$work/err"
book="$work/output/book/region/werkmap.xlsx"
/usr/bin/python3 tests/tools/recalculate.py "$book" || exit $?
exec /usr/bin/python3 tests/tools/what_if.py "$book" "$work/sheets"
