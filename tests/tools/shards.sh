#!/bin/sh
# A run in shards, side by side, and its collection: shards.sh GRIFFIE.
#   the same documents, links and change sheets as of one run; nothing is shown before it is collected
#   a missing shard, one of other exports, one that is at work, a version that is gone: nothing is published
#   a collection that is killed at any moment is finished by the next
# One line for each demand that is not met; exit 1 when there is one.
. "$(dirname "$0")/trial.sh"
cp -R "$base" "$work/run"
cd "$work/run" || exit 99
cat >templates/batch.xml <<'END'
<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam" archive="yes">
  <job id="dossiers" report="dossier" schedule="daily 04:15"/>
  <job id="copies" report="dossier" destination="copies" formats="pdf" schedule="daily 04:15"/>
</batch>
END

shard() { "$griffie" run --now --quiet --output output --run-id night --shard "$@" 2>>"$work/err"; }
# shards: all three side by side
shards() {
  : >"$work/err"
  shard 1/3 & one=$!
  shard 2/3 & two=$!
  shard 3/3 & three=$!
  wait $one && wait $two && wait $three
}
collect() { "$griffie" collect --quiet --output output --run-id night --shards 3 "$@" >"$work/out" 2>"$work/err"; }
plain() { "$griffie" run --now --quiet --output plain >/dev/null 2>"$work/err"; }
links() { (cd "$1" && find . -type l -printf '%p %l\n' | sort); }
# same WHAT: all that stands there, but for history, the index page (it names its moment), what the archive has of other exports, and what a taker of the lock left that was killed
same() {
  diff -r --exclude=index.html --exclude=.griffie --exclude='*.changes' --exclude='.lock.*' plain output >"$work/diff" 2>&1 || fail "$1: $(head -n 3 "$work/diff")"
  [ "$(links plain)" = "$(links output)" ] || fail "$1: other links"
  [ -e .output.griffie/shards ] && fail "$1: the shards' folder stays"
}
# stays WHAT: no link moved since `before`
stays() { [ "$before" = "$(links output)" ] || fail "$1: links moved"; }
amount() { sed "s|amount=\"1000000\"|amount=\"$1\"|" "$base/input/amounts.xml" >input/amounts.xml; }

plain; demand 0 "one run"
before=$(links plain | grep -c .)
[ "$before" -ge 4 ] || fail "only $before links to look at"

# at first
mkdir -p output
before=$(links output)
shards; demand 0 "three shards"
stays "shards publish nothing"
[ -e .output.griffie/journal.db ] && fail "shards wrote history"
collect; demand 0 "collect"
same "three shards are one run"
collect; demand 75 "collected twice"
grep -q 'shards 1, 2 and 3' "$work/err" || fail "collected twice: no word of what is missing"

# a report that cannot be read, of a job that is not due: as in one run, what is due is published and the status says so
sed 's/id="dossier"/id="letter"/; s/<section/<sektion/; s/<\/section/<\/sektion/' templates/reports/dossier.xml >templates/reports/letter.xml
plain; demand 1 "one run beside a broken report"
shards; demand 0 "three shards beside a broken report"
collect; demand 1 "collected beside a broken report"
grep -q 'X201' "$work/err" || fail "collected beside a broken report: not said"
rm templates/reports/letter.xml

# other data: change sheets, older versions
amount 2000000; plain; demand 0 "one run of other data"
before=$(links output)
: >"$work/err"
shard 1/3; demand 0 "shard 1"
shard 3/3; demand 0 "shard 3"
collect; demand 75 "a missing shard"
grep -q "shard 2 of 3.*B120" "$work/err" || fail "a missing shard: no word of which: $(cat "$work/err")"
stays "a missing shard"
amount 3000000
shard 2/3; demand 0 "shard 2, of other exports"
collect; demand 65 "shards of different exports"
grep -q B121 "$work/err" || fail "shards of different exports: $(cat "$work/err")"
stays "shards of different exports"
amount 2000000
shard 2/3; demand 0 "shard 2"
echo "griffie-lock 1 12ab far-away 5f0c/pid:[1] 4711 99 1790000000" >.output.griffie/shards/night/2.lock
collect; demand 75 "a shard is at work"
"$griffie" render --output output >/dev/null 2>"$work/err"; demand 75 "a run while shards are at work"
stays "a shard is at work"
rm .output.griffie/shards/night/2.lock
collect; demand 0 "collect other data"
same "three shards of other data are one run"

# a version that somebody removed
amount 4000000; plain; demand 0 "one run of a fourth kind"
before=$(links output)
shards; demand 0 "shards, to lose a version of"
gone=
for version in .output.griffie/.versions/dossier/*/*/; do
  version=${version%/}
  [ -L "$version" ] || [ "$(readlink "${version%/*}/current")" = "${version##*/}" ] ||
    ! grep -qaF "${version##*/}" .output.griffie/shards/night/1-of-3.shard || gone=$version
done
[ -d "$gone" ] || fail "no version to lose"
mv "$gone" "$work/gone"
collect; demand 75 "a version is gone"
stays "a version is gone"
mv "$work/gone" "$gone"

# what is no file of a shard
cp .output.griffie/shards/night/3-of-3.shard "$work/three"
head -c -1 "$work/three" >.output.griffie/shards/night/3-of-3.shard
collect; demand 65 "a file that was cut"
LC_ALL=C sed 's/staged/stowed/' "$work/three" >.output.griffie/shards/night/3-of-3.shard
collect; demand 65 "a file of something else"
cp .output.griffie/shards/night/1-of-3.shard .output.griffie/shards/night/3-of-3.shard
collect; demand 65 "the file of another shard"
stays "files that are none"
cp "$work/three" .output.griffie/shards/night/3-of-3.shard

# killed at any moment; every link leads to a whole version, and the next one ends it
cp -a output "$work/before"; cp -a .output.griffie "$work/before.state"
n=0
killed=0
while [ $n -lt 12 ]; do
  n=$((n + 1))
  rm -rf output .output.griffie
  cp -a "$work/before" output; cp -a "$work/before.state" .output.griffie
  "$griffie" collect --quiet --output output --run-id night --shards 3 >/dev/null 2>&1 &
  pid=$!
  sleep "$(printf '0.%03d' $((n * 4)))"
  kill -9 $pid 2>/dev/null && killed=$((killed + 1))
  wait $pid 2>/dev/null # it is gone, and so is its hold on the lock
  for link in $(find output -type l -path '*dossier/*'); do
    [ -d "$link" ] || fail "killed: $link leads nowhere"
  done
  if [ -d .output.griffie/shards/night ]; then
    collect; demand 0 "collect after a kill"
  fi
  same "collected after a kill"
done
[ $killed -ge 3 ] || fail "only $killed of $n were killed"

# words that name no shard
collect --run-id ../elsewhere; demand 64 "a run id that is a path"
"$griffie" collect --output output >/dev/null 2>"$work/err"; demand 64 "collect without a number"
exit $failed
