#!/usr/bin/env bash
# The tests, quick tier or (--all) long tier. Called by `setup.sh test` when everything is installed.
#   release build -> all of ctest; sanitizer build -> all but the slow ones once more; fuzz targets.
# A step that fails does not keep the later ones from running, unless they need it. Exits 1 when one failed.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 99
if [ -n "${GR_BLESS:-}" ]; then
  echo "run_tests: GR_BLESS rewrites expected files; it has no place here" >&2
  exit 64
fi
export GR_TIER=quick
# The quick tier is the same on every run; the long one draws its seeds, prints them, and GR_SEED replays.
if [ "${1:-}" = --all ]; then
  export GR_TIER=long
else
  export GR_SEED=${GR_SEED:-1795321845}
fi
export GR_VERAPDF_CACHE=${XDG_CACHE_HOME:-${HOME:-$PWD/build}/.cache}/griffie-tests
jobs=$(nproc)
mkdir -p build
touch build/tests.start
summary=()
failed=0

# step NAME COMMAND...: a heading, the command, a line for the summary. Fails as the command does.
step() {
  local name=$1 status=0 verdict=passed
  shift
  printf '\n== %s\n' "$name"
  SECONDS=0
  "$@" || status=$?
  case $status in
  0) ;;
  77) verdict=skipped ;;
  *) verdict=FAILED failed=1 ;;
  esac
  summary+=("$(printf '%-8s %4d s  %s' "$verdict" "$SECONDS" "$name")")
  [ $status -eq 0 ] || [ $status -eq 77 ]
}

skip() {
  summary+=("$(printf '%-8s         %s: %s' skipped "$1" "$2")")
}

validator() {
  tests/tools/fetch_verapdf.sh "$GR_VERAPDF_CACHE" >build/verapdf.log 2>&1 && return 0
  local status=$?
  tail -n 3 build/verapdf.log
  [ $status -eq 77 ] && echo "veraPDF cannot be had here: what needs it counts as skipped"
  return $status
}

# compile PRESET OPTION...: quiet when all is well
compile() {
  local preset=$1 log=build/tests-$1.log
  shift
  cmake --preset "$preset" -DGR_TESTS=ON -DGR_WERROR=ON "$@" >"$log" 2>&1 &&
    cmake --build --preset "$preset" --target all unit_tests fuzz_targets prop_tests web_tests >>"$log" 2>&1 && return 0
  tail -n 60 "$log"
  return 1
}

# suite PRESET FOLDER OPTION...: failures in full, why tests were skipped, and ctest's own closing lines
suite() {
  local log=build/tests-$1.suite status
  ctest --preset "$1" -j "$jobs" "${@:3}" | tee "$log" |
    grep --line-buffered -vE '^ *Start +[0-9]+: |^ *[0-9]+/[0-9]+ Test +#[0-9]+: .*( Passed|\*\*\*Skipped) '
  status=${PIPESTATUS[0]}
  sed -nE 's/^.* Test +#[0-9]+: ([^ ]+) .*\*\*\*Skipped.*/\1/p' "$log" | while read -r name; do
    awk -v name="$name" '/ Testing: / { here = $NF == name; output = 0 }
      here && /<end of output>/ { print "skipped: " name ": " last; exit }
      here && output { last = $0 }
      here && /^-----/ { output = 1 }' "$2/Testing/Temporary/LastTest.log"
  done
  return "$status"
}

# Tests work in folders of their own.
untouched() {
  local touched
  touched=$(find input output templates tests/golden -newer build/tests.start)
  [ -z "$touched" ] && return 0
  printf '%s\n' "changed while the tests ran:" "$touched"
  return 1
}

step "validator" validator
if step "release build" compile release; then
  step "release tests" suite release build
else
  skip "release tests" "nothing to test"
fi
if step "sanitizer build" compile dev; then
  step "sanitizer tests" suite dev build/dev -LE 'slow|samples|tidy'
else
  skip "sanitizer tests" "nothing to test"
fi
step "fuzz targets" tests/tools/fuzz.sh "$([ "$GR_TIER" = long ] && echo 60 || echo 10)"
[ "$GR_TIER" = long ] && step "fresh machines" tests/tools/fresh.sh
step "checkout as it was" untouched

printf '\n== summary\n'
printf '%s\n' "${summary[@]}"
exit $failed
