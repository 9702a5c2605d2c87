package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.config.Layer;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One check of the preflight.
 *
 * @param id stable name in kebab case, with the system that is asked before the dot
 * @param title what must hold, as one clause
 * @param layer the layer of the stack that needs it
 * @param irrelevance why a stack does not need the check; empty when it does
 * @param probe asks and judges
 */
record Check(
    String id,
    String title,
    Layer layer,
    Function<StackPlan, Optional<String>> irrelevance,
    Probe probe) {

  /** Asks the cluster or the account. What it throws becomes a result of its check. */
  @FunctionalInterface
  interface Probe {
    Result run(Target target) throws Exception;
  }

  /** A check that asks the API server. */
  static Check ofCluster(String name, String title, Probe probe) {
    return new Check("cluster." + name, title, Layer.OPENSHIFT, plan -> Optional.empty(), probe);
  }

  /** A check that asks AWS. */
  static Check ofAws(String name, String title, Probe probe) {
    return new Check("aws." + name, title, Layer.AWS, plan -> Optional.empty(), probe);
  }

  /**
   * The check, for some stacks only.
   *
   * @param reason why the others do not need it
   */
  Check when(Predicate<StackPlan> relevant, String reason) {
    return new Check(
        id,
        title,
        layer,
        plan -> irrelevance.apply(plan).or(() -> unless(relevant.test(plan), reason)),
        probe);
  }

  private static Optional<String> unless(boolean relevant, String reason) {
    return relevant ? Optional.empty() : Optional.of(reason);
  }

  /**
   * What a check asks about and whom it asks.
   *
   * @param plan what the stack declares
   * @param cluster connection to the API server; null without layer openshift
   * @param account clients of AWS; null without layer aws
   */
  record Target(StackPlan plan, Cluster cluster, Account account) {}
}
