# Sourced: the cluster's own certificate authority, one certificate per client, and kubeconfigs.
# shellcheck shell=bash

PKI="$STATE/pki"

pki_up() {
  (umask 077 && mkdir -p "$PKI")
  if [ ! -s "$PKI/ca.crt" ]; then
    new_key ca
    openssl req -x509 -new -key "$PKI/ca.key" -subj "/CN=$PROJECT local" -days 365 -out "$PKI/ca.crt" \
      -addext 'keyUsage=critical,keyCertSign,cRLSign'
  fi
  if [ ! -s "$PKI/sa.pub" ]; then
    openssl genrsa -out "$PKI/sa.key" 2048 2>/dev/null
    openssl rsa -in "$PKI/sa.key" -pubout -out "$PKI/sa.pub" 2>/dev/null
  fi
  certificate etcd /CN=etcd IP:127.0.0.1
  certificate apiserver /CN=kube-apiserver "IP:$BRIDGE_ADDRESS,IP:127.0.0.1,IP:${SERVICE_NETWORK%.0/*}.1,DNS:localhost,\
DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local"
  certificate apiserver-etcd /CN=kube-apiserver-etcd
  certificate apiserver-kubelet /CN=kube-apiserver-kubelet
  certificate admin /O=system:masters/CN=admin
  certificate scheduler /CN=system:kube-scheduler
  certificate controller-manager /CN=system:kube-controller-manager
  certificate kube-proxy /CN=system:kube-proxy
  certificate coredns /CN=coredns
  certificate network-policies /CN=network-policies
  certificate openshift-admission /CN=openshift-admission IP:127.0.0.1
  local client
  for client in admin scheduler controller-manager kube-proxy coredns network-policies openshift-admission; do
    kubeconfig "$PKI/$client.kubeconfig" "$client"
  done
  install -m 600 "$PKI/admin.kubeconfig" "$STATE/kubeconfig"
}

new_key() { (umask 077 && openssl ecparam -name prime256v1 -genkey -noout -out "$PKI/$1.key"); }

# certificate NAME SUBJECT [NAMES]: for a client, and for a server as well when it has names. Kept when it is there.
certificate() {
  local name=$1 subject=$2 names=${3:-} usage=clientAuth
  [ ! -s "$PKI/$name.crt" ] || return 0
  [ -z "$names" ] || usage=serverAuth,clientAuth
  new_key "$name"
  openssl req -new -key "$PKI/$name.key" -subj "$subject" |
    openssl x509 -req -CA "$PKI/ca.crt" -CAkey "$PKI/ca.key" -set_serial "0x$(openssl rand -hex 8)" -days 365 -out "$PKI/$name.crt.new" \
      -extfile <(echo "extendedKeyUsage=$usage" && if [ -n "$names" ]; then echo "subjectAltName=$names"; fi) 2>/dev/null
  mv "$PKI/$name.crt.new" "$PKI/$name.crt"
}

# kubeconfig FILE NAME: with everything inside, so that the file can be handed to a tool.
kubeconfig() {
  (umask 077 && cat >"$1") <<END
apiVersion: v1
kind: Config
clusters:
  - name: $PROJECT
    cluster:
      server: https://$BRIDGE_ADDRESS:$API_PORT
      certificate-authority-data: $(base64 -w0 "$PKI/ca.crt")
users:
  - name: $2
    user:
      client-certificate-data: $(base64 -w0 "$PKI/$2.crt")
      client-key-data: $(base64 -w0 "$PKI/$2.key")
contexts:
  - name: $PROJECT
    context: {cluster: $PROJECT, user: $2}
current-context: $PROJECT
END
}
