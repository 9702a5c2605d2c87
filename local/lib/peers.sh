# Sourced: a deployed local stack with a pod to run peers in, and what is measured around them.
# shellcheck shell=bash disable=SC2034

ROOT="$(dirname "$LOCAL_DIR")"
ROUNDS="${ROUNDS:-5}"
WORK="$ROOT/target/${0##*/}"
NAMESPACE=kafka
CLIENT=deployment/kafka-kafka-librdkafka
TOPICS=0
# A heap that no side is short of.
JAVA=(java -Xms1G -Xmx1G -XX:+UseG1GC)

# As Kafka's own scripts start its tools.
TOOLS_LOG4J=/tmp/tools-log4j.properties
TOOLS_LOGGING="-Dlog4j.configuration=file:$TOOLS_LOG4J"

in_namespace() { kubectl --namespace "$NAMESPACE" "$@"; }

# timed_exec POD COMMAND...: its output goes to $WORK/log and what it used of the processors to $WORK/cpu. The shell that
# takes the time ends with the command.
timed_exec() {
  local pod=$1
  shift
  # shellcheck disable=SC2016  # expanded in the pod
  in_namespace exec "$pod" -- bash -c 'TIMEFORMAT="cpu %U %S"; time "$@" 2>&1' bash "$@" >"$WORK/log" 2>"$WORK/cpu" ||
    { cat "$WORK/log" "$WORK/cpu" >&2; die "$1 failed in $pod"; }
}

in_peers() { timed_exec pod/benchmark-peers "$@"; }
in_client() { timed_exec "$CLIENT" "$@"; }
cpu_seconds() { awk '$1 == "cpu" {print $2 + $3}' "$WORK/cpu"; }
peers_file() { in_namespace exec pod/benchmark-peers -- cat "$1"; }

kafka_tool() {
  local tool=$1
  shift
  in_namespace exec pod/benchmark-peers -- java -Xmx192m -XX:TieredStopAtLevel=1 "$TOOLS_LOGGING" -cp '/opt/kafka/libs/*' \
    "org.apache.kafka.tools.$tool" --bootstrap-server "$BOOTSTRAP" "$@"
}

# make_topic REPLICATION [PARTITIONS]: three, as in the article, unless told. Each topic has a name of its own: ZooKeeper may
# refuse one that was listed no longer, and is still being deleted.
make_topic() {
  TOPIC="benchmark-peers-$((++TOPICS))"
  kafka_tool TopicCommand --create --topic "$TOPIC" --partitions "${2:-3}" --replication-factor "$1" \
    --config min.insync.replicas="$(($1 > 1 ? 2 : 1))" >/dev/null
}

topic_is_gone() { ! kafka_tool TopicCommand --list | grep -qx "$TOPIC"; }
remove_topic() {
  kafka_tool TopicCommand --delete --topic "$TOPIC" >/dev/null
  wait_for 60 "the removal of topic $TOPIC" topic_is_gone
}

offsets_once() { kafka_tool GetOffsetShell --topic "$TOPIC" | awk -F: '{sum += $3} END {print sum + 0}'; }

# end_offsets: without acknowledgements the last records may still be on their way; two equal sums tell that they are not.
end_offsets() {
  local before after
  after="$(offsets_once)"
  until [ "${before:-}" = "$after" ]; do
    before=$after
    after="$(offsets_once)"
  done
  echo "$after"
}

median() { sort -g | awk '{v[NR] = $1} END {print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
column() { awk -v c="$2" '{print $c}' "$1" | median; }

# ratio FILE FILE COLUMN: the median of the rounds' ratios.
ratio() { paste -d '|' "$1" "$2" | awk -F'|' -v c="$3" '{split($1, a, " "); split($2, b, " "); print a[c] / b[c]}' | median; }

# What is best on an idle machine is best for none when it always goes first.
in_turn() {
  local round=$1 number=0 programs=("${@:2}") count
  count=${#programs[@]}
  for number in $(seq 0 $((count - 1))); do echo "${programs[((number + round) % count)]}"; done
}

# process_of POD: a process of it, seen from the machine.
process_of() {
  container_process "$(in_namespace get "$1" --output "jsonpath={.status.containerStatuses[0].containerID}")"
}

# allow_iperf3 apply|delete: the network policies do not know its port.
allow_iperf3() {
  in_namespace "$1" -f - >/dev/null <<'END'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: benchmark-peers-iperf3}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/component: broker}}
  policyTypes: [Ingress]
  ingress:
    - from: [{podSelector: {matchLabels: {app.kubernetes.io/name: benchmark-peers}}}]
      ports: [{port: 5201}]
END
}

