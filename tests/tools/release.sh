#!/usr/bin/env bash
# The life of documents: what is released stays, whatever happens to exports, descriptors and the program, and can be
# made again to the byte: release.sh GRIFFIE. One line for each demand that is not met; exit 1 when there is one.
. "$(dirname "$0")/trial.sh"
# gcc's leak check fails itself where a library that is opened late has memory for each thread
export ASAN_OPTIONS=${ASAN_OPTIONS:-}:intercept_tls_get_addr=0
render() { "$griffie" render --report besluit "$@" >"$work/out" 2>"$work/err"; }
release() { "$griffie" release "$@" >"$work/out" 2>"$work/err"; }
rebuild() { "$griffie" rebuild "$@" >"$work/out" 2>"$work/err"; }
link() { readlink output/besluit/"${1:-region}"; }
own=.output.griffie/.versions/besluit/region/current
key() { readlink .output.griffie/.versions/besluit/"${1:-region}"/current; }
life() { sed -n "s/^  \"$1\": \"\\{0,1\\}\\([^\",]*\\).*/\\1/p" $own/life.json; }
quiet() { [ ! -s "$work/err" ] || { fail "$1: something was said"; cat "$work/err"; }; }
visits() { sed -i "s/nr=\"2019\" placements=\"412\" visits=\"[0-9]*\"/nr=\"2019\" placements=\"412\" visits=\"$1\"/" input/region.xml; }
# whole OUTPUT: every version behind a link has the bytes that its manifest names, and nothing else
whole() {
  find "$1" -path '*/.gen' -prune -o -type l ! -name '*.changes' ! -name '.*' -print | while read -r edition; do
    sed -n 's/^    { "name": "\([^"]*\)", "bytes": [0-9]*, "sha256": "\([0-9a-f]*\)".*/\2  \1/p' "$edition/manifest.json" >"$work/sums"
    (cd "$edition" && sha256sum --quiet -c "$work/sums") >/dev/null 2>&1 || echo "$edition is not whole"
    [ "$(find "$edition/" -type f | wc -l)" = $(($(wc -l <"$work/sums") + 1)) ] || echo "$edition has other files"
  done
}
archive_is_true() {
  find .output.griffie/archive -type f | while read -r file; do
    [ "$(sha256sum <"$file" | cut -c1-64)" = "$(basename "$file")" ] || echo "$file"
  done
}

mkdir "$work/run" && cd "$work/run" || exit 99
cp -R "$golden/_blocks/input" "$golden/_blocks/templates" .
mkdir -p input/files input/images templates/reports
cp "$golden/block_attachments/input/files/verklaring.pdf" "$golden/block_attachments/input/files/kaart.pdf" input/files/
cp "$golden/block_image/input/images/verloop.jpg" input/images/
cat >input/tekst.md <<'TEXT'
Samenwerkingsovereenkomsten en meerjarenbegrotingen van gemeenschappelijke regelingen vragen om zienswijzen van
gemeenteraden, beleidsverantwoordelijken en toezichthouders; *arbeidsmarktontwikkelingen* tellen daarin mee.
TEXT
cat >templates/reports/besluit.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<report xmlns="urn:griffie:report:1" id="besluit" style="blocks" lang="nl" master="body" title="Besluit" author="De regio" life="yes" attach="workbook">
  <parameter name="year" type="integer" value="2021" period="yes"/>
  <editions region="yes" each="municipality" of="municipalities where name = 'Renkum'" file="besluit-{life.status}-{life.version}-{year as plain}"/>
  <section title="Besluit">
    <status style="paragraph"/>
    <attachments id="bijlagen" title="Bijlagen"/>
    <text file="tekst.md"/>
    <p>Er waren {sum(visits of years) as number} bezoeken, en {first(visits of years where nr = year) as number} in {year as plain}.</p>
    <image file="images/verloop.jpg" alt="Een verloop van donker naar licht" width="60mm"/>
    <attachment file="files/verklaring.pdf" title="Verklaring"/>
    <attachment file="files/kaart.pdf" title="Kaart" mode="listed"/>
    <table id="years" title="Bezoeken" rows="years" as="y" sheet="Bezoeken">
      <column title="Jaar" value="y.nr" as="plain" header="yes"/>
      <column title="Bezoeken" value="y.visits" as="number" total="sum"/>
      <total title="Totaal"/>
    </table>
  </section>
