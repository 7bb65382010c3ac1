#!/bin/sh
# verapdf_golden.sh: renders the golden cases block_* and report_* to PDF, holds what their tags tell against
# their documents (reading_order.py) and validates all of them in one run (verapdf.sh). Exits 77 when veraPDF is not here.
#   GRIFFIE=<path>  the program (as CTest sets it)
set -u
tools=$(cd "$(dirname "$0")" && pwd)
golden=$tools/../golden
work=$(realpath "$(mktemp -d)") || exit 99
trap 'rm -rf "$work"' EXIT

# render CASE_FOLDER: every edition of the case, laid over _blocks as golden.sh does
render() {
  run=$work/$(basename "$1")
  cp -R "$golden/_blocks" "$run"
  for layer in input templates; do
    [ -d "$1/$layer" ] && cp -R "$1/$layer" "$run/"
  done
  if [ -f "$1/without" ]; then
    while read -r path; do rm -rf "${run:?}/$path"; done <"$1/without"
  fi
  mkdir -p "$run/output"
  (cd "$run" && "$GRIFFIE" render --format pdf --quiet >/dev/null 2>"$work/err") || { cat "$work/err"; echo "$(basename "$1"): not rendered"; exit 1; }
  sed -n 's|.*reports/\([^/]*\)\.xml:.*\[L106\]$|\1|p' "$work/err" >>"$work/worded"
}

for case_folder in "$golden"/block_* "$golden"/report_*; do
  [ -f "$case_folder/want.exit" ] || render "$case_folder" # a refused one makes no PDF
done
files=$(find "$work"/*/output -type f -name '*.pdf' | sort)

# a PDF file is CASE/output/.gen/REPORT/EDITION/VERSION/FILE
for file in $files; do
  version=$(dirname "$file") edition=$(dirname "$(dirname "$file")")
  (cd "${version%/output/*}" && "$GRIFFIE" check --report "$(basename "$(dirname "$edition")")" --edition "$(basename "$edition")" --dump=document) \
    >>"$work/dump" 2>/dev/null
done
if command -v pdfinfo >/dev/null && command -v qpdf >/dev/null; then
  # shellcheck disable=SC2086
  python3 "$tools/reading_order.py" --worded="$(sort -u "$work/worded" | tr '\n' ,)" "$work/dump" $files || exit 1
fi
# shellcheck disable=SC2086 # no name of a case or report has a space
sh "$tools/verapdf.sh" $files
