# Sourced by local/images: runs the steps of the program's Dockerfiles without Docker, each stage in a root of its own.
# shellcheck shell=bash

# debian_root FOLDER: as Debian's own slim image is, its list of sources included.
# shellcheck disable=SC2016  # the hooks expand "$1", the root, when they run
debian_root() {
  local keyring=/usr/share/keyrings/debian-archive-keyring.gpg suite=$IMAGES_DEBIAN_SUITE stanza folder options=()
  for folder in doc groff info lintian linda locale man; do options+=("--dpkgopt=path-exclude=/usr/share/$folder/*"); done
  stanza="Types: deb\nURIs: http://deb.debian.org/%s\nSuites: %s\nComponents: main\nSigned-By: $keyring\n"
  mmdebstrap --mode=root --variant=minbase --format=directory --keyring="$keyring" \
    "${options[@]}" --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --customize-hook='rm "$1/etc/apt/sources.list"' "$suite" "$1"
  # shellcheck disable=SC2059  # the format is above
  printf "$stanza\n$stanza" debian "$suite $suite-updates" debian-security "$suite-security" \
    >"$1/etc/apt/sources.list.d/debian.sources"
}

# dockerfile_instructions FILE: one a line, without comments.
dockerfile_instructions() {
  awk '/^[[:space:]]*(#|$)/ { next } sub(/\\$/, "") { line = line $0; next } { print line $0; line = "" }' "$1"
}

# in_root ROOT FOLDER COMMAND: as RUN does, in a process table of its own: what it leaves behind ends with it.
in_root() {
  unshare --mount --pid --fork --kill-child --mount-proc="$1/proc" chroot "$1" sh -c "cd '$2' && $3" </dev/null
}

# add_from_maven URL TARGET: a file of Maven Central, by way of Maven, which knows where this machine gets it from.
add_from_maven() {
  local path=${1#https://repo.maven.apache.org/maven2/} version artifact
  [ "$path" != "$1" ] || die "ADD $1: only Maven Central is known here"
  path=${path%/*}
  version=${path##*/} && path=${path%/*}
  artifact=${path##*/} && path=${path%/*}
  mvn -B -q "org.apache.maven.plugins:maven-dependency-plugin:$MAVEN_DEPENDENCY_PLUGIN_VERSION:copy" \
    -Dartifact="${path//\//.}:$artifact:$version" -DoutputDirectory="$2.folder" -Dmdep.overWriteReleases=true </dev/null
  install -D -m 600 "$2.folder/${1##*/}" "$2"
  rm -r "$2.folder"
}

# build_dockerfile FILE BASE BASE_ROOT WORK: leaves the last stage in WORK/image and its configuration in WORK/image.json. BASE is
# the image of every FROM, and BASE_ROOT a folder with what is in it.
build_dockerfile() {
  local file=$1 base=$2 base_root=$3 work=$4 instruction rest root="" folder=/ user="" command=null from source target
  while read -r instruction rest; do
    say "$instruction $rest"
    case $instruction in
      FROM)
        case $rest in
          "$base AS "*) root="$work/${rest##* AS }" ;;
          "$base") root="$work/image" ;;
          *) die "$file: FROM $rest: only $base is there" ;;
        esac
        cp -a "$base_root" "$root"
        touch "$work/base"
        folder=/
        ;;
      RUN) in_root "$root" "$folder" "$rest" ;;
      WORKDIR) folder=$rest && mkdir -p "$root$rest" ;;
      COPY)
        read -r from source target <<<"$rest"
        case $from in --from=*) ;; *) die "$file: COPY $rest: there are no files but those of another stage" ;; esac
        mkdir -p "$(dirname "$root$target")"
        cp -a "$work/${from#--from=}$source" "$root$target"
        ;;
      ADD)
        read -r source target <<<"$rest"
        add_from_maven "$source" "$root$target"
        ;;
      USER) user=$rest ;;
      CMD) command=$rest ;;
      *) die "$file: $instruction is not known here" ;;
    esac
  done < <(dockerfile_instructions "$file")
  jq -n --arg user "$user" --arg folder "$folder" --argjson command "$command" '{User: $user, WorkingDir: $folder,
    Cmd: $command, Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]}' >"$work/image.json"
}

# added_to_base WORK ARCHIVE: the layer of what a Dockerfile of one stage put into WORK/image beside what its base image has.
added_to_base() {
  (cd "$1/image" && find . -cnewer ../base -not -path './dev/*' -not -path './proc/*' -not -path './sys/*' -print0) |
    "${TAR[@]}" -C "$1/image" --null --no-recursion --files-from=- -cf "$2"
}
