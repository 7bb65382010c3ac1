#!/usr/bin/env bash
# griffie: install what is missing, build, and run or test.
#   ./setup.sh run          install, build, render the sample input, list the files
#   ./setup.sh test         the same, then the quick tier of the tests
#   ./setup.sh test --all   the long tier: the same tests with large counts
#   ./setup.sh build        install and build only
# For Debian 12 and 13, as root or as a user who may use sudo. Needs the network only while packages
# are missing; says what it installs.
set -euo pipefail
cd "$(dirname "$0")"

RUN_PACKAGES=(
  gcc cmake ninja-build pkg-config
  libxml2-dev libhpdf-dev libxlsxwriter-dev libcmark-gfm-dev libcmark-gfm-extensions-dev
  libharfbuzz-dev libhyphen-dev hyphen-nl hyphen-en-gb libpng-dev libjpeg-dev libdeflate-dev
  libzip-dev fonts-open-sans fonts-lato fonts-dejavu-core
)
TEST_PACKAGES=(
  libcmocka-dev poppler-utils qpdf mupdf-tools libxml2-utils libreoffice-calc-nogui
  python3 python3-openpyxl maven default-jre-headless valgrind clang clang-format
)

say() { printf 'setup: %s\n' "$*"; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Installs those of "$@" that are not there; no network when all are.
install_packages() {
  local missing=() name
  for name in "$@"; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
  done
  # virtual or renamed packages answer to a provider
  local really=()
  for name in "${missing[@]:-}"; do
    [ -n "$name" ] || continue
    dpkg-query -W -f='${Provides}\n' 2>/dev/null | tr -d ' ' | tr ',' '\n' | sed 's/(.*//' | grep -qx "$name" || really+=("$name")
  done
  [ ${#really[@]} -eq 0 ] && return 0
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    say "these packages are missing: ${really[*]}"
    say "install them as root:  apt-get install ${really[*]}"
    exit 71
  fi
  say "installing: ${really[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${really[@]}" >/dev/null
}

build() {
  install_packages "${RUN_PACKAGES[@]}"
  say "building (release)"
  cmake --preset release -DGR_TESTS="${1:-OFF}" >/dev/null
  cmake --build --preset release -- -k 0 >build/build.log 2>&1 || { cat build/build.log; exit 70; }
}

run() {
  build
  say "rendering the sample input"
  build/griffie render --input input --templates templates --output output
}

case "${1:-}" in
  build) build ;;
  run) run ;;
  test)
    shift
    install_packages "${RUN_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
    exec tests/tools/run_tests.sh "$@"
    ;;
  *)
    sed -n '2,9p' "$0" | sed 's/^# \{0,1\}//'
    exit 64
    ;;
esac
