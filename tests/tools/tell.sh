#!/bin/sh
# What a run tells besides its exit status: index page, mails, metrics, one text for cron, priorities for the
# journal, events, progress: tell.sh GRIFFIE. What is demanded of the files stands in check_told.py. Prints a line for
# each demand that is not met; exit 1 when there is one.
. "$(dirname "$0")/trial.sh"
here=$(cd "$(dirname "$0")" && pwd) || exit 99
export PYTHONDONTWRITEBYTECODE=1
unset JOURNAL_STREAM
cp -R "$base" "$work/run"
cd "$work/run" || exit 99
mkdir "$work/sent"

# run STATUS WHAT [OPTION...]: a night in which everything is due
run() {
  want=$1 what=$2
  shift 2
  rm -f "$work"/sent/*
  "$griffie" run --now "$@" >"$work/out" 2>"$work/err"
  status=$?
  [ $status = "$want" ] || { fail "$what: exit status $status, not $want"; cat "$work/err"; }
}
check() { # WHAT ARGUMENT...
  python3 "$here/check_told.py" "$@" || failed=1
}
amount() { sed "s|amount=\"1000000\"|amount=\"$1\"|" "$base/input/amounts.xml" >input/amounts.xml; }
mailer() { # COMMAND: what becomes of a mail
  printf '#!/bin/sh\n[ "$*" = "-t -i" ] || exit 64\n%s\n' "$1" >"$work/mailer"
  chmod +x "$work/mailer"
}
takes='cat >"'$work'/sent/$$.eml"'
batch() { # LINES OF THE JOB
  cat >templates/batch.xml <<XML
<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam" title="Caf&#xe9; &#x20ac; &lt;raad&gt;">
  <mail sender="griffie@mgr.example" program="$work/mailer" links="https://x.example/d"/>
  <metrics file="$work/griffie.prom"/>
  <job id="dossiers" report="dossier" schedule="daily 04:15" deadline="07:00">
    $1
  </job>
</batch>
XML
}

all='<recipient address="whole@mgr.example" when="always" with="documents"/>
    <recipient address="renkum@x.example" edition="renkum" when="change" with="documents"/>
    <recipient address="arnhem@x.example" edition="arnhem" when="change" with="links"/>
    <recipient address="fault@x.example"/>'
batch "$all"
mailer "$takes"

# all is well: silence, mails to those who want news, a page, figures
run 0 "first night" --quiet
[ ! -s "$work/out" ] && [ ! -s "$work/err" ] || { fail "a night that went well was not silent"; cat "$work/out" "$work/err"; }
check mails "$work/sent" arnhem@x.example renkum@x.example whole@mgr.example
check own "$work/sent"
check metrics "$work/griffie.prom" 0
check page output
[ "$(stat -c %a "$work/griffie.prom")" = 644 ] || fail "the collector cannot read the figures"

# the same again: no news
run 0 "a night without changes" --quiet
check mails "$work/sent" whole@mgr.example
check page output
grep -q '>Gepubliceerd<' output/index.html && [ "$(grep -c 'class="state published"' output/index.html)" -gt 9 ] &&
  fail "the page calls published what is unchanged"

# events
amount 2000000
run 0 "events" --json
check events "$work/out" 0

# a broken export: one text, no second time; figures and page tell it; everybody hears
echo "<broken" >input/amounts.xml
run 65 "a broken export" --quiet
check cron "$work/err" 65
check mails "$work/sent" arnhem@x.example fault@x.example renkum@x.example whole@mgr.example
grep -l 'amounts.xml' "$work"/sent/* | while read -r mail; do
  grep -q '^To: \(renkum\|arnhem\)@' "$mail" && echo "tell: somebody of one edition got messages of the run"
done | grep . && failed=1
check metrics "$work/griffie.prom" 65
check page output
grep -q 'Er kon niets worden gepubliceerd' output/index.html || fail "the page does not say that nothing was published"
run 65 "a broken export, as events" --json
check events "$work/out" 65
JOURNAL_STREAM=8:1 "$griffie" run --now --quiet >"$work/out" 2>"$work/err"
check priorities "$work/err"

# a mail program that refuses: one warning, the mails wait, and go with the next night
amount 3000000
mailer 'echo "no queue" >&2; exit 75'
run 0 "mails refused" --quiet
[ "$(grep -c 'O133' "$work/err")" = 1 ] || { fail "refused mails are not one warning"; cat "$work/err"; }
grep -q 'no queue' "$work/err" || fail "the warning does not say why"
waiting=$(find .output.griffie/outbox -name '*.eml' | wc -l)
[ "$waiting" = 3 ] || fail "$waiting mails wait, not 3"
mailer "$takes"
run 0 "the next night" --quiet
[ ! -s "$work/err" ] || { fail "mails went, and yet:"; cat "$work/err"; }
[ -z "$(find .output.griffie/outbox -type f)" ] || fail "mails still wait"
[ "$(find "$work/sent" -name '*.eml' | wc -l)" = 4 ] || fail "not three mails of before and one of now"

# a warning that stays is mailed once, by cron; again when another comes, or one goes
batch "$all <recipient address=\"idle@x.example\" edition=\"nowhere\"/>"
run 0 "a warning" --quiet
grep -q 'B107' "$work/err" || { fail "a warning is not told"; cat "$work/err"; }
run 0 "the same warning" --quiet
[ ! -s "$work/err" ] || { fail "a warning that stays is mailed every night:"; cat "$work/err"; }
run 0 "the same warning, and news" --quiet --force
[ ! -s "$work/err" ] || { fail "a warning that stays is mailed with news:"; cat "$work/err"; }
JOURNAL_STREAM=8:1 "$griffie" run --now --quiet >"$work/out" 2>"$work/err"
grep -q 'B107' "$work/err" || fail "systemd's journal does not have a warning that stays"
run 0 "the same warning, not quiet"
grep -q 'B107' "$work/err" || fail "who asks for it does not see a warning that stays"
batch "$all <recipient address=\"idle@x.example\" edition=\"nowhere\"/><recipient address=\"idle@x.example\" edition=\"never\"/>"
run 0 "another warning" --quiet
[ "$(grep -c 'B107' "$work/err")" = 2 ] || { fail "another warning is not told"; cat "$work/err"; }
batch "$all <recipient address=\"idle@x.example\" edition=\"nowhere\"/>"
run 0 "one warning less" --quiet
[ "$(grep -c 'B107' "$work/err")" = 1 ] || { fail "that a warning went is not told"; cat "$work/err"; }
batch "$all"
run 0 "no warning" --quiet
[ ! -s "$work/err" ] || { fail "nothing to warn of, and yet:"; cat "$work/err"; }

# where mail programs cannot work, none is started
if command -v setpriv >/dev/null 2>&1; then
  amount 4000000
  rm -f "$work"/sent/*
  setpriv --no-new-privs "$griffie" run --now --quiet >"$work/out" 2>"$work/err" || fail "a night in a sandbox"
  [ ! -s "$work/err" ] || { fail "a sandbox is no reason to warn"; cat "$work/err"; }
  [ "$(find .output.griffie/outbox -name '*.eml' | wc -l)" = 3 ] || fail "mails of a sandbox do not wait"
  [ -z "$(find "$work/sent" -type f)" ] || fail "a mail program was started in a sandbox"
  rm -rf .output.griffie/outbox
fi

# figures and page that cannot be written are warnings
rm -rf "$work/griffie.prom" output/index.html
mkdir "$work/griffie.prom" output/index.html
run 0 "no page, no figures" --quiet
grep -q O131 "$work/err" && grep -q O132 "$work/err" || { fail "what cannot be written is not told"; cat "$work/err"; }
rmdir "$work/griffie.prom" output/index.html

# a terminal: a bar, an estimate, nothing wider than the window
check progress "$griffie" 80
check progress "$griffie" 30
exit $failed
