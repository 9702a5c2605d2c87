package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.config.Layer;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A preflight check.
 *
 * @param id stable name in kebab case, prefixed with the queried system and a dot
 * @param title the condition that must hold, as one clause
 * @param layer the layer of the stack that needs the check
 * @param skipReason returns why a stack does not need the check; empty when it does
 * @param probe queries the system and returns the result
 */
record Check(
    String id,
    String title,
    Layer layer,
    Function<StackPlan, Optional<String>> skipReason,
    Probe probe) {

  /** Queries the cluster or the account. An exception becomes a result of the check. */
  @FunctionalInterface
  interface Probe {
    Result run(Target target) throws Exception;
  }

  /** Creates a check of the cluster. */
  static Check ofCluster(String name, String title, Probe probe) {
    return new Check("cluster." + name, title, Layer.OPENSHIFT, plan -> Optional.empty(), probe);
  }

  /** Creates a check of the AWS account. */
  static Check ofAws(String name, String title, Probe probe) {
    return new Check("aws." + name, title, Layer.AWS, plan -> Optional.empty(), probe);
  }

  /**
   * Limits the check to some stacks.
   *
   * @param reason why other stacks do not need it
   */
  Check when(Predicate<StackPlan> relevant, String reason) {
    return new Check(
        id,
        title,
        layer,
        plan -> skipReason.apply(plan).or(() -> unless(relevant.test(plan), reason)),
        probe);
  }

  private static Optional<String> unless(boolean relevant, String reason) {
    return relevant ? Optional.empty() : Optional.of(reason);
  }

  /**
   * What a check compares.
   *
   * @param plan what the stack declares
   * @param cluster client of the API server; null without layer openshift
   * @param account AWS clients; null without layer aws
   */
  record Target(StackPlan plan, @Nullable Cluster cluster, @Nullable Account account) {
    /** Client of the API server; only checks of layer openshift may use it. */
    @Override
    public Cluster cluster() {
      return Objects.requireNonNull(cluster, "the stack has no layer openshift");
    }

    /** AWS clients; only checks of layer aws may use them. */
    @Override
    public Account account() {
      return Objects.requireNonNull(account, "the stack has no layer aws");
    }
  }
}
