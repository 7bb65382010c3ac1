#!/bin/sh
# refused.sh: refused.py, with one in 40 calls; GR_TIER=long tries all.
every=40
[ "${GR_TIER:-}" = long ] && every=1
exec python3 "$(dirname "$0")/refused.py" "$every"
