package dev.openshiftkafka.stack.aws;

import com.pulumi.aws.ec2.inputs.InstanceMetadataOptionsArgs;
import com.pulumi.aws.ec2.inputs.InstanceRootBlockDeviceArgs;
import com.pulumi.core.Output;
import java.util.Map;

/** What all instances of the stack have in common. */
final class InstanceParts {
  private InstanceParts() {}

  /**
   * Version 2 of the metadata service alone, and one hop, so that no pod on the pod network gets
   * the node's credentials.
   */
  static InstanceMetadataOptionsArgs metadata() {
    return InstanceMetadataOptionsArgs.builder()
        .httpEndpoint("enabled")
        .httpTokens("required")
        .httpPutResponseHopLimit(1)
        .build();
  }

  /**
   * An encrypted root disk.
   *
   * @param sizeGiB size, or null for that of the image
   * @param keyArn ARN of the KMS key, or null for the account's default
   */
  static InstanceRootBlockDeviceArgs rootDisk(
      Integer sizeGiB, Output<String> keyArn, Map<String, String> tags) {
    InstanceRootBlockDeviceArgs.Builder disk =
        InstanceRootBlockDeviceArgs.builder().volumeType("gp3").encrypted(true).tags(tags);
    if (sizeGiB != null) {
      disk.volumeSize(sizeGiB);
    }
    if (keyArn != null) {
      disk.kmsKeyId(keyArn);
    }
    return disk.build();
  }
}
