#!/usr/bin/env python3
"""White at the foot of the pages of the sample reports: white_foot.py GRIFFIE [--list] [STYLE...]

Each edition is laid out in each house style. Of each page the lowest thing that stands in its text area is found in the page dump and
held against the end of that area, as the style's masters give it. More than a fifth of the area left white is a fault, but on the last
page of a part: before a change of master, before a section with break="page", at the end. Covers and slides are left out. --list prints all pages
that are not last ones. Run it from the repository.
"""
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

MOST = 20  # percent of the text area
# what is left to mend, and may not grow: openings and drawings that are higher than what a page has left
KNOWN = {
    "budget/region in large,": 63, "framework-letter/region in mgr,": 21, "framework-letter/region in large,": 22,
    "annual-accounts/region in mgr,": 24, "annual-accounts/region in sober,": 24, "annual-accounts/region in large,": 45,
    "handover-dossier/doesburg in large,": 28, "handover-dossier/region in large,": 28,
    "handover-dossier/renkum in large,": 28, "handover-dossier/wageningen in large,": 28,
    "strategy-book/region in mgr,": 40, "strategy-book/region in sober,": 40, "strategy-book/region in large,": 81,
}
STYLES = ["mgr", "sober", "large"]
POINTS = {"mm": 72 / 25.4, "cm": 720 / 25.4, "pt": 1.0}


def points(length):
    number, unit = re.fullmatch(r"([\d.]+)(mm|cm|pt)", length).groups()
    return float(number) * POINTS[unit]


def masters_of(style):
    """{name: (top, top of its first page, bottom)} in points from the top of the page."""
    areas = {}
    for element in ET.parse("templates/styles/%s.xml" % style).getroot().iter():
        if element.tag.split("}")[-1] == "master":
            height = points(element.get("height", "297mm"))
            top = points(element.get("top", "25mm"))
            areas[element.get("name")] = (top, points(element.get("first-top", element.get("top", "25mm"))), height - points(element.get("bottom", "25mm")))
    return areas


def dump(griffie, style, kind, selected):
    words = [griffie, "render", "--style", style, "--dump=%s" % kind, *selected]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def lowest_of(line):
    """How far down a line of the page dump reaches, in points; None: it stands outside the text area, or is white."""
    words = line.split()
    if len(words) < 4 or words[3] in ("[background]", "[watermark]", "[header]", "[footer]"):
        return None
    y = float(words[2])
    if words[0] == "text":
        return y
    if words[0] == "rule":
        return max(y, float(words[6]))
    if words[0] in ("rect", "image"):
        return y + float(words[5])
    if words[0] == "path":
        steps = re.search(r" width [\d.]+ (.*)$| stroke none (?:[\d.]+ )?(.*)$", line)
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", (steps.group(1) or steps.group(2)) if steps else "")]
        return y + max(numbers[1::2], default=0)
    return None


def pages_of(text):
    """[(master, lowest, first words of a heading that stands first)] of a page dump."""
    pages = []
    for line in text.splitlines():
        begins = re.match(r"page \d+ [\d.]+ [\d.]+ (\S+)", line)
        if begins:
            pages.append([begins.group(1), 0.0, None])
            continue
        lowest = lowest_of(line) if line.startswith("  ") else None
        if lowest is not None:
            pages[-1][1] = max(pages[-1][1], lowest)
        said = re.match(r'  text \S+ \S+ (\S+?):\d+ .*"(.*)"$', line)
        if said and pages[-1][2] is None:
            pages[-1][2] = re.sub(r"^\d+(\.\d+)*\s+", "", said.group(2).strip()) if re.fullmatch(r"H\d", said.group(1)) else ""
    return pages


def openers_of(text):
    """The headings of sections that begin on a new page."""
    openers, opens = [], False
    for line in text.splitlines():
        line = line.strip()
        if re.match(r"section \d", line):
            opens = "new-page" in line or "master=" in line
        elif opens and line.startswith("text "):
            openers.append(line.split(" ", 1)[1].strip('"'))
            opens = False
    return openers


def faults_of(name, pages, openers, areas, listed):
    faults, used = [], set()
    for number, (master, lowest, _) in enumerate(pages, 1):
        top, first_top, end = areas[master]
        top = top if master in used else first_top
        used.add(master)
        following = pages[number] if number < len(pages) else None
        last = following is None or following[0] != master or (following[2] and any(o.startswith(following[2]) or following[2].startswith(o) for o in openers))
        white = round((end - max(lowest, top)) * 100 / (end - top))
        if not last and white > KNOWN.get(name, MOST):
            faults.append("%s page %d: %d %% white at its foot" % (name, number, white))
        if listed and not last:
            print("%s page %d: %d %%" % (name, number, white))
    return faults


def samples(griffie):
    """[(report, edition)] of all that is published."""
    with tempfile.TemporaryDirectory() as folder:
        words = [griffie, "render", "--format", "pdf", "--output", os.path.join(folder, "out")]
        listed = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    return sorted({tuple(line.split("/")[-3:-1]) for line in listed.splitlines() if line.endswith(".pdf")})


def main(words):
    griffie = words[0]
    listed = "--list" in words
    styles = [word for word in words[1:] if word != "--list"] or STYLES
    faults = []
    for report, edition in samples(griffie):
        for style in styles:
            selected = ["--report", report, "--edition", edition]
            document = dump(griffie, style, "document", selected)
            if re.search(r"^ *section .* slide\b", document, re.M):
                continue
            pages = pages_of(dump(griffie, style, "pages", selected))
            openers = openers_of(document)
            faults += faults_of("%s/%s in %s," % (report, edition, style), pages, openers, masters_of(style), listed)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
