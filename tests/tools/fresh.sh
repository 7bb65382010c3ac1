#!/usr/bin/env bash
# fresh.sh [RELEASE...]: setup.sh on machines with nothing on them (default: bookworm trixie), in folders of their own.
# For each: a user who may install nothing is told what is missing; root and a user with sudo install, build and render;
# a second run works without a network and changes no byte. Last: releases with the same fonts give the same pages.
# Takes the tracked files of HEAD. Needs root, debootstrap and a network; exits 77 with the reason where one is missing.
#   GR_FRESH_DIR=<folder>  work there, and leave it (5 GB)
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 99
releases=("$@")
[ $# -gt 0 ] || releases=(bookworm trixie)
failed=0

skip() {
  echo "fresh: skipped: $*"
  exit 77
}
fail() {
  echo "fresh: $*"
  failed=1
}

[ "$(id -u)" -eq 0 ] || skip "only root may make a root folder"
for tool in debootstrap unshare chroot git qpdf pdftotext; do
  command -v "$tool" >/dev/null || skip "$tool is not installed"
done
unshare --mount --pid --fork true 2>/dev/null || skip "this machine has no namespaces for us"

if [ -n "${GR_FRESH_DIR:-}" ]; then
  work=$GR_FRESH_DIR
  mkdir -p "$work" || exit 99
else
  work=$(mktemp -d) || exit 99
  trap 'rm -rf --one-file-system "$work"' EXIT
fi

# Where this machine itself gets Debian from.
mirror() {
  local codename
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk -v codename="$codename" '$1 == codename && $2 == "main" { print $3; exit }'
}

# inside ROOT NETWORK USER COMMAND: in a login shell there; NETWORK is "online" or "offline"
inside() {
  local apart=()
  [ "$2" = offline ] && apart=(--net)
  unshare --mount --pid --fork --kill-child "${apart[@]}" --mount-proc="$1/proc" \
    chroot "$1" su - "$3" -c "$4"
}

# checksums FOLDER: of all that readers see there
checksums() { (cd "$1" && find . -type f ! -name .gitkeep -exec sha256sum {} + | sort); }

# sound FOLDER LIST: the files that a run listed are there, and its PDFs are in order
sound() {
  local file
  grep -q '\.pdf$' "$2" && grep -q '\.xlsx$' "$2" || fail "$2 lists no documents"
  while read -r file; do
    [ -s "$1/$file" ] || fail "$file is listed and not there"
    case $file in *.pdf) qpdf --check "$1/$file" >"$2.qpdf" 2>&1 || { fail "qpdf: $file"; cat "$2.qpdf"; } ;; esac
  done <"$2"
}

# runs ROOT USER FOLDER: setup.sh run, twice; prints how long the first took
runs() {
  local name log list
  name="$(basename "$1") as $2"
  log=$work/$(basename "$1").log list=$work/$(basename "$1").list
  SECONDS=0
  inside "$1" online "$2" "cd griffie && ./setup.sh run" >"$list" 2>"$log" </dev/null || {
    fail "$name: setup.sh run"
    tail -n 30 "$log"
    return 1
  }
  echo "fresh: $name: $SECONDS s"
  sound "$3" "$list"
  checksums "$3/output" >"$list.first"
  inside "$1" offline "$2" "cd griffie && ./setup.sh run" >"$list.again" 2>"$log" </dev/null || {
    fail "$name: setup.sh run again, without a network"
    tail -n 30 "$log"
    return 1
  }
  cmp -s "$list" "$list.again" || fail "$name: the second run lists other files"
  checksums "$3/output" | cmp -s - "$list.first" || fail "$name: the second run changed documents"
}

# settle ROOT USER FOLDER: the tracked files, owned by USER
settle() {
  mkdir -p "$3" && git -c safe.directory='*' archive HEAD | tar -x -C "$3" && chroot "$1" chown -R "$2:" "${3#"$1"}"
}

# machine RELEASE: $work/RELEASE-root and $work/RELEASE-user, and what is to be seen there
machine() {
  local base=$work/$1-root other=$work/$1-user
  rm -rf --one-file-system "$base" "$other"
  debootstrap --variant=minbase "$1" "$base" "$from" >"$work/$1.debootstrap" 2>&1 || {
    tail -n 3 "$work/$1.debootstrap"
    skip "no $1 to be had here"
  }
  chroot "$base" useradd --create-home --shell /bin/bash clerk
  settle "$base" root "$base/root/griffie"
  settle "$base" clerk "$base/home/clerk/griffie"
  cp -a "$base" "$other"

  inside "$base" online clerk "cd griffie && ./setup.sh run" >"$work/$1.told" 2>&1 </dev/null
  [ $? -eq 71 ] || fail "$1: without rights: not exit status 71"
  grep -q 'apt-get install .*libhpdf-dev' "$work/$1.told" || { fail "$1: without rights"; cat "$work/$1.told"; }

  runs "$base" root "$base/root/griffie"
  # what root has fetched need not be fetched again
  cp -a "$base/var/cache/apt/archives/." "$other/var/cache/apt/archives/"
  inside "$other" online root "apt-get update -q && apt-get install -y -q sudo" >"$work/$1.sudo" 2>&1 || fail "$1: no sudo"
  echo 'clerk ALL=(ALL) NOPASSWD: ALL' >"$other/etc/sudoers.d/clerk"
  runs "$other" clerk "$other/home/clerk/griffie"
}

# texts FOLDER TO: the pages of its PDFs as text
texts() {
  local file
  mkdir -p "$2"
  (cd "$1" && find . -path ./.gen -prune -o -type l -print) | while read -r link; do
    for file in "$1/$link"/*.pdf; do pdftotext -layout "$file" "$2/$(basename "$file").txt"; done
  done
}

# same_pages RELEASE REFERENCE: Debian's fonts differ from release to release, and with them where lines end. With the
# fonts of REFERENCE nothing may differ.
same_pages() {
  local root=$work/$1-root
  rm -rf "$root/usr/share/fonts" "$root/root/pages" "$work"/pages-*
  cp -aL "$work/$2-root/usr/share/fonts" "$root/usr/share/fonts"
  inside "$root" offline root "cd griffie && build/griffie render --output /root/pages" >"$work/pages.list" ||
    fail "$1 with the fonts of $2"
  texts "$work/$2-root/root/griffie/output" "$work/pages-$2"
  texts "$root/root/pages" "$work/pages-$1"
  diff -r "$work/pages-$2" "$work/pages-$1" >"$work/pages.diff" || { fail "$1 and $2 give other pages"; head -n 20 "$work/pages.diff"; return; }
  echo "fresh: $1 with the fonts of $2: the same pages"
}

from=$(mirror)
[ -n "$from" ] || skip "apt does not say where this machine gets Debian from"
for release in "${releases[@]}"; do machine "$release"; done
[ $failed -eq 0 ] || exit 1
for release in "${releases[@]:1}"; do same_pages "$release" "${releases[0]}"; done
exit $failed
