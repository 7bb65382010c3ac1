#!/usr/bin/env python3
"""Packed exports: archives.py GRIFFIE. What is good is read to the same records as unpacked; what is not is refused with a name and a
reason, in little memory and time.

Beside it: hostile XML of the kinds that take memory or reach for other files, plain and packed. Demands of each: the exit status, what is
said, at most 64 MiB more than a good run takes, 60 seconds on a busy machine, and no record of it in any dataset.
"""
import gzip
import io
import shutil
import subprocess
import sys
import tempfile
import warnings
import zipfile
import zlib
from pathlib import Path

GRIFFIE = Path(sys.argv[1]).resolve()
BASE = Path(__file__).resolve().parent.parent / "golden" / "_base"
AMOUNTS = (BASE / "input" / "amounts.xml").read_bytes()
HEAD, TAIL = b'<amounts xmlns="urn:griffie:input:1" as-of="2022-06-30" year="2022">', b"</amounts>"
SANITIZED = "for sanitizers" in subprocess.run([GRIFFIE, "--version"], stdout=subprocess.PIPE, text=True).stdout
MORE_KIB = (256 if SANITIZED else 64) * 1024 # they keep for a while what was given back
failed = []


warnings.simplefilter("ignore") # of zipfile, about a name twice


def zipped(*members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def flagged(archive):
    """The same with the flag of encryption on each member."""
    out = bytearray(archive)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = out.find(sign)
        while start >= 0:
            out[start + at] |= 1
            start = out.find(sign, start + 4)
    return bytes(out)


def flipped(packed, at):
    return packed[:at] + bytes([packed[at] ^ 0x55]) + packed[at + 1:]


def packed_zeros(mib):
    """gzip of so many MiB of spaces between two tags, made piece by piece."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    out = packer.compress(HEAD)
    for _ in range(mib):
        out += packer.compress(b" " * (1 << 20))
    return out + packer.compress(TAIL) + packer.flush()


def run(files, *words):
    """(status, stderr, stdout, KiB) of a check over the base with these files in place of amounts.xml."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "w"
        shutil.copytree(BASE, work)
        (work / "input" / "amounts.xml").unlink()
        for name, content in files.items():
            path = work / "input" / name
            path.parent.mkdir(exist_ok=True)
            if callable(content):
                content(path)
            else:
                path.write_bytes(content)
        report = work / "memory"
        done = subprocess.run(["/usr/bin/env", "python3", "-c", MEASURE, str(report), str(GRIFFIE), "check", *words], cwd=work,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        return done.returncode, done.stderr.decode(), done.stdout.decode(), int(report.read_text())


MEASURE = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[2:]).returncode
open(sys.argv[1], "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(status)
"""


def demand(what, good, detail):
    if not good:
        failed.append(what)
        print(f"archives: {what}: {detail}")


plain_status, plain_err, plain_dump, plain_kib = run({"amounts.xml": AMOUNTS}, "--dump=dataset")
demand("unpacked", plain_status == 0, plain_err)


def records(dump):
    return [line for line in dump.splitlines() if not line.startswith("export ")]


def reads(what, files):
    status, err, dump, kib = run(files, "--dump=dataset")
    demand(what, status == 0 and records(dump) == records(plain_dump), f"exit {status}: {err or 'other records'}")
    demand(what + ": memory", kib < plain_kib + MORE_KIB, f"{kib} KiB, {plain_kib} unpacked")


def refuses(what, files, *said, exit_status=65):
    status, err, _, kib = run(files)
    demand(what, status == exit_status and all(words in err for words in said), f"exit {status}: {err}")
    demand(what + ": memory", kib < plain_kib + MORE_KIB, f"{kib} KiB, {plain_kib} unpacked")


reads("gzip", {"amounts.xml.gz": gzip.compress(AMOUNTS)})
reads("gzip in capitals", {"AMOUNTS.XML.GZ": gzip.compress(AMOUNTS)})
reads("zip", {"levering.zip": zipped(("amounts.xml", AMOUNTS))})
reads("zip, stored", {"levering.zip": zipped(("amounts.xml", AMOUNTS), method=zipfile.ZIP_STORED)})
reads("zip, lzma", {"levering.zip": zipped(("amounts.xml", AMOUNTS), method=zipfile.ZIP_LZMA)})
reads("zip with folders", {"levering.zip": zipped(("2022/", b""), ("2022/één/amounts.xml", AMOUNTS))})
reads("zip of what compresses well, but is small", {"levering.zip": zipped(("amounts.xml", AMOUNTS.replace(b">\n", b">\n" + b"\n" * 100000)))})
gz, zp = gzip.compress(AMOUNTS), zipped(("amounts.xml", AMOUNTS))
refuses("gzip cut short", {"amounts.xml.gz": gz[:-20]}, "amounts.xml.gz", "D133")
refuses("gzip without its checksum", {"amounts.xml.gz": gz[:-8]}, "D133")
refuses("gzip with another checksum", {"amounts.xml.gz": flipped(gz, len(gz) - 6)}, "checksum", "D133")
refuses("gzip with another size", {"amounts.xml.gz": flipped(gz, len(gz) - 2)}, "D133")
refuses("two gzips in one", {"amounts.xml.gz": gz + gzip.compress(b"<!-- more -->")}, "D133")
refuses("gzip of nothing", {"amounts.xml.gz": gzip.compress(b"")}, "D133")
refuses("no gzip", {"amounts.xml.gz": AMOUNTS}, "D133")
refuses("gzip in gzip", {"amounts.xml.gz": gzip.compress(gz)}, "packed twice", "D133")
refuses("zip cut short", {"levering.zip": zp[:-30]}, "levering.zip", "D133")
refuses("zip with a digit changed", {"levering.zip": zipped(("amounts.xml", AMOUNTS), method=zipfile.ZIP_STORED).replace(b'"250000"', b'"950000"')},
        "levering.zip/amounts.xml", "D133")
refuses("encrypted", {"levering.zip": flagged(zp)}, "levering.zip/amounts.xml", "encrypted", "D133")
refuses("zip in zip", {"levering.zip": zipped(("binnen.zip", zp))}, "levering.zip/binnen.zip", "inside a packed file", "D133")
refuses("gzip in zip", {"levering.zip": zipped(("amounts.xml.gz", gz))}, "inside a packed file", "D133")
refuses("65 members", {"levering.zip": zipped(*((f"{i}.txt", b"x") for i in range(64)), ("amounts.xml", AMOUNTS))}, "64 members", "D134")
refuses("a member above the folder", {"levering.zip": zipped(("../amounts.xml", AMOUNTS))}, "no path below a folder", "D133")
refuses("a member of the system", {"levering.zip": zipped(("/etc/amounts.xml", AMOUNTS))}, "no path below a folder", "D133")
refuses("an error page as zip", {"levering.zip": b"<html><body>503</body></html>"}, "levering.zip", "D133")
refuses("an empty zip file", {"levering.zip": b""}, "levering.zip", "D133")
refuses("a link to a zip", {"levering.zip": lambda path: path.symlink_to("/etc/passwd")}, "symbolic link", exit_status=74)
refuses("a fault in a member", {"levering.zip": zipped(("b.xml", AMOUNTS.replace(b'"250000"', b'"1.2.3"')))}, "input/levering.zip/b.xml:4:3: error")
refuses("a fault in a gzip", {"b.xml.gz": gzip.compress(AMOUNTS.replace(b'"250000"', b'"1.2.3"'))}, "input/b.xml.gz:4:3: error")
TWICE = ("E191", "the same export twice", "byte for byte")
refuses("the same in zip and beside it", {"levering.zip": zp, "amounts.xml": AMOUNTS}, *TWICE)
refuses("the same in gzip and beside it", {"amounts.xml.gz": gz, "amounts.xml": AMOUNTS}, *TWICE)
refuses("the same in gzip and in zip", {"amounts.xml.gz": gz, "levering.zip": zp}, *TWICE)
refuses("the same twice in a zip", {"levering.zip": zipped(("amounts.xml", AMOUNTS), ("b.xml", AMOUNTS))}, *TWICE)
refuses("the same in two zips", {"a.zip": zp, "b.zip": zipped(("x.xml", AMOUNTS), ("readme.txt", b"x"))}, *TWICE)
refuses("one name twice in a zip", {"levering.zip": zipped(("amounts.xml", AMOUNTS), ("amounts.xml", AMOUNTS.replace(b'"250000"', b'"1"')))},
        "levering.zip", "two members are called 'amounts.xml'", "D133")
reads("zip with hidden members", {"levering.zip": zipped(("amounts.xml", AMOUNTS), ("__MACOSX/._amounts.xml", b"\0\5\x16\7"), (".x/a.xml", b"x"),
                                                         ("__MACOSX/._b.zip", b"\0\5\x16\7"))})
bomb = packed_zeros(1500)
refuses("gzip bomb", {"amounts.xml.gz": bomb}, "200 times", "D134")
refuses("zip bomb", {"levering.zip": zipped(("amounts.xml", HEAD + b" " * (300 << 20) + TAIL))}, "200 times", "D134")
demand("bombs are small", len(bomb) < 4 << 20, len(bomb))

# --- hostile XML, plain and packed ---
BEGIN = b'<?xml version="1.0"?>'
LOL = BEGIN + b'<!DOCTYPE a [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % ((c + 1,) + (c,) * 8) for c in range(97, 110)) + b"]>" + HEAD + b"&n;" + TAIL
HOSTILE = {
    "entity bomb": (LOL, "X102"),
    "external entity": (BEGIN + b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + HEAD + b"&e;" + TAIL, "X102"),
    "external subset": (BEGIN + b'<!DOCTYPE amounts SYSTEM "http://127.0.0.1:9/x.dtd">' + HEAD + TAIL, "X102"),
    "parameter entity": (BEGIN + b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>' + HEAD + TAIL, "X102"),
    "undeclared entity": (HEAD + b"&e;" + TAIL, "X101"),
    "XInclude": (HEAD + b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>' + TAIL, "D209"),
    "25,000 deep": (HEAD + b"<a>" * 25000 + b"</a>" * 25000 + TAIL, "X105"),
    "attribute of 100 MB": (HEAD + b'<distribution id="' + b"x" * (100 << 20) + b'"/>' + TAIL, "X105"),
    "100,000 attributes": (HEAD + b"<distribution " + b" ".join(b'a%d="1"' % i for i in range(100000)) + b"/>" + TAIL, "X105"),
    "text of 100 MB": (HEAD + b"x" * (100 << 20) + TAIL, "D209"),
    "comment of 100 MB": (HEAD + b"<!--" + b"x" * (100 << 20) + b"-->" + TAIL, ""),
    "zero bytes": (HEAD + b"\0" * 1000 + TAIL, "X104"),
    "a million names": (HEAD + b"".join(b"<n%d/>" % i for i in range(200000)) + TAIL, "D209"),
    "cut short": (HEAD + b'<distribution id="a"', "X106"),
}
for kind, (content, code) in HOSTILE.items():
    refuses(kind, {"amounts.xml": content}, "input/amounts.xml", code)
    if len(content) < 1 << 20: # larger ones are bombs by their ratio
        refuses(kind + ", packed", {"amounts.xml.gz": gzip.compress(content)}, "input/amounts.xml.gz", code)
    elif code:
        refuses(kind + ", packed", {"amounts.xml.gz": gzip.compress(content)}, "input/amounts.xml.gz", "")

if failed:
    sys.exit(1)
print(f"archives: all is in order; {plain_kib} KiB unpacked")
