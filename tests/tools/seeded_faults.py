#!/usr/bin/env python3
"""Do the tests see a fault? Small faults are sown in the program, one at a time, and the tests of the room they are in
are run against each.

  seeded_faults.py [--count N] [--seed N] [--room ROOM]... [--results FILE] [--again] [--report]

The faults are drawn from all places where an operator of SOWN fits, spread over the rooms by their lines; the seed decides
which. A room's tests are its unit tests, then the golden cases, then the shell tests that TRIED names; the first that fails
ends it, and 90 seconds do. A fault that does not compile is no fault: the next is taken. Results are one line each in FILE,
which a later call goes on with; --again tries those again that were not caught, on a machine that was busy. At the end: how many were caught, and those that were not, with the reason that
seeded_faults.reasons gives (ROOM/FILE.c, two spaces, the line as it stands, ' : ', why no test can see it).

It works in a copy of the tree. Exit status 0 when at least 85 of 100 were caught, of those that a test could see."""
import argparse
import concurrent.futures
import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SECONDS = 90     # all tests of one fault
ONE_PROCESS = 20 # of processor time: a fault that makes a test go round and round is caught
ENOUGH = 85      # of 100
OF_RUNS = {".git", "build", "output", ".output.griffie"} # at the top of the tree: not copied

# what is sown: a name, what it stands on (in code without strings and comments), and what it becomes
SOWN = [
    ("less", r"(?<=[\w\])]) < (?=[\w(*&])", " <= "),
    ("less-equal", r"(?<=[\w\])]) <= (?=[\w(*&])", " < "),
    ("greater", r"(?<=[\w\])]) > (?=[\w(*&-])", " >= "),
    ("greater-equal", r"(?<=[\w\])]) >= (?=[\w(*&-])", " > "),
    ("equal", r" == ", " != "),
    ("unequal", r" != ", " == "),
    ("and", r" && ", " || "),
    ("or", r" \|\| ", " && "),
    ("plus", r"(?<=[\w\])]) \+ (?=[\w(])", " - "),
    ("minus", r"(?<=[\w\])]) - (?=[\w(])", " + "),
    ("times", r"(?<=[\w\])]) \* (?=[\w(])", " + "),
    ("one-more", r"(?<=[\w\])]) \+ 1(?=[;,)\]])", ""),
    ("one-less", r"(?<=[\w\])]) - 1(?=[;,)\]])", ""),
    ("add", r" \+= ", " = "),
    ("not", r"(?<=[(&|] )!(?=[\w(])|(?<=\()!(?=[\w(])", ""),
    ("true", r"\btrue\b", "false"),
    ("false", r"\bfalse\b", "true"),
    ("always", r"(?<=^)(\s+)(?:\} else )?if \((.+)\)(?= \{$|$)", None),
    ("undone", r"^\s+[a-z]\w*\(.*\);$", None),
    ("go-on", r"^\s+break;$", None),
    ("stay", r"^\s+continue;$", None),
]

# shell tests that try a room besides: names of ctest
TRIED = {
    "batch": ("night", "publish", "tell", "state", "release", "retention", "shards", "files"),
    "load": ("publish", "files", "guard"), "edition": ("publish", "isolation", "release", "guard"),
    "lookback": ("changes", "release", "retention", "night", "tell"), "plan": ("night", "publish", "shards"),
    "store": ("publish", "state", "release", "retention", "files"), "journal": ("publish", "release"),
    "provenance": ("changes", "publish", "release"), "changes": ("changes", "changes_words"),
    "notify": ("tell", "night"), "mail": ("tell",), "migrate": ("migrate", "migrate_output"),
    "derive": ("places", "same_print"), "html": ("tell",), "cli": ("cmdline", "publish", "files"),
    "process": ("guard", "publish", "night"), "schedule": ("night", "tell"), "sheets": ("changes",),
    "xlsx": ("changes",),
}


