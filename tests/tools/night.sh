#!/usr/bin/env bash
# night.sh: `griffie run` by night: what is due, what changed, what goes wrong. Each time: a defined exit status, a message
# that helps, links that lead to whole versions. SOURCE_DATE_EPOCH is the clock. GRIFFIE names the program.
. "$(dirname "$0")/robust.sh"
. "$(dirname "$0")/nights.sh"

due() {
  fresh 'schedule="daily 04:15"'
  run; expect 0 "the first night"
  demand "not all editions on the first night" is "$(with_status published)" "arnhem region renkum rozendaal "
  clock=$((noon + 60)); run; expect 0 "an hour that is not due"
  demand "made what is not due" nothing_made
  clock=$((noon + day)); run; expect 0 "the second night"
  demand "the second night was left out" is "$(with_status unchanged)" "arnhem region renkum rozendaal "
  clock=$((noon + 9 * day)); run; expect 0 "a week later"
  demand "missed nights were not made up for" grep -q began "$work/out"
  clock=$((noon + 9 * day + 60)); run; expect 0 "missed nights, again"
  demand "missed nights count more than once" nothing_made
  run --now; expect 0 "--now"
  demand "--now made nothing" grep -q began "$work/out"
}

# late: somebody waits for it, and has it after the hour
late() {
  fresh 'schedule="daily 04:15" deadline="05:00"'
  run; expect 0 "the first night, for which nobody waits"
  clock=$((noon + day)); run; expect 0 "ready after the deadline" "batch.xml:3:.*'all' should have been ready at 2022-07-02T05:00.*B106"
}

