#!/usr/bin/env python3
"""Nothing is lost on the page: hostile.py GRIFFIE [COUNT]: COUNT seeded documents with hostile text, each in a house style.

Scripts (Latin with marks, Greek, Cyrillic, Hebrew, Arabic), signs, marks without a letter of their own, invisible signs, long words, wide
numbers, empty parts, tables of many columns, images, files that go along, contents of any depth and all kinds of blocks and charts, in descriptors, exports and
Markdown. Every word is unique. Demands:

  * griffie ends with 0, or refuses with a message; never with a signal, and never without a word
  * every word of the document tree (`check --dump=document`) stands in the PDF as poppler reads it: once in paragraphs and lists, at least
    once in titles, heads and charts, no figure broken between two digits; or a message names the word
  * nothing is clipped (L102): what is higher than a page goes on overleaf
  * what the tags tell is what the tree says, in its order (reading_order.py)
  * a share of the files is veraPDF-clean, where it is installed (GR_VERAPDF_CACHE)

GR_SEED is the first seed (default 1), GR_STYLE one style for all of them, GR_TIER=long takes 500, GR_KEEP=DIR leaves the documents there that failed. 77: poppler or qpdf is not here.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import reading_order
from hostile_documents import SCRIPTS, STYLES, write_document

HERE = Path(__file__).resolve().parent
VALIDATED_EVERY = 12  # of the documents

# --- what was read back ---

DASHES = "-\u2010\u2011"


def bare(text):
    """Letters and figures as they are compared: no white space, hyphens, invisible signs or marks; one case."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", folded)
                   if not c.isspace() and c not in DASHES and unicodedata.category(c) not in ("Mn", "Cf", "Cc"))


WORD = re.compile("|".join(dict.fromkeys(f"{bare(marker)}[{bare(digits)}]{{5}}" for marker, digits, _ in SCRIPTS.values())))
FIGURE = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d\d)?")


def strings(dump):
    """(kind, text) of what is printed, in the order of the tree."""
    for line in dump.splitlines():
        kind = line.split(None, 1)[0] if line.strip() else ""
        for text in re.findall(r'"((?:[^"\\]|\\.)*)"', line):
            yield kind, re.sub(r"\\(.)", lambda m: "\n" if m.group(1) == "n" else m.group(1), text)


def run(command, folder):
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def as_read(text):
    """What poppler reads in the order in which it was drawn. Runs from right to left come out of that letter by letter or as they are seen:
    they are turned as well."""
    turned = re.sub("\u202b([^\u202c]*)\u202c", lambda run: run.group(1)[::-1], text)
    return bare(text) + "\n" + bare(turned)


def lost_words(dump, text, tagged):
    """Words of the tree that are in none of the texts: as drawn, nor (rows that go on over a page are drawn line by line) as the tags lead."""
    read = as_read(text) + "\n" + bare(tagged)
    tree = bare(" ".join(text for kind, text in strings(dump) if kind in ("text", "figure", "box", "point", "slice", "series", "category")))
    wanted = dict.fromkeys(WORD.findall(tree))
    for word in wanted:
        n = read.count(word)
        if n == 0:
            yield word, f"'{word}' is in the tree and not on a page"
    for figure in dict.fromkeys(f for kind, t in strings(dump) if kind == "figure" for f in FIGURE.findall(t)):
        if figure not in re.sub("[\u00a0\u202f]", " ", text):
            yield figure, f"{figure} is in the tree and not on a page, or broken"


def repeated(dump, text):
    """Words of paragraphs and lists that stand there twice."""
    read = bare(text)
    within, depth = False, 0
    for line in dump.splitlines():
        kind = line.split(None, 1)[0] if line.strip() else ""
        level = len(line) - len(line.lstrip(" "))
        if kind == "paragraph":
            within, depth = True, level
        elif within and level <= depth:
            within = False
        if within and kind == "text":
            for _, words in strings(line):
                for word in WORD.findall(bare(words)):
                    if read.count(word) > 1:
                        yield f"'{word}' stands there {read.count(word)} times"


