#!/bin/sh
# What several reports share: shared_parts.sh GRIFFIE.
#   a change in the base of a house style makes the editions again that are in a style like it, and no others
#   a change in a fragment makes the editions again of the reports that include it, also through another, and no others
#   white space between blocks makes none
# One line for each demand that is not met; exit 1 when there is one.
. "$(dirname "$0")/trial.sh"
cp -R "$base" "$work/run"
cd "$work/run" || exit 99

# three reports: alike includes a fragment and is in a style like plain; plainly includes one that includes it; apart does neither
mkdir -p templates/library
cat >templates/library/words.xml <<'END'
<fragment xmlns="urn:griffie:fragment:1"><p>Vragen? Bel de griffie.</p></fragment>
END
cat >templates/library/more.xml <<'END'
<fragment xmlns="urn:griffie:fragment:1"><include file="library/words.xml"/></fragment>
END
sed 's/id="plain"/id="other"/' templates/styles/plain.xml >templates/styles/other.xml
cat >templates/styles/like.xml <<'END'
<style xmlns="urn:griffie:style:1" id="like" title="Als plain" like="plain"><colour name="accent" value="#14532d"/></style>
END
# report ID STYLE BLOCKS
report() {
  sed 's/id="dossier" style="plain"/id="'"$1"'" style="'"$2"'"/; s|<section each|'"$3"'&|' templates/reports/dossier.xml >"templates/reports/$1.xml"
}
report alike like '<include file="library/words.xml"/>'
report plainly other '<include file="library/more.xml"/>'
report apart other ''
rm templates/reports/dossier.xml
cat >templates/batch.xml <<'END'
<batch xmlns="urn:griffie:batch:1" id="night" zone="Europe/Amsterdam">
  <job id="alike" report="alike" editions="region" formats="pdf" schedule="daily 02:00"/>
  <job id="plainly" report="plainly" editions="region" formats="pdf" schedule="daily 02:00"/>
  <job id="apart" report="apart" editions="region" formats="pdf" schedule="daily 02:00"/>
</batch>
END

version() { readlink "output/$1/region"; }
# night WHAT NAME...: a run after which these have another version, and the others the one they had
night() {
  what=$1
  shift
  for name in alike plainly apart; do version $name >"$work/$name" 2>/dev/null || : >"$work/$name"; done
  "$griffie" run --now >"$work/out" 2>"$work/err"
  demand 0 "$what"
  for name in alike plainly apart; do
    before=$(cat "$work/$name")
    case " $* " in
    *" $name "*) [ "$(version $name)" != "$before" ] || fail "$what: $name was not made again" ;;
    *) [ "$(version $name)" = "$before" ] || fail "$what: $name was made again" ;;
    esac
  done
}

night "the first night" alike plainly apart
night "nothing changed"
sed -i 's/ space-after="6pt" colour="ink"/ space-after="7pt" colour="ink"/' templates/styles/plain.xml
night "the base of a style" alike
sed -i 's/#14532d/#15532d/' templates/styles/like.xml
night "the style itself" alike
sed -i 's/de griffie/uw griffie/' templates/library/words.xml
night "a fragment" alike plainly
sed -i 's/<include/<p>Meer.<\/p><include/' templates/library/more.xml
night "the fragment around it" plainly
sed -i 's/<fragment xmlns="urn:griffie:fragment:1">/&\n  /' templates/library/words.xml
night "white space in a fragment"
exit $failed
