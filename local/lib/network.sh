# Sourced: one bridge, and per node a network namespace on it. The host reaches pods through the nodes.
# shellcheck shell=bash

netns() { echo "$PROJECT-$1"; }
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
  # A firewall or Docker may drop what crosses or enters a bridge by default.
  add_rule FORWARD -i "$BRIDGE" -o "$BRIDGE"
  add_rule INPUT -i "$BRIDGE"
}

add_rule() { iptables -w -C "$@" "${RULE[@]}" 2>/dev/null || iptables -w -I "$@" "${RULE[@]}"; }
delete_rule() { while iptables -w -D "$@" "${RULE[@]}" 2>/dev/null; do :; done; }

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
  ip link delete "$BRIDGE" 2>/dev/null || true
}

network_left() {
  ip netns list | grep "^$PROJECT-" || true
  ip -o link show | grep -oE "($BRIDGE|osk-[abc])\b" | sort -u || true
  iptables-save 2>/dev/null | grep -- "--comment $PROJECT" || true
}