changes() {
  fresh
  run; expect 0 "first"
  if strace -qq -o "$work/trace" true 2>/dev/null; then
    behind strace -f -qq -e signal=none -e trace=clone,clone3,fork,vfork -o "$work/trace"; expect 0 "nothing changed"
    demand "nothing changed, and processes were started: $(head -n 3 "$work/trace")" test ! -s "$work/trace"
  else
    run; expect 0 "nothing changed"
  fi
  demand "nothing changed, yet made" is "$(with_status unchanged)" "arnhem region renkum rozendaal "
  sed -i 's/amount="250000"/amount="250001"/' input/amounts.xml
  run; expect 0 "one figure"
  demand "one figure: other editions than those that use it" is "$(with_status published)" "arnhem region rozendaal "
  demand "one figure: renkum does not use it" is "$(with_status unchanged)" "renkum "
  sed -i 's/<distribution/\n\n<!-- moved -->&/; /gm0274/{h;d};/gm0277/{G}' input/amounts.xml
  demand "the records are in the order they had" test "$(grep -n gm0274 input/amounts.xml | cut -d: -f1)" -gt "$(grep -n gm0277 input/amounts.xml | cut -d: -f1)"
  run; expect 0 "moved lines, other order"
  demand "moved lines, other order: made again" is "$(with_status unchanged)" "arnhem region renkum rozendaal "
  sed -i 's/koopt/inkoopt en koopt/; $a\\nEn nog iets.' input/texts/wsp/tasks.md
  run; expect 0 "a text"
  demand "a text: other editions than those that have it" is "$(with_status published)" "arnhem region rozendaal "
  rm -r output/.gen/dossier/renkum/*/*.pdf
  run; expect 0 "a version that lost a file" || true
  demand "a damaged version was not made again" is "$(with_status published)" "renkum "
  rm output/dossier/renkum
  run; expect 0 "a link that is gone"
  demand "a link that is gone was not put back" is "$(with_status published)" "renkum "
}

jobs() {
  fresh 'destination="intern/raad" editions="renkum" formats="pdf"'
  run; expect 0 "destination"
  demand "destination: not there" test -f output/intern/raad/dossier/renkum/dossier-renkum-2022.pdf
  demand "destination: a workbook that nobody asked for" test ! -e output/intern/raad/dossier/renkum/dossier-renkum-2022.xlsx
  fresh 'period="last-year"'
  sed -i 's/name="year" type="integer"/& period="yes"/' templates/reports/dossier.xml
  run; expect 0 "last year"
  demand "last year: another year" test -f output/dossier/renkum/dossier-renkum-2021.pdf
  clock=$((noon + 200 * day)); run; expect 0 "last year, a year on"
  demand "last year, a year on: another year" test -f output/dossier/renkum/dossier-renkum-2022.pdf
  fresh 'period="this-year" schedule="yearly 12-31 23:30"'
  sed -i 's/name="year" type="integer"/& period="yes"/' templates/reports/dossier.xml
  clock=1672570800; run; expect 0 "this year, made up for after New Year"
  demand "this year, made up for after New Year: another year" test -f output/dossier/renkum/dossier-renkum-2022.pdf
  run --now --on 2021-12-31; expect 0 "this year, of another day"
  demand "this year, of another day: another year" test -f output/dossier/renkum/dossier-renkum-2021.pdf
  demand "--on in a run whose period counts from it: O180" test -z "$(grep O180 "$work/err")"
  fresh
  sed -i 's/name="year" type="integer"/& period="yes"/' templates/reports/dossier.xml
  clock=$((noon + 200 * day)); batch 'period="this-year"'; run; expect 0 "this year"
  demand "this year: another year" test -f output/dossier/renkum/dossier-renkum-2023.pdf
  batch 'period="next-year"'; run; expect 0 "next year"
  demand "next year: another year" test -f output/dossier/renkum/dossier-renkum-2024.pdf
  fresh
  cp -R "$root/tests/golden/control-failed/." .
  run; expect 4 "a control that fails" 'O[0-9]+|control|check'
  demand "a control that fails: published all the same" is "$(with_status published)" "region "
  batch 'on-control="warn"'; run; expect 0 "a control that warns" 'control failed'
  demand "a control that warns: nothing is said of it" test -n "$(with_status warned)"
}

# data_control: on-control means the same for controls of derived data
data_control() {
  fresh
  cat >templates/batch.xml <<END
<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam">
  <job id="blocks" report="dossier" editions="renkum"/>
  <job id="warns" report="dossier" editions="region,arnhem" on-control="warn"/>
</batch>
END
  run; expect 0 "before the control fails"
  sed -i 's/equals="sum(amount of distributions)"/equals="sum(amount of distributions) * 2"/' templates/data/contributions.xml
  sed -i 's/amount="250000"/amount="250001"/' input/amounts.xml
  run; expect 4 "a control of derived data" 'control failed.*E101'
  demand "a control of derived data: the job that blocks" is "$(with_status blocked)" "renkum "
  demand "a control of derived data: the job that warns" is "$(with_status warned)" "arnhem region "
  run --job warns --force; expect 0 "a control of derived data that warns" 'control failed.*E101'
}

bad_edition() {
  fresh
  sed -i "s/name=\"Renkum\"/name=\"Renkum$(printf ' en om%.0s' {1..25})\"/" input/organisation.xml
  run; expect 1 "a bad edition" 'cannot name a file'
  demand "a bad edition stopped others" is "$(with_status published)" "arnhem region rozendaal "
  sed -i 's/Renkum[ enom]*/Renkum/' input/organisation.xml
  run; expect 0 "mended"
  demand "mended: not made" grep -q renkum <<<"$(with_status published)"
}

