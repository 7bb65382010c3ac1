#!/bin/sh
# timers.sh PROGRAM: our units under a real systemd, which runs as process 1 of a machine of its own: namespaces over this
# one's files. PROGRAM is test_schedule_units, GRIFFIE the griffie that is started by the units (as `render`).
#   a timer that missed three nights starts its job exactly once; one that missed nothing does not
#   griffie makes its documents inside the sandbox; what it may not touch stays untouched
#   75 is tried again until it goes through, 4 is told of and not tried again
# Only root may do this; exits 77 for others.
set -u
program=$1
[ "$(id -u)" = 0 ] && [ -x /lib/systemd/systemd ] && command -v unshare >/dev/null || exit 77
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d) || exit 77
trap 'rm -rf "$work"' EXIT
failed=0

fail() { echo "timers: $1" >&2; failed=1; }

mkdir -p "$work/units" "$work/root" "$work/layer" "$work/out"
"$program" "$work/units" /srv/griffie/start || exit 1
cp "$GRIFFIE" "$work/griffie"

# What the units start. Each job has an outcome of its own; they leave a line each time.
cat >"$work/start" <<'END'
#!/bin/sh
job=$3
output=/var/lib/griffie/output
echo "$job" >>"$output/started"
for folder in /srv/griffie/input /usr/open /home/open; do
    touch "$folder/$job" 2>/dev/null && echo "$job $folder" >>"$output/escaped"
done
case $job in
dossiers)
    shift 4
    exec /srv/griffie/griffie render --quiet --report handover-dossier --edition renkum "$@"
    ;;
newsletter) [ "$(grep -c newsletter "$output/started")" -ge 3 ] || exit 75 ;;
annual-report) exit 4 ;;
esac
END

# Runs inside: waits until nothing is left to do, writes down what became of each unit, and puts the machine off.
cat >"$work/look" <<'END'
#!/bin/sh
units="griffie-mgr-night-dossiers griffie-mgr-night-newsletter griffie-mgr-night-annual-report"
for _ in $(seq 120); do
    busy=no
    for unit in $units; do
        case $(systemctl show -P ActiveState "$unit.service") in
        activating | deactivating | reloading) busy=yes ;;
        esac
        [ "$(systemctl show -P LastTriggerUSec "$unit.timer")" = n/a ] && busy=yes
    done
    [ $busy = no ] && break
    sleep 1
done
sleep 3 # a second start would come now
for unit in $units; do
    echo "$unit $(systemctl show -P Result "$unit.service") $(systemctl show -P ExecMainStatus "$unit.service")"
done >/result/units
systemctl list-timers --all 'griffie-*' >/result/timers
for unit in $units; do
    echo "$unit $(systemctl show -P ExecMainExitTimestampMonotonic "griffie-mgr-night-failed@$unit.service")"
done >/result/told
journalctl --no-pager -o short >/result/journal 2>/dev/null
cp /var/lib/griffie/output/started /var/lib/griffie/output/escaped /result 2>/dev/null
find /var/lib/griffie/output/ -name '*.pdf' >/result/documents
systemctl --force --force poweroff
END

cat >"$work/look.service" <<'END'
[Unit]
DefaultDependencies=no
After=basic.target
[Service]
ExecStart=/srv/griffie/look
END

# The machine: this one's files below a layer that is thrown away; no units of its own but the basic ones and ours.
cat >"$work/boot" <<'END'
set -e
work=$1 here=$2
R=$work/root
mount --make-rprivate /
mount -t tmpfs tmpfs "$work/layer"
mkdir "$work/layer/up" "$work/layer/work"
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/layer/up,workdir=$work/layer/work" "$R"
find "$R/etc/systemd/system" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
rm -rf "$R/var/lib/griffie" "$R/srv/griffie" "$R/var/log/journal" "$R/var/lib/systemd/timers"
mkdir -p "$R/srv/griffie" "$R/result" "$R/var/lib/systemd/timers" "$R/etc/griffie" "$R/etc/systemd/system/timers.target.wants"
cp -R "$here/input" "$work/griffie" "$work/start" "$work/look" "$R/srv/griffie"
cp -R "$here/templates" "$R/etc/griffie"
chmod 755 "$R/srv/griffie/start" "$R/srv/griffie/look" "$R/srv/griffie/griffie"
chmod -R a+rX "$R/srv/griffie" "$R/etc/griffie"
mkdir "$R/usr/open" "$R/home/open" # open to everybody: only the sandbox is between
chmod 1777 "$R/usr/open" "$R/home/open" "$R/srv/griffie/input"
echo 'griffie:x:4321:4321::/nonexistent:/usr/sbin/nologin' >>"$R/etc/passwd"
echo 'griffie:x:4321:' >>"$R/etc/group"
install -d "$R/var/lib/griffie"
install -d -o 4321 -g 4321 -m 0700 "$R/var/lib/griffie/state" # as docs/operations.md asks
for unit in "$work"/units/griffie-mgr-night-* "$work"/units/griffie-all-yearly.*; do
    sed 's/^RestartSec=.*/RestartSec=1s/; s/^RandomizedDelaySec=.*/RandomizedDelaySec=0/' "$unit" >"$R/etc/systemd/system/$(basename "$unit")"