def bare(text):
    """The file with strings, characters, comments and preprocessor lines blanked out, of the same length."""
    blank = lambda found: re.sub(r"[^\n]", " ", found.group())
    text = re.sub(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", blank, text, flags=re.S)
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", blank, text, flags=re.M)


def altered(name, line, found, becomes):
    """The line with the fault in it."""
    if name == "always":
        return line[:found.start(2)] + "!(" + line[found.start(2):found.end(2)] + ")" + line[found.end(2):]
    if name in ("undone", "go-on", "stay"):
        return re.match(r"\s*", line).group() + ";"
    return line[:found.start()] + becomes + line[found.end():]


def places(path):
    """Every fault that could be sown in a file: (operator, line number, the line with the fault)."""
    text = path.read_text()
    for number, (line, code) in enumerate(zip(text.split("\n"), bare(text).split("\n"))):
        for name, pattern, becomes in SOWN:
            if name == "true" and "return true" not in code and "= true" not in code:
                continue
            for found in re.finditer(pattern, code):
                yield name, number, altered(name, line, found, becomes)


def rooms():
    """Rooms with their lines of code."""
    found = {}
    for path in sorted((ROOT / "src").glob("*/*.c")):
        found.setdefault(path.parent.name, []).append(path)
    found.pop("packaging", None)
    return found


def drawn(paths, seed, room):
    """All faults of a room, in the order of this seed; one operator is not favoured because its sign is frequent."""
    kinds = {}
    for path in paths:
        for name, number, line in places(path):
            kinds.setdefault(name, []).append((name, str(path.relative_to(ROOT)), number, line))
    lot = random.Random(f"{seed}/{room}")
    for name in sorted(kinds):
        lot.shuffle(kinds[name])
    while kinds:
        names = sorted(kinds)
        name = lot.choices(names, [len(kinds[n]) ** 0.5 for n in names])[0]
        yield kinds[name].pop()
        if not kinds[name]:
            del kinds[name]


def spread(count, counts):
    """How many faults each room gets, by lines; the largest remainders get what is left."""
    total = sum(counts.values())
    exact = {room: count * lines / total for room, lines in counts.items()}
    given = {room: int(part) for room, part in exact.items()}
    for room in sorted(exact, key=lambda r: given[r] - exact[r])[:count - sum(given.values())]:
        given[room] += 1
    return given


def limited():
    os.setpgid(0, 0)
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (ONE_PROCESS, ONE_PROCESS))


def run(words, folder, seconds, environment=None, start=limited):
    """True when the command ends well, None when it does not end in time. What it started is ended with it."""
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                          preexec_fn=start, env=environment) as process:
        try:
            return process.wait(timeout=max(seconds, 0.1)) in (0, 77)
        except subprocess.TimeoutExpired:
            return None
        finally:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass


class Field:
    """A copy of the tree, built, in which faults are sown."""

    def __init__(self, folder):
        self.tree = pathlib.Path(folder) / "tree"
        shutil.copytree(ROOT, self.tree, symlinks=True, ignore=lambda at, names: OF_RUNS if at == str(ROOT) else ())
        self.environment = dict(os.environ, TMPDIR=folder, GRIFFIE=str(self.tree / "build/griffie"), LC_ALL="C")
        subprocess.run(["cmake", "--preset", "release", "-DGR_TESTS=ON", "-DCMAKE_C_FLAGS=-w"], cwd=self.tree, check=True, stdout=subprocess.DEVNULL)
        self.build("all", "unit_tests", seconds=3600) or sys.exit("seeded_faults: the tree does not build")
        shown = subprocess.run(["ctest", "--preset", "release", "--show-only=json-v1"], cwd=self.tree, check=True,
                               capture_output=True, text=True).stdout
        self.tests = {test["name"]: test["command"] for test in json.loads(shown)["tests"] if "command" in test}

    def build(self, *targets, seconds=600):
        return run(["cmake", "--build", "--preset", "release", "--target", *targets], self.tree, seconds, self.environment,
                   os.setpgrp)

    def of_room(self, room):
        """Tests of a room: units, golden cases in an order of their own, shell tests."""
        units = [name for name in self.tests if name.startswith(f"unit.{room}.")]
        golden = sorted((name for name in self.tests if name.startswith("golden.")), key=lambda n: random.Random(n).random())
        return units, golden, [name for name in TRIED.get(room, ()) if name in self.tests]

    def fails(self, name, until):
        left = until - time.monotonic()
        if left <= 0:
            return False
        return run(self.tests[name], self.tree / "build/tests", left, self.environment) is False

    def catches(self, room):
        """The first test that sees it, or None."""
        units, golden, shells = self.of_room(room)
        until = time.monotonic() + SECONDS
        for group in (units, golden, shells):
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                futures = {pool.submit(self.fails, name, until): name for name in group}
                for future in concurrent.futures.as_completed(futures):
                    if future.result():
                        pool.shutdown(wait=True, cancel_futures=True)
                        return futures[future]
        return None

    def try_fault(self, room, fault):
        """'caught by TEST', 'survived', or None when it does not compile."""
        _, path, number, line = fault
        place = self.tree / path
        kept = place.read_text()
        lines = kept.split("\n")
        lines[number] = line
        place.write_text("\n".join(lines))
        try:
            targets = sorted({pathlib.Path(self.tests[name][0]).name for name in self.of_room(room)[0]})
            if not self.build("griffie", *targets):
                return None
            by = self.catches(room)
            return f"caught by {by}" if by else "survived"
        finally:
            place.write_text(kept)