# bad_jobs: whatever is wrong with jobs is told with its place, and the others are made
bad_jobs() {
  fresh
  sed 's/id="dossier"/id="letter"/; s/<section/<sektion/' templates/reports/dossier.xml >templates/reports/letter.xml
  sed 's/id="dossier"/id="keys"/; s/in module"/in module and module != '"'wps'"'"/' templates/reports/dossier.xml >templates/reports/keys.xml
  sed 's/id="dossier"/id="font"/; s/style="plain"/style="fonts"/' templates/reports/dossier.xml >templates/reports/font.xml
  sed 's/id="dossier"/id="look"/; s/style="plain"/style="looks"/' templates/reports/dossier.xml >templates/reports/look.xml
  sed 's/id="plain"/id="fonts"/; s/[.]ttf/-.ttf/' templates/styles/plain.xml >templates/styles/fonts.xml
  sed 's/id="plain"/id="looks"/; s/<font /<fount /' templates/styles/plain.xml >templates/styles/looks.xml
  cat >templates/batch.xml <<END
<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam" style="plane">
  <mail sender="griffie@x.example" program="/bin/true"/>
  <job id="b-edition" report="dossier" editions="regio" destination="1"/>
  <job id="b-report" report="dosier" destination="2"/>
  <job id="b-syntax" report="letter" destination="3"/>
  <job id="b-period" report="dossier" period="2021" destination="4"/>
  <job id="b-format" report="dossier" formats="docx" destination="5"/>
  <job id="b-key" report="keys" destination="6"/>
  <job id="b-font" report="font" destination="7"/>
  <job id="b-style" report="look" destination="8"/>
  <job id="b-schedule" report="dossier" schedule="daily 25:00" destination="9"/>
  <job id="b-attribute" report="dossier" rapport="x" destination="10"/>
  <job id="b-value" report="dossier" destination="x/../y"/>
  <job id="b-child" report="dossier" destination="12"><recipiënt address="b@x.example"/></job>
  <job id="b-recipient" report="dossier" destination="13"><recipient address="b@x.example" when="soms"/></job>
  <job id="b-text" report="dossier" destination="14">stray</job>
  <job id="b-none" destination="15"/>
  <job report="dossier" destination="16"/> <!-- "b- -->
  <job id="good" report="dossier">
    <recipient address="a@x.example" edition="renkem"/>
  </job>
  <job id="b-again" report="dossier" editions="region"/>
</batch>
END
  run; expect 1 "bad jobs" 'b-edition, b-report, b-syntax, b-period, b-format, b-key, b-font, b-style, b-schedule, b-attribute, b-value, b-child, b-recipient, b-text, b-none, at-line-18, b-again'
  demand "bad jobs: the good one was not made" is "$(with_status published)" "arnhem region renkum rozendaal "
  for code in C003 C002 X201 T214 C004 E158 S101 B101 T210 B107 B108 X202 X203 X204 X206; do
    demand "bad jobs: nothing says $code" grep -q "\[$code\]" "$work/err"
  done
  demand "bad jobs: a report that cannot be read is called unknown" test -z "$(grep "unknown report: 'letter'" "$work/err")"
  demand "bad jobs: no page" test -f output/index.html
  demand "bad jobs: taken as done" test "$("$griffie" log --json | grep -o '"jobs": "[^"]*"')" = '"jobs": "good"'
  "$griffie" check >"$work/out" 2>"$work/err"; expect 65 "bad jobs, checked" 'letter.xml'
  demand "bad jobs, checked: a report that cannot be read is called unknown" test -z "$(grep "unknown report: 'letter'" "$work/err")"
  rm templates/reports/[!d]*.xml templates/styles/[!p]*.xml
  "$griffie" check >"$work/out" 2>"$work/err"; expect 65 "bad jobs, checked again" 'regio'
  for code in C003 C002 T214 C004 B101 T210 T206 X201 X202 X203 X204 X206; do
    demand "bad jobs, checked: nothing says $code" grep -q "\[$code\]" "$work/err"
  done
  sed -i '/"b-/d; s/plane/plain/' templates/batch.xml
  "$griffie" check >"$work/out" 2>"$work/err"; expect 65 "a recipient of no edition, checked" "no job makes 'renkem'.*'renkum'.*C003"
  sed -i 's/renkem/renkum/' templates/batch.xml
  "$griffie" check >"$work/out" 2>"$work/err"; expect 0 "all mended, checked"
  sed -i 's/id="good"/& period="2021"/; s/name="year" type="integer"/& period="yes"/' templates/batch.xml templates/reports/dossier.xml
  "$griffie" check >"$work/out" 2>"$work/err"; expect 0 "another period, checked"
  sed -i 's/<section/<let name="early" value="if year = 2021 then 1 \/ 0 else 1"\/>\n<p>{early as percent(1)}<\/p>&/' templates/reports/dossier.xml
  "$griffie" check --report dossier >"$work/out" 2>"$work/err"; expect 0 "the report's own period, checked"
  "$griffie" check >"$work/out" 2>"$work/err"; expect 1 "what fails in the job's period only, checked" 'zero'
}

# page: what the index page says of editions that other runs made
page() {
  local n
  fresh
  sed -i 's/name="Arnhem"/name="Arnhem'"$(printf ' en om%.0s' {1..25})"'"/' input/organisation.xml
  cat >templates/batch.xml <<END
<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam">
  <job id="here" report="dossier" editions="renkum"/>
  <job id="there" report="dossier" destination="there"/>
</batch>
END
  run; expect 1 "one edition that cannot be" 'cannot name a file'
  for n in 1 2 3; do
    run --job here --force; expect 0 "the other job, $n"
  done
  demand "an edition that failed with nothing standing is not on the page" test "$(grep -o 'class="state failed"' output/index.html | wc -l)" -gt 1 # one is the legend's
  fresh
  cat >templates/batch.xml <<END
<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam">
  <job id="here" report="dossier" editions="renkum"/>
  <job id="there" report="dossier" editions="renkum" destination="there"/>
</batch>
END
  run; expect 0 "two destinations"
  sed -i 's|<section each|<check that="count(modules)" equals="if year = 2022 then 99 else 1" because="telt niet"/>&|' templates/reports/dossier.xml
  run --job there; expect 4 "blocked in one destination" 'control'
  sed -i 's|<check that="count(modules)".*because="telt niet"/>||' templates/reports/dossier.xml
  for n in 1 2 3 4 5 6 7 8 9; do
    run --job here --force; expect 0 "the other destination, $n"
  done
  demand "what was blocked in a destination is hidden by runs of another" test "$(grep -o 'class="state blocked"' output/index.html | wc -l)" -gt 1
}

# idle: on a terminal, a run with nothing due says so
idle() {
  fresh 'schedule="daily 04:15"'
  run; expect 0 "first"
  SOURCE_DATE_EPOCH=$((clock + 60)) python3 -c 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))' "$griffie" run </dev/null >"$work/out"
  demand "nothing due, on a terminal: ended with $?" test $? -eq 0
  demand "nothing due, on a terminal: not said: $(cat "$work/out")" grep -q "nothing is due.*'all' at 2022-07-02T04:15:00" "$work/out"
  SOURCE_DATE_EPOCH=$((clock + 60)) "$griffie" run >"$work/out" 2>"$work/err"
  demand "nothing due, and nobody looks: something was said" test ! -s "$work/err"
}

