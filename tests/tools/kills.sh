#!/usr/bin/env bash
# kills.sh [COUNT]: kills COUNT runs with SIGKILL at random moments and looks at what is published after
# each. GRIFFIE names the program, GR_SEED replays a run, GR_TIER=long makes 500 of it.
set -u
cd "$(dirname "$0")/../.." || exit 99
count=${1:-100}
[ $# -eq 0 ] && [ "${GR_TIER:-}" = long ] && count=500
export GRIFFIE=${GRIFFIE:-build/griffie}
python3 tests/tools/kills.py --self-test && exec python3 tests/tools/kills.py "$count"
