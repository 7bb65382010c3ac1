#!/bin/bash
# What a command line may be, with the real program and bash: cmdline.sh GRIFFIE [FOLDER-OF-COMPLETIONS].
# One line for each demand that is not met; exit 1 when there is one.
. "$(dirname "$0")/trial.sh"
cp -R "$base" "$work/run"
cd "$work/run" || exit 99

# demand STATUS WORDS...: the exit status of griffie with these words
demand() {
  local want=$1 got
  shift
  "$griffie" "$@" >"$work/out" 2>"$work/err"
  got=$?
  [ $got = "$want" ] || { fail "griffie $*: exit status $got, not $want"; cat "$work/err"; }
}
said() { grep -qF -- "$1" "$work/out" || fail "not said: $1"; }
told() { grep -qF -- "$1" "$work/err" || fail "not told: $1"; }

# ---- help and version ----
for words in help --help -h; do
  demand 0 $words
  said 'usage: griffie COMMAND [options]'
  said 'Exit status'
done
for words in 'help render' 'render -h' 'render --help' '-h render' 'render --report x -h' '--no-color help render'; do
  demand 0 $words
  said 'usage: griffie render [options]'
  said '  griffie render --report handover-dossier --edition renkum'
  ! grep -q -- '--shard\b' "$work/out" || fail "griffie $words: options of other commands"
done
demand 0 -V
said 'built with'
demand 64 help rendr
told "did you mean 'render'?"
demand 64 help foo
told 'there is render, check, run'
[ ! -s "$work/out" ] || fail "help on nothing that is shows something on stdout"

# ---- order of words ----
demand 0 --no-color --edition renkum check
demand 0 -q --templates templates --input=input check --edition renkum
demand 64 check --source -
told 'name one'
[ ! -e ./- ] || fail "a file called - was made"
demand 64 render --output --force
[ ! -e ./--force ] || fail "a folder called --force was made"

# ---- who reads goes away ----
mkfifo "$work/pipe"
exec 3<>"$work/pipe" 4>"$work/pipe"
exec 3<&- # now nobody reads it
broken() { # WORDS...
  "$griffie" "$@" >&4 2>"$work/err"
  local got=$?
  [ $got = 0 ] || fail "griffie $* | head: exit status $got"
  [ ! -s "$work/err" ] || fail "griffie $* | head: $(cat "$work/err")"
}
broken render --edition renkum
[ -f output/dossier/renkum/dossier-renkum-2022.pdf ] || fail "render | head does not publish"
broken --help
broken help run
broken -V
broken history
broken log
broken why dossier renkum
broken check --dump=document --report dossier --edition renkum
exec 4>&-
for words in --help -V history; do
  "$griffie" $words >/dev/full 2>/dev/null
  got=$?
  [ $got = 74 ] || fail "griffie $words on a full disk: exit status $got"
done

# ---- what a worker may use, and where a message says that it is set ----
memory() {
  cp input/texts/inkoop/tasks.md "$work/tasks.md"
  awk 'BEGIN { for (i = 0; i < 60000; i++) printf "woord%d ", i }' >input/texts/inkoop/tasks.md
  demand 1 render --edition region --memory 64
  told 'ran out of memory; 64 MiB is what it may have; --memory gives it more'
  cat >templates/batch.xml <<'END'
<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam">
  <limits memory-mib="64"/>
  <job id="dossiers" report="dossier" editions="region"/>
</batch>
END
  demand 1 run --now
  told "ran out of memory; 64 MiB is what it may have; memory-mib= of <limits> in 'templates/batch.xml' gives it more"
  cp "$work/tasks.md" input/texts/inkoop/tasks.md
  rm templates/batch.xml
  local kib words="ran out of memory; no setting of griffie limits it"
  for ((kib = 110000; kib > 40000; kib -= 2500)); do # what a program with its libraries needs depends on the machine
    (ulimit -v $kib && "$griffie" render --force --edition region) >"$work/out" 2>"$work/err"
    [ $? = 71 ] && grep -q "$words" "$work/err" && break
  done
  told "ran out of memory; no setting of griffie limits it: the machine, its unit (MemoryMax=) or 'ulimit' gives no more"
}
grep -q __asan_init "$griffie" || memory # sanitizers reserve far more than they use
demand 64 render --memory 63
told 'a whole number from 64 to 65536 is expected'
demand 64 run --memory 64
told "'--memory' does not go with 'run'"
demand 0 render --memory 64 --seconds 60 --edition renkum

