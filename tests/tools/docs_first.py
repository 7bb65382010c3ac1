#!/usr/bin/env python3
"""docs/first-report.md makes the report that it promises.

docs_first.py GRIFFIE: each block of the page that has the name of a file above it is written to that file, beside the house styles of the
samples. What `check` and `render` then say and make is what the page says; without a place the check fails and nothing is made."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = re.compile(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)^```$", re.S | re.M)
MADE = ("output/visits/region/bezoek-2022.pdf", "output/visits/region/bezoek-2022.xlsx")
MOST_LINES = 40  # of a report
faults = []


def demand(holds, what):
    if not holds:
        faults.append(what)


def run(griffie, folder, *words):
    return subprocess.run([griffie, *words], cwd=folder, capture_output=True, text=True, check=False)


def main(griffie):
    page = (ROOT / "docs/first-report.md").read_text(encoding="utf-8")
    files = dict(FILES.findall(page))
    demand(len(files) == 5, f"the page has {len(files)} files")
    with tempfile.TemporaryDirectory() as folder:
        at = pathlib.Path(folder)
        shutil.copytree(ROOT / "templates/styles", at / "templates/styles")
        for name, text in files.items():
            (at / name).parent.mkdir(parents=True, exist_ok=True)
            (at / name).write_text(text, encoding="utf-8")
            demand(not name.startswith("templates/reports/") or text.count("\n") <= MOST_LINES, f"{name} is long")
        checked = run(griffie, at, "check", "--strict")
        demand((checked.returncode, checked.stdout, checked.stderr) == (0, "", ""), f"check said: {checked.stdout}{checked.stderr}")
        made = run(griffie, at, "render")
        demand(made.returncode == 0 and made.stdout.split() == list(MADE), f"render made: {made.stdout}{made.stderr}")
        demand(all(name in page for name in MADE[:1]), "the page does not name what is made")
        traced = run(griffie, at, "trace", MADE[0], "€ 56.400")
        demand(traced.returncode == 0 and "visits" in traced.stdout, f"trace said: {traced.stdout}{traced.stderr}")
        export = at / "input/visits.xml"
        export.write_text(re.sub(r'  <place id="oever".*\n', "", export.read_text(encoding="utf-8")), encoding="utf-8")
        before = (at / MADE[0]).read_bytes()
        short = run(griffie, at, "render")
        demand(short.returncode not in (0, 3) and "elke plaats heeft een jaar geleverd" in short.stderr, f"a place less: {short.stderr}")
        demand((at / MADE[0]).read_bytes() == before, "the last document did not stay")
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(str(pathlib.Path(sys.argv[1]).resolve())))
