"""Lets the system refuse single calls of `griffie run` (strace), and demands: a documented exit status, a message, no
signal, no hang; every link leads to the old documents or the new ones, whole; status 0 only with all the new ones;
and the next run puts all right.

refused.py [EVERY [CALL...]]
                    one in every EVERY calls of a kind (20; 1: all) is refused in the process that made it, with each of
                    ENOSPC, EIO, EINTR. A call is counted in each process by itself: the supervisor, the loader and
                    both workers fail at their own n-th call in one run.
"""
import collections
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import kills

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename", "symlink", "mkdir", "openat", "read", "unlink", "getdents64")
ERRORS = ("ENOSPC", "EIO", "EINTR")
STATUSES = (0, 1, 71, 73, 74)
# the lock: what comes before is the system's loader
BEGAN = "link("


def griffie(work, *before):
    return subprocess.run(
        [*before, kills.GRIFFIE, "run", "--quiet", "--jobs", "2", "--input", work / "b/input",
         "--templates", work / "b/templates", "--output", work / "output"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace", timeout=60, check=False)


def renew(work):
    output = work / "output"
    for old, new in ((work / "want-a", output), (kills.state_of(work / "want-a"), kills.state_of(output))):
        shutil.rmtree(new, ignore_errors=True)
        shutil.copytree(old, new, symlinks=True)


def count_calls(work):
    """For each call: how often the supervisor asks for it before its lock, which is a link, and how often who asks most."""
    renew(work)
    griffie(work, "strace", "-f", "-qq", "-o", work / "trace", "-e", "trace=link," + ",".join(CALLS))
    counts = collections.defaultdict(collections.Counter)
    first = collections.Counter()
    began = False
    for line in (work / "trace").read_text(errors="replace").splitlines():
        pid, rest = line.split(maxsplit=1)
        began = began or rest.startswith(BEGAN)
        call = re.match(r"(\w+)\(", rest)
        if call:
            counts[call[1]][pid] += 1
            first[call[1]] += not began
    return {call: (first[call] + 1, max(counts[call].values(), default=0)) for call in CALLS}


def readable(folder):
    """The documents alone."""
    return {name: sha for name, sha in kills.content(folder).items() if name != "manifest.json"}


def judge(work, result, references):
    output = work / "output"
    links = kills.links(output)
    zone = result.returncode == 65 and "time zone" in result.stderr  # a zone that cannot be read is none
    if result.returncode not in STATUSES and not zone:
        yield f"ended with {result.returncode}"
    if result.returncode != 0 and not result.stderr.strip():
        yield "nothing was said"
    if links.keys() != references["b"].keys():
        yield "editions are gone"
    for edition, link in links.items():
        yield from (f"{edition}: {fault}" for fault in kills.check_generation(link.resolve()))
        if readable(link) == references["b"][edition]:
            continue
        if readable(link) != references["a"][edition]:
            yield f"{edition}: neither the old documents nor the new ones"
        elif result.returncode == 0:
            yield f"{edition}: status 0, and the old documents"
    again = griffie(work)
    if again.returncode != 0:
        yield f"the next run ended with {again.returncode}: {again.stderr}"
    if {name: readable(link) for name, link in kills.links(output).items()} != references["b"]:
        yield "the next run did not put all right"
    for path in [*output.rglob("*"), *kills.state_of(output).rglob("*")]:
        if path.name.endswith((".part", ".next")) or path.name == ".lock":
            yield f"{path}: left behind"


def refuse(work, call, error, nth, references):
    """Faults, or None when there was no such call any more."""
    renew(work)
    try:
        result = griffie(work, "strace", "-f", "-qq", "-o", work / "trace", "-e", f"trace={call}",
                         "-e", f"inject={call}:error={error}:when={nth}")
    except subprocess.TimeoutExpired:
        return ["it hung"]
    if "INJECTED" not in (work / "trace").read_text(errors="replace"):
        return None
    faults = list(judge(work, result, references))
    return [fault + "\n  " + result.stderr.strip().replace("\n", "\n  ") for fault in faults[:1]]


def main(every, calls):
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="griffie-refused-") as folder:
        work = Path(folder)
        kills.command = "run"
        kills.make_references(work)
        references = {name: {edition: readable(link) for edition, link in kills.links(work / f"want-{name}").items()}
                      for name in "ab"}
        done = collections.Counter()
        bad = []
        for call, (first, last) in count_calls(work).items():
            if call not in calls:
                continue
            for number, error in enumerate(ERRORS):
                for nth in range(first + number * every // 3, last + 1, every):
                    faults = refuse(work, call, error, nth, references)
                    if faults is None:
                        continue
                    done[call] += 1
                    if faults:
                        bad.append(f"{call}:{nth} {error}: {faults[0]}")
                        print(f"refused: {bad[-1]}", flush=True)
    counts = ", ".join(f"{call} {n}" for call, n in done.items())
    print(f"refused: {sum(done.values())} calls were refused ({counts}) in {time.monotonic() - began:.0f} s, {len(bad)} faults")
    if bad or not done:
        sys.exit(1)


if __name__ == "__main__":
    if shutil.which("strace") is None or subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], check=False).returncode:
        print("refused: that takes strace")
        sys.exit(77)
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20, sys.argv[2:] or CALLS)
