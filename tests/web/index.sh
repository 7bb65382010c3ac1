#!/bin/sh
# The index page in a browser: index.sh SAMPLE, the program that writes sample pages. Every state and
# awkward texts, in every house style; what is demanded stands in check_index.py. Exits 77 where there
# is no browser, or the rules of axe-core cannot be had.
set -u
cd "$(dirname "$0")/../.." || exit 99
sample=$1
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT

for program in chromium chromedriver python3 pdftotext; do
    command -v $program >/dev/null 2>&1 || { echo "web.index: $program is not installed"; exit 77; }
done
axe=$(sh tests/web/fetch_axe.sh "${GR_AXE_CACHE:-${GR_VERAPDF_CACHE:-$HOME/.cache/griffie}}" 2>"$work/axe.log")
case $? in
0) ;;
77) cat "$work/axe.log"; echo "web.index: axe-core cannot be had here"; exit 77 ;;
*) cat "$work/axe.log"; exit 1 ;;
esac

for style in mgr large sober; do
    for kind in night stress empty; do
        "$sample" templates/styles/$style.xml $kind >"$work/$style-$kind.html" || exit 1
    done
done
PYTHONDONTWRITEBYTECODE=1 python3 tests/web/check_index.py "$axe" "$work"
