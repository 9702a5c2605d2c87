# Sourced by local/tools: the Kubernetes resource plugin and the AWS stand-in. The plugin is upstream's release where that can be
# downloaded. Elsewhere `make local` uses a stand-in, which builds in a minute, and tests use upstream's code, built from its
# Go module, too.
# shellcheck shell=bash

STAND_IN_DIR="$LOCAL_DIR/kubernetes-stand-in"
AWS_STAND_IN_DIR="$LOCAL_DIR/aws-stand-in"
PLUGIN_SOURCES="$LOCAL_DIR/kubernetes-plugin"
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

# install_upstream_plugin: a second home of the engine in which upstream's plugin answers, whatever the first one has.
install_upstream_plugin() {
  local plugin="resource-kubernetes-v$KUBERNETES_PLUGIN_VERSION" built target
  built="$CACHE/plugins/$plugin/$PLUGIN_NAME"
  if [ ! -x "$built" ]; then
    built="$CACHE/tools/$PLUGIN_NAME-$KUBERNETES_PLUGIN_MODULE_VERSION-$(sources_hash "$PLUGIN_SOURCES")/$PLUGIN_NAME"
    [ -x "$built" ] || progress=go_progress with_progress "Kubernetes plugin, upstream's module at ${KUBERNETES_PLUGIN_MODULE_VERSION##*-}: building" \
      "$CACHE/log/build-kubernetes-plugin.log" build_upstream_plugin "$built"
  fi
  target="$UPSTREAM_HOME_DIR/plugins/$plugin"
  copy_plugin "$built" "$target"
  # The AWS plugin, once a cluster was there. Files, because the engine passes over links.
  plugin="resource-aws-v$AWS_PLUGIN_VERSION"
  if [ -d "$PULUMI_HOME_DIR/plugins/$plugin" ]; then
    copy_plugin "$PULUMI_HOME_DIR/plugins/$plugin/pulumi-resource-aws" "$UPSTREAM_HOME_DIR/plugins/$plugin"
  fi
  say "Kubernetes plugin for tests: upstream's ($built)"
}

# Go does not let an overlay replace a file of the module cache: the SDK is copied, without its kinds.
build_upstream_plugin() {
  local dir="$CACHE/modules/kubernetes-plugin-$KUBERNETES_PLUGIN_MODULE_VERSION" provider sdk kinds=go/kubernetes/yaml/v2/kinds.go
  rm -rf "$dir"
  mkdir -p "$dir"
  cp "$PLUGIN_SOURCES"/{main.go,go.mod,go.sum} "$dir/"
  provider="$(module_dir github.com/pulumi/pulumi-kubernetes/provider/v4 "$KUBERNETES_PLUGIN_MODULE_VERSION")"
  cp "$provider"/cmd/pulumi-resource-kubernetes/{schema,terraform-mapping}.json "$dir/"
  sdk="$(cd "$dir" && go mod download -json github.com/pulumi/pulumi-kubernetes/sdk/v4 | jq -re .Dir)"
  cp -r "$sdk" "$dir/sdk"
  chmod -R u+w "$dir"
  [ -f "$dir/sdk/$kinds" ] || die "the Kubernetes plugin's SDK has no $kinds any more"
  cp "$PLUGIN_SOURCES/sdk/kinds.go" "$dir/sdk/$kinds"
  (cd "$dir" && go mod edit -replace github.com/pulumi/pulumi-kubernetes/sdk/v4=./sdk)
  GOFLAGS="-trimpath -buildvcs=false -mod=readonly" go_build "$dir" . "$1" \
    "-X main.version=4.25.1-${KUBERNETES_PLUGIN_MODULE_VERSION#*-}"
}

# sources_hash DIR
sources_hash() { (cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) | sha256sum | cut -c1-12; }

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

# install_program NAME LABEL: a program of this repository that the cluster runs.
install_program() {
  local hash built
  hash="$(stand_in_hash "$LOCAL_DIR/$1")"
  built="$CACHE/tools/$1-$hash/$1"
  provide_stand_in "$2 $hash" "$LOCAL_DIR/$1" . "$built" "$hash"
  ln -f "$built" "$TOOLS_BIN/$1" 2>/dev/null || ln -sfn "$built" "$TOOLS_BIN/$1"
}

# provide_stand_in LABEL DIR PACKAGE BINARY VERSION: builds it unless it is there.
provide_stand_in() {
  [ -x "$4" ] || progress=go_progress with_progress "$1: building" "$CACHE/log/build-$(basename "$4").log" build_stand_in "${@:2}"
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
