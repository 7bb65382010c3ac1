"""Kills runs of griffie and demands that what is published is always complete: the old documents or the
new ones, never a mixture, never a piece.

kills.py COUNT [COMMAND] two variants of tests/golden/_base are made in turns into one output folder, by
                     `griffie render` or another COMMAND (run); one of its processes (supervisor, loader, a worker),
                     or for `run` all of them, is killed at a random moment. After each kill no process may be left after
                     two seconds and nothing be written any more; every link is followed and everything behind it
                     is checked. After half of the kills, and after the last one, a run must put all right
kills.py --self-test damages a published folder in a dozen ways; the check must notice each
"""
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GRIFFIE = Path(os.environ.get("GRIFFIE", ROOT / "build/griffie")).resolve()
AMOUNTS = {"a": "1000000", "b": "1000700"}
FRESH_EVERY = 10  # kills of runs that start with an empty output folder
PATIENCE = 2.0  # seconds that a process may outlive its supervisor
BATCH = """<batch xmlns="urn:griffie:batch:1" id="kills" zone="Europe/Amsterdam">
  <job id="all" report="dossier"/>
</batch>
"""
command = "render"


def make_variant(work, name):
    shutil.copytree(ROOT / "tests/golden/_base", work / name)
    (work / name / "templates/batch.xml").write_text(BATCH)
    export = work / name / "input/amounts.xml"
    text = export.read_text()
    assert 'amount="1000000"' in text, "tests/golden/_base no longer has the figure that is changed"
    export.write_text(text.replace('amount="1000000"', f'amount="{AMOUNTS[name]}"'))


def start(work, name, output):
    return subprocess.Popen(
        [GRIFFIE, command, "--quiet", "--jobs", "2", "--input", work / name / "input",
         "--templates", work / name / "templates", "--output", output],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)


def run(work, name, output):
    """A run that is left alone; how long it took."""
    began = time.monotonic()
    process = start(work, name, output)
    messages = process.communicate()[1].decode(errors="replace")
    if process.returncode != 0:
        sys.exit(f"kills: a run that nobody disturbed ended with {process.returncode}:\n{messages}")
    return time.monotonic() - began


def content(generation):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in generation.iterdir()}


def links(output):
    """Editions that readers can see: 'report/edition' to the folder behind it."""
    return {f"{report.name}/{edition.name}": edition
            for report in output.iterdir() if report.name[0] != "." and report.is_dir()
            for edition in report.iterdir()
            if edition.name[0] != "." and not edition.name.endswith(".changes")}


def state_of(output):
    return output.with_name(f".{output.name}.griffie")


def check_file(path):
    if path.suffix == ".pdf":
        data = path.read_bytes()
        if not data.startswith(b"%PDF-") or not data.rstrip().endswith(b"%%EOF"):
            yield f"{path}: no complete PDF"
    if path.suffix == ".xlsx":
        try:
            bad = zipfile.ZipFile(path).testzip()
        except (zipfile.BadZipFile, zlib.error, OSError) as error:
            bad = error
        if bad is not None:
            yield f"{path}: no complete workbook: {bad}"


def check_generation(folder):
    """A folder that a link leads to, held against its own manifest."""
    found = content(folder)
    try:
        manifest = json.loads((folder / "manifest.json").read_text())
        wanted = {entry["name"]: entry["sha256"] for entry in manifest["files"]}
    except (OSError, ValueError, KeyError) as error:
        yield f"{folder}: manifest: {error!r}"
        return
    found.pop("manifest.json")
    if found != wanted:
        yield f"{folder}: not what its manifest says"
    if not any(name.endswith(".pdf") for name in wanted):
        yield f"{folder}: no PDF"
    for name in found:
        yield from check_file(folder / name)


def check_output(output, references):
    """Everything wrong with what readers see."""
    for edition, link in links(output).items():
        target = os.readlink(link) if link.is_symlink() else None
        if target is None or not target.startswith(f"../.gen/{edition}/") or target.endswith(".part"):
            yield f"{link}: is no link to a generation: {target}"
        elif not link.is_dir():
            yield f"{link}: leads nowhere: {target}"
        else:
            yield from check_generation(link.resolve())
            if all(content(link.resolve()) != made.get(edition) for made in references.values()):
                yield f"{link}: neither the old documents nor the new ones"


def check_end(output, reference):
    """After a run that was left alone: all editions, nothing else."""
    if {name: content(link.resolve()) for name, link in links(output).items()} != reference:
        yield f"{output}: not the documents of the last run"
    for path in sorted([*output.rglob("*"), *state_of(output).rglob("*")]):
        if path.name.endswith((".part", ".next")) or path.name == ".lock":
            yield f"{path}: left behind"


