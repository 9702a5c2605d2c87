# Sourced by local/tools: the Kubernetes resource plugin, upstream's where it can be downloaded, and what stands in for AWS,
# which no local cluster has.
# shellcheck shell=bash

STAND_IN_DIR="$LOCAL_DIR/kubernetes-stand-in"
AWS_STAND_IN_DIR="$LOCAL_DIR/aws-stand-in"
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

# stand_in_hash DIR
stand_in_hash() {
  (cd "$1" && find . -type f \( -name '*.go' -o -name go.mod -o -name go.sum \) ! -name '*_test.go' -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum) | sha256sum | cut -c1-12
}

install_stand_in() {
  local built hash
  hash="$(stand_in_hash "$STAND_IN_DIR")"
  built="$CACHE/tools/$PLUGIN_NAME-$KUBERNETES_PLUGIN_VERSION-stand-in-$hash/$PLUGIN_NAME"
  provide_stand_in "Kubernetes plugin stand-in $hash" "$STAND_IN_DIR" . "$built" "$KUBERNETES_PLUGIN_VERSION"
  copy_plugin "$built" "$1"
  echo "$hash" >"$1/$STAND_IN_MARK"
  say "Kubernetes plugin $KUBERNETES_PLUGIN_VERSION: NOT upstream's: using the offline stand-in ($STAND_IN_DIR, $hash)"
}

# Always the stand-in: upstream's would make real things, of a real account, for a cluster that cannot reach them.
install_aws_stand_in() {
  local hash plugin driver target="$PULUMI_HOME_DIR/plugins/resource-aws-v$AWS_PLUGIN_VERSION"
  hash="$(stand_in_hash "$AWS_STAND_IN_DIR")"
  plugin="$CACHE/tools/pulumi-resource-aws-$AWS_PLUGIN_VERSION-stand-in-$hash/pulumi-resource-aws"
  driver="$CACHE/tools/ebs-csi-stand-in-$hash/ebs-csi-stand-in"
  provide_stand_in "AWS plugin stand-in $hash" "$AWS_STAND_IN_DIR" ./plugin "$plugin" "$AWS_PLUGIN_VERSION"
  provide_stand_in "EBS driver stand-in $hash" "$AWS_STAND_IN_DIR" ./csi "$driver" "$AWS_PLUGIN_VERSION"
  copy_plugin "$plugin" "$target"
  echo "$hash" >"$target/$STAND_IN_MARK"
  ln -f "$driver" "$TOOLS_BIN/ebs-csi-stand-in" 2>/dev/null || ln -sfn "$driver" "$TOOLS_BIN/ebs-csi-stand-in"
}

# provide_stand_in LABEL DIR PACKAGE BINARY VERSION: builds it unless it is there.
provide_stand_in() {
  [ -x "$4" ] || with_progress "$1: building" "$CACHE/log/build-$(basename "$4").log" build_stand_in "${@:2}"
}

# Its go.mod and go.sum are part of the sources: a build must not change them.
build_stand_in() {
  GOFLAGS="-trimpath -buildvcs=false -mod=readonly" go_build "$1" "$2" "$3" "-X main.version=$4"
}

# copy_plugin BINARY TARGET_DIR: a new file each time, because a running plugin's cannot be written over.
copy_plugin() {
  local name
  name="$(basename "$1")"
  mkdir -p "$2"
  cmp -s "$1" "$2/$name" && return
  install -m 755 "$1" "$2/$name.new"
  mv "$2/$name.new" "$2/$name"
}
