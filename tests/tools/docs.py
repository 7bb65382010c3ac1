#!/usr/bin/env python3
"""README and docs/ say what is so: docs.py, or docs.py GRIFFIE to run the commands that stand there.

Without a program: all that descriptors may say (elements, attributes, formats, functions) stands in the reference; options,
messages, files, presets and rooms that pages name are there; links lead to headings; each room has its row in the README. With one: the griffie commands of
each page's ```sh blocks are run in order, in a copy of the samples after one night, and end with 0. Lines that change a machine (units,
crontabs, packages) are not; a version that a line names by --key stands for the oldest that there is.
"""
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
MACHINE = re.compile(r"/etc/|/var/|/srv/|/usr/")
# the files of a grammar, the page that is its reference
GRAMMARS = {"src/source/grammar.c": "descriptors", "src/style/grammar.c": "descriptors", "src/template/grammar_data.c": "descriptors",
            "src/eval/grammar.c include/template/report_rows.h src/eval/blocks/*.c": "descriptors", "src/schedule/jobs_grammar.c": "operations"}
faults = []


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def fault(page, text):
    faults.append(f"{page}: {text}")


def said(page, word):
    """As code (`word`, `word="..."`, `word(2)`), or in an example of a descriptor."""
    return re.search(r"[`*<\s/]%s(?![\w-])" % re.escape(word), page) is not None and (
        re.search(r"`[^`\n]*(?<![\w-])%s(?![\w-])[^`\n]*`|\s%s=\"|</?%s\b" % ((re.escape(word),) * 3), page) is not None)


def check_reference():
    for file, name in GRAMMARS.items():
        page, text = read(f"docs/{name}.md"), "".join(read(path) for pattern in file.split() for path in sorted(ROOT.glob(pattern)))
        rows = set(re.findall(r'\{"([a-z][\w-]*)", GR_\w+', text))
        attrs = set(re.findall(r'\b(?:TEXT|NAME|FLAG|INT|CHOICE|WORDS|COLOUR|LENGTH|EXPR|PATTERN|SET)(?:_NEEDED)?\("([\w-]+)"', text))
        if len(rows | attrs) < 10:
            fault(file, "its rows were not understood")
        for word in sorted(rows | attrs):
            if not said(page, word):
                fault(f"docs/{name}.md", f"says nothing of '{word}' ({file})")
    page, text = read("docs/descriptors.md"), read("src/style/grammar.c")
    tables = dict(re.findall(r"gr_xml_attr_rule (\w+)\[\] = \{(.*?)\n?\};", text, re.S))
    for element, table in re.findall(r'\{"([a-z][\w-]*)",\s*GR_\w+,[^{}]*?\b(\w+_attrs)\b', text):
        row = "".join(re.findall(r"^\|[^|\n]*`%s`.*$" % element, page, re.M))
        for attr in re.findall(r'\("([\w-]+)"', tables[table]):
            if not re.search(r"(?<![\w-])%s(?![\w-])" % attr, row):
                fault("docs/descriptors.md", f"the row of {element} says nothing of {attr} (src/style/grammar.c)")
    for file, row, what in (("include/base/formats.def", r'GR_FORMAT\(\w+, "([\w-]+)"', "Formats"),
                            ("src/expr/functions.def", r"GR_FUNCTION\(\w+, (\w+)", "Functions")):
        part = re.search(r"\*\*%s\*\*.*?\n\n(?=\*\*|#)" % what, page, re.S).group(0)
        for word in re.findall(row, read(file)):
            if not re.search(r"`%s[(`]" % re.escape(word), part):
                fault("docs/descriptors.md", f"'{word}' does not stand under {what} ({file})")
    row = re.search(r'CLI_OPTION\(FORMAT,.*', read("src/cli/options.def")).group(0)
    for word in re.findall(r"GR_OUTPUT\((\w+)", read("include/base/outputs.def")):
        if word not in row:
            fault("src/cli/options.def", f"the help of --format does not name {word} (include/base/outputs.def)")


def check_options():
    """Of commands between back-ticks and in blocks: option and command are there, and go together."""
    rows = read("src/cli/commands.def") + read("src/cli/hidden_commands.def")
    letters = dict(re.findall(r'CLI_COMMAND\(\w+, "([\w-]+)", \'(\w)', rows))
    options = dict(re.findall(r'CLI_OPTION\(\w+, "(--[\w-]+)", "[^"]*", "([^"]*)"', read("src/cli/options.def")))
    options.update((word, "*") for word in re.findall(r'CLI_ALIAS\("(--[\w-]+)"', read("src/cli/aliases.def")))
    if len(letters) < 10 or len(options) < 20:
        fault("src/cli", "commands and options were not understood")
    for path in PAGES:
        for words in re.findall(r"`(griffie [^`\n]+)`|^(?:build/)?(griffie .*)$", path.read_text(encoding="utf-8"), re.M):
            words, inline = (words[0] or words[1]).split("#")[0].split(), words[0] != ""
            letter = letters.get(words[1])
            if letter is None and not words[1].startswith("-"):
                if inline: # else it is a sentence that begins with the name
                    fault(path.name, f"'{' '.join(words)}': there is no such command")
            for option in (word.split("=")[0] for word in words[1:] if word.startswith("--")):
                if option not in options:
                    fault(path.name, f"'{' '.join(words)}': there is no option {option}")
                elif letter is not None and options[option] != "*" and letter not in options[option]:
                    fault(path.name, f"'{' '.join(words)}': {option} does not go with {words[1]}")


