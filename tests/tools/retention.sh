#!/usr/bin/env bash
# What goes from the state folder by keep-days=, and what never does: retention.sh GRIFFIE. SOURCE_DATE_EPOCH is the
# clock of each run. One line for each demand that is not met; exit 1 when there is one.
. "$(dirname "$0")/trial.sh"
demand() { # STATUS WHAT [WORDS]: of the last command
  status=$?
  [ $status = "$1" ] || { fail "$2: exit status $status, not $1"; cat "$work/err"; }
  [ $# -lt 3 ] || grep -q -- "$3" "$work/err" "$work/out" || { fail "$2: '$3' is not said"; cat "$work/err" "$work/out"; }
}
visits() { sed -i "s/nr=\"2019\" placements=\"412\" visits=\"[0-9]*\"/nr=\"2019\" placements=\"412\" visits=\"$1\"/" input/region.xml; }
day() { export SOURCE_DATE_EPOCH=$((1656669600 + $1 * 86400)); }
run() { "$griffie" run "$@" >"$work/out" 2>"$work/err"; }
tell() { "$griffie" "$@" >"$work/out" 2>"$work/err"; }
kept() { ls -d "$state/$1"/*/files | grep -c '/[0-9a-f]\{16\}[^/]*/files$'; } # with their documents
key() { readlink "$state/$1/current"; }
went() { awk -F '\t' -v what="$1" '$2 == what' $own/removed.tsv; }
archived() { find $own/archive -type f | wc -l; }
batch() { # SETTINGS OF BESLUIT
  cat >templates/batch.xml <<XML
<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam" archive="yes">
  <defaults keep="9"/>
  <job id="besluit" report="besluit" $1/>
  <job id="elders" report="bericht" destination="jaar/2022" $1/>
</batch>
XML
}

mkdir "$work/run" && cd "$work/run" || exit 99
cp -R "$golden/_blocks/input" "$golden/_blocks/templates" .
mkdir -p templates/reports
own=.output.griffie
state=$own/.versions/besluit
away=$own/destinations/jaar/2022/.versions/bericht
cat >templates/reports/besluit.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<report xmlns="urn:griffie:report:1" id="besluit" style="blocks" lang="nl" master="body" title="Besluit" author="De regio" life="yes">
  <editions region="yes" file="besluit-{life.status}-{life.version}"/>
  <section title="Besluit">
    <status style="paragraph"/>
    <p>Er waren {sum(visits of years) as number} bezoeken.</p>
  </section>
</report>
XML
sed 's/id="besluit"/id="bericht"/; s/ life="yes"//; s/besluit-{life.status}-{life.version}/bericht/; /<status/d' templates/reports/besluit.xml >templates/reports/bericht.xml

# --- without keep-days all stays ---
batch ''
for n in 0 1 2; do day $n; visits 500$n; run; demand 0 "day $n"; done
[ "$(kept region)" = 3 ] && [ ! -e $own/removed.tsv ] || fail "without keep-days something went"
day 3; tell release besluit region --as adopted --by raad; demand 0 "adopted"
adopted=$(key region)

# --- too old: all concepts of before, but for the one before the version that stands ---
batch 'keep-days="30"'
day 10; run; demand 0 "day 10"
went version >"$work/went"
[ "$(kept region)" = 4 ] && [ ! -s "$work/went" ] || fail "what is 10 days old went: $(cat $own/removed.tsv)"
files=$(archived)
day 40; run; demand 0 "day 40"
[ "$(key region)" = "$adopted" ] || fail "what was adopted is not what stands there"
[ "$(kept region)" = 2 ] || fail "day 40: $(kept region) versions stay, not the adopted one and the one before it: $(ls $state/region)"
[ "$(state=$away; kept region)" = 2 ] || fail "a destination: $(ls $away/region)"
[ "$(archived)" -lt "$files" ] || fail "no archived file went"
[ "$(went version | wc -l)" = 3 ] || fail "the record: $(cat $own/removed.tsv)"
grep -q "^2022-08-10 10:00:00Z	version	keep-days=30	jaar/2022/bericht/region	" $own/removed.tsv || fail "the record of a destination: $(cat $own/removed.tsv)"
grep "	file	" $own/removed.tsv | cut -f7 | grep -q '^input/region.xml$' || fail "the name of an archived file: $(cat $own/removed.tsv)"
for path in $(went version | cut -f8) $(went file | cut -f8); do
  [ ! -e "$own/$path" ] || fail "$path is in the record and still there"
done
[ ! -e $own/removing.tsv ] || fail "the run left removing.tsv"

# --- what is asked of it ---
gone=$(awk -F '\t' '$2 == "version" && $4 == "besluit/region" {print $5; exit}' $own/removed.tsv)
tell history besluit; demand 0 "history" "$gone (went on 2022-08-10 10:00:00Z by keep-days=30)"
tell history besluit --json; demand 0 "history" '"removed-by": "keep-days=30"'
tell rebuild besluit region --key "$gone"; demand 64 "rebuild of what went" "O155"
tell rebuild besluit region --verify; demand 0 "rebuild of what was adopted"
tell rebuild besluit region --verify --key "$(ls $state/region | grep '^[0-9a-f]\{16\}' | grep -v "$adopted")"; demand 0 "rebuild of the one before"

# --- a second time there is nothing to do ---
cp $own/removed.tsv "$work/removed"
run; demand 0 "the same day again"
day 300; run; demand 0 "much later"
cmp -s $own/removed.tsv "$work/removed" || fail "a second run wrote: $(diff $own/removed.tsv "$work/removed")"
tell rebuild besluit region --verify; demand 0 "rebuild much later"

# --- age counts from the day that another version took its place, and both bounds hold ---
day 310; visits 6000; run --job elders; demand 0 "day 310"
[ "$(state=$away; kept region)" = 2 ] || fail "the version that was replaced today went, or an old one stayed: $(ls $away/region)"
day 311; visits 6001; run --job elders; demand 0 "day 311"
[ "$(state=$away; kept region)" = 3 ] || fail "what was replaced a day ago went"
sed -i 's/keep="9"/keep="1"/' templates/batch.xml
day 312; run --job elders; demand 0 "keep=1"
[ "$(state=$away; kept region)" = 2 ] || fail "keep= does not hold beside keep-days="
grep -q '	keep=1	jaar/2022/bericht/region	' $own/removed.tsv || fail "keep= is not the reason"

# --- without a record nothing goes; when it cannot be ended, the next run ends it ---
mkdir -p $own/removing.tsv/x
there=$(state=$away; kept region)
day 312; visits 7000; run --job elders --force; demand 0 "no record can be begun" "O153"
[ "$(state=$away; kept region)" = $((there + 1)) ] || fail "a version went without a record: $(ls $away/region)"
rm -r $own/removing.tsv
mv $own/removed.tsv "$work/record" && mkdir -p $own/removed.tsv/x
visits 7001; run --job elders --force; demand 0 "no record can be ended" "O153"
rm -r $own/removed.tsv && mv "$work/record" $own/removed.tsv
visits 7002; run --job elders --force; demand 0 "a record again"
[ "$(state=$away; kept region)" = "$there" ] || fail "old versions stay: $(ls $away/region)"
[ ! -e $own/removing.tsv ] || fail "a record was not ended"
[ "$(went version | cut -f5 | sort | uniq -d | wc -l)" = 0 ] || fail "a version went twice: $(cat $own/removed.tsv)"
for version in $(ls -d $own/destinations/jaar/2022/.versions/bericht/region/*/ | xargs -n1 basename); do
  went version | cut -f5 | grep -q "$version" && fail "$version is in the record and still there"
done

# --- by hand nothing goes by age ---
day 313; visits 6002; run --job elders; demand 0 "day 313"
cp $own/removed.tsv "$work/removed"
day 900; tell render --force; demand 0 "by hand"
cmp -s $own/removed.tsv "$work/removed" || fail "render removed something: $(diff $own/removed.tsv "$work/removed")"

# --- a run that died before it wrote down what went, or before it went ---
line=$(went version | head -1)
grep -vF "$line" $own/removed.tsv >"$work/removed" && cp "$work/removed" $own/removed.tsv
printf '%s\n2022-08-10 10:00:00Z\tversion\tkeep-days=30\tbesluit/region\t%s\t-\t-\t.versions/besluit/region/%s\n' "$line" "$adopted" "$adopted" >$own/removing.tsv
day 901; visits 6003; run --job elders; demand 0 "after a run that died"
[ "$(grep -cF "$line" $own/removed.tsv)" = 1 ] || fail "what went is not in the record: $(cat $own/removed.tsv)"
! grep -q "$adopted" $own/removed.tsv && [ -d "$state/region/$adopted" ] || fail "what did not go is in the record"
[ ! -e $own/removing.tsv ] || fail "removing.tsv stays"

# --- whose inputs cannot be known keeps all of the archive ---
cp $state/region/"$adopted"/manifest.json "$work/manifest"
: >$state/region/"$adopted"/manifest.json
files=$(archived)
day 990; run --job elders; demand 0 "a damaged manifest" 'O154'
[ "$(archived)" -ge "$files" ] || fail "archived files went, though a version cannot be read"
cp "$work/manifest" $state/region/"$adopted"/manifest.json
tell rebuild besluit region --verify; demand 0 "rebuild at the end"
# --- by number only documents go of what can be made again ---
rm -rf output $own; batch ''; sed -i 's/keep="9"/keep="1"/' templates/batch.xml
first=''
for n in 60 61 62 63; do
  day $n; visits 90$n; run; demand 0 "keep=1, day $n"
  [ -n "$first" ] || { first=$(key region); cp output/besluit/region/*.pdf "$work/first.pdf"; }
  [ $n != 61 ] || second=$(key region)
done
[ "$(ls $state/region | grep -c '^[0-9a-f]\{16\}')" = 4 ] || fail "keep=1: $(ls $state/region)"
[ "$(kept region)" = 2 ] || fail "keep=1: documents of $(find $state/region -name files)"
tell history besluit; demand 0 "history of it" "$first (its documents went on 2022-09-01 10:00:00Z by keep=1)"
tell rebuild besluit region --key "$first" --verify; demand 0 "what fell out of keep= is made again"
tell rebuild besluit region --key "$first"; demand 0 "and given"
cmp -s "$(grep 'pdf$' "$work/out")" "$work/first.pdf" || fail "its document is another: $(cat "$work/out")"
tell why besluit region --from "$first" --key "$second"; demand 0 "two of before" 'visits: 9060 -> 9061'
tell why besluit region --from "$first"; demand 0 "one of before and the one that stands" 'visits: 9060 -> 9063'
tell why besluit region --key 0123456789abcdef; demand 64 "a version that never was" "there is '"
day 64; visits 9060; run; demand 0 "the data of the first night again"
[ "$(key region)" = "$first" ] && cmp -s output/besluit/region/*.pdf "$work/first.pdf" || fail "the data of the first night again: $(key region)"
day 65; visits 9065; run; day 140; batch 'keep-days="30"'; run; demand 0 "by age all of it goes"
tell rebuild besluit region --key "$second"; demand 64 "what went by age" 'O155'
tell why besluit region --from "$second"; demand 64 "what went by age" 'O155'

# --- a restored backup has other times: nothing is decided by them ---
rm -rf output $own; batch 'keep-days="2"'
for n in 40 41 42 43; do day $n; visits 80$n; run; demand 0 "before a backup, day $n"; done
mkdir "$work/backup" && cp -R output $own input "$work/backup/" || exit 99
restore() { # as a backup gives it back: whole, and all of it new, the oldest last
  rm -rf output $own input; cp -R "$work/backup/output" "$work/backup/$own" "$work/backup/input" . || exit 99
  for folder in $(ls -d $own/.versions/*/*/*/ $own/destinations/jaar/2022/.versions/*/*/*/ output/.gen/*/*/*/ | sort); do
    touch -d "@$((1656669600 - RANDOM * 86400))" "$folder"
  done
}
# follow NAME: what a night, two questions and a version of old data leave and say
follow() {
  { day 44; visits 8044; run --jobs 1; visits 8041; run --jobs 1; tell why besluit region; cat "$work/out"
    tell history; sed 's/:[0-9][0-9]Z /Z /' "$work/out" # a run takes a second or two
    ls $state/region $away/region; cat $state/region/shown $own/removed.tsv; key region; readlink output/besluit/region
    grep -o 'datetime="[^"]*"\|<time[^<]*' output/index.html; } >"$work/$1" 2>&1
}
follow kept
[ -s $own/removed.tsv ] && grep -q '2022-08' "$work/kept" || fail "before a backup: nothing went"
restore; follow restored
cmp -s "$work/kept" "$work/restored" || fail "a restored backup is another: $(diff "$work/kept" "$work/restored" | head -n 9)"

exit $failed
