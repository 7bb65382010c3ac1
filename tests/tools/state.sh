#!/usr/bin/env bash
# The two folders: what readers have and what only griffie has; which state folder is refused; what was released when one of
# the two is lost: state.sh GRIFFIE. One line for each demand that is not met; exit 1 when there is one.
. "$(dirname "$0")/trial.sh"
render() { "$griffie" render --edition region "$@" >"$work/out" 2>"$work/err"; }
fresh() {
  cd "$work" && rm -rf run && cp -R "$base" run && cd run || exit 99
  sed -i 's/<report /&life="yes" /' templates/reports/dossier.xml
}
amount() { sed "s|amount=\"1000000\"|amount=\"$1\"|" "$base/input/amounts.xml" >input/amounts.xml; }
link() { readlink output/dossier/region; }
state=.output.griffie
kept=$state/.versions/dossier/region

# --- what stands where ---
fresh
umask 022
render; demand 0 "first run"
[ "$(stat -c %a $state)" = 700 ] || fail "others may enter the state folder"
[ "$(head -n 1 $state/id)" = "$(cat output/.griffie)" ] || fail "the two folders do not name each other"
amount 2000000; render; demand 0 "second run"
(cd output && find . -type f | grep -v -e '\.pdf$' -e '\.xlsx$' -e '/manifest.json$' -e '/changes.json$' -e '^./.griffie$') >"$work/more" &&
  fail "readers have more than documents: $(cat "$work/more")"
[ "$(find output/.gen/dossier/region -mindepth 1 -maxdepth 1 | wc -l)" = 1 ] || fail "readers have older versions"
key=$(readlink $kept/current)
grep -rq "$key" output && fail "a public file names the key of a version"
for old in used.tsv origins.json published.json manifest.json name files/manifest.json; do
  [ -s "$kept/$key/$old" ] || fail "the state folder has no $old"
done
[ "$(stat -c %i $kept/current/files/*.pdf)" = "$(stat -c %i output/dossier/region/*.pdf)" ] || fail "a document stands there twice"

# the same print from other data: no new folder for readers
before=$(link)
sed -i 's/records="no"/&/; s/<amounts /<!-- nothing -->&/' input/amounts.xml
render --force; demand 0 "the same by force"
[ "$(link)" = "$before" ] || fail "the same files got another folder"

# --- folders that are refused ---
fresh
render --state input/known; demand 65 "among exports" 'O140'
render --state output/known; demand 65 "among documents" 'O140'
render --state .; demand 65 "around documents" 'O140'
mkdir open && chmod 755 open
render --state open; demand 65 "open to others" 'chmod 700'
mkdir real && chmod 700 real && ln -s real known
render --state known; demand 65 "a link" 'it is a link'
: >file; render --state file; demand 65 "a file" 'it is not a folder'
mkdir -m 700 used && echo mine >used/notes
render --state used; demand 65 "a folder of somebody" 'something else in it'
[ -e output ] && fail "a refused state folder left an output folder"
render --state "$work/none/known"; demand 73 "a folder in none" 'O101'
if [ "$(id -u)" -eq 0 ]; then
  mkdir -m 700 theirs && chown 65534 theirs
  render --state theirs; demand 65 "of another user" 'another user'
  if unshare -m true 2>/dev/null; then
    mkdir -m 700 far
    unshare -m sh -c 'mount -t tmpfs -o mode=0700 tmpfs far && exec "$@"' - "$griffie" render --edition region --state far >"$work/out" 2>"$work/err"
    demand 65 "on another file system" 'another file system'
  fi
fi
render --state known/../real; demand 0 "a folder that is named another way"
render --output other --state real; demand 65 "the state of another folder" "it is that of '.*/output'"
[ -e other ] && fail "a refused state folder left an output folder"
render --output other; demand 0 "another folder"
render --state .other.griffie; demand 65 "the state of that folder" 'O141'
render; demand 65 "the default where another was named" 'O142'
mv real moved; mv output documents
render --output documents --state moved; demand 0 "both moved"
cp -a documents copied
render --output copied --state moved; demand 65 "one state for a folder and its copy" 'O141'
cp -a moved .copied.griffie
render --output copied; demand 0 "both copied"

