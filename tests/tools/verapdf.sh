#!/bin/sh
# verapdf.sh FILE...: validates each file as PDF/UA-1 and as PDF/A-2a, or as PDF/A-3a when that is what it says it is; one
# line a file. Exits 0 when all pass, 1 when one fails (its rules are listed), 77 when veraPDF is not here.
#   GR_VERAPDF=<jar>        use this one
#   GR_VERAPDF_CACHE=<dir>  where fetch_verapdf.sh keeps it (default: ~/.cache/griffie)
set -u
[ $# -gt 0 ] || { echo "usage: verapdf.sh FILE..." >&2; exit 64; }
command -v java >/dev/null 2>&1 || { echo "java is not installed" >&2; exit 77; }
jar=${GR_VERAPDF:-}
if [ -z "$jar" ]; then
    here=$(dirname "$0")
    jar=$(sh "$here/fetch_verapdf.sh" "${GR_VERAPDF_CACHE:-$HOME/.cache/griffie}") || exit 77
fi

# One run a profile for all its files. A file: "PASS path" or "FAIL path", then its failed rules, indented.
work=$(mktemp -d) || exit 77
trap 'rm -rf "$work"' EXIT
results=$work/results
: > "$work/2a"
: > "$work/3a"
# its report names files as we do only when we give whole paths
realpath -mz "$@" > "$work/ua1"
for file in "$@"; do
    part=2a
    grep -qa '<pdfaid:part>3<' "$file" 2>/dev/null && part=3a
    realpath -mz "$file" >> "$work/$part"
done
for profile in ua1 2a 3a; do
    xargs -0 -r sh -c 'jar=$0 profile=$1; shift; exec java -cp "$jar" \
        org.verapdf.apps.GreenfieldCliWrapper --flavour "$profile" --format text -v --nonpdfext "$@" \
        2>/dev/null' "$jar" $profile < "$work/$profile" | sed "s/^/$profile /" >> "$results"
done

status=0
for file in "$@"; do
    verdict=$(awk -v path="$(realpath -m "$file")" '
        { profile = $1; word = $2; rest = substr($0, length($1) + length($2) + 3) }
        word == "PASS" { mine = 0; if (rest == path) passed[profile] }
        word == "FAIL" { mine = rest == path; if (mine) failed = failed " " profile ":" }
        word == "" && mine { failed = failed " " $NF }
        END { if (("ua1" in passed) && (("2a" in passed) || ("3a" in passed))) print "pass"; else print "FAIL" (failed == "" ? " not readable" : failed) }
    ' FS='[ ]' "$results")
    echo "$verdict $file"
    [ "$verdict" = pass ] || status=1
done
exit $status
