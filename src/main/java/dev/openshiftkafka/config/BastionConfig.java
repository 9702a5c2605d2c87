package dev.openshiftkafka.config;

import java.util.List;

/** A host in a private subnet, reached through Session Manager. */
public record BastionConfig(
    @Key(doc = "Whether there is one.", defaultsTo = "false") Boolean enabled,
    @Key(
            doc =
                "AMI of a Linux with the SSM agent, such as Amazon Linux 2023; required when enabled.",
            optional = true)
        String ami,
    @Key(doc = "EC2 instance type.", defaultsTo = "\"t3.micro\"") String instanceType,
    @Key(
            doc =
                "IPv4 ranges that may reach its port 22. None by default: Session Manager needs no"
                    + " open port.",
            defaultsTo = "[]")
        List<String> allowedCidrs,
    @Key(doc = "EC2 key pair for port 22; required with `allowedCidrs`.", optional = true)
        String keyName) {

  /** Checks what goes together. */
  public BastionConfig {
    Boolean on = enabled;
    String image = ami;
    String type = instanceType;
    List<String> cidrs = allowedCidrs;
    String key = keyName;
    Checks.run(
        checks -> {
          checks
              .matches("ami", image, "ami-[0-9a-f]{8,17}", "must be the id of an AMI: ami-...")
              .matches(
                  "instanceType",
                  type,
                  "[a-z][a-z0-9-]*\\.[a-z0-9-]+",
                  "must be an EC2 instance type: t3.micro");
          if (Boolean.TRUE.equals(on) && image == null) {
            checks.fault("ami", null, "is required when enabled: an image with the SSM agent");
          }
          Cidrs.check(checks, "allowedCidrs", cidrs);
          if (cidrs != null && !cidrs.isEmpty() && key == null) {
            checks.fault("keyName", null, "is required with allowedCidrs: nobody could log in");
          }
          if (cidrs != null && cidrs.isEmpty() && key != null) {
            checks.fault(
                "keyName", key, "only goes with allowedCidrs: port 22 is closed; remove it");
          }
        });
  }
}
