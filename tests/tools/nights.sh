# shellcheck shell=bash
# What night.sh tries its nights with; sourced after robust.sh. Gives: $clock, a moment that tests set, and noon, day; fresh, batch,
# many; run, behind; expect, whole, with_status, tidy, nothing_made.
noon=1656669600 # 2022-07-01 12:00 in Amsterdam
day=86400
clock=$noon

# fresh [JOB_WORDS [LIMITS]]: tests/golden/_base with one job, nothing published
fresh() {
  cd "$work" || exit 99
  rm -rf night
  cp -R "$root/tests/golden/_base" night
  cd night || exit 99
  batch "$@"
  clock=$noon
}

batch() {
  cat >templates/batch.xml <<END
<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam">
  ${2:-}
  <job id="all" report="dossier" ${1:-}/>
</batch>
END
}

# many N: that many municipalities
many() {
  python3 - "$1" <<'END'
import sys
nr = [f"{n:04}" for n in range(1, int(sys.argv[1]) + 1)]
with open("input/organisation.xml", "w") as out:
    print('<organisation xmlns="urn:griffie:input:1" as-of="2022-01-01">',
          *(f'<municipality id="gm{n}" name="Gemeente {n}"/>' for n in nr),
          '<module id="inkoop" name="Inkoop Zorg" from="2017-04-01"/>',
          '<module id="wsp" name="WerkgeversServicepunt" from="2018-01-01"/>',
          *(f'<participation municipality="gm{n}" module="{m}"/>' for n in nr for m in ("inkoop", "wsp")),
          '</organisation>', sep="\n", file=out)
with open("input/amounts.xml", "w") as out:
    print('<amounts xmlns="urn:griffie:input:1" as-of="2022-06-30" year="2022">',
          '<distribution id="inkoop-2022" module="inkoop" amount="1000000"/>',
          '<distribution id="wsp-2022" module="wsp" amount="250000"/>',
          *(f'<inhabitants municipality="gm{n}" number="1000"/>' for n in nr), '</amounts>', sep="\n", file=out)
END
}

run() { SOURCE_DATE_EPOCH=$clock "$griffie" run --json "$@" >"$work/out" 2>"$work/err"; }
# behind COMMAND...: the same, started by another command
behind() { SOURCE_DATE_EPOCH=$clock "$@" "$griffie" run --json >"$work/out" 2>"$work/err"; }

# expect STATUS WHAT [PATTERN]: of the last run; its messages hold the pattern, or are none
expect() {
  local status=$?
  demand "$2: ended with $status, not $1: $(head -c 400 "$work/err")" test $status -eq "$1"
  if [ -n "${3:-}" ]; then
    demand "$2: the messages do not say '$3': $(head -c 400 "$work/err")" grep -Eq "$3" "$work/err"
  else
    demand "$2: something was said: $(head -c 400 "$work/err")" test ! -s "$work/err"
  fi
  whole "$2"
}

# whole WHAT: every link leads to a version that is as its manifest says
whole() {
  [ -d output ] || return 0
  demand "$1: a link leads to no whole version" python3 - "$root/tests/tools" output <<'END'
import sys
sys.path.insert(0, sys.argv[1])
import kills
faults = [fault for link in kills.links(kills.Path(sys.argv[2])).values() if link.is_symlink()
          for fault in kills.check_generation(link.resolve())]
print(*faults, sep="\n", end="")
sys.exit(bool(faults))
END
}

# with_status WORD: editions of the last run that ended so, in one line
with_status() {
  grep -o "\"edition\": \"[^\"]*\", \"status\": \"$1\"" "$work/out" | cut -d'"' -f4 | sort | tr '\n' ' '
}
is() { [ "$1" = "$2" ] || { echo "'$1' instead of '$2'" >&2; return 1; }; }
tidy() { demand "$1: something is left" no_leftovers output; }

# a run that finds nothing due says that it ended, and no more
nothing_made() { grep -q '"event": "ended", "run": 0' "$work/out" && ! grep -q '"event": "\(began\|edition\)"' "$work/out"; }
