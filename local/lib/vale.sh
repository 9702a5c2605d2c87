# Sourced by local/tools: vale without tree-sitter, the parser of source code that it is not used for (local/vale).
# shellcheck shell=bash

VALE_MODULE="github.com/vale-cli/vale/v${VALE_VERSION%%.*}"
TREE_SITTER_MODULES=(github.com/smacker/go-tree-sitter github.com/jdkato/go-tree-sitter-julia)

# vale_without_tree_sitter DIR: writes replacements of tree-sitter's modules to DIR, and prints the lines for its go.mod.
vale_without_tree_sitter() {
  local upstream module name package grammar
  upstream="$(module_dir "$VALE_MODULE" "$VALE_VERSION")"
  for module in "${TREE_SITTER_MODULES[@]}"; do
    name="$(basename "$module")"
    rm -rf "${1:?}/$name"
    mkdir -p "$1/$name"
    printf 'module %s\n' "$module" >"$1/$name/go.mod"
    # Each grammar that vale imports is a package.
    while read -r package; do
      grammar="$1/$name/${package#"$module"/}"
      mkdir -p "$grammar"
      printf 'package %s\n\nimport sitter "%s"\n\nfunc GetLanguage() *sitter.Language { return &sitter.Language{} }\n' \
        "$(basename "$package")" "${TREE_SITTER_MODULES[0]}" >"$grammar/grammar.go"
    done < <(grep -rhoE --include='*.go' "\"$module/[a-z/]+\"" "$upstream/internal" | tr -d '"' | LC_ALL=C sort -u)
    echo "replace $module => ./$name"
  done
  cp "$LOCAL_DIR/vale/treesitter.go" "$1/$(basename "${TREE_SITTER_MODULES[0]}")/"
}