# --- one of the two is lost ---
fresh
render; demand 0 "concept"
rm -rf output; render; demand 0 "a cleared output folder is filled again"
mv $state away; render; demand 65 "a lost state folder" "restore it from a backup"
mv away $state
"$griffie" release dossier region --as adopted --by raad --on 2023-06-30 >"$work/out" 2>"$work/err"; demand 0 "adopted"
adopted=$(link)
cp -a output "$work/output"; cp -a $state "$work/known"
amount 3000000
rm -rf output; render; demand 0 "documents lost: the adopted version comes back" 'O148'
[ "$(link)" = "$adopted" ] || fail "documents lost: something else stands there: $(link)"
rm -rf output $kept/*/files; render; demand 1 "documents lost in both folders" 'O146'
[ -e output/dossier/region ] && fail "an adopted version was replaced when it was lost"
rm -rf output $state; cp -a "$work/output" output
render; demand 65 "state lost" 'O142'
mkdir -m 700 $state; cp "$work/known/id" $state/
render; demand 1 "state lost but for its id" 'region.*was released.*O145\|O145'
[ "$(link)" = "$adopted" ] || fail "state lost: the adopted version was replaced"
"$griffie" release dossier region --as corrected --by griffie --because x >"$work/out" 2>"$work/err"; demand 65 "state lost, a correction" 'O145'
rm -rf $state; cp -a "$work/known" $state
rm $kept/current/life.json; sed -i '/life.json/d' $kept/current/manifest.json
render; demand 1 "only the public manifest knows of the release" 'O123'
[ "$(link)" = "$adopted" ] || fail "only the public manifest knows: the adopted version was replaced"
rm -rf $state; cp -a "$work/known" $state
rm output/dossier/region/manifest.json $kept/current/files/manifest.json
render; [ "$(link)" = "$adopted" ] || fail "only the state folder knows: the adopted version was replaced"

# --- withdrawn ---
fresh
printf '#!/bin/sh\ncat >/dev/null\n' >mailer && chmod +x mailer
cat >templates/batch.xml <<XML
<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam">
  <mail sender="griffie@mgr.example" program="$PWD/mailer"/>
  <job id="dossiers" report="dossier" editions="region renkum">
    <recipient address="griffie@renkum.example" edition="renkum" when="change" with="documents"/>
    <recipient address="bestuur@mgr.example" when="change" with="links"/>
  </job>
</batch>
XML
withdraw() { "$griffie" withdraw "$@" >"$work/out" 2>"$work/err"; }
night() { "$griffie" run --now >"$work/out" 2>"$work/err"; }
night; demand 0 "a night"
withdraw dossier renkm; demand 64 "an unknown edition" "did you mean 'renkum'"
withdraw dosier renkum; demand 64 "an unknown report" "did you mean 'dossier'"
withdraw ../dossier renkum; demand 64 "a path"
withdraw dossier renkum; demand 0 "withdrawn"
grep -q 'a mail to griffie@renkum.example, with its documents' "$work/out" && grep -q 'bestuur@mgr.example, with links' "$work/out" ||
  fail "it does not say who was sent it: $(cat "$work/out")"
[ -z "$(find output -path '*renkum*')" ] || fail "readers still have it: $(find output -path '*renkum*')"
grep -q 'state withdrawn' output/index.html || fail "the index page does not say it"
grep -q 'dossier/renkum/' output/index.html && fail "the index page has links to it"
"$griffie" log >"$work/out" 2>"$work/err"; grep -q 'griffie@renkum.example' "$work/out" && grep -q 'bestuur@mgr.example' "$work/out" ||
  fail "the log does not say who was sent it: $(cat "$work/out")"
grep -q '^  dossier/renkum was withdrawn$' "$work/out" || fail "the log does not say what was withdrawn: $(cat "$work/out")"
withdraw dossier renkum; demand 0 "twice"
grep -q already "$work/out" || fail "twice: $(cat "$work/out")"
amount 7000000; night; demand 0 "a night after it" 'dossier/renkum.*O150'
[ -e output/dossier/renkum ] && fail "a night brought it back"
[ -e output/dossier/region ] || fail "the other edition is gone"
"$griffie" history dossier renkum --most 1 >"$work/out" 2>"$work/err"; demand 0 "history of a withdrawn one"
grep -q ' after ' "$work/out" && fail "what is withdrawn is told as a version after another: $(cat "$work/out")"
"$griffie" render >"$work/out" 2>"$work/err"; [ -e output/dossier/renkum ] && fail "a render of all brought it back"
"$griffie" render --report dossier --edition renkum >"$work/out" 2>"$work/err"; demand 0 "by its name"
[ -e output/dossier/renkum ] || fail "its name did not bring it back"
night; demand 0 "a night after that"; grep -q O150 "$work/err" && fail "it is still called withdrawn"
"$griffie" release dossier region --as adopted --by raad --on 2023-06-30 >"$work/out" 2>"$work/err"; demand 0 "adopted"
withdraw dossier region; demand 64 "a released one without a reason" "--because.*O149"
[ -e output/dossier/region ] || fail "a refused withdrawal took it away"
withdraw dossier region --by griffie --because 'tabel 3 noemt een persoon'; demand 0 "a released one with a reason"
"$griffie" history dossier region >"$work/out" 2>"$work/err"
sed -n 2p "$work/out" | grep -q 'withdrawn.* by griffie because: tabel 3 noemt een persoon$' || fail "the history does not say who withdrew it, and why: $(cat "$work/out")"
grep -q 'vastgelegd\|was released' output/index.html && fail "the page tells of another deed"
[ -e output/dossier/region ] && fail "the released version is still there"
night; demand 0 "a night after that" "dossier/region.*--as corrected.*O150"
"$griffie" render --report dossier --edition region >"$work/out" 2>"$work/err"; demand 0 "an adopted one by its name" 'O150'
[ -e output/dossier/region ] && fail "a render brought an adopted version back"
"$griffie" release dossier region --as adopted --by raad >"$work/out" 2>"$work/err"; demand 64 "adopted again"
"$griffie" release dossier region --as corrected --by raad --because 'zonder naam' >"$work/out" 2>"$work/err"; demand 0 "corrected"
grep -q '"version": 2' output/dossier/region/manifest.json || fail "the correction is not version 2"

# --- figures of runs are no documents ---
fresh
cat >templates/batch.xml <<XML
<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam">
  <metrics file="$PWD/output/griffie.prom"/>
  <job id="dossiers" report="dossier"/>
</batch>
XML
"$griffie" run >"$work/out" 2>"$work/err"; demand 65 "metrics among documents" 'batch.xml:2.*O147'

exit $failed
