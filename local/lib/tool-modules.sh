# Sourced by local/tools: what each tool is built from.
# shellcheck shell=bash

CLUSTER_TOOLS=(etcd kube-apiserver kube-scheduler kube-controller-manager kubelet kube-proxy kubectl coredns csi-resizer
  pulumi pulumi-language-java)

tool_version() {
  case $1 in
    etcd) echo "$ETCD_VERSION" ;;
    coredns) echo "$COREDNS_VERSION" ;;
    csi-resizer) echo "$CSI_RESIZER_VERSION" ;;
    pulumi) echo "$PULUMI_VERSION" ;;
    pulumi-language-java) echo "$PULUMI_JAVA_VERSION" ;;
    opentelemetry-collector) echo "$OPENTELEMETRY_COLLECTOR_VERSION" ;;
    oauth2-proxy) echo "$OAUTH2_PROXY_VERSION" ;;
    actionlint) echo "$ACTIONLINT_VERSION" ;;
    vale) echo "$VALE_VERSION" ;;
    prometheus-operator | prometheus-config-reloader) echo "$PROMETHEUS_OPERATOR_VERSION" ;;
    prometheus | promtool) echo "$PROMETHEUS_VERSION" ;;
    *) echo "$KUBERNETES_VERSION" ;;
  esac
}

tool_package() {
  case $1 in
    etcd) echo go.etcd.io/etcd/server/v3 ;;
    coredns) echo ./coredns ;;
    csi-resizer) echo "github.com/kubernetes-csi/external-resizer/v${CSI_RESIZER_VERSION%%.*}/cmd/csi-resizer" ;;
    pulumi) echo github.com/pulumi/pulumi/pkg/v3/cmd/pulumi ;;
    pulumi-language-java) echo github.com/pulumi/pulumi-java/pkg/cmd/pulumi-language-java ;;
    opentelemetry-collector) echo . ;;
    oauth2-proxy) echo "github.com/oauth2-proxy/oauth2-proxy/v${OAUTH2_PROXY_VERSION%%.*}" ;;
    actionlint) echo github.com/rhysd/actionlint/cmd/actionlint ;;
    vale) echo "$VALE_MODULE/cmd/vale" ;;
    prometheus | promtool) echo "github.com/prometheus/prometheus/cmd/$1" ;;
    prometheus-operator) echo github.com/prometheus-operator/prometheus-operator/cmd/operator ;;
    prometheus-config-reloader) echo "github.com/prometheus-operator/prometheus-operator/cmd/$1" ;;
    *) echo "k8s.io/kubernetes/cmd/$1" ;;
  esac
}

# tool_binary TOOL: the name that Go gives it.
tool_binary() {
  case $1 in
    etcd) echo server ;;
    prometheus-operator) echo operator ;;
    *) echo "$1" ;;
  esac
}

# tool_module TOOL: the Go module that it is built from. Tools of the same module share one version of each library, which is
# compiled once.
tool_module() {
  case $1 in
    opentelemetry-collector | actionlint | vale | oauth2-proxy) echo "$1" ;;
    prometheus-operator | prometheus-config-reloader) echo prometheus-operator ;;
    prometheus | promtool) echo prometheus ;;
    *) echo cluster ;;
  esac
}

module_requirements() {
  case $1 in
    cluster)
      echo "k8s.io/kubernetes v$KUBERNETES_VERSION"
      echo "go.etcd.io/etcd/server/v3 v$ETCD_VERSION"
      echo "github.com/coredns/coredns v$COREDNS_VERSION"
      echo "github.com/kubernetes-csi/external-resizer/v${CSI_RESIZER_VERSION%%.*} v$CSI_RESIZER_VERSION"
      echo "github.com/pulumi/pulumi/pkg/v3 v$PULUMI_VERSION"
      echo "github.com/pulumi/pulumi-java v$PULUMI_JAVA_VERSION"
      ;;
    actionlint) echo "github.com/rhysd/actionlint v$ACTIONLINT_VERSION" ;;
    oauth2-proxy) echo "$(tool_package "$1") v$OAUTH2_PROXY_VERSION" ;;
    vale) echo "$VALE_MODULE v$VALE_VERSION" ;;
    prometheus-operator) echo "github.com/prometheus-operator/prometheus-operator v$PROMETHEUS_OPERATOR_VERSION" ;;
    prometheus)
      # Version 3.13.5 is the module's v0.313.5.
      # shellcheck disable=SC2086  # three numbers
      printf 'github.com/prometheus/prometheus v0.%d%02d.%d\n' ${PROMETHEUS_VERSION//./ }
      ;;
  esac
}

# Files of this repository that are built into the module's tools.
module_sources() {
  case $1 in
    cluster) find "$LOCAL_DIR/coredns" "$LOCAL_DIR/engine" "$LOCAL_DIR/lib/engine.sh" -type f | LC_ALL=C sort ;;
    opentelemetry-collector) printf "$LOCAL_DIR/$1/%s\n" go.mod go.sum main.go ;;
    vale) printf "$LOCAL_DIR/%s\n" lib/vale.sh vale/treesitter.go ;;
  esac
}

