# Sourced by local/tools: Pulumi's engine without the libraries of clouds, which are the larger part of its build. The local
# environment keeps its state in a folder and its secrets with a passphrase; local/engine has what becomes of the rest.
# shellcheck shell=bash

# engine_overlay DIR: writes DIR/overlay.json, by which Go takes the changed files for upstream's.
engine_overlay() {
  local dir=$1 changed="$1/engine" upstream file replacements=()
  upstream="$(cd "$dir" && go mod download -json "github.com/pulumi/pulumi/pkg/v3@v$PULUMI_VERSION" | jq -re .Dir)"
  rm -rf "$changed"
  while read -r file; do install -D -m 644 "$upstream/$file" "$changed/$file"; done < <(
    sed -n 's|^--- a/||p' "$LOCAL_DIR/engine/clouds.diff")
  # Whatever repository the cache may be in, the folder is not part of it.
  (cd "$changed" && GIT_CEILING_DIRECTORIES="$dir" git apply "$LOCAL_DIR/engine/clouds.diff") ||
    die "local/engine/clouds.diff: does not fit Pulumi $PULUMI_VERSION: write it anew for this version"
  (cd "$LOCAL_DIR/engine" && find . -name '*.go' -exec cp --parents {} "$changed" \;)
  while read -r file; do replacements+=("$upstream/$file=$changed/$file"); done < <(cd "$changed" && find . -type f -printf '%P\n')
  for file in operations/operations_{aws,cloud_aws,gcp}.go; do
    [ -f "$upstream/$file" ] || die "local/lib/engine.sh: Pulumi $PULUMI_VERSION has no $file to leave out"
    replacements+=("$upstream/$file=")
  done
  printf '%s\n' "${replacements[@]}" |
    jq -Rn '{Replace: ([inputs | capture("^(?<key>[^=]+)=(?<value>.*)$")] | from_entries)}' >"$dir/overlay.json"
}
