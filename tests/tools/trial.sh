# shellcheck shell=sh
# What shell tests share that are given the program as first word; sourced first. Gives $griffie, $golden, $base (the smallest
# sample), $work (removed at the end), $failed; and fail, demand. A test prints a line for each demand that is not met, and
# ends with `exit $failed`.
set -u
griffie=$(realpath "$1")
golden=$(cd "$(dirname "$0")/../golden" && pwd) || exit 99
# shellcheck disable=SC2034 # for who sources this
base=$golden/_base
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
export LC_ALL=C
failed=0

fail() {
  printf '%s: %s\n' "$(basename "$0" .sh)" "$*"
  failed=1
}

# demand STATUS WHAT [WORDS]: of the last command; its messages, in $work/err, have the words
demand() {
  status=$?
  [ $status = "$1" ] || { fail "$2: exit status $status, not $1"; cat "$work/err"; }
  [ $# -lt 3 ] || grep -q -- "$3" "$work/err" || { fail "$2: '$3' is not said"; cat "$work/err"; }
}
