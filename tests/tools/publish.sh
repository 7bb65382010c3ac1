#!/bin/sh
# What stands below output/ after runs that change, fail, meet others or find what a dead run left: publish.sh GRIFFIE.
# One line for each demand that is not met; exit 1 when there is one.
. "$(dirname "$0")/trial.sh"
cp -R "$base" "$work/run"
cd "$work/run" || exit 99

render() { "$griffie" render --edition renkum "$@" >"$work/out" 2>"$work/err"; }
link() { readlink output/dossier/renkum; }
kept=.output.griffie/.versions/dossier/renkum
key() { readlink "$kept/current"; }
versions() { find "$kept" -mindepth 1 -maxdepth 1 -type d | wc -l; }
# amount N: another export, so another document
amount() { sed "s|amount=\"1000000\"|amount=\"$1\"|" "$base/input/amounts.xml" >input/amounts.xml; }
tidy() { # WHAT
  [ -z "$(find output .output.griffie -name '*.part' -o -name '*.next' -o -name '.lock*')" ] || fail "$1: something was left"
}

render; demand 0 "first run"
first=$(link)
[ -f output/dossier/renkum/dossier-renkum-2022.pdf ] || fail "no PDF"
[ -f output/dossier/renkum/dossier-renkum-2022.xlsx ] || fail "no workbook"
[ "$(cat "$work/out")" = "output/dossier/renkum/dossier-renkum-2022.pdf
output/dossier/renkum/dossier-renkum-2022.xlsx" ] || fail "the names of what was published"
[ -z "$(find output -type f ! -perm 0640 -o -type d ! -path output ! -perm 0750)" ] || fail "rights of files and folders"
[ "$(stat -c %a .output.griffie)" = 700 ] || fail "others may enter the state folder"
oldest=$(key)
[ "$oldest" = "$(sha256sum <"$kept/current/used.tsv" | cut -c1-16)" ] || fail "the key is not the hash of what was used"
[ "$(ls output/dossier/renkum/)" = "dossier-renkum-2022.pdf
dossier-renkum-2022.xlsx
manifest.json" ] || fail "readers have other files: $(ls output/dossier/renkum/)"
(cd output/dossier/renkum && sed -n 's/^    { "name": "\([^"]*\)", "bytes": [0-9]*, "sha256": "\([0-9a-f]*\)".*/\2  \1/p' manifest.json | sha256sum -c --quiet) ||
  fail "the public manifest names other bytes"
[ "$(basename "$first")" = "$(cd output/dossier/renkum && sha256sum -- *.pdf *.xlsx manifest.json | sha256sum | cut -c1-16)" ] ||
  fail "the folder is not named by its files"
tidy "first run"

before=$(stat -c %i output/dossier/renkum)
render; demand 0 "second run"
[ "$before" = "$(stat -c %i output/dossier/renkum)" ] || fail "a run without changes moved the link"
[ "$(versions)" = 1 ] || fail "a run without changes made a version"

amount 2000000; render; demand 0 "changed data"
second=$(link)
[ "$first" != "$second" ] || fail "changed data, the same version"
middle=$(key)
[ "$(ls -A output/.gen/dossier/renkum)" = "$(basename "$second")" ] || fail "readers still have the older version"
[ "$(versions)" = 2 ] || fail "the older version is gone"
amount 1000000; render; demand 0 "data changed back"
[ "$first" = "$(link)" ] || fail "data changed back, yet another version"
[ "$(versions)" = 2 ] || fail "a version that was there was made again"
amount 3000000; render --keep 1; demand 0 "third data"
[ "$(versions)" = 2 ] || fail "--keep 1 kept $(versions)"
[ -d "$kept/$oldest" ] || fail "--keep 1 removed the version that was last in use"
[ -d "$kept/$middle" ] && fail "--keep 1 kept the oldest"

# bad data: everything stays
now=$(link)
echo "<broken" >input/amounts.xml; render; demand 65 "broken export"
[ "$now" = "$(link)" ] || fail "a broken export moved the link"
amount 4000000

# a disk that refuses, at every write there is
n=0
status=1
while [ $status != 0 ] && [ $n -lt 200 ]; do
  n=$((n + 1))
  GR_FAIL=write:$n "$griffie" render --edition renkum >"$work/out" 2>"$work/err"
  status=$?
  case $status in
  0) ;;
  73 | 74)
    # only when the last thing, bringing the link to the disk, is refused may the new version stand there
    [ "$now" = "$(link)" ] || grep -q 'may not outlive' "$work/err" || fail "write:$n moved the link"
    [ -f output/dossier/renkum/dossier-renkum-2022.pdf ] || fail "write:$n left no document"
    [ -s "$work/err" ] || fail "write:$n said nothing"
    now=$(link)
    ;;
  *) fail "write:$n: exit status $status" ;;
  esac
  tidy "write:$n"
