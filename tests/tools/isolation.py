"""isolation.py GRIFFIE: nothing of another owner in any byte of an edition.

A report with every form that a figure can take is made for the region and for five municipalities, twice, with other
figures the second time. Each edition's folder, the one of its change sheet and the index page are opened to the last
byte and searched for what was planted in the exports of the others: figures in every notation, sums of two and
differences, names, keys, dates. The region's edition is the control: there every planted thing is found.
Prints a line for each thing that is found or missed; exit 1 when there is one.
"""
import datetime
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import opened
import planted

HERE = pathlib.Path(__file__).parent
STYLE = HERE.parent / "golden/_blocks/templates/styles"
NAMES = {"gm0202": "Arnhem", "gm0274": "Renkum", "gm0277": "Rozendaal", "gm0293": "Westervoort", "gm0226": "Duiven"}
EDITIONS = {"region": None, **{name.lower(): key for key, name in NAMES.items()}}
YEARS = ("2021", "2022")
# inhabitants and cents of each year; the last two are those of 2022 in the second run
FIGURES = {
    "gm0202": ((6611027, 912345678), (7770011, 834567891), (7893127, 851771234)),
    "gm0274": ((2983071, 412398765), (3141759, 498761234), (3209833, 487654323)),
    "gm0277": ((1698053, 287654391), (1753947, 265437819), (1846051, 278848913)),
    "gm0293": ((5437019, 634598127), (5550023, 645871239), (5703169, 659182147)),
    "gm0226": ((4219037, 523416789), (4326081, 534127896), (4412177, 543138919)),
}
DAYS = {"gm0202": "1903-03-07", "gm0274": "1904-05-09", "gm0277": "1905-11-23", "gm0293": "1906-08-17", "gm0226": "1907-02-13"}
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
BUDGET = 98765432  # euros, shared: its parts are not
failed = False


def fail(message):
    global failed
    failed = True
    print(f"isolation: {message}")


# --- what is planted ---

def euros(cents):
    return f"{cents // 100}.{cents % 100:02}"


def number(key, year, second):
    row = FIGURES[key]
    return row[0] if year == "2021" else row[2 if second else 1]


