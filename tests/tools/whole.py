#!/usr/bin/env python3
"""A row of a list is not alone: what is added in one place and would be silent in another is told here.

Formats, functions and blocks stand in a test, and blocks in the grammar; an attribute that a grammar accepts is read by somebody; a
member of the request that an option fills is used, and a command answered; each folder of src/ is a room of room_table.cmake or a program of the build, and
each room has tests of its own. The name of a type that rooms or their files share means one thing. A file that a comment
or a README of a room names is there, in that room or in the one that stands before its name.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# the files of a grammar, and the folders in which its attributes are read
GRAMMARS = {"src/source/grammar.c": ("source",), "src/style/grammar.c": ("style",), "src/schedule/jobs_grammar.c": ("schedule",),
            "src/template/grammar_data.c": ("template", "derive", "eval", "expr", "load"),
            "src/eval/grammar.c include/template/report_rows.h src/eval/blocks/*.c": ("template", "derive", "eval", "load")}
TABLES = r"gr_xml_attr_rule \w+\[\] = \{.*?\n?\};|#define (?:COMMON|STYLED|REPEATED|REPEATS).*?\n(?=\S)"
RULES = r"gr_xml_(?:rule|group) \w+\[\] = \{.*?\n?\};"
NO_ROOMS = {"cmake", "packaging"}
faults = []


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def texts(*patterns):
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for pattern in patterns for path in sorted(ROOT.glob(pattern))
                     if path.is_file())


def rows(file, pattern, least):
    found = re.findall(pattern, read(file), re.M)
    if len(found) < least:
        faults.append(f"{file}: its rows were not understood")
    return found


def check_tried():
    prints, calls = texts("tests/cases/number_text.txt"), texts("tests/cases/expr.txt")
    for name in rows("include/base/formats.def", r'^GR_FORMAT\(\w+, "([\w-]+)"', 15):
        if not re.search(r"\bas %s[ (]" % name, prints):
            faults.append(f"no case in tests/cases/number_text.txt prints a value as {name} of formats.def")
    for name in rows("src/expr/functions.def", r"^GR_FUNCTION\(\w+, (\w+)", 10):
        if not re.search(r"\b%s\(" % name, calls):
            faults.append(f"no case in tests/cases/expr.txt calls {name}() of functions.def")
    goldens = texts("tests/golden/*/templates/reports/*.xml", "tests/golden/*/reports/*.xml", "tests/golden/*/*.xml", "templates/reports/*.xml")
    blocks = set(rows("include/template/blocks.def", r'^GR_BLOCK\(\w+, "([\w-]+)"', 20)) - {"heading"} # which Markdown makes
    for name in sorted(blocks):
        if not re.search(r"<%s[\s/>]" % name, goldens):
            faults.append(f"no report in tests/golden/ holds <{name}> of blocks.def")


def check_read():
    for file, rooms in GRAMMARS.items():
        others = re.sub(f"{TABLES}|{RULES}", "", texts(*(f"src/{room}/**/*.[ch]" for room in rooms)), flags=re.S)
        body = "".join(re.findall(TABLES, texts(*file.split()), re.S))
        attrs = set(re.findall(r'[({]"([a-z][\w-]*)",', body))
        if len(attrs) < 10:
            faults.append(f"{file}: its attributes were not understood")
        for attr in sorted(attrs):
            if f'"{attr}"' not in others:
                faults.append(f"{file}: '{attr}' is accepted, and nothing in src/{', src/'.join(rooms)} reads it")
    answers = read("src/batch/batch.c")
    for command in rows("src/cli/commands.def", r"^CLI_COMMAND\((\w+)", 10):
        if not re.search(r"\[GR_COMMAND_%s\] = " % command, answers):
            faults.append(f"src/batch/batch.c has no answer to {command} of src/cli/commands.def")
    used = texts("src/batch/*.[ch]", "src/cli/main.c")
    values = read("src/cli/values.c")
    members = set(re.findall(r"\bIN(?:_[A-Z]+)?\((?:\w+,\s*)?(\w+)[.\w]*\)", values) + re.findall(r"\bAT\([A-Z]+, \w+\.(?:\w+\.)*(\w+)\)", values))
    if len(members) < 30:
        faults.append("src/cli/values.c: its members were not understood")
    for member in sorted(members - {"member"}):
        if not re.search(r"(?:->|\.)%s\b" % member, used):
            faults.append(f"src/cli/values.c fills '{member}' of the request, and nothing in src/batch reads it")


def check_types():
    where = {}
    for path in sorted(path for base in ("src", "include") for path in (ROOT / base).rglob("*.[ch]")):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        names = re.findall(r"\b(?:struct|union|enum)\s+(gr_\w+)\s*\{|^\}\s*(gr_\w+);|^typedef [^;{}]*?\b(gr_\w+)(?:\)?\([^;]*\))?;", text, re.M)
        for name in {word for found in names for word in found if word}:
            where.setdefault(name, set()).add(path)
    if len(where) < 200:
        faults.append("the types of src/ and include/ were not understood")
    for name, paths in sorted(where.items()):
        rooms = {"%s/%s" % path.relative_to(ROOT).parts[:2] for path in paths}
        defined = [path for path in paths if re.search(r"\b(?:struct|union|enum)\s+%s\s*\{|^\}\s*%s;" % (name, name), path.read_text(encoding="utf-8"), re.M)]
        if len(defined) > 1:
            faults.append(f"type {name} means two things: {', '.join(str(path.relative_to(ROOT)) for path in defined)}")
        elif not defined and len(rooms) > 1:
            faults.append(f"type {name} is declared in two places: {', '.join(sorted(rooms))}")


def check_named_files():
    for path in sorted(path for base in ("src", "include") for path in (ROOT / base).rglob("*.*") if path.suffix in (".c", ".h", ".def", ".md")):
        own, text = path.relative_to(ROOT).parts[1], path.read_text(encoding="utf-8")
        said = text if path.suffix == ".md" else "\n".join(re.findall(r"/\*.*?\*/", text, re.S))
        for folder, name in re.findall(r"(?:\b(\w+)/)?\b([a-z]\w*\.(?:c|def))\b", said):
            room = folder if folder and (ROOT / "src" / folder).is_dir() else own
            if not any(True for base in ("src", "include") for _ in (ROOT / base / room).rglob(name)):
                faults.append(f"{path.relative_to(ROOT)}: a comment names {folder + '/' if folder else ''}{name}, which is not there")


def check_rooms():
    rooms = set(re.search(r"set\(GR_ROOMS (.*?)\)", read("src/cmake/room_table.cmake"), re.S).group(1).split())
    for where in ("src", "include"):
        for folder in sorted(path.name for path in (ROOT / where).iterdir() if path.is_dir()):
            if folder not in rooms | NO_ROOMS:
                faults.append(f"{where}/{folder}/ is no room of src/cmake/room_table.cmake, so nobody builds it")
    for room in sorted(rooms):
        if not list((ROOT / "tests/unit" / room).glob("test_*.c")):
            faults.append(f"room '{room}' has no tests/unit/{room}/test_*.c")


def main():
    check_tried()
    check_read()
    check_types()
    check_named_files()
    check_rooms()
    for text in faults:
        print(f"whole: {text}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
