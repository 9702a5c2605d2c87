# Sourced: a node is a network namespace, a mount namespace, a cgroup, and containerd, kubelet, kube-proxy, what
# enforces network policies, and what stands in for the EBS driver in them.
# shellcheck shell=bash

NODE_COMPONENTS=(containerd network-policies kubelet kube-proxy ebs-csi)

node_dir() { echo "$STATE/nodes/node-$1"; }
node_run() { echo "$RUN/node-$1"; }
node_socket() { echo "$(node_run "$1")/containerd.sock"; }

# fill TEMPLATE TARGET ZONE
fill() {
  sed -e "s|@PROJECT@|$PROJECT|g; s|@NODE@|node-$3|g; s|@DIR@|$(node_dir "$3")|g; s|@RUN@|$(node_run "$3")|g" \
    -e "s|@PKI@|$PKI|g; s|@SOCKET@|$(node_socket "$3")|g; s|@DNS@|$DNS_SERVICE|g; s|@PAUSE@|$PAUSE_IMAGE|g" \
    -e "s|@PODS@|$POD_NETWORK|g; s|@NODE_PODS@|$(node_pods "$3")|g; s|@CNI_BIN@|$(cni_dir)|g" \
    -e "s|@RESERVED@|$(reserved_memory)|g; s|@SNAPSHOTTER@|$(snapshotter)|g" "$LOCAL_DIR/config/$1" >"$2"
}

cni_dir() {
  local dir
  for dir in /usr/lib/cni /opt/cni/bin /usr/libexec/cni; do
    [ ! -x "$dir/bridge" ] || { echo "$dir"; return; }
  done
  die "no CNI plugins: run local/setup"
}

# Each node offers a third of what is left beside the control plane.
reserved_memory() {
  local total
  total=$(($(awk '/^MemTotal:/ {print $2}' /proc/meminfo) / 1024))
  echo $((total - (total - 2048) / 3))
}

node_files() {
  local zone=$1 dir
  dir="$(node_dir "$zone")"
  mkdir -p "$dir/cni" "$dir/kubelet" "$dir/pods" "$(node_run "$zone")"
  certificate "node-$zone" "/O=system:nodes/CN=system:node:node-$zone" "IP:$(node_address "$zone"),DNS:node-$zone"
  kubeconfig "$PKI/node-$zone.kubeconfig" "node-$zone"
  # Search domains of this machine have no place in a pod.
  echo "nameserver $BRIDGE_ADDRESS" >"$dir/resolv.conf"
  fill containerd.toml "$dir/containerd.toml" "$zone"
  fill cni.json "$dir/cni/10-$PROJECT.conflist" "$zone"
  fill kubelet.yaml "$dir/kubelet.yaml" "$zone"
  fill kube-proxy.yaml "$dir/kube-proxy.yaml" "$zone"
}

start_containerd() {
  local name="node-$1-containerd"
  if ! process_alive "$name"; then
    [ -d "$(node_dir "$1")/containerd" ] || clone_images "$(node_dir "$1")/containerd"
    start_process "$name" "node-$1/system" nsenter --net="/run/netns/$(netns "$1")" \
      unshare --mount --propagation private "$LOCAL_DIR/lib/node-mounts" "$STATE" "$RUN" \
      containerd --config "$(node_dir "$1")/containerd.toml"
  fi
  wait_process "$name" 30 ctr -a "$(node_socket "$1")" version
}

# start_in_node ZONE NAME COMMAND...: in the namespaces of the node's containerd.
start_in_node() {
  local zone=$1 name=$2 containerd
  shift 2
  process_alive "node-$zone-$name" && return
  containerd="$(process_id "node-$zone-containerd")"
  start_process "node-$zone-$name" "node-$zone/system" nsenter --net="/proc/$containerd/ns/net" \
    --mount="/proc/$containerd/ns/mnt" "$@"
}

