"""Every byte of a published folder as text: parts of ZIP files, decoded streams and strings of PDF files, what a reader
of PDF extracts, files within files. Numbers in text are `loose`: what a person reads; those in raw bytes are not.
"""
import io
import pathlib
import re
import subprocess
import tempfile
import zipfile


def plain(data):
    """Bytes of any kind as text: UTF-8, and UTF-16 with its zeros left out."""
    return data.replace(b"\0", b"").decode("utf-8", "replace")


def tool(*words):
    return subprocess.run(words, capture_output=True, check=False).stdout


def pdf_strings(data):
    """Strings of an uncompressed PDF that are not ASCII as they stand: hexadecimal ones (not those of glyphs), escapes."""
    for hit in re.finditer(rb"<(FEFF[0-9A-Fa-f\s]+)>", data, re.I):
        digits = re.sub(rb"\s", b"", hit.group(1)).decode()
        yield plain(bytes.fromhex(digits[: len(digits) // 2 * 2]))
    for hit in re.finditer(rb"\(((?:[^()\\]|\\.)*\\(?:[^()\\]|\\.)*)\)", data, re.S):
        said = re.sub(rb"\\([0-7]{1,3})", lambda m: bytes([int(m.group(1), 8) & 255]), hit.group(1))
        if said.startswith(b"\xfe\xff"):
            yield plain(re.sub(rb"\\(.)", rb"\1", said, flags=re.S))


def open_pdf(name, data):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "a.pdf"
        path.write_bytes(data)
        raw = tool("qpdf", "--qdf", "--object-streams=disable", "--warning-exit-0", str(path), "-")
        raw = re.sub(rb"(?m)^\d{10} \d{5} [nf] *$", b"", raw)  # where objects stand
        assert raw, f"{name}: qpdf opens nothing"
        yield f"{name} (streams)", plain(raw), False
        yield f"{name} (strings)", "\n".join(pdf_strings(raw)), True
        for mode in ("-layout", "-raw"):
            yield f"{name} (text {mode})", tool("pdftotext", "-enc", "UTF-8", mode, str(path), "-").decode(), True
        yield f"{name} (outline)", tool("mutool", "show", str(path), "outline").decode("utf-8", "replace"), True
        inside = pathlib.Path(folder) / "inside"
        inside.mkdir()
        tool("pdfdetach", "-saveall", "-o", str(inside), str(path))
        for file in sorted(inside.iterdir()):
            yield from open_bytes(f"{name}/{file.name}", file.read_bytes())


def open_bytes(name, data):
    """(what, text, loose), and the name itself, which may tell something too."""
    yield f"the name {name}", name, True
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for part in parts.namelist():
                yield from open_bytes(f"{name}/{part}", parts.read(part))
    elif data.startswith(b"%PDF"):
        yield from open_pdf(name, data)
    elif data.lstrip().startswith(b"<") or data.startswith(b"\xef\xbb\xbf<"):
        text = plain(data)
        yield f"{name} (as it stands)", text, False
        yield f"{name} (text)", re.sub(r"<[^>]*>", "\n", text), True
    else:
        yield name, plain(data), True


def open_folder(folder):
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.is_file():
            yield from open_bytes(str(path.relative_to(folder)), path.read_bytes())
