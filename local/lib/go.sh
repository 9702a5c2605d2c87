# Sourced: finds or downloads Go, and builds commands from Go modules.
# shellcheck shell=bash

# use_go: a Go on PATH that is new enough, else the toolchain that local/setup left in the cache.
use_go() {
  if ! go_is_enough go; then
    PATH="$CACHE/go-$GO_TOOLCHAIN_VERSION/bin:$PATH"
    go_is_enough go || die "Go >= $GO_VERSION is needed: run local/setup"
  fi
  # Static, and the same result wherever the cache lies; a workspace or vendor setting of the user's must not leak in.
  export CGO_ENABLED=0 GOWORK=off GOFLAGS="-trimpath -buildvcs=false -mod=mod" GOTOOLCHAIN=local
}

go_is_enough() {
  local found
  have "$1" || return 1
  found="$(GOTOOLCHAIN=local "$1" env GOVERSION 2>/dev/null)" || return 1
  [ "$(printf '%s\n' "$GO_VERSION" "${found#go}" | sort -V | head -n 1)" = "$GO_VERSION" ]
}

# module_dir MODULE VERSION: downloads it (checksum verified by Go) and prints where it lies.
module_dir() {
  go mod download -json "$1@v$2" | jq -re .Dir || die "cannot download the Go module $1@v$2"
}

# A module with "replace" lines cannot be installed by name: each group of commands gets a go.mod of its own.
# write_module DIR NAME: of the requirements that come as input.
write_module() {
  mkdir -p "$1"
  {
    printf 'module %s\n\ngo %s\n\n' "$2" "$GO_VERSION"
    sed 's/^/require /'
  } >"$1/go.mod"
}

# Kubernetes keeps its libraries in the same tree and requires no version of them; their published versions are the same code. They are
# required as well as replaced, because Go takes a library that is required in another version for another when it looks for it in
# its cache.
kubernetes_libraries() {
  local upstream version="v0.${KUBERNETES_VERSION#*.}"
  upstream="$(go mod download -json "k8s.io/kubernetes@v$KUBERNETES_VERSION" | jq -re .GoMod)"
  grep -E '^[[:space:]]+k8s.io/[a-z0-9-]+ v0\.0\.0$' "$upstream" | while read -r library _; do
    printf 'require %s %s\nreplace %s v0.0.0 => %s %s\n' "$library" "$version" "$library" "$library" "$version"
  done
}

# go_compile MODULE_DIR OUTPUT ARGUMENT...: go build, with what go_progress reads in its output. Nobody debugs these binaries, and
# a compiler lives for seconds: without debugging data and with less garbage collection a package compiles in a quarter less processor time.
go_compile() (
  output=$2
  cd "$1" || exit
  shift 2
  packages="$(go list -deps "$@" | wc -l)" || exit
  say "packages: $packages"
  GOGC=400 go build -v -gcflags=all=-dwarf=false -o "$output" "$@"
)

# go_progress LOG: how far go_compile is.
go_progress() {
  local all
  all="$(sed -n 's/^packages: //p' "$1")"
  if [ -n "$all" ]; then
    echo ", compiled $(grep -cE '^[^ :]+$' "$1") of at most $all packages"
  else
    echo ", downloaded $(grep -c '^go: downloading' "$1") modules"
  fi
}

# publish FILE TARGET: at once with its folder, so that a broken build leaves nothing behind.
publish() {
  local folder
  folder="$(dirname "$2")"
  mkdir -p "$(dirname "$folder")" "$1.folder"
  chmod 755 "$1.folder"
  mv "$1" "$1.folder/$(basename "$2")"
  rm -rf "$folder"
  mv -T "$1.folder" "$folder"
}

# go_build MODULE_DIR PACKAGE OUTPUT LDFLAGS
go_build() {
  local temporary
  temporary="$(work_folder)"
  go_compile "$1" "$temporary/binary" -ldflags "-s -w $4" "$2"
  publish "$temporary/binary" "$3"
  rm -rf "$temporary"
}
