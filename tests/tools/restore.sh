#!/usr/bin/env bash
# restore.sh GRIFFIE: backup and restore as docs/operations.md has them. Both folders by tar, or by a copy that keeps no times; one
# older than the other, either way; the state folder alone; the output folder alone is refused. What was released stays.
set -uo pipefail
griffie=$(realpath "$1")
cd "$(dirname "$0")/../.." || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1795305600 # 2026-11-22
failed=0
fail() {
  echo "restore: $*"
  failed=1
}

cp -R input templates "$work" && cd "$work" || exit 99
cat >templates/batch.xml <<'END'
<batch xmlns="urn:griffie:batch:1" id="nacht" zone="Europe/Amsterdam" archive="yes">
  <job id="jaar" report="annual-report"/>
  <job id="dossier" report="handover-dossier" editions="renkum"/>
</batch>
END
night() { "$griffie" run --quiet >out 2>err; }
back_up() { tar -czf "state-$1.tgz" .output.griffie && tar -czf "output-$1.tgz" output; }
lose() { rm -rf output .output.griffie; }
# What must hold after each restore: a night goes through, what was released is there to the byte, and history is known.
check() {
  night || fail "$1: the night ended with $?: $(cat err)"
  [ -f output/annual-report/region/manifest.json ] || fail "$1: the released version is not there"
  "$griffie" rebuild annual-report region --verify >out 2>err || fail "$1: it is not the same: $(cat out err)"
  "$griffie" history annual-report region >out 2>err
  grep -q adopted out || fail "$1: its release is forgotten"
  "$griffie" why handover-dossier renkum >out 2>err || fail "$1: nothing is known of the version before: $(cat err)"
  night && ! grep -q . out || fail "$1: another night changes something: $(cat out err)"
}

night || fail "first night: $(cat err)"
"$griffie" release annual-report region --as adopted --by 'algemeen bestuur' >out 2>err || fail "release: $(cat err)"
sed -i 's/fte="30.3"/fte="31.3"/' input/teams-2022.xml
night || fail "second night: $(cat err)"
back_up old
sed -i 's/fte="31.3"/fte="32.3"/' input/teams-2022.xml
night || fail "third night: $(cat err)"
back_up new

for output in new old; do
  lose
  tar -xzf state-new.tgz && tar -xzf "output-$output.tgz"
  check "state folder new, output folder $output"
done
lose
tar -xzf state-old.tgz && tar -xzf output-new.tgz
night
[ $? -eq 1 ] && grep -q 'O145' err || fail "a state folder older than what readers have is not told: $(cat err)"
mv output output.later
check "the same, with the output folder moved away"
mkdir copy && cp -R output .output.griffie copy/ && lose && cp -R copy/output copy/.output.griffie .
check "a copy that keeps no times"
lose
tar -xzf state-new.tgz
check "the state folder alone"
lose
tar -xzf output-new.tgz
night
[ $? -eq 65 ] && grep -q 'O142' err || fail "the output folder alone is not refused: $(cat err)"
exit $failed
