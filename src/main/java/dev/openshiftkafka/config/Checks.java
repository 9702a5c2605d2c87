package dev.openshiftkafka.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects all faults of a record, and has the checks that several records share.
 *
 * <p>An absent value (null) passes every check: the reader reports missing keys.
 */
final class Checks {
  private static final String IMAGE_PATH = "[a-z0-9._-]+(/[a-z0-9._-]+)*";
  private static final String IMAGE_VERSION =
      "(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?";

  private final List<Fault> faults = new ArrayList<>();

  private Checks() {}

  /**
   * Runs the checks of a record.
   *
   * @throws InvalidConfigException with all faults, when there are any
   */
  static void run(Consumer<Checks> checks) {
    Checks collected = new Checks();
    checks.accept(collected);
    if (!collected.faults.isEmpty()) {
      throw new InvalidConfigException(collected.faults);
    }
  }

  /** Adds a fault unless the value is absent or passes. */
  <T> Checks that(String key, @Nullable T value, Predicate<T> passes, String problem) {
    if (value != null && !passes.test(value)) {
      fault(key, value, problem);
    }
    return this;
  }

  /**
   * Checks a range.
   *
   * @param unit unit of the value, and the reason for the limits where it is not obvious
   */
  Checks between(String key, @Nullable Integer value, int min, int max, String unit) {
    return that(
        key, value, v -> v >= min && v <= max, "must be from " + min + " to " + max + " " + unit);
  }

  Checks matches(String key, @Nullable String value, String regex, String problem) {
    return that(key, value, v -> v.matches(regex), problem);
  }

  Checks fault(String key, @Nullable Object value, String problem) {
    faults.add(new Fault(key, value, problem));
    return this;
  }

  /**
   * Adds a fault that is the absence of another key. It is not reported when that key is faulty.
   *
   * @param missing path of the other key
   */
  Checks requires(String key, @Nullable Object value, String missing, String problem) {
    faults.add(new Fault(key, value, problem, missing));
    return this;
  }

  /** Checks a full image reference: registry, repository, and tag or digest. */
  Checks image(String key, @Nullable String value) {
    return that(
        key,
        value,
        reference ->
            reference.matches("[a-z0-9.-]+(:[0-9]+)?/" + IMAGE_PATH + IMAGE_VERSION)
                && hasVersion(reference),
        "must be host[:port]/repository with a tag or a digest");
  }

  /** Checks an image reference without registry, which {@code images.registry} adds. */
  Checks imageWithoutRegistry(String key, @Nullable String value) {
    return that(
        key,
        value,
        reference -> reference.matches(IMAGE_PATH + IMAGE_VERSION) && hasVersion(reference),
        "must be a repository with a tag or a digest, without registry; set the registry in"
            + " images.registry");
  }

  private static boolean hasVersion(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1).matches(".*[:@].*");
  }

  /** Checks a size in bytes in Kubernetes' notation. */
  Checks bytes(String key, @Nullable String value, String example) {
    return that(
        key,
        value,
        Quantity::isBytes,
        "must be an integer with Ki, Mi, Gi or Ti, such as " + example);
  }

  /** Checks a heap size in the JVM's notation. */
  Checks heap(String key, @Nullable String value) {
    return that(
        key, value, Quantity::isJvmSize, "must be an integer with M or G, such as 512M or 5G");
  }

  /** Checks the name of a project. */
  Checks projectName(String key, @Nullable String value) {
    return matches(
        key,
        value,
        "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?",
        "must be a project name: a DNS label of at most 63 characters (a-z, 0-9 and -)");
  }

  /** Checks the name of a Kubernetes object. */
  Checks objectName(String key, @Nullable String value, String kind, String example) {
    return matches(
        key,
        value,
        "[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?",
        "must be the name of " + kind + ", such as " + example);
  }

  /** Checks a host name, or a domain. */
  Checks hostName(String key, @Nullable String value) {
    return matches(
        key,
        value,
        "([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}",
        "must be a host name in lower case, such as apps.example.com");
  }

  Checks amiId(String key, @Nullable String value) {
    return matches(key, value, "ami-[0-9a-f]{8,17}", "must be an AMI id, such as ami-0123abcd");
  }

  Checks instanceType(String key, @Nullable String value) {
    return matches(
        key,
        value,
        "[a-z][a-z0-9-]*\\.[a-z0-9-]+",
        "must be an EC2 instance type, such as m6i.2xlarge");
  }

  Checks securityGroupId(String key, @Nullable String value) {
    return matches(
        key, value, "sg-[0-9a-f]{8,17}", "must be a security group id, such as sg-0123abcd");
  }

  /** Checks IPv4 ranges from which pods or hosts can be reached: valid, and not wider than /8. */
  void sourceRanges(String key, @Nullable List<String> cidrs) {
    for (int i = 0; cidrs != null && i < cidrs.size(); i++) {
      String at = key + "[" + i + "]";
      String cidr = cidrs.get(i);
      if (!Cidr.isValid(cidr)) {
        fault(
            at,
            cidr,
            "must be an IPv4 range that begins with its network address, such as 10.1.0.0/16");
      } else if (!Cidr.isSourceRange(cidr)) {
        fault(at, cidr, "allows a large part of the internet; set /8 or narrower");
      }
    }
  }
}