def try_document(griffie, folder, seed, style):
    """What is wrong with it, and its PDF."""
    status, _, said = run([griffie, "render", "--style", style, "--format", "pdf"], folder)
    if status not in (0, 1, 65):
        return [f"exit status {status}: {said[-300:]}"], None
    if status != 0:
        return ([] if re.search(r"error: .*\[[A-Z]\d{3}\]", said) else [f"refused without a word: {said[-300:]}"]), said
    status, dump, _ = run([griffie, "check", "--report", "doc", "--edition", "region", "--dump=document"], folder)
    (folder / "dump").write_text(dump)
    pdf = next((folder / "output").rglob("doc.pdf"))
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], stdout=subprocess.PIPE, check=True).stdout.decode()
    (folder / "text").write_text(text)
    (folder / "said").write_text(said)
    wrong = []
    tagged = "".join(leaf[1] + "\n" for leaf in reading_order.told(str(pdf)) if leaf[0] != "Figure")
    named = bare(said)
    lost = [(word, what) for word, what in lost_words(dump, text, tagged) if word not in named]
    wrong += [what for _, what in lost]  # nothing is excused: what is higher than a page goes on overleaf
    if "[L102]" in said:
        wrong.append("something was clipped: " + said[said.find("[L102]") - 200:][:300])
    wrong += repeated(dump, text)
    options = ["--worded=doc"] if "[L106]" in said else []
    status, out, err = run([sys.executable, "-B", HERE / "reading_order.py", *options, folder / "dump", pdf], folder)
    if status != 0:
        wrong.append("tags: " + (out + err).strip()[:600])
    return wrong, None


def is_valid(made):
    """A share of them by veraPDF; true where it is not installed."""
    files = [next((folder / "output").rglob("doc.pdf")) for folder in made[::VALIDATED_EVERY]]
    if not files:
        return True
    done = subprocess.run(["sh", HERE / "verapdf.sh", *files], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode == 1:
        print(done.stdout.decode(errors="replace"))
    print(f"hostile: veraPDF: {'not here' if done.returncode == 77 else f'{len(files)} files'}")
    return done.returncode in (0, 77)


def main():
    for program in ("pdftotext", "pdfinfo", "qpdf"):
        if shutil.which(program) is None:
            print(f"hostile: {program} is not here")
            return 77
    griffie = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 500 if os.environ.get("GR_TIER") == "long" else 25
    first = int(os.environ.get("GR_SEED", "1"))
    keep = os.environ.get("GR_KEEP")
    work = Path(tempfile.mkdtemp())
    failed, refused, made = 0, {}, []
    try:
        for seed in range(first, first + count):
            style = os.environ.get("GR_STYLE") or STYLES[seed % 3]
            folder = work / str(seed)
            write_document(folder, seed)
            wrong, said = try_document(griffie, folder, seed, style)
            if said is not None:
                for code in set(re.findall(r"error: .*\[([A-Z]\d{3})\]", said)):
                    refused.setdefault(code, []).append(seed)
            elif not wrong:
                made.append(folder)
            if wrong:
                failed += 1
                print(f"hostile: {seed} {style}: " + "\n  ".join(wrong[:6]))
                if keep:
                    shutil.rmtree(Path(keep) / str(seed), ignore_errors=True)
                    shutil.copytree(folder, Path(keep) / str(seed), symlinks=True, dirs_exist_ok=True)
        failed += not is_valid(made)
        print(f"hostile: {count} documents from seed {first}: {len(made)} made, {failed} wrong, refused: "
              + (", ".join(f"{code} {len(seeds)} ({seeds[0]})" for code, seeds in sorted(refused.items())) or "none"))
    finally:
        shutil.rmtree(work)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
