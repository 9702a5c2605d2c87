# Sourced: one bridge, and per node a network namespace on it. The host reaches pods through the nodes.
# shellcheck shell=bash

netns() { echo "$PROJECT-$1"; }
# Read by local/network-policies, in each node's network.
POLICY_QUEUE=100
POLICY_CHAIN=NETWORK-POLICIES
BRIDGED_TO_IPTABLES=/proc/sys/net/bridge/bridge-nf-call-iptables
RULE=(-m comment --comment "$PROJECT" -j ACCEPT)

network_up() {
  local used
  if ! ip link show "$BRIDGE" >/dev/null 2>&1; then
    used="$(ip -4 route show to root "$BRIDGE_NETWORK"; ip -4 route show to root "$POD_NETWORK")"
    [ -z "$used" ] || die "this machine already routes addresses that the cluster needs ($BRIDGE_NETWORK, $POD_NETWORK): $used"
    ip link add "$BRIDGE" type bridge
    ip addr add "$BRIDGE_ADDRESS/24" dev "$BRIDGE"
    ip link set "$BRIDGE" up
  fi
  sysctl_keep
  sysctl -qw net.ipv4.ip_forward=1
  [ -e "$BRIDGED_TO_IPTABLES" ] || modprobe br_netfilter ||
    die "$BRIDGED_TO_IPTABLES is missing: load the kernel module br_netfilter, without which no rule sees traffic within a node"
  # A firewall or Docker may drop what crosses or enters a bridge by default.
  add_rule FORWARD -i "$BRIDGE" -o "$BRIDGE"
  add_rule INPUT -i "$BRIDGE"
  dns_rules add
}

add_rule() { iptables -w -C "$@" "${RULE[@]}" 2>/dev/null || iptables -w -I "$@" "${RULE[@]}"; }
delete_rule() { while iptables -w -D "$@" "${RULE[@]}" 2>/dev/null; do :; done; }

# OpenShift's DNS pods listen on 5353, and so a policy sees this port. CoreDNS itself stays on 53: on a desktop 5353 is taken.
dns_rule() {
  local protocol=$1
  echo "PREROUTING -i $BRIDGE -d $BRIDGE_ADDRESS -p $protocol --dport 5353 -m comment --comment $PROJECT -j REDIRECT --to-ports 53"
}
# shellcheck disable=SC2046  # words
dns_rules() {
  local protocol
  for protocol in udp tcp; do
    while iptables -w -t nat -D $(dns_rule "$protocol") 2>/dev/null; do :; done
    [ "$1" = delete ] || iptables -w -t nat -A $(dns_rule "$protocol")
  done
}

# The kubelet and the network change these for the whole machine; down puts them back.
SYSCTLS=(net.ipv4.ip_forward vm.overcommit_memory kernel.panic kernel.panic_on_oops)
sysctl_keep() {
  [ -f "$STATE/sysctl" ] || sysctl "${SYSCTLS[@]}" >"$STATE/sysctl" 2>/dev/null || true
}
sysctl_restore() {
  [ ! -s "$STATE/sysctl" ] || sysctl -q -p "$STATE/sysctl" 2>/dev/null || warn "could not restore: $(tr '\n' ' ' <"$STATE/sysctl")"
}

# node_network ZONE: idempotent.
node_network() {
  local zone=$1 name other address
  name="$(netns "$zone")" address="$(node_address "$zone")"
  if ! ip -n "$name" link show eth0 >/dev/null 2>&1; then
    ip netns delete "$name" 2>/dev/null || true
    ip link delete "osk-$zone" 2>/dev/null || true
    ip netns add "$name"
    ip link add "osk-$zone" type veth peer name eth0 netns "$name"
    ip -n "$name" addr add "$address/24" dev eth0
    ip -n "$name" link set lo up
    ip -n "$name" link set eth0 up
    nsenter --net="/run/netns/$name" sysctl -qw net.ipv4.ip_forward=1
  fi
  ip link set "osk-$zone" master "$BRIDGE" up
  ip -n "$name" route replace default via "$BRIDGE_ADDRESS"
  for other in $ALL_ZONES; do
    [ "$other" = "$zone" ] || ip -n "$name" route replace "$(node_pods "$other")" via "$(node_address "$other")"
  done
  ip route replace "$(node_pods "$zone")" via "$address"
  node_network_policies "$zone"
}

# node_network_policies ZONE: the first packet of each connection from or to a pod of the node waits for a verdict of
# local/network-policies, also between two pods on its bridge. Without that process it is dropped. The node's own processes, such as the
# kubelet with its probes, reach their pods, as on OpenShift.
node_network_policies() {
  local zone=$1 pods chain=$POLICY_CHAIN
  pods="$(node_pods "$zone")"
  in_node_network "$zone" sysctl -qw net.bridge.bridge-nf-call-iptables=1
  # In one step: there is no moment without rules.
  in_node_network "$zone" iptables-restore -w --noflush <<END ||
*mangle
:$chain - [0:0]
-A $chain -m owner --uid-owner 0 -j RETURN
-A $chain -m conntrack --ctstate ESTABLISHED,RELATED -j RETURN
-A $chain -s $pods -j NFQUEUE --queue-num $POLICY_QUEUE
-A $chain -d $pods -j NFQUEUE --queue-num $POLICY_QUEUE
COMMIT
END
    die "cannot add the rules of network policies: they need the kernel modules xt_NFQUEUE and nfnetlink_queue"
  # After the translation of a Service's address, and before that of the sender's.
  in_node_network "$zone" iptables -w -t mangle -C POSTROUTING -j "$chain" 2>/dev/null ||
    in_node_network "$zone" iptables -w -t mangle -A POSTROUTING -j "$chain"
}

# in_node_network ZONE COMMAND...: in the node's network; not "ip netns exec", which hides the cgroups behind a new /sys.
in_node_network() {
  local zone=$1
  shift
  nsenter --net="/run/netns/$(netns "$zone")" "$@"
}

# The pods are dead; their side of the links went with them, the bridge's address book did not.
node_network_cut() {
  ip link set "osk-$1" down 2>/dev/null || true
  ip -n "$(netns "$1")" link delete cni0 2>/dev/null || true
}

network_down() {
  local zone
  for zone in $ALL_ZONES; do
    ip netns delete "$(netns "$zone")" 2>/dev/null || true
    ip link delete "osk-$zone" 2>/dev/null || true
  done
  delete_rule FORWARD -i "$BRIDGE" -o "$BRIDGE"
  delete_rule INPUT -i "$BRIDGE"
  dns_rules delete
  ip link delete "$BRIDGE" 2>/dev/null || true
}

network_left() {
  ip netns list | grep "^$PROJECT-" || true
  ip -o link show | grep -oE "($BRIDGE|osk-[abc])\b" | sort -u || true
  iptables-save 2>/dev/null | grep -- "--comment $PROJECT" || true
}