# node_prepare ZONE: what needs no API server.
node_prepare() {
  local zone=$1
  node_network "$zone"
  node_files "$zone"
  # Without its containerd a node is as good as dead: what it left would be in the way.
  process_alive "node-$zone-containerd" || node_kill "$zone"
  ip link set "osk-$zone" up
  mkdir -p "$(node_run "$zone")"
  start_containerd "$zone"
}

node_up() {
  local zone=$1 dir
  dir="$(node_dir "$zone")"
  node_prepare "$zone"
  # Before the kubelet: no pod starts without it.
  start_in_node "$zone" network-policies "$TOOLS_BIN/network-policies" --kubeconfig "$PKI/network-policies.kubeconfig" \
    --node "node-$zone" --queue "$POLICY_QUEUE"
  wait_process "node-$zone-network-policies" 60 in_node_network "$zone" curl -sf http://127.0.0.1:9080/healthz
  start_in_node "$zone" kubelet "$TOOLS_BIN/kubelet" --config "$dir/kubelet.yaml" --kubeconfig "$PKI/node-$zone.kubeconfig" \
    --root-dir "$dir/kubelet" --hostname-override "node-$zone" --node-ip "$(node_address "$zone")" \
    --node-labels "topology.kubernetes.io/zone=local-$zone,topology.kubernetes.io/region=local"
  start_in_node "$zone" kube-proxy "$TOOLS_BIN/kube-proxy" --config "$dir/kube-proxy.yaml"
  mkdir -p "$EBS_DIR"
  start_in_node "$zone" ebs-csi "$TOOLS_BIN/ebs-csi-stand-in" --volumes "$EBS_DIR" --node "node-$zone" --kubelet "$dir/kubelet"
  wait_process "node-$zone-kubelet" 60 in_node_network "$zone" curl -sf http://127.0.0.1:10248/healthz
  wait_process "node-$zone-kubelet" 60 node_ready "$zone"
  wait_process "node-$zone-kube-proxy" 30 in_node_network "$zone" curl -sf http://127.0.0.1:10256/healthz
  wait_process "node-$zone-ebs-csi" 30 ebs_ready "$zone"
  say "node-$zone is ready in zone local-$zone"
}

# ebs_ready ZONE: the kubelet knows the driver.
ebs_ready() {
  api_get "/apis/storage.k8s.io/v1/csinodes/node-$1" | jq -e '.spec.drivers[]? | select(.name == "ebs.csi.aws.com")' >/dev/null
}

# node_ready ZONE: a Ready that the kubelet has just renewed, not the last word of one that has died.
node_ready() {
  local renewed started
  started="$(stat -c %Y "$(pid_file "node-$1-kubelet")" 2>/dev/null)" || return 1
  api_get "/api/v1/nodes/node-$1" | jq -e '.status.conditions[] | select(.type == "Ready") | .status == "True"' >/dev/null || return 1
  renewed="$(api_get "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/node-$1" | jq -re .spec.renewTime)" || return 1
  renewed="$(date -d "$renewed" +%s)"
  [ "$renewed" -ge "$started" ] && [ "$renewed" -ge $(($(date +%s) - 40)) ]
}

# running_zone: the first whose node runs.
running_zone() {
  local zone
  for zone in $ALL_ZONES; do
    if node_alive "$zone"; then
      echo "$zone"
      return
    fi
  done
  die "no node runs: run local/cluster up"
}

node_alive() {
  local component
  for component in "${NODE_COMPONENTS[@]}"; do
    process_alive "node-$1-$component" || return 1
  done
}

# node_kill ZONE: as a power loss does it: everything at once, and nothing below /run survives.
node_kill() {
  ip link set "osk-$1" down 2>/dev/null || true
  cgroup_kill "$PROJECT/node-$1"
  cgroup_remove "$PROJECT/node-$1"
  node_network_cut "$1"
  rm -rf --one-file-system "$(node_run "$1")" "$(node_dir "$1")/ipam"
  rm -f "$RUN/pids/node-$1-"*
}
