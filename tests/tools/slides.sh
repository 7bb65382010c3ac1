#!/bin/sh
# Slides and their notes as programs read them: slides.sh (from the repository, GRIFFIE=<binary>).
# The page and how it opens, a bookmark for each slide, what is where, and twice the same bytes. Exits 77 when pdftotext, pdfinfo or qpdf is missing.
set -u
griffie=$GRIFFIE
command -v pdftotext >/dev/null && command -v pdfinfo >/dev/null && command -v qpdf >/dev/null || exit 77
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failed=0
fail() {
  printf 'slides: %s\n' "$*"
  failed=1
}

cp -R tests/golden/_blocks/. "$work"
cp -R tests/golden/block_slides/templates "$work"
cd "$work" || exit 99
for run in one two; do
  "$griffie" render --quiet --report slides --output "$work/$run" --format pdf >/dev/null 2>"$work/err"
  [ $? -eq 0 ] || fail "$run: $(cat "$work/err")"
done
slides=one/slides/region/dias.pdf
notes=one/slides/region.notes/dias-notities.pdf
for file in "$slides" "$notes"; do
  [ -f "$file" ] || fail "no $file"
  cmp -s "$file" "two${file#one}" || fail "$file is not the same twice"
done

pdfinfo "$slides" >info
grep -q 'Page size: *960.* x 540' info || fail "no page of 16:9: $(cat info)"
grep -q 'Pages: *5' info || fail "not five pages: $(cat info)"
qpdf --qdf --object-streams=disable "$slides" slides.qdf && qpdf --qdf --object-streams=disable "$notes" notes.qdf || fail "qpdf cannot read them"
grep -a -q '/PageLayout */SinglePage' slides.qdf || fail "slides do not open one at a time"
grep -a -q '/FitWindow *true' slides.qdf || fail "slides do not fill the window"
grep -a -q '/DisplayDocTitle *true' slides.qdf || fail "the title is not shown"
grep -a -q '/PageLayout' notes.qdf && fail "notes open as slides do"
[ "$(grep -a -c '^  /SE ' slides.qdf)" -eq 4 ] || fail "not a bookmark for each slide"
pdfinfo "$notes" | grep -q 'Page size: *595.* x 841' || fail "notes are not on A4"
pdfinfo "$notes" | grep -q "Title: *Proef: dia's (notities)" || fail "notes do not say so in their title"

pdftotext -raw "$slides" slides.txt
pdftotext -raw "$notes" notes.txt
grep -q 'Zeg wie u bent' slides.txt && fail "slides show notes"
grep -q 'Zeg wie u bent' notes.txt || fail "notes are not in their edition"
for words in 'Wat past, past' 'Te veel (vervolg)' Jet 'Noot bij Leerplicht'; do
  for text in slides.txt notes.txt; do
    grep -q "$words" $text || fail "$text lacks $words"
  done
done
exit $failed