</report>
XML
sed 's/id="besluit"/id="bericht"/; s/ life="yes"//; s/-{life.status}-{life.version}//; /<status/d' templates/reports/besluit.xml >templates/reports/bericht.xml
mkdir "$work/clean" && cp -R input templates "$work/clean"

# --- what cannot be ---
render; demand 0 "concepts"; quiet "concepts"
[ -f output/besluit/region/besluit-concept-1-2021.pdf ] || { fail "no concept"; exit 1; }
first=$(link)
release besluit region --as corrected --by griffie --because x; demand 64 "a corrected concept" 'only what was adopted.*O121'
release besluit region --as adopted; demand 64 "released by nobody" '--by'
release besluit region --by college; demand 64 "released as nothing" '--as'
release besluit region --as concept --by college; demand 64 "released as a concept" 'nothing goes back'
release besluit region --as adopted --by raad --because x; demand 64 "a reason without a correction" '--because'
release besluit regoin --as adopted --by raad; demand 64 "an unknown edition" "did you mean 'region'"
release besluit gm0274 --as adopted --by raad; demand 64 "an edition by its key" "'renkum'"
release beslut region --as adopted --by raad; demand 64 "an unknown report" "did you mean 'besluit'"
release bericht region --as adopted --by raad; demand 65 "a report without a life" 'bericht.xml:2:.*life=.*O122'
release besluit; demand 64 "half a name" 'REPORT EDITION'
rebuild besluit region --verify; demand 65 "an edition whose inputs were not kept" 'archive="yes".*O125'
[ "$first" = "$(link)" ] || fail "a refused release moved the link"

