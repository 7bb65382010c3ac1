#!/usr/bin/env bash
# faults.sh: lets each thing fail in turn that a run asks of the system (GR_FAIL), takes away the disk, and
# demands each time: a documented exit status, a message, no signal, the published documents as they
# were, and no leftovers after the next good run.
. "$(dirname "$0")/robust.sh"
edition=(--edition renkum)
alloc_runs=40
[ "${GR_TIER:-}" = long ] && alloc_runs=300

# may_end STATUS WORDS...: true when the status is one of the words
may_end() {
  local status=$1 allowed
  shift
  for allowed in "$@"; do [ "$status" = "$allowed" ] && return 0; done
  return 1
}

same() { [ "$1" = "$2" ]; }

# readable OUTPUT: the documents alone
readable() { published "$1" | grep -v -e manifest.json; }

# check_refused WHAT STATUS OUTPUT ALLOWED...: the old documents stand; or the new ones, and it is said
check_refused() {
  local what=$1 status=$2 output=$3 now
  shift 3
  demand "$what: ended with $status, not one of $*" may_end "$status" "$@"
  demand "$what: nothing was said" test -s "$work/err"
  now=$(published "$output")
  if [ "$now" = "$new" ] && grep -q 'the new version of' "$work/err"; then return; fi
  demand "$what: published documents changed: $(head -c 300 "$work/err")" same "$now" "$old"
}

# reset OUTPUT: variant a is published again, and nothing else is there
reset() {
  render a "$1" "${edition[@]}" || { cat "$work/err" >&2; demand "the run after a failure failed" false; }
  demand "after a good run something is left" no_leftovers "$1"
  demand "after a good run other documents stand there" same "$(published "$1")" "$old"
}

# one_fault KIND N: true when the run survived
one_fault() {
  local status
  GR_FAIL=$1:$2 render b "$work/output" "${edition[@]}"
  status=$?
  cat "$work/err" >>"$work/said"
  if [ $status -eq 0 ]; then
    demand "$1:$2: survived, but published other documents" same "$(readable "$work/output")" "$new_readable"
    reset "$work/output"
    return 0
  fi
  check_refused "$1:$2" $status "$work/output" 1 71 73 74
  reset_if_moved
  return 1
}

reset_if_moved() {
  [ "$(published "$work/output")" = "$old" ] || reset "$work/output"
}

# every_fault KIND: each attempt until three in a row are survived; the first ones may be, when old versions cannot be
# listed
every_fault() {
  local n=0 survived=0 struck=0
  while [ $survived -lt 3 ] || { [ $struck -eq 0 ] && [ $n -lt 20 ]; }; do
    n=$((n + 1))
    if one_fault "$1" $n; then survived=$((survived + 1)); else
      [ $survived -gt 0 ] && echo "faults: $1:$((n - 1)) was survived, $1:$n was not"
      survived=0
      struck=$((struck + 1))
    fi
  done
  reset "$work/output"
  demand "$1: no attempt failed at all; is GR_FAIL armed?" test $struck -gt 0
  echo "faults: $1: $struck runs failed as they should"
}

# some_faults KIND RUNS: the same for things asked too often to try each
some_faults() {
  local most=1 n step struck=0
  until one_fault "$1" $most; do most=$((most * 2)); done
  step=$((most / $2 + 1))
  for ((n = 1; n < most; n += step)); do
    one_fault "$1" $n || struck=$((struck + 1))
  done
  reset "$work/output"
  demand "$1: no attempt failed at all; is GR_FAIL armed?" test $struck -gt 0
  echo "faults: $1: $struck runs failed as they should, up to attempt $most"
}

# wrong_places: what stands where documents should come is somebody's
wrong_places() {
  echo mine >"$work/file"
  render b "$work/file" "${edition[@]}"
  demand "output is a file: ended with $?, not 73" may_end $? 73
  demand "output is a file: nothing was said" test -s "$work/err"
  demand "output is a file: it was changed" same "$(cat "$work/file")" mine
  render b "$work/none/output" "${edition[@]}"
  demand "output below a folder that is not there: ended with $?, not 73" may_end $? 73
  mkdir -p "$work/taken/dossier/renkum"
  echo mine >"$work/taken/dossier/renkum/file"
  render b "$work/taken" "${edition[@]}"
  demand "a folder for the link: ended with $?, not 73" may_end $? 73
  demand "a folder for the link: it was changed" same "$(cat "$work/taken/dossier/renkum/file")" mine
  mkdir -p "$work/report"
  echo mine >"$work/report/dossier"
  render b "$work/report" "${edition[@]}"
  demand "a file for the report's folder: ended with $?, not 73" may_end $? 73
  demand "a file for the report's folder: it was changed" same "$(cat "$work/report/dossier")" mine
  demand "a file for the report's folder: something is left" no_leftovers "$work/report"
  echo "faults: files and folders in the way stay as they are"
}

