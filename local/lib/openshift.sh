# Sourced: what makes the cluster look like OpenShift to the stack, and the volumes' folders.
# shellcheck shell=bash

API_CRDS=(route/v1/route.crd.yaml machine/v1beta1/0000_10_machineset.crd.yaml machine/v1beta1/0000_10_machinehealthcheck.yaml)
# Of the version of the module that local/openshift-admission is built with: the earlier one lacks user namespaces.
SCC_CRD=security/v1/zz_generated.crd-manifests/0000_03_config-operator_01_securitycontextconstraints.crd.yaml
scc_api_version() { awk '$1 == "github.com/openshift/api" {print substr($2, 2)}' "$LOCAL_DIR/openshift-admission/go.mod"; }
# What OpenShift serves from an API server of its own: group, kind, plural.
AGGREGATED=("build BuildConfig buildconfigs" "image ImageStream imagestreams")
MONITORING_CRDS=(prometheuses servicemonitors podmonitors probes prometheusrules)
CERTIFICATE_CRDS=(certificates certificaterequests issuers clusterissuers)
cert_manager_version() { awk '$1 == "github.com/cert-manager/cert-manager" {print substr($2, 2)}' "$LOCAL_DIR/certificates/go.mod"; }

# Keyed by what is in it, too: a cache from before a kind was added must not pass for one with it.
crds_folder() {
  local kinds
  kinds="$({
    printf '%s\n' "${API_CRDS[@]}" "$SCC_CRD $(scc_api_version)" "${AGGREGATED[@]}" "${MONITORING_CRDS[@]}" \
      "${CERTIFICATE_CRDS[@]}" "$(cert_manager_version)"
    cat "$LOCAL_DIR/lib/crd.jq"
  } | cksum | cut -d' ' -f1)"
  echo "$CACHE/crds/$OPENSHIFT_API_VERSION-$PROMETHEUS_OPERATOR_VERSION-$kinds"
}

# fetch_crds: copied out of the modules once, so that a warm start needs neither Go nor its module cache.
fetch_crds() {
  local folder work api monitoring certificates file group kind plural
  folder="$(crds_folder)"
  [ ! -d "$folder" ] || return 0
  use_go
  say "fetching the CRDs of OpenShift, monitoring and cert-manager"
  api="$(module_dir github.com/openshift/api "$OPENSHIFT_API_VERSION")"
  monitoring="$(module_dir github.com/prometheus-operator/prometheus-operator "$PROMETHEUS_OPERATOR_VERSION")"
  certificates="$(module_dir github.com/cert-manager/cert-manager "$(cert_manager_version)")"
  work="$(work_folder)"
  for file in "${API_CRDS[@]}" "$(cd "$api" && find console/v1 -name '*consoleplugin*.crd.yaml' ! -name '*TechPreview*' | head -n 1)"; do
    install -m 644 "$api/$file" "$work/$(basename "$file")"
  done
  install -m 644 "$(module_dir github.com/openshift/api "$(scc_api_version)")/$SCC_CRD" "$work/"
  printf '%s\n' "${AGGREGATED[@]}" | while read -r group kind plural; do
    aggregated_crd "$api/openapi/openapi.json" "$group.openshift.io" "$kind" "$plural" >"$work/$plural.json"
  done
  for file in "${MONITORING_CRDS[@]}"; do
    install -m 644 "$monitoring/example/prometheus-operator-crd/monitoring.coreos.com_$file.yaml" "$work/"
  done
  for file in "${CERTIFICATE_CRDS[@]}"; do install -m 644 "$certificates/deploy/crds/cert-manager.io_$file.yaml" "$work/"; done
  mkdir -p "$(dirname "$folder")"
  mv -T "$work" "$folder"
}

# aggregated_crd DOCUMENT GROUP KIND PLURAL
aggregated_crd() {
  jq --arg definition "com.github.openshift.api.${2%%.*}.v1.$3" --arg group "$2" --arg version v1 --arg kind "$3" \
    --arg plural "$4" -f "$LOCAL_DIR/lib/crd.jq" "$1"
}

openshift_up() {
  fetch_crds
  apply_openshift -f "$(crds_folder)"
  kube wait --for=condition=Established --timeout=30s -f "$(crds_folder)" >/dev/null
  start_admission
  apply_openshift -f "$LOCAL_DIR/openshift"
  sed "s|@ADDRESS@|127.0.0.1:$ADMISSION_PORT|g; s|@CA@|$(base64 -w0 "$PKI/ca.crt")|" "$LOCAL_DIR/config/admission-webhooks.yaml" |
    apply_openshift -f -
}

apply_openshift() {
  kube apply --server-side --force-conflicts "$@" >>"$LOGS/apply.log" 2>&1 || {
    tail -n 10 "$LOGS/apply.log" >&2
    die "cannot apply the OpenShift part"
  }
}

# Every member has a folder in every zone: which one it uses is the stack's decision, also with fewer zones.
volumes_up() {
  local zone member
  for zone in $ALL_ZONES; do
    # A quorum may grow to five; a migrating stack has controllers beside ZooKeeper.
    for member in kafka-{0..5} quorum-{0..4} controller-{0..2}; do
      mkdir -p "$STATE/volumes/$zone/$member"
      # A folder in use keeps what the kubelet made of it for fsGroup.
      [ -g "$STATE/volumes/$zone/$member" ] || chmod 0770 "$STATE/volumes/$zone/$member"
    done
  done
}
