#!/bin/sh
# Descriptors of an older griffie, brought to today's rules: migrate.sh GRIFFIE. Prints a line for each demand that is not
# met; exit 1 when there is one. What is rewritten in an expression is tested in tests/unit/migrate.
set -u
griffie=$1
here=$(cd "$(dirname "$0")" && pwd) || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
failed=0

fail() {
  printf 'migrate: %s\n' "$*"
  failed=1
}
# run STATUS WHAT WORDS...
run() {
  want=$1 what=$2
  shift 2
  "$griffie" "$@" >"$work/out" 2>"$work/err"
  status=$?
  [ $status = "$want" ] || { fail "$what: exit status $status, not $want"; cat "$work/out" "$work/err"; }
}
lay_out() { # FOLDER
  rm -rf "$1" && cp -R "$here/migrate" "$1" && mkdir "$1/templates/styles" &&
    cp "$here/../golden/_base/templates/styles/plain.xml" "$1/templates/styles/" && cd "$1" || exit 99
}
sums() { (cd "$1" && find . -type f ! -name '*.bak' -exec sha256sum {} + | sort); }

# before: today's griffie refuses them, and says which command helps
lay_out "$work/place"
run 65 "check of old descriptors" check
grep -q "griffie migrate --templates" "$work/err" || { fail "the refusal does not name the command"; cat "$work/err"; }

# in place: five changes in three files, each with its place; they bind and render, without a warning
cp -R "$work/place" "$work/before"
chmod 604 templates/reports/r.xml
run 0 "migrate" migrate --templates templates
[ ! -s "$work/err" ] || { fail "all is in order, and yet:"; cat "$work/err"; }
cat >"$work/want" <<'END'
templates/data/clients.xml:9:15: 'totals="place, age"' is left out: totals over hidden numbers are 'ca' by whatever fields
templates/reports/r.xml:8:32: 'if favourable(p.budget - p.actual) then ...' is 'outcome(p.budget - p.actual)' now; a difference of zero has a sign of its own
templates/reports/r.xml:9:35: 'unfavourable(p.budget - p.actual)' is 'outcome(p.budget - p.actual) = 'N'' now
templates/reports/r.xml:11:34: 'favourable(budget - actual)' is 'outcome(budget - actual) != 'N'' now
input/texts/slot.md:1:18: 'if favourable(sum(budget - actual of places)) then ...' is 'outcome(sum(budget - actual of places))' now; a difference of zero has a sign of its own
END
diff "$work/want" "$work/out" || fail "what is said of the changes"
[ "$(stat -c %a templates/reports/r.xml)" = 604 ] || fail "the file has other rights than before"
for file in templates/data/clients.xml templates/reports/r.xml input/texts/slot.md; do
  cmp "$file.bak" "$work/before/$file" || fail "$file.bak is not what stood there"
done
[ "$(find . -name '*.bak' | wc -l)" = 3 ] || fail "a copy of a file that was not changed"
find . -name '*.next' | grep . && fail "a file is left"
# every other byte is the same, line ends and white space too
sed -i "s/if favourable(p.budget - p.actual) then 'V' else 'N'/outcome(p.budget - p.actual)/
s/if unfavourable(p.budget - p.actual) then/if outcome(p.budget - p.actual) = \&apos;N\&apos; then/
s/favourable(budget - actual)/outcome(budget - actual) != 'N'/" "$work/before/templates/reports/r.xml"
cmp "$work/before/templates/reports/r.xml" templates/reports/r.xml || fail "other bytes of the report were changed"
run 0 "render of what was migrated" render
run 0 "check of what was migrated" check --strict

# again: nothing to do, nothing is touched
sums . >"$work/sums"
run 0 "migrate again" migrate --templates templates
[ ! -s "$work/out" ] || fail "a second time it changes something"
sums . | diff "$work/sums" - || fail "a second time it touches something"
[ "$(find . -name '*.bak' | wc -l)" = 3 ] || fail "a second time it keeps copies"

