# Sourced: starts and watches the cluster's processes.
# shellcheck shell=bash

pid_file() { echo "$RUN/pids/$1"; }

# start_process NAME CGROUP COMMAND...: its output goes to $LOGS/NAME.log. The caller may chain nsenter and unshare:
# they exec, so the recorded id is the last command's.
start_process() {
  local name=$1 cgroup=$PROJECT/$2
  shift 2
  mkdir -p "$RUN/pids" "$LOGS"
  cgroup_create "$cgroup"
  [ ! -f "$LOGS/$name.log" ] || mv "$LOGS/$name.log" "$LOGS/$name.log.1"
  (
    cgroup_join "$cgroup"
    cd /
    exec setsid "$@" >"$LOGS/$name.log" 2>&1 </dev/null 9>&-
  ) &
  local pid=$!
  echo "$pid" >"$(pid_file "$name")"
  # Only once it has joined its cgroup does it count as ours.
  until process_alive "$name" || ! kill -0 "$pid" 2>/dev/null; do sleep 0.02; done
}

# process_alive NAME: the recorded id counts only when that process is in our cgroup.
process_alive() {
  local pid
  pid="$(cat "$(pid_file "$1")" 2>/dev/null)" && [ -n "$pid" ] && grep -qs "/$PROJECT/" "/proc/$pid/cgroup"
}

process_id() { cat "$(pid_file "$1")"; }

show_log() {
  warn "--- last lines of $LOGS/$1.log"
  tail -n 20 "$LOGS/$1.log" >&2 || true
}

# wait_process NAME SECONDS COMMAND...: until the command succeeds; fails at once when the process has ended.
wait_process() {
  local name=$1 end=$((SECONDS + $2))
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ! process_alive "$name"; then
      show_log "$name"
      die "$name ended"
    fi
    if [ "$SECONDS" -ge "$end" ]; then
      show_log "$name"
      die "$name is not ready after its time"
    fi
    sleep 0.2
  done
}

# port_free PORT ADDRESS ADVICE: nobody else may listen where we are about to.
port_free() {
  local holder
  holder="$(ss -Hltnp "sport = :$1" | awk -v own="$2" '{address = $4; sub(/:[0-9]+$/, "", address)
    if (address == own || address == "0.0.0.0" || address == "*" || address == "[::]") print}' | head -n 1)"
  [ -z "$holder" ] ||
    die "port $1 is taken by $(sed -nE 's/.*users:\(\("([^"]+)",pid=([0-9]+).*/\1 (process \2)/p' <<<"$holder"): end it, $3"
}