def check_names():
    """Files, presets, messages and rooms that the pages name."""
    files = subprocess.run(["git", "-C", ROOT, "ls-files"], capture_output=True, text=True, check=False).stdout.split()
    tags = set(re.findall(r'GR_DIAG\(\w+, *"(\w+)"', read("include/base/diag_codes.def")))
    presets = set(re.findall(r'"name": "(\w+)"', read("CMakePresets.json")))
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        for tag in set(re.findall(r"\b([BCDELOSTX]\d{3})\b", text)) - tags:
            if path.name in ("descriptors.md", "operations.md"):
                fault(path.name, f"there is no message {tag}")
        for preset in set(re.findall(r"--preset (\w+)", text)) - presets:
            fault(path.name, f"there is no preset {preset}")
        if path.name not in ("README.md", "development.md") or not files:
            continue
        for name in set(re.findall(r"`((?:src/|include/|tests/|docs/)?[\w/.-]+\.(?:c|h|def|py|sh|cmake))`", text)):
            if "NAME" not in name and not any(file == name or file.endswith("/" + name) for file in files):
                fault(path.name, f"there is no file {name}")
        for name in set(re.findall(r"`((?:src|include|tests)/[\w/]+/)`", text)):
            if "NAME" not in name and not any(file.startswith(name) for file in files):
                fault(path.name, f"there is no folder {name}")
    rooms = re.search(r"set\(GR_ROOMS (.*?)\)", read("src/cmake/room_table.cmake"), re.S).group(1).split()
    rows = re.findall(r"^\| `(\w+)` \|", read("README.md"), re.M)
    for room in sorted(set(rooms) ^ set(rows)):
        fault("README.md", f"room '{room}' stands in only one of its table and src/cmake/room_table.cmake")


def heading_names(text):
    """The names by which a page of GitHub leads to its headings."""
    text = re.sub(r"^( *)```.*?^ *```", "", text, flags=re.S | re.M)
    return [re.sub(r"[^\w\- ]", "", head.strip().lower()).replace(" ", "-") for head in re.findall(r"^#+ (.*)$", text, re.M)]


def check_links():
    """Links lead to a file that is there, and to a heading of it; no two headings of a page have one name."""
    names = {path: heading_names(path.read_text(encoding="utf-8")) for path in PAGES}
    for path in PAGES:
        for name in sorted({name for name in names[path] if names[path].count(name) > 1}):
            fault(path.name, f"two headings are called '{name}'")
        text = re.sub(r"^( *)```.*?^ *```", "", path.read_text(encoding="utf-8"), flags=re.S | re.M)
        text = re.sub(r"(?<!`)(`+)(?!`)(?:[^\n]*?[^`\n])\1(?!`)", "code", text)
        for file, name in re.findall(r"\]\(([^)#\s:]*)(?:#([^)\s]+))?\)", text):
            to = (path.parent / file).resolve() if file else path
            if not to.exists():
                fault(path.name, f"a link leads to {file}, which is not there")
            elif name and to in names and name not in names[to]:
                fault(path.name, f"a link leads to '{file}#{name}', and there is no such heading")


def commands_of(path):
    for block in re.findall(r"^```sh\n(.*?)^```", path.read_text(encoding="utf-8"), re.S | re.M):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] == ["griffie"] and not MACHINE.search(line):
                yield line, words[1:]


def run_page(griffie, path, folder):
    def call(words):
        return subprocess.run([griffie, *words], cwd=folder, capture_output=True, text=True, timeout=300, check=False,
                              env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": "1795305600"})
    shutil.copytree(ROOT / "input", folder / "input")
    shutil.copytree(ROOT / "templates", folder / "templates")
    (folder / "templates/batch.xml").write_text(re.sub(r"\n\s*<mail .*?/>|\n\s*<recipient .*?/>", "", re.sub(
        r"<!--.*?-->", "", read("templates/batch.xml"), flags=re.S)), encoding="utf-8")
    night = call(["run", "--now"])
    if night.returncode != 0:
        fault(path.name, f"the night before ended with {night.returncode}: {night.stderr.strip()}")
    n = 0
    for line, words in commands_of(path):
        if "--key" in words:
            kept = sorted((folder / ".output.griffie/.versions/annual-report/region").glob("*/used.tsv"), key=lambda f: f.stat().st_mtime)
            words[words.index("--key") + 1] = kept[0].parent.name
        done = call(words)
        n += 1
        if done.returncode != 0:
            fault(path.name, f"'{line.strip()}' ended with {done.returncode}: {done.stderr.strip()}")
    return n


def main():
    if len(sys.argv) == 1:
        check_reference()
        check_options()
        check_names()
        check_links()
    else:
        griffie, n = str(pathlib.Path(sys.argv[1]).resolve()), 0
        for path in PAGES:
            if any(commands_of(path)):
                with tempfile.TemporaryDirectory() as folder:
                    n += run_page(griffie, path, pathlib.Path(folder))
        if n < 20:
            fault("docs", f"only {n} commands were found")
    for text in faults:
        print(f"docs: {text}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
