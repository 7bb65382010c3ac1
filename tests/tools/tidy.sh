#!/usr/bin/env bash
# clang-tidy with the checks of .clang-tidy, which says why each is chosen.
#   tidy.sh            sources that differ from origin/main, and for a header that does, one source that includes it
#   tidy.sh --all      all of them; the long tier (GR_TIER=long) does that too
#   tidy.sh FILE...    these
# Other versions of clang-tidy have other checks, so that there is one that counts; where it is not, this is skipped (77).
set -u
cd "$(dirname "$0")/../.." || exit 99
counts=14
most=30 # of sources in the quick tier: a minute; the rest is for the long one
for tool in clang-tidy-$counts clang-tidy; do
  "$tool" --version 2>/dev/null | grep -q "version $counts\." && break
  tool=
done
[ -n "$tool" ] || { echo "tidy: the version that counts is clang-tidy $counts, which is not here"; exit 77; }

# what is held against: main; the commit before when that is where we are
base=origin/main
[ "$(git rev-parse -q --verify $base)" != "$(git rev-parse -q --verify HEAD)" ] || base=HEAD~1

changed() {
  local file
  git diff --name-only --diff-filter=d "$base" -- 'src/*.[ch]' 'include/*.h' | while read -r file; do
    case $file in
    *.c) echo "$file" ;;
    *) grep -rlF --include='*.c' "\"${file#include/}\"" src | head -n 1 ;;
    esac
  done | sort -u
}

if [ "${1:-}" = --all ] || { [ $# -eq 0 ] && [ "${GR_TIER:-}" = long ]; }; then
  mapfile -t files < <(find src -name '*.c' | sort)
elif [ $# -gt 0 ]; then
  files=("$@")
elif ! git rev-parse -q --verify "$base^{commit}" >/dev/null; then
  echo "tidy: there is no $base here to tell what differs; tidy.sh --all looks at everything"
  exit 77
else
  mapfile -t files < <(changed)
  if [ "${#files[@]}" -gt $most ]; then
    echo "tidy: ${#files[@]} sources differ; the first $most are looked at, all of them by tidy.sh --all"
    files=("${files[@]:0:$most}")
  fi
fi
[ "${#files[@]}" -gt 0 ] || { echo "tidy: no source differs"; exit 0; }

# what gcc alone understands is not in the compile database of clang
cmake -S . -B build/tidy -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=clang -DCMAKE_EXPORT_COMPILE_COMMANDS=ON \
  -DGR_TESTS=OFF -DGR_WERROR=OFF >build/tidy.log 2>&1 || { tail -n 20 build/tidy.log; exit 1; }
printf '%s\0' "${files[@]}" |
  xargs -0 -n 4 -P "$(nproc)" "$tool" -p build/tidy --quiet >build/tidy.out 2>build/tidy.err
status=$?
grep -vE '^$' build/tidy.out
[ $status -eq 0 ] && echo "tidy: ${#files[@]} sources"
exit $status