# Without these variables the commands report v0.0.0, which other tools then refuse. The linker skips those that a command lacks.
link_flags() {
  local kubernetes=k8s.io/component-base/version pulumi=github.com/pulumi prometheus=github.com/prometheus/common/version
  case $1 in
    cluster)
      printf -- '-X %s ' "$kubernetes.gitVersion=v$KUBERNETES_VERSION" "$kubernetes.gitMajor=${KUBERNETES_VERSION%%.*}" \
        "$kubernetes.gitMinor=$(cut -d. -f2 <<<"$KUBERNETES_VERSION")" "$kubernetes.gitTreeState=archive" \
        "main.version=v$CSI_RESIZER_VERSION" "$pulumi/pulumi/sdk/v3/go/common/version.Version=v$PULUMI_VERSION" \
        "$pulumi/pulumi-java/pkg/version.Version=v$PULUMI_JAVA_VERSION"
      ;;
    opentelemetry-collector) echo "-X main.version=$OPENTELEMETRY_COLLECTOR_VERSION" ;;
    actionlint) echo "-X github.com/rhysd/actionlint.version=$ACTIONLINT_VERSION" ;;
    vale) echo "-X main.version=$VALE_VERSION" ;;
    oauth2-proxy) echo "-X $(tool_package "$1")/pkg/version.VERSION=v$OAUTH2_PROXY_VERSION" ;;
    prometheus-operator) echo "-X $prometheus.Version=$PROMETHEUS_OPERATOR_VERSION" ;;
    prometheus) echo "-X $prometheus.Version=$PROMETHEUS_VERSION" ;;
  esac
}

# build_flags MODULE: one a line.
build_flags() {
  printf '%s\n' -ldflags "-s -w $(link_flags "$1")"
  case $1 in
    # Its go.mod and go.sum are part of the sources: a build must not change them.
    opentelemetry-collector) echo -mod=readonly ;;
    # Of the clouds' ways to find targets none is used here, and each is a library.
    prometheus) printf '%s\n' -tags remove_all_sd,enable_kubernetes_sd ;;
  esac
}

# module_key MODULE: a hash of all that its tools are built from.
module_key() {
  {
    echo "$GO_VERSION"
    module_requirements "$1"
    build_flags "$1"
    module_sources "$1" | xargs -r -d '\n' cat
  } | sha256sum | cut -c1-12
}

# prepare_module MODULE: writes its go.mod, and prints its folder.
prepare_module() {
  local dir
  dir="$CACHE/modules/$1-$(module_key "$1")"
  case $1 in
    opentelemetry-collector) dir="$LOCAL_DIR/$1" ;;
    cluster)
      module_requirements "$1" | write_module "$dir" "build/$1"
      kubernetes_libraries >>"$dir/go.mod"
      engine_without_clouds "$dir" >>"$dir/go.mod"
      cp -rT "$LOCAL_DIR/coredns" "$dir/coredns"
      ;;
    vale)
      module_requirements "$1" | write_module "$dir" "build/$1"
      vale_without_tree_sitter "$dir" >>"$dir/go.mod"
      ;;
    *) module_requirements "$1" | write_module "$dir" "build/$1" ;;
  esac
  echo "$dir"
}

# library_versions PACKAGE...: of the Go module in this folder: each library that is built in, and its version.
library_versions() {
  go list -deps -f '{{with .Module}}{{with .Replace}}{{$.Module.Path}} {{.Version}}{{else}}{{.Path}} {{.Version}}{{end}}{{end}}' "$@" |
    awk 'NF == 2' | sort -u
}

# older_libraries DIR...: the libraries that the Go modules there have in an older version than the cluster's tools: compiled once more.
older_libraries() {
  local dir name library wanted found tools packages=()
  for name in "${CLUSTER_TOOLS[@]}"; do packages+=("$(tool_package "$name")"); done
  tools="$(cd "$(prepare_module cluster)" && library_versions "${packages[@]}")"
  for dir in "$@"; do
    join <(echo "$tools") <(cd "$dir" && library_versions ./...) | while read -r library wanted found; do
      # The Collector's own libraries are of its version.
      case $library in go.opentelemetry.io/collector/*) continue ;; esac
      [ "$(printf '%s\n' "$wanted" "$found" | sort -V | tail -n 1)" = "$found" ] || echo "$dir: $library $found, the tools have $wanted"
    done
  done
}

# build_module MODULE TOOL...: these of its tools in one run, so that one is linked while others compile.
build_module() {
  local module=$1 dir work name packages=() flags
  shift
  dir="$(prepare_module "$module")"
  mapfile -t flags < <(build_flags "$module")
  for name in "$@"; do packages+=("$(tool_package "$name")"); done
  work="$(work_folder)"
  go_compile "$dir" "$work/" "${flags[@]}" "${packages[@]}"
  for name in "$@"; do publish "$work/$(tool_binary "$name")" "$(tool_path "$name")"; done
  rm -rf "$work"
}

# tool_path TOOL: where it is kept once it is built.
tool_path() { echo "$CACHE/tools/$1-$(tool_version "$1")-$(module_key "$(tool_module "$1")")/$1"; }
