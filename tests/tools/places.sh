#!/bin/sh
# Exact totals over the versions of a series: places.sh GRIFFIE. Four nights; a number falls below the limit in the third and
# rises again in the fourth. One line for each demand that is not met; 77 without poppler.
. "$(dirname "$0")/trial.sh"
command -v pdftotext >/dev/null || exit 77
export LC_ALL=C.UTF-8
cp -R "$golden/_blocks/." "$golden/block_suppressed/input" "$golden/block_suppressed/templates" "$work"
cd "$work" || exit 99
sed -i 's/below="5"/below="5" exact="all"/' templates/data/clients.xml
kept=.output.griffie/hidden-places

night() { # NAME TOTAL WORD NUMBERS...: what the first sentence must say, and what is kept of the group
  name=$1 total=$2 word=$3
  shift 3
  {
    echo '<?xml version="1.0"?><clients xmlns="urn:griffie:input:1" as-of="2022-06-30">'
    for town in gm0202 gm0274 gm0277; do
      for age in jong midden oud; do
        echo "<count municipality=\"$town\" age=\"$age\" number=\"$1\" hours=\"1\"/>"
        shift
      done
    done
    echo '</clients>'
  } >input/clients.xml
  "$griffie" render --report suppressed >out 2>err || { fail "$name: exit status"; cat err; }
  pdftotext -layout output/suppressed/region/suppressed.pdf said
  tr '\302\240' '  ' <said | tr -s ' ' | grep -q "In totaal zijn er $total cli" || fail "$name: not $total: $(grep -m1 'In totaal' said)"
  grep -q "	$word	" "$kept" || fail "$name: kept is not '$word'"
  grep -q '[(=]' "$kept" && fail "$name: more is kept than places"
}
night "first" 55 same 3 3 2 2 9 9 9 9 9
night "other numbers at the same places" 55 same 2 3 3 2 9 9 9 9 9
grep -q '"hidden-places"' .output.griffie/.versions/suppressed/region/current/manifest.json || fail "not in the manifest"
night "one fell below" "ca 46" other 2 3 3 2 4 9 9 9 9
night "it rose again" "ca 53" other 2 3 3 2 9 9 9 9 9
rm -rf output .output.griffie
night "a new series" 55 same 2 3 3 2 9 9 9 9 9
printf 'no places\n' >$kept
"$griffie" render --report suppressed --force >out 2>err && fail "damaged places were taken"
grep -q 'E142' err || fail "damaged places: no E142"
exit $failed
