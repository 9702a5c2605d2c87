# Sourced by local/images: the layers of images that are one static program.
# shellcheck shell=bash

build_pause() {
  use_go
  go_compile "$LOCAL_DIR/pause" "$1/pause-root/pause" -ldflags '-s -w' .
  "${TAR[@]}" -C "$1/pause-root" -cf "$1/pause.tar" pause
}

# The program lies where the distribution's image has its own.
build_collector() {
  "$LOCAL_DIR/tools" collector
  install -D "$TOOLS_BIN/opentelemetry-collector" "$1/collector-root/otelcol-contrib"
  "${TAR[@]}" -C "$1/collector-root" -cf "$1/collector.tar" otelcol-contrib
}
