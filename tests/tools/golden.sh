#!/bin/sh
# One golden case: golden.sh GRIFFIE CASE_FOLDER
# The case's input/ and templates/ are laid over tests/golden/_base (_blocks for block_* and report_*, _owners for owner_*); `without`
# lists paths that are then taken away. griffie runs there with the words in `args` (check when there is none), so that messages name relative
# paths. Compared: want.exit (0 when absent), want.err (empty when absent), and where they exist want.out, want.doc,
# want.pages, want.tags, want.sheets (dumps with the same words). After a run that published nothing, output/ must be as it was.
# GR_BLESS=1 rewrites what is wanted. Where lines end depends on the fonts: want.pages is for those of _fonts.sha256 (Debian 12's), and
# left alone on a machine that has others. Hashes of fonts in messages are not compared.
set -u
griffie=$1
case_folder=$(cd "$2" && pwd) || exit 99
case $(basename "$case_folder") in
block_* | report_*) base=$(dirname "$case_folder")/_blocks ;;
owner_*) base=$(dirname "$case_folder")/_owners ;;
*) base=$(dirname "$case_folder")/_base ;;
esac
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
export LC_ALL=C
failed=0
other_fonts=0
sha256sum -c --status "$(dirname "$case_folder")/_fonts.sha256" || other_fonts=1

fail() {
  printf '%s: %s\n' "$(basename "$case_folder")" "$*"
  failed=1
}

# want FILE GOT: compares, or blesses. Wanted files that are empty are not kept.
want() {
  if [ -n "${GR_BLESS:-}" ]; then
    if [ -s "$2" ]; then cp "$2" "$case_folder/$1"; else rm -f "$case_folder/$1"; fi
  elif [ -f "$case_folder/$1" ]; then
    diff -u "$case_folder/$1" "$2" || fail "$1 differs"
  elif [ -s "$2" ]; then
    diff -u /dev/null "$2" || fail "no $1 was expected"
  fi
}

listing() {
  (cd "$work/run/output" && find . ! -name .griffie ! -name index.html -exec ls -ld --time-style=+ {} + | awk '{ print $1, $NF }' | sort && find . -type f ! -name .griffie ! -name index.html -exec sha256sum {} + | sort) >"$1"
}

mkdir -p "$work/run/output"
cp -R "$base/." "$work/run"
for layer in input templates; do
  [ -d "$case_folder/$layer" ] && cp -R "$case_folder/$layer" "$work/run/"
done
if [ -f "$case_folder/without" ]; then
  while read -r path; do rm -rf "${work:?}/run/$path"; done <"$case_folder/without"
fi
echo "published before" >"$work/run/output/before"
listing "$work/before"

args=check
[ -f "$case_folder/args" ] && args=$(cat "$case_folder/args")
cd "$work/run" || exit 99
# shellcheck disable=SC2086 # words
"$griffie" $args >"$work/out" 2>"$work/err"
echo $? >"$work/exit"
status=$(cat "$work/exit")
[ "$status" = 0 ] && : >"$work/exit"
sed -i -E 's/(has SHA-256) [0-9a-f]{64}/\1 .../' "$work/err"
want want.exit "$work/exit"
want want.err "$work/err"
[ "$status" = 0 ] || [ -s "$work/err" ] || fail "exit status $status, and nothing was said"
if [ -f "$case_folder/want.out" ]; then want want.out "$work/out"; fi

case $status in
0 | 1 | 3 | 4 | 5) ;;
*)
  listing "$work/after"
  diff "$work/before" "$work/after" || fail "output/ was changed by a run that published nothing"
  ;;
esac

words=
case $args in *" "*) words=${args#* } ;; esac
for kind in doc pages tags sheets; do
  [ -f "$case_folder/want.$kind" ] || continue
  [ "$kind" = pages ] && [ $other_fonts = 1 ] && continue
  dump=$kind
  [ "$kind" = doc ] && dump=document
  # shellcheck disable=SC2086 # words
  "$griffie" check $words --dump="$dump" >"$work/dump" 2>&1 || [ $? = 5 ] || fail "no dump of $kind"
  want "want.$kind" "$work/dump"
done
exit $failed
