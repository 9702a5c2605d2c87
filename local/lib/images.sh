# Sourced: where the images' archive lies, keyed by everything that goes into it.
# shellcheck shell=bash

images_archive() {
  local key
  key="$(cat "$LOCAL_DIR/images" "$LOCAL_DIR/lib/oci.sh" "$LOCAL_DIR/pause/main.go" \
    <(grep -E "^(KAFKA|LOG4J|MAVEN|IMAGES|PAUSE)" "$LOCAL_DIR/versions.env") |
    sha256sum | cut -c1-12)"
  echo "$CACHE/images/$PROJECT-$key.tar"
}