done
cp "$work/look.service" "$R/etc/systemd/system/look.service"
for timer in "$R"/etc/systemd/system/griffie-*.timer; do
    ln -s "$timer" "$R/etc/systemd/system/timers.target.wants/$(basename "$timer")"
    touch -d '3 days ago' "$R/var/lib/systemd/timers/stamp-$(basename "$timer")"
done
# these two are due once a month and once a year: the stamps say that they have missed one
touch -d '400 days ago' "$R/var/lib/systemd/timers/stamp-griffie-mgr-night-newsletter.timer" "$R/var/lib/systemd/timers/stamp-griffie-mgr-night-annual-report.timer"
touch "$R/var/lib/systemd/timers/stamp-griffie-all-yearly.timer" # this one has missed nothing
mount -t proc proc "$R/proc"
mount -t sysfs -o ro sysfs "$R/sys"
mount -t tmpfs tmpfs "$R/sys/fs/cgroup"
mount -t cgroup2 cgroup2 "$R/sys/fs/cgroup" 2>/dev/null || true
mount -t tmpfs tmpfs "$R/run"
mount -t tmpfs tmpfs "$R/tmp"
mount -t tmpfs tmpfs "$R/dev"
for d in "null 1 3" "zero 1 5" "full 1 7" "random 1 8" "urandom 1 9" "tty 5 0"; do
    # shellcheck disable=SC2086 # three words
    set -- $d
    mknod -m666 "$R/dev/$1" c "$2" "$3"
done
mkdir "$R/dev/pts" "$R/dev/shm"
mount -t devpts -o newinstance devpts "$R/dev/pts"
ln -s pts/ptmx "$R/dev/ptmx"
mount --bind "$work/out" "$R/result"
printf '[Unit]\nRequires=basic.target look.service\nAfter=basic.target\n' >"$R/etc/systemd/system/machine.target"
# not a mere chroot: from one, the kernel gives no service a user namespace of its own
cd "$R"
pivot_root . mnt
umount -l mnt
exec chroot . /usr/bin/env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --unit=machine.target --log-target=console --show-status=1
END

timeout -k 5 180 unshare --mount --pid --fork --uts --ipc --net --cgroup --kill-child=KILL sh "$work/boot" "$work" "$here" >"$work/console" 2>&1
if [ ! -s "$work/out/units" ]; then
    echo "timers: this machine does not let systemd begin:" >&2
    tail -n 5 "$work/console" >&2
    [ -n "${KEEP:-}" ] && cp -R "$work" "$KEEP"
    exit 77
fi
[ -n "${KEEP:-}" ] && cp -R "$work/out" "$work/console" "$KEEP"

unit() { # unit JOB RESULT STATUS
    grep -qx "griffie-mgr-night-$1 $2 $3" "$work/out/units" ||
        fail "job $1: $(grep -- "-$1 " "$work/out/units"), not '$2 $3'"
}
started() { # started JOB TIMES
    n=$(grep -cx "$1" "$work/out/started" 2>/dev/null)
    [ "$n" = "$2" ] || fail "job $1 was started $n times, not $2"
}
told() { # told JOB yes|no
    answer=yes
    grep -qx "griffie-mgr-night-$1 0" "$work/out/told" && answer=no
    [ "$answer" = "$2" ] || fail "job $1: told of a failure: $answer"
}
unit dossiers success 0
unit newsletter success 0
unit annual-report exit-code 4
started dossiers 1
started newsletter 3
started annual-report 1
started yearly 0
told dossiers no
told newsletter no
told annual-report yes
grep -q 'griffie\[.*annual-report did not go well' "$work/out/journal" || fail "the journal says nothing of the job that failed"
[ -e "$work/out/escaped" ] && fail "the sandbox let through: $(cat "$work/out/escaped")"
grep -q 'overdrachtsdossier-renkum' "$work/out/documents" || fail "no document was made inside the sandbox"
[ "$failed" = 0 ] || { tail -n 20 "$work/out/journal" >&2; exit 1; }
