#!/usr/bin/env bash
# libraries.sh FAIL_ALLOC: what the libraries make of a disk that refuses and of memory that ends, where GR_FAIL
# does not reach: single system calls fail (strace), single allocations fail (FAIL_ALLOC, a preloaded library).
# Demands: a documented exit status and a message, no signal, no hang; exit 0 only with exactly the documents
# of a run that nothing disturbed; otherwise the published documents are as they were.
. "$(dirname "$0")/robust.sh"
fail_alloc=${1:?the library made of tests/tools/fail_alloc.c}
if grep -q __asan_init "$griffie"; then
  echo "libraries: not with sanitizers"
  exit 77
fi
ulimit -c 0
alloc_runs=60
[ "${GR_TIER:-}" = long ] && alloc_runs=1000000
calls=(write read fsync rename symlink mkdir unlink getdents64)
declare -A worst

# judge WHAT STATUS: one run of variant b over variant a in $work/output; complaints are counted by kind
judge() {
  local now kind=
  now=$(published "$work/output")
  case $2 in
  0) [ "$now" = "$new" ] || kind="other documents were published, with exit status 0" ;;
  1 | 65 | 71 | 73 | 74)
    [ -s "$work/err" ] || kind="nothing was said"
    [ "$now" = "$old" ] || { [ "$now" = "$new" ] && grep -Eq 'the new version of|standard output' "$work/err"; } ||
      kind="refused, but published documents changed"
    ;;
  124) kind="it hung" ;;
  *) kind="ended with $2" ;;
  esac
  if [ -n "$kind" ]; then
    worst[$kind]="${worst[$kind]:-}$1 "
    [ -n "${VERBOSE:-}" ] && { echo "$1: $kind" >&2; grep -v '^\[ERROR\]' "$work/err" | head -n 2 >&2; }
  fi
  rm -rf "$work/output"
  cp -a "$work/want-a" "$work/output"
}

# disturbed COMMAND...: the run of variant b, below a command. The braces keep the shell's own words on a
# program that a signal ended out of the report; the status tells.
disturbed() {
  {
    timeout 20 "$@" "$griffie" render --input "$work/b/input" --templates "$work/b/templates" \
      --output "$work/output" --edition renkum --quiet >"$work/out" 2>"$work/err"
  } 2>/dev/null
}

# first_own CALL: the number of the first such call after the program was loaded (it asks for its lock first)
first_own() {
  disturbed strace -qq -o "$work/trace" -e trace="$1,flock"
  rm -rf "$work/output"
  cp -a "$work/want-a" "$work/output"
  awk -v call="$1(" 'index($0, "flock(") == 1 { exit } index($0, call) == 1 { n++ } END { print n + 1 }' "$work/trace"
}

failing_calls() {
  local call n ran=0
  for call in "${calls[@]}"; do
    n=$(first_own "$call")
    while :; do
      disturbed strace -qq -o "$work/trace" -e trace="$call" -e inject="$call:error=EIO:when=$n"
      local status=$?
      grep -q INJECTED "$work/trace" || break
      judge "$call:$n" $status
      n=$((n + 1))
      ran=$((ran + 1))
    done
    rm -rf "$work/output"
    cp -a "$work/want-a" "$work/output"
  done
  demand "no system call was made to fail" test $ran -gt 0
  echo "libraries: $ran system calls failed"
}

failing_allocations() {
  local most step n ran=0
  disturbed env GRIFFIE_ALLOC=0 LD_PRELOAD="$fail_alloc"
  most=$(tail -n 1 "$work/err")
  demand "allocations cannot be counted" test "$most" -gt 100
  step=$((most / alloc_runs + 1))
  for ((n = 1; n <= most; n += step)); do
    rm -rf "$work/output"
    cp -a "$work/want-a" "$work/output"
    disturbed env GRIFFIE_ALLOC="$n" LD_PRELOAD="$fail_alloc"
    judge "alloc:$n" $?
    ran=$((ran + 1))
  done
  echo "libraries: $ran of $most allocations failed"
}

variant a 1000000
variant b 1000700
for name in a b; do
  render $name "$work/want-$name" --edition renkum || { cat "$work/err" >&2; exit 1; }
done
old=$(published "$work/want-a")
new=$(published "$work/want-b")
cp -a "$work/want-a" "$work/output"
if command -v strace >/dev/null && strace -qq -o /dev/null true 2>/dev/null; then failing_calls; else
  echo "libraries: failing system calls were not tried: that takes strace"
fi
failing_allocations
for kind in "${!worst[@]}"; do
  demand "$kind: $(wc -w <<<"${worst[$kind]}") times: $(cut -c1-200 <<<"${worst[$kind]}")" false
done
finish
