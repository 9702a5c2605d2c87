# Sourced: cgroups of version 1 and 2. Every process of the cluster is in a cgroup below $PROJECT, whoever started it:
# that is how it is found again and ended, and why no stale or reused process id can be mistaken for ours.
# shellcheck shell=bash

cgroup_v2() { [ "$(stat -fc %T /sys/fs/cgroup)" = cgroup2fs ]; }

cgroup_roots() {
  if cgroup_v2; then
    echo /sys/fs/cgroup
  else
    findmnt -rnt cgroup -o TARGET | sort -u
  fi
}

# cgroup_create PATH: in every hierarchy, level by level, usable by a kubelet.
cgroup_create() {
  local root part dir
  for root in $(cgroup_roots); do
    dir=$root
    cgroup_delegate "$dir"
    for part in ${1//\// }; do
      mkdir -p "$dir/$part"
      cgroup_inherit "$dir" "$dir/$part"
      dir="$dir/$part"
      # A leaf stays without controllers to hand on: version 2 allows processes only in leaves.
      [ "$dir" = "$root/$1" ] || cgroup_delegate "$dir"
    done
  done
}

# Version 2: hand each controller on by itself, because one that is missing would refuse the whole line.
cgroup_delegate() {
  local controller
  cgroup_v2 || return 0
  tr ' ' '\n' <"$1/cgroup.controllers" | while read -r controller; do
    echo "+$controller" 2>/dev/null >"$1/cgroup.subtree_control" || true
  done
  grep -qw memory "$1/cgroup.subtree_control" ||
    die "cannot hand the memory controller on in $1: run this on the machine itself, not in a container"
}

# Version 1: a new cpuset is empty, and no process can join it.
cgroup_inherit() {
  local file
  for file in cpuset.cpus cpuset.mems; do
    if ! cgroup_v2 && [ -f "$2/$file" ] && [ -z "$(cat "$2/$file")" ]; then
      cat "$1/$file" >"$2/$file"
    fi
  done
}

# cgroup_join PATH: moves the calling shell; what it starts stays inside.
cgroup_join() {
  local root
  for root in $(cgroup_roots); do
    echo "$BASHPID" >"$root/$1/cgroup.procs"
  done
}

cgroup_processes() {
  local root
  for root in $(cgroup_roots); do
    [ -d "$root/$1" ] || continue
    find "$root/$1" -name cgroup.procs -exec cat {} + 2>/dev/null
  done | sort -un
}

# cgroup_kill PATH: until nothing is left, because a process may have started another meanwhile.
cgroup_kill() {
  local end=$((SECONDS + 30)) processes
  while processes="$(cgroup_processes "$1")" && [ -n "$processes" ]; do
    [ "$SECONDS" -lt "$end" ] || die "processes in cgroup $1 do not end: $processes"
    # shellcheck disable=SC2086  # one word per process; one that has just ended is no error
    kill -KILL $processes 2>/dev/null || true
    sleep 0.1
  done
}

cgroup_empty() { [ -z "$(cgroup_processes "$1")" ]; }

cgroup_remove() {
  local root
  for root in $(cgroup_roots); do
    [ -d "$root/$1" ] || continue
    find "$root/$1" -depth -type d -exec rmdir {} + 2>/dev/null || true
  done
}

cgroup_left() {
  local root
  for root in $(cgroup_roots); do
    [ ! -d "$root/$1" ] || echo "$root/$1"
  done
}

# cgroup_throttle MAJOR:MINOR BYTES: what the cluster may read from, and write to, a device in a second; 0 for no limit. Version 1
# does not know whose pages the kernel writes back, and counts them in the root only.
cgroup_throttle() {
  local direction limit=$2
  if cgroup_v2; then
    [ "$limit" -gt 0 ] || limit=max
    echo "$1 rbps=$limit wbps=$limit" >"/sys/fs/cgroup/$PROJECT/io.max"
    return
  fi
  for direction in read write; do
    echo "$1 $limit" >"$(findmnt -rnt cgroup -O blkio -o TARGET | head -n 1)/blkio.throttle.${direction}_bps_device"
  done
}

# container_process ID: a process of the container, seen from the machine; the id as Kubernetes writes it, with its runtime.
container_process() { grep -l "${1#*://}" /proc/[0-9]*/cgroup 2>/dev/null | head -n 1 | cut -d/ -f3; }

# pod_process NAMESPACE POD: a process of its first container.
pod_process() {
  container_process "$(kube get pod "$2" --namespace "$1" --output 'jsonpath={.status.containerStatuses[0].containerID}')"
}