# a_worker PID: the id of a worker of the run, when there is one
a_worker() {
  local loader
  for loader in $(cat /proc/"$1"/task/"$1"/children 2>/dev/null); do
    cut -d' ' -f1 /proc/"$loader"/task/"$loader"/children 2>/dev/null
  done
}

# strike SIGNAL: a run with two workers; one of them gets the signal. Its status is the run's.
strike() {
  local run hit=
  SOURCE_DATE_EPOCH=$clock "$griffie" run --json --jobs 2 >"$work/out" 2>"$work/err" &
  run=$!
  while [ -z "$hit" ] && kill -0 $run 2>/dev/null; do hit=$(a_worker $run); done
  kill -"$1" "$hit" 2>/dev/null
  wait $run 2>/dev/null
}

workers() {
  fresh 'formats="pdf"'
  many 60
  strike SEGV; expect 1 "a worker that dies" 'ended by signal 11.*other editions are not touched'
  demand "a worker that dies: more than one edition is lost" is "$(with_status failed | wc -w)" 1
  demand "a worker that dies: the others are not there" is "$(with_status published | wc -w)" 60
  tidy "a worker that dies"
  run; expect 0 "after a worker that died"
  demand "after a worker that died: not only the lost edition" is "$(with_status published | wc -w)" 1
  batch 'formats="pdf"' '<limits edition-seconds="1"/>'
  sed -i 's/number="1000"/number="1001"/; s/amount="1000000"/amount="1000100"/' input/amounts.xml
  strike STOP; expect 1 "a worker that hangs" 'took longer than 1 second'
  demand "a worker that hangs: more than one edition is lost" is "$(with_status failed | wc -w)" 1
  tidy "a worker that hangs"
  fresh 'editions="region, gm0001, gm0002"' '<limits memory-mib="64"/>'
  many 900
  sed -i '/participation municipality="gm000[12]"/d' input/organisation.xml
  awk 'BEGIN { for (i = 0; i < 60000; i++) printf "woord%d ", i }' >input/texts/inkoop/tasks.md # only in the region's
  run; expect 1 "a worker without memory" 'dossier/region.*ran out of memory; 64 MiB'
  demand "a worker without memory: the others are not there" is "$(with_status published | wc -w)" 2
}

# interrupted SIGNAL STATUS
interrupted() {
  local run status
  fresh 'formats="pdf"'
  many 60
  SOURCE_DATE_EPOCH=$clock "$griffie" run --json >"$work/out" 2>"$work/err" &
  run=$!
  while [ -z "$(a_worker $run)" ] && kill -0 $run; do :; done
  kill -"$1" $run
  { wait $run; } 2>/dev/null
  status=$?
  demand "$1: ended with $status" is $status "$2"
  tidy "$1"
  whole "$1"
  demand "$1: processes live on" test -z "$(grep -lz "^$griffie\$" /proc/[0-9]*/cmdline 2>/dev/null | while read -r at; do
    [ "$(readlink "${at%cmdline}cwd")" = "$PWD" ] && echo "$at"; done)"
  run; expect 0 "after $1"
  demand "after $1: editions are not there" is "$(find output/dossier -type l | wc -l)" 61
}

