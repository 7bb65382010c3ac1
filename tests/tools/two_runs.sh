#!/usr/bin/env bash
# two_runs.sh: runs that differ in everything that is not input (time zone, language, folder, umask, home,
# user, order and dates of files) publish the same bytes, under the same names and modes.
. "$(dirname "$0")/robust.sh"

# listing OUTPUT: names, modes and bytes of all there is, and where links point
listing() {
  (cd "$1" && find . ! -name . -printf '%P %M %l\n' | sort && find . -type f ! -name .griffie -exec sha256sum {} + | sort)
}

same_listing() {
  listing "$1" >"$work/left"
  listing "$2" >"$work/right"
  diff "$work/left" "$work/right"
}

# elsewhere FOLDER: the same files, made in the opposite order, with other dates
elsewhere() {
  local from=$1 to=$2
  mkdir -p "$to"
  (cd "$from" && find input templates -type d | sort) | while read -r path; do mkdir -p "$to/$path"; done
  (cd "$from" && find input templates -type f | sort -r) | while read -r path; do
    cp "$from/$path" "$to/$path"
    touch -d "2001-02-03 04:05:06" "$to/$path"
  done
}

# compare NAME FOLDER WORDS...: input/ and templates/ of FOLDER, rendered here and there
compare() {
  local name=$1 from=$2 far="$work/elsewhere $1/a/b"
  shift 2
  elsewhere "$from" "$far"
  (cd "$from" && umask 077 && env -i PATH="$PATH" TZ=Pacific/Kiritimati LANG=C HOME=/nonexistent \
    "$griffie" render --input input --templates templates --output "$work/$name-1" "$@") >/dev/null 2>"$work/err" ||
    demand "$name: the first run failed: $(tail -n 3 "$work/err")" false
  (cd / && umask 000 && TZ=America/St_Johns LANG=nl_NL.UTF-8 LC_ALL=nl_NL.UTF-8 HOME="$work" SOURCE_DATE_EPOCH=1 \
    "$griffie" render --input "$far/input/" --templates "$far/templates" --output "$work/$name-2" "$@") >/dev/null 2>"$work/err" ||
    demand "$name: the second run failed: $(tail -n 3 "$work/err")" false
  demand "$name: two runs differ" same_listing "$work/$name-1" "$work/$name-2"
  demand "$name: nothing was published" test -n "$(published "$work/$name-1")"
  echo "two_runs: $name: $(published "$work/$name-1" | wc -l) files are the same"
}

# by_nobody: another user, who may only read
by_nobody() {
  if [ "$(id -u)" -ne 0 ] || ! setpriv --reuid 65534 --regid 65534 --clear-groups test -x "$griffie" -a -r "$root/tests"; then
    echo "two_runs: another user was not tried: that takes root, and a folder others may read"
    return
  fi
  chmod 755 "$work"
  install -d -o 65534 -g 65534 "$work/nobody"
  setpriv --reuid 65534 --regid 65534 --clear-groups "$griffie" render --input "$root/tests/golden/_base/input" \
    --templates "$root/tests/golden/_base/templates" --output "$work/nobody/output" >/dev/null ||
    demand "another user: the run failed" false
  demand "another user gets other documents" same_listing "$work/base-1" "$work/nobody/output"
  echo "two_runs: another user gets the same"
}

compare base "$root/tests/golden/_base"
by_nobody
compare samples "$root"
finish
