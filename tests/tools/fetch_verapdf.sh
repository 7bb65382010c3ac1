#!/bin/sh
# fetch_verapdf.sh FOLDER: puts veraPDF's validator into FOLDER and prints the path of its jar. Pinned by
# version and hash; fetched with Maven only. Exits 77 when it cannot be had here.
set -eu
version=1.26.2
sha256=6b3cd7daa39d2364d2e6043cefa168a355fbec12457c35d93cdabbcd7448b599

[ $# -eq 1 ] || { echo "usage: fetch_verapdf.sh FOLDER" >&2; exit 64; }
folder=$1
jar=$folder/greenfield-apps-$version.jar

sound() {
    [ -f "$jar" ] && echo "$sha256  $jar" | sha256sum -c --status
}

if ! sound; then
    command -v mvn >/dev/null 2>&1 || { echo "mvn is not installed: apt-get install maven" >&2; exit 77; }
    mkdir -p "$folder"
    mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get -Dtransitive=false \
        -Dartifact=org.verapdf.apps:greenfield-apps:$version >&2 || exit 77
    mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy -Dmdep.useBaseVersion=true \
        -Dartifact=org.verapdf.apps:greenfield-apps:$version -DoutputDirectory="$folder" >&2 || exit 77
    sound || { echo "$jar is not the file that was pinned" >&2; exit 1; }
fi
echo "$jar"
