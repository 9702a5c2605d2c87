package dev.openshiftkafka.stack.aws;

import com.pulumi.core.Output;
import java.util.List;
import java.util.Map;

/**
 * What app nodes stand in.
 *
 * @param subnets ids of the private subnets, by zone
 * @param groups ids of their security groups
 * @param keyArn ARN of the KMS key of their disks, or null for the account's default
 */
public record NodePlacement(
    Map<String, Output<String>> subnets, Output<List<String>> groups, Output<String> keyArn) {}