# tcp_between_pods: MB/s that one connection between two pods moves in five seconds.
tcp_between_pods() {
  local server
  allow_iperf3 apply
  nsenter --net --target "$(process_of pod/kafka-kafka-0)" iperf3 --server --one-off >/dev/null &
  server=$!
  wait_for 10 "iperf3" nsenter --net --target "$(process_of pod/kafka-kafka-0)" bash -c "ss -Hltn 'sport = :5201' | grep -q ."
  nsenter --net --target "$(process_of pod/benchmark-peers)" iperf3 --json --time 5 \
    --client "$(in_namespace get pod kafka-kafka-0 --output 'jsonpath={.status.podIP}')" |
    jq '.end.sum_received.bits_per_second / 8e6'
  wait "$server"
  allow_iperf3 delete
}

# sequential_write: MB/s to the volume of a broker, flushed.
sequential_write() {
  local file="$STATE/volumes/a/kafka-0/sequential-write"
  dd if=/dev/zero of="$file" bs=1M count=2048 conv=fdatasync 2>&1 |
    awk -F', *' 'END {split($(NF - 1), t, " "); printf "%.1f\n", 2048 * 1.048576 / t[1]}'
  rm -f "$file"
}

# cost POD CONTAINER: seconds of the processors that it has used, and the memory in KiB that it has and had at most.
cost() {
  in_namespace exec "$1" --container "$2" -- cat /proc/1/stat /proc/1/status |
    awk -v ticks="$(getconf CLK_TCK)" 'NR == 1 {used = ($14 + $15) / ticks} /^VmRSS/ {now = $2} /^VmHWM/ {most = $2} END {print used, now, most}'
}

# brokers_cpu: seconds of the processors that the brokers' JVMs have used.
brokers_cpu() {
  local number
  for number in 0 1 2; do cost "kafka-kafka-$number" broker; done | awk '{sum += $1} END {print sum}'
}

# keep_brokers: as the stack declares them, for start_brokers.
keep_brokers() {
  in_namespace get statefulset kafka-kafka --output json |
    jq 'del(.status, .metadata.managedFields, .metadata.resourceVersion, .metadata.uid, .metadata.generation, .metadata.creationTimestamp)' >"$WORK/brokers.json"
}

# start_brokers FILTER...: by jq made of what is declared, all at once, which a roll would take minutes for; between two
# runs nobody writes.
start_brokers() {
  jq "$@" "$WORK/brokers.json" | jq '.spec.updateStrategy = {type: "OnDelete"}' | in_namespace replace --filename=- >/dev/null
  in_namespace delete pods --selector=app.kubernetes.io/component=broker --wait=true >/dev/null
  in_namespace wait --for=jsonpath='{.status.readyReplicas}'=3 --timeout=180s statefulset/kafka-kafka >/dev/null
}

# prepare: the stack is up, and the pod beside it.
prepare() {
  rm -rf "$WORK"
  mkdir -p "$WORK"
  have iperf3 || { say "installing with apt-get: iperf3"; DEBIAN_FRONTEND=noninteractive apt-get install -q -y iperf3 >"$WORK/log"; } >&2
  "$LOCAL_DIR/cluster" up >&2
  [ ! -f "$STATE/pulumi-state/.pulumi/stacks/$PROJECT/local.json" ] || die "the local stack is up: run make local-down first"
  eval "$("$LOCAL_DIR/env")"
  trap take_down EXIT
  "$LOCAL_DIR/stack" up --yes --non-interactive --skip-preview >"$WORK/log" 2>&1 || { cat "$WORK/log" >&2; die "pulumi up failed"; }
  BOOTSTRAP="$("$LOCAL_DIR/stack" stack output bootstrapServers)"
  start_peers
}

start_peers() {
  sed -e "s|@VERSION@|$KAFKA_3_VERSION|" "$LOCAL_DIR/peers.yaml" | in_namespace apply --server-side -f - >/dev/null
  in_namespace wait --for=condition=Ready --timeout=120s pod/benchmark-peers >/dev/null
  in_namespace exec --stdin pod/benchmark-peers -- tee "$TOOLS_LOG4J" >/dev/null <<'END'
log4j.rootLogger=WARN, stderr
log4j.appender.stderr=org.apache.log4j.ConsoleAppender
log4j.appender.stderr.target=System.err
log4j.appender.stderr.layout=org.apache.log4j.PatternLayout
log4j.appender.stderr.layout.ConversionPattern=[%d] %p %m (%c)%n
END
  # What the stack's own Job runs, but for the heap, which is as large as the peer's.
  LOAD_GENERATOR=("${JAVA[@]}" -Dlog4j.configuration=dev/openshiftkafka/pod/load/log4j.properties -cp '/opt/load-generator/*:/opt/kafka/libs/*' dev.openshiftkafka.pod.load.LoadGenerator)
}

# shellcheck disable=SC2317  # the trap calls it
take_down() {
  in_namespace delete pod benchmark-peers --ignore-not-found --wait=true >/dev/null
  {
    "$LOCAL_DIR/stack" destroy --yes --non-interactive --skip-preview &&
      "$LOCAL_DIR/stack" stack rm --yes --non-interactive
  } >"$WORK/destroy.log" 2>&1 || { cat "$WORK/destroy.log" >&2; return 1; }
  find "$STATE/volumes" -mindepth 3 -delete
}
