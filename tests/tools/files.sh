#!/usr/bin/env bash
# files.sh GRIFFIE: folders and files that are not what they should be, words that steer, and processes that say what they cannot say.
# Each is refused or told with what to do, nothing is removed where a link leads, and what stood there stands there.
. "$(dirname "$0")/trial.sh"
root=$(cd "$(dirname "$0")/../.." && pwd)
# run STATUS WHAT SAID WORDS...: the command ends with STATUS and says so
run() {
  local want=$1 what=$2 said=$3 got
  shift 3
  "$griffie" "$@" >"$work/out" 2>"$work/err"
  got=$?
  [ $got = "$want" ] || fail "$what: exit status $got, not $want: $(cat "$work/err")"
  [ -z "$said" ] || grep -qE -- "$said" "$work/err" || fail "$what: '$said' is not said: $(cat "$work/err")"
}
fresh() {
  rm -rf "$work/w" && mkdir "$work/w" && cp -R "$root/tests/golden/_base/." "$work/w/" && cd "$work/w" || exit 99
}
other_data() { sed -i "s/\(municipality=\"gm0277\" number=\)\"[0-9]*\"/\1\"$1\"/" input/amounts.xml; }

# --- the output folder may be a link; folders in it may not ---
fresh
mkdir real && ln -s real output
run 0 "output is a link" "" render --report dossier
[ -L output ] && [ -f real/dossier/region/manifest.json ] && [ -d .real.griffie ] || fail "output is a link: $(ls -A . real)"
other_data 1800
run 0 "output is a link, again" "" render --report dossier
mkdir victim victim/renkum victim/renkum/x.part && echo kept >victim/renkum/x.part/kept
mv real/.gen/dossier aside && ln -s "$PWD/victim" real/.gen/dossier
other_data 1900
run 73 ".gen/<report> is a link" 'real/.gen/dossier|output/.gen/dossier.*it is a link; move the link away' render --report dossier
[ -f victim/renkum/x.part/kept ] || fail "something was removed behind a link"
rm real/.gen/dossier && mv aside real/.gen/dossier
mkdir elsewhere && mv real/dossier aside && ln -s ../elsewhere real/dossier
run 73 "<report> is a link" 'it is a link; move the link away' render --report dossier
[ -z "$(ls -A elsewhere)" ] || fail "something was written behind a link: $(ls -A elsewhere)"
rm real/dossier && mv aside real/dossier
run 0 "all is put right" "" render --report dossier

# --- a lock that is no file ---
mkdir .real.griffie/.lock
run 75 "a lock that is a folder" "O106" render --report dossier
grep -q 'nobody holds it; take it away' "$work/err" || fail "a lock that is a folder: $(cat "$work/err")"
rmdir .real.griffie/.lock && ln -s /etc/passwd .real.griffie/.lock
run 75 "a lock that is a link" 'nobody holds it; take it away' render --report dossier
rm .real.griffie/.lock
run 0 "no lock" "" render --report dossier

# --- files that may not grow: told as a disk that is full, and the next run puts it right ---
before=$(readlink real/dossier/renkum)
other_data 2000
(
  ulimit -f 8
  "$griffie" render --report dossier >/dev/null 2>"$work/err"
)
got=$?
[ $got = 74 ] && grep -q 'File too large' "$work/err" || fail "RLIMIT_FSIZE: exit status $got: $(cat "$work/err")"
[ "$(readlink real/dossier/renkum)" = "$before" ] || fail "RLIMIT_FSIZE: something was published"
run 0 "after RLIMIT_FSIZE" "" render --report dossier

