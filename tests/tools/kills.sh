#!/usr/bin/env bash
# kills.sh [COUNT]: kills the processes of COUNT runs with SIGKILL at random moments and looks at what is published
# after each; first of `griffie render`, then of `griffie run`. GRIFFIE names the program, GR_SEED replays a run,
# GR_TIER=long makes 500 of each.
set -u
cd "$(dirname "$0")/../.." || exit 99
count=${1:-60}
[ $# -eq 0 ] && [ "${GR_TIER:-}" = long ] && count=500
export GRIFFIE=${GRIFFIE:-build/griffie}
python3 tests/tools/kills.py --self-test && python3 tests/tools/kills.py "$count" &&
  exec python3 tests/tools/kills.py "$count" run
