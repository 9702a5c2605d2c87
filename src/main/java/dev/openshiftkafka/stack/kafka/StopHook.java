package dev.openshiftkafka.stack.kafka;

import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ExecActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.LifecycleArgs;
import com.pulumi.kubernetes.core.v1.inputs.LifecycleHandlerArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The preStop hook of a ZooKeeper server, which has no readiness sidecar: it delays the shutdown
 * while the other servers that serve are no majority of the ensemble.
 *
 * <p>It asks the others for their mode, because this server may not know yet that one is down. It
 * needs nothing but bash, which the probes need as well.
 *
 * <p>How long another server has been down is unknown. While this server serves and the ensemble
 * has clients, these depend on it, and the hook waits for the whole timeout. Otherwise the ensemble
 * has no majority, or all servers are being removed, after the brokers, and the hook waits for a
 * minute: a restarted server returns within that time.
 *
 * @param command command of the hook
 * @param seconds the longest delay, which the pod's grace period includes
 */
record StopHook(List<String> command, int seconds) {
  private static final int BRIEF_SECONDS = 60;

  /** The log of the container. */
  private static final String LOG = "/proc/1/fd/1";

  /**
   * Waits for a majority, then for two more seconds: hooks that begin at the same moment, as in a
   * destroy, all find the ensemble whole. A connection to a node that is down hangs, so each answer
   * has two seconds.
   */
  private static final String SCRIPT =
      """
      needed=$1 stop=$2 brief=$3 log=$4 own=$5
      shift 5
      ask() {
        exec 3<>"/dev/tcp/$1" || return
        printf srvr >&3
        while read -r line <&3; do
          case $line in
            Connections:*) connections=${line#*: } ;;
            Mode:*) printf '%s %s\\n' "${line#*: }" "$connections"; return ;;
          esac
        done
      }
      serves() {
        local mode= connections=
        read -r -t 2 mode connections < <(ask "$1" 2>/dev/null)
        kill "$!" 2>/dev/null
        case $mode in leader | follower) ;; *) return 1 ;; esac
        # One of the connections is that of this request.
        clients=$((clients + connections - 1))
      }
      say() { printf 'preStop: %s\\n' "$*" >>"$log"; }
      majority() {
        local server serving=0
        away=
        for server in "${@}"; do
          case $server in "$POD_NAME"=*) continue ;; esac
          if serves "${server#*=}"; then serving=$((serving + 1)); else away+=" ${server%%=*}"; fi
        done
        [ "$serving" -ge "$needed" ]
      }
      limit=
      until clients=0; majority "$@"; do
        if serves "$own" && [ "$clients" -gt 0 ]; then now=$stop; else now=$brief; fi
        if [ "$SECONDS" -ge "$now" ]; then
          say "timeout, shutdown proceeds although these servers do not serve:$away"
          exit 0
        fi
        if [ "$now" != "$limit" ]; then
          limit=$now
          say "shutdown delayed by up to $limit s: no majority of the ensemble would be left," \\
            "these servers do not serve:$away"
        fi
        sleep 1
      done
      [ -z "$limit" ] || say 'shutdown may proceed'
      sleep 2
      """;

  /**
   * The hook of an ensemble.
   *
   * @param servers address of the client port of each server, as host/port, by pod name
   * @param own address of the server's own client port
   * @param seconds the longest delay
   */
  static StopHook of(Map<String, String> servers, String own, int seconds) {
    return of(servers, own, seconds, Math.min(BRIEF_SECONDS, seconds), LOG);
  }

  static StopHook of(
      Map<String, String> servers, String own, int seconds, int briefSeconds, String log) {
    var command = new ArrayList<>(List.of("bash", "-c", SCRIPT, "preStop"));
    command.add(String.valueOf(servers.size() / 2 + 1));
    command.add(String.valueOf(seconds));
    command.add(String.valueOf(briefSeconds));
    command.add(log);
    command.add(own);
    servers.forEach((pod, address) -> command.add(pod + "=" + address));
    return new StopHook(List.copyOf(command), seconds);
  }

  void applyTo(ContainerArgs.Builder container) {
    container.lifecycle(
        LifecycleArgs.builder()
            .preStop(
                LifecycleHandlerArgs.builder()
                    .exec(ExecActionArgs.builder().command(command).build())
                    .build())
            .build());
  }
}
