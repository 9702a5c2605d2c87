# Sourced: etcd, the API server, OpenShift's admission, the scheduler, the controller manager, DNS and what grows EBS volumes, as
# processes of this machine.
# shellcheck shell=bash

# shellcheck disable=SC2034  # local/cluster watches them
CONTROL_PLANE=(etcd kube-apiserver openshift-admission kube-scheduler kube-controller-manager coredns ebs-csi-controller csi-resizer)

# ports_free: asked before anything is built or started.
ports_free() {
  if ! process_alive etcd; then
    port_free "$ETCD_PORT" 127.0.0.1 "or set OPENSHIFT_KAFKA_ETCD_PORT"
    port_free $((ETCD_PORT + 1)) 127.0.0.1 "or set OPENSHIFT_KAFKA_ETCD_PORT (it and the next are used)"
  fi
  process_alive kube-apiserver || port_free "$API_PORT" "$BRIDGE_ADDRESS" "or set OPENSHIFT_KAFKA_API_PORT"
  process_alive openshift-admission ||
    port_free "$ADMISSION_PORT" 127.0.0.1 "or set OPENSHIFT_KAFKA_API_PORT (it and the next are used)"
  process_alive coredns || port_free 53 "$BRIDGE_ADDRESS" "or bind it to other addresses: pods need this one for DNS"
}

control_plane_up() {
  start_etcd
  start_apiserver
  start_scheduler
  start_controller_manager
  kube apply --server-side -f "$LOCAL_DIR/manifests" >>"$LOGS/apply.log" 2>&1 ||
    { tail -n 10 "$LOGS/apply.log" >&2; die "cannot apply $LOCAL_DIR/manifests"; }
  start_coredns
  start_resizer
}

start_etcd() {
  local tls=(--cacert "$PKI/ca.crt" --cert "$PKI/apiserver-etcd.crt" --key "$PKI/apiserver-etcd.key")
  if ! process_alive etcd; then
    # Without fsync: the cluster is thrown away with its data, and a disk's latency must not decide over its health.
    start_process etcd control-plane "$TOOLS_BIN/etcd" --name local --data-dir "$STATE/etcd" --unsafe-no-fsync \
      --listen-client-urls "https://127.0.0.1:$ETCD_PORT" --advertise-client-urls "https://127.0.0.1:$ETCD_PORT" \
      --listen-peer-urls "https://127.0.0.1:$((ETCD_PORT + 1))" \
      --initial-advertise-peer-urls "https://127.0.0.1:$((ETCD_PORT + 1))" \
      --initial-cluster "local=https://127.0.0.1:$((ETCD_PORT + 1))" \
      --client-cert-auth --trusted-ca-file "$PKI/ca.crt" --cert-file "$PKI/etcd.crt" --key-file "$PKI/etcd.key" \
      --peer-client-cert-auth --peer-trusted-ca-file "$PKI/ca.crt" \
      --peer-cert-file "$PKI/etcd.crt" --peer-key-file "$PKI/etcd.key"
  fi
  wait_process etcd 30 curl -sf "${tls[@]}" "https://127.0.0.1:$ETCD_PORT/health"
}

api_ready() { api_get /readyz; }

