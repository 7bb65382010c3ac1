#!/usr/bin/env bash
# promises.sh: what sources promise of their data, night by night: which reports are not made, which are drafts, what people and
# programs are told, and what was accepted. SOURCE_DATE_EPOCH is the clock. GRIFFIE names the program.
. "$(dirname "$0")/robust.sh"
. "$(dirname "$0")/nights.sh"

# promise ELEMENTS...: of the distributions; a second report reads none of them
promise() {
  fresh 'formats="pdf"' '<metrics file="'"$work"'/griffie.prom"/>'
  printf '    %s\n' "$@" >"$work/promises"
  sed -i "/name=\"amount\"/r $work/promises" templates/sources/amounts.xml
  sed -i 's|</batch>|  <job id="letters" report="letter" formats="pdf"/>\n&|' templates/batch.xml
  sed -i 's|<section each="module"|<status/>\n  &|' templates/reports/dossier.xml
  cat >templates/reports/letter.xml <<'END'
<report xmlns="urn:griffie:report:1" id="letter" style="plain" lang="nl" title="Brief van {as_of as date}">
  <p>Er zijn {count(modules)} modules.</p>
</report>
END
}

status_of() { python3 -c 'import json,sys
for line in open(sys.argv[1]):
    row = json.loads(line)
    if row.get("event") == "edition" and row["report"] == sys.argv[2]:
        print(row["edition"] + ":" + row["status"], end=" ")' "$work/out" "$1"; }

words_of() { pdftotext -layout "$1" - | tr -s ' \n' ' '; }

# stopped WHAT PATTERN: dossiers are not made, those of the night before stay, and letters go on
stopped() {
  before=$(readlink output/dossier/region)
  rm -rf output/letter
  run; expect 4 "$1" "$2"
  demand "$1: dossiers were made" is "$(status_of dossier)" "region:refused arnhem:refused renkum:refused rozendaal:refused "
  demand "$1: letters were not" is "$(status_of letter)" "region:published "
  demand "$1: what stood there went" is "$(readlink output/dossier/region)" "$before"
  demand "$1: the page does not say so" grep -q 'class="refused"' output/index.html
  demand "$1: no figure for alarms" grep -q 'status="refused"} 4' "$work/griffie.prom"
  demand "$1: the log does not count it" grep -q "4 refused by a promise" <("$griffie" log)
  demand "$1: the history does not tell it" grep -q "refused" <("$griffie" history dossier renkum)
  run; expect 4 "$1, again" "$2"
}

refusals() {
  promise '<promise id="size" on="refuse" field="amount" range="0..2000000"/>' \
    '<promise id="this-year" on="refuse" period="{year}"/>' \
    '<promise id="recent" on="refuse" fresh="45 days"/>' \
    '<promise id="said" on="refuse" sum="amount" equals="../@total"/>'
  sed -i 's/year="2022"/year="2022" total="1250000"/' input/amounts.xml
  run; expect 0 "all is as promised"
  demand "all is as promised: not made" is "$(status_of dossier)" "region:published arnhem:published renkum:published rozendaal:published "
  demand "a status with nothing to say says something" test -z "$(words_of output/dossier/region/*.pdf | grep -E 'Status|Let op')"
  cp input/amounts.xml "$work/right.xml"
  sed -i 's/year="2022"/year="2021"/' input/amounts.xml
  stopped "the export of another year" "this-year.*no record of 2022"
  cp "$work/right.xml" input/amounts.xml
  sed -i 's/as-of="2022-06-30"/as-of="2099-12-31"/' input/amounts.xml
  stopped "a date of 2099" "recent.*data of 2099-12-31, a day that has not come"
  demand "a date of 2099 stands in a document" grep -q "Brief van 1 januari 2022" <(pdfinfo output/letter/region/*.pdf)
  cp "$work/right.xml" input/amounts.xml
  sed -i 's/"1000000"/"10000000"/; s/total="1250000"/total="10250000"/' input/amounts.xml
  stopped "tenfold" "size.*of 1 of 2 records does not fit"
  cp "$work/right.xml" input/amounts.xml
  sed -i 's/"1250000"/"1250001"/' input/amounts.xml
  stopped "another total" "said.*adds up to 1250000, and the export says 1250001"
  cp "$work/right.xml" input/amounts.xml
  run; expect 0 "as promised again"
}

drafts() {
  promise '<promise id="recent" on="degrade" fresh="45 days" because="De cijfers zijn van voor de zomer."/>'
  sed -i 's|title="Dossier|life="yes" &|' templates/reports/dossier.xml
  sed -i 's|zone="Europe/Amsterdam"|& archive="yes"|' templates/batch.xml
  run; expect 0 "fresh"
  before=$(readlink output/dossier/region)
  clock=$((noon + 60 * day)); run; expect 5 "the same files two months later" "recent.*data of 2022-06-30 are 61 days old, and 45 at most.*D241"
  demand "two months later: $(status_of dossier)" is "$(status_of dossier)" "region:degraded arnhem:degraded renkum:degraded rozendaal:degraded "
  demand "two months later: the letter is one as well" is "$(status_of letter)" "region:unchanged "
  demand "two months later: no other document" test "$(readlink output/dossier/region)" != "$before"
  demand "two months later: the document does not say so" grep -q "Status concept Versie 1 Let op De cijfers zijn van voor de zomer. Stand van 30 juni 2022" <(words_of output/dossier/region/*.pdf)
  demand "two months later: the page does not" grep -q 'class="degraded"' output/index.html
  demand "two months later: no figure for alarms" grep -q 'status="degraded"} 4' "$work/griffie.prom"
  demand "two months later: the log does not count it" grep -q "4 published as drafts" <("$griffie" log)
  run; expect 5 "and the next" "D241"
  demand "and the next: made again" is "$(status_of dossier)" "region:degraded arnhem:degraded renkum:degraded rozendaal:degraded "
  SOURCE_DATE_EPOCH=$noon "$griffie" rebuild dossier region --verify >"$work/out" 2>"$work/err"
  expect 0 "made again as it was, though its data were fresh that day"
  SOURCE_DATE_EPOCH=$clock "$griffie" release dossier region --as adopted --by "dagelijks bestuur" >"$work/out" 2>"$work/err"
  expect 4 "a draft is not adopted" "D246"
  SOURCE_DATE_EPOCH=$noon "$griffie" release dossier region --as adopted --by "dagelijks bestuur" --on 2022-07-02 >"$work/out" 2>"$work/err"
  expect 0 "adopted when it was fresh"
  run; expect 4 "an adopted one gives way to no draft" "D246"
  demand "an adopted one: $(status_of dossier)" is "$(status_of dossier)" "region:refused arnhem:degraded renkum:degraded rozendaal:degraded "
}

change() {
  SOURCE_DATE_EPOCH=$noon "$griffie" accept >"$work/out" 2>"$work/err"
  demand "nothing to accept" grep -q O190 "$work/err"
  promise '<promise id="steady" on="refuse" sum="amount" change="10%"/>' '<promise id="as-many" on="warn" change="0%"/>'
  run; expect 0 "nobody accepted a run" "steady.*no run was accepted.*D244"
  "$griffie" accept --by controller --because 'begroting 2022' >"$work/out" 2>"$work/err"
  expect 0 "accept"
  demand "accept: $(cat "$work/out")" test "$(sort "$work/out" | tr '\n' ' ')" = "distributions: 2 records distributions: amount adds up to 1250000 "
  demand "accept: nobody knows who" grep -q "controller.begroting 2022" .output.griffie/accepted
  run; expect 0 "accepted"
  sed -i 's/"250000"/"300000"/' input/amounts.xml
  run; expect 0 "within ten percent"
  sed -i 's/"1000000"/"10000000"/' input/amounts.xml
  stopped "tenfold" "steady.*is 10300000, and was 1250000 in the accepted run: more than 10 % apart"
  SOURCE_DATE_EPOCH=$clock "$griffie" check >"$work/out" 2>"$work/err"; expect 4 "check" "more than 10 %"
  "$griffie" accept >"$work/out" 2>"$work/err"; expect 0 "it is right after all"
  demand "what was before: $(cat "$work/out")" grep -q "adds up to 10300000 (accepted before: 1250000)" "$work/out"
  run; expect 0 "accepted, and made"
  demand "accepted, and made: $(status_of dossier)" is "$(status_of dossier)" "region:published arnhem:published renkum:published rozendaal:published "
  echo '<html>' >.output.griffie/accepted
  run; expect 65 "what was accepted is damaged" "D245"
  rm .output.griffie/accepted
}

# nobody reads it: it is said all the same
unseen() {
  promise '<promise id="many" on="refuse" rows="10.."/>'
  SOURCE_DATE_EPOCH=$clock "$griffie" render --report letter --format pdf >"$work/out" 2>"$work/err"
  expect 0 "no document reads it" "many.*2 of at least 10 records.*D243"
}

# said STATUS WHAT JOB_WORDS PATTERN: a night with a control, and what became of the dossiers; each night has other data
said() {
  sed -i "s|<job id=\"all\" report=\"dossier\"[^/]*/>|<job id=\"all\" report=\"dossier\" $3/>|" templates/batch.xml
  nth=$((${nth:-0} + 1))
  sed -i "s|amount=\"2500[0-9]*\"|amount=\"2500$nth\"|" input/amounts.xml
  run; expect "$1" "$2" "$4"
}

# how firmly a control is meant; a job can only be stricter
severities() {
  fresh
  sed -i 's|amount="250000"|amount="25000"|' input/amounts.xml
  sed -i 's|</report>|  <check that="count(modules) \&gt;= 3" because="er zijn er drie"/>\n&|' templates/reports/dossier.xml
  said 4 "it says nothing, nor does the job" '' "is 2, and must be at least 3.*E101"
  said 4 "it says nothing, the job blocks" 'on-control="block"' "E101"
  said 0 "it says nothing, the job warns" 'on-control="warn"' "E101"
  sed -i 's|<check that|<check severity="warn" that|' templates/reports/dossier.xml
  said 0 "it warns" '' "E196"
  said 0 "it warns, and so does the job" 'on-control="warn"' "E196"
  said 4 "it warns, the job blocks" 'on-control="block"' "E196"
  sed -i 's|severity="warn"|severity="block"|' templates/reports/dossier.xml
  said 4 "it blocks" '' "E101"
  said 4 "it blocks, the job is weaker" 'on-control="warn"' "a job can only be stricter; mend the data, or leave severity= out.*E101"
  sed -i '/<check severity/d' templates/reports/dossier.xml
  sed -i 's|</data>|  <check that="count(modules) \&gt;= 3" severity="block" because="er zijn er drie"/>\n&|' templates/data/contributions.xml
  said 4 "of derived data" 'on-control="warn"' "a job can only be stricter; mend the data, or leave severity= out.*E101"
  sed -i 's|severity="block"|severity="warn"|' templates/data/contributions.xml
  said 0 "of derived data, it warns" '' "E196"
}

# what a derived dataset looks up in a mapping reaches its readers too, and dates nothing
looked_up() {
  promise
  sed -i '/<status/d' templates/reports/dossier.xml
  sed -i "s|</source>|$(tr -d '\n' <<'END'
  <dataset name="names" title="Namen" records="name" key="module" mapping="yes" shared="yes">
    <field name="module" type="text"/>
    <field name="name" type="text"/>
    <promise id="names-all" on="refuse" rows="2"/>
  </dataset>
END
)&|" templates/sources/amounts.xml
  sed -i 's|</amounts>|  <name module="*" name="Alle"/>\n&|' input/amounts.xml
  cat >templates/data/named.xml <<'END'
<data xmlns="urn:griffie:data:1">
  <derive name="named" title="Namen" each="m" of="modules" key="id" shared="yes">
    <field name="id" type="text" value="m.id"/>
    <field name="name" type="text" value="lookup(name of names by m.id)"/>
  </derive>
  <derive name="again" title="Namen" each="n" of="named" key="id" shared="yes">
    <field name="id" type="text" value="n.id"/>
  </derive>
</data>
END
  sed -i 's|count(modules)|count(again)|' templates/reports/letter.xml
  run; expect 4 "a mapping that is not whole" "names-all.*1 of at least 2 records.*D240"
  demand "a mapping that is not whole: $(status_of letter)" is "$(status_of letter)" "region:refused "
  demand "a mapping that is not whole: dossiers" is "$(status_of dossier)" "region:published arnhem:published renkum:published rozendaal:published "
  sed -i 's|rows="2"|rows="1"|' templates/sources/amounts.xml
  sed -i 's|as-of="2022-06-30"|as-of="2021-06-30"|' input/amounts.xml
  run; expect 0 "a mapping that is whole"
  demand "a mapping dates a document" grep -q "Brief van 1 januari 2022" <(pdfinfo output/letter/region/*.pdf)
}

# breaks SCRIPT CODE PATTERN: the manual's example with an export that was changed
breaks() {
  cp "$work/teams.xml" input/teams.xml
  sed -i "$1" input/teams.xml
  SOURCE_DATE_EPOCH=$clock "$griffie" check >"$work/out" 2>"$work/err"
  demand "the manual's example, $1: $(cat "$work/err")" grep -q "$3.*$2" "$work/err"
}

# the example of docs/descriptors.md does what stands there
manual() {
  promise
  sed -i '/<status/d' templates/reports/dossier.xml
  sed -n '/^### What an export promises/,/^```$/p' "$root/docs/descriptors.md" | sed -n '/<source/,/<.source>/p' >templates/sources/teams.xml
  { echo '<teams as-of="2022-06-30" year="2022" total="120">'
    for i in 01 02 03 04 05 06 07 08 09 10 11 12; do echo "<team id=\"wsp-$i\" fte=\"10\"/>"; done
    echo '</teams>'; } >"$work/teams.xml"
  cp "$work/teams.xml" input/teams.xml
  cat >templates/reports/letter.xml <<'END'
<report xmlns="urn:griffie:report:1" id="letter" style="plain" lang="nl" title="Brief">
  <parameter name="year" type="year" value="2022"/>
  <status/>
  <p>De {count(teams)} teams tellen {sum(fte of teams)} fte.</p>
</report>
END
  run; expect 0 "the manual's example" "teams-change.*D244"
  "$griffie" accept >"$work/out" 2>"$work/err"; expect 0 "the manual's example is accepted"
  run; expect 0 "the manual's example, accepted"
  breaks '/wsp-0[2-9]/d' D240 "teams-rows.*4 of at least 10 records"
  breaks 's/year="2022"/year="2021"/' D240 "teams-year.*no record of 2022"
  breaks 's/fte="10"/fte="300"/' D240 "teams-fte.*12 of 12 records"
  breaks 's/wsp-01/w1/' D242 "teams-id.*1 of 12 records"
  breaks 's/total="120"/total="121"/' D240 "teams-total.*adds up to 120, and the export says 121"
  breaks 's/as-of="2022-06-30"/as-of="2022-01-30"/' D241 "teams-fresh.*days old, and 45 at most"
  breaks 's/fte="10"/fte="12"/' D241 "teams-change.*is 144, and was 120"
}

# shards say what became of their rows
shards() {
  promise '<promise id="many" on="degrade" rows="10.."/>'
  run --shard 1/2; expect 0 "the first shard" "D241"
  run --shard 2/2; expect 0 "the second shard" "D241"
  SOURCE_DATE_EPOCH=$clock "$griffie" collect --shards 2 >"$work/out" 2>"$work/err"
  expect 5 "collected" "D241"
}

for part in ${*:-refusals drafts change unseen severities looked_up manual shards}; do
  "$part"
  [ -n "${VERBOSE:-}" ] && echo "promises: $part: $SECONDS s"
done
finish
