# Sourced by local/tools: the Kubernetes resource plugin, upstream's where it can be downloaded.
# shellcheck shell=bash

STAND_IN_DIR="$LOCAL_DIR/kubernetes-stand-in"
PLUGIN_NAME=pulumi-resource-kubernetes
STAND_IN_MARK=OFFLINE-STAND-IN
# Bounded, because a machine without a way out would otherwise wait for the client's own retries.
PLUGIN_DOWNLOAD_SECONDS=180

install_kubernetes_plugin() {
  local plugin="resource-kubernetes-v$KUBERNETES_PLUGIN_VERSION" target kept
  target="$PULUMI_HOME_DIR/plugins/$plugin"
  kept="$CACHE/plugins/$plugin"
  # One attempt per cluster: where it failed, each later run would only wait for the same answer.
  [ -x "$kept/$PLUGIN_NAME" ] || [ -f "$target/$STAND_IN_MARK" ] || download_plugin "$plugin" "$kept"
  if [ -x "$kept/$PLUGIN_NAME" ]; then
    copy_plugin "$kept/$PLUGIN_NAME" "$target"
    rm -f "$target/$STAND_IN_MARK"
    say "Kubernetes plugin $KUBERNETES_PLUGIN_VERSION: upstream's"
  elif [ -f "$STAND_IN_DIR/go.mod" ]; then
    install_stand_in "$target"
  else
    warn "Kubernetes plugin $KUBERNETES_PLUGIN_VERSION: cannot be downloaded, and there is no stand-in in $STAND_IN_DIR"
  fi
}

# download_plugin PLUGIN KEPT: keeps upstream's plugin in the cache, because PULUMI_HOME goes with the cluster.
download_plugin() {
  local home log="$CACHE/log/plugin-download.log"
  home="$(work_folder)"
  say "Kubernetes plugin $KUBERNETES_PLUGIN_VERSION: downloading (at most $PLUGIN_DOWNLOAD_SECONDS s)"
  if PULUMI_HOME="$home" PULUMI_SKIP_UPDATE_CHECK=true timeout "$PLUGIN_DOWNLOAD_SECONDS" "$TOOLS_BIN/pulumi" \
    plugin install resource kubernetes "$KUBERNETES_PLUGIN_VERSION" >"$log" 2>&1 9>&-; then
    mkdir -p "$CACHE/plugins"
    rm -rf "$2"
    mv "$home/plugins/$1" "$2"
  else
    say "Kubernetes plugin $KUBERNETES_PLUGIN_VERSION: the download failed: $(grep -oE 'dial tcp.*|error: .*' "$log" | head -n 1)"
  fi
  rm -rf "$home"
}

stand_in_hash() {
  (cd "$STAND_IN_DIR" && find . -type f \( -name '*.go' -o -name go.mod -o -name go.sum \) ! -name '*_test.go' -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum) | sha256sum | cut -c1-12
}

install_stand_in() {
  local built="$CACHE/tools/$PLUGIN_NAME-$KUBERNETES_PLUGIN_VERSION-stand-in" hash
  hash="$(stand_in_hash)"
  built="$built-$hash/$PLUGIN_NAME"
  [ -x "$built" ] || with_progress "Kubernetes plugin stand-in $hash: building" \
    "$CACHE/log/build-stand-in.log" build_stand_in "$built"
  copy_plugin "$built" "$1"
  echo "$hash" >"$1/$STAND_IN_MARK"
  say "Kubernetes plugin $KUBERNETES_PLUGIN_VERSION: NOT upstream's: using the offline stand-in ($STAND_IN_DIR, $hash)"
}

# Its go.mod and go.sum are part of the sources: a build must not change them.
build_stand_in() {
  GOFLAGS="-trimpath -buildvcs=false -mod=readonly" go_build "$STAND_IN_DIR" . "$1" \
    "-X main.version=$KUBERNETES_PLUGIN_VERSION"
}

# copy_plugin BINARY TARGET_DIR: a new file each time, because a running plugin's cannot be written over.
copy_plugin() {
  mkdir -p "$2"
  cmp -s "$1" "$2/$PLUGIN_NAME" && return
  install -m 755 "$1" "$2/$PLUGIN_NAME.new"
  mv "$2/$PLUGIN_NAME.new" "$2/$PLUGIN_NAME"
}