two_at_once() {
  local first
  fresh 'formats="pdf"'
  many 40
  SOURCE_DATE_EPOCH=$clock "$griffie" run --quiet & first=$!
  while [ -z "$(a_worker $first)" ] && kill -0 $first; do :; done
  kill -STOP $first
  run; expect 75 "a second run" 'another run is busy'
  ( sleep 1; kill -CONT $first ) &
  run --now --wait 60; expect 0 "--wait"
  wait $first || demand "the first of two runs failed" false
  tidy "two runs"
}

replaced() {
  fresh
  cp input/amounts.xml a.xml
  sed 's/1000000/2000000/' a.xml >b.xml
  if strace -qq -o "$work/trace" true 2>/dev/null; then
    # between what is hashed and what is read, and back again
    SOURCE_DATE_EPOCH=$clock strace -qq -o "$work/trace" -e trace=socketpair -e inject=socketpair:delay_enter=400000 \
      "$griffie" run --json >"$work/out" 2>"$work/err" &
    sleep 0.25; cp b.xml input/new; mv input/new input/amounts.xml
    wait $!; expect 0 "an export that is replaced in between"
    cp a.xml input/new; mv input/new input/amounts.xml
    run; expect 0 "after it was put back"
    demand "figures of an export that is gone stay" is "$(with_status published)" "arnhem region renkum rozendaal "
  fi
  ( while [ -f a.xml ]; do for name in a b; do cp $name.xml input/.new; mv input/.new input/amounts.xml; done; done ) 2>/dev/null &
  for _ in 1 2 3 4 5 6; do
    run
    case $? in
    0) ;;
    65 | 74) demand "replaced while read: nothing was said" test -s "$work/err" ;;
    *) demand "replaced while read: ended with $?" false ;;
    esac
    whole "replaced while read"
  done
  mv a.xml last.xml
  wait
  cp last.xml input/amounts.xml
  rm -f input/.new
  run; expect 0 "after replacing"
  mkdir check; cp -R input templates check/; (cd check && "$griffie" render --quiet >/dev/null)
  demand "after replacing: other documents than those of the export" is \
    "$(published output | grep -v -e manifest.json -e '[.]changes ')" "$(published check/output | grep -v manifest.json)"
}

# as_nobody COMMAND...: a user who may only read
as_nobody() {
  if [ "$(id -u)" -eq 0 ]; then setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; else "$@"; fi
}

inputs() {
  local now
  fresh
  run; expect 0 "first"
  now=$(published output)
  rm -r input; run; expect 65 "no input" 'input: error|not found'
  mkdir input; run; expect 65 "empty input" 'error'
  demand "without input: other documents" is "$(published output)" "$now"
  fresh
  run; expect 0 "first"
  chmod -R a+rX "$work"
  chmod 000 input/amounts.xml
  chmod -R go= .output.griffie
  [ "$(id -u)" -eq 0 ] && chown -R 65534 output .output.griffie
  if as_nobody test -x "$griffie"; then
    behind as_nobody; expect 74 "an export that may not be read" 'amounts.xml.*(denied|read)'
    chmod 644 input/amounts.xml
    sed -i 's/1000000/3000000/' input/amounts.xml
    chmod -R a-w output
    behind as_nobody; expect 73 "an output folder that may not be written" 'denied|output'
    chmod -R u+w output
  fi
  chmod 644 input/amounts.xml
  demand "refused: other documents" is "$(published output)" "$now"
}

readers() {
  fresh
  run; expect 0 "first"
  local before
  before=$(sha256sum <output/dossier/renkum/dossier-renkum-2022.pdf)
  exec 8<output/dossier/renkum/dossier-renkum-2022.pdf
  sed -i 's/1000000/3000000/' input/amounts.xml
  run; expect 0 "somebody reads"
  demand "the new version is not there" test "$before" != "$(sha256sum <output/dossier/renkum/dossier-renkum-2022.pdf)"
  demand "what somebody reads was changed" is "$(sha256sum <&8)" "$before"
  exec 8<&-
}

