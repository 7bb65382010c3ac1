#!/bin/bash
# What a command line may be, with the real program and bash: cmdline.sh GRIFFIE [FOLDER-OF-COMPLETIONS].
# One line for each demand that is not met; exit 1 when there is one.
set -u
griffie=$1
base=$(cd "$(dirname "$0")/../golden/_base" && pwd) || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
export LC_ALL=C
failed=0
cp -R "$base" "$work/run"
cd "$work/run" || exit 99

fail() {
  printf 'cmdline: %s\n' "$*"
  failed=1
}
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

exit $failed
