#!/usr/bin/env python3
"""The examples of source descriptors in the docs do what stands below them.

docs_sources.py GRIFFIE: in docs/descriptors.md (and docs/sources*.md) a block of XML that is a <source>, followed by a block of XML that is an
export, followed by a block of text. The source and the export are read with `check --source`; the text is what is then said: each of its
lines has to be among the lines of stdout and stderr, and the records in it ("= ...") are all there are. An exit other than 0 has to be
one that the text explains, by an "error:" line in it."""
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCKS = re.compile(r"^```(\w+)\n(.*?)^```$", re.S | re.M)
GAP = 400  # characters of prose between the parts of an example


def examples(page):
    text = page.read_text(encoding="utf-8")
    blocks = [(m.group(1), m.group(2), m.start(), m.end()) for m in BLOCKS.finditer(text)]
    for source, export, said in zip(blocks, blocks[1:], blocks[2:]):
        near = export[2] - source[3] < GAP and said[2] - export[3] < GAP
        kinds = (source[0], export[0], said[0]) == ("xml", "xml", "text")
        if near and kinds and source[1].lstrip().startswith("<source ") and not export[1].lstrip().startswith("<source "):
            yield text.count("\n", 0, source[2]) + 1, source[1], export[1], said[1]


def faults(griffie, source, export, said):
    with tempfile.TemporaryDirectory() as folder:
        at = pathlib.Path(folder)
        (at / "templates/sources").mkdir(parents=True)
        (at / "input").mkdir()
        (at / "templates/sources/s.xml").write_text(source, encoding="utf-8")
        (at / "input/i.xml").write_text(export, encoding="utf-8")
        run = subprocess.run([griffie, "check", "--source", "input/i.xml"], cwd=folder, capture_output=True, text=True)
    told = [line.strip() for line in (run.stdout + run.stderr).splitlines()]
    wanted = [line.strip() for line in said.splitlines() if line.strip()]
    wrong = [f"not said: {line}" for line in wanted if line not in told]
    wrong += [f"not in the docs: {line}" for line in told if line.startswith("= ") and line not in wanted]
    if run.returncode != 0 and not any("error:" in line for line in wanted):
        wrong.append(f"exit {run.returncode}: {run.stderr}")
    return wrong


def main():
    griffie = str(pathlib.Path(sys.argv[1]).resolve())
    n = bad = 0
    for page in [ROOT / "docs/descriptors.md", *sorted((ROOT / "docs").glob("sources*.md"))]:
        for line, source, export, said in examples(page):
            n += 1
            for fault in faults(griffie, source, export, said):
                bad += 1
                print(f"{page.relative_to(ROOT)}:{line}: {fault}")
    print(f"{n} examples of sources, {bad} faults")
    sys.exit(1 if bad or n == 0 else 0)


main()
