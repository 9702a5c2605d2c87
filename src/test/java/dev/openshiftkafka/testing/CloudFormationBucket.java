package dev.openshiftkafka.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** An S3 bucket in CloudFormation, where what Pulumi declares as resources are its properties. */
final class CloudFormationBucket {
  /** How a resource becomes a property, by its type. */
  private static final Map<String, BiFunction<Declared, Map<String, Object>, Object>> PARTS =
      Map.of(
          "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
          (part, bucket) ->
              bucket.put("PublicAccessBlockConfiguration", capital(without(part.inputs()))),
          "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
          (part, bucket) ->
              bucket.put("OwnershipControls", Map.of("Rules", List.of(capital(part.at("rule"))))),
          "aws:s3/bucketVersioningV2:BucketVersioningV2",
          (part, bucket) ->
              bucket.put("VersioningConfiguration", capital(part.at("versioningConfiguration"))),
          "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
          (part, bucket) -> bucket.put("BucketEncryption", encryption(part)),
          "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
          (part, bucket) -> bucket.put("LifecycleConfiguration", lifecycle(part)));

  /** The types that have no resource of their own in CloudFormation. */
  static final Set<String> TYPES = PARTS.keySet();

  private CloudFormationBucket() {}

  /** Adds the properties of a bucket that other resources declare. */
  static void addTo(Map<String, Object> bucket, List<Declared> resources) {
    bucket.put("BucketName", bucket.remove("Bucket"));
    bucket.remove("ForceDestroy");
    resources.stream()
        .filter(resource -> TYPES.contains(resource.type()))
        .forEach(part -> PARTS.get(part.type()).apply(part, bucket));
  }

  private static Map<String, Object> encryption(Declared part) {
    Map<String, Object> rule = part.listAt("rules").get(0);
    var byDefault = (Map<?, ?>) rule.get("applyServerSideEncryptionByDefault");
    return Map.of(
        "ServerSideEncryptionConfiguration",
        List.of(
            Map.of(
                "BucketKeyEnabled",
                rule.get("bucketKeyEnabled"),
                "ServerSideEncryptionByDefault",
                Map.of("SSEAlgorithm", byDefault.get("sseAlgorithm")))));
  }

  private static Map<String, Object> lifecycle(Declared part) {
    Map<String, Object> rule = capital(part.listAt("rules").get(0));
    rule.put("Prefix", ((Map<?, ?>) rule.remove("Filter")).get("Prefix"));
    return Map.of("Rules", List.of(rule));
  }

  private static Map<String, Object> without(Map<String, Object> inputs) {
    var rest = new TreeMap<>(inputs);
    rest.remove("bucket");
    return rest;
  }

  private static Map<String, Object> capital(Object map) {
    return ((Map<?, ?>) map)
        .entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> capitalKey((String) entry.getKey()),
                    entry ->
                        entry.getValue() instanceof Map<?, ?> nested
                            ? capital(nested)
                            : entry.getValue(),
                    (a, b) -> a,
                    TreeMap::new));
  }

  private static String capitalKey(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
