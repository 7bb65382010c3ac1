#!/bin/sh
# The sample documents, recounted by a program of its own (recount.py): recount.sh (GRIFFIE=<binary>).
# It finds no difference; and for each kind of figure, one export that is changed behind its back makes it find some.
# The quick tier recounts four editions, the long tier all. Exits 77 when poppler or openpyxl is missing.
set -u
cd "$(dirname "$0")/../.." || exit 99
griffie=${GRIFFIE:-build/griffie}
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
editions="region renkum rozendaal wageningen"
[ "${GR_TIER:-quick}" = long ] && editions=""
failed=0

"$griffie" render --quiet --input input --templates templates --output "$work/output" >/dev/null 2>"$work/err" ||
  { echo "recount: render"; cat "$work/err"; exit 1; }
command -v pdfinfo >/dev/null || { echo "recount: needs poppler"; exit 77; }
for edition in ${editions:-$(ls "$work/output/handover-dossier")}; do
  for file in "$work/output"/*/"$edition"/*.pdf; do pdfinfo -struct-text "$file" >"$(realpath "$file").tags"; done
done
# shellcheck disable=SC2086 # words
/usr/bin/python3 tests/tools/recount.py input "$work/output" $editions >"$work/said"
case $? in
0) tail -1 "$work/said" ;;
77) cat "$work/said"; exit 77 ;;
*) cat "$work/said"; failed=1 ;;
esac

# plant WHAT EXPORT SED-SCRIPT: the recount is of the changed export, the documents are not
plant() {
  rm -rf "$work/input"
  cp -R input "$work/input"
  sed -i "$3" "$work/input/$2"
  cmp -s "input/$2" "$work/input/$2" && { echo "recount: nothing planted: $1"; failed=1; }
  if /usr/bin/python3 tests/tools/recount.py "$work/input" "$work/output" renkum region >"$work/planted"; then
    echo "recount: did not see what was planted: $1"
    failed=1
  fi
}
plant "one inhabitant more" measures.xml 's/number="31254"/number="31255"/'
plant "a contribution that was paid" distributions-2022.xml '/module="wsp"/s/actual="1700000.00"/actual="1700001.00"/'
plant "a line of the budget" budgets-2022.xml 's/<original>95000.00/<original>95100.00/'
plant "a line of the account, by a cent that rounds" budgets-2022.xml 's/118440.60/118440.49/'
plant "a school leaver" results.xml 's/leavers="757"/leavers="758"/'
plant "a placement" results.xml 's/y2021="119"/y2021="118"/'
plant "a small category" results.xml 's/scheme="wao-waz" title="WAO en WAZ" y2020="1"/scheme="wao-waz" title="WAO en WAZ" y2020="2"/'
plant "a number that may be shown" results.xml 's/year="2021" people="5"/year="2021" people="6"/'
plant "a tenth of a job" teams-2022.xml 's/average="13.1"/average="13.2"/'
[ "${GR_TIER:-quick}" = long ] || exit $failed
plant "a target" results.xml 's/target="1.77"/target="1.78"/'
plant "a municipality that takes part" organisation.xml '/municipality="gm0274" module="rbl"/d'
plant "the reserve" budgets-2022.xml 's/<actual>60000.00/<actual>60001.00/'
plant "a decision" planning.xml '/decision nr="4"/s/2022-12-09/2022-12-08/'
exit $failed
