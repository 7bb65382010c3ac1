#!/bin/sh
# No figure stands typed in the samples' texts and reports, and one that is planted is found: typed_figures.sh
set -u
cd "$(dirname "$0")/../.." || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
[ -x /usr/bin/python3 ] || exit 77
failed=0

/usr/bin/python3 tests/tools/typed_figures.py || failed=1

# plant FILE SED-SCRIPT WORD: the script typed a figure into the file, and the message names it
plant() {
  rm -rf "$work/root"
  mkdir "$work/root" && cp -R input templates "$work/root"
  sed -i "$2" "$work/root/$1"
  cmp -s "$1" "$work/root/$1" && { echo "typed_figures: nothing planted in $1"; failed=1; }
  /usr/bin/python3 tests/tools/typed_figures.py "$work/root" >"$work/out" && { echo "typed_figures: '$3' in $1 was not found"; failed=1; }
  grep -q "^$1: '$3'" "$work/out" || { echo "typed_figures: no message about '$3' in $1"; cat "$work/out"; failed=1; }
}
plant input/texts/why.md 's/{count(municipalities) as words} gemeenten/elf gemeenten/' elf
plant input/texts/wsp/results.md 's/Adviseurs bezochten/Adviseurs met 0,55 fte bezochten/' 0,55
plant input/texts/foreword.md "s/'de deelnemende gemeenten'/'de negen deelnemende gemeenten'/" negen
plant input/texts/foreword.md 's/drie dingen/vier dingen/' vier
plant templates/reports/handover-dossier.xml 's/>Alle gemeenten dragen/>Alle 11 gemeenten dragen/' 11
plant templates/reports/annual-report.xml 's/title="Personeel in fte"/title="Personeel in 2022"/' 2022
exit $failed
