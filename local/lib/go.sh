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
# write_module DIR NAME REQUIRE...
write_module() {
  local dir=$1 name=$2
  shift 2
  mkdir -p "$dir"
  {
    printf 'module %s\n\ngo %s\n\n' "$name" "$GO_VERSION"
    printf 'require %s\n' "$@"
  } >"$dir/go.mod"
}

# Kubernetes keeps its libraries in the same tree and replaces them by path; their published versions are the same code.
kubernetes_module() {
  local dir=$1 upstream
  upstream="$(go mod download -json "k8s.io/kubernetes@v$KUBERNETES_VERSION" | jq -re .GoMod)"
  write_module "$dir" build/kubernetes "k8s.io/kubernetes v$KUBERNETES_VERSION"
  sed -nE "s|^[[:space:]]*(replace )?(k8s.io/[a-z0-9-]+) => \./staging.*|replace \2 => \2 v0.${KUBERNETES_VERSION#*.}|p" \
    "$upstream" >>"$dir/go.mod"
  grep -q "^replace k8s.io/api " "$dir/go.mod" || sed -nE \
    "s|^[[:space:]]+(k8s.io/[a-z0-9-]+) v0\.0\.0.*|replace \1 => \1 v0.${KUBERNETES_VERSION#*.}|p" "$upstream" >>"$dir/go.mod"
}

# go_build MODULE_DIR PACKAGE OUTPUT LDFLAGS: built aside, then moved, so that a broken build leaves nothing behind.
go_build() {
  local module=$1 package=$2 output=$3 flags=$4 temporary
  temporary="$(work_folder)"
  (cd "$module" && go build -ldflags "-s -w $flags" -o "$temporary/$(basename "$output")" "$package")
  mkdir -p "$(dirname "$(dirname "$output")")"
  rm -rf "$(dirname "$output")"
  chmod 755 "$temporary"
  mv -T "$temporary" "$(dirname "$output")"
}