def make_references(work):
    references = {}
    seconds = float("inf")
    for name in AMOUNTS:
        make_variant(work, name)
        seconds = min(seconds, run(work, name, work / f"want-{name}"))
        references[name] = {edition: content(link.resolve())
                            for edition, link in links(work / f"want-{name}").items()}
    if references["a"].keys() != references["b"].keys() or not references["a"]:
        sys.exit("kills: the two variants have different editions, or none")
    if any(references["a"][edition] == references["b"][edition] for edition in references["a"]):
        sys.exit("kills: an edition is the same in both variants; its publication would go unseen")
    return references, seconds


def fail(faults, seed):
    for fault in faults[:20]:
        print(f"kills: {fault}", file=sys.stderr)
    sys.exit(f"kills: {len(faults)} faults; GR_SEED={seed} replays")


class Counts:
    def __init__(self):
        self.killed = dict.fromkeys(AIMS[command], 0)
        self.ended = self.moved = self.fresh = self.mended = 0


AIMS = {"render": ("supervisor", "loader", "worker"), "run": ("all", "supervisor", "loader", "worker")}


def children(pid):
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def aim_at(process, aim, moments):
    """The processes to be killed; none when there is no such process (yet)."""
    loaders = children(process.pid)
    workers = [worker for loader in loaders for worker in children(loader)]
    if aim == "worker":
        return [moments.choice(workers)] if workers else []
    return {"all": [process.pid, *loaders, *workers], "supervisor": [process.pid], "loader": loaders}[aim]


