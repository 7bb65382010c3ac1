#!/usr/bin/env python3
"""Letters per line of running text in the sample reports: measure.py GRIFFIE [--list] [STYLE...]

Each edition for everybody is laid out in each house style that has a master with a margin column. Of paragraphs of two lines and more that begin at
the left of the text, all lines but the last are counted; their middle one is to have 60 to 75 letters, spaces included. Newsletters, slides and
covers have a measure of their own. KNOWN has reports that are not set beside a margin column yet: theirs may not grow. Run it from the repository.
"""
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

LEAST, MOST = 60, 75
KNOWN = {"handover-dossier": 100, "annual-report": 100}
REPORTS = ["strategy-book", "handover-dossier", "annual-report"]
STYLES = ["mgr", "sober"]
POINTS = {"mm": 72 / 25.4, "cm": 720 / 25.4, "pt": 1.0}


def points(length):
    number, unit = re.fullmatch(r"([\d.]+)(mm|cm|pt)", length).groups()
    return float(number) * POINTS[unit]


def lefts_of(style):
    """{master: left edge of its text}."""
    lefts, root = {}, ET.parse("templates/styles/%s.xml" % style).getroot()
    for element in root.iter():
        if element.tag.split("}")[-1] == "master":
            inherited = lefts.get(element.get("like"))
            lefts[element.get("name")] = points(element.get("inner")) if element.get("inner") else inherited or points("25mm")
    return lefts


def paragraphs_of(text, lefts):
    """Lines by paragraph: those whose first piece is a P's, at the left edge of the text."""
    paragraphs, lines, left, page, right = {}, {}, 0, 0, 0
    for line in text.splitlines():
        begins = re.match(r"page (\d+) ([\d.]+) [\d.]+ (\S+)", line)
        if begins:
            page, left, right = int(begins.group(1)), lefts.get(begins.group(3), 0), float(begins.group(2))
        said = re.match(r'  text (\S+) (\S+) (\S+) size (\S+) .*?"(.*)"$', line)
        if not said or said.group(3).startswith("["):
            continue
        x, y, owner, words = float(said.group(1)), said.group(2), said.group(3), said.group(5)
        if x < right * 0.8:
            lines.setdefault((page, y, left), []).append((x, owner, words))
    for (page, y, left), pieces in sorted(lines.items(), key=lambda item: (item[0][0], float(item[0][1]))):
        x, owner, _ = min(pieces)
        if owner.startswith("P:") and abs(x - left) < 1:
            paragraphs.setdefault(owner, []).append(sum(len(words) for _, _, words in pieces))
    return paragraphs


def main(words):
    griffie, listed = words[0], "--list" in words
    styles = [word for word in words[1:] if word != "--list"] or STYLES
    faults = []
    for report in REPORTS:
        for style in styles:
            command = [griffie, "render", "--style", style, "--dump=pages", "--report", report, "--edition", "region"]
            pages = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            counts = sorted(n for lines in paragraphs_of(pages, lefts_of(style)).values() if len(lines) >= 2 for n in lines[:-1])
            if len(counts) < 5:
                faults.append("%s in %s: only %d lines of running text were found" % (report, style, len(counts)))
                continue
            middle = counts[len(counts) // 2]
            if listed:
                print("%s in %s: %d letters in the middle one of %d lines (%d to %d)" % (report, style, middle, len(counts), counts[0], counts[-1]))
            if not LEAST <= middle <= KNOWN.get(report, MOST):
                faults.append("%s in %s: %d letters a line, not %d to %d" % (report, style, middle, LEAST, MOST))
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
