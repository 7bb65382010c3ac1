#!/usr/bin/env bash
# guard.sh GRIFFIE: the guards around the processes of a run stand, are told when they cannot be had, and are in nobody's way.
. "$(dirname "$0")/trial.sh"
root=$(cd "$(dirname "$0")/../.." && pwd)
export ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0
sanitized=no
grep -q __asan_init "$griffie" && sanitized=yes
cp -R "$root/tests/golden/_base/." "$work/"
cd "$work" || exit 99

# --- processes of a run, as the kernel sees them: asked while they work ---
for i in $(seq 1 60); do
  sed "s/id=\"dossier\"/id=\"dossier$i\"/" templates/reports/dossier.xml >"templates/reports/dossier$i.xml"
done
"$griffie" render --jobs 2 --output "$work/many" >/dev/null 2>err &
supervisor=$!
while kill -0 $supervisor 2>/dev/null; do
  for status in /proc/[0-9]*/status; do
    awk -v above="$supervisor" '/^(Pid|PPid|NoNewPrivs|Seccomp|CapEff|CapBnd):/ { v[$1] = $2 }
      END { if (v["Pid:"] == above) print "supervisor", v["Pid:"], v["NoNewPrivs:"], v["Seccomp:"], v["CapEff:"], v["CapBnd:"]
            else print v["PPid:"], v["Pid:"], v["NoNewPrivs:"], v["Seccomp:"], v["CapEff:"], v["CapBnd:"] }' "$status" 2>/dev/null
  done >>seen
done
wait $supervisor || fail "a run with many reports: $(cat err)"
loader=$(awk -v s="$supervisor" '$1 == s { print $2; exit }' seen)
[ -n "$loader" ] || fail "no loader was seen"
awk -v l="${loader:-none}" '$1 == l { n++ } END { exit !n }' seen || fail "no worker was seen"
# what was seen last of each: guards are put up one after the other, right after a process is born
awk -v s="$supervisor" -v l="${loader:-none}" '$1 == "supervisor" || $1 == s || $1 == l { last[$2] = $0 }
  END { for (p in last) print last[p] }' seen | while read -r above pid privs seccomp effective bounds; do
  [ "$privs $seccomp $effective $bounds" = "1 2 0000000000000000 0000000000000000" ] || printf '%s %s: %s %s %s %s\n' "$above" "$pid" "$privs" "$seccomp" "$effective" "$bounds"
done >loose
[ "$(id -u)" = 0 ] || sed -i '/1 2 0000000000000000 [0-9a-f]*$/d' loose # who has no rights cannot give up the bounds of others
[ -s loose ] && fail "not guarded: $(cat loose)"

# --- what cannot be had is said once, and documents are made all the same ---
mkdir none && : >none/libseccomp.so.2
LD_LIBRARY_PATH=$work/none "$griffie" render --report dossier --output "$work/one" >/dev/null 2>err || fail "without libseccomp: $(cat err)"
[ "$(grep -c 'O200' err)" = 1 ] && grep -q 'note: guard not to be had on this machine: system calls: the library libseccomp is not there' err ||
  fail "a library that is not there: $(cat err)"
LD_LIBRARY_PATH=$work/none "$griffie" --version | grep -q 'guards: Landlock [0-9]*, no libseccomp' || fail "--version without libseccomp"
"$griffie" --version | grep -q '^guards: Landlock [0-9]*, libseccomp [0-9.]*' || fail "--version: $("$griffie" --version | tail -1)"
if command -v strace >/dev/null && [ $sanitized = no ]; then
  strace -f -qq -o trace -e trace=landlock_create_ruleset -e inject=landlock_create_ruleset:error=ENOSYS \
    "$griffie" render --report dossier --output "$work/two" >/dev/null 2>err || fail "without Landlock: $(cat err)"
  [ "$(grep -c 'writing: this kernel has no Landlock' err)" = 1 ] && [ "$(grep -c 'reading: this kernel has no Landlock' err)" = 1 ] ||
    fail "a kernel without Landlock: $(cat err)"
fi
"$griffie" check --report dossier >/dev/null 2>err || fail "check: $(cat err)"
grep -q O200 err && fail "check: $(cat err)"

# --- fonts may stand anywhere: the house style says so ---
mkdir -p "$work/elsewhere"
font=$(sed -n 's/.*<font [^>]*file="\([^"]*\)".*/\1/p' templates/styles/plain.xml | head -1)
cp "/usr/share/fonts/$font" "$work/elsewhere/own.ttf"
sed -i "s|$font|$work/elsewhere/own.ttf|" templates/styles/plain.xml
"$griffie" render --report dossier --output "$work/three" >/dev/null 2>err || fail "a font elsewhere: $(cat err)"
# --- nor are links in the way by which the folders themselves are reached ---
mkdir apart && mv input apart/in && mv templates apart/tpl && ln -s apart/in input && ln -s apart/tpl templates
"$griffie" render --report dossier --output "$work/four" >/dev/null 2>err || fail "folders that are links: $(cat err)"
exit $failed
