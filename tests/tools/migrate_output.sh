#!/usr/bin/env bash
# An output folder of griffie 0.1 (tests/cases/output-0.1.tar.xz: three nights, an adopted version, change sheets, journal, a
# part of the archive) becomes documents and state, and the next nights go on with it: migrate_output.sh GRIFFIE.
# One line for each demand that is not met; exit 1 when there is one.
. "$(dirname "$0")/trial.sh"
tests=$(cd "$(dirname "$0")/.." && pwd) || exit 99

run() { "$griffie" "$@" >"$work/out" 2>"$work/err"; }
amount() { sed "s|amount=\"1000000\"|amount=\"$1\"|" "$tests/golden/_base/input/amounts.xml" >input/amounts.xml; }
# as far as they are documents
sums() { find "$1" -name '*.pdf' -exec sha256sum {} + | cut -c1-64 | sort -u; }
state=.output.griffie
region=$state/.versions/dossier/region
fresh() {
  rm -rf "$work/run" && cp -R "$tests/golden/_base" "$work/run" && cd "$work/run" && tar xJf "$tests/cases/output-0.1.tar.xz" || exit 99
  # as the report was then, but for what an edition may show of others
  sed -i -e 's/<report /&life="yes" /' -e 's/<p>\(Alle gemeenten samen dragen {sum(amount of \)distributions/<p if="region">\1all contributions/' templates/reports/dossier.xml
  grep -q 'all contributions' templates/reports/dossier.xml || exit 99
  cat >templates/batch.xml <<'XML'
<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam" archive="yes">
  <job id="dossiers" report="dossier" editions="region renkum" formats="pdf" keep="5"/>
  <job id="elders" report="dossier" editions="renkum" formats="pdf" destination="elders"/>
</batch>
XML
}

# --- refused before, with the command that helps ---
fresh
sums output >"$work/before"
for command in "run --now" "render" "why dossier region" "history" "log" "rebuild dossier region" "release dossier region --as corrected --by x --because y"; do
  # shellcheck disable=SC2086 # words
  run $command; demand 65 "$command on an old folder" "griffie migrate --output output"
done
[ -e $state ] && fail "a refused run left a state folder"
adopted=$(basename "$(readlink output/dossier/region)")
concept=$(basename "$(readlink output/dossier/renkum)")
since=$(stat -c %Y output/dossier/region/.)
oldest=$(cd output/.gen/dossier/region && ls -tr | head -n 1)

# --- done, and done again ---
run migrate --output output; demand 0 "migrate"
cp -a output "$work/after"; cp -a $state "$work/after.state"
[ "$(readlink $region/current)" = "$adopted" ] || fail "another version is current: $(readlink $region/current)"
[ "$(readlink $state/.versions/dossier/renkum/current)" = "$concept" ] || fail "another concept is current"
[ "$(cut -f 1 $region/shown | head -n 1)" = "$oldest" ] || fail "the order of versions is lost"
[ "$(tail -n 1 $region/shown)" = "$(printf '%s\t%s' "$adopted" "$since")" ] || fail "the day of publication is lost"
[ "$(sums output; sums $state)" ] && [ "$(sums $state)" = "$(cat "$work/before")" ] || fail "documents are lost"
find output -type f ! -name '*.pdf' ! -name manifest.json ! -name .griffie | grep . && fail "more than documents is left for readers"
grep -rqE "$adopted|$concept" output && fail "a public file names a key"
[ "$(find $state/archive -type f | wc -l)" -gt 3 ] && [ -s $state/journal.db ] || fail "archive or journal are lost"
[ "$(find $region.changes -name changes.json | wc -l)" -ge 1 ] || fail "change sheets are lost"
run migrate --output output; demand 0 "again"
grep -q 'nothing to do' "$work/out" || fail "again: $(cat "$work/out")"
diff -r "$work/after" output && diff -r --exclude=id "$work/after.state" $state || fail "a second migration changed something"