# --- texts, attachments and images come from the input folder, and not through it ---
fresh
mv input/texts/wsp/tasks.md secret.md && ln -s ../../../secret.md input/texts/wsp/tasks.md
run 1 "a text is a link out" 'dossier.xml:[0-9]+:[0-9]+: .*E189' check
rm input/texts/wsp/tasks.md && mv secret.md input/texts/wsp/other.md && ln -s other.md input/texts/wsp/tasks.md
run 0 "a text is a link within" "" check
rm input/texts/wsp/tasks.md && mv input/texts/wsp aside && ln -s ../../aside input/texts/wsp
run 65 "a folder of texts is a link out" "'texts/wsp' is reached by a link that leads out of 'input'" check
rm input/texts/wsp && mv aside input/texts/wsp && mv input/texts/wsp/other.md input/texts/wsp/tasks.md
echo secret >secret.txt && ln -s ../secret.txt input/letter.txt && ln -s .. input/up
for body in '<attachment file="letter.txt" title="Brief"/>' '<attachment file="up/secret.txt" title="Brief"/>' \
  '<image file="letter.txt" alt="Brief"/>'; do
  cp "$root/tests/golden/_base/templates/reports/dossier.xml" templates/reports/dossier.xml
  sed -i "0,/<section/s||$body\n  <section|" templates/reports/dossier.xml
  run 1 "$body is a link out" 'E189' render --report dossier --edition region
done

# --- names that would be passed over, and the same file twice ---
fresh
cp templates/reports/dossier.xml templates/reports/other.Xml
run 0 "names in capitals" 'other.Xml: warning: .*E192' check
cp input/amounts.xml input/more.xml
run 65 "the same export twice" 'more.xml: error: the same export twice: .*amounts.xml.*E191' check

# --- words that steer ---
fresh
cat >templates/batch.xml <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<batch xmlns="urn:griffie:batch:1" id="b" zone="Europe/Amsterdam"><job id="a" report="dossier" schedule="daily 04:15"/></batch>
END
run 64 "a line end in --user" 'word 3 of the command' schedule --user $'root\n* * * * * root id'
run 64 "a line end in a path" 'word 3 of the command' schedule --input $'in\nExecStartPre=/bin/id'
run 64 "a mark of direction" 'word 3 of the command' render --report $'a\xe2\x80\xaeb'
for user in 'root; id' '%u' '-x' 'a b' '$(id)'; do
  run 64 "--user $user" 'no name of an account' schedule --user="$user"
done
run 0 "--user" "" schedule --user griffie-2.a_B
mkdir $'odd\nfolder' && cp -R input templates $'odd\nfolder/'
(
  cd $'odd\nfolder' || exit
  "$griffie" schedule >"$work/out" 2>"$work/err"
  [ $? = 64 ] && [ ! -s "$work/out" ] && grep -q 'give it another name' "$work/err"
) || fail "a folder with a line end in its name: $(cat "$work/err")"
sed -i $'s|<section |<section nonsense="\xe2\x80\xae\xe2\x81\xa6" |' templates/reports/dossier.xml
run 65 "marks of direction in a descriptor" 'nonsense' check
grep -q $'\xe2\x80\xae\|\xe2\x81\xa6' "$work/err" && fail "marks of direction reach the terminal"

# --- more names than can be told apart ---
fresh
{
  sed '/<section/,$d' templates/reports/dossier.xml
  for i in $(seq 1 4200); do printf '<let name="a%s" value="%s"/>\n' "$i" "$i"; done
  sed -n '/<section/,$p' templates/reports/dossier.xml
} >long.xml && mv long.xml templates/reports/dossier.xml
run 65 "4200 names" 'dossier.xml:[0-9]+:[0-9]+: .*E188' check

# --- a process that says what it cannot say is stopped, and nothing it says since counts ---
fresh
for nr in 1 3 6 7; do
  GR_FAIL=word:$nr "$griffie" render --report dossier --jobs 1 --output "out$nr" >"$work/out" 2>"$work/err"
  got=$?
  [ $got = 70 ] && grep -q O201 "$work/err" || fail "word $nr that is none: exit status $got: $(cat "$work/err")"
done
run 0 "after words that are none" "" render --report dossier --output out7
exit $failed
