#!/usr/bin/env bash
# waivers.sh: failures of controls and promises that somebody explains, night by night: held back and told, ended, not needed any more;
# by workers, in shards, in a quiet night, and in a version that is made again. SOURCE_DATE_EPOCH is the clock. GRIFFIE names the program.
. "$(dirname "$0")/robust.sh"
. "$(dirname "$0")/nights.sh"

words_of() { pdftotext -layout "$1" - | tr -s ' \n' ' '; }

# waiver WORDS: in the data descriptor, in place of all others
waiver() {
  sed -i '/<waiver/d' templates/data/contributions.xml
  [ -z "$1" ] || sed -i "s|</data>|  <waiver $1/>\n&|" templates/data/contributions.xml
}

# told WHAT PATTERN [TIMES]: the page of all editions says so, so often
told() { demand "$1: the page says it $(grep -Eco "$2" output/index.html) times" test "$(grep -Eo "$2" output/index.html | wc -l)" -eq "${3:-1}"; }

# a control of a report: of all its editions those that need it say so
of_report() {
  fresh 'formats="pdf xlsx"'
  sed -i 's|</report>|  <check id="full" that="region or count(participation where municipality.id = edition.id) = 2" because="wie meedoet, doet overal aan mee"/>\n&|; s|<section each="module"|<status/>\n  &|' templates/reports/dossier.xml
  run; expect 4 "nobody explains it" "does not hold .E101"
  waiver 'check="full" until="2022-07-02" by="de controller" because="Renkum sluit in 2023 aan."'
  run; expect 0 "it is explained" "Renkum sluit in 2023 aan .de controller, until 2022-07-02.: control 'full'.*E193"
  demand "it is explained: readers are not told" grep -q "Uitzondering wie meedoet, doet overal aan mee – Renkum sluit in 2023 aan (de controller, tot en met 2 juli 2022)" <(words_of output/dossier/renkum/*.pdf)
  demand "it is explained: others are told" test -z "$(words_of output/dossier/arnhem/*.pdf | grep Uitzondering)"
  told "it is explained" "Er klopt iets niet, en dat is bekend: Renkum sluit in 2023 aan"
  demand "it is explained: not in the workbook" grep -q "Renkum sluit in 2023 aan" <(unzip -p output/dossier/renkum/*.xlsx)
  before=$(readlink output/dossier/renkum)
  run --jobs 3; expect 0 "a quiet night with workers" "E193"
  demand "a quiet night made another version" is "$(readlink output/dossier/renkum)" "$before"
  SOURCE_DATE_EPOCH=$clock "$griffie" check --strict >"$work/out" 2>"$work/err"; expect 0 "a waiver is no warning" "E193"
  told "a quiet night" "en dat is bekend: Renkum sluit in 2023 aan"
  clock=$((noon + day)); run; expect 0 "its last day" "E193"
  clock=$((noon + 2 * day)); run; expect 4 "the day after" "held until 2022-07-02.*E194"
  demand "the day after: the failure is not told" grep -q "E101" "$work/err"
  demand "the day after: what stood there went" is "$(readlink output/dossier/renkum)" "$before"
  waiver 'check="full" dataset="municipalities" key="gm0274" until="2022-12-31" by="de controller" because="Renkum sluit in 2023 aan."'
  run; expect 0 "of one record" "E193"
  waiver 'check="full" dataset="municipalities" key="gm0202" until="2022-12-31" by="de controller" because="Arnhem sluit in 2023 aan."'
  run; expect 4 "of another record" "E101"
}

# a waiver that is not needed any more is said each night, whoever made the editions
unused() {
  fresh 'formats="pdf"'
  sed -i 's|</report>|  <check id="full" that="count(modules) = 2" because="er zijn er twee"/>\n&|; s|<section each="module"|<status/>\n  &|' templates/reports/dossier.xml
  waiver 'check="full" until="2022-12-31" by="de controller" because="Er komt er een bij."'
  run; expect 0 "nothing fails" "holds in every edition of its report; take the waiver away.*E197"
  demand "nothing fails: a document says so" test -z "$(words_of output/dossier/region/*.pdf | grep Uitzondering)"
  run --jobs 3; expect 0 "a quiet night" "E197"
  demand "a quiet night: it is told so often: $(grep -c E197 "$work/err")" test "$(grep -c E197 "$work/err")" -eq 1
  SOURCE_DATE_EPOCH=$clock "$griffie" check --strict >"$work/out" 2>"$work/err"; expect 3 "strict" "E197"
  waiver 'check="full" until="2022-06-01" by="de controller" because="Er komt er een bij."'
  run; expect 1 "nothing fails, and it has ended" "E194"
  demand "nothing fails, and it has ended: said twice" test -z "$(grep E197 "$work/err")"
  waiver 'check="full" until="2022-12-31" by="de controller" because="Er komt er een bij."'
  SOURCE_DATE_EPOCH=$clock "$griffie" render --report dossier --edition renkum >"$work/out" 2>"$work/err"
  expect 0 "one edition alone does not know"
  rm -rf output .output.griffie
  for shard in 1 2; do
    SOURCE_DATE_EPOCH=$clock "$griffie" run --now --shard "$shard/2" --run-id night >"$work/out" 2>"$work/err"
    expect 0 "shard $shard does not know"
  done
  SOURCE_DATE_EPOCH=$clock "$griffie" collect --shards 2 --run-id night >"$work/out" 2>"$work/err"
  expect 0 "all shards together do" "E197"
}

# a promise, and a control of derived data
of_data() {
  fresh 'formats="pdf"'
  sed -i 's|</batch>|  <job id="letters" report="letter" formats="pdf"/>\n&|; s|zone="Europe/Amsterdam"|& archive="yes"|' templates/batch.xml
  sed -i '/name="amount"/a <promise id="many" on="refuse" rows="3.." because="Er zijn drie verdelingen."/>' templates/sources/amounts.xml
  sed -i 's|<section each="module"|<status/>\n  &|' templates/reports/dossier.xml
  printf '%s\n' '<report xmlns="urn:griffie:report:1" id="letter" style="plain" lang="nl" title="Brief"><p>Er zijn {count(modules)} modules.</p></report>' >templates/reports/letter.xml
  waiver 'check="many" until="2022-07-02" by="de controller" because="De derde komt in 2023"'
  run; expect 0 "a promise" "promise 'many' of 'distributions': 2 of at least 3 records.*E193"
  demand "a promise: readers are not told" grep -q "Uitzondering Er zijn drie verdelingen. – De derde komt in 2023" <(words_of output/dossier/region/*.pdf)
  told "a promise" "en dat is bekend: De derde komt in 2023" 4
  run; expect 0 "a promise, again" "E193"
  SOURCE_DATE_EPOCH=$((noon + 60 * day)) "$griffie" rebuild dossier region --verify >"$work/out" 2>"$work/err"
  expect 0 "made again as it was, though the waiver has ended"
  clock=$((noon + 2 * day)); run; expect 4 "a promise, the day after" "E194"
  demand "a promise, the day after: the letter is not there" test -e output/letter/region
  sed -i 's|rows="3.."|rows="2.."|' templates/sources/amounts.xml
  run; expect 1 "a promise that is kept, and a waiver that has ended" "E194"
  waiver 'check="many" until="2022-12-31" by="de controller" because="De derde komt in 2023"'
  run; expect 0 "a promise that is kept" "'many' is kept; take the waiver away.*E197"
  run; expect 0 "a promise that is kept, in a quiet night" "E197"
  sed -i '/id="many"/d' templates/sources/amounts.xml
  sed -i 's|</data>|  <check id="three" that="count(modules) \&gt;= 3" severity="block" because="er zijn er drie"/>\n&|' templates/data/contributions.xml
  waiver 'check="three" until="2022-12-31" by="de controller" because="De derde komt in 2023"'
  run; expect 1 "a control of data, and a report that does not say so" "readers of 'letter' are not told that 'three' is waived.*D117"
  sed -i 's|<p>Er|<status/>&|' templates/reports/letter.xml
  run; expect 0 "a control of data" "control 'three'.*E193"
  demand "a control of data: readers are not told" grep -q "Uitzondering er zijn er drie – De derde komt in 2023" <(words_of output/letter/region/*.pdf)
}

of_report
unused
of_data
finish