# --- killed at any moment; the next one ends it ---
n=0
for moment in $(seq 1 "${GR_KILLS:-40}"); do
  fresh
  "$griffie" migrate --output output >/dev/null 2>&1 &
  pid=$!
  sleep "$(printf '0.%03d' $((moment * 7 % 71)))"
  kill -9 $pid 2>/dev/null && n=$((n + 1))
  wait $pid 2>/dev/null
  for link in output/dossier/region output/dossier/renkum; do
    [ -n "$(find $link/ -name '*.pdf')" ] || fail "killed: $link has no document"
  done
  run migrate --output output; demand 0 "after a kill"
  diff -r --exclude=.griffie --exclude='.lock*' "$work/after" output >"$work/diff" &&
    diff -r --exclude=id --exclude='.lock*' "$work/after.state" $state >"$work/diff" ||
    fail "after a kill: $(head -n 3 "$work/diff")"
done
[ $n -gt 2 ] || fail "only $n migrations were killed"

# what a kill leaves at moments that are short
fresh; run migrate --output output
rm $state/.versions/dossier/renkum/current $state/destinations/elders/.versions/dossier/renkum/current
cp -a "$state/.versions/dossier/region/$adopted" "$state/.versions/dossier/region/$adopted.part"
mkdir -p "$work/old" && tar xJf "$tests/cases/output-0.1.tar.xz" -C "$work/old"
for edition in dossier/region dossier/renkum; do
  cp -a "$work/old/output/.gen/$edition/$(basename "$(readlink "$work/old/output/$edition")")" "output/.gen/$edition/"
done
mkdir -p output/elders && cp -a "$work/old/output/elders/.gen" "$work/gen.elders" && cp -a "$work/gen.elders/." output/elders/.gen/
run migrate --output output; demand 0 "after a kill between link and state"
diff -r --exclude=.griffie --exclude='.lock*' "$work/after" output >"$work/diff" &&
  diff -r --exclude=id --exclude='.lock*' "$work/after.state" $state >"$work/diff" ||
  fail "after a kill between link and state: $(head -n 3 "$work/diff")"

# --- the nights after it ---
rm -rf output $state; cp -a "$work/after" output; cp -a "$work/after.state" $state
run history dossier region; demand 0 "history"
[ "$(grep -c adopted "$work/out")" -ge 1 ] || fail "the history is lost: $(cat "$work/out")"
amount 1000700 # what the adopted version was made from
run run --now; demand 0 "the next night"
grep -q O124 "$work/err" && { fail "the next night calls the adopted version another"; cat "$work/err"; }
[ "$(readlink $region/current)" = "$adopted" ] || fail "the next night replaced the adopted version"
[ -e output/dossier/renkum.changes ] && fail "a change sheet against a version that is known in another way"
before=$(readlink output/dossier/renkum output/elders/dossier/renkum output/dossier/region)
run run --now --force; demand 0 "a night by force"
[ "$(readlink output/dossier/renkum output/elders/dossier/renkum output/dossier/region)" = "$before" ] || fail "the same documents are published again"
amount 1000900
run run --now; demand 0 "a night of other data" 'dossier/region.*O124'
run release dossier region --as corrected --by griffie --because 'bijdrage'; demand 0 "a correction after it"
[ -f output/dossier/region/manifest.json ] && grep -q '"version": 2' output/dossier/region/manifest.json || fail "the correction is not version 2"

# --- a released version in both layouts ---
mkdir -p "$work/old" && tar xJf "$tests/cases/output-0.1.tar.xz" -C "$work/old"
rm -rf "$region/$adopted"
cp -a "$work/old/output/.gen/dossier/region/$adopted" output/.gen/dossier/region/
run run --now; demand 65 "an old version that came back" 'O143'
run migrate --output output; demand 65 "a released version in both" 'region.*O144'
[ -e "output/.gen/dossier/region/$adopted/used.tsv" ] || fail "a refused migration moved something"
run migrate --output nowhere; demand 65 "no folder" 'D101'
exit $failed
