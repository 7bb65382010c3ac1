#!/bin/sh
# units.sh PROGRAM: the systemd units and crontabs of the unit tests (test_schedule_units) as systemd and cron read them.
#   systemd-analyze verify says nothing; security: exposure of every service below 2.0; calendar: timers fire when griffie
#   thinks a job is due; crontab -n finds nothing; the test in a crontab line lets the right moments through.
# Exits 77 when neither systemd-analyze nor crontab is here.
set -u
program=$1
work=$(mktemp -d) || exit 77
trap 'rm -rf "$work"' EXIT
failed=0
status=77
export LC_ALL=C

fail() { echo "units: $1" >&2; failed=1; }
here_is() { command -v "$1" >/dev/null 2>&1; }

mkdir "$work/units"
"$program" "$work/units" /bin/true || { echo "units: no units were written" >&2; exit 1; }

# verify says what it does not know on stderr and still exits 0
verify() {
    for unit in "$work"/units/*.service "$work"/units/*.timer; do
        systemd-analyze verify --man=no "$unit" >"$work/said" 2>&1 || fail "verify refuses $(basename "$unit")"
        if [ -s "$work/said" ]; then
            fail "verify says: $(cat "$work/said")"
        fi
    done
}

security() {
    for unit in "$work"/units/*.service; do
        # mail programs become another user, which a sandbox forbids: this one reads the outbox and nothing else
        case $unit in *-mail.service) continue ;; esac
        systemd-analyze security --no-pager --offline=true --threshold=20 "$unit" >"$work/said" 2>&1 ||
            fail "$(basename "$unit") is too open: $(tail -n 1 "$work/said")"
    done
}

# next_of LINE AT: the first moment after AT, in seconds since 1970
next_of() {
    systemd-analyze calendar --base-time="@$2" --iterations=1 "$1" 2>/dev/null |
        sed -n 's/^ *(in UTC): //p; s/^ *Next elapse: \(.*UTC\)$/\1/p' | head -n 1 | xargs -I{} date -u -d {} +%s
}

calendar() {
    "$program" calendar >"$work/due"
    while IFS='|' read -r at lines moments what; do
        for moment in $moments; do
            first=
            rest=$lines
            while [ -n "$rest" ]; do
                line=${rest%%;*}
                case $rest in *";"*) rest=${rest#*;} ;; *) rest= ;; esac
                next=$(next_of "$line" "$at")
                if [ -z "$first" ] || [ "$next" -lt "$first" ]; then first=$next; fi
            done
            [ "$first" = "$moment" ] || fail "$what after $at: systemd says '$first', griffie $moment"
            at=$moment
        done
    done <"$work/due"
}

crontabs() {
    for file in "$work"/units/*.crontab; do
        crontab -n "$file" >"$work/said" 2>&1 || fail "crontab refuses $(basename "$file"): $(cat "$work/said")"
    done
}

# The shell half of each crontab line, asked at moments: "JOB DATE yes|no". A `date` in front of the path has the moment.
questions() {
    mkdir "$work/bin"
    cat >"$work/bin/date" <<'END'
#!/bin/sh
[ "$1" = -d ] && { shift; day=$(TZ=$TZ /bin/date -d "@$NOW" +%F); exec /bin/date -d "$day 12:00 1 day" "$2"; }
exec /bin/date -d "@$NOW" "$@"
END
    chmod +x "$work/bin/date"
    while read -r job day time answer; do
        line=$(sed -n "/ run --job $job /s/^[0-9]* \* \* \* \* //p" "$work/units/all.crontab" | sed 's/\\%/%/g')
        # what would be started becomes a word on stdout
        line=$(printf '%s' "$line" | sed 's/) [^)]* run --job .* ;; esac$/) echo yes ;; esac/')
        NOW=$(date -u -d "$day $time" +%s)
        got=$(NOW=$NOW PATH="$work/bin:$PATH" sh -c "$line")
        [ "${got:-no}" = "$answer" ] || fail "crontab, job $job at $day $time UTC: ${got:-no}, not $answer"
    done <<'END'
daily 2026-11-22 03:15 yes
daily 2026-11-22 04:15 no
daily 2026-07-22 02:15 yes
weekly 2026-11-23 22:59 yes
weekly 2026-11-24 22:59 no
weekly 2026-11-26 22:59 yes
days 2026-11-15 03:15 yes
days 2026-11-16 03:15 no
days 2026-12-01 03:15 yes
last 2026-11-30 03:15 yes
last 2026-12-30 03:15 no
last 2028-02-28 03:15 no
last 2028-02-29 03:15 yes
first-and-last 2026-12-01 03:15 yes
first-and-last 2026-12-31 03:15 yes
first-and-last 2026-12-15 03:15 no
ends 2026-12-05 03:15 yes
ends 2026-12-29 03:15 yes
ends 2026-12-31 03:15 no
ends 2026-02-28 03:15 yes
ends 2028-02-28 03:15 no
ends 2028-02-29 03:15 yes
yearly 2027-01-01 23:00 yes
yearly 2027-01-02 00:00 no
leap 2026-02-28 04:00 yes
leap 2028-02-28 04:00 no
leap 2028-02-29 04:00 yes
END
}

if here_is systemd-analyze; then
    status=0
    verify
    security
    calendar
fi
if here_is crontab; then
    status=0
    crontabs
    questions
fi
[ $failed = 0 ] || exit 1
exit $status
