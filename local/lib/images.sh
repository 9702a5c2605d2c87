# Sourced: the images as every node's containerd starts with them.
# shellcheck shell=bash

# An overlay cannot lie on an overlay, as inside a container.
snapshotter() {
  if [ "$(stat -fc %T "$(dirname "$STATE")")" = overlayfs ]; then echo native; else echo overlayfs; fi
}

RESOURCES="$LOCAL_DIR/../src/main/resources/dev/openshiftkafka"
LIBRDKAFKA_DOCKERFILE="$RESOURCES/stack/rdkafka/Dockerfile"
COLLECTOR_DIR="$LOCAL_DIR/opentelemetry-collector"

# images_root: containerd's folder with the images unpacked, keyed by everything that goes into it.
images_root() {
  local key
  key="$(cat "$LOCAL_DIR/images" "$LOCAL_DIR/pause/main.go" \
    "$LOCAL_DIR/lib/dockerfile.sh" "$LIBRDKAFKA_DOCKERFILE" \
    "$COLLECTOR_DIR"/main.go "$COLLECTOR_DIR"/go.* \
    <(grep -E "^(KAFKA|LOG4J|MAVEN|IMAGES|PAUSE|OPENTELEMETRY)" "$LOCAL_DIR/versions.env") |
    sha256sum | cut -c1-12)"
  echo "$CACHE/images/$PROJECT-$key-$(snapshotter)"
}

# import_images ARCHIVE ROOT: unpacks once, with a containerd of its own; the nodes then only link what it made.
import_images() {
  local archive=$1 root=$2 run containerd result=0
  run="$(mktemp -d "/run/$PROJECT-images.XXXXXX")"
  cat >"$run/config.toml" <<END
version = 2
root = "$root"
state = "$run/state"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "$run/socket"
[plugins."io.containerd.internal.v1.opt"]
  path = "$run/opt"
END
  containerd --config "$run/config.toml" &
  containerd=$!
  wait_for 30 containerd ctr -a "$run/socket" version &&
    ctr -a "$run/socket" -n k8s.io images import --snapshotter "$(snapshotter)" "$archive" || result=1
  kill "$containerd"
  wait "$containerd" || true
  rm -rf "$run"
  return "$result"
}

# clone_images TARGET: by hard links, which take no time and no room, and let the nodes share the page cache: nothing
# ever writes to these files. Only the databases are copied. Across file systems everything is.
clone_images() {
  local root file
  root="$(images_root)"
  rm -rf "$1" "$1.new"
  if ! cp -al "$root" "$1.new" 2>/dev/null; then
    rm -rf "$1.new"
    cp -a "$root" "$1.new"
  fi
  (cd "$root" && find . -name '*.db') | while read -r file; do
    cp --remove-destination "$root/$file" "$1.new/$file"
  done
  mv "$1.new" "$1"
}