# --- offered, adopted ---
release besluit region --as offered --by college --on 2023-03-14; demand 0 "offered"; quiet "offered"
[ "$(life status) $(life version) $(life date) $(life by)" = "offered 1 2023-03-14 college" ] || fail "offered: $(cat $own/life.json)"
[ "$(cat "$work/out")" = "output/besluit/region/besluit-aangeboden-1-2021.pdf
output/besluit/region/besluit-aangeboden-1-2021.xlsx" ] || fail "the names of what was offered"
offered=$(key)
release besluit region --as offered --by college; demand 64 "offered twice" 'adopted'
release besluit region --as adopted --by raad --on 2023-03-13; demand 64 "adopted before it was offered" '2023-03-14'
release besluit region --as adopted --by raad --on 2023-06-30; demand 0 "adopted"
[ "$(life status) $(life version) $(life by)" = "adopted 1 raad" ] || fail "adopted: $(cat $own/life.json)"
adopted=$(key)
release besluit region --as adopted --by raad; demand 64 "adopted twice" 'corrected'
release besluit region --as offered --by college; demand 64 "adopted, then offered" 'nothing goes back'
grep -q 'verklaring.pdf' $own/manifest.json || fail "an attachment is not in the manifest"
grep -q 'verloop.jpg' $own/manifest.json || fail "an image is not in the manifest"

# --- what is remembered of it ---
history() { "$griffie" history besluit region "$@" >"$work/out" 2>"$work/err"; demand 0 "history"; }
history
grep -Eq "released +adopted +$adopted after $offered, by raad on 2023-06-30\$" "$work/out" || { fail "history: who adopted it, and when"; cat "$work/out"; }
grep -Eq "released +offered +$offered after [0-9a-f]+, by college on 2023-03-14\$" "$work/out" || fail "history: who offered it, and when"
history --json
grep -q '"status": "released", "life": "adopted".*"by": "raad", "decided": "2023-06-30"' "$work/out" || fail "history for machines: who adopted it"
"$griffie" log >"$work/out" 2>"$work/err"; demand 0 "log"
grep -q 'besluit/region was released as adopted by raad on 2023-06-30' "$work/out" || fail "log: who adopted it"

# --- other data, other dates, another program ---
stays() { # STATUS WHAT [WORDS]
  demand "$@"
  [ "$(key)" = "$adopted" ] || fail "$2: the adopted version was replaced"
}
render; stays 0 "the same data"; quiet "the same data"
render --force; stays 0 "the same data, by force"; quiet "the same data, by force"
sed -i 's/as-of="2022-06-30"/as-of="2022-07-31"/' input/region.xml
render; stays 0 "a newer date"; quiet "a newer date"
before=$(key renkum)
cp "$griffie" "$work/other"; printf x >>"$work/other"
"$work/other" render --report besluit >"$work/out" 2>"$work/err"; stays 0 "another program"; quiet "another program"
other=$(link renkum)
[ "$before" = "$(key renkum)" ] && fail "another program did not make its own concept"
visits 1700
render; stays 0 "other data" 'besluit/region: 3 figures and 0 texts'
[ "$(link renkum)" = "$other" ] && fail "a concept was not replaced"
grep -q 1.700 output/besluit/region.changes/changes.json || fail "other data: no sheet says which"
render --strict; stays 3 "other data, --strict"
render --force; stays 0 "other data, by force" '2023-06-30'
printf '\nEen zin meer.\n' >>input/tekst.md
render; stays 0 "another text" 'and 1 text '
cp "$work/clean/input/tekst.md" input/tekst.md
cp input/files/kaart.pdf input/files/verklaring.pdf
render; stays 0 "another attachment" 'besluit/region'
cp "$work/clean/input/files/verklaring.pdf" input/files/verklaring.pdf
sed 's/ life="yes"//; s/-{life.status}-{life.version}//; /<status/d' -i templates/reports/besluit.xml
render; stays 0 "a report that lost its life" 'besluit/region'
cp "$work/clean/templates/reports/besluit.xml" templates/reports/
mv templates/reports/besluit.xml "$work/"; "$griffie" render >"$work/out" 2>"$work/err"; stays 0 "a report that is gone"; mv "$work/besluit.xml" templates/reports/

# --- corrections ---
release besluit region --as corrected --by griffie --on 2023-09-01; demand 64 "corrected without a reason" '--because'
for reason in een twee drie; do
  visits 17${#reason}0; sed -i "s/visits=\"988\"/visits=\"98${#reason}\"/" input/region.xml
  [ $reason = drie ] && visits 1800
  release besluit region --as corrected --by griffie --on 2023-09-01 --because "tabel $reason" --quiet; demand 0 "corrected $reason"
done
[ "$(life status) $(life version) $(life because)" = "corrected 4 tabel drie" ] || fail "corrected: $(cat $own/life.json)"
render --keep 0; demand 0 "after corrections"; quiet "after corrections"
for version in "$offered" "$adopted"; do
  [ -f ".output.griffie/.versions/besluit/region/$version/files/manifest.json" ] || fail "a released version was removed"
done

# --- the link moved, and the run died before it said so ---
standing=$(key)
ln -sfn "$adopted" $own
sed -i '$d' ".output.griffie/.versions/besluit/region/shown"
render; demand 0 "a link that is ahead"; quiet "a link that is ahead"
[ "$(key)" = "$standing" ] || fail "a link that is ahead: the state folder still says $(key), not $standing"
grep -q "^$standing" ".output.griffie/.versions/besluit/region/shown" || fail "a link that is ahead: what readers see counts as what nobody saw"
visits 1801
release besluit region --as corrected --by griffie --on 2023-09-01 --because "tabel vier" --quiet; demand 0 "corrected, with a link that was ahead"
[ "$(life version) $(life because)" = "5 tabel vier" ] || fail "corrected, with a link that was ahead: $(cat $own/life.json)"

# --- made again ---
mv templates input "$work/"
for version in "$offered" "$adopted" "$(key)"; do
  rebuild besluit region --key "$version" --verify; demand 0 "made again"; quiet "made again"
  grep -q '5 files the same\|6 files the same' "$work/out" || { fail "made again: $(cat "$work/out")"; }
done
"$work/other" rebuild besluit region --verify >"$work/out" 2>"$work/err"; demand 0 "made again by another program"
rebuild besluit region; demand 0 "made again for somebody"
cmp -s "$(head -n 1 "$work/out")" output/besluit/region/besluit-gecorrigeerd-5-2021.pdf || fail "other documents: $(cat "$work/out")"
rebuild besluit region --key 0123456789abcdef; demand 64 "an unknown version" "there is '"
grep -qE "'(current|number|name)'" "$work/err" && fail "what is no version is offered as one: $(cat "$work/err")"
rebuild besluit region --key ../region; demand 64 "a key that is a path"
rebuild besluit doesburg; demand 64 "never published" 'published'
[ -e .output.griffie/rebuilding ] && fail "a folder to work in was left"
# what a killed one leaves is as private as what it was made from, and goes with the next run; that of one that works stays
mkdir -p .output.griffie/rebuilding/half.part/input # one died while it was taken away
worked=$(mktemp -d "$work/t.XXXXXX")
for what in rebuild render; do
  TMPDIR=$worked setsid "$griffie" rebuild besluit region --verify >/dev/null 2>&1 &
  pid=$!
  for _ in $(seq 1 200); do [ -n "$(find .output.griffie/rebuilding -name .holder 2>/dev/null)" ] && break; sleep 0.01; done
  kill -STOP "$pid"; rebuild besluit region --verify; demand 0 "made again by two"
  [ -n "$(find .output.griffie/rebuilding -name .holder 2>/dev/null)" ] || fail "the folder of a process that lives was taken away"
  kill -9 "$pid"; wait "$pid" 2>/dev/null
  [ "$(stat -c %a .output.griffie/rebuilding/*)" = 700 ] || fail "others may enter what is rebuilt"
  if [ $what = rebuild ]; then rebuild besluit region --verify; demand 0 "after a killed rebuild"; else
    mv "$work/templates" "$work/input" .; render; demand 0 "after a killed rebuild, a run"; mv templates input "$work/"; fi
  [ -e .output.griffie/rebuilding ] && fail "what a killed rebuild left is still there after a $what"
done
[ -z "$(ls -A "$worked")" ] || fail "something was left in the system's temporary folder"
cp -R output "$work/spare"; cp -R .output.griffie "$work/spare.state"
chmod u+w $own/manifest.json
sed -i '/"name": .*\.pdf", "bytes"/s/"sha256": "[0-9a-f]\{4\}/"sha256": "0000/' $own/manifest.json
rebuild besluit region --verify; demand 1 "other bytes" 'made again, it is another'
"$work/other" rebuild besluit region --verify >"$work/out" 2>"$work/err"; demand 1 "other bytes, other program" 'this is griffie'
rm -rf output .output.griffie; cp -R "$work/spare" output; cp -Rp "$work/spare.state" .output.griffie
hash=$(sha256sum <"$work/input/images/verloop.jpg" | cut -c1-64)
kept=.output.griffie/archive/$(printf %.2s "$hash")/$hash
printf x >>"$kept"
rebuild besluit region --verify; demand 65 "a damaged archive" 'is damaged'
rm "$kept"
rebuild besluit region --verify; demand 65 "a hole in the archive" "verloop.jpg.*is not there"
mv "$work/templates" "$work/input" .
release besluit region --as corrected --by griffie --on 2023-10-01 --because "archief"; demand 0 "a release mends the archive"
printf x >>"$kept"
release besluit region --as corrected --by griffie --on 2023-10-01 --because "archief"; demand 0 "a release mends what is damaged"
[ -z "$(archive_is_true)" ] || fail "the archive holds other bytes than it says: $(archive_is_true)"

# --- a state that cannot be read ---
now=$(link)
visits 1900
: >$own/life.json
render; demand 1 "a broken state" 'life.json'
rm $own/life.json
render; demand 1 "a state that is gone" 'life.json'
release besluit region --as corrected --by griffie --because x; demand 65 "a release over a broken state" 'life.json'
[ "$now" = "$(link)" ] || fail "a version whose state cannot be read was replaced"

# --- runs that keep what they read; periods and places of jobs ---
rm -rf output .output.griffie
cat >templates/batch.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<batch xmlns="urn:griffie:batch:1" id="nacht" zone="Europe/Amsterdam" archive="yes">
  <job id="oud" report="besluit" editions="region" period="2020" destination="oud"/>
  <job id="nieuw" report="besluit" editions="region" formats="pdf"/>
</batch>
XML
"$griffie" run >"$work/out" 2>"$work/err"; demand 0 "a run"
rebuild besluit region --verify; demand 0 "a concept made again"
rebuild oud/besluit region --verify; demand 0 "a concept made again, elsewhere"; quiet "a concept made again, elsewhere"
release oud/besluit region --as adopted --by raad --on 2023-06-30; demand 0 "released elsewhere"
[ -f output/oud/besluit/region/besluit-vastgesteld-1-2020.pdf ] || fail "released elsewhere: $(cat "$work/out")"
[ -f output/besluit/region/besluit-concept-1-2021.pdf ] || fail "the other one was released too"
visits 2000
"$griffie" run --now >"$work/out" 2>"$work/err"; demand 0 "a run over a release" 'oud/besluit region\|besluit/region'
grep -q 'warned.*besluit/region' "$work/out" || fail "a run over a release: $(cat "$work/out")"
grep -q '>vastgesteld, [^<]*1<' output/index.html || fail "the index page does not say what was released"
[ -f output/oud/besluit/region/besluit-vastgesteld-1-2020.pdf ] || fail "a run replaced a release"
sed -i 's|</batch>|  <job id="stuk" report="besluit" keep="veel"/>\n&|' templates/batch.xml
release oud/besluit region --as corrected --by raad --on 2023-07-01 --because "een optelling"; demand 0 "released beside a job that is not in order"
grep -q '>gecorrigeerd, [^<]*2<' output/index.html || fail "the index page does not say what was released beside a job that is not in order"
rm -rf templates input
rebuild oud/besluit region --verify; demand 0 "released elsewhere, made again"

# --- killed in the middle of a release ---
# The link's rename publishes: what readers have counts, and the state folder may be one step behind until the next
# run, which overtakes.
public() { sed -n "s/^  \"$1\": \"\{0,1\}\([^\",]*\).*/\\1/p" output/besluit/region/manifest.json; }
agrees() { # WHAT: the two folders, after a run
  [ "$(life version) $(life because)" = "$(public version) $(public because)" ] ||
    fail "$1: readers have version $(public version), the state folder $(life version)"
  grep -q "^$(key)" ".output.griffie/.versions/besluit/region/shown" || fail "$1: the version that readers have counts as one that nobody saw"
  [ "$(cut -f 3 .output.griffie/.versions/besluit/region/number)" = "$(key)" ] || fail "$1: its number is not written down"
}
# killed WHAT BEFORE: what readers have after a kill is the version before it, or that release alone
killed() {
  after=$(public version)
  [ "$after" = "$2" ] || [ "$after" = $(($2 + 1)) ] || fail "$1: version $2 became '$after'"
  [ "$after" = "$2" ] || [ "$(public because)" = "$1" ] || fail "$1: it is '$(public because)'"
  found=$(whole output)
  [ -z "$found" ] || fail "$1: $found"
}
begin() {
  rm -rf output .output.griffie
  render; release besluit region --as adopted --by raad --on 2023-06-30; demand 0 "before the kills"
}
cp -R "$work/clean/input" "$work/clean/templates" .
begin
start=$(date +%s%N)
release besluit region --as corrected --by griffie --on 2023-07-01 --because "tijd"; demand 0 "before the kills"
took=$((($(date +%s%N) - start) / 1000000))
moments=${GR_KILLS:-12}
hit=0
for i in $(seq 1 "$moments"); do
  visits $((3000 + i))
  before=$(public version)
  setsid "$griffie" release besluit region --as corrected --by griffie --on 2023-07-01 --because "moment $i" >/dev/null 2>&1 &
  pid=$!
  sleep "$(printf '%d.%03d' $((took * i / moments / 1000)) $((took * i / moments % 1000)))"
  kill -9 "$pid" 2>/dev/null && hit=$((hit + 1))
  wait "$pid" 2>/dev/null
  killed "moment $i" "$before"
done
[ $hit -gt 0 ] || fail "none of $moments releases was hit" # each step is killed below, whatever the machine does meanwhile
release besluit region --as corrected --by griffie --on 2023-07-01 --because "hersteld"; demand 0 "after the kills"
agrees "after the kills"
[ -z "$(find output .output.griffie -name '*.part' -o -name '.*.next' -o -name .lock)" ] || fail "something was left: $(find output .output.griffie -name '*.part' -o -name '.*.next')"
[ -z "$(archive_is_true)" ] || fail "a kill left other bytes in the archive"
rebuild besluit region --verify; demand 0 "made again after the kills"

# a destination that no job has, and in which nothing stands
begin
before=$(find output .output.griffie/.versions .output.griffie/destinations 2>/dev/null | sort)
release 2023/besluit region --as adopted --by raad; demand 64 "a destination of no job" "no job makes it there"
echo '<batch xmlns="urn:griffie:batch:1" id="n" zone="UTC"><job id="b" report="besluit" destination="2022"/></batch>' >templates/batch.xml
release 2023/besluit region --as adopted --by raad; demand 64 "another destination than that of the job" "jobs make '2022/besluit'"
[ "$(find output .output.griffie/.versions .output.griffie/destinations 2>/dev/null | sort)" = "$before" ] || fail "a destination of no job: something was made"
release 2022/besluit region --as adopted --by raad; demand 0 "the destination of a job"
sed 's/2022/2021/' templates/batch.xml >other.xml
release 2021/besluit region --as adopted --by raad --batch other.xml; demand 0 "the destination of a job in another descriptor"
rm templates/batch.xml

# the same before each step of publishing, one after the other; then a run of what readers have, which changes nothing
begin
ended=137
step=0
published=0
shown=0
while [ $ended = 137 ] && [ $step -lt 100 ]; do
  step=$((step + 1))
  visits $((5000 + step))
  before=$(public version)
  GR_FAIL=die:$step release besluit region --as corrected --by griffie --on 2023-07-01 --because "step $step"
  ended=$?
  killed "step $step" "$before"
  [ "$after" = "$before" ] || { published=$((published + 1)); shown=$step; }
  render --edition renkum; demand 0 "a run after step $step"
  [ "$(public version)" = "$after" ] || fail "step $step: a run made version $after to '$(public version)'"
  agrees "step $step"
  [ -z "$(find output .output.griffie -name '*.part' -o -name '.*.next' -o -name .lock)" ] || fail "step $step: something was left"
  [ $shown = 0 ] || grep -q "\"after\": \"$((5000 + shown))\"" output/besluit/region.changes/changes.json ||
    fail "step $step: readers have the sheet of another version"
done
[ $ended = 0 ] || fail "step $step: exit status $ended"
[ $step -gt 20 ] || fail "only $step steps"
[ $published -gt 3 ] || fail "only $published of $step kills came after the link had moved"
exit $failed
