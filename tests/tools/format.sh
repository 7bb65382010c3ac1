#!/usr/bin/env bash
# Every C file is as .clang-format has it: format.sh. Other versions of clang-format set other spaces, so that there is
# one that counts; where it is not, this is skipped (77).
set -u
cd "$(dirname "$0")/../.." || exit 99
counts=14
for tool in clang-format-$counts clang-format; do
  "$tool" --version 2>/dev/null | grep -q "version $counts\." && break
  tool=
done
[ -n "$tool" ] || { echo "format: the version that counts is clang-format $counts, which is not here"; exit 77; }
find src include tests -name '*.[ch]' -print0 | xargs -0 "$tool" --dry-run -Werror 2>&1 |
  sed -n 's/^\([^:]*:[0-9]*\):.*\[-W.*/format: \1: clang-format -i mends it/p' | grep . && exit 1
exit 0
