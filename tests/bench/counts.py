#!/usr/bin/env python3
"""Does griffie need more instructions than it did? Six fixed inputs are run by callgrind, and the instructions of each phase
are held against counts.tsv: more than 3 % more, of a phase or of the whole, fails. Phases are functions, with all
that they call (PHASES); a phase below a fiftieth of its input is not held on its own.

  counts.py                 compares. Exit status 0: as before; 1: more; 70: no baseline for these libraries
  counts.py --set REASON    writes what is counted now into counts.tsv, and the reason above it
  counts.py --tell          prints all counts beside those of the baseline

Counts are those of one system, compiler and set of libraries, as `griffie --version` tells them: others have a baseline of
their own. What the C library and libcrypto do by the kind of processor is held fixed."""
import argparse
import datetime
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import content

HERE = pathlib.Path(__file__).resolve().parent
GRIFFIE = pathlib.Path(os.environ.get("GRIFFIE", HERE.parents[1] / "build/griffie")).resolve()
BASELINE = HERE / "counts.tsv"
WORSE = 1.03  # against the baseline
SMALL = 0.02  # of an input: below it a phase is not held on its own
PHASES = {"read": "gr_load_exports", "fonts": "gr_load_styles_open", "evaluate": "gr_report_evaluate", "lay out": "gr_layout_run",
          "fill pages": "gr_pdf_fill_page", "end PDF": "gr_pdf_finish", "plan sheets": "gr_sheets_plan", "workbook": "gr_xlsx_write",
          "key": "gr_edition_key", "origins": "gr_edition_places", "published": "gr_edition_published", "verify": "gr_edition_verify",
          "hash": "gr_sha256_of"}
# a processor without what not all have
PLAIN = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2_Usable,-AVX2,-AVX512F,-AVX512VL,-ERMS,-FSRM,-AVX_Fast_Unaligned_Load",
         "OPENSSL_ia32cap": "~0x200000200000000:~0x20000000", "LIBDEFLATE_DISABLE_CPU_FEATURES": "avx2,bmi2,avx512"}
BATCH = """<batch xmlns="urn:griffie:batch:1" id="counts" zone="Europe/Amsterdam">
  <job id="all" report="document" formats="pdf" schedule="daily 04:00"/>
</batch>
"""


def inclusive(path):
    """{function: instructions in it and in what it calls} of one process, and the total under ''."""
    names, sums, called = {}, {}, None
    for line in path.read_text(errors="replace").splitlines():
        found = re.match(r"c?fn=\((\d+)\)(?: (.*))?$", line)
        if found and found[2]:
            names[found[1]] = found[2]
        if line.startswith("cfn="):
            called = names[found[1]]
        elif line.startswith("calls="):
            continue
        elif called and re.match(r"[+*\-\d]", line):
            sums[called] = sums.get(called, 0) + int(line.split()[1])
            called = None
        elif line.startswith(("summary:", "totals:")):
            sums[""] = int(line.split()[1])
    return sums


def counted(work, words):
    """{phase: instructions} of one call of griffie; 'whole' is that of its largest process."""
    for path in work.glob("callgrind.*"):
        path.unlink()
    done = subprocess.run(["valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={work}/callgrind.%p", GRIFFIE, *map(str, words)],
                          env={**os.environ, **PLAIN}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        sys.exit(f"counts: exit {done.returncode}: griffie {' '.join(map(str, words))}\n{done.stdout}")
    processes = [inclusive(path) for path in work.glob("callgrind.*")]
    taken = {"whole": max(sums[""] for sums in processes), "start": min(sums[""] for sums in processes)}
    for phase, function in PHASES.items():
        most = max(sums.get(function, 0) for sums in processes)
        if most:
            taken[phase] = most
    return taken


def descriptors(work, name, *without, batch=None):
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"{name}-", dir=work)) / "descriptors"
    shutil.copytree(HERE / "griffie" / name, folder)
    shutil.copytree(HERE / "griffie/document/styles", folder / "styles", dirs_exist_ok=True)
    for report in without:
        (folder / "reports" / report).unlink()
    if batch:
        (folder / "batch.xml").write_text(batch)
    return folder


def given(work, name, write):
    """A folder of exports, made by write(its path without ending)."""
    folder = work / f"given-{name}"
    folder.mkdir()
    write(folder / name)
    for path in folder.glob("*.json"):
        path.unlink()
    return folder


def render(work, name, folder, formats):
    return ["render", "--input", folder, "--templates", name, "--output", work / "made", "--format", formats, "--jobs", "1"]