# ---- names for shells ----
cat >templates/batch.xml <<'END'
<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam">
  <mail sender="griffie@example.org"/>
  <job id="dossiers" report="dossier" schedule="daily 04:15">
    <recipient address="raad@example.org" edition="duiven" when="change"/>
  </job>
  <job id="other" report="dossier" editions="gm0274" destination="2023/first"/>
</batch>
END
names() { # KIND... = NAMES
  local got
  got=$("$griffie" names "${@:1:$#-1}" 2>"$work/err" | tr '\n' ' ')
  [ "$got" = "${!#}" ] || { fail "names ${*:1:$#-1}: '$got', not '${!#}'"; cat "$work/err"; }
}
names reports 'dossier '
names jobs 'dossiers other '
names styles 'plain '
names editions 'duiven gm0274 region renkum '
names editions nothing ''
sed -i 's/amount="[0-9]*"/amount="7"/' input/amounts.xml
"$griffie" render -q >/dev/null 2>&1 # with a change sheet beside the edition
mv input elsewhere && mkdir input # exports are not read
names editions dossier 'arnhem duiven gm0274 region renkum rozendaal '
rmdir input && mv elsewhere input
printf '<report xmlns="urn:griffie:report:1" id="slip"><broken' >templates/reports/slip.xml
names reports 'dossier '
rm templates/reports/slip.xml
demand 64 names figures
demand 0 help names
said 'usage: griffie names reports|editions|jobs|styles [REPORT] [options]'
demand 0 help
! grep -q '  names' "$work/out" || fail "help shows a command for programs"

completions=${2:-}
[ -n "$completions" ] || exit $failed
# offered WORD...: what bash offers for the last of these words
offered() {
  bash --norc -c '. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() { :; }; _griffie; printf "%s " "${COMPREPLY[@]}"' \
    "$completions/griffie.bash" "$griffie" "$@" 2>&1
}
offers() { # WORD... = WHAT
  local got
  got=$(offered "${@:1:$#-1}")
  [ "$got" = "${!#} " ] || fail "bash offers '$got' for 'griffie ${*:1:$#-1}', not '${!#}'"
}
offers rend render
offers --templates templates rend render
offers help relea release
offers check --sou --source
offers check --keep ''
offers render --report '' dossier
offers render --report = dos dossier
offers render --edition re 'region renkum'
offers render --edition = 'arnhem duiven gm0274 region renkum rozendaal'
offers run --job d dossiers
offers --no-color run --job '' 'dossiers other'
offers check --style '' plain
offers why d dossier
offers why --most 3 dossier re 'region renkum'
offers history nothing '' ''
offers release dossier gm gm0274
offers history dossier renkum --fig --figure
(failed=0; cd / && offers why --state "$work/run/.output.griffie" --output = "$work/run/output" --templates "$work/run/templates" dossier ar arnhem; exit $failed) || failed=1
# what a name says is never run
mkdir -p '.output.griffie/.versions/dossier/$(touch ran)'
offers why dossier '$' '\$\(touch\ ran\)'
[ ! -e ran ] || fail "a name that bash completes was run"
rm -r '.output.griffie/.versions/dossier/$(touch ran)'
if command -v fish >/dev/null; then
  export HOME=$work
  PATH=$(dirname "$griffie"):$PATH
  for row in 'rend=render' 'why do=dossier' 'why --most 3 dossier ren=renkum' 'render --edition roz=rozendaal' 'run --job o=other' 'help relea=release'; do
    got=$(fish -c "source '$completions/griffie.fish'; complete -C 'griffie ${row%%=*}'" 2>&1 | cut -f1)
    [ "$got" = "${row#*=}" ] || fail "fish offers '$got' for 'griffie ${row%%=*}'"
  done
fi

exit $failed
