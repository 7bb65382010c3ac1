#!/bin/sh
# How a change sheet of the sample words what it tells: changes_words.sh GRIFFIE. A line is called by its title and not
# by its number, a row by the group it stands in, negative amounts as in every document, and a quoted sentence has its end.
# One line for each demand that is not met; exit 1 when there is one, 77 when poppler is not here.
set -u
griffie=$1
root=$(cd "$(dirname "$0")/../.." && pwd) || exit 99
command -v pdftotext >/dev/null || exit 77
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
failed=0
cp -R "$root/input" "$root/templates" "$work" && chmod -R u+w "$work"
cd "$work" || exit 99

fail() {
  printf 'changes_words: %s\n' "$*"
  failed=1
}
render() { "$griffie" render --report annual-report --edition region >out 2>err || { fail "render: $?"; cat err; exit 1; }; }
says() { grep -qF -- "$1" "$2" || fail "$2 does not say: $1"; }

render
sed -i 's|<actual>171320.00</actual>|<actual>171495.25</actual>|; s|<actual>1231250.40</actual>|<actual>1230571.10</actual>|' input/budgets-2022.xml
render
sheet=output/annual-report/region.changes
pdftotext -layout $sheet/*.pdf page.txt || fail "the page does not open"
says '"label": "Begrotingsregels: 2022, Inkoop Zorg, Inhuur, rekening"' $sheet/changes.json
says '"label": "Inkoop Zorg, Lasten, Rekening 2022"' $sheet/changes.json
says '"label": "Inkoop Zorg, Saldo, Verschil"' $sheet/changes.json
says '€ −679,30' page.txt
says '€ +175,25' page.txt
grep -q '[+−].€' page.txt && fail "a sign before its currency: $(grep -m1 '[+−].€' page.txt)"
cut=$(grep -o '"label": "[^"]*…"' $sheet/changes.json | grep -v '[.?!] …"$')
[ -z "$cut" ] || fail "cut within a sentence: $cut"
exit $failed
