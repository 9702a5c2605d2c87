# Sourced: takes everything away, and proves it.
# shellcheck shell=bash

# Cut short by a crash or not: each step works on what is there.
cluster_down() {
  say "ending $(cgroup_processes "$PROJECT" | wc -l) processes"
  cgroup_kill "$PROJECT"
  network_down
  sysctl_restore
  mounts_below | sort -r | while read -r mount; do umount -l "$mount"; done
  cgroup_remove "$PROJECT"
  rm -rf --one-file-system "$RUN" "$STATE"
}

mounts_below() { awk -v a="$STATE" -v b="$RUN" 'index($5, a) == 1 || index($5, b) == 1 {print $5}' /proc/self/mountinfo; }

report_left() {
  local what=$1 left=$2
  if [ -z "$left" ]; then
    say "  $what: none"
  else
    warn "  $what LEFT: $(tr '\n' ' ' <<<"$left")"
    return 1
  fi
}

verify_down() {
  local failed=0
  say "verified, left of the cluster:"
  report_left processes "$(cgroup_processes "$PROJECT")" || failed=1
  report_left cgroups "$(cgroup_left "$PROJECT")" || failed=1
  report_left mounts "$(mounts_below)" || failed=1
  report_left "network namespaces, links and firewall rules" "$(network_left)" || failed=1
  report_left files "$(ls -d "$STATE" "$RUN" 2>/dev/null)" || failed=1
  [ "$failed" -eq 0 ] || die "the cluster is not gone completely"
}