def inputs(work):
    """{input: words of the call that is counted}; a call that must go before is made here."""
    write = lambda chapters: lambda path: content.write_document(content.document(chapters), path)
    rows = given(work, "rows", lambda path: content.write_rows(1000, f"{path}.xml"))
    yield "page", render(work, descriptors(work, "page"), given(work, "page", write(0)), "pdf")
    yield "document", render(work, descriptors(work, "document"), given(work, "document", write(21)), "pdf")
    yield "table", render(work, descriptors(work, "rows", "workbook.xml", "cells.xml"), rows, "pdf")
    yield "workbook", render(work, descriptors(work, "rows", "bookings.xml", "cells.xml"), rows, "xlsx")
    lines = given(work, "lines", lambda path: content.write_lines(2, f"{path}.xml"))
    yield "export", ["check", "--input", lines, "--templates", descriptors(work, "lines")]
    few = work / "given-night"
    few.mkdir()
    for number, place in enumerate(content.places(10), 1):
        content.write_document(content.document(1, f"{number:04}", place), few / f"{number:04}")
        (few / f"{number:04}.json").unlink()
    night = ["run", "--input", few, "--templates", descriptors(work, "document", batch=BATCH), "--output", work / "made", "--jobs", "1",
             "--now"]
    subprocess.run([GRIFFIE, *map(str, night)], stdout=subprocess.DEVNULL, check=True)
    yield "night", night


def count_all():
    with tempfile.TemporaryDirectory(prefix="griffie-counts-") as folder:
        work, all_counts = pathlib.Path(folder), {}
        for name, words in inputs(work):
            for phase, count in counted(work, words).items():
                all_counts[name, phase] = count
            if name != "night":
                for rest in (work / "made", work / ".made.griffie"):
                    shutil.rmtree(rest, ignore_errors=True)
        return all_counts


def key():
    """System, compiler and libraries."""
    system = re.search(r'^VERSION_ID="?(\d+)', pathlib.Path("/etc/os-release").read_text(), re.M)
    told = subprocess.run([GRIFFIE, "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    libraries = [line for line in told[1:] if not line.startswith("guards")]
    return f"Debian {system[1] if system else '?'}; " + "; ".join(libraries)


def read_baseline():
    """{key: {(input, phase): instructions}}, and the lines of reasons."""
    known, reasons, here = {}, [], None
    for line in BASELINE.read_text().splitlines() if BASELINE.exists() else []:
        if line.startswith("# "):
            reasons.append(line)
        elif line.startswith("= "):
            here = known.setdefault(line[2:], {})
        elif line:
            name, phase, count = line.split("\t")
            here[name, phase] = int(count)
    return known, reasons


def set_baseline(counts, reason):
    known, reasons = read_baseline()
    known[key()] = counts
    with open(BASELINE, "w", encoding="utf-8") as out:
        out.write("\n".join([*reasons, f"# {datetime.date.today()} {reason}"]) + "\n")
        for name in sorted(known):
            out.write(f"= {name}\n" + "".join(f"{given}\t{phase}\t{count}\n" for (given, phase), count in known[name].items()))


def worse(counts, before):
    """What needs more than it did, or is not counted any more, a line each."""
    for (name, phase), was in before.items():
        now = counts.get((name, phase))
        if was < SMALL * before[name, "whole"]:
            continue
        if now is None:
            yield f"{name}: phase '{phase}' is not there any more; does {PHASES.get(phase)}() have another name?"
        elif now > WORSE * was:
            yield f"{name}: {phase}: {now:,} instructions, {was:,} before: {100 * (now / was - 1):.1f} % more"


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--set", metavar="REASON")
    ask.add_argument("--tell", action="store_true")
    told = ask.parse_args()
    if not shutil.which("valgrind") or b"__asan_init" in GRIFFIE.read_bytes():
        print("counts: valgrind is not installed, or the program has sanitizers")
        sys.exit(77)
    before = read_baseline()[0].get(key())
    if before is None and not told.set:
        print(f"counts: tests/bench/counts.tsv has no baseline for {key()}\ncounts: when the last commit is known to be as fast as it was, set one: "
              f"tests/bench/counts.py --set 'first counted with these libraries'")
        sys.exit(70)
    counts = count_all()
    if told.set:
        return set_baseline(counts, told.set)
    for (name, phase), count in counts.items() if told.tell else ():
        was = before.get((name, phase))
        print(f"{name:10} {phase:10} {count:15,} {was or 0:15,} {f'{100 * (count / was - 1):+.1f} %' if was else ''}")
    found = list(worse(counts, before))
    for line in found:
        print(f"counts: {line}")
    if found:
        print("counts: find out why (callgrind_annotate --inclusive=yes), mend it, or set a new baseline with the reason in the same commit: "
              "tests/bench/counts.py --set 'REASON'")
        sys.exit(1)
    return 0


if __name__ == "__main__":
    main()
