#!/bin/sh
# stress.sh [N]: N random documents (tests/prop/stress.py), rendered and read by programs that are not ours. Without N: 4,
# in GR_TIER=long 200. Held against each: no errors but L108 and L115, no other warnings than L102, L105 to L107, L110, L116; two runs, the same
# bytes; qpdf; words within pages and not on each other, no page without content (page_boxes.py); tag tree and
# document in the same order (reading_order.py); PDF/UA-1 and PDF/A-2a (verapdf.sh). Exits 77 when one of these is missing
# and all that could be asked was in order.
#   GRIFFIE=<path>  the program (as CTest sets it)
#   GR_SEED=<n>     seed of the first document; the others follow. `stress-<seed>` in a message is GR_SEED=<seed> stress.sh 1
#   GR_KEEP=<dir>   work there and leave everything
set -u
tools=$(cd "$(dirname "$0")" && pwd)
case ${GR_TIER:-quick} in long) n=${1:-200} ;; *) n=${1:-4} ;; esac
seed=${GR_SEED:-$(date +%s)}
batch=20 # documents in one run of griffie
if [ -n "${GR_KEEP:-}" ]; then
  mkdir -p "$GR_KEEP" && work=$(realpath "$GR_KEEP")
else
  work=$(realpath "$(mktemp -d)") && trap 'rm -rf "$work"' EXIT
fi
[ -d "${work:-}" ] || exit 99
griffie=$(realpath "${GRIFFIE:-build/griffie}")
export LC_ALL=C.UTF-8
failed=0
missing=""

fail() {
  printf 'stress: %s\n' "$*"
  failed=1
}

# programs: what is not here is told at the end
for program in qpdf pdfinfo pdftotext pdfimages; do command -v $program >/dev/null || missing="$missing $program"; done
has() { case "$missing " in *" $1 "*) return 1 ;; esac; }

# render FOLDER OUTPUT: 124 when it takes longer than two minutes
render() {
  (cd "$1" && timeout 120 "$griffie" render --format pdf --quiet --output "$2" >"$2.list" 2>"$2.err")
}

one_batch() { # FIRST-SEED HOW-MANY
  run=$work/$1
  mkdir -p "$run"
  GR_SEED=$1 python3 "$tools/../prop/stress.py" "$2" "$run" >/dev/null || { fail "generator, seed $1"; return; }
  for output in one two; do
    render "$run" $output
    status=$?
    # a table with more figures or words than its page has room for is refused (L108, L115); all else is printed
    refused=$(sed -nE 's#.*reports/(stress-[0-9]*)\.xml:.*error: .*\[L1(08|15)\]$#\1#p' "$run/$output.err" | sort -u)
    n_refused=$(echo "$refused" | grep -c .)
    [ $status = $((n_refused > 0)) ] || fail "exit status $status, GR_SEED=$1 stress.sh $2"
  done
  grep -E '(error|warning): ' "$run/one.err" | grep -v -E '\[(L10[25678]|L11[056]|T279)\]$'  && fail "messages, GR_SEED=$1 stress.sh $2"
  grep -E '^griffie: stress-|Sanitizer|runtime error' "$run/one.err" | grep -v -F "${refused:-none}" && fail "editions, GR_SEED=$1 stress.sh $2"
  diff -r --no-dereference --exclude=.griffie "$run/one" "$run/two" >"$run/diff" || fail "two runs gave different files: $(head -3 "$run/diff")"

  pdfs=$(find "$run/one/" -name '*.pdf' -type f | sort)
  [ "$(echo "$pdfs" | wc -l)" = "$(($2 - n_refused))" ] || fail "$2 documents, $n_refused refused, $(echo "$pdfs" | wc -l) PDF files, GR_SEED=$1"
  for pdf in $pdfs; do
    if has qpdf; then qpdf --check "$pdf" >"$run/qpdf" 2>&1 || { fail "qpdf: $pdf"; cat "$run/qpdf"; }; fi
    name=$(basename "$pdf" .pdf)
    (cd "$run" && timeout 120 "$griffie" check --report "$name" --edition region --dump=document) >>"$run/dump" 2>"$run/dump.err" || fail "no dump of $name"
  done
  clipped=$(sed -n 's|.*reports/\(stress-[0-9]*\)\.xml:.*\[L102\]$|\1|p' "$run/one.err" | sort -u | tr '\n' ,)
  # shellcheck disable=SC2086 # no name has a space
  worded=$(sed -n 's|.*reports/\(stress-[0-9]*\)\.xml:.*\[L106\]$|\1|p' "$run/one.err" | sort -u | tr '\n' ,)
  if has qpdf && has pdfinfo; then python3 "$tools/reading_order.py" --clipped="$clipped" --worded="$worded" "$run/dump" $pdfs || fail "reading order"; fi
  # shellcheck disable=SC2086
  if has pdftotext && has pdfimages; then python3 "$tools/page_boxes.py" $pdfs || fail "pages"; fi
}

echo "GR_SEED=$seed N=$n"
done=0
while [ $done -lt "$n" ]; do
  size=$((n - done < batch ? n - done : batch))
  one_batch $((seed + done)) $size
  done=$((done + size))
done

files=$(find "$work" -path '*/one/*' -name '*.pdf' -type f | sort)
# shellcheck disable=SC2086
sh "$tools/verapdf.sh" $files >"$work/verapdf" 2>&1
case $? in
0) ;;
77) missing="$missing veraPDF" ;;
*) fail "veraPDF"; grep -v '^pass' "$work/verapdf" ;;
esac
echo "$n documents, $(pages=0; for file in $files; do pages=$((pages + $(pdfinfo "$file" | sed -n 's/^Pages: *//p'))); done; echo $pages) pages"
[ $failed = 0 ] || exit 1
if [ -n "$missing" ]; then
  echo "stress: not here:$missing"
  exit 77
fi
