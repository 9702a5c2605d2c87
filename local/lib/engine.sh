# Sourced by local/tools: Pulumi's engine without the libraries of clouds, which are the larger part of its build. The local
# environment keeps its state in a folder and its secrets with a passphrase; local/engine has what becomes of the rest.
# shellcheck shell=bash

ENGINE_MODULE=github.com/pulumi/pulumi/pkg/v3

# engine_without_clouds DIR: a copy of upstream's module in DIR/engine, with the changes, for the module in DIR.
engine_without_clouds() {
  local engine="$1/engine" upstream file
  upstream="$(module_dir "$ENGINE_MODULE" "$PULUMI_VERSION")"
  rm -rf "$engine"
  mkdir -p "$engine"
  (cd "$upstream" && find . \( -name testdata -o -name '*_test.go' \) -prune -o -type f -print0) |
    tar -C "$upstream" --null --files-from=- -c | tar -C "$engine" --mode=u+w --no-same-permissions -x
  # Whatever repository the cache may be in, this folder is not part of it.
  (cd "$engine" && GIT_CEILING_DIRECTORIES="$1" git apply "$LOCAL_DIR/engine/clouds.diff") ||
    die "local/engine/clouds.diff: does not fit Pulumi $PULUMI_VERSION; adapt it to the new version"
  for file in operations/operations_{aws,cloud_aws,gcp}.go; do
    rm "$engine/$file" || die "local/lib/engine.sh: Pulumi $PULUMI_VERSION lacks $file; adapt the list to the new version"
  done
  (cd "$LOCAL_DIR/engine" && find . -name '*.go' -exec cp --parents {} "$engine" \;)
  echo "replace $ENGINE_MODULE => ./engine"
}
