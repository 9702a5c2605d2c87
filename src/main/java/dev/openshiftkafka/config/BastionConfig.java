package dev.openshiftkafka.config;

import java.util.List;

/** A bastion host in a private subnet, reached through AWS Systems Manager Session Manager. */
public record BastionConfig(
    @Key(doc = "Whether the stack declares a bastion host.", defaultsTo = "false") Boolean enabled,
    @Key(
            doc =
                "AMI of a Linux with the SSM agent, such as Amazon Linux 2023. Required if"
                    + " enabled.",
            optional = true)
        String ami,
    @Key(doc = "EC2 instance type.", defaultsTo = "\"t3.micro\"") String instanceType,
    @Key(
            doc =
                "IPv4 ranges that can reach port 22 (SSH). Empty by default: Session Manager needs"
                    + " no open port.",
            defaultsTo = "[]")
        List<String> allowedCidrs,
    @Key(doc = "EC2 key pair for SSH. Required with `allowedCidrs`.", optional = true)
        String keyName) {

  /** Checks each key, and which are required together. */
  public BastionConfig {
    Checks.run(
        checks -> {
          checks.amiId("ami", ami).instanceType("instanceType", instanceType);
          if (Boolean.TRUE.equals(enabled) && ami == null) {
            checks.fault(
                "ami", null, "is required with enabled true; set an AMI with the SSM agent");
          }
          checks.sourceRanges("allowedCidrs", allowedCidrs);
          if (allowedCidrs != null && !allowedCidrs.isEmpty() && keyName == null) {
            checks.fault(
                "keyName",
                null,
                "is required with allowedCidrs, because SSH needs a key pair; set it");
          }
          if (allowedCidrs != null && allowedCidrs.isEmpty() && keyName != null) {
            checks.fault(
                "keyName",
                keyName,
                "applies only with allowedCidrs, because port 22 is closed; remove it");
          }
        });
  }
}
