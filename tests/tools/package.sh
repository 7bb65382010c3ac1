#!/usr/bin/env bash
# package.sh BUILD: the Debian package that cpack makes of a release build.
#   two runs give the same bytes; what is in it, whose it is, what it asks for; lintian finds nothing; the manual and the
#   completions name every command and option of the lists in src/cli, and are in order as man and the shells read them
# The long tier (GR_TIER=long) goes on with package_machines.sh. Exits 77 with the reason where a tool is missing.
set -uo pipefail
build=$1
cd "$(dirname "$0")/../.." || exit 99
failed=0

fail() {
  echo "package: $*"
  failed=1
}
here_is() { command -v "$1" >/dev/null; }

for tool in cpack dpkg-deb dpkg-shlibdeps file; do
  here_is "$tool" || { echo "package: skipped: $tool is not installed"; exit 77; }
done
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1795305600 # 2026-11-22

# ---- the same bytes twice ----
for run in first second; do
  cpack --config "$build/CPackConfig.cmake" -B "$work/$run" >"$work/$run.log" 2>&1 || { cat "$work/$run.log"; exit 1; }
  sleep 1
done
deb=$(echo "$work"/first/*.deb)
cmp "$deb" "$work/second/$(basename "$deb")" || fail "two runs give different bytes"
dpkg-deb -x "$deb" "$work/root" && dpkg-deb -e "$deb" "$work/control" || exit 1

# ---- what is in it ----
dpkg-deb -c "$deb" >"$work/list"
while read -r mode path; do
  grep -qE "^$mode root/root .* \./$path( -> .*)?\$" "$work/list" || fail "$path is not there with $mode and owned by root"
done <<'END'
-rwxr-xr-x usr/bin/griffie
drwxr-xr-x etc/griffie/templates/
-rw-r--r-- usr/share/griffie/sample/templates/batch.xml
-rw-r--r-- usr/share/griffie/sample/input/budgets-2022.xml
-rw-r--r-- usr/share/man/man1/griffie.1.gz
-rw-r--r-- usr/share/man/man5/griffie-batch.5.gz
-rw-r--r-- usr/share/bash-completion/completions/griffie
-rw-r--r-- usr/share/zsh/vendor-completions/_griffie
-rw-r--r-- usr/share/fish/vendor_completions.d/griffie.fish
-rw-r--r-- usr/lib/systemd/system/griffie.service
-rw-r--r-- usr/lib/systemd/system/griffie.timer
-rw-r--r-- usr/lib/systemd/system/griffie-failed@.service
-rw-r--r-- usr/lib/sysusers.d/griffie.conf
-rw-r--r-- usr/lib/tmpfiles.d/griffie.conf
-rw-r--r-- usr/share/doc/griffie/copyright
-rw-r--r-- usr/share/doc/griffie/changelog.gz
-rw-r--r-- usr/share/doc/griffie/changelog.Debian.gz
-rw-r--r-- usr/share/doc/griffie/operations.md.gz
lrwxrwxrwx usr/share/doc/griffie/examples
END
grep -vE '^[-d]rw[-x]r-[-x]r-[-x] root/root |^lrwxrwxrwx root/root ' "$work/list" && fail "files with other owners or rights"
(cd "$work/root" && find . -name '*.wants' | grep .) && fail "something is enabled by being unpacked"
for folder in templates input; do
  diff -r "$folder" "$work/root/usr/share/griffie/sample/$folder" || fail "the sample's $folder are not the checkout's"
done
for package in fonts-open-sans fonts-lato fonts-dejavu-core hyphen-nl hyphen-en-gb tzdata libc6 libxml2 libharfbuzz0b libhpdf; do
  dpkg-deb -f "$deb" Depends | grep -qE "(^|, )$package" || fail "does not depend on $package"
done
for script in postinst prerm postrm; do
  [ -x "$work/control/$script" ] && sh -n "$work/control/$script" || fail "$script"
done

if here_is lintian; then
  lintian --allow-root -I --fail-on error,warning,info "$deb" >"$work/lintian" 2>&1 || { fail "lintian:"; cat "$work/lintian"; }
fi

# ---- what is made of lists ----
share=$work/root/usr/share
commands=$(sed -n 's/^CLI_COMMAND([A-Z_]*, "\([^"]*\)".*/\1/p' src/cli/commands.def)
letters=$(sed -n "s/^CLI_COMMAND(.*'\(.\)'.*/\1/p" src/cli/commands.def | tr -d '\n')
options=$(sed -n 's/^CLI_OPTION([A-Z_]*, "\([^"]*\)", "[^"]*", "[^"]*['"$letters"'*][^"]*".*/\1/p' src/cli/options.def)
[ -n "$commands" ] && [ -n "$options" ] || fail "no lists are found"
zcat "$share/man/man1/griffie.1.gz" | sed 's/\\-/-/g' >"$work/manual"
for name in $commands $options; do
  grep -qE "\\\\fB$name(\\\\fR|, )" "$work/manual" || fail "griffie(1) does not know $name"
  grep -qw -- "$name" "$share/bash-completion/completions/griffie" || fail "bash does not know $name"
  grep -qw -- "${name#--}" "$share/zsh/vendor-completions/_griffie" || fail "zsh does not know $name"
  grep -qw -- "${name#--}" "$share/fish/vendor_completions.d/griffie.fish" || fail "fish does not know $name"
done
if here_is man; then
  for page in "$share"/man/man*/*.gz; do
    LC_ALL=C.UTF-8 MANROFFSEQ='' man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null | grep . && fail "man says this of $(basename "$page")"
  done
fi

# offered WORD...: what bash offers for the last of these words
offered() {
  bash --norc -c '. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() { :; }; _griffie; printf "%s " "${COMPREPLY[@]}"' \
    "$share/bash-completion/completions/griffie" "$@"
}
[ "$(offered griffie rend)" = "render " ] || fail "bash offers '$(offered griffie rend)' for 'griffie rend'"
[ "$(offered griffie check --sou)" = "--source " ] || fail "bash offers '$(offered griffie check --sou)' for 'check --sou'"
[ "$(offered griffie check --keep)" = " " ] || fail "bash offers an option to a command that does not take it"
(cd "$share" && [ "$(offered griffie render --input gri)" = "griffie " ]) || fail "bash offers no folders"
here_is zsh && { zsh -n "$share/zsh/vendor-completions/_griffie" || fail "zsh does not read its completions"; }
here_is fish && { fish --no-execute "$share/fish/vendor_completions.d/griffie.fish" || fail "fish does not read its completions"; }

[ $failed -eq 0 ] || exit 1
[ "${GR_TIER:-quick}" = long ] || exit 0
exec tests/tools/package_machines.sh
