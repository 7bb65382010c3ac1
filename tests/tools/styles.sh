#!/bin/sh
# Every house style fits every report: styles.sh (from the repository, GRIFFIE=<binary>).
# One edition of each report in each style of templates/styles, without a warning, and veraPDF passes it. Exits 77
# when veraPDF is not here and all else was in order.
set -u
cd "$(dirname "$0")/../.." || exit 99
griffie=${GRIFFIE:-build/griffie}
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
failed=0

fail() {
  printf 'styles: %s\n' "$*"
  failed=1
}

# render STYLE REPORT EDITION
render() {
  "$griffie" render --strict --format pdf --style "$1" --report "$2" --edition "$3" --output "$work/$1" >>"$work/list" 2>"$work/err"
  status=$?
  [ $status = 0 ] || { fail "$2 in style $1: exit status $status"; cat "$work/err"; }
}

: >"$work/list"
n=0
for file in templates/styles/*.xml; do
  style=$(sed -n 's/^<style .* id="\([^"]*\)".*/\1/p' "$file")
  for report in templates/reports/*.xml; do
    id=$(sed -n 's/^<report .* id="\([^"]*\)".*/\1/p' "$report")
    edition=region
    grep -q '<editions.* each=' "$report" && edition=renkum
    render "$style" "$id" "$edition"
    n=$((n + 1))
  done
done
pdfs=$(grep '\.pdf$' "$work/list") # workbooks that a document carries are listed as well
[ "$n" -ge 9 ] || fail "only $n documents asked for"
[ "$(echo "$pdfs" | wc -l)" = "$n" ] || fail "$n documents asked for, not all published"

missing=0
# shellcheck disable=SC2086,SC2046 # names have no spaces
tests/tools/verapdf.sh $(realpath $pdfs) >"$work/verapdf" 2>&1
case $? in
0) ;;
77) missing=1 ;;
*) fail "veraPDF"; grep -v '^pass' "$work/verapdf" ;;
esac

[ $failed = 0 ] || exit 1
[ $missing = 0 ] || { echo "styles: veraPDF is not here"; exit 77; }