clocks() {
  fresh 'schedule="daily 04:15"'
  for clock in $noon $((noon - 3 * day)) 0 $((noon + day)) 4102444800 $((noon + 2 * day)) 1648346400 1648350000; do
    run; expect 0 "clock at $clock"
  done
  demand "a clock that jumps: versions" is "$(find .output.griffie/.versions/dossier/renkum -mindepth 1 -maxdepth 1 -type d | wc -l)" 1
}

leavings() {
  fresh
  run; expect 0 "first"
  mkdir .output.griffie/.versions/dossier/renkum/0123456789abcdef.part output/.gen/dossier/renkum/0123456789abcdef.part output/.gen/dossier/arnhem/next.part
  echo half >output/.gen/dossier/renkum/0123456789abcdef.part/dossier.pdf
  ln -s ../.gen/dossier/renkum/0123456789abcdef output/dossier/.renkum.next
  touch -d '1 hour ago' .output.griffie/.lock
  sed -i 's/1000000/3000000/' input/amounts.xml
  run; expect 0 "after a run that died" 'left behind is taken over'
  tidy "after a run that died"
}

journals() {
  fresh
  run; expect 0 "first"
  head -c 8192 /dev/urandom >.output.griffie/journal.db
  rm -f .output.griffie/journal.db-*
  run; expect 0 "a damaged journal" 'journal'
  demand "a damaged journal was thrown away" test -n "$(find .output.griffie -name 'journal.db.damaged-*')"
  run; expect 0 "after a damaged journal"
  python3 -c 'import sqlite3; c = sqlite3.connect(".output.griffie/journal.db"); c.execute("pragma user_version = 99"); c.close()'
  sed -i 's/1000000/3000000/' input/amounts.xml
  run; expect 0 "a journal of a newer version" 'newer|version'
  demand "a journal of a newer version: nothing was made" is "$(with_status published)" "arnhem region renkum rozendaal "
  rm .output.griffie/journal.db*
  mkdir .output.griffie/journal.db
  sed -i 's/3000000/4000000/' input/amounts.xml
  run; expect 0 "no journal to be had" 'journal'
  demand "no journal to be had: nothing was made" is "$(with_status published)" "arnhem region renkum rozendaal "
}

# full: in a mount namespace of its own; leaves more and more room until a run succeeds
full() {
  local room refused=0 status
  fresh 'formats="pdf"'
  mkdir disk
  mount -t tmpfs -o size=4m tmpfs disk || exit 1
  cp -R input templates disk/
  cd disk || exit 1
  run; expect 0 "first"
  sed -i 's/1000000/3000000/' input/amounts.xml
  for ((room = 0; room < 2048; room += 8)); do
    dd if=/dev/zero of=filler bs=1k count=8192 status=none 2>/dev/null
    truncate -s "-${room}K" filler
    run; status=$?
    whole "$room KB free"
    rm filler
    [ $status -eq 0 ] && break
    demand "$room KB free: ended with $status" grep -qw $status <<<"1 73 74"
    demand "$room KB free: the messages do not say why" grep -q 'No space left' "$work/err"
    refused=$((refused + 1))
  done
  demand "no run found the disk full" test $refused -gt 0
  [ -s "$work/err" ] && demand "room for the documents: $(cat "$work/err")" grep -q 'journal' "$work/err"
  run; expect 0 "room again"
  tidy "full disk"
  sed -i 's/3000000/4000000/' input/amounts.xml
  mount -o remount,ro "$PWD"
  run; expect 73 "read-only disk" 'Read-only'
  cd .. && umount disk
}

# shellcheck source=/dev/null
if [ "${1:-}" = --full ]; then
  full
  finish
fi
for part in ${*:-due late changes jobs data_control bad_edition bad_jobs page idle workers stops two_at_once replaced inputs readers clocks leavings journals disk}; do
  case $part in
  stops)
    interrupted INT 130
    interrupted TERM 143
    ;;
  disk)
    if [ "$(id -u)" -eq 0 ] && unshare -m true 2>/dev/null; then
      demand "disk" unshare -m "$root/tests/tools/night.sh" --full
    else
      echo "night: a full disk was not tried: that takes a mount, and so root"
    fi
    ;;
  *) "$part" ;;
  esac
  [ -n "${VERBOSE:-}" ] && echo "night: $part: $SECONDS s"
done
finish
