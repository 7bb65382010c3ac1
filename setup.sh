#!/usr/bin/env bash
# griffie: install what is missing, build, and run or test.
#   ./setup.sh run          install, build, render the sample input, list the files
#   ./setup.sh build        install and build only: build/griffie
#   ./setup.sh test         install, then the quick tier of the tests
#   ./setup.sh test --all   the long tier: the same tests with large counts, and more of them
#   ./setup.sh packages     print the packages that are needed to build and run; nothing is installed
#   ./setup.sh help         this text; --help and -h say the same
# Debian 12 or 13 only, as root or as a user who may use sudo: packages of other systems have other names and versions,
# and only with these is it known that the same input gives the same bytes. Needs the network only while packages are
# missing; says what it installs. Writes in build/ and output/ of this folder, and nowhere else.
# Exit status: 0 done; 64 wrong words; 70 the build or a test failed; 71 packages cannot be had, or another system;
# 73 a folder may not be written; otherwise that of griffie.
set -euo pipefail
cd "$(dirname "$0")"

RUN_PACKAGES=(
  gcc libc6-dev cmake ninja-build pkgconf
  libxml2-dev libhpdf-dev libxlsxwriter-dev libcmark-gfm-dev libcmark-gfm-extensions-dev
  libharfbuzz-dev libfribidi-dev libhyphen-dev hyphen-nl hyphen-en-gb libpng-dev libjpeg-dev libdeflate-dev
  libzip-dev libarchive-dev libssl-dev libsqlite3-dev libjansson-dev libicu-dev libseccomp-dev tzdata fonts-open-sans fonts-lato fonts-dejavu-core
)
TEST_PACKAGES=(
  libcmocka-dev fonts-dejavu-extra fonts-urw-base35 poppler-utils qpdf mupdf-tools libxml2-utils libreoffice-calc-nogui
  python3 python3-openpyxl maven default-jre-headless valgrind strace chromium chromium-driver systemd cron
  clang libclang-rt-dev clang-format clang-tidy dpkg-dev file man-db
)
LONG_PACKAGES=(debootstrap lintian zsh fish slurm-wlm munge)

say() { printf 'setup: %s\n' "$*" >&2; }

help() { sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p;}' setup.sh; }

# Other systems are refused before anything is touched: a package of that name may be there, and be another one.
check_system() {
  local ID='' VERSION_ID='' PRETTY_NAME='' file=${GR_OS_RELEASE:-/etc/os-release} # tests name another file
  # shellcheck disable=SC1090
  [ -r "$file" ] && . "$file"
  case $ID:${VERSION_ID%%.*} in
  debian:12 | debian:13) return 0 ;;
  esac
  say "Debian 12 or 13 only; this is ${PRETTY_NAME:-${ID:-a system without $file}}"
  say "packages have other names and versions elsewhere, and with those nobody knows that the same input gives the same bytes"
  say "use a machine or container with Debian 12 or 13, or a griffie package that was built on one; ./setup.sh packages lists what is needed"
  exit 71
}

# Whether we are root, or sudo makes us root (it may ask for the password).
may_install() {
  [ "$(id -u)" -eq 0 ] && return 0
  command -v sudo >/dev/null || return 1
  sudo -n true 2>/dev/null || sudo -v
}

apt() {
  if [ "$(id -u)" -eq 0 ]; then
    DEBIAN_FRONTEND=noninteractive apt-get "$@"
  else
    sudo DEBIAN_FRONTEND=noninteractive apt-get "$@"
  fi
}

# Installs those of "$@" that are not there; no network and no rights are needed when all are.
install_packages() {
  local missing=() name
  for name in "$@"; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if ! may_install; then
    say "these packages are missing, and only root may install them:"
    say "apt-get install --no-install-recommends ${missing[*]}"
    say "ask who looks after this machine to run that line, then run ./setup.sh again"
    exit 71
  fi
  say "installing: ${missing[*]}"
  if ! { apt update -q && apt install -y -q --no-install-recommends "${missing[@]}"; } >build/packages.log 2>&1; then
    tail -n 15 build/packages.log >&2
    say "the packages could not be installed; is there a network? the whole log is build/packages.log"
    exit 71
  fi
}

# The folders that we write. A run as root leaves them to root; a checkout that was moved cannot use what was built at
# its old place.
claim_folders() {
  if [ -w build/CMakeCache.txt ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" build/CMakeCache.txt; then
    say "this folder was moved: building anew"
    rm -rf build
  fi
  mkdir -p build output 2>/dev/null || true
  local folder
  for folder in build output; do
    [ -w "$folder" ] && continue
    say "'$folder' may not be written by $(id -un); to mend that: sudo chown -R $(id -un) build output"
    exit 73
  done
}

# Release build in build/. Warnings are no errors here: a user's compiler may be newer than ours.
build() {
  install_packages "${RUN_PACKAGES[@]}"
  say "building (a minute or two the first time)"
  if ! { cmake --preset release -DGR_TESTS=OFF -DGR_WERROR=OFF &&
    cmake --build --preset release; } >build/build.log 2>&1; then
    tail -n 40 build/build.log >&2
    say "the build failed; the whole log is build/build.log"
    exit 70
  fi
}

run() {
  build
  say "rendering the sample input"
  build/griffie render --input input --templates templates --output output
}

# no_more WORD...: nothing may follow
no_more() {
  [ $# -eq 0 ] && return 0
  say "'$1' is one word too many; ./setup.sh help lists what there is"
  exit 64
}

what=${1:-}
[ $# -eq 0 ] || shift
case $what in
  build | run)
    no_more "$@"
    check_system
    claim_folders
    "$what"
    ;;
  test)
    case "${1:-}" in
      --all) no_more "${@:2}" ;;
      *) no_more "$@" ;;
    esac
    check_system
    claim_folders
    install_packages "${RUN_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
    [ "${1:-}" = --all ] && install_packages "${LONG_PACKAGES[@]}"
    exec tests/tools/run_tests.sh "$@"
    ;;
  packages)
    no_more "$@"
    printf '%s\n' "${RUN_PACKAGES[@]}"
    ;;
  help | --help | -h)
    no_more "$@"
    help
    ;;
  '')
    help
    exit 64
    ;;
  *)
    say "unknown word '$what'; ./setup.sh help lists what there is"
    exit 64
    ;;
esac