# full_disk: in a mount namespace of its own; leaves more and more room until a run succeeds
full_disk() {
  local disk=$work/disk room status tries=0
  mkdir "$disk"
  mount -t tmpfs -o size=4m tmpfs "$disk" || return 1
  render a "$disk/output" "${edition[@]}" || { cat "$work/err" >&2; demand "4 MB: the first run failed" false; return 0; }
  for ((room = 0; room < 4096; room += 4)); do
    dd if=/dev/zero of="$disk/filler" bs=1k count=8192 status=none 2>/dev/null
    truncate -s "-${room}K" "$disk/filler"
    render b "$disk/output" "${edition[@]}"
    status=$?
    [ $status -eq 0 ] && break
    check_refused "$room KB free" $status "$disk/output" 73 74
    tries=$((tries + 1))
  done
  demand "with room enough the new documents do not stand there" same "$(published "$disk/output")" "$new"
  rm "$disk/filler"
  reset "$disk/output"
  demand "no run found the disk full" test $tries -gt 0
  echo "faults: disk full: $tries sizes refused, $room KB were enough"
  mount -o remount,ro "$disk"
  render b "$disk/output" "${edition[@]}"
  check_refused "read-only" $? "$disk/output" 73 74
  umount "$disk"
  no_inodes
}

no_inodes() {
  local disk=$work/disk inodes status tries=0
  mount -t tmpfs -o size=4m,nr_inodes=128 tmpfs "$disk" || return 1
  render a "$disk/output" "${edition[@]}" || { cat "$work/err" >&2; demand "128 files: the first run failed" false; return 0; }
  for ((inodes = 0; inodes < 40; inodes++)); do
    rm -rf "$disk/filler"
    mkdir "$disk/filler"
    while : >"$disk/filler/$RANDOM$RANDOM"; do :; done 2>/dev/null
    find "$disk/filler" -type f | head -n "$inodes" | xargs -r rm
    render b "$disk/output" "${edition[@]}"
    status=$?
    [ $status -eq 0 ] && break
    check_refused "room for $inodes files" $status "$disk/output" 73 74
    tries=$((tries + 1))
  done
  rm -rf "$disk/filler"
  reset "$disk/output"
  demand "no run found that files were used up" test $tries -gt 0
  umount "$disk"
  echo "faults: files used up: $tries numbers refused; read-only: refused"
}

# stays_behind: something of an old version is in use, so that it cannot be removed
stays_behind() {
  local disk=$work/disk old_version
  mkdir -p "$disk" && mount -t tmpfs -o size=8m tmpfs "$disk" || return 1
  render a "$disk/output" "${edition[@]}"
  old_version=$(realpath "$disk/output/dossier/renkum")
  mount -t tmpfs tmpfs "$old_version"
  render b "$disk/output" "${edition[@]}" --keep 0
  demand "an old version in use: ended with $?, not 0" may_end $? 0
  demand "an old version in use: not said: $(cat "$work/err")" grep -q 'O108' "$work/err"
  umount "$old_version"
  umount "$disk"
}

# read_only: for those who cannot mount
read_only() {
  chmod -R a-w "$work/output" "$work/.output.griffie"
  render b "$work/output" "${edition[@]}"
  check_refused "read-only" $? "$work/output" 73 74
  chmod -R u+w "$work/output" "$work/.output.griffie"
  echo "faults: read-only: refused"
}

variant a 1000000
variant b 1000700
for name in b a; do
  render $name "$work/want-$name" "${edition[@]}" || { cat "$work/err" >&2; exit 1; }
done
old=$(published "$work/want-a")
new=$(published "$work/want-b")
new_readable=$(readable "$work/want-b")
demand "both variants give the same documents" test "$old" != "$new"
if [ "${1:-}" = --disk ]; then
  stays_behind
  full_disk
  finish
fi
reset "$work/output"
touch "$work/said"
every_fault open
every_fault write
some_faults alloc $alloc_runs
demand "no failure struck after a version was published, when only the state folder is written" grep -q 'O152' "$work/said"
wrong_places
if [ "$(id -u)" -eq 0 ] && unshare -m true 2>/dev/null && unshare -m mount -t tmpfs tmpfs "$work" 2>/dev/null; then
  demand "disk" unshare -m "$0" --disk
else
  echo "faults: a full disk was not tried: that takes a mount, and so root"
  [ "$(id -u)" -eq 0 ] || read_only
fi
finish
