#!/bin/sh
# fetch_axe.sh FOLDER: puts the accessibility rules of axe-core into FOLDER and prints the path of the
# script. Pinned by version and hash; fetched with Maven only. Exits 77 when it cannot be had here.
set -eu
version=4.11.1
sha256=7c6cabdb5ac07e301a7133ea0f13fdc49c713a32d1866f015d559aee01244e23

[ $# -eq 1 ] || { echo "usage: fetch_axe.sh FOLDER" >&2; exit 64; }
folder=$1
jar=$folder/selenium-$version.jar # the rules travel in the package for Selenium; we want nothing else of it
script=$folder/axe-$version.min.js

sound() {
    [ -f "$jar" ] && echo "$sha256  $jar" | sha256sum -c --status
}

if ! sound; then
    command -v mvn >/dev/null 2>&1 || { echo "mvn is not installed: apt-get install maven" >&2; exit 77; }
    mkdir -p "$folder"
    plugin=org.apache.maven.plugins:maven-dependency-plugin:3.6.1
    artifact=com.deque.html.axe-core:selenium:$version
    mvn -q -B $plugin:get -Dtransitive=false -Dartifact=$artifact >&2 || exit 77
    mvn -q -B $plugin:copy -Dmdep.useBaseVersion=true -Dartifact=$artifact -DoutputDirectory="$folder" >&2 || exit 77
    sound || { echo "$jar is not the file that was pinned" >&2; exit 1; }
fi
python3 - "$jar" "$script" <<'EOF'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as jar, open(sys.argv[2], "wb") as script:
    script.write(jar.read("axe.min.js"))
EOF
echo "$script"
