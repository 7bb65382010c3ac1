#!/usr/bin/env bash
# fuzz.sh SECONDS [NAME...]: builds the fuzz preset and lets each target (or those named) search that long.
# What it learns stays in build/fuzz/found/<name>; an input that breaks something is saved in
# build/fuzz/crashes, its name is printed, and the exit status is 1. When it is mended, put the input into
# tests/fuzz/corpus/<name>, so that every build tries it.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:?how many seconds for each target}
shift
if ! command -v clang >/dev/null; then
  echo "fuzz: clang is not installed; nothing was searched"
  exit 0
fi
cmake --preset fuzz >/dev/null
names=("$@")
if [ ${#names[@]} -eq 0 ]; then
  for source in tests/fuzz/fuzz_*.c; do
    name=${source##*/fuzz_}
    names+=("${name%.c}")
  done
fi
cmake --build --preset fuzz --target "${names[@]/#/fuzz_}" >build/fuzz/build.log 2>&1 || {
  tail -n 40 build/fuzz/build.log
  exit 70
}
mkdir -p build/fuzz/crashes
status=0
for name in "${names[@]}"; do
  found=build/fuzz/found/$name
  mkdir -p "$found"
  if build/fuzz/tests/fuzz/"fuzz_$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -artifact_prefix="build/fuzz/crashes/$name-" "$found" "tests/fuzz/corpus/$name" >"$found.log" 2>&1; then
    printf 'fuzz: %-10s %s\n' "$name" "$(tail -n 1 "$found.log")"
  else
    printf 'fuzz: %-10s broke:\n' "$name"
    grep -E 'ERROR|SUMMARY|Test unit written' "$found.log" || tail -n 20 "$found.log"
    status=1
  fi
done
exit $status
