#!/usr/bin/env bash
# libraries.sh: what the libraries make of a disk that refuses and of memory that ends: single system calls fail
# (strace), single allocations fail (GR_FAIL=malloc, see src/cli/memory.c), all memory is given out (ulimit).
# Demands: a documented exit status and a message, no signal, no hang; exit 0 only with exactly the documents
# of a run that nothing disturbed; otherwise the published documents are as they were. Without memory: status 71, or 1
# when only the edition's own process had none.
# VERBOSE=1 says which calls and allocations fell short.
. "$(dirname "$0")/robust.sh"
if grep -q __asan_init "$griffie"; then
  echo "libraries: not with sanitizers"
  exit 77
fi
ulimit -c 0
alloc_runs=60
[ "${GR_TIER:-}" = long ] && alloc_runs=1000000
calls=(write read fsync rename symlink mkdir unlink getdents64)
declare -A worst

# restore: documents and state as a run of variant a leaves them; the two belong together
restore() {
  rm -rf "$work/output" "$work/.output.griffie"
  cp -a "$work/want-a" "$work/output"
  cp -a "$work/.want-a.griffie" "$work/.output.griffie"
}

# judge WHAT STATUS: one run of variant b over variant a in $work/output; complaints are counted by kind
judge() {
  local now kind=
  now=$(published "$work/output")
  case $2 in
  0) [ "$now" = "$new" ] || kind="other documents were published, with exit status 0" ;;
  1 | 71 | 73 | 74)
    [ -s "$work/err" ] || kind="nothing was said"
    # memory may also end when the new documents stand there already: complete, and no word is due
    [ "$now" = "$old" ] || { [ "$now" = "$new" ] &&
      { [ "$2" -eq 71 ] || grep -Eq 'the new version of|standard output' "$work/err"; }; } ||
      kind="refused, but published documents changed"
    ;;
  124) kind="it hung" ;;
  *) kind="ended with $2" ;;
  esac
  if [ -n "$kind" ]; then
    worst[$kind]="${worst[$kind]:-}$1 "
    [ -n "${VERBOSE:-}" ] && { echo "$1: $kind" >&2; grep -v '^\[ERROR\]' "$work/err" | head -n 2 >&2; }
  fi
  restore
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
  disturbed strace -qq -o "$work/trace" -e trace="$1,link"
  restore
  awk -v call="$1(" 'index($0, "link(") == 1 { exit } index($0, call) == 1 { n++ } END { print n + 1 }' "$work/trace"
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
    restore
  done
  demand "no system call was made to fail" test $ran -gt 0
  echo "libraries: $ran system calls failed"
}

# judge_starved WHAT STATUS: the same for a run without memory
judge_starved() {
  # 1: in the worker, whose edition is lost; 71: in the loader; the supervisor tells of both
  if { [ "$2" -eq 1 ] || [ "$2" -eq 71 ]; } && grep -q 'ran out of memory' "$work/err"; then
    :
  elif [ "$2" -ne 71 ]; then
    worst["ended with $2, not 71"]="${worst["ended with $2, not 71"]:-}$1 "
  elif [ "$(grep -c '^griffie: out of memory' "$work/err")" -lt 1 ] || [ "$(wc -l <"$work/err")" -gt 2 ] ||
    grep -qv '^griffie: out of memory' "$work/err"; then # a line each of the loader and of who waits for it
    worst["it was not said in a line each"]="${worst["it was not said in a line each"]:-}$1 "
  fi
  judge "$1" "$2"
}

failing_allocations() {
  local most=1 step n status ran=0
  until GR_FAIL=malloc:$most disturbed env; do
    restore
    most=$((most * 2))
    [ $most -lt 1000000000 ] || { demand "no run goes through: $(head -n 1 "$work/err")" false; return; }
  done
  demand "no allocation failed at all; is GR_FAIL armed?" test "$most" -gt 100
  step=$((most / 2 / alloc_runs + 1))
  restore
  for ((n = 1; n <= most; n += step)); do
    GR_FAIL=malloc:$n disturbed env
    status=$?
    if [ $status -eq 0 ]; then # there are no more
      judge "malloc:$n" $status
      break
    fi
    judge_starved "malloc:$n" $status
    ran=$((ran + 1))
  done
  echo "libraries: $ran allocations failed, one in every $step"
}

# little_memory: from what the program needs to start to what it needs for all
little_memory() {
  local room=8 started=0 refused=0 status
  while [ $room -lt 4096 ]; do
    ulimit -S -v $((room * 1024))
    disturbed env
    status=$?
    ulimit -S -v unlimited
    if [ $status -eq 0 ]; then
      judge "$room MB" $status
      break
    fi
    # below what the loader needs nothing of ours has run
    if [ $started -eq 1 ] || grep -q '^griffie:' "$work/err"; then
      started=1
      refused=$((refused + 1))
      judge_starved "$room MB" $status
    fi
    room=$((room + 1))
  done
  demand "no run went out of memory" test $refused -gt 0
  echo "libraries: memory ended in $refused runs, $room MB were enough"
}

variant a 1000000
variant b 1000700
for name in a b; do
  render $name "$work/want-$name" --edition renkum || { cat "$work/err" >&2; exit 1; }
done
old=$(published "$work/want-a")
new=$(published "$work/want-b")
restore
if command -v strace >/dev/null && strace -qq -o /dev/null true 2>/dev/null; then failing_calls; else
  echo "libraries: failing system calls were not tried: that takes strace"
fi
failing_allocations
little_memory
for kind in "${!worst[@]}"; do
  demand "$kind: $(wc -w <<<"${worst[$kind]}") times: $(cut -c1-200 <<<"${worst[$kind]}")" false
done
finish
