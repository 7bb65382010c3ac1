#!/usr/bin/env bash
# griffie: install what is missing, build, and run or test.
#   ./setup.sh run          install, build, render the sample input, list the files
#   ./setup.sh test         install, then the quick tier of the tests
#   ./setup.sh test --all   the long tier: the same tests with large counts, and more of them
#   ./setup.sh build        install and build only
# For Debian 12 and 13, as root or as a user who may use sudo. Needs the network only while packages
# are missing; says what it installs.
set -euo pipefail
cd "$(dirname "$0")"

RUN_PACKAGES=(
  gcc libc6-dev cmake ninja-build pkgconf
  libxml2-dev libhpdf-dev libxlsxwriter-dev libcmark-gfm-dev libcmark-gfm-extensions-dev
  libharfbuzz-dev libfribidi-dev libhyphen-dev hyphen-nl hyphen-en-gb libpng-dev libjpeg-dev libdeflate-dev
  libzip-dev libssl-dev libsqlite3-dev libjansson-dev libicu-dev libseccomp-dev tzdata fonts-open-sans fonts-lato fonts-dejavu-core
)
TEST_PACKAGES=(
  libcmocka-dev fonts-dejavu-extra fonts-urw-base35 poppler-utils qpdf mupdf-tools libxml2-utils libreoffice-calc-nogui
  python3 python3-openpyxl maven default-jre-headless valgrind strace chromium chromium-driver systemd cron
  clang libclang-rt-dev clang-format clang-tidy dpkg-dev file man-db
)
LONG_PACKAGES=(debootstrap lintian zsh fish slurm-wlm munge)

say() { printf 'setup: %s\n' "$*" >&2; }

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

case "${1:-}" in
  build | run)
    claim_folders
    "$1"
    ;;
  test)
    shift
    claim_folders
    install_packages "${RUN_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
    [ "${1:-}" = --all ] && install_packages "${LONG_PACKAGES[@]}"
    exec tests/tools/run_tests.sh "$@"
    ;;
  *)
    sed -n '2,8p' "$0" | sed 's/^# \{0,1\}//'
    exit 64
    ;;
esac