def reasons():
    """Why no test can see a fault in a line: {(path, line): reason}."""
    path = pathlib.Path(__file__).with_suffix(".reasons")
    found = {}
    for row in path.read_text().splitlines() if path.exists() else []:
        if row and not row.startswith("#"):
            place, rest = row.split("  ", 1)
            line, reason = rest.rsplit(" : ", 1)
            found[place, line.strip()] = reason
    return found


def sow(field, room, wanted, seed, results):
    """Faults of one room until there are enough that compile; those in the results are not tried again."""
    paths = rooms()[room]
    done = 0
    for fault in drawn(paths, seed, room):
        if done == wanted:
            return
        name, path, number, line = fault
        key = f"{path.removeprefix('src/')}:{number + 1}\t{name}\t{line.strip()}"
        if key not in results.known:
            ended = field().try_fault(room, fault)
            as_it_stands = (field().tree / path).read_text().split("\n")[number].strip()
            results.add(key, ended or "does not compile", as_it_stands)
        done += results.known[key][0] != "does not compile"


class Results:
    """What became of each fault: {place, operator, faulty line: (what became of it, the line as it stands)}."""

    def __init__(self, path):
        self.path = path
        rows = path.read_text().splitlines() if path.exists() else []
        self.known = {"\t".join(words[:3]): (words[3], words[4]) for words in (row.split("\t") for row in rows) if len(words) == 5}

    def add(self, key, ended, line):
        self.known[key] = (ended, line)
        with self.path.open("a") as out:
            out.write(f"{key}\t{ended}\t{line}\n")
        print(f"{key.split(chr(9))[0]}: {key.split(chr(9))[1]}: {ended}", flush=True)


def report(results):
    """Prints per room what was caught; the exit status."""
    known, given = results.known, reasons()
    per_room, survivors, excused = {}, [], 0
    for key, (ended, line) in sorted(known.items()):
        if ended == "does not compile":
            continue
        place, name, _ = key.split("\t")
        room = place.split("/")[0]
        reason = given.get((place.rsplit(":", 1)[0], line))
        caught = ended != "survived"
        if not caught:
            survivors.append(f"  {place}: {name}: {line}" + (f"\n      {reason}" if reason else ""))
            excused += bool(reason)
        if caught or not reason:
            sown, seen = per_room.get(room, (0, 0))
            per_room[room] = (sown + 1, seen + caught)
    sown, seen = (sum(part[n] for part in per_room.values()) for n in (0, 1))
    for room, (all_, some) in per_room.items():
        print(f"{room:12} {some:3} of {all_:3}")
    print("not caught:", *survivors, sep="\n")
    print(f"seeded_faults: {sown + excused} faults; {excused} that no test can see; {seen} of {sown} caught: {100 * seen // max(sown, 1)} %")
    return 0 if sown and 100 * seen >= ENOUGH * sown else 1


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--count", type=int, default=240)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--room", action="append")
    words.add_argument("--results", type=pathlib.Path, default=pathlib.Path("seeded_faults.tsv"))
    words.add_argument("--again", action="store_true", help="try those again that were not caught")
    words.add_argument("--report", action="store_true", help="what the results say, without trying more")
    asked = words.parse_args()
    results = Results(asked.results.resolve())
    if asked.again:
        results.known = {key: became for key, became in results.known.items() if became[0] != "survived"}
    if not asked.report:
        counts = {room: sum(path.read_text().count("\n") for path in paths) for room, paths in rooms().items()}
        with tempfile.TemporaryDirectory() as folder:
            made = []
            field = lambda: made[0] if made else made.append(Field(folder)) or made[0]
            for room, wanted in spread(asked.count, counts).items():
                if not asked.room or room in asked.room:
                    sow(field, room, wanted, asked.seed, results)
    return report(results)


if __name__ == "__main__":
    sys.exit(main())