def alive(output):
    """Processes of a run into this folder, told by their words."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if str(output).encode() in (folder / "cmdline").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            pass
    return found


def listing(output):
    return {str(path): (info.st_mtime_ns, info.st_size) for path in [*output.rglob("*"), *state_of(output).rglob("*")]
            for info in [path.lstat()]}


def check_gone(process, output):
    """Nobody outlives a supervisor that was killed, and nobody writes any more."""
    deadline = time.monotonic() + PATIENCE
    while [pid for pid in alive(output) if pid != process.pid]:
        if time.monotonic() > deadline:
            yield f"processes {alive(output)} outlive their supervisor by {PATIENCE} seconds"
            return
        time.sleep(0.002)
    before = listing(output)
    time.sleep(0.02)
    if listing(output) != before:
        yield "something was written after the last process had gone"


# statuses that a run may end with by itself when the process was killed
STATUSES = {"loader": (0, 1, 71), "worker": (0, 1)}


def kill_one(work, name, output, seconds, moments, counts):
    """Faults."""
    process = start(work, name, output)
    aim = moments.choice(AIMS[command])
    time.sleep(moments.uniform(0, seconds * 1.05))
    hit = aim_at(process, aim, moments)
    for pid in hit:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    faults = list(check_gone(process, output)) if process.pid in hit else []
    messages = process.communicate()[1].decode(errors="replace")
    status = process.returncode
    if status == -signal.SIGKILL and process.pid in hit:
        counts.killed[aim] += 1
    elif hit and status != 0 and status in STATUSES.get(aim, ()):
        counts.killed[aim] += 1
        if "signal 9" not in messages:
            faults.append(f"the {aim} was killed, and the messages do not say so:\n{messages}")
    elif status == 0:
        counts.ended += 1
    else:
        faults.append(f"{aim} killed ({hit}): the run ended with {status}:\n{messages}")
    return faults + [f"{aim} killed, but {alive(output)} live on" for _ in alive(output)[:1]]


def targets(output):
    return {name: os.readlink(link) for name, link in links(output).items() if link.is_symlink()}


def one_round(work, number, references, seconds, moments, counts):
    output = work / "output"
    if number % FRESH_EVERY == FRESH_EVERY - 1 and output.exists():
        shutil.rmtree(output)
        counts.fresh += 1
    before = targets(output) if output.exists() else {}
    faults = kill_one(work, "ab"[number % 2], output, seconds, moments, counts)
    if not output.exists():
        return faults
    after = targets(output)
    counts.moved += sum(before.get(name) != target for name, target in after.items())
    faults += [f"{name}: published before the kill, gone after it" for name in before if name not in after]
    faults += check_output(output, references)
    if not faults and moments.random() < 0.5:
        faults += mend(work, "ab"[number % 2], output, references)
        counts.mended += 1
    return faults


def mend(work, name, output, references):
    """The next run completes what the killed one began."""
    run(work, name, output)
    return [*check_output(output, references), *check_end(output, references[name])]


def kills(count):
    seed = int(os.environ.get("GR_SEED", random.SystemRandom().randrange(1, 1 << 31)))
    print(f"kills: {count} kills of griffie {command}, GR_SEED={seed}", flush=True)
    moments = random.Random(seed)
    counts = Counts()
    with tempfile.TemporaryDirectory(prefix="griffie-kills-") as folder:
        work = Path(folder)
        references, seconds = make_references(work)
        number = 0
        while sum(counts.killed.values()) < count and number < 4 * count + 20:
            faults = one_round(work, number, references, seconds, moments, counts)
            number += 1
            if faults:
                fail(faults, seed)
        faults = mend(work, "a", work / "output", references)
        if faults:
            fail(faults, seed)
    killed = ", ".join(f"{aim} {n}" for aim, n in counts.killed.items())
    print(f"kills: {command}: killed: {killed}; {counts.ended} ended first, {counts.mended} completed, {counts.fresh} began with nothing, "
          f"{counts.moved} publications, a run takes {seconds:.2f} s; all complete")
    if sum(counts.killed.values()) < count or counts.moved == 0 or 0 in counts.killed.values():
        sys.exit("kills: too few runs were hit, or nothing was ever published; this proves nothing")


def first(folder, ending):
    return next(path for path in sorted(folder.iterdir()) if path.name.endswith(ending))


def cut(path):
    path.write_bytes(path.read_bytes()[:-10])


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def relink(link, target):
    link.unlink()
    link.symlink_to(target)


def rename_to_part(link):
    part = link.resolve().with_name("0123456789abcdef.part")
    link.resolve().rename(part)
    relink(link, f"../.gen/{link.parent.name}/{link.name}/0123456789abcdef.part")


def forge(link):
    """A cut PDF with a manifest that agrees."""
    pdf = first(link.resolve(), ".pdf")
    old = hashlib.sha256(pdf.read_bytes()).hexdigest()
    cut(pdf)
    manifest = link / "manifest.json"
    new = hashlib.sha256(pdf.read_bytes()).hexdigest()
    manifest.write_text(manifest.read_text().replace(old, new))


def other_edition(link, output):
    other = next(path for path in links(output).values() if path != link)
    relink(link, os.readlink(other))


DAMAGE = {
    "a cut PDF": lambda link, output: cut(first(link, ".pdf")),
    "a cut workbook": lambda link, output: cut(first(link, ".xlsx")),
    "a bit of a PDF": lambda link, output: flip(first(link, ".pdf")),
    "a bit of a workbook": lambda link, output: flip(first(link, ".xlsx")),
    "an empty PDF": lambda link, output: first(link, ".pdf").write_bytes(b""),
    "a file that is gone": lambda link, output: first(link, ".xlsx").unlink(),
    "a file too many": lambda link, output: (link / "notes.txt").write_text("x"),
    "no manifest": lambda link, output: (link / "manifest.json").unlink(),
    "a cut manifest": lambda link, output: cut(link / "manifest.json"),
    "a cut PDF and a manifest that agrees": lambda link, output: forge(link),
    "a link to nothing": lambda link, output: shutil.rmtree(link.resolve()),
    "a link to a part": lambda link, output: rename_to_part(link),
    "a link to another edition": other_edition,
    "a folder for a link": lambda link, output: (link.unlink(), link.mkdir()),
    "something left behind": lambda link, output: link.resolve().with_name("0123456789abcdef.part").mkdir(),
    "an edition that is gone": lambda link, output: link.unlink(),
}


def self_test():
    with tempfile.TemporaryDirectory(prefix="griffie-kills-") as folder:
        work = Path(folder)
        references, _ = make_references(work)
        missed = []
        for name, damage in {"nothing": lambda link, output: None, **DAMAGE}.items():
            output = work / "damaged"
            shutil.copytree(work / "want-a", output, symlinks=True)
            damage(links(output)[sorted(references["a"])[0]], output)
            faults = list(check_output(output, references)) or \
                list(check_end(output, references["a"]))
            if bool(faults) == (name == "nothing"):
                missed.append(f"{name}: {faults or 'not noticed'}")
            shutil.rmtree(output)
    if missed:
        sys.exit("kills: the check itself fails: " + "; ".join(missed))
    print(f"kills: the check notices all {len(DAMAGE)} kinds of damage")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    command = sys.argv[2] if len(sys.argv) == 3 else command
    if sys.argv[1] == "--self-test":
        self_test()
    else:
        kills(int(sys.argv[1]))
