#!/usr/bin/env python3
"""Drawings as griffie puts them on a page, held against another program's picture of the same file.

    vectors.py GRIFFIE [FOLDER WITH PICTURES]

Each of tests/cases/svg/*.svg becomes a report with nothing but that image; pdftoppm draws its page, rsvg-convert the
file. Edges may be smoothed in another way; areas may not differ. With a folder, both pictures and where they differ
are left there. Without rsvg-convert nothing is tried (exit 77)."""
import glob
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DPI = 144
FAR = 48  # of 255: no difference of smoothing within an area
MOST_FAR = 0.012  # of all pixels, which edges may be
REPORT = """<?xml version="1.0" encoding="UTF-8"?>
<report xmlns="urn:griffie:report:1" id="vectors" style="blocks" lang="nl" master="body" title="Proef: vectors" author="De regio">
  <editions region="yes" file="vectors"/>
  <section title="Beeld"><image file="images/one.svg" alt="Een tekening" width="120mm"/></section>
</report>
"""


def read_ppm(path):
    with open(path, "rb") as file:
        data = file.read()
    head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", data)
    return int(head[1]), int(head[2]), data[head.end():]


def write_png(path, width, height, pixels):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    rows = b"".join(b"\0" + pixels[y * width * 3:(y + 1) * width * 3] for y in range(height))
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
                   + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def read_png(path):
    """8 bit RGBA or RGB, as rsvg-convert writes it."""
    with open(path, "rb") as file:
        data = file.read()
    at, idat = 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if kind == b"IHDR":
            width, height, _, colour = struct.unpack(">IIBB", body[:10])
        elif kind == b"IDAT":
            idat += body
        at += size + 12
    n = 4 if colour == 6 else 3
    raw, rows, before = zlib.decompress(idat), [], bytearray(width * n)
    for y in range(height):
        start = y * (width * n + 1)
        row, way = bytearray(raw[start + 1:start + 1 + width * n]), raw[start]
        for i in range(len(row)):
            left = row[i - n] if i >= n else 0
            up, corner = before[i], before[i - n] if i >= n else 0
            if way == 4:
                p = left + up - corner
                near = min((abs(p - left), 0, left), (abs(p - up), 1, up), (abs(p - corner), 2, corner))[2]
            row[i] = (row[i] + (0, left, up, (left + up) // 2, near if way == 4 else 0)[way]) & 255
        rows.append(row)
        before = row
    pixels = bytearray()
    for row in rows:
        for i in range(0, len(row), n):
            pixels += row[i:i + 3]
    return width, height, bytes(pixels)


def run(*words, **more):
    return subprocess.run(words, check=True, capture_output=True, text=True, **more).stdout


def ours(griffie, svg, work):
    """The picture on its page: width, height, pixels."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(os.path.join(HERE, "golden", "_blocks"), work)
    for folder in ("templates/reports", "input/images", "output"):
        os.makedirs(os.path.join(work, folder), exist_ok=True)
    with open(os.path.join(work, "templates/reports/vectors.xml"), "w", encoding="utf-8") as file:
        file.write(REPORT)
    shutil.copy(svg, os.path.join(work, "input/images/one.svg"))
    dump = run(griffie, "render", "--report", "vectors", "--dump=pages", cwd=work)
    box = re.search(r"^\s*image ([\d.]+) ([\d.]+) \S+ ([\d.]+) ([\d.]+)", dump, re.M)
    x, y, w, h = (float(v) for v in box.groups())
    run(griffie, "render", "--report", "vectors", cwd=work)
    pdf = os.path.join(work, "output/vectors/region/vectors.pdf")
    run("pdftoppm", "-r", str(DPI), "-f", "1", "-l", "1", pdf, os.path.join(work, "page"))
    page_w, _, pixels = read_ppm(glob.glob(os.path.join(work, "page*.ppm"))[0])
    left, top, width, height = (round(v * DPI / 72) for v in (x, y, w, h))
    rows = [pixels[((top + i) * page_w + left) * 3:((top + i) * page_w + left + width) * 3] for i in range(height)]
    return width, height, b"".join(rows)


def judge(griffie, svg, work, keep):
    name = os.path.basename(svg)[:-4]
    width, height, mine = ours(griffie, svg, work)
    picture = os.path.join(work, "other.png")
    run("rsvg-convert", "-w", str(width), "-h", str(height), "-b", "white", svg, "-o", picture)
    _, _, other = read_png(picture)
    far = bytearray()
    n = 0
    for i in range(0, min(len(mine), len(other)), 3):
        off = max(abs(mine[i + k] - other[i + k]) for k in range(3))
        n += off > FAR
        far += bytes([255 - off] * 3)
    if keep:
        for kind, pixels in (("ours", mine), ("other", other), ("far", bytes(far))):
            write_png(os.path.join(keep, f"{name}.{kind}.png"), width, height, pixels)
    share = n / (width * height)
    print(f"{name}: {share:.4f} of {width} x {height} pixels differ")
    return share <= MOST_FAR


def main():
    if shutil.which("rsvg-convert") is None or shutil.which("pdftoppm") is None:
        print("rsvg-convert or pdftoppm is not installed")
        return 77
    keep = sys.argv[2] if len(sys.argv) > 2 else ""
    with tempfile.TemporaryDirectory() as work:
        fine = [judge(os.path.abspath(sys.argv[1]), svg, os.path.join(work, "run"), keep)
                for svg in sorted(glob.glob(os.path.join(HERE, "cases", "svg", "*.svg")))]
    return 0 if fine and all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
