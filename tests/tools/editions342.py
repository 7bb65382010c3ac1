"""All municipalities of the country: writes exports for 342 generated municipalities from the sample ones, runs the night
over them with two workers and says what it took; then a night without changes, and one with one changed figure.

editions342.py [FOLDER]  the exports, descriptors and documents are left in FOLDER (otherwise nothing is left).
                         GRIFFIE names the program.
"""
import collections
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GRIFFIE = Path(os.environ.get("GRIFFIE", ROOT / "build/griffie")).resolve()
COUNT = 342
MODULES = {"inkoop": 1, "beheer": 1, "rbl": 3, "wsp": 4, "wgsw": 5, "inburgering": 7}  # one in so many does not take part
MEASURES = {"inhabitants": ("inkoop", lambda n: str(1000 + n * 577)), "labour-years": ("wgsw", lambda n: f"{n % 90 + 1}.25"),
            "pupils": ("rbl", lambda n: f"{n % 40 + 1}.50")}
BATCH = """<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam">
  <defaults schedule="daily 04:15"/>
  <job id="dossiers" report="handover-dossier"/>
  <job id="newsletter" report="council-newsletter"/>
</batch>
"""


def code(number):
    return f"gm{number:04}"


def takes_part(number, module):
    return MODULES[module] == 1 or number % MODULES[module] != 0


def replace(path, pattern, text):
    old = path.read_text()
    new = re.sub(pattern, lambda match: match[1] + text + match[2], old, flags=re.DOTALL)
    if new == old:
        sys.exit(f"editions342: {path} no longer has what is replaced")
    path.write_text(new)


def write_exports(work):
    shutil.copytree(ROOT / "input", work / "input")
    shutil.copytree(ROOT / "templates", work / "templates")
    (work / "templates/batch.xml").write_text(BATCH)
    (work / "templates/reports/annual-report.xml").unlink()
    numbers = range(1, COUNT + 1)
    organisation = work / "input/organisation.xml"
    replace(organisation, "(<municipalities>).*?(</municipalities>)", "\n".join(
        f'<municipality id="{code(n)}" name="Gemeente {n:03}" size="{("small", "middle", "centre")[n % 3]}"/>' for n in numbers))
    replace(organisation, "(<participations>).*?(</participations>)", "\n".join(
        f'<participation municipality="{code(n)}" module="{module}" from="2019-01-01"/>'
        for module in MODULES for n in numbers if takes_part(n, module)))
    for kind, (module, number) in MEASURES.items():
        replace(work / "input/measures.xml", f'(<measure kind="{kind}"[^>]*>).*?(</measure>)', "\n".join(
            f'<value municipality="{code(n)}" number="{number(n)}"/>' for n in numbers if takes_part(n, module)))


def peaks(pid, found):
    """The most memory each process of the run has had, in KiB."""
    for task in [pid, *[c for p in [pid] for c in children(p)], *[g for c in children(pid) for g in children(c)]]:
        try:
            peak = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{task}/status").read_text())
        except OSError:
            continue
        if peak:
            role = "supervisor" if task == pid else "loader" if task in children(pid) else f"worker {task}"
            found[role] = max(found[role], int(peak[1]))


def children(pid):
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def night(work, what, day):
    began = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    memory = collections.Counter()
    with open(work / "events", "w+") as events:
        process = subprocess.Popen([GRIFFIE, "run", "--json", "--jobs", "2"], cwd=work, stdout=events,
                                   env={**os.environ, "SOURCE_DATE_EPOCH": str(1656669600 + day * 86400)})
        while process.poll() is None:
            peaks(process.pid, memory)
            time.sleep(0.02)
        events.seek(0)
        rows = [json.loads(line) for line in events]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode != 0:
        sys.exit(f"editions342: {what}: ended with {process.returncode}")
    status = collections.Counter(row["status"] for row in rows if row["event"] == "edition")
    print(f"{what}: {time.monotonic() - began:.2f} s wall, {after.ru_utime - before.ru_utime:.2f} s user, "
          f"{after.ru_stime - before.ru_stime:.2f} s system; {dict(status)}")
    print("  most memory (MiB): " + ", ".join(f"{role.split()[0]} {kib / 1024:.1f}" for role, kib in memory.items()))
    return [f'{row["report"]}/{row["edition"]}' for row in rows if row.get("status") == "published"]


def sizes(work):
    for suffix in (".pdf", ".xlsx"):
        files = [path.stat().st_size for path in (work / "output/.gen").rglob(f"*{suffix}")]
        print(f"  {len(files)} {suffix}: {sum(files) / 1e6:.1f} MB, the largest {max(files, default=0):,} bytes")


def main(work):
    write_exports(work)
    night(work, "all new", 0)
    sizes(work)
    made = night(work, "nothing changed", 1)
    if made:
        sys.exit(f"editions342: nothing changed, and made again: {made[:5]}")
    # the fixed share of one municipality in the module RBL: of all that take part in it the contribution changes
    old = MEASURES["pupils"][1](1)
    replace(work / "input/measures.xml", rf'(<measure kind="pupils"[^>]*>.*?municipality="{code(1)}" number=")[0-9.]+(")',
            str(float(old) + 1))
    made = night(work, "one figure", 2)
    out = [name for name in made if name.startswith("handover-dossier/gemeente-")
           and not takes_part(int(name[-3:]), "rbl")]
    print(f"  made again: {len(made)}; of them {len(out)} dossiers of municipalities outside that module: {out[:3]}")
    night(work, "nothing changed", 3)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).mkdir()
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory(prefix="griffie-342-") as folder:
            main(Path(folder))
