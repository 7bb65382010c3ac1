#!/usr/bin/env bash
# The tests, quick tier or (--all) long tier. Called by `setup.sh test` when everything is installed.
#   release build -> all of ctest; sanitizer build -> unit, golden and bad input once more.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ -n "${GR_BLESS:-}" ]; then
  echo "run_tests: GR_BLESS rewrites expected files; it has no place here" >&2
  exit 64
fi
export GR_TIER=quick
[ "${1:-}" = --all ] && export GR_TIER=long
jobs=$(nproc)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/griffie-tests
mkdir -p "$cache" build

step() { printf '\n== %s (%s)\n' "$1" "$(date -u +%H:%M:%S)"; }

step "validator"
tests/tools/fetch_verapdf.sh "$cache" >build/verapdf.path || echo "veraPDF cannot be had: its tests count as skipped"
export GR_VERAPDF_CACHE=$cache

step "release build"
cmake --preset release -DGR_TESTS=ON >/dev/null
cmake --build --preset release --target all unit_tests fuzz_targets prop_tests
step "release tests"
ctest --preset release -j "$jobs"

step "sanitizer build"
cmake --preset dev >/dev/null
cmake --build --preset dev --target all unit_tests fuzz_targets prop_tests
step "sanitizer tests"
ctest --preset dev -j "$jobs" -LE 'slow|samples'

step "fuzz"
tests/tools/fuzz.sh "$([ "$GR_TIER" = long ] && echo 60 || echo 10)"
