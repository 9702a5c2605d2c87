# Sourced: runs Kafka's own tools in a pod of the project, with the image of its brokers.
# Not in a broker's pod: a second JVM there would take memory from the broker.
# shellcheck shell=bash

BROKER_SET=kafka-kafka
TOOLS_POD="kafka-tools-$$-$RANDOM"
# Pulling an image for the first time may take minutes.
TOOLS_POD_START_SECONDS=300
# What is left of a script that was killed ends by itself.
TOOLS_POD_LIFE_SECONDS=86400

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $1"; exit "${2:-1}"; }
k() { "$client" --namespace="$namespace" "$@"; }

# image_of STATEFULSET CONTAINER: what its members run, or are about to.
image_of() { k get statefulset "$1" --output="jsonpath={.spec.template.spec.containers[?(@.name==\"$2\")].image}"; }
brokers_image() { image_of "$BROKER_SET" broker; }

find_cluster() {
  [ -n "$namespace" ] || die "name the project: --namespace=NAMESPACE" 2
  client="$(command -v oc || command -v kubectl)" || die "neither oc nor kubectl is on the PATH" 2
  k get statefulset "$BROKER_SET" >/dev/null || die "no brokers in project $namespace: is the stack up?"
}

# With the constraints of every user: OpenShift admits a cluster administrator's pods by anyuid, under which they run as the image's
# user. The image names it, and runAsNonRoot needs a number.
tools_pod() {
  cat <<END
apiVersion: v1
kind: Pod
metadata:
  name: $TOOLS_POD
  labels: {app.kubernetes.io/name: kafka-tools}
  annotations: {openshift.io/required-scc: restricted-v2}
spec:
  activeDeadlineSeconds: $TOOLS_POD_LIFE_SECONDS
  automountServiceAccountToken: false
  enableServiceLinks: false
  restartPolicy: Never
  terminationGracePeriodSeconds: 0
  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
  containers:
    - name: tools
      image: $1
      command: [sleep, infinity]
      resources:
        requests: {cpu: 50m, memory: 512Mi}
        limits: {memory: 512Mi}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: {drop: [ALL]}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
  volumes:
    - name: tmp
      emptyDir: {sizeLimit: 64Mi}
END
}

end_tools_pod() { k delete pod "$TOOLS_POD" --ignore-not-found --wait=false >/dev/null 2>&1 || true; }

start_tools_pod() {
  trap end_tools_pod EXIT
  tools_pod "$(brokers_image)" | k create --filename=- >/dev/null
  k wait --for=condition=Ready --timeout="${TOOLS_POD_START_SECONDS}s" "pod/$TOOLS_POD" >/dev/null ||
    die "pod/$TOOLS_POD did not start: $(k get pod "$TOOLS_POD" --output='jsonpath={.status.containerStatuses[0].state.waiting}{.status.conditions[?(@.status=="False")].message}')"
}

# kafka_tool CLASS ARGUMENTS...: a class of org.apache.kafka.tools, asking the brokers.
kafka_tool() {
  local class=$1
  shift
  k exec "$TOOLS_POD" -- java -Xmx256m -cp '/opt/kafka/libs/*' "org.apache.kafka.tools.$class" "$@"
}
ask_brokers() {
  local class=$1
  shift
  kafka_tool "$class" --bootstrap-server "$BROKER_SET:9092" "$@"
}

# into_tools_pod FILE NAME: the file, as /tmp/NAME.
# shellcheck disable=SC2016  # expanded in the pod
into_tools_pod() { k exec --stdin "$TOOLS_POD" -- sh -c 'cat >"/tmp/$0"' "$2" <"$1"; }
