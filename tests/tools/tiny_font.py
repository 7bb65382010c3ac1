#!/usr/bin/env python3
"""tiny_font.py FOLDER: writes fonts of two glyphs (nothing, and a box for the letter A) for tests of what a font
may be. good.ttf is fine, and so is cid.otf (CFF keyed by CID, with a triangle for B); each of the others has one thing that griffie refuses."""
import struct
import sys
from pathlib import Path


def box():
    points = [(100, 0), (100, 700), (600, 700), (600, 0)]
    data = struct.pack(">hhhhh", 1, 100, 0, 600, 700) + struct.pack(">HH", 3, 0)
    data += bytes([1, 1, 1, 1])  # on the curve, both coordinates in two bytes
    for axis in (0, 1):
        last = 0
        for point in points:
            data += struct.pack(">h", point[axis] - last)
            last = point[axis]
    return data + b"\0" * (-len(data) % 4)


def names(name):
    text = name.encode("utf-16-be")
    records = b"".join(struct.pack(">6H", 3, 1, 0x409, kind, len(text), 0) for kind in (1, 4, 6))
    return struct.pack(">HHH", 0, 3, 6 + len(records)) + records + text


def tables(name="Tiny", fs_type=0):
    glyph = box()
    os2 = struct.pack(">HhHHH", 4, 600, 400, 5, fs_type) + b"\0" * 86
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1, 12)
    cmap += struct.pack(">8H", 4, 32, 0, 4, 4, 1, 0, 65) + struct.pack(">8H", 0xFFFF, 0, 65, 0xFFFF, (1 - 65) & 0xFFFF, 1, 0, 0)
    return {
        "OS/2": os2,
        "cmap": cmap,
        "glyf": glyph,
        "head": struct.pack(">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 100, 0, 600, 700, 0, 8, 2, 1, 0),
        "hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 800, -200, 0, 700, 100, 100, 600, 1, 0, 0, 0, 0, 0, 0, 0, 2),
        "hmtx": struct.pack(">HhHh", 700, 0, 700, 100),
        "loca": struct.pack(">III", 0, 0, len(glyph)),
        "maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        "name": names(name),
        "post": struct.pack(">IihhIIIII", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
    }


def total(data):
    data += b"\0" * (-len(data) % 4)
    return sum(struct.unpack(f">{len(data) // 4}I", data)) & 0xFFFFFFFF


def font(parts, at=0):
    """The bytes of a font whose first byte stands at byte `at` of its file."""
    head = struct.pack(">IHHHH", 0x10000, len(parts), 128, 3, 32)
    place = at + 12 + 16 * len(parts)
    body = b""
    for tag, data in sorted(parts.items()):
        head += struct.pack(">4sIII", tag.encode(), total(data), place + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return head + body


def collection(*all_parts):
    start = 12 + 4 * len(all_parts)
    lists, body = b"", b""
    for parts in all_parts:
        lists += struct.pack(">I", start + len(body))
        body += font(parts, start + len(body))
    return b"ttcf" + struct.pack(">II", 0x10000, len(all_parts)) + lists + body


# --- CFF, keyed by CID: what most fonts for Chinese, Japanese and Korean are ---

def cff_index(*pieces):
    if not pieces:
        return b"\0\0"
    ends = [1]
    for piece in pieces:
        ends.append(ends[-1] + len(piece))
    return struct.pack(">HB", len(pieces), 2) + b"".join(struct.pack(">H", end) for end in ends) + b"".join(pieces)


def cff_number(n):
    return b"\x1d" + struct.pack(">i", n)  # always five bytes, so that places are known beforehand


def cff_glyph(*corners):
    """A charstring of type 2: the width, then a polygon."""
    def number(n):
        return b"\x1c" + struct.pack(">h", n)
    if not corners:
        return number(700) + b"\x0e"
    out, last = number(700), (0, 0)
    for i, (x, y) in enumerate(corners):
        out += number(x - last[0]) + number(y - last[1]) + (b"\x15" if i == 0 else b"\x05")  # rmoveto, rlineto
        last = (x, y)
    return out + b"\x0e"


CIDS = (0, 77, 12)  # of the glyphs: nothing, a box (A), a triangle (B)


def cff_by_cid(charset_format, cids=CIDS):
    head = b"\1\0\4\2" + cff_index(b"TinyCid")
    strings = cff_index(b"Adobe", b"Identity") + cff_index()  # and no subroutines
    glyphs = cff_index(cff_glyph(), cff_glyph((100, 0), (100, 700), (600, 700), (600, 0)), cff_glyph((100, 0), (350, 700), (600, 0)))
    charset = bytes([charset_format])  # a list, or ranges whose length has one byte or two
    for cid in cids[1:]:
        charset += struct.pack(">H", cid) + b"\0" * charset_format
    chosen = b"\0" + b"\0" * len(cids)
    private = cff_number(0) + b"\x14" + cff_number(0) + b"\x15"  # defaultWidthX, nominalWidthX

    def top(*places):
        dict_ = cff_number(391) + cff_number(392) + cff_number(0) + b"\x0c\x1e"  # ROS
        dict_ += b"".join(cff_number(n) for n in (0, 0, 700, 700)) + b"\x05"  # FontBBox
        dict_ += cff_number(max(cids) + 1) + b"\x0c\x22"
        for place, operator in zip(places, (b"\x0f", b"\x0c\x25", b"\x11", b"\x0c\x24")):
            dict_ += cff_number(place) + operator
        return cff_index(dict_)
    start = len(head) + len(top(0, 0, 0, 0)) + len(strings)
    at_chosen = start + len(charset)
    at_glyphs = at_chosen + len(chosen)
    at_private = at_glyphs + len(glyphs)
    at_fonts = at_private + len(private)
    fonts = cff_index(cff_number(len(private)) + cff_number(at_private) + b"\x12")
    return head + top(start, at_chosen, at_glyphs, at_fonts) + strings + charset + chosen + glyphs + private + fonts


def cid_keyed(charset_format=0):
    parts = tables("Tiny Cid")
    for tag in ("glyf", "loca"):
        del parts[tag]
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1, 12)
    parts["cmap"] = cmap + struct.pack(">8H", 4, 32, 0, 4, 4, 1, 0, 66) + struct.pack(">8H", 0xFFFF, 0, 65, 0xFFFF, (1 - 65) & 0xFFFF, 1, 0, 0)
    parts["CFF "] = cff_by_cid(charset_format)
    parts["hhea"] = parts["hhea"][:-2] + struct.pack(">H", 3)
    parts["hmtx"] = struct.pack(">HhHhHh", 700, 0, 700, 100, 700, 100)
    parts["maxp"] = struct.pack(">IH", 0x5000, 3)
    return b"OTTO" + font(parts)[4:]


def main(folder):
    good = font(tables())
    axis = struct.pack(">4siiiHH", b"wght", 100 << 16, 400 << 16, 900 << 16, 0, 256)
    fvar = struct.pack(">IHHHHHH", 0x10000, 16, 2, 1, 20, 0, 8) + axis
    outside = dict(tables(), loca=struct.pack(">III", 0, 0, 9999))
    damaged = bytearray(good)
    damaged[good.index(box()) + 20] ^= 64
    files = {
        "good.ttf": good,
        "two.ttc": collection(tables("Tiny One"), tables("Tiny Two")),
        "variable.ttf": font(dict(tables(), fvar=fvar)),
        "no-embedding.ttf": font(tables(fs_type=0x0002)),
        "no-subsets.ttf": font(tables(fs_type=0x0104)),
        "dots-only.ttf": font(tables(fs_type=0x0200)),
        "damaged.ttf": bytes(damaged),
        "cut.ttf": good[:-200],
        "outside.ttf": font(outside),
        "no-letters.ttf": font({tag: data for tag, data in tables().items() if tag != "cmap"}),
        "pictures.ttf": font(dict({tag: data for tag, data in tables().items() if tag not in ("glyf", "loca")}, CBDT=b"\0\3\0\0")),
        "cid.otf": cid_keyed(),
        "web.woff": b"wOFF\0\1\0\0" + b"\0" * 36,
        "type1.pfb": b"%!PS-AdobeFont-1.0: Tiny\n" + b"% " * 20,
        "page.ttf": b"<!DOCTYPE html><title>404 Not Found</title>\n",
    }
    for name, data in files.items():
        Path(folder, name).write_bytes(data)


if __name__ == "__main__":
    main(sys.argv[1])
