# Sourced by local/images: the layers of images that are one static program.
# shellcheck shell=bash

build_pause() {
  use_go
  (cd "$LOCAL_DIR/pause" && go build -ldflags '-s -w' -o "$1/pause-root/pause" .)
  "${TAR[@]}" -C "$1/pause-root" -cf "$1/pause.tar" pause
}

# The program lies where the distribution's image has its own.
build_collector() {
  use_go
  (cd "$COLLECTOR_DIR" && GOFLAGS="-trimpath -buildvcs=false -mod=readonly" \
    go build -ldflags "-s -w -X main.version=$OPENTELEMETRY_COLLECTOR_VERSION" -o "$1/collector-root/otelcol-contrib" .)
  "${TAR[@]}" -C "$1/collector-root" -cf "$1/collector.tar" otelcol-contrib
}
