# Sourced by local/images: writes an OCI layout by hand.
# Layers stay uncompressed: they never travel, and three nodes unpack them.
# shellcheck shell=bash

# oci_blob LAYOUT FILE: moves the file in as a blob and prints its digest and size.
oci_blob() {
  local digest size
  digest="$(sha256sum "$2" | cut -d' ' -f1)"
  size="$(stat -c %s "$2")"
  mv "$2" "$1/blobs/sha256/$digest"
  echo "sha256:$digest $size"
}

oci_init() {
  mkdir -p "$1/blobs/sha256"
  echo '{"imageLayoutVersion":"1.0.0"}' >"$1/oci-layout"
  echo '{"schemaVersion":2,"manifests":[]}' >"$1/index.json"
}

oci_architecture() {
  case $(uname -m) in x86_64) echo amd64 ;; aarch64) echo arm64 ;; *) uname -m ;; esac
}

# oci_image LAYOUT NAME CONFIG_JSON "DIGEST SIZE"...: adds an image made of these layers.
oci_image() {
  local layout=$1 name=$2 config=$3 layers image_config manifest
  shift 3
  layers="$(printf '%s\n' "$@" | jq -Rs 'split("\n") | map(select(. != "") | split(" ") |
    {mediaType: "application/vnd.oci.image.layer.v1.tar", digest: .[0], size: (.[1] | tonumber)})')"
  jq -n --arg arch "$(oci_architecture)" --argjson config "$config" --argjson layers "$layers" \
    '{architecture: $arch, os: "linux", config: $config, rootfs: {type: "layers", diff_ids: ($layers | map(.digest))}}' \
    >"$layout/config.tmp"
  image_config="$(oci_blob "$layout" "$layout/config.tmp")"
  jq -n --arg config "$image_config" --argjson layers "$layers" '($config | split(" ")) as $c |
    {schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json", layers: $layers, config:
    {mediaType: "application/vnd.oci.image.config.v1+json", digest: $c[0], size: ($c[1] | tonumber)}}' >"$layout/manifest.tmp"
  manifest="$(oci_blob "$layout" "$layout/manifest.tmp")"
  jq --arg manifest "$manifest" --arg name "$name" '($manifest | split(" ")) as $m | .manifests +=
    [{mediaType: "application/vnd.oci.image.manifest.v1+json", digest: $m[0], size: ($m[1] | tonumber), annotations:
    {"io.containerd.image.name": $name, "org.opencontainers.image.ref.name": ($name | split(":") | last)}}]' \
    "$layout/index.json" >"$layout/index.tmp"
  mv "$layout/index.tmp" "$layout/index.json"
}