start_apiserver() {
  if ! process_alive kube-apiserver; then
    # On the bridge only: nothing outside this machine reaches it.
    start_process kube-apiserver control-plane "$TOOLS_BIN/kube-apiserver" \
      --bind-address "$BRIDGE_ADDRESS" --advertise-address "$BRIDGE_ADDRESS" --secure-port "$API_PORT" \
      --etcd-servers "https://127.0.0.1:$ETCD_PORT" --etcd-cafile "$PKI/ca.crt" \
      --etcd-certfile "$PKI/apiserver-etcd.crt" --etcd-keyfile "$PKI/apiserver-etcd.key" \
      --tls-cert-file "$PKI/apiserver.crt" --tls-private-key-file "$PKI/apiserver.key" --client-ca-file "$PKI/ca.crt" \
      --authentication-config "$LOCAL_DIR/config/authentication.yaml" --authorization-mode Node,RBAC \
      --enable-admission-plugins NodeRestriction,OwnerReferencesPermissionEnforcement,PodNodeSelector,PodTolerationRestriction \
      --admission-control-config-file "$LOCAL_DIR/config/admission.yaml" --allow-privileged=true \
      --service-account-issuer https://kubernetes.default.svc.cluster.local \
      --service-account-key-file "$PKI/sa.pub" --service-account-signing-key-file "$PKI/sa.key" \
      --service-cluster-ip-range "$SERVICE_NETWORK" \
      --kubelet-certificate-authority "$PKI/ca.crt" --kubelet-client-certificate "$PKI/apiserver-kubelet.crt" \
      --kubelet-client-key "$PKI/apiserver-kubelet.key" --kubelet-preferred-address-types InternalIP
  fi
  wait_process kube-apiserver 90 api_ready
}

# start_admission: needs the kind SecurityContextConstraints.
start_admission() {
  process_alive openshift-admission || start_process openshift-admission control-plane "$TOOLS_BIN/openshift-admission" \
    --kubeconfig "$PKI/openshift-admission.kubeconfig" --listen "127.0.0.1:$ADMISSION_PORT" \
    --tls-cert-file "$PKI/openshift-admission.crt" --tls-private-key-file "$PKI/openshift-admission.key"
  wait_process openshift-admission 30 curl -sf --cacert "$PKI/ca.crt" "https://127.0.0.1:$ADMISSION_PORT/readyz"
}

start_scheduler() {
  process_alive kube-scheduler && return
  start_process kube-scheduler control-plane "$TOOLS_BIN/kube-scheduler" --leader-elect=false --secure-port 0 \
    --kubeconfig "$PKI/scheduler.kubeconfig"
}

start_controller_manager() {
  process_alive kube-controller-manager && return
  start_process kube-controller-manager control-plane "$TOOLS_BIN/kube-controller-manager" --leader-elect=false \
    --secure-port 0 --kubeconfig "$PKI/controller-manager.kubeconfig" --use-service-account-credentials=true \
    --service-account-private-key-file "$PKI/sa.key" --root-ca-file "$PKI/ca.crt"
}

write_corefile() {
  sed "s|@ADDRESS@|$BRIDGE_ADDRESS|g; s|@KUBECONFIG@|$PKI/coredns.kubeconfig|g" "$LOCAL_DIR/config/Corefile" >"$STATE/Corefile"
  # Names outside the cluster only where this machine can resolve them itself.
  if grep -qs '^nameserver' /etc/resolv.conf; then
    printf '. {\n    bind %s\n    forward . /etc/resolv.conf\n}\n' "$BRIDGE_ADDRESS" >>"$STATE/Corefile"
  fi
}

start_coredns() {
  if ! process_alive coredns; then
    write_corefile
    start_process coredns control-plane "$TOOLS_BIN/coredns" -conf "$STATE/Corefile"
  fi
  wait_process coredns 30 curl -sf "http://$BRIDGE_ADDRESS:8181/ready"
}

# As beside the EBS driver: upstream's resizer sees that a claim asks for more, and tells the driver.
start_resizer() {
  local socket="$RUN/ebs-csi-controller.sock"
  mkdir -p "$EBS_DIR"
  process_alive ebs-csi-controller || start_process ebs-csi-controller control-plane "$TOOLS_BIN/ebs-csi-stand-in" \
    --volumes "$EBS_DIR" --controller "$socket"
  wait_process ebs-csi-controller 30 test -S "$socket"
  process_alive csi-resizer || start_process csi-resizer control-plane "$TOOLS_BIN/csi-resizer" --csi-address "$socket" \
    --kubeconfig "$STATE/kubeconfig" --http-endpoint ""
}
