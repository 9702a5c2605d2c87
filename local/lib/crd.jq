# Makes a CustomResourceDefinition of a type that OpenShift serves from an API server of its own, and so has none for. Its
# schema is that of the types' OpenAPI document with every reference resolved, so that a field or a type that OpenShift
# does not know fails here, too. What is required is left out: OpenShift's own server fills in what clients leave out, of which $defaults
# has what a schema can express. Its checks of values and "nodeSelector: null" of a BuildConfig are not among it.
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

# Of the openshift-apiserver's pkg/build and pkg/image.
{
  BuildConfig: {
    spec: {runPolicy: "Serial", successfulBuildsHistoryLimit: 5, failedBuildsHistoryLimit: 5, output: {}, postCommit: {}, resources: {}},
    status: {lastVersion: 0}},
  ImageStream: {spec: {lookupPolicy: {local: false}}}
} as $defaults |
# The status of an ImageStream is a subresource, which clients cannot set with the object; that of a BuildConfig is not.
{ImageStream: {status: {}}} as $subresources |

# defaulted(FIELD): its schema with the defaults.
def defaulted($field):
  reduce ($defaults[$kind][$field] // {} | to_entries[]) as $default (.;
    if .properties[$default.key] then .properties[$default.key].default = $default.value
    else error("no field " + $field + "." + $default.key) end)
  | if $defaults[$kind][$field] then .default = {} else . end;

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
        spec: ($type.properties.spec | resolved | defaulted("spec")),
        status: ($type.properties.status | resolved | defaulted("status"))}}}
    } + (if $subresources[$kind] then {subresources: $subresources[$kind]} else {} end)]
  }
}
