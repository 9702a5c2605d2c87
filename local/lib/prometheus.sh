# Sourced by local/tools: Prometheus and promtool. Any version will do: the operator writes its configuration for that one.
# shellcheck shell=bash

install_prometheus() {
  local folder
  folder="$(prometheus_on_path || prometheus_in_cache || prometheus_from_debian || prometheus_from_source)"
  ln -sfn "$folder/prometheus" "$TOOLS_BIN/prometheus"
  ln -sfn "$folder/promtool" "$TOOLS_BIN/promtool"
  say "Prometheus $(prometheus_version): in $folder"
}

prometheus_version() { "$TOOLS_BIN/prometheus" --version 2>&1 | sed -nE '1s/^prometheus, version ([0-9.]+).*/\1/p'; }

# Both of one package.
prometheus_on_path() {
  local candidate
  while read -r candidate; do
    case $candidate in "$CACHE"/*) continue ;; esac
    if [ -x "$(dirname "$candidate")/promtool" ]; then
      dirname "$candidate"
      return
    fi
  done < <(type -aP prometheus)
  return 1
}

prometheus_in_cache() {
  local folder
  for folder in "$CACHE/tools/prometheus-debian" "$CACHE/tools/prometheus-$PROMETHEUS_VERSION"; do
    [ ! -x "$folder/promtool" ] || { echo "$folder"; return; }
  done
  return 1
}

# The package's files alone: to install it would start it as a service of this machine.
prometheus_from_debian() {
  local work folder="$CACHE/tools/prometheus-debian"
  have apt-get || return 1
  work="$(work_folder)"
  if (cd "$work" && { download_package prometheus || { apt-get update -q && download_package prometheus; }; } &&
    dpkg -x prometheus_*.deb root && root/usr/bin/prometheus --version) >"$CACHE/log/prometheus.log" 2>&1; then
    mv -T "$work/root/usr/bin" "$folder"
    echo "$folder"
  fi
  rm -rf "$work"
  [ -x "$folder/promtool" ]
}

# As root: the folder is nobody else's.
download_package() { apt-get -q -o APT::Sandbox::User=root download "$1"; }

prometheus_from_source() {
  local tool module folder="$CACHE/tools/prometheus-$PROMETHEUS_VERSION"
  module="$CACHE/modules/prometheus-$PROMETHEUS_VERSION"
  write_module "$module" build/prometheus "github.com/prometheus/prometheus v$(prometheus_module_version)"
  for tool in prometheus promtool; do
    with_progress "Prometheus $PROMETHEUS_VERSION: no package of it: building $tool from Go modules" \
      "$CACHE/log/build-$tool.log" go_build "$module" "github.com/prometheus/prometheus/cmd/$tool" \
      "$folder-$tool/$tool" "-X github.com/prometheus/common/version.Version=$PROMETHEUS_VERSION" >&2
  done
  mkdir -p "$folder"
  mv "$folder-prometheus/prometheus" "$folder-promtool/promtool" "$folder"
  rmdir "$folder-prometheus" "$folder-promtool"
  echo "$folder"
}

# 3.5.0 is v0.305.0.
prometheus_module_version() {
  local major minor patch
  IFS=. read -r major minor patch <<<"$PROMETHEUS_VERSION"
  printf '0.%d%02d.%d' "$major" "$minor" "$patch"
}
