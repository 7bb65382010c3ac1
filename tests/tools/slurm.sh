#!/usr/bin/env bash
# slurm.sh: docs/examples/griffie.sbatch under a real Slurm: munged, slurmctld and slurmd of our own on this machine, which
# go when the test ends. Root only; exits 77 for others and where Slurm is not installed.
#   an array of four shards and a job that collects: byte for byte the output of one run
#   a shard that is killed: the collecting job refuses, every link stays; run again, it goes through
# shellcheck source=tests/tools/robust.sh
. "$(dirname "$0")/robust.sh"
if [ "$(id -u)" -ne 0 ] || ! command -v munged >/dev/null || ! command -v slurmctld >/dev/null || ! command -v slurmd >/dev/null; then
  echo "slurm: needs root, slurm-wlm and munge"
  exit 77
fi
if [ "${GR_TIER:-long}" != long ]; then
  echo "slurm: tried in the long tier"
  exit 77
fi
pids=()
finish() {
  local pid
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null; done
  [ -s "$work/munge/pid" ] && kill "$(cat "$work/munge/pid")" 2>/dev/null
  rm -rf "$work"
}
trap finish EXIT
chmod 755 "$work"
export SLURM_CONF=$work/slurm.conf

start_cluster() {
  local host
  host=$(hostname -s)
  mkdir -p "$work"/{munge,ctld,slurmd,log}
  chmod 700 "$work/munge"
  head -c 128 /dev/urandom >"$work/munge/key"
  chmod 400 "$work/munge/key"
  chmod 711 "$work"
  munged --force --foreground --key-file="$work/munge/key" --socket="$work/munge.socket" --pid-file="$work/munge/pid" \
    --log-file="$work/munge/log" --seed-file="$work/munge/seed" >"$work/log/munged" 2>&1 &
  pids+=($!)
  cat >"$SLURM_CONF" <<END
ClusterName=griffie
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge.socket
CredType=cred/munge
SlurmctldPort=26817
SlurmdPort=26818
StateSaveLocation=$work/ctld
SlurmdSpoolDir=$work/slurmd
SlurmctldPidFile=$work/ctld/pid
SlurmdPidFile=$work/slurmd/pid
SlurmctldLogFile=$work/log/slurmctld
SlurmdLogFile=$work/log/slurmd
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
ReturnToService=2
MpiDefault=none
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
SchedulerParameters=sched_interval=2,sched_min_interval=0,bf_interval=2
MinJobAge=600
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=night Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
  slurmctld -D -c >"$work/log/ctld.out" 2>&1 &
  pids+=($!)
  slurmd -D -c -N "$host" >"$work/log/d.out" 2>&1 &
  pids+=($!)
  for _ in $(seq 60); do
    sinfo -h -o %t 2>/dev/null | grep -q '^idle$' && return 0
    sleep 1
  done
  tail -n 5 "$work"/log/* >&2
  return 1
}

# state JOB: the states of its tasks, and exit codes
state() { scontrol -o show job "$1" 2>/dev/null | sed 's/.*JobState=\([^ ]*\).*ExitCode=\([^ ]*\).*/\1 \2/' | sort | uniq -c | xargs; }

# finished JOB: waits until nothing of it is pending or runs
finished() {
  for _ in $(seq 120); do
    scontrol -o show job "$1" 2>/dev/null | grep -qE 'JobState=(PENDING|RUNNING|CONFIGURING|COMPLETING|SUSPENDED)' || return 0
    sleep 1
  done
  return 1
}

# all_but_history FOLDER: names, links and bytes, but for the id
all_but_history() {
  (cd "$1" && find . -name .griffie -prune -o -type l -printf '%p -> %l\n' -o -type f -exec sha256sum {} + | sort)
}

same() {
  all_but_history "$work/plain" >"$work/left"
  all_but_history "$work/output" >"$work/right"
  diff "$work/left" "$work/right" >"$work/diff" || { head -n 5 "$work/diff" >&2; return 1; }
}
links() { (cd "$1" && find . -type l -printf '%p %l\n' | sort); }
plain() { "$griffie" run --now --quiet --input "$work/site/input" --templates "$work/site/templates" --output "$work/plain" >/dev/null; }

# submit NIGHT: the shards and what collects them, as docs/examples/griffie.sbatch does; sets $shards and $collector
submit() {
  shards=$(sbatch --parsable --array=1-4 --output="$work/log/$1-%a" --export=ALL,NIGHT="$1" "$root/docs/examples/griffie.sbatch" shard)
  collector=$(sbatch --parsable --output="$work/log/$1-collect" --dependency="afterany:$shards" --kill-on-invalid-dep=yes \
    --export=ALL,NIGHT="$1",SHARDS=4 "$root/docs/examples/griffie.sbatch" collect)
  finished "$shards" && finished "$collector"
}

mkdir -p "$work/site" "$work/output"
cp -R "$root/input" "$root/templates" "$work/site"
cat >"$work/griffie" <<END
#!/bin/sh
[ -n "\$KILLED" ] && [ "\$KILLED" = "\$SLURM_ARRAY_TASK_ID" ] && exec timeout -s KILL 0.05 "$griffie" "\$@"
exec "$griffie" "\$@"
END
chmod 755 "$work/griffie"
export GRIFFIE=$work/griffie INPUT=$work/site/input TEMPLATES=$work/site/templates OUTPUT=$work/output STATE=$work/.output.griffie OPTIONS=--now
SECONDS=0
start_cluster || { echo "slurm: no cluster could be started" >&2; exit 1; }
echo "slurm: $(slurmctld -V), idle after $SECONDS s"

SECONDS=0
demand "the jobs did not end" submit night
demand "one run failed" plain
demand "shards: $(state "$shards")" test "$(state "$shards")" = "4 COMPLETED 0:0"
demand "collect: $(state "$collector") $(tail -n 3 "$work/log/night-collect")" test "$(state "$collector")" = "1 COMPLETED 0:0"
demand "four shards are not one run" same
echo "slurm: four shards and their collection: $(all_but_history "$work/output" | wc -l) files and links are the same, $SECONDS s"

# one shard is killed when it has begun; what it would have made is missing
before=$(links "$work/output")
export KILLED=2 OPTIONS="--now --force"
demand "the jobs did not end" submit killed
demand "a killed shard: $(state "$shards")" test "$(state "$shards" | grep -c '3 COMPLETED 0:0 1 FAILED')" = 1
demand "collect without a shard: $(state "$collector")" test "$(state "$collector")" = "1 FAILED 75:0"
demand "no word of the missing shard" grep -q 'shard 2 of 4' "$work/log/killed-collect"
demand "links moved without a shard" test "$before" = "$(links "$work/output")"
echo "slurm: a killed shard: collect ended with 75, $(printf '%s\n' "$before" | wc -l) links as they were"

unset KILLED
again=$(sbatch --parsable --array=2 --output="$work/log/again-%a" --export=ALL,NIGHT=killed,SHARDS=4 "$root/docs/examples/griffie.sbatch" shard)
collector=$(sbatch --parsable --output="$work/log/again-collect" --dependency="afterok:$again" --kill-on-invalid-dep=yes \
  --export=ALL,NIGHT=killed,SHARDS=4 "$root/docs/examples/griffie.sbatch" collect)
finished "$again" && finished "$collector"
demand "the shard again: $(state "$again") $(tail -n 3 "$work/log/again-2")" test "$(state "$again")" = "1 COMPLETED 0:0"
demand "collect again: $(state "$collector") $(tail -n 3 "$work/log/again-collect")" test "$(state "$collector")" = "1 COMPLETED 0:0"
demand "links did not move" test "$before" != "$(links "$work/output")"
echo "slurm: that shard again, then collected"
exit $((failed > 0))
