# Makes a CustomResourceDefinition of a type that OpenShift serves from an API server of its own, and so has none for. Its
# schema is that of the types' OpenAPI document with every reference resolved, so that a field or a type that OpenShift
# does not know fails here, too. What is required is left out: OpenShift's own server fills in what clients leave out.
# Arguments: $definition in the document, $group, $version, $kind, $plural.

. as $document |

def resolved:
  if has("$ref") then
    (."$ref" | ltrimstr("#/definitions/")) as $name |
    if $name == "io.k8s.apimachinery.pkg.api.resource.Quantity" then {"x-kubernetes-int-or-string": true}
    elif $name == "io.k8s.apimachinery.pkg.runtime.RawExtension" then {type: "object", "x-kubernetes-preserve-unknown-fields": true}
    else ($document.definitions[$name] // error("no definition " + $name)) | resolved end
  elif .format == "int-or-string" then {"x-kubernetes-int-or-string": true}
  else
    ({type, format, enum} | with_entries(select(.value != null)))
    + (if has("properties") then {properties: (.properties | map_values(resolved))} else {} end)
    + (if has("items") then {items: (.items | resolved)} else {} end)
    + (if has("additionalProperties") then {additionalProperties: (.additionalProperties | resolved)} else {} end)
  end;

($document.definitions[$definition] // error("no definition " + $definition)) as $type |
{
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: {name: ($plural + "." + $group)},
  spec: {
    group: $group,
    scope: "Namespaced",
    names: {kind: $kind, listKind: ($kind + "List"), plural: $plural, singular: ($kind | ascii_downcase)},
    versions: [{
      name: $version, served: true, storage: true,
      schema: {openAPIV3Schema: {type: "object", properties: {
        apiVersion: {type: "string"}, kind: {type: "string"}, metadata: {type: "object"},
        spec: ($type.properties.spec | resolved), status: ($type.properties.status | resolved)}}}
    }]
  }
}
