#!/bin/sh
# pdf_sample.sh PROGRAM: the sample of the unit tests (test_pdf_emit) as other programs see it: qpdf, poppler, veraPDF.
# Exits 77 when none of them is here.
set -u
program=$1
here=$(dirname "$0")
work=$(mktemp -d) || exit 77
trap 'rm -rf "$work"' EXIT
file=$work/sample.pdf
status=77

fail() { echo "pdf_sample: $1" >&2; exit 1; }
here_is() { command -v "$1" >/dev/null 2>&1; }

"$program" "$file" || fail "the sample was not written"
if here_is qpdf; then
    status=0
    qpdf --check "$file" >"$work/qpdf" 2>&1 || fail "qpdf: $(cat "$work/qpdf")"
fi
if here_is pdffonts; then
    status=0
    pdffonts "$file" 2>/dev/null | tail -n +3 | grep -v ' yes yes yes ' && fail "a font is not embedded, not a subset or not mapped"
    # as much is right of the text: ligatures, kinds of spaces, a word divided over two lines, combined letters
    pdftotext "$file" - 2>/dev/null >"$work/text"
    for words in 'AVTo – efficiënt: €' '‘ja’ ≥ 5 ✓' 'fi ffi in Lato' 'Voorbeeldstad'; do
        grep -q "$words" "$work/text" || fail "not in the text: $words"
    done
    pdfinfo -struct-text "$file" 2>/dev/null | grep -q 'Lato, samenwerken\. ' ||
        fail "the structure does not give the words"
fi
GR_VERAPDF_CACHE=${GR_VERAPDF_CACHE:-$HOME/.cache/griffie} "$here/verapdf.sh" "$file"
case $? in
0) status=0 ;;
77) ;;
*) fail "veraPDF" ;;
esac
exit $status
