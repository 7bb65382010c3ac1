#!/usr/bin/env bash
# five_nights.sh OLD NEW: two programs through the same five nights over the sample files: a first night, one where nothing
# changed, one with another figure, one with a broken export, one with a release, a rebuild and a withdrawal. All that they
# leave and say is compared byte for byte: documents, workbooks, mails, pages, rows of the journal, text on the terminal.
# What a change of the house must not change. KEEP names a folder that keeps both for a look.
set -u
export LC_ALL=C TZ=UTC
if [ $# -ne 2 ] || [ ! -x "$1" ] || [ ! -x "$2" ]; then
  echo "usage: five_nights.sh OLD NEW: two programs" >&2
  exit 64
fi
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=${KEEP:-$(mktemp -d)}
mkdir -p "$work"
[ -n "${KEEP:-}" ] || trap 'rm -rf "$work"' EXIT
noon=1656669600 # 2022-07-01 12:00 in Amsterdam
day=86400

# said NAME WORDS...: one command; its words on both outputs and its exit status are kept under that name
said() {
  local name=$1
  shift
  SOURCE_DATE_EPOCH=$clock "$program" "$@" >"said/$name.out" 2>"said/$name.err"
  echo $? >"said/$name.status"
}

nights() {
  clock=$noon
  said 1-check check
  said 1-run run --now --jobs 1
  clock=$((clock + day))
  said 2-run run --json --jobs 1
  said 2-why why handover-dossier renkum
  clock=$((clock + day))
  sed -i '0,/fte="\([0-9]\)/s//fte="1\1/' input/teams-2022.xml
  said 3-run run --now --jobs 1
  said 3-why why handover-dossier renkum
  said 3-history history handover-dossier region
  clock=$((clock + day))
  cp input/teams-2022.xml teams.kept
  sed -i '0,/fte="\([0-9]*\)\.\([0-9]*\)"/s//fte="\1,\2"/' input/teams-2022.xml
  said 4-run run
  said 4-render render --report council-newsletter --edition ede
  said 4-log log
  cp teams.kept input/teams-2022.xml
  clock=$((clock + day))
  said 5-run run --json --now --jobs 1
  said 5-release release annual-report region --as adopted --by 'algemeen bestuur'
  said 5-rebuild rebuild annual-report region --verify
  said 5-withdraw withdraw handover-dossier renkum --because 'verkeerde bijlage'
  said 5-render render --report annual-report --strict
  said 5-history history
  said 5-log log
  said 5-schedule schedule
  said 5-types check --types '1 + 1' --report annual-report
  said 5-confidentiality check --confidentiality
}

# settle: what no two runs have alike is taken out: how long things took, the seconds they ended at, names
# drawn by lot; the journal becomes text, for its file holds pages in the order they were written. What a version was made
# from names the build, and the version is called by the hash of that: it gets the name that it would have without the build
settle() {
  python3 - <<'END'
import hashlib, pathlib, re, sqlite3
TAKEN = [(rb"(2022-07-0\d[T ]\d\d:\d\d):\d\d", rb"\1"), (rb'"ms": \d+', b'"ms": 0'), (rb"\b\d+[.,]\d s\b", b"0.0 s"),
         (rb"( 2022 \d\d:\d\d):\d\d", rb"\1"), (rb"took \d+ s", b"took 0 s"), (rb"/rebuilding/\w+", b"/rebuilding/"),
         (rb"\d+ \w+ (?!2022)20\d\d, \d\d:\d\d<", b"<"), (rb"^griffie-state 1 .*", b"griffie-state 1")]
VARIES = {"at", "began", "ended", "duration_ms", "engine", "inputs"}


def rows(path):
    with sqlite3.connect(path) as journal:
        for (table,) in journal.execute("select name from sqlite_master where type = 'table' order by name").fetchall():
            found = journal.execute(f'select * from "{table}"')
            shown = [n for n, column in enumerate(found.description) if column[0] not in VARIES]
            yield from sorted(table + "\t" + "\t".join(str(row[n]) for n in shown) for row in found)


called = {}
for used in pathlib.Path(".").rglob("used.tsv"):
    data = used.read_bytes()
    plain = re.sub(rb"^(engine\tgriffie \S+ build )[0-9a-f]+$", rb"\1-", data, flags=re.M)
    used.write_bytes(plain)
    before, after = (hashlib.sha256(text).hexdigest().encode() for text in (data, plain))
    called[before], called[before[:16]] = after, after[:16]
name = re.compile(rb"\b(?:[0-9a-f]{64}|[0-9a-f]{16})\b")


def renamed(data):
    return name.sub(lambda found: called.get(found[0], found[0]), data)


for path in sorted(pathlib.Path(".").rglob("*"), reverse=True):
    if path.is_symlink():
        target = path.readlink()
        path.unlink()
        path.symlink_to(renamed(str(target).encode()).decode())
    new = path.with_name(renamed(path.name.encode()).decode())
    if new != path:
        path.rename(new)
for path in sorted(pathlib.Path(".").rglob("*")):
    if path.is_symlink() or not path.is_file():
        continue
    data = path.read_bytes()
    if data.startswith(b"SQLite format 3"):
        path.write_bytes(renamed("\n".join(rows(path)).encode()))
    elif b"\0" not in data:
        for pattern, by in TAKEN:
            data = re.sub(pattern, by, data, flags=re.M)
        path.write_bytes(renamed(data))
END
}

# live PROGRAM NAME: in a folder of always the same name, so that no message differs by it
live() {
  program=$work/griffie
  cp "$1" "$program" || exit 99
  rm -rf "$work/life" "${work:?}/$2"
  mkdir -p "$work/life/said"
  cp -R "$root/input" "$root/templates" "$work/life/"
  cd "$work/life" || exit 99
  nights
  settle
  find . -type l -printf '%P -> %l\n' | sort >said/links
  find . -printf '%M %P\n' | sort >said/modes
  cd "$work" && mv life "$2"
}

programs=("$(realpath "$1")" "$(realpath "$2")")
live "${programs[0]}" old
live "${programs[1]}" new
files=$(find "$work/old" -type f | wc -l)
if [ "$files" -lt 300 ]; then
  echo "five_nights: only $files files were made: nothing is proven" >&2
  exit 1
fi
diff -r "$work/old" "$work/new" >"$work/differences" || {
  cut -c -240 "$work/differences" | head -n 60
  echo "five_nights: $(grep -c '^\(diff\|Only\|Binary\)' "$work/differences") files differ" >&2
  exit 1
}
echo "five_nights: $files files are the same"
