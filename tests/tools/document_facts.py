#!/usr/bin/env python3
"""document_facts.py LANGUAGE FOLDER: of every PDF below FOLDER/<report>/<edition>/, read by qpdf: its language is LANGUAGE; its title names the
edition, when it is not the region's; it has bookmarks, each of words in one line."""
import json
import pathlib
import subprocess
import sys

REGION = "region"
NOTES = ".notes"  # of a deck, for who speaks: the edition is the same


def objects(path):
    shown = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-key=outlines", str(path)], check=True, capture_output=True).stdout
    parts = json.loads(shown)
    return parts["outlines"], {key: part.get("value", {}) for key, part in parts["qpdf"][1].items()}


def titles(outlines):
    for outline in outlines:
        yield outline["title"]
        yield from titles(outline["kids"])


def text(value):
    return value.removeprefix("u:") if isinstance(value, str) else ""


def faults(path, edition, language):
    outlines, found = objects(path)
    trailer = found["trailer"]
    root = found["obj:" + trailer["/Root"]]
    title = text(found["obj:" + trailer["/Info"]].get("/Title"))
    bookmarks = list(titles(outlines))
    if text(root.get("/Lang")) != language:
        yield f"its language is '{text(root.get('/Lang'))}', not '{language}'"
    edition = edition.split(".")[0]  # its name; behind it that it is for who speaks
    if edition != REGION and edition not in title.lower().replace(" ", "-"):
        yield f"its title '{title}' does not name {edition}"
    if not bookmarks:
        yield "it has no bookmarks"
    yield from (f"a bookmark is '{bookmark}'" for bookmark in bookmarks if not bookmark or " ".join(bookmark.split()) != bookmark.replace("\u00a0", " "))


def main():
    language, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    paths = [path for path in sorted(folder.glob("*/*/*.pdf")) if not path.parent.name.endswith(".changes")]
    told = [f"{path}: {fault}" for path in paths for fault in faults(path, path.parent.name.removesuffix(NOTES), language)]
    print(*told, sep="\n", end="\n" if told else "")
    if len(paths) < 25:
        print(f"only {len(paths)} documents were read")
    return 1 if told or len(paths) < 25 else 0


if __name__ == "__main__":
    sys.exit(main())
