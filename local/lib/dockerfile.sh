# Sourced by local/images: runs the steps of the program's Dockerfile without Docker, each stage in a Debian root of its own.
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

# build_dockerfile FILE DEBIAN_ROOT WORK: leaves the last stage in WORK/image and its configuration in WORK/image.json.
build_dockerfile() {
  local file=$1 debian=$2 work=$3 instruction rest root="" folder=/ user="" command=null from source target
  while read -r instruction rest; do
    say "$instruction $rest"
    case $instruction in
      FROM)
        case $rest in
          "docker.io/library/debian:$IMAGES_DEBIAN_SUITE-slim AS "*) root="$work/${rest##* AS }" ;;
          "docker.io/library/debian:$IMAGES_DEBIAN_SUITE-slim") root="$work/image" ;;
          *) die "$file: FROM $rest: only Debian $IMAGES_DEBIAN_SUITE is built here" ;;
        esac
        cp -a "$debian" "$root"
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
      USER) user=$rest ;;
      CMD) command=$rest ;;
      *) die "$file: $instruction is not known here" ;;
    esac
  done < <(dockerfile_instructions "$file")
  jq -n --arg user "$user" --arg folder "$folder" --argjson command "$command" '{User: $user, WorkingDir: $folder,
    Cmd: $command, Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]}' >"$work/image.json"
}
