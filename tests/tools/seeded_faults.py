#!/usr/bin/env python3
"""Do the tests see a fault? Small faults are sown in the program, one at a time, and the tests of the room they are in
are run against each.

  seeded_faults.py [--count N] [--seed N] [--room ROOM]... [--results FILE] [--field FOLDER] [--tests PATTERN] [--jobs N] [--again] [--report]

The faults are drawn from all places where an operator of SOWN fits, spread over the rooms by their lines; the seed decides
which. Asked are the unit tests of the room, then the golden cases, then whole scripts, of each kind only those that go
through the line, the quick ones first; the first that fails ends it, and 90 seconds of processor time do. What none of them
sees is tried with the sanitizers. A fault that does not compile, or that the compiler warns of, is no fault: the next is taken.
Results are one line each in FILE, which a later call goes on with; --again tries those again that were not caught, with the tests
as they are now. At the end: how many were caught, and those that were not, with the reason that seeded_faults.reasons gives
(ROOM/FILE.c, two spaces, the line as it stands, ' : ', why no test can see it).

It works in a copy of the tree, kept in FOLDER when one is named: later calls go on there, with the sources as they were.
Exit status 0 when at least 85 of 100 were caught, of those that a test could see."""
import argparse
import concurrent.futures
import hashlib
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
SECONDS = 90     # of processor time, all tests of one fault
ROUNDS = 10      # of processor time, one process of a unit test or golden case: one that goes round and round fails
WALL = 180       # seconds that a test may take on a busy machine, and ten times what it takes without a fault
ENOUGH = 85      # of 100
MANY = 64        # tests after which it is written down what was learned of them
OF_RUNS = {".git", "build", "build-seen", "build-dev", "output", ".output.griffie"} # at the top of the tree: not copied

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

ALSO = {"night"}      # a test of neither label unit nor golden that is asked
NOT = {"slow_inputs"} # measures time

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


def rooms(root):
    """Rooms with their files."""
    found = {}
    for path in sorted((root / "src").rglob("*.c")):
        found.setdefault(path.relative_to(root / "src").parts[0], []).append(path)
    found.pop("packaging", None)
    return found


def drawn(root, paths, seed, room):
    """All faults of a room, in the order of this seed; one operator is not favoured because its sign is frequent."""
    kinds = {}
    for path in paths:
        for name, number, line in places(path):
            kinds.setdefault(name, []).append((name, str(path.relative_to(root)), number, line))
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


def limited(seconds, memory=8 << 30):
    """What a command is started with, so that it ends."""
    def begin():
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    return begin


def run(words, folder, seconds, environment=None, start=os.setpgrp):
    """True when the command ends well and in time. What it started is ended with it."""
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                          preexec_fn=start, env=environment) as process:
        try:
            return process.wait(timeout=seconds) in (0, 77)
        except subprocess.TimeoutExpired:
            return False
        finally:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass


def spent():
    """Seconds of processor time of all that was started and has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def print_of(paths):
    """One value for what files and folders hold."""
    made = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            made.update(str(file).encode() + (file.read_bytes() if file.is_file() else b""))
    return made.hexdigest()


def refresh(source, target):
    """Makes a folder what another one is; what is the same stays as old as it is."""
    for path in sorted(target.rglob("*"), reverse=True):
        there = source / path.relative_to(target)
        if not there.exists():
            path.rmdir() if path.is_dir() else path.unlink()
    for path in sorted(source.rglob("*")):
        here = target / path.relative_to(source)
        if path.is_dir():
            here.mkdir(exist_ok=True)
        elif not here.exists() or here.read_bytes() != path.read_bytes():
            shutil.copy2(path, here)


def mend(folder):
    """Takes the fault out that stands in a field: its file, and what was in it, are told in `sown`."""
    sown = folder / "sown"
    if sown.exists():
        path, kept = sown.read_text().split("\n", 1)
        (folder / "tree" / path).write_text(kept)
        sown.unlink()


class Field:
    """A copy of the tree, built, in which faults are sown. It is built a second time so that it tells which lines each test
    goes through (seen.c); learned: what each test was when it was asked, how long it took, and whether it passes without a
    fault; seen: {file: {line: tests}}, with every line that can be told."""

    def __init__(self, folder, asked, jobs):
        self.asked_of, self.jobs = re.compile(asked), jobs
        self.folder = pathlib.Path(folder).resolve()
        self.tree = self.folder / "tree"
        if self.tree.exists(): # from an earlier call: its sources stay, tests may be new
            refresh(ROOT / "tests", self.tree / "tests")
        else:
            shutil.copytree(ROOT, self.tree, symlinks=True, ignore=lambda at, names: OF_RUNS if at == str(ROOT) else ())
        self.environment = dict(os.environ, TMPDIR=str(self.folder / "tmp"), LC_ALL="C", GRIFFIE=str(self.tree / "build/griffie"))
        (self.folder / "tmp").mkdir(exist_ok=True)
        self.tests = self.built("build", "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_C_FLAGS=-Wno-parentheses")
        self.sanitized = None # tests of the sanitizer build: {name: words}, when it is there
        self.known = self.folder / "seen.json"
        learned = json.loads(self.known.read_text()) if self.known.exists() else {"learned": {}, "seen": {}}
        self.learned, self.seen = learned["learned"], learned["seen"]
        self.learn()

    def built(self, build, *settings):
        """Builds all in a folder of the tree; {name: words} of its tests of a program, but for those that measure time."""
        quiet = {"cwd": self.tree, "check": True, "stdout": subprocess.DEVNULL, "env": self.environment}
        subprocess.run(["cmake", "-S", ".", "-B", build, "-G", "Ninja", "-DGR_TESTS=ON", *settings], **quiet)
        subprocess.run(["cmake", "--build", build, "--target", "all", "unit_tests"], **quiet)
        shown = subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"], **{**quiet, "stdout": subprocess.PIPE})
        tests = {}
        for test in json.loads(shown.stdout)["tests"]:
            labels = next((p["value"] for p in test["properties"] if p["name"] == "LABELS"), [])
            if (set(labels) & {"unit", "golden"} or test["name"] in ALSO) and test["name"] not in NOT and self.asked_of.match(test["name"]):
                tests[test["name"]] = test["command"]
        return tests

    def stamp(self, name):
        """What a test is made of."""
        tests = self.tree / "tests"
        if name.startswith("unit."):
            return print_of([tests / "unit" / name.split(".")[1], tests / "cases", *sorted((tests / "unit").glob("*.h"))])
        if name.startswith("golden."):
            return print_of([tests / "golden" / name.removeprefix("golden."), *sorted((tests / "golden").glob("_*"))])
        return print_of([pathlib.Path(word) for word in self.tests[name] if word.startswith(f"{tests}/")])

    def learn(self):
        """Runs each test that is new: without a fault, and for the lines that it goes through."""
        stamps = {name: self.stamp(name) for name in self.tests}
        new = [name for name in self.tests if self.learned.get(name, {}).get("stamp") != stamps[name]]
        if not new:
            return
        hook = self.folder / "seen.o"
        subprocess.run(["cc", "-O2", "-c", ROOT / "tests/tools/seen.c", "-o", hook], check=True)
        told = self.built("build-seen", "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_C_FLAGS=-w -O0 -g1 -fsanitize-coverage=trace-pc",
                          f"-DCMAKE_EXE_LINKER_FLAGS={hook}")
        lines = Lines(self.tree)
        if not self.seen:
            for file, line in lines.all():
                self.seen.setdefault(file, {}).setdefault(str(line), [])
        for per_line in self.seen.values():
            for line, tests in per_line.items():
                per_line[line] = [name for name in tests if name not in new]
        for begin in range(0, len(new), MANY):
            with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
                for name, learned, through in pool.map(lambda name: (name, *self.ask(name, told[name], lines)), new[begin:begin + MANY]):
                    self.learned[name] = {"stamp": stamps[name], **learned}
                    for file, line in through:
                        self.seen.setdefault(file, {}).setdefault(str(line), []).append(name)
                    print(f"{name}: {learned['seconds']:.1f} s, {len(through)} lines",
                          "" if learned["passes"] else "(fails without a fault)", flush=True)
            self.known.write_text(json.dumps({"learned": self.learned, "seen": self.seen}))

    def ask(self, name, told, lines):
        """(how a test is without a fault, the lines it goes through)."""
        begun = time.monotonic()
        passes = run(self.tests[name], self.tree / "build/tests", 5 * WALL, self.environment, limited(SECONDS))
        seconds = time.monotonic() - begun
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            run(told, self.tree / "build-seen/tests", 5 * WALL,
                {**self.environment, "GR_SEEN": folder, "GRIFFIE": str(self.tree / "build-seen/griffie")})
            return {"passes": passes, "seconds": seconds}, lines.of(folder)

    def who(self, path, number):
        """Tests that go through a line, or come as near to it from above as can be told within its function: what begins on a
        line may be told of another one. Of a table all tests that enter its file."""
        seen = {int(line): tests for line, tests in self.seen.get(path, {}).items()}
        text = (self.tree / path).read_text().split("\n")
        for at in range(number, -1, -1):
            if seen.get(at + 1):
                return {*seen[at + 1], *seen.get(number + 1, [])}
            if text[at] == "{":
                return set()
            if re.match(r"\w.*=", text[at]):
                break
        return {name for tests in seen.values() for name in tests}

    def asked(self, room, path, number):
        """Tests that may see a fault in a line: units of the room, golden cases, others; the quick ones first."""
        kinds = (f"unit.{room}.", "golden.", "")
        kind = lambda name: next(at for at, begin in enumerate(kinds) if name.startswith(begin))
        names = [name for name in self.who(path, number) if self.learned.get(name, {}).get("passes") and name in self.tests]
        return sorted((name for name in names if kind(name) < 2 or not name.startswith("unit.")),
                      key=lambda name: (kind(name), self.learned[name]["seconds"]))

    def fails(self, words, name, until):
        """Whether a test sees the fault; None when the time is over. Whole scripts on a busy machine are asked twice."""
        sanitizer = words != self.tests[name]
        build = self.tree / ("build-dev" if sanitizer else "build")
        environment = {**self.environment, "GRIFFIE": str(build / "griffie")}
        small = name.startswith(("unit.", "golden."))
        start = limited((5 if sanitizer else 1) * (ROUNDS if small else SECONDS), None if sanitizer else 8 << 30)
        for _ in range(1 if small else 2):
            if spent() > until:
                return None
            if run(words, build / "tests", WALL + 10 * self.learned[name]["seconds"], environment, start):
                return False
        return True

    def caught(self, names, tests):
        """'caught by TEST', or 'survived N of M tests'; tests: {name: words}."""
        until = spent() + SECONDS
        tried = 0
        with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
            futures = {pool.submit(self.fails, tests[name], name, until): name for name in names}
            for future in concurrent.futures.as_completed(futures):
                if future.result():
                    pool.shutdown(wait=True, cancel_futures=True)
                    return f"caught by {futures[future]}"
                tried += future.result() is False
        return f"survived {tried} of {len(names)} tests"

    def sow(self, path, number, line):
        kept = (self.tree / path).read_text()
        (self.folder / "sown").write_text(f"{path}\n{kept}")
        faulty = kept.split("\n")
        faulty[number] = line
        (self.tree / path).write_text("\n".join(faulty))

    def make(self, build, names):
        """Builds what tests need in a folder of the tree; whether it compiles."""
        targets = sorted({pathlib.Path(self.tests[name][0]).name for name in names if name.startswith("unit.")})
        return run(["cmake", "--build", build, "--target", "griffie", *targets], self.tree, 10 * WALL, self.environment)

    def try_fault(self, room, fault):
        """What became of a fault, or None when it does not compile. A survivor is tried with the sanitizers too: what reads one
        too many is often seen by them alone. There, a test must pass again when the fault is gone."""
        _, path, number, line = fault
        names = self.asked(room, path, number)
        try:
            self.sow(path, number, line)
            if not self.make("build", names):
                return None
            ended = self.caught(names, self.tests)
            if ended.startswith("caught") or not names:
                return ended
            mend(self.folder)
            if self.sanitized is None:
                self.sanitized = self.built("build-dev", "-DCMAKE_BUILD_TYPE=Debug", "-DGR_SANITIZE=ON", "-DCMAKE_C_FLAGS=-w")
            names = [name for name in names if name.startswith(("unit.", "golden."))]
            self.sow(path, number, line)
            by = self.caught(names, self.sanitized) if self.make("build-dev", names) else ""
            mend(self.folder)
            if by.startswith("caught") and self.make("build-dev", names):
                name = by.removeprefix("caught by ")
                if self.fails(self.sanitized[name], name, spent() + SECONDS) is False:
                    return f"{by} with sanitizers"
            return ended
        finally:
            mend(self.folder)


class Lines:
    """Lines of our sources by the places in the programs of build-seen."""

    def __init__(self, tree):
        self.tree = tree
        self.known = {}

    def at(self, program, places):
        """(file, line) of each place behind a call of the hook."""
        known = self.known.setdefault(program, {})
        new = sorted(set(places) - set(known))
        found = subprocess.run(["addr2line", "-e", program], input="".join(f"{place - 1:x}\n" for place in new), text=True,
                               check=True, capture_output=True).stdout.splitlines()
        for place, where in zip(new, found):
            file, _, line = where.split(" ")[0].rpartition(":")
            file = "src/" + os.path.normpath(file).rpartition("/src/")[2] # wherever a compiler cache had it from
            known[place] = (file, int(line)) if line.isdigit() and file.endswith(".c") and (self.tree / file).exists() else None
        return {known[place] for place in places} - {None}

    def all(self):
        program = self.tree / "build-seen/griffie"
        shown = subprocess.run(["objdump", "-d", "--no-show-raw-insn", program], check=True, capture_output=True, text=True).stdout
        return self.at(program, [int(found, 16) for found in re.findall(r"__sanitizer_cov_trace_pc>\n +([0-9a-f]+):", shown)])

    def of(self, folder):
        """Lines that the programs went through that left their marks in a folder."""
        found = set()
        for marks in pathlib.Path(folder).iterdir():
            program = self.tree / "build-seen" / ("griffie" if marks.name == "griffie" else f"tests/{marks.name}")
            if program.exists():
                found |= self.at(program, [mark.start() for mark in re.finditer(rb"\x01", marks.read_bytes())])
        return found


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


def sow(field, root, room, wanted, seed, results):
    """Faults of one room until there are enough that compile; those in the results are not tried again."""
    done = 0
    for fault in drawn(root, rooms(root)[room], seed, room):
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
    """What became of each fault, at last and at the first try: {place, operator, faulty line: (what became of it, the line as
    it stands)}."""

    def __init__(self, path):
        self.path = path
        rows = path.read_text().splitlines() if path.exists() else []
        found = [("\t".join(words[:3]), (words[3], words[4])) for words in (row.split("\t") for row in rows) if len(words) == 5]
        self.known = dict(found)
        self.first = dict(reversed(found))

    def add(self, key, ended, line):
        self.known[key] = (ended, line)
        self.first.setdefault(key, (ended, line))
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
        caught = ended.startswith("caught")
        if not caught:
            survivors.append(f"  {place}: {name}: {line}  ({ended})" + (f"\n      {reason}" if reason else ""))
            excused += bool(reason)
        if caught or not reason:
            sown, seen = per_room.get(room, (0, 0))
            per_room[room] = (sown + 1, seen + caught)
    sown, seen = (sum(part[n] for part in per_room.values()) for n in (0, 1))
    for room, (all_, some) in per_room.items():
        print(f"{room:12} {some:3} of {all_:3}")
    print("not caught:", *survivors, sep="\n")
    at_once = sum(results.first[key][0].startswith("caught") for key, (ended, _) in known.items() if ended != "does not compile")
    print(f"seeded_faults: {at_once} caught at the first try")
    print(f"seeded_faults: {sown + excused} faults; {excused} that no test can see; {seen} of {sown} caught: {100 * seen // max(sown, 1)} %")
    return 0 if sown and 100 * seen >= ENOUGH * sown else 1


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--count", type=int, default=240)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--room", action="append")
    words.add_argument("--results", type=pathlib.Path, default=pathlib.Path("seeded_faults.tsv"))
    words.add_argument("--field", type=pathlib.Path, help="folder for the copy of the tree, which is kept")
    words.add_argument("--tests", default="", metavar="PATTERN", help="only tests whose names begin so are asked")
    words.add_argument("--jobs", type=int, default=2)
    words.add_argument("--again", action="store_true", help="try those again that were not caught")
    words.add_argument("--report", action="store_true", help="what the results say, without trying more")
    asked = words.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler) # what was started ends, the fault is taken out
    results = Results(asked.results.resolve())
    if asked.again:
        results.known = {key: became for key, became in results.known.items() if not became[0].startswith("survived")}
    if not asked.report:
        kept = asked.field.resolve() / "tree" if asked.field else None
        root = kept if kept and kept.exists() else ROOT
        if root != ROOT:
            mend(kept.parent) # of a call that was ended in the middle
        counts = {room: sum(path.read_text().count("\n") for path in paths) for room, paths in rooms(root).items()}
        with tempfile.TemporaryDirectory() as folder:
            made = []
            field = lambda: made[0] if made else made.append(Field(asked.field or folder, asked.tests, asked.jobs)) or made[0]
            for room, wanted in spread(asked.count, counts).items():
                if not asked.room or room in asked.room:
                    sow(field, root, room, wanted, asked.seed, results)
    return report(results)


if __name__ == "__main__":
    sys.exit(main())
