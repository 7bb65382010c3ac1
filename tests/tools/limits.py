"""limits.py GRIFFIE: the table of limits in docs/operations.md has each limit of src/base/limits.c with its number, and the
defaults and bounds that options and the batch descriptor have. One line for each that it lacks; exit 1 then.
What passes a limit of charts is refused with both numbers."""
import pathlib
import re
import subprocess
import sys
import tempfile

import slow_inputs

ROOT = pathlib.Path(__file__).resolve().parents[2]
UNITS = {"KIB": 1 << 10, "MIB": 1 << 20, "GIB": 1 << 30}


def defines(path):
    text = (ROOT / path).read_text()
    return {name: int(value) for name, value in re.findall(r"#define (\w+) +(\d+)u?\b", text)}


def number(expression):
    """As the table prints it: 2 GiB, 32,767."""
    value = 1
    for factor in expression.split("*"):
        value *= UNITS.get(factor.strip()) or int(factor)
    for unit, name in (("GIB", "GiB"), ("MIB", "MiB"), ("KIB", "KiB")):
        if unit in expression:
            return f"{value // UNITS[unit]} {name}"
    return f"{value:,}"


def chart_refused(griffie):
    most = int(re.search(r"\.chart_points = (\d+)", (ROOT / "src/base/limits.c").read_text())[1])
    wanted = f"r.xml:2:{{}}: error: chart data not usable: {most + 1} categories, and a chart may have {most}; use a table [E106]"
    with tempfile.TemporaryDirectory() as folder:
        project = slow_inputs.Project(pathlib.Path(folder) / "p")
        slow_inputs.chart_points(project, most + 1)
        run = subprocess.run([griffie, "check"], cwd=project.folder, capture_output=True, text=True, timeout=120)
    before, behind = wanted.split("{}")
    if run.returncode == 0 or not re.search(re.escape(before) + r"\d+" + re.escape(behind), run.stderr):
        print(f"limits: a chart with {most + 1} categories: status {run.returncode}\n{run.stderr}")
        return False
    return True


def main():
    page = (ROOT / "docs/operations.md").read_text()
    table = page[page.index("\n## Limits\n"):page.index("\n### What a small input")]
    limits = re.findall(r"^    \.(\w+) = ([^,]+),", (ROOT / "src/base/limits.c").read_text(), re.M)
    wanted = [(name, f"| {number(expression)}") for name, expression in limits]
    jobs, batch, values = (defines(p) for p in ("src/schedule/jobs.c", "src/batch/make_now.c", "src/cli/values.c"))
    wanted += [("memory by night", f"| {jobs['MEMORY_MIB']} MiB"), ("time by night", f"| {jobs['EDITION_SECONDS']} s"),
               ("memory", f"| {batch['MEMORY_MIB']} MiB"), ("time", f"| {batch['EDITION_SECONDS']} s"),
               ("least and most memory", f"{jobs['MEMORY_LEAST']} to {jobs['MEMORY_MOST']}"),
               ("most time", f"1 to {jobs['SECONDS_MOST']}"), ("shards", f"| {values['SHARDS_MOST']:,}"),
               ("versions", f"{values['KEEP_MOST']:,}"), ("lines", f"{values['MOST_MOST']:,}")]
    for name in ("MEMORY_LEAST", "MEMORY_MOST", "SECONDS_MOST"):
        if jobs[name] != values[name]:
            print(f"limits: {name} is {jobs[name]} by night and {values[name]} on the command line")
            return 1
    lacking = [(name, text) for name, text in wanted if not re.search(re.escape(text) + r"(?![\d,])", table)]
    for name, text in lacking:
        print(f"limits: the table in docs/operations.md lacks '{text}' ({name})")
    codes = set(re.findall(r'"([A-Z]\d{3})"', (ROOT / "include/base/diag_codes.def").read_text()))
    for code in sorted(set(re.findall(r"\b[A-Z]\d{3}\b", table)) - codes):
        print(f"limits: the table names {code}, which is no message")
        lacking.append((code, code))
    return 1 if not chart_refused(sys.argv[1]) or lacking or len(limits) < 15 else 0


sys.exit(main())
