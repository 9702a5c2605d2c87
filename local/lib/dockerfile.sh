# Sourced by local/images and local/prometheus: builds images with buildah, without a daemon and without an image registry.
# STORE is the folder of buildah's storage; the caller removes it when the images are exported.
# shellcheck shell=bash

bh() { buildah --root "$STORE/graph" --runroot "$STORE/run" --storage-driver "$(storage_driver)" "$@"; }

# An overlay cannot lie on an overlay, as inside a container; vfs copies each layer instead.
storage_driver() { if [ "$(snapshotter)" = overlayfs ]; then echo overlay; else echo vfs; fi; }

# image NAME BASE SOURCE TARGET [OPTION...]: BASE (or scratch) with the files of SOURCE, a folder, file or tar archive, added at
# TARGET. The options are those of `buildah config`. The time is fixed, so the same files give the same image.
image() {
  local name=$1 base=$2 source=$3 target=$4 container
  shift 4
  container="$(bh from --pull-never "$base")"
  bh add --quiet "$container" "$source" "$target" >/dev/null
  [ "$#" -eq 0 ] || bh config "$@" "$container"
  bh commit --quiet --rm --timestamp 0 "$container" "$name" >/dev/null
}

# image_of_dockerfile NAME FILE: as OpenShift builds it. chroot isolation needs no further privileges, and RUN uses the network
# of the machine.
image_of_dockerfile() {
  mkdir -p "$STORE/context"
  bh build --isolation chroot --network host --pull-never --timestamp 0 --file "$2" --tag "$1" "$STORE/context"
}

# export_images ARCHIVE NAME...: an OCI archive for containerd. Layers stay uncompressed: they are never sent over a network.
export_images() {
  local archive=$1 layout="$STORE/layout" name
  shift
  for name in "$@"; do
    bh push --quiet --disable-compression "$name" "oci:$layout:$name"
  done
  # containerd takes the name from this annotation.
  jq '.manifests |= map(.annotations["io.containerd.image.name"] = .annotations["org.opencontainers.image.ref.name"])' \
    "$layout/index.json" >"$layout/index.tmp"
  mv "$layout/index.tmp" "$layout/index.json"
  tar -C "$layout" -cf "$archive" oci-layout index.json blobs
}

# remove_store: buildah's overlay driver may leave a mount.
remove_store() {
  bh umount --all >/dev/null 2>&1 || true
  ! mountpoint -q "$STORE/graph/overlay" || umount "$STORE/graph/overlay"
  rm -rf "$STORE"
}
