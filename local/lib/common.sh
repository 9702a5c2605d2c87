# Sourced by every script here: places, versions and messages.
# shellcheck shell=bash disable=SC2034

LOCAL_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# shellcheck source=versions.env
source "$LOCAL_DIR/versions.env"

PROJECT=openshift-kafka
CACHE="${OPENSHIFT_KAFKA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/$PROJECT}"
# Fixed: sockets have a length limit, and the volumes' paths stand in the stack's configuration.
STATE=/var/lib/$PROJECT
RUN=/run/$PROJECT
PULUMI_HOME_DIR="$STATE/pulumi"
# A second home with upstream's Kubernetes plugin, where the first one has the stand-in.
UPSTREAM_HOME_DIR="$STATE/pulumi-upstream"
# A folder for each EBS volume that a stack declares.
EBS_DIR="$STATE/ebs"
# One folder per set of versions, so that two checkouts sharing the cache do not switch each other's tools.
TOOLS_BIN="$CACHE/bin/$(sha256sum "$LOCAL_DIR/versions.env" | cut -c1-12)"

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# need_root WHAT: namespaces, mounts and cgroups need it; say so before anything is half done.
need_root() {
  [ "$(id -u)" -eq 0 ] || die "$1 needs root (network namespaces, mounts, cgroups): run it as root or with sudo"
}

# wait_for SECONDS WHAT COMMAND...: polls a condition; returns 1 when the time is over.
wait_for() {
  local limit=$1 what=$2 end
  shift 2
  end=$((SECONDS + limit))
  until "$@" >/dev/null 2>&1; do
    if [ "$SECONDS" -ge "$end" ]; then
      warn "gave up after ${limit} s waiting for: $what"
      return 1
    fi
    sleep 0.2
  done
}

# locked NAME: holds a lock in the cache until the script ends, so that two runs do not build the same thing.
locked() {
  mkdir -p "$CACHE"
  exec 9>"$CACHE/$1.lock"
  if ! flock -n 9; then
    say "waiting for another run that holds $CACHE/$1.lock"
    flock 9
  fi
  # What a run left that was cut short.
  rm -rf "$CACHE/tmp-$1".*
  work_prefix="$CACHE/tmp-$1"
}

# work_folder: a new one on the cache's file system; only the holder of a lock may ask.
work_folder() { mktemp -d "$work_prefix.XXXXXX"; }

# with_progress LABEL LOG COMMAND...: runs it with its output in LOG and shows life at least every 30 s, with what the function that
# $progress names can tell from LOG.
with_progress() {
  local label=$1 log=$2 start=$SECONDS next pid
  shift 2
  say "$label"
  # A process group of its own, so that Ctrl-C ends all of it.
  set -m
  "$@" >"$log" 2>&1 9>&- &
  pid=$!
  set +m
  # shellcheck disable=SC2064  # this very group
  trap "kill -TERM -- -$pid; exit 130" INT TERM
  next=$((SECONDS + 30))
  while kill -0 "$pid" 2>/dev/null; do
    if [ "$SECONDS" -ge "$next" ]; then
      say "$label ... $((SECONDS - start)) s$(${progress:-true} "$log")"
      next=$((SECONDS + 30))
    fi
    sleep 0.5
  done
  trap - INT TERM
  if ! wait "$pid"; then
    warn "--- last lines of $log"
    tail -n 25 "$log" >&2
    die "$label failed after $((SECONDS - start)) s"
  fi
  say "$label: done in $((SECONDS - start)) s"
}

# in_background COMMAND...: in a process group of its own, which ends with this script. Its process id is in $background.
in_background() {
  set -m
  "$@" </dev/null 9>&- &
  background=$!
  set +m
  # shellcheck disable=SC2064  # this very group
  trap "kill -TERM -- -$background 2>/dev/null || true" EXIT
}

# The cluster's fixed shape. Addresses are private to this machine.
ALL_ZONES="a b c"
ZONES="${OPENSHIFT_KAFKA_ZONES:-$ALL_ZONES}"
# A running cluster's ports need not be said again.
API_PORT="${OPENSHIFT_KAFKA_API_PORT:-$(cat "$STATE/api-port" 2>/dev/null || echo 16443)}"
# Of the Prometheus that local/prometheus runs, on the nodes' addresses; its operator's is this machine's.
PROMETHEUS_PORT=30090
PROMETHEUS_OPERATOR_PORT="${OPENSHIFT_KAFKA_PROMETHEUS_OPERATOR_PORT:-19091}"
# The webhook's port, and above it those of the health checks of webhook, controllers and CA injector.
CERT_MANAGER_PORT="${OPENSHIFT_KAFKA_CERT_MANAGER_PORT:-19093}"
ETCD_PORT="${OPENSHIFT_KAFKA_ETCD_PORT:-$(cat "$STATE/etcd-port" 2>/dev/null || echo 12379)}"
# Beside the API server's, on loopback: only the API server calls it.
ADMISSION_PORT=$((API_PORT + 1))
BRIDGE=oskafka0
BRIDGE_NETWORK=10.200.0.0/24
BRIDGE_ADDRESS=10.200.0.1
POD_NETWORK=10.244.0.0/16
SERVICE_NETWORK=10.96.0.0/16
# Of local/openshift/dns.yaml.
DNS_SERVICE=10.96.0.10
LOGS="$STATE/log"

zone_number() {
  case $1 in
    a) echo 1 ;;
    b) echo 2 ;;
    c) echo 3 ;;
    *) die "no zone '$1': the zones are $ALL_ZONES" ;;
  esac
}
node_address() { echo "10.200.0.$((10 + $(zone_number "$1")))"; }
node_pods() { echo "10.244.$(zone_number "$1").0/24"; }

# own_cluster: whether this machine's cluster is meant. KUBECONFIG names another; to run on one that happens to be set in
# a user's shell would be an accident, so he must say which configuration belongs there.
own_cluster() {
  case "${KUBECONFIG:-$STATE/kubeconfig}" in "$STATE/kubeconfig") return 0 ;; esac
  [ -n "${OPENSHIFT_KAFKA_STACK_FILE:-}" ] || die "KUBECONFIG is set to $KUBECONFIG: unset it to use this machine's cluster," \
    "or name the stack configuration for that one in OPENSHIFT_KAFKA_STACK_FILE"
  return 1
}

# api_get PATH: what a poll uses; a kubectl each time would cost more than what is waited for.
api_get() {
  curl -sf --max-time 5 --cacert "$STATE/pki/ca.crt" --cert "$STATE/pki/admin.crt" --key "$STATE/pki/admin.key" \
    "https://$BRIDGE_ADDRESS:$API_PORT$1"
}
kube() { KUBECACHEDIR="$STATE/kube-cache" "$TOOLS_BIN/kubectl" --kubeconfig "$STATE/kubeconfig" "$@"; }