# to another folder: what stood there stays, all files go along; texts are another matter
lay_out "$work/to"
echo "lees mij" >templates/reports/LEESMIJ
sums . >"$work/sums"
run 3 "migrate --to" migrate --templates templates --to "$work/new"
sums . | diff "$work/sums" - || fail "--to touches the folder it reads"
grep -q "slot.md:1:21: error: function that is no more" "$work/err" || { fail "the text that is left is not told"; cat "$work/err"; }
cmp "$work/new/reports/LEESMIJ" templates/reports/LEESMIJ || fail "a file was left behind"
cmp "$work/new/reports/r.xml" "$work/place/templates/reports/r.xml" || fail "--to writes otherwise than in place"
run 65 "--to a folder with something in it" migrate --templates templates --to "$work/new"
grep -q C020 "$work/err" || { fail "a folder that is not empty"; cat "$work/err"; }

# totals over others: what others may read is written down only when that is asked for
others() {
  lay_out "$work/totals"
  sed -i 's|<dataset name="counts"|<dataset name="parts" title="Delen" records="part" key="place" owner="place"><field name="place" type="reference" to="places"/><field name="amount" type="money"/></dataset>\n  &|' templates/sources/all.xml
  for place in a b c d e; do
    sed -i "s|</all>|<part place=\"$place\" amount=\"70.00\"/></all>|" input/all.xml
    case $place in [cde]) sed -i "s|<place id=\"a\"|<place id=\"$place\" name=\"Plaats $place\" budget=\"1.00\" actual=\"1.00\"/>&|" input/all.xml ;; esac
  done
  printf '<report xmlns="urn:griffie:report:1" id="o" style="plain" lang="nl" title="Delen"><editions region="yes" each="place" of="places" file="delen-{if region then %s else edition.id}"/><p>Samen {sum(amount of all parts) as euro}.</p></report>' "'regio'" >templates/reports/o.xml
}
others
run 3 "totals over others" migrate --templates templates
grep -q 'o.xml:1:.*T220' "$work/err" || { fail "a total over others is not told"; cat "$work/err"; }
others
run 0 "totals that are declared" migrate --templates templates --declare-totals
grep -q "all.xml:12:.*'parts' declares least-owners=\"3\"" "$work/out" || { fail "what is declared is not told"; cat "$work/out"; }

# what cannot be written is said, with its place: exit status 3
lay_out "$work/left"
sed -i 's/below="5"/below="2"/' templates/data/clients.xml
run 3 "a rule that hides nothing" migrate --templates templates
grep -q "clients.xml:8:37: error: .*T231" "$work/err" || { fail "what is left is not told with its place"; cat "$work/err"; }

lay_out "$work/batch"
printf '<batch xmlns="urn:griffie:batch:1" id="b" zone="UTC"><metrics file="griffie.prom"/><job id="j" report="r"/></batch>\n' >templates/batch.xml
run 3 "a place that only people know" migrate --templates templates
grep -q "batch.xml:1:.*X204" "$work/err" || { fail "what is left in the batch descriptor is not told"; cat "$work/err"; }
run 64 "two folders at once" migrate --output output --templates "$work/batch/templates"
grep -q "C001" "$work/err" || { fail "two folders at once are not refused"; cat "$work/err"; }

# nothing is written when a file cannot be read
lay_out "$work/broken"
sed -i 's/<column title="V/<colunm title="V/' templates/reports/r.xml
sums . >"$work/sums"
run 65 "a descriptor that is broken" migrate --templates templates
sums . | diff "$work/sums" - || fail "something was written though a file is broken"
lay_out "$work/encoding"
sed -i 's/encoding="UTF-8"/encoding="ISO-8859-1"/' templates/data/clients.xml
run 65 "another encoding" migrate --templates templates
grep -q C021 "$work/err" || { fail "another encoding is not told"; cat "$work/err"; }
run 65 "no such folder" migrate --templates nowhere

exit $failed