done
[ $n -gt 10 ] || fail "only $n writes could be refused"
[ $status = 0 ] || fail "no end to refused writes"

# what a dead run left, what others put there
mkdir -p output/.gen/dossier/renkum/next.part output/.gen/dossier/arnhem/next.part "$kept/next.part"
echo half >output/.gen/dossier/renkum/next.part/dossier-renkum-2022.pdf
ln -s nowhere output/dossier/.renkum.next
: >.output.griffie/.lock
touch -d '11 minutes ago' .output.griffie/.lock
amount 5000000; render; demand 0 "after a dead run"
tidy "after a dead run"

echo "griffie-lock 1 12ab far-away 5f0c/pid:[1] 4711 99 1790000000" >.output.griffie/.lock
render; demand 75 "locked on another machine"
grep -q "process 4711 on 'far-away', since 2026-09-21" "$work/err" || fail "no word of who is busy"
render --wait 1; demand 75 "still locked on another machine"
touch -d '11 minutes ago' .output.griffie/.lock
render; demand 0 "the other machine is silent"
tidy "the other machine is silent"

now=$(link)
rm output/dossier/renkum
mkdir output/dossier/renkum
echo mine >output/dossier/renkum/file
amount 6000000; render; demand 73 "a folder where the link should come"
[ "$(cat output/dossier/renkum/file)" = mine ] || fail "somebody's folder was touched"
tidy "a folder where the link should come"
rm -r output/dossier/renkum

rm -rf output
echo text >output; render; demand 73 "output is a file"
rm output
echo "<broken" >input/amounts.xml; render; demand 65 "broken export at first"
[ -e output ] && fail "a run that published nothing made a folder"
# render and run make the same, and neither undoes the other
job() { # FORMATS
  printf '<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam"><job id="all" report="dossier"%s/></batch>\n' "$1" >templates/batch.xml
}
amount 3300000
for formats in '' ' formats="pdf"' ' formats="xlsx"' ' formats="pdf" editions="gm0274"'; do
  job "$formats"
  render; demand 0 "render, with a job of$formats"
  made=$(link) files=$(ls output/dossier/renkum)
  "$griffie" run --now --json >"$work/out" 2>"$work/err"; demand 0 "run after render,$formats"
  grep -q '"edition": *"renkum".*"unchanged"' "$work/out" || { fail "run makes again what render made,$formats"; cat "$work/out"; }
  [ "$made" = "$(link)" ] && [ "$files" = "$(ls output/dossier/renkum)" ] || fail "run undoes render,$formats"
  render; demand 0 "render after run,$formats"
  [ "$made" = "$(link)" ] || fail "render undoes run,$formats"
done
[ -e output/dossier/renkum/dossier-renkum-2022.xlsx ] && fail "render makes what its job does not ask"
render --format pdf,xlsx; demand 0 "render of formats that are named"
[ -e output/dossier/renkum/dossier-renkum-2022.xlsx ] || fail "render does not make what it is asked"
job ' editions="arnhem" formats="pdf"'; render; demand 0 "a job of another edition"
[ -e output/dossier/renkum/dossier-renkum-2022.xlsx ] || fail "a job of another edition counts"
job ' destination="x" formats="pdf"'; render; demand 0 "a job of another folder"
[ -e output/dossier/renkum/dossier-renkum-2022.xlsx ] || fail "a job of another folder counts"
echo "<batch" >templates/batch.xml; render; demand 0 "a batch descriptor that cannot be read"
grep -q O186 "$work/err" || fail "that no job could be asked is not told"
job ' colour="red" formats="pdf"'; render; demand 0 "a job that is not in order"
grep -q "batch.xml:[0-9]*:[0-9]*: warning.*O186" "$work/err" || fail "that a job could not be asked is not told"
rm templates/batch.xml
# whoever reads the list has seen enough (`| head`): no fault, and what was asked is done
amount 3300000
for words in "check --confidentiality" "check --dump=dataset" "render --force" "history" "why dossier renkum"; do
  # shellcheck disable=SC2086 # words
  { sleep 0.2; "$griffie" $words 2>"$work/err"; echo $? >"$work/status"; } | { exec 0<&-; }
  while [ ! -s "$work/status" ]; do sleep 0.1; done
  [ "$(cat "$work/status")" = 0 ] && [ ! -s "$work/err" ] || fail "griffie $words, and nobody reads it: $(cat "$work/status" "$work/err")"
  rm "$work/status"
done
exit $failed
