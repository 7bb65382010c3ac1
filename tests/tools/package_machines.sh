#!/usr/bin/env bash
# package_machines.sh [RELEASE...]: the package on machines with nothing on them (default: bookworm trixie).
# For each, one machine builds it (setup.sh build, cpack) from the tracked files of HEAD, and another, with a systemd of its
# own, installs it: apt fetches what it asks for; --version; the samples rendered as the user griffie; a timer that is not
# enabled until somebody does so; a missed night whose run publishes inside the sandbox; purge leaves what is not ours.
# Needs root, debootstrap and a network; exits 77 with the reason where one is missing.
#   GR_PACKAGE_DIR=<folder>  work there, and leave it (5 GB); a machine NAME-base that is there is taken as it is
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 99
releases=("$@")
[ $# -gt 0 ] || releases=(bookworm trixie)
failed=0

skip() {
  echo "package: skipped: $*"
  exit 77
}
fail() {
  echo "package: $*"
  failed=1
}

[ "$(id -u)" -eq 0 ] || skip "only root may make a root folder"
for tool in debootstrap unshare chroot git; do
  command -v "$tool" >/dev/null || skip "$tool is not installed"
done
unshare --mount --pid --fork true 2>/dev/null || skip "this machine has no namespaces for us"

if [ -n "${GR_PACKAGE_DIR:-}" ]; then
  work=$GR_PACKAGE_DIR
  mkdir -p "$work" || exit 99
else
  work=$(mktemp -d) || exit 99
  trap 'rm -rf --one-file-system "$work"' EXIT
fi

# Where this machine itself gets Debian from.
mirror() {
  local codename
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk -v codename="$codename" '$1 == codename && $2 == "main" { print $3; exit }'
}

# inside ROOT USER COMMAND: in a login shell there
inside() {
  unshare --mount --pid --fork --kill-child --mount-proc="$1/proc" chroot "$1" su - "$2" -s /bin/sh -c "$3" </dev/null
}

# build RELEASE: $work/RELEASE.deb, made on that release
build() {
  local root=$work/$1-build
  [ -d "$root" ] || cp -a "$work/$1-base" "$root"
  rm -rf "$root/root/griffie" && mkdir -p "$root/root/griffie"
  git -c safe.directory='*' archive HEAD | tar -x -C "$root/root/griffie"
  inside "$root" root "cd griffie && ./setup.sh build && DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
    --no-install-recommends dpkg-dev file lintian && cd build && SOURCE_DATE_EPOCH=$epoch nice cpack" >"$work/$1.build.log" 2>&1 ||
    { fail "$1: the package is not built"; tail -n 20 "$work/$1.build.log"; return 1; }
  rm -f "$work/$1".deb && cp "$root"/root/griffie/build/griffie_*.deb "$work/$1.deb" || return 1
  inside "$root" root "lintian --allow-root -I --fail-on error,warning,info griffie/build/griffie_*.deb" >"$work/$1.lintian" 2>&1 ||
    { fail "$1: lintian:"; cat "$work/$1.lintian"; }
  echo "package: $1: $(dpkg-deb -f "$work/$1.deb" Package Version Depends | tr '\n' ' ')"
}

# settle RELEASE: installed on a machine with nothing on it
settle() {
  local root=$work/$1-clean
  rm -rf --one-file-system "$root"
  cp -a "$work/$1-base" "$root" && cp "$work/$1.deb" "$root/root/griffie.deb"
  inside "$root" root "apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    ./griffie.deb" >"$work/$1.install.log" 2>&1 ||
    { fail "$1: the package is not installed"; tail -n 20 "$work/$1.install.log"; return 1; }
  inside "$root" root "griffie --version" || fail "$1: --version"
  [ -z "$(inside "$root" root "systemctl is-enabled griffie.timer" | grep -v '^disabled$')" ] || fail "$1: the timer is enabled"
  [ "$(chroot "$root" stat -c '%U:%G %a' /var/lib/griffie/input /var/lib/griffie/output /var/lib/griffie/state | tr '\n' ' ')" = \
    "root:griffie 2770 griffie:griffie 750 griffie:griffie 700 " ] || fail "$1: folders: $(ls -l "$root/var/lib/griffie")"
  inside "$root" griffie "griffie render --input /usr/share/griffie/sample/input --templates /usr/share/griffie/sample/templates \
    --output /tmp/documents" >"$work/$1.list" 2>"$work/$1.render.log" ||
    { fail "$1: render as the user griffie"; cat "$work/$1.render.log"; }
  grep -q 'overdrachtsdossier-renkum.*\.pdf$' "$work/$1.list" && grep -q '\.xlsx$' "$work/$1.list" || fail "$1: no documents"
  echo "package: $1: $(wc -l <"$work/$1.list") files rendered as the user griffie"
}

# What is started there, and looks when it is over.
cat >"$work/look" <<'END'
#!/bin/sh
systemctl is-system-running >/result/running # degraded: a console that is not here
for _ in $(seq 200); do # the timer waits for up to a minute
    [ "$(systemctl show -P ExecMainExitTimestampMonotonic griffie.service)" != 0 ] && break
    sleep 1
done
sleep 2
systemctl show -P Result -P ExecMainStatus -P ConditionResult griffie.service | tr '\n' ' ' >/result/service
systemctl list-timers --all --no-pager griffie.timer >/result/timers
systemd-analyze security --no-pager griffie.service | tail -n 1 >/result/security
journalctl --no-pager -u griffie.service >/result/journal 2>&1
find /var/lib/griffie/output/ -name '*.pdf' >/result/documents
systemctl --force --force poweroff
END
cat >"$work/look.service" <<'END'
[Unit]
DefaultDependencies=no
After=basic.target
[Service]
ExecStart=/root/look
END
cat >"$work/boot" <<'END'
set -e
R=$1
mount --make-rprivate /
mount --bind "$R" "$R"
mount --bind "$2" "$R/result"
mount -t proc proc "$R/proc"
mount -t sysfs -o ro sysfs "$R/sys"
mount -t tmpfs tmpfs "$R/sys/fs/cgroup"
mount -t cgroup2 cgroup2 "$R/sys/fs/cgroup" 2>/dev/null || true
for d in run tmp dev; do mount -t tmpfs tmpfs "$R/$d"; done
chmod 1777 "$R/tmp"
for d in "null 1 3" "zero 1 5" "full 1 7" "random 1 8" "urandom 1 9" "tty 5 0"; do
    # shellcheck disable=SC2086 # three words
    set -- $d
    mknod -m666 "$R/dev/$1" c "$2" "$3"
done
mkdir "$R/dev/pts" "$R/dev/shm"
mount -t devpts -o newinstance devpts "$R/dev/pts"
ln -s pts/ptmx "$R/dev/ptmx"
cd "$R"
pivot_root . mnt
umount -l mnt
exec chroot . /usr/bin/env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --unit=machine.target --log-target=console --show-status=1
END

# night RELEASE: systemd begins there, with a timer that somebody enabled and that has missed a night
night() {
  local root=$work/$1-clean result=$work/$1-result
  rm -rf "$result" && mkdir -p "$result" "$root/result" "$root/var/lib/systemd/timers"
  cp -R "$root/usr/share/griffie/sample/templates/." "$root/etc/griffie/templates/"
  cp -R "$root/usr/share/griffie/sample/input/." "$root/var/lib/griffie/input/"
  chroot "$root" chgrp -R griffie /var/lib/griffie/input
  install -m 755 "$work/look" "$root/root/look"
  cp "$work/look.service" "$root/etc/systemd/system/look.service"
  printf '[Unit]\nRequires=basic.target look.service\nAfter=basic.target\n' >"$root/etc/systemd/system/machine.target"
  inside "$root" root "systemctl enable griffie.timer" >"$work/$1.enable" 2>&1 || fail "$1: the timer cannot be enabled"
  touch -d '3 days ago' "$root/var/lib/systemd/timers/stamp-griffie.timer"
  timeout -k 5 300 unshare --mount --pid --fork --uts --ipc --net --cgroup --kill-child=KILL \
    sh "$work/boot" "$root" "$result" >"$work/$1.console" 2>&1
  [ -s "$result/service" ] || { tail -n 5 "$work/$1.console"; skip "this machine does not let systemd begin"; }
  grep -q 'overdrachtsdossier-renkum' "$result/documents" ||
    { fail "$1: the timer's service published nothing: $(cat "$result/service")"; tail -n 20 "$result/journal"; return 1; }
  grep -q '^success 0 yes' "$result/service" || { fail "$1: griffie.service: $(cat "$result/service")"; tail -n 20 "$result/journal"; }
  [ "$(stat -c %u "$root/var/lib/griffie/output/handover-dossier/renkum/"*.pdf)" = "$(chroot "$root" id -u griffie)" ] ||
    fail "$1: the documents are not those of the user griffie"
  echo "package: $1: after a missed night griffie.service published $(wc -l <"$result/documents") PDFs:" \
    "$(cat "$result/service")$(cat "$result/security")"
}

# purge RELEASE: what is not ours stays
purge() {
  local root=$work/$1-clean
  inside "$root" root "DEBIAN_FRONTEND=noninteractive apt-get purge -y -q griffie" >"$work/$1.purge.log" 2>&1 ||
    { fail "$1: purge"; tail -n 5 "$work/$1.purge.log"; }
  [ -e "$root/usr/bin/griffie" ] || [ -L "$root/etc/systemd/system/timers.target.wants/griffie.timer" ] && fail "$1: something is left"
  [ -s "$root/etc/griffie/templates/batch.xml" ] && [ -s "$root/var/lib/griffie/input/budgets-2022.xml" ] &&
    [ -e "$root/var/lib/griffie/output/handover-dossier/renkum" ] || fail "$1: purge threw away what is not ours"
}

from=$(mirror)
[ -n "$from" ] || skip "apt does not say where this machine gets Debian from"
epoch=$(git -c safe.directory='*' log -1 --format=%ct) || exit 99
for release in "${releases[@]}"; do
  if [ ! -d "$work/$release-base" ]; then
    debootstrap --variant=minbase "$release" "$work/$release-base" "$from" >"$work/$release.debootstrap" 2>&1 || {
      tail -n 3 "$work/$release.debootstrap"
      skip "no $release to be had here"
    }
  fi
  build "$release" && settle "$release" && night "$release" && purge "$release"
done
exit $failed
