#!/bin/sh
# Documents that depend on the day they are for: issue_day.sh GRIFFIE.
#   each scheduled day makes another version of the report that says on, also when its night was missed; of no other report
#   the same day again, and --now, make none; a run without a change is ready at once only for the same day
#   every version is made again with its own day; one that was released keeps it
#   shards of one run have one day; those of two are not collected
# One line for each demand that is not met; exit 1 when there is one.
. "$(dirname "$0")/trial.sh"
cp -R "$base" "$work/run"
cd "$work/run" || exit 99

# at MOMENT WORD...: griffie by that clock
at() {
  SOURCE_DATE_EPOCH=$(date -u -d "$1" +%s)
  export SOURCE_DATE_EPOCH
  shift
  "$griffie" "$@" >"$work/out" 2>"$work/err"
}
version() { readlink "output/$1"; }
# said TEXT WHAT: in what griffie printed
said() { grep -q -- "$1" "$work/out" "$work/err" || { fail "$2: no word of '$1'"; cat "$work/out" "$work/err"; }; }
# on DAY PATH: what readers and the archive are told
on() { grep -q "\"on\": \"$1\"" "output/$2/manifest.json" || fail "$2 is not for $1"; }

# letter: says on. dossier: does not. adopted: says on, and is released
sed 's/id="dossier"/id="letter" uses-date="issue"/; s/title="Dossier {year as plain}"/title="Brief van {on as date}"/; s/ bij\.</ bij op {on as date}.</' templates/reports/dossier.xml >templates/reports/letter.xml
sed 's/id="letter"/id="adopted" life="yes"/' templates/reports/letter.xml >templates/reports/adopted.xml
cat >templates/batch.xml <<'END'
<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam" archive="yes">
  <job id="letters" report="letter" schedule="weekly mon 00:30"/>
  <job id="dossiers" report="dossier" schedule="weekly mon 00:30"/>
  <job id="adopted" report="adopted" editions="region" formats="pdf" schedule="weekly mon 00:30"/>
</batch>
END

# Monday, half past twelve in Amsterdam: Sunday in Greenwich
at 2023-03-05T23:30Z run; demand 0 "the first day"
on 2023-03-06 letter/renkum
grep -q '"on"' output/dossier/renkum/manifest.json && fail "the dossier has a day"
first=$(version letter/renkum)
dossier=$(version dossier/renkum)
at 2023-03-06T04:00Z run; demand 0 "the same night again"
[ ! -s "$work/out" ] || fail "the same night again: $(cat "$work/out")"
at 2023-03-09T04:00Z run --now; demand 0 "the same issue again, on Thursday"
[ "$(version letter/renkum)" = "$first" ] || fail "--now made another day's issue"

# the next one, a day late
at 2023-03-14T04:00Z run; demand 0 "the second day, a night late"
said 'published  letter/renkum' "the second day"
on 2023-03-13 letter/renkum
[ "$(version letter/renkum)" != "$first" ] || fail "no version of the second day"
[ "$(version dossier/renkum)" = "$dossier" ] || fail "the dossier was made again for another day"
grep -q '"on": "2023-03-13"' output/letter/renkum.changes/changes.json || fail "the change sheet does not say the day"
at 2023-03-14T04:00Z why letter renkum; demand 0 why
said 'on: 2023-03-06 -> 2023-03-13' why
at 2023-03-14T04:00Z history letter renkum; demand 0 history
said 'for 2023-03-06' history
said 'for 2023-03-13' history

# a day that is asked for
at 2023-03-15T04:00Z run --now --on 2023-04-01 --job letters; demand 0 "--on"
on 2023-04-01 letter/renkum
at 2023-03-15T05:00Z run --now --on 2023-04-01 --job letters; demand 0 "--on again"
said 'unchanged  letter/renkum' "--on again"

# every version again
n=0
for folder in .output.griffie/.versions/letter/renkum/*; do
  [ ! -L "$folder" ] && [ -d "$folder" ] || continue
  n=$((n + 1))
  at 2024-01-01T00:00Z rebuild letter renkum --key "$(basename "$folder")" --verify; demand 0 "rebuild $folder"
  said ' 0 others' "rebuild $folder"
done
[ $n = 3 ] || fail "$n versions to make again, not 3"

# released: for the day of its concept, whatever the day of the decision
on 2023-03-13 adopted/region
at 2023-03-15T06:00Z release adopted region --as adopted --by raad --on 2023-03-15; demand 0 release
on 2023-03-13 adopted/region
adopted=$(version adopted/region)
at 2023-03-20T04:00Z run; demand 0 "the night after a release"
said 'unchanged  adopted/region' "the night after a release"
[ "$(version adopted/region)" = "$adopted" ] || fail "what was released did not stay"
at 2023-03-27T04:00Z run --job adopted; demand 0 "a night of the released one alone"
said 'unchanged  adopted/region' "a night of the released one alone"
at 2023-03-28T04:00Z rebuild adopted region --verify; demand 0 "rebuild what was released"

# by hand: the data's day, or one that is asked for
at 2023-03-28T04:00Z render --report letter --edition renkum; demand 0 render
on 2022-06-30 letter/renkum
at 2023-03-28T04:00Z render --report letter --edition renkum --on 2022-07-01; demand 0 "render --on"
on 2022-07-01 letter/renkum

# shards
sed -i 's/ schedule="weekly mon 00:30"//' templates/batch.xml
shard() { at "$1" run --now --run-id night --shard "$2" --job letters; }
shard 2023-04-03T04:00Z 1/2; demand 0 "shard 1"
shard 2023-04-03T05:00Z 2/2; demand 0 "shard 2"
before=$(version letter/renkum)
at 2023-04-03T06:00Z collect --run-id night --shards 2; demand 0 "collect"
[ "$(version letter/renkum)" != "$before" ] || fail "collect showed nothing"
for edition in region arnhem renkum rozendaal; do on 2023-04-03 "letter/$edition"; done
shard 2023-04-04T21:59Z 1/2; demand 0 "shard 1, before midnight"
shard 2023-04-04T22:01Z 2/2; demand 0 "shard 2, after midnight"
before=$(version letter/renkum)
at 2023-04-04T23:00Z collect --run-id night --shards 2; demand 65 "shards of two days"
said "'letters' was made for 2023-04-05, that of shard 1 for 2023-04-04" "shards of two days"
[ "$(version letter/renkum)" = "$before" ] || fail "shards of two days were published"
at 2023-04-04T23:01Z run --now --run-id night --shard 2/2 --job letters --on 2023-04-04; demand 0 "shard 2, with --on"
at 2023-04-04T23:02Z collect --run-id night --shards 2; demand 0 "shards of one day, by --on"
on 2023-04-04 letter/renkum

[ $failed = 0 ] || exit 1
