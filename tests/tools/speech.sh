#!/bin/sh
# speech.sh [CASE...]: what a screen reader reads of a page of each kind, as speech.py tells it from the PDF, against want.speech in the
# golden case of that page. GR_BLESS=1 rewrites what is wanted: read it aloud. Exits 77 when poppler or qpdf is missing.
#   GRIFFIE=<path>  the program (as CTest sets it)
set -u
tools=$(cd "$(dirname "$0")" && pwd)
golden=$tools/../golden
command -v pdfinfo >/dev/null && command -v qpdf >/dev/null || { echo "speech: pdfinfo or qpdf is not installed"; exit 77; }
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failed=0 n=0
for wanted in "$golden"/*/want.speech; do
  case_folder=$(dirname "$wanted")
  name=$(basename "$case_folder")
  case " ${*:-$name} " in *" $name "*) ;; *) continue ;; esac
  run=$work/$name
  cp -R "$golden/_blocks" "$run"
  for layer in input templates; do
    [ -d "$case_folder/$layer" ] && cp -R "$case_folder/$layer" "$run/"
  done
  mkdir -p "$run/output"
  report=$(basename "$(find "$case_folder/templates/reports" -name '*.xml' | sort | head -1)" .xml)
  (cd "$run" && "$GRIFFIE" render --report "$report" --format pdf --quiet >/dev/null 2>err) || { cat "$run/err"; echo "speech: $name: not rendered"; failed=1; continue; }
  file=$(find "$run/output" -type f -name '*.pdf' | sort | head -1)
  python3 -B "$tools/speech.py" "$file" >"$work/got" || failed=1
  if [ -n "${GR_BLESS:-}" ]; then
    cp "$work/got" "$wanted"
  else
    diff -u "$wanted" "$work/got" || { echo "speech: $name is read otherwise"; failed=1; }
  fi
  n=$((n + 1))
done
[ "$n" -gt 0 ] || { echo "speech: no case has a want.speech"; failed=1; }
echo "speech: $n pages read"
exit $failed
