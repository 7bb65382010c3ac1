#!/usr/bin/env bash
# valgrind.sh: `check` and `render` on tests/golden/_base without an error or a leak. Long tier only: skipped (77)
# elsewhere, and for a program with sanitizers, which valgrind cannot run.
. "$(dirname "$0")/robust.sh"
if [ "${GR_TIER:-}" != long ]; then
  echo "valgrind: only with GR_TIER=long"
  exit 77
fi
if ! command -v valgrind >/dev/null || grep -q __asan_init "$griffie"; then
  echo "valgrind: not installed, or the program has sanitizers"
  exit 77
fi
variant a 1000000
# In this C library memmove and memcpy with checks are one function, and valgrind takes it for the one that
# may not overlap. Overlaps in memcpy itself are found by the builds with sanitizers.
cat >"$work/known" <<'END'
{
  memmove_chk is memcpy_chk
  Memcheck:Overlap
  fun:__memcpy_chk
}
END
checked() {
  valgrind -q --suppressions="$work/known" --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,possible "$griffie" "$@" \
    --input "$work/a/input" --templates "$work/a/templates" >"$work/out" 2>"$work/err" ||
    { tail -n 60 "$work/err" >&2; return 1; }
}
demand "check" checked check
demand "render" checked render --edition renkum --output "$work/output"
finish
