#!/usr/bin/env python3
"""Every message of the catalogue (include/base/diag_codes.def) is provoked by a test: it stands in what a golden case wants, or a
unit, property or shell test asks for it by its name, its tag or its fixed text. Prints those that are not, by their tag."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CATALOGUE = re.compile(r'GR_DIAG\((\w+),\s*"(\w+)",\s*(GR_\w+),\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)')


# what only a machine that slept or a layout that never settles brings about, and why no test makes it
UNPROVOKED = {
    "O127": "a lock is looked at again after minutes, and a run that another has overtaken by then is a machine that slept",
    "O105": "the limits of the workbook library are known and refused before, with a place",
    "L103": "no document is known whose page numbers do not settle in four rounds",
}


def text_of(*patterns):
    paths = (path for pattern in patterns for path in (ROOT / "tests").glob(pattern) if path.is_file())
    return "\n".join(path.read_text(errors="replace") for path in paths if path != pathlib.Path(__file__).resolve())


def main():
    messages = CATALOGUE.findall((ROOT / "include/base/diag_codes.def").read_text())
    golden = text_of("golden/*/want.*")
    programs = text_of("unit/**/*.[ch]", "prop/*.[ch]")
    scripts = text_of("tools/*.sh", "tools/*.py", "web/*", "workbook/*")
    asked = set(re.findall(r"\w+", programs + scripts))
    needless = [tag for tag in UNPROVOKED if f"[{tag}]" in golden or tag in asked]
    silent = [(tag, fixed) for name, tag, _, fixed in messages
              if tag not in UNPROVOKED and f"[{tag}]" not in golden and tag not in asked and f"GR_CODE_{name}" not in asked
              and "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', fixed)) not in programs + scripts]
    for tag, fixed in silent:
        print(f"provoked: no test provokes [{tag}] {fixed.strip()}", file=sys.stderr)
    if len(messages) < 150:
        print(f"provoked: only {len(messages)} messages were found in the catalogue", file=sys.stderr)
        return 1
    for tag in needless:
        print(f"provoked: [{tag}] is provoked after all: take it from UNPROVOKED", file=sys.stderr)
    return 1 if silent or needless else 0


if __name__ == "__main__":
    sys.exit(main())