def contributions(second):
    """Parts in whole euros by inhabitants, largest remainders first."""
    weights = {key: number(key, "2022", second)[0] for key in NAMES}
    whole = sum(weights.values())
    parts = {key: BUDGET * weight // whole for key, weight in weights.items()}
    first = sorted(NAMES, key=lambda key: -(BUDGET * weights[key] % whole))
    for key in first[: BUDGET - sum(parts.values())]:
        parts[key] += 1
    return parts


def figures_of(key):
    """All that is planted of one municipality, by name."""
    out = {}
    for second in (False, True):
        run = "second" if second else "first"
        out[f"{key} contribution ({run})"] = contributions(second)[key]
        for year in YEARS:
            inhabitants, cents = number(key, year, second)
            when = year if year == "2021" else f"{year} ({run})"
            out[f"{key} number {when}"] = inhabitants
            out[f"{key} amount {when}"] = cents / 100
            out[f"{key} twice {when}"] = inhabitants * 2
    out[f"{key} costs"] = 4100000 + int(key[2:]) * 3701
    return out


def totals():
    """Over all municipalities: public, as the dataset declares."""
    out = {BUDGET}
    for second in (False, True):
        for year in YEARS:
            both = [number(key, year, second) for key in NAMES]
            out |= {sum(one for one, _ in both), sum(cents for _, cents in both) / 100}
    return out


def words_of(key):
    day = datetime.date.fromisoformat(DAYS[key])
    serial = (day - datetime.date(1899, 12, 30)).days
    return [f"Geheim{NAMES[key]}", f"zaak-{key}-4711", f"Dossier{NAMES[key]}", f"Brief{NAMES[key]}", f"Tekst{NAMES[key]}", str(day),
            f"{day.day} {MONTHS[day.month - 1]} {day.year}", day.strftime("%d-%m-%Y"), day.strftime("%d%m%Y"), day.strftime("%Y%m%d"),
            f">{serial}<"]


def export(second):
    lines = []
    for key, name in NAMES.items():
        lines.append(f'<municipality id="{key}" name="{name}"/><file id="zaak-{key}-4711" municipality="{key}" '
                     f'title="Dossier{name}" cost="{4100000 + int(key[2:]) * 3701}.00"/>')
        for year in YEARS:
            inhabitants, cents = number(key, year, second)
            lines.append(f'<inh municipality="{key}" year="{year}" number="{inhabitants}" amount="{euros(cents)}" '
                         f'note="Geheim{name}" day="{DAYS[key]}" until="1908-12-31"/>')
    return (f'<region xmlns="urn:griffie:test:1" as-of="2022-06-30"><budget id="b" amount="{BUDGET}.00"/>'
            + "\n".join(lines) + "</region>")


# --- the search ---

class Search:
    """For what belongs to some municipalities, by a reader who knows the figures of another one, and totals over all."""

    def __init__(self, keys, reader=None):
        own = figures_of(reader) if reader else {}
        known = set(own.values()) | (totals() if reader else set())
        figures = {name: value for key in keys for name, value in figures_of(key).items()}
        self.planted = [planted.Planted(figures, known)]
        for kind in ("number", "amount"):
            mine = {name: value for name, value in own.items() if f"{kind} 2022" in name}
            theirs = {name: value for name, value in figures.items() if f"{kind} 2022" in name}
            self.planted.append(planted.Planted(dict(planted.pairs(theirs, mine)), known, False))
        self.words = {word: key for key in keys for word in words_of(key)}
        self.known = set(words_of(reader)) if reader else set()

    def find(self, text, loose):
        found = set()
        for each in self.planted:
            found |= each.find(text, loose)
        return found | {f"{key}: {word}" for word, key in self.words.items() if word in text and word not in self.known}


def look_into(what, search, texts):
    seen = {}
    for name, text, loose in texts:
        for found in search.find(text, loose):
            seen.setdefault(found, name)
    for found, name in sorted(seen.items())[:12]:
        fail(f"{what}: {found} stands in {name}")
    if len(seen) > 12:
        fail(f"{what}: and {len(seen) - 12} more")


def look_for(what, keys, other_run, texts):
    """The control: all that was planted for this run is found, and in all notations together."""
    texts = list(texts)
    search = Search(keys)
    seen = set()
    for _, text, loose in texts:
        seen |= search.find(text, loose)
    for key in keys:
        now = {name for name in figures_of(key) if other_run not in name}
        for missed in sorted(now - {re.split(" in | rounded", name)[0] for name in seen}):
            fail(f"{what}: the search does not find {missed}")
        for word in words_of(key)[:5] + words_of(key)[6:7]:
            if f"{key}: {word}" not in seen:
                fail(f"{what}: the search does not find {word}")
    for form in ("in thousands", "in millions", "rounded to"):
        if not any(form in name for name in seen):
            fail(f"{what}: no figure is found {form}")


# --- the runs ---

def lay_out(work):
    shutil.copytree(HERE / "isolation/templates", work / "templates")
    shutil.copytree(STYLE, work / "templates/styles")
    for folder in ("texts", "attachments"):
        (work / "input" / folder).mkdir(parents=True)
    for key, name in NAMES.items():
        (work / f"input/texts/{key}.md").write_text(f"Tekst{name}, van {number(key, '2021', False)[0]}.\n", encoding="utf-8")
        (work / f"input/attachments/{key}.txt").write_text(f"Brief{name} met {number(key, '2022', False)[0]}\n", encoding="utf-8")


def run(griffie, work, second):
    (work / "input/region.xml").write_text(export(second), encoding="utf-8")
    done = subprocess.run([griffie, "run", "--now"], cwd=work, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        fail(f"run: exit status {done.returncode}\n{done.stderr}")
        sys.exit(1)


def edition_of(path):
    """Whose readers look at a file below the output folder: the edition named in its path, or nobody's in particular."""
    for part in path.parts:
        if part.split(".")[0] in EDITIONS:
            return part.split(".")[0]
    return None


def texts_below(output):
    """All texts of every file that stands there, links not followed, by edition."""
    texts = {edition: [] for edition in [*EDITIONS, None]}
    for path in sorted(output.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.parent == path.parent.resolve():
            below = path.relative_to(output.resolve())
            texts[edition_of(below)] += opened.open_bytes(str(below), path.read_bytes())
    return texts


def look_everywhere(output, when):
    texts = texts_below(output.resolve())
    look_for(f"{when}, region", list(NAMES), "second" if when.startswith("first") else "first", texts["region"])
    for edition, key in EDITIONS.items():
        if key is not None:
            look_into(f"{when}, {edition}", Search([other for other in NAMES if other != key], key), texts[edition])
    look_into(f"{when}, for nobody in particular", Search(list(NAMES)), texts[None])
    if when.startswith("second"):
        for edition in EDITIONS:
            if not any("changes" in name and name.endswith("pdf (text -raw)") for name, _, _ in texts[edition]):
                fail(f"{edition}: no change sheet to look into")


# --- the shipped samples ---

def owned_amounts(dump):
    """From a dump of all datasets: {owner: {name: amount}}, and the names of municipalities by key."""
    owned, names, dataset, columns = {}, {}, "", []
    for line in dump.splitlines():
        words = line.split()
        if line.startswith("dataset "):
            dataset, columns, owner = words[1], [], words[words.index("owner") + 1] if "owner" in words else ""
        elif line.startswith("  = "):
            row = dict(zip(columns, line[4:].split(" | ")))
            if dataset == "municipalities":
                names[row["id"]] = row["name"]
            for field, value in row.items():
                if owner and re.fullmatch(r"\d{5,}\.\d\d EUR", value):
                    owned.setdefault(row[owner], {})[f"{dataset} {field} of {line[4:]}"] = value.split()[0]
        elif line.startswith("  ") and words:
            columns.append(words[0])
    return owned, names


def look_into_samples(griffie, output):
    root = HERE.parent.parent
    dump = subprocess.run([griffie, "check", "--dump=dataset"], cwd=root, capture_output=True, text=True, check=False).stdout
    owned, names = owned_amounts(dump)
    done = subprocess.run([griffie, "render", "--output", str(output)], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode != 0 or len(owned) < 9:
        fail(f"samples: exit status {done.returncode}, figures of {len(owned)} owners\n{done.stderr}")
    for edition in sorted(output.glob("[a-z]*/[a-z]*")):
        key = next((key for key, name in names.items() if name.lower().replace(" ", "-") == edition.name), None)
        if key is not None:
            others = {name: value for other, figures in owned.items() if other != key for name, value in figures.items()}
            search = planted.Planted(others, owned.get(key, {}).values(), False)
            texts = (text for text in opened.open_folder(edition.resolve()) if text[2])  # the figures are small
            look_into(f"sample {edition.parent.name}/{edition.name}", search, texts)


def main():
    griffie = str(pathlib.Path(sys.argv[1]).resolve())
    if not all(shutil.which(tool) for tool in ("qpdf", "pdftotext", "pdfdetach", "mutool")):
        sys.exit(77)
    planted.prove(planted.Planted({"a": 7770011}), 7770011)
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        lay_out(work)
        for second in (False, True):
            run(griffie, work, second)
            look_everywhere(work / "output", "second run" if second else "first run")
        look_into_samples(griffie, work / "samples")
    sys.exit(1 if failed else 0)


main()
