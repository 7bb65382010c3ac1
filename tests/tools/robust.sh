# shellcheck shell=bash
# What the robust.* tools share; sourced. Gives: $griffie, $work (removed at the end), $seed; and
# variant, render, published, leftovers, demand.
set -u
export LC_ALL=C
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
griffie=${GRIFFIE:-$root/build/griffie}
tool=$(basename "$0" .sh)
if [ ! -x "$griffie" ]; then
  echo "$tool: no program at '$griffie'; build it, or name it in GRIFFIE" >&2
  exit 99
fi
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failed=0

# demand WHAT COMMAND...: counts a failure when the command fails
demand() {
  local what=$1
  shift
  if ! "$@"; then
    printf '%s: %s\n' "$tool" "$what" >&2
    failed=$((failed + 1))
  fi
}

# variant NAME AMOUNT: tests/golden/_base in $work/NAME, with another sum to be distributed
variant() {
  cp -R "$root/tests/golden/_base" "$work/$1"
  sed -i "s/amount=\"1000000\"/amount=\"$2\"/" "$work/$1/input/amounts.xml"
  grep -q "amount=\"$2\"" "$work/$1/input/amounts.xml" || exit 99
}

# render NAME OUTPUT WORDS...: messages go to $work/err
render() {
  local name=$1 output=$2
  shift 2
  "$griffie" render --input "$work/$name/input" --templates "$work/$name/templates" \
    --output "$output" --quiet "$@" >"$work/out" 2>"$work/err"
}

# published OUTPUT: what readers see, one line a file; without what changed since the version before
published() {
  (cd "$1" 2>/dev/null && find . -path ./.gen -prune -o -type l ! -name '*.changes' -print | sort | while read -r link; do
    (cd "$link" && find . -type f -exec sha256sum {} + | sort | sed "s#^#$link #") || echo "$link leads nowhere"
  done)
}

# leftovers OUTPUT: what a run that ended well must not leave
leftovers() {
  local state=${1%/*}/.${1##*/}.griffie
  [ "$1" != "${1##*/}" ] || state=.$1.griffie
  find "$1" "$state" \( -name '*.part' -o -name '*.next' -o -name .lock -o -name '*.tmp' \) 2>/dev/null | sort
}

no_leftovers() {
  [ -z "$(leftovers "$1")" ] || { leftovers "$1" >&2; return 1; }
}

finish() {
  if [ "$failed" -gt 0 ]; then
    echo "$tool: $failed demands were not met" >&2
    exit 1
  fi
  exit 0
}
