# Sourced: other Pulumi Java programs, to measure this one beside. They have the same SDKs, are started in the same way and
# with the same JVM settings.
# shellcheck shell=bash

# build_program FOLDER CLASS: of the source that comes as input, which is a whole file, with a stack of the folder's name.
build_program() {
  local folder=$1 class=$2 name=${1##*/}
  mkdir -p "$folder/src/main/java"
  cat >"$folder/src/main/java/$class.java"
  printf 'name: %s\nruntime: java\n' "$name" >"$folder/Pulumi.yaml"
  cp -r "$ROOT/.mvn" "$folder/"
  sed "s|dev.openshiftkafka.App|$class|" "$ROOT/pom.xml" >"$folder/pom.xml"
  (cd "$folder" && mvn -q -B -ntp compile)
  pulumi --cwd "$folder" stack select --create "benchmark-$name" --non-interactive >/dev/null
}

preview_program() { pulumi --cwd "$1" preview --stack "benchmark-${1##*/}" --non-interactive; }
