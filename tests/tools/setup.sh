#!/bin/bash
# The words of setup.sh, and what it says on systems that it does not know; nothing is installed or built.
# One line for each demand that is not met; exit 1 when there is one.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd) || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failed=0
cp "$root/setup.sh" "$work/setup.sh" # it works where it stands
cd "$work" || exit 99

fail() {
  printf 'setup: %s\n' "$*"
  failed=1
}
# demand STATUS WORDS...
demand() {
  local want=$1 got
  shift
  ./setup.sh "$@" >out 2>err
  got=$?
  [ $got = "$want" ] || { fail "setup.sh $*: exit status $got, not $want"; cat out err; }
}

for word in help --help -h; do
  demand 0 $word
  for line in run build 'test ' 'test --all' packages 'Debian 12 or 13 only' 'Exit status'; do
    grep -qF -- "$line" out || fail "setup.sh $word does not name '$line'"
  done
  ! grep -q pipefail out || fail "setup.sh $word shows its code"
done
demand 64
demand 64 rum
grep -qF "unknown word 'rum'" err || fail "the unknown word is not named"
demand 64 run --verbose
grep -qF "'--verbose' is one word too many" err || fail "the stray word is not named"
demand 64 test --al
demand 64 test --all --fast
demand 0 packages
grep -qx libhpdf-dev out || fail "packages are not listed"
[ -z "$(grep -vx '[a-z0-9][a-z0-9.+-]*' out)" ] || fail "packages are listed with something else"

printf 'PRETTY_NAME="Ubuntu 24.04 LTS"\nID=ubuntu\nVERSION_ID="24.04"\n' >ubuntu
printf 'PRETTY_NAME="Debian GNU/Linux 11 (bullseye)"\nID=debian\nVERSION_ID="11"\n' >older
printf 'PRETTY_NAME="Debian GNU/Linux forky/sid"\nID=debian\n' >sid
for system in ubuntu older sid nothing; do
  for word in build run test; do
    GR_OS_RELEASE=$work/$system demand 71 $word
    grep -q 'Debian 12 or 13 only' err || fail "$system: it is not said for what it is"
    grep -q 'other names and versions' err || fail "$system: it is not said why"
  done
done
GR_OS_RELEASE=$work/ubuntu demand 71 run
grep -q 'this is Ubuntu 24.04 LTS' err || fail "the system is not named"
[ ! -e build ] && [ ! -e output ] || fail "a refused system has folders of ours"
GR_OS_RELEASE=$work/ubuntu demand 0 help
exit $failed
