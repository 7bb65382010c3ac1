#!/usr/bin/env python3
"""What stands where on the pages, as poppler sees it: page_boxes.py PDF...

Fails when a word reaches outside its page, when two words stand on each other, and when a page has neither a word nor
an image between its running heads. Words are boxes of pdftotext -bbox; they stand on each other when both the width and
the height of what they share are over a third of the smaller one.
"""
import re
import subprocess
import sys
from html import unescape

PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')
WORD = re.compile(r'<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">(.*)</word>')
SLACK = 0.5      # points: boxes are those of the font, rounded
SHARED = 1 / 3   # of the smaller word
RUNNING = 52     # points from the upper and lower edge where running heads stand, in all masters of the tests


def pages(pdf):
    text = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True).stdout.decode("utf-8", "replace")
    found = []
    for line in text.split("\n"):
        page, word = PAGE.search(line), WORD.search(line)
        if page:
            found.append((float(page.group(1)), float(page.group(2)), []))
        elif word:
            found[-1][2].append(tuple(float(word.group(i)) for i in range(1, 5)) + (unescape(word.group(5)),))
    return found


def pages_with_images(pdf):
    listing = subprocess.run(["pdfimages", "-list", pdf], capture_output=True, check=True, text=True).stdout
    return {int(line.split()[0]) for line in listing.split("\n")[2:] if line.strip()}


def on_each_other(words):
    words = sorted(words, key=lambda w: w[1])
    for i, a in enumerate(words):
        for b in words[i + 1:]:
            if b[1] >= a[3]:
                break
            wide = min(a[2], b[2]) - max(a[0], b[0])
            high = min(a[3], b[3]) - max(a[1], b[1])
            if wide > SHARED * min(a[2] - a[0], b[2] - b[0]) and high > SHARED * min(a[3] - a[1], b[3] - b[1]):
                yield a, b


def faults(pdf):
    images = pages_with_images(pdf)
    for number, (width, height, words) in enumerate(pages(pdf), 1):
        for x0, y0, x1, y1, text in words:
            if x0 < -SLACK or y0 < -SLACK or x1 > width + SLACK or y1 > height + SLACK:
                yield "page %d: '%s' reaches outside: %g %g %g %g" % (number, text, x0, y0, x1, y1)
        for a, b in on_each_other(words):
            yield "page %d: '%s' and '%s' stand on each other at %g %g" % (number, a[4], b[4], b[0], b[1])
        if number not in images and not any(RUNNING < word[3] and word[1] < height - RUNNING for word in words):
            yield "page %d: no content" % number


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: page_boxes.py PDF...")
    failed = False
    for pdf in sys.argv[1:]:
        for fault in list(faults(pdf))[:5]:
            print("%s: %s" % (pdf, fault))
            failed = True
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
